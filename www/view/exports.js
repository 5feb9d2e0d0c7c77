// What a reader takes along: pictures, tables, the Report, the sentence. Each carries source and method; a reader's own
// file is marked as such.

import { crc32 } from '../shared/crc32.js';
import { make, select } from '../shared/dom.js';
import { save } from '../shared/save.js';

/** @import { Acts, Locale } from '../_types.d.ts' */

const KINDS = [
  ['png', 'image/png'],
  ['svg', 'image/svg+xml'],
  ['csv', 'text/csv'],
  ['json', 'application/json'],
];
// A PNG's signature and its header come first (PNG 3, sections 5.2 and 11.2.1).
const PNG_HEAD_BYTES = 33;

/**
 * The buttons; `acts` makes what they give.
 * @param {Locale} locale
 * @param {string} stem
 * @param {string} sentence
 * @param {Acts} acts
 * @param {(text: string) => void} announce
 */
export function exportBar({ say }, stem, sentence, acts, announce) {
  const scale = select(
    [1, 2, 3, 4].map(n => [String(n), `${n}×`]),
    '2',
    () => {},
  );
  scale.setAttribute('aria-label', say('export-scale'));
  /**
   * @param {string} kind
   * @param {() => void} onclick
   */
  const button = (kind, onclick) => make('button', { onclick }, say(`export-${kind}`));
  const files = KINDS.map(([kind, type]) =>
    button(kind, async () => {
      const made = await acts.write(kind, scale.value);
      save(made instanceof Blob ? made : new Blob([made], { type }), `${stem}.${kind}`);
      acts.exported(kind);
    }),
  );
  /** @type {[string, () => string | false | null][]} */
  const texts = [
    ['sentence', () => sentence],
    ['embed', acts.snippet],
    ['link', acts.link],
  ];
  const copies = texts
    .filter(([, text]) => text())
    .map(([kind, text]) =>
      button(kind, async () => {
        await copyText(text() || '');
        announce(say('copied'));
        acts.exported(kind);
      }),
    );
  const print = button('print', () => {
    globalThis.print();
    acts.exported('print');
  });
  return make('div', { class: 'bar' }, scale, files, copies, print);
}

/**
 * Puts text on the clipboard, also where only the old way is allowed.
 * @param {string} text
 */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = make('textarea', { value: text });
    document.body.append(area);
    area.select();
    document.execCommand('copy');
    area.remove();
  }
}

/**
 * A canvas's pixels as PNG, with words by key for those who don't see it or ask where it is from (PNG 3, section 11.3.3).
 * @param {HTMLCanvasElement} canvas
 * @param {Record<string, string>} words
 * @returns {Promise<Blob>}
 */
export function png(canvas, words) {
  const chunks = Object.entries(words).map(pair => textChunk(...pair));
  /** @param {Blob} blob */
  const worded = blob =>
    new Blob([blob.slice(0, PNG_HEAD_BYTES), ...chunks, blob.slice(PNG_HEAD_BYTES)], { type: blob.type });
  return new Promise((done, failed) =>
    canvas.toBlob(blob => (blob ? done(worded(blob)) : failed(new Error('The browser made no picture.'))), 'image/png'),
  );
}

/**
 * @param {string} key
 * @param {string} text
 */
function textChunk(key, text) {
  const body = new TextEncoder().encode(`iTXt${key}\0\0\0\0\0${text}`);
  const chunk = new DataView(new ArrayBuffer(body.length + 8));
  chunk.setUint32(0, body.length - 4);
  new Uint8Array(chunk.buffer).set(body, 4);
  chunk.setUint32(body.length + 4, crc32(body));
  return chunk;
}
