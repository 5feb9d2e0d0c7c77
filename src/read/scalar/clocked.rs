//! Tells a stamp that says more than its day.
//!
//! In: the bytes of one cell, and how its column is written. Out: whether a time of day stands in it.

use super::plainer::plainer;
use super::timestamp::Style;

/// True where a stamp of that style says more than its day.
pub(crate) fn has_clock(cell: &[u8], style: Style) -> bool {
    match style {
        Style::Epoch => true,
        Style::Compact => cell.trim_ascii().len() > 8,
        Style::Serial => cell.contains(&b'.'),
        _ => {
            let text = String::from_utf8_lossy(cell);
            let plain = || plainer(text.trim()).is_some_and(|text| text.contains(':'));
            cell.contains(&b':') || text.contains('：') || has_hours(cell) || plain()
        }
    }
}

/// `16h`, `16 h 15`; but neither `March` nor `4th`.
fn has_hours(cell: &[u8]) -> bool {
    let after = |at: usize| cell.get(at + 1).is_none_or(|next| !next.is_ascii_alphabetic());
    let before = |at: usize| cell.get(..at).map(<[u8]>::trim_ascii_end).and_then(<[u8]>::last);
    let hours = |(at, byte): (usize, &u8)| {
        matches!(byte, b'h' | b'H') && before(at).is_some_and(u8::is_ascii_digit) && after(at)
    };
    cell.iter().enumerate().any(hours)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_in_words_has_no_clock() {
        for (cell, clock) in [
            ("04 March 2025", false),
            ("Thu, 6th March 2025", false),
            ("4 March 2025, 10h15", true),
            ("4 March 2025 10 h", true),
            ("4 March 2025 10:15", true),
        ] {
            assert_eq!(has_clock(cell.as_bytes(), Style::Words), clock, "{cell}");
        }
    }
}
