//! Made-up inputs, one folder an expectation: `tests/cases/NAME/` holds `input.*` and `expected.json`.
//!
//! Each is the smallest input that shows one kind of fault, with values that nobody measured. `why` says what a reader would
//! expect and for what reason. Either `refused` and `note` hold words that must come, or `series` (label, kind, direction, number,
//! sum, first moment) and `outages` (start and end) tell all that must be read.

use outage_lens::base::{Reading, Settings};
use serde_json::Value;
use std::path::Path;

fn series(reading: &Reading) -> Value {
    let one = |series: &outage_lens::base::Series| {
        let points: Vec<(i64, f64)> = series.samples().filter(|(_, value)| !value.is_nan()).collect();
        let sum: f64 = points.iter().map(|(_, value)| value).sum();
        let first = points.first().map(|(at, _)| outage_lens::base::time::iso(*at));
        serde_json::json!({
            "label": series.label,
            "kind": format!("{:?}", series.kind).to_lowercase(),
            "direction": format!("{:?}", series.direction).to_lowercase(),
            "count": points.len(),
            "sum": (sum * 1e6).round() / 1e6,
            "first": first,
        })
    };
    reading.series.iter().map(one).collect()
}

fn outages(reading: &Reading) -> Value {
    let iso = outage_lens::base::time::iso;
    reading.given.iter().map(|given| serde_json::json!([iso(given.start), given.end.map(iso)])).collect()
}

/// What does not hold; empty where all does.
fn slip(folder: &Path) -> String {
    let expected = std::fs::read_to_string(folder.join("expected.json")).unwrap();
    let expected: Value = serde_json::from_str(&expected).unwrap();
    let input = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let input = input.into_iter().find(|path| path.file_stem().is_some_and(|stem| stem == "input")).unwrap();
    let bytes = std::fs::read(&input).unwrap();
    let name = input.file_name().unwrap().to_string_lossy().into_owned();
    let words = |key: &str| expected[key].as_str().unwrap_or_default().to_owned();
    assert!(!words("why").is_empty(), "{}: no reason", folder.display());
    let read = outage_lens::read([(name.as_str(), bytes.as_slice())], &Settings::default());
    let reading = match read {
        Err(error) if expected.get("refused").is_some() && error.to_string().contains(&words("refused")) => {
            return String::new();
        }
        Err(error) => return error.to_string(),
        Ok(_) if expected.get("refused").is_some() => return "not refused".to_owned(),
        Ok(reading) => reading,
    };
    let notes: Vec<&str> = reading.notes.list().iter().map(|note| note.message.as_str()).collect();
    if !notes.iter().any(|note| note.contains(&words("note"))) && expected.get("note").is_some() {
        return format!("notes: {notes:?}");
    }
    let wanted = |key: &str| expected.get(key).cloned().unwrap_or(Value::Array(Vec::new()));
    let (series, outages) = (series(&reading), outages(&reading));
    if series != wanted("series") {
        return format!("series: {series}");
    }
    if outages != wanted("outages") { format!("outages: {outages}") } else { String::new() }
}

#[test]
fn every_folder_is_read_as_it_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut folders: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    let slips: Vec<String> = folders
        .iter()
        .map(|folder| (folder, slip(folder)))
        .filter(|(_, slip)| !slip.is_empty())
        .map(|(folder, slip)| format!("{}: {slip}", folder.file_name().unwrap().to_string_lossy()))
        .collect();
    assert!(folders.len() > 15 && slips.is_empty(), "{}", slips.join("\n"));
}
