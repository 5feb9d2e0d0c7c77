//! Which assumption decides: `lens` with one factor at a time at its ends.
//!
//! In: the case of the year with most hours, and the priced models. Out: each factor that varies, the most decisive first.

use super::case::Case;
use super::models::lens::Lens;
use super::uncertainty::variance;
use super::{Model, Priced, Sensitivity};

/// `lens` with one factor at a time at its ends, the most decisive first.
pub(super) fn sensitivity(case: &Case<'_>, models: &[Priced]) -> Vec<Sensitivity> {
    let central = models.iter().find(|priced| priced.id == "lens").and_then(|priced| priced.central);
    let (Some(central), Ok(factors)) = (central, Lens.factors(case)) else { return Vec::new() };
    let whole: f64 = factors.iter().map(variance).sum();
    let mut found: Vec<Sensitivity> = factors
        .iter()
        .filter_map(|factor| {
            let (low, high) = factor.ends()?;
            let at = |x: f64| central * factor.amount(x) / factor.central();
            Some(Sensitivity {
                symbol: factor.step.symbol.clone(),
                meaning: factor.step.meaning.clone(),
                low: at(low).min(at(high)),
                high: at(low).max(at(high)),
                share: variance(factor) / whole,
            })
        })
        .collect();
    found.sort_by(|a, b| b.share.total_cmp(&a.share));
    found
}
