//! Points 2 and 3: what a signal is expected to be, and how far it strays by itself, fitted with candidate outages masked
//! and iterated to a fixed point.
//!
//! In: one grid. Out: a [`Fit`]: baseline and relative spread of every bin. The work is done on blocks of about a quarter of
//! an hour, so a year of minutes costs little more than a year of quarter-hours; only the last pass looks at every bin.
//! Refused: nothing; a series too short for a rhythm gets a level, and one without values gets no expectation.

mod level;
mod season;

use super::grid::{Grid, at};
use super::noise::{Least, Noise, Spread};
use super::segments::{Chain, Run, evidence, runs};
use crate::base::time::{DAY, HOUR, MINUTE, Millis};
use crate::base::{Kind, num};
use level::{SMALLEST, Steps, level, steps};
use season::{SUDDEN, Season};

/// What is expected of a signal.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fit {
    /// Expected value of each bin; `NaN` where nothing is expected.
    pub baseline: Vec<f64>,
    /// How far quiet bins stray.
    pub spread: Spread,
    /// How much of a bin's noise the next one inherits (lag-1 autocorrelation), 0 to 1.
    pub memory: f64,
    /// Bins at which a new level begins for good.
    pub shifts: Vec<usize>,
}

impl Fit {
    /// What is expected of some of the bins.
    pub(super) fn window(&self, bins: std::ops::Range<usize>) -> Fit {
        Fit {
            baseline: self.baseline.get(bins.clone()).unwrap_or_default().to_vec(),
            spread: self.spread.from_bin(bins.start),
            memory: self.memory,
            shifts: self.shifts.iter().filter(|s| bins.contains(*s)).map(|s| s - bins.start).collect(),
        }
    }
}

/// Width of a coarse block: a quarter of an hour is shorter than any rhythm of people and than most outages.
const BLOCK: Millis = 15 * MINUTE;
/// A file beyond a quarter of a year is looked at by half-hours: it has as many blocks, and days enough for its rhythm.
const LONG: Millis = 90 * DAY;
/// Share of the level below which a block is all but empty: from a depth of 0.9 on an outage is called total.
const EMPTY: f64 = 0.1;
/// Rounds of masking and fitting; in the simulator the masks stop changing after the second or third.
const ROUNDS: usize = 4;
/// Quarters of a day on each side of the level's window: half a week each way while outages may still be in it, then three quarters
/// of a day.
const REACH: [usize; 2] = [14, 3];

/// Smallest drop that is called an outage, for a sensitivity of 0 to 1. At the middle it lies 5 standard deviations above the noise,
/// where a Gaussian gives one false bin in 3.5 million, 7 and 3 at the ends; and it is three quarters of the faintest that is
/// looked for (35 % of traffic, 20 % of probing, 10 % of routes, 60 % of a telescope: the scoreboard's ranges), so that a quiet
/// weekend of a file too short for a weekly rhythm stays below it, doubled and halved at the ends.
pub(super) fn least(kind: Kind, sensitivity: f64) -> Least {
    let faintest = match kind {
        Kind::Routes => 0.1,
        Kind::Traffic | Kind::Service => 0.35,
        Kind::Telescope => 0.6,
        Kind::Probing | Kind::Other | Kind::Latency | Kind::Loss => 0.2,
    };
    let floor = (0.75 * faintest * num::pow(2.0, 1.0 - 2.0 * sensitivity)).min(0.9);
    Least { floor, deviations: 7.0 - 4.0 * sensitivity }
}

/// The prices of the chain for bins of a width: outages begin about once a month, and the median one of 896 national outages
/// lasts 2.67 hours (IODA's curated list, 2018–2022).
pub(super) fn chain(step: Millis, memory: f64) -> Chain {
    let step = step as f64;
    Chain {
        // A sudden fall is news even in noise with a long memory: at least two fifths of it.
        fresh: ((1.0 - memory) / (1.0 + memory)).max(0.4),
        onset: num::ln((30.0 * DAY as f64 / step).max(2.0)),
        recovery: num::ln((2.67 * HOUR as f64 / step).max(2.0)),
    }
}

