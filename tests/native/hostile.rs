//! Inputs that nobody should send: each ends in the error or the Report with the note that is named here, never otherwise.
//!
//! The files lie in `hostile/`; those that are too large or not text are made here. Every file, cut short at many places
//! and with bits turned, still ends in a Report or an Error with a sentence that says what is needed.

use flate2::Compression;
use flate2::write::GzEncoder;
use outage_lens::base::{Code, Error, Settings};
use outage_lens::report::Report;
use std::io::Write;
use std::path::Path;
use std::time::Instant;

fn walk(bytes: &[u8]) -> Result<Report, Error> {
    outage_lens::analyze("input", bytes, &Settings::default())
}

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hostile")
}

/// Rows of `expected.txt`: file, then `error CODE`, `note CODE` or `clean`.
fn rows() -> Vec<(String, String)> {
    let text = std::fs::read_to_string(folder().join("expected.txt")).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split_once('\t').map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap()).collect()
}

fn check(name: &str, bytes: &[u8], expected: &str) -> Option<String> {
    let got = match walk(bytes) {
        Err(error) => {
            let place = error.place.is_some();
            if place { format!("error {}", error.code) } else { format!("error {} without a place", error.code) }
        }
        Ok(report) => {
            let codes: Vec<_> = report.notes.iter().map(|note| format!("note {}", note.code)).collect();
            if codes.iter().any(|code| code == expected) || expected == "clean" {
                return None;
            }
            format!("a Report with {}", codes.join(", "))
        }
    };
    (got != expected).then(|| format!("{name}: expected {expected}, got {got}"))
}

#[test]
fn every_file_ends_as_expected() {
    let rows = rows();
    let files = std::fs::read_dir(folder()).unwrap().count();
    assert_eq!(files, rows.len() + 1, "a file without a row in expected.txt, or a row without its file");
    let slips: Vec<_> = rows
        .iter()
        .filter_map(|(name, expected)| check(name, &std::fs::read(folder().join(name)).unwrap(), expected))
        .collect();
    assert!(slips.is_empty(), "{}", slips.join("\n"));
}

fn gzip(blocks: usize, block: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    for _ in 0..blocks {
        encoder.write_all(block).unwrap();
    }
    encoder.finish().unwrap()
}

#[test]
fn a_bomb_is_refused_within_a_second() {
    let bomb = gzip(4096, &vec![b'0'; 1 << 20]);
    let began = Instant::now();
    let slip = check("bomb", &bomb, "error compression-bomb");
    assert_eq!(slip, None);
    let secs = began.elapsed().as_secs_f64();
    // An unoptimized build has five times as long.
    let limit = if cfg!(debug_assertions) { 5.0 } else { 1.0 };
    assert!(secs < limit, "{secs} s");
}

#[test]
fn a_giant_cell_and_a_giant_label_are_cut_or_refused() {
    let label = "x".repeat(1 << 20);
    let table = format!("time,{label}\n2024-01-01T00:00Z,1\n2024-01-01T01:00Z,2\n");
    match walk(table.as_bytes()) {
        Ok(report) => {
            let longest = report.source.series.iter().map(|series| series.label.chars().count()).max();
            assert!(longest.unwrap_or(0) <= 256, "{longest:?}");
        }
        Err(error) => assert!([Code::RowTooLong, Code::NoTimeColumn].contains(&error.code), "{error}"),
    }
}

#[test]
fn cut_and_turned_samples_end_in_a_report_or_an_error() {
    let stories = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stories");
    let mut walked = 0;
    let mut samples: Vec<_> = rows().iter().map(|(name, _)| folder().join(name)).collect();
    samples.push(stories.join("no-time-column/input.csv"));
    for path in samples {
        let bytes = std::fs::read(&path).unwrap();
        let step = (bytes.len() / 24).max(1);
        for at in (0..bytes.len()).step_by(step) {
            let mut turned = bytes.clone();
            turned[at] ^= 1 << (at % 8);
            for input in [&bytes[..at], &turned] {
                walked += 1;
                if let Err(error) = walk(input) {
                    assert!(!error.need.is_empty(), "{} at {at}: {error}", path.display());
                    assert_ne!(error.fault, outage_lens::base::error::Fault::Ours, "{} at {at}", path.display());
                }
            }
        }
    }
    assert!(walked > 200, "{walked}");
}

#[test]
fn labels_stay_text() {
    let table = "time,<script>alert(1)</script>,\"=HYPERLINK(\"\"http://x\"\")\",__proto__\n\
        2024-01-01T00:00Z,1,2,3\n2024-01-01T01:00Z,1,2,3\n2024-01-01T02:00Z,1,2,3\n";
    let report = walk(table.as_bytes()).unwrap();
    let labels: Vec<_> = report.source.series.iter().map(|series| series.label.as_str()).collect();
    assert_eq!(labels, ["<script>alert(1)</script>", "=HYPERLINK(\"http://x\")", "__proto__"]);
    for series in &report.source.series {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        assert!(series.id.chars().all(plain) && !series.id.is_empty(), "{}", series.id);
    }
}

/// Five-minute rows of two weeks, at nothing where `is_down` says so of the row.
fn on_and_off(is_down: impl Fn(u64) -> bool) -> Report {
    let row = |i: u64| format!("{},{}\n", 1_704_067_200 + i * 300, if is_down(i) { 0 } else { 9 });
    let text: String = (0..14 * 288).map(row).collect();
    walk(format!("time,value\n{text}").as_bytes()).unwrap()
}

#[test]
fn falls_that_are_held_for_a_habit_are_said() {
    let is_said = |report: &Report| report.notes.iter().any(|note| note.code == Code::Habit);
    assert!(is_said(&on_and_off(|i| i % 20 < 5)), "a signal that is off for a quarter of each 100 minutes");
    assert!(!is_said(&on_and_off(|i| i % 288 < 96)), "closed at night");
    assert!(!is_said(&on_and_off(|i| (1000..1030).contains(&i))), "one outage");
}

#[test]
fn a_table_of_too_many_series_is_refused_at_its_header() {
    let table = |columns: usize| {
        let names: String = (0..columns).map(|i| format!(",c{i}")).collect();
        let row = |i: u64| format!("{}{}\n", 1_704_067_200 + i * 300, ",1".repeat(columns));
        format!("time{names}\n{}", (0..3).map(row).collect::<String>())
    };
    assert_eq!(check("1001", table(1001).as_bytes(), "error too-many-series without a place"), None);
    assert_eq!(walk(table(1000).as_bytes()).unwrap().source.series.len(), 1000);
}
