//! [`Outages`](crate::detect::Outages) → [`Estimate`]: several named models side by side, each with its range, its arithmetic and its sources.
//!
//! A model is one file here and one row in [`MODELS`]. Published models keep their constants; in ours every parameter
//! has a range. Never an average of models, and none above the GDP normally made in that time without a flag.

mod assume;
mod calculator;
mod case;
mod claim;
mod data_notes;
pub mod economy;
mod estimate;
mod factor;
mod hours;
mod impact;
mod list;
mod models;
mod peers;
mod price;
mod pricing_terms;
mod ranges;
mod rounded;
mod selfcheck;
mod sensitivity;
mod slice;
mod uncertainty;
mod world;
mod years;

pub use calculator::calculate;
pub use case::{Assumed, Case, NoPrice, Origin, Scope};
pub use claim::{Claim, Implied, Per};
pub use estimate::estimate;
pub use factor::{Effect, Factor};
pub use hours::Hours;
pub use list::{ListCost, ListedCountry, ListedOutage, ListedPrice, price_list};
pub use price::price_reading;
pub use pricing_terms::{currency, known};
pub use selfcheck::{Checked, Class, selfcheck};

use crate::base::Notes;
use models::{
    brookings_app::BrookingsApp, ceiling::Ceiling, cipesa_like::CipesaLike, cost_tool::CostTool, deloitte::Deloitte,
    elasticity::Elasticity, lens::Lens, netloss_implied::NetlossImplied, users::Users,
};

/// What is known about a model.
#[derive(Clone, Copy, Debug)]
pub struct About {
    /// Stable id, such as `cost-tool`.
    pub id: &'static str,
    /// Its name for people.
    pub name: &'static str,
    /// Whose it is.
    pub mode: Mode,
    /// The equation, in the symbols of the documentation.
    pub equation: &'static str,
    /// Where it comes from.
    pub source: &'static str,
    /// True where it is shown without being asked for.
    pub usual: bool,
}

/// Whose a model is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// Somebody else's, with their constants.
    Published,
    /// Ours: every parameter has a range.
    Ours,
}

/// Where a number comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// Printed in the source that is named.
    Published,
    /// Calculated from published numbers.
    Derived,
    /// Somebody's judgement, ours or the author's.
    Judgement,
    /// Printed somewhere, but not checked against the original.
    Unverified,
}

/// P5, central value and P95.
#[derive(Clone, Copy, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Range {
    /// Lower end.
    pub low: f64,
    /// Central value.
    pub central: f64,
    /// Upper end.
    pub high: f64,
}

/// One factor of a model's arithmetic.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Step {
    /// Symbol of the equation.
    pub symbol: String,
    /// What it means.
    pub meaning: String,
    /// Its central value.
    pub value: f64,
    /// Lower end, where it has a range.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub low: Option<f64>,
    /// Upper end, where it has a range.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub high: Option<f64>,
    /// Its unit.
    pub unit: String,
    /// Where it comes from, in a word.
    pub basis: Basis,
    /// Where it comes from.
    pub source: String,
}

/// What one model says.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Priced {
    /// Id of the model.
    pub id: String,
    /// Whose it is.
    pub mode: Mode,
    /// False where the model has nothing to say about such an outage.
    pub applies: bool,
    /// P5 in USD of the price year; null where it does not apply or a fact is missing.
    pub low: Option<f64>,
    /// Central value.
    pub central: Option<f64>,
    /// P95.
    pub high: Option<f64>,
    /// Share of the GDP normally made in that time (central ÷ central ceiling).
    pub lambda: Option<f64>,
    /// A published model above all GDP made in that time: flagged, not cut.
    pub above_ceiling: bool,
    /// Central value per inhabitant.
    #[serde(default)]
    pub per_head_usd: Option<f64>,
    /// Central value per person online.
    #[serde(default)]
    pub per_user_usd: Option<f64>,
    /// Why there is no price, in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The arithmetic.
    pub steps: Vec<Step>,
}

/// How much one assumption decides.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Sensitivity {
    /// Symbol of the equation.
    pub symbol: String,
    /// What it means.
    #[serde(default)]
    pub meaning: String,
    /// `lens` with this factor alone at its p5.
    pub low: f64,
    /// `lens` with this factor alone at its p95.
    pub high: f64,
    /// Share of the variance.
    pub share: f64,
}

/// The same outage in a country like it.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Peer {
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// English name.
    pub name: String,
    /// Distance in the logarithms of GDP per head and people.
    pub distance: f64,
    /// Share online.
    pub online: f64,
    /// The usual calculator's central value.
    pub usual_usd: f64,
    /// Ours.
    pub ours: Range,
}

/// The two headline ranges, never merged.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Headline {
    /// What the usual calculators would print.
    pub usual: Option<Span>,
    /// Our models.
    pub ours: Option<Range>,
}

/// From, to.
#[derive(Clone, Copy, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Span {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// The price of an outage, or of all of them.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Estimate {
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// Always USD here; an author's currency is words' business.
    pub currency: String,
    /// Whose dollars.
    pub price_year: i32,
    /// Hours from start to end.
    pub hours: f64,
    /// H: depth-weighted hours.
    pub equivalent_hours: f64,
    /// Hw: depth-weighted hours, weighted by the local hour of the week.
    pub weighted_hours: f64,
    /// GDP normally made in that time.
    pub ceiling_usd: Range,
    /// People online in the part that was cut off (of a service: who could use it).
    #[serde(default)]
    pub users: Option<Range>,
    /// Those people times the depth-weighted hours.
    #[serde(default)]
    pub person_hours: Option<Range>,
    /// Exports and imports normally made in that time.
    #[serde(default)]
    pub trade_usd: Option<f64>,
    /// Every model asked for.
    pub models: Vec<Priced>,
    /// The two headline ranges.
    pub headline: Headline,
    /// Which assumption decides.
    pub sensitivity: Vec<Sensitivity>,
    /// A country like it.
    pub peers: Vec<Peer>,
    /// What others published, against the models.
    #[serde(default)]
    pub claims: Vec<Claim>,
}

/// A way to price.
pub trait Model: Sync {
    /// What is known about it.
    fn about(&self) -> &'static About;
    /// Its arithmetic for one local year of an outage, or why there is none.
    fn factors(&self, case: &Case<'_>) -> Result<Vec<Factor>, NoPrice>;
}

/// Every model, in the order they are shown.
pub const MODELS: &[&dyn Model] =
    &[&Ceiling, &CostTool, &BrookingsApp, &Deloitte, &CipesaLike, &Elasticity, &NetlossImplied, &Lens, &Users];

/// Prices all outages together, and each alone (in the order of `outages`; `None` where it can't be priced).
pub struct Costs {
    /// All outages that are not rejected, together.
    pub all: Option<Estimate>,
    /// Each alone.
    pub each: Vec<Option<Estimate>>,
    /// What a list of outages comes to, where the file is one.
    pub list: Option<ListCost>,
    /// What the reader should know, such as why there is no price.
    pub notes: Notes,
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
