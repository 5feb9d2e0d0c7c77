// A Report on the page: headline and sentence, charts, numbers, and below them everything else, folded.
//
// In: what is to be shown, the words. Out: nodes; what the reader does goes out through `acts`.

import { lengthOf, rangeOf } from '../i18n/story.js';
import { ENGLISH, labelled, make, withEnglish } from '../shared/dom.js';
import { claimsPanel } from './claims.js';
import { columnsPanel, offered } from './columns.js';
import { assumptions, calculator, dropZone, fileButton, question, settingsForm } from './controls.js';
import { copyText, exportBar } from './exports.js';
import { listPanel } from './list.js';
import { creditOf, receipt } from './source.js';
import { comparedTable, costTable, outageTable, signalTable } from './tables.js';

/** @import { Acts, Estimate, Locale, Outage, Report, Step, View } from '../_types.d.ts' */
/** @import { Chart } from './chart.js' */
/**
 * What the rows share.
 * @typedef {object} Context
 * @property {View} view
 * @property {Locale} locale
 * @property {Acts} acts
 * @property {Outage | undefined} outage
 * @property {Estimate | null} estimate
 * @property {Set<string>} open Names of the rows that are unfolded.
 * @property {Map<string, Step>} ends What each assumption can be.
 * @property {(text: string) => void} announce
 */

/**
 * The outage that is told and its price.
 * @param {Report} report
 * @param {string | null} selected
 */
export function toldOf(report, selected) {
  const outage = report.outages.find(({ id }) => id === selected);
  return { outage, estimate: outage?.cost || report.cost };
}

/**
 * @param {Context} context
 * @param {{ top: HTMLElement[], more: HTMLElement[], compare: Chart | undefined }} charts
 */
export function reportNodes(context, charts) {
  const { view, locale, acts, outage, estimate } = context;
  const { report, settings, catalogue, own, live, mode } = view;
  const numbers = estimate ? numbersOf(estimate, outage, locale) : null;
  const nodes = [
    mode === 'calculator' && catalogue && calculator(settings, locale, catalogue, acts.calculate),
    header(context),
    ...charts.top,
    numbers,
    live && offers(context),
    live && question(report, settings, locale, catalogue, acts.set),
    creditOf(report, locale, own),
    make('div', { class: 'rows' }, rowsOf(context, charts)),
  ];
  return { nodes: /** @type {Node[]} */ (nodes.filter(Boolean)), numbers };
}

/**
 * What could be read in another way, and a button that does.
 * @param {Context} context
 */
function offers({ view, locale, acts }) {
  const open = view.report.notes.filter(note => note.offer);
  const context = { settings: view.settings, say: locale.say, set: acts.set };
  return open.length
    ? make(
        'div',
        { class: 'rows' },
        open.map(note => offered(note, context)),
      )
    : null;
}

/** @param {Context} context */
function header({ view, locale, acts, outage, open }) {
  const { say } = locale;
  const { report, linked, own, canGoBack, stale } = view;
  const back = canGoBack && make('button', { class: 'plain', onclick: acts.back }, say('back'));
  return make(
    'header',
    {},
    stale > 0 &&
      make('p', { class: 'mark', role: 'status' }, say('refresh-failed', { time: locale.format.moment(stale) })),
    linked && make('p', { class: 'mark' }, say('link-settings', { settings: linked })),
    own && make('p', {}, make('span', { class: 'mark' }, say('own-file', { name: own })), ' ', back),
    make('h2', { part: 'headline' }, locale.headline(report, outage)),
    told({ view, locale, outage, open }),
  );
}

/**
 * The lede, and one step below it the whole story; of another outage than the one that is told, a line.
 * @param {Pick<Context, 'view' | 'locale' | 'outage' | 'open'>} context
 */
function told({ view, locale, outage, open }) {
  const { report, selected } = view;
  if (outage && selected !== report.selected) return make('p', { class: 'lede' }, locale.line(report, outage));
  const lede = locale.lede(report);
  const story = make('p', { class: 'sentence', ...locale.mark(report) }, locale.sentence(report));
  if (!lede) return story;
  return [make('p', { class: 'lede' }, lede), fold({ open }, 'story', locale.say('story-title'), [story])];
}

/**
 * Length and price at a glance.
 * @param {Estimate} estimate
 * @param {Outage | undefined} outage
 * @param {Locale} locale
 */
export function numbersOf(estimate, outage, locale) {
  const { say } = locale;
  /**
   * @param {string} title
   * @param {string} value
   */
  const one = (title, value) =>
    make('div', {}, make('span', { class: 'soft' }, title), make('span', { class: 'figure-number' }, value));
  return make(
    'div',
    { class: 'two' },
    outage && one(say('duration'), lengthOf(outage, locale)),
    // An author may have chosen models without it; a price that can't be had is said.
    estimate.models.some(({ id }) => id === 'cost-tool') && one(say('usual'), rangeOf(estimate.headline.usual, locale)),
    one(say('ours'), rangeOf(estimate.headline.ours, locale)),
    make('p', { class: 'soft' }, say('ceiling-line', { range: rangeOf(estimate.ceiling_usd, locale) })),
  );
}

/**
 * The rows that unfold.
 * @param {Context} context
 * @param {{ more: HTMLElement[], compare: Chart | undefined }} charts
 */
