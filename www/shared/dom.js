// Elements with properties and children; text goes in as text, never as markup.

const ATTRIBUTES = /^(part|class|list|form|role)$/;

/** @param {any} value */
const isThere = value => value !== undefined && value !== null && value !== false;

/**
 * Makes an element: `on…` are listeners, `part`, `class`, `aria-…` attributes, the rest properties. What is null, undefined or
 * false is left out, of properties and children alike.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, any>} [given]
 * @param {...any} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function make(tag, given = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (!isThere(value)) continue;
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else if (name in node && !ATTRIBUTES.test(name)) /** @type {any} */ (node)[name] = value;
    else node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...children.flat(2).filter(isThere));
  return node;
}

/**
 * The context of a canvas. One that stands nowhere has no direction of its own.
 * @param {HTMLCanvasElement} canvas
 */
export function contextOf(canvas) {
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser gives no canvas.');
  context.direction = 'ltr';
  return context;
}

/** Marks English in a page of any language. */
export const ENGLISH = { lang: 'en', dir: 'ltr' };

/**
 * The engine's English, below the page's own words for it, where there are any.
 * @param {keyof HTMLElementTagNameMap} tag
 * @param {string | undefined} own
 * @param {string} text
 */
export function withEnglish(tag, own, text) {
  return make(tag, own ? {} : ENGLISH, own || text, own && make('div', { class: 'soft', ...ENGLISH }, text));
}

/**
 * A labelled control.
 * @param {string} text
 * @param {HTMLElement} control
 */
export function labelled(text, control) {
  return make('label', { class: 'field' }, make('span', {}, text), control);
}

/**
 * A select from `[value, text]` pairs.
 * @param {string[][]} pairs
 * @param {string} value
 * @param {(value: string) => void} onchange
 */
export function select(pairs, value, onchange) {
  const node = make('select', { onchange: () => onchange(node.value) });
  for (const [key, text] of pairs) node.append(make('option', { value: key, selected: key === value }, text));
  return node;
}
