// What an author pastes, as text: script, iframe, static HTML, Markdown, and style.
//
// In: one plain object `made` (addresses, settings, words, the Report). Out: text, escaped for where it stands. Nothing here
// touches the page.

/**
 * What the snippets are made of.
 * @typedef {object} Made
 * @property {File[]} files
 * @property {File} data
 * @property {string} kind
 * @property {boolean} frozen
 * @property {Record<string, string>} settings
 * @property {Record<string, string>} looks
 * @property {string} refresh How often a live figure reads its data again; empty for once.
 * @property {{ accent: string, outage: string } | null} colours
 * @property {string} lang
 * @property {string} title
 * @property {string} credit
 * @property {string} base
 * @property {string} place
 * @property {string} integrity
 * @property {{ data: string, report: string, svg: string, png: string, card: string, oembed: string }} names
 * @property {string} headline
 * @property {string} sentence
 * @property {string} alt
 * @property {number} width
 * @property {string[]} heads
 * @property {string[][]} rows
 */

/** @type {Record<string, string>} */
const escapes = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/**
 * Text that means itself in HTML, between tags and in attributes.
 * @param {unknown} text
 */
export function html(text) {
  return String(text).replace(/[&<>"]/g, mark => escapes[mark]);
}

/**
 * `name="value"` of each setting that has one.
 * @param {Record<string, string>} settings
 */
function attributes(settings) {
  const given = Object.entries(settings).filter(([, value]) => value);
  return given.map(([name, value]) => ` ${name}="${html(value)}"`).join('');
}

/**
 * The figure in words: headline and sentence.
 * @param {{ headline: string, sentence: string }} made
 */
export const story = ({ headline, sentence }) => `${headline}. ${sentence}`;

/**
 * The alternative text of a picture with the story below it: where it is the story itself, the headline is enough.
 * @param {Made} made
 */
const short = made => (made.alt === story(made) ? made.headline : made.alt);

/**
 * Title above, credit below; a frozen Report carries the credit itself. No `figure`, which browsers set in from both sides.
 * @param {Made} made
 * @param {string} figure
 */
function framed({ title, credit, frozen }, figure) {
  return [title && `<p><b>${html(title)}</b></p>`, figure, credit && !frozen && `<p><small>${html(credit)}</small></p>`]
    .filter(Boolean)
    .join('\n');
}

/**
 * The element, with a picture and words for readers whom it can't reach. A strict policy refuses an inline style, so the width
 * is an attribute.
 * @param {Made} made
 */
export function script(made) {
  const seal = made.integrity ? ` integrity="${made.integrity}" crossorigin="anonymous"` : '';
  const src = made.place + (made.frozen ? made.names.report : made.names.data);
  const given = made.frozen ? made.looks : { ...made.settings, ...made.looks, refresh: made.refresh };
  const element = `<outage-lens src="${html(src)}"${made.frozen ? ' frozen' : ''}${attributes(given)}>
  <img src="${html(made.place + made.names.svg)}" alt="${html(short(made))}" width="100%">
  <p dir="auto">${html(story(made))}</p>
</outage-lens>`;
  return `<script type="module" src="${html(made.base)}outage-lens.js"${seal}></script>
${framed(made, element)}`;
}

/** An address that means the same from every page of a host. */
export const ABSOLUTE = /^(https?:\/)?\//;

/**
 * The same in an iframe; the data must be on the host of `embed.html`, which reads addresses as they are seen from there; a frozen
 * Report must lie beside it.
 * @param {Made} made
 */
export function iframe(made) {
  const file = made.frozen ? made.names.report : made.names.data;
  const relative = ![made.base, made.place].some(address => ABSOLUTE.test(address));
  const up = relative ? '../'.repeat(made.base.split('/').filter(part => part && part !== '.').length) : '';
  const all = {
    // A frozen Report is read from the folder of `embed.html` alone.
    src: made.frozen ? file : up + made.place + file,
    // An address can't put figures into anybody's mouth: `embed.html` takes none.
    ...(made.frozen ? { frozen: '1' } : { ...made.settings, claim: '', refresh: made.refresh }),
    ...made.looks,
    ...made.colours,
  };
  const given = new URLSearchParams(Object.entries(all).filter(([, value]) => value));
  const frame = `<iframe src="${html(`${made.base}embed.html#${given}`)}" title="${html(made.title || made.headline)}" width="100%" height="1100" loading="lazy"></iframe>`;
  return `<script src="${html(made.base)}iframe-host.js"></script>
${framed(made, frame)}`;
}

/** @param {string} lang */
export const direction = lang => (/^(ar|fa)\b/.test(lang) ? 'rtl' : 'ltr');

/**
 * A figure and a table without any script, for systems that strip scripts, for feeds and newsletters.
 * @param {Made} made
 */
export function still(made) {
  /** @param {string[]} cells */
  const line = ([first, ...rest]) =>
    `      <tr><th scope="row" align="start">${html(first)}</th>${rest.map(cell => `<td>${html(cell)}</td>`).join('')}</tr>`;
  const rows = made.rows.map(line).join('\n');
  const heads = made.heads.map(head => `<th scope="col" align="start">${html(head)}</th>`).join('');
  const table = `\n  <div style="overflow-x:auto"><table width="100%" cellpadding="2">
    <caption>${html(made.headline)}</caption>
    <thead><tr>${heads}</tr></thead>
    <tbody>\n${rows}\n    </tbody>
  </table></div>`;
  const caption = [made.title && `<b>${html(made.title)}</b>`, html(story(made)), made.credit && html(made.credit)]
    .filter(Boolean)
    .join('<br>');
  return `<figure lang="${html(made.lang)}" dir="${direction(made.lang)}" style="margin:0">
  <img src="${html(made.place + made.names.png)}" alt="${html(short(made))}" width="${made.width}" style="max-width:100%;height:auto">
  <figcaption>${caption}</figcaption>${made.rows.length ? table : ''}
</figure>`;
}

/** The element as the whole of a page, with the author's colours. @param {Made} made */
export function article(made) {
  const colours = style(made);
  return (colours && `<style>\n${colours}\n</style>\n`) + script(made);
}

/**
 * A page around a figure.
 * @param {Made} made
 * @param {string} figure
 */
export function page({ title, headline, lang }, figure) {
  return `<!doctype html>
<html lang="${html(lang)}" dir="${direction(lang)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${html(title || headline)}</title>
</head>
<body>
${figure}
</body>
</html>
`;
}

/** Markdown with the picture. @param {Made} made */
export function markdown(made) {
  /** @param {string} text */
  const plain = text => text.replace(/([\\[\]*_`<>])/g, '\\$1').replace(/\s+/g, ' ');
  const lines = [
    made.title && `**${plain(made.title)}**`,
    `![${plain(short(made))}](<${made.place}${made.names.png}>)`,
  ];
  lines.push(plain(story(made)), made.credit && `*${plain(made.credit)}*`);
  return lines.filter(Boolean).join('\n\n');
}

/** Colours, for the page's own style sheet: an inline style would fail under a strict policy. @param {Made} made */
export function style({ colours }) {
  return colours ? `outage-lens {\n  --ol-accent: ${colours.accent};\n  --ol-outage: ${colours.outage};\n}` : '';
}
