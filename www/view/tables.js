// The Report's numbers as tables, each with caption and scope: all that the charts show, for those who don't see them.

import { ENGLISH, make } from '../shared/dom.js';

// A clock without seconds is cut: bounds are rounded outwards.
const TO_MINUTE = 59999;

const cell = (text, more = {}) => make('td', more, text);
const number = text => cell(text, { class: 'n' });
/** The heads of columns: of words, then of figures. */
const heads = (say, words, figures) => [...words, ...figures].map((name, n) => make('th', { scope: 'col', class: n < words.length ? null : 'n' }, say(name)));
const row = (text, more = {}) => make('th', { scope: 'row', ...more }, text);

function table(caption, heads, rows, part) {
  return make(
    'div',
    { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': caption },
    make('table', { part }, make('caption', {}, caption), make('thead', {}, make('tr', {}, heads)), make('tbody', {}, rows)),
  );
}

/** Length of an outage, honest about one that goes on. */
export function lengthOf(outage, { say, format }) {
  const span = format.span(outage.duration_secs.best);
  return outage.ongoing ? say('at-least', { span }) : span;
}

/** Low to high, or why there is none. */
export function rangeOf(range, { say, format }) {
  if (!range) return say('no-price');
  const [low, high] = [format.money(range.low), format.money(range.high)];
  return low === high ? low : say('range', { low, high });
}

/** Every outage; with somebody to tell, a button on each to show it. */
export function outageTable(report, selected, tools, onselect) {
  const { say, format } = tools;
  const list = report.outages.filter(outage => !outage.rejected);
  if (!list.length) return make('p', {}, say('outages-none'));
  const edge = edge => say('bounds', { best: format.moment(edge.best), lo: format.clock(edge.lo), hi: format.clock(Date.parse(edge.hi) + TO_MINUTE) });
  const rows = list.map(outage =>
    make(
      'tr',
      { 'aria-current': outage.id === selected ? 'true' : null },
      row([
        onselect ? make('button', { class: 'plain', onclick: () => onselect(outage.id) }, edge(outage.start)) : edge(outage.start),
        report.plot.length > 1 && make('div', { class: 'soft' }, report.source.series.find(({ id }) => id === outage.reference)?.label),
      ]),
      cell(outage.ongoing ? say('ongoing') : edge(outage.end)),
      number(lengthOf(outage, tools)),
      number(format.percent(outage.depth)),
      number(format.percent(outage.confidence)),
      number(rangeOf(outage.cost?.headline.ours, tools)),
    ),
  );
  return table(say('outages-caption'), heads(say, ['start', 'end'], ['duration', 'depth', 'confidence', 'cost']), rows, 'table');
}

/** What others reported beside ours: who, when, and how far the edges lie apart. */
export function comparedTable(report, { say, format }) {
  const apart = secs => (secs === null ? '–' : (secs < 0 ? '−' : '+') + format.span(Math.abs(secs)));
  const rows = report.compared.map(({ given, outage, start_secs, end_secs }) => {
    const theirs = report.given[given];
    const ours = report.outages.find(o => o.id === outage);
    const start = o => (o ? format.moment(o.start.best || o.start) : '–');
    return make('tr', {}, row(theirs ? [theirs.by, ' ', theirs.label] : say('only-ours')), cell(start(theirs)), cell(ours ? start(ours) : say('only-theirs')), number(apart(start_secs)), number(apart(end_secs)));
  });
  return table(say('compared-caption'), heads(say, ['reported-by', 'start', 'found-here'], ['start-apart', 'end-apart']), rows, 'table');
}

/** A model's name in the engine's table. */
export const modelOf = (id, catalogue) => catalogue?.models.find(model => model.id === id)?.name || id;

/** Every model's range with its arithmetic. */
export function costTable(estimate, tools, catalogue) {
  const { say, format } = tools;
  const named = ({ id }) => tools.named(`ink-model-${id}`, modelOf(id, catalogue));
  const rows = estimate.models.map(model => [
    make(
      'tr',
      {},
      row([named(model), make('div', { class: 'soft' }, say(`mode-${model.mode}`))]),
      Number.isFinite(model.central)
        ? [
            number(format.money(model.low)),
            number(format.money(model.central)),
            number(format.money(model.high)),
            number([format.percent(model.lambda), model.above_ceiling && make('div', { class: 'mark' }, say('above-ceiling'))]),
          ]
        : cell(tools.named(`reason-${model.reason}`, model.reason) || say('no-price'), { colspan: 4 }),
    ),
    // The arithmetic has the whole width.
    model.steps.length > 0 && make('tr', {}, cell(make('details', {}, make('summary', { 'aria-label': `${say('steps')}: ${named(model)}` }, say('steps')), make('ul', { class: 'steps' }, model.steps.map(step => stepOf(step, model.mode, tools)))), { colspan: 5 })),
  ]);
  return table(say('cost-caption', { year: format.tick(Date.UTC(estimate.price_year), 'year') }), heads(say, ['model'], ['low', 'central', 'high', 'lambda']), rows, 'table');
}

/** A step: what it is in the page's words, where it comes from in the engine's. */
function stepOf({ symbol, value, low, high, unit, meaning, basis, source }, mode, { say, format, named }) {
  const [a, b] = [low, high].map(format.number);
  const spread = a === b ? '' : ` (${a} – ${b})`;
  const what = named(`symbol-${symbol}-${mode}`, named(`symbol-${symbol}`, meaning));
  return make('li', {}, `${symbol} = ${format.number(value)}${spread} ${named(`unit-${unit}`, unit)}: ${what}. ${say(`basis-${basis}`)}: `, make('span', ENGLISH, source));
}

/** Every signal, and what it can show. */
export function signalTable(report, outage, tools) {
  const { say, format } = tools;
  const rows = report.source.series.map(series => {
    const moved = outage && outage.signals.find(signal => signal.series === series.id);
    return make(
      'tr',
      {},
      row(series.label || series.id),
      number(format.whole(series.samples)),
      number(format.whole(series.missing)),
      number(format.percent(series.smallest_visible_drop)),
      number(moved ? format.percent(moved.depth) : '—'),
    );
  });
  return table(say('signals-caption'), heads(say, ['signal'], ['samples', 'missing', 'smallest', 'depth']), rows, 'table');
}
