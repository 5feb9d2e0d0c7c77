// The author's colours, and which of them are too faint to read.

import { by, field, say } from './page.js';

/** @typedef {'accent' | 'outage'} Name */

/** The papers of the widget. */
const PAPERS = { light: '#ffffff', dark: '#16181b' };
/** What each colour is for, and the least contrast with the paper (WCAG 2.2, sections 1.4.3 and 1.4.11). @type {[Name, string, number][]} */
const LEAST = [
  ['accent', 'The accent', 4.5],
  ['outage', 'The colour of outages', 3],
];

/** @returns {Record<Name, string> | null} */
export function colours() {
  return by('colours').checked ? { accent: field('accent').value, outage: field('outage').value } : null;
}

/**
 * How bright a colour is (WCAG 2.2, *relative luminance*).
 * @param {string} colour
 */
function luminance(colour) {
  const [red, green, blue] = [1, 3, 5].map(at => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/**
 * The contrast of two colours (WCAG 2.2, section 1.4.3).
 * @param {string} one
 * @param {string} other
 */
function contrast(one, other) {
  const [a, b] = [luminance(one) + 0.05, luminance(other) + 0.05];
  return Math.max(a, b) / Math.min(a, b);
}

/**
 * What is too faint for words and for marks.
 * @param {Record<Name, string>} chosen
 */
function faint(chosen) {
  const theme = field('theme').value;
  const papers = Object.entries(PAPERS).filter(([name]) => !theme || name === theme);
  return papers
    .flatMap(([name, paper]) =>
      LEAST.filter(([colour, , least]) => contrast(chosen[colour], paper) < least).map(
        ([, words]) => `${words} is too faint on a ${name} page.`,
      ),
    )
    .join(' ');
}

/**
 * Puts the colours on elements, and says what is too faint.
 * @param {HTMLElement[]} elements
 */
export function paint(elements) {
  const chosen = colours();
  const words = chosen ? faint(chosen) : '';
  say('colours-said', words, true);
  by('colours-said').hidden = !words;
  for (const { style } of elements) {
    for (const [name] of LEAST) {
      if (chosen) style.setProperty(`--ol-${name}`, chosen[name]);
      else style.removeProperty(`--ol-${name}`);
    }
  }
}
