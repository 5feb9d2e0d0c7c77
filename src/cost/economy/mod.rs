//! The economy table: GDP, people and share online of every country and territory, 2010 to 2024, with source and year.
//!
//! In: a country's code and a year. Out: [`Facts`], each with its year, basis and source; a year without a figure takes
//! The nearest. Refused: codes that ISO 3166-1 does not hold (and `XK`).
//! Sources: World Bank (CC BY 4.0), United Nations National Accounts and Population Prospects, ITU through the World Bank
//! and Gapminder (CC BY 4.0), CIA World Factbook (public domain); `countries.txt` is made by `make.py`, `facts.txt` by hand.

mod newer;
mod table;

pub(super) use newer::over;
pub use newer::{Newer, parse};
pub(super) use table::{Single, singles};
pub use table::{countries, cpi, cpi_years};

use super::Basis;
use crate::base::error::quote;
use crate::base::nearest::nearest;
use crate::base::{Code, Error, decimal, num};
use table::at;

/// When the table was made: the `economy` of a receipt.
pub const EDITION: &str = "2026-11";

/// A country or territory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Country {
    /// ISO 3166-1 alpha-2.
    pub code: &'static str,
    /// English name.
    pub name: &'static str,
    /// ISO 4217 code of its currency; empty where it has none.
    pub currency: &'static str,
    /// Zone of the capital.
    pub zone: &'static str,
    /// Region of the United Nations' scheme.
    pub region: &'static str,
    /// Its weekend: digits of weekdays, Monday is 1.
    pub weekend: &'static str,
    gdp: &'static str,
    people: &'static str,
    online: &'static str,
    trade: &'static str,
}

/// A figure with its year and its source.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// The figure, or the centre of its range.
    pub value: f64,
    /// Lower end, where sources differ.
    pub low: Option<f64>,
    /// Upper end, where sources differ.
    pub high: Option<f64>,
    /// Year that it is of.
    pub year: i32,
    /// Where it comes from, in a word.
    pub basis: Basis,
    /// Where it comes from.
    pub source: String,
}

/// What is known about a country in a year.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    /// GDP in current US dollars a year.
    pub gdp: Option<Fact>,
    /// People.
    pub people: Option<Fact>,
    /// Share of the people who are online, above 0 and at most 1.
    pub online: Option<Fact>,
    /// Exports and imports of goods and services, as a share of GDP.
    pub trade: Option<Fact>,
}

impl Facts {
    /// GDP per head, where both are known.
    pub fn per_head(&self) -> Option<f64> {
        Some(self.gdp.as_ref()?.value / self.people.as_ref()?.value)
    }

    /// People online, where both are known.
    pub fn users(&self) -> Option<f64> {
        Some(self.people.as_ref()?.value * self.online.as_ref()?.value)
    }
}

/// The country of a code.
pub fn country(code: &str) -> Option<Country> {
    countries().find(|country| country.code.eq_ignore_ascii_case(code))
}

/// Names that lists of outages use, and the table does not.
const ALIASES: &[(&str, &str)] = &[
    ("bosnia and herzegovina", "BA"),
    ("brunei darussalam", "BN"),
    ("burma", "MM"),
    ("cabo verde", "CV"),
    ("cote d'ivoire", "CI"),
    ("czech republic", "CZ"),
    ("democratic people's republic of korea", "KP"),
    ("democratic republic of the congo", "CD"),
    ("dr congo", "CD"),
    ("drc", "CD"),
    ("east timor", "TL"),
    ("great britain", "GB"),
    ("ivory coast", "CI"),
    ("lao pdr", "LA"),
    ("macedonia", "MK"),
    ("palestinian territories", "PS"),
    ("republic of korea", "KR"),
    ("republic of the congo", "CG"),
    ("russian federation", "RU"),
    ("swaziland", "SZ"),
    ("syrian arab republic", "SY"),
    ("turkey", "TR"),
    ("türkiye", "TR"),
    ("uk", "GB"),
    ("united kingdom", "GB"),
    ("united states of america", "US"),
    ("usa", "US"),
    ("viet nam", "VN"),
];

