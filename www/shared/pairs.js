// Settings of the form `Date=moment; Server=left-out` ↔ pairs. A name may hold `=` and `;`: what follows the last `=` has to be
// one of the words.

/** What a column of a table can be said to be. */
export const ROLES = [
  'moment',
  'day-first',
  'month-first',
  'date',
  'time',
  'offset',
  'value',
  'state',
  'name',
  'start',
  'end',
  'length',
  'place',
  'left-out',
];
export const DIRECTIONS = ['falls', 'rises'];

/**
 * @param {string | undefined} text
 * @param {string[]} words
 * @returns {Map<string, string>}
 */
export function pairsOf(text, words) {
  const pairs = new Map();
  let open = '';
  for (const part of (text || '').split(';')) {
    const whole = open + part;
    const at = whole.lastIndexOf('=');
    const word = whole.slice(at + 1).trim();
    const known = at > 0 && words.includes(word);
    if (known) pairs.set(whole.slice(0, at).trim(), word);
    open = known ? '' : `${whole};`;
  }
  return pairs;
}

/**
 * The setting with one pair more, or another word for a name.
 * @param {string | undefined} text
 * @param {string[]} words
 * @param {string} name
 * @param {string} word
 */
export function withPair(text, words, name, word) {
  const pairs = pairsOf(text, words).set(name, word);
  return [...pairs].map(pair => pair.join('=')).join('; ');
}
