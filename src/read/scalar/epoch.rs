//! Reads numbers that count from some day, and stamps of digits alone.
//!
//! In: seconds, milli-, micro- or nanoseconds since 1970 (their ranges for 1990–2100 do not touch); days since 1899-12-30 as
//! spreadsheets count; `20141222`, `2014122216`, `201412221615`, `20141222161500`, also with a `T` and a `Z`. Out: a moment.
//! Numbers that count from another year are named by [`other_era`], so that a reader can refuse them.

use super::number;
use crate::base::time::{Civil, DAY, HOUR, MINUTE, Millis, SECOND, Stated, in_range};

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

/// Days from 1899-12-30 to 1970-01-01.
const SERIAL_1970: f64 = 25_569.0;

/// The moment of a spreadsheet's serial day. Spreadsheets keep days as fractions, so the nearest second within 3 ms is meant.
pub(crate) fn serial(cell: &[u8]) -> Option<Millis> {
    if !(5..=20).contains(&cell.len()) {
        return None;
    }
    let days = number::plain(cell).filter(|days| (32_874.0..73_050.0).contains(days))?;
    let at = libm::round((days - SERIAL_1970) * DAY as f64) as Millis;
    let second = (at + SECOND / 2).div_euclid(SECOND) * SECOND;
    Some(if (at - second).abs() <= 3 { second } else { at })
}

/// A stamp of digits alone; true where a `Z` says UTC.
pub(crate) fn compact(cell: &[u8]) -> Option<(Millis, Stated)> {
    let (cell, stated) = match cell.strip_suffix(b"Z") {
        Some(rest) => (rest, Stated::Zoned),
        None => (cell, Stated::Naive),
    };
    let mut digits = [0_u32; 14];
    let mut count = 0;
    for (i, byte) in cell.iter().enumerate() {
        if i == 8 && matches!(byte, b'T' | b'_' | b'-') {
            continue;
        }
        *digits.get_mut(count)? = char::from(*byte).to_digit(10)?;
        count += 1;
    }
    if ![8, 10, 12, 14].contains(&count) {
        return None;
    }
    let part = |from: usize, until: usize| {
        digits.get(from..until).unwrap_or_default().iter().fold(0, |sum, digit| sum * 10 + digit)
    };
    let civil = Civil {
        year: part(0, 4) as i32,
        month: part(4, 6),
        day: part(6, 8),
        hour: part(8, 10),
        minute: part(10, 12),
        second: part(12, 14),
        milli: 0,
    };
    Some((civil.millis()?, stated))
}

/// An era that programs count from, other than 1970.
const ERAS: [(&str, f64, f64); 6] = [
    // Name, units a second, seconds from its beginning to 1970.
    ("100-nanosecond ticks since the year 1 (.NET)", 1e7, 62_135_596_800.0),
    ("100-nanosecond ticks since 1601 (Windows)", 1e7, 11_644_473_600.0),
    ("microseconds since 1601 (Chrome)", 1e6, 11_644_473_600.0),
    ("milliseconds since the year 0", 1e3, 62_167_219_200.0),
    ("seconds since 1900 (NTP)", 1.0, 2_208_988_800.0),
    ("seconds since 2001 (Apple)", 1.0, -978_307_200.0),
];

/// Since 1970 no such number is of the years in which there is data to measure, and in another era it is. A small one, such as a year
/// or a Julian day, counts something else.
pub(crate) fn other_era(number: f64) -> Option<&'static str> {
    const DATA: std::ops::Range<f64> = 852_076_800.0..2_208_988_800.0; // 1997 to 2040
    const SMALL: f64 = 1e8;
    if number < SMALL {
        return None;
    }
    let since_1970 = epoch_number(number).map(|(at, _)| at as f64 / 1e3);
    if since_1970.is_some_and(|secs| DATA.contains(&secs)) {
        return None;
    }
    ERAS.iter().find(|(_, units, ahead)| DATA.contains(&(number / units - ahead))).map(|(name, _, _)| *name)
}

/// True for a number that a spreadsheet rounded, such as `1.71452E+12`: moments hours apart have become one.
pub(crate) fn is_rounded(cell: &[u8]) -> bool {
    let text = String::from_utf8_lossy(cell);
    let Some((mantissa, _)) = text.split_once(['e', 'E']) else { return false };
    let digits = mantissa.bytes().filter(u8::is_ascii_digit).count();
    digits < 10 && number::plain(cell).is_some_and(|number| epoch_number(number).is_some())
}

/// The usual widths of a bin, of which a distance of stamps is a multiple where numbers are moments.
pub(crate) fn is_step(distance: Millis) -> bool {
    distance % DAY == 0 || distance % HOUR == 0 || distance % MINUTE == 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::time::parse_utc;

    #[test]
    fn digits_alone_are_read() {
        for (text, at) in [
            ("20141222", "2014-12-22"),
            ("2014122200", "2014-12-22"),
            ("201412221615", "2014-12-22T16:15"),
            ("20141222T161500Z", "2014-12-22T16:15"),
        ] {
            assert_eq!(compact(text.as_bytes()).map(|(at, _)| at), parse_utc(at), "{text}");
        }
        for text in ["20141322", "1419264900", "2014122", "", "20141222T1615000"] {
            assert_eq!(compact(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn serial_days_are_moments() {
        assert_eq!(serial(b"41995"), parse_utc("2014-12-22"));
        assert_eq!(serial(b"41995.6770833333"), parse_utc("2014-12-22T16:15"));
        assert_eq!(serial(b"12"), None);
    }

    #[test]
    fn other_eras_are_named() {
        for (number, word) in [(638_500_000_000_000_000.0, ".NET"), (3_923_467_200.0, "NTP"), (736_000_000.0, "Apple")]
        {
            assert!(other_era(number).unwrap().contains(word), "{number}");
        }
        for none in [1_714_521_600.0, 1_990.0, 2_456_000.5, 20_141_222.0, 99_999_999.0] {
            assert_eq!(other_era(none), None, "{none}");
        }
        assert!(other_era(100_000_000.0).is_some());
        assert!(is_rounded(b"1.71452E+12"));
        assert!(!is_rounded(b"1714521600000"));
    }
}
