// The figure: a Report → what stands on the page, by the engine's painters. Zoom, selection and comparison are here.
//
// In: Reports, what the reader does with them, facts of the element. Out: a view, pictures, one state at a time; whatever comes
// of a state that is over is thrown away. A drawing that breaks is made once more by another instance; then it has failed.

import { chartOf, modeOf } from '../attributes.js';
import { dropPainters, painters } from '../engine/compile.js';
import { Failure, failureOf } from '../engine/failure.js';
import { chartLocaleOf, storyTeller } from '../i18n/chart-locale.js';
import { localeFor } from '../i18n/locale.js';
import { windowOf } from '../i18n/story.js';
import { Shell } from '../view/shell.js';
import { footOf } from '../view/source.js';
import { directionOf } from './direction.js';
import { drawnBy, free } from './drawn.js';
import { Zoom } from './zoom.js';

/** @import { Acts, FigureWasm, Locale, Report, Window } from '../_types.d.ts' */
/** @import { FigureHooks as Hooks, FigureState as State } from '../_types.d.ts' */
/** @import { Picture } from './pictures.js' */

export class Figure {
  #host;
  #hooks;
  #shell;
  #zoom;
  /** @type {State} */
  state = { kind: 'idle', drawn: null };
  /** @type {string | null} */
  selected = null;
  /** The Report of another file, to set beside this one. @type {Report | null} */
  #other = null;
  /** @type {Locale | null} */
  #locale = null;

