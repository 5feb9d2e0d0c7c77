// The author's workplace: a file in, what to paste and to save out. All of it in this page; nothing is sent or stored.
//
// In: files that the author chooses, the settings, edits and remarks. Out: what `exports.js` makes of them. One hidden element
// reads and prices; the one that is seen shows what readers will see, live or frozen, which the author has to choose. A live
// figure reads one address, so several files become one archive.

import '../outage-lens.js';
import { make } from '../shared/dom.js';
import { filesOfPaste } from '../shared/paste.js';
import { listenForClaims, showClaims } from './claims.js';
import { colours, paint } from './colours.js';
import { Edits } from './edits.js';
import { Exports } from './exports.js';
import { refusal, toServe } from './files.js';
import { listenForGet } from './get.js';
import { by, field, form, say } from './page.js';
import { typedPlace } from './place.js';
import { showReading } from './reading.js';
import { listenForReported } from './reported.js';
import { adopt, fillMenus, forgetData, looks, put, readAnew, readAs, settings, showDefaults } from './settings.js';
import { listenForUndo } from './undo.js';

/** @import { Report } from '../_types.d.ts' */

const work = make('outage-lens', { hidden: true });
const preview = make('outage-lens');
const title = make('p', { class: 'title', hidden: true });
const credit = make('p', { class: 'credit', hidden: true });
by('stage').append(title, preview, credit);
document.body.append(work);

/** The files that the figure is made of. @type {File[]} */
let files = [];
/** Those that may take their place, while they are tried. @type {File[] | null} */
let tried = null;
/** The one file that a live figure reads. @type {File | null} */
let served = null;
/** What the outages in the table were found in, and what the preview shows. */
let [found, shown] = ['', ''];
/** Taking files, and showing them, as far as they are under way. @type {Promise<any>} */
let taking = Promise.resolve();
/** @type {Promise<any>} */
let showing = Promise.resolve();
/** Whether the author answered a question in the preview. */
let answered = false;
/** What was said of the columns before something else was. @type {Record<string, string> | null} */
let readBefore = null;
let restClock = 0;

const exports = new Exports({ preview, made, settled });
const edits = new Edits({
  table: by('found'),
  own: by('own'),
  changed: () => edited().finally(() => history.record()),
});
const history = listenForUndo({ edits, files: () => files, restore: putBack, changed: claimed });
const place = typedPlace(field('country'));

// Typed fields that read nothing anew.
const TYPED = ['title', 'credit'];
const REST_MS = 300;
// Where the window is narrower, the preview begins as a phone.
const PHONE_PX = 720;

const kind = () => field('kind').value;
/** Whether the preview shows the Report as it stands: what is chosen, and before that, where there is something that only it shows. */
const still = () => kind() === 'frozen' || (!kind() && edits.any);
/** @param {File[]} list */
const namesOf = list => list.map(file => file.name).join(', ');

/** All that a snippet or a file is made of. */
function made() {
  return {
    files,
    data: served,
    kind: kind(),
    frozen: kind() === 'frozen',
    settings: settings(),
    looks: looks(),
    refresh: field('refresh').value,
    colours: colours(),
    lang: field('lang').value || 'en',
    title: field('title').value,
    credit: field('credit').value,
  };
}

// --- files

/** @param {File[]} given */
async function read(given) {
  if (!given.length) return;
  const other = files.length > 0 && namesOf(files) !== namesOf(given);
  // What the author has made of other data stands until these are known to be any.
  if (other) {
    say('other-said', `Reading ${namesOf(given)}`);
    tried = given;
    const why = await refusal(given);
    // Others may have been given meanwhile.
    if (tried !== given) return;
    if (why) return say('other-said', `${namesOf(given)}: ${why} What you had before stands.`, true);
  }
  say('other-said', '');
  files = given;
  if (other) {
    forgetData();
    exports.forget();
  }
  say('said', `Reading ${namesOf(files)}`);
  await readFiles();
}

/** Reads the files that there are, by what the form says. */
async function readFiles() {
  const given = files;
  found = shown = '';
  put(work, settings());
  served = await toServe(given);
  if (files === given) work.data = files;
}

/**
 * A step of the author's, back or on: the form has it already.
 * @param {{ files: File[], edits: import('./edits.js').Kept }} step
 */
