//! Point 6, slow returns: a signal that has a top where it rests, as a share of customers with service, and lies far below it at an end
//! of the data.
//!
//! In: values. Out: at most one candidate at either end, up to half of its deepest place however slow it returns. Refused: a signal without
//! a top that it rests at, since growth and decay look the same there.

use crate::base::num;
use crate::detect::segments::{Candidate, Run};

/// A signal rests at its top for a quarter of the time, within a twentieth of its range from the highest.
const RESTS: f64 = 0.25;
const TOP: f64 = 0.05;
/// Least share that is missing at the end, and fewest values that say so.
const DEEP: f64 = 0.3;
const FEWEST: usize = 2;
/// Fewer values show no rest.
const VALUES: usize = 8;
/// Longest, as a share of the data.
const LONGEST: f64 = 0.7;

/// Candidates that begin before the data, or end after them.
pub(super) fn ends(values: &[f64]) -> Vec<Candidate> {
    let held: Vec<(usize, f64)> = values.iter().copied().enumerate().filter(|(_, v)| !v.is_nan()).collect();
    let (low, high) = held.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |a, v| (a.0.min(v.1), a.1.max(v.1)));
    // By time: reports come the more rarely the calmer it is.
    let rests = |pair: &&[(usize, f64)]| pair.iter().all(|v| v.1 > high - TOP * (high - low));
    let resting: usize = held.windows(2).filter(rests).filter_map(|pair| Some(pair.last()?.0 - pair.first()?.0)).sum();
    if held.len() < VALUES || high <= low || high <= 0.0 || (resting as f64) < RESTS * values.len() as f64 {
        return Vec::new();
    }
    // Medians of three: one value is a slip.
    let smooth: Vec<(usize, f64)> = held
        .windows(3)
        .filter_map(|w| {
            Some((w.get(1)?.0, 1.0 - num::median(&mut w.iter().map(|v| v.1).collect::<Vec<f64>>())? / high))
        })
        .collect();
    let first = outwards_in(smooth.iter()).map(|(end, depth)| (Run { from: 0, until: end }, depth));
    let last = outwards_in(smooth.iter().rev()).map(|(end, depth)| (Run { from: end + 1, until: values.len() }, depth));
    let short = |run: &Run| ((run.until - run.from) as f64) <= LONGEST * values.len() as f64;
    let candidate = |(run, depth): (Run, f64)| Candidate {
        bounded: true,
        ..Candidate::plain(run, values.len(), depth, (high, high))
    };
    first.into_iter().chain(last).filter(|(run, _)| short(run)).map(candidate).collect()
}

/// From an end inwards: the first place back above half of the deepest so far.
fn outwards_in<'a>(drops: impl Iterator<Item = &'a (usize, f64)>) -> Option<(usize, f64)> {
    let mut deepest: f64 = 0.0;
    for (count, (place, drop)) in drops.enumerate() {
        if count == 0 && *drop < DEEP {
            return None;
        }
        deepest = deepest.max(*drop);
        if *drop < deepest / 2.0 {
            return (count >= FEWEST).then_some((*place, deepest));
        }
    }
    None
}
