//! Deloitte for Facebook, 2016: a share of GDP by how many people are online. C2 = g·Y·p·H/N.
//!
//! g is 1.9 %, 1.0 % and 0.4 % for high, medium and low connectivity. The cut-offs, 80 % and 49 % online, are quoted from
//! memory of the study and are not checked. Its other form (23.6, 6.6 and 0.6 million USD a day for 10 million people) is
//! eight times as much for a poor country; the press uses the shares. Only whole shutdowns.

use crate::base::decimal;
use crate::cost::case::{Case, NoPrice, Scope, fact_factor};
use crate::cost::factor::{Effect, Factor, factor};
use crate::cost::{About, Basis, Mode, Model};

/// The row of the table.
pub(crate) struct Deloitte;

impl Model for Deloitte {
    fn about(&self) -> &'static About {
        &About {
            id: "deloitte",
            name: "Deloitte 2016",
            mode: Mode::Published,
            equation: "g·Y·p·H/N",
            source: "Deloitte for Facebook, The economic impact of disruptions to Internet connectivity, 2016",
            usual: true,
        }
    }

    fn factors(&self, case: &Case<'_>) -> Result<Vec<Factor>, NoPrice> {
        if case.scope != Scope::Full {
            return Err(NoPrice::NotItsKind("It prices whole shutdowns only."));
        }
        let online = case.online()?;
        let (share, millions, tier) = match online.value {
            u if u >= 0.80 => (0.019, 23.6, "high"),
            u if u >= 0.49 => (0.010, 6.6, "medium"),
            _ => (0.004, 0.6, "low"),
        };
        let mut factors = vec![case.gdp(Mode::Published)?];
        factors.extend(case.part());
        let mut shown = fact_factor("u", "share online, for the tier", online, "share", None).as_effect(Effect::Shown);
        (shown.step.low, shown.step.high) = (None, None);
        factors.push(shown);
        let meaning = format!("loss at {tier} connectivity");
        let source = "Deloitte 2016; cut-offs not checked";
        let share = factor("g", meaning, share, "share of GDP", Basis::Published, source);
        factors.push(share.stated_within(0.004, 0.019));
        factors.extend(case.plain_hours());
        if let Ok(people) = case.people() {
            let dollars = millions * 1e6 * case.part * people.step.value / 1e7 * case.hours.plain / 24.0;
            let meaning =
                format!("its other form: {} million USD a day for 10 million people", decimal::text(millions));
            let other = factor("C2$", meaning, dollars, "USD", Basis::Published, "Deloitte 2016");
            factors.push(other.as_effect(Effect::Shown));
        }
        Ok(factors)
    }
}
