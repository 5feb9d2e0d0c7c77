//! Every country's facts by year, read once: who is rich, and who is like whom.

use super::economy::{Country, Facts, countries};
use crate::base::num;

/// Every country's facts, by year, read once.
#[derive(Default)]
pub(super) struct World {
    years: Vec<(i32, Vec<(Country, Facts)>)>,
}

impl World {
    /// The countries with GDP and people in that year.
    pub(super) fn of(&mut self, year: i32) -> &[(Country, Facts)] {
        let at = self.years.iter().position(|(known, _)| *known == year).unwrap_or_else(|| {
            let known = countries().map(|country| (country, country.facts(year)));
            self.years.push((year, known.filter(|(_, facts)| facts.per_head().is_some()).collect()));
            self.years.len() - 1
        });
        self.years.get(at).map_or(&[], |(_, facts)| facts)
    }

    /// GDP per head from which on a country belongs to the world's top third.
    pub(super) fn top_third(&mut self, year: i32) -> f64 {
        let mut per_head: Vec<f64> = self.of(year).iter().filter_map(|(_, facts)| facts.per_head()).collect();
        num::quantile(&mut per_head, 2.0 / 3.0).unwrap_or(f64::INFINITY)
    }
}
