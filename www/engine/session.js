// One input on its walk, by messages to the engine: sources in, Reports out.
//
// In: a list of sources (File, Blob, bytes, text, address) and settings. Out: a Report, finer windows of it, JSON. Refused: what
// the engine refuses, what can't be fetched, a body that was cut.

import { compiled } from './compile.js';
import { Failure, failureOf } from './failure.js';
import { fetchAll } from './fetch.js';
import { startEngine } from './start.js';
import { Watch } from './watch.js';

/** @import { Catalogue, Port, Progress, Report, Settings, Source } from '../_types.d.ts' */
/** @typedef {{ done: (value: any) => void, failed: (error: any) => void, progress: ((value: any) => void) | null }} Waiting */

// The browser's own SHA-256 takes a file whole: a small one as it was read, a larger one in a worker of its own.
const [SMALL_BYTES, WHOLE_BYTES] = [1 << 23, 1 << 27];

/** Several calls may be under way; each has its own promise. */
export class Session {
  /** @type {Port | null} */
  #port = null;
  /** Hashes beside this one. @type {Session | null} */
  #side = null;
  /** @type {Map<number, Waiting>} */
  #waiting = new Map();
  #next = 1;
  #over = false;
  #watch = new Watch(() => this.#break(new Failure('silent')));
  /** How the engine runs: `blob`, `address` or `inline`. */
  way = '';
  /** The tables of the engine. @type {Catalogue | null} */
  catalogue = null;
  /** Whether the input is read to its end. */
  whole = false;

  async #start() {
    const { port, way } = await startEngine();
    if (this.#over) return port.terminate();
    this.#port = port;
    this.way = way;
    port.onmessage = ({ data }) => this.#hear(data);
    port.onerror = event => this.#break(new Failure('trap', { message: event.message }));
  }

  /**
   * The worker starts while its code is compiled.
   * @param {string} build
   * @param {Settings} settings
   */
  async open(build, settings) {
    try {
      const [module] = await Promise.all([compiled(build), this.#start()]);
      this.catalogue = await this.call('open', { build, module, settings });
      return this;
    } catch (error) {
      this.end();
      throw error;
    }
  }

  /**
   * One call of the engine; its promise is refused where the engine refuses.
   * @param {string} what
   * @param {Record<string, any>} [values]
   * @param {((value: any) => void) | null} [progress]
   * @returns {Promise<any>}
   */
  call(what, values = {}, progress = null) {
    const port = this.#port;
    if (!port) return Promise.reject(new Failure('cancelled'));
    const id = this.#next++;
    this.#watch.begin();
    return new Promise((done, failed) => {
      this.#waiting.set(id, { done, failed, progress });
      port.postMessage({ id, what, ...values });
    });
  }

  /**
   * Reads sources one after another. `coming` are those that are being fetched already.
   * @param {Source[]} sources
   * @param {Progress} progress
   * @param {AbortSignal} [signal]
   * @param {(Promise<Response> | undefined)[]} [coming]
   * @returns {Promise<Report>}
   */
  async read(sources, progress, signal, coming = []) {
    const total = sources.reduce((sum, source) => sum + (source.size || 0), 0);
    let before = 0;
    let hash = null;
    for (const [at, source] of sources.entries()) {
      const response = source.url ? await (coming[at] || fetchAll([source], signal)[0]) : undefined;
      const size = response ? Number(response.headers.get('content-length')) : source.size || 0;
      const small = size > 0 && size < SMALL_BYTES;
      const large =
        size >= SMALL_BYTES && size < WHOLE_BYTES && !response && sources.length < 2 && this.way !== 'inline';
      const apart = await this.call('file', { name: source.name || '', bytes: size, small, apart: small || large });
      /** @param {number} bytes */
      const told = bytes => progress(before + bytes, total);
      if (response) before += await this.#body(response, told, signal);
      else {
        await this.call('blob', { blob: source.blob, inline: this.way === 'inline' }, told);
        before += size;
      }
      // Beside what follows: both read from the disk, and reading goes first.
      if (apart && large && source.blob) hash = this.#hashBeside(source.blob);
    }
    /** @type {Report} */
    const report = await this.call('finish', {}, preview => progress(before, before, preview));
    if (hash) report.source.files[0].sha256 = await this.call('hashed', { print: await hash });
    return report;
  }

  /**
   * The SHA-256 of a blob by a worker beside this one.
   * @param {Blob} blob
   */
  #hashBeside(blob) {
    const side = new Session();
    this.#side = side;
    const started = side.#start().then(() => side.call('hash', { blob }));
    const hash = started.finally(() => side.end());
    // Whoever waits for it hears; until then nobody does.
    hash.catch(() => {});
    return hash;
  }

  /**
   * The bytes of a response, as they come; how many there were.
   * @param {Response} response
   * @param {(bytes: number) => void} progress
   * @param {AbortSignal} [signal]
   */
  async #body(response, progress, signal) {
    // WebKit ends a body that was cut as if it were whole. What an encoding adds to a file is less than a hundredth and 64 bytes.
    const promised = Number(response.headers.get('content-length')) * 0.99 - 64;
    let bytes = 0;
    try {
      const reader = response.body?.getReader();
      while (reader) {
        const { done, value } = await reader.read();
        if (done && bytes < promised) break;
        if (done) return bytes;
        bytes += value.length;
        const pushed = this.call('push', { bytes: value });
        progress(bytes);
        await pushed;
      }
    } catch (/** @type {any} */ error) {
      if (error.code === 'cancelled' || signal?.aborted) throw new Failure('cancelled');
      if (error instanceof Failure) throw error;
    }
    throw new Failure('cut', { url: response.url, bytes });
  }

  /** @param {{ id: number, value?: any, error?: any, progress?: any }} message */
  #hear({ id, value, error, progress }) {
    this.#watch.heard();
    const waiting = this.#waiting.get(id);
    if (!waiting) return;
    if (progress !== undefined) {
      waiting.progress?.(progress);
      return;
    }
    this.#waiting.delete(id);
    if (!this.#waiting.size) this.#watch.end();
    if (error) waiting.failed(failureOf(error));
    else waiting.done(value);
  }

  /** @param {Failure} failure */
  #break(failure) {
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    this.end();
    for (const { failed } of waiting) failed(failure);
  }

  /** Frees the worker and its memory. */
  end() {
    this.#over = true;
    this.#watch.end();
    this.#side?.end();
    this.#port?.terminate();
    this.#port = null;
    for (const { failed } of this.#waiting.values()) failed(new Failure('cancelled'));
    this.#waiting.clear();
  }
}