/// Fits a signal.
pub(super) fn fit(grid: &Grid) -> Fit {
    let long = grid.len() as Millis * grid.step > LONG;
    let block = if long { 2 * BLOCK } else { BLOCK };
    let per = ((block / grid.step) as usize).max(1);
    let step = grid.step * per as Millis;
    let blocks: Vec<f64> = grid.values.chunks(per).map(mean).collect();
    let least = least(grid.kind, 0.5);
    // Routes and hosts that answer have no habits; what falls at one stroke by as much as an outage is none of theirs.
    let sudden = if matches!(grid.kind, Kind::Routes | Kind::Probing) { least.floor } else { SUDDEN };
    let mut mask = vec![false; blocks.len()];
    let mut season = Season::flat();
    let mut found = Steps::default();
    let mut levels = level(&blocks, step, &[], REACH[0], false);
    for round in 0..ROUNDS {
        let quiet = |values: &[f64], mask: &[bool]| -> Vec<f64> {
            values.iter().zip(mask).map(|(v, out)| if *out { f64::NAN } else { *v }).collect()
        };
        // At the first look a long outage has pulled the level down with it, and would pass for a usual night: half of the file's
        // median level is the least.
        let lowest = if round == 0 { num::median(&mut levels.clone()).unwrap_or(0.0) / 2.0 } else { 0.0 };
        let by_level = blocks.iter().zip(&levels).zip(&mask).map(|((value, level), out)| {
            if *out { f64::NAN } else { value / level.max(lowest).max(f64::MIN_POSITIVE) }
        });
        let by_level: Vec<f64> = by_level.collect();
        season = Season::fit(&by_level, step, (round == 0).then_some(sudden));
        let factors: Vec<f64> = season.factors(step).take(blocks.len()).collect();
        let ratios: Vec<f64> = blocks.iter().zip(&factors).map(|(v, factor)| v / factor).collect();
        // What is all but empty, where its week and its hour of the day are not, is out whatever the noise; on most nights it may be.
        let empty = |levels: &[f64]| -> Vec<bool> {
            let blocks = ratios.iter().zip(levels).zip(&factors);
            blocks.map(|((r, level), factor)| *r < EMPTY * level && *factor > EMPTY).collect()
        };
        if round == 0 {
            mask = empty(&levels);
            found = steps(&quiet(&ratios, &mask), step, least.floor);
            for (from, until) in &found.drops {
                mask.iter_mut().take(*until).skip(*from).for_each(|m| *m = true);
            }
        }
        levels = level(&quiet(&ratios, &mask), step, &found.shifts, *REACH.get(round).unwrap_or(&REACH[1]), round > 0);
        let drops: Vec<f64> = ratios.iter().zip(&levels).map(|(r, l)| 1.0 - r / l).collect();
        let calm = |bin: usize| if mask.get(bin) == Some(&true) { f64::NAN } else { at(&drops, bin) };
        let noise = Noise::of(drops.len(), calm, step, false);
        let chain = chain(step, noise.memory);
        let scores = drops.iter().zip(noise.spread.each()).map(|(d, s)| evidence(*d, least.over(s), s));
        let out = runs(scores, chain);
        // A drop that recovers to a lower level is an outage first and a shift afterwards.
        for shift in &mut found.shifts {
            let dip =
                out.iter().find(|run| run.from + 1 >= *shift && run.from <= *shift + 2 && run.until < blocks.len());
            *shift = dip.map_or(*shift, |run| run.until);
        }
        let mut next = vec![false; blocks.len()];
        let long = found.drops.iter().map(|d| Run { from: d.0, until: d.1 });
        let empty = empty(&levels);
        let empty = (0..).zip(&empty).filter(|(_, empty)| **empty).map(|(at, _)| Run { from: at, until: at + 1 });
        for run in out.iter().copied().chain(long).chain(empty) {
            // One block more on each side: a ramp's foot is no baseline.
            let (from, until) = (run.from.saturating_sub(1), run.until + 1);
            next.iter_mut().take(until).skip(from).for_each(|m| *m = true);
        }
        if next == mask && round > 1 {
            break;
        }
        mask = next;
    }
    // What looked like a step before the rhythm was known, and is none.
    let lasting = |now: f64, before: f64| (now / before - 1.0).abs() >= SMALLEST;
    found.shifts.retain(|shift| lasting(at(&levels, *shift), at(&levels, shift.wrapping_sub(1))));
    fine(grid, per, &season, &levels, &mask, &found.shifts)
}

