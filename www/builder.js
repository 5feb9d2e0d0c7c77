// The author's workplace: a file in, what to paste and to save out. All of it in this page; nothing is sent or stored.
//
// In: files that the author chooses, the settings, edits and remarks. Out: snippets and files. One hidden element reads and
// prices; the one that is seen shows what readers will see, live or frozen, which the author has to choose.

import './outage-lens.js';
import { Edits, make } from './builder/edits.js';
import { iframe, markdown, page, script, still, style } from './builder/snippets.js';

const by = id => document.getElementById(id);
const form = by('form');
const own = name => form.elements.namedItem(name);
const work = make('outage-lens', { hidden: true });
const preview = make('outage-lens');
const title = make('h3', { hidden: true });
const credit = make('p', { className: 'credit', hidden: true });
by('stage').append(title, preview, credit);
by('stage').className = 'desktop';
document.body.append(work);

let files = [];
let found = '';
let shown = '';
let frozenReport = null;
let seals = {};
const edits = new Edits({ table: by('found'), own: by('own'), changed: () => edited() });

const kind = () => own('kind').value;
const say = (id, text, bad = false) => {
  by(id).textContent = text;
  by(id).className = bad ? 'warn' : '';
};

// --- the menus, from the tables of the engine

async function menus() {
  const [tables, sealed] = await Promise.all(['catalogue.json', 'integrity.json'].map(name => fetch(name).then(answer => answer.json())));
  seals = sealed;
  const names = new Intl.DisplayNames(['en'], { type: 'region' });
  const options = (select, pairs) => select.append(...pairs.map(([value, text]) => make('option', { value }, text)));
  const countries = tables.countries.map(code => [code, names.of(code) || code]).sort((a, b) => a[1].localeCompare(b[1], 'en'));
  options(own('country'), [['', 'as the file says'], ...countries]);
  options(own('detector'), tables.detectors.map((row, n) => [n ? row.id : '', row.name]));
  const spoken = new Intl.DisplayNames(['en'], { type: 'language' });
  options(own('lang'), tables.languages.map(code => [code, spoken.of(code)]));
  for (const model of tables.models) {
    by('models').append(make('label', {}, make('input', { type: 'checkbox', name: 'model', value: model.id }), ` ${model.name}`));
  }
}

// --- the settings

function settings() {
  const ticked = [...form.querySelectorAll('[name="model"]:checked')].map(box => box.value);
  const share = own('share').value;
  const sensitivity = own('sensitivity').value;
  return {
    country: own('country').value,
    represents: own('represents').value,
    share: share === '' ? '' : String(Number(share) / 100),
    scope: own('scope').value,
    detector: own('detector').value,
    sensitivity: sensitivity === '0.5' ? '' : sensitivity,
    model: ticked.join(','),
  };
}

function looks() {
  return { lang: own('lang').value, theme: own('theme').value };
}

function put(element, given) {
  for (const [name, value] of Object.entries(given)) {
    if (value) element.setAttribute(name, value);
    else element.removeAttribute(name);
  }
}

function colours() {
  return by('colours').checked ? { accent: own('accent').value, outage: own('outage').value } : null;
}

function dressed() {
  const chosen = colours();
  for (const [name, token] of [['accent', '--ol-accent'], ['outage', '--ol-outage']]) {
    for (const element of [work, preview]) {
      if (chosen) element.style.setProperty(token, chosen[name]);
      else element.style.removeProperty(token);
    }
  }
  title.textContent = own('title').value;
  title.hidden = !own('title').value;
  credit.textContent = own('credit').value;
  credit.hidden = !own('credit').value || kind() === 'frozen';
  put(preview, looks());
  put(work, looks());
}

// --- the walk of the author

function take(given) {
  files = [...given];
  if (!files.length) return;
  say('said', `Reading ${files.map(file => file.name).join(', ')}`);
  found = shown = '';
  edits.remarks = [];
  put(work, settings());
  work.data = files;
}

work.addEventListener('outage-lens:trouble', ({ detail }) => {
  if (!form.hidden || detail.code !== 'cancelled') say('said', detail.message, true);
});

