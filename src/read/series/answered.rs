//! Counts checks that got no answer, where a round-trip time is blank.
//!
//! In: a reading. Out: the same; where a series of latencies has rows without a value and nothing else in the file says
//! whether checks were answered, a series of 1 and 0 beside it, with a note. A row without a latency is a check that failed, and
//! so is a latency of zero among others of many milliseconds; a gap has no row. Before its first value and after its last, a
//! series may not have been measured: where another one has a latency then, nothing is said of it.

use super::classify;
use crate::base::error::quote;
use crate::base::{Code, Direction, Kind, Reading, Series};
use crate::read::scalar::address::is_host;

/// The shortest of other round trips beside which one of zero is a check that failed.
const FAR: f64 = 5.0;
/// Values from which on that can be told.
const FEWEST: usize = 12;

/// Adds them.
pub(crate) fn add(reading: &mut Reading) {
    // Where cells say that a check failed, a number beside them that nobody knows does not say it better.
    let said = reading.notes.has(Code::ChecksFailed);
    let told = |series: &Series| series.kind != Kind::Latency && !(said && series.kind == Kind::Other);
    // Where a mark such as −1 stood, the values are missing, and that is said.
    if reading.series.iter().any(told) || reading.notes.has(Code::MarksMissing) {
        return;
    }
    let mut all = Vec::new();
    for series in reading.series.iter().filter(|series| series.kind == Kind::Latency) {
        let values = answers(series, &reading.series);
        let missing = values.iter().filter(|value| **value == 0.0).count();
        if missing == 0 || missing * 10 > series.len() * 9 {
            continue;
        }
        let text = format!(
            "{missing} rows of {} have no value or a zero: these checks are counted as failed.",
            quote(&series.label)
        );
        reading.notes.add(Code::ChecksFailed, text);
        all.push(Series {
            id: [&series.id, "-answered"].concat(),
            label: [&series.label, " answered"].concat(),
            kind: Kind::Probing,
            direction: Direction::Falls,
            unit: String::new(),
            values: values.into(),
            ..series.clone()
        });
    }
    reading.series.extend(all);
}

/// 1 for a row with a latency, 0 for one without, `NaN` for one in which it was not measured yet or no more.
fn answers(series: &Series, all: &[Series]) -> Vec<f64> {
    // Only where the name says that it is one, or is a host's: a plain number in milliseconds may be anything.
    let named = classify::of(&series.label, "") == Kind::Latency || is_host(&series.label);
    let sure = series.len() >= FEWEST && named;
    let least = series.values.iter().copied().filter(|value| *value > 0.0).fold(f64::INFINITY, f64::min);
    // Nor is one that is told to the hundredth of a millisecond ever so short that it comes to zero.
    let positive = || series.values.iter().filter(|value| **value > 0.0);
    let fine = positive().filter(|value| (**value * 10.0).fract() != 0.0).count() * 2 > positive().count();
    let there = |values: &[f64], row: usize| {
        values.get(row).is_some_and(|value| !(value.is_nan() || *value == 0.0 && sure && (least > FAR || fine)))
    };
    let (first, last) = (
        series.values.iter().position(|value| !value.is_nan()).unwrap_or(0),
        series.values.iter().rposition(|value| !value.is_nan()).unwrap_or(0),
    );
    let others = || all.iter().filter(|other| other.id != series.id && other.times == series.times);
    let answer = |row: usize| match there(&series.values, row) {
        true => 1.0,
        false if !(first..=last).contains(&row) && others().any(|other| there(&other.values, row)) => f64::NAN,
        false => 0.0,
    };
    (0..series.len()).map(answer).collect()
}
