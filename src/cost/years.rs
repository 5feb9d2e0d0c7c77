//! The local years of a price side by side: their hours and facts, what a model is given for each, and the GDP made in them.
//!
//! In: the terms and the slices. Out: [`Years`]; nothing where there are no hours or no GDP.

use super::Range;
use super::case::Case;
use super::models::ceiling::Ceiling;
use super::pricing_terms::PricingTerms;
use super::ranges::{ranges, total};
use super::slice::{Slice, case};

/// The local years of a price.
pub(super) struct Years<'a> {
    /// Their hours and facts.
    pub slices: &'a [Slice],
    /// What a model is given for each.
    pub cases: Vec<Case<'a>>,
    /// The GDP normally made in the hours of each, in dollars of that year.
    pub tops: Vec<Range>,
    /// The same together, in dollars of the price year.
    pub ceiling: Range,
    /// The year with most hours, which speaks for all where one must.
    pub main: &'a Slice,
    main_case: usize,
}

impl<'a> Years<'a> {
    /// The years of these slices; `stretch` is the shortest and the longest possible duration against the best.
    pub(super) fn of(terms: &'a PricingTerms, slices: &'a [Slice], stretch: (f64, f64)) -> Option<Years<'a>> {
        let cases: Vec<Case<'a>> = slices.iter().map(|slice| case(terms, slice, stretch)).collect();
        let tops = ranges(&Ceiling, &cases, None).ok()?;
        let longest =
            |a: &(usize, &Slice), b: &(usize, &Slice)| a.1.hours.full.total_cmp(&b.1.hours.full).then(b.0.cmp(&a.0));
        let (main_case, main) = slices.iter().enumerate().max_by(longest)?;
        let ceiling = total(&tops, slices);
        Some(Years { slices, cases, tops, ceiling, main, main_case })
    }

    /// What a model is given for the year with most hours.
    pub(super) fn main_case(&self) -> Option<&Case<'a>> {
        self.cases.get(self.main_case)
    }

    /// One kind of hours, of all years.
    pub(super) fn hours(&self, part: fn(&super::Hours) -> f64) -> f64 {
        self.slices.iter().map(|slice| part(&slice.hours)).sum()
    }
}
