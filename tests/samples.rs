//! Every format that the documentation shows is read as the page says: each example is taken out of the page itself.
//!
//! In: `www/docs/_formats.html`, where a `pre` names the format and the series that it gives. What can't be shown as text,
//! a workbook, has tests of its own.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test reads the page, and stops at the first surprise"
)]

use outage_lens::base::Ask;
use outage_lens::read::FORMATS;
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
        let told = match outage_lens::read([("example", bytes.as_slice())], &Ask::default()) {
            Ok(reading) => {
                let ids = reading.series.iter().map(|series| series.id.clone());
                let given = reading.given.iter().map(|_| "outage".to_owned());
                let told: Vec<String> = ids.chain(given).collect();
                assert_eq!(told.is_empty(), reading.notes.has("no-series") && reading.given.is_empty(), "{text}");
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

#[test]
fn every_format_has_an_example() {
    let samples = samples();
    for format in FORMATS.iter().map(|format| format.about().id).filter(|id| *id != "xlsx") {
        assert!(samples.iter().any(|(reads, ..)| reads == format), "{format} has no example");
    }
}
