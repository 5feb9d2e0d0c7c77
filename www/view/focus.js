// Keeps the focus where it is while a tree is made anew: as steps from the top down, which a tree of the same shape takes over.

/** @typedef {[number, string][]} Steps */

/**
 * @param {Element | null} focused
 * @param {Element} top
 * @returns {Steps | null}
 */
export function stepsTo(focused, top) {
  if (!focused || !top.contains(focused)) return null;
  /** @type {Steps} */
  const steps = [];
  for (let node = focused; node !== top && node.parentElement; node = node.parentElement) {
    steps.unshift([[...node.parentElement.children].indexOf(node), node.localName]);
  }
  return steps;
}

/**
 * @param {Element} top
 * @param {Steps | null} steps
 */
export function focusAt(top, steps) {
  if (!steps) return;
  let node = top;
  for (const [index, name] of steps) {
    node = node.children[index];
    if (node?.localName !== name) return;
  }
  if (node instanceof HTMLElement) node.focus({ preventScroll: true });
}
