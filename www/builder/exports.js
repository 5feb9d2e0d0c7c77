// What an author takes along: what to paste, and files, each alone or all of them in one archive.
//
// In: what the author has made, the element that shows it, the fields for addresses and for the alternative text. Out: blocks
// of text with a button that copies them, and buttons that save. All of it is made on this device.

import { make } from '../shared/dom.js';
import { save } from '../shared/save.js';
import { card } from './card.js';
import { by, tell } from './page.js';
import { alone, head, oembed } from './publish.js';
import { ABSOLUTE, article, direction, iframe, markdown, page, script, still, story, style } from './snippets.js';
import { zip } from './zip.js';

/** @import { Made } from './snippets.js' */
/** @typedef {{ section: HTMLElement, about: HTMLElement, code: HTMLElement, copy: HTMLElement }} Block */
/** A file: its name, what it is for, and how it is written. @typedef {[string, string, () => Promise<Blob>]} Saved */

// What a page with the widget needs on its host, any language and any format.
const WIDGET = /^(outage-lens[\w-]*\.(js|wasm)|i18n\/.*|embed\.\w+|iframe-\w+\.js|LICENSE.*)$/;
/**
 * Whether what is unpacked with the page is where the page will look: its files beside it, the widget in a folder there.
 * @param {{ base: string, place: string }} made
 */
const unpacked = ({ base, place }) => !place && /^([\w-][\w.-]*\/)*$/.test(base);
const LOOPBACK = /^https?:\/\/(localhost|127\.[\d.]+|\[::1\])(:|\/)/;

/** A way into a page: its name, what is pasted, and what to know of it. @type {[string, (made: Made) => string, (made: Made) => string][]} */
const DOORS = [
  ['Script', script, () => 'For pages that allow scripts.'],
  ['Iframe', iframe, aboutFrames],
  ['Static HTML', still, () => 'For systems that strip scripts, for newsletters and feeds.'],
  ['Markdown', markdown, () => 'With the picture.'],
  ['Style', style, () => 'Your colours, for the style sheet of your page.'],
  ['Head', head, aboutHead],
];

/** @param {Made} made */
function aboutFrames({ base, place, frozen, names, settings }) {
  const none =
    settings.claim && !frozen ? ' It shows no published figures: only a frozen figure brings them along.' : '';
  const about = `For systems that allow frames only.${none}`;
  if (frozen) return `${about} ${names.report} has to lie beside embed.html; the zip has it there too.`;
  const host = `${about} The file has to be on the host of embed.html.`;
  if (ABSOLUTE.test(place) || !ABSOLUTE.test(base)) return host;
  return `${host} As written it has to lie beside embed.html; otherwise say above where your files will be, beginning with “/” or “https://”.`;
}

/** @param {Made} made */
function aboutHead({ place }) {
  const whole = /^https?:/.test(place);
  const about = 'For the head of the article: the picture that a link to it shows.';
  return whole
    ? about
    : `${about} Whoever reads it needs whole addresses: say above where your files will be, beginning with “https://”.`;
}

/**
 * Text as a file's content.
 * @param {string} type
 * @param {string} text
 */
const written = (type, text) => new Blob([text], { type });

export class Exports {
  /** The integrity of the bundle's files, once it is known. @type {Record<string, string>} */
  seals = {};
  #lastAlt = '';
  #blocks = DOORS.map(([name]) => this.#block(name));
  /** @type {{ button: HTMLElement, line: HTMLElement }[]} */
  #saves = [];

  /** @param {{ preview: any, made: () => any, settled: () => Promise<void> }} author */
  constructor({ preview, made, settled }) {
    this.preview = preview;
    this.made = made;
    this.settled = settled;
    // An address of this computer is of no use to readers.
    by('base').value = LOOPBACK.test(location.href) ? 'outage-lens/' : new URL('.', location.href).href;
    for (const id of ['base', 'place', 'alt', 'widget']) by(id).addEventListener('input', () => this.offer());
    by('all').addEventListener('click', () => this.#all());
    by('snippets').append(...this.#blocks.map(({ section }) => section));
  }

  async fetchSeals() {
    this.seals = await (await fetch('integrity.json')).json();
  }

  /** Words about other data go. */
  forget() {
    by('alt').value = this.#lastAlt;
  }

  #name() {
    const [first] = this.made().files;
    const stem = (first ? first.name : '')
      .replace(/\.[^.]*$/, '')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '');
    return stem || 'outage';
  }

