//! Points 2 and 3: what a signal is expected to be, with hindsight: rhythm × level, candidates masked, to a fixed point.
//!
//! In: one grid. Out: a [`Fit`]: baseline and relative spread of every bin, and the candidates of outages that were masked.
//! Where more is worse the signal is read from its top, so that a rise is a fall.
//! Refused: nothing; a series too short for a rhythm gets a level, and one without values gets no expectation.

mod cuts;
mod cycles;
mod bounded;
mod level;
mod rhythm;
mod short;
mod steady;

use super::grid::{Grid, at};
use super::noise::{Noise, Spread};
use super::scales::Scales;
use super::segments::{Candidate, Run, candidates};
use super::selection::{Limits, outages};
use super::traits::Traits;
use crate::base::time::{DAY, Millis};
use crate::base::{Kind, num};
use rhythm::{Repeats, Rhythm, cycle, rhythm};
use std::borrow::Cow;

/// What is expected of a signal.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fit {
    /// Expected value of each bin; `NaN` where nothing is expected.
    pub baseline: Vec<f64>,
    /// The value at which nothing is left: 0, or the worst one where more is worse.
    pub bottom: f64,
    /// How far quiet bins stray.
    pub spread: Spread,
    /// How much of a bin's noise the next one inherits (lag-1 autocorrelation), 0 to 1.
    pub memory: f64,
    /// What may be an outage.
    pub(super) candidates: Vec<Candidate>,
    /// What is known of the file besides.
    pub(super) traits: Traits,
}

/// Rounds of masking and fitting; masks stop changing after the second or third.
const ROUNDS: usize = 3;
/// Blocks of time that a law of extremes takes, while outages may still be unmasked and then.
const FEW: [f64; 2] = [12.0, 6.0];
/// Share of values below nothing from which the lowest value is the bottom; fewer are slips.
const NEGATIVE: f64 = 0.02;

/// Values of a day, and days, that tell what is usual in one.
const TELLING: usize = 20;
const DAYS: usize = 5;

/// No rhythm of days and weekends explains what is worse for as long without a break.
const LONGER_THAN_A_RHYTHM: Millis = 3 * DAY;

/// The values with falls bad and nothing at 0, and where that 0 lies.
fn oriented(grid: &Grid) -> (Cow<'_, [f64]>, f64) {
    let held = || grid.values.iter().copied().filter(|v| !v.is_nan());
    let (low, high) = held().fold((f64::INFINITY, f64::NEG_INFINITY), |a, v| (a.0.min(v), a.1.max(v)));
    if grid.rises {
        return (grid.values.iter().map(|v| high - v).collect::<Vec<f64>>().into(), high);
    }
    if low < 0.0 {
        let negative = held().filter(|v| *v < 0.0).count() as f64 / held().count() as f64;
        let bottom = if negative > NEGATIVE { low } else { 0.0 };
        let above = |v: &f64| if v.is_nan() { f64::NAN } else { (v - bottom).max(0.0) };
        return (grid.values.iter().map(above).collect::<Vec<f64>>().into(), bottom);
    }
    (grid.values.as_slice().into(), 0.0)
}

/// Where a count of what is down begins or ends far up and returns over days, the level that it returns to: a rhythm would take the
/// return for days that differ, and a level of the days around for what is usual.
fn rest_of_slow_return(grid: &Grid, ends: &[Candidate], bottom: f64) -> Option<f64> {
    if !grid.rises || grid.kind == Kind::Latency {
        return None;
    }
    let long = |c: &Candidate| (c.run.until - c.run.from) as Millis * grid.step >= LONGER_THAN_A_RHYTHM;
    ends.iter().find(|c| long(c) && is_risen(c, bottom)).map(|c| c.left)
}

