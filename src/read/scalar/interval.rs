//! Finds the start of an interval that stands in one cell.
//!
//! In: `2025-03-04 01:00:00 - 02:00:00`, `3/4/2025 1:00 AM – 3/4/2025 2:00 AM`, `…T01:00:00Z/…T02:00:00Z`. Out: the text of its start.
//! Refused: what stands behind the mark must be a time of day or begin with a figure, as a date does.

use super::clock;

/// What parts two ends.
const MARKS: [&str; 6] = [" - ", " – ", " — ", " to ", " bis ", "/"];

/// The text of the start; `None` where the cell holds no two ends.
pub(crate) fn start(text: &str) -> Option<&str> {
    if text.len() < 13 {
        return None;
    }
    let (start, end) = MARKS.iter().find_map(|mark| {
        let (start, end) = text.split_once(mark)?;
        // A slash parts the figures of a date, too: that of an interval stands behind a whole stamp.
        (*mark != "/" || (start.len() > 9 && start.contains(['-', 'T']))).then_some((start.trim(), end.trim()))
    })?;
    let time = clock::parse(end).is_some_and(|_| end.contains(':'));
    let date = end.len() >= 8 && end.starts_with(|c: char| c.is_ascii_digit()) && end.contains(['-', '/', '.']);
    (start.contains(':') && (time || date)).then_some(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_start_is_found() {
        for (text, found) in [
            ("2025-03-04 01:00:00 - 02:00:00", Some("2025-03-04 01:00:00")),
            ("3/4/2025 1:00 AM – 3/4/2025 2:00 AM", Some("3/4/2025 1:00 AM")),
            ("2025-03-04T01:00:00Z/2025-03-04T02:00:00Z", Some("2025-03-04T01:00:00Z")),
            ("2025-03-04 01:00 to 02:00", Some("2025-03-04 01:00")),
            ("2025-03-04 01:00:00 -03:00", None),
            ("3/4/2025 1:00 AM", None),
            ("11/Nov/2019:00:00:00 +0000", None),
            ("2025-03-04 - 5 users", None),
        ] {
            assert_eq!(start(text), found, "{text}");
        }
    }
}
