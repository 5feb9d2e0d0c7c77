//! Peers from outside: the best rule of twenty lines, MSTL with a robust threshold (crate augurs), and PELT change points by two
//! programs (crate pelt, and ruptures in Python).
//!
//! In: a series on its grid. Out: runs of bins that are out. Every peer looks at one series at a time, and gets a series that
//! rises when it gets worse turned over; what they find in several series of a file at once is one outage.

pub mod mstl;
pub mod pelt;
pub mod rule;

use crate::score::Found;
use outage_lens::base::series::Direction;
use outage_lens::base::time::{DAY, Millis};
use outage_lens::base::{Reading, Series};

/// The smallest drop that a peer looks for: a file can't show much less at the usual noise.
pub const LEAST: f64 = 0.25;

/// A series as the peers get it: every bin of its grid, `NaN` where nothing was measured.
pub struct Signal {
    pub step: Millis,
    pub values: Vec<f64>,
}

impl Signal {
    /// Lays a series on its grid, turned over where high is bad.
    pub fn of(series: &Series) -> Signal {
        let step = series.step.max(1);
        let first = series.at(0).unwrap_or(0);
        let bin = |at: Millis| ((at - first) / step).max(0) as usize;
        let bins = series.len().checked_sub(1).and_then(|last| series.at(last)).map_or(0, |at| bin(at) + 1);
        // A file of two far stamps is no grid.
        let mut values = vec![f64::NAN; bins.min(20_000_000)];
        for (at, value) in series.samples() {
            if let Some(cell) = values.get_mut(bin(at)) {
                *cell = value;
            }
        }
        if series.direction == Direction::Rises {
            let most = values.iter().copied().filter(|v| v.is_finite()).fold(0.0, f64::max);
            let worst = if series.unit == "%" { most.max(100.0) } else { most };
            values.iter_mut().for_each(|v| *v = worst - *v);
        }
        Signal { step, values }
    }

    /// Bins of a day.
    pub fn day(&self) -> usize {
        (DAY / self.step) as usize
    }

    /// The values with straight lines over the holes.
    pub fn filled(&self) -> Vec<f64> {
        let known: Vec<usize> = (0..self.values.len()).filter(|i| self.values[*i].is_finite()).collect();
        let at = |i: usize| {
            let next = known.partition_point(|k| *k < i);
            match (next.checked_sub(1).map(|k| known[k]), known.get(next)) {
                (_, Some(b)) if *b == i => self.values[i],
                (Some(a), Some(b)) => {
                    self.values[a] + (self.values[*b] - self.values[a]) * (i - a) as f64 / (b - a) as f64
                }
                (Some(a), None) => self.values[a],
                (None, Some(b)) => self.values[*b],
                (None, None) => 0.0,
            }
        };
        (0..self.values.len()).map(at).collect()
    }
}

/// The middle of some values; 0 of none.
pub fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}

/// What a peer finds in all series of a file: what overlaps is one.
pub fn together(reading: &Reading, mut find: impl FnMut(&Signal) -> Vec<(usize, usize)>) -> Vec<Found> {
    let mut all: Vec<Found> = Vec::new();
    for series in &reading.series {
        let signal = Signal::of(series);
        let at = |bin: usize| series.at(0).unwrap_or(0) as f64 + bin as f64 * signal.step as f64;
        all.extend(find(&signal).into_iter().map(|(a, b)| Found::plain(at(a), at(b), &series.id)));
    }
    all.sort_by(|a, b| a.span.start.total_cmp(&b.span.start));
    let mut joined: Vec<Found> = Vec::new();
    for one in all {
        match joined.last_mut() {
            Some(last) if one.span.start < last.span.end => {
                last.span.end = last.span.end.max(one.span.end);
                last.series.extend(one.series);
            }
            _ => joined.push(one),
        }
    }
    joined
}

/// Runs of bins that are out; one bin that is not does not end a run, and one alone is none.
pub fn runs(out: impl Iterator<Item = bool>) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for bin in out.enumerate().filter(|(_, out)| *out).map(|(bin, _)| bin) {
        match runs.last_mut() {
            Some(run) if bin <= run.1 + 1 => run.1 = bin + 1,
            _ => runs.push((bin, bin + 1)),
        }
    }
    runs.into_iter().filter(|run| run.1 - run.0 >= 2).collect()
}
