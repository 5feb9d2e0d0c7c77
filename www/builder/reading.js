// How the author's file was read, and what the author says instead: the figure's own panel, in the form.

import { en } from '../i18n/en.js';
import { columnsPanel, offered } from '../view/columns.js';
import { by } from './page.js';
import { settings } from './settings.js';

/** @import { Report } from '../_types.d.ts' */

/** @type {import('../_types.d.ts').Say} */
const say = (code, values = {}) => {
  const text = /** @type {Record<string, any>} */ (en)[code] ?? code;
  return String(text).replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
};

/**
 * @param {Report} report
 * @param {(change: Record<string, string>) => void} set
 */
export function showReading(report, set) {
  const context = { settings: settings(), say, set };
  const offers = report.notes.filter(note => note.offer).map(note => offered(note, context));
  const panel = columnsPanel(report, context);
  by('columns').replaceChildren(...offers, ...(panel ? [panel] : []));
  by('reading').hidden = !panel && !offers.length;
  // What has to be decided is not folded away.
  if (offers.length) by('reading').open = true;
}
