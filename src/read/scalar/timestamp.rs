//! Reads a cell as a moment.
//!
//! In: the bytes of one cell, and how the column is written. Out: a moment in UTC, and whether the cell named its zone. Taken:
//! ISO 8601 and `YYYY-MM-DD HH:MM:SS`, numbers that count from 1970 or as spreadsheets do, digits alone, dates in words and
//! in figures, also with AM and PM, with an offset behind, and in the digits of other scripts; weeks and months of ISO 8601; the
//! day of the week beside a date; of an interval its start.
//! Refused: years outside 1990–2100. Which of day and month comes first is settled once for a column, never by row.

use super::clock;
use super::day::{self, Order};
use super::epoch;
use super::interval;
use super::plainer::plainer;
use super::text::plain_text;
use crate::base::time::{DAY, HOUR, MINUTE, Millis, SECOND, Stated, parse_iso};
use crate::base::zone::{Local, Zone};

pub(crate) use super::epoch::{epoch, epoch_number};

/// How the stamps of a column are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// ISO 8601, the same with a space, or with single digits.
    Iso,
    /// Digits alone: `201412221615`.
    Compact,
    /// Seconds, milli-, micro- or nanoseconds since 1970.
    Epoch,
    /// Days since 1899-12-30, as spreadsheets count.
    Serial,
    /// The month in words.
    Words,
    /// `22/12/2014`.
    DayFirst,
    /// `12/22/2014`.
    MonthFirst,
    /// `14/12/22`.
    ShortYearFirst,
}

/// The styles, the plainest first.
pub(crate) const STYLES: [Style; 8] = [
    Style::Iso,
    Style::Compact,
    Style::Epoch,
    Style::Serial,
    Style::Words,
    Style::DayFirst,
    Style::MonthFirst,
    Style::ShortYearFirst,
];

impl Style {
    /// How people call it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Style::Iso => "ISO 8601",
            Style::Compact => "digits of year, month, day and time",
            Style::Epoch => "a number since 1970",
            Style::Serial => "a spreadsheet's days since 1899-12-30",
            Style::Words => "a date in words",
            Style::DayFirst => "day first",
            Style::MonthFirst => "month first",
            Style::ShortYearFirst => "year first, two digits",
        }
    }

    /// True for a number that a value could be, too.
    pub(crate) fn is_number(self) -> bool {
        matches!(self, Style::Compact | Style::Epoch | Style::Serial)
    }
}

/// Reads one stamp in a style; a naive one as if it were UTC.
pub(crate) fn read(cell: &[u8], style: Style) -> Option<(Millis, Stated)> {
    let cell = cell.trim_ascii();
    if !cell.is_ascii() {
        let text = plain_text(cell);
        let read = |text: &str| {
            if text.is_ascii() { read_ascii(text.as_bytes(), style) } else { read_text(text, style) }
        };
        return read(&text).or_else(|| read(interval::start(&text)?)).or_else(|| read(&plainer(&text)?));
    }
    let text = || std::str::from_utf8(cell).ok();
    read_ascii(cell, style)
        .or_else(|| read_ascii(interval::start(text()?)?.as_bytes(), style))
        .or_else(|| read_ascii(plainer(text()?)?.as_bytes(), style))
}

/// True where a cell is written as a moment and not as a number.
pub(crate) fn is_stamp(cell: &[u8]) -> bool {
    let plausible = cell.len() >= 6 && cell.iter().any(|b| b.is_ascii_digit() || !b.is_ascii());
    plausible && STYLES.iter().any(|style| !style.is_number() && read(cell, *style).is_some())
}

/// True where a cell is a moment, also one of digits alone.
pub(crate) fn is_any_stamp(cell: &[u8]) -> bool {
    is_stamp(cell) || [Style::Compact, Style::Epoch].iter().any(|style| read(cell, *style).is_some())
}

fn read_ascii(cell: &[u8], style: Style) -> Option<(Millis, Stated)> {
    match style {
        Style::Iso => parse_iso(cell).or_else(|| read_text(std::str::from_utf8(cell).ok()?, style)),
        Style::Compact => epoch::compact(cell),
        Style::Epoch => Some((epoch(cell)?.0, Stated::Zoned)),
        Style::Serial => Some((epoch::serial(cell)?, Stated::Naive)),
        _ => read_text(std::str::from_utf8(cell).ok()?, style),
    }
}

