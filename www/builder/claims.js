// Figures that others published, which the author holds against the models: the form's list of them.
//
// In: the field `claim`, a line a figure. Out: a list with a button on each that removes it, and the form that adds one.

import { en } from '../i18n/en.js';
import { make } from '../shared/dom.js';
import { claimForm, linesOf } from '../view/claim-form.js';
import { by, field } from './page.js';

/** @param {string} code */
const say = code => String(/** @type {Record<string, any>} */ (en)[code] ?? code);

/** @param {() => void} changed Called after every change. */
export function listenForClaims(changed) {
  by('claim-form').append(claimForm(say, line => put([...linesOf(field('claim').value), line], changed)));
}

/** Shows the figures that the field holds. @param {() => void} changed */
export function showClaims(changed) {
  const lines = linesOf(field('claim').value);
  const items = lines.map((line, n) => {
    const onclick = () =>
      put(
        lines.filter((_, at) => at !== n),
        changed,
      );
    const away = make('button', { type: 'button', 'aria-label': `Remove: ${line}`, onclick }, 'Remove');
    return make('li', {}, `${line} `, away);
  });
  by('claims').replaceChildren(...items);
}

/**
 * @param {string[]} lines
 * @param {() => void} changed
 */
function put(lines, changed) {
  field('claim').value = lines.join('\n');
  showClaims(changed);
  changed();
}
