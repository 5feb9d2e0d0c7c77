//! From factors with ranges to a 5 % and a 95 % point of their product.
//!
//! Positive factors are log-normal around their central value, so their logarithms add up to a normal one:
//! `ln C ~ N(Σμ, Σσ²)`, σ = ln(p95 ÷ p5) ÷ 3.290. Where a factor's two halves differ (a duration of 10 minutes that may be
//! 1 or 15), each half has its own σ, and each end of the product is made of the halves on its side. The triangular ones,
//! 1 − x, are integrated exactly enough by 64 equal slices of chance each, 64 × 64 where there are two.

use super::Range;
use super::factor::{Effect, Factor, product};
use crate::base::num;

/// Standard normal 95 % point.
const Z95: f64 = 1.644_853_626_951_472_2;
/// Slices of chance of a triangular factor.
const SLICES: usize = 64;
/// Groups that the slices of two triangular factors are gathered in.
const GROUPS: usize = 256;

/// The product of the factors with its 5 % and 95 % points.
pub(super) fn range(factors: &[Factor]) -> Range {
    let central = product(factors);
    if central.is_nan() || central <= 0.0 || !central.is_finite() {
        return Range::default();
    }
    if factors.iter().all(|factor| factor.ends().is_none()) {
        return Range { low: central, central, high: central };
    }
    let spread = Spread::of(factors);
    Range { low: central * spread.quantile(0.05), central, high: central * spread.quantile(0.95) }
}

/// How a product of factors spreads around its central value.
pub(super) struct Spread {
    /// Variance of the logarithm towards the low side.
    below: f64,
    /// Variance of the logarithm towards the high side.
    above: f64,
    /// Equally likely logarithms of what the triangular factors leave, against their central value; ascending.
    rests: Vec<f64>,
}

impl Spread {
    /// The spread of a product.
    pub(super) fn of(factors: &[Factor]) -> Spread {
        let mut spread = Spread { below: 0.0, above: 0.0, rests: vec![0.0] };
        for factor in factors {
            if factor.effect == Effect::Rest {
                if let Some(slices) = slices(factor) {
                    spread.rests = spread.rests.iter().flat_map(|a| slices.iter().map(move |b| a + b)).collect();
                }
            } else {
                let (below, above) = sigmas(factor);
                spread.below += below * below;
                spread.above += above * above;
            }
        }
        num::ascending(&mut spread.rests);
        // Neighbours among the 64 × 64 stand together: 256 means of equal chance lie within 0.1 % of them all.
        if let Some(group) = spread.rests.len().checked_div(GROUPS).filter(|group| *group > 1) {
            let means = spread.rests.chunks(group).map(|chunk| chunk.iter().sum::<f64>() / chunk.len() as f64);
            spread.rests = means.collect();
        }
        spread
    }

    /// The `q` quantile as a multiple of the central value. Newton's steps, halved where they leave the bracket.
    pub(super) fn quantile(&self, q: f64) -> f64 {
        let sigma = num::pow(if q < 0.5 { self.below } else { self.above }, 0.5).max(1e-6);
        let (Some(first), Some(last)) = (self.rests.first(), self.rests.last()) else { return 1.0 };
        let (mut low, mut high) = (first - 6.0 * sigma, last + 6.0 * sigma);
        let mut x = self.rests.get(self.rests.len() / 2).copied().unwrap_or(0.0);
        for _ in 0..64 {
            let (mut below, mut density) = (0.0, 0.0);
            for rest in &self.rests {
                let z = (x - rest) / sigma;
                below += num::normal_below(z);
                density += num::exp(-0.5 * z * z);
            }
            let count = self.rests.len() as f64;
            let miss = below / count - q;
            if miss > 0.0 {
                high = x
            } else {
                low = x
            }
            let slope = density / count / (sigma * 2.506_628_274_631_000_7);
            let newton = x - miss / slope;
            let next = if newton > low && newton < high { newton } else { 0.5 * (low + high) };
            if (next - x).abs() < 1e-10 {
                break;
            }
            x = next;
        }
        num::exp(x)
    }
}

/// Variance of the logarithm that one factor brings.
pub(super) fn variance(factor: &Factor) -> f64 {
    if factor.effect != Effect::Rest {
        let (below, above) = sigmas(factor);
        return 0.25 * (below + above) * (below + above);
    }
    let Some(slices) = slices(factor) else { return 0.0 };
    let mean = slices.iter().sum::<f64>() / SLICES as f64;
    slices.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / SLICES as f64
}

/// σ of the logarithm towards the low and the high side of the product.
fn sigmas(factor: &Factor) -> (f64, f64) {
    let Some((low, high)) = factor.ends() else { return (0.0, 0.0) };
    let (a, b, central) = (factor.amount(low), factor.amount(high), factor.central());
    let half = |ratio: f64| (num::ln(ratio) / Z95).max(0.0);
    (half(central / a.min(b)), half(a.max(b) / central))
}

/// The middles of 64 equally likely slices of a triangular factor, as logarithms against its central value.
fn slices(factor: &Factor) -> Option<Vec<f64>> {
    let (low, high) = factor.ends()?;
    let (mode, width) = (factor.step.value, high - low);
    let turn = (mode - low) / width;
    let at = |q: f64| {
        if q < turn {
            low + num::pow(q * width * (mode - low), 0.5)
        } else {
            high - num::pow((1.0 - q) * width * (high - mode), 0.5)
        }
    };
    let middle = |i: usize| num::ln(factor.amount(at((i as f64 + 0.5) / SLICES as f64)) / factor.central());
    Some((0..SLICES).map(middle).collect())
}

#[cfg(test)]
mod tests;
