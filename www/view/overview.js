// The overview below the timeline: the whole time at once, and on it the window that the timeline shows.
//
// In: a Report, the window. Out: `zoom(from, until)`, or `zoom(null)` for the whole. An edge is dragged, the window moved, a
// new one drawn beside it; a tap brings the window there, a second one at once shows the whole. Keys are the timeline's.

import { make } from '../shared/dom.js';

const TAP_PX = 5;

/** The strip. */
export class Strip {
  #zoom;
  #frame;

  constructor(tools, zoom) {
    this.#zoom = zoom;
    this.canvas = make('canvas');
    this.#frame = make('i');
    this.node = make('div', { class: 'strip', title: tools.say('overview'), 'aria-hidden': 'true' }, this.canvas, this.#frame);
    this.#listen();
  }

  /** The whole time of a Report, and the window in it, which is `now`; without one, all. */
  show(report, window) {
    this.report = report;
    this.whole = [report.source.from, report.source.until].map(Date.parse);
    this.node.hidden = !(report.plot.length && this.whole[1] > this.whole[0]);
    const [a, b] = (this.now = window ? [window.from, window.until] : this.whole);
    const [left, right] = [a, b].map(at => 100 * this.#share(at));
    this.#frame.style.left = `${left}%`;
    this.#frame.style.width = `${right - left}%`;
  }

  #share(at) {
    return (at - this.whole[0]) / (this.whole[1] - this.whole[0]);
  }

  /** Draws the whole time: how high the signal stood, and where it was out. */
  draw(look, ratio) {
    const { canvas, report } = this;
    const width = (canvas.width = Math.round(this.node.clientWidth * ratio));
    const height = (canvas.height = Math.round(this.node.clientHeight * ratio));
    const context = canvas.getContext('2d');
    const outages = report.outages.filter(outage => !outage.rejected);
    const chosen = outages.find(outage => outage.id === look.selected);
    const ink = report.plot.find(ink => chosen && ink.series === chosen.reference) || report.plot[0];
    const top = Math.max(...ink.max) || 1;
    const place = at => Math.round(this.#share(at) * width);
    // Half of it shines through, so none is darker where two meet: outages are one shape, and bars stand side by side.
    context.globalAlpha = 0.5;
    context.fillStyle = `rgb(${look.outage})`;
    for (const { start, end } of outages) {
      const x = place(Date.parse(start.best));
      context.rect(x, 0, Math.max(place(Date.parse(end.best)) - x, ratio), height);
    }
    context.fill();
    context.fillStyle = `rgb(${look.soft})`;
    let [left, tall] = [place(ink.t[0]), 0];
    ink.t.forEach((t, i) => {
      const right = place(t + ink.step);
      tall = Math.max(tall, ink.max[i]);
      if (right <= left) return;
      context.fillRect(left, height, right - left, (-tall / top) * height);
      [left, tall] = [right, 0];
    });
  }

  #listen() {
    const { node } = this;
    let drag = null;
    const place = ({ clientX }) => {
      const { left, width } = node.getBoundingClientRect();
      const share = Math.min(Math.max((clientX - left) / width, 0), 1);
      return this.whole[0] + share * (this.whole[1] - this.whole[0]);
    };
    const between = (a, b) => this.#zoom(Math.min(a, b), Math.max(a, b));
    node.addEventListener('pointerdown', event => {
      const at = place(event);
      const [a, b] = this.now;
      const reach = (event.pointerType === 'touch' ? 22 : 10) * ((this.whole[1] - this.whole[0]) / node.clientWidth);
      // What is dragged: an edge, the window, or the other end of a new one.
      const inside = at > a && at < b && b - a < this.whole[1] - this.whole[0];
      const grip = inside ? Math.min(reach, (b - a) / 4) : reach;
      const go = Math.abs(at - a) < grip ? to => between(to, b) : Math.abs(at - b) < grip ? to => between(a, to) : inside ? to => this.#zoom(a + to - at, b + to - at) : to => between(at, to);
      drag = { go, x: event.clientX };
      node.setPointerCapture(event.pointerId);
    });
    node.addEventListener('pointermove', event => {
      if (drag && (drag.moved ||= Math.abs(event.clientX - drag.x) > TAP_PX)) drag.go(place(event));
    });
    node.addEventListener('pointerup', event => {
      const [half, at] = [(this.now[1] - this.now[0]) / 2, place(event)];
      // A browser may leave the last move out.
      if (drag?.moved) drag.go(at);
      else if (drag) this.#zoom(at - half, at + half);
      drag = null;
    });
    node.addEventListener('pointercancel', () => (drag = null));
    node.addEventListener('dblclick', () => this.#zoom(null));
  }
}
