//! Point 11 for short files: a few dozen values have no law of extremes, but the order of their values says something.
//!
//! In: values. Out: at most one candidate: one run whose every value lies below every other. Were the order chance, the low
//! ones would lie in one run as often as there are places for it among all ways to choose them.

use crate::base::num;
use crate::detect::segments::{Candidate, Run};

/// More values have laws of their own.
const SHORT: usize = 40;
/// Least depth, by the medians inside and outside.
const DEEP: f64 = 0.75;
/// Fewest values inside, and outside.
const INSIDE: usize = 3;
const OUTSIDE: usize = 5;

/// The run that lies apart most clearly.
pub(super) fn apart(values: &[f64]) -> Option<Candidate> {
    let held = values.iter().copied().enumerate().filter(|(_, v)| !v.is_nan());
    let held: Vec<(usize, f64)> = held.take(SHORT + 1).collect();
    let n = held.len();
    if !(INSIDE + OUTSIDE..=SHORT).contains(&n) {
        return None;
    }
    let mut sorted: Vec<f64> = held.iter().map(|h| h.1).collect();
    num::ascending(&mut sorted);
    let splits = INSIDE..=n - OUTSIDE;
    let bounds =
        splits.filter_map(|k| Some((k, *sorted.get(k - 1)?, *sorted.get(k)?))).filter(|(_, low, high)| low < high);
    let runs = bounds.filter_map(|(below, bound, _)| {
        let mut inside = held.iter().enumerate().filter(|(_, h)| h.1 <= bound);
        let first = inside.next()?;
        let last = inside.next_back()?;
        (last.0 + 1 - first.0 == below).then_some((below, Run { from: first.1.0, until: last.1.0 + 1 }))
    });
    runs.filter_map(|(below, run)| candidate(values, &held, below, run))
        .min_by(|a, b| a.by_itself.total_cmp(&b.by_itself))
}

/// A run whose `below` values are the lowest of all.
fn candidate(values: &[f64], held: &[(usize, f64)], below: usize, run: Run) -> Option<Candidate> {
    let n = held.len();
    let ways = (0..below).fold(1.0, |ways, k| ways * (n - k) as f64 / (k + 1) as f64);
    let middle = |from: usize, until: usize| {
        let mut values: Vec<f64> = held.iter().filter(|h| (from..until).contains(&h.0)).map(|h| h.1).collect();
        num::median(&mut values).unwrap_or(f64::NAN)
    };
    let (left, right) = (middle(0, run.from), middle(run.until, values.len()));
    let reference = [left, right].into_iter().filter(|l| !l.is_nan()).reduce(f64::min)?;
    let depth = 1.0 - middle(run.from, run.until) / reference;
    // A trend has its lowest values in one run too, but no edge.
    let edge = |outer: f64, inner: f64| (outer - inner) / reference >= depth / 2.0;
    let near = (
        run.from.saturating_sub(3),
        (run.from + 3).min(run.until),
        run.until.saturating_sub(3).max(run.from),
        run.until + 3,
    );
    let sharp = (run.from == 0 || edge(middle(near.0, run.from), middle(run.from, near.1)))
        && (run.until >= values.len() || edge(middle(run.until, near.3), middle(near.2, run.until)));
    if !sharp || depth < DEEP {
        return None;
    }
    Some(Candidate {
        by_itself: (n + 1 - below) as f64 / ways,
        ..Candidate::plain(run, values.len(), depth, (left, right))
    })
}
