// Words by code in the page's language.
//
// In: a language and values. Out: text with the values in their places. English stands in the script; every other language
// is a file of data beside it (never code), fetched once a page; where it can't be had, or is not the one whose hash the
// script carries, English serves.

import { built } from '../built.js';
import { PLAIN } from '../engine/fetch.js';
import { scriptUrl } from '../script-url.js';
import { en } from './en.js';

/** @import { Format, Say, Words } from '../_types.d.ts' */

/** Languages that have a file beside the script. */
export const languages = ['es', 'fr', 'pt', 'ru', 'ar', 'fa', 'ko', 'hi', 'zh'];

/** @type {Map<string, Promise<Words>>} */
const loaded = new Map([['en', Promise.resolve(/** @type {Words} */ (en))]]);

/** @param {string} lang */
const shortOf = lang => lang.toLowerCase().split('-')[0];

/**
 * The language that we can speak, English otherwise; its numbers and dates go with it.
 * @param {string} lang
 */
export function spokenFor(lang) {
  return [...languages, 'en'].includes(shortOf(lang)) ? lang : 'en';
}

/**
 * The words of a language that we speak.
 * @param {string} lang
 */
export function wordsOf(lang) {
  const short = shortOf(lang);
  let words = loaded.get(short);
  if (!words) {
    words = fetchWords(short).catch(() => en);
    loaded.set(short, words);
  }
  return words;
}

/**
 * @param {string} short
 * @returns {Promise<Words>}
 */
async function fetchWords(short) {
  const integrity = built.words[short];
  const response = await fetch(new URL(`i18n/${short}.json`, scriptUrl), { integrity, ...PLAIN });
  return response.ok ? { ...en, ...(await response.json()) } : en;
}

/**
 * A text, or its plural form chosen by `values.n`; numbers as the language writes them.
 * @param {Words} words
 * @param {Format} format
 * @returns {Say}
 */
export function sayer(words, { plural, whole }) {
  return (code, values = {}) => {
    const entry = Object.hasOwn(words, code) ? words[code] : code;
    const text = typeof entry === 'string' ? entry : entry[plural(values.n)] || entry.other;
    return text.replace(/\{(\w+)\}/g, (all, name) => {
      const value = Object.hasOwn(values, name) ? values[name] : all;
      return typeof value === 'number' ? whole(value) : value;
    });
  };
}
