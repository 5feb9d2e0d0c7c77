//! Reads a cell as a number.
//!
//! In: the bytes of one cell, quotes already taken off. Out: a number, or that it is missing, or that it is neither.
//! Taken: a decimal point, a decimal comma or grouping commas as [`Commas`] says, exponents, a unit behind the number.
//! Missing: blank, `NaN`, `null`, `N/A`, `-` and their like. Exact: digits that fit 2⁵³ are divided once by a power of
//! ten, all others go through [`decimal`].

use crate::base::decimal;

/// What a cell holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Cell {
    /// A finite number.
    Number(f64),
    /// A blank, or a word that stands for one.
    Missing,
    /// Neither.
    Other,
}

/// What commas in numbers are for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Commas {
    /// There are none.
    #[default]
    Absent,
    /// They part the fraction: `3,5`.
    Decimal,
    /// They group thousands: `1,234,567`.
    Grouping,
}

const WORDS: [&[u8]; 11] =
    [b"nan", b"null", b"n/a", b"na", b"-", b"--", b"none", b"nil", b"\\n", b"#n/a", "–".as_bytes()];

/// True for a blank and for the words that stand for one.
pub(crate) fn is_missing(cell: &[u8]) -> bool {
    let cell = cell.trim_ascii();
    cell.is_empty() || (cell.len() <= 4 && WORDS.iter().any(|word| word.eq_ignore_ascii_case(cell)))
}

/// Reads a cell; a unit behind the number may be any.
pub(crate) fn read(cell: &[u8], commas: Commas) -> Cell {
    read_in(cell, commas, None)
}

/// Reads a cell of a column in that unit: `1.5 s` in a column of `ms` is 1500; an unrelated unit makes it damage.
pub(crate) fn read_in(cell: &[u8], commas: Commas, unit: Option<&str>) -> Cell {
    if commas == Commas::Absent
        && let Some(number) = plain(cell)
    {
        return Cell::Number(number);
    }
    if is_missing(cell) {
        return Cell::Missing;
    }
    match measured(cell, commas) {
        Some((number, _)) if !number.is_finite() => Cell::Missing,
        Some((number, own)) => match unit {
            Some(unit) if own != unit && !own.is_empty() && number != 0.0 => match (scale(own), scale(unit)) {
                (Some((a, base)), Some((b, wanted))) if base == wanted => Cell::Number(number * (a / b)),
                _ => Cell::Other,
            },
            _ => Cell::Number(number),
        },
        None => Cell::Other,
    }
}

/// What a unit is of another: factor and base. Known are times, bytes, bits and counts with the prefixes that dashboards write.
fn scale(unit: &str) -> Option<(f64, &str)> {
    const WORDS: [(&str, f64, &str); 21] = [
        ("", 1.0, ""),
        ("K", 1e3, ""),
        ("k", 1e3, ""),
        ("M", 1e6, ""),
        ("Mil", 1e6, ""),
        ("G", 1e9, ""),
        ("B", 1.0, "B"),
        ("Bil", 1e9, ""),
        ("T", 1e12, ""),
        ("Tri", 1e12, ""),
        ("ns", 1e-9, "s"),
        ("µs", 1e-6, "s"),
        ("us", 1e-6, "s"),
        ("ms", 1e-3, "s"),
        ("s", 1.0, "s"),
        ("min", 60.0, "s"),
        ("mins", 60.0, "s"),
        ("hour", 3600.0, "s"),
        ("hours", 3600.0, "s"),
        ("day", 86_400.0, "s"),
        ("days", 86_400.0, "s"),
    ];
    const BASES: [&str; 12] = ["B", "b", "B/s", "b/s", "bps", "Bps", "bit/s", "pps", "p/s", "Hz", "ops/s", "req/s"];
    const PREFIXES: [(&str, f64); 9] = [
        ("Ki", 1024.0),
        ("Mi", 1_048_576.0),
        ("Gi", 1_073_741_824.0),
        ("Ti", 1_099_511_627_776.0),
        ("k", 1e3),
        ("K", 1e3),
        ("M", 1e6),
        ("G", 1e9),
        ("T", 1e12),
    ];
    if let Some((_, factor, base)) = WORDS.iter().find(|(word, _, _)| *word == unit) {
        return Some((*factor, base));
    }
    let prefix =
        PREFIXES.iter().find(|(prefix, _)| unit.strip_prefix(prefix).is_some_and(|rest| BASES.contains(&rest)));
    let (factor, rest) =
        prefix.map_or((1.0, unit), |(prefix, factor)| (*factor, unit.strip_prefix(prefix).unwrap_or(unit)));
    BASES.contains(&rest).then_some((factor, rest))
}

