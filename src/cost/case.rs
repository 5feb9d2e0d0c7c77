//! What a model is given: one local year's hours of an outage in a country, and the factors that several models share.
//!
//! In: facts, hours, the part and scope that were cut, the author's assumptions. Out: factors, or [`NoPrice`] there is none.

use super::economy::{Country, Fact, Facts};
use super::factor::{Effect, Factor, factor};
use super::hours::Hours;
use super::{Basis, Mode};
use crate::base::Code;
use crate::base::decimal;

/// What was cut.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Scope {
    /// Everything.
    Full,
    /// Mobile networks only.
    Mobile,
    /// So many services or applications.
    Apps(f64),
}

/// Where the hours of an outage come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Found in measurements.
    Data,
    /// Somebody gave its start and end: an author, or a list of outages.
    Given,
}

/// An assumption that the author puts in the place of a default.
#[derive(Clone, Debug, PartialEq)]
pub struct Assumed {
    /// Symbol of the factor.
    pub symbol: String,
    /// Value.
    pub value: f64,
    /// Low and high end, where given.
    pub ends: Option<(f64, f64)>,
}

/// Why a model prices nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoPrice {
    /// It has nothing to say about such an outage.
    NotItsKind(&'static str),
    /// A fact is missing: code and sentence of the Note.
    Missing(Code, &'static str),
}

/// The least and the greatest share of everything that one service is worth by published figures: Tanzania 2025 (41,600 USD
/// an hour of 574,100) and Kenya 2024 (140,900 of 582,900).
const APP: (f64, f64) = (0.07, 0.24);

/// One local year's hours of an outage in a country.
#[derive(Clone, Debug)]
pub struct Case<'a> {
    /// The country.
    pub country: &'a Country,
    /// Its facts of that year.
    pub facts: &'a Facts,
    /// The hours.
    pub hours: Hours,
    /// Shortest and longest possible duration against the best.
    pub stretch: (f64, f64),
    /// p: share of the country that the data stand for.
    pub part: f64,
    /// What was cut.
    pub scope: Scope,
    /// Where its hours come from.
    pub origin: Origin,
    /// GDP per head within the world's top third.
    pub rich: bool,
    /// The author's assumptions.
    pub assumed: &'a [Assumed],
}