/// Fits a signal.
pub(super) fn fit(grid: &Grid) -> Fit {
    let (values, bottom) = oriented(grid);
    let n = values.len();
    let mut mask = vec![false; n];
    let mut traits =
        Traits { start: grid.start, step: grid.step, bins: n, cycle: cycle(grid.step, n), ..Traits::default() };
    // Once seen, a cut stays one: when its outages are masked it can't be seen again.
    let mut cut = vec![false; n];
    let mut found = Vec::new();
    let mut fitted = Rhythm::flat(n);
    let ends = bounded::ends(&values);
    let rest = rest_of_slow_return(grid, &ends, bottom);
    if values.iter().filter(|v| !v.is_nan()).count() >= LEAST {
        for round in 0..ROUNDS {
            fitted = match rest {
                Some(_) => Rhythm::flat(n),
                None => rhythm(&values, &mask, grid.start, grid.step, grid.grain),
            };
            let rhythm = &fitted;
            traits.knows_weeks = rhythm.repeats != Repeats::Day && traits.days() >= 3.0;
            for bins in &rhythm.cuts {
                cut.iter_mut().take(bins.end).skip(bins.start).for_each(|c| *c = true);
            }
            let unlike: Vec<bool> = mask.iter().zip(&cut).map(|(out, cut)| *out || *cut).collect();
            let mut scales =
                Scales::new(&values, &rhythm.factors, &unlike, traits.cycle, grid.grain).rising(grid.rises);
            traits.swing = if grid.rises { worst(&values, &mask, traits.cycle) } else { swing(&values, &mask) };
            let mut plain = Vec::new();
            if rhythm.repeats == Repeats::Nothing {
                plain.extend(short::apart(&values));
                // The time of an answer never rests: beside one slow answer all others only look alike.
                if grid.kind != Kind::Latency {
                    plain.extend(steady::falls(&values));
                }
            }
            let mut out_by_laws_of = |few: f64| {
                scales.learn(few);
                traits.visible = scales.visible(grid.step);
                found = candidates(&scales, &runs(&cut), 0.7 * Limits::of(1.0, traits.swing).floor);
                // On a day that nobody works on less is used; what fails, or takes longer, is no more for it.
                if !grid.rises {
                    mark_holidays(&mut found, &values, rhythm, &traits);
                }
                if !traits.has_long_bins() {
                    hold_against_singles(&mut found, &scales);
                }
                // What is worse for longer than three cycles no rhythm explains.
                let beyond = if rhythm.repeats == Repeats::Nothing { 0 } else { 3 * traits.cycle.max(4) };
                found.extend(ends.iter().filter(|c| c.run.until - c.run.from > beyond));
                found.extend(&plain);
                found.retain(|c| !grid.rises || is_risen(c, bottom));
                masked(&outages(&found, Limits::of(0.5, traits.swing), &traits), 0, n)
            };
            let mut next = out_by_laws_of(if round == 0 { FEW[0] } else { FEW[1] });
            if round == 0 && next == mask {
                next = out_by_laws_of(FEW[1]);
            }
            if next == mask {
                break;
            }
            mask = next;
        }
    }
    let kept = outages(&found, Limits::of(0.5, traits.swing), &traits);
    let expected = match rest {
        Some(level) => vec![level; n],
        None => expected(&values, &fitted.factors, &kept, grid.step),
    };
    let quiet = |bin: usize| {
        if mask.get(bin) == Some(&true) { f64::NAN } else { 1.0 - at(&values, bin) / at(&expected, bin) }
    };
    let Noise { spread, memory } = Noise::of(n, quiet, grid.step, true);
    let baseline = expected.iter().map(|e| if grid.rises { bottom - e } else { bottom + e }).collect();
    Fit { baseline, bottom, spread, memory, candidates: found, traits }
}

/// The bins that are out, and so many beside them.
fn masked(outages: &[Candidate], beside: usize, bins: usize) -> Vec<bool> {
    let mut mask = vec![false; bins];
    for candidate in outages {
        let (from, until) = (candidate.run.from.saturating_sub(beside), candidate.run.until + beside);
        mask.iter_mut().take(until).skip(from).for_each(|m| *m = true);
    }
    mask
}

