//! Brings the digits and marks of other scripts to those of ASCII.
//!
//! In: the bytes of one cell. Out: the same text, trimmed, with Persian, Arabic, Devanagari, Bengali and full-width digits
//! as 0 to 9, the Arabic decimal mark as a point, the Arabic thousands mark as an apostrophe (which only ever groups),
//! every kind of space as a space and every minus as `-`. Bytes that are no UTF-8 are replaced.

use std::borrow::Cow;

/// The digit zero of each script.
const ZEROS: [char; 5] = ['\u{0660}', '\u{06F0}', '\u{0966}', '\u{09E6}', '\u{FF10}'];

/// A cell in the digits and marks of ASCII.
pub(crate) fn plain_text(cell: &[u8]) -> Cow<'_, str> {
    let cell = cell.trim_ascii();
    if cell.is_ascii() {
        return String::from_utf8_lossy(cell);
    }
    let text: String = String::from_utf8_lossy(cell).chars().filter_map(plain_char).collect();
    Cow::Owned(text.trim().to_owned())
}

fn plain_char(c: char) -> Option<char> {
    if let Some(digit) = ZEROS.iter().find_map(|zero| (c as u32).checked_sub(*zero as u32).filter(|digit| *digit < 10))
    {
        return char::from_digit(digit, 10);
    }
    Some(match c {
        '\u{066B}' => '.',
        '\u{066C}' | '\u{2019}' => '\'',
        '\u{060C}' => ',',
        '\u{066A}' | '\u{FF05}' => '%',
        '\u{2212}' | '\u{FE63}' | '\u{FF0D}' => '-',
        '\u{FF1A}' => ':',
        '\u{00A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{3000}' => ' ',
        '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{061C}' | '\u{FEFF}' => return None,
        c => c,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_scripts_become_plain() {
        for (cell, plain) in [
            (" 12.5 ", "12.5"),
            ("۱٬۲۳۴٫۵", "1'234.5"),
            ("٢٠٢٤-٠٥-٠١ ١٠:٠٠", "2024-05-01 10:00"),
            ("१२", "12"),
            ("−1\u{202f}000", "-1 000"),
            ("\u{200e}5\u{00a0}%", "5 %"),
        ] {
            assert_eq!(plain_text(cell.as_bytes()), plain);
        }
    }
}
