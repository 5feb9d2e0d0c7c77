// Numbers, moments, lengths of time, money and country names, as the browser's `Intl` says them in the page's language.
//
// In: plain values and ISO moments. Out: text. A language that `Intl` refuses (such as "C") becomes English.

/** @import { Format } from '../_types.d.ts' */
/** @typedef {Intl.NumberFormatOptions & Record<string, any>} NumberOptions */

/**
 * Says values by a format of `Intl` that is made when it is first needed: a browser takes some ms for each.
 * @param {() => { format(value: any): string }} makeFormat
 */
const late = makeFormat => {
  /** @type {{ format(value: any): string } | undefined} */
  let format;
  return (/** @type {any} */ value) => {
    format ??= makeFormat();
    return format.format(value);
  };
};

/**
 * Where nothing is known, a dash.
 * @param {(value: number) => string} say
 */
const known = say => (/** @type {number | null | undefined} */ value) =>
  value === null || value === undefined ? '–' : say(value);

const CLOCK = /** @type {const} */ ({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const DAY = /** @type {const} */ ({ year: 'numeric', month: 'short', day: 'numeric', calendar: 'gregory' });
/** @type {Record<string, Intl.DateTimeFormatOptions>} */
const GRAINS = {
  clock: CLOCK,
  day: { day: 'numeric', month: 'short' },
  month: { month: 'short', year: 'numeric' },
  year: { year: 'numeric' },
};

/**
 * A formatter for a language and a local zone.
 * @param {string} lang
 * @param {string | null | undefined} zone
 * @param {string | undefined} currency
 * @returns {Format}
 */
export function formatter(lang, zone, currency) {
  const locale = usable(lang);
  /** @param {NumberOptions} options */
  const number = options => late(() => new Intl.NumberFormat(locale, options));
  const when = momentsIn(locale);
  const dayClockUtc = when({ ...DAY, ...CLOCK }, 'UTC');
  const ownDay = ownCalendar(locale, when({ dateStyle: 'medium' }, 'UTC'));
  const clockUtc = when(CLOCK, 'UTC');
  const local = when({ ...DAY, ...CLOCK, weekday: 'short' }, zone || 'UTC');
  const plain = number({ maximumSignificantDigits: 3 });
  const compact = number({ notation: 'compact', maximumSignificantDigits: 3 });
  const percent = number({ style: 'percent', maximumSignificantDigits: 2 });
  const whole = number({ maximumFractionDigits: 0 });
  /** @type {Map<string, (at: any) => string>} */
  const ticks = new Map();
  /**
   * @param {string} grain
   * @param {boolean} here
   */
  const tickOf = (grain, here) => {
    const key = grain + here;
    const say = ticks.get(key) || when({ calendar: 'gregory', ...GRAINS[grain] }, (here && zone) || 'UTC');
    ticks.set(key, say);
    return say;
  };
  const [code, rate] = currencyOf(currency);
  const cash = money(number, code, 2);
  const exact = money(number, code, 4);
  const span = spans(locale, number, whole);
  const cold = [
    compact,
    tickOf('day', false),
    tickOf('clock', false),
    dayClockUtc,
    ownDay,
    clockUtc,
    local,
    plain,
    percent,
    whole,
    cash,
    () => span(3600),
  ];
  return {
    locale,
    number: known(plain),
    compact,
    tick: (at, grain, here = false) => tickOf(grain, here)(at),
    place: (zone || '').split('/').pop()?.replaceAll('_', ' ') || '',
    whole,
    percent: known(percent),
    money: known(value => cash(value * rate)),
    figure: value => exact(value * rate),
    moment: at => dayClockUtc(at) + ownDay(at),
    clock: clockUtc,
    local,
    localClock: when(CLOCK, zone || 'UTC'),
    /** Makes what a Report will be drawn and told with, each in a task of its own, while nothing else waits. */
    warm() {
      for (const say of cold.splice(0)) setTimeout(say, 0, 1);
    },
    hasLocal: Boolean(zone) && zone !== 'UTC',
    country: region(locale),
    bytes: number({ notation: 'compact', style: 'unit', unit: 'byte', unitDisplay: 'narrow' }),
    span: known(span),
    plural: value => new Intl.PluralRules(locale).select(value),
  };
}

/** @param {string} lang */
function usable(lang) {
  try {
    return Intl.getCanonicalLocales(lang || 'en')[0] || 'en';
  } catch {
    return 'en';
  }
}

/**
 * Formats of moments; a zone that the browser does not know becomes UTC.
 * @param {string} locale
 */
function momentsIn(locale) {
  // The day first, as in the Report's own English.
  const dayFirst = locale === 'en' ? 'en-GB' : locale;
  /**
   * @param {Intl.DateTimeFormatOptions} options
   * @param {string} timeZone
   */
  return (options, timeZone) => {
    const say = late(() => {
      try {
        return new Intl.DateTimeFormat(dayFirst, { ...options, timeZone });
      } catch {
        return new Intl.DateTimeFormat(dayFirst, { ...options, timeZone: 'UTC' });
      }
    });
    return (/** @type {string | number} */ at) => say(new Date(at));
  };
}

/**
 * A language with a calendar of its own gets its day beside the Gregorian one.
 * @param {string} locale
 * @param {(at: string | number) => string} day
 */
function ownCalendar(locale, day) {
  /** @type {boolean | undefined} */
  let other;
  return (/** @type {string | number} */ at) => {
    other ??= new Intl.DateTimeFormat(locale).resolvedOptions().calendar !== 'gregory';
    return other ? ` (${day(at)})` : '';
  };
}

/**
 * 34,260 s → "9 h 31 min"; from two days on, days and hours.
 * @param {string} locale
 * @param {(options: NumberOptions) => (value: number) => string} number
 * @param {(value: number) => string} whole
 */
function spans(locale, number, whole) {
  /** @param {string} unit */
  const said = unit => number({ style: 'unit', unit, unitDisplay: 'short' });
  // English is shorter here than the browser's.
  /** @param {string} sign */
  const signed = sign => (/** @type {number} */ value) => `${whole(value)} ${sign}`;
  const ways = locale.startsWith('en')
    ? { day: signed('d'), hour: signed('h'), minute: signed('min'), second: signed('s') }
    : { day: said('day'), hour: said('hour'), minute: said('minute'), second: said('second') };
  return (/** @type {number} */ secs) => {
    const minutes = Math.round(secs / 60);
    if (secs < 60) return ways.second(Math.round(secs));
    if (minutes < 60) return ways.minute(minutes);
    const hours = minutes < 2880;
    const [big, small, size] = hours ? [ways.hour, ways.minute, 60] : [ways.day, ways.hour, 24];
    const count = hours ? minutes : Math.round(minutes / 60);
    const rest = count % size;
    return [big(Math.floor(count / size)), rest ? small(rest) : ''].filter(Boolean).join(' ');
  };
}

/**
 * An author's own currency, by the rule of the engine: a code of three letters and a rate a dollar. Anything else is US dollars:
 * no word of a setting stands beside a price.
 * @param {string | undefined} text
 * @returns {[string, number]}
 */
function currencyOf(text = '') {
  const [, code, rate] = /^\s*([A-Z]{3})\s*:(.+)$/.exec(text) || [];
  const times = Number(rate);
  const taken = times >= 1e-3 && times <= 1e9 && (code !== 'USD' || times === 1);
  return taken ? [code, times] : ['USD', 1];
}

/**
 * At most so many significant digits, compact: $1.7M; an author's own currency by its code.
 * @param {(options: NumberOptions) => (value: number) => string} number
 * @param {string} code
 * @param {number} digits
 */
function money(number, code, digits) {
  /** @type {NumberOptions} */
  const options = { notation: 'compact', maximumSignificantDigits: digits };
  const coded = number({ ...options, style: 'currency', currency: code, currencyDisplay: 'narrowSymbol' });
  const bare = number(options);
  return (/** @type {number} */ value) => {
    try {
      return coded(value);
    } catch {
      return `${bare(value)} ${code}`;
    }
  };
}

/**
 * Names of countries; where the browser knows none, their codes.
 * @param {string} locale
 */
function region(locale) {
  /** @type {Intl.DisplayNames | undefined} */
  let names;
  return (/** @type {string} */ code) => {
    try {
      names ??= new Intl.DisplayNames([locale, 'en'], { type: 'region' });
      return names.of(code) || code;
    } catch {
      return code;
    }
  };
}
