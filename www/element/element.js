// `<outage-lens>`: attributes, properties, events, and nothing else. The analysis and the figure do the work.
//
// In: attributes and properties of one table, a child data block, files of the reader. Out: prefixed events with plain detail,
// promises. The author's own figure inside the element stays until a Report is there. No cookie, no storage, no request but the
// author's address and the parts of this bundle.

import { attributes, modeOf, reflect, reread } from '../attributes.js';
import { Failure, failureOf } from '../engine/failure.js';
import { Session } from '../engine/session.js';
import { scriptUrl } from '../script-url.js';
import { Analysis } from './analysis.js';
import { Figure } from './figure.js';
import { followed, linkOf, snippetOf } from './links.js';
import { distanceOf, whenNear } from './near.js';
import { pngOf, svgOf } from './pictures.js';
import { Refresh } from './refresh.js';
import { asSource, authorsOf, claimsOf } from './sources.js';

/** @import { Acts, CheckRow, Edit, Given, Report, Settings, Source } from '../_types.d.ts' */

export const TAG = 'outage-lens';
/** Where there is no DOM, a plain class that is never registered. */
const Base = globalThis.HTMLElement || /** @type {typeof HTMLElement} */ (class {});
// What a reader's own file is not: the country, format and share of the author's, and what was published about that.
const OF_THE_AUTHOR = { country: '', represents: '', format: '', share: '', claim: '' };

/** A promise whose failure the view has shown. @param {Promise<any> | void} promise */
const settle = promise => {
  promise?.catch(() => {});
};

export class OutageLens extends Base {
  static observedAttributes = attributes.map(row => row.name);

  /** The published cost rows, priced anew on this device. @returns {Promise<CheckRow[]>} */
  static async selfCheck() {
    const session = await new Session().open('formats', {});
    return session.call('check').finally(() => session.end());
  }

  /** @type {Figure | null} */
  #figure = null;
  /** @type {Source[] | null} */
  #sources = null;
  /** Names of the reader's own files. */
  #own = '';
  /** The settings by which the file was read before it was read in another way. @type {Settings | null} */
  #before = null;
  /** What the page's address asks for. */
  #linked = { settings: /** @type {Settings} */ ({}), outage: '', view: '', words: '' };
  /** Attributes whose unknown value was noted. @type {Set<string>} */
  #noted = new Set();
  #unwatch = () => {};
  #refresh = new Refresh(() => this.#again());
  #stale = 0;

