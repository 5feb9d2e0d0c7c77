// What went wrong: what to do, and details to copy that hold nothing of the data.

import { make, withEnglish } from '../shared/dom.js';
import { dropZone } from './controls.js';
import { copyText } from './exports.js';

/** @import { Acts, Locale } from '../_types.d.ts' */
/** @import { Failure } from '../engine/failure.js' */

// What a file of the reader's own would not mend.
const NOT_OF_A_FILE = /^(policy|file-page|engine|status|unreachable)/;

/**
 * The nodes, and the sentence for those who listen.
 * @param {Locale} locale
 * @param {Failure} failure
 * @param {string} mode
 * @param {'undo' | 'back' | null} back Where the reader can go back to: how the file was read before, the author's data.
 * @param {Acts} acts
 * @param {(text: string) => void} announce
 */
export function failurePanel(locale, failure, mode, back, acts, announce) {
  const { say, named } = locale;
  const { code, details } = failure;
  const refused = Boolean(details.found);
  const own = named(`refusal-${code}`);
  const known = `trouble-${code === 'trap' ? 'ours' : code}`;
  const words = say(known, details);
  const sentence = refused ? [details.found, details.need].join(' ') : words === known ? failure.message : words;
  const line = details.place?.line;
  // The same file is read the same way again.
  const again = refused
    ? back && make('button', { onclick: acts[back] }, say(back))
    : make('button', { onclick: acts.retry }, say('again'));
  const copy = () => copyText(detailsOf(failure)).then(() => announce(say('copied')));
  const panel = make(
    'div',
    { class: 'trouble', part: 'trouble' },
    refused && mode !== 'calculator' && make('h3', {}, say('trouble')),
    refused ? withEnglish('div', own, sentence) : make('p', {}, sentence),
    line && make('p', { class: 'soft' }, say('trouble-place', { line })),
    make('div', { class: 'bar' }, again, code === 'trap' && make('button', { onclick: copy }, say('copy-text'))),
  );
  const offer = !NOT_OF_A_FILE.test(code) && mode !== 'calculator';
  return { nodes: [panel, ...(offer ? [dropZone(locale, true, acts.give)] : [])], sentence: own || sentence };
}

/** @param {Failure} failure */
function detailsOf({ code, message }) {
  return JSON.stringify({ code, message: code === 'trap' ? message : undefined, agent: navigator.userAgent });
}
