// The Report in a language: its headline and its sentence from codes and values.
//
// In: a Report whose `sentence_parts` are codes with values, the words. Out: text. In English, or where a language lacks a
// part, the Report's own English serves.

import { ENGLISH } from '../shared/dom.js';
import { lengthOf, rangeOf } from './tables.js';

const MOMENT = /^\d{4}-\d\d-\d\dT/;
/** How a value is said, by its name. */
const ways = { secs: 'span', give: 'span', depth: 'percent', share: 'percent', country: 'country' };

/** One short line about the selected outage. */
export function headlineOf(report, outage, tools) {
  if (!outage || outage.id === report.selected) return (told(report, tools) || [report.headline || tools.say('outages-none')])[0];
  return `${lengthOf(outage, tools)} · ${tools.format.moment(outage.start.best)} UTC`;
}

/** One outage among the others, in a line. */
export function lineOf(report, outage, { format, say }) {
  const list = report.outages.filter(other => !other.rejected);
  const given = { i: list.indexOf(outage) + 1, n: list.length, start: format.moment(outage.start.best) };
  return say('outage-line', { ...given, span: format.span(outage.duration_secs.best), depth: format.percent(outage.depth) });
}

/** Every part in this language, the headline first; null where it has no words for one of them. */
function told(report, tools) {
  const parts = report.sentence_parts || [];
  const known = parts.length && parts.every(part => Object.hasOwn(tools.words, `part-${part.code}`));
  return known ? parts.map(part => tools.say(`part-${part.code}`, spoken(part.values, tools))) : null;
}

/** Marks English in a page of another language as English. */
export function tongueOf(report, tools) {
  return told(report, tools) ? {} : ENGLISH;
}

/** The story in a sentence or three. */
export function sentenceOf(report, tools) {
  const parts = told(report, tools);
  return parts ? parts.slice(1).join(tools.say('part-join')) : report.sentence;
}

function spoken(values, tools) {
  const { say, format } = tools;
  const said = { length: '', sure: '', local: '', range: rangeOf(values, tools) };
  for (const [name, value] of Object.entries(values)) {
    said[name] = Object.hasOwn(ways, name) ? format[ways[name]](value) : MOMENT.test(value) ? format.moment(value) : value;
  }
  const loose = values.give >= 1;
  said.length = loose ? say('part-give', said) : said.secs;
  if (loose) said.sure = say('part-sure', said);
  if (values.end && format.hasLocal) {
    const clock = { from: format.localClock(values.start), until: format.localClock(values.end), place: format.place };
    said.local = say('part-local', clock);
  }
  said.meaning = tools.named(`symbol-${values.symbol}`, said.meaning);
  return said;
}
