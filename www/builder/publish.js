// What goes around a figure: lines for the article's head, what another site asks to embed it, and the figure as one file alone.
//
// In: what the snippets are made of. Out: text, with every word escaped for where it stands. Nothing here touches the page.

import { direction, html, iframe, still, story } from './snippets.js';

/** @import { Made } from './snippets.js' */

const CARD = { width: 1200, height: 630 };
const FRAME_HEIGHT = 1100;

/**
 * Lines for the head of the article: Open Graph, and where the oEmbed answer is. Whoever follows a link reads whole addresses
 * only, so the author's own has to stand before what is only a name here.
 * @param {Made} made
 */
export function head(made) {
  const { title, headline, place, names, lang } = made;
  /** @type {[string, string | number][]} */
  const metas = [
    ['og:type', 'article'],
    ['og:title', title || headline],
    ['og:description', made.sentence],
    ['og:locale', lang.replace('-', '_')],
    ['og:image', place + names.card],
    ['og:image:type', 'image/png'],
    ['og:image:width', CARD.width],
    ['og:image:height', CARD.height],
    ['og:image:alt', made.alt],
  ];
  return [
    ...metas.map(([name, value]) => `<meta property="${name}" content="${html(value)}">`),
    '<meta name="twitter:card" content="summary_large_image">',
    `<link rel="alternate" type="application/json+oembed" href="${html(place + names.oembed)}" title="${html(title || headline)}">`,
  ].join('\n');
}

/**
 * The answer to a site that asks how to embed the article's figure (oEmbed 1.0, section 2.3.4.4).
 * @param {Made} made
 */
export function oembed(made) {
  const answer = {
    version: '1.0',
    type: 'rich',
    title: made.title || made.headline,
    ...(made.credit ? { author_name: made.credit } : {}),
    html: iframe({ ...made, title: '', credit: '' }),
    width: made.width,
    height: FRAME_HEIGHT,
    thumbnail_url: made.place + made.names.card,
    thumbnail_width: CARD.width,
    thumbnail_height: CARD.height,
  };
  return `${JSON.stringify(answer, null, 2)}\n`;
}

/** What the page alone looks like: on a screen light or dark, and on one sheet of paper. */
const ALONE = `:root { color-scheme: light dark; }
body { margin: 0 auto; max-width: 60rem; padding: 1rem; font: 400 1rem/1.5 system-ui, sans-serif; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 .5rem; }
figure { margin: 1rem 0; }
figure svg { display: block; width: 100%; height: auto; background: #fff; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; font-variant-numeric: tabular-nums; }
caption { text-align: start; padding-block: .5rem; }
th, td { text-align: start; padding: .3rem .5rem; border-bottom: 1px solid; vertical-align: top; }
.scroll { overflow-x: auto; }
footer { font-size: .85rem; margin-top: 1rem; overflow-wrap: anywhere; }
@page { margin: 12mm; }
@media print {
  :root { color-scheme: light; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  figure { margin: .3rem 0; break-inside: avoid; }
  figure svg { width: auto; max-width: 100%; max-height: 42vh; margin: 0 auto; }
  tbody tr:nth-child(n + 13) { display: none; }
  table { font-size: 8pt; }
  .scroll { overflow: visible; }
}`;

/**
 * The figure as one file that needs no other, also from a disk: words, drawing, table, and the Report for machines. A browser
 * loads no engine from a disk, so nothing in it moves.
 * @param {Made} made
 * @param {{ svg: string, report: string, credit: string }} parts
 */
export function alone(made, { svg, report, credit }) {
  const { title, headline, sentence, lang } = made;
  const table = still({ ...made, rows: made.rows }).match(/<table[\s\S]*<\/table>/)?.[0] || '';
  // Inside a script element nothing but its end is markup.
  const data = report.replaceAll('<', '\\u003c');
  return `<!doctype html>
<html lang="${html(lang)}" dir="${direction(lang)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${html(title || headline)}</title>
<style>
${ALONE}
</style>
</head>
<body>
<main>
<h1>${html(title || headline)}</h1>
<p>${html(title ? story(made) : sentence)}</p>
<figure role="img" aria-label="${html(made.alt)}">
${svg.slice(svg.indexOf('<svg'))}
</figure>
<div class="scroll" tabindex="0" role="region" aria-label="${html(headline)}">${table}</div>
<footer>${html(credit)}</footer>
</main>
<script type="application/json" id="report">${data}</script>
</body>
</html>
`;
}
