// Watches an engine that something was asked of: one that says nothing for a minute will not answer.
//
// In: what to do then. It counts beats instead of reading a clock, so that a device that slept is not a silent engine.

const [BEAT_MS, MOST_BEATS] = [5000, 12];

export class Watch {
  #beats = 0;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #timer;
  #silent;

  /** @param {() => void} silent */
  constructor(silent) {
    this.#silent = silent;
  }

  /** Something was asked. */
  begin() {
    this.#beats = 0;
    this.#timer ??= setInterval(() => this.#beat(), BEAT_MS);
  }

  /** The engine said something. */
  heard() {
    this.#beats = 0;
  }

  /** Nothing is asked any more. */
  end() {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #beat() {
    this.#beats += 1;
    if (this.#beats < MOST_BEATS) return;
    this.end();
    this.#silent();
  }
}
