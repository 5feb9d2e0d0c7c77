// The contenders that read a file in a worker: each takes the same File and gives two Float64Arrays, times and values.
//
// In: `{ kind, file }`. Out: `{ ms, rows, sum }`, timed in the worker, its script warm.
importScripts(
  'peers/papaparse/papaparse.min.js',
  'peers/d3-dsv/dist/d3-dsv.min.js',
  'peers/udsv/dist/uDSV.iife.min.js',
);

/** Columns that grow. */
class Columns {
  constructor() {
    this.times = new Float64Array(1 << 16);
    this.values = new Float64Array(1 << 16);
    this.rows = 0;
  }
  push(time, value) {
    if (this.rows === this.times.length) {
      for (const name of ['times', 'values']) {
        const wider = new Float64Array(this.rows * 2);
        wider.set(this[name]);
        this[name] = wider;
      }
    }
    this.times[this.rows] = time;
    this.values[this.rows++] = value;
  }
}

const chunks = async (file, take) => {
  const reader = file.stream().getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    take(value);
  }
};

const kinds = {
  /** Nothing but the bytes. */
  async stream(file) {
    let bytes = 0;
    await chunks(file, chunk => {
      bytes += chunk.length;
    });
    return { rows: bytes, values: [] };
  },

  /** A loop made for this one layout: `2024-01-01T00:00:00Z,12.34` and nothing else. */
  async loop(file) {
    const columns = new Columns();
    const days = new Map();
    let rest = new Uint8Array(0);
    let head = true;
    const line = (bytes, from, until) => {
      if (head) {
        head = false;
        return;
      }
      const digit = at => bytes[at] - 48;
      const two = at => digit(at) * 10 + digit(at + 1);
      const day = ((two(from) * 100 + two(from + 2)) * 12 + two(from + 5)) * 31 + two(from + 8);
      let midnight = days.get(day);
      if (midnight === undefined) {
        midnight = Date.UTC(two(from) * 100 + two(from + 2), two(from + 5) - 1, two(from + 8));
        days.set(day, midnight);
      }
      const time = midnight + ((two(from + 11) * 60 + two(from + 14)) * 60 + two(from + 17)) * 1000;
      let whole = 0;
      let scale = 0;
      for (let at = from + 21; at < until; at++) {
        const byte = bytes[at];
        if (byte === 46) scale = 1;
        else {
          whole = whole * 10 + byte - 48;
          scale *= 10;
        }
      }
      columns.push(time, whole / (scale || 1));
    };
    await chunks(file, chunk => {
      let bytes = chunk;
      if (rest.length) {
        bytes = new Uint8Array(rest.length + chunk.length);
        bytes.set(rest);
        bytes.set(chunk, rest.length);
      }
      let from = 0;
      for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, from)) {
        line(bytes, from, at);
        from = at + 1;
      }
      rest = bytes.slice(from);
    });
    return columns;
  },

  papaparse: file =>
    new Promise((done, failed) => {
      const columns = new Columns();
      let head = true;
      Papa.parse(file, {
        fastMode: true,
        chunk: ({ data }) => {
          for (const row of data) {
            if (head) head = false;
            else if (row.length > 1) columns.push(Date.parse(row[0]), Number(row[1]));
          }
        },
        complete: () => done(columns),
        error: failed,
      });
    }),

  async 'd3-dsv'(file) {
    const columns = new Columns();
    d3.csvParseRows(await file.text(), (row, index) => {
      if (index) columns.push(Date.parse(row[0]), Number(row[1]));
    });
    return columns;
  },

  async udsv(file) {
    const text = await file.text();
    const parser = uDSV.initParser(uDSV.inferSchema(text.slice(0, 4096)));
    const columns = new Columns();
    for (const [time, value] of parser.typedArrs(text)) columns.push(Number(time), value);
    return columns;
  },

  /** Each cell becomes a number as soon as it is cut. */
  async 'csv-simple-parser'(file) {
    const { default: parse } = await import('./peers/csv-simple-parser/dist/index.js');
    const columns = new Columns();
    const infer = (cell, _row, column) => (column ? Number(cell) : Date.parse(cell));
    for (const [time, value] of parse(await file.text(), { infer }).slice(1)) columns.push(time, value);
    return columns;
  },

  /** The page's own parser, every list of numbers into a typed array. */
  async 'JSON.parse'(file) {
    const { data } = JSON.parse(await file.text());
    const lists = data.flat().map(({ values }) => Float64Array.from(values));
    return {
      rows: lists.reduce((sum, list) => sum + list.length, 0),
      values: lists.flatMap(list => Array.from(list.subarray(0, 1))),
    };
  },
};

self.onmessage = async ({ data: { kind, file } }) => {
  const began = performance.now();
  const { rows, values } = await kinds[kind](file);
  const ms = performance.now() - began;
  let sum = 0;
  for (let at = 0; at < rows && at < values.length; at++) sum += values[at];
  self.postMessage({ ms, rows, sum });
};