fn read_text(text: &str, style: Style) -> Option<(Millis, Stated)> {
    let order = match style {
        Style::Iso => Order::YearMonthDay,
        Style::DayFirst => Order::DayMonthYear,
        Style::MonthFirst => Order::MonthDayYear,
        Style::ShortYearFirst => Order::ShortYear,
        Style::Words => {
            let (midnight, time) = day::in_words(text)?;
            return at_time(midnight, &time);
        }
        _ => return None,
    };
    let text = day::without_weekday(text);
    let found = day::in_figures(text, order);
    let (midnight, rest) = found.or_else(|| day::of_iso(text).filter(|_| style == Style::Iso))?;
    let rest = day::behind_weekday(rest);
    let gap = rest.trim_start_matches([' ', ',', 'T', ':', '_']);
    // Digits must not run on into the time of day.
    if !rest.is_empty() && gap.len() == rest.len() {
        return None;
    }
    at_time(midnight, gap)
}

/// The moment of a date with the time of day behind it, which may be blank.
fn at_time(midnight: Millis, time: &str) -> Option<(Millis, Stated)> {
    if time.trim().is_empty() {
        return Some((midnight, Stated::Naive));
    }
    let (time, offset) = clock::parse(time).or_else(|| Some((clock::with_points(time)?, None)))?;
    Some(match offset {
        Some(offset) => (midnight + time - offset, Stated::Zoned),
        None => (midnight + time, Stated::Naive),
    })
}

/// A clock that reads the stamps of one column.
#[derive(Clone, Debug)]
pub(crate) struct Clock {
    style: Style,
    /// The notation of stamps that are not written so.
    also: Option<Style>,
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
    /// The moment before, and whether the rows go back in time: they say which of two moments a doubled hour means.
    last: Millis,
    falls: bool,
}

impl Clock {
    /// A clock for a style, and for another where a stamp is not written so; naive stamps are read in the zone, else as UTC.
    pub(crate) fn new(style: Style, also: Option<Style>, zone: Option<Zone>, local: bool) -> Clock {
        Clock {
            style,
            also,
            local,
            zone,
            minute: 0,
            begin: 0,
            day: 0,
            midnight: 0,
            naive: false,
            unsure: 0,
            last: Millis::MIN,
            falls: false,
        }
    }

    /// Reads a cell.
    pub(crate) fn read(&mut self, cell: &[u8]) -> Option<Millis> {
        if let Some(at) = self.usual(cell) {
            return Some(at);
        }
        let (at, stated) = self.stated(cell)?;
        match stated {
            Stated::Zoned if self.local => Some(self.local(at)),
            Stated::Zoned => Some(at),
            Stated::Naive => Some(self.local(at)),
        }
    }

