//! A model over the local years of an outage: a range for each, and all of them together.
//!
//! In: a model and its cases. Out: ranges in dollars; ours stop at the GDP normally made in that time.

use super::case::{Case, NoPrice};
use super::slice::Slice;
use super::uncertainty::range;
use super::{Mode, Model, Range};

/// A model's range in every year; ours stop at `tops`.
pub(super) fn ranges(model: &dyn Model, cases: &[Case<'_>], tops: Option<&[Range]>) -> Result<Vec<Range>, NoPrice> {
    let mut found = Vec::with_capacity(cases.len());
    for (i, case) in cases.iter().enumerate() {
        let full = range(&model.factors(case)?);
        found.push(match tops.and_then(|tops| tops.get(i)).filter(|_| model.about().mode == Mode::Ours) {
            Some(top) => Range {
                low: full.low.min(top.low),
                central: full.central.min(top.central),
                high: full.high.min(top.high),
            },
            None => full,
        });
    }
    Ok(found)
}

/// The years together, in dollars of the price year.
pub(super) fn total(ranges: &[Range], slices: &[Slice]) -> Range {
    let sum = |end: fn(&Range) -> f64| ranges.iter().zip(slices).map(|(range, slice)| end(range) * slice.dollars).sum();
    Range { low: sum(|r| r.low), central: sum(|r| r.central), high: sum(|r| r.high) }
}
