//! Point 4, segments instead of alarms: a two-state hidden Markov chain over the drop score, decoded by Viterbi.
//!
//! In: the drop of each bin (1 − value/baseline, `NaN` where there is none) over the smallest drop that counts there. Out:
//! runs of bins that are out. Evidence of a bin is the log-likelihood ratio of a drop of just that size against none,
//! discounted for the memory of the noise, so a noisy outage is one run, and entering and leaving have a price:
//! hysteresis. A bin without a value is no evidence either way.
//! Source: Viterbi, IEEE Trans. IT 13 (1967); the discount (1 − φ)/(1 + φ) is the effective sample size of an AR(1).

/// A run of bins that are out: `from` included, `until` not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// First bin.
    pub from: usize,
    /// First bin after it.
    pub until: usize,
}

/// What the chain costs and how much the memory of the noise takes away.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Chain {
    /// Share of a bin's evidence that its neighbour has not already given.
    pub(super) fresh: f64,
    /// Price of the onset: minus the logarithm of its chance at a bin.
    pub(super) onset: f64,
    /// Price of the recovery.
    pub(super) recovery: f64,
}

/// Evidence of a bin is cut at a drop of 3½ times the smallest that counts: it is as sure as a bin gets.
const SUREST: f64 = 3.0;
/// The smallest drop that counts is taken for at most ten standard deviations: noise has heavier tails than a normal.
const STEEPEST: f64 = 10.0;

/// Evidence of a bin for being out: the log-likelihood ratio of the smallest drop that counts against none.
pub(super) fn evidence(drop: f64, least: f64, spread: f64) -> f64 {
    let steep = (least / spread.max(f64::MIN_POSITIVE)).min(STEEPEST);
    steep * steep * (drop / least - 0.5).clamp(-0.5, SUREST)
}

/// The most likely runs, given each bin's evidence (`NaN` where there is no value).
pub(super) fn runs(evidence: impl Iterator<Item = f64>, chain: Chain) -> Vec<Run> {
    // Bit 0: the normal state came from out. Bit 1: the out state came from normal.
    let mut came: Vec<u8> = Vec::with_capacity(evidence.size_hint().0);
    let (mut normal, mut out) = (0.0_f64, -chain.onset);
    for own in evidence {
        let own = if own.is_nan() { 0.0 } else { chain.fresh * own };
        let back = out - chain.recovery;
        let fall = normal - chain.onset;
        came.push(u8::from(back > normal) | u8::from(fall > out) << 1);
        (normal, out) = (normal.max(back), out.max(fall) + own);
    }
    let mut runs = Vec::new();
    let mut until = (out > normal).then_some(came.len());
    for (bin, from) in came.iter().enumerate().rev() {
        match until {
            Some(end) if from & 2 != 0 => {
                runs.push(Run { from: bin, until: end });
                until = None;
                // Whether the normal state before it had just been left is told by the earlier bins.
            }
            None if from & 1 != 0 => until = Some(bin),
            _ => {}
        }
    }
    if let Some(end) = until {
        runs.push(Run { from: 0, until: end });
    }
    runs.reverse();
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::prng::Prng;

    const CHAIN: Chain = Chain { fresh: 0.2, onset: 9.0, recovery: 3.0 };

    fn found(scores: &[f64]) -> Vec<Run> {
        runs(scores.iter().map(|s| evidence(*s, 1.0, 0.2)), CHAIN)
    }

    #[test]
    fn a_noisy_outage_is_one_run() {
        let mut prng = Prng::new(5);
        let scores: Vec<f64> =
            (0..1_000).map(|i| f64::from(u8::from((400..460).contains(&i))) * 1.5 + 0.3 * prng.normal()).collect();
        assert_eq!(found(&scores), [Run { from: 400, until: 460 }]);
    }

    #[test]
    fn one_spike_is_too_little_and_a_hole_is_no_evidence() {
        let mut scores = vec![0.0; 100];
        scores[50] = 1.5;
        assert_eq!(found(&scores), []);
        for score in &mut scores[40..60] {
            *score = f64::NAN;
        }
        assert_eq!(found(&scores), []);
        for score in &mut scores[30..70] {
            *score = if score.is_nan() { f64::NAN } else { 2.0 };
        }
        assert_eq!(found(&scores), [Run { from: 30, until: 70 }]);
    }

    #[test]
    fn a_run_may_reach_both_ends() {
        assert_eq!(found(&[2.0; 10]), [Run { from: 0, until: 10 }]);
    }
}
