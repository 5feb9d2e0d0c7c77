//! Clears the marks that programs write where a value is missing: −1, −999, 9999.
//!
//! In: the samples of a table. Out: the same, such marks as missing values, and a note with their number. A number is a mark
//! only where it cannot be a value: a negative one that repeats while nothing else is negative, or a row of nines that
//! repeats far above everything else.

use super::builder::{Column, SeriesBuilder};
use crate::base::error::quote;
use crate::base::{Code, Notes};

/// Marks below zero.
const BELOW: [f64; 7] = [-1.0, -2.0, -99.0, -999.0, -9999.0, -99_999.0, -32_768.0];
/// Marks above everything else.
const ABOVE: [f64; 8] = [999.0, 999.9, 999.99, 9_999.0, 9_999.99, 99_999.0, 999_999.0, 9_999_999.0];
/// How often a mark comes at least.
const REPEATS: usize = 2;
/// How far above everything else a row of nines lies.
const FAR: f64 = 2.5;

/// Clears the marks of each column.
pub(crate) fn clear(samples: &mut SeriesBuilder, about: &[Column], notes: &mut Notes) {
    for (place, about) in about.iter().enumerate() {
        let values = samples.values(place);
        // The lowest and highest value say at once of nearly every column that it has none.
        let bounds =
            values.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(*v), high.max(*v)));
        for mark in [below(values, bounds.0), above(values, bounds.1)].into_iter().flatten() {
            let mut count = 0;
            for value in samples.values_mut(place).iter_mut().filter(|value| **value == mark) {
                *value = f64::NAN;
                count += 1;
            }
            let text = format!(
                "{mark} in {} stands {count} times where no value can be; it is read as missing.",
                quote(&about.label)
            );
            notes.add(Code::MarksMissing, text);
        }
    }
}

fn below(values: &[f64], low: f64) -> Option<f64> {
    if !BELOW.contains(&low) {
        return None;
    }
    let count = values.iter().filter(|value| **value == low).count();
    let others = values.iter().filter(|value| **value != low && !value.is_nan());
    let mut positive = others.clone().peekable();
    positive.peek()?;
    (count >= REPEATS && others.clone().all(|value| *value >= 0.0)).then_some(low)
}

fn above(values: &[f64], high: f64) -> Option<f64> {
    if !ABOVE.contains(&high) {
        return None;
    }
    let count = values.iter().filter(|value| **value == high).count();
    let next = values.iter().copied().filter(|value| *value < high).fold(f64::NEG_INFINITY, f64::max);
    (count >= REPEATS && next > 0.0 && next * FAR < high).then_some(high)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleared(values: &[f64]) -> (usize, bool) {
        let mut samples = SeriesBuilder::new(1);
        values.iter().enumerate().for_each(|(i, value)| samples.push(i as i64, std::iter::once(*value)));
        let mut notes = Notes::default();
        clear(&mut samples, &[Column::default()], &mut notes);
        (samples.values(0).iter().filter(|value| value.is_nan()).count(), notes.has(Code::MarksMissing))
    }

    #[test]
    fn marks_are_missing_where_they_cannot_be_values() {
        assert_eq!(cleared(&[40.0, -1.0, 41.0, -1.0]), (2, true));
        assert_eq!(cleared(&[800.0, 9999.0, 900.0, 9999.0]), (2, true));
        assert_eq!(cleared(&[40.0, -1.0, 41.0]), (0, false));
        assert_eq!(cleared(&[-3.0, -1.0, 41.0, -1.0]), (0, false));
        assert_eq!(cleared(&[9000.0, 9999.0, 9500.0, 9999.0]), (0, false));
    }
}
