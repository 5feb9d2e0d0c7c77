//! Point 10, confidence that means something: how often noise alone makes an event like this, in this very file.
//!
//! In: a signal, what was found in it, and the detector. Out: the chance that an event is real, and how often a drop of its depth and
//! length is found when it is put into the quiet part (seeded, so always the same places). False events are counted in the
//! signal's mirror image: what rises above the baseline by chance is as frequent as what falls below it, and a true outage has no
//! mirror image. The chance is calibrated: of simulated candidates that get 0.8, eight in ten are real (the table of
//! The scoreboard). Refused: a published rule without a spread of its own has no confidence.
//! Source of the mirror: target–decoy estimation of false discoveries (Elias & Gygi, Nature Methods 2007); of the tail: the
//! exponential law of excesses over a threshold (Pickands 1975); of the calibration: logistic (Platt 1999).

use super::detectors::{Detector, Finding};
use super::edges::{Drops, Placing};
use super::prng::Prng;
use super::segments::Run;
use crate::base::{Kind, Notes, num};
use std::rc::Rc;
use std::sync::OnceLock;

/// The strengths of the false events in a signal's mirror image: the same at every sensitivity, so they are looked for once.
pub(super) type Image = OnceLock<Vec<f64>>;

/// What is known about an event's reality.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Confidence {
    /// Chance that it is real.
    pub(super) real: f64,
    /// False events this strong expected in the whole file.
    pub(super) expected: f64,
    /// Of drops like it, how many are found: hits and tries.
    pub(super) hits: Option<(usize, usize)>,
}

/// Strength above which the tail of the noise is told: three standard deviations, where noise is one bin in 740.
const BAR: f64 = 3.0;
/// The bar for the mirror image, beyond the highest sensitivity: 1.4 standard deviations show the body of the noise.
const LOWEST: f64 = 1.4;
/// Strength beyond which noise explains nothing any more, and only what the kind is known for remains: one bin in 30,000.
const PLAIN: f64 = 4.0;
/// Bins that the injections of one signal may cost: some hundredths of a second.
const BUDGET: usize = 2_000_000;
/// Injections for one event: their share is known to a twentieth then.
const TRIES: usize = 80;
/// Fewer tell nothing.
const FEWEST: usize = 10;
/// Bins on each side of an injection that are looked at with it, besides as many as it is long: more than the price of entering and
/// leaving the chain is worth, so that what lies beyond changes nothing.
const AROUND: usize = 32;

/// How strong a run stands out: its depth in standard deviations, times the root of its independent bins.
fn strength(drops: &Drops<'_>, run: Run) -> f64 {
    let bins = (run.from..run.until).filter(|b| !drops.of(*b).is_nan()).count().max(1) as f64;
    let spread =
        (run.from..run.until).map(|b| drops.fit.spread.of(b)).sum::<f64>() / (run.until - run.from).max(1) as f64;
    let fresh = (1.0 - drops.fit.memory) / (1.0 + drops.fit.memory);
    drops.depth(run) / spread.max(1e-4) * (1.0 + (bins - 1.0) * fresh).sqrt()
}

/// Chance that an event is real, by its strength, its depth against the faintest that is looked for, and whether its kind wanders
/// by itself (people and scanners do, hosts and routes hardly). The weights are those of a logistic regression on 6,568 candidates
/// of the simulator's seeds 1 to 1000 at a bar of 1.4 standard deviations, outages from a tenth of the faintest depth on; on seeds
/// beyond 5000 they are calibrated.
fn real(strength: f64, depth: f64, wanders: bool) -> f64 {
    let kind = if wanders { 4.91 } else { 0.0 };
    let odds = 4.04 + 1.10 * strength.min(PLAIN) + 4.04 * num::ln(depth.max(1e-6)) - kind;
    1.0 / (1.0 + num::exp(-odds))
}

