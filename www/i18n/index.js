// Words by code in the page's language.
//
// In: a language and values. Out: text with the values in their places. English stands in the script; every other language
// is a file of data beside it (never code), fetched once a page; where it can't be had, English serves.

import { en } from './en.js';

/** Languages that have a file beside the script. */
export const languages = ['es', 'fr', 'pt', 'ru', 'ar', 'fa', 'ko', 'hi', 'zh'];

const loaded = new Map([['en', Promise.resolve(en)]]);

/** The language that we can speak, English otherwise; its numbers and dates go with it. */
export function spokenFor(lang) {
  const asked = lang.toLowerCase().split('-')[0];
  return languages.includes(asked) ? lang : asked === 'en' ? lang : 'en';
}

/** The words of a language that we speak; `base` is the address of the script. */
export function wordsOf(lang, base) {
  const short = lang.toLowerCase().split('-')[0];
  if (!loaded.has(short)) {
    const file = fetch(new URL(`i18n/${short}.json`, base), { credentials: 'omit', referrerPolicy: 'no-referrer' });
    const words = file.then(response => (response.ok ? response.json() : {})).then(own => ({ ...en, ...own }));
    loaded.set(short, words.catch(() => en));
  }
  return loaded.get(short);
}

/** `say(code, values)`: a text, or its plural form chosen by `values.n`; numbers as the language writes them. */
export function sayer(words, { plural, whole }) {
  return (code, values = {}) => {
    let text = Object.hasOwn(words, code) ? words[code] : code;
    if (typeof text === 'object') text = text[plural(values.n)] || text.other;
    return text.replace(/\{(\w+)\}/g, (all, name) => {
      const value = Object.hasOwn(values, name) ? values[name] : all;
      return typeof value === 'number' ? whole(value) : value;
    });
  };
}