    fn stated(&self, cell: &[u8]) -> Option<(Millis, Stated)> {
        read(cell, self.style).or_else(|| read(cell, self.also?))
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

    /// Reads a date and a time of day that stand in two cells.
    pub(crate) fn read_pair(&mut self, date: &[u8], time: Millis) -> Option<Millis> {
        let (midnight, _) = self.stated(date)?;
        Some(self.local(midnight.div_euclid(DAY) * DAY + time))
    }

    #[inline(never)]
    fn local(&mut self, reading: Millis) -> Millis {
        self.naive = true;
        let Some(zone) = &self.zone else { return reading };
        let local = zone.to_utc(reading);
        self.unsure += u64::from(!matches!(local, Local::Once(_)));
        let at = match local {
            Local::Twice(first, second) => {
                // Rows in order settle it: what would go back in time is the other pass of the hour.
                let back = self.last >= second && self.last - second < DAY;
                let other = back || (!self.falls && first < self.last && self.last < second);
                if other { second } else { first }
            }
            local => local.first(),
        };
        if at != self.last {
            self.falls = at < self.last;
        }
        self.last = at;
        at
    }
}

/// Two digits below sixty.
#[inline]
fn two(a: u8, b: u8) -> Option<Millis> {
    let [a, b] = [a, b].map(|byte| byte.wrapping_sub(b'0'));
    (a < 6 && b < 10).then(|| Millis::from(a * 10 + b))
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
            ("22.12.2014 16.15", Style::DayFirst),
            ("12/22/2014 4:15 PM", Style::MonthFirst),
            ("12/22/14 4:15 p.m.", Style::MonthFirst),
            ("22.12.14 16:15", Style::DayFirst),
            ("14/12/22 16:15", Style::ShortYearFirst),
            ("2014/12/22 4:15:00 PM", Style::Iso),
            ("2014-12-22 16:15 UTC+0", Style::Iso),
            ("۲۰۱۴-۱۲-۲۲ ۱۶:۱۵", Style::Iso),
            ("2014年12月22日 16:15", Style::Iso),
            ("2014. 12. 22. 16:15", Style::Iso),
            ("2014-W52-1 16:15", Style::Iso),
            ("2014-12-22 (Mon) 16:15", Style::Iso),
            ("Mo., 22.12.2014 16:15", Style::DayFirst),
            ("Mon 12/22/2014 4:15 PM", Style::MonthFirst),
            ("2014-12-22 16:15 - 16:30", Style::Iso),
            ("22 दिसंबर 2014 16:15", Style::Words),
            ("Mon Dec 22 16:15:00 2014", Style::Words),
            ("Mon Dec 22 16:15:00 UTC 2014", Style::Words),
            ("Mon, 22 Dec 2014 16:15:00 GMT", Style::Words),
            ("22/Dec/2014:16:15:00 +0000", Style::Words),
            ("22 de diciembre de 2014 16:15", Style::Words),
            ("22 déc. 2014 16:15", Style::Words),
            ("201412221615", Style::Compact),
            ("41995.6770833333", Style::Serial),
            ("[2014-12-22 16:15:00]", Style::Iso),
            ("@1419264900", Style::Epoch),
            ("2014-12-22_16-15-00", Style::Iso),
            ("2014-356T16:15:00Z", Style::Iso),
            ("2014-12-22 16:15:00 +0000 UTC", Style::Iso),
            ("22.12.2014 um 16:15 Uhr", Style::DayFirst),
            ("22. Dezember 2014, 16:15 Uhr", Style::Words),
            ("22 декабря 2014 г. 16:15", Style::Words),
            ("22 de dezembro de 2014 às 16:15", Style::Words),
            ("Dec 22, 2014 @ 16:15:00.000", Style::Words),
            ("2014. 12. 22. 오후 4:15:00", Style::Iso),
            ("2014/12/22 下午4:15", Style::Iso),
            ("2014年12月22日 16時15分", Style::Iso),
        ] {
            assert_eq!(read(text.as_bytes(), style).map(|r| r.0), Some(moment), "{text}");
            assert_eq!(Clock::new(style, None, None, false).read(text.as_bytes()), Some(moment), "{text}");
        }
    }

    #[test]
    fn what_is_no_stamp_is_refused() {
        for text in ["", "hello", "5", "1234567", "22/13/2014", "31-Feb-2019", "2:30: AM", "1-1-1-1", "Dec 14"] {
            for style in STYLES {
                let read = read(text.as_bytes(), style);
                assert!(read.is_none(), "{text} {style:?}");
            }
        }
    }

    #[test]
    fn the_rows_settle_a_doubled_hour() {
        let berlin = || Clock::new(Style::Iso, None, Zone::named("Europe/Berlin"), false);
        let rows = ["2024-10-27 01:30", "2024-10-27 02:00", "2024-10-27 02:30", "2024-10-27 02:00", "2024-10-27 02:30"];
        let mut clock = berlin();
        let read: Vec<_> = rows.iter().filter_map(|row| clock.read(row.as_bytes())).collect();
        let half = 30 * MINUTE;
        assert_eq!(read, (0..5).map(|i| at("2024-10-26T23:30Z") + i * half).collect::<Vec<_>>());
        let mut back = berlin();
        let falling: Vec<_> =
            ["2024-10-27 03:00"].iter().chain(rows.iter().rev()).filter_map(|row| back.read(row.as_bytes())).collect();
        assert_eq!(falling, (0..6).rev().map(|i| at("2024-10-26T23:30Z") + i * half).collect::<Vec<_>>());
    }

    #[test]
    fn a_zone_moves_naive_stamps_only() {
        let mut clock = Clock::new(Style::Iso, None, Zone::named("+09:00"), false);
        assert_eq!(clock.read(b"2014-12-23 01:15:00"), Some(at("2014-12-22T16:15Z")));
        assert!(clock.naive);
        assert_eq!(clock.read(b"2014-12-22T16:15:00Z"), Some(at("2014-12-22T16:15Z")));
    }
}