/// A number and the unit behind it, such as `13.7 °C` or `12%`.
pub(crate) fn measured(cell: &[u8], commas: Commas) -> Option<(f64, &str)> {
    let text = std::str::from_utf8(cell).ok()?.trim();
    let (minus, text) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    if matches!(text, "Inf" | "inf" | "Infinity" | "infinity") {
        return Some((f64::INFINITY, ""));
    }
    let (digits, unit) = text.split_at_checked(numeric_length(text.as_bytes(), commas))?;
    let unit = unit.trim();
    if unit.chars().count() > 12 || unit.chars().any(|c| c.is_ascii_digit() || matches!(c, ':' | ',' | '-' | '.')) {
        return None;
    }
    let number = match commas {
        Commas::Absent => parse(digits)?,
        Commas::Decimal => parse(&digits.replace('.', "").replace(',', "."))?,
        Commas::Grouping => parse(&digits.replace(',', ""))?,
    };
    Some((if minus { -number } else { number }, unit))
}

/// The number that bytes begin with, of digits and perhaps a point, and its length; none but a blank is `NaN`. Refused: more
/// digits than are exact.
#[inline(always)]
pub(crate) fn begin(bytes: &[u8]) -> Option<(f64, usize)> {
    const EXACT: usize = 15;
    let mut whole = 0_u64;
    let mut digits = |from: usize| {
        let mut at = from;
        while let Some(digit) = bytes.get(at).map(|byte| byte.wrapping_sub(b'0')).filter(|digit| *digit < 10) {
            whole = whole.wrapping_mul(10).wrapping_add(u64::from(digit));
            at += 1;
        }
        at
    };
    let before = digits(0);
    if bytes.get(before) != Some(&b'.') {
        let number = if before == 0 { f64::NAN } else { whole as f64 };
        return (before <= EXACT).then_some((number, before));
    }
    let end = digits(before + 1);
    let behind = end - before - 1;
    (1..=EXACT).contains(&(before + behind)).then_some((decimal::quick(whole, -(behind as i32))?, end))
}

/// A number without sign or with one, without unit and spaces: the usual cell.
pub(crate) fn plain(cell: &[u8]) -> Option<f64> {
    let (minus, digits) = match cell {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, cell),
    };
    let (mut mantissa, mut count, mut scale, mut behind_point) = (0_u64, 0_u32, 0_i32, false);
    for byte in digits {
        match byte {
            b'0'..=b'9' => {
                mantissa = mantissa.wrapping_mul(10).wrapping_add(u64::from(byte - b'0'));
                count += 1;
                scale += i32::from(behind_point);
            }
            b'.' if !behind_point => behind_point = true,
            _ => return slow(minus, digits),
        }
    }
    if count == 0 {
        return None;
    }
    match decimal::quick(mantissa, -scale) {
        Some(number) if count < 19 => Some(if minus { -number } else { number }),
        _ => slow(minus, digits),
    }
}

fn slow(minus: bool, digits: &[u8]) -> Option<f64> {
    let number = parse(std::str::from_utf8(digits).ok()?).filter(|n| n.is_finite())?;
    Some(if minus { -number } else { number })
}

/// Any other number, without a second sign.
fn parse(digits: &str) -> Option<f64> {
    digits.starts_with(|c: char| c.is_ascii_digit() || c == '.').then(|| decimal::parse(digits))?
}

/// How many of the bytes belong to the number.
fn numeric_length(text: &[u8], commas: Commas) -> usize {
    let mut at = 0;
    while let Some(byte) = text.get(at) {
        let exponent = matches!(byte, b'e' | b'E') && at > 0 && {
            let signed = matches!(text.get(at + 1), Some(b'+' | b'-'));
            text.get(at + 1 + usize::from(signed)).is_some_and(u8::is_ascii_digit)
        };
        let belongs = byte.is_ascii_digit() || *byte == b'.' || (*byte == b',' && commas != Commas::Absent);
        if exponent {
            at += 2;
        } else if belongs {
            at += 1;
        } else {
            break;
        }
    }
    at
}

