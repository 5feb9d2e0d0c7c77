//! Numbers → decimal text and back, exact: the digits that the standard library gives, without its tables.
//!
//! In: any number, or text such as `-1.5e3`. Out: the shortest text that reads back the same, text with a given number of
//! decimals (ties to even), the number nearest to a text. Refused: words such as `inf` in a text that is read.
//! Usual numbers take one operation (Clinger 1990), or two of doubled precision; any other is held in full, in limbs.
//!
//! Why ours: four functions (text, fixed, significant, parse) in a module of their own, brotli, and nanoseconds a number of
//! two decimals, native. The standard library's is held against ours in the tests.
//!
//! | | kB | text | significant | parse |
//! |---|---|---|---|---|
//! | ours | 12.3 | 82 | 606 | 43 |
//! | standard library | 31.5 | 226 | 735 | 11 |
//! | `ryu` (small), the rest by the standard library | 34.1 | 121 | 896 | 11 |
//! | `lexical-core` (compact), fixed by the standard library | 28.9 | 143 | 156 | 12 |
//!
//! The 17 kB are a fifteenth of what a reader downloads; nobody feels the 30 ns, since most cells are read by a faster way.

use super::limbs::Limbs;

/// Powers of ten that a double holds exactly.
const TENS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
];
/// More than what [`at_twice`] may be off by, as a part of the whole: 2 to the power of −98.
const DOUBT: f64 = 1.0 / (1_u64 << 49) as f64 / (1_u64 << 49) as f64;

/// The shortest text that reads back as the same number, without an exponent: what `{}` prints.
pub fn text(x: f64) -> String {
    signed(x, &|size| shortest(size).plain(0))
}

/// Text with that many decimals, ties to even: what `{:.1}` prints.
pub fn fixed(x: f64, decimals: i32) -> String {
    signed(x, &|size| {
        let mut figures = figures(size);
        figures.round(figures.point + decimals, false);
        figures.plain(decimals)
    })
}

/// A finite number as JavaScript writes it: the shortest digits, no `-0`, an exponent from 1e21 and below 1e-6.
pub fn script(x: f64) -> String {
    if x == 0.0 {
        return "0".to_owned();
    }
    if (1e-6..1e21).contains(&x.abs()) {
        return text(x);
    }
    signed(x, &|size| {
        let mut figures = shortest(size);
        let power = figures.point - 1;
        figures.point = 1;
        let plus = if power < 0 { "" } else { "+" };
        figures.plain(0) + "e" + plus + &power.to_string()
    })
}

/// Rounded to that many significant digits, one or more; 0 for what is not finite.
pub fn significant(x: f64, digits: i32) -> f64 {
    if !x.is_finite() || x == 0.0 {
        return 0.0;
    }
    let mut figures = figures(x.abs());
    figures.round(digits.max(1), false);
    figures.number().copysign(x)
}

/// The number nearest to a text: an optional sign, digits with at most one point among them, an optional exponent.
pub fn parse(text: &str) -> Option<f64> {
    let (minus, text) = sign(text.as_bytes());
    let (mut written, mut point, mut power) = (Written::default(), None, 0);
    for (at, byte) in text.iter().enumerate() {
        match byte {
            b'0'..=b'9' => written.push(byte - b'0'),
            b'.' if point.is_none() => point = Some(written.count),
            b'e' | b'E' => {
                power = exponent(text.get(at + 1..)?)?;
                break;
            }
            _ => return None,
        }
    }
    if written.count == 0 {
        return None;
    }
    let size = written.number(power - point.map_or(0, |point| written.count - point));
    Some(if minus { -size } else { size })
}

/// The number nearest to `whole` times ten to the power of `tens`, where one operation or two give it.
#[inline(always)]
pub fn quick(whole: u64, tens: i32) -> Option<f64> {
    at_once(whole, tens).or_else(|| at_twice(whole, tens))
}

/// Where both are exact, one operation gives it.
#[inline(always)]
fn at_once(whole: u64, tens: i32) -> Option<f64> {
    let factor = *TENS.get(tens.unsigned_abs() as usize)?;
    if whole >= 1 << 53 {
        return None;
    }
    Some(if tens < 0 { whole as f64 / factor } else { whole as f64 * factor })
}

/// The same for more digits, divided, by numbers of two parts (Dekker 1971); nothing where the parts don't settle it.
#[inline(never)]
fn at_twice(whole: u64, tens: i32) -> Option<f64> {
    let factor = *TENS.get(tens.checked_neg().and_then(|tens| usize::try_from(tens).ok())?)?;
    if whole >= 1 << 63 {
        return None;
    }
    let high = whole as f64;
    let low = (whole as i64 - high as i64) as f64;
    let quotient = high / factor;
    let (a, b) = (halves(quotient), halves(factor));
    let product = quotient * factor;
    let lost = ((a.0 * b.0 - product) + a.0 * b.1 + a.1 * b.0) + a.1 * b.1;
    let rest = ((high - product - lost) + low) / factor;
    let doubt = quotient * DOUBT;
    let (least, most) = (quotient + (rest - doubt), quotient + (rest + doubt));
    (least == most).then_some(least)
}

