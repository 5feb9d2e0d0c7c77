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
