//! Point 4, evidence at every scale: how deep is a stretch against the levels beside it, and how often does this very file make one
//! so deep, of that length, by itself.
//!
//! In: the values of one signal (falls are bad), its rhythm, and what is masked. Out: the depth and score of any stretch, and the
//! number of ordinary stretches that would score as high in the whole file.
//! A stretch is held against the LOWER of the levels on its two sides, so neither drift, nor a step, nor the end of a surge is a
//! drop.

use super::grid::at;
use super::laws::Law;
use super::scatter;
use crate::base::num;

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
/// Blocks that tell a level beside a stretch, each a quarter as long as it, by their median.
const BESIDE: usize = 8;
/// Of these so many must be there; two have no middle.
const LEAST_BESIDE: usize = 3;
/// Cycles on one side alone that tell what is usual there.
const WEEKS: usize = 21;
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
    pub(super) sums: Vec<(f64, f64)>,
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
    weeks: Vec<f64>,
    slow_bins: usize,
    /// Smallest distance of two values over the level, where there are few levels.
    pub(super) grain: f64,
    /// The values scatter as independent counts at least.
    pub(super) counts: bool,
    /// Counts that come together, where a bin holds few.
    pub(super) clumps: f64,
    /// More is worse.
    rises: bool,
    /// Median and maximum of the shape.
    typical_shape: f64,
    highest_shape: f64,
    pub(super) laws: [Vec<Law>; 3],
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
            highest_shape: shape.iter().copied().fold(1.0, f64::max),
            laws: [Vec::new(), Vec::new(), Vec::new()],
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

    /// Level of a stretch in units of the rhythm: the sum of values over the sum of what is expected there.
    pub(super) fn ratio(&self, from: usize, until: usize) -> f64 {
        let n = self.len();
        let (Some(a), Some(b)) = (self.sums.get(from.min(n)), self.sums.get(until.min(n))) else { return f64::NAN };
        let expected = b.1 - a.1;
        if expected > 1e-9 { (b.0 - a.0) / expected } else { f64::NAN }
    }

    /// What is expected of a stretch, in units of the rhythm.
    pub(super) fn expected(&self, from: usize, until: usize) -> f64 {
        let n = self.len();
        let (Some(a), Some(b)) = (self.sums.get(from.min(n)), self.sums.get(until.min(n))) else { return 0.0 };
        b.1 - a.1
    }

    /// Share of a stretch that is masked.
    pub(super) fn masked(&self, from: usize, until: usize) -> f64 {
        let n = self.len();
        let (a, b) =
            (self.masked.get(from.min(n)).copied().unwrap_or(0), self.masked.get(until.min(n)).copied().unwrap_or(0));
        f64::from(b - a) / (until - from).max(1) as f64
    }

    /// The level before a stretch, by the median of eight blocks.
    fn before(&self, from: usize, length: usize) -> f64 {
        let (block, guard) = ((length / 4).max(1), length / 8);
        let mut levels = [f64::NAN; BESIDE];
        for (k, level) in levels.iter_mut().enumerate() {
            let Some(until) = from.checked_sub(guard + k * block) else { break };
            *level = self.ratio(until.saturating_sub(block), until);
        }
        let middle = middle(levels);
        if !middle.is_nan() || from < LEAST_BESIDE {
            return middle;
        }
        // Nearer to the begin than three blocks: all that is there.
        self.ratio(0, from - guard.min(from / 4))
    }

    /// The level after a stretch.
    fn after(&self, until: usize, length: usize) -> f64 {
        let (block, guard, n) = ((length / 4).max(1), length / 8, self.len());
        let mut levels = [f64::NAN; BESIDE];
        for (k, level) in levels.iter_mut().enumerate() {
            let from = until + guard + k * block;
            if from >= n {
                break;
            }
            *level = self.ratio(from, from + block);
        }
        let middle = middle(levels);
        let room = n.saturating_sub(until);
        if !middle.is_nan() || room < LEAST_BESIDE {
            return middle;
        }
        self.ratio(until + guard.min(room / 4), n)
    }

    /// The level that a stretch is held against where it has one side alone, at the edge there: the lower of what is next to it and of what
    /// is usual for some weeks from there on, so that what comes before a surge or after it is no drop.
    pub(super) fn alone(&self, edge: usize, side: Side, level: f64) -> f64 {
        let block = edge / self.slow_bins;
        let weeks = if side == Side::Right { self.weeks.get(block + WEEKS + 1) } else { self.weeks.get(block) };
        match weeks {
            Some(weeks) if !weeks.is_nan() && !level.is_nan() => level.min(*weeks),
            _ => level,
        }
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
        let (depth, score) = self.score(from, length, reference);
        Comparison { depth, score, left, right }
    }

    /// Depth and score of a stretch against a level.
    pub(super) fn score(&self, from: usize, length: usize, reference: f64) -> (f64, f64) {
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
        let share = (reference / self.ordinary(from + length / 2)).min(1.0);
        let expected = self.expected(from, from + length) / length as f64;
        let weight = if self.power < 1.0 { num::pow(expected.max(1e-12), 1.0 - self.power) } else { 1.0 };
        (depth, left * share * weight)
    }

    /// The most that may be left of the ordinary level in a stretch of a length that scores so high: the levels beside it may be
    /// a twentieth above the highest cycle around.
    pub(super) fn most_left(&self, score: f64, least_depth: f64) -> f64 {
        let score = if self.power < 1.0 { score / num::pow(self.highest_shape, 1.0 - self.power) } else { score };
        let depth = if self.rises { score } else { (1.0 - num::exp(-score)) / (1.0 - NOTHING) };
        BESIDE_MOST * (1.0 - depth.clamp(least_depth, 1.0))
    }

    /// Whether so little of the ordinary level is left in a stretch.
    pub(super) fn is_below(&self, from: usize, length: usize, most_left: f64) -> bool {
        let (Some(a), Some(b)) = (self.sums.get(from), self.sums.get(from + length)) else { return false };
        let near = (from + length / 2) / self.slow_bins;
        let level =
            if length > self.slow_bins { self.highest } else { self.near.get(near).copied().unwrap_or(self.highest) };
        b.0 - a.0 <= most_left * level * (b.1 - a.1)
    }

    /// Value of a bin in units of the rhythm.
    pub(super) fn share(&self, bin: usize) -> f64 {
        at(self.values, bin) / at(self.shape, bin)
    }

    /// How much a bin says against a typical one: what is little expected says little.
    pub(super) fn weight(&self, bin: usize) -> f64 {
        (at(self.shape, bin) / self.typical_shape).min(1.0)
    }

    /// The lengths that are looked at.
    pub(super) fn lengths(&self) -> Vec<usize> {
        let mut lengths = Vec::new();
        let mut length = 1.0_f64;
        while length <= self.len() as f64 * 0.6 {
            lengths.push(length as usize);
            length = (length * GROWTH).max((length as usize + 1) as f64);
        }
        lengths
    }
}

