// One input on its walk, by messages to the engine: sources in, Reports out.
//
// In: a list of sources (File, Blob, bytes, text, address) and settings. Out: a Report, finer windows of it, JSON. Refused: what
// the engine refuses, what can't be fetched, a body that was cut. An engine that was put to sleep, or died after it had read
// everything, is started anew with the next question and does again what led to where it was.

import { Kept, readBody } from './body.js';
import { compiled } from './compile.js';
import { Failure } from './failure.js';
import { fetchAll } from './fetch.js';
import { Line } from './line.js';
import { leaveSeat, rest, takeSeat, takeSpareSeat } from './seats.js';
import { startEngine } from './start.js';

/** @import { Catalogue, Progress, Report, Settings, Source } from '../_types.d.ts' */
/**
 * What was said to the engine: a question, or the body of an address.
 * @typedef {{ what: string, values: Record<string, any> } | { source: Source, kept: Kept }} Step
 */

// The browser's own SHA-256 takes a file whole: a small one as it was read, a larger one in a worker of its own.
const [SMALL_BYTES, WHOLE_BYTES] = [1 << 23, 1 << 27];
// A host that says nothing for so long holds no seat meanwhile.
const STALL_MS = 2000;
/** Questions after which the engine is another. */
const MOVES = ['file', 'blob', 'finish', 'hashed', 'again', 'edit'];

const nowhere = () => 0;

/** Several calls may be under way; each has its own promise. */
export class Session {
  /** @type {Line | null} */
  #line = null;
  /** While it wakes: the line, once the engine is where it was. @type {Promise<Line> | null} */
  #waking = null;
  /** What led to where the engine is. @type {Step[]} */
  #past = [];
  /** Hashes beside this one. @type {Session | null} */
  #side = null;
  #stop = new AbortController();
  /** Of the bytes that were read. */
  #prints = '';
  /** Whether it may sleep between two questions. */
  #settled = false;
  /** How the engine runs: `blob`, `address` or `inline`. */
  way = '';
  /** The tables of the engine. @type {Catalogue | null} */
  catalogue = null;

  /** @param {() => number} [far] How far its figure stands from what is seen of the page. */
  constructor(far = nowhere) {
    this.far = far;
  }

