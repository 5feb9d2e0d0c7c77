// Where an element's bytes come from: what the author put inside or named, what a page or a reader hands over.
//
// Out: sources, each with a blob or an address and a name, that can be read more than once.

/** Bytes in any form → a source. */
export function asSource(given) {
  if (given instanceof Blob) return { given, blob: given, size: given.size, name: given.name || '' };
  const blob = new Blob([given]);
  return { given, blob, size: blob.size, name: '' };
}

/** What the author gave: a data block inside, or `src`. */
export function authorsOf(element) {
  const block = element.querySelector(':scope > script[type="application/json"], :scope > script[type="text/csv"]');
  if (block) return [{ ...asSource(block.textContent.trim()), name: block.type === 'text/csv' ? 'data.csv' : 'data.json' }];
  const src = element.getAttribute('src');
  if (!src) return null;
  const url = new URL(src, document.baseURI);
  if (!/^(https?|file):/.test(url)) return null;
  return [{ url: url.href, name: decodeURIComponent(url.pathname.split('/').pop() || '') }];
}

/** The build that a refusal asks for, if it is another. */
export function needed({ code }, build) {
  const need = /^needs-(\w+)/.exec(code)?.[1];
  return need !== build && need;
}
