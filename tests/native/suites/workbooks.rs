//! Workbooks as openpyxl, XlsxWriter, pyexcelerate, pandas, SheetJS and exceljs write them, each its own way: styles, texts in the
//! cells or shared, days since 1900 or 1904, formulas with their values, sheets before the data. `make.py` and `make.mjs` beside
//! them wrote the files; the rows of all are the same.

use super::values;
use outage_lens::base::time::{DAY, HOUR, MINUTE, parse_utc};
use outage_lens::base::{Error, Reading, Settings};
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/native/suites/workbooks")
}

fn read(name: &str) -> Result<Reading, Error> {
    let bytes = std::fs::read(folder().join(name)).unwrap();
    outage_lens::read([(name, bytes.as_slice())], &Settings::default())
}

/// Users in each hour, so many more than in the first place.
fn users(more: f64) -> Vec<f64> {
    let hour = |i: u32| if (40..45).contains(&i) { 5.0 } else { f64::from(i % 24 * 10 + 100 + i) };
    (0..48).map(|i| hour(i) + more).collect()
}

#[test]
fn workbooks_of_other_programs_give_their_rows() {
    let mut names: Vec<String> =
        std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.retain(|name| name.ends_with(".xlsx") && !name.contains("lengths"));
    assert!(names.len() > 10, "{names:?}");
    for name in names {
        let reading = read(&name).unwrap_or_else(|error| panic!("{name}: {error}"));
        let labels: Vec<&str> = reading.series.iter().map(|series| series.label.as_str()).collect();
        let two = name.contains("index-of-two") || name.contains("across");
        let places: &[&str] = if two { &["Iran", "Iraq"] } else { &["Users"] };
        assert_eq!(labels, places, "{name}");
        for (more, place) in [0.0, 1.0].into_iter().zip(places) {
            assert_eq!(values(&reading, place), users(more), "{name}");
        }
        let first = &reading.series[0];
        let start = parse_utc("2023-03-06T00:00:00Z").unwrap();
        assert_eq!((first.at(0), first.step), (Some(start), HOUR), "{name}");
        assert_eq!(first.unit, if name.contains("percent") { "%" } else { "" }, "{name}");
    }
}

#[test]
fn a_length_is_one_beyond_a_day_and_a_binary_workbook_is_refused_by_name() {
    let reading = read("xlsxwriter-lengths.xlsx").unwrap();
    let start = parse_utc("2023-03-06T00:00:00Z").unwrap();
    let wanted: Vec<_> = (0..10).map(|i| (start + 9 * i * DAY + i * i * HOUR, 7 * i * HOUR + 5 * MINUTE)).collect();
    let got: Vec<_> = reading.given.iter().map(|given| (given.start, given.end.unwrap() - given.start)).collect();
    assert_eq!(got, wanted);
    let refused = read("sheetjs.xlsb").unwrap_err().to_string();
    assert!(refused.contains("XLSB") && refused.contains("saved as XLSX"), "{refused}");
}
