//! Moments as milliseconds since 1970-01-01T00:00:00Z, and the proleptic Gregorian calendar.
//!
//! In: civil fields or ISO 8601 text. Out: `Millis`, or ISO 8601 text ending in `Z`.
//! Refused: years outside 1990–2100 (a stamp outside them is a reading error, not an outage).
//! Source of the day arithmetic: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
//! No clock and no zone database here; local offsets are in `zone`.

use super::limits;

/// Milliseconds since the Unix epoch, UTC.
pub type Millis = i64;

/// One second, minute, hour and day in milliseconds.
pub const SECOND: Millis = 1_000;
/// A minute in milliseconds.
pub const MINUTE: Millis = 60 * SECOND;
/// An hour in milliseconds.
pub const HOUR: Millis = 60 * MINUTE;
/// A day in milliseconds.
pub const DAY: Millis = 24 * HOUR;

/// The first moment that a stamp may name: 1990-01-01.
pub const EARLIEST: Millis = 631_152_000_000;
/// The first moment that a stamp may no longer name: 2101-01-01.
pub const LATEST: Millis = 4_133_980_800_000;

/// A moment given in seconds since 1970, as many formats have it; `None` outside 1990–2100.
pub fn from_secs(secs: f64) -> Option<Millis> {
    // A number that is out of range, or none, becomes the end of the range or 0: neither is a stamp.
    Some((secs * SECOND as f64).round() as Millis).filter(|at| in_range(*at))
}

/// The distance of two samples given in seconds; `None` of one that is not positive, or longer than [`limits::STEP_SECS`].
pub fn step_from_secs(secs: f64) -> Option<Millis> {
    Some((secs * SECOND as f64).round() as Millis).filter(|step| (1..=limits::STEP_SECS * SECOND).contains(step))
}

/// The stamp `count` steps after `start`; `None` outside 1990–2100.
pub fn stepped(start: Millis, step: Millis, count: usize) -> Option<Millis> {
    let at = Millis::try_from(count).ok()?.checked_mul(step)?.checked_add(start)?;
    in_range(at).then_some(at)
}

/// A moment taken apart by the calendar, in UTC unless the caller has added an offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Civil {
    /// Year, such as 2014.
    pub year: i32,
    /// Month, 1 to 12.
    pub month: u32,
    /// Day of the month, 1 to 31.
    pub day: u32,
    /// Hour, 0 to 23.
    pub hour: u32,
    /// Minute, 0 to 59.
    pub minute: u32,
    /// Second, 0 to 59.
    pub second: u32,
    /// Millisecond, 0 to 999.
    pub milli: u32,
}

/// Days from 1970-01-01 to the given civil day.
pub fn days_from_civil(year: i32, month: u32, day: u32) -> i64 {
    let y = i64::from(year) - i64::from(month <= 2);
    let era = y.div_euclid(400);
    let yoe = y.rem_euclid(400);
    let mp = (i64::from(month) + 9) % 12;
    let doy = (153 * mp + 2) / 5 + i64::from(day) - 1;
    let doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    era * 146_097 + doe - 719_468
}

/// True for a leap year of the Gregorian calendar.
pub fn is_leap(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// The length of a month in days; 0 for a month that does not exist.
pub fn days_in_month(year: i32, month: u32) -> u32 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if is_leap(year) => 29,
        2 => 28,
        _ => 0,
    }
}

impl Civil {
    /// Takes a moment apart.
    pub fn of(at: Millis) -> Civil {
        let days = at.div_euclid(DAY);
        let rest = at.rem_euclid(DAY);
        let z = days + 719_468;
        let era = z.div_euclid(146_097);
        let doe = z.rem_euclid(146_097);
        let yoe = (doe - doe / 1_460 + doe / 36_524 - doe / 146_096) / 365;
        let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
        let mp = (5 * doy + 2) / 153;
        let month = (if mp < 10 { mp + 3 } else { mp - 9 }) as u32;
        Civil {
            year: (yoe + era * 400 + i64::from(month <= 2)) as i32,
            month,
            day: (doy - (153 * mp + 2) / 5 + 1) as u32,
            hour: (rest / HOUR) as u32,
            minute: (rest / MINUTE % 60) as u32,
            second: (rest / SECOND % 60) as u32,
            milli: (rest % SECOND) as u32,
        }
    }

