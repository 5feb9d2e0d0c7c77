// A country by typing: a field with suggestions, which stands for a menu of every country.
//
// In: the menu, whose value it sets. Out: the field. What is typed may be a name, the beginning of one, two letters, or a name
// that is still in use elsewhere; accents and case don't matter. Words that mean no country or several are said, and change nothing.

import { make } from '../shared/dom.js';

/** Names that people type, beside those that a browser knows. @type {Record<string, string>} */
const ALSO = {
  'burma': 'MM',
  'cape verde': 'CV',
  'congo': 'CG',
  'czech republic': 'CZ',
  'drc': 'CD',
  'dprk': 'KP',
  'east timor': 'TL',
  'england': 'GB',
  'holland': 'NL',
  'ivory coast': 'CI',
  'macedonia': 'MK',
  'palestine': 'PS',
  'swaziland': 'SZ',
  'turkey': 'TR',
  'uae': 'AE',
  'uk': 'GB',
  'usa': 'US',
};

/** @param {string} text */
const plain = text =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .toLowerCase();

/**
 * The code of what was typed; '' for nothing, null where it means none or several.
 * @param {string} typed
 * @param {[string, string][]} countries Codes and names.
 */
export function placeOf(typed, countries) {
  const words = plain(typed);
  if (!words) return '';
  const exact = countries.find(([code, name]) => plain(name) === words || code.toLowerCase() === words);
  if (exact) return exact[0];
  if (Object.hasOwn(ALSO, words)) return ALSO[words];
  for (const way of [
    /** @param {string} name */ name => name.startsWith(words),
    /** @param {string} name */ name => name.includes(words),
  ]) {
    const found = countries.filter(([, name]) => way(plain(name)));
    if (found.length) return found.length === 1 ? found[0][0] : null;
  }
  return null;
}

/**
 * Makes the field of a menu, which is shown in its place and has its label.
 * @param {HTMLSelectElement} menu
 */
export function typedPlace(menu) {
  const list = make('datalist', { id: `${menu.name || menu.id}-places` });
  const said = make('span', { role: 'status' });
  const input = make('input', { type: 'text', autocomplete: 'off', list: list.id });
  const countries = () =>
    [...menu.options]
      .filter(({ value }) => value)
      .map(({ value, textContent }) => /** @type {[string, string]} */ ([value, textContent || value]));
  const show = () => {
    const chosen = menu.selectedOptions[0];
    input.value = menu.value ? chosen?.textContent || menu.value : '';
    input.placeholder = menu.options[0]?.textContent || '';
    said.textContent = '';
  };
  const fill = () => {
    list.replaceChildren(...countries().map(([, name]) => make('option', { value: name })));
    show();
  };
  /** @param {[string, string][]} all Codes and names of the menu, which has none yet. */
  const offer = all => {
    menu.replaceChildren(...[['', 'type a name'], ...all].map(([value, text]) => make('option', { value }, text)));
    fill();
  };
  input.addEventListener('change', event => {
    event.stopPropagation();
    const code = placeOf(input.value, countries());
    if (code === null) {
      const typed = input.value.slice(0, 40);
      show();
      said.textContent = `No single country is called “${typed}”.`;
      return;
    }
    const other = code !== menu.value;
    menu.value = code;
    show();
    if (other) menu.dispatchEvent(new Event('change', { bubbles: true }));
  });
  menu.addEventListener('change', show);
  menu.hidden = true;
  menu.before(input);
  menu.after(list, said);
  return { fill, offer, show };
}
