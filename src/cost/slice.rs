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

#[cfg(test)]
mod tests {
    use super::super::calculator::outage;
    use super::*;
    use crate::base::time::HOUR;
    use crate::detect::Duration;

    fn lasting(lo: f64, best: f64, hi: f64) -> Outage {
        Outage { duration: Duration { lo, best, hi }, ..outage(0, HOUR, 1.0) }
    }

    #[test]
    fn outages_are_as_much_shorter_or_longer_as_all_of_them_together() {
        let (known, open) = (lasting(1_800.0, 3_600.0, 7_200.0), lasting(0.0, 4_400.0, f64::INFINITY));
        // (1800 + 1) and (7200 + 4400) of 8000: what goes on is taken as it is known so far.
        assert_eq!(stretch(&[&known, &open]), (1_801.0 / 8_000.0, 11_600.0 / 8_000.0));
        assert_eq!(stretch(&[&known]), (0.5, 2.0));
    }

    #[test]
    fn a_best_duration_lies_between_its_ends_or_is_all_that_is_known() {
        assert_eq!(stretch(&[&lasting(4_000.0, 3_600.0, 3_000.0)]), (1.0, 1.0));
        assert_eq!(stretch(&[&lasting(0.0, 0.0, 3_600.0)]), (1.0, 1.0));
        assert_eq!(stretch(&[]), (1.0, 1.0));
    }
}
