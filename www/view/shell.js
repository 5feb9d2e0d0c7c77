// The view: one shadow tree. Asks for a file, shows progress, a Report, or what went wrong.
//
// In: what is to be shown, the words. Out: DOM; what the reader does goes out through `acts`. The author's own figure stays in
// its slot until a Report is there, and for ever after failure.

import { make } from '../shared/dom.js';
import { filesOfPaste, takesText } from '../shared/paste.js';
import { Charts } from './charts.js';
import { claimWords } from './claims.js';
import { calculator, dropZone } from './controls.js';
import { failurePanel } from './failure.js';
import { focusAt, stepsTo } from './focus.js';
import { progressBar } from './progress.js';
import { numbersOf, reportNodes, toldOf } from './report.js';
import { dress } from './styles.js';

/** @import { Acts, Catalogue, ChartLocale, Estimate, Locale, Painter, Report, Settings, Step, View, Window } from '../_types.d.ts' */
/** @import { Failure } from '../engine/failure.js' */

/** An author's own figure, which stands for ours until it is drawn. */
const FIGURE = 'figure, img, svg, canvas';

export class Shell {
  #acts;
  #charts = new Charts();
  #body = make('div', { class: 'rows' });
  #live = make('p', { class: 'hidden', role: 'status', 'aria-live': 'polite' });
  #slot = make('slot');
  /** The numbers at a glance, which follow an assumption. @type {HTMLElement | null} */
  #numbers = null;
  /** Published figures that were shown at last, and what is to be said of a new one. */
  #claims = Number.POSITIVE_INFINITY;
  #news = '';
  /** Names of the rows that are unfolded. @type {Set<string>} */
  #open = new Set();
  /** What each assumption can be. @type {Map<string, Step>} */
  #ends = new Map();

