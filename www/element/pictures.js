// Pictures that leave the page: a chart as SVG or PNG, with its paper, its source and its method.

import { contextOf } from '../shared/dom.js';
import { png } from '../view/exports.js';
import { themeOf } from '../view/theme.js';

/** @import { ChartLocale, Drawn, Style, Window } from '../_types.d.ts' */
/**
 * @typedef {object} Picture
 * @property {Drawn} drawn
 * @property {string} chart
 * @property {Window} window
 * @property {string | null} selected
 * @property {string[]} foot The lines below it.
 * @property {ChartLocale} locale
 * @property {number} scale
 * @property {Element} box Where its colours and letters come from.
 * @property {number} width
 */

// The size of a picture where the element has none.
const LEAST_WIDTH = 640;
const HEIGHT_OF_WIDTH = 0.45;
const LINE_PX = 18;
const MOST_SCALE = 4;

/** @param {Picture} picture */
export function svgOf(picture) {
  return painterOf(picture).svg(picture.chart, styleOf({ ...picture, scale: 1 }), picture.locale);
}

/** @param {Picture} picture */
export function pngOf(picture) {
  const canvas = document.createElement('canvas');
  const style = styleOf(picture);
  canvas.width = style.width;
  canvas.height = style.height;
  const context = contextOf(canvas);
  const { alt } = painterOf(picture).draw(picture.chart, context, style, picture.locale);
  // A picture that leaves the page takes its paper along.
  context.globalCompositeOperation = 'destination-over';
  context.fillStyle = `rgb(${style.paper})`;
  context.fillRect(0, 0, canvas.width, canvas.height);
  return png(canvas, { Description: alt, Source: picture.foot.join(' ') });
}

/**
 * Of the timeline what is shown of it is drawn.
 * @param {Picture} picture
 */
function painterOf({ chart, drawn: { painter, fine, pair } }) {
  return (chart === 'timeline' && fine?.painter) || (chart === 'compare' && pair) || painter;
}

/**
 * @param {Picture} picture
 * @returns {Style}
 */
function styleOf({ drawn, chart, window, selected, foot, scale, box, width: shown }) {
  const ratio = Math.min(Math.max(scale || 1, 1), MOST_SCALE);
  const width = Math.max(shown, LEAST_WIDTH);
  const height = Math.max(drawn.painter.height(chart, width), width * HEIGHT_OF_WIDTH) + foot.length * LINE_PX;
  const size = { width: Math.round(width * ratio), height: Math.round(height * ratio), ratio };
  return { ...themeOf(box), ...size, selected, foot, ...(chart === 'timeline' ? window : null) };
}
