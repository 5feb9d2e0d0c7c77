//! The local years of an outage, each with its own facts, ready for the models.
//!
//! In: outages and the terms of the price. Out: a [`Slice`] a year, and the [`Case`] that a model is given for it.

use super::case::Case;
use super::economy::{Facts, cpi};
use super::hours::{Hours, hours};
use super::pricing_terms::PricingTerms;
use super::world::World;
use crate::base::{Code, Error, Notes};
use crate::detect::Outage;

/// One local year of the outages, ready for the models.
pub(super) struct Slice {
    /// Its hours.
    pub hours: Hours,
    /// The facts of that year.
    pub facts: Facts,
    /// GDP per head within the world's top third.
    pub rich: bool,
    /// Dollars of the price year that one of that year is worth.
    pub dollars: f64,
}

/// The slices of the outages' hours, in the order of years.
pub(super) fn slices(
    outages: &[&Outage],
    terms: &PricingTerms,
    world: &mut World,
    notes: &mut Notes,
) -> Result<Vec<Slice>, Error> {
    let mut slices = Vec::new();
    for hours in hours(outages, &terms.zone, terms.country.weekend) {
        let facts = terms.facts(hours.year)?;
        let rich = facts.per_head().is_some_and(|per_head| per_head >= world.top_third(hours.year));
        let dollars = match (terms.price_year.and_then(cpi), cpi(hours.year)) {
            (Some(target), Some(own)) => target / own,
            (Some(_), None) => {
                notes.add(Code::PriceYearUnused, format!("US consumer prices of {} are not known.", hours.year));
                1.0
            }
            (None, _) => 1.0,
        };
        slices.push(Slice { hours, facts, rich, dollars });
    }
    Ok(slices)
}

/// What a model is given for one year.
pub(super) fn case<'a>(terms: &'a PricingTerms, slice: &'a Slice, stretch: (f64, f64)) -> Case<'a> {
    Case {
        country: &terms.country,
        facts: &slice.facts,
        hours: slice.hours,
        stretch,
        part: terms.part,
        scope: terms.scope,
        origin: terms.origin,
        rich: slice.rich,
        assumed: &terms.assumed,
    }
}

/// Shortest and longest possible duration against the best; the short end is never below a second.
pub(super) fn stretch(outages: &[&Outage]) -> (f64, f64) {
    let sum = |part: fn(&Outage) -> f64| outages.iter().map(|outage| part(outage)).sum::<f64>();
    let best = sum(|outage| outage.duration.best);
    let low = sum(|outage| outage.duration.lo.max(1.0));
    let high = sum(|outage| if outage.duration.hi.is_finite() { outage.duration.hi } else { outage.duration.best });
    if best > 0.0 { ((low / best).min(1.0), (high / best).max(1.0)) } else { (1.0, 1.0) }
}
