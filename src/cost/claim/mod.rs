//! What one would have to believe: figures that somebody published, held against the models.
//!
//! In: published figures ([`published`]) and the priced outage. Out: a [`Claim`] each: its share of the GDP normally made in
//! that time, the models that come near it, and the one value of each assumption that would give it ([`implied`]).
//! A claim is somebody else's: it is never averaged, with a model or with another claim.

mod implied;
mod published;

pub use published::Per;
pub(super) use published::{Published, published};

use self::implied::implied;
use super::Priced;
use super::case::Case;
use super::pricing_terms::PricingTerms;
use super::slice::Slice;
use super::years::Years;

/// A figure that somebody published, against the models.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Claim {
    /// The figure.
    pub amount_usd: f64,
    /// For how long it stands.
    pub per: Per,
    /// Who published it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub publisher: String,
    /// When.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub date: String,
    /// Where.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// What it comes to for the whole outage, in USD of the price year.
    pub total_usd: f64,
    /// Its share of the GDP normally made in that time; of a figure a day or an hour, in a day or an hour.
    pub lambda: Option<f64>,
    /// True where it is more than all GDP made in that time.
    pub above_ceiling: bool,
    /// Models whose central value is within a factor of two.
    pub near: Vec<String>,
    /// The one value of each assumption that would give it.
    pub implied: Vec<Implied>,
    /// The same in English.
    #[serde(default)]
    pub words: String,
}

/// What one assumption would have to be, all others as they are.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Implied {
    /// Id of the model.
    pub model: String,
    /// Symbol of the assumption; `d` is the depth.
    pub symbol: String,
    /// What it means.
    pub meaning: String,
    /// Its unit.
    pub unit: String,
    /// What the model takes for it.
    pub usual: f64,
    /// What it would have to be; null where no value gives the figure.
    pub value: Option<f64>,
    /// The range that is stated for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub low: Option<f64>,
    /// Its upper end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub high: Option<f64>,
    /// Whether the value lies in that range; null where none is stated.
    pub inside: Option<bool>,
}

/// Every claim against the models that have a price.
pub(super) fn claims(terms: &PricingTerms, years: &Years<'_>, priced: &[Priced]) -> Vec<Claim> {
    terms.claims.iter().map(|figure| claim(figure, terms, years, priced)).collect()
}

fn claim(figure: &Published, terms: &PricingTerms, years: &Years<'_>, priced: &[Priced]) -> Claim {
    let plain = years.hours(|hours| hours.plain);
    let hours = match figure.per {
        Per::Event => 1.0,
        Per::Day => plain / 24.0,
        Per::Hour => plain,
    };
    let total = figure.amount_usd * hours * years.main.dollars;
    let lambda = lambda(figure.per, total, years);
    let near = priced.iter().filter(|priced| {
        priced.id != "ceiling" && priced.central.is_some_and(|central| (0.5..=2.0).contains(&(total / central)))
    });
    Claim {
        amount_usd: figure.amount_usd,
        per: figure.per,
        publisher: figure.publisher.clone(),
        date: figure.date.clone(),
        source: figure.source.clone(),
        total_usd: total,
        lambda,
        above_ceiling: lambda.is_some_and(|share| share > 1.0 + 1e-9),
        near: near.map(|priced| priced.id.clone()).collect(),
        implied: implied(total, figure.per, terms, years, priced),
        words: String::new(),
    }
}

/// A figure a day or an hour is a mean over day and night, so it is held against the plain hours; one for the whole outage is
/// held against the ceiling of that outage.
fn lambda(per: Per, total: f64, years: &Years<'_>) -> Option<f64> {
    let in_plain_hours = |(slice, case): (&Slice, &Case<'_>)| {
        let a_year = slice.facts.gdp.as_ref().map_or(0.0, |gdp| gdp.value) * slice.dollars;
        a_year * case.part * slice.hours.plain / slice.hours.of_year()
    };
    let made = match per {
        Per::Event => years.ceiling.central,
        Per::Day | Per::Hour => years.slices.iter().zip(&years.cases).map(in_plain_hours).sum(),
    };
    (made > 0.0).then(|| total / made)
}

#[cfg(test)]
mod tests;
