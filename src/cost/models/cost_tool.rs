//! What the usual calculators print: Brookings 2016 and NetBlocks COST. C1 = Y·p·s·min(1, a)·H/N.
//!
//! s is the share of GDP that depends on the Internet: 4.9 % outside the G20, its own figure for a member. COST adds a
//! blackout and its services; here the sum stops at a whole blackout.
//! Source: D. West, Internet shutdowns cost countries $2.4 billion last year (Brookings, 2016); netblocks.org/projects/cost;
//! 0.049 is solved back from Iran, November 2019, 61 million USD a day.

use super::lens::digital;
use crate::base::{decimal, num};
use crate::cost::case::{Case, NoPrice};
use crate::cost::economy::singles;
use crate::cost::factor::Factor;
use crate::cost::{About, Mode, Model};

/// The row of the table.
pub(crate) struct CostTool;

impl Model for CostTool {
    fn about(&self) -> &'static About {
        &About {
            id: "cost-tool",
            name: "Usual calculator (COST)",
            mode: Mode::Published,
            equation: "Y·p·s·min(1, a)·H/N",
            source: "Brookings 2016; NetBlocks COST 2018",
            usual: true,
        }
    }

    fn factors(&self, case: &Case<'_>) -> Result<Vec<Factor>, NoPrice> {
        let mut factors = vec![case.gdp(Mode::Published)?];
        factors.extend(case.part());
        let mut share = digital(case, Mode::Published).share;
        share.stated = share.ends();
        (share.step.low, share.step.high) = (None, None);
        if let Some(other) = singles(case.country.code, "cost-share").next() {
            let (percent, source) = (decimal::text(num::significant(100.0 * other.value, 2)), other.source);
            let unknown = format!("; COST's own for this country is not known: {source} would need {percent} %");
            share.step.source.push_str(&unknown);
        }
        factors.push(share);
        factors.extend(case.scope_factor(Mode::Published));
        factors.extend(case.plain_hours());
        Ok(factors)
    }
}
