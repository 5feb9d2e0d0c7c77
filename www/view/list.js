// A list of outages that somebody keeps, priced: by country and together, then each of them.
//
// In: a Report that was made of a list. Out: tables; of any other Report nothing.

import { modelName, rangeOf } from '../i18n/story.js';
import { make } from '../shared/dom.js';
import { cell, number, rowHead, table } from './tables.js';

/** @import { ListedPrice, Locale, Report } from '../_types.d.ts' */

/** Outages that the page shows; the saved table has every one. */
const MOST_ROWS = 200;
const HOUR_SECS = 3600;

/**
 * @param {Report} report
 * @param {Locale} locale
 */
export function listPanel(report, locale) {
  const { list } = report;
  if (!list?.countries.length) return null;
  const { say, format, named } = locale;
  const models = list.together.map(({ model }) => model);
  const columns = (/** @type {string[]} */ words, /** @type {string[]} */ figures) => [
    ...words.map(name => make('th', { scope: 'col' }, say(name))),
    ...figures.map(name => make('th', { scope: 'col', class: 'n' }, say(name))),
    ...models.map(id => make('th', { scope: 'col', class: 'n' }, named(`ink-model-${id}`, modelName(id)))),
  ];
  const prices = (/** @type {ListedPrice[]} */ given) =>
    models.map(id =>
      number(
        rangeOf(
          given.find(({ model }) => model === id),
          locale,
        ),
      ),
    );
  const span = (/** @type {number | null} */ hours) => number(format.span(hours === null ? null : hours * HOUR_SECS));
  const countries = list.countries.map(row =>
    make(
      'tr',
      {},
      rowHead(format.country(row.country)),
      number(format.whole(row.outages)),
      span(row.hours),
      prices(row.prices),
    ),
  );
  const count = list.countries.reduce((sum, row) => sum + row.outages, 0);
  const together = make(
    'tr',
    {},
    rowHead(say('list-together')),
    number(format.whole(count)),
    span(list.hours),
    prices(list.together),
  );
  const outages = list.outages.slice(0, MOST_ROWS).map(row => {
    const { start, end, place } = report.given[row.given];
    const where = row.country ? format.country(row.country) : place || '–';
    return make(
      'tr',
      {},
      make('th', { scope: 'row', class: 'when' }, format.moment(start)),
      cell(end ? format.moment(end) : say('ongoing'), { class: 'when' }),
      cell(where),
      span(row.hours),
      prices(row.prices),
    );
  });
  return [
    table(say('list-countries'), columns(['country'], ['list-count', 'duration']), [...countries, together]),
    make('p', { class: 'soft' }, say('ceiling-line', { range: rangeOf(list.ceiling_usd, locale) })),
    table(say('list-outages'), columns(['start', 'end', 'country'], ['duration']), outages),
    list.outages.length > MOST_ROWS && make('p', { class: 'soft' }, say('list-more', { n: format.whole(MOST_ROWS) })),
  ];
}
