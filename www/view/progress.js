// How far reading is: a bar, words, and a button to end it.

import { make } from '../shared/dom.js';

/** @import { Locale, Progress, Report } from '../_types.d.ts' */

// What is read before anybody could follow it needs no figures, which would hold a cold page up.
const BRIEF_MS = 300;

/**
 * The node, and the function that hears of progress; `preview` hears of a preview of the Report.
 * @param {Locale} locale
 * @param {string} name
 * @param {() => void} cancel
 * @param {(report: Report) => void} preview
 * @returns {{ node: HTMLElement, progress: Progress }}
 */
export function progressBar({ say, format }, name, cancel, preview) {
  const bar = make('progress', { max: 1, 'aria-label': say('reading', { name }) });
  const text = make('span', { class: 'soft' }, say('reading', { name }));
  const stop = make('button', { onclick: cancel }, say('cancel'));
  const node = make('div', {}, make('div', { class: 'bar' }, stop, text), bar);
  const began = performance.now();
  // Nothing else has to be done until the first bytes come.
  format.warm();
  return {
    node,
    progress(bytes, total, report) {
      if (report) preview(report);
      if (total) bar.value = Math.min(bytes / total, 1);
      const late = performance.now() - began > BRIEF_MS;
      if (total && bytes >= total) text.textContent = say('looking');
      else if (late && total) text.textContent = say('reading-share', { share: format.percent(bytes / total) });
      else if (late) text.textContent = format.bytes(bytes);
    },
  };
}
