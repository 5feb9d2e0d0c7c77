// A form for a figure that somebody published.
//
// In: what is typed. Out: a line of the setting `claim`: `37M/day | publisher | date | address`.

import { labelled, make, select } from '../shared/dom.js';

/** @import { Say } from '../_types.d.ts' */

const PERIODS = ['event', 'day', 'hour'];

/** @param {string | undefined} text */
export const linesOf = text =>
  (text || '')
    .split('\n')
    .map(line => line.trim())
    .filter(Boolean);

/**
 * A form for one figure; `add` gets its line.
 * @param {Say} say
 * @param {(line: string) => void} add
 */
export function claimForm(say, add) {
  const amount = make('input', { type: 'number', min: 0, step: 'any', inputmode: 'decimal', required: true });
  const per = select(
    PERIODS.map(name => [name, say(`claim-per-${name}`)]),
    'day',
    () => {},
  );
  const publisher = make('input', { maxLength: 80, autocomplete: 'off' });
  const date = make('input', { type: 'date', max: '2100-01-01' });
  const source = make('input', { type: 'url', maxLength: 200, placeholder: 'https://' });
  const onsubmit = (/** @type {Event} */ event) => {
    event.preventDefault();
    event.stopPropagation();
    if (!(Number(amount.value) > 0)) return amount.focus();
    const words = [publisher, date, source].map(({ value }) => value.replace(/[|\s]+/g, ' ').trim());
    const line = [`${amount.value}M${per.value === 'event' ? '' : `/${per.value}`}`, ...words].join(' | ');
    add(line.replace(/[\s|]+$/, ''));
  };
  return make(
    'form',
    { class: 'fields claim', part: 'controls', onsubmit },
    labelled(say('claim-amount'), amount),
    labelled(say('claim-per'), per),
    labelled(say('claim-publisher'), publisher),
    labelled(say('claim-date'), date),
    labelled(say('claim-source'), source),
    make('button', { type: 'submit' }, say('claim-go')),
  );
}
