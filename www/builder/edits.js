// The table in which an author checks the outages: what was found, and what is changed of it.
//
// In: the Report as found. Out: edits in the order that the engine can follow, and remarks. Times are UTC.

/** A cell, an input, a button: an element with properties and children; `label` is what those hear who don't see it. */
export function make(tag, { label, ...given } = {}, ...children) {
  const node = Object.assign(document.createElement(tag), given);
  if (label) node.setAttribute('aria-label', label);
  node.append(...children);
  return node;
}

/** Words of a status: what is written again is read out again. */
export function tell(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

const field = iso => iso.replace(/Z$/, '').slice(0, 19);
const changed = ({ keep, from, until, was }) => !keep || from !== was[0] || until !== was[1];
const moment = value => (value ? new Date(`${value}Z`).toISOString().replace('.000', '') : '');

/** Keeps what an author changes; `changed()` is called after every change. */
export class Edits {
  #found = [];
  #added = [];
  remarks = [];

  constructor({ table, own, changed }) {
    this.table = table;
    this.own = own;
    this.changed = changed;
  }

  /** Takes what was found. Of other outages in the same data (`same`) the author's changes are kept where they have one place; gives how many have none. */
  begin(report, same) {
    const before = same ? this.#found.filter(changed) : [];
    const lost = same ? 0 : this.list().length + this.remarks.length;
    const name = id => report.source.series.find(series => series.id === id)?.label || id;
    const several = report.source.series.length > 1;
    this.#found = report.outages.map(({ id, reference, start, end, depth, confidence, ongoing }) => {
      const was = [start, end].map(edge => field(edge.best));
      return { id, reference, signal: several ? name(reference) : '', depth, confidence, ongoing, keep: true, from: was[0], until: was[1], was };
    });
    if (!same) [this.#added, this.remarks] = [[], []];
    const placed = before.filter(old => {
      const meant = this.#found.filter(row => row.reference === old.reference && row.was[0] < old.was[1] && old.was[0] < row.was[1]);
      if (meant.length !== 1 || changed(meant[0])) return false;
      const [row] = meant;
      row.keep = old.keep;
      if (old.from !== old.was[0]) row.from = old.from;
      if (old.until !== old.was[1]) row.until = old.until;
      return true;
    });
    this.#show();
    return lost + before.length - placed.length;
  }

  get any() {
    return this.list().length + this.remarks.length > 0;
  }

  /** The edits. An outage that moves later has its end moved first, so that it never is without length. */
  list() {
    const moved = this.#found.flatMap(row => {
      if (!row.keep) return [{ id: row.id, reject: true }];
      const start = row.from !== row.was[0] && { id: row.id, start: moment(row.from) };
      const end = row.until !== row.was[1] && { id: row.id, end: moment(row.until) };
      return (row.from >= row.was[1] ? [end, start] : [start, end]).filter(Boolean);
    });
    return [...moved, ...this.#added];
  }

  add(outage) {
    this.#added.push({ ...outage, start: moment(outage.start), end: moment(outage.end) });
    this.#show();
    this.changed();
  }

  remark({ from, until, label }) {
    this.remarks.push({ from: moment(from), until: moment(until), kind: 'annotation', label });
    this.#show();
    this.changed();
  }

  #show() {
    const percent = share => (share === null ? '–' : `${Math.round(share * 100)} %`);
    const rows = this.#found.map((row, n) => {
      const line = make('tr', { className: row.keep ? '' : 'off' });
      const keep = make('input', { type: 'checkbox', checked: row.keep, label: `Keep outage ${n + 1}` });
      keep.addEventListener('change', () => {
        row.keep = keep.checked;
        line.className = row.keep ? '' : 'off';
        this.changed();
      });
      const edge = (name, label) => {
        const input = make('input', { type: 'datetime-local', step: 1, max: '9999-12-31T23:59:59', value: row[name], label: `${label} of outage ${n + 1}, UTC` });
        // What is half typed has no value: it is left alone until the field is left.
        const put = value => {
          row[name] = value.length === 16 ? `${value}:00` : value;
          this.changed();
        };
        input.addEventListener('change', () => input.value && put(input.value));
        input.addEventListener('blur', () => {
          if (input.value) return;
          input.value = row.was[name === 'from' ? 0 : 1];
          put(input.value);
        });
        return make('td', {}, input);
      };
      const end = edge('until', 'End');
      if (row.ongoing) end.append(' goes on');
      line.append(make('td', {}, keep), edge('from', 'Start'), end, make('td', { hidden: !row.signal }, row.signal), make('td', {}, percent(row.depth)), make('td', {}, percent(row.confidence)));
      return line;
    });
    this.table.replaceChildren(...rows);
    const item = (list, entry, text) => {
      const away = make('button', { type: 'button', label: `Remove: ${text}` }, 'Remove');
      away.addEventListener('click', () => {
        list.splice(list.indexOf(entry), 1);
        this.#show();
        this.changed();
      });
      return make('li', {}, `${text} `, away);
    };
    this.own.replaceChildren(
      ...this.#added.map(entry => item(this.#added, entry, `Added: ${entry.series}, ${entry.start} to ${entry.end}`)),
      ...this.remarks.map(entry => item(this.remarks, entry, `Remark: ${entry.label}, ${entry.from} to ${entry.until}`)),
    );
  }
}
