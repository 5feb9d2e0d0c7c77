//! Point 2, the slow level of the baseline, and point 5, drops without an age limit.
//!
//! In: coarse blocks divided by the season. Out: the level of each block, the sudden steps in it, and the long drops.
//! The level is a running median of 6-hour medians: it follows months of slow change and keeps steps sharp. A sudden drop
//! that lasts too long for it is looked for with hindsight: where it returns, however late, it is an outage and masked; where
//! it does not, it is `open`, and its depth decides (half or more goes on, less is a step to a new level).

use crate::base::num;
use crate::base::time::{HOUR, Millis};
use crate::detect::grid::at;

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
/// Quarters on each side that a level is told from: two days.
const SIDE: usize = 8;
/// Longest burst, in quarters: four days, as an outage of the scoreboard may last; what stays longer is a level.
const BURST: usize = 16;
/// Quantile of the first look at the level, while outages are still among the values: three of four days may be out, as in a week with two
/// outages of days (the longest of the scoreboard last four).
const UPPER: f64 = 0.75;
/// Smallest sudden change of level that is looked at: one twentieth, below which a running median follows well enough.
pub(super) const SMALLEST: f64 = 0.05;
/// Shortest stretch of quarters that counts as a level, or as a return to one: the two mixed ones at its ends and a whole one.
const SHORTEST: usize = 3;
/// Longest piece that the segmentation looks back on (50 days), so that its cost grows linearly; longer ones come in pieces whose
/// joints are no steps.
const LONGEST: usize = 200;
/// A drop is flat where it lies in the lowest fifth of its depth, and it is one drop where that holds for most of its time: a
/// straight, slow return to half lies there for two fifths of its time.
const NEAR: f64 = 0.2;
/// Share of the time that has to be flat.
const FLAT: f64 = 0.6;

/// 6-hour medians of the blocks, with the block in the middle of each.
pub(super) fn quarters(ratios: &[f64], step: Millis) -> Vec<(usize, f64)> {
    let width = ((QUARTER / step.max(1)) as usize).max(1);
    let mut held = Vec::with_capacity(width);
    let of = |(k, chunk): (usize, &[f64])| {
        held.clear();
        held.extend(chunk.iter().copied().filter(|v| !v.is_nan()));
        let enough = held.len() * 4 >= chunk.len();
        num::median(&mut held).filter(|_| enough).map(|m| (k * width + chunk.len() / 2, m))
    };
    ratios.chunks(width).enumerate().filter_map(of).collect()
}

/// The same over whole days: each quarter with the mean of the day around it (half of the two outermost, so that a daily rhythm
/// cancels). While the rhythm is still in them, quarters come in two crowds, day and night, and their median would leap
/// from one to the other. Towards the ends the last whole day stands.
fn days(quarters: Vec<(usize, f64)>) -> Vec<(usize, f64)> {
    let values: Vec<f64> = quarters.iter().map(|q| q.1).collect();
    let means: Vec<f64> =
        values.windows(5).map(|w| (at(w, 0) / 2.0 + at(w, 1) + at(w, 2) + at(w, 3) + at(w, 4) / 2.0) / 4.0).collect();
    let Some(last) = means.len().checked_sub(1) else { return quarters };
    quarters.iter().enumerate().map(|(k, q)| (q.0, at(&means, k.saturating_sub(2).min(last)))).collect()
}

