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

#[cfg(test)]
mod tests {
    use super::*;

    /// The highest scores of 101 blocks that follow a law of extremes of this place and width to the letter.
    fn extremes(place: f64, width: f64) -> Vec<f64> {
        (0..=100).map(|rank| place - width * num::ln(-num::ln(f64::from(rank) / 100.0))).collect()
    }

    fn law(most: &mut [f64], length: usize, finest: f64, last: Option<(f64, f64)>) -> (f64, f64) {
        let last = last.map(|(place, width)| Law { length: 4, place, width, blocks: 101.0 });
        let law = Law::of(most, length, finest, most.len(), last).unwrap();
        assert_eq!((law.length, law.blocks), (length, 101.0));
        (law.place, law.width)
    }

    fn assert_near(found: (f64, f64), place: f64, width: f64) {
        let (a, b) = found;
        assert!((a - place).abs() < 1e-9 && (b - width).abs() < 1e-9, "{found:?}, not {place} and {width}");
    }

    #[test]
    fn the_law_of_ordinary_blocks_is_found_beside_outages_in_six_of_ten() {
        let mut most = extremes(3.0, 2.0);
        assert_near(law(&mut most, 12, 0.0, None), 3.0, 2.0);
        most[..].sort_by(f64::total_cmp);
        for block in &mut most[41..] {
            *block = 1e6;
        }
        assert_near(law(&mut most, 12, 0.0, None), 3.0, 2.0);
        assert!(Law::of(&mut [], 12, 0.0, 0, None).is_none());
    }

    #[test]
    fn no_law_is_narrower_than_chance_or_the_finest_step_allows() {
        let mut alike = vec![5.0; 101];
        assert_near(law(&mut alike, 12, 0.0, None), 5.0, 0.75);
        assert_near(law(&mut alike, 12, 1.5, None), 5.0, 1.5);
        // Nor does one lie below nothing.
        assert_near(law(&mut extremes(-3.0, 2.0), 12, 0.0, None), 0.0, 2.0);
    }

    #[test]
    fn a_law_reaches_three_tenths_farther_than_that_of_the_length_before_at_most() {
        let mut most = extremes(3.0, 2.0);
        // It would reach 3 + 4 × 2 = 11, but the one before reaches 1 + 4 × 0.5 = 3.
        let limit = 1.3 * 3.0;
        assert_near(law(&mut most, 5, 0.0, Some((1.0, 0.5))), 3.0 * limit / 11.0, 2.0 * limit / 11.0);
        assert_near(law(&mut most, 5, 0.0, Some((10.0, 1.0))), 3.0, 2.0);
        // The shortest have none before them that tells anything.
        assert_near(law(&mut most, 4, 0.0, Some((1.0, 0.5))), 3.0, 2.0);
    }
}
