// The author's workplace: a file in, what to paste and to save out. All of it in this page; nothing is sent or stored.
//
// In: files that the author chooses, the settings, edits and remarks. Out: what `builder/exports.js` makes of them. One hidden
// element reads and prices; the one that is seen shows what readers will see, live or frozen, which the author has to choose.
// A live figure reads one address, so several files become one archive.

import '../outage-lens.js';
import { Edits, make, tell } from './edits.js';
import { Take } from './exports.js';
import { zip } from './zip.js';

const by = id => document.getElementById(id);
const form = by('form');
const own = name => form.elements.namedItem(name);
const regions = new Intl.DisplayNames(['en'], { type: 'region' });
const work = make('outage-lens', { hidden: true });
const preview = make('outage-lens');
const title = make('p', { className: 'title', hidden: true });
const credit = make('p', { className: 'credit', hidden: true });
by('stage').append(title, preview, credit);
by('stage').className = 'desktop';
document.body.append(work);

let files = [];
let asked = null;
let served = null;
let found = '';
let shown = '';
let taken;
let showing;
let answered = false;
let rest = 0;
const taking = new Take({ by, preview, made: () => made(), settled: () => settled() });
const edits = new Edits({ table: by('found'), own: by('own'), changed: () => edited() });

const TYPED = ['title', 'credit'];
const REST_MS = 300;
const kind = () => own('kind').value;
/** Whether the preview shows the Report as it stands: what is chosen, and before that, where there is something that only it shows. */
const still = () => kind() === 'frozen' || (!kind() && edits.any);
const say = (id, text, bad = false) => {
  tell(by(id), text);
  by(id).className = bad ? 'warn' : '';
};

// --- the menus, from the tables of the engine

async function menus() {
  const [tables, sealed] = await Promise.all(['catalogue.json', 'integrity.json'].map(name => fetch(name).then(answer => answer.json())));
  taking.seals = sealed;
  const options = (select, pairs) => select.append(...pairs.map(([value, text]) => make('option', { value }, text)));
  const countries = tables.countries.map(code => [code, regions.of(code) || code]).sort((a, b) => a[1].localeCompare(b[1], 'en'));
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
    zone: own('zone').value.trim(),
  };
}