/// Finds sudden, lasting changes of level and tells shifts from long drops, which are at least `deep`.
pub(super) fn steps(ratios: &[f64], step: Millis, deep: f64) -> Steps {
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
    // Four standard deviations of a quarter, held for three quarters or more.
    let least = SMALLEST.max(4.0 * noise).min(0.5);
    let usual = num::median(&mut values.clone()).unwrap_or(1.0).max(f64::MIN_POSITIVE);
    let sudden = |k: &usize| {
        let (left, right) = (middle(values.get(k.saturating_sub(2)..*k)), middle(values.get(*k..(k + 2).min(n))));
        (right - left).abs() >= least / 2.0 * left.max(right)
    };
    let edges: Vec<usize> = pieces(&values, (least * usual) * (least * usual)).into_iter().filter(sudden).collect();
    let piece = |e: usize| {
        let (from, until) = (edges.get(e).copied().unwrap_or(n), edges.get(e + 1).copied().unwrap_or(n));
        (middle(values.get(from..until.min(from + SIDE))), until.saturating_sub(from))
    };
    let block = |k: usize| quarters.get(k).map_or(ratios.len(), |q| q.0);
    let place = |k: usize, a: f64, b: f64| split(ratios, block(k.saturating_sub(2)), block((k + 2).min(n)), a, b);
    let (mut next, mut risen) = (0, None);
    while let Some(&k) = edges.get(next) {
        let since = next.checked_sub(1).and_then(|e| edges.get(e)).copied().unwrap_or(0);
        let high = middle(values.get(since.max(k.saturating_sub(SIDE))..k));
        let mut low = piece(next).0;
        next += 1;
        // A fall in stages is one fall.
        while edges.get(next).is_some_and(|e| e - k <= SHORTEST && low < high && piece(next).0 < low) {
            low = piece(next).0;
            next += 1;
        }
        let from = place(k, high, low);
        if low > high * (1.0 - deep) {
            if low > high {
                // A rise in stages is one rise: where it began, from what level, after how many shifts, and its last edge.
                let begun = risen.filter(|r: &(usize, f64, usize, usize)| r.3 == since && k - since <= SHORTEST);
                risen = Some(begun.map_or((k, high, found.shifts.len(), k), |r| (r.0, r.1, r.2, k)));
            }
            if (low / high - 1.0).abs() > least {
                found.shifts.push(from);
            }
            continue;
        }
        let half = f64::midpoint(high, low);
        // A burst above the level of before sets no level: its end is no drop.
        if let Some((rise, before, shifts, last)) = risen.take()
            && (last == since && k - rise <= BURST && before < half)
        {
            found.shifts.truncate(shifts);
            continue;
        }
        let back = (next..edges.len()).find(|e| {
            let (level, length) = piece(*e);
            level >= half && (length >= SHORTEST || e + 1 == edges.len())
        });
        let until = back.and_then(|e| edges.get(e)).copied();
        let near = |v: &&f64| **v <= low + NEAR * (high - low);
        // The quarters that hold the edges are mixed; within a day there is nothing slow.
        let inside = match values.get(k..until.unwrap_or(n)).unwrap_or_default() {
            [_, inner @ .., _] if !inner.is_empty() => inner,
            all => all,
        };
        let flat = inside.len() <= 4 || inside.iter().filter(near).count() as f64 >= FLAT * inside.len() as f64;
        match (until, back) {
            (Some(r), Some(e)) if flat => {
                let after = piece(e).0;
                let end = place(r, low, after);
                found.drops.push((from, end.max(from)));
                if (after / high - 1.0).abs() > least {
                    found.shifts.push(end.max(from));
                }
                next = e + 1;
            }
            (None, _) if low <= high / 2.0 => {
                found.drops.push((from, ratios.len()));
                break;
            }
            // It does not return, or so slowly that the level follows.
            _ => found.shifts.push(from),
        }
    }
    found
}

