// A chart on a canvas, drawn by the engine's painter.
//
// In: a Report, a painter of it, the words. Out: a picture, a readout, the outage that was chosen, a window of time wanted. A
// redraw happens at most once a frame; the crosshair is an element over the canvas, so hovering draws nothing. Far from what is
// seen of the page a canvas holds nothing: those of two hundred figures would take three gigabytes.

import { contextOf, make } from '../shared/dom.js';
import { listenForKeys } from './keys.js';
import { Overview } from './overview.js';
import { listenForPointers } from './pointers.js';
import { readoutAt } from './readout.js';
import { themeOf } from './theme.js';

/** @import { ChartLocale, Locale, Painter, Report, Scene, Window } from '../_types.d.ts' */
/**
 * @typedef {object} ChartHooks
 * @property {ChartLocale} locale
 * @property {(error: unknown) => void} broke
 * @property {(id: string) => void} select
 * @property {(from: number | null, until?: number) => void} [zoom] Without it the chart is a picture.
 * @property {() => void} details
 * @property {(text: string) => void} announce
 */

// Nobody reads sixty lines a second.
const READOUT_MS = 100;
const MOST_RATIO = 3;
// Two screens' height away a canvas is drawn again, before it comes into sight.
const NEAR = { rootMargin: '200% 0px' };
const PRINTING = ['beforeprint', 'afterprint'];

// A first drawing is slow: each chart waits for the one before, for a frame that shows the words, and takes a task of its own.
/** @type {Promise<any> | null} */
let line = null;
const frame = () => new Promise(done => requestAnimationFrame(() => setTimeout(done)));

export class Chart {
  #locale;
  /** @type {Scene | null} */
  #scene = null;
  #hair = make('i', { class: 'hair', hidden: true });
  #readoutClock = 0;
  #frame = 0;
  #waiting = false;
  #overviewKey = '';
  #watch;
  #near;
  #far = false;
  #print = (/** @type {Event} */ { type }) => this.#onPaper(type === 'beforeprint');
  /** @type {Painter | null} */
  painter = null;
  /** @type {Report | null} */
  report = null;
  /** @type {string | null} */
  selected = null;
  /** @type {Window} */
  window = null;
  /** Compare: by the onset of each outage, by the clock, or as the chart sees fit. @type {boolean | undefined} */
  onset;
  /** The moment of the crosshair. @type {number | null} */
  at = null;
  /** The window that a pointer is drawing. @type {[number, number] | null} */
  brush = null;
  /** The size at which it was drawn last. */
  drawn = '';
  ratio = 1;
  /** @type {Overview | null} */
  overview = null;

  /**
   * @param {string} kind
   * @param {Locale} locale
   * @param {ChartHooks} hooks
   */
  constructor(kind, locale, hooks) {
    this.kind = kind;
    this.hooks = hooks;
    this.#locale = locale;
    this.canvas = make('canvas', { 'aria-hidden': 'true', dir: 'ltr' });
    this.readout = make('p', { class: 'readout', 'aria-hidden': 'true' }, locale.say('legend'));
    this.node = make('div', { class: `chart ${kind}` }, this.canvas, this.#hair);
    const label = locale.say(`chart-${kind}`);
    if (hooks.zoom && kind === 'timeline') {
      this.node.tabIndex = 0;
      this.node.setAttribute('role', 'application');
      this.node.setAttribute('aria-roledescription', locale.say('chart'));
      this.node.setAttribute('aria-label', `${label}. ${locale.say('chart-keys')}`);
      this.overview = new Overview(locale, hooks.zoom);
      listenForPointers(this, hooks.zoom);
      listenForKeys(this, hooks.zoom);
    } else {
      this.node.setAttribute('role', 'img');
      this.node.setAttribute('aria-label', label);
    }
    this.#watch = new ResizeObserver(() => this.drawn === this.#size() || this.#drawInTurn());
    this.#watch.observe(this.node);
    this.#near = new IntersectionObserver(entries => this.#move(!entries.at(-1)?.isIntersecting), NEAR);
    this.#near.observe(this.node);
    for (const name of PRINTING) addEventListener(name, this.#print);
    // The style gives a chart's colour a moment's transition: whoever changes it, page, system or author, it is heard here.
    this.node.addEventListener('transitionend', () => this.#drawInTurn());
  }

  /**
   * Shows a Report by a painter of it.
   * @param {Report} report
   * @param {Painter} painter
   * @param {string | null} selected
   * @param {Window} window
   */
  show(report, painter, selected, window) {
    this.window = window;
    this.report = report;
    this.painter = painter;
    this.selected = selected;
    // A chart in place of another is there before anybody sees an empty canvas; the others are drawn once they are seen.
    if (line && this.kind === 'timeline') this.redraw();
  }

  /** @param {boolean} onset */
  align(onset) {
    this.onset = onset;
    this.redraw();
  }

  /** On the next frame, however often it is asked for until then. */
  redraw() {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.draw();
    });
  }

  end() {
    this.#watch.disconnect();
    this.#near.disconnect();
    for (const name of PRINTING) removeEventListener(name, this.#print);
    this.#blank();
    this.painter = null;
  }

  /** @param {boolean} far */
  #move(far) {
    if (far === this.#far) return;
    this.#far = far;
    if (far) this.#blank();
    else this.#drawInTurn();
  }

  /**
   * What is printed is drawn, however far away.
   * @param {boolean} now
   */
  #onPaper(now) {
    if (!this.#far) return;
    this.#far = false;
    if (now) this.draw();
    else this.#blank();
    this.#far = true;
  }

  #blank() {
    this.canvas.width = 0;
    if (this.overview) this.overview.canvas.width = 0;
    this.drawn = this.#overviewKey = '';
  }

  #size() {
    return `${this.node.clientWidth} ${this.node.clientHeight}`;
  }