  /**
   * @param {ShadowRoot} root
   * @param {Acts} acts
   */
  constructor(root, acts) {
    dress(root);
    this.#acts = acts;
    this.box = make('div', { class: 'box' }, this.#slot, this.#body, this.#live);
    root.append(this.box);
    this.#listenForDrops(root);
  }

  /** @param {ShadowRoot} root */
  #listenForDrops(root) {
    /**
     * @param {DragEvent} event
     * @param {boolean} on
     */
    const over = (event, on) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      for (const drop of root.querySelectorAll('.drop')) drop.classList.toggle('over', on);
    };
    this.box.addEventListener('dragenter', event => over(event, true));
    this.box.addEventListener('dragover', event => over(event, true));
    this.box.addEventListener('dragleave', event => over(event, false));
    this.box.addEventListener('drop', event => {
      over(event, false);
      const files = [...(event.dataTransfer?.files || [])];
      if (files.length) this.#acts.give(files);
    });
  }

  /**
   * Takes what is pasted where nothing else does: while a way in is all that is shown, or from inside.
   * @param {ClipboardEvent} event
   */
  paste(event) {
    const root = /** @type {ShadowRoot} */ (this.box.getRootNode());
    const wayIn = root.querySelector(root.activeElement ? '.drop' : '.drop:not(.small)');
    if (event.defaultPrevented || takesText(event.composedPath()[0]) || !wayIn) return;
    const files = filesOfPaste(event);
    if (!files.length) return;
    event.preventDefault();
    this.#acts.give(files);
  }

  /**
   * Height and direction, which hold in every state.
   * @param {{ height: string | null, dir: string, bare: boolean }} frame
   */
  frame({ height, dir, bare }) {
    this.box.classList.toggle('bare', bare);
    if (height) this.box.style.setProperty('--reserve', /^\d+$/.test(height) ? `${height}px` : height);
    else this.box.style.removeProperty('--reserve');
    this.box.dir = dir;
  }

  /**
   * Says one sentence to those who listen.
   * @param {string} text
   */
  announce(text) {
    this.#live.textContent = this.#news || text;
    this.#news = '';
  }

  /**
   * A figure that the reader has just held against the models is told before what was known already.
   * @param {Estimate | null} estimate
   * @param {Locale} locale
   */
  #hearClaims(estimate, locale) {
    const claims = estimate?.claims || [];
    const last = claims.at(-1);
    if (estimate && last && claims.length > this.#claims) this.#news = claimWords(last, estimate, locale);
    this.#claims = claims.length;
  }

  /** Unfolds a row from now on. @param {string} name */
  unfold(name) {
    this.#open.add(name);
  }

  /** @param {{ slot: boolean, failed?: boolean }} state */
  #clear({ slot, failed = false }) {
    this.box.classList.toggle('failed', failed);
    this.#charts.end();
    this.#slot.hidden = !slot;
    this.#body.className = 'rows';
  }

  /**
   * Nothing to show yet: a way in, unless data are coming by themselves.
   * @param {Locale} locale
   * @param {string} mode
   * @param {Settings} settings
   * @param {Catalogue | null} catalogue
   * @param {boolean} coming
   */
  idle(locale, mode, settings, catalogue, coming) {
    this.#clear({ slot: true });
    const calculates = mode === 'calculator';
    const form = calculates && catalogue ? [calculator(settings, locale, catalogue, this.#acts.calculate)] : [];
    const drop = coming || calculates ? [] : [dropZone(locale, false, this.#acts.give)];
    this.#body.replaceChildren(...form, ...drop);
  }

  /**
   * Data are being read; `preview` hears of a preview of the Report.
   * @param {Locale} locale
   * @param {string} name
   * @param {(report: Report) => void} preview
   */
  reading(locale, name, preview) {
    // A reading before it, and its preview.
    const before = this.#body.querySelector('progress')?.parentNode;
    if (this.#charts.none || this.#charts.isIn(before)) this.#clear({ slot: true });
    if (before) this.#body.removeChild(before);
    const { node, progress } = progressBar(locale, name, this.#acts.cancel, preview);
    this.#body.prepend(node);
    this.announce(locale.say('reading', { name }));
    return progress;
  }

  /**
   * A picture of what was read, while outages are looked for in it. A figure that an author put in the element's place stands until
   * ours is whole: the page would jump in between. Words alone don't.
   * @param {Locale} locale
   * @param {Report} report
   * @param {Painter} painter
   * @param {ChartLocale} chartLocale
   */
  preview(locale, report, painter, chartLocale) {
    const pictured = this.#slot.assignedElements().some(node => node.matches(FIGURE) || node.querySelector(FIGURE));
    if (!this.#slot.hidden && pictured) return;
    const { zoom, ...hooks } = this.#hooks(chartLocale);
    const chart = this.#charts.preview(report, painter, locale, hooks);
    this.#slot.hidden = true;
    this.#body.firstElementChild?.append(chart.node);
    chart.fit();
    requestAnimationFrame(() => chart.draw());
  }

  /**
   * What went wrong.
   * @param {Locale} locale
   * @param {Failure} failure
   * @param {string} mode
   * @param {'undo' | 'back' | null} back
   */
  fail(locale, failure, mode, back) {
    this.#clear({ slot: true, failed: true });
    const announce = (/** @type {string} */ text) => this.announce(text);
    const { nodes, sentence } = failurePanel(locale, failure, mode, back, this.#acts, announce);
    this.#body.replaceChildren(...nodes);
    this.announce(sentence);
  }

  /**
   * The Report.
   * @param {Locale} locale
   * @param {View} view
   */
  show(locale, view) {
    const root = /** @type {ShadowRoot} */ (this.box.getRootNode());
    const focused = stepsTo(root.activeElement, this.#body);
    const { at } = this.#charts;
    this.#clear({ slot: false });
    const charts = this.#charts.show(view, locale, this.#hooks(view.chartLocale));
    const context = {
      view,
      locale,
      acts: this.#acts,
      ...toldOf(view.report, view.selected),
      open: this.#open,
      ends: this.#ends,
      announce: (/** @type {string} */ text) => this.announce(text),
    };
    const { nodes, numbers } = reportNodes(context, { ...charts, compare: this.#charts.of('compare') });
    // A new node, not the old one moved: nothing on the page shifts.
    const body = make('div');
    this.#body.replaceWith(body);
    this.#body = body;
    this.#numbers = numbers;
    this.#hearClaims(context.estimate, locale);
    this.#body.replaceChildren(...nodes);
    this.#body.className = 'grow view';
    this.#charts.fit(at);
    focusAt(this.#body, focused);
  }

  /** @param {ChartLocale} locale */
  #hooks(locale) {
    return {
      locale,
      broke: this.#acts.broke,
      select: this.#acts.select,
      zoom: this.#acts.zoom,
      details: () => this.#unfoldNow('outages'),
      announce: (/** @type {string} */ text) => this.announce(text),
    };
  }

  /** @param {string} name */
  #unfoldNow(name) {
    const node = /** @type {HTMLDetailsElement | null} */ (this.#body.querySelector(`details[data-name="${name}"]`));
    if (!node) return;
    node.open = true;
    node.querySelector('summary')?.focus();
  }

  /**
   * Another price of the same outages: charts and numbers follow, all else waits.
   * @param {Locale} locale
   * @param {Report} report
   * @param {Painter} painter
   * @param {string | null} selected
   */
  reprice(locale, report, painter, selected) {
    this.#charts.reprice(report, painter, selected);
    const { outage, estimate } = toldOf(report, selected);
    if (!estimate || !this.#numbers) return;
    const numbers = numbersOf(estimate, outage, locale);
    this.#numbers.replaceWith(numbers);
    this.#numbers = numbers;
  }

  /**
   * The window of time that the timeline shows, and the Report and the painter that know it.
   * @param {Window} window
   * @param {{ report: Report, painter: Painter }} known
   */
  look(window, known) {
    this.#charts.look(window, known);
  }

  /** The outage that the timeline marks. @param {string | null} id */
  choose(id) {
    const { timeline } = this.#charts;
    if (!timeline) return;
    timeline.selected = id;
    timeline.redraw();
  }

  /** Draws no more, since the painters go; what is shown stays until others come. */
  still() {
    this.#charts.still();
  }

  /** Frees canvases and watchers. */
  end() {
    this.#clear({ slot: true });
    this.#body.replaceChildren();
  }
}