  get #over() {
    return this.#stop.signal.aborted;
  }

  /** Whether the input is read to its end. */
  get whole() {
    return this.#settled && this.#past.some(step => 'what' in step && step.what === 'finish');
  }

  /** A seat, in turn. What is fetched before waits for the engine and keeps others from their host. */
  async seated() {
    await takeSeat(this);
    if (this.#over) throw new Failure('cancelled');
  }

  /**
   * The worker starts while its code is compiled.
   * @param {string} build
   * @param {Settings} settings
   */
  async open(build, settings) {
    this.#past = [{ what: 'open', values: { build, settings } }];
    try {
      await this.#awake();
      return this;
    } catch (error) {
      this.end();
      throw error;
    }
  }

  /** From now on it may sleep where nothing is asked. */
  settle() {
    this.#settled = true;
    this.#restIfIdle();
  }

  /**
   * One call of the engine; its promise is refused where the engine refuses. Where it breaks once all is read, another one is asked.
   * @param {string} what
   * @param {Record<string, any>} [values]
   * @param {((value: any) => void) | null} [progress]
   * @returns {Promise<any>}
   */
  async call(what, values = {}, progress = null) {
    try {
      return await this.#ask(what, values, progress);
    } catch (/** @type {any} */ error) {
      if (error.code !== 'trap' || !this.whole) throw error;
      return await this.#ask(what, values, progress);
    }
  }

  /**
   * Reads sources one after another. `coming` are those that are being fetched already.
   * @param {Source[]} sources
   * @param {Progress} progress
   * @param {AbortSignal} [signal]
   * @param {(Promise<Response> | undefined)[]} [coming]
   * @returns {Promise<Report>}
   */
  async read(sources, progress, signal, coming = fetchAll(sources, signal)) {
    const total = sources.reduce((sum, source) => sum + (source.size || 0), 0);
    let before = 0;
    let hash = null;
    for (const [at, source] of sources.entries()) {
      const response = coming[at] && (await this.#unhurried(coming[at]));
      const size = response ? Number(response.headers.get('content-length')) : source.size || 0;
      const small = size > 0 && size < SMALL_BYTES;
      const large = size >= SMALL_BYTES && size < WHOLE_BYTES && !response && sources.length < 2;
      const side = large ? this.#takeSide() : null;
      const apart = await this.call('file', { name: source.name || '', bytes: size, small, apart: small || !!side });
      /** @param {number} bytes */
      const told = bytes => progress(before + bytes, total);
      if (response) before += await this.#body(source, response, told);
      else {
        await this.call('blob', { blob: source.blob }, told);
        before += size;
      }
      // Beside what follows: both read from the disk, and reading goes first.
      if (side && apart && source.blob) hash = hashBy(side, source.blob);
      else side?.end();
    }
    /** @type {Report} */
    const report = await this.call('finish', {}, preview => progress(before, before, preview));
    if (hash) report.source.files[0].sha256 = await this.call('hashed', { print: await hash });
    return report;
  }

  /** A worker beside this one, where the page has a seat for it. */
  #takeSide() {
    const side = new Session();
    if (this.way === 'inline' || !takeSpareSeat(side)) return null;
    this.#side = side;
    return side;
  }

  /**
   * The bytes of an address, as they come; how many there were.
   * @param {Source} source
   * @param {Response} response
   * @param {(bytes: number) => void} progress
   */
  #body(source, response, progress) {
    const kept = new Kept();
    this.#past.push({ source, kept });
    return readBody(
      response,
      chunk => this.#unhurried(chunk, kept),
      async (chunk, bytes) => {
        const pushed = this.call('push', { bytes: chunk });
        progress(bytes);
        await pushed;
        kept.add(chunk);
      },
    );
  }

  /**
   * What a host says, once it says it. One that takes its time holds no seat, unless what it said is not kept.
   * @template Said
   * @param {Promise<Said>} coming
   * @param {Kept} [kept]
   */
  async #unhurried(coming, kept) {
    const clock = setTimeout(() => (kept?.whole ?? true) && rest(this), STALL_MS);
    try {
      return await coming;
    } finally {
      clearTimeout(clock);
    }
  }

  // --- the engine, awake or not

  /**
   * @param {string} what
   * @param {Record<string, any>} values
   * @param {((value: any) => void) | null} progress
   */
  async #ask(what, values, progress) {
    const line = await this.#awake();
    try {
      const answer = await line.ask(what, { ...values, inline: this.way === 'inline' }, progress);
      if (MOVES.includes(what)) this.#past = [...pastBefore(this.#past, what), { what, values }];
      if (what === 'finish') this.#prints = printsOf(answer);
      return answer;
    } finally {
      this.#restIfIdle();
    }
  }

  /** The line to the engine. Where there is none, another engine goes where the one before was. */
  #awake() {
    if (this.#over) return Promise.reject(new Failure('cancelled'));
    if (this.#line && !this.#waking && takeSpareSeat(this)) return Promise.resolve(this.#line);
    this.#waking ??= this.#wake().finally(() => {
      this.#waking = null;
    });
    return this.#waking;
  }

  async #wake() {
    await this.seated();
    const starting = this.#start();
    try {
      const build = this.#past.map(step => ('what' in step ? step.values.build : '')).find(Boolean);
      const [module, line] = await Promise.all([build && compiled(build), starting]);
      for (const step of this.#past) await this.#redo(line, step, module);
      return line;
    } catch (error) {
      const why = new Failure('cancelled');
      starting.then(line => line.end(why)).catch(() => leaveSeat(this));
      throw error;
    }
  }

  async #start() {
    const { port, way } = await startEngine(this.#stop.signal);
    const line = new Line(port, () => {
      this.#line = null;
      leaveSeat(this);
    });
    this.#line = line;
    this.way = way;
    if (this.#over) line.end(new Failure('cancelled'));
    return line;
  }

  /**
   * @param {Line} line
   * @param {Step} step
   * @param {WebAssembly.Module} module
   */
  async #redo(line, step, module) {
    if ('source' in step) {
      if (step.kept.whole) return line.ask('blob', { blob: step.kept.blob() });
      const [response] = await Promise.all(fetchAll([step.source]));
      return (
        response &&
        readBody(
          response,
          said => said,
          async chunk => line.ask('push', { bytes: chunk }),
        )
      );
    }
    const { what, values } = step;
    const answer = await line.ask(what, { ...values, module, inline: this.way === 'inline' });
    if (what === 'open') this.catalogue = answer;
    // What is shown is of other bytes.
    if (what === 'finish' && this.#prints !== printsOf(answer)) throw new Failure('changed');
  }

  #restIfIdle() {
    if (this.#settled && this.#line?.idle && !this.#waking) rest(this);
  }

  /** Gives the engine up until it is asked again. */
  sleep() {
    this.#line?.end(new Failure('cancelled'));
  }

  /** Frees the worker and its memory. */
  end() {
    this.#stop.abort();
    this.#side?.end();
    for (const step of this.#past) if ('source' in step) step.kept.free();
    this.#past = [];
    this.sleep();
    leaveSeat(this);
  }
}

/**
 * What has to be done again before another question that moves the engine. Edits take the place of those before, and without any
 * of them only the last settings count.
 * @param {Step[]} past
 * @param {string} what
 */
function pastBefore(past, what) {
  /** @param {string} other */
  const without = other => past.filter(step => !('what' in step && step.what === other));
  if (what === 'edit') return without('edit');
  const edited = past.some(step => 'what' in step && step.what === 'edit');
  return what === 'again' && !edited ? without('again') : past;
}

/**
 * The SHA-256 of a blob by a worker that then ends.
 * @param {Session} side
 * @param {Blob} blob
 * @returns {Promise<Uint8Array>}
 */
function hashBy(side, blob) {
  const hash = side.call('hash', { blob }).finally(() => side.end());
  // Until whoever waits for it hears, nobody does.
  hash.catch(() => {});
  return hash;
}

/** @param {Report} report */
const printsOf = ({ source }) => source.files.map(file => file.sha256).join();
