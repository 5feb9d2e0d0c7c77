//! What others reported, beside what is found here: in the Report, in the text, on the chart.

use std::path::Path;
use std::process::Command;

/// One outage six minutes early at both ends, and one that nobody sees here; as IODA tells events.
const EVENTS: &str = r#"{"type":"outages.events","data":[
 {"location":"country/KP","start":1419264540,"duration":34260,"method":"median","datasource":"bgp","location_name":"North Korea"},
 {"location":"country/KP","start":1418900400,"duration":3600,"method":"median","datasource":"bgp","location_name":"North Korea"}]}"#;

fn analyze(kind: &str, given: bool) -> String {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let events = folder.join(format!("events-{kind}.json"));
    std::fs::write(&events, EVENTS).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_outage-lens"));
    command.current_dir(env!("CARGO_MANIFEST_DIR")).args(["analyze", "www/data/north-korea-2014.csv", "--as", kind]);
    command.args(["--country", "KP", "--represents", "country"]);
    if given {
        command.arg("--given").arg(&events);
    }
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn what_others_reported_stands_beside_ours() {
    let report: serde_json::Value = serde_json::from_str(&analyze("json", true)).unwrap();
    let rows = report["compared"].as_array().unwrap();
    assert_eq!(rows[0]["outage"], serde_json::Value::Null, "nobody sees the first here: {rows:?}");
    let long = rows.iter().find(|row| row["outage"] == report["selected"]).unwrap();
    assert_eq!((&long["start_secs"], &long["end_secs"]), (&360.into(), &360.into()), "{long}");
    let alone = rows.iter().filter(|row| row["given"].is_null()).count();
    assert_eq!(alone + 1, report["outages"].as_array().unwrap().len(), "every other outage of ours is ours alone");
    let text = analyze("text", true);
    assert!(text.contains("2014-12-22T16:09:00Z IODA (bgp, median), North Korea: "), "{text}");
    assert!(text.contains("start +6 min, end +6 min") && text.contains("not found here"), "{text}");
}

#[test]
fn a_bracket_is_drawn_for_each() {
    let rects = |given| analyze("svg", given).matches("<rect").count();
    // A line and two feet for each of the two.
    assert_eq!(rects(true), rects(false) + 6);
}

#[test]
fn a_list_longer_than_is_held_says_how_long_it_is() {
    let row = |at: usize| format!("2024-{:02}-{:02}T{:02}:00:00Z,30 min\n", 1 + at / 672, 1 + at / 24 % 28, at % 24);
    let list: String = std::iter::once("start,duration\n".to_owned()).chain((0..2_012).map(row)).collect();
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("long-list.csv");
    std::fs::write(&path, list).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_outage-lens"));
    let output = command.arg("analyze").arg(&path).args(["--as", "text"]).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("a list of 2012 outages") && text.contains("the other 12 are not"), "{text}");
}