work.addEventListener('outage-lens:report', ({ detail: { report } }) => {
  const { detector, sensitivity, signal, from, until } = report.receipt.settings;
  const key = JSON.stringify([report.source.files, detector, sensitivity, signal, from, until]);
  if (key !== found) {
    const lost = found && edits.list().length;
    found = key;
    edits.begin(report);
    say('edit-said', lost ? 'Other outages were found; your edits are gone.' : '');
    const series = report.source.series.map(one => make('option', { value: one.id }, one.label || one.id));
    by('add-series').replaceChildren(...series);
    for (const id of ['add-start', 'mark-from']) by(id).value = (report.source.from || '').slice(0, 19);
    for (const id of ['add-end', 'mark-until']) by(id).value = (report.source.until || '').slice(0, 19);
  }
  const asked = report.notes.filter(note => /country-missing|represents|share/.test(note.code)).map(note => note.message);
  say('said', [`${report.headline}.`, ...asked].join(' '), asked.length > 0);
  form.hidden = by('seen').hidden = by('take').hidden = false;
  show();
});

async function edited() {
  try {
    await work.edit(edits.list());
    say('edit-said', '');
  } catch (error) {
    say('edit-said', error.message, true);
  }
}

/** The Report as it will be frozen: with remarks and the author's credit. */
async function final() {
  const report = JSON.parse(await work.toJSON());
  report.marks = [...report.marks, ...edits.remarks];
  if (own('credit').value) report.source.credit = [own('credit').value, report.source.credit].filter(Boolean).join(' · ');
  return report;
}

async function show() {
  dressed();
  const live = kind() !== 'frozen';
  frozenReport = live ? null : await final();
  put(preview, live ? settings() : Object.fromEntries(Object.keys(settings()).map(name => [name, ''])));
  if (!live) preview.report = frozenReport;
  else if (shown !== `live ${found}`) preview.data = files;
  shown = `${live ? 'live' : 'frozen'} ${found}`;
  const warn = live && kind() && edits.any;
  say('edit-said', warn ? 'Your edits and remarks do not travel with a live figure.' : by('edit-said').textContent, warn);
}

preview.addEventListener('outage-lens:report', () => offer());

// --- what to take along

const stem = () => (files[0] ? files[0].name : 'outage').replace(/\.[^.]*$/, '').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '') || 'outage';

function made() {
  const root = preview.shadowRoot;
  const text = query => (root.querySelector(query) ? root.querySelector(query).textContent.trim() : '');
  const name = stem();
  const table = root.querySelector('details[data-name="outages"] table');
  const cells = (row, query) => [...row.querySelectorAll(query)].map(cell => cell.textContent);
  return {
    base: by('base').value,
    place: by('place').value,
    integrity: seals['outage-lens.js'],
    names: { data: files[0].name.replace(/[^\w.-]+/g, '-'), report: `${name}-report.json`, svg: `${name}.svg`, png: `${name}.png` },
    frozen: kind() === 'frozen',
    settings: settings(),
    looks: looks(),
    lang: own('lang').value || 'en',
    title: own('title').value,
    credit: own('credit').value,
    headline: text('[part="headline"]'),
    sentence: text('.sentence'),
    alt: by('alt').value,
    // As wide as the element draws its pictures.
    width: Math.round(Math.max(preview.clientWidth, 640)),
    heads: table ? cells(table.tHead.rows[0], 'th') : [],
    rows: table ? [...table.tBodies[0].rows].map(row => cells(row, 'th, td')) : [],
    colours: colours(),
  };
}

const doors = [
  ['Script', script, 'For pages that allow scripts.'],
  ['Iframe', iframe, 'For systems that allow frames only. The data must be on the host of embed.html.'],
  ['Static HTML', still, 'For systems that strip scripts, for newsletters and feeds.'],
  ['Markdown', markdown, 'With the picture.'],
  ['Style', style, 'Your colours, for the style sheet of your page.'],
];

