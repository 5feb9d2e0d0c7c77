// Whether the page left what every script stands on as the language says. Where it did not, the author's figure stays: it is the
// page's own, and a figure of ours that is made of broken parts would say something else than was measured.

/** True where arrays, their methods and their iterator do what they are for. */
export function hasItsBuiltIns() {
  try {
    const [one, two] = [1, 2].map(item => item);
    return one + two + [[3, 4]].flat().length === 5 && [5, 6].find(item => item > 5) === 6;
  } catch {
    return false;
  }
}