/// Two numbers of half the digits whose sum it is (Veltkamp 1968).
fn halves(x: f64) -> (f64, f64) {
    let wide = x * 134_217_729.0;
    let high = wide - (wide - x);
    (high, x - high)
}

fn sign(text: &[u8]) -> (bool, &[u8]) {
    match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        rest => (false, rest),
    }
}

/// The digits of an exponent, with a sign or without; no further than any number goes.
fn exponent(text: &[u8]) -> Option<i32> {
    let (minus, digits) = sign(text);
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let size = digits.iter().fold(0_i32, |sum, digit| (sum * 10 + i32::from(digit - b'0')).min(100_000_000));
    Some(if minus { -size } else { size })
}

fn signed(x: f64, of: &dyn Fn(f64) -> String) -> String {
    if x.is_nan() {
        return "NaN".to_owned();
    }
    let size = if x.is_infinite() { "inf".to_owned() } else { of(x.abs()) };
    if x.is_sign_negative() { "-".to_owned() + &size } else { size }
}

/// Digits as they are read.
#[derive(Default)]
struct Written {
    /// How many came.
    count: i32,
    /// As many of them as fit.
    whole: u64,
    /// Those behind.
    rest: Vec<u8>,
}

impl Written {
    fn push(&mut self, digit: u8) {
        self.count = self.count.saturating_add(1);
        if self.rest.is_empty() && self.whole < u64::MAX / 10 {
            self.whole = self.whole * 10 + u64::from(digit);
        } else {
            self.rest.push(digit);
        }
    }

    /// The digits times ten to the power of `tens`.
    fn number(&self, tens: i32) -> f64 {
        let number = if self.rest.is_empty() { quick(self.whole, tens) } else { None };
        number.unwrap_or_else(|| {
            let mut limbs = Limbs::of(self.whole);
            for nine in self.rest.chunks(9) {
                limbs.push((0..9).fold(0, |sum, at| sum * 10 + u32::from(nine.get(at).copied().unwrap_or(0))));
                limbs.whole += 1;
            }
            limbs.nearest(tens.saturating_sub((9 - self.rest.len() as i32 % 9) % 9))
        })
    }
}

/// Digits without zeros at either end, and where the point stands: `0.digits` times ten to the power of `point`.
struct Figures {
    digits: Vec<u8>,
    point: i32,
}

/// Every digit of a number.
fn figures(size: f64) -> Figures {
    let (fraction, power) = (size.to_bits() & ((1 << 52) - 1), (size.to_bits() >> 52) as i32);
    let mut limbs = Limbs::of(if power == 0 { fraction } else { fraction | 1 << 52 });
    limbs.scale(power.max(1) - 1075);
    let mut digits = Vec::with_capacity(limbs.limbs.len() * 9);
    for limb in &limbs.limbs {
        digits.extend((0..9).rev().map(|place| (limb / 10_u32.pow(place) % 10) as u8));
    }
    let zeros = digits.iter().take_while(|digit| **digit == 0).count();
    digits.drain(..zeros);
    let mut figures = Figures { digits, point: limbs.whole * 9 - zeros as i32 };
    figures.trim();
    figures
}

/// The fewest digits that read back as the number; of as many, the nearest.
fn shortest(size: f64) -> Figures {
    // A decimal of up to 15 digits that reads back is the shortest: no two of them are the same number.
    for (decimals, factor) in TENS.iter().enumerate() {
        let whole = (size * factor).round();
        if whole >= 1e15 {
            break;
        }
        if whole / factor == size {
            let mut digits: Vec<u8> = (whole as u64).to_string().into_bytes();
            digits.iter_mut().for_each(|digit| *digit -= b'0');
            let mut figures = Figures { point: digits.len() as i32 - decimals as i32, digits };
            figures.trim();
            return figures;
        }
    }
    let all = figures(size);
    let least = if size < f64::MIN_POSITIVE { 1 } else { 15 };
    for count in least..17 {
        // Below a power of two numbers lie closer: the nearest decimal may miss it where the next one up does not.
        for up in [false, true] {
            let mut figures = Figures { digits: all.digits.clone(), point: all.point };
            figures.round(count, up);
            if figures.number() == size {
                return figures;
            }
        }
    }
    let mut figures = all;
    figures.round(17, false);
    figures
}

impl Figures {
    fn trim(&mut self) {
        let zeros = self.digits.iter().rev().take_while(|digit| **digit == 0).count();
        self.digits.truncate(self.digits.len() - zeros);
        if self.digits.is_empty() {
            self.point = 0;
        }
    }