/// The confidence of every finding, in their order; empty where the detector knows no spread.
pub(super) fn confidences(
    detector: &dyn Detector,
    drops: &Drops<'_>,
    findings: &[Finding],
    sensitivity: f64,
    image: &Image,
) -> Vec<Confidence> {
    if findings.is_empty() || detector.placing() == Placing::Bins {
        return Vec::new();
    }
    let strengths =
        |runs: &[Finding], of: &Drops<'_>| -> Vec<f64> { runs.iter().map(|f| strength(of, f.run)).collect() };
    let false_ones = image.get_or_init(|| {
        let image = Drops { zeros: &[], mirrored: true, ..*drops };
        strengths(&detector.find(&image, LOWEST, "", &mut Notes::default()), &image)
    });
    let own = strengths(findings, drops);
    let ascending = |all: &[f64]| {
        let mut all = all.to_vec();
        all.sort_unstable_by(f64::total_cmp);
        all
    };
    let (false_ascending, own_ascending) = (ascending(false_ones), ascending(&own));
    // One excess of a standard deviation is added, so that a file without false events promises no more than it has shown.
    let mean = (false_ones.iter().map(|s| (s - BAR).max(0.0)).sum::<f64>() + 1.0) / (false_ones.len() + 1) as f64;
    let mut prng = Prng::new(drops.grid.len() as u64);
    let faintest = detector.least(drops.grid.kind, 0.5).floor;
    let wanders = !matches!(drops.grid.kind, Kind::Routes | Kind::Probing);
    findings
        .iter()
        .zip(&own)
        .map(|(finding, strong)| {
            // A strength is known to about a tenth.
            let as_strong = |all: &[f64]| (all.len() - all.partition_point(|s| *s < 0.9 * strong)) as f64;
            let seen = as_strong(&false_ascending);
            let tail = (false_ones.len() as f64 + 0.5) * num::exp(-(strong - BAR) / mean);
            let expected = if seen >= 3.0 { seen } else { tail };
            let depth = drops.depth(finding.run) / faintest;
            // Where noise is expected to make as many events so strong as there are, nothing is sure.
            let shown = (1.0 - expected / (1.0 + as_strong(&own_ascending))).max(0.0);
            Confidence {
                real: shown * real(*strong, depth, wanders),
                expected,
                hits: injected(detector, drops, findings, finding, sensitivity, &mut prng),
            }
        })
        .collect()
}

/// Puts drops like the event into quiet places, each by itself, and counts how many are found.
fn injected(
    detector: &dyn Detector,
    drops: &Drops<'_>,
    findings: &[Finding],
    event: &Finding,
    sensitivity: f64,
    prng: &mut Prng,
) -> Option<(usize, usize)> {
    let length = event.run.until - event.run.from;
    let depth = drops.depth(event.run);
    let stop = drops.grid.stop();
    if length * 4 > stop {
        return None;
    }
    let side = length + AROUND;
    let most = TRIES.min(BUDGET / (findings.len() * (length + 2 * side)));
    if most < FEWEST {
        return None;
    }
    let (mut hits, mut tries) = (0, 0);
    for _ in 0..most {
        let place = prng.below(stop - 2 * length) + length / 2;
        let (before, after) = (place.saturating_sub(length), place + 2 * length);
        if findings.iter().any(|f| f.run.until > before && after > f.run.from) {
            continue;
        }
        let from = place.saturating_sub(side);
        let bins = from..(place + length + side).min(stop);
        let (mut grid, fit) = (drops.grid.window(bins.clone()), drops.fit.window(bins));
        Rc::make_mut(&mut grid.values).iter_mut().skip(place - from).take(length).for_each(|v| *v *= 1.0 - depth);
        let changed = Drops { grid: &grid, fit: &fit, zeros: &[], mirrored: false };
        let (first, last) = (place - from, place - from + length);
        let hit = |f: &Finding| {
            let shared = f.run.until.min(last).saturating_sub(f.run.from.max(first));
            2 * shared >= f.run.until.max(last) - f.run.from.min(first)
        };
        hits += usize::from(detector.find(&changed, sensitivity, "", &mut Notes::default()).iter().any(hit));
        tries += 1;
    }
    (tries >= FEWEST).then_some((hits, tries))
}
