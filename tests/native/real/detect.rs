//! Detection on real files, by their documented times. They are not part of the project: the folder that holds them is named by
//! `OUTAGE_LENS_REAL`, and these tests are run by `tests/run --real DIR`.

use outage_lens::base::time::{Millis, SECOND, iso, parse_utc};
use outage_lens::base::{Code, Kind, Sampling, Series, Settings, Times};
use outage_lens::detect::{Outages, detect, prepare};

/// The named columns of a table of text as series; blank and unreadable cells are missing.
fn load(path: &str, step_secs: i64, columns: &[(&str, Kind)]) -> Vec<Series> {
    let root = std::env::var("OUTAGE_LENS_REAL").expect("OUTAGE_LENS_REAL names the folder of real files");
    let text = std::fs::read_to_string(format!("{root}/signals/{path}")).expect(path);
    table(&text, step_secs, columns)
}

fn table(text: &str, step_secs: i64, columns: &[(&str, Kind)]) -> Vec<Series> {
    let cells = |line: &str| -> Vec<String> { line.split(',').map(|c| c.trim_matches('"').to_owned()).collect() };
    let mut lines = text.lines().filter(|l| !l.starts_with('#'));
    let head = cells(lines.next().unwrap());
    let rows: Vec<Vec<String>> = lines.map(cells).collect();
    let stamp = |cell: &str| -> Millis {
        parse_utc(cell).unwrap_or_else(|| cell.parse::<f64>().expect(cell) as Millis * SECOND)
    };
    let times: Vec<Millis> = rows.iter().map(|r| stamp(&r[0])).collect();
    columns
        .iter()
        .map(|(name, kind)| {
            let column = head.iter().position(|h| h == name).expect(name);
            Series {
                id: (*name).to_owned(),
                label: (*name).to_owned(),
                kind: *kind,
                direction: kind.direction(),
                unit: String::new(),
                sampling: Sampling::BinStart,
                step: step_secs * SECOND,
                times: Times::Stamps(times.clone()),
                values: rows
                    .iter()
                    .map(|r| r.get(column).and_then(|c| c.parse().ok()).unwrap_or(f64::NAN))
                    .collect::<Vec<f64>>()
                    .into(),
            }
        })
        .collect()
}

fn at(text: &str) -> Millis {
    parse_utc(text).unwrap()
}

fn found(series: &[Series], settings: &Settings) -> Outages {
    let prepared = prepare(series, &[], settings).unwrap();
    let outages = detect(&prepared, series, settings).unwrap();
    for o in &outages.found {
        println!(
            "{} {} {} → {} ongoing {} depth {:.2} eq {:.1} h routes_up {} returning {:?} normal {:?} | {}",
            o.id,
            series[o.reference].id,
            iso(o.start.best),
            iso(o.end.best),
            o.ongoing,
            o.depth,
            o.equivalent_secs / 3600.0,
            o.routes_up,
            o.returning.map(iso),
            o.normal.map(iso),
            o.reason
        );
        println!(
            "    start {}..{}  end {}..{} rec {:?}",
            iso(o.start.lo),
            iso(o.start.hi),
            iso(o.end.lo),
            iso(o.end.hi),
            o.recurrence
        );
        for s in &o.signals {
            println!(
                "    - {} {} → {:?} depth {:.2} returns {}",
                series[s.series].id,
                iso(s.start.best),
                s.end.map(|e| iso(e.best)),
                s.depth,
                s.returns.len()
            );
        }
    }
    for f in &outages.fitted {
        println!("  {} smallest {:.3}", series[f.grid.series].id, f.smallest_visible_drop);
    }
    for n in outages.notes.list() {
        println!("  note {}: {}", n.code, n.message);
    }
    outages
}

#[test]
#[ignore = "reads real files"]
fn iran_2026() {
    let columns = [
        ("Google (Search)", Kind::Traffic),
        ("Telescope (# Unique Source IPs)", Kind::Telescope),
        ("BGP (#Visible /24s)", Kind::Routes),
        ("Active Probing (#/24s Up)", Kind::Probing),
        ("Mozilla (City Count)", Kind::Other),
    ];
    let outages = found(&load("ioda_dashboard_iran_2026.csv", 1800, &columns), &Settings::default());
    let probing: Vec<_> = outages.found.iter().filter(|o| o.reference == 3).collect();
    assert_eq!(probing.len(), 1);
    let outage = probing[0];
    assert!((at("2026-01-08T16:30")..=at("2026-01-08T17:00")).contains(&outage.start.best));
    assert!((at("2026-01-27T06:00")..=at("2026-01-27T06:45")).contains(&outage.end.best));
    assert!(outage.routes_up && !outage.ongoing && outage.normal.is_none());
    // Two days of six times as many scanners just before it set no level.
    let telescope = outage.signals.iter().find(|s| s.series == 1).unwrap();
    assert!((at("2026-01-08T16:30")..=at("2026-01-08T21:00")).contains(&telescope.start.best));
    assert!(telescope.end.is_some_and(|e| (at("2026-01-24T12:00")..=at("2026-01-25T00:00")).contains(&e.best)));
    assert!(outages.notes.has(Code::BlankProbablyZero));
}

