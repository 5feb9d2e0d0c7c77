//! The prices of a Report from outside: every sum can be one, and no range ends below its middle.
//!
//! In: the estimates of a Report, or what its list comes to. Out: nothing. Refused: sums that no economy has, years that are
//! none, ranges in the wrong order, lists and texts that are too long.

use super::rules::{ENTRIES, LARGEST, labels, numbers, positive, refused, short, texts};
use crate::base::{Error, limits};
use crate::cost::{Claim, Estimate, ListCost, ListedPrice, Priced, Range};

/// Years whose dollars there are.
const YEARS: std::ops::Range<i32> = 1900..2200;

/// What a list of so many reported outages comes to.
pub(super) fn list(list: &ListCost, given: usize) -> Result<(), Error> {
    for length in [list.outages.len(), list.countries.len(), list.together.len()] {
        short("list", length, ENTRIES)?;
    }
    range("list", list.ceiling_usd)?;
    for row in &list.outages {
        labels("list.country", &row.country)?;
        positive("list.hours", row.hours, LARGEST)?;
        prices(&row.prices)?;
        if row.given >= given {
            return Err(refused("list.given", &row.given.to_string(), "a place in the list of reported outages"));
        }
    }
    for row in &list.countries {
        labels("list.country", [&row.country, &row.name].into_iter().chain(row.months.keys()))?;
        short("list.months", row.months.len(), ENTRIES)?;
        positive("list.hours", row.months.values().copied().chain([row.hours]), LARGEST)?;
        prices(&row.prices)?;
    }
    positive("list.hours", [list.hours], LARGEST)?;
    prices(&list.together)
}

fn prices(prices: &[ListedPrice]) -> Result<(), Error> {
    short("list.prices", prices.len(), ENTRIES)?;
    for price in prices {
        labels("list.prices", [&price.model])?;
        range("list.prices", Range { low: price.low, central: price.central, high: price.high })?;
    }
    Ok(())
}

/// The price of an outage, or of all of them.
pub(super) fn estimate(name: &str, cost: &Estimate) -> Result<(), Error> {
    labels(name, [&cost.country, &cost.currency])?;
    if !YEARS.contains(&cost.price_year) {
        return Err(refused(name, &cost.price_year.to_string(), "a year whose dollars there are"));
    }
    positive(name, [cost.hours, cost.equivalent_hours, cost.weighted_hours], LARGEST)?;
    numbers(name, cost.trade_usd)?;
    let ranges = [Some(cost.ceiling_usd), cost.users, cost.person_hours, cost.headline.ours];
    ranges.into_iter().flatten().try_for_each(|one| range(name, one))?;
    numbers(name, cost.headline.usual.iter().flat_map(|usual| [usual.low, usual.high]))?;
    let lists = [cost.models.len(), cost.sensitivity.len(), cost.peers.len()];
    lists.into_iter().try_for_each(|length| short(name, length, ENTRIES))?;
    cost.models.iter().try_for_each(|one| model(name, one))?;
    for one in &cost.sensitivity {
        texts(name, [&one.symbol, &one.meaning])?;
        numbers(name, [one.low, one.high, one.share])?;
    }
    for peer in &cost.peers {
        labels(name, [&peer.country, &peer.name])?;
        numbers(name, [peer.distance, peer.online, peer.usual_usd])?;
        range(name, peer.ours)?;
    }
    short("claims", cost.claims.len(), limits::CLAIMS)?;
    cost.claims.iter().try_for_each(claim)
}

fn claim(claim: &Claim) -> Result<(), Error> {
    labels("claims", [&claim.publisher, &claim.date, &claim.source].into_iter().chain(&claim.near))?;
    texts("claims.words", [&claim.words])?;
    short("claims.implied", claim.implied.len(), ENTRIES)?;
    short("claims.near", claim.near.len(), ENTRIES)?;
    for row in &claim.implied {
        texts("claims.implied", [&row.model, &row.symbol, &row.meaning, &row.unit])?;
    }
    let values = claim.implied.iter().flat_map(|row| [Some(row.usual), row.value, row.low, row.high]);
    numbers("claims", [Some(claim.amount_usd), Some(claim.total_usd), claim.lambda].into_iter().chain(values).flatten())
}

fn model(name: &str, model: &Priced) -> Result<(), Error> {
    labels("models.id", [&model.id])?;
    texts("models.reason", &model.reason)?;
    short("models.steps", model.steps.len(), ENTRIES)?;
    for step in &model.steps {
        texts("models.steps", [&step.symbol, &step.meaning, &step.unit, &step.source])?;
        numbers(name, [Some(step.value), step.low, step.high].into_iter().flatten())?;
    }
    numbers(name, [model.lambda, model.per_head_usd, model.per_user_usd].into_iter().flatten())?;
    let ends = [model.low, model.central, model.high];
    numbers(name, ends.into_iter().flatten())?;
    match ends {
        [Some(low), Some(central), Some(high)] => range(name, Range { low, central, high }),
        _ => Ok(()),
    }
}

/// A range whose ends stand around its middle.
fn range(name: &str, Range { low, central, high }: Range) -> Result<(), Error> {
    numbers(name, [low, central, high])?;
    if low <= central && central <= high {
        return Ok(());
    }
    Err(refused(name, &format!("{low}, {central}, {high}"), "ranges whose ends stand around their middle"))
}