/// Tells from sample cells what their commas are for, and whether another reading is as good.
pub(crate) fn infer_commas<'a>(cells: impl Iterator<Item = &'a [u8]>) -> (Commas, bool) {
    let (mut with, mut grouped, mut whole) = (0, 0, 0);
    for cell in cells {
        let Ok(text) = std::str::from_utf8(cell) else { continue };
        let text = text.trim().trim_start_matches(['-', '+']);
        let mut parts = text.split(',');
        let Some(first) = parts.next() else { continue };
        let groups: Vec<&str> = parts.collect();
        if groups.is_empty() || !first.starts_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
        with += 1;
        let threes = |group: &&str| group.len() == 3 && group.bytes().all(|b| b.is_ascii_digit());
        let (last, inner) = groups.split_last().map_or(("", &[][..]), |(last, inner)| (*last, inner));
        let tail = last.split_once('.').map_or(last, |(whole, _)| whole);
        if first.len() <= 3 && first != "0" && inner.iter().all(threes) && threes(&tail) {
            grouped += 1;
            whole += usize::from(!inner.is_empty() || last.contains('.'));
        }
    }
    match (with, grouped, whole) {
        (0, _, _) => (Commas::Absent, false),
        (_, grouped, whole) if grouped == with && whole > 0 => (Commas::Grouping, false),
        (_, grouped, _) if grouped == with => (Commas::Grouping, true),
        _ => (Commas::Decimal, false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_exactly() {
        for text in ["0", "-0.5", "3112278020.0", "99.62301301445518", "1e-7", "18446744073709551616", "0.1", "-12.50"]
        {
            assert_eq!(read(text.as_bytes(), Commas::Absent), Cell::Number(text.parse().unwrap()), "{text}");
        }
        assert_eq!(read(b" 4.25 ", Commas::Absent), Cell::Number(4.25));
        assert_eq!(read(b"12.5 %", Commas::Absent), Cell::Number(12.5));
        assert_eq!(measured("13.7 °C".as_bytes(), Commas::Absent), Some((13.7, "°C")));
    }

    #[test]
    fn blanks_and_their_words_are_missing() {
        for text in ["", "  ", "NaN", "null", "N/A", "-", "NULL", "+Inf", "–", "#N/A"] {
            assert_eq!(read(text.as_bytes(), Commas::Absent), Cell::Missing, "{text}");
        }
        for text in ["abc", "1.2.3", "2014-12-22", "12:30", "1,5", "--5"] {
            assert_eq!(read(text.as_bytes(), Commas::Absent), Cell::Other, "{text}");
        }
    }

    #[test]
    fn units_are_brought_to_that_of_the_column() {
        let read = |cell: &str, unit| read_in(cell.as_bytes(), Commas::Absent, Some(unit));
        assert_eq!(read("1.5 s", "ms"), Cell::Number(1500.0));
        assert_eq!(read("2 MB/s", "kB/s"), Cell::Number(2000.0));
        assert_eq!(read("3 K", ""), Cell::Number(3000.0));
        assert_eq!(read("0 B", "%"), Cell::Number(0.0));
        assert_eq!(read("4 °C", "%"), Cell::Other);
    }

    #[test]
    fn commas_are_told() {
        let infer = |cells: &[&str]| infer_commas(cells.iter().map(|c| c.as_bytes()));
        assert_eq!(infer(&["1.5", "2"]), (Commas::Absent, false));
        assert_eq!(infer(&["1,5", "2,125"]), (Commas::Decimal, false));
        assert_eq!(infer(&["1,234,567"]), (Commas::Grouping, false));
        assert_eq!(infer(&["1,234", "999"]), (Commas::Grouping, true));
        assert_eq!(infer(&["0,234"]), (Commas::Decimal, false));
        assert_eq!(read(b"1.234,5", Commas::Decimal), Cell::Number(1234.5));
        assert_eq!(read(b"-1,234.5", Commas::Grouping), Cell::Number(-1234.5));
    }
}