let lastAlt = '';
function offer() {
  by('ready').hidden = !kind();
  by('choose').hidden = Boolean(kind());
  if (!kind()) return;
  const words = made();
  // The words of the author stay; ours follow the Report.
  if (by('alt').value === lastAlt) by('alt').value = lastAlt = `${words.headline}. ${words.sentence}`;
  words.alt = by('alt').value;
  const blocks = doors.map(([name, write, about]) => {
    const text = write(words);
    if (!text) return '';
    const code = make('pre', { tabIndex: 0 }, text);
    const copy = make('button', { type: 'button', label: `Copy: ${name}` }, 'Copy');
    copy.addEventListener('click', () => copied(copy, text));
    return make('section', {}, make('h3', {}, name), make('p', {}, about), code, make('div', { className: 'bar' }, copy));
  });
  by('snippets').replaceChildren(...blocks.filter(Boolean));
  const kinds = [
    ...files.map((file, n) => [n ? file.name : words.names.data, async () => file]),
    ...(words.frozen ? [[words.names.report, async () => new Blob([JSON.stringify(frozenReport)], { type: 'application/json' })]] : []),
    [words.names.svg, async () => new Blob([await preview.toSVG()], { type: 'image/svg+xml' })],
    [words.names.png, () => preview.toPNG(2)],
    [`${stem()}-alt.txt`, async () => new Blob([by('alt').value], { type: 'text/plain' })],
    [`${stem()}.html`, async () => new Blob([page({ ...made() })], { type: 'text/html' })],
  ];
  const saves = kinds.map(([name, write]) => {
    const button = make('button', { type: 'button' }, name);
    button.addEventListener('click', async () => save(await write(), name));
    return button;
  });
  by('saves').replaceChildren(...saves);
}

async function copied(button, text) {
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = 'Copied';
  } catch {
    // Where the clipboard is closed to pages, the text is marked for the author's own keys.
    getSelection().selectAllChildren(button.closest('section').querySelector('pre'));
    button.textContent = 'Marked: copy it by your keys';
  }
}

function save(blob, name) {
  const url = URL.createObjectURL(blob);
  make('a', { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60000);
}

// --- what the author does

by('files').addEventListener('change', event => take(event.target.files));
const drop = by('drop');
for (const [name, on] of [['dragenter', true], ['dragover', true], ['dragleave', false], ['drop', false]]) {
  drop.addEventListener(name, event => {
    event.preventDefault();
    drop.classList.toggle('over', on);
    if (name === 'drop') take(event.dataTransfer.files);
  });
}
// Before the two widgets hear of it: what is pasted here is the file.
addEventListener('paste', event => {
  const { target, clipboardData: data } = event;
  if (target.matches && target.matches('input:not([type=file]), textarea')) return;
  const text = data.getData('text/plain');
  event.preventDefault();
  take(/\n/.test(text) ? [new File([text], 'pasted.tsv')] : data.files);
}, true);
form.addEventListener('submit', event => event.preventDefault());
form.addEventListener('change', event => {
  const name = event.target.name;
  if (Object.hasOwn(settings(), name)) put(work, settings());
  else if (name || event.target.id === 'colours') show().then(offer);
});
by('add').addEventListener('click', async () => {
  const [start, end] = [by('add-start').value, by('add-end').value];
  if (!start || !end || end <= start) return say('edit-said', 'Give a start before the end.', true);
  edits.add({ series: by('add-series').value, start, end, depth: Number(by('add-depth').value) / 100 });
});
by('mark').addEventListener('click', () => {
  const [from, until, label] = ['mark-from', 'mark-until', 'mark-label'].map(id => by(id).value);
  if (!from || !until || until <= from || !label) return say('edit-said', 'Give words, and a start before the end.', true);
  edits.remark({ from, until, label });
});
for (const id of ['phone', 'desktop']) {
  by(id).addEventListener('click', () => {
    by('stage').className = id;
    for (const other of ['phone', 'desktop']) by(other).setAttribute('aria-pressed', String(other === id));
  });
}
for (const id of ['base', 'place', 'alt']) by(id).addEventListener('input', () => offer());
by('base').value = new URL('.', location.href).href;
menus().catch(() => say('said', 'The tables of the bundle are not here. Copy all files of the bundle.', true));
