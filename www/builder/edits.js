// The table in which an author checks the outages: what was found, and what is changed of it.
//
// In: the Report as found. Out: edits in the order that the engine can follow, and remarks. Times are UTC.

import { make } from '../shared/dom.js';

/** @import { Edit, Report } from '../_types.d.ts' */
/** @typedef {{ series: string, start: string, end: string, depth: number }} Added */
/** @typedef {{ from: string, until: string, kind: 'annotation', label: string }} Remark */
/**
 * @typedef {object} Row
 * @property {string} id
 * @property {string} reference
 * @property {string} signal
 * @property {number} depth
 * @property {number | null} confidence
 * @property {boolean} ongoing
 * @property {boolean} keep
 * @property {string} from
 * @property {string} until
 * @property {string[]} was
 */

/** @param {string} iso */
const fieldOf = iso => iso.replace(/Z$/, '').slice(0, 19);
/** @param {string} value */
const moment = value => (value ? new Date(`${value}Z`).toISOString().replace('.000', '') : '');
/** @param {Row} row */
const changed = ({ keep, from, until, was }) => !keep || from !== was[0] || until !== was[1];
/** @param {number | null} share */
const percent = share => (share === null ? '–' : `${Math.round(share * 100)} %`);

/** What is kept of a step: rows that are changed, what was added, remarks. @typedef {{ rows: Row[], added: Added[], remarks: Remark[] }} Kept */

/** Keeps what an author changes; `changed()` is called after every change. */
export class Edits {
  /** @type {Row[]} */
  #found = [];
  /** @type {Added[]} */
  #added = [];
  /** @type {Remark[]} */
  remarks = [];

  /** @param {{ table: HTMLElement, own: HTMLElement, changed: () => void }} places */
  constructor({ table, own, changed }) {
    this.table = table;
    this.own = own;
    this.changed = changed;
  }

