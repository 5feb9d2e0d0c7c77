//! Reads a cell as a moment.
//!
//! In: the bytes of one cell. Out: a moment in UTC. Taken: ISO 8601 and `YYYY-MM-DD HH:MM:SS`, epochs in seconds,
//! milli-, micro- and nanoseconds (their ranges for 1990–2100 don't touch), dates with the month in words
//! (`11-Nov-2019 00:00:00`, `March 17, 2021, 4:40:00 PM`) and in figures with the year last (`22/12/2014 16:15`).
//! Refused: years outside 1990–2100. Which of day and month comes first is settled once for a column, never by row.

use super::number;
use crate::base::decimal;
use crate::base::time::{Civil, DAY, HOUR, MINUTE, Millis, SECOND, Stated, in_range, parse_iso};
use crate::base::zone::Zone;

/// How the stamps of a column are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// ISO 8601, or the same with a space.
    Iso,
    /// Seconds, milli-, micro- or nanoseconds since 1970.
    Epoch,
    /// The month in words.
    Words,
    /// `22/12/2014`.
    DayFirst,
    /// `12/22/2014`.
    MonthFirst,
}

/// The styles, the plainest first.
pub(crate) const STYLES: [Style; 5] = [Style::Iso, Style::Epoch, Style::Words, Style::DayFirst, Style::MonthFirst];

/// Reads one stamp in a style; a naive one as if it were UTC.
pub(crate) fn read(cell: &[u8], style: Style) -> Option<(Millis, Stated)> {
    let cell = cell.trim_ascii();
    match style {
        Style::Iso => parse_iso(cell),
        Style::Epoch => Some((epoch(cell)?.0, Stated::Zoned)),
        Style::Words => in_words(cell),
        Style::DayFirst => in_figures(cell, true),
        Style::MonthFirst => in_figures(cell, false),
    }
}

/// An epoch stamp and the name of its unit.
pub(crate) fn epoch(cell: &[u8]) -> Option<(Millis, &'static str)> {
    if cell.len() < 9 || !cell.first().is_some_and(u8::is_ascii_digit) {
        return None;
    }
    epoch_number(number::plain(cell)?)
}

/// The moment that a number of some unit since 1970 names; the units' ranges don't touch.
pub(crate) fn epoch_number(number: f64) -> Option<(Millis, &'static str)> {
    let units = [(1e3, "seconds"), (1.0, "milliseconds"), (1e-3, "microseconds"), (1e-6, "nanoseconds")];
    units.into_iter().find_map(|(scale, unit)| {
        let at = libm::round(number * scale);
        (at.abs() < 1e15 && in_range(at as Millis)).then_some((at as Millis, unit))
    })
}

/// A clock that reads the stamps of one column.
#[derive(Clone, Debug)]
pub(crate) struct Clock {
    style: Style,
    /// True where an epoch counts the seconds of the local clock.
    local: bool,
    zone: Option<Zone>,
    /// `YYYY-MM-DDTHH:MM` of the stamp before, and when that was: it is taken apart only where it changes.
    minute: u128,
    begin: Millis,
    /// The same of its `YYYY-MM-DD`.
    day: u128,
    midnight: Millis,
    /// True once a stamp named no zone.
    pub(crate) naive: bool,
    /// How often a clock reading came twice or never, where the local clock was changed.
    pub(crate) unsure: u64,
}

impl Clock {
    /// A clock for a style; naive stamps are read in the zone, else as UTC.
    pub(crate) fn new(style: Style, zone: Option<Zone>, local: bool) -> Clock {
        Clock { style, local, zone, minute: 0, begin: 0, day: 0, midnight: 0, naive: false, unsure: 0 }
    }

    /// Reads a cell.
    pub(crate) fn read(&mut self, cell: &[u8]) -> Option<Millis> {
        if let Some(at) = self.usual(cell) {
            return Some(at);
        }
        let (at, stated) = read(cell, self.style)?;
        match stated {
            Stated::Zoned if self.local => Some(self.local(at)),
            Stated::Zoned => Some(at),
            Stated::Naive => Some(self.local(at)),
        }
    }

    /// From now on naive stamps are read in that zone.
    pub(crate) fn set_zone(&mut self, zone: Zone) {
        self.zone = Some(zone);
    }

