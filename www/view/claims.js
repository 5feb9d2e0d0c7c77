// Figures that others published, held against the models: who says what, and what one would have to believe for each.
//
// In: a price with its claims, the setting `claim` (a line a figure: `37M/day | publisher | date | address`). Out: tables and
// sentences; a form that gives one line more. A claim is somebody's: it is averaged with nothing, and one that a reader adds is
// marked as the reader's.

import { modelName } from '../i18n/story.js';
import { make } from '../shared/dom.js';
import { claimForm, linesOf } from './claim-form.js';
import { cell, number, table } from './tables.js';

/** @import { Claim, Estimate, Implied, Locale } from '../_types.d.ts' */

/** How many figures a price is held against at most. */
const MOST_CLAIMS = 20;
const LINK = /^https?:\/\//;

/** @param {string} name */
const column = (name, figure = true) => make('th', { scope: 'col', class: figure ? 'n' : null }, name);
/** @param {number} value */
const rounded = value => Number(value.toPrecision(2));

/**
 * Everything about published figures; with `set`, figures can be added, and those that are not the author's removed.
 * @param {Estimate} estimate
 * @param {{ claim?: string, claimed: string, mine: boolean, set: ((change: { claim: string }) => void) | null }} given
 * @param {Locale} locale
 */
export function claimsPanel(estimate, { claim, claimed, mine, set }, locale) {
  const { say } = locale;
  const claims = estimate.claims || [];
  const lines = linesOf(claim);
  const authors = linesOf(claimed);
  const own = (/** @type {number} */ n) => lines.length === claims.length && !authors.includes(lines[n]);
  const without = (/** @type {number} */ n) => () => set?.({ claim: lines.filter((_, at) => at !== n).join('\n') });
  const rows = claims.map((one, n) =>
    whoSays(one, estimate, locale, [
      own(n) && mine && make('div', { class: 'mark' }, say('claim-own')),
      own(n) &&
        set &&
        make(
          'button',
          { class: 'plain', 'aria-label': `${say('claim-remove')}: ${asPublished(one, locale)}`, onclick: without(n) },
          say('claim-remove'),
        ),
    ]),
  );
  const heads = [
    column(say('claim-figure'), false),
    ...['lambda', 'usual', 'ours'].map(name => column(say(name))),
    column(say('claim-near'), false),
  ];
  const add = (/** @type {string} */ line) => set?.({ claim: [...lines, line].join('\n') });
  return [
    claims.length > 0 && table(say('claims-caption'), heads, rows),
    ...claims.map(one => believed(one, estimate, locale)),
    set && make('p', { class: 'soft' }, say('claims-about')),
    set && lines.length < MOST_CLAIMS && claimForm(say, add),
  ];
}

/**
 * The figure as it was published: $37.4M a day.
 * @param {Claim} claim
 * @param {Locale} locale
 */
function asPublished({ amount_usd, per }, { say, format }) {
  const usd = format.figure(amount_usd);
  return per === 'event' ? usd : say(`claim-${per}`, { usd });
}

/**
 * @param {Claim} claim
 * @param {Estimate} estimate
 * @param {Locale} locale
 * @param {any[]} more
 */
function whoSays(claim, { headline }, locale, more) {
  const { say, format, named } = locale;
  const by = [claim.publisher, claim.date].filter(Boolean).join(', ');
  const link =
    claim.source && LINK.test(claim.source)
      ? make('a', { href: claim.source, rel: 'noopener nofollow' }, by || claim.source)
      : by && make('bdi', {}, by);
  const near = claim.near.map(id => named(`ink-model-${id}`, modelName(id))).join('; ');
  const share = [
    format.percent(claim.lambda),
    claim.above_ceiling && make('div', { class: 'mark' }, say('above-ceiling')),
  ];
  return make(
    'tr',
    {},
    make('th', { scope: 'row' }, asPublished(claim, locale), link && make('div', {}, link), more),
    number(share),
    number(against(claim.total_usd, headline.usual, locale)),
    number(against(claim.total_usd, headline.ours, locale)),
    cell(near || say('claim-near-none')),
  );
}

