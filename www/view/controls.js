// The settings: menus made from the engine's catalogue, and the one question that must be answered before a price.

import { labelled, make, select } from '../shared/dom.js';

/** @import { Acts, Catalogue, Estimate, Locale, Report, Settings, Step } from '../_types.d.ts' */
/** @typedef {(change: Settings) => void} Change */

const PARTIAL = ['region', 'network'];
const PARTS = ['country', ...PARTIAL, 'service'];

/**
 * @param {string | null | undefined} value
 * @param {Locale} locale
 * @param {Catalogue} catalogue
 * @param {(value: string) => void} onchange
 */
function countrySelect(value, { say, format }, catalogue, onchange) {
  const collator = new Intl.Collator(format.locale);
  const pairs = catalogue.countries.map(code => [code, format.country(code)]);
  pairs.sort((a, b) => collator.compare(a[1], b[1]));
  return labelled(say('country'), select([['', say('country-none')], ...pairs], value || '', onchange));
}

/**
 * @param {string} value
 * @param {Locale} locale
 * @param {(value: string) => void} onchange
 */
function representsSelect(value, { say }, onchange) {
  const pairs = PARTS.map(part => [part, say(`represents-${part}`)]);
  return labelled(say('represents'), select([['', say('represents-none')], ...pairs], value || '', onchange));
}

/**
 * A share, typed in percent.
 * @param {string} text
 * @param {string | undefined} value
 * @param {(value: string) => void} onchange
 */
function percent(text, value, onchange) {
  const shown = value ? String(Math.round(Number(value) * 1000) / 10) : '';
  const input = make('input', { type: 'number', min: 0, max: 100, step: 'any', inputmode: 'decimal', value: shown });
  input.addEventListener('change', () => onchange(input.value === '' ? '' : String(Number(input.value) / 100)));
  return labelled(text, input);
}

/**
 * What keeps the price away: country, what the file stands for, its share. Null where nothing does.
 * @param {Report} report
 * @param {Settings} settings
 * @param {Locale} locale
 * @param {Catalogue | null} catalogue
 * @param {Change} set
 */
export function question(report, settings, locale, catalogue, set) {
  if (!catalogue || report.cost || !report.outages.length) return null;
  const represents = settings.represents || (report.source.represents === 'unknown' ? '' : report.source.represents);
  const country = report.source.country || settings.country;
  const fields = [
    !represents && representsSelect('', locale, value => set({ represents: value })),
    !country && countrySelect('', locale, catalogue, value => set({ country: value })),
    PARTIAL.includes(represents) && percent(locale.say('share'), settings.share, share => set({ share })),
  ].filter(Boolean);
  if (!fields.length) return null;
  return make(
    'div',
    { class: 'question' },
    make('h3', {}, locale.say('cost-none')),
    make('div', { class: 'fields' }, fields),
  );
}

/**
 * Every setting that a reader can change.
 * @param {Report} report
 * @param {Settings} settings
 * @param {Locale} locale
 * @param {Catalogue} catalogue
 * @param {Change} set
 */
export function settingsForm(report, settings, locale, catalogue, set) {
  const { say } = locale;
  const represents = settings.represents || report.source.represents;
  const range = make('input', { type: 'range', min: 0, max: 1, step: 0.05, value: settings.sensitivity || 0.5 });
  range.addEventListener('change', () => set({ sensitivity: range.value }));
  const scopes = ['full', 'mobile', 'apps:1'].map(scope => [scope, say(`scope-${scope.split(':')[0]}`)]);
  const detectors = catalogue.detectors.map(({ id, name }) => [id, locale.named(`detector-${id}`, name)]);
  return make(
    'div',
    { class: 'fields', part: 'controls' },
    countrySelect(report.source.country || settings.country, locale, catalogue, country => set({ country })),
    representsSelect(represents === 'unknown' ? '' : represents, locale, value => set({ represents: value })),
    PARTIAL.includes(represents) && percent(say('share'), settings.share, share => set({ share })),
    labelled(
      say('scope'),
      select(scopes, settings.scope || 'full', scope => set({ scope })),
    ),
    labelled(
      say('detector'),
      select(detectors, settings.detector || detectors[0][0], detector => set({ detector })),
    ),
    labelled(say('sensitivity'), range),
  );
}

