//! The economy table: GDP, people and share online of every country and territory, 2010 to 2024, with source and year.
//!
//! In: a country's code and a year. Out: [`Facts`], each with its year, basis and source; a year without a figure takes
//! the nearest. Refused: codes that ISO 3166-1 does not hold (and `XK`).
//! Sources: World Bank (CC BY 4.0), United Nations National Accounts and Population Prospects, ITU through the World Bank
//! and Gapminder (CC BY 4.0), CIA World Factbook (public domain); `countries.txt` is made by `make.py`, `facts.txt` by hand.

use super::Basis;
use crate::base::ask::nearest;
use crate::base::error::quote;
use crate::base::{Error, num};

const TABLE: &str = include_str!("countries.txt");
const PRICES: &str = include_str!("cpi.txt");
const SINGLES: &str = include_str!("facts.txt");
const FIRST_YEAR: i32 = 2010;

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
    /// It jumps against the year before because the source changes.
    pub jump: bool,
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

/// A fact that stands alone: what it is about, and what it says.
pub(super) struct Single {
    pub(super) year: i32,
    pub(super) value: f64,
    pub(super) basis: Basis,
    pub(super) source: &'static str,
}

/// Every country and territory, by region and code.
pub fn countries() -> impl Iterator<Item = Country> {
    let mut region = "";
    TABLE.lines().filter_map(move |line| match line.strip_prefix("# ") {
        Some(name) => {
            region = name;
            None
        }
        None => country_of(line, region),
    })
}

/// The country of a code.
pub fn country(code: &str) -> Option<Country> {
    countries().find(|country| country.code.eq_ignore_ascii_case(code))
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
    Err(Error::ask("unknown-country", format!("There is no country code {}.", quote(code)), need))
}

fn country_of(line: &'static str, region: &'static str) -> Option<Country> {
    let mut cells = line.split('|');
    let mut cell = || cells.next();
    let (code, name, currency, zone, weekend) = (cell()?, cell()?, cell()?, cell()?, cell()?);
    let weekend = if weekend.is_empty() { "67" } else { weekend };
    Some(Country { code, name, currency, zone, region, weekend, gdp: cell()?, people: cell()?, online: cell()? })
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
        if let (Some(people), Some(low), Some(high)) =
            (&people, nearest_year(self.singles("users-low"), year), nearest_year(self.singles("users-high"), year))
        {
            online = Some(Fact {
                value: num::pow(low.value * high.value, 0.5) / people.value,
                low: Some(low.value / people.value),
                high: Some(high.value / people.value),
                year: low.year,
                basis: low.basis,
                source: format!("{} to {} users: {}; {}", low.value, high.value, low.source, high.source),
                jump: false,
            });
        }
        Facts { gdp, people, online }
    }

    /// Facts about it that stand alone.
    pub(super) fn singles(&self, what: &'static str) -> impl Iterator<Item = Single> + '_ {
        SINGLES.lines().filter(|line| !line.starts_with('#')).filter_map(move |line| {
            let mut cells = line.split('|');
            let mut cell = || cells.next();
            if cell()? != self.code || cell()? != what {
                return None;
            }
            Some(Single {
                year: cell()?.parse().ok()?,
                value: cell()?.parse().ok()?,
                basis: match cell()? {
                    "published" => Basis::Published,
                    "derived" => Basis::Derived,
                    "unverified" => Basis::Unverified,
                    _ => Basis::Judgement,
                },
                source: cell()?,
            })
        })
    }

    /// How far the highest estimate of its GDP lies above the table's, where estimators differ.
    fn gdp_ratio(&self, year: i32) -> Option<(Single, f64)> {
        let high = nearest_year(self.singles("gdp-high"), year)?;
        let own = at(self.gdp, high.year)?;
        let ratio = high.value / own.value;
        Some((high, ratio))
    }
}

/// US consumer prices of a year, annual mean (US Bureau of Labor Statistics, CPI-U, 1982–84 = 100).
pub fn cpi(year: i32) -> Option<f64> {
    prices().find(|(known, _)| *known == year).map(|(_, price)| price)
}

/// First and last year of [`cpi`].
pub fn cpi_years() -> (i32, i32) {
    (prices().next().map_or(0, |first| first.0), prices().last().map_or(0, |last| last.0))
}

fn prices() -> impl Iterator<Item = (i32, f64)> {
    PRICES.lines().filter_map(|line| {
        let (year, price) = line.split_once(' ')?;
        Some((year.parse().ok()?, price.parse().ok()?))
    })
}

fn nearest_year(singles: impl Iterator<Item = Single>, year: i32) -> Option<Single> {
    singles.min_by_key(|single| (single.year - year).abs())
}

/// The entry of a series nearest to a year, the earlier of two.
fn at(series: &str, year: i32) -> Option<Fact> {
    entries(series)?.into_iter().min_by_key(|fact| (fact.year - year).abs())
}

/// Reads `exponent:W1395+174_!U-83`: see `make.py` for the form.
fn entries(series: &str) -> Option<Vec<Fact>> {
    let (exponent, rest) = series.split_once(':')?;
    // Thousandths of the share online, whole powers of ten of dollars and people.
    let exponent = exponent.parse::<i32>().ok()?;
    let unit = if exponent < 0 { 1e-3 } else { num::pow(10.0, f64::from(exponent)) };
    let (mut year, mut units, mut source, mut jump) = (FIRST_YEAR, 0_i64, "", false);
    let mut found = Vec::new();
    let mut left = rest;
    while let Some(first) = left.chars().next() {
        match first {
            '_' => year += 1,
            '!' => jump = true,
            'A'..='Z' => source = source_of(first)?,
            _ => {
                let digits = left.get(1..)?.find(|c: char| !c.is_ascii_digit()).map_or(left.len(), |end| end + 1);
                let (number, after) = left.split_at_checked(digits)?;
                units += number.parse::<i64>().ok()?;
                let value = units as f64 * unit;
                let source = format!("{source}, {year}");
                found.push(Fact { value, low: None, high: None, year, basis: Basis::Published, source, jump });
                (year, jump, left) = (year + 1, false, after);
                continue;
            }
        }
        left = left.get(1..)?;
    }
    Some(found)
}

fn source_of(letter: char) -> Option<&'static str> {
    Some(match letter {
        'W' => "World Bank",
        'U' => "United Nations Statistics Division",
        'G' => "United Nations World Population Prospects, through Gapminder",
        'I' => "ITU, through the World Bank",
        'C' => "CIA World Factbook",
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
