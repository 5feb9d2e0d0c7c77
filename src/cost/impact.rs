//! What was at stake besides money lost: people cut off, person-hours, trade.
//!
//! In: the hours and facts of every local year. Out: counts and dollars, or nothing where a fact is missing.
//! They say what was at stake, not what was lost.

use super::Range;
use super::slice::Slice;

/// People online in the part of the country.
pub(super) fn users(slice: &Slice, part: f64) -> Option<Range> {
    let (online, people) = (slice.facts.online.as_ref()?, slice.facts.people.as_ref()?.value * part);
    let count = |share: Option<f64>| people * share.unwrap_or(online.value);
    Some(Range { low: count(online.low), central: count(None), high: count(online.high) })
}

/// Those people times the depth-weighted hours.
pub(super) fn person_hours(slices: &[Slice], part: f64) -> Option<Range> {
    let mut whole = Range::default();
    for slice in slices {
        let users = users(slice, part)?;
        whole.low += users.low * slice.hours.full;
        whole.central += users.central * slice.hours.full;
        whole.high += users.high * slice.hours.full;
    }
    Some(whole)
}

/// Exports and imports normally made in that time: a share of the GDP normally made in it.
pub(super) fn trade(slices: &[Slice], tops: &[Range]) -> Option<f64> {
    let mut whole = 0.0;
    for (slice, top) in slices.iter().zip(tops) {
        whole += slice.facts.trade.as_ref()?.value * top.central * slice.dollars;
    }
    Some(whole)
}
