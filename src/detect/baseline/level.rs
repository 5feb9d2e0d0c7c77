//! Point 3, the slow level of the baseline.
//!
//! In: values divided by the rhythm, those of outages masked. Out: the level of each bin: a running median of 6-hour medians, which
//! follows months of slow change and keeps steps sharp, with straight lines between.

use crate::base::num;
use crate::base::time::{HOUR, Millis};

/// Width of what the level is made of: long enough for a median, a quarter of a day.
const QUARTER: Millis = 6 * HOUR;
/// Quarters on each side that a level is told from.
const REACH: usize = 3;

/// The level of every bin. The window narrows towards the ends, so that a trend is not pulled inwards.
pub(super) fn level(ratios: &[f64], step: Millis) -> Vec<f64> {
    let quarters = quarters(ratios, step);
    let mut held = Vec::with_capacity(2 * REACH + 1);
    let knots: Vec<(usize, f64)> = quarters
        .iter()
        .enumerate()
        .map(|(k, (bin, _))| {
            let room = |room: usize| REACH.min(room.max(2));
            let side = room(k).min(room(quarters.len() - 1 - k));
            let window = quarters.get(k.saturating_sub(side)..(k + side + 1).min(quarters.len()));
            held.clear();
            held.extend(window.unwrap_or_default().iter().map(|q| q.1));
            (*bin, num::median(&mut held).unwrap_or(f64::NAN))
        })
        .collect();
    lines(&knots, ratios.len())
}

/// 6-hour medians with the bin in the middle of each.
fn quarters(ratios: &[f64], step: Millis) -> Vec<(usize, f64)> {
    let width = ((QUARTER / step.max(1)) as usize).max(1);
    // A hundred values tell a median.
    let stride = (width / 100).max(1);
    let mut held = Vec::with_capacity(width);
    let of = |(k, chunk): (usize, &[f64])| {
        held.clear();
        held.extend(chunk.iter().step_by(stride).copied().filter(|v| !v.is_nan()));
        let enough = held.len() * 4 * stride >= chunk.len();
        num::median(&mut held).filter(|_| enough).map(|m| (k * width + chunk.len() / 2, m))
    };
    ratios.chunks(width).enumerate().filter_map(of).collect()
}

/// Straight lines between knots, level beyond the outer ones; `NaN` without a knot.
fn lines(knots: &[(usize, f64)], len: usize) -> Vec<f64> {
    let mut k = 0;
    let value = |i: usize| {
        while knots.get(k + 1).is_some_and(|next| next.0 <= i) {
            k += 1;
        }
        match (knots.get(k), knots.get(k + 1)) {
            (Some(a), Some(b)) if i >= a.0 => a.1 + (b.1 - a.1) * (i - a.0) as f64 / (b.0 - a.0) as f64,
            (Some(a), _) => a.1,
            _ => f64::NAN,
        }
    };
    (0..len).map(value).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::time::DAY;
    use crate::detect::grid::at;
    use crate::detect::prng::Prng;

    #[test]
    fn a_slow_trend_is_followed_and_a_masked_stretch_bridged() {
        let mut prng = Prng::new(11);
        let truth = |i: usize| 1.0 - 0.6 * i as f64 / 14_400.0;
        let mut ratios: Vec<f64> = (0..14_400).map(|i| truth(i) * (1.0 + 0.02 * prng.normal())).collect();
        ratios.get_mut(6_000..7_000).unwrap().fill(f64::NAN);
        let level = level(&ratios, DAY / 48);
        let off = level.iter().enumerate().map(|(i, l)| (l / truth(i) - 1.0).abs()).fold(0.0, f64::max);
        assert!(off < 0.03 && !at(&level, 0).is_nan(), "{off}");
    }
}
