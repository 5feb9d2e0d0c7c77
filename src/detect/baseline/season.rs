//! Point 2, the rhythm of the baseline: a robust time-of-day profile, and a weekly one where the file is long enough.
//!
//! In: coarse blocks divided by their level, those of candidate outages masked. Out: the factor of each block.
//! Phases count from the first block, so a file shifted in time has the same rhythm, shifted. While nothing is masked yet
//! The profile is an upper quantile, so that a fortnight of curfews does not become normal; once outages are masked it is
//! The median. A season that does not narrow the residuals is refused, since it would only add noise.
//! Source of the upper quantile: Richter et al., "Advancing the Art of Internet Edge Outage Detection", IMC 2018 (there a
//! weekly minimum of a count that never falls by itself).

use crate::base::num;
use crate::base::time::{DAY, HOUR, Millis};
use crate::detect::grid::{at, phases};

/// The factor by which a block differs from its level.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Season {
    daily: Vec<f64>,
    weekly: Vec<f64>,
}

/// Quantile of the first look, while outages are still among the values: a phase may be out on four days of five, as in a
/// fortnight with twelve curfews, and its usual value still shows.
const FIRST_LOOK: f64 = 0.9;
/// Quantile of an hour of the week seen twice, once outages are masked: one of the two may still hold a faint one. Of three, the median
/// leaves one out.
const OF_TWO: f64 = 0.75;
/// What makes a weekday differ lasts for most of a day; shorter dips of some weekdays are rather curfews.
const BROAD: Millis = 13 * HOUR;
/// What falls within an hour by this share, and rises so again within half a day, is no habit of people: searches in Iran rise by up
/// to 38 % an hour in the morning, and hosts that answer change by 3 %.
pub(super) const SUDDEN: f64 = 0.5;
/// A season has to leave a tenth less of the spread than a profile of pure noise would.
const WORTH: f64 = 0.9;

impl Season {
    /// No rhythm.
    pub(super) fn flat() -> Season {
        Season { daily: vec![1.0], weekly: vec![1.0] }
    }

    /// Fits the rhythm of `ratios` (one a block of `step`; `NaN` where masked or missing). `sudden`: nothing is masked yet, and a
    /// fall within an hour by this share is no rhythm.
    pub(super) fn fit(ratios: &[f64], step: Millis, sudden: Option<f64>) -> Season {
        let days = ratios.len() as f64 * step as f64 / DAY as f64;
        let parts = (DAY / step.max(1)) as usize;
        let mut season = Season::flat();
        if days < 3.0 || parts < 4 {
            return season;
        }
        let before = spread(ratios);
        let quantile = if sudden.is_none() { 0.5 } else { FIRST_LOOK };
        let daily = profile(ratios, step, DAY, parts, quantile, sudden);
        let rest = divided(ratios, step, DAY, &daily);
        let after = spread(&rest);
        let mut rest = if after < worth(days) * before {
            season.daily = daily;
            rest
        } else {
            ratios.to_vec()
        };
        if days >= 14.0 {
            let hours = (7 * DAY / HOUR.max(step)) as usize;
            let quantile = match sudden {
                Some(_) => FIRST_LOOK,
                None if days < 21.0 => OF_TWO,
                None => 0.5,
            };
            // Four weeks tell a weekly habit from a fortnight of curfews, or from two weekends that were out; fewer do not.
            let short = days < 28.0;
            let weekly = profile(&rest, step, 7 * DAY, hours, quantile, sudden.filter(|_| short));
            let weekly = if short { broad(&weekly, (BROAD / HOUR.max(step)) as usize) } else { weekly };
            let before = spread(&rest);
            rest = divided(&rest, step, 7 * DAY, &weekly);
            if spread(&rest) < worth(days / 7.0) * before {
                season.weekly = weekly;
            }
        }
        season
    }

    /// The factors of the blocks from the first on, of the same step as it was fitted to.
    pub(super) fn factors(&self, step: Millis) -> impl Iterator<Item = f64> {
        let weekly = phases(0, step, 7 * DAY, self.weekly.len()).map(|phase| at(&self.weekly, phase));
        phases(0, step, DAY, self.daily.len())
            .map(|phase| at(&self.daily, phase))
            .zip(weekly)
            .map(|(day, week)| day * week)
    }
}

