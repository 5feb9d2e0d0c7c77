//! What a file's outages cost: those found in its series, or, where it is a list of outages, those that it names.
//!
//! In: a reading, the outages found in it, the settings. Out: [`Costs`]. A file with series is no list: what others reported
//! in it stands beside what was found.

use super::{Costs, estimate, known, price_list};
use crate::base::{Code, Error, Notes, Reading, Settings};
use crate::detect::{Outage, is_share};

/// Prices what a file tells of.
pub fn price_reading(reading: &Reading, found: &[Outage], settings: &Settings) -> Result<Costs, Error> {
    let source = &reading.source;
    if !reading.series.is_empty() || reading.given.is_empty() {
        return price_found(reading, found, settings);
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

/// Prices outages found in series. Of what rises and has no known whole, such as a count of customers without power, or round trips,
/// nobody knows how much was cut off: a price by the worst in the file would be one by nothing.
fn price_found(reading: &Reading, found: &[Outage], settings: &Settings) -> Result<Costs, Error> {
    let source = &reading.source;
    let has_price = |outage: &Outage| {
        reading.series.get(outage.reference).is_none_or(|series| is_share(series.direction, &series.unit))
    };
    let priced: Vec<Outage> = found.iter().filter(|outage| has_price(outage)).cloned().collect();
    let mut costs = estimate(&priced, source.country.as_deref(), source.represents, settings)?;
    let mut each = std::mem::take(&mut costs.each).into_iter();
    costs.each = found.iter().map(|outage| if has_price(outage) { each.next().flatten() } else { None }).collect();
    let without = found.iter().filter(|outage| !outage.rejected && !has_price(outage)).count();
    if without > 0 {
        let text = format!(
            "{without} outages have no price: what rises there is no share of a known whole, so their depth is that of the worst in \
             the file. A column beside it that says how many there are in all, or a share in percent, would tell."
        );
        costs.notes.add(Code::DepthOfWorst, text);
    }
    Ok(costs)
}
