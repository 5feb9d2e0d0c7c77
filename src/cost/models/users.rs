//! Ours, by people online: what they make in those hours, as far as it depends on the Internet.
//! C7 = U·p·min(1, a)·(φ·Y/P)·δ·Hw/N·(1 − r)·(1 − v).
//!
//! It holds up where a few people are online and the economy's mean says nothing about them.
//! Source: ours; φ and δ are judgement, and say so.

use crate::cost::case::{Case, NoPrice, fact_factor};
use crate::cost::economy::{Fact, singles};
use crate::cost::factor::{Factor, factor};
use crate::cost::{About, Basis, Mode, Model};

/// The row of the table.
pub(crate) struct Users;

impl Model for Users {
    fn about(&self) -> &'static About {
        &About {
            id: "users",
            name: "Ours, by people online",
            mode: Mode::Ours,
            equation: "U·p·min(1, a)·(φ·Y/P)·δ·Hw/N·(1 − r)·(1 − v)",
            source: "Outage Lens",
            usual: true,
        }
    }

    fn factors(&self, case: &Case<'_>) -> Result<Vec<Factor>, NoPrice> {
        let online = case.online()?;
        let people = case.people()?;
        let count = |share: f64| share * people.step.value;
        let users = Fact {
            value: count(online.value),
            low: online.low.map(count),
            high: online.high.map(count),
            ..online.clone()
        };
        let mut factors = vec![fact_factor("U", "people online", &users, "people", Some((0.85, 1.18)))];
        factors.extend(case.part());
        factors.extend(case.scope_factor(Mode::Ours));
        let known = singles(case.country.code, "output").next();
        let (output, basis, source) =
            known.map_or((1.0, Basis::Judgement, "the mean of the country"), |s| (s.value, s.basis, s.source));
        let output = factor("φ", "what one of them makes, against the mean", output, "", basis, source);
        let (low, high) = (output.step.value / 3.0, output.step.value * 3.0);
        factors.push(case.own(output.within(low, high)));
        factors.extend([case.gdp(Mode::Ours)?, people.below()]);
        let depends =
            factor("δ", "how much of it depends on the Internet", 0.5, "share", Basis::Judgement, "our guess");
        factors.push(case.own(depends.within(0.25, 1.0)));
        factors.extend(case.weighted_hours());
        factors.extend(case.recovered());
        Ok(factors)
    }
}