/**
 * Inside a range, or how far beyond it.
 * @param {number} usd
 * @param {{ low: number, high: number } | null} range
 * @param {Locale} locale
 */
function against(usd, range, { say, format }) {
  if (!range || !(range.low > 0)) return say('no-price');
  // A range of one value has what rounds to it inside.
  if (usd > range.high * 1.005) return say('claim-higher', { times: format.number(rounded(usd / range.high)) });
  if (usd < range.low / 1.005) return say('claim-lower', { share: format.percent(usd / range.low) });
  return say('claim-inside');
}

/**
 * What one would have to believe, in sentences.
 * @param {Claim} claim
 * @param {Estimate} estimate
 * @param {Locale} locale
 */
export function claimWords(claim, { models }, locale) {
  const { say, format } = locale;
  const figure = asPublished(claim, locale);
  const times = (/** @type {number} */ value) => format.number(rounded(value));
  const { lambda, above_ceiling, implied } = claim;
  const usual = implied.find(({ model, symbol }) => model === 'cost-tool' && symbol === 's');
  const ours = models.find(({ id }) => id === 'lens')?.central;
  const ends = usual && { low: format.percent(usual.low), high: format.percent(usual.high) };
  return [
    lambda !== null &&
      (above_ceiling
        ? say('claim-share-above', { figure, times: times(lambda) })
        : say('claim-share', { figure, share: format.percent(lambda) })),
    usual && usual.value === null && say('claim-believe-none'),
    usual && usual.value !== null && say('claim-believe', { share: format.percent(usual.value) }),
    usual &&
      usual.value !== null &&
      usual.low !== undefined &&
      say(usual.inside ? 'claim-usual-inside' : 'claim-usual-outside', ends || {}),
    ours && say('claim-ours', { times: times(claim.total_usd / ours) }),
  ]
    .filter(Boolean)
    .join(say('part-join'));
}

/**
 * The sentences, and one step below them each assumption's value.
 * @param {Claim} claim
 * @param {Estimate} estimate
 * @param {Locale} locale
 */
function believed(claim, estimate, locale) {
  const { say } = locale;
  const figure = asPublished(claim, locale);
  const heads = [
    column(say('assumption'), false),
    ...['claim-needed', 'claim-taken', 'claim-stated'].map(name => column(say(name))),
  ];
  const rows = claim.implied.map(row => impliedRow(row, estimate, locale));
  const values = make(
    'details',
    {},
    make('summary', { 'aria-label': `${say('claim-values')}: ${figure}` }, say('claim-values')),
    make('div', {}, table(say('claim-values-caption', { figure }), heads, rows)),
  );
  return make(
    'div',
    { class: 'claimed' },
    make('p', {}, claimWords(claim, estimate, locale)),
    rows.length > 0 && values,
  );
}

/**
 * @param {Implied} row
 * @param {Estimate} estimate
 * @param {Locale} locale
 */
function impliedRow({ model, symbol, meaning, unit, usual, value, low, high, inside }, { models }, locale) {
  const { say, format, named } = locale;
  const mode = models.find(({ id }) => id === model)?.mode;
  const what = symbol === 'd' ? say('depth') : named(`symbol-${symbol}-${mode}`, named(`symbol-${symbol}`, meaning));
  const share = unit.startsWith('share');
  const amount = (/** @type {number | null | undefined} */ given) =>
    share || given === null || given === undefined
      ? format.percent(given)
      : `${format.compact(given)} ${named(`unit-${unit}`, unit)}`;
  const where =
    value !== null &&
    inside !== null &&
    make('div', { class: inside ? 'soft' : 'mark' }, say(inside ? 'claim-in' : 'claim-out'));
  return make(
    'tr',
    {},
    make('th', { scope: 'row' }, what, make('div', { class: 'soft' }, named(`ink-model-${model}`, modelName(model)))),
    number(value === null ? say('claim-no-value') : [amount(value), where]),
    number(amount(usual)),
    number(low === undefined ? '–' : say('range', { low: amount(low), high: amount(high) })),
  );
}
