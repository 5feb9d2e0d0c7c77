//! Whether confidence means what it says: of the outages found, the share that is real, by the confidence they were given.
//!
//! In: files with what was found in them, or seeds of the simulator. Out: a table. On real and stress files the usual sensitivity
//! and the highest that an author can ask for are looked at. The simulator's outages go down to a tenth of the faintest depth of its
//! table, faint ones as frequent as deep ones, so that some are as weak as noise. Real is what shares half of the shorter
//! with a true outage; what lies where nothing counts is left out.

use crate::board::All;
use crate::case::{Case, Span, Truth};
use crate::finder::{Subject, ours};
use crate::paper::Paper;
use crate::score::{Found, beside, real};
use crate::simulate::{KINDS, What, faint};
use outage_lens::base::Reading;

/// The bands of confidence that are looked at.
const BANDS: [(f64, f64); 7] = [(0.0, 0.3), (0.3, 0.5), (0.5, 0.7), (0.7, 0.85), (0.85, 0.9), (0.9, 0.97), (0.97, 1.0)];

/// Found and real in each band, and those without a confidence.
#[derive(Default)]
struct Curve {
    bands: [(usize, usize); BANDS.len()],
    none: (usize, usize),
    told: f64,
}

impl Curve {
    fn add(&mut self, case: &Case, found: &[Found]) {
        for one in found.iter().filter(|one| !beside(case, one.span)) {
            let cell = match one.confidence {
                Some(confidence) => {
                    self.told += confidence;
                    let band = BANDS.iter().rposition(|band| band.0 <= confidence).unwrap_or(0);
                    &mut self.bands[band]
                }
                None => &mut self.none,
            };
            cell.0 += 1;
            cell.1 += usize::from(real(case, one.span));
        }
    }

    fn print(&self, paper: &mut Paper, title: &str) {
        paper.say(&format!("\n{title}:\n\n| confidence | found | share that is real |\n|---|---|---|"));
        let share = |(found, real): (usize, usize)| {
            if found == 0 { "–".to_owned() } else { format!("{:.3}", real as f64 / found as f64) }
        };
        for ((low, high), cell) in BANDS.iter().zip(self.bands) {
            paper.say(&format!("| {low}–{high} | {} | {} |", cell.0, share(cell)));
        }
        paper.say(&format!("| none | {} | {} |", self.none.0, share(self.none)));
        let (n, hits) = self.bands.iter().fold((0, 0), |sum, cell| (sum.0 + cell.0, sum.1 + cell.1));
        paper.say(&format!("\nMean confidence {:.3}, real {}.", self.told / (n.max(1)) as f64, share((n, hits))));
    }
}

/// The curve of a set, at the usual sensitivity and at the highest.
pub fn of_set(paper: &mut Paper, title: &str, subjects: &[Subject], usual: &All, detector: &str) {
    let (mut curve, mut faintest) = (Curve::default(), Curve::default());
    for (subject, found) in subjects.iter().zip(usual) {
        curve.add(&subject.case, found.as_deref().unwrap_or_default());
        if let Some(reading) = &subject.reading {
            faintest.add(&subject.case, &ours(subject, reading, detector, Some(1.0)));
        }
    }
    curve.print(paper, &format!("Calibration, {title}"));
    faintest.print(paper, &format!("Calibration, {title}, highest sensitivity"));
}

/// The curve of the simulator's faint outages, highest sensitivity.
pub fn of_simulator(paper: &mut Paper, seed: u64, files: u64, detector: &str) {
    let mut curve = Curve::default();
    for what in KINDS.into_iter().filter(|what| *what != What::Four) {
        for seed in seed..seed + files {
            let subject = simulated(format!("{what:?}-{seed}"), what, faint(seed, what));
            if let Some(reading) = &subject.reading {
                curve.add(&subject.case, &ours(&subject, reading, detector, Some(1.0)));
            }
        }
    }
    curve.print(
        paper,
        &format!(
            "Calibration, simulator with faint outages, seeds {seed} to {}, highest sensitivity",
            seed + files - 1
        ),
    );
}

/// A simulated file as a subject.
pub fn simulated(name: String, what: What, file: crate::simulate::File) -> Subject {
    let series = file.series;
    let start = series.at(0).unwrap_or(0) as f64;
    let truth =
        |t: &crate::simulate::Truth| Truth { either: vec![Span { start: t.start, end: t.end }], series: Vec::new() };
    let case = Case {
        name,
        kind: format!("{what:?}").to_lowercase(),
        bytes: Vec::new(),
        options: Vec::new(),
        step_secs: series.step as f64 / 1e3,
        span: Span { start, end: start + series.len() as f64 * series.step as f64 },
        truths: file.truths.iter().map(truth).collect(),
        ignore: Vec::new(),
        note: String::new(),
    };
    let reading = Reading { series: vec![series], ..Reading::default() };
    Subject { case, reading: Some(reading) }
}
