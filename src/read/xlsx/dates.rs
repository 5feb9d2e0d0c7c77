//! Styles of cells → which numbers are moments, and serial numbers → ISO.
//!
//! In: `styles.xml`; a serial number, which counts days since 1900 or 1904. Out: the look of each style, and text such as
//! `2014-12-22 16:15:00`, `2014-12-22`, `26h 5m 0s` or `7%`, as the sheet shows it. Serial 60 of the 1900 system is 29 February 1900, a day that was not: later days are counted from
//! 1899-12-30. Codes of formats are those of ISO/IEC 29500-1 §18.8.30.

use super::xml::{Element, Nodes};
use crate::base::time::{DAY, HOUR, MINUTE, Millis, SECOND, iso};
use crate::base::{Error, decimal};
use std::collections::BTreeMap;

/// How a number is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum DateFormat {
    /// As a number.
    #[default]
    Number,
    /// As a share of a hundred.
    Percent,
    /// As a moment with its day.
    Moment,
    /// As a day alone.
    Day,
    /// As a time of the day.
    Clock,
    /// As time that went by.
    Elapsed,
}

/// The look of each style.
#[derive(Default)]
pub(super) struct DateFormats {
    own: BTreeMap<u32, DateFormat>,
    styles: Vec<DateFormat>,
    inside: bool,
}

impl DateFormats {
    /// The look of a style.
    pub(super) fn get(&self, style: usize) -> DateFormat {
        self.styles.get(style).copied().unwrap_or_default()
    }
}