  /**
   * @param {import('./element.js').OutageLens} host
   * @param {Acts} acts
   * @param {Hooks} hooks
   */
  constructor(host, acts, hooks) {
    this.#host = host;
    this.#hooks = hooks;
    this.#shell = new Shell(host.shadowRoot || host.attachShadow({ mode: 'open' }), acts);
    this.#zoom = new Zoom({
      drawn: () => this.state.drawn,
      finer: hooks.finer,
      look: (window, known) => this.#shell.look(window, known),
      announce: window => this.#shell.announce(windowOf(window, this.#words)),
    });
  }

  get window() {
    return this.#zoom.window;
  }

  /** The language as far as it is there. */
  get #words() {
    if (!this.#locale) throw new Failure('trap', { message: 'The words are not there yet.' });
    return this.#locale;
  }

  get catalogue() {
    return this.#hooks.facts().catalogue;
  }

  /** Words and formats in the language of the page where the element stands. */
  async locale(report = this.state.drawn?.report) {
    const { settings } = this.#hooks.facts();
    const zone = report?.source.local_zone || settings.localZone;
    this.#locale = await localeFor(this.#host, zone, settings.currency, this.#locale);
    this.#shell.box.lang = this.#locale.lang;
    return this.#locale;
  }

  /** Height and direction, which hold in every state. */
  frame() {
    const { own, canGoBack } = this.#hooks.facts();
    const bare = Boolean(own) || !(canGoBack || modeOf(this.#host) === 'calculator');
    this.#shell.frame({ height: this.#host.getAttribute('height'), dir: directionOf(this.#host), bare });
  }

  // --- the states

  /** Nothing to show yet: a way in, unless data are coming by themselves. */
  idle(coming = false) {
    this.#drop(true);
    this.state = { kind: 'idle', drawn: null };
    this.#shell.idle(this.#words, modeOf(this.#host), this.#hooks.facts().settings, this.catalogue, coming);
    this.frame();
  }

  /**
   * Data are being read.
   * @param {string} name
   */
  async reading(name) {
    const locale = await this.locale();
    this.#other = null;
    /** @type {State} */
    const mine = { kind: 'loading', drawn: this.state.drawn, report: this.state.report };
    this.state = mine;
    return this.#shell.reading(locale, name, preview => this.#preview(mine, preview));
  }

  /**
   * A first chart, where none stands yet.
   * @param {State} mine
   * @param {Report} report
   */
  async #preview(mine, report) {
    try {
      const wasm = await painters();
      const locale = await this.locale(report);
      // Shown, cancelled or refused meanwhile, it comes too late.
      if (this.state !== mine || mine.drawn || !report.plot.length) return;
      const silent = chartLocaleOf(locale, () => '', this.#shell.box.dir);
      this.#shell.preview(locale, report, this.#put(wasm, report), silent);
    } catch {
      // The Report that follows says what is wrong.
    }
  }

  /**
   * Puts a Report on the page.
   * @param {Report} report
   */
  show(report, attempt = 1) {
    /** @type {State} */
    const mine = { kind: 'loading', drawn: this.state.drawn, report, attempt };
    this.state = mine;
    mine.done = this.#show(mine, report);
    return mine.done;
  }

  /**
   * @param {State} mine
   * @param {Report} report
   */
  async #show(mine, report) {
    try {
      const wasm = await painters();
      if (this.state !== mine || !this.#host.isConnected) return;
      const paired = mine.drawn?.pair && (this.#other || report.plot.length > 1);
      this.#put(wasm, report);
      if (paired) await this.#pair();
    } catch (error) {
      if (this.state === mine) this.fail(failureOf(error));
      return;
    }
    // Taking the Report over and laying it out are two tasks, so that neither holds the page up.
    await new Promise(done => setTimeout(done, 0));
    const locale = await this.locale();
    if (this.state !== mine) return;
    mine.kind = 'shown';
    this.select(report.outages.some(({ id }) => id === this.selected) ? this.selected : report.selected, false);
    this.render();
    this.#shell.announce(locale.lede(report) || locale.sentence(report));
    this.#hooks.emit('report', { report });
    for (const note of report.notes) this.#hooks.emit('note', note);
    if (this.window) this.zoom(this.window.from, this.window.until);
  }

  /**
   * The same outages at another price: charts and numbers follow, all else waits.
   * @param {Report} report
   */
  async reprice(report) {
    // A drawing that broke may be on its way anew.
    await this.settled();
    const wasm = await painters();
    const { drawn, kind } = this.state;
    if (kind !== 'shown' || !drawn) return;
    const before = drawn.painter;
    drawn.report = report;
    this.state.report = report;
    drawn.painter = new wasm.Painter(report);
    this.#shell.reprice(this.#words, report, drawn.painter, this.selected);
    before.free();
  }

  /** Lays out what is shown, anew. */
  render() {
    const { drawn } = this.state;
    if (!drawn) return;
    const { settings, claimed, stale, own, canGoBack, live, way, linked } = this.#hooks.facts();
    this.#shell.show(this.#words, {
      ...drawn,
      window: this.window,
      other: this.#other,
      selected: this.selected,
      settings,
      catalogue: this.catalogue,
      claimed,
      stale,
      own,
      canGoBack,
      live,
      way,
      mode: modeOf(this.#host),
      chartLocale: this.#chartLocale(),
      linked: own ? '' : linked,
      stem: `outage-lens${own ? '-own-file' : ''}-${drawn.report.source.country || 'report'}`,
    });
  }

  /** @param {Failure} failure */
  fail(failure) {
    if (failure.code === 'trap') dropPainters();
    this.#drop(failure.code !== 'trap');
    this.state = { kind: 'failed', drawn: null, failure };
    const { own, canGoBack, canUndo } = this.#hooks.facts();
    const back = canUndo ? 'undo' : own && canGoBack ? 'back' : null;
    this.#shell.fail(this.#words, failure, modeOf(this.#host), back);
    this.#hooks.emit('trouble', { code: failure.code, message: failure.message });
  }

  /** Nothing is coming any more: what was shown before is shown again. */
  async stopped() {
    const locale = await this.locale();
    const { drawn, kind } = this.state;
    if (kind === 'loading' && drawn && this.state.report) {
      this.state = { ...this.state, kind: 'shown' };
      this.render();
    } else {
      this.idle();
    }
    this.#shell.announce(locale.say('cancelled'));
  }

  /**
   * A drawing broke. Of a dead instance nothing can be freed. A preview is followed by a Report anyway.
   * @param {unknown} error
   */
  broke(error) {
    const { report, attempt } = this.state;
    if (report && attempt === 2) return this.fail(failureOf(error));
    dropPainters();
    this.#drop(false);
    return report ? this.show(report, 2) : undefined;
  }

  /** Frees painters and canvases. */
  end() {
    this.#drop(true);
    this.state = { kind: 'idle', drawn: null };
    this.#shell.end();
  }

  /** Forgets the selection and the window, which are of another Report. */
  forget() {
    this.selected = null;
    this.#zoom.window = null;
  }

  /** @param {ClipboardEvent} event */
  paste(event) {
    this.#shell.paste(event);
  }

  /** @param {string} text */
  announce(text) {
    this.#shell.announce(text);
  }

  // --- what the reader does

  /**
   * The outage that is told.
   * @param {string | null} id
   */
  select(id, aloud = true) {
    this.selected = id;
    const outage = this.#outage();
    const { report, drawn } = this.state;
    if (!aloud || !report || !drawn) return;
    // The chart answers at once; words and tables follow when that is painted.
    this.#shell.choose(id);
    requestAnimationFrame(() => setTimeout(() => report === this.state.report && this.render()));
    if (!outage) return;
    const [start, end] = [outage.start, outage.end].map(edge => Date.parse(edge.best));
    if (this.window && (end < this.window.from || start > this.window.until)) {
      const half = (this.window.until - this.window.from) / 2;
      this.zoom(start - half, start + half);
    }
    this.#shell.announce(this.#words.line(report, outage));
    this.#hooks.emit('select', { id, outage });
  }

  /**
   * Another window of time; null is the whole.
   * @param {number | null} from
   * @param {number} [until]
   */
  zoom(from, until = 0) {
    this.#zoom.to(from, until);
  }

  /**
   * The Report of another file beside this one; without one, the signals of this one.
   * @param {Report | null} [other]
   */
  async compare(other) {
    this.#other = other || this.#other;
    await this.#pair();
    this.#shell.unfold('charts');
    this.render();
  }

  async #pair() {
    const { Painter } = await painters();
    const { drawn } = this.state;
    if (!drawn) return;
    drawn.pair?.free();
    drawn.pair = this.#other ? Painter.beside([drawn.report, this.#other]) : new Painter(drawn.report);
  }

  // --- pictures that leave the page

  /** Once the painter of the Report is there. */
  async settled() {
    while (this.state.kind === 'loading' && this.state.done) await this.state.done;
    if (this.state.failure) throw this.state.failure;
  }

  /**
   * What is needed to draw and save a Report, also where the page does not show it.
   * @param {Report} report
   */
  async ready(report) {
    await this.settled();
    await this.locale(report);
    if (this.state.drawn?.report !== report) {
      this.#put(await painters(), report);
      this.state.report = report;
      this.selected ??= report.selected;
    }
    if (chartOf(this.#host) === 'compare' && !this.state.drawn?.pair) await this.compare();
  }

  csv() {
    const { own } = this.#hooks.facts();
    return (own && `# ${this.#words.say('own-mark')}\r\n`) + this.#drawn().painter.csv();
  }

  /** What a picture that leaves the page is drawn from. @returns {Picture} */
  picture(scale = 1) {
    const drawn = this.#drawn();
    const foot = footOf(drawn.report, this.#words, this.#hooks.facts().own);
    const { window, selected } = this;
    const [chart, locale, box] = [chartOf(this.#host), this.#chartLocale(), this.#shell.box];
    return { drawn, chart, window, selected, foot, locale, scale, box, width: this.#host.clientWidth };
  }

  #chartLocale() {
    const story = storyTeller(this.#words, () => ({ report: this.#drawn().report, outage: this.#outage() }));
    return chartLocaleOf(this.#words, story, this.#shell.box.dir);
  }

  #outage() {
    return this.state.drawn?.report.outages.find(({ id }) => id === this.selected);
  }

  #drawn() {
    if (!this.state.drawn) throw new Failure('cancelled');
    return this.state.drawn;
  }

  // --- painters

  /**
   * Draws a Report by painters of its own from now on.
   * @param {FigureWasm} wasm
   * @param {Report} report
   */
  #put(wasm, report) {
    const drawn = drawnBy(wasm, report);
    this.#drop(true);
    this.state.drawn = drawn;
    return drawn.painter;
  }

  /**
   * Draws no more with the painters that are there.
   * @param {boolean} alive Whether their instance is, so that they can be freed.
   */
  #drop(alive) {
    const { drawn } = this.state;
    this.state.drawn = null;
    this.#shell.still();
    if (alive && drawn) free(drawn);
  }
}
