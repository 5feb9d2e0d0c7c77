//! Real files with documented outages, and real files without any: every detector's rows on each signal alone.
//!
//! In: a folder with `signals/*.csv` and `labels/documented_events.csv` (country, name, start, end, …; an end may be unknown or lie
//! beyond the file). They are not part of the project. Out: a table. A file that is missing has no row. Where only the start is
//! documented the overlap is judged by it alone.

use crate::score::Found;
use outage_lens::base::time::{DAY, Millis, parse_utc};
use outage_lens::base::{Ask, Reading};
use outage_lens::detect::{DETECTORS, detect, prepare};

/// Where the true outages of a file stand.
enum Labels {
    /// In a column of the file itself, by 1; the first column is the time.
    Column(&'static str),
    /// In the documented events: country and year.
    Events(&'static str, &'static str),
    /// There are none.
    Negative,
}

const CASES: [(&str, Labels); 6] = [
    ("ioda_labelled_iraq_2023.csv", Labels::Column("LABEL")),
    ("ioda_dashboard_iran_2026.csv", Labels::Events("IR", "2026")),
    ("monash_iran_2019_national_mean.csv", Labels::Events("IR", "2019")),
    ("amsix_2023_traceroutes.csv", Labels::Events("NL", "2023")),
    ("google_youtube_RU.csv", Labels::Negative),
    ("monash_ukraine_2022_latency.csv", Labels::Negative),
];

/// Prints the table.
pub fn run(folder: &str) {
    println!("\nLabelled files, each signal alone; a match overlaps by half or more:\n");
    println!("| file | signal | detector | true | matched | mean IoU | other | start off (min) |");
    println!("|---|---|---|---|---|---|---|---|");
    for (name, labels) in &CASES {
        let path = format!("{folder}/signals/{name}");
        let Ok(bytes) = std::fs::read(&path) else { continue };
        let reading = outage_lens::read([(path.as_str(), bytes.as_slice())], &Ask::default()).expect("a known format");
        let truths = match labels {
            Labels::Column(column) => column_truths(&String::from_utf8_lossy(&bytes), column),
            Labels::Events(country, year) => documented(folder, country, year),
            Labels::Negative => Vec::new(),
        };
        for detector in DETECTORS.iter().map(|d| d.about().id) {
            if matches!(labels, Labels::Negative) {
                let events: usize = reading.series.iter().map(|s| found(&reading, &s.id, detector).len()).sum();
                println!("| {name} | {} signals | {detector} | 0 | | | {events} | |", reading.series.len());
                continue;
            }
            for series in &reading.series {
                row(name, &series.id, detector, &truths, &reading);
            }
        }
    }
}

fn row(name: &str, signal: &str, detector: &str, truths: &[(Millis, Option<Millis>)], reading: &Reading) {
    let series = reading.series.iter().find(|s| s.id == signal).expect("a signal of the file");
    let stop = (0..series.len()).filter_map(|i| series.at(i)).max().unwrap_or(0) + series.step;
    let mut free = found(reading, signal, detector);
    let (mut overlaps, mut starts) = (Vec::new(), Vec::new());
    for (start, end) in truths {
        let overlap = |f: &Found| {
            let (a, b) = (*start as f64, end.map_or(f.end[1], |e| e.min(stop) as f64));
            (b.min(f.end[1]) - a.max(f.start[1])) / (b.max(f.end[1]) - a.min(f.start[1]))
        };
        let best = (0..free.len()).max_by(|a, b| overlap(&free[*a]).total_cmp(&overlap(&free[*b])));
        if let Some(index) = best.filter(|i| overlap(&free[*i]) >= 0.5) {
            overlaps.push(overlap(&free[index]));
            starts.push((free.remove(index).start[1] - *start as f64) / 60_000.0);
        }
    }
    starts.sort_by(f64::total_cmp);
    let mean = overlaps.iter().sum::<f64>() / overlaps.len() as f64;
    let mean = if overlaps.is_empty() { String::new() } else { format!("{mean:.3}") };
    let off = starts.get(starts.len() / 2).map_or(String::new(), |off| format!("{off:.0}"));
    let (all, hits, others) = (truths.len(), overlaps.len(), free.len());
    println!("| {name} | {signal} | {detector} | {all} | {hits} | {mean} | {others} | {off} |");
}

fn found(reading: &Reading, signal: &str, detector: &str) -> Vec<Found> {
    let mut ask = Ask::default();
    ask.set("detector", detector).expect("a known setting");
    let own: Vec<_> = reading.series.iter().filter(|s| s.id == signal).cloned().collect();
    let prepared = prepare(&own, &[], &ask).expect("a grid");
    detect(&prepared, &own, &ask).expect("outages").found.iter().map(Found::from).collect()
}

/// The runs of 1 in a column, by the seconds in the first.
fn column_truths(text: &str, column: &str) -> Vec<(Millis, Option<Millis>)> {
    let mut lines = text.lines().map(|l| l.split(',').map(|c| c.trim_matches('"')).collect::<Vec<_>>());
    let place = lines.next().and_then(|head| head.iter().position(|c| *c == column)).expect("a column of labels");
    let mut truths: Vec<(Millis, Option<Millis>)> = Vec::new();
    let mut out = false;
    for row in lines {
        let now = row.get(place).and_then(|c| c.parse::<f64>().ok()).is_some_and(|v| v > 0.5);
        let at = row[0].parse::<f64>().expect("seconds") as Millis * 1000;
        match (out, now) {
            (false, true) => truths.push((at, None)),
            (true, false) => truths.last_mut().expect("an open label").1 = Some(at),
            _ => {}
        }
        out = now;
    }
    truths
}

/// The national events of a country and year: those that last for a day or whose end is not known.
fn documented(folder: &str, country: &str, year: &str) -> Vec<(Millis, Option<Millis>)> {
    let text = std::fs::read_to_string(format!("{folder}/labels/documented_events.csv")).unwrap_or_default();
    let event = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        let own = cells.len() > 3 && cells[0] == country && cells[2].starts_with(year);
        own.then(|| (parse_utc(cells[2]).expect("a time"), parse_utc(cells[3])))
    };
    text.lines().filter_map(event).filter(|(a, b)| b.is_none_or(|b| b - a >= DAY)).collect()
}
