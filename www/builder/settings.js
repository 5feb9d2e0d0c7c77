// The settings of the figure: the form's fields ↔ attributes of elements.

import { make } from '../shared/dom.js';
import { by, field, form } from './page.js';

/** @import { Report } from '../_types.d.ts' */
/** @typedef {Record<string, string>} Settings */

const regions = new Intl.DisplayNames(['en'], { type: 'region' });
const DEFAULT_SENSITIVITY = '0.5';

/** The menus, from the tables of the engine. */
export async function fillMenus() {
  const tables = await (await fetch('catalogue.json')).json();
  /**
   * @param {Element} select
   * @param {[string, string][]} pairs
   */
  const options = (select, pairs) => select.append(...pairs.map(([value, text]) => make('option', { value }, text)));
  /** @type {[string, string][]} */
  const countries = tables.countries.map((/** @type {string} */ code) => [code, regions.of(code) || code]);
  countries.sort((a, b) => a[1].localeCompare(b[1], 'en'));
  options(field('country'), [['', 'as the file says'], ...countries]);
  options(
    field('detector'),
    tables.detectors.map((/** @type {any} */ row, /** @type {number} */ n) => [n ? row.id : '', row.name]),
  );
  const spoken = new Intl.DisplayNames(['en'], { type: 'language' });
  options(
    field('lang'),
    tables.languages.map((/** @type {string} */ code) => [code, spoken.of(code)]),
  );
  for (const { id, name } of tables.models) {
    by('models').append(make('label', {}, make('input', { type: 'checkbox', name: 'model', value: id }), ` ${name}`));
  }
  return countries;
}

/** What the form says. @returns {Settings} */
export function settings() {
  /** @type {NodeListOf<HTMLInputElement>} */
  const ticked = form.querySelectorAll('[name="model"]:checked');
  const share = field('share').value;
  const sensitivity = field('sensitivity').value;
  return {
    country: field('country').value,
    represents: field('represents').value,
    share: share === '' ? '' : String(Number(share) / 100),
    scope: field('scope').value,
    detector: field('detector').value,
    sensitivity: sensitivity === DEFAULT_SENSITIVITY ? '' : sensitivity,
    model: [...ticked].map(box => box.value).join(','),
    zone: field('zone').value.trim(),
    claim: field('claim').value,
    ...readAs(),
  };
}

/** What the author said that columns and series are. @returns {Settings} */
export const readAs = () => ({ columns: field('columns').value, direction: field('direction').value });

/**
 * Whether the file is read in another way from now on.
 * @param {Settings} told
 */
export function readAnew(told) {
  const names = ['columns', 'direction'];
  const other = names.some(name => (told[name] || '') !== field(name).value);
  for (const name of names) field(name).value = told[name] || '';
  return other;
}

/** How the figure looks. @returns {Settings} */
export const looks = () => ({ lang: field('lang').value, theme: field('theme').value });

/**
 * What the author answered in the preview is set in the form.
 * @param {Settings} told
 */
export function adopt({
  country = '',
  represents = '',
  share = '',
  scope = '',
  detector = '',
  sensitivity = DEFAULT_SENSITIVITY,
  claim = '',
}) {
  const percent = share && String(Math.round(Number(share) * 1000) / 10);
  const given = {
    country,
    represents,
    share: percent,
    scope: scope === 'full' ? '' : scope,
    detector,
    sensitivity,
    claim,
  };
  for (const [name, value] of Object.entries(given)) field(name).value = value;
  // The first rule is the one without a name.
  if (field('detector').selectedIndex < 0) field('detector').selectedIndex = 0;
}

/** What was said of other data is not said of these. */
export function forgetData() {
  for (const name of ['country', 'represents', 'share', 'scope', 'zone', 'title', 'columns', 'direction', 'claim']) {
    field(name).value = '';
  }
}

/**
 * The first choice of two menus says what the file itself says.
 * @param {Report} report
 */
export function showDefaults({ source: { country, represents } }) {
  const [place, part] = [field('country'), field('represents')];
  if (!place.value)
    place.options[0].textContent = country ? `${regions.of(country)}, as the file says` : 'not named in the file';
  if (!part.value)
    part.options[0].textContent = represents === 'unknown' ? 'not said in the file' : `${represents}, as the file says`;
}

/**
 * @param {Element} element
 * @param {Settings} given
 */
export function put(element, given) {
  for (const [name, value] of Object.entries(given)) {
    if (value) element.setAttribute(name, value);
    else element.removeAttribute(name);
  }
}
