// The charts of a Report: which there are, and the canvases that stand on the page.
//
// In: what the view shows. Out: figures with captions. The timeline and the price stand at the top, the others below.

import { make } from '../shared/dom.js';
import { Chart } from './chart.js';

/** @import { Locale, Painter, Report, View, Window } from '../_types.d.ts' */
/** @import { ChartHooks } from './chart.js' */

const DAY_MS = 864e5;
// A week over other weeks needs two of them.
const TWO_WEEKS = 13;

/**
 * The kinds at the top, and the others.
 * @param {View} view
 */
function kindsOf({ report, selected, mode, pair }) {
  const { list } = report;
  const outage = report.outages.find(({ id }) => id === selected);
  const estimate = outage?.cost || report.cost;
  const days = (Date.parse(report.source.until || '') - Date.parse(report.source.from || '')) / DAY_MS;
  // Of a list nothing was measured: its picture is the calendar.
  const seen = list ? 'calendar' : 'timeline';
  const first = mode === 'calculator' ? ['cost'] : [seen, ...(estimate ? ['cost'] : [])];
  const others = [
    !list && days > 1 && outage && 'calendar',
    days > TWO_WEEKS && outage && 'week',
    estimate?.peers.length && 'peers',
    pair && 'compare',
  ];
  return { first, others: others.filter(kind => typeof kind === 'string') };
}

export class Charts {
  /** @type {Chart[]} */
  #all = [];

  get timeline() {
    return this.#all.find(chart => chart.overview);
  }

  /** @param {string} kind */
  of(kind) {
    return this.#all.find(chart => chart.kind === kind);
  }

  /**
   * New charts for a Report: those at the top, and the others.
   * @param {View} view
   * @param {Locale} locale
   * @param {ChartHooks} hooks
   */
  show(view, locale, hooks) {
    const { report, painter, fine, pair, selected, window } = view;
    const { first, others } = kindsOf(view);
    this.end();
    this.#all = [...first, ...others].map(kind => new Chart(kind, locale, hooks));
    for (const chart of this.#all) {
      if (chart.overview && fine) chart.show(fine.report, fine.painter, selected, window);
      else chart.show(report, (chart.kind === 'compare' && pair) || painter, selected, window);
      chart.overview?.show(report, window);
    }
    const figures = this.#all.map(chart => figureOf(chart, locale));
    return { top: figures.slice(0, first.length), more: figures.slice(first.length) };
  }

  /**
   * A picture of what was read, while outages are looked for in it.
   * @param {Report} report
   * @param {Painter} painter
   * @param {Locale} locale
   * @param {ChartHooks} hooks
   */
  preview(report, painter, locale, hooks) {
    this.end();
    const chart = new Chart('timeline', locale, hooks);
    this.#all = [chart];
    chart.show(report, painter, null, null);
    return chart;
  }

  /** Each takes its height; the crosshair stands where it stood. @param {number | null} at */
  fit(at) {
    for (const chart of this.#all) chart.fit();
    if (this.#all[0]) this.#all[0].at = at;
  }

  /** The moment of the crosshair. */
  get at() {
    return this.#all[0]?.at ?? null;
  }

  /** @param {Node | null | undefined} node */
  isIn(node) {
    return this.#all.some(chart => node?.contains(chart.node));
  }

  get none() {
    return this.#all.length === 0;
  }

  /**
   * The window of time that the timeline shows, and the Report and the painter that know it.
   * @param {Window} window
   * @param {{ report: Report, painter: Painter }} known
   */
  look(window, { report, painter }) {
    const { timeline } = this;
    timeline?.show(report, painter, timeline.selected, window);
    timeline?.overview?.show(timeline.overview.report, window);
  }

  /**
   * The same outages at another price.
   * @param {Report} report
   * @param {Painter} painter
   * @param {string | null} selected
   */
  reprice(report, painter, selected) {
    for (const chart of this.#all) {
      if (chart.kind === 'compare' || (chart.overview && chart.window)) continue;
      chart.show(report, painter, selected, chart.window);
      if (chart.drawn && !chart.overview) chart.redraw();
    }
  }

  /** Ends the drawing, since the painters go; what is shown stays until others come. */
  still() {
    for (const chart of this.#all) chart.painter = null;
  }

  end() {
    for (const chart of this.#all) chart.end();
    this.#all = [];
  }
}

/**
 * @param {Chart} chart
 * @param {Locale} locale
 */
function figureOf(chart, { say }) {
  const timeline = chart.kind === 'timeline';
  const caption = timeline ? null : make('h3', {}, say(`chart-${chart.kind}`));
  const below = chart.overview ? [chart.readout, chart.overview.node] : [];
  return make('figure', { part: 'figure', class: timeline ? 'grow' : '' }, caption, chart.node, below);
}
