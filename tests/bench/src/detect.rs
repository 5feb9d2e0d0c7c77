//! The scoreboard of detection.
//!
//! `detect` prints three tables in one run, for every detector and the outside peers: real files (any folder with a `truth.json`, by
//! `--real DIR`, several times), the stress set, the simulator; per kind and in all, and how far confidence can be trusted. First seed
//! and files a kind may follow, names of sets and of stress kinds for these alone, a detector's id for its rows alone,
//! `calibration` for the simulator's curve with faint outages, `all` for every miss, `--out FILE` for the tables as HTML too. `--labelled DIR` adds each signal of the
//! labelled files alone. `write DIR [SEED] [FILES] [KIND]` writes stress files, so that any program can be tried on them; `eye-test
//! [--real DIR --out FILE]` draws truth and finding over each other; `detect-speed [FILE]` prints how long detection takes, `growth` how reading grows.

mod board;
mod calibration;
mod case;
mod eye;
mod finder;
mod growth;
mod labelled;
mod paper;
mod peers;
mod picture;
mod score;
mod simulate;
mod speed;
mod stress;
mod words;

use finder::{Finder, Subject};
use paper::Paper;
use std::path::Path;
use words::Words;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let (verb, rest) = words.split_first().map_or(("detect", &words[..]), |(verb, rest)| (verb.as_str(), rest));
    let done = match verb {
        "detect-speed" => Ok(speed::run(rest.first().map(String::as_str))),
        "growth" => Ok(growth::run(rest)),
        "write" => write(rest),
        "eye-test" => Words::of(rest).and_then(|asked| eye::run(&asked)),
        "detect" => Words::of(rest).and_then(|asked| scoreboard(&asked)),
        _ => Words::of(&words).and_then(|asked| scoreboard(&asked)),
    };
    if let Err(why) = done {
        eprintln!("{why}");
        std::process::exit(2);
    }
}

fn scoreboard(asked: &Words) -> Result<(), String> {
    let finders = match asked.detector {
        Some(id) => vec![Finder::Ours(id)],
        None => Finder::all(),
    };
    let first = asked.detector.unwrap_or("lens");
    let mut paper = Paper::default();
    let table = |paper: &mut Paper, title: &str, subjects: &[Subject], curve: bool| {
        let found = board::run(paper, title, subjects, &finders, asked.every_miss);
        if curve {
            calibration::of_set(paper, title, subjects, &found, first);
        }
    };
    for dir in asked.real.iter().filter(|_| asked.wants("real")) {
        let subjects: Vec<Subject> = case::folder(dir)?.into_iter().map(Subject::read).collect();
        let name = dir.file_name().unwrap_or_default().to_string_lossy().into_owned();
        table(&mut paper, &format!("Real files, {name}"), &subjects, true);
    }
    if asked.wants("stress") {
        let last = asked.first() + asked.files.div_ceil(10);
        let subjects: Vec<Subject> = stress::cases(asked.first()..last, &asked.kinds).map(Subject::read).collect();
        table(&mut paper, &format!("Stress set, seeds {} to {}", asked.first(), last - 1), &subjects, true);
    }
    if asked.wants("simulator") {
        let last = asked.first() + asked.files;
        paper.say(&format!("\nSimulated: {}", simulate::RANGES));
        let file = |what, seed| calibration::simulated(format!("{what:?}-{seed}"), what, simulate::file(seed, what));
        let subjects: Vec<Subject> =
            simulate::KINDS.iter().flat_map(|what| (asked.first()..last).map(|seed| file(*what, seed))).collect();
        table(&mut paper, &format!("Simulator, seeds {} to {}", asked.first(), last - 1), &subjects, false);
        if asked.calibration {
            // Candidates are rare between noise and outage: it takes many files to fill every band.
            calibration::of_simulator(&mut paper, asked.first(), 12 * asked.files, first);
        }
    }
    if let Some(dir) = &asked.labelled {
        labelled::run(&dir.to_string_lossy());
    }
    if let Some(path) = &asked.out {
        std::fs::write(path, paper.html()).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(())
}

/// Writes stress files with their truths.
fn write(words: &[String]) -> Result<(), String> {
    let (dir, rest) = words.split_first().ok_or("write DIR [SEED] [FILES] [KIND]")?;
    let asked = Words::of(rest)?;
    let cases: Vec<case::Case> =
        stress::cases(asked.first()..asked.first() + asked.files.div_ceil(10), &asked.kinds).collect();
    case::write(Path::new(dir), &cases).map_err(|error| format!("{dir}: {error}"))?;
    println!("{} files, {} outages", cases.len(), cases.iter().map(|case| case.truths.len()).sum::<usize>());
    Ok(())
}