/// Brings season and level from the blocks to the bins, and looks at the noise there.
fn fine(grid: &Grid, per: usize, season: &Season, levels: &[f64], mask: &[bool], shifts: &[usize]) -> Fit {
    let step = grid.step * per as Millis;
    let expected: Vec<f64> = levels.iter().zip(season.factors(step)).map(|(l, factor)| l * factor).collect();
    let mut begins = vec![false; levels.len() + 1];
    for shift in shifts {
        begins.iter_mut().skip(*shift).take(1).for_each(|b| *b = true);
    }
    let edge = |block: usize| begins.get(block) == Some(&true);
    let mut baseline = Vec::with_capacity(grid.len());
    for (block, bins) in grid.values.chunks(per).enumerate() {
        let here = at(&expected, block);
        // Straight lines between the middles of the blocks, but never across a shift.
        let slope = |edge: bool, other: usize| {
            let there = if edge { f64::NAN } else { at(&expected, other) };
            if there.is_nan() { 0.0 } else { (there - here) / per as f64 }
        };
        let (before, after) = (slope(edge(block), block.wrapping_sub(1)), slope(edge(block + 1), block + 1));
        baseline.extend((0..bins.len()).map(|bin| {
            let part = bin as f64 + 0.5 - per as f64 / 2.0;
            here + if part < 0.0 { -before * part } else { after * part }
        }));
    }
    let mut shifts: Vec<usize> = shifts.iter().map(|block| block * per).collect();
    for shift in &mut shifts {
        *shift = place(grid, &mut baseline, mask, *shift, per);
    }
    let quiet = |bin: usize| {
        if mask.get(bin / per).copied().unwrap_or(false) {
            f64::NAN
        } else {
            1.0 - grid.value(bin) / at(&baseline, bin)
        }
    };
    let Noise { spread, memory } = Noise::of(grid.len(), quiet, grid.step, true);
    Fit { baseline, spread, memory, shifts }
}

/// Moves a shift from its block to the very bin, and the baseline with it; one that ends an outage stays where that ends.
fn place(grid: &Grid, baseline: &mut [f64], mask: &[bool], shift: usize, per: usize) -> usize {
    let (Some(before), Some(after)) = (baseline.get(shift.wrapping_sub(1)).copied(), baseline.get(shift).copied())
    else {
        return shift;
    };
    let (from, until) = (shift.saturating_sub(2 * per), (shift + 2 * per).min(grid.len()));
    if mask.get(shift.saturating_sub(1) / per) == Some(&true) {
        return shift;
    }
    let (mut best, mut lowest, mut cost) = (from, 0.0, 0.0);
    for bin in from..until {
        let value = grid.value(bin);
        if !value.is_nan() {
            cost += (value - before).abs() - (value - after).abs();
        }
        if cost < lowest {
            (best, lowest) = (bin + 1, cost);
        }
    }
    for (bin, expected) in baseline.iter_mut().enumerate().take(until).skip(from) {
        *expected = if bin < best { before } else { after };
    }
    best
}

fn mean(values: &[f64]) -> f64 {
    let (mut sum, mut count) = (0.0, 0_u32);
    for value in values.iter().filter(|v| !v.is_nan()) {
        sum += value;
        count += 1;
    }
    if count > 0 { sum / f64::from(count) } else { f64::NAN }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Settings;
    use crate::detect::fixtures::series;
    use crate::detect::prng::Prng;

    /// Day and night are two crowds of quarters; a median over an odd number of them once leapt between the two, and the
    /// level took a part of the daily wave.
    #[test]
    fn a_clean_daily_wave_is_all_season_whatever_its_length() {
        for (days, minutes) in [(14, 5), (28, 15), (31, 15), (70, 15), (174, 30)] {
            let per_day = 24 * 60 / minutes;
            let mut prng = Prng::new(5);
            let wave = |i: usize| 1.0 + 0.4 * libm::sin(i as f64 / per_day as f64 * std::f64::consts::TAU);
            let truth: Vec<f64> = (0..days * per_day).map(|i| 1_000.0 * wave(i)).collect();
            let values: Vec<f64> = truth.iter().map(|v| v * (1.0 + 0.02 * prng.normal())).collect();
            let grid = Grid::new(0, &series(Kind::Traffic, minutes as i64, &values), &Settings::default());
            let fit = fit(&grid);
            let mut off: Vec<f64> = truth.iter().zip(&fit.baseline).map(|(t, b)| (b / t - 1.0).abs()).collect();
            assert!(num::quantile(&mut off, 0.9).unwrap() < 0.03, "{days} days of {minutes} minutes");
        }
    }
}
