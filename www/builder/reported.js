// An outage that nobody measured, as it was reported: the author writes down where and when, which makes a list of one row.
//
// In: the fields. Out: a File to `take`, which is read like any list of outages and shown as reported.

import { by, say } from './page.js';
import { typedPlace } from './place.js';

const node = (/** @type {string} */ name) => by(`reported-${name}`);

/**
 * Why there is no list yet; '' where there is one.
 * @param {string[]} said
 */
function lacking([country, start, end]) {
  if (!country) return 'Say the country first.';
  if (!start || !end) return 'Give the start and the end, as they were reported.';
  return end > start ? '' : 'Give a start before the end.';
}

/**
 * Begins; out: the menu of countries, still empty.
 * @param {(files: File[]) => void} take
 */
export function listenForReported(take) {
  const place = typedPlace(node('country'));
  node('go').addEventListener('click', () => {
    const said = ['country', 'start', 'end'].map(name => node(name).value);
    const why = lacking(said);
    say('reported-said', why, why !== '');
    if (why) return;
    const [country, start, end] = said;
    const list = `country,start,end\n${country},${start}Z,${end}Z\n`;
    take([new File([list], `reported-${country}-${start.slice(0, 10)}.csv`.toLowerCase())]);
  });
  return place;
}
