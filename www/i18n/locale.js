// The page's language at an element: words, numbers and dates, and what is said of a Report.
//
// In: the element, the zone and currency that are shown. Out: a locale, the same object as long as none of that changes.

import { formatter } from './format.js';
import { headlineOf, ledeOf, lineOf, markOf, sentenceOf } from './story.js';
import { sayer, spokenFor, wordsOf } from './words.js';

/** @import { Locale } from '../_types.d.ts' */

/**
 * The locale of the language that is nearest to the element.
 * @param {Element} element
 * @param {string | null | undefined} zone
 * @param {string | undefined} currency
 * @param {Locale | null} before
 * @returns {Promise<Locale>}
 */
export async function localeFor(element, zone, currency, before) {
  const near = /** @type {HTMLElement | null} */ (element.closest('[lang]'));
  const lang = spokenFor(near?.lang || 'en');
  const key = [lang, zone, currency].join(' ');
  if (before?.key === key) return before;
  const words = await wordsOf(lang);
  const format = formatter(lang, zone, currency);
  const say = sayer(words, format);
  /** @type {Locale} */
  const locale = {
    key,
    lang,
    say,
    format,
    words,
    // What the engine's tables name, in the page's words where the language has any; English has the engine's.
    named: (/** @type {string} */ code, /** @type {any} */ own = undefined) =>
      Object.hasOwn(words, code) ? say(code) : own,
    headline: (report, outage) => headlineOf(report, outage, locale),
    sentence: report => sentenceOf(report, locale),
    lede: report => ledeOf(report, locale),
    line: (report, outage) => lineOf(report, outage, locale),
    mark: report => markOf(report, locale),
  };
  return locale;
}
