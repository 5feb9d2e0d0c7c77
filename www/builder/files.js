// The author's files: the one that a live figure reads, and whether others are data at all.

import { make } from '../shared/dom.js';
import { zip } from './zip.js';

/** The one file that a live figure reads, by a name that is good in an address. @param {File[]} given */
export async function toServe(given) {
  const plain = (/** @type {string} */ name) => name.replace(/[^\w.-]+/g, '-');
  if (given.length === 1) return new File(given, plain(given[0].name));
  /** @type {[string, Blob][]} */
  const members = given.map((file, n) => {
    const before = given.findIndex(({ name }) => name === file.name) < n;
    return [before ? `${n + 1}-${file.name}` : file.name, file];
  });
  return new File([await zip(members)], 'data.zip');
}

/**
 * Why files are no data, or null: asked of a figure that nobody sees.
 * @param {File[]} given
 * @returns {Promise<string | null>}
 */
export async function refusal(given) {
  const trial = make('outage-lens', { hidden: true });
  document.body.append(trial);
  const told = new Promise(done => {
    trial.addEventListener('outage-lens:report', () => done(null));
    trial.addEventListener('outage-lens:trouble', ({ detail }) => done(detail.message));
  });
  trial.data = given;
  return told.finally(() => trial.remove());
}