    /// Reads `YYYY-MM-DDTHH:MM:SSZ` and the same without `Z`, and nothing else.
    #[inline(always)]
    pub(crate) fn usual(&mut self, cell: &[u8]) -> Option<Millis> {
        if self.style != Style::Iso {
            return None;
        }
        let (minute, rest) = cell.split_first_chunk::<16>()?;
        let (&[colon, s, ss], tail) = rest.split_first_chunk::<3>()?;
        let second = two(s, ss).filter(|_| colon == b':')?;
        let word = u128::from_le_bytes(*minute);
        if word != self.minute {
            self.begin = self.minute(minute)?;
            self.minute = word;
        }
        let at = self.begin + second * SECOND;
        match tail {
            b"Z" => Some(at),
            b"" => Some(self.local(at)),
            _ => None,
        }
    }

    #[inline(never)]
    fn minute(&mut self, text: &[u8; 16]) -> Option<Millis> {
        let [day @ .., t, h, hh, colon, m, mm] = text;
        let hour = two(*h, *hh).filter(|hour| *hour < 24 && *colon == b':' && matches!(t, b'T' | b' '))?;
        let minute = two(*m, *mm)?;
        let word = u128::from_le_bytes(*text) << 48;
        if word != self.day {
            self.midnight = parse_iso(day)?.0;
            self.day = word;
        }
        Some(self.midnight + hour * HOUR + minute * MINUTE)
    }

    #[inline(never)]
    fn local(&mut self, reading: Millis) -> Millis {
        use crate::base::zone::Local;
        self.naive = true;
        let Some(zone) = &self.zone else { return reading };
        let local = zone.to_utc(reading);
        self.unsure += u64::from(!matches!(local, Local::Once(_)));
        local.first()
    }
}

/// Two digits below sixty.
#[inline]
fn two(a: u8, b: u8) -> Option<Millis> {
    let [a, b] = [a, b].map(|byte| byte.wrapping_sub(b'0'));
    (a < 6 && b < 10).then(|| Millis::from(a * 10 + b))
}

/// `11-Nov-2019 00:00:00`, `17 March 2021`, `Wednesday, March 17, 2021, 4:40:00 PM`.
fn in_words(cell: &[u8]) -> Option<(Millis, Stated)> {
    let text = std::str::from_utf8(cell).ok()?;
    let (mut day, mut month, mut year) = (None, None, None);
    let mut rest = text;
    while day.is_none() || month.is_none() || year.is_none() {
        rest = rest.trim_start_matches([' ', ',', '-', '/', '.']);
        let end = rest.find([' ', ',', '-', '/', '.']).unwrap_or(rest.len());
        let (word, behind) = rest.split_at_checked(end)?;
        if word.is_empty() {
            return None;
        }
        match word.parse::<u32>() {
            Ok(number) if word.len() == 4 => year = Some(number as i32),
            Ok(number) if word.len() <= 2 => day = Some(number),
            Ok(_) => return None,
            Err(_) => match month_of(word) {
                Some(number) => month = Some(number),
                None if is_weekday(word) => {}
                None => return None,
            },
        }
        rest = behind;
    }
    let date = Civil { year: year?, month: month?, day: day?, hour: 0, minute: 0, second: 0, milli: 0 }.millis()?;
    clock_time(date, rest)
}

/// `22/12/2014 16:15`, `12/22/2014 4:15 PM`, `22.12.2014`.
fn in_figures(cell: &[u8], day_first: bool) -> Option<(Millis, Stated)> {
    let text = std::str::from_utf8(cell).ok()?;
    let mark = text.chars().find(|c| !c.is_ascii_digit()).filter(|c| matches!(c, '/' | '.' | '-'))?;
    let (first, rest) = text.split_once(mark)?;
    let (second, rest) = rest.split_once(mark)?;
    let (year, rest) = rest.split_at_checked(4)?;
    let short = |text: &str| (1..=2).contains(&text.len()).then(|| text.parse::<u32>().ok()).flatten();
    let (first, second) = (short(first)?, short(second)?);
    let (day, month) = if day_first { (first, second) } else { (second, first) };
    let date = Civil { year: year.parse().ok()?, month, day, hour: 0, minute: 0, second: 0, milli: 0 }.millis()?;
    clock_time(date, rest)
}

