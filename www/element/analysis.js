// The analysis: sources and settings → a Report, and the engine that made it.
//
// In: sources, settings, edits, assumptions. Out: one state at a time; whatever comes of a state that is over is thrown away.
// Refused: what the engine refuses; then the state is `failed`, and a setting can still be mended where the engine lives.

import { painters } from '../engine/compile.js';
import { Failure, failureOf } from '../engine/failure.js';
import { fetchAll } from '../engine/fetch.js';
import { readBy } from '../engine/read.js';
import { Session } from '../engine/session.js';
import { asSource } from './sources.js';
import { thaw } from './thaw.js';

/** @import { Catalogue, Edit, Progress, Report, Settings, Source } from '../_types.d.ts' */
/**
 * @typedef {object} State
 * @property {'idle' | 'loading' | 'shown' | 'failed'} kind
 * @property {Session | null} session The engine, where it lives.
 * @property {Report | null} report The last one: while another is on its way, the one before.
 * @property {Promise<any>} [done] Of `loading`: its end, well or not.
 * @property {AbortController} [abort] Of `loading`: ends what is being fetched.
 * @property {boolean} [assuming] Of `loading`: whether it follows an assumption that is being dragged.
 * @property {Failure} [failure] Of `failed`.
 */
/**
 * @typedef {object} Hooks
 * @property {(name: string) => Promise<Progress>} reading Shows that sources are being read; hears of the progress.
 * @property {(report: Report, fresh: boolean) => Promise<void>} show Puts a Report on the page; a fresh one is of other data.
 * @property {(report: Report) => Promise<void>} reprice The same outages at another price.
 * @property {(failure: Failure) => void} fail
 * @property {() => void} idle Asks for what is missing.
 * @property {() => number} far How far the figure stands from what is seen of the page.
 * @property {() => void} stopped Nothing is on its way any more; what was shown before is shown again.
 */

// A file beside another is read as it is.
/** @type {Settings} */
const AS_IT_IS = {};

export class Analysis {
  #hooks;
  /** @type {State} */
  state = { kind: 'idle', session: null, report: null };
  /** A new object whenever one of them changes. @type {Settings} */
  settings = {};
  /** @type {Catalogue | null} */
  catalogue = null;

  /** @param {Hooks} hooks */
  constructor(hooks) {
    this.#hooks = hooks;
  }

  get report() {
    return this.state.report;
  }

  /** Whether the engine has the data and answers other settings. */
  get live() {
    return Boolean(this.state.session?.whole);
  }

  /** How the engine runs. */
  get way() {
    return this.state.session?.way || '';
  }

  /**
   * Reads sources, or with `frozen` a Report that they hold; gives the Report once it is on the page.
   * @param {Source[]} sources
   * @param {boolean} frozen
   */
  load(sources, frozen) {
    this.#release();
    const abort = new AbortController();
    return this.#begin({ session: null, abort }, mine => this.#load(mine, sources, frozen, abort.signal));
  }

