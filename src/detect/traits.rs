//! What is known of a file that decides what deserves the name outage.
//!
//! In: nothing; these are numbers that fitting a signal leaves.

use crate::base::time::{DAY, Millis};

/// What is known of a file that decides what deserves the name outage.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Traits {
    pub(super) start: Millis,
    pub(super) step: Millis,
    pub(super) bins: usize,
    /// Bins of a cycle.
    pub(super) cycle: usize,
    /// Distance of the 5 % and the 95 % quantile over the latter.
    pub(super) swing: f64,
    /// The rhythm knows days of the week, or there is none of people at all.
    pub(super) knows_weeks: bool,
    /// Smallest drop that the file can show.
    pub(super) visible: f64,
}

impl Traits {
    /// Begin of a bin.
    pub(super) fn moment(&self, bin: usize) -> Millis {
        self.start + bin as Millis * self.step
    }

    /// The bin of a moment; those before and after the data are the first and one beyond the last.
    pub(super) fn bin(&self, at: Millis) -> usize {
        usize::try_from((at - self.start) / self.step.max(1)).unwrap_or(0).min(self.bins)
    }

    /// Whether one bin sums up half a day or more.
    pub(super) fn has_long_bins(&self) -> bool {
        self.step >= DAY / 2
    }

    /// Length of the data in days.
    pub(super) fn days(&self) -> f64 {
        self.step as f64 * self.bins as f64 / DAY as f64
    }
}
