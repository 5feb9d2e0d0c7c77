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

#[cfg(test)]
mod tests {
    use super::super::calculator::{calculate, outage};
    use super::*;
    use crate::base::time::{DAY, HOUR, parse_utc};

    fn settings(pairs: &[(&str, &str)]) -> Settings {
        let mut settings = Settings::default();
        for (key, value) in pairs {
            settings.set(key, value).unwrap();
        }
        settings
    }

    /// Outages of so many hours each, five days apart.
    fn lasting(hours: &[i64]) -> Vec<Outage> {
        let first = parse_utc("2014-01-01").unwrap();
        (0..).zip(hours).map(|(i, long)| outage(first + i * 5 * DAY, first + i * 5 * DAY + long * HOUR, 1.0)).collect()
    }

    fn priced_at(outages: &[Outage]) -> Costs {
        estimate(outages, Some("KP"), Represents::Country, &settings(&[("model", "lens")])).unwrap()
    }

    /// How many are told with their steps, and how many have a price.
    fn told(costs: &Costs) -> (usize, usize) {
        let prices: Vec<&Estimate> = costs.each.iter().flatten().collect();
        (prices.iter().filter(|price| !price.models[0].steps.is_empty()).count(), prices.len())
    }

    #[test]
    fn the_longest_outages_show_the_steps_of_their_price() {
        let lengths: Vec<i64> = (1..=62).collect();
        let mut outages = lasting(&lengths);
        let costs = priced_at(&outages);
        assert_eq!(told(&costs), (60, 62));
        for (hours, price) in lengths.iter().zip(costs.each.iter().flatten()) {
            assert_eq!(price.models[0].steps.is_empty(), *hours <= 2, "{hours} hours");
        }
        assert!(costs.notes.has(Code::PricesInShort));
        // Those that the author does not hold for real take no place.
        outages[61].rejected = true;
        outages[0].rejected = true;
        let costs = priced_at(&outages);
        assert_eq!(told(&costs), (60, 60));
        assert!(costs.each[0].is_none() && !costs.notes.has(Code::PricesInShort));
        // Of those that are as long as each other the first.
        let costs = priced_at(&lasting(&[3; 62]));
        assert_eq!(told(&costs), (60, 62));
        assert!(costs.each[61].as_ref().unwrap().models[0].steps.is_empty() && costs.notes.has(Code::PricesInShort));
    }

    #[test]
    fn what_is_above_all_that_is_made_in_that_time_is_flagged_or_stops_there() {
        let pairs = [("country", "NP"), ("start", "2014-12-22T16:15Z"), ("end", "2014-12-23T01:46Z"), ("model", "all")];
        let price = |more: &[(&str, &str)]| {
            let (_, costs) = calculate(&settings(&[&pairs[..], more].concat())).unwrap();
            costs.all.unwrap()
        };
        let flagged = |estimate: &Estimate| {
            let ids = estimate.models.iter().filter(|priced| priced.above_ceiling).map(|priced| priced.id.clone());
            ids.collect::<Vec<_>>()
        };
        assert_eq!(flagged(&price(&[])), [""; 0]);
        let slight = price(&[("depth", "0.02")]);
        // Whatever asks how long an outage was, and not how deep, is far above what one of two hundredths can cost.
        assert_eq!(flagged(&slight), ["cost-tool", "cipesa-like", "elasticity"]);
        // However little that is.
        assert_eq!(flagged(&price(&[("depth", "0.02"), ("gdp", "100")])), flagged(&slight));
        for priced in &slight.models {
            let Some(central) = priced.central else { continue };
            let lambda = central / slight.ceiling_usd.central;
            assert_eq!((priced.lambda, priced.above_ceiling), (Some(lambda), lambda > 1.000_001), "{}", priced.id);
            let stops = priced.low <= Some(slight.ceiling_usd.low) && priced.high <= Some(slight.ceiling_usd.high);
            assert!(priced.mode == Mode::Published || stops, "{priced:?}");
        }
    }

    #[test]
    fn a_price_is_told_for_each_inhabitant_and_each_person_online() {
        let pairs = [("country", "NP"), ("start", "2014-12-22T16:15Z"), ("end", "2014-12-23T01:46Z")];
        let more = [("population", "2000000"), ("users", "500000"), ("model", "cost-tool")];
        let (_, costs) = calculate(&settings(&[&pairs[..], &more].concat())).unwrap();
        let all = costs.all.unwrap();
        let central = all.models[0].central.unwrap();
        assert_eq!(all.models[0].per_head_usd, Some(central / 2e6));
        assert_eq!(all.models[0].per_user_usd, Some(central / 5e5));
    }

    #[test]
    fn the_steps_of_two_years_name_theirs_and_stand_once_where_they_are_the_same() {
        let meanings = |end: &str| {
            let pairs = [("country", "NP"), ("start", "2014-12-31T06:00Z"), ("end", end), ("model", "cost-tool")];
            let (_, costs) = calculate(&settings(&pairs)).unwrap();
            let steps = costs.all.unwrap().models[0].steps.clone();
            steps.into_iter().map(|step| (step.symbol, step.meaning)).collect::<Vec<_>>()
        };
        let (one, two) = (meanings("2014-12-31T12:00Z"), meanings("2015-01-01T12:00Z"));
        let years = |steps: &[(String, String)], symbol: &str| -> Vec<String> {
            steps.iter().filter(|(known, _)| known == symbol).map(|(_, meaning)| meaning.clone()).collect()
        };
        assert_eq!(years(&one, "Y"), ["GDP"]);
        assert_eq!(years(&two, "Y"), ["GDP, 2014", "GDP, 2015"]);
        let constants = |steps: &[(String, String)]| {
            steps
                .iter()
                .filter(|step| !"Y P U u H Hw w N".split(' ').any(|year| year == step.0))
                .cloned()
                .collect::<Vec<_>>()
        };
        assert_eq!(constants(&one), constants(&two));
        assert!(!constants(&one).is_empty(), "{one:?}");
    }

    #[test]
    fn the_headline_goes_from_the_lowest_to_the_highest_of_ours_around_the_first() {
        let (_, costs) =
            calculate(&settings(&[("country", "NP"), ("start", "2014-12-22"), ("end", "2014-12-23")])).unwrap();
        let any = costs.all.unwrap().models.remove(0);
        let model = |id: &str, mode, low, central, high| Priced {
            id: id.to_owned(),
            mode,
            low: Some(low),
            central: Some(central),
            high: Some(high),
            ..any.clone()
        };
        let mut models = vec![
            model("deloitte", Mode::Published, 1.0, 2.0, 900.0),
            model("cost-tool", Mode::Published, 10.0, 20.0, 30.0),
            model("lens", Mode::Ours, 5.0, 6.0, 7.0),
            model("users", Mode::Ours, 3.0, 8.0, 9.0),
        ];
        let found = headline(&models);
        assert_eq!(found.usual, Some(Span { low: 10.0, high: 30.0 }));
        assert_eq!(found.ours, Some(Range { low: 3.0, central: 6.0, high: 9.0 }));
        models.truncate(1);
        assert_eq!(headline(&models), Headline::default());
    }
}
