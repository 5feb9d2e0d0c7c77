//! Whether confidence means what it says: over simulated files with the bar lowered, the share of candidates that are real, by
//! The confidence they were given.
//!
//! In: first seed and number of files of each kind. Out: a table. Outages here go down to a tenth of the faintest depth of the
//! scoreboard, faint ones as frequent as deep ones, so that some are as weak as noise; the bar is lowered from five standard deviations
//! to 1.4. Real is a candidate of whose time at least half lies in true outages. Four prefixes have no noise and no doubt.

use crate::score::Found;
use crate::simulate::{Truth, What, faint};
use outage_lens::base::Settings;
use outage_lens::detect::{detect, prepare};

/// The bands of confidence that are looked at.
const BANDS: [(f64, f64); 6] = [(0.0, 0.3), (0.3, 0.5), (0.5, 0.7), (0.7, 0.85), (0.85, 0.95), (0.95, 1.0)];

/// Prints the table.
pub fn run(seed: u64, files: u64) {
    println!("\nCalibration, seeds {seed} to {}, bar at 1.4 standard deviations:\n", seed + files - 1);
    println!("| confidence | candidates | share that is real |");
    println!("|---|---|---|");
    // Beyond the range that an author can ask for.
    let mut settings = Settings::default();
    settings.sensitivity = Some(1.4);
    let mut held = [(0, 0); BANDS.len()];
    for what in [What::Traffic, What::Probing, What::Routes, What::Telescope] {
        for seed in seed..seed + files {
            let file = faint(seed, what);
            let series = std::slice::from_ref(&file.series);
            let prepared = prepare(series, &[], &settings).expect("a grid");
            for outage in detect(&prepared, series, &settings).expect("outages").found {
                let confidence = outage.confidence.expect("a confidence");
                let band = BANDS.iter().rposition(|b| b.0 <= confidence).expect("a band");
                held[band].0 += 1;
                held[band].1 += usize::from(real(&file.truths, &Found::from(&outage)));
            }
        }
    }
    for ((low, high), (candidates, real)) in BANDS.iter().zip(held) {
        println!("| {low}–{high} | {candidates} | {:.3} |", real as f64 / f64::from(candidates.max(1)));
    }
}

fn real(truths: &[Truth], found: &Found) -> bool {
    let (from, until) = (found.start[1], found.end[1]);
    let shared: f64 = truths.iter().map(|t| (t.end.min(until) - t.start.max(from)).max(0.0)).sum();
    2.0 * shared >= until - from
}
