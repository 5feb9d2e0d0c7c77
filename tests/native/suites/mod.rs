//! What published suites ask of readers of JSON, tables, numbers and clocks, written here anew, since their files are others'.
//!
//! The kinds follow JSONTestSuite (Nicolas Seriot), csv-spectrum (Max Ogden) and the hard cases of decimal conversion that
//! Clinger, Gay and Lemire tell of. Clocks are held against Python's `zoneinfo`, another reader of the same database.

mod csv;
mod floats;
mod json;
mod workbooks;
mod zones;

use outage_lens::base::{Error, Reading, Settings};

fn read(text: &[u8]) -> Result<Reading, Error> {
    outage_lens::read([("suite", text)], &Settings::default())
}

/// The values of the series that is labelled so.
fn values(reading: &Reading, label: &str) -> Vec<f64> {
    let series = reading.series.iter().find(|series| series.label == label);
    series.map(|series| series.values.to_vec()).unwrap_or_default()
}
