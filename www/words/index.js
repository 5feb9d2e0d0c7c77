// Words by code in the page's language.
//
// In: a language and values. Out: text with the values in their places. English stands in the script; every other language
// is a file of data beside it (never code), fetched once a page; where it can't be had, English serves.

import { en } from './en.js';

/** Languages that have a file beside the script. */
export const languages = ['es'];

const loaded = new Map([['en', Promise.resolve(en)]]);

/** The words of a language; `base` is the address of the script. */
export function wordsOf(lang, base) {
  const short = String(lang || 'en').toLowerCase().split('-')[0];
  if (short !== 'en' && !languages.includes(short)) return loaded.get('en');
  if (!loaded.has(short)) {
    const file = fetch(new URL(`words/${short}.json`, base), { credentials: 'omit', referrerPolicy: 'no-referrer' });
    const words = file.then(response => (response.ok ? response.json() : {})).then(own => ({ ...en, ...own }));
    loaded.set(short, words.catch(() => en));
  }
  return loaded.get(short);
}

/** `say(code, values)`: a text, or its plural form chosen by `values.n`. */
export function sayer(words, plural) {
  return (code, values = {}) => {
    let text = Object.hasOwn(words, code) ? words[code] : code;
    if (typeof text === 'object') text = text[plural(Number(values.n))] || text.other;
    return text.replace(/\{(\w+)\}/g, (all, name) => (Object.hasOwn(values, name) ? String(values[name]) : all));
  };
}
