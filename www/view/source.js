// Where a Report comes from and how it was made: credit and licence, and the receipt, on the page and below pictures.

import { make } from '../shared/dom.js';

/** @import { Locale, Report } from '../_types.d.ts' */

/**
 * @param {Report} report
 * @param {Locale} locale
 * @param {string} own
 */
export function creditOf(report, { say }, own) {
  const { credit, provider, licence } = report.source;
  const whose = credit || provider;
  const lines = [
    own && make('span', { class: 'mark' }, say('own-mark')),
    whose && make('span', {}, say('credit', { credit: whose })),
    licence && make('span', {}, say('licence', { licence })),
  ].filter(Boolean);
  return lines.length ? make('p', { class: 'soft bar' }, lines) : null;
}

/**
 * The lines below a picture that leaves the page.
 * @param {Report} report
 * @param {Locale} locale
 * @param {string} own
 */
export function footOf(report, locale, own) {
  const { say } = locale;
  const { credit, provider } = report.source;
  const whose = [own && say('own-mark'), (credit || provider) && say('credit', { credit: credit || provider })];
  return [whose.filter(Boolean).join('. '), receiptOf(report, locale)].filter(Boolean);
}

/**
 * Who computed it, by which rules and facts, of which bytes.
 * @param {Report} report
 * @param {Locale} locale
 */
function receiptOf(report, { say }) {
  const file = report.source.files[0];
  if (!file) return '';
  const { detector, economy } = report.receipt;
  const { name, sha256 } = file;
  return say('receipt', { engine: report.engine, detector, economy, name, hash: sha256.slice(0, 16) });
}

/**
 * @param {Report} report
 * @param {Locale} locale
 * @param {string} way
 */
export function receipt(report, locale, way) {
  const ways = { inline: 'receipt-way', address: 'receipt-address' };
  const how = /** @type {Record<string, string>} */ (ways)[way];
  const parts = [receiptOf(report, locale), how && locale.say(how)].filter(Boolean);
  return parts.length ? make('p', { class: 'receipt' }, parts.join(' ')) : null;
}
