//! What published figures come to, in words.
//!
//! In: the claims of a price. Out: a few English sentences each: whose figure, its share of the GDP normally made in that
//! time, which models come near it, and what one would have to believe. Nothing is joined: a figure is never averaged.

use super::Report;
use super::english::{country, model, percent_of_two as percent, published};
use crate::base::{decimal, num};
use crate::cost::{Claim, Estimate, Implied, Per};

/// Puts the words in, for all outages and for each.
pub(super) fn fill(report: &mut Report) {
    let own = report.outages.iter_mut().filter_map(|outage| outage.cost.as_mut());
    report.cost.as_mut().into_iter().chain(own).for_each(fill_one);
}

/// Puts the words into one price.
pub fn fill_one(cost: &mut Estimate) {
    let told: Vec<String> = cost.claims.iter().map(|claim| words(claim, cost)).collect();
    for (claim, words) in cost.claims.iter_mut().zip(told) {
        claim.words = words;
    }
}

/// What a figure comes to.
fn words(claim: &Claim, cost: &Estimate) -> String {
    let mut parts = vec![share(claim)];
    parts.push(near(claim));
    parts.extend(believe(claim, cost));
    parts.join(" ")
}

/// The figure as it was published: `$37 million a day (NetBlocks, 2026-01-20)`.
pub(super) fn figure(claim: &Claim) -> String {
    let per = match claim.per {
        Per::Event => "",
        Per::Day => " a day",
        Per::Hour => " an hour",
    };
    let by = [claim.publisher.as_str(), claim.date.as_str()];
    let by: Vec<&str> = by.into_iter().filter(|words| !words.is_empty()).collect();
    let by = if by.is_empty() { String::new() } else { format!(" ({})", by.join(", ")) };
    format!("{}{per}{by}", published(claim.amount_usd))
}

fn share(claim: &Claim) -> String {
    let figure = figure(claim);
    match claim.lambda {
        None => format!("{figure} was published."),
        Some(share) if claim.above_ceiling => {
            format!("{figure} is {} times all GDP normally made in that time.", two(share))
        }
        Some(share) => format!("{figure} is {} of the GDP normally made in that time.", percent(share)),
    }
}

fn near(claim: &Claim) -> String {
    let names: Vec<&str> = claim.near.iter().map(|id| model(id)).collect();
    match names.as_slice() {
        [] => "No model shown here comes within a factor of two of it.".to_owned(),
        names => format!("Within a factor of two of it: {}.", names.join("; ")),
    }
}

/// The sentence of the usual calculators' one assumption: the share of GDP that depends on the Internet.
fn believe(claim: &Claim, cost: &Estimate) -> Option<String> {
    let usual = claim.implied.iter().find(|row| row.model == "cost-tool" && row.symbol == "s")?;
    let place = country(&cost.country);
    let Some(value) = usual.value else {
        return Some(format!("No share of GDP that depends on the Internet gives it for {place}."));
    };
    let ours = cost.models.iter().find(|model| model.id == "lens").and_then(|model| model.central);
    let ours = ours.filter(|central| *central > 0.0).map(|central| against_ours(claim.total_usd / central));
    Some(format!(
        "To believe it one has to believe that {} of the GDP of {place} stops when the Internet does: {}{}.",
        percent(value),
        range(usual),
        ours.unwrap_or_default()
    ))
}

fn range(row: &Implied) -> String {
    let ends = row.low.zip(row.high).map(|(low, high)| format!(" ({} to {})", percent(low), percent(high)));
    let within = if row.inside == Some(true) { "inside" } else { "outside" };
    format!("{within} the range of the usual calculators{}", ends.unwrap_or_default())
}

fn against_ours(times: f64) -> String {
    match times {
        times if times >= 1.5 => format!(", {} times our estimate", two(times)),
        times if times <= 1.0 / 1.5 => format!(", {} of our estimate", percent(times)),
        _ => ", and about our estimate".to_owned(),
    }
}

fn two(times: f64) -> String {
    decimal::text(num::significant(times, 2))
}

/// Every published figure with what it comes to, a line each: for texts and tables.
pub(super) fn lines(report: &Report) -> Vec<String> {
    let cost = report.told_cost();
    let line = |claim: &Claim| match claim.source.as_str() {
        "" => claim.words.clone(),
        source => format!("{} Source: {source}.", claim.words),
    };
    cost.map_or(Vec::new(), |cost| cost.claims.iter().map(line).collect())
}

/// The same with what each assumption would have to be, for a terminal.
pub fn table(cost: &Estimate) -> Vec<String> {
    let mut lines = Vec::new();
    for claim in &cost.claims {
        lines.push(format!("  {}", claim.words));
        lines.extend(claim.implied.iter().map(row));
    }
    lines
}

fn row(row: &Implied) -> String {
    let four = |x: f64| decimal::text(num::significant(x, 4));
    let value =
        row.value.map_or("no value of it gives the figure".to_owned(), |value| format!("{} {}", four(value), row.unit));
    let ends = row.low.zip(row.high).map(|(low, high)| format!(", stated {} to {}", four(low), four(high)));
    let inside = match (row.value, row.inside) {
        (Some(_), Some(true)) => ": inside",
        (Some(_), Some(false)) => ": outside",
        _ => "",
    };
    let ends = ends.unwrap_or_default();
    format!("    {:16} {:6} {value} · {} · usual {}{ends}{inside}", row.model, row.symbol, row.meaning, four(row.usual))
}
