// Numbers, moments, lengths of time, money and country names, as the browser's `Intl` says them in the page's language.
//
// In: plain values and ISO moments. Out: text. A language that `Intl` refuses (such as "C") becomes English.

/** Says values by a format of `Intl` that is made when it is first needed: a browser takes some ms for each. */
const late = make => {
  let format;
  return value => (format ??= make()).format(value);
};
/** Where nothing is known, a dash. */
const known = say => value => (value === null || value === undefined ? '–' : say(value));

/** A formatter for a language and a local zone. */
export function formatter(lang, zone, currency) {
  const locale = usable(lang);
  const number = options => late(() => new Intl.NumberFormat(locale, options));
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
  const day = { year: 'numeric', month: 'short', day: 'numeric', calendar: 'gregory' };
  const when = (options, timeZone) => {
    // The day first, as in the Report's own English.
    const zoned = timeZone => new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, { ...options, timeZone });
    const say = late(() => {
      try {
        return zoned(timeZone);
      } catch {
        return zoned('UTC');
      }
    });
    return at => say(new Date(at));
  };
  const dayClockUtc = when({ ...day, ...clock }, 'UTC');
  // A language with a calendar of its own gets its day beside the Gregorian one.
  const ours = when({ dateStyle: 'medium' }, 'UTC');
  let other;
  const own = at => {
    other ??= new Intl.DateTimeFormat(locale).resolvedOptions().calendar !== 'gregory';
    return other ? ` (${ours(at)})` : '';
  };
  const clockUtc = when(clock, 'UTC');
  const local = when({ ...day, ...clock, weekday: 'short' }, zone || 'UTC');
  const plain = number({ maximumSignificantDigits: 3 });
  const compact = number({ notation: 'compact', maximumSignificantDigits: 3 });
  const percent = number({ style: 'percent', maximumSignificantDigits: 2 });
  const grains = { clock, day: { day: 'numeric', month: 'short' }, month: { month: 'short', year: 'numeric' }, year: { year: 'numeric' } };
  const ticks = new Map();
  const tickOf = (grain, here) => {
    const key = grain + here;
    if (!ticks.has(key)) ticks.set(key, when({ calendar: 'gregory', ...grains[grain] }, (here && zone) || 'UTC'));
    return ticks.get(key);
  };
  const whole = number({ maximumFractionDigits: 0 });
  const [code, rate] = (currency || 'USD').split(':');
  const cash = money(number, code);
  const units = unit => number({ style: 'unit', unit, unitDisplay: 'short' });
  const unitOf = { day: units('day'), hour: units('hour'), minute: units('minute'), second: units('second') };
  const cold = [compact, tickOf('day', false), tickOf('clock', false), dayClockUtc, own, clockUtc, local, plain, percent, whole, cash, unitOf.hour];
  return {
    locale,
    number: known(plain),
    compact,
    tick: (at, grain, here) => tickOf(grain, here)(at),
    place: (zone || '').split('/').pop().replaceAll('_', ' '),
    whole,
    percent: known(percent),
    money: known(value => cash(value * (Number(rate) || 1))),
    moment: at => dayClockUtc(at) + own(at),
    clock: clockUtc,
    local,
    localClock: when(clock, zone || 'UTC'),
    /** Makes what a Report will be drawn and told with, each in a task of its own, while nothing else waits. */
    warm() {
      for (const say of cold.splice(0)) setTimeout(say, 0, 1);
    },
    hasLocal: Boolean(zone) && zone !== 'UTC',
    country: region(locale),
    bytes: number({ notation: 'compact', style: 'unit', unit: 'byte', unitDisplay: 'narrow' }),
    /** 34,260 s → "9 h 31 min"; from two days on, days and hours. */
    span: known(secs => {
      const minutes = Math.round(secs / 60);
      const say = (unit, value) => {
        const text = unitOf[unit](value);
        if (!locale.startsWith('en')) return text;
        return `${whole(value)} ${{ day: 'd', hour: 'h', minute: 'min', second: 's' }[unit]}`;
      };
      if (secs < 60) return say('second', Math.round(secs));
      if (minutes < 60) return say('minute', minutes);
      const [big, small, size] = minutes < 2880 ? ['hour', 'minute', 60] : ['day', 'hour', 24];
      const count = minutes < 2880 ? minutes : Math.round(minutes / 60);
      const rest = count % size;
      return [say(big, Math.floor(count / size)), rest ? say(small, rest) : ''].filter(Boolean).join(' ');
    }),
    plural: value => new Intl.PluralRules(locale).select(value),
  };
}

function usable(lang) {
  try {
    return Intl.getCanonicalLocales(lang || 'en')[0] || 'en';
  } catch {
    return 'en';
  }
}

/** At most two significant digits, compact: $1.7M; an author's own currency by its code. */
function money(number, code) {
  const options = { notation: 'compact', maximumSignificantDigits: 2 };
  const coded = number({ ...options, style: 'currency', currency: code, currencyDisplay: 'narrowSymbol' });
  const bare = number(options);
  return value => {
    try {
      return coded(value);
    } catch {
      return `${bare(value)} ${code}`;
    }
  };
}

/** Names of countries; where the browser knows none, their codes. */
function region(locale) {
  let names;
  return code => {
    try {
      return (names ??= new Intl.DisplayNames([locale, 'en'], { type: 'region' })).of(code) || code;
    } catch {
      return code;
    }
  };
}
