// Every chart in every state on one page, from made-up data.
//
// In: the fragment, such as `theme=dark&width=phone&lang=fa&state=one`. Out: one widget a state, all its charts open; the
// page's `data-done` says that each has come to rest. Nothing is random: the same page each time.

import '../outage-lens.js';
import { make } from '../shared/dom.js';
import { nightly, outage, pair, prefixes, requests, sample, within } from './made-up.js';

/** @typedef {{ id: string, charts: string[], src?: string, data?: () => string }} State */

const ALL = ['timeline', 'cost', 'calendar', 'week', 'peers', 'compare'];
/** @type {(day: number, length: number) => (at: number) => number} */
const cut = (day, length) => at => (within(at, day, length) ? 0 : 1);
/** @param {number} at */
const ongoing = at => (within(at, 15, 9) ? 0.04 : 1);
/** @param {number} at */
const gaps = at => (within(at, 6, 0.7) || within(at, 9.3, 0.2) ? null : outage(at));

/** Each state: its name, what it has for data, and the charts that must come. @type {State[]} */
const STATES = [
  { id: 'loading', src: 'loading.csv', charts: [] },
  { id: 'empty', charts: [] },
  { id: 'error', data: () => '%PDF-1.7 no measurements', charts: [] },
  { id: 'none', data: () => requests(20, () => 1), charts: ['timeline'] },
  { id: 'one', data: pair, charts: ALL },
  { id: 'many', data: () => requests(28, nightly), charts: ALL },
  { id: 'ongoing', data: () => requests(16, ongoing), charts: ALL },
  { id: 'gap', data: () => requests(16, gaps), charts: ALL },
  { id: 'huge', data: () => requests(365, cut(200, 1.5), 1), charts: ALL },
  { id: 'sample', data: sample, charts: ['timeline'] },
  { id: 'prefixes', data: prefixes, charts: ['timeline', 'cost', 'calendar', 'peers', 'compare'] },
];
const LANGUAGES = ['en', 'es', 'fr', 'pt', 'ru', 'ar', 'fa', 'ko', 'hi', 'zh'];

const form = /** @type {HTMLFormElement} */ (document.getElementById('choice'));
const sheet = /** @type {HTMLElement} */ (document.getElementById('sheet'));
const root = document.documentElement;

/** @param {string} name */
const choice = name => /** @type {HTMLSelectElement} */ (form.elements.namedItem(name));

/** A file that never ends, for the state on the way. */
function keepLoading() {
  const { fetch } = globalThis;
  globalThis.fetch = (address, options) => {
    if (!String(address).endsWith('loading.csv')) return fetch(address, options);
    const begun = new TextEncoder().encode('time,requests\n');
    return Promise.resolve(new Response(new ReadableStream({ start: stream => stream.enqueue(begun) })));
  };
}

/**
 * @param {Element} node
 * @param {string[]} names
 */
function heard(node, names) {
  return new Promise(done => {
    for (const name of names) node.addEventListener(`outage-lens:${name}`, done, { once: true });
  });
}

/** @param {number} ms */
const rest = ms => new Promise(done => setTimeout(done, ms));

/** Waits until something holds, though not for ever. @param {() => boolean} holds */
async function until(holds) {
  for (let waited = 0; !holds() && waited < 200; waited++) await rest(50);
}

/**
 * Gives the widget another file to set beside its own.
 * @param {ShadowRoot} shadow
 */
async function giveAnother(shadow) {
  const files = new DataTransfer();
  files.items.add(new File([requests(12, cut(4, 0.8))], 'another.csv'));
  const button = /** @type {HTMLInputElement} */ (shadow.querySelector('details[data-name="charts"] input[type=file]'));
  button.files = files.files;
  button.dispatchEvent(new Event('change'));
  await until(() => Boolean(shadow.querySelector('.chart.compare')));
}

/** One widget in its state; resolves once it has come to rest. @param {State} state */
async function show({ id, src, data, charts }) {
  const lens = make('outage-lens', { country: 'IR', represents: 'country', src });
  sheet.append(make('section', { id: `state-${id}` }, make('h2', {}, id), lens));
  lens.dataset.charts = charts.join(' ');
  const shadow = lens.shadowRoot;
  if (src) lens.analyze().catch(() => {});
  if (!data || !shadow) return;
  const told = heard(lens, ['report', 'trouble']);
  lens.data = new File([data()], `${id}.csv`);
  await told;
  await rest(100);
  if (charts.includes('compare')) await giveAnother(shadow);
  for (const name of ['charts', 'outages', 'cost', 'export']) {
    /** @type {HTMLDetailsElement | null} */
    const row = shadow.querySelector(`details[data-name="${name}"]`);
    if (row) row.open = true;
  }
  // A canvas has a size of its own once it is drawn.
  const canvases = () => [...shadow.querySelectorAll('.chart canvas:first-child')];
  await until(() => canvases().every(canvas => canvas.hasAttribute('width')));
}

async function showAll() {
  const said = new URLSearchParams(location.hash.slice(1));
  for (const name of ['theme', 'width', 'lang', 'state']) {
    const field = choice(name);
    const value = said.get(name) ?? '';
    field.value = [...field.options].some(option => option.value === value) ? value : field.options[0].value;
  }
  const lang = choice('lang').value;
  root.className = choice('theme').value;
  root.lang = lang;
  root.dir = /^(ar|fa)$/.test(lang) ? 'rtl' : 'ltr';
  sheet.className = choice('width').value;
  const wanted = choice('state').value;
  for (const state of STATES) if (!wanted || wanted === state.id) await show(state);
  root.dataset.done = 'yes';
}

for (const code of LANGUAGES) {
  const name = new Intl.DisplayNames(code, { type: 'language' }).of(code);
  choice('lang').append(make('option', { value: code }, name));
}
for (const { id } of STATES) choice('state').append(make('option', { value: id }, id));
form.addEventListener('change', () => {
  const fields = [...new FormData(form)].map(([name, value]) => [name, String(value)]);
  location.hash = String(new URLSearchParams(fields));
  location.reload();
});
keepLoading();
showAll();