/// The share of the spread that a season may leave which was seen so many times: a mean of n values of pure noise takes 1/n of the
/// variance away.
fn worth(times: f64) -> f64 {
    WORTH * (1.0 - 1.0 / times.max(1.0)).sqrt()
}

fn divided(ratios: &[f64], step: Millis, period: Millis, factors: &[f64]) -> Vec<f64> {
    ratios.iter().zip(phases(0, step, period, factors.len())).map(|(r, phase)| r / at(factors, phase)).collect()
}

/// The quantile of each phase, lightly smoothed around the circle, with a median of 1.
fn profile(ratios: &[f64], step: Millis, period: Millis, parts: usize, quantile: f64, sudden: Option<f64>) -> Vec<f64> {
    let mut buckets: Vec<Vec<f64>> = (0..parts).map(|_| Vec::with_capacity(ratios.len() / parts + 1)).collect();
    for (ratio, phase) in ratios.iter().zip(phases(0, step, period, parts)) {
        if let (Some(bucket), false) = (buckets.get_mut(phase), ratio.is_nan()) {
            bucket.push(*ratio);
        }
    }
    let mut raw: Vec<f64> = buckets.iter_mut().map(|b| num::quantile(b, quantile).unwrap_or(f64::NAN)).collect();
    if let Some(share) = sudden {
        raw = without_cuts(&raw, share, (HOUR * parts as Millis / period).max(1) as usize);
    }
    let filled = bridged(&raw);
    // Weights 1-2-1: neighbours share their noise, and a smooth day loses next to nothing.
    let n = filled.len();
    let smooth = (0..n).map(|i| (at(&filled, (i + n - 1) % n) + 2.0 * at(&filled, i) + at(&filled, (i + 1) % n)) / 4.0);
    let smooth: Vec<f64> = smooth.collect();
    let middle = num::median(&mut smooth.clone()).filter(|m| *m > 0.0).unwrap_or(1.0);
    // A phase that is empty even in its upper quantile carries no expectation: a hundredth keeps the division finite.
    smooth.iter().map(|s| if s.is_finite() { (s / middle).max(0.01) } else { 1.0 }).collect()
}

/// A profile without what is cut out of it: phases between a fall by a share within an `hour`, and as sudden a rise within half of
/// the period, have no value of their own. A file may be hardly longer than its curfews; then they are in every quantile.
fn without_cuts(raw: &[f64], share: f64, hour: usize) -> Vec<f64> {
    let n = raw.len();
    let value = |i: usize| at(raw, i % n);
    let least = |high: f64| high * (1.0 - share);
    let mut whole = raw.to_vec();
    for from in 0..n {
        let high = value(from);
        let Some(fallen) = (1..=hour).find(|k| value(from + k) <= least(high)) else { continue };
        let Some(back) = (fallen..n / 2).find(|k| value(from + k) > least(high)) else { continue };
        let low = value(from + back - 1);
        if (back..back + hour).any(|k| low <= least(value(from + k))) {
            // With its flanks: what lies a quarter of the way down is no more usual than the bottom.
            for k in (1..back + hour).filter(|k| value(from + k) < high * (1.0 - share / 4.0)) {
                whole.iter_mut().skip((from + k) % n).take(1).for_each(|held| *held = f64::NAN);
            }
        }
    }
    whole
}

/// A running median around the circle: sharp edges stay, features of less than half its width go.
fn broad(factors: &[f64], width: usize) -> Vec<f64> {
    let n = factors.len();
    let side = (width / 2).min(n / 4);
    let window = |i: usize| -> Vec<f64> { (0..=2 * side).map(|k| at(factors, (i + n + k - side) % n)).collect() };
    (0..n).map(|i| num::median(&mut window(i)).unwrap_or(1.0)).collect()
}

/// Phases without a value get the straight line between their neighbours on the circle.
fn bridged(raw: &[f64]) -> Vec<f64> {
    let n = raw.len();
    let near = |from: usize, forward: bool| {
        (1..n)
            .map(|k| (k, at(raw, if forward { (from + k) % n } else { (from + n - k) % n })))
            .find(|(_, v)| !v.is_nan())
    };
    let value = |i: usize| {
        let own = at(raw, i);
        if !own.is_nan() {
            return own;
        }
        match (near(i, false), near(i, true)) {
            (Some((a, left)), Some((b, right))) => (left * b as f64 + right * a as f64) / (a + b) as f64,
            _ => f64::NAN,
        }
    };
    (0..n).map(value).collect()
}

