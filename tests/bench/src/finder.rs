//! Everything that finds outages, under one hand: our detectors and the peers from outside.
//!
//! In: a case's file, read once for all. Out: what each finds. A file that is not read has found nothing.

use crate::case::Case;
use crate::peers;
use crate::score::Found;
use outage_lens::base::{Reading, Settings};
use outage_lens::detect::{DETECTORS, detect, prepare};
use std::path::PathBuf;

/// A case with what reading gave.
pub struct Subject {
    pub case: Case,
    pub reading: Option<Reading>,
}

impl Subject {
    /// Reads the file with the options of its case.
    pub fn read(case: Case) -> Subject {
        let settings = settings(&case);
        let reading = outage_lens::read([(case.name.as_str(), case.bytes.as_slice())], &settings);
        if let Err(error) = &reading {
            eprintln!("{} is not read: {error}", case.name);
        }
        Subject { case, reading: reading.ok() }
    }
}

fn settings(case: &Case) -> Settings {
    let mut settings = Settings::default();
    for pair in case.options.chunks(2) {
        let [name, value] = pair else { panic!("{}: an option without a value", case.name) };
        settings.set(name.trim_start_matches('-'), value).expect("a known setting");
    }
    settings
}

/// A way to find outages.
pub enum Finder {
    /// One of our detectors, by its id.
    Ours(&'static str),
    /// A peer that looks at one series at a time.
    Peer(&'static str, fn(&peers::Signal) -> Vec<(usize, usize)>),
    /// PELT by ruptures, in this Python.
    Ruptures(PathBuf),
}

impl Finder {
    /// All of them; a peer that can't be had is left out with a line that says why.
    pub fn all() -> Vec<Finder> {
        let mut all: Vec<Finder> = DETECTORS.iter().map(|detector| Finder::Ours(detector.about().id)).collect();
        all.extend([
            Finder::Peer("twenty lines", peers::rule::find),
            Finder::Peer("MSTL + MAD", peers::mstl::find),
            Finder::Peer("PELT (pelt)", peers::pelt::find),
        ]);
        match peers::pelt::python() {
            Ok(python) => all.push(Finder::Ruptures(python)),
            Err(why) => println!("PELT by ruptures is left out, for want of Python 3 with ruptures: {why}\n"),
        }
        all
    }

    /// Its name in a table.
    pub fn name(&self) -> &'static str {
        match self {
            Finder::Ours(name) | Finder::Peer(name, _) => name,
            Finder::Ruptures(_) => "PELT (ruptures)",
        }
    }

    /// What it finds in each file.
    pub fn run(&self, subjects: &[Subject]) -> Vec<Option<Vec<Found>>> {
        let mut ruptures = match self {
            Finder::Ruptures(python) => Some(peers::pelt::Ruptures::start(python)),
            _ => None,
        };
        let one = |subject: &Subject| {
            let reading = subject.reading.as_ref()?;
            Some(match self {
                Finder::Ours(id) => ours(subject, reading, id, None),
                Finder::Peer(_, find) => peers::together(reading, find),
                Finder::Ruptures(_) => {
                    peers::together(reading, |signal| ruptures.as_mut().map_or_else(Vec::new, |r| r.find(signal)))
                }
            })
        };
        subjects.iter().map(one).collect()
    }
}

/// What one of our detectors finds; `sensitivity` where another than the usual is wanted.
pub fn ours(subject: &Subject, reading: &Reading, detector: &str, sensitivity: Option<f64>) -> Vec<Found> {
    let mut settings = settings(&subject.case);
    settings.set("detector", detector).expect("a known setting");
    settings.sensitivity = sensitivity;
    let prepared = prepare(&reading.series, &reading.marks, &settings).expect("a known detector");
    let outages = detect(&prepared, &reading.series, &settings).expect("a known detector");
    outages.found.iter().map(|outage| Found::of(outage, &reading.series, subject.case.span.end)).collect()
}