async function putBack(step) {
  const { zone, columns, direction } = settings();
  const same = step.files.length === files.length && step.files.every((file, n) => file === files[n]);
  const read = ['zone', 'columns', 'direction'].every(
    (name, n) => (work.getAttribute(name) || '') === [zone, columns, direction][n],
  );
  files = step.files;
  place.show();
  if (same && read) put(work, settings());
  else await readFiles();
  await work.toJSON().catch(() => {});
  edits.restore(step.edits);
  await edited();
  await show();
  exports.offer();
}

/** Other published figures. */
function claimed() {
  put(work, settings());
  setTimeout(() => history.record());
}

/** @param {Iterable<File>} given */
function take(given) {
  taking = read([...given]);
}

/** Reads the same files in another way. @param {Record<string, string>} change */
function readOtherwise(change) {
  readBefore = readAs();
  say('columns-said', '');
  if (readAnew({ ...readBefore, ...change })) take(files);
}

// --- what is shown

/** Puts looks, colours, title and credit on the page. */
function dress() {
  paint([work, preview]);
  title.textContent = field('title').value;
  title.hidden = !field('title').value;
  credit.textContent = field('credit').value;
  credit.hidden = !field('credit').value || still();
  put(preview, looks());
  put(work, looks());
}

/** The Report as it will be frozen: with remarks and the author's credit. @returns {Promise<Report>} */
async function final() {
  const report = JSON.parse(await work.toJSON());
  report.marks = [...report.marks, ...edits.remarks];
  const credit = field('credit').value.replace(/^data:\s*/i, '');
  if (credit) report.source.credit = [credit, report.source.credit].filter(Boolean).join(' · ');
  return report;
}

function show() {
  // Data that are being read anew have nothing to show yet: their Report shows it when it comes.
  showing = showNow().catch(error => (error.code === 'no-data' ? undefined : Promise.reject(error)));
  return showing;
}

async function showNow() {
  dress();
  const live = !still();
  const report = live ? null : await final();
  if (live === still()) return;
  const none = Object.fromEntries(Object.keys(settings()).map(name => [name, '']));
  put(preview, live ? settings() : none);
  if (report) preview.report = report;
  else if (shown !== `live ${found}`) preview.data = served;
  shown = `${live ? 'live' : 'frozen'} ${found}`;
  const warn = live && Boolean(kind()) && edits.any;
  say('kind-said', warn ? 'A live figure doesn’t show your edits and remarks. Choose frozen to keep them.' : '', warn);
}

/** What waits for an author's words to rest, at once. */
function showRested() {
  clearTimeout(restClock);
  if (restClock) show();
  restClock = 0;
}

/** Once both elements show what the author has set. */
async function settled() {
  await taking;
  await work.toJSON();
  showRested();
  await showing;
  await preview.toJSON();
}

async function edited(told = '') {
  try {
    await work.edit(edits.list());
    say('edit-said', told, told !== '');
  } catch (/** @type {any} */ error) {
    say('edit-said', error.message, true);
  }
}

/**
 * Other outages than those in the table.
 * @param {Report} report
 */
function checkAnew(report) {
  const same = Boolean(found);
  const lost = edits.begin(report, same);
  const yours =
    lost === 1
      ? 'a change of yours has no place in them and is'
      : `${lost} changes of yours have no place in them and are`;
  const gone = lost ? `Other outages were found: ${yours} gone.` : '';
  say('edit-said', gone, lost > 0);
  if (edits.list().length) edited(gone);
  const series = report.source.series.map(({ id, label }) => make('option', { value: id }, label || id));
  by('add-series').replaceChildren(...series);
  // A remark is mostly about the outage that is told; an outage that is added was nowhere yet.
  const chosen = report.outages.find(({ id }) => id === report.selected);
  const { from, until } = report.source;
  const [min, max, start, end] = [from, until, chosen?.start.best, chosen?.end.best].map(iso =>
    (iso || '').slice(0, 19),
  );
  for (const id of ['add-start', 'add-end']) Object.assign(by(id), { min, max, value: '' });
  Object.assign(by('mark-from'), { min, max, value: start });
  Object.assign(by('mark-until'), { min, max, value: end });
}

work.addEventListener('outage-lens:trouble', ({ detail }) => {
  // A wrong choice never loses what was read before it.
  if (readBefore && detail.code !== 'cancelled') {
    readAnew(readBefore);
    readBefore = null;
    say('columns-said', `${detail.message} It is read as before.`, true);
    return take(files);
  }
  if (!form.hidden || detail.code !== 'cancelled') say('said', detail.message, true);
  // Of data that can't be read nothing is to be taken along; a setting that is refused can be mended.
  if (found || detail.code === 'cancelled') return;
  files = [];
  by('work').hidden = true;
  form.hidden = by('seen').hidden = by('take').hidden = true;
});

