//! Outage Lens: finds Internet outages in a file of measurements and prices them, with every step shown.
//!
//! ```text
//! bytes ──read──▶ Series ──detect──▶ Outages ──cost──▶ Estimate ──report──▶ Report ──chart──▶ picture ──web──▶ page
//! ```
//!
//! Data walks one way. Each room has one verb, a trait, a table and its types; [`analyze`] is the whole walk.

pub mod base;
pub mod read;
pub mod detect;
pub mod cost;
pub mod report;
pub mod chart;
pub mod analysis;
#[cfg(feature = "web")]
pub mod web;
#[cfg(feature = "cli")]
pub mod cli;

use base::{Error, Reading, Settings};
use report::Report;

/// The whole walk: the bytes of one file to its Report.
pub fn analyze(name: &str, bytes: &[u8], settings: &Settings) -> Result<Report, Error> {
    walk(&read([(name, bytes)], settings)?, settings)
}

/// The first room: the bytes of one input, which may come in several files.
pub fn read<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>, settings: &Settings) -> Result<Reading, Error> {
    let mut input = read::Input::new(settings);
    for (name, bytes) in files {
        input.file(name)?;
        input.expect(bytes.len() as u64);
        // In slices: what is read of one is not held twice for the whole file.
        for slice in bytes.chunks(1 << 20) {
            input.push(slice)?;
        }
    }
    input.finish()
}

/// The rooms after reading: what was read to its Report.
pub fn walk(reading: &Reading, settings: &Settings) -> Result<Report, Error> {
    let prepared = detect::prepare(&reading.series, &reading.marks, settings)?;
    let outages = detect::detect(&prepared, &reading.series, settings)?;
    let costs = cost::price_reading(reading, &outages.found, settings)?;
    Ok(report::build(reading, &outages, &costs, settings))
}
