//! The scoreboard of detection: `[detect] [SEED] [FILES] [DIR] [DETECTOR] [all]` prints every detector's row on simulated signals of
//! each kind, the outside peers', the calibration, and with the folder of real files the labelled ones'; a detector's id gives its rows
//! alone, and `all` tells every miss. `detect-speed [FILE]` prints how long detection takes, `growth` how reading grows.
//!
//! Seeds of the tuning were 1 to 1000; a table for the documentation is made from seeds beyond.

mod calibration;
mod growth;
mod labelled;
mod peers;
mod score;
mod simulate;
mod speed;

use outage_lens::base::time::iso;
use outage_lens::base::{Series, Settings};
use outage_lens::detect::{DETECTORS, detect, prepare};
use score::{Found, Score};
use simulate::{File, KINDS, RANGES, What, file};

fn main() {
    let mut words = std::env::args().skip(1).peekable();
    if words.next_if_eq("detect-speed").is_some() {
        return speed::run(words.next().as_deref());
    }
    if words.next_if_eq("growth").is_some() {
        return growth::run(&words.collect::<Vec<_>>());
    }
    let _ = words.next_if_eq("detect");
    let words: Vec<String> = words.collect();
    let mut numbers = words.iter().filter_map(|w| w.parse::<u64>().ok());
    let (seed, files) = (numbers.next().unwrap_or(1), numbers.next().unwrap_or(100));
    let only = DETECTORS.iter().map(|d| d.about().id).find(|id| words.iter().any(|w| w == id));
    let verbose = words.iter().any(|w| w == "all");
    println!("Simulated: {RANGES}\nSeeds {seed} to {}.\n", seed + files - 1);
    println!(
        "| detector | signal | F1 | recall | mean IoU | false / 30 d | duration error (steps) | edges inside | width (steps) |"
    );
    println!("|---|---|---|---|---|---|---|---|---|");
    let all: Vec<(What, Vec<File>)> =
        KINDS.iter().map(|what| (*what, (seed..seed + files).map(|seed| file(seed, *what)).collect())).collect();
    for detector in DETECTORS.iter().map(|d| d.about().id).filter(|d| only.is_none_or(|o| o == *d)) {
        rows(detector, seed, &all, verbose, |files| files.iter().map(|f| run(&f.series, detector)).collect());
    }
    if only.is_none() {
        rows("MSTL + MAD", seed, &all, verbose, |files| files.iter().map(|f| peers::mstl(&f.series)).collect());
        match peers::python() {
            Ok(python) => rows("PELT", seed, &all, verbose, |files| {
                let series: Vec<&Series> = files.iter().map(|f| &f.series).collect();
                peers::pelt(&python, &series).into_iter().map(|(found, _)| found).collect()
            }),
            Err(why) => println!("\nPELT is left out, for want of Python 3 with ruptures: {why}"),
        }
        // Candidates are rare between noise and outage: it takes many files to count two hundred in every band.
        calibration::run(seed, 12 * files);
    }
    if let Some(folder) = words.iter().find(|w| std::path::Path::new(w.as_str()).is_dir()) {
        labelled::run(folder);
    }
}

/// The rows of one detector: a kind each, and all.
fn rows(name: &str, first: u64, all: &[(What, Vec<File>)], verbose: bool, find: impl Fn(&[File]) -> Vec<Vec<Found>>) {
    let mut total = Score::default();
    for (what, files) in all {
        let mut score = Score::default();
        for ((seed, file), found) in (first..).zip(files).zip(find(files)) {
            let before = (score.missed, score.extra);
            let step = file.series.step as f64;
            score.add(&file.truths, &found, step, file.series.len() as f64 * step / 86_400_000.0);
            if verbose && (score.missed, score.extra) != before {
                tell(seed, *what, file, &found);
            }
        }
        println!("| {name} | {what:?} | {} |", score.row());
        total.join(&score);
    }
    println!("| {name} | all | {} |", total.row());
}

/// What one of our detectors finds in one series.
fn run(series: &Series, detector: &str) -> Vec<Found> {
    let mut settings = Settings::default();
    settings.set("detector", detector).expect("a known setting");
    let series = std::slice::from_ref(series);
    let prepared = prepare(series, &[], &settings).expect("a known detector");
    detect(&prepared, series, &settings).expect("a known detector").found.iter().map(Found::from).collect()
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
