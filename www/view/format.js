// Numbers, moments, lengths of time, money and country names, as the browser's `Intl` says them in the page's language.
//
// In: plain values and ISO moments. Out: text. A language that `Intl` refuses (such as "C") becomes English.

/** A formatter for a language and a local zone. */
export function formatter(lang, zone, currency) {
  const locale = usable(lang);
  const number = options => new Intl.NumberFormat(locale, options);
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
  const day = { year: 'numeric', month: 'short', day: 'numeric', calendar: 'gregory' };
  const when = (options, timeZone) => {
    try {
      return new Intl.DateTimeFormat(locale, { ...options, timeZone });
    } catch {
      return new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
    }
  };
  const dayClockUtc = when({ ...day, ...clock }, 'UTC');
  const clockUtc = when(clock, 'UTC');
  const local = when({ ...day, ...clock, weekday: 'short' }, zone || 'UTC');
  const localClock = when(clock, zone || 'UTC');
  // A language with a calendar of its own gets its day beside the Gregorian one.
  const ours = when({ dateStyle: 'medium' }, 'UTC');
  const other = ours.resolvedOptions().calendar !== 'gregory';
  const grains = { clock, day: { day: 'numeric', month: 'short' }, month: { month: 'short', year: 'numeric' }, year: { year: 'numeric' } };
  const ticks = new Map();
  const tickOf = (grain, here) => {
    const key = grain + here;
    if (!ticks.has(key)) ticks.set(key, when({ calendar: 'gregory', ...grains[grain] }, (here && zone) || 'UTC'));
    return ticks.get(key);
  };
  const plain = number({ maximumSignificantDigits: 3 });
  const compact = number({ notation: 'compact', maximumSignificantDigits: 3 });
  const whole = number({ maximumFractionDigits: 0 });
  const percent = number({ style: 'percent', maximumSignificantDigits: 2 });
  const [code, rate] = (currency || 'USD').split(':');
  const cash = money(number, code);
  const units = unit => number({ style: 'unit', unit, unitDisplay: 'short' });
  const names = region(locale);
  const unitOf = { day: units('day'), hour: units('hour'), minute: units('minute'), second: units('second') };
  return {
    locale,
    number: value => (value === null || value === undefined ? '–' : plain.format(value)),
    compact: value => compact.format(value),
    tick: (at, grain, here) => tickOf(grain, here).format(new Date(at)),
    place: (zone || '').split('/').pop().replaceAll('_', ' '),
    whole: value => whole.format(value),
    percent: value => (value === null || value === undefined ? '–' : percent.format(value)),
    money: value => (value === null || value === undefined ? '–' : cash(value * (Number(rate) || 1))),
    moment: iso => dayClockUtc.format(new Date(iso)) + (other ? ` (${ours.format(new Date(iso))})` : ''),
    clock: iso => clockUtc.format(new Date(iso)),
    local: iso => local.format(new Date(iso)),
    localClock: iso => localClock.format(new Date(iso)),
    hasLocal: Boolean(zone) && zone !== 'UTC',
    country: names,
    bytes: value => number({ notation: 'compact', style: 'unit', unit: 'byte', unitDisplay: 'narrow' }).format(value),
    /** 34,260 s → "9 h 31 min"; from two days on, days and hours. */
    span(secs) {
      if (secs === null || secs === undefined) return '–';
      const minutes = Math.round(secs / 60);
      const say = (unit, value) => {
        const text = unitOf[unit].format(value);
        if (!locale.startsWith('en')) return text;
        return `${whole.format(value)} ${{ day: 'd', hour: 'h', minute: 'min', second: 's' }[unit]}`;
      };
      if (secs < 120) return say('second', Math.round(secs));
      if (minutes < 60) return say('minute', minutes);
      const [big, small, size] = minutes < 2880 ? ['hour', 'minute', 60] : ['day', 'hour', 24];
      const count = minutes < 2880 ? minutes : Math.round(minutes / 60);
      const rest = count % size;
      return [say(big, Math.floor(count / size)), rest ? say(small, rest) : ''].filter(Boolean).join(' ');
    },
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

/** Two significant digits, compact: $1.7M; an author's own currency by its code. */
function money(number, code) {
  const options = { notation: 'compact', maximumSignificantDigits: 2, minimumSignificantDigits: 2 };
  try {
    const format = number({ ...options, style: 'currency', currency: code, currencyDisplay: 'narrowSymbol' });
    return value => format.format(value);
  } catch {
    const format = number(options);
    return value => `${format.format(value)} ${code}`;
  }
}

function region(locale) {
  let names = null;
  try {
    names = new Intl.DisplayNames([locale, 'en'], { type: 'region' });
  } catch {
    names = null;
  }
  return two => {
    try {
      return (names && names.of(two)) || two;
    } catch {
      return two;
    }
  };
}
