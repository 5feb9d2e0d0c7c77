// The Report in a language: its headline and its sentence from codes and values.
//
// In: a Report whose `sentence_parts` are codes with values, the words. Out: text. In English, or where a language lacks a
// part, the Report's own English serves.

import { lengthOf } from './tables.js';

const MOMENT = /^\d{4}-\d\d-\d\dT/;
const MONEY = /usd|money|cost/i;
const SECS = /secs$/;

/** One short line about the selected outage. */
export function headlineOf(report, outage, tools) {
  if (tools.format.locale.startsWith('en') && (!outage || outage.id === report.selected) && report.headline) return report.headline;
  if (!outage) return tools.say('outages-none');
  return `${lengthOf(outage, tools)} · ${tools.format.moment(outage.start.best)} UTC`;
}

/** One outage among the others, in a line. */
export function lineOf(report, outage, { format, say }) {
  const list = report.outages.filter(other => !other.rejected);
  const given = { i: list.indexOf(outage) + 1, n: list.length, start: format.moment(outage.start.best) };
  return say('outage-line', { ...given, span: format.span(outage.duration_secs.best), depth: format.percent(outage.depth) });
}

/** The parts after the headline, where this language has words for every one of them. */
function partsOf(report, tools) {
  const parts = (report.sentence_parts || []).slice(1);
  const known = parts.length && parts.every(part => Object.hasOwn(tools.words, `part-${part.code}`));
  return tools.format.locale.startsWith('en') || !known ? null : parts;
}

/** Marks English in a page of another language as English. */
export function tongueOf(report, tools) {
  return tools.format.locale.startsWith('en') || partsOf(report, tools) ? {} : { lang: 'en', dir: 'ltr' };
}

/** The story in a sentence or three. */
export function sentenceOf(report, tools) {
  const parts = partsOf(report, tools);
  if (!parts) return report.sentence;
  return parts.map(part => tools.say(`part-${part.code}`, spoken(part.values, tools.format))).join(tools.say('part-join'));
}

function spoken(values, format) {
  const said = {};
  for (const [name, value] of Object.entries(values)) {
    if (typeof value === 'number') said[name] = SECS.test(name) ? format.span(value) : MONEY.test(name) ? format.money(value) : format.number(value);
    else if (MOMENT.test(value)) said[name] = format.moment(value);
    else said[name] = /^[A-Z]{2}$/.test(value) ? format.country(value) : value;
  }
  return said;
}
