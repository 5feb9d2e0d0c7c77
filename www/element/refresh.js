// Data that go on: every so often the author's address is read again, while somebody looks.
//
// In: the attribute `refresh`, such as `10m` or `1h`; never below five minutes. Out: a call at each turn; one that comes while
// the page is hidden or offline waits until it no longer is. Refused: other words, which ask for nothing.

const LEAST_MS = 300000;
/** @type {Record<string, number>} */
const UNITS = { m: 60000, min: 60000, h: 3600000 };

/**
 * How often, in milliseconds; 0 for never.
 * @param {string | null} text
 */
function everyOf(text) {
  const [, number, unit] = /^\s*(\d+)\s*(m|min|h)\s*$/.exec(text || '') || [];
  return unit ? Math.max(LEAST_MS, Number(number) * UNITS[unit]) : 0;
}

export class Refresh {
  #clock = 0;
  #due = false;
  #turn;
  #wake = () => this.#due && this.#take();

  /** @param {() => void} turn */
  constructor(turn) {
    this.#turn = turn;
  }

  /** @param {string | null} text */
  begin(text) {
    this.end();
    const every = everyOf(text);
    if (!every) return;
    this.#clock = setInterval(() => this.#take(), every);
    document.addEventListener('visibilitychange', this.#wake);
    addEventListener('online', this.#wake);
  }

  end() {
    clearInterval(this.#clock);
    this.#due = false;
    document.removeEventListener('visibilitychange', this.#wake);
    removeEventListener('online', this.#wake);
  }

  #take() {
    this.#due = document.hidden || navigator.onLine === false;
    if (!this.#due) this.#turn();
  }
}
