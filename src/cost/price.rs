//! What a file's outages cost: those found in its series, or, where it is a list of outages, those that it names.
//!
//! In: a reading, the outages found in it, the settings. Out: [`Costs`]. A file with series is no list: what others reported
//! in it stands beside what was found.

use super::{Costs, estimate, known, price_list};
use crate::base::{Code, Error, Notes, Reading, Settings};
use crate::detect::Outage;

/// Prices what a file tells of.
pub fn price_reading(reading: &Reading, found: &[Outage], settings: &Settings) -> Result<Costs, Error> {
    let source = &reading.source;
    if !reading.series.is_empty() || reading.given.is_empty() {
        return estimate(found, source.country.as_deref(), source.represents, settings);
    }
    known(settings)?;
    let mut notes = Notes::default();
    let (list, all) = price_list(&reading.given, source.country.as_deref(), settings, &mut notes)?;
    if !settings.claim.is_empty() && all.is_none() {
        notes.add(
            Code::UnknownValue,
            "Published figures are held against the outages of one country; this list has not one: “claim” was not used.",
        );
    }
    Ok(Costs { all, each: found.iter().map(|_| None).collect(), list: Some(list.rounded()), notes })
}
