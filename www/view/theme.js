// The page's colours and letters, as the painter takes them.
//
// In: a node of the widget. Out: red, green and blue by name, the font and its size. A colour may come in any notation that
// the browser knows: it is painted once and read back.

import { make } from '../shared/dom.js';

/** @import { Theme } from '../_types.d.ts' */
/** @typedef {Pick<Theme, 'ink' | 'soft' | 'paper' | 'line' | 'accent' | 'outage'>} Colours */

const NAMES = ['ink', 'soft', 'paper', 'line', 'accent', 'outage'];

/**
 * The colours and the font that the page gives the widget.
 * @param {Element} node
 * @returns {Theme}
 */
export function themeOf(node) {
  const probe = make('span', { hidden: true });
  node.append(probe);
  const said = NAMES.map(name => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  });
  probe.remove();
  const style = getComputedStyle(node);
  return { ...coloursOf(said), font: style.fontFamily, size: parseFloat(style.fontSize) };
}

/** The last palette: a reading back takes time. */
let palette = { key: '', colours: /** @type {Colours} */ ({}) };
/** @type {CanvasRenderingContext2D | null} */
let context = null;

/**
 * Colours in any notation → red, green, blue: a row of pixels, read back once for each palette.
 * @param {string[]} said
 */
function coloursOf(said) {
  const key = said.join();
  if (palette.key === key) return palette.colours;
  context ??= make('canvas', { width: NAMES.length, height: 1 }).getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('This browser gives no canvas.');
  for (const [at, colour] of said.entries()) {
    context.fillStyle = colour;
    context.fillRect(at, 0, 1, 1);
  }
  const { data } = context.getImageData(0, 0, NAMES.length, 1);
  const colours = Object.fromEntries(NAMES.map((name, at) => [name, [...data.slice(4 * at, 4 * at + 3)]]));
  palette = { key, colours: /** @type {Colours} */ (colours) };
  return palette.colours;
}
