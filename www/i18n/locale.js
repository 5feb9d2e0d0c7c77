// The page's language at an element: words, numbers and dates, what is said of a Report, what the charts say.
//
// In: the element, the zone and currency that are shown. Out: tools, the same object as long as none of that changes.

import { formatter } from '../view/format.js';
import { modelOf } from '../view/tables.js';
import { headlineOf, lineOf, sentenceOf, tongueOf } from '../view/story.js';
import { sayer, spokenFor, wordsOf } from './index.js';

/** Tools for the language that is nearest to the element. */
export async function toolsFor(element, zone, currency, before, base) {
  const near = element.closest('[lang]');
  const lang = spokenFor((near && near.lang) || 'en');
  const key = [lang, zone, currency].join(' ');
  if (before && before.key === key) return before;
  const words = await wordsOf(lang, base);
  const format = formatter(lang, zone, currency);
  const say = sayer(words, format);
  // What the engine's tables name, in the page's words where the language has any; English has the engine's.
  const named = (code, own) => (Object.hasOwn(words, code) ? say(code) : own);
  const tools = { key, lang, say, format, words, named };
  tools.headline = (report, outage) => headlineOf(report, outage, tools);
  tools.sentence = report => sentenceOf(report, tools);
  tools.line = (report, outage) => lineOf(report, outage, tools);
  tools.tongue = report => tongueOf(report, tools);
  return tools;
}

/** What the charts of a Report say; `story` gives it in words. */
export function voiceOf({ say, format, words }, story, catalogue, dir) {
  // Embedded, so that two amounts in one right-to-left line keep their order, and three dots stand at a line's end; WebKit's
  // canvas breaks isolates up.
  const embedded = text => (dir === 'rtl' ? `\u202b${text}\u202c` : text);
  const word = code => {
    if (code === 'local') return format.place;
    if (code === 'story') return story();
    const own = [`ink-${code}`, code].find(key => Object.hasOwn(words, key));
    return own ? embedded(say(own)) : modelOf(code.replace('model-', ''), catalogue);
  };
  const ways = {
    word,
    country: format.country,
    number: value => format.compact(value),
    money: value => embedded(format.money(value)),
    tick: (at, grain) => format.tick(at, grain, false),
    local: (at, grain) => (format.hasLocal ? format.tick(at, grain, true) : ''),
  };
  return (what, value, grain) => ways[what](value, grain);
}
