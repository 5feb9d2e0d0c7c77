//! The published rows, calculated anew by the models of this room.
//!
//! In: `published.csv`. Out: one [`Checked`] a row, with its error. Three classes: `model`, where the formula and the
//! published inputs give the published figure; `linear`, where only a shorter case scales to it; `partial`, where an
//! input is fitted, remembered or missing, and says which. Without a GDP in the row the economy table's is taken.

use super::case::{Case, Origin, Scope};
use super::economy::{Country, Fact, Facts, countries, country};
use super::factor::product;
use super::hours::Hours;
use super::pricing_terms::scope;
use super::{Basis, MODELS};
use crate::base::{Code, Error, decimal};

const ROWS: &str = include_str!("published.csv");

/// What a published row can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// The formula gives it.
    Model,
    /// The method is linear in time.
    Linear,
    /// An input is missing.
    Partial,
}

/// One published row, calculated anew.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Checked {
    /// Id of the model.
    pub model: String,
    /// Who published it.
    pub who: String,
    /// What it is about.
    pub what: String,
    /// ISO 3166-1 alpha-2; empty where it is about no country.
    pub country: String,
    /// What it can show.
    pub class: Class,
    /// The published figure.
    pub published_usd: f64,
    /// Ours; null where inputs are missing.
    pub computed_usd: Option<f64>,
    /// Computed ÷ published − 1.
    pub error: Option<f64>,
    /// Error that is allowed.
    pub tolerance: Option<f64>,
    /// Within it; null where there is nothing to compare or no tolerance.
    pub within: Option<bool>,
    /// What is missing.
    pub missing: String,
}

/// Calculates every published row anew.
pub fn selfcheck() -> Result<Vec<Checked>, Error> {
    ROWS.lines().skip(1).map(check).collect()
}

/// A published row as the file has it.
struct Row<'a> {
    model: &'a str,
    who: &'a str,
    what: &'a str,
    code: &'a str,
    year: i32,
    hours: Option<f64>,
    scope: Scope,
    gdp: Option<f64>,
    people: Option<f64>,
    online: Option<f64>,
    part: f64,
    /// A shorter case of the same publication, where the row only scales to it: its hours and its price.
    base: Option<(f64, f64)>,
    published_usd: f64,
    tolerance: Option<f64>,
    class: Class,
    missing: &'a str,
}

impl<'a> Row<'a> {
    /// The cells in the order of the file's head; `None` where one can't be read.
    fn read(line: &'a str) -> Option<Self> {
        let cells: [&str; 17] = line.split(',').collect::<Vec<_>>().try_into().ok()?;
        let [
            model,
            who,
            what,
            code,
            year,
            hours,
            scope_of,
            gdp,
            people,
            online,
            part,
            base_hours,
            base,
            published,
            tolerance,
            class,
            missing,
        ] = cells;
        Some(Self {
            model,
            who,
            what,
            code,
            year: year.parse().ok()?,
            hours: number(hours)?,
            scope: scope(Some(scope_of)).ok()??,
            gdp: number(gdp)?,
            people: number(people)?,
            online: number(online)?,
            part: number(part)?.unwrap_or(1.0),
            base: number(base_hours)?.zip(number(base)?),
            published_usd: number(published)??,
            tolerance: number(tolerance)?,
            class: match class {
                "model" => Class::Model,
                "linear" => Class::Linear,
                "partial" => Class::Partial,
                _ => return None,
            },
            missing,
        })
    }

    /// The facts that the publication used; the table's where it gives none.
    fn facts(&self, known: Facts) -> Facts {
        let given = |value: Option<f64>, known: Option<Fact>| match value {
            Some(value) => {
                let source = self.who.to_owned();
                Some(Fact { value, low: None, high: None, year: self.year, basis: Basis::Published, source })
            }
            None => known,
        };
        Facts {
            gdp: given(self.gdp, known.gdp),
            people: given(self.people, known.people),
            online: given(self.online, known.online),
            trade: known.trade,
        }
    }

    /// What the model gives for so many hours, or one of its factors, as in `netblocks:share`.
    fn cost(&self, country: &Country, facts: &Facts, hours: f64) -> Option<f64> {
        let hours = Hours { year: self.year, plain: hours, full: hours, work: hours, traffic: hours };
        let case = Case {
            country,
            facts,
            hours,
            stretch: (1.0, 1.0),
            part: self.part,
            scope: self.scope,
            origin: Origin::Given,
            rich: false,
            assumed: &[],
        };
        let (id, step) = self.model.split_once(':').unwrap_or((self.model, ""));
        let factors = MODELS.iter().find(|model| model.about().id == id)?.factors(&case).ok()?;
        match step {
            "" => Some(product(&factors)),
            symbol => factors.iter().find(|factor| factor.step.symbol == symbol).map(|factor| factor.step.value),
        }
    }
}

/// A number, or nothing where the cell is empty; `None` where it is no number.
fn number(cell: &str) -> Option<Option<f64>> {
    if cell.is_empty() { Some(None) } else { decimal::parse(cell).map(Some) }
}

fn check(line: &str) -> Result<Checked, Error> {
    let defect = || Error::ours(Code::PublishedRow, format!("The published row can't be read: {line}"));
    let row = Row::read(line).ok_or_else(defect)?;
    let place = if row.code.is_empty() { countries().next() } else { country(row.code) }.ok_or_else(defect)?;
    let facts = row.facts(place.facts(row.year));
    let cost = |hours: f64| row.cost(&place, &facts, hours);
    let computed_usd = match (row.hours, row.base) {
        (Some(hours), Some((base_hours, base))) => cost(hours).zip(cost(base_hours)).map(|(a, b)| base * a / b),
        (Some(hours), None) => cost(hours),
        (None, _) => None,
    };
    let error = computed_usd.map(|computed| computed / row.published_usd - 1.0);
    Ok(Checked {
        model: row.model.to_owned(),
        who: row.who.to_owned(),
        what: row.what.to_owned(),
        country: row.code.to_owned(),
        class: row.class,
        published_usd: row.published_usd,
        computed_usd,
        error,
        tolerance: row.tolerance,
        within: error.zip(row.tolerance).map(|(error, tolerance)| error.abs() <= tolerance),
        missing: row.missing.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_that_can_be_reproduced_is() {
        let rows = selfcheck().unwrap();
        let count = |class| rows.iter().filter(|row| row.class == class).count();
        assert_eq!((count(Class::Model), count(Class::Linear)), (6, 8));
        for row in rows {
            match row.class {
                Class::Partial => assert!(!row.missing.is_empty(), "{row:?}"),
                _ => assert_eq!(row.within, Some(true), "{row:?}"),
            }
        }
    }

    #[test]
    fn the_documentation_says_the_same() {
        let doc = include_str!("README.md");
        for row in selfcheck().unwrap() {
            let computed = row.computed_usd.map_or("—".to_owned(), |usd| format!("{usd:.0}"));
            let cells = [
                format!("| `{}` |", row.model),
                format!("| {} |", row.who),
                format!("| {computed} |"),
                row.what.clone(),
            ];
            assert!(doc.lines().any(|line| cells.iter().all(|cell| line.contains(cell.as_str()))), "{row:?}");
        }
        for model in MODELS {
            let about = model.about();
            let known = |line: &&str| line.contains(&format!("`{}`", about.id)) && line.contains(about.equation);
            assert!(doc.lines().any(|line| known(&line)), "{}", about.id);
        }
    }
}
