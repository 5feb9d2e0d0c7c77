//! Point 11, confidence that means something: how often this very file makes an event like this by itself.
//!
//! In: what was found in a signal, each with the number of such stretches that are expected of the file without any outage. Out: the
//! chance that it is real. Refused: a published rule, or a file too short to know, has none.
//! With λ ordinary events expected beside one that was found, the chance is 1 ÷ (1 + 20 √λ): a third where such a file makes
//! one like it once in a hundred, nine tenths where three in a hundred thousand.

use super::detectors::Finding;

/// Chance that a finding is real.
pub(super) fn confidence(finding: &Finding) -> Option<f64> {
    finding.by_itself.map(|expected| 1.0 / (1.0 + 20.0 * expected.sqrt()))
}
