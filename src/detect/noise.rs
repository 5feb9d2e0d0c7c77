//! Point 3, the noise of a signal: how far its quiet bins stray, by the hour of the day, and how long it remembers.
//!
//! In: the residuals of quiet bins. Out: a [`Spread`] and the memory, robust against what outages are left among them.

use super::grid::{at, phases};
use crate::base::num;
use crate::base::time::{DAY, HOUR, Millis};

/// The relative drop from which a bin counts as out: a floor, and so many standard deviations of the bin's own noise.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Least {
    /// Never less.
    pub floor: f64,
    /// Standard deviations; 0 for a rule that knows no noise.
    pub deviations: f64,
}

impl Least {
    /// The least drop where the noise has this spread; at most nine tenths, since small counts stray by more than a deviation and
    /// several empty bins of them are still an outage: the chain tells, by how many there are.
    pub fn over(self, spread: f64) -> f64 {
        self.floor.max(self.deviations * spread).min(0.9)
    }
}

/// Relative standard deviation of a quiet bin, by the hour of its day: a number a bin would say no more.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Spread {
    /// One an hour; none where a rule knows no noise.
    hours: Vec<f64>,
    /// From the begin of a day to the first bin.
    from: Millis,
    /// Width of a bin.
    step: Millis,
}

impl Spread {
    /// Of one bin.
    pub fn of(&self, bin: usize) -> f64 {
        let at = self.from + bin as Millis * self.step;
        self.hours.get((at % DAY / HOUR) as usize).copied().unwrap_or(0.0)
    }

    /// Of each bin, from the first on.
    pub fn each(&self) -> impl Iterator<Item = f64> {
        phases(self.from, self.step, DAY, 24).map(|hour| self.hours.get(hour).copied().unwrap_or(0.0))
    }
}

/// How far a quiet signal strays, by the hour of its day, and how long it remembers.
pub(super) struct Noise {
    pub(super) spread: Spread,
    pub(super) memory: f64,
}

/// Values that an hour needs for a spread of its own: its standard error (1.17 ÷ √n) is a fifth then.
const ENOUGH: usize = 30;
/// Residuals that are looked at, however long the file is: eight hundred an hour tell its spread to a twenty-fifth; while only the whole
/// day's is wanted, a quarter of them tell it to a sixtieth.
const LOOKED_AT: usize = 20_000;

impl Noise {
    /// Of so many bins of `step`, with the residual of each (not finite where there is none). `masked`: what is out is left out, so that
    /// every hour of the day can speak for itself.
    pub(super) fn of(len: usize, residual: impl Fn(usize) -> f64, step: Millis, masked: bool) -> Noise {
        let stride = len.div_ceil(if masked { LOOKED_AT } else { LOOKED_AT / 4 }) | 1;
        let mut hours = vec![Vec::new(); if masked { 24 } else { 0 }];
        let looked_at = (0..len).step_by(stride).map(|bin| (bin, residual(bin))).filter(|(_, own)| own.is_finite());
        let (mut all, mut pairs) = (Vec::with_capacity(len / stride + 1), Vec::with_capacity(len / stride + 1));
        for (bin, own) in looked_at {
            let hour = (bin as Millis * step % DAY / HOUR) as usize;
            hours.iter_mut().skip(hour).take(1).for_each(|hour| hour.push(own));
            all.push(own);
            pairs.push((own, residual(bin + 1)));
        }
        let whole = Noise::middle(&mut all).unwrap_or(0.0);
        // An hour may be out on most days: until that is masked, only the whole day tells.
        let own = |values: &mut Vec<f64>| if values.len() < ENOUGH { None } else { Noise::middle(values) };
        // More than twice as much is rather what is left of outages than a tail.
        let tail = if masked && whole > 0.0 { (Noise::tail(&mut all) / whole).min(2.0) } else { 1.0 };
        hours.resize(24, Vec::new());
        let raw: Vec<f64> = hours.iter_mut().map(|h| tail.max(1.0) * own(h).unwrap_or(whole)).collect();
        // Neighbouring hours and the whole day steady an estimate from few values.
        let n = raw.len();
        let steady = |i: usize| {
            let near = (at(&raw, (i + n - 1) % n) + 2.0 * at(&raw, i) + at(&raw, (i + 1) % n)) / 4.0;
            near.max(whole / 2.0)
        };
        let hours = (0..n).map(steady).collect();
        let (mut with, mut own) = (0.0, 0.0);
        for (a, b) in pairs.into_iter().filter(|(a, b)| a.abs() < 4.0 * whole && b.abs() < 4.0 * whole) {
            with += a * b;
            own += (a * a + b * b) / 2.0;
        }
        let memory = if own > 0.0 { (with / own).clamp(0.0, 0.95) } else { 0.0 };
        Noise { spread: Spread { hours, from: 0, step }, memory }
    }

    /// A robust spread from the middle half; leaves the deviations in `values`.
    fn middle(values: &mut [f64]) -> Option<f64> {
        let middle = num::median(values)?;
        num::spread(values, middle)
    }

    /// The spread that the 95th percentile of deviations tells: it sees tails that are heavier than a normal's.
    fn tail(deviations: &mut [f64]) -> f64 {
        num::quantile(deviations, 0.95).unwrap_or(0.0) / 1.96
    }
}