/// Values that a spread is told from: its standard error (1.17 ÷ √n with a median of deviations) is a sixtieth then, however long the
/// file is.
const LOOKED_AT: usize = 5_000;

fn spread(values: &[f64]) -> f64 {
    let stride = values.len().div_ceil(LOOKED_AT) | 1;
    let mut held: Vec<f64> = values.iter().step_by(stride).copied().filter(|v| v.is_finite()).collect();
    let centre = num::median(&mut held).unwrap_or(0.0);
    num::spread(&mut held, centre).unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fortnight_of_curfews_does_not_become_normal() {
        // Half-hours of ten days with a daily wave; on seven of them four hours are out.
        let wave = |i: usize| 1.0 + 0.5 * libm::sin(i as f64 / 48.0 * std::f64::consts::TAU);
        let value = |i: usize| if i / 48 < 7 && (4..12).contains(&(i % 48)) { 0.05 } else { wave(i) };
        let ratios: Vec<f64> = (0..480).map(value).collect();
        let season = Season::fit(&ratios, DAY / 48, Some(SUDDEN));
        for (i, usual) in season.factors(DAY / 48).take(48).enumerate() {
            assert!((usual / wave(i) - 1.0).abs() < 0.35, "{i}: {usual}");
        }
    }

    #[test]
    fn cuts_on_every_day_are_no_rhythm_where_nothing_else_is_so_sudden() {
        let value = |i: usize| if (4..12).contains(&(i % 48)) { 0.4 } else { 1.0 + 0.01 * (i % 2) as f64 };
        let ratios: Vec<f64> = (0..480).map(value).collect();
        let season = Season::fit(&ratios, DAY / 48, Some(0.15));
        assert!(season.factors(DAY / 48).take(48).all(|usual| (usual - 1.0).abs() < 0.05), "{season:?}");
        // As deep a night that comes and goes by the hour is one.
        let night = |i: usize| 0.7 + 0.3 * libm::cos(i as f64 / 48.0 * std::f64::consts::TAU);
        let ratios: Vec<f64> = (0..480).map(night).collect();
        let season = Season::fit(&ratios, DAY / 48, Some(SUDDEN));
        assert!(season.factors(DAY / 48).take(48).enumerate().all(|(i, usual)| (usual / night(i) - 1.0).abs() < 0.5));
        assert!(season.factors(DAY / 48).nth(24).unwrap() < 0.7);
    }

    #[test]
    fn two_weekends_that_were_out_are_no_week() {
        let mut prng = crate::detect::prng::Prng::new(5);
        let value = |i: usize| if (24 * 4 + 17..24 * 7 + 3).contains(&(i % (24 * 7))) { 0.1 } else { 1.0 };
        let ratios: Vec<f64> = (0..24 * 15).map(|i| value(i) * (1.0 + 0.08 * prng.normal())).collect();
        let season = Season::fit(&ratios, HOUR, Some(SUDDEN));
        assert!(season.factors(HOUR).take(24 * 7).all(|usual| usual > 0.7), "{season:?}");
    }

    #[test]
    fn noise_has_no_season() {
        for (seed, days) in [(7, 20), (8, 14), (9, 24)] {
            let mut prng = crate::detect::prng::Prng::new(seed);
            let ratios: Vec<f64> = (0..days * 96).map(|_| 1.0 + 0.01 * prng.normal()).collect();
            assert_eq!(Season::fit(&ratios, DAY / 96, None), Season::flat(), "{days} days");
        }
    }

    #[test]
    fn a_quiet_weekend_is_a_weekly_season() {
        let value = |i: usize| if i / 24 % 7 >= 5 { 0.6 } else { 1.0 };
        let mut prng = crate::detect::prng::Prng::new(3);
        let ratios: Vec<f64> = (0..24 * 28).map(|i| value(i) * (1.0 + 0.02 * prng.normal())).collect();
        let season = Season::fit(&ratios, HOUR, None);
        for i in [10, 60, 130, 140, 150] {
            let usual = season.factors(HOUR).nth(i).unwrap();
            assert!((usual - value(i)).abs() < 0.05, "{i}: {usual}");
        }
    }
}
