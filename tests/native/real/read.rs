//! Every real file of series holds for us what it holds for an independent reader (`tests/native/real/read.py`): count, sum, first
//! and last of each series, and the elements of routing data in JSON; a recognised file without one says `no-series`. Run by `tests/run --real DIR`.

use outage_lens::base::{Code, Reading, Settings};
use outage_lens::read::Input;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

fn read(path: &str) -> Reading {
    let mut input = Input::new(&Settings::default());
    input.file(path).unwrap();
    for chunk in std::fs::read(path).unwrap().chunks(10_007) {
        input.push(chunk).unwrap();
    }
    input.finish().unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The files below folders of the root, by their path from it.
fn all(root: &Path, folders: &[&str]) -> Vec<String> {
    let mut open: Vec<_> = folders.iter().map(|folder| root.join(folder)).collect();
    let mut files = Vec::new();
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
        } else {
            files.push(path.strip_prefix(root).unwrap().to_str().unwrap().to_owned());
        }
    }
    files
}

#[test]
#[ignore = "needs the real files: tests/run --real DIR"]
fn every_series_is_as_an_independent_reader_finds_it() {
    let root = std::env::var("OUTAGE_LENS_REAL").expect("OUTAGE_LENS_REAL names the folder of real files");
    let told = Command::new("python3").args(["tests/native/real/read.py", &root]).output().expect("python3");
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    let mut files: BTreeMap<String, Vec<Vec<String>>> = BTreeMap::new();
    for line in String::from_utf8(told.stdout).unwrap().lines() {
        let mut cells = line.split('|').map(str::to_owned);
        let rows = files.entry(cells.next().unwrap()).or_default();
        let rest: Vec<String> = cells.collect();
        if !rest.is_empty() {
            rows.push(rest);
        }
    }
    assert!(files.len() > 30, "{} files", files.len());
    let mut slips = Vec::new();
    let (mut compared, mut routed) = (0, 0);
    for (name, rows) in &files {
        let reading = read(&format!("{root}/{name}"));
        if let [row] = &rows[..]
            && row[0] == "elements"
        {
            let theirs: Vec<u64> = row[1..].iter().map(|cell| cell.parse().unwrap()).collect();
            if reading.source.elements.map(Vec::from) != Some(theirs) {
                slips.push(format!("{name}: elements {:?} for {row:?}", reading.source.elements));
            }
            routed += 1;
            continue;
        }
        if rows.is_empty() != reading.notes.has(Code::NoSeries) || rows.len() != reading.series.len() {
            slips.push(format!("{name}: {} series for {}", reading.series.len(), rows.len()));
        }
        for row in rows {
            let Some(series) = reading.series.iter().find(|series| series.id == row[0]) else {
                slips.push(format!("{name}: no series {}", row[0]));
                continue;
            };
            let filled: Vec<(i64, f64)> = series.samples().filter(|(_, value)| !value.is_nan()).collect();
            let sum: f64 = filled.iter().map(|(_, value)| value).sum();
            let number = |i: usize| row[i].parse::<f64>().unwrap();
            let (first, last) = (filled[0], filled[filled.len() - 1]);
            let same = filled.len() as f64 == number(1)
                && (sum - number(2)).abs() <= 1e-9 * sum.abs()
                && (first.0 as f64, last.0 as f64) == (number(3), number(4))
                && (first.1, last.1) == (number(5), number(6));
            if !same {
                slips.push(format!("{name} {}: {} {sum} {first:?} {last:?} for {row:?}", row[0], filled.len()));
            }
            compared += 1;
        }
    }
    // No file is passed over; the dumps are compared with bgpdump.
    for path in all(Path::new(&root), &["signals", "formats"]) {
        let dump = path.starts_with("formats/mrt/") && !path.ends_with(".json");
        if !dump && !files.contains_key(&path) {
            slips.push(format!("{path}: the independent reader does not read it"));
        }
    }
    assert!(slips.is_empty(), "{}", slips.join("\n"));
    println!("{compared} series and the elements of {routed} more of {} files compared", files.len());
}
