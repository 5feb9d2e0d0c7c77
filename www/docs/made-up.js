// Made-up tables of measurements for the gallery: the same each time.

const DAY_SECS = 86400;
const BEGIN = Date.UTC(2024, 2, 1) / 1000;
const MINUTES = 5;

/** @type {(at: number, day: number, length: number) => boolean} */
export const within = (at, day, length) => at >= day * DAY_SECS && at < (day + length) * DAY_SECS;
/** @param {number} at */
export const outage = at => (within(at, 9, 0.4) ? 0.03 : 1);
/** Cuts in the same hours of many nights. @param {number} at */
export const nightly = at => (at % DAY_SECS >= 22 * 3600 && at > 8 * DAY_SECS && at < 24 * DAY_SECS ? 0.05 : 1);

/**
 * Rows of requests: days with their waves. `left` gives the share that is left, or nothing where no value is.
 * @param {number} days
 * @param {(secs: number) => number | null} left
 */
export function requests(days, left, minutes = MINUTES) {
  const rows = ['time,requests'];
  for (let at = 0; at < days * DAY_SECS; at += minutes * 60) {
    const wave = 1000 + 420 * Math.sin(((at - 9 * 3600) / DAY_SECS) * 2 * Math.PI);
    const share = left(at);
    if (share !== null) rows.push(`${BEGIN + at},${Math.round((wave + (((at / 60) * 7919) % 41)) * share)}`);
  }
  return rows.join('\n');
}

/** Four prefixes that all go and come. */
export function prefixes() {
  const rows = ['time,prefixes'];
  for (let at = 0; at < 8 * DAY_SECS; at += 300) {
    const seen = within(at, 4.2, 0.4) ? 0 : within(at, 4.19, 0.01) ? 2 : 4;
    rows.push(`${BEGIN + at},${seen}`);
  }
  return rows.join('\n');
}

/** Two signals of one network. */
export function pair() {
  const [first, second] = [9, 9.02].map(day => requests(20, at => (within(at, day, 0.4) ? 0.04 : 1)).split('\n'));
  return first.map((row, n) => `${row},${n ? Math.round(Number(second[n].split(',')[1]) / 9) : 'probes'}`).join('\n');
}

/** One sample alone. */
export const sample = () => `time,requests\n${BEGIN},7`;
