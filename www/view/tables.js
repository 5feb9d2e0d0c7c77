// The Report's numbers as tables, each with caption and scope: all that the charts show, for those who don't see them.

import { lengthOf, modelName, rangeOf } from '../i18n/story.js';
import { ENGLISH, make } from '../shared/dom.js';

/** @import { Estimate, Locale, Outage, Priced, Report, Say, Step } from '../_types.d.ts' */

// A clock without seconds is cut: bounds are rounded outwards.
const TO_MINUTE = 59999;

/**
 * @param {any} text
 * @param {Record<string, any>} [more]
 */
export const cell = (text, more = {}) => make('td', more, text);
/** @param {any} text */
export const number = text => cell(text, { class: 'n' });
/** @param {any} text */
export const rowHead = text => make('th', { scope: 'row' }, text);

/**
 * The heads of columns: of words, then of figures.
 * @param {Say} say
 * @param {string[]} words
 * @param {string[]} figures
 */
const heads = (say, words, figures) => [
  ...words.map(name => make('th', { scope: 'col' }, say(name))),
  ...figures.map(name => make('th', { scope: 'col', class: 'n' }, say(name))),
];

/**
 * A table in a region of its own that scrolls.
 * @param {string} caption
 * @param {HTMLElement[]} heads
 * @param {any[]} rows
 */
