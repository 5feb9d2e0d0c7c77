//! Point 2, a noise model for what hardly ever moves, as a few prefixes that are there or not: no law of chance is needed, every fall is
//! a fact.
//!
//! In: values. Out: candidates, each run below four fifths of the level that the signal rests at, however short or long. Refused: signals that
//! move more often, and those of two values alone, where one failed poll says little.

use crate::base::num;
use crate::detect::grid::at;
use crate::detect::segments::{Candidate, Run};

/// Share of the values that lies at the level or in such runs.
const RESTS: f64 = 0.95;
/// Share of the level below which a value is a fall: one of five prefixes.
const LOW: f64 = 0.8;
/// Share of the values that lies at the level at least: a file may be short, and out for most of its time.
const LEVEL: f64 = 0.15;
/// At most one run in so many bins.
const RARE: usize = 40;
/// Fewest values that show a rest.
const VALUES: usize = 24;

/// The runs below the level; none where the signal is not steady.
pub(super) fn falls(values: &[f64]) -> Vec<Candidate> {
    let held: Vec<f64> = values.iter().copied().filter(|v| !v.is_nan()).collect();
    let Some(level) = num::quantile(&mut held.clone(), 1.0 - LEVEL / 2.0).filter(|level| *level > 0.0) else {
        return Vec::new();
    };
    let resting = held.iter().filter(|v| (*v - level).abs() < 0.01 * level).count() as f64;
    let low = held.iter().filter(|v| **v <= LOW * level).count() as f64;
    let between = held.iter().any(|v| *v > 0.01 * level && *v < 0.99 * level);
    let count = held.len() as f64;
    if held.len() < VALUES || resting < LEVEL * count || resting + low < RESTS * count || !between {
        return Vec::new();
    }
    let mut runs: Vec<Run> = Vec::new();
    let mut last = None;
    for (bin, value) in values.iter().enumerate().filter(|(_, v)| !v.is_nan()) {
        if *value <= LOW * level {
            match runs.last_mut() {
                Some(run) if last == Some(run.until - 1) => run.until = bin + 1,
                _ => runs.push(Run { from: bin, until: bin + 1 }),
            }
        }
        last = Some(bin);
    }
    if runs.len() * RARE > held.len().max(RARE) {
        return Vec::new();
    }
    runs.into_iter().map(|run| candidate(values, level, run)).collect()
}

fn candidate(values: &[f64], level: f64, run: Run) -> Candidate {
    let inside = (run.from..run.until).map(|bin| at(values, bin)).filter(|v| !v.is_nan());
    let (sum, count) = inside.fold((0.0, 0), |a, v| (a.0 + v, a.1 + 1));
    let depth = 1.0 - sum / f64::from(count.max(1)) / level;
    Candidate { steady: true, ..Candidate::plain(run, values.len(), depth, (level, level)) }
}
