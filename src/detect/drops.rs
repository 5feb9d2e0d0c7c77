//! One signal as shares that are missing, and the depth of a run of its bins.
//!
//! In: a grid and what is expected of it. Out: the drop of a bin, 1 where nothing is left.

use super::baseline::Fit;
use super::grid::{Grid, at};
use super::segments::Run;
use crate::base::num;

/// A signal seen as drops.
pub struct Drops<'a> {
    /// The bins.
    pub grid: &'a Grid,
    /// What is expected of them.
    pub fit: &'a Fit,
}

impl Drops<'_> {
    /// Drop of a bin, 1 at nothing left; negative on the good side of the baseline, `NaN` where there is no value.
    pub fn of(&self, bin: usize) -> f64 {
        let expected = at(&self.fit.baseline, bin);
        let whole = expected - self.fit.bottom;
        if whole == 0.0 { f64::NAN } else { (expected - self.value(bin)) / whole }
    }

    /// The value of a bin.
    pub fn value(&self, bin: usize) -> f64 {
        self.grid.value(bin)
    }

    pub(super) fn spread(&self, bin: usize) -> f64 {
        if bin < self.grid.len() { self.fit.spread.of(bin) } else { 0.0 }
    }

    /// The depth of a run's plateau, and the mean spread there.
    pub fn depth(&self, run: Run) -> f64 {
        let held =
            |bins: std::ops::Range<usize>| -> Vec<f64> { bins.map(|b| self.of(b)).filter(|d| !d.is_nan()).collect() };
        // The bins at the edges are partly out; one that is so nearly throughout would draw the plateau to itself.
        let mut held = match held(run.from + 1..run.until.saturating_sub(1)) {
            inner if inner.is_empty() => held(run.from..run.until),
            inner => inner,
        };
        let high = num::quantile(&mut held, 0.75).unwrap_or(0.0);
        let reach = (0.1 * high).max(3.0 * self.spread(run.from) * (1.0 - high).max(0.0));
        let plateau: Vec<f64> = held.into_iter().filter(|d| (d - high).abs() <= reach).collect();
        if plateau.is_empty() { high } else { plateau.iter().sum::<f64>() / plateau.len() as f64 }
    }
}
