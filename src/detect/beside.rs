//! Point 4, the levels beside a stretch, and which of them it is held against.
//!
//! In: a signal at every scale. Out: the level before and the level after a stretch, each the median of eight blocks, or
//! what is usual for weeks where most of them is out, and the stretch
//! held against the lower of both, so neither drift, nor a step, nor the end of a surge is a drop.

use super::scales::{Comparison, LEAST_BESIDE, Scales, Side, WEEKS, level_between};
use crate::base::num;

/// Blocks that tell a level beside a stretch, each a quarter as long as it, by their median.
const BESIDE: usize = 8;

impl Scales<'_> {
    /// Whether most of what lies beside a stretch is out itself, and tells nothing of what is usual.
    fn is_out_beside(&self, edge: usize, length: usize, side: Side) -> bool {
        let (reach, guard) = (BESIDE * (length / 4).max(1), length / 8);
        let zone = match side {
            Side::Left => edge.saturating_sub(guard + reach)..edge.saturating_sub(guard),
            _ => (edge + guard).min(self.len())..(edge + guard + reach).min(self.len()),
        };
        2 * self.masked_between(zone.start, zone.end) > zone.len()
    }

    /// What is usual for some weeks from an edge on; `NaN` where too little of them is known.
    fn usual(&self, edge: usize, side: Side) -> f64 {
        let block = edge / self.slow_bins;
        let weeks = if side == Side::Right { self.weeks.get(block + WEEKS + 1) } else { self.weeks.get(block) };
        weeks.copied().unwrap_or(f64::NAN)
    }

    /// The level beside a stretch where most of what lies there is out.
    fn instead(&self, edge: usize, length: usize, side: Side) -> Option<f64> {
        let usual = || Some(self.usual(edge, side)).filter(|u| !u.is_nan()).unwrap_or_else(|| self.ordinary(edge));
        self.is_out_beside(edge, length, side).then(usual)
    }

    /// The level before a stretch.
    pub(super) fn before(&self, from: usize, length: usize) -> f64 {
        if let Some(usual) = self.instead(from, length, Side::Left) {
            return usual;
        }
        let (block, guard) = ((length / 4).max(1), length / 8);
        let mut levels = [f64::NAN; BESIDE];
        let mut until = from.checked_sub(guard);
        // Blocks lie side by side: each begins where the next one ends.
        let mut end = self.sum(until.unwrap_or(0));
        for level in &mut levels {
            let Some(last) = until else { break };
            let begin = self.sum(last.saturating_sub(block));
            *level = level_between(begin, end);
            (until, end) = (last.checked_sub(block), begin);
        }
        let middle = middle(levels);
        if !middle.is_nan() || from < LEAST_BESIDE {
            return middle;
        }
        // Nearer to the begin than three blocks: all that is there.
        self.ratio(0, from - guard.min(from / 4))
    }

    /// The level after a stretch.
    pub(super) fn after(&self, until: usize, length: usize) -> f64 {
        if let Some(usual) = self.instead(until, length, Side::Right) {
            return usual;
        }
        let (block, guard, n) = ((length / 4).max(1), length / 8, self.len());
        let mut levels = [f64::NAN; BESIDE];
        let mut from = until + guard;
        let mut begin = self.sum(from);
        for level in &mut levels {
            if from >= n {
                break;
            }
            from += block;
            let end = self.sum(from);
            *level = level_between(begin, end);
            begin = end;
        }
        let middle = middle(levels);
        let room = n.saturating_sub(until);
        if !middle.is_nan() || room < LEAST_BESIDE {
            return middle;
        }
        self.ratio(until + guard.min(room / 4), n)
    }

    /// Whether a stretch may lie so deep below the level on one side. It can't where five of the eight blocks there are lower than that asks
    /// for: then their median is.
    pub(super) fn may_lie(&self, from: usize, length: usize, depth: f64, side: Side) -> bool {
        let (block, guard, n) = ((length / 4).max(1), length / 8, self.len());
        if self.is_out_beside(if side == Side::Left { from } else { from + length }, length, side) {
            return true;
        }
        // A little less, for what rounding does.
        let asked = self.ratio(from, from + length) / (1.0 - depth.min(1.0)) * (1.0 - 1e-9);
        let Some(mut near) = (if side == Side::Left { from.checked_sub(guard) } else { Some(from + length + guard) })
        else {
            return true;
        };
        let (mut sums, mut low) = (self.sum(near), 0);
        for _ in 0..BESIDE {
            let far =
                if side == Side::Left { near.checked_sub(block) } else { Some(near + block).filter(|far| *far <= n) };
            let Some(far) = far else { return true };
            let next = self.sum(far);
            let (value, expected) = if side == Side::Left {
                (sums.0 - next.0, sums.1 - next.1)
            } else {
                (next.0 - sums.0, next.1 - sums.1)
            };
            low += usize::from(value < asked * expected);
            if low > BESIDE / 2 {
                return false;
            }
            (near, sums) = (far, next);
        }
        true
    }

    /// The level that a stretch is held against where it has one side alone, at the edge there: the lower of what is next to it and of what
    /// is usual for some weeks from there on, so that what comes before a surge or after it is no drop.
    pub(super) fn alone(&self, edge: usize, side: Side, level: f64) -> f64 {
        let usual = self.usual(edge, side);
        if usual.is_nan() || level.is_nan() { level } else { level.min(usual) }
    }

    /// A stretch against its sides.
    pub(super) fn held(&self, from: usize, length: usize, side: Side) -> Comparison {
        let left = if side == Side::Right { f64::NAN } else { self.before(from, length) };
        let right = if side == Side::Left { f64::NAN } else { self.after(from + length, length) };
        let reference = match side {
            Side::Both if left.is_nan() || right.is_nan() => f64::NAN,
            Side::Both => left.min(right),
            Side::Left => self.alone(from, Side::Left, left),
            Side::Right => self.alone(from + length, Side::Right, right),
        };
        let (depth, says) = self.depth(from, length, reference);
        Comparison { depth, score: self.weighted(says, self.mean_expected(from, length)), left, right }
    }
}

/// The median of those that are there; `NaN` of too few.
fn middle(levels: [f64; BESIDE]) -> f64 {
    match num::middle_of_eight(levels) {
        (0..LEAST_BESIDE, _, _) => f64::NAN,
        (_, low, high) => f64::midpoint(low, high),
    }
}
