// The timeline by keys: sample by sample, outage by outage, nearer and farther.

/** @import { Chart } from './chart.js' */
/** @import { Zoom } from './overview.js' */

const FACTOR = 2;
// The step of a Report without a series.
const MINUTE_MS = 60000;

/**
 * @param {Chart} chart
 * @param {Zoom} zoom
 */
export function listenForKeys(chart, zoom) {
  chart.node.addEventListener('keydown', event => {
    const { plot } = chart;
    if (!plot || event.altKey || event.ctrlKey || event.metaKey) return;
    const step = chart.report?.plot[0]?.step || MINUTE_MS;
    const span = plot.until - plot.from;
    const at = chart.at ?? plot.from;
    const leave = () => {
      chart.go(null);
      chart.node.blur();
    };
    /** @type {Record<string, () => void>} */
    const keys = {
      ArrowRight: () => stepTo(chart, zoom, at + step),
      ArrowLeft: () => stepTo(chart, zoom, at - step),
      ArrowDown: () => nextOutage(chart, 1),
      ArrowUp: () => nextOutage(chart, -1),
      Home: () => chart.go(plot.from, true),
      End: () => chart.go(plot.until - 1, true),
      '+': () => zoomBy(chart, zoom, FACTOR, chart.at),
      '=': () => zoomBy(chart, zoom, FACTOR, chart.at),
      '-': () => zoomBy(chart, zoom, 1 / FACTOR, chart.at),
      PageUp: () => zoom(plot.from - span, plot.from),
      PageDown: () => zoom(plot.until, plot.until + span),
      Enter: () => chart.hooks.details(),
      Escape: () => (chart.window ? zoom(null) : leave()),
    };
    if (!Object.hasOwn(keys, event.key)) return;
    event.preventDefault();
    keys[event.key]();
  });
}

/**
 * Nearer or farther, around a moment.
 * @param {Chart} chart
 * @param {Zoom} zoom
 * @param {number} factor
 * @param {number | null} centre
 */
export function zoomBy(chart, zoom, factor, centre) {
  // What was wanted last, drawn or not: of several turns within a frame none is lost.
  const [from, until] = chart.overview?.now || [0, 0];
  const middle = centre ?? (from + until) / 2;
  zoom(middle - (middle - from) / factor, middle + (until - middle) / factor);
}

/**
 * To a sample; one beside the window brings the window along.
 * @param {Chart} chart
 * @param {Zoom} zoom
 * @param {number} to
 */
function stepTo(chart, zoom, to) {
  const { plot, overview } = chart;
  if (!plot || !overview) return;
  const half = (plot.until - plot.from) / 2;
  const [first, last] = overview.whole;
  const at = Math.min(Math.max(to, first), last - 1);
  if (at < plot.from || at >= plot.until) zoom(at - half, at + half);
  chart.go(at, true);
}

/**
 * @param {Chart} chart
 * @param {number} direction
 */
function nextOutage(chart, direction) {
  const list = (chart.report?.outages || []).filter(outage => !outage.rejected);
  if (!list.length) return;
  const now = list.findIndex(outage => outage.id === chart.selected);
  const next = list[(now + direction + list.length) % list.length];
  chart.selected = next.id;
  chart.hooks.select(next.id);
}
