//! Point 4, the law of ordinary stretches of one length: how high their score gets in a block of time.
//!
//! In: the highest score of each block. Out: the two numbers of the law. The deepest stretch of each block follows a law of extremes
//! (Fisher & Tippett 1928; Gumbel 1958); its numbers come from two low quantiles, so that outages in up to six blocks of ten change little.

use crate::base::num;

/// The two quantiles of the blocks' extremes that the law is told from: above the second six blocks of ten may hold outages.
const QUANTILES: (f64, f64) = (0.15, 0.4);
/// How much the ordinary extremes may grow from one length to the next: a random walk grows by √1.4 = 1.18, a straight drift by 1.4.
const FASTEST: f64 = 1.3;
/// Least width of the law against its place: extremes of a few hundred Gaussian bins have 0.15 (extreme value theory, 1/(2 ln n)).
const NARROWEST: f64 = 0.15;

/// The law of the deepest ordinary stretch in a block, at one length and against some sides.
#[derive(Clone, Copy, Debug)]
pub(super) struct Law {
    pub(super) length: usize,
    pub(super) place: f64,
    pub(super) width: f64,
    /// Blocks of time that the file has.
    pub(super) blocks: f64,
}

impl Law {
    /// The law of blocks' highest scores; never much beyond that of the length before.
    pub(super) fn of(most: &mut [f64], length: usize, finest: f64, blocks: usize, last: Option<Law>) -> Option<Law> {
        let (low, high) = (num::quantile(most, QUANTILES.0)?, num::quantile(most, QUANTILES.1)?);
        let reduced = |q: f64| -num::ln(-num::ln(q));
        let width = (high - low) / (reduced(QUANTILES.1) - reduced(QUANTILES.0));
        let place = (low - width * reduced(QUANTILES.0)).max(0.0);
        let mut law = Law { length, place, width: width.max(finest).max(NARROWEST * place), blocks: blocks as f64 };
        if let Some(last) = last.filter(|_| length > 4) {
            let (reach, limit) = (law.place + 4.0 * law.width, FASTEST * (last.place + 4.0 * last.width));
            if reach > limit {
                (law.place, law.width) = (law.place * limit / reach, law.width * limit / reach);
            }
        }
        Some(law)
    }
}
