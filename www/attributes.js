// The element's attributes, each a property too, as the build knows them: the settings of the walk that are attributes, and
// the element's own. `choices` are checked here, so that an unknown value shows a note and the default serves.

import { built } from './built.js';

/** @import { Attribute } from './_types.d.ts' */

/** Every attribute: name, property, whether it is a setting of the walk, its choices if it has any. */
export const attributes = built.attributes;

/** Settings whose change needs the bytes again. */
export const reread = attributes.filter(row => row.reread).map(row => row.name);

/**
 * The value of an attribute with choices: the default where it is unknown.
 * @param {Element} element
 * @param {Attribute} row
 */
function chosen(element, row) {
  const value = element.getAttribute(row.name);
  if (!row.choices) return value;
  return value !== null && row.choices.includes(value) ? value : row.choices[0];
}

const modeRow = /** @type {Attribute} */ (attributes.find(row => row.name === 'mode'));

/**
 * Whom the element is for: `reader`, `author` or `calculator`.
 * @param {Element} element
 */
export const modeOf = element => chosen(element, modeRow) || '';

const chartRow = /** @type {Attribute} */ (attributes.find(row => row.name === 'chart'));

/**
 * The chart of pictures and exports: the author's, otherwise the mode's own.
 * @param {Element} element
 */
export function chartOf(element) {
  const value = element.getAttribute('chart');
  if (value !== null && chartRow.choices?.includes(value)) return value;
  return modeOf(element) === 'calculator' ? 'cost' : 'timeline';
}

/** Properties that say something else than their attribute. @type {Record<string, (element: Element) => any>} */
const own = { frozen: element => element.hasAttribute('frozen'), chart: chartOf };

/**
 * Makes each attribute a property of a prototype; those that `base` has already, `lang` and `dir`, are left to it.
 * @param {object} prototype
 * @param {object} base
 */
export function reflect(prototype, base) {
  for (const row of attributes) {
    if (row.property in base) continue;
    /** @type {PropertyDescriptor} */
    const property = {
      configurable: true,
      enumerable: true,
      /** @this {Element} */
      get() {
        const read = Object.hasOwn(own, row.name) ? own[row.name] : null;
        return read ? read(this) : chosen(this, row);
      },
      /**
       * @this {Element}
       * @param {any} value
       */
      set(value) {
        if (value === null || value === undefined || value === false) this.removeAttribute(row.name);
        else this.setAttribute(row.name, value === true ? '' : String(value));
      },
    };
    // Without a prototype: what a page hung on every object is no part of it.
    Object.defineProperty(prototype, row.property, Object.assign(Object.create(null), property));
  }
}
