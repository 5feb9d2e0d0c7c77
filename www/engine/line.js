// The line to one engine: questions by message, each with its answer.
//
// In: a port. Out: a promise a question. Refused: what the engine refuses, an engine that broke or says nothing; then the line
// is over, and its worker with it.

import { Failure, failureOf } from './failure.js';
import { Watch } from './watch.js';

/** @import { Port } from '../_types.d.ts' */
/** @typedef {{ done: (value: any) => void, failed: (error: any) => void, progress: ((value: any) => void) | null }} Waiting */

/** What an instance tells last. */
const DEAD = ['trap', 'memory'];

/** Several questions may be under way. */
export class Line {
  #port;
  /** @type {Map<number, Waiting>} */
  #waiting = new Map();
  #next = 1;
  #over;
  /** Why nothing can be asked any more. @type {Failure | null} */
  #why = null;
  #watch = new Watch(() => this.end(new Failure('silent')));

  /**
   * @param {Port} port
   * @param {() => void} over Called when nothing can be asked any more.
   */
  constructor(port, over) {
    this.#port = port;
    this.#over = over;
    port.onmessage = ({ data }) => this.#hear(data);
    port.onerror = event => this.end(new Failure('trap', { message: event.message }));
  }

  /** Whether nothing is asked. */
  get idle() {
    return this.#waiting.size === 0;
  }

  /**
   * One question; its promise is refused where the engine refuses.
   * @param {string} what
   * @param {Record<string, any>} [values]
   * @param {((value: any) => void) | null} [progress]
   * @returns {Promise<any>}
   */
  ask(what, values = {}, progress = null) {
    if (this.#why) return Promise.reject(this.#why);
    const id = this.#next++;
    this.#watch.begin();
    return new Promise((done, failed) => {
      this.#waiting.set(id, { done, failed, progress });
      this.#port.postMessage({ id, what, ...values });
    });
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
    if (this.idle) this.#watch.end();
    const failure = error && failureOf(error);
    if (failure) waiting.failed(failure);
    else waiting.done(value);
    // Of an instance that broke nothing is to be had any more.
    if (failure && DEAD.includes(failure.code)) this.end(failure);
  }

  /**
   * Frees the worker and its memory; whoever waits hears why.
   * @param {Failure} why
   */
  end(why) {
    if (this.#why) return;
    this.#why = why;
    this.#watch.end();
    this.#port.onmessage = null;
    this.#port.terminate();
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { failed } of waiting) failed(why);
    this.#over();
  }
}
