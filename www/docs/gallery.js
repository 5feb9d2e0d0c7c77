// Every chart in every state on one page, from made-up data.
//
// In: the fragment, such as `theme=dark&width=phone&lang=fa&state=one`. Out: one widget a state, all its charts open; the
// page's `data-done` says that each has come to rest. Nothing is random: the same page each time.

import '../outage-lens.js';

const DAY = 86400;
const BEGIN = Date.UTC(2024, 2, 1) / 1000;
const MINUTES = 5;

/** Rows of requests: days with their waves; `lost(seconds)` gives what an outage leaves, or nothing. */
function requests(days, lost, minutes = MINUTES) {
  const rows = ['time,requests'];
  for (let at = 0; at < days * DAY; at += minutes * 60) {
    const wave = 1000 + 420 * Math.sin(((at - 9 * 3600) / DAY) * 2 * Math.PI);
    const left = lost(at);
    if (left !== null) rows.push(`${BEGIN + at},${Math.round((wave + ((at / 60) * 7919) % 41) * left)}`);
  }
  return rows.join('\n');
}

/** Four prefixes that all go and come. */
function prefixes() {
  const rows = ['time,prefixes'];
  for (let at = 0; at < 8 * DAY; at += 300) rows.push(`${BEGIN + at},${within(at, 4.2, 0.4) ? 0 : within(at, 4.19, 0.01) ? 2 : 4}`);
  return rows.join('\n');
}

/** Two signals of one network. */
function pair() {
  const [first, second] = [9, 9.02].map(day => requests(20, at => (within(at, day, 0.4) ? 0.04 : 1)).split('\n'));
  return first.map((row, i) => `${row},${i ? Math.round(second[i].split(',')[1] / 9) : 'probes'}`).join('\n');
}

const within = (at, day, length) => at >= day * DAY && at < (day + length) * DAY;
const outage = at => (within(at, 9, 0.4) ? 0.03 : 1);
const nightly = at => (at % DAY >= 22 * 3600 && at > 8 * DAY && at < 24 * DAY ? 0.05 : 1);
const cut = (day, length) => at => (within(at, day, length) ? 0 : 1);

/** Each state: its name, what it has for data, and the charts that must come. */
const STATES = [
  { id: 'loading', src: 'loading.csv', charts: [] },
  { id: 'empty', charts: [] },
  { id: 'error', data: () => '%PDF-1.7 no measurements', charts: [] },
  { id: 'none', data: () => requests(20, () => 1), charts: ['timeline'] },
  { id: 'one', data: pair, charts: ['timeline', 'cost', 'calendar', 'week', 'peers', 'compare'] },
  { id: 'many', data: () => requests(28, nightly), charts: ['timeline', 'cost', 'calendar', 'week', 'peers', 'compare'] },
  { id: 'ongoing', data: () => requests(16, at => (within(at, 15, 9) ? 0.04 : 1)), charts: ['timeline', 'cost', 'calendar', 'week', 'peers', 'compare'] },
  { id: 'gap', data: () => requests(16, at => (within(at, 6, 0.7) || within(at, 9.3, 0.2) ? null : outage(at))), charts: ['timeline', 'cost', 'calendar', 'week', 'peers', 'compare'] },
  { id: 'huge', data: () => requests(365, cut(200, 1.5), 1), charts: ['timeline', 'cost', 'calendar', 'week', 'peers', 'compare'] },
  { id: 'sample', data: () => `time,requests\n${BEGIN},7`, charts: ['timeline'] },
  { id: 'prefixes', data: prefixes, charts: ['timeline', 'cost', 'calendar', 'peers', 'compare'] },
];

const form = document.getElementById('choice');
const sheet = document.getElementById('sheet');
const root = document.documentElement;

function make(tag, given, ...children) {
  const node = Object.assign(document.createElement(tag), given);
  node.append(...children);
  return node;
}

const LANGUAGES = ['en', 'es', 'fr', 'pt', 'ru', 'ar', 'fa', 'ko', 'hi', 'zh'];
for (const code of LANGUAGES) form.lang.append(make('option', { value: code }, new Intl.DisplayNames(code, { type: 'language' }).of(code)));
for (const { id } of STATES) form.state.append(make('option', { value: id }, id));

// A file that never ends, for the state on the way.
const { fetch } = globalThis;
globalThis.fetch = (address, ...rest) => {
  if (!String(address).endsWith('loading.csv')) return fetch(address, ...rest);
  const begun = new TextEncoder().encode('time,requests\n');
  return Promise.resolve(new Response(new ReadableStream({ start: stream => stream.enqueue(begun) })));
};

const heard = (node, names) => new Promise(done => names.forEach(name => node.addEventListener(`outage-lens:${name}`, done, { once: true })));
const rest = ms => new Promise(done => setTimeout(done, ms));

/** One widget in its state; resolves once it has come to rest. */
async function show({ id, src, data, charts }) {
  const lens = document.createElement('outage-lens');
  lens.setAttribute('country', 'IR');
  lens.setAttribute('represents', 'country');
  if (src) lens.setAttribute('src', src);
  sheet.append(make('section', { id: `state-${id}` }, make('h2', {}, id), lens));
  lens.dataset.charts = charts.join(' ');
  if (src) return void lens.analyze().catch(() => {});
  if (!data) return;
  const told = heard(lens, ['report', 'trouble']);
  lens.data = new File([data()], `${id}.csv`);
  await told;
  await rest(100);
  const part = name => lens.shadowRoot.querySelector(`details[data-name="${name}"]`);
  if (charts.includes('compare')) {
    const files = new DataTransfer();
    files.items.add(new File([requests(12, cut(4, 0.8))], 'another.csv'));
    const button = part('charts').querySelector('input[type=file]');
    button.files = files.files;
    button.dispatchEvent(new Event('change'));
    for (let waited = 0; !lens.shadowRoot.querySelector('.chart.compare') && waited < 200; waited++) await rest(100);
  }
  for (const name of ['charts', 'outages', 'cost', 'export']) if (part(name)) part(name).open = true;
  // A canvas has a size of its own once it is drawn.
  const blank = () => [...lens.shadowRoot.querySelectorAll('.chart canvas:first-child')].some(canvas => !canvas.hasAttribute('width'));
  for (let waited = 0; blank() && waited < 200; waited++) await rest(50);
}

async function all() {
  const said = new URLSearchParams(location.hash.slice(1));
  for (const field of form.elements) {
    const value = said.get(field.name);
    field.value = [...field.options].some(option => option.value === value) ? value : field.options[0].value;
  }
  root.className = form.theme.value;
  root.lang = form.lang.value;
  root.dir = /^(ar|fa)$/.test(form.lang.value) ? 'rtl' : 'ltr';
  sheet.className = form.width.value;
  for (const state of STATES) if (!form.state.value || form.state.value === state.id) await show(state);
  root.dataset.done = 'yes';
}

form.addEventListener('change', () => {
  location.hash = new URLSearchParams(new FormData(form));
  location.reload();
});
all();
