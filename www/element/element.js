// `<outage-lens>`: the element, and nothing but it. Importing this script where there is no DOM does nothing.
//
// In: attributes and properties of one table, a child data block, files of the reader. Out: prefixed events with plain
// detail, promises, a view in a shadow tree. The author's own figure inside the element stays until a Report is there. No
// cookie, no storage, no request but the author's address and the parts of this bundle.

import { attributes, reflect, reread } from '../attributes.js';
import { followed, linkOf, snippetOf } from './links.js';
import { readBy } from '../engine/read.js';
import { asSource, authorsOf } from './sources.js';
import { toolsFor, voiceOf } from '../i18n/locale.js';
import { Session, Trouble, dropPainters, fetched, painters } from '../engine/session.js';
import { contextOf } from '../shared/dom.js';
import { scriptUrl } from '../script-url.js';
import { png } from '../view/exports.js';
import { lookOf } from '../view/theme.js';
import { Shell } from '../view/shell.js';

export const TAG = 'outage-lens';
const Base = globalThis.HTMLElement || class {};
const NEAR = '100% 0px';
// A window of time is drawn at once with what is there, and finer when it has rested for this long.
const REST_MS = 120;
const SHORTEST_MS = 60000;
// A file beside another is read as it is.
const AS_IT_IS = {};

/** Where there is no DOM, a plain class that is never registered. */
export class OutageLens extends Base {
  static observedAttributes = attributes.map(row => row.name);

  /** The published cost rows, priced anew on this device. */
  static async selfCheck() {
    const session = await new Session().open('formats', {});
    return session.call('check').finally(() => session.end());
  }

  #shell = null;
  #session = null;
  #painter = null;
  #report = null;
  #window = null;
  #fine = null;
  #pair = null;
  #broke = null;
  #other = null;
  #resting = 0;
  #assuming = false;
  #linked = {};
  #selected = null;
  #sources = null;
  #own = '';
  #ask = {};
  #catalogue = null;
  #tools = null;
  #abort = null;
  #watch = null;
  #frozen = false;
  #run = 0;
  #told = new Set();
  #analyzing = null;
  #paste = event => this.#shell.paste(event);

