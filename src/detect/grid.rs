//! Point 1, four states for a bin: [`Series`] → [`Grid`]s of equal bins, each bin a value, a true zero, missing here, or
//! missing everywhere.
//!
//! In: samples with stamps, and the window that was asked for. Out: one grid a series; bins begin at the first stamp, so a
//! file shifted in time gives the same grid shifted. A missing bin is never an outage by itself. Samples that fall into
//! one bin are averaged; a column that speaks only every k-th row is gridded on its own, slower rhythm.
//! That the bins of all series fit the device is looked at before, in `bins`.

use super::bins::{bin_of, bins_of, window};
use crate::base::num;
use crate::base::time::Millis;
use crate::base::{Direction, Kind, Sampling, Series, Settings, Times, limits};
use std::rc::Rc;

/// What a bin of a series is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum State {
    /// A value.
    Value = 0,
    /// A true zero.
    Zero = 1,
    /// Missing in this signal.
    Missing = 2,
    /// Missing in every signal: the collector failed, not the country.
    Gap = 3,
}

/// A series on equal bins.
#[derive(Clone, Debug, PartialEq)]
pub struct Grid {
    /// Index of the series.
    pub series: usize,
    /// What it counts.
    pub kind: Kind,
    /// More is worse: it is read from its highest value down.
    pub rises: bool,
    /// Start of the first bin.
    pub start: Millis,
    /// Width of a bin.
    pub step: Millis,
    /// Values, `NaN` where there is none.
    pub values: Rc<Vec<f64>>,
    /// What each bin is.
    pub states: Vec<State>,
    /// How finely the source counts: the smallest distance of two values.
    pub grain: f64,
    /// True where a value holds for a moment, not for the whole bin: a partial value then says nothing about its edge.
    pub moments: bool,
    /// The series as it was read, where that has more bins than can be held.
    pub finer: Option<Finer>,
}

/// A series as it was read, where the bins of its grid are wider.
#[derive(Clone, Debug, PartialEq)]
pub struct Finer {
    /// Start of its first bin.
    pub start: Millis,
    /// Width of its bins.
    pub step: Millis,
    /// How many of them a bin of the grid holds; the last one may hold fewer.
    pub fold: usize,
    /// Values, `NaN` where there is none.
    pub values: Rc<Vec<f64>>,
}

impl Grid {
    /// Puts a series on its grid, within the window of the settings. States still know only this series. That the bins of all
    /// series fit is for `check_bins` to say, before.
    pub fn new(index: usize, series: &Series, settings: &Settings) -> Grid {
        let (from, until) = window(settings);
        let step = series.step.max(1);
        let mut grid = Grid {
            series: index,
            kind: series.kind,
            rises: series.direction == Direction::Rises,
            start: 0,
            step,
            values: Rc::default(),
            states: Vec::new(),
            grain: 0.0,
            moments: series.sampling == Sampling::Instant,
            finer: None,
        };
        match &series.times {
            Times::Grid { start, step: stride } if *stride == step => {
                let skip = |limit: Millis| {
                    let bins = limit.saturating_sub(*start).max(0);
                    usize::try_from(bins.saturating_add(step - 1) / step).unwrap_or(usize::MAX)
                };
                let (first, last) = (skip(from), skip(until).min(series.len()));
                grid.start = start + step * first as Millis;
                grid.values = match series.values.get(first..last).unwrap_or_default() {
                    all if all.len() == series.len() => Rc::clone(&series.values),
                    some => some.to_vec().into(),
                };
            }
            _ => grid.gather(series, from, until),
        }
        if grid.values.iter().any(|value| value.is_infinite()) {
            let values = Rc::make_mut(&mut grid.values).iter_mut();
            values.filter(|value| value.is_infinite()).for_each(|value| *value = f64::NAN);
        }
        grid.slow_down();
        // A bin that is named by its end begins a step before; a moment stands in the middle of its bin.
        grid.start -= match series.sampling {
            Sampling::BinStart => 0,
            Sampling::BinEnd => grid.step,
            Sampling::Instant => grid.step / 2,
        };
        grid.grain = grain(&grid.values);
        grid.widen(limits::BINS);
        // Means of counts lie as much closer.
        grid.grain /= grid.finer.as_ref().map_or(1, |finer| finer.fold) as f64;
        grid.states = grid.values.iter().map(|v| state(*v)).collect();
        grid
    }

    fn gather(&mut self, series: &Series, from: Millis, until: Millis) {
        let inside = || series.samples().filter(|(at, _)| (from..until).contains(at));
        let Some((first, _)) = inside().next() else { return };
        let bins = bins_of(series, from, until);
        let mut sums = vec![0.0; bins];
        let mut counts = vec![0_u32; bins];
        for (at, value) in inside().filter(|(_, v)| v.is_finite()) {
            let bin = bin_of(at - first, self.step);
            if let (Some(sum), Some(count)) = (sums.get_mut(bin), counts.get_mut(bin)) {
                *sum += value;
                *count += 1;
            }
        }
        self.start = first;
        // A sum of nothing, 0 ÷ 0, is no value.
        sums.iter_mut().zip(&counts).for_each(|(sum, count)| *sum /= f64::from(*count));
        self.values = sums.into();
    }

