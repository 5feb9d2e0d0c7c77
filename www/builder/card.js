// The picture that a link to the article shows: 1200 × 630 pixels, with headline, chart and credit.
//
// In: the words, the chart as a picture, the colours of the page. Out: a PNG.

import { contextOf } from '../shared/dom.js';

const [WIDTH, HEIGHT, EDGE] = [1200, 630, 40];
const [HEADLINE_PX, CREDIT_PX, MOST_LINES] = [44, 24, 2];

/**
 * Words in lines of a width; what has no room ends in an ellipsis.
 * @param {CanvasRenderingContext2D} context
 * @param {string} text
 * @param {number} most
 */
function linesOf(context, text, most) {
  const fits = (/** @type {string} */ line) => context.measureText(line).width <= WIDTH - 2 * EDGE;
  /** @type {string[]} */
  const lines = [];
  // A language without blanks is parted between its signs.
  const pieces = text.split(/\s+/).flatMap(word => (fits(word) ? [word] : [...word]));
  for (const piece of pieces) {
    const last = lines.at(-1);
    const joined = last && piece.length > 1 ? `${last} ${piece}` : (last || '') + piece;
    if (last && fits(joined)) lines[lines.length - 1] = joined;
    else lines.push(piece);
  }
  if (lines.length <= most) return lines;
  let cut = lines.slice(0, most);
  while (!fits(`${cut[most - 1]}…`)) cut = [...cut.slice(0, -1), cut[most - 1].slice(0, -1)];
  return [...cut.slice(0, -1), `${cut[most - 1]}…`];
}

/**
 * @param {{ headline: string, credit: string, rtl: boolean, ink: string, soft: string, paper: string, font: string, chart: Blob }} given
 * @returns {Promise<Blob>}
 */
export async function card({ headline, credit, rtl, ink, soft, paper, font, chart }) {
  const picture = await createImageBitmap(chart);
  const canvas = Object.assign(document.createElement('canvas'), { width: WIDTH, height: HEIGHT });
  const context = contextOf(canvas);
  context.fillStyle = paper;
  context.fillRect(0, 0, WIDTH, HEIGHT);
  context.direction = rtl ? 'rtl' : 'ltr';
  context.textAlign = rtl ? 'right' : 'left';
  context.textBaseline = 'top';
  const x = rtl ? WIDTH - EDGE : EDGE;
  context.font = `700 ${HEADLINE_PX}px ${font}`;
  context.fillStyle = ink;
  const lines = linesOf(context, headline, MOST_LINES);
  lines.forEach((line, n) => {
    context.fillText(line, x, EDGE + n * HEADLINE_PX * 1.2);
  });
  const top = EDGE + lines.length * HEADLINE_PX * 1.2 + EDGE / 2;
  context.font = `400 ${CREDIT_PX}px ${font}`;
  context.fillStyle = soft;
  const bottom = HEIGHT - EDGE - CREDIT_PX;
  if (credit) context.fillText(linesOf(context, credit, 1)[0], x, bottom);
  const room = bottom - top - EDGE / 2;
  const scale = Math.min((WIDTH - 2 * EDGE) / picture.width, room / picture.height);
  const [width, height] = [picture.width * scale, picture.height * scale];
  context.drawImage(picture, (WIDTH - width) / 2, top + (room - height) / 2, width, height);
  picture.close();
  return new Promise((done, failed) =>
    canvas.toBlob(blob => (blob ? done(blob) : failed(new Error('The browser made no picture.'))), 'image/png'),
  );
}
