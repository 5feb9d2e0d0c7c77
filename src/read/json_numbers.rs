//! The usual list of JSON: plain numbers, each read with its comma and without a token.
//!
//! In: the bytes from the beginning of an item. Out: its number. Anything else (a sign, an exponent, more digits than are exact,
//! the last item, one whose comma has not come) is left to the tokenizer, which reads the same.

use super::cell;

/// A plain number that bytes begin with, and the length of it, its comma and perhaps a blank.
#[inline]
pub(super) fn item(bytes: &[u8]) -> Option<(f64, usize)> {
    const EXACT: usize = 15;
    let mut whole = 0_u64;
    for (at, byte) in bytes.iter().enumerate() {
        let digit = byte.wrapping_sub(b'0');
        if digit < 10 {
            whole = whole.wrapping_mul(10).wrapping_add(u64::from(digit));
            continue;
        }
        let zeros = at > 1 && bytes.first() == Some(&b'0');
        let blank = |behind: usize| behind + usize::from(bytes.get(behind) == Some(&b' '));
        return match byte {
            _ if at == 0 || zeros => None,
            b',' if at <= EXACT => Some((whole as f64, blank(at + 1))),
            b'.' => {
                let (number, length) = cell::begin(bytes)?;
                let whole = length > at + 1 && bytes.get(length) == Some(&b',');
                whole.then(|| (number, blank(length + 1)))
            }
            _ => None,
        };
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::json::{Json, Token, Tokens};
    use crate::base::Error;
    use proptest::prelude::*;

    #[derive(Default)]
    struct List(Vec<f64>);

    impl Tokens for List {
        fn token(&mut self, token: Token<'_>) -> Result<(), Error> {
            match token {
                Token::Number(number) => self.0.push(number),
                Token::Null => self.0.push(f64::NAN),
                _ => {}
            }
            Ok(())
        }
        fn numbers(&mut self) -> Option<&mut Vec<f64>> {
            Some(&mut self.0)
        }
    }

    proptest! {
        #[test]
        fn lists_of_numbers_are_exact(
            items in prop::collection::vec("(-?(0|[1-9][0-9]{0,18})([.][0-9]{1,6})?(e-?[0-9])?|null| 7|[0-9.]{1,4})", 0..30),
            part in prop::sample::select(vec![",", ", ", " ,\n"]),
            chunk in 1_usize..50,
        ) {
            let text = format!("[{}]", items.join(part));
            let (mut json, mut list) = (Json::new(), List::default());
            let mut ours = text.as_bytes().chunks(chunk).try_for_each(|piece| json.push(piece, false, &mut list));
            ours = ours.and_then(|()| json.push(&[], true, &mut list));
            // Its grammar is exact, its numbers are not.
            prop_assert_eq!(ours.is_ok(), serde_json::from_str::<Vec<Option<f64>>>(&text).is_ok(), "{}", text);
            if ours.is_ok() {
                let exact = items.iter().map(|item| item.trim().parse().unwrap_or(f64::NAN).to_bits());
                let ours: Vec<u64> = list.0.iter().map(|number| number.to_bits()).collect();
                prop_assert_eq!(ours, exact.collect::<Vec<_>>(), "{}", text);
            }
        }
    }
}
