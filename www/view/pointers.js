// The timeline by mouse, pen and fingers: a readout below the pointer, a window drawn or pinched, an outage tapped.

import { zoomBy } from './keys.js';

/** @import { Chart } from './chart.js' */
/** @import { Zoom } from './overview.js' */

// A pointer that moved less has not drawn a window.
const BRUSH_PX = 8;

/**
 * @param {Chart} chart
 * @param {Zoom} zoom
 */
export function listenForPointers(chart, zoom) {
  const { node, canvas } = chart;
  /** Where the plot's time axis has a place of the page, from 0 to 1. @param {number} x */
  const share = x => {
    const { plot } = chart;
    return plot ? ((x - canvas.getBoundingClientRect().left) * chart.ratio - plot.x) / plot.width : -1;
  };
  /** @param {{ clientX: number }} event */
  const moment = ({ clientX }) => {
    const [plot, at] = [chart.plot, share(clientX)];
    return plot && at >= 0 && at <= 1 ? plot.from + at * (plot.until - plot.from) : null;
  };
  /** Fingers that are down. @type {Map<number, { at: number, x: number }>} */
  const fingers = new Map();
  /** Of two of them the moments that stay below them. @type {number[] | null} */
  let held = null;
  /** @type {{ from: number | null, x: number } | null} */
  let drag = null;

  const pinch = () => {
    if (!held || fingers.size < 2) return;
    const [a, b] = [...fingers.values()].map(({ x }) => share(x));
    const span = (held[1] - held[0]) / (b - a);
    const from = held[0] - a * span;
    if (span > 0) zoom(from, from + span);
  };
  /** @param {PointerEvent} event */
  const up = event => {
    const [brush, pinched] = [chart.brush, held];
    fingers.delete(event.pointerId);
    drag = chart.brush = null;
    if (!fingers.size) held = null;
    if (pinched || event.type === 'pointercancel') return;
    if (brush) return zoom(Math.min(...brush), Math.max(...brush));
    const hit = outageAt(chart, moment(event));
    if (hit) chart.hooks.select(hit.id);
  };

  node.addEventListener('pointerdown', event => {
    const at = moment(event);
    if (event.pointerType !== 'touch') drag = event.button === 0 ? { from: at, x: event.clientX } : null;
    else if (at !== null) fingers.set(event.pointerId, { at, x: event.clientX });
    if (fingers.size === 2) held = [...fingers.values()].map(finger => finger.at);
    if (!drag) chart.go(at);
  });
  node.addEventListener('pointermove', event => {
    const finger = fingers.get(event.pointerId);
    if (finger) finger.x = event.clientX;
    if (held) return pinch();
    const at = moment(event);
    const far = drag && Math.abs(event.clientX - drag.x) > BRUSH_PX;
    chart.brush = far && drag && drag.from !== null && at !== null ? [drag.from, at] : null;
    chart.go(at);
  });
  node.addEventListener('pointerup', up);
  node.addEventListener('pointercancel', up);
  // Two taps are one, too: where only up and down scrolls, no browser zooms the page by them.
  node.addEventListener('dblclick', () => zoom(null));
  node.addEventListener('pointerleave', event => {
    // A finger that is lifted leaves its readout.
    if (event.pointerType === 'touch') return;
    drag = chart.brush = null;
    chart.go(null);
  });
  // The page goes on scrolling: only with Ctrl or ⌘ (a pinch on a touchpad sends Ctrl) the wheel zooms.
  /** @param {WheelEvent} event */
  const wheel = event => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const turn = Math.min(Math.max(event.deltaY / 100, -0.7), 0.7);
    zoomBy(chart, zoom, Math.exp(-turn), moment(event));
  };
  node.addEventListener('wheel', wheel, { passive: false });
}

/**
 * @param {Chart} chart
 * @param {number | null} at
 */
function outageAt(chart, at) {
  if (at === null) return undefined;
  return chart.report?.outages.find(
    ({ rejected, start, end }) => !rejected && at >= Date.parse(start.lo ?? start.best) && at <= Date.parse(end.hi),
  );
}
