//! The text of the economy table → countries, figures, facts that stand alone, and consumer prices.
//!
//! In: `countries.txt` (its form is told in `make.py`), `facts.txt` (code|what|year|value|basis|source) and `cpi.txt`.
//! Out: what a line says. A line that is off gives nothing; the tests read every line.

use super::{Country, Fact};
use crate::base::{decimal, num};
use crate::cost::Basis;

const TABLE: &str = include_str!("countries.txt");
const PRICES: &str = include_str!("cpi.txt");
pub(super) const SINGLES: &str = include_str!("facts.txt");
pub(super) const FIRST_YEAR: i32 = 2010;

/// A fact that stands alone: what it is about, and what it says.
pub(in crate::cost) struct Single {
    pub(in crate::cost) year: i32,
    pub(in crate::cost) value: f64,
    pub(in crate::cost) basis: Basis,
    pub(in crate::cost) source: &'static str,
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

fn country_of(line: &'static str, region: &'static str) -> Option<Country> {
    let mut cells = line.split('|');
    let mut cell = || cells.next();
    let (code, name, currency, zone, weekend) = (cell()?, cell()?, cell()?, cell()?, cell()?);
    let weekend = if weekend.is_empty() { "67" } else { weekend };
    Some(Country {
        code,
        name,
        currency,
        zone,
        region,
        weekend,
        gdp: cell()?,
        people: cell()?,
        online: cell()?,
        trade: cell()?,
    })
}

/// Facts about a country that stand alone.
pub(in crate::cost) fn singles<'a>(code: &'a str, what: &'static str) -> impl Iterator<Item = Single> + 'a {
    SINGLES.lines().filter(|line| !line.starts_with('#')).filter_map(move |line| {
        let mut cells = line.split('|');
        let mut cell = || cells.next();
        if cell()? != code || cell()? != what {
            return None;
        }
        Some(Single {
            year: cell()?.parse().ok()?,
            value: decimal::parse(cell()?)?,
            basis: match cell()? {
                "p" => Basis::Published,
                "d" => Basis::Derived,
                "u" => Basis::Unverified,
                _ => Basis::Judgement,
            },
            source: cell()?,
        })
    })
}

/// The entry of a series nearest to a year, the earlier of two.
pub(super) fn at(series: &str, year: i32) -> Option<Fact> {
    let Entry { year, value, source } = entries(series)?.into_iter().min_by_key(|entry| (entry.year - year).abs())?;
    let source = format!("{source}, {year}");
    Some(Fact { value, low: None, high: None, year, basis: Basis::Published, source })
}

/// One figure of a series.
pub(super) struct Entry {
    pub(super) year: i32,
    pub(super) value: f64,
    pub(super) source: &'static str,
}

/// Reads `exponent:W1395+174_-83`: see `make.py` for the form.
pub(super) fn entries(series: &str) -> Option<Vec<Entry>> {
    let (exponent, rest) = series.split_once(':')?;
    // Thousandths of the share online, whole powers of ten of dollars and people.
    let exponent = exponent.parse::<i32>().ok()?;
    let unit = if exponent < 0 { 1e-3 } else { num::pow(10.0, f64::from(exponent)) };
    let (mut year, mut units, mut source) = (FIRST_YEAR, 0_i64, "");
    let mut found = Vec::with_capacity(16);
    let mut left = rest;
    while let Some(first) = left.chars().next() {
        match first {
            '_' => year += 1,
            'A'..='Z' => source = source_of(first)?,
            _ => {
                // The first number, or a change: `+22`, `-5`, `=`.
                let digits = left.get(1..)?.find(|c: char| !c.is_ascii_digit()).map_or(left.len(), |end| end + 1);
                let (number, after) = left.split_at_checked(digits)?;
                units += if number == "=" { 0 } else { number.parse::<i64>().ok()? };
                found.push(Entry { year, value: units as f64 * unit, source });
                (year, left) = (year + 1, after);
                continue;
            }
        }
        left = left.get(1..)?;
    }
    Some(found)
}

/// Reads `41@23`: percent of GDP, and its year.
pub(super) fn trade(cell: &str) -> Option<Fact> {
    let (percent, year) = cell.split_once('@')?;
    let (value, year) = (decimal::parse(percent)? / 100.0, 2000 + year.parse::<i32>().ok()?);
    let source = format!("World Bank, {year}");
    Some(Fact { value, low: None, high: None, year, basis: Basis::Published, source })
}

fn source_of(letter: char) -> Option<&'static str> {
    Some(match letter {
        'W' => "World Bank (July 2026)",
        'U' => "United Nations Statistics Division",
        'G' => "United Nations World Population Prospects, through Gapminder",
        'I' => "ITU, through the World Bank (July 2026)",
        'C' => "CIA World Factbook",
        _ => return None,
    })
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
        Some((year.parse().ok()?, decimal::parse(price)?))
    })
}
