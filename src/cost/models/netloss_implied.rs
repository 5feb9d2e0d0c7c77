//! The share of GDP that three published results of NetLoss imply. C5 = λN·Y·p·H/N, λN = 0.0026.
//!
//! Source: Internet Society Pulse, NetLoss, 2023: Pakistan (9 to 12 May, 17 million USD: 0.0041), Sudan (0.0035), Guinea
//! (0.0012); the geometric mean. It is not the econometric model of Tagat, Phokeer and Kreitem (2024), whose cost of
//! 86.58 USD a day and head would be 45 times all that North Korea makes. Only whole shutdowns.

use crate::cost::case::{Case, NoPrice, Scope};
use crate::cost::factor::{Factor, factor};
use crate::cost::{About, Basis, Mode, Model};

/// The row of the table.
pub(crate) struct NetlossImplied;

impl Model for NetlossImplied {
    fn about(&self) -> &'static About {
        &About {
            id: "netloss-implied",
            name: "NetLoss, implied",
            mode: Mode::Published,
            equation: "0.0026·Y·p·H/N",
            source: "implied by three results of Internet Society Pulse, not its econometric model",
            usual: false,
        }
    }

    fn factors(&self, case: &Case<'_>) -> Result<Vec<Factor>, NoPrice> {
        if case.scope != Scope::Full {
            return Err(NoPrice::NotItsKind("It prices whole shutdowns only."));
        }
        let mut factors = vec![case.gdp(Mode::Published)?];
        factors.extend(case.part());
        let meaning = "loss implied by three results, which lie between 0.0012 and 0.0041";
        let source = "Internet Society Pulse 2023: Pakistan, Sudan, Guinea";
        let share = factor("λN", meaning, 0.0026, "share of GDP", Basis::Derived, source);
        factors.push(share.stated_within(0.0012, 0.0057));
        factors.extend(case.plain_hours());
        Ok(factors)
    }
}
