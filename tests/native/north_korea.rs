//! The story of December 2014, and what must move with it when its file is shifted, scaled, renamed and reordered.

use outage_lens::base::Settings;
use outage_lens::base::num::significant;
use outage_lens::base::time::{iso, parse_utc};
use outage_lens::cost::{Estimate, Priced};
use outage_lens::report::{Report, schema};
use std::path::Path;

fn story() -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("www/data/north-korea-2014.csv")).unwrap()
}

fn told(text: &str) -> Report {
    let mut settings = Settings::default();
    settings.set("country", "KP").unwrap();
    settings.set("represents", "country").unwrap();
    outage_lens::analyze("story.csv", text.as_bytes(), &settings).unwrap()
}

fn longest(report: &Report) -> &schema::Outage {
    let by = |a: &&schema::Outage, b: &&schema::Outage| a.duration_secs.best.total_cmp(&b.duration_secs.best);
    report.outages.iter().max_by(by).unwrap()
}

fn at(text: &str) -> i64 {
    parse_utc(text).unwrap()
}

fn model<'a>(estimate: &'a Estimate, id: &str) -> &'a Priced {
    estimate.models.iter().find(|model| model.id == id).unwrap()
}

#[test]
fn nine_hours_and_thirty_one_minutes() {
    let report = told(&story());
    let outage = longest(&report);
    let minutes = |secs: f64| secs / 60.0;
    let best = minutes(outage.duration_secs.best);
    assert!((570.0..=572.0).contains(&best), "{best} min");
    assert!(minutes(outage.duration_secs.lo) <= 571.0 && 571.0 <= minutes(outage.duration_secs.hi.unwrap()));
    assert!((at(&outage.start.best) - at("2014-12-22T16:15Z")).abs() <= 60_000, "{}", outage.start.best);
    assert!(
        at(outage.start.lo.as_ref().unwrap()) <= at(&outage.start.best)
            && at(&outage.start.best) <= at(&outage.start.hi)
    );
    assert!(report.headline.contains("9 h 31 min"), "{}", report.headline);
    assert_eq!(report.selected.as_deref(), Some(outage.id.as_str()));
    assert!(report.notes.iter().any(|note| note.message.contains("tests our arithmetic, not Dyn")));
    assert!(!report.marks.is_empty(), "the assumed weekend is not marked");
}

#[test]
fn its_price_against_the_gdp_normally_made() {
    let report = told(&story());
    let cost = longest(&report).cost.as_ref().unwrap();
    let ceiling = cost.ceiling_usd;
    assert!(ceiling.low >= 18e6 && ceiling.high <= 36e6, "{ceiling:?}");
    let tool = model(cost, "cost-tool");
    let two = |usd: Option<f64>| significant(usd.unwrap(), 2);
    assert!(two(tool.low) >= 0.9e6 && two(tool.high) <= 1.7e6, "{tool:?}");
    let lens = model(cost, "lens");
    assert!(lens.low < lens.central && lens.central < lens.high && !lens.steps.is_empty());
}

/// The rows of the story with each cell through a function; comments and the header apart.
fn rows(text: &str, mut row: impl FnMut(&[&str]) -> String) -> String {
    let mut lines = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        lines.push(row(&line.split(',').collect::<Vec<_>>()));
    }
    lines.join("\n") + "\n"
}

/// Edges of all outages as moments, in order.
fn edges(report: &Report) -> Vec<[i64; 3]> {
    let mut all = Vec::new();
    for outage in &report.outages {
        for edge in [&outage.start, &outage.end] {
            all.push([at(edge.lo.as_ref().unwrap()), at(&edge.best), at(&edge.hi)]);
        }
    }
    all
}

#[test]
fn thirty_seven_minutes_later_everything_is_thirty_seven_minutes_later() {
    const SHIFT: i64 = 37 * 60_000;
    let text = story();
    let shifted = rows(&text, |cells| match parse_utc(cells[0]) {
        Some(stamp) => format!("{},{},{}", iso(stamp + SHIFT), cells[1], cells[2]),
        None => cells.join(","),
    });
    let (before, after) = (told(&rows(&text, |cells| cells.join(","))), told(&shifted));
    let moved: Vec<_> = edges(&before).iter().map(|edge| edge.map(|at| at + SHIFT)).collect();
    assert_eq!(edges(&after), moved);
    assert!(!moved.is_empty());
    for (a, b) in before.outages.iter().zip(&after.outages) {
        assert_eq!((a.depth, a.equivalent_secs, a.kind), (b.depth, b.equivalent_secs, b.kind));
    }
}

#[test]
fn a_thousand_times_as_much_changes_no_time_and_no_depth() {
    let text = story();
    let scaled = rows(&text, |cells| match cells[1].parse::<f64>() {
        Ok(value) => format!("{},{},{}", cells[0], value * 1000.0, cells[2]),
        Err(_) => cells.join(","),
    });
    let (before, after) = (told(&rows(&text, |cells| cells.join(","))), told(&scaled));
    assert_eq!(edges(&after), edges(&before));
    for (a, b) in before.outages.iter().zip(&after.outages) {
        assert_eq!((a.depth, a.equivalent_secs, a.kind), (b.depth, b.equivalent_secs, b.kind));
    }
    assert_eq!(longest(&after).cost, longest(&before).cost);
}

#[test]
fn other_names_and_another_order_of_columns_change_nothing() {
    let text = story();
    let other = rows(&text, |cells| match cells[0] {
        "time_utc" => "basis,networks seen,zeit".to_owned(),
        _ => format!("{},{},{}", cells[2], cells[1], cells[0]),
    });
    let (before, after) = (told(&rows(&text, |cells| cells.join(","))), told(&other));
    assert_eq!(edges(&after), edges(&before));
    assert_eq!(after.marks, before.marks);
    assert_eq!(longest(&after).cost, longest(&before).cost);
}
