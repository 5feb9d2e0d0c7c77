//! ICRIER 2018: the elasticity of GDP to traffic, taken all the way to none. C4 = ε·Y·p·H/N, an upper figure.
//!
//! Source: Kathuria et al., The anatomy of an Internet blackout (ICRIER, 2018): 10 % more mobile traffic goes with 1.6 %
//! more GDP per head, 10 % more of all traffic with 3.1 %.

use crate::cost::case::{Case, NoPrice, Scope};
use crate::cost::factor::{Factor, factor};
use crate::cost::{About, Basis, Mode, Model};

/// The row of the table.
pub(crate) struct Elasticity;

impl Model for Elasticity {
    fn about(&self) -> &'static About {
        &About {
            id: "elasticity",
            name: "Elasticity (ICRIER 2018), upper",
            mode: Mode::Published,
            equation: "ε·Y·p·H/N",
            source: "ICRIER 2018",
            usual: false,
        }
    }

    fn factors(&self, case: &Case<'_>) -> Result<Vec<Factor>, NoPrice> {
        let (elasticity, meaning) = match case.scope {
            Scope::Full => (0.31, "elasticity of GDP to all traffic"),
            Scope::Mobile => (0.16, "elasticity of GDP to mobile traffic"),
            Scope::Apps(_) => return Err(NoPrice::NotItsKind("It knows all or mobile traffic, not services.")),
        };
        let mut factors = vec![case.gdp(Mode::Published)?];
        factors.extend(case.part());
        factors.push(factor("ε", meaning, elasticity, "", Basis::Published, "ICRIER 2018, India"));
        factors.extend(case.plain_hours());
        Ok(factors)
    }
}
