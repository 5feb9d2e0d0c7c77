//! The scoreboard of detection: `[detect] [SEED] [FILES]` prints every detector's row on simulated signals of each kind;
//! `detect-speed [FILE]` prints how long detection takes.
//!
//! Seeds of the tuning were 1 to 999; a table for the documentation is made from seeds beyond.

mod calibration;
mod score;
mod simulate;
mod speed;

use outage_lens::base::Ask;
use outage_lens::base::time::iso;
use outage_lens::detect::{DETECTORS, detect, prepare};
use score::{Found, Score};
use simulate::{File, KINDS, RANGES, What, file};

fn main() {
    let mut words = std::env::args().skip(1).peekable();
    if words.next_if_eq("detect-speed").is_some() {
        return speed::run(words.next().as_deref());
    }
    let _ = words.next_if_eq("detect");
    let seed: u64 = words.next().and_then(|w| w.parse().ok()).unwrap_or(1);
    let files: u64 = words.next().and_then(|w| w.parse().ok()).unwrap_or(100);
    let only = words.next();
    let verbose = words.next().is_some();
    println!("Simulated: {RANGES}\nSeeds {seed} to {}.\n", seed + files - 1);
    println!(
        "| detector | signal | F1 | recall | mean IoU | false / 30 d | duration error (steps) | edges inside | width (steps) |"
    );
    println!("|---|---|---|---|---|---|---|---|---|");
    for detector in DETECTORS.iter().map(|d| d.about().id).filter(|d| only.as_deref().is_none_or(|o| o == *d)) {
        let mut all = Score::default();
        for what in KINDS {
            let mut score = Score::default();
            for seed in seed..seed + files {
                let file = file(seed, what);
                let found = run(&file, detector);
                let before = (score.missed, score.extra);
                let step = file.series.step as f64;
                score.add(&file.truths, &found, step, file.series.len() as f64 * step / 86_400_000.0);
                if verbose && (score.missed, score.extra) != before {
                    tell(seed, what, &file, &found);
                }
            }
            println!("| {detector} | {what:?} | {} |", score.row());
            all.join(&score);
        }
        println!("| {detector} | all | {} |", all.row());
    }
    if only.is_none() {
        // Candidates are rare between noise and outage: it takes many files to count two hundred in every band.
        calibration::run(seed, 8 * files);
    }
}

fn run(file: &File, detector: &str) -> Vec<Found> {
    let mut ask = Ask::default();
    ask.set("detector", detector).expect("a known setting");
    let series = std::slice::from_ref(&file.series);
    let prepared = prepare(series, &[], &ask).expect("a known detector");
    detect(&prepared, series, &ask).expect("a known detector").found.iter().map(Found::from).collect()
}

fn tell(seed: u64, what: What, file: &File, found: &[Found]) {
    println!("  {what:?} {seed}: step {} min, {} bins", file.series.step / 60_000, file.series.len());
    for t in &file.truths {
        println!("    true  {} → {} depth {:.2}", iso(t.start as i64), iso(t.end as i64), t.depth);
    }
    for f in found {
        println!("    found {} → {}", iso(f.start[1] as i64), iso(f.end[1] as i64));
    }
}