/// The first places of the pieces of constant level, by optimal partitioning with pruning: least squares and a price a joint.
/// Source: Killick, Fearnhead & Eckley, "Optimal Detection of Changepoints with a Linear Computational Cost", JASA 2012.
fn pieces(values: &[f64], price: f64) -> Vec<usize> {
    let mut sums = vec![(0.0, 0.0)];
    for value in values {
        let (sum, squares) = sums.last().copied().unwrap_or_default();
        sums.push((sum + value, squares + value * value));
    }
    let of = |i: usize| sums.get(i).copied().unwrap_or_default();
    let cost = |from: usize, until: usize| {
        let ((s0, q0), (s1, q1)) = (of(from), of(until));
        (q1 - q0) - (s1 - s0) * (s1 - s0) / (until - from) as f64
    };
    let mut best = vec![-price];
    let mut came = vec![0];
    // Where the last piece may begin, and what all would then cost.
    let mut open = vec![(0, 0.0)];
    for until in 1..=values.len() {
        let mut least = (f64::INFINITY, 0);
        for (from, total) in &mut open {
            *total = at(&best, *from) + cost(*from, until) + price;
            if *total < least.0 && until - *from <= LONGEST {
                least = (*total, *from);
            }
        }
        open.retain(|(from, total)| total - price <= least.0 && until - from < LONGEST);
        open.push((until, 0.0));
        best.push(least.0);
        came.push(least.1);
    }
    let mut places = Vec::new();
    let mut until = values.len();
    while let Some(from) = came.get(until).copied().filter(|from| *from > 0) {
        places.push(from);
        until = from;
    }
    places.reverse();
    places
}

fn middle(values: Option<&[f64]>) -> f64 {
    num::median(&mut values.unwrap_or_default().to_vec()).unwrap_or(f64::NAN)
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
/// lines between the quarters and over masked stretches. `narrow`: the window narrows towards the ends, so that a trend is not pulled
/// inwards; an outage near an end would then be followed, so it is for the later rounds, when outages are masked.
pub(super) fn level(ratios: &[f64], step: Millis, shifts: &[usize], reach: usize, narrow: bool) -> Vec<f64> {
    let mut level = Vec::with_capacity(ratios.len());
    let mut ends: Vec<usize> = shifts.to_vec();
    ends.sort();
    ends.push(ratios.len());
    let mut from = 0;
    for until in ends {
        let piece = ratios.get(from..until).unwrap_or_default();
        let quarters = if narrow { quarters(piece, step) } else { days(quarters(piece, step)) };
        let mut held = Vec::with_capacity(2 * reach + 1);
        let knots: Vec<(usize, f64)> = quarters
            .iter()
            .enumerate()
            .map(|(k, (block, _))| {
                let room = |room: usize| if narrow { reach.min(room.max(2)) } else { reach };
                let side = room(k).min(room(quarters.len() - 1 - k));
                let window = quarters.get(k.saturating_sub(side)..(k + side + 1).min(quarters.len()));
                held.clear();
                held.extend(window.unwrap_or_default().iter().map(|q| q.1));
                (*block, num::quantile(&mut held, if narrow { 0.5 } else { UPPER }).unwrap_or(f64::NAN))
            })
            .collect();
        let held = level.last().copied().unwrap_or(f64::NAN);
        let first = level.len();
        lines(&knots, piece.len(), &mut level);
        // A piece that is masked throughout keeps the level of before.
        level.iter_mut().skip(first).filter(|l| l.is_nan()).for_each(|l| *l = held);
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
        let steps = steps(&ratios, DAY / 48, 0.15);
        assert_eq!(steps, Steps { shifts: vec![], drops: vec![(480, 1416)] });
    }

    #[test]
    fn a_shift_for_good_is_a_level_and_its_place_is_exact() {
        let ratios = noisy(30, |day| if day < 17.5 { 1.0 } else { 0.8 });
        let steps = steps(&ratios, DAY / 48, 0.15);
        assert_eq!(steps, Steps { shifts: vec![840], drops: vec![] });
        let level = level(&ratios, DAY / 48, &steps.shifts, 3, true);
        assert!((level[839] - 1.0).abs() < 0.02 && (level[840] - 0.8).abs() < 0.02);
    }

    #[test]
    fn a_deep_drop_without_return_stays_open() {
        let ratios = noisy(20, |day| if day < 12.0 { 1.0 } else { 0.1 });
        assert_eq!(steps(&ratios, DAY / 48, 0.15).drops, [(576, 960)]);
    }

    #[test]
    fn slow_change_makes_no_step() {
        let ratios = noisy(300, |day| 1.0 - 0.6 * (day / 300.0));
        assert_eq!(steps(&ratios, DAY / 48, 0.15), Steps::default());
    }
}
