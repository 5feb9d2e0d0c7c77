// A paste → files: cells of a spreadsheet are text with a line break in it.

/**
 * @param {ClipboardEvent} event
 * @returns {File[]}
 */
export function filesOfPaste({ clipboardData: data }) {
  const text = data?.getData('text/plain') || '';
  return text.includes('\n') ? [new File([text], 'pasted.tsv')] : [...(data?.files || [])];
}

/**
 * Whether a paste goes into a field that takes text.
 * @param {EventTarget | null} target
 */
export function takesText(target) {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches('input:not([type=file]), textarea');
}
