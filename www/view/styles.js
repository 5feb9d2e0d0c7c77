// The widget's style: a constructable sheet, so that a strict `style-src` holds.
//
// A page sets `--ol-font --ol-ink --ol-paper --ol-accent --ol-outage --ol-grid --ol-radius --ol-gap` and the parts. Light and
// dark follow the page's `color-scheme`; forced colours, print and right-to-left have their own rules; nothing moves.

const css = `
:host { display: block !important; contain: layout style; container-type: inline-size; color-scheme: inherit; }
:host([hidden]) { display: none !important; }
:host([theme=light]) { color-scheme: light; }
:host([theme=dark]) { color-scheme: dark; }
:host([theme]) .box { padding-inline: var(--gap); }
.box, .box * { box-sizing: border-box; }
.box {
  --font: var(--ol-font, system-ui, sans-serif);
  --ink: var(--ol-ink, light-dark(#1a1a1a, #ececec));
  --paper: var(--ol-paper, light-dark(#ffffff, #16181b));
  --soft: color-mix(in srgb, var(--ink) 68%, var(--paper));
  --line: var(--ol-grid, light-dark(#d9d9d6, #3a3d42));
  --accent: var(--ol-accent, light-dark(#0b5c8a, #7cc4ee));
  --outage: var(--ol-outage, light-dark(#b3261e, #ff8a7a));
  --wash: color-mix(in srgb, var(--ink) 5%, var(--paper));
  --gap: var(--ol-gap, 1rem);
  --radius: var(--ol-radius, 4px);
  display: flex; flex-direction: column; gap: var(--gap);
  min-block-size: min(var(--reserve, 74rem), 5000px);
  padding-block: var(--gap); border-block: 1px solid var(--line);
  font: 400 1rem/1.5 var(--font); color: var(--ink); background: var(--paper);
  text-align: start; letter-spacing: normal; text-transform: none; overflow-wrap: anywhere;
}
@container (max-width: 40rem) { .box { min-block-size: min(var(--reserve, 110rem), 5000px); } }
.box.bare, .box.failed { min-block-size: 0; }
h2, h3, p, ul, figure, table, [type=range] { margin: 0; padding: 0; }
h2 { font-size: clamp(1.35rem, 1.1rem + 1.2vw, 1.9rem); line-height: 1.2; font-weight: 700; }
h3 { font-size: 1rem; line-height: 1.3; font-weight: 650; }
.lede, .sentence { font-size: 1.0625rem; max-inline-size: 44rem; margin-block-start: .4rem; }
.soft, caption, .receipt { color: var(--soft); font-size: .875rem; }
.grow { flex: 1 1 auto; display: flex; flex-direction: column; min-block-size: 15rem; }
.chart { position: relative; inline-size: 100%; touch-action: pan-y; direction: ltr; transition: color 1ms; }
.chart.timeline { flex: 1 1 17rem; min-block-size: 15rem; }
canvas { inline-size: 100%; block-size: 100%; display: block; }
.chart canvas { position: absolute; inset: 0; }
.hair { position: absolute; inset-inline-start: 0; border-inline-start: 1px solid var(--ink); background: color-mix(in srgb, var(--ink) 15%, transparent); pointer-events: none; }
:focus-visible, :focus-visible + .button { outline: 3px solid var(--accent); outline-offset: 2px; }
.strip { position: relative; flex: none; block-size: 2.5rem; direction: ltr; touch-action: pan-y; cursor: col-resize; background: var(--wash); }
.strip i { position: absolute; inset-block: 0; border: solid var(--accent); border-width: 2px 5px; border-radius: var(--radius); min-inline-size: 12px; }
.readout { min-block-size: 1.5em; font-size: .875rem; font-variant-numeric: tabular-nums; color: var(--soft); }
.two { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: .5rem 1.5rem; }
.figure-number { display: block; font-size: 1.35rem; font-weight: 650; font-variant-numeric: tabular-nums; line-height: 1.25; }
details { border-block-start: 1px solid var(--line); }
details > summary { cursor: pointer; padding-block: .6rem; min-block-size: 2.75rem; font-weight: 600; }
header details { border: 0; }
header details > summary { padding-block: .35rem; min-block-size: 2rem; }
details > div { padding-block-end: 1rem; display: grid; gap: .75rem; }
.view { gap: var(--gap); }
.rows { display: flex; flex-direction: column; }
.rows > details:last-child { border-block-end: 1px solid var(--line); }
.scroll { overflow-x: auto; scrollbar-color: var(--soft) var(--paper); }
table { border-collapse: collapse; inline-size: 100%; font-size: .9rem; font-variant-numeric: tabular-nums; }
caption { text-align: start; padding-block-end: .4rem; }
th, td { padding: .4rem .6rem; border-block-end: 1px solid var(--line); text-align: start; vertical-align: top; overflow-wrap: normal; }
thead th { border-block-end: 2px solid var(--soft); font-weight: 650; }
tbody th, td { min-inline-size: 7rem; }
td.n, th.n { min-inline-size: 0; text-align: end; }
td.n, .when { white-space: nowrap; }
td.n > div { display: block; white-space: normal; min-inline-size: 7rem; }
tr[aria-current=true] { background: var(--wash); }
.steps { font-size: .85rem; }
caption, .steps { max-inline-size: 85cqi; }
button, select, input, .button {
  font: inherit; color: var(--ink); background: var(--paper); border: 1px solid var(--soft);
  border-radius: var(--radius); padding: .4rem .75rem; min-block-size: 2.5rem; max-inline-size: 100%;
}
button, .button { cursor: pointer; font-weight: 550; display: inline-block; }
button.main { background: var(--accent); color: var(--paper); border-color: var(--accent); }
button.plain { border: 0; padding: .25rem .1rem; text-decoration: underline; color: var(--accent); min-block-size: 1.75rem; background: none; text-align: start; }
button:not(.main):hover, .button:hover { background: var(--wash); }
[type=range] { inline-size: 100%; accent-color: var(--accent); }
.fields { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 13rem), 1fr)); gap: .75rem; align-items: end; }
.field { display: grid; gap: .25rem; min-inline-size: 0; }
.field > :not(span) { inline-size: 100%; min-inline-size: 0; }
.field > [type=checkbox] { inline-size: 1.5rem; min-block-size: 1.5rem; }
table details { border: 0; }
table details > summary { min-block-size: 1.75rem; padding-block: .15rem; font-weight: 400; }
.field > span { font-size: .875rem; color: var(--soft); }
.sheet td.cell { font-family: ui-monospace, monospace; font-size: .8rem; white-space: nowrap; }
.sheet td, .sheet th { min-inline-size: 11rem; max-inline-size: 16rem; }
.sheet th[scope=row], .sheet td:first-child, .sheet th:first-child { min-inline-size: 5rem; }
.sheet .out { color: var(--soft); font-weight: 400; }
.columns select { inline-size: 100%; }
.columns table:not(.sheet) td { min-inline-size: 5rem; }
.columns { display: grid; gap: .75rem; min-inline-size: 0; }
.question, .trouble { background: var(--wash); border-inline-start: 4px solid var(--accent); padding: .75rem 1rem; display: grid; gap: .5rem; }
.claimed { display: grid; gap: .25rem; max-inline-size: 44rem; }
.claimed p { font-size: 1.0625rem; }
.bar { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; }
.drop { display: grid; gap: .5rem; justify-items: center; text-align: center; padding: 2rem 1rem; border: 2px dashed var(--line); border-radius: var(--radius); }
.drop.over { border-color: var(--accent); background: var(--wash); }
.drop.small { padding: .75rem 1rem; }
progress { inline-size: 100%; block-size: .5rem; accent-color: var(--accent); }
.trouble { border-color: var(--outage); margin-block-end: .75rem; }
.mark { display: inline-block; font-weight: 650; color: var(--outage); }
.hidden { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
section { display: grid; gap: .4rem; justify-items: start; padding-block-end: .75rem; overflow-wrap: anywhere; }
.bibtex { white-space: pre-wrap; font-family: monospace; font-size: .85rem; }
li { margin-inline-start: 1.2rem; margin-block: .25rem; }
a { color: var(--accent); }
::slotted(*) { max-inline-size: 100%; }
@media (forced-colors: active) {
  .box { --ink: CanvasText; --paper: Canvas; --soft: CanvasText; --line: GrayText; --accent: LinkText; --outage: Mark; --wash: Canvas; }
  tr[aria-current=true] { outline: 2px solid Highlight; }
  button.main { color: ButtonText; background: ButtonFace; }
}
.on-paper { display: none; }
@media print {
  .box { color-scheme: light; min-block-size: 0; }
  .bar, .drop, .fields, .readout, .strip, .question button, select:has(+ .on-paper) { display: none; }
  .on-paper { display: inline; }
  details::details-content { content-visibility: visible; }
}
`;

/** @type {CSSStyleSheet | null} */
let sheet = null;

/**
 * Puts the style on a shadow root.
 * @param {ShadowRoot} root
 */
export function dress(root) {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
  }
  root.adoptedStyleSheets = [sheet];
}
