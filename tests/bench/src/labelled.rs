//! Real files with documented outages, and real files without any: every detector's rows on each signal alone.
//!
//! In: a folder with `signals/*.csv` and `labels/documented_events.csv` (country, name, start, end, …; an end may be unknown or lie
//! beyond the file). They are not part of the project. Out: a table. A file that is missing has no row. Where only the start is
//! documented the overlap is judged by it alone. An outage ends where its signal crosses half of its depth; the overlap that it would
//! have if it ended with the first sustained rise, `returning`, stands beside.

use outage_lens::base::time::{DAY, Millis, parse_utc};
use outage_lens::base::{Reading, Series, Settings};
use outage_lens::detect::{DETECTORS, Outage, detect, prepare};

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
    println!("\nLabelled files, each signal alone and all together; a match overlaps by half or more:\n");
    println!("| file | signal | detector | true | matched | mean IoU | until returning | other | start off (min) |");
    println!("|---|---|---|---|---|---|---|---|---|");
    for (name, labels) in &CASES {
        let path = format!("{folder}/signals/{name}");
        let Ok(bytes) = std::fs::read(&path) else { continue };
        let reading =
            outage_lens::read([(path.as_str(), bytes.as_slice())], &Settings::default()).expect("a known format");
        let truths = match labels {
            Labels::Column(column) => column_truths(&String::from_utf8_lossy(&bytes), column),
            Labels::Events(country, year) => documented(folder, country, year),
            Labels::Negative => Vec::new(),
        };
        for detector in DETECTORS.iter().map(|d| d.about().id) {
            if matches!(labels, Labels::Negative) {
                let events: usize = reading.series.iter().map(|s| found(&reading, Some(&s.id), detector).len()).sum();
                println!("| {name} | {} signals | {detector} | 0 | | | | {events} | |", reading.series.len());
                continue;
            }
            for series in &reading.series {
                row(name, Some(&series.id), detector, &truths, &reading);
            }
            if reading.series.len() > 1 {
                row(name, None, detector, &truths, &reading);
            }
        }
    }
}

/// The row of a signal, or of all together.
fn row(name: &str, signal: Option<&str>, detector: &str, truths: &[(Millis, Option<Millis>)], reading: &Reading) {
    let own = |s: &&Series| signal.is_none_or(|id| s.id == id);
    let stops =
        reading.series.iter().filter(own).flat_map(|s| (0..s.len()).filter_map(|i| s.at(i).map(|at| at + s.step)));
    let stop = stops.max().unwrap_or(0);
    let mut free = found(reading, signal, detector);
    let (mut overlaps, mut returns, mut starts) = (Vec::new(), Vec::new(), Vec::new());
    for (start, end) in truths {
        let overlap = |o: &Outage, until: Millis| {
            let (a, b) = (*start, end.map_or(until, |e| e.min(stop)));
            (b.min(until) - a.max(o.start.best)) as f64 / (b.max(until) - a.min(o.start.best)) as f64
        };
        let whole = |i: &usize| overlap(&free[*i], free[*i].end.best);
        let best = (0..free.len()).max_by(|a, b| whole(a).total_cmp(&whole(b)));
        if let Some(index) = best.filter(|i| whole(i) >= 0.5) {
            let outage = &free[index];
            overlaps.push(whole(&index));
            returns.push(overlap(outage, outage.returning.unwrap_or(outage.end.best)));
            starts.push((outage.start.best - *start) as f64 / 60_000.0);
            free.remove(index);
        }
    }
    starts.sort_by(f64::total_cmp);
    let mean = |all: &[f64]| match all.len() {
        0 => String::new(),
        n => format!("{:.3}", all.iter().sum::<f64>() / n as f64),
    };
    let off = starts.get(starts.len() / 2).map_or(String::new(), |off| format!("{off:.0}"));
    let (all, hits, others) = (truths.len(), overlaps.len(), free.len());
    let (signal, whole, returns) = (signal.unwrap_or("together"), mean(&overlaps), mean(&returns));
    println!("| {name} | {signal} | {detector} | {all} | {hits} | {whole} | {returns} | {others} | {off} |");
}

fn found(reading: &Reading, signal: Option<&str>, detector: &str) -> Vec<Outage> {
    let mut settings = Settings::default();
    settings.set("detector", detector).expect("a known setting");
    let own: Vec<_> = reading.series.iter().filter(|s| signal.is_none_or(|id| s.id == id)).cloned().collect();
    let prepared = prepare(&own, &[], &settings).expect("a grid");
    detect(&prepared, &own, &settings).expect("outages").found
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
