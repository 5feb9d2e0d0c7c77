//! Decides for a whole column what its points and commas are for.
//!
//! In: the cells of a column, and whether semicolons separate its cells. Out: [`Commas`], and whether another reading is as
//! good. `1,234,567`, `12,5` and `0.234` decide by themselves. `1.026` and `97,123` do not: then whole
//! numbers beside them tell, and where all cells are of that kind, what is usual beside the delimiter.

use super::number::{Commas, groups_of_thousands};
use super::text::plain_text;
use super::unit::scale;

/// What the cells of a column say about points and commas.
#[derive(Clone, Copy, Debug, Default)]
struct Votes {
    /// Cells that can only be read with a decimal point.
    point: usize,
    /// Cells that can only be read with a decimal comma.
    comma: usize,
    /// Cells in which commas group thousands for certain.
    grouped: usize,
    /// Cells such as `1.026`.
    open_point: usize,
    /// Cells such as `1,026`.
    open_comma: usize,
    /// Cells of digits alone.
    whole: usize,
}

/// Decides what points and commas are for, and whether that is open.
pub(crate) fn infer_marks<'a>(cells: impl Iterator<Item = &'a [u8]> + Clone, semicolons: bool) -> (Commas, bool) {
    let mut votes = Votes::default();
    for cell in cells.clone() {
        vote(&plain_text(cell), &mut votes);
    }
    let (point, comma) = (votes.point + votes.grouped, votes.comma);
    let with_point = if votes.grouped + votes.open_comma > 0 { Commas::Grouping } else { Commas::Absent };
    match (point > 0, comma > 0) {
        (true, false) => return (with_point, false),
        (false, true) => return (Commas::Decimal, false),
        (true, true) => return (if comma > point { Commas::Decimal } else { with_point }, false),
        (false, false) => {}
    }
    if votes.open_point + votes.open_comma == 0 || votes.open_comma == 0 && has_prefixes(cells.clone()) {
        return (Commas::Absent, false);
    }
    if votes.whole > 1 {
        // "98" beside "97,123" is a decimal whose noughts were left out; "987" beside "1,026" is below a thousand.
        return (
            if whole_lie_among(cells) {
                if votes.open_comma > 0 { Commas::Decimal } else { Commas::Absent }
            } else if votes.open_comma > 0 {
                Commas::Grouping
            } else {
                Commas::Decimal
            },
            false,
        );
    }
    match (votes.open_comma > 0, semicolons) {
        (true, true) => (Commas::Decimal, true),
        (true, false) => (Commas::Grouping, true),
        (false, semicolons) => (Commas::Absent, semicolons),
    }
}

/// True where units of several sizes stand behind the numbers: nobody writes 7479 Gbps beside 120 kbps.
fn has_prefixes<'a>(cells: impl Iterator<Item = &'a [u8]>) -> bool {
    let factor = |cell: &[u8]| {
        let text = plain_text(cell);
        let unit = text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '+' | ' '));
        scale(unit).filter(|_| !unit.is_empty()).map(|(factor, _)| factor)
    };
    let mut factors = cells.filter_map(factor);
    let first = factors.next();
    first.is_some_and(|first| factors.any(|other| other != first))
}

/// True where most whole numbers lie among those with a mark, read as decimals; or where a whole number has four digits, so
/// that nothing groups thousands.
fn whole_lie_among<'a>(cells: impl Iterator<Item = &'a [u8]> + Clone) -> bool {
    let numbers = cells.filter(|cell| !is_missing_mark(&plain_text(cell))).filter_map(|cell| {
        let text = plain_text(cell).replace(',', ".");
        let digits = text.trim_start_matches(['-', '+']);
        let end = digits.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(digits.len());
        let number = digits.get(..end)?;
        Some((number.contains('.'), super::number::plain(number.as_bytes())?))
    });
    let marked = numbers.clone().filter(|(marked, _)| *marked).map(|(_, number)| number);
    let (low, high) = marked.fold((f64::INFINITY, 0.0_f64), |(low, high), n| (low.min(n), high.max(n)));
    let (mut among, mut all, mut long) = (0, 0, false);
    for (_, number) in numbers.filter(|(marked, _)| !*marked) {
        all += 1;
        among += usize::from((0.9 * low..=1.1 * high).contains(&number));
        long |= number >= 1_000.0;
    }
    long || (all > 0 && among * 10 >= all * 7)
}

