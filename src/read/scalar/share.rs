//! Reads a part of a total: `28/30`, `28 / 30`, `28 of 30`; and `98%` beside `0.98`.
//!
//! In: the bytes of one cell. Out: the part and the total. Refused: anything but two whole numbers. Whether a column holds such
//! parts and no dates is told by all of its cells: totals repeat, days do not.

use super::number::{self, Commas};
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

/// A cell in percent where some have the sign and others are shares of one; a blank is `NaN`.
pub(crate) fn of_both(cell: &[u8], commas: Commas) -> Option<f64> {
    if number::is_missing(cell) {
        return Some(f64::NAN);
    }
    match number::measured(cell, commas)? {
        (number, unit) if unit == "%" => Some(number),
        (number, unit) if unit.is_empty() => Some(number * 100.0),
        _ => None,
    }
}

/// What cells with and without a percent sign are beside one another.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) enum Signs {
    /// All have it, or none, or only zeros lack it.
    #[default]
    Alike,
    /// Those without are no more than one, and some are fractions: shares of one.
    Shares,
    /// Those without are as large as those with it.
    Left,
}

/// Looks at the cells of a column.
pub(crate) fn signs<'a>(cells: impl Iterator<Item = &'a [u8]> + Clone, commas: Commas) -> Signs {
    let marked = |cell: &&[u8]| cell.trim_ascii().ends_with(b"%");
    if !cells.clone().any(|cell| marked(&cell)) {
        return Signs::Alike;
    }
    let bare = cells.clone().filter(|cell| !marked(cell)).filter_map(|cell| number::measured(cell, commas));
    let bare: Vec<f64> =
        bare.filter(|(number, unit)| unit.is_empty() && *number != 0.0).map(|(number, _)| number).collect();
    let above_one = |cell: &[u8]| number::measured(cell, commas).is_some_and(|(number, _)| number > 1.0);
    let shares = bare.iter().all(|number| *number <= 1.0) && bare.iter().any(|number| number.fract() != 0.0);
    match (bare.is_empty(), shares && cells.filter(marked).any(above_one)) {
        (true, _) => Signs::Alike,
        (false, true) => Signs::Shares,
        (false, false) => Signs::Left,
    }
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

    #[test]
    fn cells_with_and_without_a_sign_are_told() {
        let told = |cells: &[&str]| signs(cells.iter().map(|cell| cell.as_bytes()), Commas::Absent);
        assert_eq!(told(&["98%", "0.98", "0"]), Signs::Shares);
        assert_eq!(told(&["98%", "97", "1"]), Signs::Left);
        assert_eq!(told(&["98%", "0", "n/a"]), Signs::Alike);
        assert_eq!(told(&["0.98", "0.97"]), Signs::Alike);
        assert_eq!((of_both(b"0.5", Commas::Absent), of_both(b"50 %", Commas::Absent)), (Some(50.0), Some(50.0)));
    }
}
