//! The eye test: every file as a small picture, truth and finding over each other, the worst first.
//!
//! In: stress files, the project's made-up stories, or with `--real DIR` the files of that folder. Out: a page that stands alone, or
//! without `--out` the fragment `www/docs/_eye-test.html`. Refused: real files without `--out`, since they are not the
//! project's to keep.

use crate::case::{self, Case, Span};
use crate::finder::{Subject, ours};
use crate::picture::{draw, escape};
use crate::score::{Found, Score, beside, matches};
use crate::stress;
use crate::words::Words;
use std::path::{Path, PathBuf};

/// Width of a whole file and of a close look.
const WIDTHS: (usize, usize) = (420, 180);
/// The seed of the pictures: neither of those that a detector is made with nor of those that judge it.
const SEED: u64 = 201;

/// A file with its picture's place.
struct Sheet {
    subject: Subject,
    found: Vec<Found>,
    missed: usize,
    false_ones: usize,
    overlap: f64,
}

/// Writes the page.
pub fn run(asked: &Words) -> Result<(), String> {
    if !asked.real.is_empty() && asked.out.is_none() {
        return Err("eye-test --real DIR needs --out FILE: real files are not kept in the project".to_owned());
    }
    let mut cases: Vec<Case> = Vec::new();
    for dir in &asked.real {
        cases.extend(case::folder(dir)?);
    }
    if asked.real.is_empty() {
        cases.extend(case::folder(&project().join("tests/stories"))?);
        let seed = asked.seed.unwrap_or(SEED);
        cases.extend(stress::cases(seed..seed + 1, &asked.kinds));
    }
    let detector = asked.detector.unwrap_or("lens");
    let mut sheets: Vec<Sheet> = cases.into_iter().map(|case| sheet(Subject::read(case), detector)).collect();
    sheets.sort_by(|a, b| badness(b).total_cmp(&badness(a)));
    let body = body(&sheets, detector);
    let (path, text) = match &asked.out {
        Some(path) => (path.clone(), alone(&body)),
        None => (project().join("www/docs/_eye-test.html"), body),
    };
    std::fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))?;
    println!("{} pictures in {}", sheets.len(), path.display());
    Ok(())
}

fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn sheet(subject: Subject, detector: &str) -> Sheet {
    let found = subject.reading.as_ref().map(|reading| ours(&subject, reading, detector, None)).unwrap_or_default();
    let matched = matches(&subject.case, &found);
    let wrong = |(i, one): &(usize, &Found)| matched.iter().all(|m| m.0 != *i) && !beside(&subject.case, one.span);
    let false_ones = found.iter().enumerate().filter(wrong).count();
    let overlap = matched.iter().map(|m| m.2).fold(1.0, f64::min);
    Sheet { missed: subject.case.truths.len() - matched.len(), false_ones, overlap, found, subject }
}

/// Errors first, then the poorest overlap.
fn badness(sheet: &Sheet) -> f64 {
    let errors = (sheet.missed + sheet.false_ones) as f64;
    let unread = if sheet.subject.reading.is_none() { 1e6 } else { 0.0 };
    unread + if errors > 0.0 { 1.0 + errors.min(1000.0) } else { 1.0 - sheet.overlap }
}

fn body(sheets: &[Sheet], detector: &str) -> String {
    let mut total = Score::default();
    sheets.iter().for_each(|sheet| total.add(&sheet.subject.case, Some(&sheet.found)));
    let right = sheets.iter().filter(|sheet| sheet.missed + sheet.false_ones == 0).count();
    let mut text = format!(
        "<p>{} files, {} true outages; <code>{}</code> finds {} of them and {} that are none. {right} files are right in all, \
        the worst come first. The green band is the truth, the orange bar what was found: the fainter, the less sure. Where both bars stand under each \
        other, it is right. A lighter green is another reading of the same edges; grey counts neither way. On the right a close \
        look at one event of the file.</p>\n<div class=\"eye\">\n",
        sheets.len(),
        total.truths,
        escape(detector),
        total.matched,
        total.false_ones
    );
    for sheet in sheets {
        text.push_str(&figure(sheet));
    }
    text.push_str("</div>\n");
    text
}

fn figure(sheet: &Sheet) -> String {
    let case = &sheet.subject.case;
    let words = format!(
        "<b>{}</b> {} <i>{}</i>",
        escape(&case.name),
        escape(&case.note),
        match (sheet.missed, sheet.false_ones) {
            (0, 0) if case.truths.is_empty() => "Right: none, none found.".to_owned(),
            (0, 0) =>
                format!("Right: {} of {}, overlap at least {:.2}.", case.truths.len(), case.truths.len(), sheet.overlap),
            (missed, 0) => format!("{missed} of {} missed.", case.truths.len()),
            (0, wrong) => format!("{wrong} false."),
            (missed, wrong) => format!("{missed} of {} missed, {wrong} false.", case.truths.len()),
        }
    );
    let Some(reading) = &sheet.subject.reading else {
        return format!("<figure><figcaption>{words} Not read.</figcaption></figure>\n");
    };
    let whole = draw(case, reading, &sheet.found, case.span, WIDTHS.0);
    let close = worst(sheet).map_or(String::new(), |span| draw(case, reading, &sheet.found, span, WIDTHS.1));
    format!("<figure><figcaption>{words}</figcaption>{whole}{close}</figure>\n")
}

/// The stretch around the event that went worst: missed, else false, else with the poorest overlap.
fn worst(sheet: &Sheet) -> Option<Span> {
    let case = &sheet.subject.case;
    let matched = matches(case, &sheet.found);
    let missed = (0..case.truths.len()).find(|j| matched.iter().all(|m| m.1 != *j));
    let wrong =
        sheet.found.iter().enumerate().find(|(i, f)| matched.iter().all(|m| m.0 != *i) && !beside(case, f.span));
    let poorest = matched.iter().min_by(|a, b| a.2.total_cmp(&b.2)).map(|m| m.1);
    let span = match (missed, wrong) {
        (Some(j), _) => case.truths[j].either.first().copied(),
        (None, Some((_, found))) => Some(found.span),
        (None, None) => poorest.and_then(|j| case.truths[j].either.first().copied()),
    }?;
    let around = (1.2 * span.length()).max(12e3 * case.step_secs);
    Some(Span { start: (span.start - around).max(case.span.start), end: (span.end + around).min(case.span.end) })
}

/// A page of its own, for files that stay where they are.
fn alone(body: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"color-scheme\" content=\"light dark\">\
        <title>Eye test</title><style>body{{font:1rem/1.5 system-ui;max-inline-size:62rem;margin:1rem auto;padding-inline:1rem}}\n{}</style>\
        <h1>Eye test</h1>\n{body}</html>\n",
        STYLE
    )
}

/// The same rules stand in the documentation's own sheet.
const STYLE: &str = ".eye figure { margin: 0 0 1.2rem; } .eye figcaption { font-size: .9rem; } .eye svg { inline-size: 69%; block-size: auto; } \
.eye svg + svg { inline-size: 29.5%; margin-inline-start: 1.5%; }";