/// Where more is worse there is no daily swing to hold a rise against, but an ordinary worst: 2.5 times as much (one value in twenty of a usual
/// day comes so far) is asked for; given as the swing of which a floor takes its share.
fn worst(values: &[f64], mask: &[bool], cycle: usize) -> f64 {
    let n = values.len();
    let held = |from: usize, until: usize| {
        let stride = (until - from).div_ceil(20_000).max(1);
        let bins = (from..until).step_by(stride).filter(|bin| mask.get(*bin) != Some(&true));
        bins.map(|bin| at(values, bin)).filter(|v| !v.is_nan()).collect::<Vec<f64>>()
    };
    let mut all = held(0, n);
    let mut low = num::quantile(&mut all, 0.05);
    if cycle >= TELLING {
        // A storm may fill more than one bin in twenty, but not half of the days.
        let days = (0..n / cycle).map(|day| held(day * cycle, (day + 1) * cycle)).filter(|day| 2 * day.len() >= cycle);
        let mut lows: Vec<f64> = days.filter_map(|mut day| num::quantile(&mut day, 0.05)).collect();
        low = if lows.len() >= DAYS { num::median(&mut lows) } else { low };
    }
    match (low, num::median(&mut all)) {
        (Some(low), Some(middle)) if middle > 0.0 => (2.5 / 0.4 * (1.0 - low / middle)).clamp(0.0, 1.5),
        _ => 1.0,
    }
}

/// Where more is worse: whether it is half as much again as usual. A slower answer is no outage.
fn is_risen(candidate: &Candidate, bottom: f64) -> bool {
    let usual = [candidate.left, candidate.right].into_iter().filter(|l| !l.is_nan()).fold(f64::INFINITY, f64::min);
    let (quiet, worse) = (bottom - usual, bottom - usual * (1.0 - candidate.depth));
    worse >= 1.5 * quiet
}

/// What fails alone fails twice in a row by chance as often as its square: short candidates are held against single bins as low.
fn hold_against_singles(found: &mut [Candidate], scales: &Scales<'_>) {
    let short = |c: &Candidate| c.run.until - c.run.from <= 8;
    if !found.iter().any(short) {
        return;
    }
    let (single, n) = (singles(scales), scales.len() as f64);
    for candidate in found.iter_mut().filter(|c| short(c)) {
        let as_low = single.partition_point(|left| *left <= 1.0 - 0.8 * candidate.depth) as f64 / n;
        let length = (candidate.run.until - candidate.run.from) as f64;
        candidate.by_itself = candidate.by_itself.max(n * num::pow(as_low, length));
    }
}

/// What is left in each single bin that lies below half of both neighbours, ascending.
fn singles(scales: &Scales<'_>) -> Vec<f64> {
    let mut single = Vec::new();
    let (mut before, mut own) = (f64::NAN, f64::NAN);
    for (bin, after) in scales.left().enumerate() {
        // The first bin has one neighbour.
        if bin >= 2 && own < 0.5 * before.min(after) {
            single.push(own);
        }
        (before, own) = (own, after);
    }
    num::ascending(&mut single);
    single
}

/// A holiday has the level of a quieter day to about a third, and its shape to a fifth.
const ALIKE: f64 = 0.65;
const SHAPE: f64 = 0.2;
/// Longest, as Easter is with a bridge day.
const LONGEST_HOLIDAY: Millis = 5 * DAY;
/// Where counts stray by more than that, days are of the quieter kind if they lie half as far from it as from their own.
const QUIETER: f64 = 0.5;

/// Marks candidates of up to some days that are quieter days of the week at another place. All of the days around them have to be: an
/// outage begins and ends within days, and on a holiday only the morning's rush may be missing.
fn mark_holidays(found: &mut [Candidate], values: &[f64], rhythm: &Rhythm, traits: &Traits) {
    let Some(days) = rhythm.days.as_ref().filter(|_| !rhythm.rest.is_empty()) else { return };
    // What is counted, its share of an expectation, and how far it lies from so much of that, or from another share.
    let against = |bins: std::ops::Range<usize>, expected: &[f64], share: Option<f64>| {
        let pairs = || {
            let both = bins.clone().map(|bin| (at(values, bin), at(expected, bin)));
            both.filter(|(v, e)| !v.is_nan() && !e.is_nan())
        };
        let (value, usual) = pairs().fold((0.0, 0.0), |a, (v, e)| (a.0 + v, a.1 + e));
        let scale = share.unwrap_or(value / usual);
        (value, scale, pairs().fold(0.0, |off, (v, e)| off + (v - scale * e).abs()))
    };
    let alike = |scale: f64| (ALIKE..=1.0 / ALIKE).contains(&scale);
    for candidate in found.iter_mut() {
        let (from, until) = (candidate.run.from, candidate.run.until);
        // An hour or two of the day before do not make that a holiday.
        let rim = (traits.moment(until) - traits.moment(from)).min(DAY / 2) / 4;
        let (begin, end) = days.around(traits.moment(from) + rim, traits.moment(until) - rim);
        if end - begin > LONGEST_HOLIDAY || !alike(against(from..until, &rhythm.rest, None).1) {
            continue;
        }
        let whole = traits.bin(begin)..traits.bin(end);
        let (value, scale, resting) = against(whole.clone(), &rhythm.rest, None);
        let sides = [candidate.left, candidate.right].into_iter().filter(|l| !l.is_nan());
        let (sum, count) = sides.fold((0.0, 0.0), |a, l| (a.0 + l, a.1 + 1.0));
        let usual = against(whole.clone(), &rhythm.factors, Some(sum / count)).2;
        let is_shaped = resting <= SHAPE * value || resting <= QUIETER * against(whole, &rhythm.factors, None).2;
        candidate.holiday = alike(scale) && resting <= QUIETER * usual && is_shaped;
    }
}

