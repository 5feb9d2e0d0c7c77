// The settings: menus made from the engine's catalogue, and the one question that must be answered before a price.

import { labelled, make, select } from '../shared/dom.js';

const PARTIAL = ['region', 'network'];
const parts = ['country', ...PARTIAL, 'service'];

function countrySelect(value, { say, format }, catalogue, onchange) {
  const collator = new Intl.Collator(format.locale);
  const pairs = catalogue.countries.map(code => [code, format.country(code)]).sort((a, b) => collator.compare(a[1], b[1]));
  return labelled(say('country'), select([['', say('country-none')], ...pairs], value || '', onchange));
}

function representsSelect(value, { say }, onchange) {
  const pairs = parts.map(part => [part, say(`represents-${part}`)]);
  return labelled(say('represents'), select([['', say('represents-none')], ...pairs], value || '', onchange));
}

function percent(text, value, onchange) {
  const shown = value ? String(Math.round(Number(value) * 1000) / 10) : '';
  const input = make('input', { type: 'number', min: 0, max: 100, step: 'any', inputmode: 'decimal', value: shown });
  input.addEventListener('change', () => onchange(input.value === '' ? '' : String(Number(input.value) / 100)));
  return labelled(text, input);
}

/** What keeps the price away: country, what the file stands for, its share. Null where nothing does. */
export function question(report, ask, tools, catalogue, set) {
  if (!catalogue || report.cost || !report.outages.length) return null;
  const represents = ask.represents || (report.source.represents === 'unknown' ? '' : report.source.represents);
  const country = report.source.country || ask.country;
  const fields = [];
  if (!represents) fields.push(representsSelect('', tools, value => set({ represents: value })));
  if (!country) fields.push(countrySelect('', tools, catalogue, value => set({ country: value })));
  if (PARTIAL.includes(represents)) {
    fields.push(percent(tools.say('share'), ask.share, value => set({ share: value })));
  }
  return fields.length ? make('div', { class: 'ask' }, make('h3', {}, tools.say('cost-none')), make('div', { class: 'fields' }, fields)) : null;
}

/** Every setting that a reader can change. */
export function settings(report, ask, tools, catalogue, set) {
  const { say } = tools;
  const represents = ask.represents || report.source.represents;
  const range = make('input', { type: 'range', min: 0, max: 1, step: 0.05, value: ask.sensitivity || 0.5 });
  range.addEventListener('change', () => set({ sensitivity: range.value }));
  const scopes = ['full', 'mobile', 'apps:1'].map(scope => [scope, say(`scope-${scope.split(':')[0]}`)]);
  const detectors = catalogue.detectors.map(({ id, name }) => [id, tools.named(`detector-${id}`, name)]);
  return make(
    'div',
    { class: 'fields', part: 'controls' },
    countrySelect(report.source.country || ask.country, tools, catalogue, country => set({ country })),
    representsSelect(represents === 'unknown' ? '' : represents, tools, value => set({ represents: value })),
    PARTIAL.includes(represents) && percent(say('share'), ask.share, share => set({ share })),
    labelled(say('scope'), select(scopes, ask.scope || 'full', scope => set({ scope }))),
    labelled(say('detector'), select(detectors, ask.detector || detectors[0][0], detector => set({ detector }))),
    labelled(say('sensitivity'), range),
  );
}

/** The calculator's form: an outage without a file. */
export function calculator(ask, tools, catalogue, go) {
  const { say } = tools;
  const now = { ...ask };
  const moment = (name, text) => {
    const input = make('input', { type: 'datetime-local', required: true, value: (ask[name] || '').replace(/Z$/, '').slice(0, 16) });
    input.addEventListener('change', () => (now[name] = input.value ? `${input.value}Z` : ''));
    return labelled(text, input);
  };
  return make(
    'form',
    { class: 'fields', part: 'controls', onsubmit: event => { event.preventDefault(); go(now); } },
    countrySelect(ask.country, tools, catalogue, country => (now.country = country)),
    moment('start', say('calc-start')),
    moment('end', say('calc-end')),
    percent(say('calc-depth'), ask.depth || 1, depth => (now.depth = depth)),
    make('button', { class: 'main', type: 'submit' }, say('calc-go')),
  );
}

/** Assumptions of our models that may be given here. */
const ASSUMED = /^([srmaw]|u_ref)$/;

/** What our models assume, dragged or typed; `ends` keeps what each can be, since a given one has no range any more. */
export function assumptions(estimate, ask, ends, { say, named }, { assume, set }) {
  const given = new Map((ask.assume || '').split(',').filter(Boolean).map(pair => pair.split('=')));
  for (const { steps } of estimate.models) {
    for (const step of steps) if (step.high > step.low && ASSUMED.test(step.symbol) && !ends.has(step.symbol)) ends.set(step.symbol, step);
  }
  const rows = [...ends].map(([symbol, { low, high, value, meaning }]) => {
    const now = { min: low, max: high, step: 'any', value: given.get(symbol) || Number(value.toPrecision(3)) };
    const name = named(`symbol-${symbol}`, meaning);
    const put = (input, go) => () => {
      if (!input.reportValidity()) return;
      range.value = typed.value = input.value;
      given.set(symbol, input.value);
      go([...given].map(pair => pair.join('=')).join());
    };
    const done = text => set({ assume: text });
    const range = make('input', { type: 'range', 'aria-label': name, ...now });
    const typed = make('input', { type: 'number', ...now });
    range.addEventListener('input', put(range, assume));
    range.addEventListener('change', put(range, done));
    typed.addEventListener('change', put(typed, done));
    return make('div', {}, labelled(name, typed), range);
  });
  return rows.length ? [make('h3', {}, say('assumptions')), make('div', { class: 'fields' }, rows)] : null;
}

/** A button for files. */
export function fileButton(text, give) {
  const input = make('input', { class: 'hidden', type: 'file', multiple: true, 'aria-label': text });
  input.addEventListener('change', () => {
    if (input.files.length) give([...input.files]);
    input.value = '';
  });
  return make('label', {}, input, make('span', { class: 'button', 'aria-hidden': 'true' }, text));
}

/** A drop zone that is a labelled file button too. */
export function dropZone(tools, small, give) {
  const { say } = tools;
  return make('div', { class: small ? 'drop small' : 'drop' }, make('span', {}, say('drop')), fileButton(say('choose'), give), make('span', { class: 'soft' }, say('drop-more')));
}
