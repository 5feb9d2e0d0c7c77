//! The tables of the scoreboard: one set of files, every finder.
//!
//! In: the files of a set. Out: a row a finder, and a row a kind with the F1 of each finder.

use crate::finder::{Finder, Subject};
use crate::paper::Paper;
use crate::score::{Found, HEAD, Score, beside, matches, real};
use outage_lens::base::time::iso;
use std::collections::BTreeMap;

/// What one finder found in every file of a set.
pub type All = Vec<Option<Vec<Found>>>;

/// Prints the tables of a set; gives what our first detector found, for the calibration.
pub fn run(paper: &mut Paper, title: &str, subjects: &[Subject], finders: &[Finder], every_miss: bool) -> All {
    paper.say(&format!("\n## {title}\n\n| finder | {HEAD} |\n|---|{}", "---|".repeat(HEAD.matches('|').count() + 1)));
    let mut kinds: BTreeMap<&str, Vec<Score>> = BTreeMap::new();
    let mut first = None;
    for (n, finder) in finders.iter().enumerate() {
        let all = finder.run(subjects);
        let mut total = Score::default();
        for (subject, found) in subjects.iter().zip(&all) {
            let mut score = Score::default();
            score.add(&subject.case, found.as_deref());
            total.join(&score);
            let row = kinds.entry(&subject.case.kind).or_insert_with(|| vec![Score::default(); finders.len()]);
            row[n].join(&score);
        }
        paper.say(&format!("| {} | {} |", finder.name(), total.row()));
        first.get_or_insert(all);
    }
    let first = first.unwrap_or_default();
    by_kind(paper, &kinds, finders);
    if every_miss {
        misses(subjects, &first);
    }
    first
}

fn by_kind(paper: &mut Paper, kinds: &BTreeMap<&str, Vec<Score>>, finders: &[Finder]) {
    let names: Vec<&str> = finders.iter().map(Finder::name).collect();
    paper.say(&format!("\nF1 by kind; of the first finder also what it missed and what is false:\n"));
    paper.say(&format!(
        "| kind | true | missed | false | sure, wrong | {} |\n|---|---|---|---|---|{}",
        names.join(" | "),
        "---|".repeat(names.len())
    ));
    for (kind, scores) in kinds {
        let Some(first) = scores.first() else { continue };
        let f1: Vec<String> = scores.iter().map(|score| format!("{:.2}", score.f1())).collect();
        let missed = first.truths - first.matched;
        paper.say(&format!(
            "| {kind} | {} | {missed} | {} | {} | {} |",
            first.truths,
            first.false_ones,
            first.sure_wrong,
            f1.join(" | ")
        ));
    }
}

/// Every file where something is missed or false.
fn misses(subjects: &[Subject], all: &All) {
    println!("\nMisses and false ones of the first finder:\n");
    for (subject, found) in subjects.iter().zip(all) {
        let (case, found) = (&subject.case, found.as_deref().unwrap_or_default());
        let matched = matches(case, found);
        for (j, truth) in case.truths.iter().enumerate().filter(|(j, _)| matched.iter().all(|m| m.1 != *j)) {
            let Some(span) = truth.either.first() else { continue };
            println!("{}: missed {j}: {} → {}", case.name, iso(span.start as i64), iso(span.end as i64));
        }
        for (_, one) in
            found.iter().enumerate().filter(|(i, f)| matched.iter().all(|m| m.0 != *i) && !beside(case, f.span))
        {
            let share = if real(case, one.span) { "a part of a true one" } else { "false" };
            let confidence = one.confidence.map_or("none".to_owned(), |c| format!("{c:.2}"));
            println!(
                "{}: {share}, confidence {confidence}: {} → {}",
                case.name,
                iso(one.span.start as i64),
                iso(one.span.end as i64)
            );
        }
    }
}