  /**
   * @param {State} mine
   * @param {Source[]} sources
   * @param {boolean} frozen
   * @param {AbortSignal} signal
   */
  async #load(mine, sources, frozen, signal) {
    const name = sources
      .map(source => source.name)
      .filter(Boolean)
      .join(', ');
    try {
      const coming = frozen ? fetchAll(sources, signal) : [];
      const shown = await this.#hooks.reading(name);
      this.#check(mine);
      // The painters are made while the engine starts.
      painters().catch(() => {});
      if (frozen) return await this.#show(mine, null, await thaw(sources[0], coming[0]));
      const { session, report } = await readBy(sources, {
        settings: () => this.settings,
        began: session => this.#took(mine, session),
        progress: (...how) => this.state === mine && shown(...how),
        signal,
        far: this.#hooks.far,
      });
      if (this.state.session !== session) session.end();
      return await this.#show(mine, session, report);
    } catch (error) {
      throw this.#fail(mine, error, null, signal.aborted);
    }
  }

  /** The calculator: an engine without data. With a whole case it answers at once. */
  openCalculator() {
    this.#release();
    return this.#begin({ session: null }, async mine => {
      try {
        const session = new Session(this.#hooks.far);
        this.#took(mine, session);
        await session.open('engine', {});
        session.settle();
        this.#check(mine);
        this.catalogue = session.catalogue;
        const { country, start, end } = this.settings;
        if (country && start && end) return await this.#rerun(mine, 'calculate', { settings: this.settings });
        this.state = { kind: 'idle', session, report: null };
        this.#hooks.idle();
        return null;
      } catch (error) {
        throw this.#fail(mine, error, mine.session?.catalogue ? mine.session : null);
      }
    });
  }

  /**
   * A case of the calculator.
   * @param {Settings} settings
   */
  calculate(settings) {
    this.settings = settings;
    return this.#again('calculate', { settings });
  }

  /**
   * Another setting: the same bytes, without another reading. While they are still being read, the end of that sees to it.
   * @param {Settings} change
   */
  change(change) {
    this.settings = { ...this.settings, ...change };
    return this.live ? this.#again('again', { settings: this.settings }) : Promise.resolve(null);
  }

  /**
   * An author's edits in place of those before. Where they are refused, the Report stays as it was.
   * @param {Edit[]} edits
   */
  edit(edits) {
    const { session, report } = this.state;
    if (!session?.whole) return Promise.reject(new Failure('no-data'));
    return this.#begin({ session }, async mine => {
      try {
        return await this.#rerun(mine, 'edit', { edits });
      } catch (error) {
        if (this.state === mine) this.state = { kind: 'shown', session, report };
        throw error;
      }
    });
  }

  /**
   * An assumption that is being dragged: the price follows as fast as the engine answers.
   * @param {string} assume
   * @param {'calculate' | 'again'} what
   */
  assume(assume, what) {
    this.settings = { ...this.settings, assume };
    const { session, assuming, done } = this.state;
    if (assuming) return done;
    if (!session) return Promise.resolve(null);
    return this.#begin({ session, assuming: true }, async mine => {
      try {
        for (let asked; asked !== this.settings.assume; ) {
          asked = this.settings.assume;
          mine.report = await session.call(what, { settings: this.settings });
          this.#check(mine);
          await this.#hooks.reprice(/** @type {Report} */ (mine.report));
          this.#check(mine);
        }
        return mine.report;
      } finally {
        if (this.state === mine) this.state = { kind: 'shown', session, report: mine.report };
      }
    });
  }

  /**
   * A Report that the page gives: no engine stands behind it. Null forgets the one there is.
   * @param {Report | null} report
   */
  freeze(report) {
    this.#release();
    this.state = { kind: report ? 'shown' : 'idle', session: null, report };
  }

  /**
   * Reads the same sources again, unseen: what is shown stays until there is another Report. Gives it; null where something
   * else came meanwhile.
   * @param {Source[]} sources
   * @param {boolean} frozen
   */
  async refresh(sources, frozen) {
    const mine = this.state;
    if (mine.kind !== 'shown') return null;
    const read = async () => {
      const { session, report } = await readBy(sources, { settings: () => this.settings });
      return /** @type {const} */ ([session, report]);
    };
    const [session, report] = frozen ? [null, await thaw(sources[0], fetchAll(sources)[0])] : await read();
    if (this.state !== mine) session?.end();
    if (this.state !== mine) return null;
    mine.session?.end();
    return this.#show(mine, session, report, false);
  }

  /**
   * The Report of other files, which are read as they are.
   * @param {File[]} files
   */
  async beside(files) {
    const { session, report } = await readBy(files.map(asSource), { settings: () => AS_IT_IS });
    session.end();
    return report;
  }

  /** Ends what is on its way; what was shown stays. */
  cancel() {
    const mine = this.state;
    if (mine.kind !== 'loading') return;
    this.#release();
    this.#stop(mine);
  }

  /** Frees the engine. A Report that needs none stays. */
  end() {
    const kept = this.state.kind === 'shown' && !this.state.session;
    this.#release();
    if (!kept) this.state = { kind: 'idle', session: null, report: this.state.report };
  }

  /** Forgets everything but the settings. */
  reset() {
    this.freeze(null);
  }

  /**
   * The Report once nothing is on its way that would change it; `begin` starts where nothing has.
   * @param {() => Promise<any>} begin
   * @returns {Promise<Report>}
   */
  async settled(begin) {
    for (;;) {
      const { kind, report, done, failure } = this.state;
      if (kind === 'loading') await Promise.resolve(done).catch(() => {});
      else if (report) return report;
      else if (failure) throw failure;
      else await begin();
    }
  }

  /** The Report as the engine writes it; null where no engine has it. @returns {Promise<string> | null} */
  json() {
    return this.live && this.state.session ? this.state.session.call('json') : null;
  }

  /** Words that others may print of this. @returns {Promise<Record<string, string>>} */
  cite() {
    return this.state.session ? this.state.session.call('cite') : Promise.reject(new Failure('no-data'));
  }

  /**
   * The columns of a window, finer than the Report's; null where no engine has them.
   * @param {Report} report
   * @param {{ from: number, until: number }} window
   */
  finer(report, window) {
    const { session } = this.state;
    if (!session?.whole) return null;
    const columns = report.plot.length ? 2000 : 0;
    return Promise.all(report.plot.map(({ series }) => session.call('view', { series, ...window, columns })));
  }

  // --- states

  /**
   * A new state of loading; the one before is over.
   * @param {Partial<State>} more
   * @param {(mine: State) => Promise<any>} run
   * @returns {Promise<any>}
   */
  #begin(more, run) {
    /** @type {State} */
    const mine = { kind: 'loading', session: null, report: this.state.report, ...more };
    this.state = mine;
    const done = run(mine);
    mine.done = done;
    // Whoever waits for it hears of a failure, and the page shows it.
    done.catch(() => {});
    return done;
  }

  /**
   * The Report of what was read already, after something changed; where it is refused, the page says so.
   * @param {string} what
   * @param {Record<string, any>} values
   */
  #again(what, values) {
    return this.#begin({ session: this.state.session }, async mine => {
      try {
        return await this.#rerun(mine, what, values);
      } catch (error) {
        throw this.#fail(mine, error, mine.session);
      }
    });
  }

  /**
   * @param {State} mine
   * @param {string} what
   * @param {Record<string, any>} values
   */
  async #rerun(mine, what, values) {
    if (!mine.session) throw new Failure('cancelled');
    return this.#show(mine, mine.session, await mine.session.call(what, values), false);
  }

  /**
   * @param {State} mine
   * @param {Session | null} session
   * @param {Report} report
   */
  async #show(mine, session, report, fresh = true) {
    this.#check(mine);
    this.catalogue = session?.catalogue || this.catalogue;
    /** @type {State} */
    const shown = { kind: 'shown', session, report };
    this.state = shown;
    await this.#hooks.show(report, fresh);
    return report;
  }

  /**
   * A state whose turn is over gives nothing any more.
   * @param {State} mine
   */
  #check(mine) {
    if (this.state !== mine) throw new Failure('cancelled');
  }

  /**
   * @param {State} mine
   * @param {Session} session
   */
  #took(mine, session) {
    mine.session = session;
    if (this.state !== mine) session.end();
  }

  /**
   * What went wrong, shown where the state is still this one.
   * @param {State} mine
   * @param {unknown} error
   * @param {Session | null} session The engine, where it lives on.
   */
  #fail(mine, error, session, aborted = false) {
    const failure = failureOf(error);
    if (this.state !== mine) return new Failure('cancelled');
    if (aborted || failure.code === 'cancelled') {
      this.#stop(mine);
      return new Failure('cancelled');
    }
    this.state = { kind: 'failed', session, report: mine.report, failure };
    this.#hooks.fail(failure);
    return failure;
  }

  /** @param {State} mine */
  #stop(mine) {
    this.state = { kind: mine.report ? 'shown' : 'idle', session: null, report: mine.report };
    this.#hooks.stopped();
  }

  /** Ends the engine and what is being fetched. */
  #release() {
    this.state.abort?.abort();
    this.state.session?.end();
  }
}
