//! Prices outages: their hours, the terms, and every model of the table come together here.
//!
//! Each local year's hours are priced with that year's facts and added up; since the parameters are the same in every
//! year, so are the 5 % and 95 % points. Published models keep what they say and are flagged above the GDP normally made;
//! ours stop there.

use super::case::{Case, NoPrice, Origin};
use super::claim::claims;
use super::data_notes::add_data_notes;
use super::factor::Factor;
use super::hours::Hours;
use super::impact::{person_hours, trade, users};
use super::peers::peers;
use super::pricing_terms::{PricingTerms, pricing_terms};
use super::ranges::{ranges, total};
use super::sensitivity::sensitivity;
use super::slice::{slices, stretch};
use super::world::World;
use super::years::Years;
use super::{Costs, Estimate, Headline, Mode, Model, Priced, Range, Span, Step};
use crate::base::limits::PRICED_IN_FULL;
use crate::base::{Code, Error, Notes, Represents, Settings, num};
use crate::detect::Outage;

/// Prices outages found in data. `country` and `represents` are what the file itself names; the settings come first.
pub fn estimate(
    outages: &[Outage],
    country: Option<&str>,
    represents: Represents,
    settings: &Settings,
) -> Result<Costs, Error> {
    estimate_from(Origin::Data, outages, country, represents, settings)
}

/// Prices outages of any origin.
pub(super) fn estimate_from(
    origin: Origin,
    outages: &[Outage],
    country: Option<&str>,
    represents: Represents,
    settings: &Settings,
) -> Result<Costs, Error> {
    let mut notes = Notes::default();
    let none = |notes| Costs { all: None, each: outages.iter().map(|_| None).collect(), list: None, notes };
    let Some(mut terms) = pricing_terms(settings, country, represents, &mut notes)? else { return Ok(none(notes)) };
    terms.origin = origin;
    let real: Vec<&Outage> = outages.iter().filter(|outage| !outage.rejected).collect();
    if real.is_empty() {
        return Ok(none(notes));
    }
    let mut world = World::default();
    let all = price(&real, &terms, &mut world, &mut notes, true)?;
    let least = told_in_full(&real);
    if all.is_some() && least > 0.0 {
        let message = format!("Only the {PRICED_IN_FULL} longest outages show the steps of their own price.");
        notes.add(Code::PricesInShort, message);
    }
    let mut each = Vec::with_capacity(outages.len());
    let mut left = PRICED_IN_FULL;
    for outage in outages {
        if outage.rejected {
            each.push(None);
            continue;
        }
        let full = left > 0 && outage.equivalent_secs >= least;
        left -= usize::from(full);
        each.push(price(&[outage], &terms, &mut world, &mut Notes::default(), full)?);
    }
    Ok(Costs { all, each, list: None, notes })
}

/// Equivalent seconds from which on an outage's own price is told in full; 0 where all are.
fn told_in_full(outages: &[&Outage]) -> f64 {
    let mut lengths: Vec<f64> = outages.iter().map(|outage| outage.equivalent_secs).collect();
    num::ascending(&mut lengths);
    if lengths.len() > PRICED_IN_FULL {
        lengths.iter().nth_back(PRICED_IN_FULL - 1).copied().unwrap_or(0.0)
    } else {
        0.0
    }
}

