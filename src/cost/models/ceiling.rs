//! The GDP normally made in that time: what no loss of GDP can exceed. C0 = Y·p·max(H, Hw)/N.
//!
//! Restart costs and free services lie outside GDP, so a total cost may still be above it; a model of GDP lost may not.

use crate::cost::case::{Case, NoPrice};
use crate::cost::factor::{Factor, factor};
use crate::cost::{About, Basis, Mode, Model};

/// The row of the table.
pub(crate) struct Ceiling;

impl Model for Ceiling {
    fn about(&self) -> &'static About {
        &About {
            id: "ceiling",
            name: "GDP normally made in that time",
            mode: Mode::Published,
            equation: "Y·p·max(H, Hw)/N",
            source: "national accounts",
            usual: false,
        }
    }

    fn factors(&self, case: &Case<'_>) -> Result<Vec<Factor>, NoPrice> {
        let hours = case.hours;
        let most = hours.weighted().max(hours.full);
        let meaning = "depth-weighted hours, with the weight of the local hour of the week where that is more";
        let mut factors = vec![case.gdp(Mode::Published)?];
        factors.extend(case.part());
        factors.push(factor("max(H, Hw)", meaning, most, "hours", Basis::Derived, "depth over time in the data"));
        factors
            .push(factor("N", "hours of the year", hours.of_year(), "hours", Basis::Published, "the calendar").below());
        Ok(factors)
    }
}
