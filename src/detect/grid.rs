//! Point 1, four states for a bin: [`Series`] → [`Grid`]s of equal bins, each bin a value, a true zero, missing here, or
//! missing everywhere.
//!
//! In: samples with stamps, and the window that was asked for. Out: one grid a series; bins begin at the first stamp, so a
//! file shifted in time gives the same grid shifted. A missing bin is never an outage by itself. Samples that fall into
//! one bin are averaged; a column that speaks only every k-th row is gridded on its own, slower rhythm.
//! That the bins of all series fit the device is looked at before, in `bins`.

use super::bins::{bins_of, window};
use crate::base::num;
use crate::base::time::{Millis, iso};
use crate::base::{Code, Kind, Notes, Sampling, Series, Settings, Times};
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
}

/// Fewer bins without a value are a hiccup of who measures.
const LONG_GAP: usize = 3;

/// Fewer bins tell nothing of what is usual.
pub(super) const FEW: usize = 12;

impl Grid {
    /// Puts a series on its grid, within the window of the settings. States still know only this series. That the bins of all
    /// series fit is for [`check_bins`](super::bins::check_bins) to say, before.
    pub fn new(index: usize, series: &Series, settings: &Settings) -> Grid {
        let (from, until) = window(settings);
        let step = series.step.max(1);
        let mut grid = Grid {
            series: index,
            kind: series.kind,
            start: 0,
            step,
            values: Rc::default(),
            states: Vec::new(),
            grain: 0.0,
            moments: series.sampling == Sampling::Instant,
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
        grid.states = grid.values.iter().map(|v| state(*v)).collect();
        grid.grain = grain(&grid.values);
        grid
    }

    fn gather(&mut self, series: &Series, from: Millis, until: Millis) {
        let inside = || series.samples().filter(|(at, _)| (from..until).contains(at));
        let Some((first, _)) = inside().next() else { return };
        let bins = bins_of(series, from, until);
        let mut sums = vec![0.0; bins];
        let mut counts = vec![0_u32; bins];
        for (at, value) in inside().filter(|(_, v)| v.is_finite()) {
            let bin = usize::try_from((at - first) / self.step).unwrap_or(0);
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

    /// Some of its bins, as a grid of their own.
    pub(super) fn window(&self, bins: std::ops::Range<usize>) -> Grid {
        Grid {
            start: self.moment(bins.start as f64),
            values: self.values.get(bins.clone()).unwrap_or_default().to_vec().into(),
            states: self.states.get(bins).unwrap_or_default().to_vec(),
            ..*self
        }
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

/// Tells a hole of one signal from a hole of all: where no series has a value, the collector failed, not the country.
pub(super) fn mark_gaps(grids: &mut [Grid]) {
    if grids.iter().all(|grid| !grid.states.contains(&State::Missing)) {
        return;
    }
    let heard = heard(grids);
    for grid in grids {
        // Bins and stretches both ascend: each is looked at once.
        let mut stretches = heard.iter().peekable();
        for bin in 0..grid.len() {
            if !grid.value(bin).is_nan() {
                continue;
            }
            let middle = grid.moment(bin as f64 + 0.5);
            while stretches.next_if(|(_, until)| *until <= middle).is_some() {}
            let alone = stretches.peek().is_none_or(|(from, _)| *from > middle);
            if let Some(state) = grid.states.get_mut(bin).filter(|_| alone) {
                *state = State::Gap;
            }
        }
    }
}

/// The stretches of time in which any grid has a value, in order and apart.
fn heard(grids: &[Grid]) -> Vec<(Millis, Millis)> {
    let mut own: Vec<(Millis, Millis)> = Vec::new();
    for grid in grids {
        let begun = own.len();
        for bin in (0..grid.len()).filter(|bin| !grid.value(*bin).is_nan()) {
            let (from, until) = (grid.moment(bin as f64), grid.moment(bin as f64 + 1.0));
            match own.get_mut(begun..).and_then(<[_]>::last_mut) {
                Some((_, last)) if *last == from => *last = until,
                _ => own.push((from, until)),
            }
        }
    }
    own.sort();
    let mut all: Vec<(Millis, Millis)> = Vec::new();
    for (from, until) in own {
        match all.last_mut() {
            Some((_, last)) if *last >= from => *last = until.max(*last),
            _ => all.push((from, until)),
        }
    }
    all
}

/// What the bins alone say of a file: signals that are too short, and stretches in which no signal has a value; they are not
/// counted as outages, and might be. Grids come with the labels of their series.
pub(super) fn note_bins<'a>(grids: impl Iterator<Item = (&'a Grid, &'a str)>, notes: &mut Notes) {
    let mut longest: Option<&Grid> = None;
    for (grid, label) in grids {
        let held = grid.values.iter().filter(|v| !v.is_nan()).count();
        if held < FEW {
            let message = "values are too few to tell an outage from what is usual; about a week of them is needed.";
            notes.add(Code::FewValues, format!("{label}: {held} {message}"));
        }
        longest = longest.filter(|l| l.stop() >= grid.stop()).or(Some(grid));
    }
    let Some(grid) = longest else { return };
    let stop = grid.stop();
    let mut gaps: Vec<(usize, usize)> = Vec::new();
    for bin in (0..stop).filter(|bin| grid.states.get(*bin) == Some(&State::Gap)) {
        match gaps.last_mut() {
            Some((_, until)) if *until == bin => *until = bin + 1,
            _ => gaps.push((bin, bin + 1)),
        }
    }
    gaps.retain(|(from, until)| until - from >= LONG_GAP);
    let Some((from, until)) = gaps.iter().copied().rev().max_by_key(|(from, until)| until - from) else { return };
    let [start, end] = [from, until].map(|bin| iso(grid.moment(bin as f64)));
    let more = if gaps.len() > 1 { format!(", the longest of {} such stretches", gaps.len()) } else { String::new() };
    let message = format!("No signal has values from {start} to {end}{more}: a gap is not counted as an outage.");
    notes.add(Code::NoValues, message);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::time::MINUTE;
    use crate::detect::fixtures::series;

    #[test]
    fn four_states_are_told_apart() {
        let a = series(Kind::Probing, 5, &[1.0, 0.0, f64::NAN, f64::NAN]);
        let b = series(Kind::Routes, 5, &[4.0, 4.0, 4.0, f64::NAN]);
        let settings = Settings::default();
        let mut grids = vec![Grid::new(0, &a, &settings), Grid::new(1, &b, &settings)];
        mark_gaps(&mut grids);
        assert_eq!(grids[0].states, [State::Value, State::Zero, State::Missing, State::Gap]);
        assert_eq!(grids[1].states, [State::Value, State::Value, State::Value, State::Gap]);
    }

    #[test]
    fn bins_without_a_value_and_too_few_of_them_are_noted() {
        let noted = |values: &[f64]| {
            let mut grids = vec![Grid::new(0, &series(Kind::Traffic, 5, values), &Settings::default())];
            mark_gaps(&mut grids);
            let mut notes = Notes::default();
            note_bins(grids.iter().map(|grid| (grid, "Traffic")), &mut notes);
            notes.list().iter().map(|note| format!("{}: {}", note.code, note.message)).collect::<Vec<_>>()
        };
        let n = f64::NAN;
        let whole = [5.0, n, 5.0, n, n, 5.0, 5.0, 5.0, 5.0, 5.0, 5.0, 5.0, 5.0, 5.0, 5.0];
        assert!(noted(&whole).is_empty(), "{:?}", noted(&whole));
        let holes = [&whole[..], &[n, n, n, 5.0, n, n, n, n, 5.0]].concat();
        let [hole] = &noted(&holes)[..] else { panic!("{:?}", noted(&holes)) };
        assert!(hole.starts_with("no-values: ") && hole.contains("the longest of 2") && !hole.contains("outages were"));
        assert!(noted(&whole[..9])[0].starts_with("few-values: Traffic: 6 "), "{:?}", noted(&whole[..9]));
    }

    #[test]
    fn every_signal_is_judged_by_its_own_number_of_values() {
        let (long, short) = (series(Kind::Traffic, 5, &[5.0; 40]), series(Kind::Probing, 5, &[5.0; 4]));
        let grids = [&long, &short].map(|s| Grid::new(0, s, &Settings::default()));
        let mut notes = Notes::default();
        note_bins(grids.iter().zip(["long", "short"]), &mut notes);
        let codes: Vec<_> = notes.list().iter().map(|n| (n.code, n.message.starts_with("short: 4 values"))).collect();
        assert_eq!(codes, [(Code::FewValues, true)]);
    }

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
