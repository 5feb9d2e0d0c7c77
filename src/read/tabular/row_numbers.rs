//! Tells numbers that count the rows from numbers that measure something.
//!
//! In: the header and the numbers of a column. Out: true where they rise (or fall) by one each row, from 0 or 1 on without an
//! exception or where the header says so, or where they begin anew behind the same number again and again.

use super::header::Header;
use crate::base::time::{Millis, SECOND};

/// True for the numbers of rows; `rows` is how many rows there are.
pub(super) fn are(header: &Header, numbers: &[f64], rows: usize) -> bool {
    let steps: Vec<f64> = numbers.iter().zip(numbers.iter().skip(1)).map(|(a, b)| b - a).collect();
    let ones = steps.iter().filter(|step| **step == 1.0).count();
    let back = steps.iter().filter(|step| **step == -1.0).count();
    let ends = [numbers.first(), numbers.last()];
    let counts = ones.max(back) == steps.len() && ends.iter().flatten().any(|end| matches!(**end, 0.0 | 1.0));
    let exact = counts && steps.len() >= 20 && numbers.len() == rows;
    let named = exact || header.is_row_number();
    (steps.len() > 3 && ones.max(back) * 20 >= steps.len() * 19 && named)
        || (numbers.len() == rows && go_round(numbers))
}

/// True for numbers that pass as the clock does, but for restarts: how long something has run, in seconds.
pub(super) fn pass_with_time(numbers: &[f64], stamps: &[Option<Millis>]) -> bool {
    let pairs: Vec<(f64, Millis)> =
        numbers.iter().zip(stamps).filter_map(|(number, at)| Some((*number, (*at)?))).collect();
    let passed = |(a, b): (&(f64, Millis), &(f64, Millis))| {
        let (run, time) = (b.0 - a.0, (b.1 - a.1) as f64 / SECOND as f64);
        time > 0.0 && (run - time).abs() <= (time * 0.1).max(1.0)
    };
    let steps = pairs.len().saturating_sub(1);
    steps > 3 && pairs.iter().zip(pairs.iter().skip(1)).filter(|pair| passed(*pair)).count() * 10 >= steps * 9
}

/// True for `1 2 3 4 1 2 3 4 …`: a count of pings in each round of them.
fn go_round(numbers: &[f64]) -> bool {
    const ROUNDS: usize = 5;
    let low = numbers.iter().copied().fold(f64::INFINITY, f64::min);
    let high = numbers.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let next = |now: f64| if now == high { low } else { now + 1.0 };
    matches!(low, 0.0 | 1.0)
        && high - low >= 2.0
        && numbers.len() as f64 >= (high - low + 1.0) * ROUNDS as f64
        && numbers.iter().zip(numbers.iter().skip(1)).all(|(now, then)| next(*now) == *then)
}
