// A moment of a Report in words: when it is, here and there, and the value of each series.

/** @import { Locale, Report } from '../_types.d.ts' */

/**
 * @param {Report} report
 * @param {number} at
 * @param {Locale} locale
 */
export function readoutAt(report, at, locale) {
  const { say, format } = locale;
  const value = report.plot.map(columns => valueAt(report, columns, at, locale)).join('; ');
  const time = format.moment(at);
  return format.hasLocal
    ? say('readout-local', { time, local: format.local(at), value })
    : say('readout', { time, value });
}

/**
 * @param {Report} report
 * @param {Report['plot'][0]} columns
 * @param {number} at
 * @param {Locale} locale
 */
function valueAt(report, columns, at, { say, format }) {
  const place = Math.floor((at - columns.t[0]) / columns.step);
  const series = report.source.series.find(({ id }) => id === columns.series);
  const name = report.plot.length > 1 && series ? `${series.label || series.id} ` : '';
  const [low, high, usual] = [columns.min[place], columns.max[place], columns.baseline[place]];
  if (typeof low !== 'number' || !Number.isFinite(low)) return `${name}${say('readout-missing')}`;
  const value = low === high ? format.number(low) : `${format.number(low)} – ${format.number(high)}`;
  if (!Number.isFinite(usual)) return name + value;
  return name + say('readout-usual', { value, baseline: format.number(usual) });
}
