//! Point 2, the slow level of the baseline, and point 5, drops without an age limit.
//!
//! In: coarse blocks divided by the season. Out: the level of each block, the sudden steps in it, and the long drops.
//! The level is a running median of 6-hour medians: it follows months of slow change and keeps steps sharp. A sudden drop
//! that lasts too long for it is looked for with hindsight: where it returns, however late, it is an outage and masked; where
//! it does not, it is `open`, and its depth decides (half or more goes on, less is a step to a new level).
//! Source of the step statistic: the two-sided median window of robust edge detection (Tukey's running medians).

use super::grid::at;
use crate::base::num;
use crate::base::time::{HOUR, Millis};

/// A stretch of coarse blocks, `from` included, `until` not.
pub(super) type Stretch = (usize, usize);

/// What was found out about the level.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Steps {
    /// Blocks at which a new level begins for good.
    pub(super) shifts: Vec<usize>,
    /// Long drops that return, or stay at least half deep until the data stop.
    pub(super) drops: Vec<Stretch>,
}

/// Width of the blocks that the level is made of: long enough for a median, a quarter of a day.
const QUARTER: Millis = 6 * HOUR;
/// Quarters on each side that tell a step: two days, so that what lasts under a day does not count.
const SIDE: usize = 8;
/// Smallest sudden change of level that is looked at: one twentieth, below which a running median follows well enough.
const SMALLEST: f64 = 0.05;

/// 6-hour medians of the blocks, with the block in the middle of each.
pub(super) fn quarters(ratios: &[f64], step: Millis) -> Vec<(usize, f64)> {
    let width = ((QUARTER / step.max(1)) as usize).max(1);
    let of = |(k, chunk): (usize, &[f64])| {
        let mut held: Vec<f64> = chunk.iter().copied().filter(|v| !v.is_nan()).collect();
        let enough = held.len() * 4 >= chunk.len();
        num::median(&mut held).filter(|_| enough).map(|m| (k * width + chunk.len() / 2, m))
    };
    ratios.chunks(width).enumerate().filter_map(of).collect()
}

/// Finds sudden, lasting changes of level and tells shifts from long drops.
pub(super) fn steps(ratios: &[f64], step: Millis) -> Steps {
    let quarters = quarters(ratios, step);
    let values: Vec<f64> = quarters.iter().map(|q| q.1).collect();
    let n = values.len();
    let mut found = Steps::default();
    if n < 6 {
        return found;
    }
    let mut jumps: Vec<f64> =
        values.windows(2).map(|w| (at(w, 1) - at(w, 0)) / at(w, 0).max(f64::MIN_POSITIVE)).collect();
    let noise = num::spread(&mut jumps, 0.0).unwrap_or(0.0) / std::f64::consts::SQRT_2;
    // Six standard deviations: of a thousand quarters none crosses by chance, even with heavy tails.
    let least = SMALLEST.max(6.0 * noise).min(0.5);
    let change = |k: usize| {
        let left = middle(values.get(k.saturating_sub(SIDE)..k));
        let right = middle(values.get(k..(k + SIDE).min(n)));
        if left > 0.0 { right / left - 1.0 } else { 0.0 }
    };
    let changes: Vec<f64> = (0..n).map(|k| if (3..=n - 3).contains(&k) { change(k) } else { 0.0 }).collect();
    let edges = peaks(&changes, least);
    let block = |k: usize| quarters.get(k).map_or(ratios.len(), |q| q.0);
    let mut next = 0;
    while let Some(&k) = edges.get(next) {
        next += 1;
        let before = middle(values.get(k.saturating_sub(SIDE)..k));
        let low = middle(values.get(k..(k + SIDE).min(n)));
        let place = split(ratios, block(k.saturating_sub(SIDE)), block((k + SIDE).min(n)), before, low);
        if low >= before {
            found.shifts.push(place);
            continue;
        }
        let half = (before + low) / 2.0;
        let rise = (next..edges.len()).find(|e| {
            let at = edges.get(*e).copied().unwrap_or(n);
            middle(values.get(at..(at + SIDE).min(n))) >= half
        });
        if let Some(rise) = rise {
            let r = edges.get(rise).copied().unwrap_or(n);
            let inside = middle(values.get(k..r));
            let after = middle(values.get(r..(r + SIDE).min(n)));
            let back = split(ratios, block(r.saturating_sub(SIDE).max(k)), block((r + SIDE).min(n)), inside, after);
            found.drops.push((place, back));
            if (after / before - 1.0).abs() > least {
                found.shifts.push(back);
            }
            next = rise + 1;
        } else if low <= before / 2.0 {
            found.drops.push((place, ratios.len()));
            break;
        } else {
            found.shifts.push(place);
        }
    }
    found
}

fn middle(values: Option<&[f64]>) -> f64 {
    num::median(&mut values.unwrap_or_default().to_vec()).unwrap_or(f64::NAN)
}