export function table(caption, heads, rows) {
  const head = make('thead', {}, make('tr', {}, heads));
  return make(
    'div',
    { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': caption },
    make('table', { part: 'table' }, make('caption', {}, caption), head, make('tbody', {}, rows)),
  );
}

/**
 * Every outage; with somebody to tell, a button on each to show it.
 * @param {Report} report
 * @param {string | null} selected
 * @param {Locale} locale
 * @param {((id: string) => void) | null} onselect
 */
export function outageTable(report, selected, locale, onselect) {
  const { say, format } = locale;
  const list = report.outages.filter(outage => !outage.rejected);
  if (!list.length) return make('p', {}, say('outages-none'));
  /** @param {Outage['start']} edge */
  const bounds = ({ best, lo, hi }) => {
    // On another day than the best, a clock alone says nothing.
    /** @param {number} at */
    const near = at =>
      new Date(at).toISOString().slice(0, 10) === best.slice(0, 10) ? format.clock(at) : format.moment(at);
    const high = near(Date.parse(hi) + TO_MINUTE);
    return say('bounds', { best: format.moment(best), lo: lo === null ? '…' : near(Date.parse(lo)), hi: high });
  };
  /** @param {Outage} outage */
  const start = ({ id, start, reference }) => {
    const text = bounds(start);
    const shown = onselect ? make('button', { class: 'plain', onclick: () => onselect(id) }, text) : text;
    const label = report.source.series.find(series => series.id === reference)?.label;
    return rowHead([shown, report.plot.length > 1 && make('div', { class: 'soft' }, label)]);
  };
  const rows = list.map(outage =>
    make(
      'tr',
      { 'aria-current': outage.id === selected ? 'true' : null },
      start(outage),
      cell(outage.ongoing ? say('ongoing') : bounds(outage.end)),
      number(lengthOf(outage, locale)),
      number(format.percent(outage.depth)),
      number(format.percent(outage.confidence)),
      number(rangeOf(outage.cost?.headline.ours, locale)),
    ),
  );
  return table(say('outages-caption'), heads(say, ['start', 'end'], ['duration', 'depth', 'confidence', 'cost']), rows);
}

/**
 * What others reported beside ours: who, when, and how far the edges lie apart.
 * @param {Report} report
 * @param {Locale} locale
 */
export function comparedTable(report, { say, format }) {
  /** @param {number | null} secs */
  const apart = secs => (secs === null ? '–' : (secs < 0 ? '−' : '+') + format.span(Math.abs(secs)));
  const rows = (report.compared || []).map(({ given, outage, start_secs, end_secs }) => {
    const theirs = given === null ? undefined : report.given[given];
    const ours = report.outages.find(({ id }) => id === outage);
    return make(
      'tr',
      {},
      rowHead(theirs ? [theirs.by, ' ', theirs.label] : say('only-ours')),
      cell(theirs ? format.moment(theirs.start) : '–'),
      cell(ours ? format.moment(ours.start.best) : say('only-theirs')),
      number(apart(start_secs)),
      number(apart(end_secs)),
    );
  });
  const names = heads(say, ['reported-by', 'start', 'found-here'], ['start-apart', 'end-apart']);
  return table(say('compared-caption'), names, rows);
}

/**
 * Every model's range with its arithmetic.
 * @param {Estimate} estimate
 * @param {Locale} locale
 */
export function costTable(estimate, locale) {
  const { say, format } = locale;
  const rows = estimate.models.map(model => {
    const name = locale.named(`ink-model-${model.id}`, modelName(model.id));
    return [priceRow(model, name, locale), model.steps.length > 0 && stepsRow(model, name, locale)];
  });
  const caption = say('cost-caption', { year: format.tick(Date.UTC(estimate.price_year), 'year') });
  return table(caption, heads(say, ['model'], ['low', 'central', 'high', 'lambda']), rows);
}

/**
 * @param {Priced} model
 * @param {string} name
 * @param {Locale} locale
 */
function priceRow(model, name, { say, format, named }) {
  const head = rowHead([name, make('div', { class: 'soft' }, say(`mode-${model.mode}`))]);
  if (!Number.isFinite(model.central)) {
    const reason = model.reason && (named(`reason-${model.reason}`) || model.reason);
    return make('tr', {}, head, cell(reason || say('no-price'), { colspan: 4 }));
  }
  const share = [
    format.percent(model.lambda),
    model.above_ceiling && make('div', { class: 'mark' }, say('above-ceiling')),
  ];
  const prices = [model.low, model.central, model.high].map(price => number(format.money(price)));
  return make('tr', {}, head, prices, number(share));
}

/**
 * The arithmetic, which has the whole width.
 * @param {Priced} model
 * @param {string} name
 * @param {Locale} locale
 */
function stepsRow(model, name, locale) {
  const steps = locale.say('steps');
  const list = make(
    'ul',
    { class: 'steps' },
    model.steps.map(step => stepOf(step, model.mode, locale)),
  );
  const summary = make('summary', { 'aria-label': `${steps}: ${name}` }, steps);
  return make('tr', {}, cell(make('details', {}, summary, list), { colspan: 5 }));
}

/**
 * A step: what it is in the page's words, where it comes from in the engine's.
 * @param {Step} step
 * @param {string} mode
 * @param {Locale} locale
 */
function stepOf({ symbol, value, low, high, unit, meaning, basis, source }, mode, { say, format, named }) {
  const [a, b] = [low, high].map(format.number);
  const spread = a === b ? '' : ` (${a} – ${b})`;
  const what = named(`symbol-${symbol}-${mode}`, named(`symbol-${symbol}`, meaning));
  const amount = `${symbol} = ${format.number(value)}${spread} ${named(`unit-${unit}`, unit)}`;
  return make('li', {}, `${amount}: ${what}. ${say(`basis-${basis}`)}: `, make('span', ENGLISH, source));
}

/**
 * Every signal, and what it can show.
 * @param {Report} report
 * @param {Outage | undefined} outage
 * @param {Locale} locale
 */
export function signalTable(report, outage, { say, format }) {
  const rows = report.source.series.map(series => {
    const moved = outage?.signals.find(signal => signal.series === series.id);
    return make(
      'tr',
      {},
      rowHead(series.label || series.id),
      number(format.whole(series.samples)),
      number(format.whole(series.missing)),
      number(format.percent(series.smallest_visible_drop)),
      number(moved ? format.percent(moved.depth) : '—'),
    );
  });
  return table(say('signals-caption'), heads(say, ['signal'], ['samples', 'missing', 'smallest', 'depth']), rows);
}
