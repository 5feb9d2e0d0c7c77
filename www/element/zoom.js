// The window of time that is looked at. It is drawn at once with what is there, and finer when it has rested.

import { painters } from '../engine/compile.js';

/** @import { Drawn, Painter, Report, Window } from '../_types.d.ts' */
/**
 * @typedef {object} Hooks
 * @property {() => Drawn | null} drawn What is on the page.
 * @property {(report: Report, window: NonNullable<Window>) => Promise<Report['plot']> | null} finer
 * @property {(window: Window, known: { report: Report, painter: Painter }) => void} look
 * @property {(window: Window) => void} announce
 */

const REST_MS = 120;
const SHORTEST_MS = 60000;

export class Zoom {
  #hooks;
  #clock = 0;
  /** @type {Window} */
  window = null;

  /** @param {Hooks} hooks */
  constructor(hooks) {
    this.#hooks = hooks;
  }

  /**
   * Another window, as near as the data have it; null is the whole.
   * @param {number | null} from
   * @param {number} until
   */
  to(from, until) {
    const drawn = this.#hooks.drawn();
    if (!drawn) return;
    this.window = from === null ? null : windowIn(drawn.report, from, until);
    const { fine } = drawn;
    drawn.fine = null;
    this.#hooks.look(this.window, drawn);
    fine?.painter.free();
    clearTimeout(this.#clock);
    this.#clock = setTimeout(() => this.#refine(drawn).catch(() => {}), REST_MS);
  }

  /**
   * The window's columns from the engine, finer than the Report's.
   * @param {Drawn} drawn
   */
  async #refine(drawn) {
    const { window } = this;
    const { report } = drawn;
    const plot = window && (await this.#hooks.finer(report, window));
    if (window && plot) {
      const wasm = await painters();
      if (drawn !== this.#hooks.drawn() || report !== drawn.report || window !== this.window) return;
      const shown = { ...report, plot };
      drawn.fine = { report: shown, painter: new wasm.Painter(shown) };
      this.#hooks.look(window, drawn.fine);
    }
    this.#hooks.announce(window);
  }
}

/**
 * @param {Report} report
 * @param {number} from
 * @param {number} until
 * @returns {Window}
 */
function windowIn({ source }, from, until) {
  const [first, last] = [source.from, source.until].map(at => Date.parse(at || ''));
  const span = Math.max(until - from, SHORTEST_MS);
  if (span >= last - first) return null;
  const start = Math.min(Math.max(from, first), last - span);
  return { from: start, until: start + span };
}
