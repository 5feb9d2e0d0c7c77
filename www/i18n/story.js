// The Report in a language: its headline and its sentence from codes and values, lengths, ranges and names.
//
// In: a Report whose `sentence_parts` are codes with values, the words. Out: text. In English, or where a language lacks a
// part, the Report's own English serves.

import { built } from '../built.js';
import { ENGLISH } from '../shared/dom.js';

/** @import { Format, Locale, Outage, Report, Window } from '../_types.d.ts' */

// The largest chance that is said as it is.
const SURE = 0.99;
const MOMENT = /^\d{4}-\d\d-\d\dT/;
/** How a value is said, by its name. @type {Record<string, (format: Format, value: any) => string>} */
const WAYS = {
  secs: ({ span }, value) => span(value),
  give: ({ span }, value) => span(value),
  least: ({ span }, value) => span(value),
  most: ({ span }, value) => span(value),
  depth: ({ percent }, value) => percent(value),
  share: ({ percent }, value) => percent(value),
  country: ({ country }, value) => country(value),
};

/**
 * Length of an outage, honest about one that goes on.
 * @param {Outage} outage
 * @param {Locale} locale
 */
export function lengthOf(outage, { say, format }) {
  const span = format.span(outage.duration_secs.best);
  return outage.ongoing || outage.started_before ? say('at-least', { span }) : span;
}

/**
 * Low to high, or why there is none.
 * @param {{ low?: any, high?: any } | null | undefined} range
 * @param {Locale} locale
 */
export function rangeOf(range, { say, format }) {
  if (!range) return say('no-price');
  const [low, high] = [format.money(range.low), format.money(range.high)];
  return low === high ? low : say('range', { low, high });
}

/**
 * A model's name in the engine's table, which the script was built with.
 * @param {string} id
 */
export const modelName = id => built.models.find(model => model.id === id)?.name || id;

/**
 * One short line about the selected outage.
 * @param {Report} report
 * @param {Outage | undefined} outage
 * @param {Locale} locale
 */
export function headlineOf(report, outage, locale) {
  if (outage && outage.id !== report.selected) {
    return `${lengthOf(outage, locale)} · ${locale.format.moment(outage.start.best)} UTC`;
  }
  return partsOf(report, locale)?.[0] || report.headline || locale.say('outages-none');
}

/**
 * One outage among the others, in a line.
 * @param {Report} report
 * @param {Outage} outage
 * @param {Locale} locale
 */
export function lineOf(report, outage, { format, say }) {
  const list = report.outages.filter(other => !other.rejected);
  return say('outage-line', {
    i: list.indexOf(outage) + 1,
    n: list.length,
    start: format.moment(outage.start.best),
    span: format.span(outage.duration_secs.best),
    depth: format.percent(outage.depth),
  });
}

/**
 * What a person would say first: when it was, how sure that is, and what it cost by any method. Null where there is no outage
 * to speak of.
 * @param {Report} report
 * @param {Locale} locale
 */
export function ledeOf(report, locale) {
  const { say, format, words } = locale;
  const outage = report.outages.find(({ id }) => id === report.selected);
  const when = (report.sentence_parts || []).find(({ code }) => code.startsWith('when'));
  if (!outage || !when || !Object.hasOwn(words, `part-${when.code}`)) return null;
  const sentences = [say(`part-${when.code}`, spoken(when.values, locale))];
  const measured = report.source.series.length > 0;
  if (measured && outage.confidence) {
    // An estimate that rounds to certainty is none.
    const sure = outage.confidence > SURE ? `> ${format.percent(SURE)}` : format.percent(outage.confidence);
    sentences.push(say('lede-sure', { confidence: sure }));
  }
  const { usual, ours } = (outage.cost || report.cost)?.headline || {};
  const ranges = [usual, ours].filter(range => range !== null && range !== undefined);
  if (ranges.length) {
    const low = format.money(Math.min(...ranges.map(range => range.low)));
    const high = format.money(Math.max(...ranges.map(range => range.high)));
    sentences.push(say('lede-price', { low, high }));
  }
  return sentences.join(say('part-join'));
}

/**
 * A window of time; null is the whole.
 * @param {Window} window
 * @param {Locale} locale
 */
export function windowOf(window, { say, format }) {
  if (!window) return say('whole');
  return say('zoomed', { from: format.moment(window.from), until: format.moment(window.until) });
}

/**
 * The story in a sentence or three.
 * @param {Report} report
 * @param {Locale} locale
 */
export function sentenceOf(report, locale) {
  const parts = partsOf(report, locale);
  return parts ? parts.slice(1).join(locale.say('part-join')) : report.sentence;
}

/**
 * Marks English in a page of another language as English.
 * @param {Report} report
 * @param {Locale} locale
 */
export function markOf(report, locale) {
  return partsOf(report, locale) ? {} : ENGLISH;
}

/**
 * Every part in this language, the headline first; null where it has no words for one of them.
 * @param {Report} report
 * @param {Locale} locale
 */
function partsOf(report, locale) {
  const parts = report.sentence_parts || [];
  const known = parts.length && parts.every(part => Object.hasOwn(locale.words, `part-${part.code}`));
  return known ? parts.map(part => locale.say(`part-${part.code}`, spoken(part.values, locale))) : null;
}

/**
 * The words of a duration, and those behind its times: as far off both ways, between its least and its most, at least so long.
 * @param {Record<string, any>} values
 */
function looseness({ give = 0, least = 0, most = 0 }) {
  if (give >= 1) return ['part-give', 'part-sure'];
  if (most > 0) return ['part-between', 'part-sure-between'];
  return least > 0 ? ['at-least'] : [];
}

/**
 * The values of a part as they are said.
 * @param {Record<string, any>} values
 * @param {Locale} locale
 */
function spoken(values, locale) {
  const { say, format } = locale;
  /** @type {Record<string, any>} */
  const said = { length: '', sure: '', local: '', range: rangeOf(values, locale) };
  for (const [name, value] of Object.entries(values)) {
    if (Object.hasOwn(WAYS, name)) said[name] = WAYS[name](format, value);
    else said[name] = MOMENT.test(value) ? format.moment(value) : value;
  }
  const [length, sure] = looseness(values);
  said.length = length ? say(length, { ...said, span: said.secs }) : said.secs;
  if (sure) said.sure = say(sure, said);
  if (values.end && format.hasLocal) {
    const clock = { from: format.localClock(values.start), until: format.localClock(values.end), place: format.place };
    said.local = say('part-local', clock);
  }
  said.meaning = locale.named(`symbol-${values.symbol}`, said.meaning);
  return said;
}