/// Prices outages together; in full with the steps, what decides, similar countries and claims.
pub(super) fn price(
    outages: &[&Outage],
    terms: &PricingTerms,
    world: &mut World,
    notes: &mut Notes,
    full: bool,
) -> Result<Option<Estimate>, Error> {
    let slices = slices(outages, terms, world, notes)?;
    add_data_notes(&slices, outages, terms, notes);
    let stretch = stretch(outages);
    let Some(years) = Years::of(terms, &slices, stretch) else { return Ok(None) };
    let models: Vec<Priced> = terms.models.iter().map(|model| priced(*model, &years, full, notes)).collect();
    let mut estimate = Estimate {
        country: terms.country.code.to_owned(),
        currency: "USD".to_owned(),
        price_year: terms.price_year.unwrap_or(years.main.hours.year),
        hours: years.hours(|hours| hours.plain),
        equivalent_hours: years.hours(|hours| hours.full),
        weighted_hours: years.hours(Hours::weighted),
        ceiling_usd: years.ceiling,
        users: users(years.main, terms.part),
        person_hours: person_hours(&slices, terms.part),
        trade_usd: trade(&slices, &years.tops),
        headline: headline(&models),
        models,
        sensitivity: Vec::new(),
        peers: Vec::new(),
        claims: Vec::new(),
    };
    if full {
        estimate.sensitivity = years.main_case().map_or(Vec::new(), |case| sensitivity(case, &estimate.models));
        estimate.peers = peers(terms, years.main, outages, stretch, world);
        estimate.claims = claims(terms, &years, &estimate.models);
    }
    Ok(Some(estimate))
}

/// What one model says, in full with its steps.
fn priced(model: &dyn Model, years: &Years<'_>, full: bool, notes: &mut Notes) -> Priced {
    let about = model.about();
    let mut priced = Priced {
        id: about.id.to_owned(),
        mode: about.mode,
        applies: true,
        low: None,
        central: None,
        high: None,
        lambda: None,
        above_ceiling: false,
        per_head_usd: None,
        per_user_usd: None,
        reason: None,
        steps: Vec::new(),
    };
    match ranges(model, &years.cases, Some(&years.tops)) {
        Ok(ranges) => {
            let (range, ceiling) = (total(&ranges, years.slices), years.ceiling.central);
            let facts = &years.main.facts;
            (priced.low, priced.central, priced.high) = (Some(range.low), Some(range.central), Some(range.high));
            priced.lambda = (ceiling > 0.0).then(|| range.central / ceiling);
            priced.above_ceiling = range.central > ceiling * (1.0 + 1e-9);
            priced.per_head_usd = facts.people.as_ref().map(|people| range.central / people.value);
            priced.per_user_usd = facts.users().map(|users| range.central / users);
            priced.steps = if full { steps(model, &years.cases) } else { Vec::new() };
        }
        Err(NoPrice::NotItsKind(reason)) => {
            priced.applies = false;
            priced.reason = Some(reason.to_owned());
        }
        Err(NoPrice::Missing(code, message)) => {
            priced.reason = Some(message.to_owned());
            notes.add(code, message);
        }
    }
    priced
}

/// The steps of every year; one that is the same in all of them stands once.
fn steps(model: &dyn Model, cases: &[Case<'_>]) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for case in cases {
        for Factor { mut step, .. } in model.factors(case).unwrap_or_default() {
            if steps.contains(&step) {
                continue;
            }
            if cases.len() > 1 && matches!(step.symbol.as_str(), "Y" | "P" | "U" | "u" | "H" | "Hw" | "w" | "N") {
                step.meaning = format!("{}, {}", step.meaning, case.hours.year);
            }
            if !steps.contains(&step) {
                steps.push(step);
            }
        }
    }
    steps
}

/// The usual calculators' range, and from the lowest to the highest of ours around `lens`.
fn headline(models: &[Priced]) -> Headline {
    let ends = |priced: &Priced| Some((priced.low?, priced.central?, priced.high?));
    let usual = models.iter().find(|priced| priced.id == "cost-tool").and_then(ends);
    let ours: Vec<_> = models.iter().filter(|priced| priced.mode == Mode::Ours).filter_map(ends).collect();
    let first = ours.first().map(|(_, central, _)| Range {
        low: ours.iter().map(|ends| ends.0).fold(f64::INFINITY, f64::min),
        central: *central,
        high: ours.iter().map(|ends| ends.2).fold(0.0, f64::max),
    });
    Headline { usual: usual.map(|(low, _, high)| Span { low, high }), ours: first }
}
