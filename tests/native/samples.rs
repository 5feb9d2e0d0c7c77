//! Every format that the documentation shows is read as the page says: each example is taken out of the page itself.
//!
//! In: `www/docs/_formats.html`, where a `pre` names the format and the series that it gives. What can't be shown as text,
//! a workbook, is made here from the same rows. Golden is `samples.txt`: notes, reported outages and every value of each;
//! `BLESS=1` writes it anew, to be read in the diff before committing.

use outage_lens::base::time::iso;
use outage_lens::base::{Code, Reading, Settings};
use outage_lens::read::FORMATS;
use std::fmt::Write;
use std::path::Path;

/// Format, what it gives, and the text of each example.
fn samples() -> Vec<(String, String, String)> {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/docs/_formats.html");
    let page = std::fs::read_to_string(page).unwrap();
    let cut = |text: &str, until: &str| text.split_once(until).unwrap().0.to_owned();
    let sample = |part: &str| {
        let reads = cut(part, "\"");
        let gives = cut(part.split_once("data-gives=\"").unwrap().1, "\"");
        let text = cut(part.split_once("<code>").unwrap().1, "</code></pre>");
        (reads, gives, text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
    };
    page.split("<pre data-reads=\"").skip(1).map(sample).collect()
}

fn bytes(format: &str, text: &str) -> Vec<u8> {
    let hex = |pair: &str| u8::from_str_radix(pair, 16).unwrap();
    if format == "mrt" { text.split_whitespace().map(hex).collect() } else { text.as_bytes().to_vec() }
}

#[test]
fn examples_are_read_as_the_page_says() {
    let mut slips = Vec::new();
    for (format, gives, text) in samples() {
        let bytes = bytes(&format, &text);
        let told = match outage_lens::read([("example", bytes.as_slice())], &Settings::default()) {
            Ok(reading) => {
                let ids = reading.series.iter().map(|series| series.id.clone());
                let given = reading.given.iter().map(|_| "outage".to_owned());
                let told: Vec<String> = ids.chain(given).collect();
                assert_eq!(told.is_empty(), reading.notes.has(Code::NoSeries) && reading.given.is_empty(), "{text}");
                (reading.source.format.clone(), told.join(" "))
            }
            Err(error) => (error.to_string(), String::new()),
        };
        if told != (format.clone(), gives.clone()) {
            slips.push(format!("{format} “{gives}”: {told:?} of\n{text}"));
        }
    }
    assert!(slips.is_empty(), "{}", slips.join("\n"));
}

/// All that was read of an example.
fn golden(reading: &Reading) -> String {
    let mut out = String::new();
    for note in reading.notes.list() {
        writeln!(out, "note {}: {}", note.code, note.message).unwrap();
    }
    for given in &reading.given {
        let end = given.end.map_or("open".to_owned(), iso);
        writeln!(out, "given {} to {end} by {}: {}", iso(given.start), given.by, given.label).unwrap();
    }
    for series in &reading.series {
        writeln!(out, "series {} {:?} “{}” {:?}", series.id, series.kind, series.unit, series.sampling).unwrap();
        // Values that stay the same are one line.
        let mut runs: Vec<(i64, f64, usize)> = Vec::new();
        for (at, value) in series.samples() {
            match runs.last_mut() {
                Some((_, before, count)) if before.to_bits() == value.to_bits() => *count += 1,
                _ => runs.push((at, value, 1)),
            }
        }
        for (at, value, count) in runs {
            writeln!(out, "  {} {value} × {count}", iso(at)).unwrap();
        }
    }
    out
}

/// A workbook with the rows of the first table on the page.
fn workbook(table: &str) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let moment = rust_xlsxwriter::Format::new().set_num_format("yyyy-mm-dd hh:mm");
    let sheet = book.add_worksheet();
    for (row, line) in (0..).zip(table.lines()) {
        for (column, cell) in (0..).zip(line.split(',')) {
            let at = rust_xlsxwriter::ExcelDateTime::parse_from_str(cell.trim_end_matches('Z'));
            match (cell.parse::<f64>(), at) {
                (Ok(number), _) => sheet.write_number(row, column, number).unwrap(),
                (_, Ok(at)) => sheet.write_datetime_with_format(row, column, &at, &moment).unwrap(),
                _ => sheet.write_string(row, column, cell).unwrap(),
            };
        }
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn examples_give_what_was_looked_at() {
    let mut samples = samples();
    let table = samples.iter().find(|(format, ..)| format == "csv").unwrap().2.clone();
    samples.push(("xlsx".to_owned(), String::new(), table));
    let mut told = String::new();
    for (format, _, text) in samples {
        let bytes = if format == "xlsx" { workbook(&text) } else { bytes(&format, &text) };
        let reading = outage_lens::read([("example", bytes.as_slice())], &Settings::default()).unwrap();
        assert_eq!(reading.source.format, format);
        writeln!(told, "== {format}\n{}", golden(&reading)).unwrap();
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples.txt");
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, &told).unwrap();
    }
    let wanted = std::fs::read_to_string(path).unwrap();
    for (ours, theirs) in told.lines().zip(wanted.lines()) {
        assert_eq!(ours, theirs);
    }
    assert_eq!(told.len(), wanted.len());
}

#[test]
fn every_format_has_an_example() {
    let samples = samples();
    for format in FORMATS.iter().map(|format| format.about().id).filter(|id| *id != "xlsx") {
        assert!(samples.iter().any(|(reads, ..)| reads == format), "{format} has no example");
    }
}