/// `-1`, which stands where there is no value, and tells nothing of how values are written.
fn is_missing_mark(text: &str) -> bool {
    text.strip_prefix('-').is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
}

fn vote(text: &str, votes: &mut Votes) {
    let is_mark = is_missing_mark(text);
    let text = text.trim_start_matches(['-', '+']).trim_start();
    let length = text.bytes().take_while(|b| b.is_ascii_digit() || matches!(b, b'.' | b',' | b'\'' | b' ')).count();
    let body = text.get(..length).unwrap_or_default().trim_end();
    if !body.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',')) {
        return;
    }
    let count = |mark: char| body.matches(mark).count();
    // Nobody groups thousands before a power of ten.
    let exponent = text.get(length..).is_some_and(|rest| {
        let power = rest.strip_prefix(['e', 'E']).map(|power| power.trim_start_matches(['+', '-']));
        power.is_some_and(|power| power.starts_with(|c: char| c.is_ascii_digit()))
    });
    let one = |mark: char| {
        let (whole, rest) = body.split_once(mark).unwrap_or((body, ""));
        let open = rest.len() == 3 && (1..=3).contains(&whole.len()) && whole.bytes().all(|b| b.is_ascii_digit());
        open && !whole.starts_with('0') && !exponent
    };
    match (count('.'), count(',')) {
        (0, 0) if is_mark => {}
        (0, 0) => votes.whole += 1,
        (1, 0) if one('.') => votes.open_point += 1,
        (0, 1) if one(',') => votes.open_comma += 1,
        (1, 0) => votes.point += 1,
        (0, 1) => votes.comma += 1,
        (0, _) if groups_of_thousands(body, ',') => votes.grouped += 1,
        (_, 0) if groups_of_thousands(body, '.') => votes.comma += 1,
        (1, _) if body.rfind('.') > body.rfind(',') => votes.grouped += 1,
        (_, 1) if body.rfind(',') > body.rfind('.') => votes.comma += 1,
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn infer(cells: &[&str], semicolons: bool) -> (Commas, bool) {
        infer_marks(cells.iter().map(|c| c.as_bytes()), semicolons)
    }

    #[test]
    fn the_whole_column_decides() {
        for (cells, semicolons, found) in [
            (&["1.5", "2"][..], false, (Commas::Absent, false)),
            (&["1,5", "2,125"], false, (Commas::Decimal, false)),
            (&["1,234,567"], false, (Commas::Grouping, false)),
            (&["1,00,032", "98,765"], false, (Commas::Grouping, false)),
            (&["1,234", "1,300"], false, (Commas::Grouping, true)),
            (&["1,234", "1,300"], true, (Commas::Decimal, true)),
            (&["0,234"], false, (Commas::Decimal, false)),
            (&["2,444 kbit/s", "0 kbit/s", "2,391 kbit/s", "0 kbit/s"], false, (Commas::Grouping, false)),
            (&["1.026", "987", "1.010", "990"], true, (Commas::Decimal, false)),
            (&["97,123", "98", "97,852", "98"], true, (Commas::Decimal, false)),
            (&["1,234.5", "987.5"], false, (Commas::Grouping, false)),
            (&["1.234,5"], false, (Commas::Decimal, false)),
            (&["1.234", "0.987"], false, (Commas::Absent, false)),
            (&["3.037e+04", "164", "2.979E4", "320"], false, (Commas::Absent, false)),
            (&["3,037e+04", "164"], true, (Commas::Decimal, false)),
            (&["20.648", "-1", "21.072", "-1"], false, (Commas::Absent, false)),
            (&["7.479 Gbps", "120 kbps", "6.250 Gbps", "98 Mbps"], false, (Commas::Absent, false)),
        ] {
            assert_eq!(infer(cells, semicolons), found, "{cells:?}");
        }
    }
}