    /// Keeps that many digits: the nearest, ties to even, or the next above.
    fn round(&mut self, count: i32, up: bool) {
        let (kept, left) = self.digits.split_at(self.digits.len().min(count.max(0) as usize));
        let up = match left {
            [] => return,
            // Less than a tenth of a unit.
            _ if count < 0 => false,
            [5] => kept.last().is_some_and(|digit| digit % 2 == 1),
            [first, ..] => *first >= 5,
        } || up;
        self.digits.truncate(kept.len());
        if up {
            while let Some(9) = self.digits.last() {
                self.digits.pop();
            }
            match self.digits.last_mut() {
                Some(digit) => *digit += 1,
                None => {
                    self.digits.push(1);
                    self.point += 1;
                }
            }
        }
        self.trim();
    }

    fn number(&self) -> f64 {
        let mut written = Written::default();
        self.digits.iter().for_each(|digit| written.push(*digit));
        written.number(self.point - written.count)
    }

    /// As text, with that many decimals at least.
    fn plain(&self, decimals: i32) -> String {
        let end = decimals.max(self.digits.len() as i32 - self.point);
        let mut text = String::new();
        for place in -self.point.max(1)..end {
            if place == 0 {
                text.push('.');
            }
            let digit = usize::try_from(place + self.point).ok().and_then(|at| self.digits.get(at));
            text.push(char::from(b'0' + digit.copied().unwrap_or(0)));
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn agrees(x: f64) {
        // Of two that are as near, ECMA-262 takes the even one, the standard library the upper.
        let (ours, theirs) = (text(x), format!("{x}"));
        assert!(ours == theirs || (ours.len() == theirs.len() && ours.parse() == Ok(x)), "{ours} {theirs}");
        assert_eq!(parse(&format!("{x:e}")), Some(x));
        for places in [0, 1, 2, 4] {
            assert_eq!(fixed(x, places), format!("{x:.*}", places as usize));
            let digits = format!("{x:.*e}", places as usize);
            assert_eq!(significant(x, places + 1), digits.parse::<f64>().unwrap() + 0.0, "{x:e}");
        }
    }

    #[test]
    fn ends_and_ties_are_the_standard_librarys() {
        for power in -1074..=1023 {
            let x = libm::scalbn(1.0, power);
            for x in [x, -x, x.next_down(), x.next_up(), 1.5 * x, 2.5 * x] {
                if x.is_finite() {
                    agrees(x);
                }
            }
        }
        for x in [0.0, -0.0, 0.5, 1.5, 2.5, 0.125, 0.375, 9.5, 99.5, 0.1 + 0.2, 1e22, 1e23, 5e-324, f64::MAX] {
            agrees(x);
        }
        assert_eq!((text(f64::NAN), fixed(f64::NEG_INFINITY, 1)), ("NaN".to_owned(), "-inf".to_owned()));
    }

    #[test]
    fn numbers_are_written_as_in_javascript() {
        for (value, text) in [
            (0.0, "0"),
            (-0.0, "0"),
            (571.0, "571"),
            (0.1, "0.1"),
            (1e20, "100000000000000000000"),
            (1.5e21, "1.5e+21"),
            (1e-6, "0.000001"),
            (1.25e-7, "1.25e-7"),
            (-34260.5, "-34260.5"),
        ] {
            assert_eq!(script(value), text);
        }
    }

    #[test]
    fn halfway_texts_are_settled_by_what_follows() {
        let half = "9007199254740993";
        for (text, want) in [
            (half.to_owned(), 9007199254740992.0),
            (format!("{half}.{}", "0".repeat(900)), 9007199254740992.0),
            (format!("{half}.{}1", "0".repeat(600)), 9007199254740994.0),
            (format!("{half}{}1e-901", "0".repeat(900)), 9007199254740994.0),
            ("2.4703282292062327208e-324".to_owned(), 0.0),
            ("2.4703282292062328e-324".to_owned(), 5e-324),
            ("1.7976931348623158e308".to_owned(), f64::MAX),
            ("1.7976931348623159e308".to_owned(), f64::INFINITY),
            ("1e400000000000".to_owned(), f64::INFINITY),
            ("1e-400000000000".to_owned(), 0.0),
            (format!("0.{}1e1000", "0".repeat(999)), 1.0),
        ] {
            assert_eq!(parse(&text), Some(want), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_number_is_the_standard_librarys(bits: u64, short in -1e9..1e9, places in 0..9) {
            let x = f64::from_bits(bits);
            if x.is_finite() {
                agrees(x);
            }
            agrees(short);
            agrees(significant(short, places));
        }

        #[test]
        fn any_text_is_read_as_the_standard_library_reads_it(
            text in "[+-]?[0-9]{0,3}\\.?[0-9]{0,24}([eE][+-]?[0-9]{1,3})?",
            long in "[0-9]{0,12}\\.[0-9]{17,60}",
        ) {
            prop_assert_eq!(parse(&text), text.parse().ok());
            prop_assert_eq!(parse(&long), long.parse().ok());
        }
    }
}
