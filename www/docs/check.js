// The published cost rows, recomputed by the engine when a reader asks.

import { OutageLens } from '../outage-lens.js';

const money = new Intl.NumberFormat('en', { maximumSignificantDigits: 6 });
const share = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 2, signDisplay: 'exceptZero' });
const said = document.getElementById('said');

function make(name, ...children) {
  const node = document.createElement(name);
  node.append(...children);
  return node;
}

function table(rows) {
  const heads = ['Model', 'Published by', 'What', 'Kind', 'Published, USD', 'Recomputed, USD', 'Error', 'Within tolerance', 'Missing'];
  const verdict = within => (within === null ? '–' : within ? 'yes' : 'no');
  const cells = row => [row.model, row.who, [row.country, row.what].filter(Boolean).join(': '), row.class, money.format(row.published_usd), row.computed_usd === null ? '–' : money.format(row.computed_usd), row.error === null ? '–' : share.format(row.error), verdict(row.within), row.missing];
  const line = row => make('tr', ...cells(row).map(text => make('td', text)));
  return make('table', make('thead', make('tr', ...heads.map(text => Object.assign(make('th', text), { scope: 'col' })))), make('tbody', ...rows.map(line)));
}

document.getElementById('check').addEventListener('click', async () => {
  said.textContent = 'Computing…';
  try {
    const rows = await OutageLens.selfCheck();
    const count = kind => rows.filter(row => row.class === kind);
    const within = kind => `${kind}: ${count(kind).filter(row => row.within).length} of ${count(kind).length}`;
    said.textContent = `Within tolerance: ${within('model')}, ${within('linear')}.`;
    document.getElementById('rows').replaceChildren(table(rows));
  } catch (error) {
    said.textContent = `That did not work: ${error.found || error.message}`;
  }
});
