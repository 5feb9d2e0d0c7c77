// The builder's page: its form and its places by name.

/**
 * A place of the page.
 * @param {string} id
 * @returns {any}
 */
export const by = id => document.getElementById(id);

/** @type {HTMLFormElement} */
export const form = by('form');

/**
 * A field of the form.
 * @param {string} name
 * @returns {any}
 */
export const field = name => form.elements.namedItem(name);

/**
 * Words of a status: what is written again is read out again.
 * @param {Element} node
 * @param {string} text
 */
export function tell(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/**
 * @param {string} id
 * @param {string} text
 */
export function say(id, text, bad = false) {
  tell(by(id), text);
  by(id).className = bad ? 'warn' : '';
}
