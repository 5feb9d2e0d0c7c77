//! Counts checks that got no answer, where a round-trip time is blank.
//!
//! In: a reading. Out: the same; where a series of latencies has rows without a value and nothing else in the file says
//! whether checks were answered, a series of 1 and 0 beside it, with a note. A row without a latency is a check that failed;
//! a gap has no row.

use crate::base::error::quote;
use crate::base::{Code, Direction, Kind, Reading, Series};

/// Adds them.
pub(crate) fn add(reading: &mut Reading) {
    let told = |series: &Series| series.kind != Kind::Latency;
    // Where a mark such as −1 stood, the values are missing, and that is said.
    if reading.series.iter().any(told) || reading.notes.has(Code::MarksMissing) {
        return;
    }
    let mut all = Vec::new();
    for series in reading.series.iter().filter(|series| series.kind == Kind::Latency) {
        let missing = series.missing();
        if missing == 0 || missing * 10 > series.len() * 9 {
            continue;
        }
        let values: Vec<f64> = series.values.iter().map(|value| f64::from(u8::from(!value.is_nan()))).collect();
        let text =
            format!("{missing} rows of {} have no value: these checks are counted as failed.", quote(&series.label));
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
