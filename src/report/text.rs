//! A Report → plain text: headline, sentences, outages, prices with their arithmetic, notes, receipt, words to
//! quote, method and citation.

use super::english::{duration, money, money_range, percent};
use super::story::is_share;
use super::{Report, claims, list, to_bibtex, to_citation, to_method, to_quote};
use crate::cost::Estimate;

/// The Report for a terminal.
pub fn to_text(report: &Report) -> String {
    let mut text = format!("{}\n\n{}\n", report.headline, report.sentence);
    let mut line = |words: String| {
        text.push_str(&words);
        text.push('\n');
    };
    if !report.outages.is_empty() {
        line("\nOutages (UTC)".to_owned());
    }
    for o in &report.outages {
        let mark = if report.selected.as_ref() == Some(&o.id) { "*" } else { " " };
        let end = if o.ongoing { "goes on".to_owned() } else { o.end.best.clone() };
        line(format!(
            "{mark} {:4} {}  {end}  {:>12}  {:>5} {}  {}",
            o.id,
            o.start.best,
            duration(o.duration_secs.best),
            percent(o.depth),
            if is_share(o, report) { "down" } else { "of the worst" },
            o.reason
        ));
    }
    if !report.compared.is_empty() {
        line("\nReported by others (ours less theirs)".to_owned());
    }
    for row in &report.compared {
        let theirs = row.given.and_then(|at| report.given.get(at));
        let ours = row.outage.as_deref().unwrap_or("not found here");
        let by = theirs.map_or("nobody else".to_owned(), |g| format!("{} {}, {}", g.start, g.by, g.label));
        let by_secs = |secs: f64| format!("{}{}", if secs < 0.0 { '−' } else { '+' }, duration(secs.abs()));
        let apart = |secs: Option<f64>| secs.map_or("–".to_owned(), by_secs);
        let edges = match (theirs, &row.outage) {
            (Some(_), Some(_)) => format!(": start {}, end {}", apart(row.start_secs), apart(row.end_secs)),
            _ => String::new(),
        };
        line(format!("  {by}: {ours}{edges}"));
    }
    if let Some(cost) = report.told_cost() {
        let whose = report.selected_outage().map_or("the list", |o| o.id.as_str());
        line(format!("\nCost of {whose} (USD of {})", cost.price_year));
        prices(cost, &mut line);
        if !cost.claims.is_empty() {
            line("\nPublished figures, held against the models".to_owned());
        }
        claims::table(cost).into_iter().for_each(&mut line);
    }
    list::lines(report).into_iter().for_each(&mut line);
    if !report.notes.is_empty() {
        line("\nNotes".to_owned());
    }
    for note in &report.notes {
        let times = if note.count > 1 { format!(" ({} times)", note.count) } else { String::new() };
        line(format!("  {}: {}{times}", note.code, note.message));
    }
    let receipt = &report.receipt;
    line(format!("\nOutage Lens {}, detector {}, economy table {}", receipt.engine, receipt.detector, receipt.economy));
    for file in &report.source.files {
        line(format!("{}, {} bytes, SHA-256 {}", file.name, file.bytes, file.sha256));
    }
    line(format!("\nTo quote\n  {}", to_quote(report)));
    line(format!("\nMethod\n  {}", to_method(report)));
    line(format!("\nTo cite\n  {}\n\n{}", to_citation(report), to_bibtex(report).trim_end()));
    text
}

fn prices(cost: &Estimate, line: &mut dyn FnMut(String)) {
    line(format!("  {:16} {}", "ceiling", money_range(cost.ceiling_usd.low, cost.ceiling_usd.high)));
    for model in &cost.models {
        match (model.low, model.central, model.high) {
            (Some(low), Some(central), Some(high)) => {
                let flag = if model.above_ceiling { ", above all GDP made in that time" } else { "" };
                line(format!("  {:16} {}, central {}{flag}", model.id, money_range(low, high), money(central)));
            }
            _ => line(format!("  {:16} no price. {}", model.id, model.reason.as_deref().unwrap_or_default())),
        }
        for step in &model.steps {
            let range = match (step.low, step.high) {
                (Some(low), Some(high)) => format!(" ({low} to {high})"),
                _ => String::new(),
            };
            let basis = format!("{:?}", step.basis).to_ascii_lowercase();
            line(format!(
                "      {:6} {}{range} {}  {}; {basis}: {}",
                step.symbol, step.value, step.unit, step.meaning, step.source
            ));
        }
    }
}
