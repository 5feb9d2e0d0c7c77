// What a reader takes along: pictures, tables, the Report, the sentence. Each carries source and method; a reader's own
// file is marked as such.

import { make, select } from '../shared/dom.js';

const KINDS = [
  ['png', 'image/png'],
  ['svg', 'image/svg+xml'],
  ['csv', 'text/csv'],
  ['json', 'application/json'],
];

/** Hands a blob to the reader. */
function save(blob, name) {
  const url = URL.createObjectURL(blob);
  make('a', { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60000);
}

/** The buttons; `acts` makes what they give. */
export function exportBar({ say }, stem, sentence, acts, announce) {
  const scale = select([1, 2, 3, 4].map(n => [String(n), `${n}×`]), '2', () => {});
  scale.setAttribute('aria-label', say('export-scale'));
  const button = (kind, onclick) => make('button', { onclick }, say(`export-${kind}`));
  const files = KINDS.map(([kind, type]) =>
    button(kind, async () => {
      const made = await acts.write(kind, scale.value);
      save(made instanceof Blob ? made : new Blob([made], { type }), `${stem}.${kind}`);
      acts.exported(kind);
    }),
  );
  const texts = { sentence: () => sentence, embed: acts.snippet, link: acts.link };
  const copies = Object.entries(texts).map(([kind, text]) =>
    text() &&
    button(kind, async () => {
      await copyText(text());
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

/** Puts text on the clipboard, also where only the old way is allowed. */
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

/** A canvas's pixels as PNG, with words by key for those who don't see it or ask where it is from (PNG 3, section 11.3.3). */
export function png(canvas, words) {
  const chunk = ([key, text]) => {
    const body = new TextEncoder().encode(`iTXt${key}\0\0\0\0\0${text}`);
    const chunk = new DataView(new ArrayBuffer(body.length + 8));
    chunk.setUint32(0, body.length - 4);
    let sum = -1;
    body.forEach((byte, i) => {
      chunk.setUint8(i + 4, byte);
      sum ^= byte;
      for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 && 0xedb88320);
    });
    chunk.setUint32(body.length + 4, ~sum);
    return chunk;
  };
  // The signature and the header come first: 33 bytes.
  const worded = blob => new Blob([blob.slice(0, 33), ...Object.entries(words).map(chunk), blob.slice(33)], { type: blob.type });
  return new Promise((done, failed) => canvas.toBlob(blob => (blob ? done(worded(blob)) : failed(new Error('no picture'))), 'image/png'));
}
