//! Brings stamps that people and programs decorate to a plain notation.
//!
//! In: `[2025-03-04 00:05:00]`, `2025-03-04_00-05-00`, `2025/03/04-00:05`, `2025-03-04 00:05:00 +0000 UTC m=+0.1`, `@1741046700`,
//! `04.03.2025 um 00:05 Uhr`, `04/03/2025 às 00:05`, `04.03.2025 г. 00:05`, `'2025-03-04 00:05`, `2025年03月04日 00時05分`, `2025-063T00:05Z`. Out: the same moment as other notations write it; none
//! where nothing is to be changed.

use crate::base::time::{Civil, DAY, iso};

/// A plainer notation of the same moment.
pub(super) fn plainer(text: &str) -> Option<String> {
    const LONG: usize = 80;
    if text.len() > LONG || !text.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let inner = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text);
    let inner = inner.strip_prefix('@').unwrap_or(inner);
    // Go writes its zone twice, and since when its clock has run.
    let inner = inner.split_once(" m=").map_or(inner, |(stamp, _)| stamp);
    let inner = inner.strip_suffix(" UTC").filter(|rest| rest.ends_with("+0000")).unwrap_or(inner);
    let inner =
        inner.split_once('[').map_or(inner, |(stamp, zone)| if zone.ends_with(']') { stamp.trim_end() } else { inner });
    // A spreadsheet's mark of text.
    let inner = inner.strip_prefix('\'').unwrap_or(inner);
    let words = of_zone(inner).replace(" um ", " ").replace(" @ ", " ").replace(" às ", " ").replace(" г. ", " ");
    let words = words.strip_suffix(" Uhr").unwrap_or(&words);
    let marks = of_marks(words);
    let dashed = of_dashes(&marks).or_else(|| of_year_day(&marks)).unwrap_or(marks);
    (dashed != text).then_some(dashed)
}

/// Zones by their letters, as RFC 822 and Europe write them. CST, IST and BST are several, and none of these.
const ZONES: &[(&str, &str)] = &[
    ("EST", "-0500"),
    ("EDT", "-0400"),
    ("MST", "-0700"),
    ("MDT", "-0600"),
    ("PST", "-0800"),
    ("PDT", "-0700"),
    ("WET", "+0000"),
    ("WEST", "+0100"),
    ("CET", "+0100"),
    ("CEST", "+0200"),
    ("EET", "+0200"),
    ("EEST", "+0300"),
    ("MSK", "+0300"),
    ("JST", "+0900"),
];

/// `08:51 MST` → `08:51 -0700`, and as date(1) writes it: `Tue Nov 17 00:07:00 CET 2015` → `Tue Nov 17 00:07:00 +0100 2015`.
fn of_zone(text: &str) -> String {
    let is_year = |word: &str| word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    if let Some((stamp, year)) = text.rsplit_once(' ').filter(|(_, year)| is_year(year)) {
        let zoned = of_zone(stamp);
        return if zoned == stamp { text.to_owned() } else { [&zoned, " ", year].concat() };
    }
    let zone = text.rsplit_once(' ').and_then(|(stamp, word)| {
        let (_, offset) = ZONES.iter().find(|(zone, _)| *zone == word)?;
        stamp.ends_with(|c: char| c.is_ascii_digit() || matches!(c, 'M' | 'm')).then(|| [stamp, " ", offset].concat())
    });
    zone.unwrap_or_else(|| text.to_owned())
}

/// `00時05分` → `00:05`.
fn of_marks(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let text = text.replace(['時', '时', '시'], ":").replace(['秒', '초'], "");
    match text.split_once(['分', '분']) {
        Some((before, after)) if after.trim().is_empty() => before.to_owned(),
        Some((before, after)) => [before, ":", after.trim_start()].concat(),
        None => text,
    }
}

/// `2025-03-04_00-05-00` and `2025/03/04-00:05` → a blank before the time, and colons in it.
fn of_dashes(text: &str) -> Option<String> {
    const DATE: usize = 10;
    let (date, rest) = text.split_at_checked(DATE)?;
    let digits = |part: &str| part.len() > 1 && part.bytes().all(|b| b.is_ascii_digit());
    let is_date = date.split(['-', '/', '.']).count() == 3 && date.split(['-', '/', '.']).all(digits);
    let time = rest.strip_prefix(['_', '-']).filter(|_| is_date)?;
    let parts: Vec<&str> = time.split(['-', ':', '_']).collect();
    let fits = (2..=3).contains(&parts.len()) && parts.iter().all(|part| part.len() == 2 && digits(part));
    fits.then(|| format!("{date} {}", parts.join(":")))
}

/// `2025-063T00:05:00Z`: the day by its number in the year.
fn of_year_day(text: &str) -> Option<String> {
    let (year, rest) = text.split_once('-')?;
    let (day, rest) = rest.split_at_checked(3).filter(|(_, rest)| rest.is_empty() || rest.starts_with(['T', ' ']))?;
    let whole = |part: &str, length: usize| part.len() == length && part.bytes().all(|b| b.is_ascii_digit());
    let (year, day) = (whole(year, 4).then(|| year.parse().ok())??, whole(day, 3).then(|| day.parse::<i64>().ok())??);
    let first = Civil { year, month: 1, day: 1, hour: 0, minute: 0, second: 0, milli: 0 }.millis()?;
    let date = iso(first + (day - 1) * DAY);
    (1..=366).contains(&day).then(|| [date.get(..10).unwrap_or_default(), rest].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decorations_are_taken_off() {
        for (text, plain) in [
            ("[2025-03-04 00:05:00]", Some("2025-03-04 00:05:00")),
            ("2025-03-04T00:05:00+00:00[UTC]", Some("2025-03-04T00:05:00+00:00")),
            ("2025-03-04 00:05 MST", Some("2025-03-04 00:05 -0700")),
            ("2025-03-04 00:05:00 CEST", Some("2025-03-04 00:05:00 +0200")),
            ("2025-03-04 00:05:00 CST", None),
            ("@1741046700", Some("1741046700")),
            ("2025-03-04_00-05-00", Some("2025-03-04 00:05:00")),
            ("2025/03/04-00:05", Some("2025/03/04 00:05")),
            ("2025-03-04 00:05:00.1 +0000 UTC m=+0.1", Some("2025-03-04 00:05:00.1 +0000")),
            ("04.03.2025 um 00:05 Uhr", Some("04.03.2025 00:05")),
            ("2025年03月04日 00時05分", Some("2025年03月04日 00:05")),
            ("2025-063T00:05:00Z", Some("2025-03-04T00:05:00Z")),
            ("2025-03-04 00:05:00", None),
            ("Tehran", None),
        ] {
            assert_eq!(plainer(text).as_deref(), plain, "{text}");
        }
    }
}