  #drawInTurn() {
    if (this.#waiting) return;
    this.#waiting = true;
    line = Promise.resolve(line)
      .then(frame)
      .then(() => this.draw())
      .catch(this.hooks.broke);
  }

  /** Takes the height that the chart wants, before anything is painted below it. */
  fit() {
    if (!this.painter) return;
    const wanted = `${Math.ceil(this.painter.height(this.kind, this.node.clientWidth || 640))}px`;
    const side = this.kind === 'timeline' ? 'min-block-size' : 'block-size';
    if (this.node.style.getPropertyValue(side) !== wanted) this.node.style.setProperty(side, wanted);
  }

  /** Draws now. */
  draw() {
    this.#waiting = false;
    const { clientWidth: width, clientHeight: height } = this.node;
    if (!this.painter || this.#far || !width || !height) return;
    this.drawn = this.#size();
    line ||= Promise.resolve();
    this.fit();
    this.ratio = Math.min(globalThis.devicePixelRatio || 1, MOST_RATIO);
    this.canvas.width = Math.round(width * this.ratio);
    this.canvas.height = Math.round(height * this.ratio);
    const style = this.#style();
    try {
      this.#scene = this.painter.draw(this.kind, contextOf(this.canvas), style, this.hooks.locale);
    } catch (error) {
      this.hooks.broke(error);
      return;
    }
    const key = [this.drawn, this.selected, style.ink].join();
    if (this.overview && this.#overviewKey !== key) {
      this.#overviewKey = key;
      this.overview.draw(style, this.ratio);
    }
    if (this.#scene?.alt && this.kind !== 'timeline') this.node.setAttribute('aria-label', this.#scene.alt);
    this.#placeHair();
    this.#cross();
  }

  #style() {
    const { width, height } = this.canvas;
    const { ratio, selected, onset } = this;
    return { ...themeOf(this.node), width, height, ratio, selected, onset, ...this.window };
  }

  /** The first plot with a time axis. Who is quicker than the first drawing has it at once. */
  get plot() {
    if (!this.#scene) this.draw();
    return this.#scene?.plots?.[0];
  }

  /**
   * Moves the crosshair to a moment; `aloud` says it in the live region too.
   * @param {number | null} at
   */
  go(at, aloud = false) {
    this.at = at;
    this.#cross();
    if (aloud) {
      clearTimeout(this.#readoutClock);
      this.#readoutClock = 0;
    }
    this.#readOut();
    if (aloud) this.hooks.announce(this.readout.textContent || '');
  }

  /** The line below the chart. The first move is told at once, then the last one of each moment. */
  #readOut() {
    if (this.#readoutClock) return;
    const { at, report } = this;
    const { say } = this.#locale;
    this.readout.textContent = at === null || !report ? say('legend') : readoutAt(report, at, this.#locale);
    this.#readoutClock = setTimeout(() => {
      this.#readoutClock = 0;
      if (this.at !== at) this.#readOut();
    }, READOUT_MS);
  }

  #placeHair() {
    const [top, bottom] = [this.#scene?.plots?.[0], this.#scene?.plots?.at(-1)];
    if (!top || !bottom) return;
    this.#hair.style.top = `${top.y / this.ratio}px`;
    this.#hair.style.height = `${(bottom.y + bottom.height - top.y) / this.ratio}px`;
  }

  /** The crosshair over all rows; while the pointer draws a new window, as wide as that. */
  #cross() {
    const plot = this.#scene?.plots?.[0];
    const { at, ratio } = this;
    this.#hair.hidden = !plot || at === null || at < plot.from || at > plot.until;
    if (!plot || at === null || this.#hair.hidden) return;
    /** @param {number} moment */
    const x = moment => (plot.x + ((moment - plot.from) / (plot.until - plot.from)) * plot.width) / ratio;
    const [a, b] = (this.brush || [at, at]).map(x);
    this.#hair.style.transform = `translateX(${Math.min(a, b)}px)`;
    this.#hair.style.width = `${Math.abs(a - b)}px`;
  }
}
