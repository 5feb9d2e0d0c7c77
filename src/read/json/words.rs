//! Numbers and strings of JSON that are not plain → their values.
//!
//! In: the bytes of one token. Out: a number (one beyond f64 is infinite), a text without escapes. Refused: what RFC 8259
//! §6 and §7 don't know. serde_json would do it too, but brings tables of its own for numbers, 16 kB of the first wasm; the
//! tests hold this against it.

use crate::base::{Code, Error};
use crate::read::scalar::number;
use std::borrow::Cow;

/// A number with sign, fraction or exponent, or a long one: the grammar first, then the value.
pub(crate) fn odd_number(text: &[u8]) -> Result<f64, Error> {
    let wrong = || {
        let found = format!("“{}” is no number.", text.escape_ascii());
        Error::file(Code::JsonSyntax, found, "A number such as -1.5e3 is needed.")
    };
    if !is_number(text) {
        return Err(wrong());
    }
    Ok(number::plain(text).unwrap_or(f64::INFINITY))
}

/// RFC 8259 §6: `-`? (`0` | `1`–`9` digits) (`.` digits)? ((`e` | `E`) (`+` | `-`)? digits)?
fn is_number(text: &[u8]) -> bool {
    let digits = |text: &[u8]| text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let after = |text: &mut &[u8], count: usize| *text = text.get(count..).unwrap_or_default();
    let mut rest = text.strip_prefix(b"-").unwrap_or(text);
    let whole = if rest.starts_with(b"0") { 1 } else { digits(rest) };
    let mut sound = whole > 0;
    after(&mut rest, whole);
    if let Some(fraction) = rest.strip_prefix(b".") {
        sound &= digits(fraction) > 0;
        rest = fraction;
        after(&mut rest, digits(fraction));
    }
    if let Some(power) = rest.strip_prefix(b"e").or(rest.strip_prefix(b"E")) {
        rest = power.strip_prefix(b"+").or(power.strip_prefix(b"-")).unwrap_or(power);
        sound &= digits(rest) > 0;
        let count = digits(rest);
        after(&mut rest, count);
    }
    sound && rest.is_empty()
}

/// A string with its quotes, in which there are escapes (RFC 8259 §7); half of a surrogate pair becomes U+FFFD.
pub(crate) fn unescape(quoted: &[u8]) -> Result<Cow<'_, str>, Error> {
    let wrong = |what: &str| Error::file(Code::JsonSyntax, format!("A string is damaged: {what}."), "Mend it.");
    let inner = quoted.strip_prefix(b"\"").and_then(|text| text.strip_suffix(b"\"")).unwrap_or(quoted);
    let clean = String::from_utf8_lossy(inner);
    let (mut text, mut rest) = (String::with_capacity(clean.len()), clean.as_ref());
    let mut units: Vec<u16> = Vec::new();
    while let Some(c) = rest.chars().next() {
        let mut taken = c.len_utf8();
        let mut plain = Some(c);
        if c == '\\' {
            let code = rest.as_bytes().get(1).copied().unwrap_or_default();
            taken = 2;
            plain = match code {
                b'b' => Some('\u{8}'),
                b'f' => Some('\u{c}'),
                b'n' => Some('\n'),
                b'r' => Some('\r'),
                b't' => Some('\t'),
                b'"' | b'\\' | b'/' => Some(char::from(code)),
                b'u' => {
                    let digits = rest.get(2..6).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
                    let unit = digits.and_then(|digits| u16::from_str_radix(digits, 16).ok());
                    units.push(unit.ok_or_else(|| wrong("four hexadecimal digits are needed after \\u"))?);
                    taken = 6;
                    None
                }
                _ => return Err(wrong("there is no such escape")),
            };
        } else if c.is_ascii_control() && c != '\u{7f}' {
            return Err(wrong("a control character stands in it"));
        }
        if let Some(c) = plain {
            text.push_str(&String::from_utf16_lossy(&std::mem::take(&mut units)));
            text.push(c);
        }
        rest = rest.get(taken..).unwrap_or_default();
    }
    text.push_str(&String::from_utf16_lossy(&units));
    Ok(Cow::Owned(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn numbers_and_strings_are_serde_jsons(number in "[0-9.eE+\\-]{1,8}", inner in "[a\\\\un/b\"0-9dD8é]{0,14}") {
            prop_assert_eq!(odd_number(number.as_bytes()).is_ok(), serde_json::from_str::<serde::de::IgnoredAny>(&number).is_ok());
            let quoted = format!("\"{inner}\"");
            if let Ok(text) = serde_json::from_str::<String>(&quoted) {
                prop_assert_eq!(unescape(quoted.as_bytes()).unwrap(), text);
            }
        }
    }
}