  /** What the author has made, with the words that the element shows. @returns {Made} */
  #whole() {
    const { preview } = this;
    const made = this.made();
    const name = this.#name();
    const root = preview.shadowRoot;
    const text = (/** @type {string} */ query) => root.querySelector(query)?.textContent.trim() || '';
    const table = root.querySelector('details[data-name="outages"] table');
    // Start, end, duration, depth and cost: what is still legible on a phone.
    const words = (/** @type {Element} */ cell) => [...cell.childNodes].map(part => part.textContent).join(' ');
    /**
     * @param {Element} row
     * @param {string} query
     */
    const cells = (row, query) => [...row.querySelectorAll(query)].map(words).filter((_, n) => n !== 4);
    return {
      ...made,
      base: by('base').value,
      place: by('place').value,
      integrity: this.seals['outage-lens.js'],
      names: {
        data: made.data.name,
        report: `${name}-report.json`,
        svg: `${name}.svg`,
        png: `${name}.png`,
        card: `${name}-card.png`,
        oembed: `${name}-oembed.json`,
      },
      headline: text('[part="headline"]'),
      sentence: text('.sentence') || text('.lede'),
      alt: by('alt').value,
      // As wide as the element draws its pictures.
      width: Math.round(Math.max(preview.clientWidth, 640)),
      heads: table ? cells(table.tHead.rows[0], 'th') : [],
      rows: table ? [...table.tBodies[0].rows].map(row => cells(/** @type {Element} */ (row), 'th, td')) : [],
    };
  }

  /** Every file. @returns {Saved[]} */
  #files() {
    const { preview } = this;
    const words = this.#whole();
    const name = this.#name();
    const { data, report, svg, png, card: link, oembed: answer } = words.names;
    return [
      [data, 'the data', async () => words.data],
      [
        report,
        'the Report as it is now: what a frozen figure shows',
        async () => written('application/json', await preview.toJSON()),
      ],
      [
        svg,
        'the picture, for readers whom the widget can’t reach',
        async () => written('image/svg+xml', await preview.toSVG()),
      ],
      [png, 'the picture in pixels', () => preview.toPNG(2)],
      [`${name}-alt.txt`, 'the alternative text of the picture', async () => written('text/plain', words.alt)],
      [
        `${name}-static.html`,
        'the figure without any script',
        async () => written('text/html', page(words, still(words))),
      ],
      [
        `${name}-article.html`,
        'a page with the widget, to try it',
        async () => written('text/html', page(words, article(words))),
      ],
      [link, 'the picture that a link shows, 1200 × 630', () => this.#card(words)],
      [answer, 'what a site reads that embeds the article', async () => written('application/json', oembed(words))],
      [
        `${name}-alone.html`,
        'the figure as one file, also from a disk or on paper',
        async () => written('text/html', alone(words, await this.#parts())),
      ],
      [`${name}-paste.txt`, 'all that can be pasted', async () => written('text/plain', pasted(words))],
    ];
  }

  /** @param {Made} words */
  async #card(words) {
    const { preview } = this;
    const { color, backgroundColor, fontFamily } = getComputedStyle(preview.shadowRoot.querySelector('.box'));
    const soft = getComputedStyle(preview.shadowRoot.querySelector('.soft') || preview).color;
    return card({
      headline: words.title || words.headline,
      credit: (await this.#parts()).credit,
      rtl: direction(words.lang) === 'rtl',
      ink: color,
      soft,
      paper: backgroundColor,
      font: fontFamily,
      chart: await preview.toPNG(2),
    });
  }

  /** The drawing, the Report, and whose data they are. */
  async #parts() {
    const { preview } = this;
    const report = await preview.toJSON();
    const { credit, provider, licence } = JSON.parse(report).source;
    const words = [this.made().frozen ? '' : this.made().credit, credit || provider, licence]
      .filter(Boolean)
      .join(' · ');
    return { svg: await preview.toSVG(), report, credit: words };
  }

  /** Shows what there is to take, once it is chosen whether the figure is live. */
  offer() {
    const { kind } = this.made();
    by('ready').hidden = !kind;
    by('choose').hidden = Boolean(kind);
    if (!kind) return;
    const words = this.#whole();
    // The words of the author stay; ours follow the Report.
    if (by('alt').value === this.#lastAlt) {
      this.#lastAlt = words.alt = story(words);
      by('alt').value = words.alt;
    }
    const [near, beside] = [LOOPBACK.test(words.base), !ABSOLUTE.test(words.base)];
    by('near').hidden = !near && !beside;
    by('near').className = near ? 'warn' : '';
    const said = near
      ? 'The first address is this computer’s own, and readers can’t reach it. Write where the files of the widget are on your host.'
      : `The files of the widget have to be ${words.base ? `in the folder “${words.base}” beside` : 'in the folder of'} your page: ${this.#carries(words) ? 'the zip has them there' : 'copy the folder that this page is in there'}.`;
    tell(by('near'), said);
    by('widget').closest('label').hidden = !unpacked(words);
    // The blocks stay where they are, so that a click on one finds it also while its words change.
    this.#blocks.forEach(({ section, about, code, copy }, n) => {
      const [, write, say] = DOORS[n];
      const text = write(words);
      if (text !== code.textContent) [copy.textContent, code.textContent] = ['Copy', text];
      section.hidden = !text;
      about.textContent = say(words);
    });
    this.#files().forEach(([name, about], n) => {
      this.#saves[n] ||= this.#save(n);
      const { button, line } = this.#saves[n];
      button.textContent = name;
      line.textContent = ` ${about}`;
    });
  }

  /**
   * @param {string} name
   * @returns {Block}
   */
  #block(name) {
    const [about, code] = [make('p'), make('pre', { tabIndex: 0 })];
    const copy = make('button', { type: 'button', 'aria-label': `Copy: ${name}` }, 'Copy');
    copy.addEventListener('click', () => copied(copy, code.textContent));
    const section = make('section', {}, make('h3', {}, name), about, code, make('div', { class: 'bar' }, copy));
    return { section, about, code, copy };
  }

  /** @param {number} n */
  #save(n) {
    const [button, line] = [make('button', { type: 'button' }), make('span')];
    button.addEventListener('click', async () => {
      const [name, , write] = this.#files()[n];
      save(await write(), name);
    });
    by('saves').append(make('li', {}, button, line));
    return { button, line };
  }

  /** Whether the archive holds the widget. @param {Made} words */
  #carries(words) {
    return by('widget').checked && unpacked(words) && Boolean(this.seals['outage-lens.js']);
  }

  /**
   * The widget's own files where the page looks for them; a browser refuses one that is not what the bundle says.
   * @param {Made} words
   * @returns {Promise<[string, Blob][]>}
   */
  #widget(words) {
    const names = this.#carries(words) ? Object.keys(this.seals).filter(name => WIDGET.test(name)) : [];
    return Promise.all(
      names.map(async name => [words.base + name, await (await fetch(name, { integrity: this.seals[name] })).blob()]),
    );
  }

  /**
   * A frozen Report once more, where `embed.html` of the archive reads it.
   * @param {Made} words
   * @param {[string, Blob][]} files
   * @returns {[string, Blob][]}
   */
  #besideEmbed(words, files) {
    if (!words.frozen || !words.base || !this.#carries(words)) return [];
    return files.filter(([name]) => name === words.names.report).map(([name, blob]) => [words.base + name, blob]);
  }

  /** Every file, all of one Report: what the author changes meanwhile is written anew. @returns {Promise<[string, Blob][]>} */
  async #members() {
    for (;;) {
      await this.settled();
      const { report } = this.preview;
      /** @type {[string, Blob][]} */
      const members = [];
      for (const [name, , write] of this.#files()) members.push([name, await write()]);
      if (report === this.preview.report) return members;
    }
  }

  async #all() {
    by('all-said').textContent = 'Packing';
    try {
      const [words, files] = [this.#whole(), await this.#members()];
      const members = [...files, ...(await this.#widget(words)), ...this.#besideEmbed(words, files)];
      save(await zip(members), `${this.#name()}.zip`);
      by('all-said').textContent = `Packed ${members.length} files into ${this.#name()}.zip.`;
    } catch (/** @type {any} */ error) {
      by('all-said').textContent = error.message;
    }
  }
}

/** Everything that can be pasted, one after another. @param {Made} words */
function pasted(words) {
  const blocks = DOORS.map(([name, write, about]) => [name, about(words), write(words)]).filter(([, , text]) => text);
  return blocks.map(([name, about, text]) => `== ${name} ==\n${about}\n\n${text}\n`).join('\n\n');
}

/**
 * @param {HTMLElement} button
 * @param {string} text
 */
async function copied(button, text) {
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = 'Copied';
  } catch {
    // Where the clipboard is closed to pages, the text is marked for the author's own keys.
    const code = button.closest('section')?.querySelector('pre');
    if (code) getSelection()?.selectAllChildren(code);
    button.textContent = 'Marked: copy it by your keys';
  }
}