#[test]
#[ignore = "reads real files"]
fn iraq_2023() {
    let columns =
        [("gtr", Kind::Traffic), ("merit-nt", Kind::Telescope), ("bgp", Kind::Routes), ("ping-slash24", Kind::Probing)];
    let all = load("ioda_labelled_iraq_2023.csv", 300, &columns);
    assert_eq!(found(&all, &Settings::default()).found.len(), 8);
    for s in &all {
        println!("== {}", s.id);
        let own = found(std::slice::from_ref(s), &Settings::default());
        if matches!(s.kind, Kind::Routes | Kind::Probing) {
            assert_eq!(own.found.len(), 8, "{}", s.id);
            for (outage, day) in own.found.iter().zip([21, 22, 23, 24, 26, 27, 28, 29]) {
                let (start, end) = (at(&format!("2023-08-{day}T01:00")), at(&format!("2023-08-{day}T05:00")));
                let shared = |until: Millis| {
                    let both = until.min(end) - outage.start.best.max(start);
                    both as f64 / (until.max(end) - outage.start.best.min(start)) as f64
                };
                // Probing returns slowly: half of its depth is crossed about twenty minutes after the label.
                let least = if s.kind == Kind::Routes { 0.95 } else { 0.85 };
                assert!(shared(outage.end.best) >= least, "{} {day}", s.id);
                assert!(shared(outage.returning.unwrap()) >= 0.95, "{} {day}", s.id);
                assert_eq!(outage.recurrence.as_ref().map(|r| r.n), Some(8));
            }
        }
    }
}

#[test]
#[ignore = "reads real files"]
fn iran_2019() {
    let outages =
        found(&load("monash_iran_2019_national_mean.csv", 3600, &[("mean", Kind::Probing)]), &Settings::default());
    assert!(outages.found.len() == 1 && outages.found[0].ongoing);
}

#[test]
#[ignore = "reads real files"]
fn amsix() {
    let outages = found(
        &load("amsix_2023_traceroutes.csv", 900, &[("traceroutes_via_amsix", Kind::Other)]),
        &Settings::default(),
    );
    assert!((at("2023-11-22T17:45")..=at("2023-11-22T18:15")).contains(&outages.found[0].start.best));
    assert!(outages.found.iter().all(|o| o.end.best <= at("2023-11-25T06:30")) && outages.notes.has(Code::EndOfData));
}

#[test]
#[ignore = "reads real files"]
fn youtube() {
    assert!(
        found(&load("google_youtube_RU.csv", 7200, &[("value", Kind::Traffic)]), &Settings::default()).found.is_empty()
    );
}

/// The whole walk of a file.
fn walked(path: &str) -> outage_lens::report::Report {
    let root = std::env::var("OUTAGE_LENS_REAL").expect("OUTAGE_LENS_REAL names the folder of real files");
    let path = format!("{root}/signals/{path}");
    let bytes = std::fs::read(&path).expect("a file");
    outage_lens::analyze(&path, &bytes, &Settings::default()).unwrap()
}

/// 01:00 to 09:00 by the local clock, from 2021-02-15 to 04-27: on most nights, counted from about eight pings an hour.
#[test]
#[ignore = "reads real files"]
fn myanmar_is_cut_every_night() {
    let report = walked("monash_myanmar_2021_pings.csv");
    let nightly = |o: &&outage_lens::report::schema::Outage| {
        // From one to nine in the morning by the clock there, a bin or two more or less.
        let hours = |r: &outage_lens::report::schema::Recurrence| {
            ("00:45"..="01:15").contains(&r.from.as_str()) && ("08:45"..="09:15").contains(&r.until.as_str())
        };
        o.recurrence.as_ref().is_some_and(|r| r.n >= 55 && hours(r))
    };
    let patterned = report.outages.iter().filter(nightly).count();
    println!("{patterned} of {}: {:?}", report.outages.len(), report.outages[0].recurrence);
    assert!(patterned >= 55 && patterned * 20 >= report.outages.len() * 19);
}

#[test]
#[ignore = "reads real files"]
fn ukraine_has_latency_and_no_outage() {
    assert!(walked("monash_ukraine_2022_latency.csv").outages.is_empty());
}