work.addEventListener('outage-lens:report', ({ detail: { report } }) => {
  const { detector, sensitivity, signal, from, until, zone } = report.receipt.settings;
  const key = JSON.stringify([report.source.files, detector, sensitivity, signal, from, until, zone]);
  if (key !== found) {
    checkAnew(report);
    found = key;
  }
  readBefore = null;
  showDefaults(report);
  place.show();
  showClaims(claimed);
  showReading(report, readOtherwise);
  const open = report.notes.filter(note => /country-missing|represents|share|depth-of-worst/.test(note.code));
  say('said', [`${report.headline}.`, ...open.map(note => note.message)].join(' '), open.length > 0);
  by('work').hidden = false;
  form.hidden = by('seen').hidden = by('take').hidden = false;
  show();
  history.record();
});

preview.shadowRoot?.addEventListener('change', () => {
  answered = true;
});
preview.shadowRoot?.addEventListener('click', event => {
  if (event.target instanceof Element && event.target.matches('.question button')) answered = true;
});
preview.addEventListener('outage-lens:report', async () => {
  const [said, now] = [answered, files];
  answered = false;
  // A Report may be older than the answer: the one that counts has all of them.
  const last = said && (await preview.toJSON().catch(() => null));
  if (last && now === files && !still()) {
    const told = JSON.parse(last).receipt.settings;
    adopt(told);
    if (readAnew(told)) take(files);
    else for (const element of [work, preview]) put(element, settings());
  }
  exports.offer();
});

// --- what the author does

by('files').addEventListener('change', (/** @type {any} */ event) => take(event.target.files));
/** @type {[string, boolean][]} */
const moves = [
  ['dragenter', true],
  ['dragover', true],
  ['dragleave', false],
  ['drop', false],
];
for (const [name, on] of moves) {
  by('drop').addEventListener(name, (/** @type {DragEvent} */ event) => {
    event.preventDefault();
    by('drop').classList.toggle('over', on);
    if (name === 'drop') take(event.dataTransfer?.files || []);
  });
}
addEventListener('beforeunload', event => {
  if (edits.any) event.preventDefault();
});
// Before the two widgets hear of it: what is pasted here is the file.
addEventListener(
  'paste',
  event => {
    if (event.target instanceof Element && event.target.matches('input:not([type=file]), textarea')) return;
    event.preventDefault();
    take(filesOfPaste(event));
  },
  true,
);
by('sample').addEventListener('click', async () => {
  const name = 'north-korea-2014.csv';
  take([new File([await (await fetch(`data/${name}`)).blob()], name)]);
});
// As it is typed: what moves when a field is left takes the place from under a click.
form.addEventListener('input', event => {
  const { name } = /** @type {HTMLInputElement} */ (event.target);
  // Who chooses a colour wants it.
  if (['accent', 'outage'].includes(name)) by('colours').checked = true;
  if (!TYPED.includes(name)) return;
  dress();
  exports.offer();
  // A frozen Report carries the credit: a new one, once the words rest.
  if (name !== 'credit' || !still()) return;
  clearTimeout(restClock);
  restClock = setTimeout(showRested, REST_MS);
});
form.addEventListener('submit', event => event.preventDefault());
form.addEventListener('change', event => {
  const { name, id } = /** @type {HTMLInputElement} */ (event.target);
  if (name === 'zone') take(files);
  else if (Object.hasOwn(settings(), name)) put(work, settings());
  else if (!TYPED.includes(name) && (name || id === 'colours')) show().then(() => exports.offer());
  setTimeout(() => history.record());
});
by('add').addEventListener('click', () => {
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
by(innerWidth < PHONE_PX ? 'phone' : 'desktop').click();
by('unserved').remove();
listenForClaims(claimed);
const [get, reported] = [listenForGet(take), listenForReported(take)];
const menus = fillMenus().then(countries => {
  place.fill();
  for (const menu of [get, reported]) menu.offer(countries);
});
Promise.all([menus, exports.fetchSeals()]).catch(() => {
  say('said', 'The tables of the bundle are not here. Copy all files of the bundle.', true);
});
