//! One blocked service, as Brookings 2016 priced it: 0.584 % of GDP while it is blocked, in every country.
//! C1b = 0.00584·Y·p·n·H/N, at most as many services as make up the usual calculators' blackout.
//!
//! Source: D. West, Brookings 2016; the coefficient is solved back from its rows for Bangladesh (25 days, 69 million USD)
//! and Brazil. Other than for single services the paper's inputs are not known, so the model has nothing to say.

use crate::cost::case::{Case, NoPrice, Scope};
use crate::cost::factor::{Factor, factor};
use crate::cost::{About, Basis, Mode, Model};

/// The row of the table.
pub(crate) struct BrookingsApp;

impl Model for BrookingsApp {
    fn about(&self) -> &'static About {
        &About {
            id: "brookings-app",
            name: "Brookings 2016, single services",
            mode: Mode::Published,
            equation: "0.00584·Y·p·n·H/N",
            source: "Brookings 2016",
            usual: false,
        }
    }

    fn factors(&self, case: &Case<'_>) -> Result<Vec<Factor>, NoPrice> {
        let Scope::Apps(n) = case.scope else {
            return Err(NoPrice::NotItsKind("It prices blocked services only."));
        };
        let mut factors = vec![case.gdp(Mode::Published)?];
        factors.extend(case.part());
        let source = "Brookings 2016, solved back from its rows for Bangladesh and Brazil";
        factors.push(factor("c", "loss for one service", 0.00584, "share of GDP", Basis::Derived, source));
        factors.push(factor("n", "services", n, "services", Basis::Judgement, "given by the author"));
        factors.extend(case.plain_hours());
        Ok(factors)
    }
}
