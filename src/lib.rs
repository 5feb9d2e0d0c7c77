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

use base::{Ask, Error};
use report::Report;

/// The whole walk: the bytes of one file to its Report.
pub fn analyze(name: &str, bytes: &[u8], ask: &Ask) -> Result<Report, Error> {
    let mut intake = read::Intake::new(ask);
    intake.file(name)?;
    intake.push(bytes)?;
    let reading = intake.finish()?;
    let prepared = detect::prepare(&reading.series, &reading.marks, ask)?;
    let outages = detect::detect(&prepared, &reading.series, ask)?;
    let costs = cost::estimate(&outages.found, reading.source.country.as_deref(), reading.source.represents, ask)?;
    Ok(report::tell(&reading, &outages, &costs, ask))
}