  #analysis = new Analysis({
    reading: name => this.#shown.reading(name),
    show: (report, fresh) => this.#show(report, fresh),
    reprice: report => this.#shown.reprice(report),
    fail: failure => this.#shown.fail(failure),
    idle: () => this.#shown.idle(),
    far: () => distanceOf(this),
    stopped: () => settle(this.#shown.stopped()),
  });

  #paste = (/** @type {ClipboardEvent} */ event) => this.#figure?.paste(event);

  // --- attributes

  connectedCallback() {
    this.#adoptProperties();
    this.#figure ??= new Figure(this, this.#acts(), {
      facts: () => ({
        settings: this.#analysis.settings,
        catalogue: this.#analysis.catalogue,
        claimed: claimsOf(this),
        stale: this.#stale,
        own: this.#own,
        canGoBack: Boolean(authorsOf(this)),
        live: this.#analysis.live || this.#isCalculator,
        way: this.#analysis.way,
        linked: this.#linked.words,
        canUndo: this.#before !== null,
      }),
      finer: (report, window) => this.#analysis.finer(report, window),
      emit: (name, detail) => this.#emit(name, detail),
    });
    document.addEventListener('paste', this.#paste);
    this.#refresh.begin(this.getAttribute('refresh'));
    this.#figure.frame();
    settle(this.#figure.locale().then(() => this.#begin()));
  }

  disconnectedCallback() {
    document.removeEventListener('paste', this.#paste);
    // A move within the page disconnects and connects in one turn.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#unwatch();
      this.#refresh.end();
      this.#analysis.end();
      this.#figure?.end();
    });
  }

  /**
   * @param {string} name
   * @param {string | null} before
   * @param {string | null} after
   */
  attributeChangedCallback(name, before, after) {
    const figure = this.#figure;
    if (before === after || !figure || !this.isConnected) return;
    if (['height', 'dir', 'theme', 'lang'].includes(name)) figure.frame();
    if (name === 'refresh') this.#refresh.begin(after);
    if (name === 'lang') settle(figure.locale().then(() => figure.render()));
    if (['src', 'mode', 'frozen', ...reread].includes(name)) settle(this.reset());
    else {
      const row = attributes.find(row => row.walk && row.name === name);
      if (row) settle(this.#change({ [row.property]: name === 'claim' ? claimsOf(this) : (after ?? '') }));
    }
  }

  /** Properties that were set before the script came. */
  #adoptProperties() {
    for (const name of [...attributes.map(row => row.property), 'data', 'report']) {
      if (!Object.hasOwn(this, name)) continue;
      const value = Reflect.get(this, name);
      Reflect.deleteProperty(this, name);
      Reflect.set(this, name, value);
    }
  }

  /** Settings of the walk that the author gave. */
  #given() {
    /** @type {Settings} */
    const settings = {};
    for (const row of attributes) {
      const value = row.walk ? this.getAttribute(row.name) : null;
      if (value !== null && value.trim() !== '') settings[row.property] = value;
    }
    const claims = claimsOf(this);
    return claims ? { ...settings, claim: claims } : settings;
  }

  #noteUnknownValues() {
    for (const { name, choices } of attributes) {
      const value = this.getAttribute(name);
      if (!choices || value === null || choices.includes(value) || this.#noted.has(name + value)) continue;
      this.#noted.add(name + value);
      settle(
        this.#shown.locale().then(({ say }) => {
          const message = say('unknown-value', { name, value });
          this.#shown.announce(message);
          this.#emit('note', { code: 'unknown-value', message, place: null });
        }),
      );
    }
  }

  // --- properties

  /** The reader's or the author's bytes: a File, a Blob, an ArrayBuffer, text, or a list of them. @returns {Given[] | null} */
  get data() {
    return this.#sources?.map(source => /** @type {Given} */ (source.given)) ?? null;
  }
  /** @param {Given | Given[] | null | undefined} given */
  set data(given) {
    // What a reader set for other data does not hold for these.
    this.#take(given === null || given === undefined ? null : [given].flat().map(asSource), '', this.#given());
  }

  /** The Report, a plain object; setting it freezes the element on it. @returns {Report | null} */
  get report() {
    return this.#analysis.report;
  }
  set report(report) {
    this.#analysis.freeze(report || null);
    this.#figure?.forget();
    if (!this.isConnected || !this.#figure) return;
    if (!report) settle(this.reset());
    else settle(this.#figure.locale(report).then(() => this.#show(report, true)));
  }

  // --- promises

  /** Reads, finds and prices; gives the Report. @returns {Promise<Report>} */
  async analyze() {
    this.#unwatch();
    this.#sources = this.#sources || authorsOf(this);
    if (!this.#sources) throw new Failure('no-data');
    return this.#analysis.load(this.#sources, this.hasAttribute('frozen'));
  }

  /**
   * An author's edits in place of those before, in order: `{ id, start | end | reject }`, or `{ series, start, end, depth }`.
   * @param {Edit[]} edits
   * @returns {Promise<Report | undefined>}
   */
  edit(edits) {
    return this.#analysis.edit(edits);
  }

  async toSVG() {
    await this.#ready();
    return svgOf(this.#shown.picture());
  }

  /** The chart as a PNG, `scale` times its size on the page. */
  async toPNG(scale = 2) {
    await this.#ready();
    return pngOf(this.#shown.picture(Number(scale)));
  }

  async toCSV() {
    await this.#ready();
    return this.#shown.csv();
  }

  /** @returns {Promise<string>} */
  async toJSON() {
    const report = await this.#ready();
    const written = this.#own ? null : this.#analysis.json();
    // Other data that came meanwhile end the engine: then theirs.
    if (written) return written.catch(error => (error.code === 'cancelled' ? this.toJSON() : Promise.reject(error)));
    return JSON.stringify(this.#own ? { ...report, own_file: true } : report);
  }

  /** Back to the author's data, as at the beginning. */
  async reset() {
    this.#analysis.reset();
    this.#figure?.forget();
    this.#own = '';
    this.#sources = null;
    await this.#shown.locale();
    this.#begin();
  }

  // --- how they meet

  /** The figure, once the element was on a page. */
  get #shown() {
    if (!this.#figure) throw new Error(`<${TAG}> is on no page.`);
    return this.#figure;
  }

  get #isCalculator() {
    return modeOf(this) === 'calculator';
  }

  #begin() {
    const { state, report } = this.#analysis;
    // Moved within the page, it stands as it stood.
    if (state.kind === 'shown' && this.#shown.state.kind === 'shown') return;
    const given = this.#given();
    this.#linked = followed(this, given);
    this.#analysis.settings = { ...given, ...this.#linked.settings };
    this.#noteUnknownValues();
    if (state.kind === 'shown' && report) return settle(this.#show(report, false));
    this.#sources = this.#sources || authorsOf(this);
    // Data that were set as soon as the element stood are being read already.
    if (state.kind === 'loading') return this.#emit('ready', {});
    const calculator = this.#isCalculator;
    const coming = Boolean(this.#sources) || calculator;
    this.#shown.idle(coming);
    this.#emit('ready', {});
    this.#unwatch();
    if (!coming) return;
    this.#unwatch = whenNear(this, () => settle(calculator ? this.#analysis.openCalculator() : this.analyze()));
  }

  /**
   * @param {Source[] | null} sources
   * @param {string} own
   * @param {Settings} settings
   */
  #take(sources, own, settings) {
    this.#sources = sources;
    this.#own = own;
    this.#before = null;
    this.#analysis.settings = settings;
    if (this.#figure && this.isConnected) settle(this.analyze());
  }

  /**
   * @param {Report} report
   * @param {boolean} fresh
   */
  async #show(report, fresh) {
    if (fresh) this.#figure?.forget();
    this.#before = null;
    await this.#shown.show(report);
    // The page's address says once what is looked at.
    const { outage, view } = this.#linked;
    this.#linked.outage = this.#linked.view = '';
    if (report.outages.some(({ id }) => id === outage)) this.#shown.select(outage);
    const [from, until] = view.split('-').map(Number);
    if (until) this.#shown.zoom(from, until);
  }

  /** @param {Settings} change */
  #change(change) {
    const before = this.#analysis.settings;
    const settings = { ...before, ...change };
    if (this.#isCalculator) return this.#analysis.calculate(settings);
    if (!reread.some(name => name in change)) return this.#analysis.change(change);
    // A wrong choice never loses what was read before it.
    if (this.#analysis.state.kind === 'shown') this.#before = before;
    this.#analysis.settings = settings;
    return this.analyze();
  }

  /** The author's address once more; what a reader brought is not the author's. */
  async #again() {
    const sources = authorsOf(this);
    if (!sources?.some(({ url }) => url) || this.#own || this.#analysis.state.kind !== 'shown') return;
    this.#stale = 0;
    await this.#analysis.refresh(sources, this.hasAttribute('frozen')).catch(() => {
      this.#stale = Date.now();
      this.#figure?.render();
    });
  }

  #undo() {
    if (this.#before) this.#analysis.settings = this.#before;
    this.#before = null;
    return this.analyze();
  }

  /** The Report once nothing is under way that would change it or its painters. */
  async #ready() {
    for (;;) {
      const report = await this.#analysis.settled(() => this.analyze());
      await this.#shown.ready(report);
      if (report === this.report && this.#analysis.state.kind !== 'loading') return report;
    }
  }

  /** @returns {Acts} */
  #acts() {
    const analysis = this.#analysis;
    const figure = () => this.#shown;
    return {
      give: files => this.#take(files.map(asSource), namesOf(files), { ...this.#given(), ...OF_THE_AUTHOR }),
      cancel: () => analysis.cancel(),
      retry: () => settle(this.analyze()),
      back: () => settle(this.reset()),
      select: id => figure().select(id),
      zoom: (from, until) => figure().zoom(from, until),
      set: change => settle(this.#change(change)),
      assume: assumptions => settle(analysis.assume(assumptions, this.#isCalculator ? 'calculate' : 'again')),
      compare: files => settle(this.#compare(files)),
      calculate: settings => settle(analysis.calculate(settings)),
      write: (kind, scale) => this.#write(kind, scale),
      // What is the reader's own has no address.
      snippet: () => !this.#own && snippetOf(this, analysis.settings, scriptUrl),
      link: () =>
        !this.#own &&
        Boolean(authorsOf(this)) &&
        linkOf(this, this.#given(), analysis.settings, figure().selected, figure().window),
      exported: kind => this.#emit('export', { kind }),
      cite: () => analysis.cite(),
      undo: () => settle(this.#undo()),
      broke: error => settle(figure().broke(error)),
    };
  }

  /**
   * @param {string} kind
   * @param {string} scale
   */
  #write(kind, scale) {
    if (kind === 'png') return this.toPNG(Number(scale));
    if (kind === 'svg') return this.toSVG();
    return kind === 'csv' ? this.toCSV() : this.toJSON();
  }

  /** @param {File[]} [files] */
  async #compare(files) {
    try {
      await this.#shown.compare(files && (await this.#analysis.beside(files)));
    } catch (error) {
      this.#shown.fail(failureOf(error));
    }
  }

  /**
   * @param {string} name
   * @param {object} detail
   */
  #emit(name, detail) {
    this.dispatchEvent(new CustomEvent(`${TAG}:${name}`, { bubbles: true, composed: true, detail }));
  }
}

/** @param {File[]} files */
const namesOf = files => files.map(file => file.name).join(', ');

reflect(OutageLens.prototype, Base.prototype);
