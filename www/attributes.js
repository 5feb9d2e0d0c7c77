// The element's attributes, each a property too: the one table in the page.
//
// The settings of the walk are the rows of the engine's own table that are marked as attributes (a test compares them);
// the rest are the element's alone. `choices` are checked here, so that an unknown value shows a note and the default serves.

const walk = [
  'format', 'zone', 'signal', 'from', 'until', 'detector', 'sensitivity', 'country', 'represents', 'share', 'scope',
  'model', 'price-year', 'currency', 'local-zone', 'start', 'end', 'depth',
];

const own = [
  { name: 'src' },
  { name: 'chart' },
  { name: 'lang' },
  { name: 'dir', choices: ['ltr', 'rtl', 'auto'] },
  { name: 'theme', choices: ['auto', 'light', 'dark'] },
  { name: 'mode', choices: ['reader', 'author', 'calculator'] },
  { name: 'height' },
  { name: 'frozen' },
];

/** Every attribute: name, property, whether it is a setting of the walk, its choices if it has any. */
export const attributes = [...walk.map(name => ({ name, walk: true })), ...own].map(row => ({
  ...row,
  property: row.name.replace(/-(.)/g, (all, letter) => letter.toUpperCase()),
}));

/** Settings whose change needs the bytes again. */
export const reread = ['format', 'zone'];

/** Makes each attribute a property of a prototype; those that `base` has already, `lang` and `dir`, are left to it. */
export function reflect(prototype, base) {
  for (const row of attributes) {
    if (row.property in base && row.property !== 'mode') continue;
    Object.defineProperty(prototype, row.property, {
      configurable: true,
      enumerable: true,
      get() {
        const value = this.getAttribute(row.name);
        if (row.name === 'frozen') return value !== null;
        if (!row.choices) return value;
        return row.choices.includes(value) ? value : row.name === 'mode' ? 'reader' : row.choices[0];
      },
      set(value) {
        if (value === null || value === undefined || value === false) this.removeAttribute(row.name);
        else this.setAttribute(row.name, value === true ? '' : String(value));
      },
    });
  }
}
