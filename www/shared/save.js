// Hands a blob to the reader as a file.

import { make } from './dom.js';

// Long enough for a slow disk.
const KEPT_MS = 60000;

/**
 * @param {Blob} blob
 * @param {string} name
 */
export function save(blob, name) {
  const url = URL.createObjectURL(blob);
  make('a', { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
}