function rowsOf(context, { more, compare }) {
  const { view, locale, acts, outage, estimate, ends, announce } = context;
  const { report, settings, catalogue, live, mode, selected } = view;
  const { say } = locale;
  const measured = mode !== 'calculator';
  const count = report.outages.filter(({ rejected }) => !rejected).length;
  const tables = [
    outageTable(report, selected, locale, acts.select),
    report.compared && comparedTable(report, locale),
    report.source.series.length > 0 && signalTable(report, outage, locale),
  ];
  const prices = estimate && [
    costTable(estimate, locale),
    live && assumptions(estimate, settings, ends, locale, acts),
    impact(estimate, locale),
    make('p', { class: 'soft' }, say('linear')),
  ];
  const panel = columnsPanel(report, { settings, say, set: live ? acts.set : null });
  const list = listPanel(report, locale);
  const bar = exportBar(locale, view.stem, locale.sentence(report), acts, announce);
  return [
    report.plot.length > 0 && fold(context, 'charts', say('charts-more'), [...more, ...compared(context, compare)]),
    claimsRow(context),
    list && fold(context, 'list', say('list-title'), list),
    panel && fold(context, 'columns', say('columns-title'), [panel]),
    measured && !report.list && fold(context, 'outages', say('outages-title', { n: count }), tables),
    prices && fold(context, 'cost', say('chart-cost'), prices),
    measured && live && catalogue && settingsRow(context),
    report.notes.length > 0 &&
      fold(context, 'notes', say('notes', { n: report.notes.length }), [notes(report, locale)]),
    measured && live && citeRow(context),
    fold(context, 'export', say('export'), [bar, receipt(report, locale, view.way)]),
  ];
}

/**
 * Published figures against the models; a figure can be checked wherever there is a price to hold it against.
 * @param {Context} context
 */
function claimsRow(context) {
  const { view, locale, acts, estimate } = context;
  const { settings, claimed, live, mode } = view;
  const count = estimate?.claims?.length || 0;
  if (!estimate || (!live && !count)) return null;
  const set = live ? acts.set : null;
  const panel = claimsPanel(estimate, { claim: settings.claim, claimed, mine: mode !== 'calculator', set }, locale);
  // What an author holds against the models is what the figure is about.
  if (count && !context.open.has('claims-folded')) context.open.add('claims');
  const title = count ? locale.say('claims-title', { n: count }) : locale.say('claims-check');
  const row = fold(context, 'claims', title, panel);
  row.addEventListener('toggle', () => context.open[row.open ? 'delete' : 'add']('claims-folded'));
  return row;
}

/**
 * A row that unfolds and stays so.
 * @param {Pick<Context, 'open'>} context
 * @param {string} name
 * @param {string} title
 * @param {any[]} content
 */
function fold({ open }, name, title, content) {
  const node = make('details', { open: open.has(name) }, make('summary', {}, title), make('div', {}, content));
  node.addEventListener('toggle', () => (node.open ? open.add(name) : open.delete(name)));
  node.dataset.name = name;
  return node;
}

/**
 * The settings. Menus of every country are made when they are wanted.
 * @param {Context} context
 */
function settingsRow(context) {
  const { view, locale, acts, open } = context;
  const { report, settings, catalogue } = view;
  const place = make('div');
  const fill = () => {
    if (!catalogue) return;
    place.replaceChildren(
      settingsForm(report, settings, locale, catalogue, acts.set),
      dropZone(locale, true, acts.give),
    );
  };
  const row = fold(context, 'settings', locale.say('settings'), [place]);
  if (open.has('settings')) fill();
  else row.addEventListener('toggle', fill, { once: true });
  return row;
}

/**
 * Words that others may print: asked for when they are looked at.
 * @param {Context} context
 */
function citeRow(context) {
  const { locale, acts, announce } = context;
  const { say } = locale;
  const place = make('div');
  const row = fold(context, 'cite', say('cite'), [place]);
  row.addEventListener('toggle', async () => {
    if (place.childElementCount) return;
    const texts = await acts.cite().catch(() => ({}));
    const parts = Object.entries(texts).map(([kind, text]) => {
      const copy = () => copyText(text).then(() => announce(say('copied')));
      const words = make('p', { ...ENGLISH, class: kind }, text);
      return make(
        'section',
        {},
        make('h3', {}, say(`cite-${kind}`)),
        words,
        make('button', { onclick: copy }, say('copy-text')),
      );
    });
    place.replaceChildren(...parts);
  });
  return row;
}

/**
 * Below the other charts: what can be set beside this file, and what was.
 * @param {Context} context
 * @param {Chart | undefined} chart
 */
function compared({ view, locale, acts }, chart) {
  const { say } = locale;
  const { report, pair, other, live } = view;
  const aligned = make('input', { type: 'checkbox', indeterminate: true });
  aligned.addEventListener('change', () => chart?.align(aligned.checked));
  const signals = report.plot.length > 1 && !pair;
  return [
    chart && labelled(say('compare-onset'), aligned),
    other && outageTable(other, null, locale, null),
    make(
      'div',
      { class: 'bar' },
      signals && make('button', { onclick: () => acts.compare() }, say('chart-compare')),
      live && fileButton(say('compare'), acts.compare),
    ),
  ];
}

/**
 * What else the facts allow to say: people, their hours, trade.
 * @param {Estimate} estimate
 * @param {Locale} locale
 */
function impact({ users, person_hours, trade_usd }, { say, format }) {
  /** @param {{ low: number, high: number }} range */
  const from = ({ low, high }) => say('range', { low: format.compact(low), high: format.compact(high) });
  const parts = [
    users && say('people-cut', { range: from(users) }),
    person_hours && say('person-hours', { range: from(person_hours) }),
    trade_usd && say('trade', { usd: format.money(trade_usd) }),
  ];
  return make('p', {}, parts.filter(Boolean).join(' '));
}

/**
 * @param {Report} report
 * @param {Locale} locale
 */
function notes({ notes }, { named }) {
  const items = notes.map(({ code, message, count = 1 }) =>
    withEnglish('li', named(`note-${code}`), message + (count > 1 ? ` (× ${count})` : '')),
  );
  return make('ul', { class: 'notes', part: 'note' }, items);
}
