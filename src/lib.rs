//! Outage Lens: finds Internet outages in a file of measurements and prices them, with every step shown.
//!
//! ```text
//! bytes ──read──▶ Series ──detect──▶ Outages ──cost──▶ Estimate ──report──▶ Report ──chart──▶ ink ──web──▶ page
//! ```
//!
//! Data walks one way. Each room has one verb, a trait, a table and its types; [`analyze`] is the whole walk.

pub mod base;
pub mod read;
pub mod detect;
pub mod cost;
pub mod report;
pub mod chart;
#[cfg(feature = "web")]
pub mod web;
#[cfg(feature = "cli")]
pub mod cli;

use base::{Ask, Error, Reading};
use report::Report;

/// The whole walk: the bytes of one file to its Report.
pub fn analyze(name: &str, bytes: &[u8], ask: &Ask) -> Result<Report, Error> {
    walk(&read([(name, bytes)], ask)?, ask)
}

/// The first room: the bytes of one input, which may come in several files.
pub fn read<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>, ask: &Ask) -> Result<Reading, Error> {
    let mut intake = read::Intake::new(ask);
    for (name, bytes) in files {
        intake.file(name)?;
        intake.expect(bytes.len() as u64);
        // In slices: what is read of one is not held twice for the whole file.
        for slice in bytes.chunks(1 << 20) {
            intake.push(slice)?;
        }
    }
    intake.finish()
}

/// The rooms after reading: what was read to its Report.
pub fn walk(reading: &Reading, ask: &Ask) -> Result<Report, Error> {
    let prepared = detect::prepare(&reading.series, &reading.marks, ask)?;
    let outages = detect::detect(&prepared, &reading.series, ask)?;
    let source = &reading.source;
    let costs = cost::estimate(&outages.found, source.country.as_deref(), source.represents, ask)?;
    Ok(report::tell(reading, &outages, &costs, ask))
}
