// Where an element's bytes come from: what the author put inside or named, what a page or a reader hands over.
//
// Out: sources, each with a blob or an address and a name, that can be read more than once.

/** @import { Given, Source } from '../_types.d.ts' */

/**
 * Bytes in any form → a source.
 * @param {Given} given
 * @returns {Source}
 */
export function asSource(given) {
  if (given instanceof Blob)
    return { given, blob: given, size: given.size, name: given instanceof File ? given.name : '' };
  const blob = new Blob([given]);
  return { given, blob, size: blob.size, name: '' };
}

/**
 * What the author gave: a data block inside, or `src`.
 * @param {Element} element
 * @returns {Source[] | null}
 */
export function authorsOf(element) {
  /** @type {HTMLScriptElement | null} */
  const block = element.querySelector(':scope > script[type="application/json"], :scope > script[type="text/csv"]');
  if (block) {
    const name = block.type === 'text/csv' ? 'data.csv' : 'data.json';
    return [{ ...asSource((block.textContent || '').trim()), name }];
  }
  const src = element.getAttribute('src');
  if (!src) return null;
  const url = fetchable(src);
  return [url ? { url: url.href, name: nameOf(url) } : { refused: src.slice(0, 200), name: '' }];
}

/**
 * Figures that others published, a line each: the attribute, and a block inside that is marked `data-claims`.
 * @param {Element} element
 */
export function claimsOf(element) {
  const block = element.querySelector(':scope > script[data-claims]')?.textContent;
  return [element.getAttribute('claim'), block]
    .map(text => (text || '').trim())
    .filter(Boolean)
    .join('\n');
}

/**
 * An address that a browser fetches; null for any other words.
 * @param {string} src
 */
function fetchable(src) {
  try {
    const url = new URL(src, document.baseURI);
    return /^(https?|file):$/.test(url.protocol) ? url : null;
  } catch {
    return null;
  }
}

/**
 * The name of the file behind an address: as it is written where its signs stand for no text.
 * @param {URL} url
 */
function nameOf(url) {
  const name = url.pathname.split('/').pop() || '';
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
