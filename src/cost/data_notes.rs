//! What a reader should know about the facts that a price stands on, as Notes.
//!
//! In: the facts of every local year and the outages. Out: a Note for a GDP that is missing (`gdp-missing`), a figure of
//! another year (`year-nearest`), one older than 24 months (`facts-old`), a share online too small to be reliable
//! (`users-unreliable`), and an outage that goes on where the data stop (`price-lower-bound`).

use super::pricing_terms::PricingTerms;
use super::slice::Slice;
use crate::base::time::{DAY, Millis, days_from_civil};
use crate::base::{Code, Notes};
use crate::detect::Outage;

/// Days after which a figure is old: 24 months.
const OLD: Millis = 731 * DAY;

/// Adds a Note for every fact that a reader should look at twice.
pub(super) fn add_data_notes(slices: &[Slice], outages: &[&Outage], terms: &PricingTerms, notes: &mut Notes) {
    let end: Option<Millis> = outages.iter().map(|outage| outage.end.best).max();
    let name = terms.country.name;
    if outages.iter().any(|outage| outage.ongoing) {
        notes.add(
            Code::PriceLowerBound,
            "An outage goes on where the data stop, so its hours and its price are lower bounds.",
        );
    }
    for Slice { hours, facts, .. } in slices {
        if facts.gdp.is_none() {
            let message = format!("There is no price: the GDP of {name} is not known. Give it as gdp.");
            notes.add(Code::GdpMissing, message);
        }
        let named = [("GDP", &facts.gdp), ("people", &facts.people), ("share online", &facts.online)];
        for (what, fact) in named.into_iter().filter_map(|(what, fact)| Some((what, fact.as_ref()?))) {
            if fact.year != hours.year {
                let message =
                    format!("{name}, {what}: {} is the nearest year to {} with a figure.", fact.year, hours.year);
                notes.add(Code::YearNearest, message);
            }
            let closed = days_from_civil(fact.year + 1, 1, 1) * DAY;
            if end.is_some_and(|end| end - closed > OLD) {
                notes.add(
                    Code::FactsOld,
                    format!("{name}, {what}: the figure of {} is more than 24 months old.", fact.year),
                );
            }
        }
        if facts.online.as_ref().is_some_and(|fact| fact.value < 0.01) {
            let message =
                format!("{name}: under 1 % of the people are online, and no figure of that size is reliable.");
            notes.add(Code::UsersUnreliable, message);
        }
    }
}
