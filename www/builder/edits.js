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

  /** Begins anew with what was found. */
  begin(report) {
    this.#found = report.outages.map(({ id, start, end, depth, confidence, ongoing }) => ({ id, start: start.best, end: end.best, depth, confidence, ongoing, keep: true }));
    for (const row of this.#found) Object.assign(row, { from: field(row.start), until: field(row.end), was: [field(row.start), field(row.end)] });
    this.#added = [];
    this.#show();
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
      line.append(make('td', {}, keep), edge('from', 'Start'), end, make('td', {}, percent(row.depth)), make('td', {}, percent(row.confidence)));
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