/// The time behind a date: nothing, or `HH:MM[:SS[.fff]][ AM|PM][ zone]`.
fn clock_time(date: Millis, rest: &str) -> Option<(Millis, Stated)> {
    let rest = rest.trim_start_matches([' ', ',', 'T']).trim();
    if rest.is_empty() {
        return Some((date, Stated::Naive));
    }
    let end = rest.find(|c: char| !c.is_ascii_digit() && !matches!(c, ':' | '.')).unwrap_or(rest.len());
    let (time, mut zone) = rest.split_at_checked(end)?;
    zone = zone.trim();
    let mut parts = time.split(':');
    let mut hour: i64 = parts.next()?.parse().ok()?;
    let minute: i64 = parts.next()?.parse().ok()?;
    let seconds: f64 = parts.next().map_or(Some(0.0), decimal::parse)?;
    if let Some(half) = zone.get(..2)
        && let Some(afternoon) = [("AM", 0), ("PM", 12)].iter().find(|(w, _)| w.eq_ignore_ascii_case(half))
    {
        if !(1..=12).contains(&hour) {
            return None;
        }
        hour = hour % 12 + afternoon.1;
        zone = zone.get(2..).unwrap_or("").trim();
    }
    if parts.next().is_some() || hour > 23 || minute > 59 || !(0.0..60.0).contains(&seconds) {
        return None;
    }
    let at = date + hour * HOUR + minute * MINUTE + (seconds * 1e3) as Millis;
    if zone.is_empty() {
        return Some((at, Stated::Naive));
    }
    // The offset is read by the one place that knows how: behind a date of its own.
    let (midnight, _) = parse_iso(format!("2000-01-02 00:00{zone}").as_bytes())?;
    let offset = midnight - parse_iso(b"2000-01-02")?.0;
    (offset.abs() < DAY).then_some((at + offset, Stated::Zoned))
}

fn month_of(word: &str) -> Option<u32> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = word.to_ascii_lowercase();
    let at = MONTHS.iter().position(|month| word.len() >= 3 && (month.starts_with(&word) || word == "sept"))?;
    Some(if word == "sept" { 9 } else { at as u32 + 1 })
}

fn is_weekday(word: &str) -> bool {
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let word = word.to_ascii_lowercase();
    word.len() >= 3 && DAYS.iter().any(|day| day.starts_with(&word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::time::parse_utc;

    fn at(text: &str) -> Millis {
        parse_utc(text).unwrap()
    }

    #[test]
    fn every_style_names_the_same_moment() {
        let moment = at("2014-12-22T16:15:00Z");
        for (text, style) in [
            ("2014-12-22T16:15:00Z", Style::Iso),
            ("2014-12-22 16:15", Style::Iso),
            ("2014-12-22 16:15:00.000", Style::Iso),
            ("2014-12-22 16:15:00+00:00", Style::Iso),
            ("1419264900", Style::Epoch),
            ("1419264900.0", Style::Epoch),
            ("1419264900000", Style::Epoch),
            ("1419264900000000", Style::Epoch),
            ("1419264900000000000", Style::Epoch),
            ("22-Dec-2014 16:15:00", Style::Words),
            ("Monday, December 22, 2014, 4:15:00 PM", Style::Words),
            ("22 Dec 2014 17:15 +01:00", Style::Words),
            ("22/12/2014 16:15", Style::DayFirst),
            ("22.12.2014 16:15:00", Style::DayFirst),
            ("12/22/2014 4:15 PM", Style::MonthFirst),
        ] {
            assert_eq!(read(text.as_bytes(), style).map(|r| r.0), Some(moment), "{text}");
            assert_eq!(Clock::new(style, None, false).read(text.as_bytes()), Some(moment), "{text}");
        }
    }

    #[test]
    fn what_is_no_stamp_is_refused() {
        for text in ["", "hello", "5", "1234567", "22/13/2014", "31-Feb-2019", "2:30: AM", "1-1-1-1", "Dec 2014"] {
            for style in STYLES {
                let read = read(text.as_bytes(), style);
                assert!(read.is_none() || (text == "22/13/2014" && style == Style::MonthFirst), "{text} {style:?}");
            }
        }
    }

    #[test]
    fn a_zone_moves_naive_stamps_only() {
        let mut clock = Clock::new(Style::Iso, Zone::named("+09:00"), false);
        assert_eq!(clock.read(b"2014-12-23 01:15:00"), Some(at("2014-12-22T16:15Z")));
        assert!(clock.naive);
        assert_eq!(clock.read(b"2014-12-22T16:15:00Z"), Some(at("2014-12-22T16:15Z")));
    }
}