impl Nodes for DateFormats {
    fn open(&mut self, name: &str, element: &Element<'_>) -> Result<(), Error> {
        let number = || element.get("numFmtId").and_then(|text| text.parse().ok()).unwrap_or(0);
        match name {
            "numFmt" => {
                self.own.entry(number()).or_insert_with(|| look(&element.get("formatCode").unwrap_or_default()));
            }
            "cellXfs" => self.inside = true,
            "xf" if self.inside => {
                let id = number();
                let own = self.own.get(&id).copied();
                self.styles.push(own.unwrap_or(match id {
                    9 | 10 => DateFormat::Percent,
                    14..=17 => DateFormat::Day,
                    22 | 27..=31 | 34..=36 | 50..=58 => DateFormat::Moment,
                    18..=21 | 32 | 33 | 45 | 47 => DateFormat::Clock,
                    46 => DateFormat::Elapsed,
                    _ => DateFormat::Number,
                }));
            }
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, _text: &str) {}

    fn close(&mut self, name: &str) -> Result<(), Error> {
        self.inside &= name != "cellXfs";
        Ok(())
    }
}

/// The look of a format's code: letters in quotes, brackets or behind a backslash are no letters of a date.
fn look(code: &str) -> DateFormat {
    let (mut days, mut months, mut hours, mut percent) = (false, false, false, false);
    let mut letters = code.chars();
    while let Some(letter) = letters.next() {
        match letter.to_ascii_lowercase() {
            '"' => drop(letters.by_ref().find(|c| *c == '"')),
            '\\' | '_' | '*' => drop(letters.next()),
            '[' => {
                let inner: String = letters.by_ref().take_while(|c| *c != ']').collect();
                // `[h]` counts on past a day: what went by, not when.
                if matches!(inner.trim_matches(['h', 'H', 'm', 'M', 's', 'S']), "") && !inner.is_empty() {
                    return DateFormat::Elapsed;
                }
            }
            'y' | 'd' => days = true,
            'm' => months = true,
            'h' | 's' => hours = true,
            '%' => percent = true,
            // What follows is for negative numbers and for text.
            ';' => break,
            _ => {}
        }
    }
    match (days, hours) {
        (false, true) => DateFormat::Clock,
        (true, true) => DateFormat::Moment,
        // Minutes stand beside hours or seconds, so an `m` alone is a month.
        _ if days || months => DateFormat::Day,
        _ if percent => DateFormat::Percent,
        _ => DateFormat::Number,
    }
}

/// A number as its style shows it; `None` where it is a plain number.
pub(super) fn shown(number: f64, look: DateFormat, since_1904: bool) -> Option<String> {
    match look {
        // By its digits: 0.07 × 100 is 7.000000000000001.
        DateFormat::Percent => {
            let hundredfold = [&decimal::text(number), "e2"].concat().parse().unwrap_or(number * 100.0);
            Some([&decimal::text(hundredfold), "%"].concat())
        }
        DateFormat::Elapsed => elapsed(number),
        look => moment(number, look, since_1904),
    }
}

/// Days that went by as hours, minutes and seconds: `26h 5m 0s` is no time of a day.
fn elapsed(days: f64) -> Option<String> {
    const LONGEST: f64 = 4_000_000.0;
    let millis = Some(days).filter(|days| (0.0..LONGEST).contains(days)).map(|days| nearest(days * DAY as f64))?;
    let (hours, minutes, seconds) = (millis / HOUR, millis % HOUR / MINUTE, millis % MINUTE / SECOND);
    Some(format!("{hours}h {minutes}m {seconds}s"))
}

/// A serial number as text; `None` where it stands for no moment.
fn moment(serial: f64, look: DateFormat, since_1904: bool) -> Option<String> {
    // No calendar of a spreadsheet goes beyond the year 9999.
    if look == DateFormat::Number || !(0.0..2_958_466.0).contains(&serial) {
        return None;
    }
    let millis = nearest(serial * DAY as f64);
    // From 1990 on a number shown as a time of the day is a moment; below, more than a day is what went by.
    if look == DateFormat::Clock && (1.0..31_000.0).contains(&serial) {
        return None;
    }
    if look == DateFormat::Clock && serial < 1.0 {
        let (hours, minutes, seconds) = (millis / HOUR, millis % HOUR / MINUTE, millis % MINUTE / SECOND);
        return Some(format!("{hours:02}:{minutes:02}:{seconds:02}"));
    }
    // Days from 1904-01-01, 1899-12-31 and 1899-12-30 to 1970-01-01.
    let before = if since_1904 { 24_107 } else { 25_568 + i64::from(serial >= 60.0) };
    let text = iso(millis - before * DAY);
    let day = look == DateFormat::Day && millis % DAY == 0;
    Some(if day { text.chars().take(10).collect() } else { text.trim_end_matches('Z').to_owned() })
}

/// The nearest millisecond, or the whole second where it is next to one: sums of fractions of a day are not exact.
fn nearest(millis: f64) -> Millis {
    let (whole, second) = (millis.round() as Millis, (millis / SECOND as f64).round() as Millis * SECOND);
    if (whole - second).abs() <= 2 { second } else { whole }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_tell_their_look() {
        for (code, wanted) in [
            ("General", DateFormat::Number),
            ("0.00", DateFormat::Number),
            ("#,##0\\ \"days\"", DateFormat::Number),
            ("[Red]0.0;[Blue]-0.0", DateFormat::Number),
            ("[h]:mm:ss", DateFormat::Elapsed),
            ("0.0%", DateFormat::Percent),
            ("0\\%", DateFormat::Number),
            ("[$-409]d\\-mmm\\-yy;@", DateFormat::Day),
            ("yyyy\\-mm\\-dd\\Thh:mm", DateFormat::Moment),
            ("DD.MM.YYYY", DateFormat::Day),
            ("mmm yy", DateFormat::Day),
            ("mmmm", DateFormat::Day),
            ("hh:mm", DateFormat::Clock),
            ("h:mm AM/PM", DateFormat::Clock),
        ] {
            assert_eq!(look(code), wanted, "{code}");
        }
    }

    #[test]
    fn serials_are_moments() {
        for (serial, since_1904, text) in [
            (41_995.677_083_333_336, false, "2014-12-22T16:15:00"),
            (40_533.677_083_333_3, true, "2014-12-22T16:15:00"),
            (25_569.0, false, "1970-01-01T00:00:00"),
            (59.0, false, "1900-02-28T00:00:00"),
            (61.0, false, "1900-03-01T00:00:00"),
            (0.0, true, "1904-01-01T00:00:00"),
        ] {
            assert_eq!(moment(serial, DateFormat::Moment, since_1904).as_deref(), Some(text));
        }
        let shown = |number, look| shown(number, look, false).unwrap_or_default();
        assert_eq!(shown(41_995.0, DateFormat::Day), "2014-12-22");
        assert_eq!(shown(41_995.5, DateFormat::Day), "2014-12-22T12:00:00");
        assert_eq!(shown(1.086_805_555_555_555_6, DateFormat::Elapsed), "26h 5m 0s");
        assert_eq!((shown(0.07, DateFormat::Percent), shown(1.0, DateFormat::Percent)), ("7%".into(), "100%".into()));
        assert_eq!(moment(0.677_083_333, DateFormat::Clock, false).as_deref(), Some("16:15:00"));
        assert_eq!(moment(1.5, DateFormat::Clock, false), None);
        assert_eq!(moment(-1.0, DateFormat::Moment, false), None);
        assert_eq!(moment(3e6, DateFormat::Moment, false), None);
    }
}