/**
 * The calculator's form: an outage without a file.
 * @param {Settings} settings
 * @param {Locale} locale
 * @param {Catalogue} catalogue
 * @param {Change} calculate
 */
export function calculator(settings, locale, catalogue, calculate) {
  const { say } = locale;
  const now = { ...settings };
  /**
   * @param {string} name
   * @param {string} text
   */
  const moment = (name, text) => {
    const value = (settings[name] || '').replace(/Z$/, '').slice(0, 16);
    const input = make('input', { type: 'datetime-local', required: true, value });
    input.addEventListener('change', () => {
      now[name] = input.value ? `${input.value}Z` : '';
    });
    return labelled(text, input);
  };
  /** @param {string} name */
  const put = name => (/** @type {string} */ value) => {
    now[name] = value;
  };
  /** @param {Event} event */
  const onsubmit = event => {
    event.preventDefault();
    calculate(now);
  };
  return make(
    'form',
    { class: 'fields', part: 'controls', onsubmit },
    countrySelect(settings.country, locale, catalogue, put('country')),
    moment('start', say('calc-start')),
    moment('end', say('calc-end')),
    percent(say('calc-depth'), settings.depth || '1', put('depth')),
    make('button', { class: 'main', type: 'submit' }, say('calc-go')),
  );
}

/** Assumptions of our models that may be given here. */
const ASSUMED = /^([srmaw]|u_ref)$/;

/**
 * What our models assume, dragged or typed; `ends` keeps what each can be, since a given one has no range any more.
 * @param {Estimate} estimate
 * @param {Settings} settings
 * @param {Map<string, Step>} ends
 * @param {Locale} locale
 * @param {Acts} acts
 */
export function assumptions(estimate, settings, ends, { say, named }, { assume, set }) {
  /** @type {Map<string, string>} */
  const given = new Map();
  for (const pair of (settings.assume || '').split(',').filter(Boolean)) given.set(...twoOf(pair));
  for (const step of estimate.models.flatMap(({ steps }) => steps)) {
    const open = (step.high ?? step.value) > (step.low ?? step.value);
    if (open && ASSUMED.test(step.symbol) && !ends.has(step.symbol)) ends.set(step.symbol, step);
  }
  const rows = [...ends].map(([symbol, { low, high, value, meaning }]) => {
    const now = { min: low, max: high, step: 'any', value: given.get(symbol) || Number(value.toPrecision(3)) };
    const name = named(`symbol-${symbol}`, meaning);
    const range = make('input', { type: 'range', 'aria-label': name, ...now });
    const typed = make('input', { type: 'number', ...now });
    /**
     * @param {HTMLInputElement} input
     * @param {(assumptions: string) => void} go
     */
    const put = (input, go) => () => {
      if (!input.reportValidity()) return;
      range.value = typed.value = input.value;
      given.set(symbol, input.value);
      go([...given].map(pair => pair.join('=')).join());
    };
    const done = (/** @type {string} */ text) => set({ assume: text });
    range.addEventListener('input', put(range, assume));
    range.addEventListener('change', put(range, done));
    typed.addEventListener('change', put(typed, done));
    return make('div', {}, labelled(name, typed), range);
  });
  return rows.length ? [make('h3', {}, say('assumptions')), make('div', { class: 'fields' }, rows)] : null;
}

/**
 * @param {string} pair
 * @returns {[string, string]}
 */
function twoOf(pair) {
  const [name, value = ''] = pair.split('=');
  return [name, value];
}

/**
 * A button for files.
 * @param {string} text
 * @param {(files: File[]) => void} give
 */
export function fileButton(text, give) {
  const input = make('input', { class: 'hidden', type: 'file', multiple: true, 'aria-label': text });
  input.addEventListener('change', () => {
    if (input.files?.length) give([...input.files]);
    input.value = '';
  });
  return make('label', {}, input, make('span', { class: 'button', 'aria-hidden': 'true' }, text));
}

/**
 * A drop zone that is a labelled file button too.
 * @param {Locale} locale
 * @param {boolean} small
 * @param {(files: File[]) => void} give
 */
export function dropZone({ say }, small, give) {
  const more = make('span', { class: 'soft' }, say('drop-more'));
  return make(
    'div',
    { class: small ? 'drop small' : 'drop' },
    make('span', {}, say('drop')),
    fileButton(say('choose'), give),
    more,
  );
}
