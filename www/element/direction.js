// The direction of writing where an element stands.

/**
 * The nearest of `dir` and `lang` says where lines begin.
 * @param {Element} element
 */
export function directionOf(element) {
  const near = /** @type {HTMLElement | null} */ (element.closest('[dir="rtl"], [dir="ltr"], [lang]'));
  return near ? near.dir || (/^(ar|fa)\b/i.test(near.lang) ? 'rtl' : 'ltr') : 'ltr';
}
