//! Reads a time of day, and what may follow it.
//!
//! In: text such as `16:15`, `4:15:00.5 PM`, `16h15`, `16:15 +03:30`, `16:15:00 UTC+3`. Out: milliseconds after midnight, and
//! the offset that the text names. Refused: hours beyond 24, minutes and seconds beyond 59, other words behind.

use super::text::plain_text;
use crate::base::time::{DAY, HOUR, MINUTE, Millis, SECOND};
use crate::base::zone::Zone;

/// A time of day, and by how much its clock is ahead of UTC where the text says so.
pub(crate) type TimeOfDay = (Millis, Option<Millis>);

/// Reads a cell that holds a time of day and nothing else; of an interval its start.
pub(crate) fn time_of_day(cell: &[u8]) -> Option<Millis> {
    if cell.len() > 24 {
        return None;
    }
    let text = plain_text(cell);
    one_time(&text).or_else(|| Some(both_ends(cell)?.0))
}

/// Reads both ends of an interval of the day: `10:00 - 12:30`, `10:00–12:30`, `10 AM to 1 PM`.
pub(crate) fn both_ends(cell: &[u8]) -> Option<(Millis, Millis)> {
    const LONGEST: usize = 32;
    let text = plain_text(cell);
    let mark = ["-", "–", "—", " to ", " bis ", " a ", " à ", " до "].into_iter().find(|mark| text.contains(mark))?;
    let (start, end) = text.split_once(mark).filter(|_| text.len() <= LONGEST)?;
    Some((one_time(start.trim())?, one_time(end.trim())?))
}

fn one_time(text: &str) -> Option<Millis> {
    let marked = text.contains(':') || text.to_ascii_lowercase().contains('h') || half_of_day(text).is_some();
    match parse(text)? {
        (at, None) if marked => Some(at),
        _ => None,
    }
}

/// Reads a time of day and the offset that may stand behind it.
pub(crate) fn parse(text: &str) -> Option<TimeOfDay> {
    // In some languages the half of the day stands first.
    let (before, text) = half_of_day(text).map_or((None, text), |(afternoon, rest)| (Some(afternoon), rest));
    let text = text.trim();
    let end = text.find(|c: char| !c.is_ascii_digit() && !matches!(c, ':' | '.' | ',' | 'h')).unwrap_or(text.len());
    let (time, rest) = text.split_at_checked(end)?;
    let (afternoon, rest) = match half_of_day(rest) {
        Some((afternoon, rest)) => (Some(afternoon), rest),
        None => (before, rest),
    };
    let mut at = digits(time.trim_end_matches([',', 'h']))?;
    if let Some(afternoon) = afternoon {
        if !(HOUR..13 * HOUR).contains(&at) {
            return None;
        }
        at = at % (12 * HOUR) + if afternoon { 12 * HOUR } else { 0 };
    }
    let zone = rest.trim().trim_start_matches('(').trim_end_matches(')');
    if zone.is_empty() {
        return Some((at, None));
    }
    let offset = Zone::named(zone).filter(|_| !zone.contains('/'))?.offset(0);
    Some((at, Some(offset)))
}

/// `16.15` or `16.15.00`, as a time of day behind a date is written in some places.
pub(crate) fn with_points(text: &str) -> Option<Millis> {
    let parts: Vec<&str> = text.trim().split('.').collect();
    let pairs = parts.iter().skip(1).all(|part| part.len() == 2)
        && parts.iter().flat_map(|part| part.bytes()).all(|b| b.is_ascii_digit());
    (pairs && (2..=3).contains(&parts.len())).then(|| digits(&parts.join(":")))?
}

/// `16:15:00.5` or `16h15` → milliseconds after midnight.
fn digits(time: &str) -> Option<Millis> {
    let (clock, fraction) = match time.split_once(['.', ',']) {
        Some((clock, fraction)) => (clock, fraction),
        None => (time, ""),
    };
    let mut parts = [0; 3];
    let mut count = 0;
    for part in clock.split([':', 'h']) {
        let fits = part.len() == 2 || (part.len() == 1 && count == 0);
        *parts.get_mut(count)? = fits.then(|| part.parse::<Millis>().ok())??;
        count += 1;
    }
    let [hour, minute, second] = parts;
    if minute > 59 || second > 59 || hour > 24 || (hour == 24 && minute + second > 0) {
        return None;
    }
    if !fraction.is_empty() && count < 3 {
        return None;
    }
    Some(hour * HOUR + minute * MINUTE + second * SECOND + thousandths(fraction)?).filter(|at| *at <= DAY)
}

/// The first three decimals of a second.
fn thousandths(fraction: &str) -> Option<Millis> {
    if !fraction.bytes().all(|b| b.is_ascii_digit()) || fraction.len() > 12 {
        return None;
    }
    let mut scale = 100;
    let mut sum = 0;
    for digit in fraction.bytes().take(3) {
        sum += Millis::from(digit - b'0') * scale;
        scale /= 10;
    }
    Some(sum)
}

/// `PM`, `p.m.` and `p. m.` in front of a text, in any case; true for the afternoon.
fn half_of_day(text: &str) -> Option<(bool, &str)> {
    let text = text.trim_start();
    for (words, afternoon) in [
        (["am", "a.m.", "a. m.", "ق.ظ", "ص", "上午", "오전"], false),
        (["pm", "p.m.", "p. m.", "ب.ظ", "م", "下午", "오후"], true),
    ] {
        for word in words {
            if let Some(begin) = text.get(..word.len())
                && begin.eq_ignore_ascii_case(word)
            {
                return Some((afternoon, text.get(word.len()..).unwrap_or_default()));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_day_are_read() {
        let at = |hour, minute, second| hour * HOUR + minute * MINUTE + second * SECOND;
        for (text, found) in [
            ("16:15", Some(at(16, 15, 0))),
            ("4:15 PM", Some(at(16, 15, 0))),
            ("12:00:00 a.m.", Some(0)),
            ("12:30 pm", Some(at(12, 30, 0))),
            ("16h15", Some(at(16, 15, 0))),
            ("00:00:01.001", Some(SECOND + 1)),
            ("24:00", Some(DAY)),
            ("24:01", None),
            ("13:00 PM", None),
            ("12", None),
            ("16:60", None),
            ("16:15 UTC", None),
            ("1.5", None),
            ("", None),
        ] {
            assert_eq!(time_of_day(text.as_bytes()), found, "{text}");
        }
        assert_eq!(both_ends(b"16:15 - 17:00"), Some((at(16, 15, 0), at(17, 0, 0))));
        assert_eq!(both_ends(b"11:00 PM-1:30 AM"), Some((at(23, 0, 0), at(1, 30, 0))));
        assert_eq!(both_ends(b"16:15"), None);
        assert_eq!(parse("16:15 +03:30"), Some((at(16, 15, 0), Some(210 * MINUTE))));
        assert_eq!(parse("16:15 UTC+3"), Some((at(16, 15, 0), Some(180 * MINUTE))));
        assert_eq!(parse("16:15 nonsense"), None);
    }
}
