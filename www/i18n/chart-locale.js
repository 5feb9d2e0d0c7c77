// What the charts say, in the page's language: the function that the engine's painters call.

import { modelName } from './story.js';

/** @import { ChartLocale, Locale, Outage, Report } from '../_types.d.ts' */

/**
 * @param {Locale} locale
 * @param {() => string} story Gives the Report in words.
 * @param {string} dir
 * @returns {ChartLocale}
 */
export function chartLocaleOf({ say, format, words }, story, dir) {
  /**
   * Embedded, so that two amounts in one right-to-left line keep their order, and three dots stand at a line's end; WebKit's
   * canvas breaks isolates up.
   * @param {string} text
   */
  const embedded = text => (dir === 'rtl' ? `\u202b${text}\u202c` : text);
  /** @param {string} code */
  const word = code => {
    if (code === 'local') return format.place;
    if (code === 'story') return story();
    const own = [`ink-${code}`, code].find(key => Object.hasOwn(words, key));
    return own ? embedded(say(own)) : modelName(code.replace('model-', ''));
  };
  /** @type {Record<string, (value: any, grain?: any) => string>} */
  const ways = {
    word,
    country: format.country,
    number: value => format.compact(value),
    span: value => embedded(format.span(value)),
    money: value => embedded(format.money(value)),
    tick: (at, grain) => format.tick(at, grain, false),
    local: (at, grain) => (format.hasLocal ? format.tick(at, grain, true) : ''),
  };
  return (what, value, grain) => ways[what](value, grain);
}

/**
 * The Report in words, made once for each Report however often it is drawn.
 * @param {Locale} locale
 * @param {() => { report: Report, outage: Outage | undefined }} told
 */
export function storyTeller({ headline, sentence }, told) {
  /** @type {Report | undefined} */
  let last;
  let words = '';
  return () => {
    const { report, outage } = told();
    if (last !== report) words = `${headline(report, outage)}. ${sentence(report)}`;
    last = report;
    return words;
  };
}