/// The country that a list names: by its code, or by its English name without what stands in brackets or after a comma, however its
/// words are parted.
pub fn named(place: &str) -> Option<Country> {
    let simple = |name: &str| -> String {
        let name = name.split(['(', ',']).next().unwrap_or_default().trim().to_lowercase().replace('&', "and");
        name.strip_prefix("the ").unwrap_or(&name).chars().filter(|c| c.is_alphanumeric()).collect()
    };
    let place = simple(place);
    if let Some(known) = country(&place) {
        return Some(known);
    }
    match ALIASES.iter().find(|(name, _)| simple(name) == place) {
        Some((_, code)) => country(code),
        None => countries().find(|country| simple(country.name) == place),
    }
}

/// The country of a code that a person gave, or an Error that names the nearest.
pub fn wanted(code: &str) -> Result<Country, Error> {
    let code = code.trim();
    if let Some(country) = country(code) {
        return Ok(country);
    }
    // Codes that people use and ISO does not; a name is matched by its spelling.
    let alias =
        [("UK", "GB"), ("EL", "GR"), ("USA", "US")].into_iter().find(|(slip, _)| slip.eq_ignore_ascii_case(code));
    let near = match alias {
        Some((_, right)) => country(right),
        None if code.chars().count() > 2 => {
            nearest(code, countries().map(|c| c.name)).and_then(|name| countries().find(|c| c.name == name))
        }
        None => nearest(code, countries().map(|c| c.code)).and_then(country),
    };
    let need = match near {
        Some(near) => format!("Did you mean {} ({})?", near.code, near.name),
        None => "It takes two letters of ISO 3166-1, such as KP.".to_owned(),
    };
    Err(Error::settings(Code::UnknownCountry, format!("There is no country code {}.", quote(code)), need))
}

impl Country {
    /// What is known about it in that year, or the nearest year to it.
    pub fn facts(&self, year: i32) -> Facts {
        let mut gdp = at(self.gdp, year);
        let people = at(self.people, year);
        let mut online = at(self.online, year);
        if let (Some(fact), Some((single, ratio))) = (&mut gdp, self.gdp_ratio(year)) {
            fact.low = Some(fact.value);
            fact.high = Some(fact.value * ratio);
            fact.value *= num::pow(ratio, 0.5);
            fact.basis = Basis::Derived;
            fact.source = format!("from {} to {}; the centre is their geometric mean", fact.source, single.source);
        }
        if let (Some(people), Some(low), Some(high)) = (
            &people,
            nearest_year(singles(self.code, "users-low"), year),
            nearest_year(singles(self.code, "users-high"), year),
        ) {
            online = Some(Fact {
                value: num::pow(low.value * high.value, 0.5) / people.value,
                low: Some(low.value / people.value),
                high: Some(high.value / people.value),
                year: low.year,
                basis: low.basis,
                source: format!(
                    "{} to {} users: {}; {}",
                    decimal::text(low.value),
                    decimal::text(high.value),
                    low.source,
                    high.source
                ),
            });
        }
        Facts { gdp, people, online, trade: table::trade(self.trade) }
    }

    /// How far the highest estimate of its GDP lies above the table's, where estimators differ.
    fn gdp_ratio(&self, year: i32) -> Option<(Single, f64)> {
        let high = nearest_year(singles(self.code, "gdp-high"), year)?;
        let own = at(self.gdp, high.year)?;
        let ratio = high.value / own.value;
        Some((high, ratio))
    }
}

fn nearest_year(singles: impl Iterator<Item = Single>, year: i32) -> Option<Single> {
    singles.min_by_key(|single| (single.year - year).abs())
}

#[cfg(test)]
mod tests;
