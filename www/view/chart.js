// A chart on a canvas: drawn by the engine's painter, read by pointer, touch and keys alike.
//
// In: a Report, a painter's maker, the words. Out: ink, a readout, the outage that was chosen, a window of time wanted.
// A redraw happens at most once a frame; the crosshair is an element over the canvas, so hovering draws nothing.

import { contextOf, make } from '../shared/dom.js';
import { lookOf } from './theme.js';
import { Strip } from './overview.js';

const KEY_ZOOM = 2;

// A first drawing is slow: each chart waits for the one before, for a frame that shows the words, and takes a task of its own.
let line = null;
const frame = () => new Promise(done => requestAnimationFrame(() => setTimeout(done)));

/** One chart. `hooks`: select(id), zoom(from, until) or zoom(null), details(), announce(text), voice, trap(error); without `zoom` a picture. */
export class Figure {
  #hooks;
  #scene;
  #hair;
  #brush;
  #told;

  constructor(kind, tools, hooks) {
    this.kind = kind;
    this.tools = tools;
    this.#hooks = hooks;
    this.#scene = null;
    this.at = null;
    this.canvas = make('canvas', { 'aria-hidden': 'true', dir: 'ltr' });
    this.#hair = make('i', { class: 'hair', hidden: true });
    this.readout = make('p', { class: 'readout', 'aria-hidden': 'true' }, tools.say('legend'));
    const label = tools.say(`chart-${kind}`);
    this.node = make('div', { class: `chart ${kind}` }, this.canvas, this.#hair);
    if (hooks.zoom && kind === 'timeline') {
      this.node.tabIndex = 0;
      this.node.setAttribute('role', 'application');
      this.node.setAttribute('aria-roledescription', tools.say('chart'));
      this.node.setAttribute('aria-label', `${label}. ${tools.say('chart-keys')}`);
      this.strip = new Strip(tools, hooks.zoom);
      this.#listen();
    } else {
      this.node.setAttribute('role', 'img');
      this.node.setAttribute('aria-label', label);
    }
    this.watch = new ResizeObserver(() => this.drawn === this.#size() || this.#later());
    this.watch.observe(this.node);
    // The sheet gives a chart's colour a moment's transition: whoever changes it, page, system or author, it is heard here.
    this.node.addEventListener('transitionend', () => this.#later());
  }

  /** Shows a Report by a painter of it. */
  show(report, painter, selected, window) {
    this.zoomed = window;
    this.report = report;
    this.painter = painter;
    this.selected = selected;
    // A chart in place of another is there before anybody sees an empty canvas; the others are drawn once they are seen.
    if (line && this.kind === 'timeline') this.redraw();
  }

  /** Compare: by the onset of each outage, or by the clock. */
  align(onset) {
    this.onset = onset;
    this.redraw();
  }

  /** On the next frame, however often it is asked for until then. */
  redraw() {
    this.ticking ||= requestAnimationFrame(() => {
      this.ticking = 0;
      this.draw();
    });
  }

  end() {
    this.watch.disconnect();
    this.canvas.width = 0;
    this.painter = null;
  }

  #size() {
    return `${this.node.clientWidth} ${this.node.clientHeight}`;
  }

  #later() {
    if (this.waiting) return;
    this.waiting = true;
    line = Promise.resolve(line).then(frame).then(() => this.draw()).catch(this.#hooks.trap);
  }

  /** Takes the height that the chart wants, before anything is painted below it. */
  fit() {
    const wanted = `${Math.ceil(this.painter.height(this.kind, this.node.clientWidth || 640))}px`;
    const side = this.kind === 'timeline' ? 'min-block-size' : 'block-size';
    if (this.node.style.getPropertyValue(side) !== wanted) this.node.style.setProperty(side, wanted);
  }

  /** Draws now. */
  draw() {
    this.waiting = false;
    const { clientWidth: width, clientHeight: height } = this.node;
    if (!this.painter || !width || !height) return;
    this.drawn = this.#size();
    line ||= Promise.resolve();
    this.fit();
    const ratio = Math.min(globalThis.devicePixelRatio || 1, 3);
    this.canvas.width = Math.round(width * ratio);
    this.canvas.height = Math.round(height * ratio);
    const look = { ...lookOf(this.node), width: this.canvas.width, height: this.canvas.height, ratio, selected: this.selected, onset: this.onset, ...this.zoomed };
    this.ratio = ratio;
    try {
      this.#scene = this.painter.draw(this.kind, contextOf(this.canvas), look, this.#hooks.voice);
    } catch (error) {
      this.#hooks.trap(error);
      return;
    }
    const overview = [this.drawn, this.selected, look.ink].join();
    if (this.strip && this.overview !== overview) {
      this.overview = overview;
      this.strip.draw(look, ratio);
    }
    const [top, bottom] = [this.#scene?.plots?.[0], this.#scene?.plots?.at(-1)];
    if (top) {
      this.#hair.style.top = `${top.y / ratio}px`;
      this.#hair.style.height = `${(bottom.y + bottom.height - top.y) / ratio}px`;
    }
    if (this.#scene?.alt && this.kind !== 'timeline') this.node.setAttribute('aria-label', this.#scene.alt);
    this.#cross();
  }

  #plot() {
    // Who is quicker than the first drawing has it at once.
    if (!this.#scene) this.draw();
    return this.#scene?.plots?.[0];
  }

  #listen() {
    const node = this.node;
    const share = x => {
      const plot = this.#plot();
      return plot && ((x - this.canvas.getBoundingClientRect().left) * this.ratio - plot.x) / plot.width;
    };
    const moment = ({ clientX }) => {
      const [plot, at] = [this.#plot(), share(clientX)];
      return at >= 0 && at <= 1 ? plot.from + at * (plot.until - plot.from) : null;
    };
    // Fingers that are down, and of two of them the moments that stay below them.
    const fingers = new Map();
    let held = null;
    let drag = null;
    node.addEventListener('pointerdown', event => {
      const at = moment(event);
      if (event.pointerType !== 'touch') drag = event.button === 0 && { from: at, x: event.clientX };
      else if (at) fingers.set(event.pointerId, { at, x: event.clientX });
      if (fingers.size === 2) held = [...fingers.values()].map(finger => finger.at);
      if (!drag) this.go(at);
    });
    node.addEventListener('pointermove', event => {
      const finger = fingers.get(event.pointerId);
      if (finger) finger.x = event.clientX;
      if (held) {
        if (fingers.size < 2) return;
        const [a, b] = [...fingers.values()].map(({ x }) => share(x));
        const span = (held[1] - held[0]) / (b - a);
        const from = held[0] - a * span;
        if (span > 0) this.#hooks.zoom(from, from + span);
        return;
      }
      const at = moment(event);
      this.#brush = drag && Math.abs(event.clientX - drag.x) > 8 && drag.from && at ? [drag.from, at] : null;
      this.go(at);
    });
    const up = event => {
      const [brush, pinched] = [this.#brush, held];
      fingers.delete(event.pointerId);
      drag = this.#brush = null;
      if (!fingers.size) held = null;
      if (pinched || event.type === 'pointercancel') return;
      if (brush) return this.#hooks.zoom(Math.min(...brush), Math.max(...brush));
      const hit = this.#outageAt(moment(event));
      if (hit) this.#hooks.select(hit.id);
    };
    node.addEventListener('pointerup', up);
    node.addEventListener('pointercancel', up);
    // Two taps are one, too: where only up and down scrolls, no browser zooms the page by them.
    node.addEventListener('dblclick', () => this.#hooks.zoom(null));
    node.addEventListener('pointerleave', event => {
      // A finger that is lifted leaves its readout.
      if (event.pointerType === 'touch') return;
      drag = this.#brush = null;
      this.go(null);
    });
    node.addEventListener('wheel', event => {
      // The page goes on scrolling: only with Ctrl or ⌘ (a pinch on a touchpad sends Ctrl) the wheel zooms.
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      this.#zoomBy(Math.exp(-Math.min(Math.max(event.deltaY / 100, -0.7), 0.7)), moment(event));
    }, { passive: false });
    node.addEventListener('keydown', event => this.#key(event));
  }

  #key(event) {
    const plot = this.#plot();
    if (!plot || event.altKey || event.ctrlKey || event.metaKey) return;
    const step = this.report.plot[0]?.step || 60000;
    const span = plot.until - plot.from;
    const at = this.at ?? plot.from;
    const keys = {
      ArrowRight: () => this.#walk(at + step),
      ArrowLeft: () => this.#walk(at - step),
      ArrowDown: () => this.#outage(1),
      ArrowUp: () => this.#outage(-1),
      Home: () => this.go(plot.from, true),
      End: () => this.go(plot.until - 1, true),
      '+': () => this.#zoomBy(KEY_ZOOM, this.at),
      '=': () => this.#zoomBy(KEY_ZOOM, this.at),
      '-': () => this.#zoomBy(1 / KEY_ZOOM, this.at),
      PageUp: () => this.#hooks.zoom(plot.from - span, plot.from),
      PageDown: () => this.#hooks.zoom(plot.until, plot.until + span),
      Enter: () => this.#hooks.details(),
      Escape: () => (this.zoomed ? this.#hooks.zoom(null) : (this.go(null), this.node.blur())),
    };
    if (!Object.hasOwn(keys, event.key)) return;
    event.preventDefault();
    keys[event.key]();
  }

  /** To a sample; one beside the window brings the window along. */
  #walk(to) {
    const { from, until } = this.#plot();
    const half = (until - from) / 2;
    const [first, last] = this.strip.whole;
    const at = Math.min(Math.max(to, first), last - 1);
    if (at < from || at >= until) this.#hooks.zoom(at - half, at + half);
    this.go(at, true);
  }

  #zoomBy(factor, centre) {
    // What was wanted last, drawn or not: of several turns within a frame none is lost.
    const [from, until] = this.strip.now;
    const middle = centre ?? (from + until) / 2;
    this.#hooks.zoom(middle - (middle - from) / factor, middle + (until - middle) / factor);
  }

  #outage(direction) {
    const list = this.report.outages.filter(outage => !outage.rejected);
    if (!list.length) return;
    const now = list.findIndex(outage => outage.id === this.selected);
    const next = list[(now + direction + list.length) % list.length];
    this.selected = next.id;
    this.#hooks.select(next.id);
  }

  #outageAt(at) {
    return at && this.report.outages.find(o => !o.rejected && at >= Date.parse(o.start.lo) && at <= Date.parse(o.end.hi));
  }

  /** Moves the crosshair to a moment; `aloud` says it in the live region too. */
  go(at, aloud) {
    this.at = at;
    this.#cross();
    if (aloud) this.#told = clearTimeout(this.#told);
    this.#tell();
    if (aloud) this.#hooks.announce(this.readout.textContent);
  }

  /** The line below the chart. Nobody reads sixty a second: the first move is told at once, then one in a tenth of a second. */
  #tell() {
    if (this.#told) return;
    const { at } = this;
    this.readout.textContent = at === null ? this.tools.say('legend') : this.#read(at);
    this.#told = setTimeout(() => {
      this.#told = 0;
      if (this.at !== at) this.#tell();
    }, 100);
  }

  #read(at) {
    const { say, format } = this.tools;
    const values = this.report.plot.map(ink => {
      const i = Math.floor((at - ink.t[0]) / ink.step);
      const series = this.report.source.series.find(series => series.id === ink.series);
      const name = this.report.plot.length > 1 && series ? `${series.label || series.id} ` : '';
      const low = ink.min[i];
      if (!Number.isFinite(low)) return `${name}${say('readout-missing')}`;
      const high = ink.max[i];
      const value = low === high ? format.number(low) : `${format.number(low)} – ${format.number(high)}`;
      const usual = ink.baseline[i];
      const both = Number.isFinite(usual) ? say('readout-usual', { value, baseline: format.number(usual) }) : value;
      return name + both;
    });
    const given = { time: format.moment(at), local: format.hasLocal && format.local(at), value: values.join('; ') };
    return say(format.hasLocal ? 'readout-local' : 'readout', given);
  }

  /** The crosshair over all rows; while the pointer draws a new window, as wide as that. */
  #cross() {
    const plot = this.#scene?.plots?.[0];
    const { at, ratio } = this;
    this.#hair.hidden = !(at >= plot?.from && at <= plot.until);
    if (this.#hair.hidden) return;
    const x = moment => (plot.x + ((moment - plot.from) / (plot.until - plot.from)) * plot.width) / ratio;
    const [a, b] = (this.#brush || [at, at]).map(x);
    this.#hair.style.transform = `translateX(${Math.min(a, b)}px)`;
    this.#hair.style.width = `${Math.abs(a - b)}px`;
  }
}