/// The median of those that are there; `NaN` of fewer than three.
fn middle(mut levels: [f64; BESIDE]) -> f64 {
    // By a network of comparisons (Batcher 1968): sorting eight numbers is most of the work of this room. Those that are not there go last.
    let mut count = 0;
    for level in &mut levels {
        if level.is_nan() {
            *level = f64::INFINITY;
        } else {
            count += 1;
        }
    }
    let [mut a, mut b, mut c, mut d, mut e, mut f, mut g, mut h] = levels;
    let sort = |x: &mut f64, y: &mut f64| (*x, *y) = (x.min(*y), x.max(*y));
    sort(&mut a, &mut b);
    sort(&mut c, &mut d);
    sort(&mut e, &mut f);
    sort(&mut g, &mut h);
    sort(&mut a, &mut c);
    sort(&mut b, &mut d);
    sort(&mut e, &mut g);
    sort(&mut f, &mut h);
    sort(&mut b, &mut c);
    sort(&mut f, &mut g);
    sort(&mut a, &mut e);
    sort(&mut d, &mut h);
    sort(&mut b, &mut f);
    sort(&mut c, &mut g);
    sort(&mut b, &mut e);
    sort(&mut d, &mut g);
    sort(&mut c, &mut e);
    sort(&mut d, &mut f);
    sort(&mut d, &mut e);
    match count {
        0..LEAST_BESIDE => f64::NAN,
        3 => b,
        4 => f64::midpoint(b, c),
        5 => c,
        6 => f64::midpoint(c, d),
        7 => d,
        _ => f64::midpoint(d, e),
    }
}