  /**
   * Takes what was found. Of other outages in the same data (`same`) the author's changes are kept where they have one place;
   * gives how many have none.
   * @param {Report} report
   * @param {boolean} same
   */
  begin(report, same) {
    const before = same ? this.#found.filter(changed) : [];
    const lost = same ? 0 : this.list().length + this.remarks.length;
    this.#found = rowsOf(report);
    if (!same) [this.#added, this.remarks] = [[], []];
    const placed = before.filter(old => carry(old, this.#found));
    this.#show();
    return lost + before.length - placed.length;
  }

  get any() {
    return this.list().length + this.remarks.length > 0;
  }

  /** The edits. @returns {Edit[]} */
  list() {
    return [...this.#found.flatMap(editsOf), ...this.#added];
  }

  /** A copy of what is changed, for a step back. @returns {Kept} */
  kept() {
    return structuredClone({ rows: this.#found.filter(changed), added: this.#added, remarks: this.remarks });
  }

  /**
   * Puts back what was kept, in the outages as they are now.
   * @param {Kept} kept
   */
  restore(kept) {
    const { rows, added, remarks } = structuredClone(kept);
    this.#found = this.#found.map(row => ({ ...row, keep: true, from: row.was[0], until: row.was[1] }));
    for (const old of rows) carry(old, this.#found);
    [this.#added, this.remarks] = [added, remarks];
    this.#show();
  }

  /** @param {Added} outage */
  add(outage) {
    this.#added.push({ ...outage, start: moment(outage.start), end: moment(outage.end) });
    this.#show();
    this.changed();
  }

  /** @param {{ from: string, until: string, label: string }} remark */
  remark({ from, until, label }) {
    this.remarks.push({ from: moment(from), until: moment(until), kind: 'annotation', label });
    this.#show();
    this.changed();
  }

  #show() {
    this.table.replaceChildren(...this.#found.map((row, n) => this.#line(row, n + 1)));
    const added = this.#added.map(entry => {
      return this.#item(this.#added, entry, `Added: ${entry.series}, ${entry.start} to ${entry.end}`);
    });
    const remarks = this.remarks.map(entry => {
      return this.#item(this.remarks, entry, `Remark: ${entry.label}, ${entry.from} to ${entry.until}`);
    });
    this.own.replaceChildren(...added, ...remarks);
  }

  /**
   * @param {Row} row
   * @param {number} n
   */
  #line(row, n) {
    const keep = make('input', { type: 'checkbox', checked: row.keep, 'aria-label': `Keep outage ${n}` });
    const edges = make(
      'td',
      {},
      make('div', {}, this.#edge(row, 'from', `Start of outage ${n}, UTC`)),
      make('div', {}, this.#edge(row, 'until', `End of outage ${n}, UTC`), row.ongoing && ' goes on'),
    );
    const seen = make(
      'td',
      {},
      row.signal && make('div', {}, row.signal),
      make('div', {}, `depth ${percent(row.depth)}`),
      make('div', {}, `confidence ${percent(row.confidence)}`),
    );
    const line = make('tr', { class: row.keep ? '' : 'off' }, make('td', {}, keep), edges, seen);
    keep.addEventListener('change', () => {
      row.keep = keep.checked;
      line.className = row.keep ? '' : 'off';
      this.changed();
    });
    return line;
  }

  /**
   * @param {Row} row
   * @param {'from' | 'until'} name
   * @param {string} label
   */
  #edge(row, name, label) {
    const max = '9999-12-31T23:59:59';
    const input = make('input', { type: 'datetime-local', step: 1, max, value: row[name], 'aria-label': label });
    // What is half typed has no value: it is left alone until the field is left.
    const put = (/** @type {string} */ value) => {
      row[name] = value.length === 16 ? `${value}:00` : value;
      this.changed();
    };
    input.addEventListener('change', () => input.value && put(input.value));
    input.addEventListener('blur', () => {
      if (input.value) return;
      input.value = row.was[name === 'from' ? 0 : 1];
      put(input.value);
    });
    return input;
  }

  /**
   * @template Entry
   * @param {Entry[]} list
   * @param {Entry} entry
   * @param {string} text
   */
  #item(list, entry, text) {
    const onclick = () => {
      list.splice(list.indexOf(entry), 1);
      this.#show();
      this.changed();
    };
    const away = make('button', { type: 'button', 'aria-label': `Remove: ${text}`, onclick }, 'Remove');
    return make('li', {}, `${text} `, away);
  }
}

/**
 * @param {Report} report
 * @returns {Row[]}
 */
function rowsOf({ outages, source }) {
  /** @param {string} id */
  const name = id => source.series.find(series => series.id === id)?.label || id;
  const several = source.series.length > 1;
  return outages.map(({ id, reference, start, end, depth, confidence, ongoing }) => {
    const was = [start, end].map(edge => fieldOf(edge.best));
    const signal = several ? name(reference) : '';
    return { id, reference, signal, depth, confidence, ongoing, keep: true, from: was[0], until: was[1], was };
  });
}

/**
 * Whether a change has one place among other outages, which then has it.
 * @param {Row} old
 * @param {Row[]} found
 */
function carry(old, found) {
  const overlaps = (/** @type {Row} */ { was }) => was[0] < old.was[1] && old.was[0] < was[1];
  const meant = found.filter(row => row.reference === old.reference && overlaps(row));
  if (meant.length !== 1 || changed(meant[0])) return false;
  const [row] = meant;
  row.keep = old.keep;
  if (old.from !== old.was[0]) row.from = old.from;
  if (old.until !== old.was[1]) row.until = old.until;
  return true;
}

/**
 * The edits of one outage. One that moves later has its end moved first, so that it never is without length.
 * @param {Row} row
 * @returns {Edit[]}
 */
function editsOf({ id, keep, from, until, was }) {
  if (!keep) return [{ id, reject: true }];
  /** @type {Edit[]} */
  const start = from === was[0] ? [] : [{ id, start: moment(from) }];
  /** @type {Edit[]} */
  const end = until === was[1] ? [] : [{ id, end: moment(until) }];
  return from >= was[1] ? [...end, ...start] : [...start, ...end];
}