    /// Puts the moment together; `None` where a field does not exist on the calendar or the year is out of range.
    pub fn millis(self) -> Option<Millis> {
        let fields = (1..=12).contains(&self.month)
            && (1..=days_in_month(self.year, self.month)).contains(&self.day)
            && self.hour < 24
            && self.minute < 60
            && self.second < 60
            && self.milli < 1_000;
        if !fields {
            return None;
        }
        let at = days_from_civil(self.year, self.month, self.day) * DAY
            + i64::from(self.hour) * HOUR
            + i64::from(self.minute) * MINUTE
            + i64::from(self.second) * SECOND
            + i64::from(self.milli);
        in_range(at).then_some(at)
    }
}

/// True where a stamp lies within 1990–2100.
pub fn in_range(at: Millis) -> bool {
    (EARLIEST..LATEST).contains(&at)
}

/// Monday is 0, Sunday is 6.
pub fn weekday(at: Millis) -> u32 {
    (at.div_euclid(DAY) + 3).rem_euclid(7) as u32
}

/// ISO 8601 in UTC: `2014-12-22T16:15:00Z`, with milliseconds only where there are any.
pub fn iso(at: Millis) -> String {
    let c = Civil::of(at);
    let mut text = format!("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", c.year, c.month, c.day, c.hour, c.minute, c.second);
    if c.milli > 0 {
        text.push_str(&format!(".{:03}", c.milli));
    }
    text.push('Z');
    text
}

/// What a piece of text said about its zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stated {
    /// `Z`, `UTC`, `GMT` or a numeric offset: the moment is known.
    Zoned,
    /// Nothing: the moment is a clock reading that needs a zone.
    Naive,
}

/// Reads `YYYY-MM-DD[(T| )HH:MM[:SS[.fff…]]][ ][Z|UTC|GMT|±HH[:]MM]`; `/` may stand for `-` in the date.
/// A naive moment is returned as if it were UTC. Fractions beyond a millisecond are cut.
pub fn parse_iso(text: &[u8]) -> Option<(Millis, Stated)> {
    let mut at = 0;
    let year = digits(text, &mut at, 4)? as i32;
    let dash = *text.get(at)?;
    if dash != b'-' && dash != b'/' {
        return None;
    }
    at += 1;
    let month = digits(text, &mut at, 2)?;
    eat(text, &mut at, dash)?;
    let day = digits(text, &mut at, 2)?;
    let mut civil = Civil { year, month, day, hour: 0, minute: 0, second: 0, milli: 0 };
    if at == text.len() {
        return Some((civil.millis()?, Stated::Naive));
    }
    match text.get(at)? {
        b'T' | b't' | b' ' => at += 1,
        _ => return None,
    }
    civil.hour = digits(text, &mut at, 2)?;
    eat(text, &mut at, b':')?;
    civil.minute = digits(text, &mut at, 2)?;
    if text.get(at) == Some(&b':') {
        at += 1;
        civil.second = digits(text, &mut at, 2)?;
        if matches!(text.get(at), Some(b'.' | b',')) {
            at += 1;
            let mut scale = 100;
            let first = at;
            while let Some(d) = text.get(at).filter(|b| b.is_ascii_digit()) {
                civil.milli += u32::from(d - b'0') * scale;
                scale /= 10;
                at += 1;
            }
            if at == first {
                return None;
            }
        }
    }
    let base = civil.millis()?;
    if text.get(at) == Some(&b' ') {
        at += 1;
    }
    let rest = text.get(at..)?;
    match rest {
        b"" => Some((base, Stated::Naive)),
        b"Z" | b"z" | b"UTC" | b"GMT" => Some((base, Stated::Zoned)),
        [sign @ (b'+' | b'-'), tail @ ..] => {
            let mut i = 0;
            let hours = digits(tail, &mut i, 2)?;
            if tail.get(i) == Some(&b':') {
                i += 1;
            }
            let minutes = if i == tail.len() { 0 } else { digits(tail, &mut i, 2)? };
            if i != tail.len() || hours > 18 || minutes > 59 {
                return None;
            }
            let offset = i64::from(hours) * HOUR + i64::from(minutes) * MINUTE;
            let at = if *sign == b'+' { base - offset } else { base + offset };
            in_range(at).then_some((at, Stated::Zoned))
        }
        _ => None,
    }
}

