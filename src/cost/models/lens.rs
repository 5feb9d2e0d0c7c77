//! Ours, by share online: the usual calculators' share, adapted to how many people are online, to depth and hour,
//! and to what is made up later. C6 = Y·p·s·min((u/u_ref)^β, 1/s)·min(1, a)·Hw/N·(1 − r)·(1 − v)·(1 + κ).
//!
//! u_ref is the share online in the countries studied: the developing world of 2014, or a G20 member in 2016. Every
//! parameter has a range, and an author may put others in their place.
//! Source: ours. s: see `cost_tool`; u_ref: ITU, developing countries 2014; r: HAZUS; the rest is judgement, and says so.

use crate::cost::case::{Case, NoPrice, fact_factor};
use crate::cost::economy::singles;
use crate::cost::factor::{Effect, Factor, factor};
use crate::cost::{About, Basis, Mode, Model};

/// The row of the table.
pub(crate) struct Lens;

impl Model for Lens {
    fn about(&self) -> &'static About {
        &About {
            id: "lens",
            name: "Ours, by share online",
            mode: Mode::Ours,
            equation: "Y·p·s·min((u/u_ref)^β, 1/s)·min(1, a)·Hw/N·(1 − r)·(1 − v)·(1 + κ)",
            source: "Outage Lens",
            usual: true,
        }
    }

    fn factors(&self, case: &Case<'_>) -> Result<Vec<Factor>, NoPrice> {
        let Digital { share, reference } = digital(case, Mode::Ours);
        let (share, reference) = (case.own(share), case.own(reference));
        let power =
            case.own(factor("β", "how steeply loss follows people online", 1.0, "", Basis::Judgement, "in proportion"));
        let beta = power.step.value;
        // Most people who answer surveys are online in some way: a fifth either way is what vintages differ by.
        let online = fact_factor("u", "share online", case.online()?, "share", Some((0.85, 1.18)));
        let online = online.as_effect(Effect::Raised(beta));
        let reference = reference.as_effect(Effect::Raised(-beta));
        let mut factors = vec![case.gdp(Mode::Ours)?];
        factors.extend(case.part());
        let most = share.central() * online.central() * reference.central();
        factors.extend([share, online, reference, power.as_effect(Effect::Shown)]);
        if most > 1.0 {
            let meaning = "no more than all of GDP depends on the Internet";
            factors.push(factor("cap", meaning, 1.0 / most, "", Basis::Derived, "min((u/u_ref)^β, 1/s)"));
        }
        factors.extend(case.scope_factor(Mode::Ours));
        factors.extend(case.weighted_hours());
        factors.extend(case.recovered());
        let indirect = factor("κ", "indirect losses", 0.0, "of direct", Basis::Judgement, "left out unless given");
        factors.push(case.own(indirect).as_effect(Effect::More));
        Ok(factors)
    }
}

/// How much of GDP depends on the Internet, and the share online where that was found.
pub(crate) struct Digital {
    /// s.
    pub share: Factor,
    /// u_ref.
    pub reference: Factor,
}

/// s and u_ref of a country. The published method knows G20 members and others; ours sets rich countries apart.
pub(crate) fn digital(case: &Case<'_>, mode: Mode) -> Digital {
    let meaning = "share of GDP that depends on the Internet";
    let around = "share online in the countries studied";
    if let Some(single) = singles(case.country.code, "digital").next() {
        let own = case.country.facts(single.year).online.map_or(0.8, |fact| fact.value);
        let share = factor("s", meaning, single.value, "share", single.basis, single.source);
        return Digital {
            share: share.within(0.6 * single.value, 1.6 * single.value),
            reference: factor(
                "u_ref",
                around,
                own,
                "share",
                Basis::Published,
                format!("the country itself, {}", single.year),
            ),
        };
    }
    if case.rich && mode == Mode::Ours {
        let share =
            factor("s", meaning, 0.055, "share", Basis::Judgement, "rich countries outside the G20: near its mean");
        return Digital {
            share: share.within(0.6 * 0.055, 1.6 * 0.055),
            reference: factor("u_ref", around, 0.80, "share", Basis::Judgement, "rich countries, about 2016"),
        };
    }
    let source = "Boston Consulting Group, developing countries 2016; NetBlocks COST uses it";
    let developing = "ITU, developing countries 2014; not checked";
    Digital {
        share: factor("s", meaning, 0.049, "share", Basis::Derived, source).within(0.024, 0.10),
        reference: factor("u_ref", around, 0.324, "share", Basis::Unverified, developing).within(0.25, 0.42),
    }
}
