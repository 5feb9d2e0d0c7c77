//! Values as cycles of a day or a week, one a row.
//!
//! In: coarse blocks of values. Out: rows of equal parts, each with the day of the week that its middle falls on.

use crate::base::num;
use crate::base::time::{DAY, Millis};

/// All but one day in five: a day of rest in a week is one in seven, two are more.
const ONE_IN_FIVE: f64 = 0.8;

/// Cycles of equal parts, as rows.
pub(super) struct Cycles {
    /// Values by row; `NaN` where there is none.
    pub(super) rows: Vec<Vec<f64>>,
    /// Day of the week of each row's middle, 0 is Monday.
    pub(super) weekdays: Vec<usize>,
    /// Parts of a cycle.
    pub(super) parts: usize,
}

/// The moment of the day at which a new one begins for people: in the middle of the quietest six hours.
pub(super) fn quietest(blocks: &[f64], start: Millis, width: Millis, parts: usize) -> Millis {
    let mut sums = vec![(0.0, 0.0); parts];
    for (k, value) in blocks.iter().enumerate().filter(|(_, v)| !v.is_nan()) {
        let part = ((start + k as Millis * width).rem_euclid(DAY) / width) as usize % parts;
        if let Some(sum) = sums.get_mut(part) {
            *sum = (sum.0 + value, sum.1 + 1.0);
        }
    }
    let around = (parts / 8).max(1);
    let level = |part: usize| {
        let near = (0..=2 * around).filter_map(|k| sums.get((part + parts + k - around) % parts));
        let (sum, count) = near.fold((0.0, 0.0), |a, s| (a.0 + s.0, a.1 + s.1));
        if count > 0.0 { sum / count } else { f64::INFINITY }
    };
    let lowest = (0..parts).map(|part| (part, level(part))).min_by(|a, b| a.1.total_cmp(&b.1));
    lowest.map_or(0, |(part, _)| part as Millis * width)
}

/// The moment of the day at which days of another kind begin with a step: where what changes from one part to the next differs most
/// from day to day, on one day in five at least, so that outages do not tell.
pub(super) fn steps(blocks: &[f64], start: Millis, width: Millis, parts: usize) -> Millis {
    let mut changes = vec![Vec::new(); parts];
    for (k, (before, after)) in blocks.iter().zip(blocks.iter().skip(1)).enumerate() {
        let part = ((start + (k as Millis + 1) * width).rem_euclid(DAY) / width) as usize % parts;
        let change = after - before;
        changes.iter_mut().skip(part).take(1).filter(|_| !change.is_nan()).for_each(|own| own.push(change));
    }
    let differs = |own: &mut Vec<f64>| {
        let usual = num::median(own)?;
        own.iter_mut().for_each(|change| *change = (*change - usual).abs());
        num::quantile(own, ONE_IN_FIVE)
    };
    let most = changes.iter_mut().map(|own| differs(own).unwrap_or(0.0)).enumerate().max_by(|a, b| a.1.total_cmp(&b.1));
    most.map_or(0, |(part, _)| part as Millis * width)
}

/// Where moments lie in cycles: by their time, so that a width that does not divide the day drifts nowhere.
#[derive(Clone, Debug)]
pub(in crate::detect) struct Clock {
    /// Begin of the first cycle.
    pub(super) begin: Millis,
    /// Length of a cycle.
    pub(super) length: Millis,
    /// Its equal parts.
    pub(super) parts: usize,
}

impl Clock {
    /// The whole cycles that moments lie in.
    pub(super) fn around(&self, from: Millis, until: Millis) -> (Millis, Millis) {
        let first = (from - self.begin).div_euclid(self.length);
        let last = (until - 1 - self.begin).div_euclid(self.length);
        (self.begin + first * self.length, self.begin + (last + 1) * self.length)
    }

    /// The part that a moment lies in, counted through all cycles.
    pub(super) fn place(&self, at: Millis) -> usize {
        let since = (at - self.begin).max(0);
        let part = since % self.length * self.parts as Millis / self.length;
        (since / self.length) as usize * self.parts + part as usize
    }
}

impl Cycles {
    /// Blocks as rows of cycles; `place` is where each lies.
    pub(super) fn of(blocks: &[f64], clock: &Clock, place: impl Fn(usize) -> usize, daily: bool) -> Cycles {
        let count = blocks.len().checked_sub(1).map_or(0, |last| place(last) / clock.parts + 1);
        let mut rows = vec![vec![f64::NAN; clock.parts]; count];
        for (block, value) in blocks.iter().enumerate() {
            let place = place(block);
            if let Some(cell) = rows.get_mut(place / clock.parts).and_then(|row| row.get_mut(place % clock.parts)) {
                *cell = *value;
            }
        }
        let weekday = |row: usize| {
            let middle = clock.begin + row as Millis * clock.length + DAY / 2;
            if daily { ((middle.div_euclid(DAY) + 3).rem_euclid(7)) as usize } else { 0 }
        };
        Cycles { rows, weekdays: (0..count).map(weekday).collect(), parts: clock.parts }
    }

    /// The same with so many parts in one, by their mean.
    pub(super) fn grouped(&self, group: usize) -> Cycles {
        let mean = |values: &[f64]| {
            let held = values.iter().filter(|v| v.is_finite());
            let (sum, count) = held.fold((0.0, 0), |a, v| (a.0 + v, a.1 + 1));
            if count > 0 { sum / f64::from(count) } else { f64::NAN }
        };
        let rows = self.rows.iter().map(|row| row.chunks(group).map(mean).collect()).collect();
        Cycles { rows, weekdays: self.weekdays.clone(), parts: self.parts.div_ceil(group) }
    }
}
