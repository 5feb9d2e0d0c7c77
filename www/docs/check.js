// The published cost rows, recomputed by the engine when a reader asks.

import { OutageLens } from '../outage-lens.js';
import { make } from '../shared/dom.js';

/** @import { CheckRow } from '../_types.d.ts' */

const money = new Intl.NumberFormat('en', { maximumSignificantDigits: 6 });
const share = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 2, signDisplay: 'exceptZero' });
/** @param {string} id */
const by = id => /** @type {HTMLElement} */ (document.getElementById(id));

const HEADS = [
  'Model',
  'Published by',
  'What',
  'Kind',
  'Published, USD',
  'Recomputed, USD',
  'Error',
  'Within tolerance',
  'Missing',
];

/** @param {CheckRow} row */
function cellsOf(row) {
  return [
    row.model,
    row.who,
    [row.country, row.what].filter(Boolean).join(': '),
    row.class,
    money.format(row.published_usd),
    row.computed_usd === null ? '–' : money.format(row.computed_usd),
    row.error === null ? '–' : share.format(row.error),
    row.within === null ? '–' : row.within ? 'yes' : 'no',
    row.missing,
  ];
}

/** @param {CheckRow[]} rows */
function tableOf(rows) {
  const heads = HEADS.map(text => make('th', { scope: 'col' }, text));
  const lines = rows.map(row =>
    make(
      'tr',
      {},
      cellsOf(row).map(text => make('td', {}, text)),
    ),
  );
  return make('table', {}, make('thead', {}, make('tr', {}, heads)), make('tbody', {}, lines));
}

/**
 * How many rows of a class are within their tolerance.
 * @param {CheckRow[]} rows
 * @param {string} kind
 */
function within(rows, kind) {
  const all = rows.filter(row => row.class === kind);
  return `${kind}: ${all.filter(row => row.within).length} of ${all.length}`;
}

by('check').addEventListener('click', async () => {
  by('said').textContent = 'Computing…';
  try {
    const rows = await OutageLens.selfCheck();
    by('said').textContent = `Within tolerance: ${within(rows, 'model')}, ${within(rows, 'linear')}.`;
    by('rows').replaceChildren(tableOf(rows));
  } catch (/** @type {any} */ error) {
    by('said').textContent = `That did not work: ${error.found || error.message}`;
  }
});