    /// A column that has a value only every k-th row is a series of that slower rhythm, not one full of holes.
    fn slow_down(&mut self) {
        if self.values.iter().filter(|v| !v.is_nan()).count() * 2 > self.values.len() + 1 {
            return;
        }
        let held: Vec<usize> = self.values.iter().enumerate().filter(|(_, v)| !v.is_nan()).map(|(i, _)| i).collect();
        let mut strides: Vec<usize> = held.iter().zip(held.iter().skip(1)).map(|(a, b)| b - a).collect();
        let middle = strides.len() / 2;
        let (Some(&first), false) = (held.first(), strides.is_empty()) else { return };
        strides.sort();
        let stride = strides.get(middle).copied().unwrap_or(1);
        let regular = held.iter().filter(|i| (*i - first) % stride == 0).count();
        // Nine in ten on one beat is a rhythm; fewer are scattered holes.
        if stride < 2 || regular * 10 < held.len() * 9 {
            return;
        }
        self.start += first as Millis * self.step;
        self.values = self.values.iter().skip(first).step_by(stride).copied().collect::<Vec<f64>>().into();
        self.step *= stride as Millis;
    }

    /// The same with the blanks of some stretches as zeros.
    pub(super) fn with_zeros(&self, stretches: &[std::ops::Range<usize>]) -> Grid {
        let mut values = self.values.to_vec();
        for bins in stretches {
            let blank = values.iter_mut().take(bins.end).skip(bins.start).filter(|v| v.is_nan());
            blank.for_each(|v| *v = 0.0);
        }
        Grid { values: values.into(), ..self.clone() }
    }

    /// The values as they were read: these, where no bin is wider.
    pub fn finest(&self) -> Finer {
        let own = || Finer { start: self.start, step: self.step, fold: 1, values: Rc::clone(&self.values) };
        self.finer.clone().unwrap_or_else(own)
    }

    /// Number of bins.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// True where there is no bin.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The moment that lies `bins` bins after the start of the grid.
    pub fn moment(&self, bins: f64) -> Millis {
        self.start + libm::round(bins * self.step as f64) as Millis
    }

    /// The bin that a moment falls into.
    pub fn bin(&self, at: Millis) -> Option<usize> {
        let bin = usize::try_from((at - self.start).div_euclid(self.step)).ok()?;
        (bin < self.len()).then_some(bin)
    }

    /// The value of a bin; `NaN` where there is none.
    pub fn value(&self, bin: usize) -> f64 {
        at(&self.values, bin)
    }

    /// One after the last bin that holds a value: where the data stop.
    pub fn stop(&self) -> usize {
        self.values.iter().rposition(|v| !v.is_nan()).map_or(0, |i| i + 1)
    }
}

/// The number at an index; `NaN` beyond the ends.
pub(super) fn at(values: &[f64], index: usize) -> f64 {
    values.get(index).copied().unwrap_or(f64::NAN)
}

/// Which of `parts` equal parts of a period each bin of `step` begins in, from one on that begins `from` after a period did. It
/// counts instead of dividing: it is asked for every bin several times over.
pub(super) fn phases(from: Millis, step: Millis, period: Millis, parts: usize) -> impl Iterator<Item = usize> {
    let from = from % period * parts as Millis;
    let (mut phase, mut into) = ((from / period) as usize, from % period);
    std::iter::from_fn(move || {
        let own = phase;
        into += step * parts as Millis;
        while into >= period {
            into -= period;
            phase = if phase + 1 < parts { phase + 1 } else { 0 };
        }
        Some(own)
    })
}

fn state(value: f64) -> State {
    if value.is_nan() {
        State::Missing
    } else if value == 0.0 {
        State::Zero
    } else {
        State::Value
    }
}

/// The smallest distance of two different values among the first 5,000: a count that was rounded shows its grain there.
fn grain(values: &[f64]) -> f64 {
    let mut held: Vec<f64> = values.iter().take(5_000).copied().filter(|v| !v.is_nan()).collect();
    num::ascending(&mut held);
    let gaps = held.iter().zip(held.iter().skip(1)).map(|(a, b)| b - a);
    gaps.filter(|gap| *gap > 0.0).min_by(f64::total_cmp).unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::time::MINUTE;
    use crate::detect::fixtures::series;

    #[test]
    fn a_slow_column_keeps_its_own_rhythm() {
        let n = f64::NAN;
        let a = series(Kind::Traffic, 5, &[n, 1.0, n, n, 2.0, n, n, 3.0, n, n, 4.0]);
        let grid = Grid::new(0, &a, &Settings::default());
        assert_eq!(grid.values[..], [1.0, 2.0, 3.0, 4.0]);
        assert_eq!(grid.step, 15 * MINUTE);
        assert_eq!(grid.start, a.at(1).unwrap());
    }

    #[test]
    fn the_window_cuts_and_a_bin_end_begins_a_step_before() {
        let mut a = series(Kind::Routes, 5, &[1.0, 2.0, 3.0, 4.0]);
        let mut settings = Settings::default();
        (settings.from, settings.until) = (a.at(1), a.at(3));
        assert_eq!(Grid::new(0, &a, &settings).values[..], [2.0, 3.0]);
        assert!(Rc::ptr_eq(&Grid::new(0, &a, &Settings::default()).values, &a.values), "a second copy");
        a.sampling = Sampling::BinEnd;
        let grid = Grid::new(0, &a, &settings);
        assert_eq!(grid.start, a.at(0).unwrap());
        let stamps: Vec<_> = (0..4).filter_map(|i| a.at(i)).collect();
        a.times = Times::Stamps(stamps);
        assert_eq!(Grid::new(0, &a, &settings), grid);
    }
}
