//! Reads a part of a total: `28/30`, `28 / 30`, `28 of 30`.
//!
//! In: the bytes of one cell. Out: the part and the total. Refused: anything but two whole numbers. Whether a column holds such
//! parts and no dates is told by all of its cells: totals repeat, days do not.

use super::text::plain_text;
use std::collections::BTreeSet;

/// What parts the two.
const MARKS: [&str; 6] = ["/", " of ", " von ", " sur ", " de ", " из "];

/// The part and the total.
pub(crate) fn of(cell: &[u8]) -> Option<(f64, f64)> {
    const LONG: usize = 24;
    if cell.len() > LONG || !cell.trim_ascii().first()?.is_ascii_digit() {
        return None;
    }
    let text = plain_text(cell);
    let (part, total) = MARKS.iter().find_map(|mark| text.split_once(mark))?;
    let whole = |text: &str| text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse::<f64>().ok())?;
    Some((whole(part.trim())?, whole(total.trim())?))
}

/// A part in percent; nothing of nothing is none.
pub(crate) fn percent(cell: &[u8]) -> Option<f64> {
    let (part, total) = of(cell)?;
    Some(if total > 0.0 { 100.0 * part / total } else { f64::NAN })
}

/// How many of the cells are parts of a total; none where they may be dates.
pub(crate) fn count<'a>(cells: impl Iterator<Item = &'a [u8]>) -> usize {
    const TOTALS: usize = 8;
    let parts: Vec<(f64, f64)> = cells.filter_map(of).collect();
    let totals: BTreeSet<u64> = parts.iter().map(|(_, total)| *total as u64).collect();
    let within = parts.iter().filter(|(part, total)| part <= total).count();
    let repeat = totals.len() <= TOTALS.max(parts.len() / 8) && parts.len() >= totals.len() * 2;
    if within == parts.len() && repeat { parts.len() } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_no_dates() {
        assert_eq!(percent(b"15/30"), Some(50.0));
        assert_eq!(percent(b"15 of 30"), Some(50.0));
        assert_eq!(of(b"3/4/2025"), None);
        let days = ["3/14", "3/15", "3/16", "3/17"];
        assert_eq!(count(days.iter().map(|cell| cell.as_bytes())), 0);
        assert_eq!(count(["28/30", "0/30", "30/30"].iter().map(|cell| cell.as_bytes())), 3);
    }
}
