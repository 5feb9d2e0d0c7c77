//! Clears round trips of zero where another column of the row says that the check failed.
//!
//! In: the samples of a table. Out: the same; where each zero of a latency stands in a row in which something else is down, the zeros
//! are missing values, and a note says so: what got no answer was not answered in no time.

use super::builder::{Column, SeriesBuilder};
use crate::base::error::quote;
use crate::base::{Code, Direction, Kind, Notes};

/// Clears them in each latency.
pub(crate) fn clear(samples: &mut SeriesBuilder, about: &[Column], notes: &mut Notes) {
    for (place, latency) in about.iter().enumerate().filter(|(_, about)| about.kind == Kind::Latency) {
        let zeros: Vec<usize> = rows(samples.values(place), |value| value == 0.0);
        if zeros.is_empty() || samples.values(place).iter().all(|value| *value == 0.0 || value.is_nan()) {
            continue;
        }
        let says = |(other, column): &(usize, &Column)| {
            *other != place && column.kind != Kind::Latency && is_down_in(samples.values(*other), column, &zeros)
        };
        let Some((_, other)) = about.iter().enumerate().find(says) else { continue };
        let text = format!(
            "{} zeros of {} stand where {} says that the check failed: they have no value.",
            zeros.len(),
            quote(&latency.label),
            quote(&other.label)
        );
        notes.add(Code::MarksMissing, text);
        let values = samples.values_mut(place);
        zeros.iter().filter_map(|row| values.get_mut(*row).map(|value| *value = f64::NAN)).count();
    }
}

fn rows(values: &[f64], test: impl Fn(f64) -> bool) -> Vec<usize> {
    values.iter().enumerate().filter(|(_, value)| test(**value)).map(|(row, _)| row).collect()
}

/// True where a column is down in all of these rows and up in most others.
fn is_down_in(values: &[f64], about: &Column, zeros: &[usize]) -> bool {
    let most = values.iter().copied().fold(0.0_f64, f64::max);
    let of_two = || values.iter().all(|value| value.is_nan() || *value == 0.0 || *value == 1.0);
    let worst = match (about.kind, about.direction) {
        (Kind::Loss, _) if most == 1.0 || most == 100.0 => most,
        (_, Some(Direction::Rises)) if of_two() => 1.0,
        (Kind::Loss, _) | (_, Some(Direction::Rises)) => return false,
        _ => 0.0,
    };
    let is_down = |row: &usize| values.get(*row).is_some_and(|value| *value == worst);
    let down = values.iter().filter(|value| **value == worst).count();
    // A column that is always zero says nothing; words for a failure do.
    zeros.iter().all(is_down) && (down < values.len() || about.kind == Kind::Probing)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Sampling;

    fn cleared(other: &str, rows: &[(f64, f64)]) -> usize {
        let mut samples = SeriesBuilder::new(2);
        rows.iter().enumerate().for_each(|(i, row)| samples.push(i as i64, [row.0, row.1].into_iter()));
        let named = |label: &str| Column::named(label, "", Sampling::Instant);
        let mut notes = Notes::default();
        clear(&mut samples, &[named("latency"), named(other)], &mut notes);
        let count = samples.values(0).iter().filter(|value| value.is_nan()).count();
        assert_eq!(count > 0, notes.has(Code::MarksMissing));
        count
    }

    #[test]
    fn a_zero_of_a_failed_check_is_no_answer() {
        assert_eq!(cleared("success", &[(14.0, 1.0), (0.0, 0.0), (15.0, 1.0), (0.0, 0.0)]), 2);
        assert_eq!(cleared("loss", &[(14.0, 0.0), (0.0, 100.0), (15.0, 20.0)]), 1);
        assert_eq!(cleared("failed", &[(14.0, 0.0), (0.0, 1.0), (15.0, 0.0)]), 1);
        assert_eq!(cleared("download", &[(14.0, 92.5), (0.0, 0.0), (15.0, 91.0)]), 1);
        // A zero beside a check that was answered is one.
        assert_eq!(cleared("success", &[(14.0, 1.0), (0.0, 1.0), (15.0, 1.0), (0.0, 0.0)]), 0);
        assert_eq!(cleared("loss", &[(0.0, 0.0), (14.0, 0.0)]), 0);
    }
}