/// The largest change of each group of neighbouring changes of one direction.
fn peaks(changes: &[f64], least: f64) -> Vec<usize> {
    let mut peaks: Vec<usize> = Vec::new();
    let mut last = None;
    for (k, change) in changes.iter().enumerate() {
        let down = *change < 0.0;
        // A rise of the same step is larger in proportion: 0.8 → 1 is +25 %.
        let large = if down { -change >= least } else { change / (1.0 + change) >= least };
        if !large {
            last = None;
            continue;
        }
        let larger = |p: &usize| weight(*change) > weight(at(changes, *p));
        if last == Some(down) {
            if let Some(peak) = peaks.last_mut().filter(|p| larger(p)) {
                *peak = k;
            }
        } else {
            peaks.push(k);
        }
        last = Some(down);
    }
    peaks
}

fn weight(change: f64) -> f64 {
    if change < 0.0 { -change } else { change / (1.0 + change) }
}

/// The block between `from` and `until` that best splits values around `before` from values around `after`.
fn split(ratios: &[f64], from: usize, until: usize, before: f64, after: f64) -> usize {
    let until = until.min(ratios.len());
    let (mut best, mut lowest, mut cost) = (from, 0.0, 0.0);
    for (i, value) in ratios.iter().enumerate().take(until).skip(from).filter(|(_, v)| !v.is_nan()) {
        cost += (value - before).abs() - (value - after).abs();
        if cost < lowest {
            (best, lowest) = (i + 1, cost);
        }
    }
    best
}

/// The level of every block: a running median over `reach` quarters on each side, never across a shift, with straight
/// lines between the quarters and over masked stretches.
pub(super) fn level(ratios: &[f64], step: Millis, shifts: &[usize], reach: usize) -> Vec<f64> {
    let mut level = Vec::with_capacity(ratios.len());
    let mut ends: Vec<usize> = shifts.to_vec();
    ends.sort_unstable();
    ends.push(ratios.len());
    let mut from = 0;
    for until in ends {
        let piece = ratios.get(from..until).unwrap_or_default();
        let quarters = quarters(piece, step);
        let knots: Vec<(usize, f64)> = quarters
            .iter()
            .enumerate()
            .map(|(k, (block, _))| {
                // The window narrows towards the ends, so that a trend is not pulled inwards.
                let side = reach.min(k.max(2)).min((quarters.len() - 1 - k).max(2));
                let window = quarters.get(k.saturating_sub(side)..(k + side + 1).min(quarters.len()));
                (*block, middle(Some(&window.unwrap_or_default().iter().map(|q| q.1).collect::<Vec<f64>>())))
            })
            .collect();
        lines(&knots, piece.len(), &mut level);
        from = from.max(until);
    }
    level
}

/// Straight lines between knots, level beyond the outer ones; `NaN` without a knot.
fn lines(knots: &[(usize, f64)], len: usize, out: &mut Vec<f64>) {
    let mut k = 0;
    for i in 0..len {
        while knots.get(k + 1).is_some_and(|next| next.0 <= i) {
            k += 1;
        }
        let value = match (knots.get(k), knots.get(k + 1)) {
            (Some(a), Some(b)) if i >= a.0 => a.1 + (b.1 - a.1) * (i - a.0) as f64 / (b.0 - a.0) as f64,
            (Some(a), _) => a.1,
            _ => f64::NAN,
        };
        out.push(value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::time::DAY;
    use crate::detect::prng::Prng;

    fn noisy(days: usize, of: impl Fn(f64) -> f64) -> Vec<f64> {
        let mut prng = Prng::new(11);
        (0..days * 48).map(|i| of(i as f64 / 48.0) * (1.0 + 0.02 * prng.normal())).collect()
    }

    #[test]
    fn a_long_drop_that_returns_is_a_drop_and_not_a_level() {
        let ratios = noisy(40, |day| if (10.0..29.5).contains(&day) { 0.04 } else { 1.0 });
        let steps = steps(&ratios, DAY / 48);
        assert_eq!(steps, Steps { shifts: vec![], drops: vec![(480, 1416)] });
    }

    #[test]
    fn a_shift_for_good_is_a_level_and_its_place_is_exact() {
        let ratios = noisy(30, |day| if day < 17.5 { 1.0 } else { 0.8 });
        let steps = steps(&ratios, DAY / 48);
        assert_eq!(steps, Steps { shifts: vec![840], drops: vec![] });
        let level = level(&ratios, DAY / 48, &steps.shifts, 3);
        assert!((level[839] - 1.0).abs() < 0.02 && (level[840] - 0.8).abs() < 0.02);
    }

    #[test]
    fn a_deep_drop_without_return_stays_open() {
        let ratios = noisy(20, |day| if day < 12.0 { 1.0 } else { 0.1 });
        assert_eq!(steps(&ratios, DAY / 48).drops, [(576, 960)]);
    }

    #[test]
    fn slow_change_makes_no_step() {
        let ratios = noisy(300, |day| 1.0 - 0.6 * (day / 300.0));
        assert_eq!(steps(&ratios, DAY / 48), Steps::default());
    }
}
