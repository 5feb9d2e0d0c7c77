//! Point 4, what a file makes by itself: the laws of its ordinary stretches at every length.
//!
//! In: a signal at every scale, what is out masked. Out: how many ordinary stretches would score as high in the whole file.

use super::laws::Law;
use super::scales::{Comparison, NOTHING, Scales, Side};
use crate::base::num;
use crate::base::time::{DAY, Millis};

const SIDES: [Side; 3] = [Side::Both, Side::Left, Side::Right];

/// Blocks beyond this number are looked at in even steps: the quantiles of a hundred are known to a twentieth.
const BLOCKS: usize = 96;
/// Places of a block that are held against their sides: those with least in them.
const PLACES: usize = 48;
/// Least width: a hundredth, as fine as a depth is told at all.
const FINEST: f64 = 0.012;

impl Scales<'_> {
    /// Learns the law of ordinary stretches at every length. `few`: blocks that a law takes; longer stretches are judged as the
    /// longest that has so many.
    pub(super) fn learn(&mut self, few: f64) {
        let few = few.min(0.8 * self.len() as f64 / self.cycle.max(4) as f64);
        self.laws = [Vec::new(), Vec::new(), Vec::new()];
        for length in self.lengths() {
            let bins = (4 * length).max(self.cycle);
            let blocks = self.len() / bins;
            let most = if blocks as f64 >= few { self.extremes(length, bins, blocks) } else { Default::default() };
            let skip = blocks.div_ceil(BLOCKS).max(1);
            for (laws, mut most) in self.laws.iter_mut().zip(most) {
                let last = laws.last().copied();
                let enough = (most.len() * skip) as f64 >= (0.6 * few).max(3.0);
                let finest = FINEST.max(0.3 * self.grain / (length as f64).sqrt());
                let own = if enough { Law::of(&mut most, length, finest, blocks, last) } else { None };
                laws.extend(own.or_else(|| last.map(|last| Law { length, blocks: blocks.max(1) as f64, ..last })));
            }
        }
    }

    /// What [`Scales::deepest`] gives, looked for once.
    fn extremes(&mut self, length: usize, bins: usize, blocks: usize) -> [Vec<f64>; 3] {
        if let Some(known) = self.extremes.get(&length) {
            return known.clone();
        }
        let most = self.deepest(length, bins, blocks);
        self.extremes.insert(length, most.clone());
        most
    }

    /// The highest score of each block of time, against each choice of sides. The few places with least in them are looked at.
    fn deepest(&self, length: usize, bins: usize, blocks: usize) -> [Vec<f64>; 3] {
        let stride = (length / 4).max(1);
        let mut most: [Vec<f64>; 3] = Default::default();
        let mut lowest: Vec<(f64, usize)> = Vec::new();
        for block in (0..blocks).step_by(blocks.div_ceil(BLOCKS).max(1)) {
            let (from, until) = (block * bins, ((block + 1) * bins).min(self.len() + 1 - length));
            let places = (from.div_ceil(stride) * stride..until).step_by(stride);
            lowest.clear();
            lowest.extend(
                places
                    .filter(|from| self.is_free(*from, from + length))
                    .map(|place| (self.ratio(place, place + length) / self.ordinary(place + length / 2), place)),
            );
            if lowest.len() > PLACES {
                lowest.select_nth_unstable_by(PLACES, |a, b| a.0.total_cmp(&b.0));
                lowest.truncate(PLACES);
            }
            // The lowest first: once the deepest is known, few of the others have to be held against their sides.
            if let Some((first, _)) = lowest.iter().enumerate().min_by(|a, b| a.1.0.total_cmp(&b.1.0)) {
                lowest.swap(0, first);
            }
            let (mut best, mut asked) = ([f64::NAN; 3], 0.0);
            for (_, place) in &lowest {
                let may = |side: Side| self.may_lie(*place, length, asked, side);
                if (asked <= 0.0 || may(Side::Left) || may(Side::Right)) && self.surpass(&mut best, *place, length) {
                    let is_known = best.iter().all(|score| !score.is_nan());
                    asked = if is_known {
                        self.least_depth(best.iter().copied().fold(f64::INFINITY, f64::min))
                    } else {
                        0.0
                    };
                }
            }
            for (most, best) in most.iter_mut().zip(best) {
                most.extend(Some(best).filter(|b| !b.is_nan()));
            }
        }
        most
    }

    /// Raises the highest scores of a block, against each choice of sides, to those of a stretch; whether one of them rose.
    fn surpass(&self, best: &mut [f64; 3], from: usize, length: usize) -> bool {
        let (left, right) = (self.before(from, length), self.after(from + length, length));
        let both = if left.is_nan() || right.is_nan() { f64::NAN } else { left.min(right) };
        let alone = [self.alone(from, Side::Left, left), self.alone(from + length, Side::Right, right)];
        let both_says = self.depth(from, length, both).1;
        let says = |level: f64| if level == both { both_says } else { self.depth(from, length, level).1 };
        let says = [both_says, says(alone[0]), says(alone[1])];
        // Most stretches are not the deepest, whatever was expected of them.
        let may = says.iter().zip(&best[..]).any(|(says, best)| best.is_nan() || self.weighted_most(*says) > *best);
        if may {
            let expected = self.mean_expected(from, length);
            for (best, says) in best.iter_mut().zip(says) {
                *best = best.max(self.weighted(says, expected));
            }
        }
        may
    }

    /// How many ordinary stretches of this length score so high in the whole file; 1 where nothing is known.
    pub(super) fn by_itself(&self, length: usize, side: Side, score: f64) -> f64 {
        let Some(law) = self.nearest(length, side) else { return 1.0 };
        let beyond = -num::ln(1.0 - 1e-16);
        let chance = num::exp(-((score - law.place) / law.width).clamp(-50.0, 700.0));
        law.blocks * if chance < beyond { chance } else { 1.0 - num::exp(-chance) }
    }

    /// The least noise that counting has: how many stretches of this length would count so little in the whole file, were every
    /// count independent (Poisson 1837; the bound is Chernoff's), or every clump of counts (Aldous 1989) where they are few.
    pub(super) fn by_counting(&self, run: std::ops::Range<usize>, held: Comparison) -> f64 {
        let (length, reference) = (
            run.len() as f64,
            [held.left, held.right].into_iter().filter(|l| !l.is_nan()).fold(f64::INFINITY, f64::min),
        );
        if !self.counts || !reference.is_finite() {
            return 0.0;
        }
        let counts = self.expected(run.start, run.end) * reference / (self.grain * self.level * self.clumps);
        let left = (1.0 - held.depth).clamp(0.0, 1.0);
        let surprise = if left > 0.0 { 1.0 - left + left * num::ln(left) } else { 1.0 };
        self.len() as f64 / length * num::exp(-counts * surprise)
    }

    /// The score from which so many ordinary stretches are expected.
    pub(super) fn bar(&self, length: usize, side: Side, expected: f64) -> f64 {
        let Some(law) = self.nearest(length, side) else { return f64::INFINITY };
        let chance = (expected / law.blocks).min(0.999_999);
        law.place - law.width * num::ln(-num::ln(1.0 - chance))
    }

    /// The smallest drop that the file can show in an outage of up to a day: where one such in a hundred files is expected of itself.
    pub(super) fn visible(&self, step: Millis) -> f64 {
        let day = (DAY / step.max(1)).max(4) as usize;
        let depth = |length: usize| (1.0 - num::exp(-self.bar(length, Side::Both, 0.01))) / (1.0 - NOTHING);
        let depths = self.lengths().into_iter().filter(|length| (3..=day).contains(length)).map(depth);
        depths.fold(1.0, f64::min)
    }

    fn nearest(&self, length: usize, side: Side) -> Option<Law> {
        let index = SIDES.iter().position(|s| *s == side)?;
        let laws = self.laws.get(index)?;
        let next = laws.partition_point(|law| law.length < length);
        let (a, b) = (next.checked_sub(1).and_then(|k| laws.get(k)), laws.get(next));
        match (a, b) {
            // The nearer one by ratio.
            (Some(a), Some(b)) if length * length <= a.length * b.length => Some(*a),
            (Some(_), Some(b)) => Some(*b),
            (a, b) => a.or(b).copied(),
        }
    }
}
