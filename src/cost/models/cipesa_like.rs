//! Like CIPESA 2017 for Sub-Saharan Africa: the ICT sector's share, doubled for indirect losses.
//! C3 = Y·p·s_ict·(1 + κ)·H/N; all social media together are 0.38 of it.
//!
//! Source: CIPESA, A framework for calculating the economic impact of Internet disruptions, 2017, by its results; NetBlocks:
//! direct and indirect losses are divided evenly. Its constants for losses that last beyond the end are not known, so
//! There is no such term, and this is not CIPESA's own figure. s_ict lies between its results for Ethiopia and Kenya.

use crate::cost::case::{Case, NoPrice, Scope};
use crate::cost::factor::{Effect, Factor, factor};
use crate::cost::{About, Basis, Mode, Model};

/// The row of the table.
pub(crate) struct CipesaLike;

impl Model for CipesaLike {
    fn about(&self) -> &'static About {
        &About {
            id: "cipesa-like",
            name: "CIPESA-like",
            mode: Mode::Published,
            equation: "Y·p·s_ict·(1 + κ)·H/N",
            source: "solved back from CIPESA 2017; its lag constants are not known",
            usual: false,
        }
    }

    fn factors(&self, case: &Case<'_>) -> Result<Vec<Factor>, NoPrice> {
        if case.scope == Scope::Mobile {
            return Err(NoPrice::NotItsKind("It prices whole shutdowns and social media only."));
        }
        let mut factors = vec![case.gdp(Mode::Published)?];
        factors.extend(case.part());
        let source = "solved back from CIPESA 2017, between Ethiopia and Kenya";
        factors.push(factor("s_ict", "share of the ICT sector", 0.0125, "share of GDP", Basis::Derived, source));
        let source = "NetBlocks: direct and indirect losses are divided evenly";
        factors
            .push(factor("κ", "indirect losses", 1.0, "of direct", Basis::Published, source).as_effect(Effect::More));
        if case.scope != Scope::Full {
            let source = "CIPESA 2017: Ethiopia, 1.30 of 3.42 million USD a day";
            factors.push(factor("a", "all social media together", 0.38, "share", Basis::Derived, source));
        }
        factors.extend(case.plain_hours());
        Ok(factors)
    }
}