/// Reads an ISO moment that a person wrote: a naive one is UTC.
pub fn parse_utc(text: &str) -> Option<Millis> {
    parse_iso(text.trim().as_bytes()).map(|(at, _)| at)
}

fn digits(text: &[u8], at: &mut usize, count: usize) -> Option<u32> {
    let mut value = 0;
    for byte in text.get(*at..*at + count)? {
        if !byte.is_ascii_digit() {
            return None;
        }
        value = value * 10 + u32::from(byte - b'0');
    }
    *at += count;
    Some(value)
}

fn eat(text: &[u8], at: &mut usize, wanted: u8) -> Option<()> {
    (text.get(*at) == Some(&wanted)).then(|| *at += 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_from_1990_to_2100_comes_back() {
        for day in (EARLIEST / DAY)..(LATEST / DAY) {
            let at = day * DAY + 12_345_678;
            assert_eq!(Civil::of(at).millis(), Some(at));
            assert_eq!(parse_utc(&iso(at)), Some(at));
        }
    }

    #[test]
    fn numbers_that_fit_no_stamp_are_none() {
        for secs in [f64::NAN, f64::INFINITY, -1.0, 1e300, 18_446_745_765_709_552.0, 631_151_999.0, 4_133_980_800.0] {
            assert_eq!(from_secs(secs), None, "{secs}");
        }
        assert_eq!(from_secs(631_152_000.0), Some(EARLIEST));
        assert_eq!(from_secs(4_133_980_799.999), Some(LATEST - 1));
        assert_eq!((step_from_secs(0.0004), step_from_secs(0.0005), step_from_secs(0.001)), (None, Some(1), Some(1)));
        for secs in [f64::NAN, 0.0, -300.0, 1e10, 1e300, limits::STEP_SECS as f64 + 1.0] {
            assert_eq!(step_from_secs(secs), None, "{secs}");
        }
        assert_eq!(step_from_secs(limits::STEP_SECS as f64), Some(limits::STEP_SECS * SECOND));
        assert_eq!(stepped(EARLIEST, HOUR, 2), Some(EARLIEST + 2 * HOUR));
        assert_eq!(stepped(LATEST - HOUR, HOUR, 1), None);
        assert_eq!(stepped(EARLIEST, Millis::MAX, 2), None);
        assert_eq!(stepped(EARLIEST, 1, usize::MAX), None);
        assert_eq!(stepped(LATEST - 1 - HOUR, HOUR, 1), Some(LATEST - 1));
        assert_eq!(stepped(LATEST, -1, 0), None);
    }

    #[test]
    fn the_calendar_ends_where_it_says() {
        for (at, inside) in [(EARLIEST - 1, false), (EARLIEST, true), (LATEST - 1, true), (LATEST, false)] {
            assert_eq!(in_range(at), inside, "{at}");
            assert_eq!(Civil::of(at).millis().is_some(), inside, "{at}");
            assert_eq!(parse_utc(&iso(at)).is_some(), inside, "{at}");
        }
        // The offset decides, not the day that is written.
        for (text, inside) in [
            ("1990-01-01T14:00:00+14:00", true),
            ("1990-01-01T13:59:59.999+14:00", false),
            ("2100-12-31T11:59:59-12:00", true),
            ("2100-12-31T12:00:00-12:00", false),
        ] {
            assert_eq!(parse_utc(text).is_some(), inside, "{text}");
        }
    }

    #[test]
    fn each_field_ends_where_the_calendar_does() {
        let whole = Civil { year: 2014, month: 12, day: 31, hour: 23, minute: 59, second: 59, milli: 999 };
        assert_eq!(whole.millis(), Some(days_from_civil(2015, 1, 1) * DAY - 1));
        for beyond in [
            Civil { month: 13, ..whole },
            Civil { month: 0, ..whole },
            Civil { day: 32, ..whole },
            Civil { day: 0, ..whole },
            Civil { hour: 24, ..whole },
            Civil { minute: 60, ..whole },
            Civil { second: 60, ..whole },
            Civil { milli: 1_000, ..whole },
            Civil { year: 1989, ..whole },
            Civil { year: 2101, ..whole },
        ] {
            assert_eq!(beyond.millis(), None, "{beyond:?}");
        }
        let days = |year| (1..=12).map(|month| days_in_month(year, month)).collect::<Vec<_>>();
        assert_eq!(days(2014), [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]);
        assert_eq!((days_in_month(2014, 0), days_in_month(2014, 13)), (0, 0));
        let leap: Vec<i32> = [1992, 1993, 1994, 2000, 2100, 2400].into_iter().filter(|year| is_leap(*year)).collect();
        assert_eq!(leap, [1992, 2000, 2400]);
        assert_eq!((parse_utc("2100-02-28").is_some(), parse_utc("2100-02-29")), (true, None));
    }

    #[test]
    fn milliseconds_are_told_where_there_are_any() {
        let at = parse_utc("2014-12-22T16:15:07.250Z").unwrap();
        assert_eq!((at % SECOND, iso(at).as_str()), (250, "2014-12-22T16:15:07.250Z"));
        assert_eq!(iso(at - 250), "2014-12-22T16:15:07Z");
        assert_eq!(parse_utc("2014/12/22 16:15:07,25"), Some(at));
        assert_eq!(parse_utc("2014-12-22t16:15:07.250999z"), Some(at));
    }

    #[test]
    fn offsets_and_naive_stamps_are_told_apart() {
        let utc = parse_iso(b"2014-12-22T16:15:00Z");
        assert_eq!(utc, parse_iso(b"2014-12-23 01:15:00+09:00"));
        assert_eq!(utc, parse_iso(b"2014-12-22T08:15-0800"));
        assert_eq!(utc, parse_iso(b"2014-12-23 02:14 +09:59"));
        assert_eq!(utc, parse_iso(b"2014-12-21T22:15-18"));
        assert_eq!(utc.map(|u| u.0), parse_iso(b"2014-12-22 16:15").map(|u| u.0));
        assert_eq!(parse_iso(b"2014-12-22 16:15").map(|u| u.1), Some(Stated::Naive));
        assert_eq!(parse_iso(b"2023-08-20 01:00:00 UTC").map(|u| u.1), Some(Stated::Zoned));
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for bad in [
            "",
            "2014",
            "2014-13-01",
            "2014-02-29",
            "2014-12-22T24:00",
            "2014-12-22T10:00:00.",
            "2014-12-22X",
            "2014-12/22",
            "2014.12.22",
            "2014-12-22T16",
            "2014-12-22T16:15 +19:00",
            "2014-12-22T16:15 +09:60",
            "2014-12-22T16:15 +09:0",
            "2014-12-22T16:15 +09:000",
            "2014-12-22T16:15 EST",
            "1889-01-01",
        ] {
            assert_eq!(parse_iso(bad.as_bytes()), None, "{bad}");
        }
    }

    #[test]
    fn the_day_of_the_outage_was_a_monday() {
        let week: Vec<u32> = (21..=28).map(|day| weekday(days_from_civil(2014, 12, day) * DAY + DAY - 1)).collect();
        assert_eq!(week, [6, 0, 1, 2, 3, 4, 5, 6]);
    }
}
