//! The one value of an assumption that would give a figure, all others as they are.
//!
//! In: a sum in dollars, and what the models were given. Out: for each model that has a price, each of its assumptions solved
//! for that sum. Factors are multiplied, so a factor has to change by as much as the sum differs from the model's own; the
//! share of GDP that depends on the Internet stops at all of it, and ours stop at the GDP normally made in that time.

use super::{Implied, Per};
use crate::base::num;
use crate::cost::case::Case;
use crate::cost::factor::{Effect, Factor, product};
use crate::cost::pricing_terms::PricingTerms;
use crate::cost::slice::Slice;
use crate::cost::years::Years;
use crate::cost::{Mode, Model, Priced};

/// Symbols that are no assumptions: the calendar, how many people and services there are, and what only shows a step.
const FIXED: &[&str] = &["N", "P", "n", "cap", "C2$"];
/// Those that the share of GDP is made of; their product is at most one.
const GROUP: &[&str] = &["s", "u", "u_ref"];

/// Every assumption of every model that has a price, solved for the sum.
pub(super) fn implied(
    total: f64,
    per: Per,
    terms: &PricingTerms,
    years: &Years<'_>,
    priced: &[Priced],
) -> Vec<Implied> {
    let has_price = |id: &str| priced.iter().any(|priced| priced.id == id && priced.central.is_some());
    let models = terms.models.iter().filter(|model| model.about().id != "ceiling" && has_price(model.about().id));
    models.flat_map(|model| of_model(*model, total, per, years)).collect()
}

fn of_model(model: &dyn Model, total: f64, per: Per, years: &Years<'_>) -> Vec<Implied> {
    let of_year = |(case, slice): (&Case<'_>, &Slice)| Some(product(&model.factors(case).ok()?) * slice.dollars);
    let own: Option<f64> = years.cases.iter().zip(years.slices).map(of_year).sum();
    let factors = years.main_case().and_then(|case| model.factors(case).ok());
    let (Some(own), Some(factors)) = (own.filter(|own| *own > 0.0), factors) else { return Vec::new() };
    let times = total / own;
    let ours = model.about().mode == Mode::Ours;
    // Ours never say more than all GDP made in that time, whatever is assumed.
    let beyond = ours && total > years.ceiling.central;
    let mut found = Vec::new();
    for factor in factors.iter().filter(|factor| !FIXED.contains(&factor.step.symbol.as_str())) {
        let symbol = factor.step.symbol.as_str();
        // The GDP made in that time grows with these, too.
        let value = solve(factor, &factors, times).filter(|_| !beyond || matches!(symbol, "Y" | "p" | "H"));
        // What a day or an hour costs does not hang on how many there are.
        let counts = factor.effect != Effect::Shown || symbol == "β";
        if counts && (symbol != "H" || per == Per::Event) {
            found.push(row(model, factor, value));
        }
        if symbol == "H" && ours {
            found.extend(depth(model, factor, times, years).filter(|_| !beyond));
        }
    }
    found
}

fn row(model: &dyn Model, factor: &Factor, value: Option<f64>) -> Implied {
    let range = factor.ends().or(factor.stated);
    let usual = factor.step.value;
    let same = value.is_some_and(|value| (value / usual - 1.0).abs() < 1e-9);
    let inside = range.map(|(low, high)| value.is_some_and(|value| (low..=high).contains(&value)));
    Implied {
        model: model.about().id.to_owned(),
        symbol: factor.step.symbol.clone(),
        meaning: factor.step.meaning.clone(),
        unit: factor.step.unit.clone(),
        usual,
        value,
        low: range.map(|range| range.0),
        high: range.map(|range| range.1),
        inside: if same { Some(true) } else { inside },
    }
}

/// The depth: what the equivalent hours are of the plain ones.
fn depth(model: &dyn Model, hours: &Factor, times: f64, years: &Years<'_>) -> Option<Implied> {
    let plain = years.main.hours.plain;
    let usual = (plain > 0.0).then(|| hours.step.value / plain)?;
    let value = Some(usual * times).filter(|depth| *depth <= 1.0 + 1e-9);
    Some(Implied {
        model: model.about().id.to_owned(),
        symbol: "d".to_owned(),
        meaning: "depth of the outage".to_owned(),
        unit: "share".to_owned(),
        usual,
        value,
        low: None,
        high: None,
        inside: None,
    })
}

/// The value of one factor that makes the product so many times as great; nothing where none does.
fn solve(factor: &Factor, factors: &[Factor], times: f64) -> Option<f64> {
    let x = factor.step.value;
    let symbol = factor.step.symbol.as_str();
    let group = || product_of(factors, GROUP);
    let times = if GROUP.contains(&symbol) && factors.iter().any(|other| other.step.symbol == "β") {
        // What is above all of GDP is cut off, so the uncut share has to come to what the cut one is to be.
        let wanted = group().min(1.0) * times;
        (wanted <= 1.0 + 1e-9).then(|| wanted / group())?
    } else {
        times
    };
    let value = match (symbol, factor.effect) {
        ("β", _) => steepness(factors, x, group(), times)?,
        (_, Effect::Raised(power)) if power != 0.0 => x * num::pow(times, 1.0 / power),
        (_, Effect::Rest) => 1.0 - (1.0 - x) * times,
        (_, Effect::More) => (1.0 + x) * times - 1.0,
        _ => return None,
    };
    let (least, most) = bounds(symbol, factors);
    (least..=most).contains(&value).then_some(value)
}

/// β: (u ÷ u_ref) to the power of the difference makes up for it.
fn steepness(factors: &[Factor], beta: f64, group: f64, times: f64) -> Option<f64> {
    let of = |symbol: &str| Some(factors.iter().find(|factor| factor.step.symbol == symbol)?.step.value);
    let ratio = num::ln(of("u")? / of("u_ref")?);
    let wanted = group.min(1.0) * times;
    (ratio.abs() > 1e-9 && wanted <= 1.0 + 1e-9).then(|| beta + num::ln(wanted / group) / ratio)
}

fn product_of(factors: &[Factor], symbols: &[&str]) -> f64 {
    factors.iter().filter(|factor| symbols.contains(&factor.step.symbol.as_str())).map(Factor::central).product()
}

/// What a symbol can be at all.
fn bounds(symbol: &str, factors: &[Factor]) -> (f64, f64) {
    match symbol {
        "s" | "u" | "u_ref" | "a" | "m" | "p" | "g" | "δ" | "ε" | "λN" | "s_ict" | "c" | "r" | "v" => (0.0, 1.0),
        "κ" | "w" => (0.0, 10.0),
        "φ" => (0.0, 1000.0),
        "β" => (0.0, 3.0),
        "U" => (0.0, factors.iter().find(|factor| factor.step.symbol == "P").map_or(f64::INFINITY, |p| p.step.value)),
        _ => (0.0, f64::INFINITY),
    }
}
