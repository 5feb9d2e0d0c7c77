//! A country like it: the same outage, at the same local clock, in the five nearest by GDP per head and people.
//!
//! In: the outages and the facts of the year. Out: [`Peer`]s by distance √(Δln² GDP per head + Δln² people), each with at
//! least 1 % of its people online. Each has its own weekend and its own facts; the clock and the depth stay.

use super::case::Case;
use super::economy::{Country, Facts};
use super::hours::hours;
use super::models::{ceiling::Ceiling, cost_tool::CostTool, lens::Lens};
use super::pricing_terms::PricingTerms;
use super::ranges::ranges;
use super::slice::Slice;
use super::world::World;
use super::{Model, Peer, Range};
use crate::base::num;
use crate::detect::Outage;

/// Peers shown.
const SHOWN: usize = 5;
/// Least share online of a peer.
const ONLINE: f64 = 0.01;

/// The peers of a country in the year with most of its hours, for all of the outages.
pub(super) fn peers(
    terms: &PricingTerms,
    slice: &Slice,
    outages: &[&Outage],
    stretch: (f64, f64),
    world: &mut World,
) -> Vec<Peer> {
    let (Some(per_head), Some(people)) = (slice.facts.per_head(), slice.facts.people.as_ref()) else {
        return Vec::new();
    };
    let year = slice.hours.year;
    let top_third = world.top_third(year);
    let mut near: Vec<(f64, &Country, &Facts)> = world
        .of(year)
        .iter()
        .filter(|(country, facts)| {
            country.code != terms.country.code && facts.online.as_ref().is_some_and(|fact| fact.value >= ONLINE)
        })
        .filter_map(|(country, facts)| {
            let wealth = num::ln(facts.per_head()? / per_head);
            let size = num::ln(facts.people.as_ref()?.value / people.value);
            Some((num::pow(wealth * wealth + size * size, 0.5), country, facts))
        })
        .collect();
    near.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.code.cmp(b.1.code)));
    near.truncate(SHOWN);
    let moved = |(distance, country, facts): (f64, &Country, &Facts)| {
        let cases: Vec<Case<'_>> = hours(outages, &terms.zone, country.weekend)
            .into_iter()
            .map(|hours| Case {
                country,
                facts,
                hours,
                stretch,
                part: terms.part,
                scope: terms.scope,
                origin: terms.origin,
                rich: facts.per_head().is_some_and(|per_head| per_head >= top_third),
                assumed: &terms.assumed,
            })
            .collect();
        let tops = ranges(&Ceiling, &cases, None).ok()?;
        let sum = |model: &dyn Model| {
            let found = ranges(model, &cases, Some(&tops)).ok()?;
            let add = |end: fn(&Range) -> f64| found.iter().map(end).sum::<f64>() * slice.dollars;
            Some(Range { low: add(|r| r.low), central: add(|r| r.central), high: add(|r| r.high) })
        };
        Some(Peer {
            country: country.code.to_owned(),
            name: country.name.to_owned(),
            distance,
            online: facts.online.as_ref()?.value,
            usual_usd: sum(&CostTool)?.central,
            ours: sum(&Lens)?,
        })
    };
    near.into_iter().filter_map(moved).collect()
}
