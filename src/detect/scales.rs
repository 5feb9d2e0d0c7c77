//! Point 4, evidence at every scale: how deep is a stretch against the levels beside it, and how often does this very file make one
//! so deep, of that length, by itself.
//!
//! In: the values of one signal (falls are bad), its rhythm, and what is masked. Out: the depth and score of any stretch, and the
//! number of ordinary stretches that would score as high in the whole file.
//! What a stretch is held against: `beside`.

use super::grid::at;
use super::laws::Law;
use super::scatter;
use crate::base::num;
use std::collections::BTreeMap;

/// Which sides a stretch is held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// The lower of both.
    Both,
    /// Only what was before: it reaches the end of the data.
    Left,
    /// Only what comes after: it began before the data.
    Right,
}

/// A stretch held against the levels beside it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Comparison {
    /// Share that is missing of the reference level; `NaN` where there is no reference.
    pub(super) depth: f64,
    /// The depth as evidence: the logarithm of what is left, less where little was expected.
    pub(super) score: f64,
    /// Level before it, in units of the rhythm; `NaN` where too little is known.
    pub(super) left: f64,
    /// Level after it.
    pub(super) right: f64,
}

/// Lengths grow by this factor: resolution against cost, no more.
const GROWTH: f64 = 1.4;
/// Cycles on one side alone that tell what is usual there.
pub(super) const WEEKS: usize = 21;
/// Fewer of the levels that tell what is usual have no middle.
pub(super) const LEAST_BESIDE: usize = 3;
/// Fewer counts in a usual bin are judged by how many come together.
const FEW_COUNTS: f64 = 10.0;
/// How much higher than the highest cycle around a level beside a stretch may be.
const BESIDE_MOST: f64 = 1.05;
/// What is left of a total outage, as a share: below three hundredths nothing is told from nothing.
pub(super) const NOTHING: f64 = 0.03;

/// One signal at every scale.
pub(super) struct Scales<'a> {
    pub(super) values: &'a [f64],
    pub(super) shape: &'a [f64],
    /// Sums of values, and of shapes where there is a value, before each bin.
    sums: Vec<(f64, f64)>,
    /// Masked bins before each bin.
    masked: Vec<u32>,
    /// Bins of a cycle of the rhythm.
    pub(super) cycle: usize,
    /// Exponent of the noise: it grows with what is expected to this power, 0.5 for counts, 1 for shares.
    pub(super) power: f64,
    /// Level of the whole file, and the ordinary level around each bin's block.
    pub(super) level: f64,
    slow: Vec<f64>,
    /// The highest level of a cycle among five, and of all.
    near: Vec<f64>,
    highest: f64,
    /// The usual level of the weeks before each block, and on beyond the last one.
    pub(super) weeks: Vec<f64>,
    pub(super) slow_bins: usize,
    /// Smallest distance of two values over the level, where there are few levels.
    pub(super) grain: f64,
    /// The values scatter as independent counts at least.
    pub(super) counts: bool,
    /// Counts that come together, where a bin holds few.
    pub(super) clumps: f64,
    /// More is worse.
    rises: bool,
    /// Median of the shape, and the weight that its maximum has.
    typical_shape: f64,
    most_weight: f64,
    pub(super) laws: [Vec<Law>; 3],
    /// The highest score of each block, of the lengths that were asked for.
    pub(super) extremes: BTreeMap<usize, [Vec<f64>; 3]>,
}

