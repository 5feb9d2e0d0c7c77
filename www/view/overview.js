// The overview below the timeline: the whole time at once, and on it the window that the timeline shows.
//
// In: a Report, the window. Out: `zoom(from, until)`, or `zoom(null)` for the whole. An edge is dragged, the window moved, a
// new one drawn beside it; a tap brings the window there, a second one at once shows the whole. Keys are the timeline's.

import { contextOf, make } from '../shared/dom.js';

/** @import { Locale, Report, Style, Window } from '../_types.d.ts' */
/** @typedef {(from: number | null, until?: number) => void} Zoom */

// A pointer that moved less has not dragged.
const TAP_PX = 5;
const [TOUCH_REACH_PX, REACH_PX] = [22, 10];

export class Overview {
  #zoom;
  #frame;
  /** @type {Report | null} */
  report = null;
  /** The whole time, and the window in it. */
  whole = [0, 0];
  now = [0, 0];

  /**
   * @param {Locale} locale
   * @param {Zoom} zoom
   */
  constructor(locale, zoom) {
    this.#zoom = zoom;
    this.canvas = make('canvas');
    this.#frame = make('i');
    const title = locale.say('overview');
    this.node = make('div', { class: 'strip', title, 'aria-hidden': 'true' }, this.canvas, this.#frame);
    this.#listen();
  }

  /**
   * The whole time of a Report, and the window in it; without one, all.
   * @param {Report | null} report
   * @param {Window} window
   */
  show(report, window) {
    if (!report) return;
    this.report = report;
    this.whole = [report.source.from, report.source.until].map(at => Date.parse(at || ''));
    this.node.hidden = !(report.plot.length && this.whole[1] > this.whole[0]);
    this.now = window ? [window.from, window.until] : this.whole;
    const [left, right] = this.now.map(at => 100 * this.#share(at));
    this.#frame.style.left = `${left}%`;
    this.#frame.style.width = `${right - left}%`;
  }

  /** @param {number} at */
  #share(at) {
    return (at - this.whole[0]) / (this.whole[1] - this.whole[0]);
  }

  /**
   * Draws the whole time: how high the signal stood, and where it was out.
   * @param {Style} style
   * @param {number} ratio
   */
  draw(style, ratio) {
    const { canvas, node, report } = this;
    const [width, height] = [node.clientWidth, node.clientHeight].map(px => Math.round(px * ratio));
    if (!report || node.hidden || !width) return;
    canvas.width = width;
    canvas.height = height;
    const context = contextOf(canvas);
    const outages = report.outages.filter(outage => !outage.rejected);
    const chosen = outages.find(outage => outage.id === style.selected);
    const columns = report.plot.find(({ series }) => series === chosen?.reference) || report.plot[0];
    /** @param {number} at */
    const place = at => Math.round(this.#share(at) * width);
    // Half of it shines through, so none is darker where two meet: outages are one shape, and bars stand side by side.
    context.globalAlpha = 0.5;
    context.fillStyle = `rgb(${style.outage})`;
    for (const { start, end } of outages) {
      const x = place(Date.parse(start.best));
      context.rect(x, 0, Math.max(place(Date.parse(end.best)) - x, ratio), height);
    }
    context.fill();
    context.fillStyle = `rgb(${style.soft})`;
    const top = columns.max.reduce((/** @type {number} */ most, value) => Math.max(most, value ?? 0), 0) || 1;
    let [left, tall] = [place(columns.t[0]), 0];
    for (const [at, t] of columns.t.entries()) {
      const right = place(t + columns.step);
      tall = Math.max(tall, columns.max[at] ?? 0);
      if (right <= left) continue;
      context.fillRect(left, height, right - left, (-tall / top) * height);
      [left, tall] = [right, 0];
    }
  }

  /**
   * What is dragged from there on: an edge, the window, or the other end of a new one.
   * @param {number} at
   * @param {boolean} touch
   * @returns {(to: number) => void}
   */
  #grip(at, touch) {
    const [a, b] = this.now;
    const span = this.whole[1] - this.whole[0];
    /**
     * @param {number} from
     * @param {number} to
     */
    const between = (from, to) => this.#zoom(Math.min(from, to), Math.max(from, to));
    const reach = (touch ? TOUCH_REACH_PX : REACH_PX) * (span / this.node.clientWidth);
    const inside = at > a && at < b && b - a < span;
    const grip = inside ? Math.min(reach, (b - a) / 4) : reach;
    if (Math.abs(at - a) < grip) return to => between(to, b);
    if (Math.abs(at - b) < grip) return to => between(a, to);
    return inside ? to => this.#zoom(a + to - at, b + to - at) : to => between(at, to);
  }

  #listen() {
    const { node } = this;
    /** @type {{ go: (to: number) => void, x: number, moved: boolean } | null} */
    let drag = null;
    /** @param {PointerEvent} event */
    const place = ({ clientX }) => {
      const { left, width } = node.getBoundingClientRect();
      const share = Math.min(Math.max((clientX - left) / width, 0), 1);
      return this.whole[0] + share * (this.whole[1] - this.whole[0]);
    };
    node.addEventListener('pointerdown', event => {
      drag = { go: this.#grip(place(event), event.pointerType === 'touch'), x: event.clientX, moved: false };
      node.setPointerCapture(event.pointerId);
    });
    node.addEventListener('pointermove', event => {
      if (!drag) return;
      drag.moved ||= Math.abs(event.clientX - drag.x) > TAP_PX;
      if (drag.moved) drag.go(place(event));
    });
    node.addEventListener('pointerup', event => {
      const [half, at] = [(this.now[1] - this.now[0]) / 2, place(event)];
      // A browser may leave the last move out.
      if (drag?.moved) drag.go(at);
      else if (drag) this.#zoom(at - half, at + half);
      drag = null;
    });
    node.addEventListener('pointercancel', () => {
      drag = null;
    });
    node.addEventListener('dblclick', () => this.#zoom(null));
  }
}
