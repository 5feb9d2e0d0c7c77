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
use super::case::Case;
use super::slice::Slice;
use super::{Model, Priced, Range};

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

/// What a claim is held against.
pub(super) struct Against<'a> {
    /// The local years of the outage.
    pub slices: &'a [Slice],
    /// What a model is given for each.
    pub cases: &'a [Case<'a>],
    /// The year with most hours.
    pub main: &'a Case<'a>,
    /// The GDP normally made in that time.
    pub ceiling: Range,
    /// Models that are shown.
    pub models: &'a [&'static dyn Model],
    /// What they say.
    pub priced: &'a [Priced],
}

/// Every claim against the models.
pub(super) fn claims(published: &[Published], against: &Against<'_>) -> Vec<Claim> {
    published.iter().map(|figure| claim(figure, against)).collect()
}

fn claim(figure: &Published, against: &Against<'_>) -> Claim {
    let hours = match figure.per {
        Per::Event => 1.0,
        Per::Day => plain_hours(against) / 24.0,
        Per::Hour => plain_hours(against),
    };
    let total = figure.amount_usd * hours * dollars(against);
    let lambda = lambda(figure, total, against);
    let near = against.priced.iter().filter(|priced| {
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
        implied: implied(total, figure.per, against),
        words: String::new(),
    }
}

/// A figure a day or an hour is a mean over day and night, so it is held against the plain hours; one for the whole outage is
/// held against the ceiling of that outage.
fn lambda(figure: &Published, total: f64, against: &Against<'_>) -> Option<f64> {
    let made = match figure.per {
        Per::Event => against.ceiling.central,
        Per::Day | Per::Hour => against
            .slices
            .iter()
            .zip(against.cases)
            .map(|(slice, case)| {
                let a_year = slice.facts.gdp.as_ref().map_or(0.0, |gdp| gdp.value) * slice.dollars;
                a_year * case.part * slice.hours.plain / slice.hours.of_year()
            })
            .sum(),
    };
    (made > 0.0).then(|| total / made)
}

fn plain_hours(against: &Against<'_>) -> f64 {
    against.slices.iter().map(|slice| slice.hours.plain).sum()
}

/// Dollars of the price year that one of the outage's is worth.
fn dollars(against: &Against<'_>) -> f64 {
    let main = against.slices.iter().find(|slice| slice.hours == against.main.hours);
    main.map_or(1.0, |slice| slice.dollars)
}

#[cfg(test)]
mod tests;