  connectedCallback() {
    // Properties that were set before the script came.
    for (const name of [...attributes.map(row => row.property), 'data', 'report']) {
      if (Object.hasOwn(this, name)) {
        const value = this[name];
        delete this[name];
        this[name] = value;
      }
    }
    if (!this.#shell) {
      const root = this.shadowRoot || this.attachShadow({ mode: 'open' });
      this.#shell = new Shell(root, this.#acts());
    }
    document.addEventListener('paste', this.#paste);
    this.#frame();
    this.#words().then(() => this.#begin());
  }

  disconnectedCallback() {
    document.removeEventListener('paste', this.#paste);
    // A move within the page disconnects and connects in one turn.
    queueMicrotask(() => {
      if (!this.isConnected) this.#free();
    });
  }

  attributeChangedCallback(name, before, after) {
    if (before === after || !this.#shell || !this.isConnected) return;
    if (['height', 'dir', 'theme'].includes(name)) return this.#frame();
    if (name === 'lang') return this.#frame(), void this.#words().then(() => this.#show());
    if (name === 'src' || name === 'mode' || name === 'frozen' || reread.includes(name)) return void this.reset();
    const row = attributes.find(row => row.walk && row.name === name);
    if (row) this.#change({ [row.property]: after ?? '' });
  }

  /** The reader's or the author's bytes: a File, a Blob, an ArrayBuffer, text, or a list of them. */
  get data() {
    return this.#sources ? this.#sources.map(source => source.given) : null;
  }
  set data(given) {
    this.#own = '';
    this.#frozen = false;
    // What a reader set for other data does not hold for these.
    this.#ask = this.#asked();
    this.#sources = given === null || given === undefined ? null : [given].flat().map(asSource);
    if (this.#shell && this.isConnected) this.#settle(this.analyze());
  }

  /** The Report, a plain object; setting it freezes the element on it. */
  get report() {
    return this.#report;
  }
  set report(report) {
    this.#endSession();
    this.#analyzing = null;
    this.#frozen = !!report;
    this.#report = report || null;
    this.#selected = report ? report.selected : null;
    this.#window = null;
    if (this.#shell && this.isConnected) this.#settle(this.#words().then(() => this.#tell()));
  }

  /** Reads, finds and prices; gives the Report. */
  analyze() {
    this.#analyzing = this.#analyze();
    return this.#analyzing;
  }

  /** An author's edits in place of those before, in order: `{ id, start | end | reject }`, or `{ series, start, end, depth }`. */
  async edit(edits) {
    const line = ({ id, reject, start, end, series, depth = 1 }) => {
      const [from, until] = [start, end].map(Date.parse);
      if (!id) return `add ${depth} ${from} ${until} ${series}`;
      return reject ? `reject ${id}` : start ? `start ${id} ${from}` : `end ${id} ${until}`;
    };
    if (!this.#session?.whole) throw new Trouble('no-data');
    return this.#again('edit', { lines: edits.map(line).join('\n') });
  }

  async toSVG() {
    await this.#ready();
    return this.#drawing().svg(this.#chart(), this.#look(), this.#voice());
  }

  /** The chart as a PNG, `scale` times its size on the page. */
  async toPNG(scale = 2) {
    await this.#ready();
    const canvas = document.createElement('canvas');
    const look = this.#look(Math.min(Math.max(Number(scale) || 1, 1), 4));
    canvas.width = look.width;
    canvas.height = look.height;
    const context = contextOf(canvas);
    const { alt } = this.#drawing().draw(this.#chart(), context, look, this.#voice());
    // A picture that leaves the page takes its paper along.
    context.globalCompositeOperation = 'destination-over';
    context.fillStyle = `rgb(${look.paper})`;
    context.fillRect(0, 0, canvas.width, canvas.height);
    return png(canvas, { Description: alt, Source: look.foot.join(' ') });
  }

  async toCSV() {
    await this.#ready();
    return (this.#own && `# ${this.#tools.say('own-mark')}\r\n`) + this.#painter.csv();
  }

  async toJSON() {
    await this.#ready();
    const written = this.#session && !this.#own && this.#session.call('json');
    // Other data that came meanwhile end the engine: then theirs.
    if (written) return written.catch(error => (error.code === 'cancelled' ? this.toJSON() : Promise.reject(error)));
    return JSON.stringify(this.#own ? { ...this.#report, own_file: true } : this.#report);
  }

  /** Back to the author's data, as at the beginning. */
  async reset() {
    this.#endSession();
    this.#own = '';
    this.#frozen = false;
    this.#report = this.#window = this.#sources = this.#analyzing = null;
    await this.#words();
    this.#begin();
  }

  // --- how it goes

  #acts() {
    return {
      give: files => {
        this.#own = files.map(file => file.name).join(', ');
        this.#sources = files.map(asSource);
        this.#ask = this.#own ? { ...this.#asked(), country: '', represents: '', format: '', share: '' } : this.#asked();
        this.#settle(this.analyze());
      },
      cancel: () => {
        this.#abort?.abort();
        this.#endSession();
      },
      again: () => this.#settle(this.analyze()),
      back: () => this.#settle(this.reset()),
      select: id => this.#select(id),
      zoom: (from, until) => this.#zoom(from, until),
      set: change => this.#change(change),
      assume: assume => this.#settle(this.#assume(assume)),
      beside: files => this.#beside(files).catch(error => this.#fail(error)),
      calculate: ask => this.#settle(this.#calculate(ask)),
      write: (kind, scale) => ({ png: () => this.toPNG(scale), svg: () => this.toSVG(), csv: () => this.toCSV(), json: () => this.toJSON() })[kind](),
      // What is the reader's own has no address.
      snippet: () => !this.#own && snippetOf(this, this.#ask, scriptUrl),
      link: () => !this.#own && authorsOf(this) && linkOf(this, this.#asked(), this.#ask, this.#selected, this.#window),
      exported: kind => this.#emit('export', { kind }),
      cite: () => this.#session.call('cite'),
      trap: error => this.#mend(error),
    };
  }

  #begin() {
    this.#ask = this.#asked();
    this.#linked = followed(this, this.#ask);
    Object.assign(this.#ask, this.#linked.ask);
    this.#checkAttributes();
    if (this.#frozen && this.#report) return this.#settle(this.#tell());
    if (!this.#sources) this.#sources = authorsOf(this);
    // Data that were set as soon as the element stood are being read already.
    if (this.#analyzing) return this.#emit('ready', {});
    const lazy = !!this.#sources || this.mode === 'calculator';
    this.#shell.idle(this.#tools, this.mode, this.#ask, this.#catalogue, lazy);
    this.#frame();
    this.#emit('ready', {});
    if (!lazy) return;
    let gone = false;
    const go = () => {
      this.#unwatch();
      if (gone) return;
      gone = true;
      this.#settle(this.mode === 'calculator' ? this.#openCalculator() : this.analyze());
    };
    // What is near already needs no observer, which would wait for the page's first frame.
    const { top, bottom, width } = this.getBoundingClientRect();
    if (width && top < 2 * innerHeight && bottom > -innerHeight) return go();
    this.#unwatch();
    const seen = entries => entries.some(entry => entry.isIntersecting) && go();
    this.#watch = new IntersectionObserver(seen, { rootMargin: NEAR });
    this.#watch.observe(this);
    this.addEventListener('focusin', go, { once: true });
  }

  async #analyze() {
    const run = ++this.#run;
    await this.#words();
    this.#sources = this.#sources || authorsOf(this);
    if (!this.#sources) throw new Trouble('no-data');
    this.#abort?.abort();
    this.#endSession();
    this.#abort = new AbortController();
    this.#other = null;
    const { signal } = this.#abort;
    const name = this.#sources.map(source => source.name).filter(Boolean).join(', ');
    const progress = this.#shell.reading(this.#tools, name, draft => this.#settle(this.#draft(draft, run)));
    // The data come and the painters are made while the engine starts.
    const coming = fetched(this.#sources, signal);
    if (this.hasAttribute('frozen')) return this.#thaw(run, coming);
    painters().catch(() => {});
    const began = session => (this.#session = session);
    try {
      const { session, report } = await readBy(this.#sources, { ask: () => this.#ask, began, progress, signal, coming });
      if (run !== this.#run) {
        session.end();
        throw new Trouble('cancelled');
      }
      this.#catalogue = session.catalogue;
      this.#report = report;
      this.#selected = report.selected;
      this.#window = null;
      await this.#tell();
      return report;
    } catch (error) {
      if (run !== this.#run || signal.aborted) {
        if (run === this.#run) this.#stopped();
        throw new Trouble('cancelled');
      }
      this.#session = null;
      this.#fail(error);
      throw error;
    }
  }

  /** A first chart, where none stands yet. */
  async #draft(draft, run) {
    const wasm = await painters();
    const tools = await this.#words(draft);
    // Told, cancelled or refused meanwhile, it comes too late.
    if (run !== this.#run || this.#report || !this.#session || !draft.plot.length) return;
    this.#paint(wasm, draft);
    this.#shell.draft(tools, draft, this.#painter, voiceOf(tools, () => '', null, this.#shell.box.dir));
  }

  /** A frozen Report instead of data. */
  async #thaw(run, [coming]) {
    try {
      const body = coming ? await coming : this.#sources[0].blob;
      const report = await body.text().then(JSON.parse).catch(() => null);
      if (!report || report.wire !== 1) throw new Trouble('frozen', { found: 'This is no Report of this version.', need: 'Give one of “analyze --as json”.' });
      if (run === this.#run) this.report = report;
      return report;
    } catch (error) {
      this.#fail(error);
      throw error;
    }
  }

  async #openCalculator() {
    try {
      const session = new Session();
      this.#session = session;
      await session.open('core', {});
      this.#catalogue = session.catalogue;
      const { country, start, end } = this.#ask;
      if (country && start && end) return await this.#calculate(this.#ask);
      this.#shell.idle(this.#tools, 'calculator', this.#ask, this.#catalogue, false);
    } catch (error) {
      this.#fail(error);
    }
    return null;
  }

  async #calculate(ask) {
    this.#ask = ask;
    try {
      this.#report = await this.#session.call('calculate', { ask });
      this.#selected = this.#report.selected;
      await this.#tell();
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Another setting: the same bytes, without another reading. */
  async #change(change) {
    this.#ask = { ...this.#ask, ...change };
    if (this.mode === 'calculator') return this.#settle(this.#calculate(this.#ask));
    if (!this.#session?.whole) return undefined;
    const run = this.#run + 1;
    try {
      return await this.#again('again', { ask: this.#ask });
    } catch (error) {
      if (run === this.#run) this.#fail(error);
      return undefined;
    }
  }

  /** An assumption on its way: the price follows as fast as it comes, the page as a whole when it rests. */
  async #assume(assume) {
    this.#ask = { ...this.#ask, assume };
    if (this.#assuming) return;
    this.#assuming = true;
    const what = this.mode === 'calculator' ? 'calculate' : 'again';
    try {
      for (let said = null; said !== this.#ask.assume; ) {
        said = this.#ask.assume;
        const run = ++this.#run;
        const report = await this.#session.call(what, { ask: this.#ask });
        const wasm = await painters();
        if (run !== this.#run) return;
        this.#report = report;
        const before = this.#painter;
        this.#painter = new wasm.Painter(report);
        this.#shell.reprice(this.#tools, report, this.#painter, this.#selected);
        before.free();
      }
    } finally {
      this.#assuming = false;
    }
  }

  /** Another file beside this one; without files, the signals of this one. */
  async #beside(files) {
    if (files) {
      const other = await readBy(files.map(asSource), { ask: () => AS_IT_IS });
      other.session.end();
      this.#other = other.report;
    }
    await this.#pairUp();
    this.#shell.open.add('charts');
    this.#show();
  }

  async #pairUp() {
    const { Painter } = await painters('xlsx');
    this.#unpair();
    this.#pair = new Painter(this.#other ? { beside: [this.#report, this.#other] } : this.#report);
  }

  #unpair() {
    this.#pair?.free();
    this.#pair = null;
  }

  /** The Report of what was read already, after `what` changed. */
  #again(what, values) {
    const report = this.#anew(what, values);
    // Who asks for a picture waits for it; one that fails leaves the Report that was.
    this.#analyzing = report.catch(() => {});
    return report;
  }

  async #anew(what, values) {
    const run = ++this.#run;
    const report = await this.#session.call(what, values);
    if (run !== this.#run) return undefined;
    const kept = report.outages.some(outage => outage.id === this.#selected);
    this.#report = report;
    this.#selected = kept ? this.#selected : report.selected;
    await this.#tell();
    return report;
  }

  /** Puts a Report on the page. */
  async #tell() {
    const report = this.#report;
    try {
      const wasm = await painters();
      if (report !== this.#report || !this.isConnected) return;
      const paired = this.#pair && (this.#other || report.plot.length > 1);
      this.#paint(wasm, report);
      if (paired) await this.#pairUp();
    } catch (error) {
      return void this.#fail(error);
    }
    // Taking the Report over and laying it out are two tasks, so that neither holds the page up.
    await new Promise(done => setTimeout(done, 0));
    if (report !== this.#report || !this.#painter) return;
    await this.#words();
    this.#show();
    this.#shell.announce(this.#tools.sentence(report));
    this.#emit('report', { report });
    for (const note of report.notes) this.#emit('note', note);
    const { outage, view } = this.#linked;
    this.#linked.outage = this.#linked.view = '';
    if (report.outages.some(({ id }) => id === outage)) this.#select(outage);
    if (view) this.#zoom(...view.split('-').map(Number));
    else if (this.#window) this.#zoom(this.#window.from, this.#window.until);
  }

  /** Draws no more with painters that are about to go. */
  #rest() {
    this.#shell.still();
    if (this.#fine) this.#fine[1].free();
    this.#fine = null;
  }

  #paint(wasm, report) {
    this.#rest();
    this.#unpair();
    this.#painter?.free();
    this.#painter = new wasm.Painter(report);
    // A frozen Report has ids of models; their names are the engine's.
    this.#catalogue = this.#catalogue || wasm.catalogue();
  }

  #show() {
    if (!this.#report || !this.#painter) return;
    this.#shell.ready(this.#tools, {
      report: this.#report,
      window: this.#window,
      fine: this.#fine,
      pair: this.#pair,
      other: this.#other,
      painter: this.#painter,
      selected: this.#selected,
      ask: this.#ask,
      catalogue: this.#catalogue,
      own: this.#own,
      canGoBack: !!authorsOf(this),
      frozen: this.#frozen,
      mode: this.mode,
      way: this.#session ? this.#session.way : '',
      voice: this.#voice(),
      linked: this.#own ? '' : this.#linked.settings,
      stem: `outage-lens${this.#own ? '-own-file' : ''}-${this.#report.source.country || 'report'}`,
    });
  }

  #outage() {
    return this.#report.outages.find(outage => outage.id === this.#selected);
  }

  #select(id) {
    this.#selected = id;
    const outage = this.#outage();
    // The chart answers at once; words and tables follow when that is painted.
    this.#shell.choose(id);
    const run = this.#run;
    requestAnimationFrame(() => setTimeout(() => run === this.#run && this.#show()));
    if (!outage) return;
    const [start, end] = [outage.start, outage.end].map(edge => Date.parse(edge.best));
    const window = this.#window;
    if (window && (end < window.from || start > window.until)) {
      const half = (window.until - window.from) / 2;
      this.#zoom(start - half, start + half);
    }
    this.#shell.announce(this.#tools.line(this.#report, outage));
    this.#emit('select', { id, outage });
  }

  /** Another window of time, as near as the data have it; null is the whole. */
  #zoom(from, until) {
    const { source } = this.#report;
    const [first, last] = [source.from, source.until].map(Date.parse);
    const span = Math.max(until - from, SHORTEST_MS);
    const start = Math.min(Math.max(from, first), last - span);
    this.#window = from === null || span >= last - first ? null : { from: start, until: start + span };
    const fine = this.#fine;
    this.#fine = null;
    this.#shell.look(this.#window, [this.#report, this.#painter]);
    if (fine) fine[1].free();
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => this.#settle(this.#refine()), REST_MS);
  }

  /** The window's ink from the worker, finer than the Report's. */
  async #refine() {
    const [report, window] = [this.#report, this.#window];
    const { format, say } = this.#tools;
    if (window && this.#session) {
      const view = ({ series }) => this.#session.call('view', { series, ...window, columns: 2000 });
      const plot = await Promise.all(report.plot.map(view));
      const wasm = await painters();
      if (report !== this.#report || window !== this.#window) return;
      const shown = { ...report, plot };
      this.#fine = [shown, new wasm.Painter(shown)];
      this.#shell.look(window, this.#fine);
    }
    const moment = at => format.moment(new Date(at).toISOString());
    this.#shell.announce(window ? say('zoomed', { from: moment(window.from), until: moment(window.until) }) : say('whole'));
  }

  #fail(trouble) {
    const message = String(trouble?.message || trouble);
    // WebKit compiles what it then refuses to start, and tells by the error alone.
    const directive = /script-src/.exec(message);
    const known = directive ? new Trouble('policy', { directive }) : trouble instanceof Trouble ? trouble : new Trouble('trap', { message });
    if (known.code === 'cancelled') return this.#stopped();
    if (known.code === 'trap') dropPainters();
    this.#painter = null;
    this.#shell.trouble(this.#tools, known, this.mode, this.#own && authorsOf(this));
    this.#emit('trouble', { code: known.code, message: known.message });
    return undefined;
  }

  /** A drawing that broke is made once more, by another instance; the second time it is told. A draft is followed by a Report. */
  #mend(error) {
    const report = this.#report;
    if (report && this.#broke === report) return this.#fail(error);
    this.#broke = report;
    dropPainters();
    // Of a dead instance nothing can be freed.
    this.#shell.still();
    this.#painter = this.#fine = this.#pair = null;
    return report && this.#settle(this.#tell());
  }

  #stopped() {
    if (this.#report && this.#painter) this.#show();
    else this.#shell.idle(this.#tools, this.mode, this.#ask, this.#catalogue, false);
    this.#shell.announce(this.#tools.say('cancelled'));
  }

  // --- what it stands on

  /** Settings of the walk that the author gave. */
  #asked() {
    const ask = {};
    for (const row of attributes) {
      const value = row.walk ? this.getAttribute(row.name) : null;
      if (value !== null && value.trim() !== '') ask[row.property] = value;
    }
    return ask;
  }

  #checkAttributes() {
    for (const { name, choices } of attributes) {
      const value = this.getAttribute(name);
      if (!choices || value === null || choices.includes(value)) continue;
      if (this.#told.has(name + value)) continue;
      this.#told.add(name + value);
      const message = this.#tools.say('unknown-value', { name, value });
      this.#shell.announce(message);
      this.#emit('note', { code: 'unknown-value', message, place: null });
    }
  }

  /** Words and formats in the language of the page where the element stands. */
  async #words(report = this.#report) {
    const zone = report?.source.local_zone || this.#ask.localZone;
    this.#tools = await toolsFor(this, zone, this.#ask.currency, this.#tools, scriptUrl);
    this.#shell.box.lang = this.#tools.lang;
    return this.#tools;
  }

  /** What the charts say, in the page's language. */
  #voice() {
    const { headline, sentence } = this.#tools;
    let of;
    let told;
    // Once for each Report, however often it is drawn.
    const story = () => {
      if (of !== this.#report) told = `${headline(this.#report, this.#outage())}. ${sentence(this.#report)}`;
      of = this.#report;
      return told;
    };
    return voiceOf(this.#tools, story, this.#catalogue, this.#shell.box.dir);
  }

  #frame() {
    // The nearest of `dir` and `lang` says where lines begin.
    const near = this.closest('[dir="rtl"], [dir="ltr"], [lang]');
    const dir = near ? near.dir || (/^(ar|fa)\b/i.test(near.lang) ? 'rtl' : 'ltr') : 'ltr';
    const bare = this.#own || !(authorsOf(this) || this.mode === 'calculator');
    this.#shell.frame({ height: this.getAttribute('height'), dir, bare });
  }

  #chart() {
    return this.getAttribute('chart') || (this.mode === 'calculator' ? 'cost' : 'timeline');
  }

  #look(ratio = 1) {
    const width = Math.max(this.clientWidth, 640);
    const foot = this.#shell.foot(this.#report, this.#tools, this.#own);
    const height = Math.max(this.#painter.height(this.#chart(), width), width * 0.45) + foot.length * 18;
    const size = { width: Math.round(width * ratio), height: Math.round(height * ratio), ratio };
    return { ...lookOf(this.#shell.box), ...size, selected: this.#selected, foot, ...(this.#chart() === 'timeline' && this.#window) };
  }

  /** Who draws a picture that leaves the page: of the timeline what is shown of it. */
  #drawing() {
    const own = { timeline: this.#fine && this.#fine[1], compare: this.#pair };
    return own[this.#chart()] || this.#painter;
  }

  /** Once nothing is under way that would change the Report. */
  async #ready() {
    for (let last; last === undefined || last !== this.#analyzing; ) {
      last = this.#analyzing || (this.#report ? null : this.analyze());
      try {
        await last;
      } catch (error) {
        if ([last, null].includes(this.#analyzing) && !(this.#report && error.code === 'cancelled')) throw error;
      }
    }
    await this.#words();
    if (!this.#painter) this.#paint(await painters(), this.#report);
    if (this.#chart() === 'compare' && !this.#pair) await this.#beside();
  }

  #emit(name, detail) {
    this.dispatchEvent(new CustomEvent(`${TAG}:${name}`, { bubbles: true, composed: true, detail }));
  }

  /** A promise whose failure the view has told already. */
  #settle(promise) {
    Promise.resolve(promise).catch(() => {});
  }

  #unwatch() {
    this.#watch?.disconnect();
    this.#watch = null;
  }

  #endSession() {
    this.#session?.end();
    this.#session = null;
  }

  #free() {
    this.#run++;
    this.#analyzing = null;
    this.#unwatch();
    this.#abort?.abort();
    this.#endSession();
    this.#rest();
    this.#unpair();
    this.#painter?.free();
    this.#painter = null;
    this.#shell.end();
  }
}

reflect(OutageLens.prototype, Base.prototype);