impl Case<'_> {
    /// Y, with the range that sources give; ours carries what accounts are revised by, too.
    pub fn gdp(&self, mode: Mode) -> Result<Factor, NoPrice> {
        let fact = self.facts.gdp.as_ref().ok_or(NoPrice::Missing(Code::GdpMissing, "GDP is not known."))?;
        Ok(fact_factor("Y", "GDP", fact, "USD a year", (mode == Mode::Ours).then_some((0.95, 1.05))))
    }

    /// P.
    pub fn people(&self) -> Result<Factor, NoPrice> {
        let fact = self
            .facts
            .people
            .as_ref()
            .ok_or(NoPrice::Missing(Code::PeopleMissing, "The number of people is not known."))?;
        Ok(fact_factor("P", "people", fact, "people", None))
    }

    /// u, the share online, or its Note.
    pub fn online(&self) -> Result<&Fact, NoPrice> {
        self.facts.online.as_ref().ok_or(NoPrice::Missing(
            Code::UsersMissing,
            "How many people are online is not known, so the models that need it give no price.",
        ))
    }

    /// p, where the data stand for a part of the country.
    pub fn part(&self) -> Option<Factor> {
        let given =
            || factor("p", "share of the country cut off", self.part, "share", Basis::Judgement, "given by the author");
        (self.part != 1.0).then(given)
    }

    /// H of a published method: the plain hours, as its calculator counts, over a year of 365 days.
    pub fn plain_hours(&self) -> [Factor; 2] {
        let hours = factor(
            "H",
            "hours from start to end, however deep",
            self.hours.plain,
            "hours",
            Basis::Derived,
            match self.origin {
                Origin::Data => "found in the data",
                Origin::Given => "start and end as given",
            },
        );
        [hours, factor("N", "hours of a year", 8760.0, "hours", Basis::Published, "365 days").below()]
    }

    /// H, w and N of ours: measured depth over time, and the local hours of the week that it fell on.
    pub fn weighted_hours(&self) -> [Factor; 3] {
        let hours = &self.hours;
        let source = match self.origin {
            Origin::Data => "depth over time in the data",
            Origin::Given => "start, end and depth as given",
        };
        let mut full = factor("H", "depth-weighted hours", hours.full, "hours", Basis::Derived, source);
        if self.stretch.0 < self.stretch.1 {
            full = full.within(hours.full * self.stretch.0, hours.full * self.stretch.1);
        }
        // A year that has hours but no depth loses nothing, at any weight.
        let mean = |weighted: f64| if hours.full > 0.0 { weighted / hours.full } else { 1.0 };
        let (work, traffic) = (mean(hours.work), mean(hours.traffic));
        let weight = factor(
            "w",
            "weight of the local hours of the week, mean of working time and traffic",
            0.5 * (work + traffic),
            "",
            Basis::Judgement,
            "weekly shapes of work and of traffic; ATUS 2012 and Arbor Networks for their end points",
        );
        let year = factor("N", "hours of the year", hours.of_year(), "hours", Basis::Published, "the calendar");
        [full, self.own(weight.within(work.min(traffic), work.max(traffic))), year.below()]
    }

    /// a: the part of online life that was cut.
    pub fn scope_factor(&self, mode: Mode) -> Option<Factor> {
        let ours = mode == Mode::Ours;
        match self.scope {
            Scope::Full => None,
            Scope::Mobile => {
                let share =
                    factor("m", "share of mobile networks", 0.6, "share", Basis::Judgement, "no source: our guess");
                Some(if ours { self.own(share.within(0.4, 0.9)) } else { share })
            }
            Scope::Apps(n) => {
                let share = factor(
                    "a",
                    format!("{} services at a tenth of the Internet each, at most all of it", decimal::text(n)),
                    (0.10 * n).min(1.0),
                    "share",
                    Basis::Derived,
                    "NetBlocks COST, a service against everything: Nigeria 2021 0.10, Tanzania 2025 0.07, Kenya 2024 0.24",
                );
                let share = share.within((APP.0 * n).min(1.0), (APP.1 * n).min(1.0));
                Some(if ours { self.own(share) } else { share })
            }
        }
    }

    /// 1 − r and 1 − v: what is not made up later, and not done by other ways.
    pub fn recovered(&self) -> [Factor; 2] {
        let later = factor(
            "r",
            "made up later",
            0.5,
            "share",
            Basis::Judgement,
            "disaster studies: 0.5 to 0.98 by sector (HAZUS)",
        );
        let around = match self.scope {
            Scope::Apps(_) => {
                factor("v", "done by other ways", 0.3, "share", Basis::Judgement, "use of VPNs rose in Nigeria in 2021")
                    .within(0.0, 0.7)
            }
            _ => factor("v", "done by other ways", 0.0, "share", Basis::Judgement, "everything was cut"),
        };
        [self.own(later.within(0.1, 0.9).as_effect(Effect::Rest)), self.own(around.as_effect(Effect::Rest))]
    }

    /// The factor, or what the author puts in its place.
    pub fn own(&self, mut factor: Factor) -> Factor {
        if let Some(assumed) = self.assumed.iter().find(|assumed| assumed.symbol == factor.step.symbol) {
            let step = &mut factor.step;
            step.value = assumed.value;
            (step.low, step.high) = (assumed.ends.map(|ends| ends.0), assumed.ends.map(|ends| ends.1));
            step.basis = Basis::Judgement;
            "given by the author".clone_into(&mut step.source);
        }
        factor
    }
}

/// A fact as a factor; `doubt` is how far it may be off where its sources give no range.
pub(super) fn fact_factor(symbol: &str, meaning: &str, fact: &Fact, unit: &str, doubt: Option<(f64, f64)>) -> Factor {
    let made = factor(symbol, meaning, fact.value, unit, fact.basis, fact.source.as_str());
    match (fact.low, fact.high, doubt) {
        (Some(low), Some(high), _) => made.within(low, high),
        (_, _, Some((low, high))) => made.within(fact.value * low, fact.value * high),
        _ => made,
    }
}
