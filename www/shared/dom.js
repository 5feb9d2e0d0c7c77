// Elements with properties and children; text goes in as text, never as markup.

const there = value => value !== undefined && value !== null && value !== false;

/** Makes an element: `on…` are listeners, `part`, `class`, `aria-…` attributes, the rest properties. */
export function make(tag, given = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (!there(value)) continue;
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else if (name in node && !/^(part|class|list|form|role)$/.test(name)) node[name] = value;
    else node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...children.flat(2).filter(there));
  return node;
}

/** The context of a canvas. One that stands nowhere has no direction of its own. */
export const contextOf = canvas => Object.assign(canvas.getContext('2d'), { direction: 'ltr' });

/** Marks English in a page of any language. */
export const ENGLISH = { lang: 'en', dir: 'ltr' };

/** What the engine says in English, below what it comes to in the page's words, where these have it. */
export const heard = (tag, own, text) => make(tag, own ? {} : ENGLISH, own || text, own && make('div', { class: 'soft', ...ENGLISH }, text));

/** A labelled control. */
export function labelled(text, control) {
  return make('label', { class: 'field' }, make('span', {}, text), control);
}

/** A select from `[value, text]` pairs. */
export function select(pairs, value, onchange) {
  const node = make('select', { onchange: () => onchange(node.value) });
  for (const [key, text] of pairs) node.append(make('option', { value: key, selected: key === value }, text));
  return node;
}

/** What a paste holds: cells of a spreadsheet as text with a line break in it, else files. */
export function pasted({ clipboardData: data }) {
  const text = data.getData('text/plain');
  return /\n/.test(text) ? [new File([text], 'pasted.tsv')] : [...data.files];
}
