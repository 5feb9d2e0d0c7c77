//! Reads a cell as a number.
//!
//! In: the bytes of one cell, quotes already taken off. Out: a number, or that it is missing, or that it is neither.
//! Taken: a decimal point, a decimal comma or grouping commas as [`Commas`] says, thousands and lakhs by points, commas,
//! spaces and apostrophes, the digits of other scripts, exponents, a unit behind the number.
//! Missing: blank, `NaN`, `null`, `N/A`, `-` and their like. Exact: digits that fit 2⁵³ are divided once by a power of
//! ten, all others go through [`decimal`].

use super::text::plain_text;
use super::unit::scale;
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

const WORDS: [&[u8]; 34] = [
    b"nan",
    b"null",
    b"n/a",
    b"na",
    b"-",
    b"--",
    b"~",
    b"none",
    b"nil",
    b"\\n",
    b"#n/a",
    b"(null)",
    b"(none)",
    b"nd",
    b"n.d.",
    b"?",
    b"..",
    b":",
    b"...",
    b"undefined",
    b"missing",
    b"<na>",
    b"nat",
    b"---",
    b"no data",
    b"#value!",
    b"#div/0!",
    b"#ref!",
    b"#num!",
    b"#name?",
    b"n.a.",
    b"unknown",
    "–".as_bytes(),
    "—".as_bytes(),
];

/// True for a blank and for the words that stand for one.
pub(crate) fn is_missing(cell: &[u8]) -> bool {
    let cell = cell.trim_ascii();
    cell.is_empty() || (cell.len() <= 9 && WORDS.iter().any(|word| word.eq_ignore_ascii_case(cell)))
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
            Some(unit) if own != unit && !own.is_empty() && number != 0.0 => match (scale(&own), scale(unit)) {
                (Some((a, base)), Some((b, wanted))) if base == wanted => Cell::Number(number * (a / b)),
                _ => Cell::Other,
            },
            _ => Cell::Number(number),
        },
        None => Cell::Other,
    }
}

/// What stands before a number that is no more than close: `<1 ms`, `~12`.
const BOUNDS: [char; 6] = ['<', '>', '≤', '≥', '~', '≈'];

/// A number and the unit behind it, such as `13.7 °C` or `12%`.
pub(crate) fn measured(cell: &[u8], commas: Commas) -> Option<(f64, String)> {
    let text = plain_text(cell);
    let text = text.trim_start_matches(BOUNDS).trim_start();
    let (minus, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    if matches!(text, "Inf" | "inf" | "Infinity" | "infinity" | "∞") {
        return Some((f64::INFINITY, String::new()));
    }
    let (digits, unit) = text.split_at_checked(numeric_length(text.as_bytes()))?;
    let unit = unit.trim();
    if unit.chars().count() > 16 || unit.chars().any(|c| c.is_ascii_digit() || matches!(c, ':' | ',' | '-' | '.')) {
        return None;
    }
    let number = parse(&plain_digits(digits.trim_end(), commas)?)?;
    Some((if minus { -number } else { number }, unit.to_owned()))
}

/// The digits of a number with a decimal point and without grouping marks; `None` where the marks do not stand as they must.
fn plain_digits(digits: &str, commas: Commas) -> Option<String> {
    let (body, exponent) = match digits.find(['e', 'E']) {
        Some(at) => digits.split_at_checked(at)?,
        None => (digits, ""),
    };
    let (decimal, group) = match commas {
        Commas::Decimal => (',', '.'),
        Commas::Absent | Commas::Grouping => ('.', ','),
    };
    if commas == Commas::Absent && body.contains(',') {
        return None;
    }
    let (whole, fraction) = body.split_once(decimal).unwrap_or((body, ""));
    if !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let mut plain = String::with_capacity(digits.len());
    match whole.chars().find(|c| !c.is_ascii_digit()) {
        Some(mark) if mark == group || matches!(mark, ' ' | '\'') => {
            if !groups_of_thousands(whole, mark) {
                return None;
            }
            plain.extend(whole.chars().filter(|c| *c != mark));
        }
        Some(_) => return None,
        None => plain.push_str(whole),
    }
    if body.contains(decimal) {
        plain.push('.');
        plain.push_str(fraction);
    }
    plain.push_str(exponent);
    Some(plain)
}

/// True where a mark parts digits into thousands (`1,234,567`) or into lakhs and crores (`1,00,23,456`); behind another mark
/// may follow decimals.
pub(crate) fn groups_of_thousands(digits: &str, mark: char) -> bool {
    let whole = digits.split_once(|c: char| c != mark && !c.is_ascii_digit()).map_or(digits, |(whole, _)| whole);
    let groups: Vec<&str> = whole.split(mark).collect();
    let Some(((first, last), middle)) = groups
        .split_first()
        .and_then(|(first, rest)| rest.split_last().map(|(last, middle)| ((*first, *last), middle)))
    else {
        return false;
    };
    let all_digits = groups.iter().all(|group| group.bytes().all(|b| b.is_ascii_digit()));
    let thousands = (1..=3).contains(&first.len()) && middle.iter().all(|group| group.len() == 3);
    let lakhs = (1..=2).contains(&first.len()) && middle.iter().all(|group| group.len() == 2);
    all_digits && last.len() == 3 && (thousands || lakhs)
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

/// How many of the bytes belong to the number, with spaces between groups of digits.
fn numeric_length(text: &[u8]) -> usize {
    let mut at = 0;
    let digit = |at: usize| text.get(at).is_some_and(u8::is_ascii_digit);
    while let Some(byte) = text.get(at) {
        let exponent = matches!(byte, b'e' | b'E') && at > 0 && {
            let signed = matches!(text.get(at + 1), Some(b'+' | b'-'));
            digit(at + 1 + usize::from(signed))
        };
        let between = matches!(byte, b' ' | b'\'') && digit(at + 1);
        if exponent {
            at += 2;
        } else if byte.is_ascii_digit() || matches!(byte, b'.' | b',') || between {
            at += 1;
        } else {
            break;
        }
    }
    at
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
        assert_eq!(measured("13.7 °C".as_bytes(), Commas::Absent), Some((13.7, "°C".to_owned())));
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
    fn groups_are_taken_out_where_they_stand_right() {
        let read = |cell: &str, commas| read(cell.as_bytes(), commas);
        assert_eq!(read("1.234,5", Commas::Decimal), Cell::Number(1234.5));
        assert_eq!(read("-1,234.5", Commas::Grouping), Cell::Number(-1234.5));
        assert_eq!(read("1,00,032", Commas::Grouping), Cell::Number(100_032.0));
        assert_eq!(read("1 234 567", Commas::Absent), Cell::Number(1_234_567.0));
        assert_eq!(read("1'234.5", Commas::Absent), Cell::Number(1234.5));
        assert_eq!(read("۱٬۲۳۴٫۵", Commas::Absent), Cell::Number(1234.5));
        assert_eq!(read("1.5E+12", Commas::Absent), Cell::Number(1.5e12));
        for (cell, commas) in [
            ("12,5", Commas::Grouping),
            ("1,2345", Commas::Grouping),
            ("1.5", Commas::Decimal),
            ("1 23", Commas::Absent),
        ] {
            assert_eq!(read(cell, commas), Cell::Other, "{cell}");
        }
    }
}
