// What can be drawn: painters of one Report, made by an instance of the engine and freed by hand.

/** @import { Drawn, FigureWasm, Report } from '../_types.d.ts' */

/**
 * @param {FigureWasm} wasm
 * @param {Report} report
 * @returns {Drawn}
 */
export const drawnBy = (wasm, report) => ({ report, painter: new wasm.Painter(report), fine: null, pair: null });

/** @param {Drawn} drawn */
export function free({ painter, fine, pair }) {
  fine?.painter.free();
  pair?.free();
  painter.free();
}