/// Stretches of bins that are marked.
fn runs(marked: &[bool]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (bin, _) in marked.iter().enumerate().filter(|(_, m)| **m) {
        match runs.last_mut() {
            Some(run) if run.until == bin => run.until = bin + 1,
            _ => runs.push(Run { from: bin, until: bin + 1 }),
        }
    }
    runs
}

/// Fewer values tell nothing.
const LEAST: usize = 8;

/// Distance of the 5 % and the 95 % quantile of what is not masked, over the latter.
fn swing(values: &[f64], mask: &[bool]) -> f64 {
    let stride = values.len().div_ceil(20_000).max(1);
    let held = values.iter().zip(mask).step_by(stride).filter(|(v, out)| !v.is_nan() && !**out);
    let mut held: Vec<f64> = held.map(|(v, _)| *v).collect();
    match (num::quantile(&mut held, 0.05), num::quantile(&mut held, 0.95)) {
        (Some(low), Some(high)) if high > 0.0 => (high - low) / high,
        _ => 1.0,
    }
}

/// The expected value of every bin: rhythm × level; the level goes straight over what is out, and two bins beside it, which may be partly
/// out.
fn expected(values: &[f64], shape: &[f64], kept: &[Candidate], step: Millis) -> Vec<f64> {
    let mask = masked(kept, 2, values.len());
    let ratios: Vec<f64> = values
        .iter()
        .zip(shape)
        .zip(&mask)
        .map(|((value, shape), out)| if *out || *shape == 0.0 { f64::NAN } else { value / shape })
        .collect();
    let levels = level::level(&ratios, step);
    levels.iter().zip(shape).map(|(level, shape)| level * shape).collect()
}

impl Fit {
    /// Value at which a share of what is expected is missing.
    pub fn fallen(&self, bin: usize, drop: f64) -> f64 {
        let expected = at(&self.baseline, bin);
        expected - (expected - self.bottom) * drop
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{Direction, Settings};
    use crate::detect::fixtures::series;

    /// Customers without service, hourly over ten days: from 900,000 down to 4,000 within a week and a half-day.
    fn returning(noise: f64) -> Vec<f64> {
        let wave = |hour: usize| noise * ((hour * 7919 % 101) as f64 / 50.0 - 1.0);
        (0..240).map(|hour| (900_000.0 - 5_000.0 * hour as f64).max(4_000.0) + wave(hour)).collect()
    }

    #[test]
    fn a_count_of_what_is_down_that_begins_high_is_an_outage_from_before_the_data() {
        for noise in [50.0, 2_000.0] {
            let mut counts = series(Kind::Other, 60, &returning(noise));
            counts.direction = Direction::Rises;
            let fit = fit(&Grid::new(0, &counts, &Settings::default()));
            let kept = outages(&fit.candidates, Limits::of(0.5, fit.traits.swing), &fit.traits);
            assert_eq!(kept.len(), 1, "{kept:?}");
            assert_eq!(kept[0].run.from, 0);
            assert!((85..100).contains(&kept[0].run.until), "{:?}", kept[0].run);
        }
    }
}
