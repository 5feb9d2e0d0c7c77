// An author's edit → the line of words that the engine takes.

/** @import { Edit } from '../_types.d.ts' */

/**
 * @param {Edit} edit
 */
export function editLine(edit) {
  const { id, reject, start, end, series, depth = 1 } = /** @type {Record<string, any>} */ (edit);
  if (!id) return `add ${depth} ${Date.parse(start)} ${Date.parse(end)} ${series}`;
  if (reject) return `reject ${id}`;
  return start ? `start ${id} ${Date.parse(start)}` : `end ${id} ${Date.parse(end)}`;
}
