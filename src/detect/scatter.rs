//! Point 2, how a signal scatters: as independent counts or not, and how its noise grows with what is expected.
//!
//! In: values and their rhythm. Out: whether they are counts, and an exponent: 0.5 for counts, 1 for shares, 0 for noise that is always
//! as large.

use super::grid::at;
use crate::base::num;

/// What independent counts scatter at least, as a share of their mean.
pub(super) const ALONE: f64 = 0.66;

/// Whether neighbours differ as independent counts do: their squared difference is twice the mean. Nine in ten are looked at, without
/// the largest, of which two thirds of the squares remain; half of that is as good as a count.
pub(super) fn is_counted(values: &[f64], grain: f64) -> bool {
    let stride = values.len().div_ceil(20_000).max(1);
    let pairs = values.iter().zip(values.iter().skip(1)).step_by(stride);
    let mut squares: Vec<f64> = pairs.map(|(a, b)| (a - b) * (a - b)).filter(|d| !d.is_nan()).collect();
    let kept = squares.len() * 9 / 10;
    if kept < squares.len() {
        squares.select_nth_unstable_by(kept, f64::total_cmp);
    }
    let sum = squares.iter().take(kept).sum::<f64>();
    let held = values.iter().filter(|v| !v.is_nan());
    let (total, count) = held.fold((0.0, 0_usize), |a, v| (a.0 + v, a.1 + 1));
    let mean = total / count.max(1) as f64;
    grain > 0.0 && sum / kept.max(1) as f64 >= ALONE * grain * mean
}

/// How many counts come together: the squared difference of neighbours over twice the mean, 1 for independent ones. Nothing is trimmed:
/// bursts are how such a signal comes. Less than [`ALONE`] is no count, as a state that seldom changes.
pub(super) fn clumps(values: &[f64], grain: f64) -> f64 {
    let stride = values.len().div_ceil(20_000).max(1);
    let pairs = values.iter().zip(values.iter().skip(1)).step_by(stride).filter(|(a, b)| !a.is_nan() && !b.is_nan());
    let sums = pairs.fold((0.0, 0.0), |sums, (a, b)| (sums.0 + (a - b) * (a - b), sums.1 + a + b));
    if sums.1 > 0.0 && grain > 0.0 { sums.0 / sums.1 / grain } else { 0.0 }
}

/// How noise grows with what is expected: the slope of the logarithms of both over six classes of the rhythm. `ratio` is the level of
/// a stretch in units of the rhythm, `level` that of the whole file.
pub(super) fn power(values: &[f64], shapes: &[f64], level: f64, ratio: impl Fn(usize, usize) -> f64) -> f64 {
    let n = values.len();
    let stride = n.div_ceil(20_000).max(1);
    let mut pairs: Vec<(f64, f64)> = Vec::new();
    for bin in (0..n).step_by(stride) {
        let (from, until) = (bin.saturating_sub(4), (bin + 5).min(n));
        let shape = at(shapes, bin);
        let off = (at(values, bin) - ratio(from, until) * shape).abs();
        if off.is_finite() {
            pairs.push((shape, off));
        }
    }
    let mut shapes: Vec<f64> = pairs.iter().map(|p| p.0).collect();
    let mut bound = |q: f64| num::quantile(&mut shapes, q).unwrap_or(1.0);
    if pairs.len() < 100 || bound(0.9) < 2.0 * bound(0.1) {
        return 1.0;
    }
    let bounds: Vec<f64> = (0..=6).map(|k| bound(f64::from(k) / 6.0)).collect();
    let mut points = Vec::new();
    for (low, high) in bounds.iter().zip(bounds.iter().skip(1)) {
        let inside: Vec<(f64, f64)> = pairs.iter().copied().filter(|(s, _)| s >= low && s <= high).collect();
        if inside.len() <= 10 {
            continue;
        }
        let count = inside.len() as f64;
        let middle = num::median(&mut inside.iter().map(|p| p.1).collect::<Vec<f64>>()).unwrap_or(0.0);
        let off = inside.iter().map(|p| p.1.min(5.0 * middle + 1e-9)).sum::<f64>() / count;
        let shape = inside.iter().map(|p| p.0).sum::<f64>() / count;
        points.push((num::ln(shape.max(1e-9)), num::ln(off + 1e-9 * level)));
    }
    slope(&points).map_or(1.0, |slope| slope.clamp(0.0, 1.0))
}

/// Slope of a straight line through at least four points that spread over 0.3 of the first coordinate.
fn slope(points: &[(f64, f64)]) -> Option<f64> {
    let (low, high) = points.iter().fold((f64::MAX, f64::MIN), |(l, h), p| (l.min(p.0), h.max(p.0)));
    if points.len() < 4 || high - low <= 0.3 {
        return None;
    }
    let count = points.len() as f64;
    let (x, y) = (points.iter().map(|p| p.0).sum::<f64>() / count, points.iter().map(|p| p.1).sum::<f64>() / count);
    let across = points.iter().map(|p| (p.0 - x) * (p.1 - y)).sum::<f64>();
    Some(across / points.iter().map(|p| (p.0 - x) * (p.0 - x)).sum::<f64>())
}