/** What the author answered in the preview is set in the form. */
function adopt({ country = '', represents = '', share = '', scope = '', detector = '', sensitivity = '0.5' }) {
  const given = { country, represents, share: share && String(Math.round(share * 1000) / 10), scope: scope === 'full' ? '' : scope, detector, sensitivity };
  for (const [name, value] of Object.entries(given)) own(name).value = value;
  // The first rule is the one without a name.
  if (own('detector').selectedIndex < 0) own('detector').selectedIndex = 0;
  for (const element of [work, preview]) put(element, settings());
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

const PAPERS = { light: '#ffffff', dark: '#16181b' };

/** The contrast of two colours (WCAG 2.2, section 1.4.3). */
function contrast(...pair) {
  const light = pair.map(colour => {
    const [red, green, blue] = [1, 3, 5].map(at => {
      const part = parseInt(colour.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05;
  });
  return Math.max(...light) / Math.min(...light);
}

/** What of the author's colours is too faint for words and for marks. */
function faint(chosen) {
  const papers = Object.entries(PAPERS).filter(([theme]) => [theme, ''].includes(own('theme').value));
  const asked = [['accent', 'The accent', 4.5], ['outage', 'The colour of outages', 3]];
  const off = papers.flatMap(([theme, paper]) => asked.filter(([name, , least]) => contrast(chosen[name], paper) < least).map(([, words]) => `${words} is too faint on a ${theme} page.`));
  return off.join(' ');
}

function dressed() {
  const chosen = colours();
  say('colours-said', chosen ? faint(chosen) : '', true);
  by('colours-said').hidden = !by('colours-said').textContent;
  for (const [name, token] of [['accent', '--ol-accent'], ['outage', '--ol-outage']]) {
    for (const element of [work, preview]) {
      if (chosen) element.style.setProperty(token, chosen[name]);
      else element.style.removeProperty(token);
    }
  }
  title.textContent = own('title').value;
  title.hidden = !own('title').value;
  credit.textContent = own('credit').value;
  credit.hidden = !own('credit').value || still();
  put(preview, looks());
  put(work, looks());
}

/** All that a snippet or a file is made of. */
function made() {
  const lang = own('lang').value || 'en';
  const frozen = kind() === 'frozen';
  return { files, data: served, kind: kind(), frozen, settings: settings(), looks: looks(), colours: colours(), lang, title: own('title').value, credit: own('credit').value };
}

// --- the walk of the author

/** The one file that a live figure reads, by a name that is good in an address. */
async function toServe() {
  const plain = name => name.replace(/[^\w.-]+/g, '-');
  if (files.length === 1) return new File(files, plain(files[0].name));
  const members = files.map((file, n) => [files.findIndex(({ name }) => name === file.name) < n ? `${n + 1}-${file.name}` : file.name, file]);
  return new File([await zip(members)], 'data.zip');
}

/** What was said of other data is not said of these. */
function afresh() {
  for (const name of ['country', 'represents', 'share', 'scope', 'zone', 'title']) own(name).value = '';
  taking.forget();
}

/** Why files are no data, or null: asked of a figure that nobody sees. */
async function refusal(given) {
  const trial = make('outage-lens', { hidden: true });
  document.body.append(trial);
  const told = new Promise(done => {
    trial.addEventListener('outage-lens:report', () => done(null));
    trial.addEventListener('outage-lens:trouble', ({ detail }) => done(detail.message));
  });
  trial.data = given;
  return told.finally(() => trial.remove());
}

async function read(given) {
  const names = list => list.map(file => file.name).join();
  const before = names(files);
  if (!given.length) return;
  // What the author has made of other data stands until these are known to be any.
  if (files.length && before !== names(given)) {
    say('other-said', `Reading ${names(given)}`);
    asked = given;
    const why = await refusal(given);
    // Others may have been given meanwhile.
    if (asked !== given) return;
    if (why) return say('other-said', `${names(given)}: ${why} What you had before stands.`, true);
  }
  say('other-said', '');
  files = given;
  if (before && before !== names(files)) afresh();
  say('said', `Reading ${files.map(file => file.name).join(', ')}`);
  found = shown = '';
  put(work, settings());
  const now = files;
  served = await toServe();
  if (now === files) work.data = files;
}

function take(given) {
  taken = read([...given]);
}

/** What waits for an author's words to rest, at once. */
function rested() {
  clearTimeout(rest);
  if (rest) show();
  rest = 0;
}

/** Once both elements show what the author has set. */
async function settled() {
  await taken;
  await work.toJSON();
  rested();
  await showing;
  await preview.toJSON();
}

work.addEventListener('outage-lens:trouble', ({ detail }) => {
  if (!form.hidden || detail.code !== 'cancelled') say('said', detail.message, true);
  // Of data that can't be read nothing is to be taken along; a setting that is refused can be mended.
  if (found || detail.code === 'cancelled') return;
  files = [];
  form.hidden = by('seen').hidden = by('take').hidden = true;
});

work.addEventListener('outage-lens:report', ({ detail: { report } }) => {
  const { detector, sensitivity, signal, from, until, zone } = report.receipt.settings;
  const key = JSON.stringify([report.source.files, detector, sensitivity, signal, from, until, zone]);
  if (key !== found) {
    const same = Boolean(found);
    found = key;
    const lost = edits.begin(report, same);
    const gone = lost ? `Other outages were found: ${lost === 1 ? 'a change of yours has no place in them and is' : `${lost} changes of yours have no place in them and are`} gone.` : '';
    say('edit-said', gone, lost > 0);
    if (edits.list().length) edited(gone);
    const series = report.source.series.map(one => make('option', { value: one.id }, one.label || one.id));
    by('add-series').replaceChildren(...series);
    by('by-signal').hidden = series.length < 2;
    // A remark is mostly about the outage that is told; an outage that is added was nowhere yet.
    const chosen = report.outages.find(({ id }) => id === report.selected);
    const [min, max, from, until] = [report.source.from, report.source.until, chosen && chosen.start.best, chosen && chosen.end.best].map(iso => (iso || '').slice(0, 19));
    for (const [id, value] of [['add-start', ''], ['add-end', ''], ['mark-from', from], ['mark-until', until]]) Object.assign(by(id), { min, max, value });
  }
  const { country, represents } = report.source;
  if (!own('country').value) own('country').options[0].textContent = country ? `${regions.of(country)}, as the file says` : 'not named in the file';
  if (!own('represents').value) own('represents').options[0].textContent = represents === 'unknown' ? 'not said in the file' : `${represents}, as the file says`;
  const asked = report.notes.filter(note => /country-missing|represents|share/.test(note.code)).map(note => note.message);
  say('said', [`${report.headline}.`, ...asked].join(' '), asked.length > 0);
  form.hidden = by('seen').hidden = by('take').hidden = false;
  show();
});

async function edited(told = '') {
  try {
    await work.edit(edits.list());
    say('edit-said', told, told !== '');
  } catch (error) {
    say('edit-said', error.message, true);
  }
}

/** The Report as it will be frozen: with remarks and the author's credit. */
async function final() {
  const report = JSON.parse(await work.toJSON());
  report.marks = [...report.marks, ...edits.remarks];
  const credit = own('credit').value.replace(/^data:\s*/i, '');
  if (credit) report.source.credit = [credit, report.source.credit].filter(Boolean).join(' · ');
  return report;
}

function show() {
  showing = look();
  return showing;
}

async function look() {
  dressed();
  const live = !still();
  const report = live ? null : await final();
  if (live === still()) return;
  put(preview, live ? settings() : Object.fromEntries(Object.keys(settings()).map(name => [name, ''])));
  if (report) preview.report = report;
  else if (shown !== `live ${found}`) preview.data = served;
  shown = `${live ? 'live' : 'frozen'} ${found}`;
  const warn = live && Boolean(kind()) && edits.any;
  say('kind-said', warn ? 'A live figure doesn’t show your edits and remarks. Choose frozen to keep them.' : '', warn);
}

preview.shadowRoot.addEventListener('change', () => (answered = true));
preview.addEventListener('outage-lens:report', async () => {
  const [said, now] = [answered, files];
  answered = false;
  // A Report may be older than the answer: the one that counts has all of them.
  const last = said && (await preview.toJSON().catch(() => null));
  if (last && now === files && !still()) adopt(JSON.parse(last).receipt.settings);
  taking.offer();
});

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
addEventListener('beforeunload', event => {
  if (edits.any) event.preventDefault();
});
// Before the two widgets hear of it: what is pasted here is the file.
addEventListener('paste', event => {
  const { target, clipboardData: data } = event;
  if (target.matches && target.matches('input:not([type=file]), textarea')) return;
  const text = data.getData('text/plain');
  event.preventDefault();
  take(/\n/.test(text) ? [new File([text], 'pasted.tsv')] : data.files);
}, true);
by('sample').addEventListener('click', async () => {
  const name = 'north-korea-2014.csv';
  take([new File([await (await fetch(`data/${name}`)).blob()], name)]);
});
// As it is typed: what moves when a field is left takes the place from under a click.
form.addEventListener('input', ({ target: { name } }) => {
  // Who chooses a colour wants it.
  if (['accent', 'outage'].includes(name)) by('colours').checked = true;
  if (!TYPED.includes(name)) return;
  dressed();
  taking.offer();
  // A frozen Report carries the credit: a new one, once the words rest.
  if (name !== 'credit' || !still()) return;
  clearTimeout(rest);
  rest = setTimeout(rested, REST_MS);
});
form.addEventListener('submit', event => event.preventDefault());
form.addEventListener('change', event => {
  const name = event.target.name;
  if (name === 'zone') take(files);
  else if (Object.hasOwn(settings(), name)) put(work, settings());
  else if (!TYPED.includes(name) && (name || event.target.id === 'colours')) show().then(() => taking.offer());
});
by('add').addEventListener('click', async () => {
  const [start, end] = [by('add-start').value, by('add-end').value];
  const wrong = !start || !end || end <= start;
  say('add-said', wrong ? 'Give a start before the end.' : '', wrong);
  if (wrong) return;
  edits.add({ series: by('add-series').value, start, end, depth: Number(by('add-depth').value) / 100 });
});
by('mark').addEventListener('click', () => {
  const [from, until, label] = ['mark-from', 'mark-until', 'mark-label'].map(id => by(id).value);
  const wrong = !from || !until || until <= from || !label;
  say('mark-said', wrong ? 'Give words, and a start before the end.' : '', wrong);
  if (wrong) return;
  edits.remark({ from, until, label });
});
for (const id of ['phone', 'desktop']) {
  by(id).addEventListener('click', () => {
    by('stage').className = id;
    for (const other of ['phone', 'desktop']) by(other).setAttribute('aria-pressed', String(other === id));
  });
}
if (innerWidth < 720) by('phone').click();
by('unserved').remove();
menus().catch(() => say('said', 'The tables of the bundle are not here. Copy all files of the bundle.', true));
