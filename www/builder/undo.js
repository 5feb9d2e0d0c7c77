// The buttons and keys of undo and redo, and what a step holds: the form as it stands, the edits, the files.
//
// In: the author's changes. Out: the form, the edits and the files as they were. Keys in a field that takes text are the field's own.

import { takesText } from '../shared/paste.js';
import { showClaims } from './claims.js';
import { History } from './history.js';
import { by, form, say } from './page.js';

/** @import { Edits, Kept } from './edits.js' */
/** @typedef {{ values: [string, string][], ticked: string[], files: File[], edits: Kept }} Step */

/** @type {Map<File, number>} */
const numbers = new Map();
/** @param {File} file */
const numberOf = file => {
  if (!numbers.has(file)) numbers.set(file, numbers.size);
  return numbers.get(file);
};

/** @returns {HTMLInputElement[]} */
const controls = () =>
  /** @type {any} */ ([...form.elements].filter(node => /** @type {any} */ (node).name || node.id === 'colours'));
/** @param {HTMLInputElement} control */
const ticks = control => ['checkbox', 'radio'].includes(control.type);
/** @param {HTMLInputElement} control */
const nameOf = control => [control.name || control.id, ticks(control) ? control.value : ''].join();

/**
 * @param {{ edits: Edits, files: () => File[], restore: (step: Step, fields: boolean) => Promise<void>, changed: () => void }} author
 */
export function listenForUndo({ edits, files, restore, changed }) {
  const history = new History({
    state() {
      const given = controls();
      /** @type {Step} */
      const state = {
        values: given.filter(one => !ticks(one)).map(one => [nameOf(one), one.value]),
        ticked: given.filter(one => ticks(one) && one.checked).map(nameOf),
        files: files(),
        edits: edits.kept(),
      };
      return { state, key: JSON.stringify([state.values, state.ticked, state.files.map(numberOf), state.edits]) };
    },
    async restore(step) {
      const values = new Map(step.values);
      for (const control of controls()) {
        if (ticks(control)) control.checked = step.ticked.includes(nameOf(control));
        else control.value = values.get(nameOf(control)) ?? control.value;
      }
      showClaims(changed);
      await restore(step, true);
    },
    changed() {
      by('undo').disabled = !history.canUndo;
      by('redo').disabled = !history.canRedo;
    },
  });
  /** @param {-1 | 1} step */
  const go = async step => {
    const gone = await history.go(step);
    say('undo-said', gone ? (step < 0 ? 'Undone.' : 'Done again.') : 'There is no step that way.');
  };
  by('undo').addEventListener('click', () => go(-1));
  by('redo').addEventListener('click', () => go(1));
  addEventListener('keydown', event => {
    const key = event.key.toLowerCase();
    if (!(event.ctrlKey || event.metaKey) || event.altKey || !['z', 'y'].includes(key)) return;
    if (takesText(event.composedPath()[0])) return;
    event.preventDefault();
    go(key === 'y' || event.shiftKey ? 1 : -1);
  });
  return history;
}