impl<'a> Scales<'a> {
    /// Prepares the sums. `values` and `shape` are equally long.
    pub(super) fn new(values: &'a [f64], shape: &'a [f64], mask: &[bool], cycle: usize, grain: f64) -> Scales<'a> {
        let mut sums = Vec::with_capacity(values.len() + 1);
        let mut masked = Vec::with_capacity(values.len() + 1);
        let (mut sum, mut expected, mut out) = (0.0, 0.0, 0_u32);
        sums.push((0.0, 0.0));
        masked.push(0);
        for (bin, (value, shape)) in values.iter().zip(shape).enumerate() {
            if !value.is_nan() && *shape > 0.0 {
                sum += value;
                expected += shape;
            }
            out += u32::from(mask.get(bin) == Some(&true));
            sums.push((sum, expected));
            masked.push(out);
        }
        let mut scales = Scales {
            values,
            shape,
            sums,
            masked,
            cycle,
            power: 1.0,
            level: 1.0,
            slow: Vec::new(),
            near: Vec::new(),
            highest: 1.0,
            weeks: Vec::new(),
            slow_bins: 1,
            grain: 0.0,
            counts: false,
            clumps: 1.0,
            rises: false,
            typical_shape: 1.0,
            most_weight: 1.0,
            laws: [Vec::new(), Vec::new(), Vec::new()],
            extremes: BTreeMap::new(),
        };
        let stride = shape.len().div_ceil(4096).max(1);
        scales.typical_shape =
            num::median(&mut shape.iter().step_by(stride).copied().collect::<Vec<f64>>()).unwrap_or(1.0);
        scales.level = scales.typical(0, values.len(), mask);
        scales.slow(mask);
        scales.grain = grain / scales.level;
        scales.counts = scatter::is_counted(values, grain);
        let clumps = if scales.grain > 1.0 / FEW_COUNTS { scatter::clumps(values, grain) } else { 0.0 };
        if clumps >= scatter::ALONE {
            (scales.counts, scales.clumps) = (true, clumps.max(1.0));
        }
        scales.power = scatter::power(values, shape, scales.level, |from, until| scales.ratio(from, until));
        scales.most_weight = num::pow(shape.iter().copied().fold(1.0, f64::max), 1.0 - scales.power);
        scales
    }

    /// The same for a signal of which more is worse.
    pub(super) fn rising(mut self, rises: bool) -> Scales<'a> {
        self.rises = rises;
        self
    }

    /// Number of bins.
    pub(super) fn len(&self) -> usize {
        self.values.len()
    }

    /// Median of value over shape among at most some thousands of the bins that are not masked.
    fn typical(&self, from: usize, until: usize, mask: &[bool]) -> f64 {
        let stride = (until - from).div_ceil(4096).max(1);
        let held = (from..until).step_by(stride).filter(|bin| mask.get(*bin) != Some(&true));
        let mut held: Vec<f64> =
            held.map(|bin| at(self.values, bin) / at(self.shape, bin)).filter(|v| v.is_finite()).collect();
        let middle = num::median(&mut held).unwrap_or(0.0);
        if middle > 0.0 {
            return middle;
        }
        let mean = held.iter().sum::<f64>() / held.len().max(1) as f64;
        if mean > 0.0 { mean } else { 1.0 }
    }

    /// The ordinary level: medians of a cycle, then of 21 cycles around; not below a quarter of the whole file's, so that a long
    /// outage does not become ordinary.
    fn slow(&mut self, mask: &[bool]) {
        let n = self.len();
        self.slow_bins = self.cycle.max(n / 400).max(1);
        let blocks = n.div_ceil(self.slow_bins);
        let own: Vec<f64> = (0..blocks)
            .map(|k| {
                let (from, until) = (k * self.slow_bins, ((k + 1) * self.slow_bins).min(n));
                let stride = (until - from).div_ceil(256).max(1);
                let held = (from..until).step_by(stride).filter(|bin| mask.get(*bin) != Some(&true));
                let held = held.map(|bin| at(self.values, bin) / at(self.shape, bin)).filter(|v| v.is_finite());
                num::median(&mut held.collect::<Vec<f64>>()).unwrap_or(f64::NAN)
            })
            .collect();
        let whole = own.iter().copied().fold(self.level, f64::max);
        self.near = (0..blocks)
            .map(|k| {
                let around = own.get(k.saturating_sub(2)..(k + 3).min(blocks)).unwrap_or_default();
                around.iter().copied().fold(f64::NAN, f64::max)
            })
            .map(|level| if level.is_nan() { whole } else { level })
            .collect();
        self.highest = whole;
        self.weeks = (0..blocks + WEEKS)
            .map(|k| {
                let before = own.get(k.saturating_sub(WEEKS)..k.min(blocks)).unwrap_or_default();
                let mut before: Vec<f64> = before.iter().copied().filter(|v| !v.is_nan()).collect();
                if before.len() < LEAST_BESIDE { f64::NAN } else { num::median(&mut before).unwrap_or(f64::NAN) }
            })
            .collect();
        self.slow = (0..blocks)
            .map(|k| {
                let around = own.get(k.saturating_sub(10)..(k + 11).min(blocks)).unwrap_or_default();
                let mut around: Vec<f64> = around.iter().copied().filter(|v| !v.is_nan()).collect();
                num::median(&mut around).map_or(self.level, |m| m.max(self.level / 4.0))
            })
            .collect();
    }

    /// The ordinary level around a bin.
    pub(super) fn ordinary(&self, bin: usize) -> f64 {
        self.slow.get(bin / self.slow_bins).copied().unwrap_or(self.level)
    }

    /// The sums before a bin; beyond the end, those of all.
    pub(super) fn sum(&self, bin: usize) -> (f64, f64) {
        self.sums.get(bin).or(self.sums.last()).copied().unwrap_or_default()
    }

    /// Level of a stretch in units of the rhythm: the sum of values over the sum of what is expected there.
    pub(super) fn ratio(&self, from: usize, until: usize) -> f64 {
        level_between(self.sum(from), self.sum(until))
    }

    /// What is expected of a stretch, in units of the rhythm.
    pub(super) fn expected(&self, from: usize, until: usize) -> f64 {
        self.sum(until).1 - self.sum(from).1
    }

    /// The same of one of its bins.
    pub(super) fn mean_expected(&self, from: usize, length: usize) -> f64 {
        self.expected(from, from + length) / length as f64
    }

    /// Whether at most a quarter of a stretch is masked.
    pub(super) fn is_free(&self, from: usize, until: usize) -> bool {
        until <= self.len() && 4 * self.masked_between(from, until) <= until - from
    }

    /// How many of the bins between two are masked.
    pub(super) fn masked_between(&self, from: usize, until: usize) -> usize {
        let before = |bin: usize| self.masked.get(bin).or(self.masked.last()).copied().unwrap_or_default();
        before(until).saturating_sub(before(from)) as usize
    }

    /// Depth of a stretch against a level, and how much that says; [`Scales::weighted`] by what was expected it is the score.
    pub(super) fn depth(&self, from: usize, length: usize, reference: f64) -> (f64, f64) {
        if reference.is_nan() || reference <= 1e-6 * self.level {
            return (f64::NAN, f64::NAN);
        }
        let depth = 1.0 - self.ratio(from, from + length) / reference;
        if depth.is_nan() || depth <= 0.0 {
            return (depth, depth);
        }
        // Where more is worse nobody knows what all would be: the depth itself is the evidence.
        let left = if self.rises { depth } else { -num::ln(1.0 - (1.0 - NOTHING) * depth.min(1.0)) };
        // A dent in what is itself below the ordinary says less: an outage has no outages inside.
        (depth, left * (reference / self.ordinary(from + length / 2)).min(1.0))
    }

    /// What a depth says by what was expected there; what is no fall stays as it is.
    pub(super) fn weighted(&self, says: f64, expected: f64) -> f64 {
        if self.power < 1.0 && says > 0.0 { says * num::pow(expected.max(1e-12), 1.0 - self.power) } else { says }
    }

    /// The most that it can say anywhere.
    pub(super) fn weighted_most(&self, says: f64) -> f64 {
        if self.power < 1.0 && says > 0.0 { says * self.most_weight } else { says }
    }

    /// The depth that a score takes at least, wherever it lies.
    pub(super) fn least_depth(&self, score: f64) -> f64 {
        let says = if self.power < 1.0 { score / self.most_weight } else { score };
        if self.rises { says } else { (1.0 - num::exp(-says)) / (1.0 - NOTHING) }
    }

    /// Where stretches of a length begin, a stride apart, that may lie so deep: the levels beside them may be a
    /// twentieth above the highest cycle around. Most bins of a file are looked at here, at every length: by runs of one level, without a
    /// division a bin.
    pub(super) fn below(&self, length: usize, stride: usize, depth: f64) -> Vec<usize> {
        let most_left = BESIDE_MOST * (1.0 - depth.min(1.0));
        let (half, mut from, mut low) = (length / 2, 0, Vec::new());
        let beyond = (self.len() + 1).saturating_sub(length);
        while from < beyond {
            let near = (from + half) / self.slow_bins;
            let (level, until) = if length > self.slow_bins {
                (self.highest, beyond)
            } else {
                (self.near.get(near).copied().unwrap_or(self.highest), ((near + 1) * self.slow_bins - half).min(beyond))
            };
            let most = most_left * level;
            let begins = self.sums.get(from..until).unwrap_or_default().iter().step_by(stride);
            let ends = self.sums.get(from + length..until + length).unwrap_or_default().iter().step_by(stride);
            for (a, b) in begins.zip(ends) {
                if b.0 - a.0 <= most * (b.1 - a.1) {
                    low.push(from);
                }
                from += stride;
            }
        }
        low
    }

    /// Value of a bin in units of the rhythm.
    pub(super) fn share(&self, bin: usize) -> f64 {
        at(self.values, bin) / at(self.shape, bin)
    }

    /// What is left of the ordinary level, of each bin.
    pub(super) fn left(&self) -> impl Iterator<Item = f64> {
        let blocks = self.values.chunks(self.slow_bins).zip(self.shape.chunks(self.slow_bins)).zip(&self.slow);
        blocks.flat_map(|((values, shape), level)| values.iter().zip(shape).map(move |(v, shape)| v / shape / level))
    }

    /// How much a bin says against a typical one: what is little expected says little.
    pub(super) fn weight(&self, bin: usize) -> f64 {
        (at(self.shape, bin) / self.typical_shape).min(1.0)
    }

    /// The lengths that are looked at.
    pub(super) fn lengths(&self) -> Vec<usize> {
        let mut lengths = Vec::new();
        let mut length = 1.0_f64;
        while length <= self.len() as f64 * 0.8 {
            lengths.push(length as usize);
            length = (length * GROWTH).max((length as usize + 1) as f64);
        }
        lengths
    }
}

/// The level of a stretch, of the sums before it and up to its end.
pub(super) fn level_between(before: (f64, f64), until: (f64, f64)) -> f64 {
    let expected = until.1 - before.1;
    if expected > 1e-9 { (until.0 - before.0) / expected } else { f64::NAN }
}
