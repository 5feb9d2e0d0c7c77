// How a file was read: its first rows, what each column is, which way each series moves in an outage, and the other reading
// where there is one. What is chosen is read anew at once.
//
// In: a Report, the settings, the words. Out: nodes; a change of settings goes out through `set`.

import { ENGLISH, make, select } from '../shared/dom.js';
import { DIRECTIONS, ROLES, withPair } from '../shared/pairs.js';

/** @import { Note, Report, Say, Series, Settings, SourceColumn } from '../_types.d.ts' */
/**
 * @typedef {object} Context
 * @property {Settings} settings
 * @property {Say} say
 * @property {((change: Settings) => void) | null} set Without it nothing can be changed.
 */

/**
 * The panel; null where the file has no columns to speak of.
 * @param {Report} report
 * @param {Context} context
 */
export function columnsPanel({ source }, context) {
  const { columns = [], first_rows = [], series } = source;
  if (!columns.length) return null;
  return make(
    'div',
    { class: 'columns' },
    make('p', { class: 'soft' }, context.say('columns-about')),
    columnTable(columns, first_rows, context),
    series.length > 0 && seriesTable(series, context),
  );
}

/**
 * Another reading that is possible, one click away.
 * @param {Note} note
 * @param {Context} context
 */
export function offered({ message, offer }, { settings, say, set }) {
  const take = () => {
    if (!offer || !set) return;
    const { setting, value } = offer;
    const at = value.lastIndexOf('=');
    const words = setting === 'columns' ? ROLES : DIRECTIONS;
    const paired = setting === 'columns' || setting === 'direction';
    const [name, word] = [value.slice(0, at), value.slice(at + 1)];
    set({ [setting]: paired ? withPair(settings[setting], words, name, word) : value });
  };
  return make(
    'div',
    { class: 'question' },
    make('p', ENGLISH, message),
    set && make('button', { type: 'button', onclick: take }, say('columns-other')),
  );
}

/**
 * The first rows as the file has them, and over each column what it is.
 * @param {SourceColumn[]} columns
 * @param {string[][]} rows
 * @param {Context} context
 */
function columnTable(columns, rows, context) {
  const { say } = context;
  const caption = say('columns-caption');
  const names = columns.map(({ name, role }) =>
    make('th', { scope: 'col', class: role === 'left-out' ? 'out' : null }, make('bdi', {}, name)),
  );
  const roles = columns.map(column => make('td', {}, roleOf(column, context)));
  const reads = columns.map(({ reads, why }) =>
    make('td', { class: 'soft', ...ENGLISH }, reads && make('div', {}, reads), why && make('div', {}, why)),
  );
  const cells = rows.map(row =>
    make(
      'tr',
      {},
      make('td', {}),
      columns.map((_, n) => make('td', { class: 'cell' }, make('bdi', {}, row[n] ?? ''))),
    ),
  );
  /** @param {string} code */
  const head = code => make('th', { scope: 'row' }, say(code));
  return make(
    'div',
    { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': caption },
    make(
      'table',
      { class: 'sheet' },
      make('caption', {}, caption),
      make('thead', {}, make('tr', {}, make('th', { scope: 'col' }, say('column')), names)),
      make('tbody', {}, make('tr', {}, head('role'), roles), make('tr', {}, head('reads'), reads), cells),
    ),
  );
}

/**
 * What was chosen, where nothing can be: printed in the place of the choice.
 * @param {string} words
 */
const onPaper = words => make('span', { class: 'on-paper', 'aria-hidden': 'true' }, words);

/**
 * @param {SourceColumn} column
 * @param {Context} context
 */
function roleOf({ name, role }, { settings, say, set }) {
  if (!set) return say(`role-${role}`);
  const known = ROLES.includes(role) ? ROLES : [role, ...ROLES];
  const control = select(
    known.map(word => [word, say(`role-${word}`)]),
    role,
    word => set({ columns: withPair(settings.columns, ROLES, name, word) }),
  );
  control.setAttribute('aria-label', say('role-of', { name }));
  return [control, onPaper(say(`role-${role}`))];
}

/**
 * Every series: its kind, and whether less or more of it is worse.
 * @param {Series[]} series
 * @param {Context} context
 */
function seriesTable(series, { settings, say, set }) {
  const caption = say('directions-caption');
  const rows = series.map(({ id, label, kind, direction }) => {
    const control = select(
      DIRECTIONS.map(word => [word, say(`direction-${word}`)]),
      direction,
      word => set?.({ direction: withPair(settings.direction, DIRECTIONS, id, word) }),
    );
    control.setAttribute('aria-label', say('direction-of', { name: label || id }));
    return make(
      'tr',
      {},
      make('th', { scope: 'row' }, make('bdi', {}, label || id)),
      make('td', {}, say(`kind-${kind}`)),
      make('td', {}, set ? [control, onPaper(say(`direction-${direction}`))] : say(`direction-${direction}`)),
    );
  });
  const heads = ['signal', 'kind', 'direction'].map(code => make('th', { scope: 'col' }, say(code)));
  return make(
    'div',
    { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': caption },
    make('table', {}, make('caption', {}, caption), make('thead', {}, make('tr', {}, heads)), make('tbody', {}, rows)),
  );
}
