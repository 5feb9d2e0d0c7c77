//! The usual list of JSON: plain numbers, each read with its comma and without a token.
//!
//! In: the bytes from the beginning of an item. Out: the numbers. Anything else (a sign, an exponent, more digits than are
//! exact, the last item, one whose comma has not come) is left to the tokenizer, which reads the same.
//! Where numbers end is looked for in blocks, before any of them is read: how long one is decides nothing then, so that
//! The processor, which guesses what comes next, has nothing to guess wrongly.

use crate::read::scalar::number;

/// Bytes in which ends are looked for together, a bit each; behind them stands a word more, for the number that begins last.
const BLOCK: usize = 64;
const WORD: usize = 8;
/// A one in every byte of a word.
const EACH: u64 = 0x0101_0101_0101_0101;

type Block = [u8; BLOCK + WORD];

/// Plain numbers that bytes begin with, each up to its comma and perhaps blanks, as many as there are; gives their bytes.
#[inline(never)]
pub(crate) fn items(bytes: &[u8], numbers: &mut Vec<f64>) -> usize {
    let mut at = 0;
    while let Some(block) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
        let (mut others, mut start) = (others(block), 0);
        while others != 0 {
            let end = others.trailing_zeros() as usize;
            others &= others - 1;
            if let Some(number) = short(block, start, end) {
                numbers.push(number);
                start = end + 1;
            } else if start == end && block.get(start) == Some(&b' ') {
                start += 1;
            } else {
                let Some((number, length)) = bytes.get(at + start..).and_then(item) else { return at + start };
                numbers.push(number);
                start += length;
                others &= u64::MAX.checked_shl(start as u32).unwrap_or(0);
            }
        }
        if start == 0 {
            break;
        }
        at += start;
    }
    while let Some((number, length)) = bytes.get(at..).and_then(item) {
        numbers.push(number);
        at += length;
    }
    at
}

/// The bytes of a block that are no digits.
#[inline(always)]
fn others(block: &Block) -> u64 {
    let (words, _) = block.as_chunks();
    words.iter().take(BLOCK / WORD).rev().fold(0, |bits, word| {
        let digits = u64::from_le_bytes(*word) ^ (EACH * 0x30);
        // The high bit of each byte that is more than nine, then all eight of them side by side.
        let high = (((digits & (EACH * 0x7f)) + EACH * 0x76) | digits) & (EACH * 0x80);
        bits << 8 | (high >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
    })
}

/// The number of up to seven digits between two bytes of a block, if a comma ends it.
#[inline(always)]
fn short(block: &Block, start: usize, end: usize) -> Option<f64> {
    let (length, from) = (end - start, block.get(start % BLOCK..)?);
    if block.get(end % BLOCK) != Some(&b',') || length > 1 && from.first() == Some(&b'0') {
        return None;
    }
    // The digits behind zeros, as many as fit: pairs of them, fours, all eight.
    let number = match length {
        1..=4 => {
            let digits = (u32::from_le_bytes(*from.first_chunk()?) ^ 0x3030_3030) << (32 - 8 * length);
            let pairs = digits.wrapping_mul(10).wrapping_add(digits >> 8) & 0x00ff_00ff;
            pairs.wrapping_mul(100).wrapping_add(pairs >> 16) & 0xffff
        }
        5..=7 => {
            let digits = (u64::from_le_bytes(*from.first_chunk()?) ^ (EACH * 0x30)) << (64 - 8 * length);
            let pairs = digits.wrapping_mul(10).wrapping_add(digits >> 8) & 0x00ff_00ff_00ff_00ff;
            let fours = pairs.wrapping_mul(100).wrapping_add(pairs >> 16) & 0x0000_ffff_0000_ffff;
            fours.wrapping_mul(10_000).wrapping_add(fours >> 32) as u32
        }
        _ => return None,
    };
    Some(f64::from(number))
}

/// A number and what follows it.
#[inline(never)]
fn item(bytes: &[u8]) -> Option<(f64, usize)> {
    let (number, length) = number::begin(bytes)?;
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let zeros = bytes.first() == Some(&b'0') && digit(1);
    let whole = digit(0) && digit(length - 1) && !zeros && bytes.get(length) == Some(&b',');
    whole.then(|| (number, length + 1 + usize::from(bytes.get(length + 1) == Some(&b' '))))
}

#[cfg(test)]
mod tests {
    use crate::base::Error;
    use crate::read::json::tokenizer::{Json, Token, Tokens};
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
            items in prop::collection::vec("([1-9][0-9]{0,7}|-?(0|[1-9][0-9]{0,18})([.][0-9]{1,6})?(e-?[0-9])?|null| 7|[0-9.]{1,4})", 0..60),
            part in prop::sample::select(vec![",", ", ", " ,\n"]),
            chunk in 1_usize..500,
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
