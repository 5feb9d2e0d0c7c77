//! The published rows, calculated anew by the models of this room.
//!
//! In: `published.csv`. Out: one [`Checked`] a row, with its error. Three classes: `model`, where the formula and the
//! published inputs give the published figure; `linear`, where only a shorter case scales to it; `partial`, where an
//! input is fitted, remembered or missing, and says which. Without a GDP in the row the economy table's is taken.

use super::case::{Case, Origin};
use super::economy::{Fact, Facts, countries, country};
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

fn check(line: &str) -> Result<Checked, Error> {
    let defect = || Error::ours(Code::PublishedRow, format!("The published row can't be read: {line}"));
    let cells: [&str; 17] = line.split(',').collect::<Vec<_>>().try_into().map_err(|_| defect())?;
    let [
        model,
        who,
        what,
        code,
        year,
        hours,
        scope_text,
        gdp,
        people,
        online,
        share,
        base_hours,
        base,
        published,
        tolerance,
        class,
        missing,
    ] = cells;
    let number = |cell: &str| -> Result<Option<f64>, Error> {
        if cell.is_empty() { Ok(None) } else { decimal::parse(cell).map(Some).ok_or_else(defect) }
    };
    let place = if code.is_empty() { countries().next() } else { country(code) }.ok_or_else(defect)?;
    let year = year.parse().map_err(|_| defect())?;
    let mut facts = place.facts(year);
    let given = |value: Option<f64>, known: Option<Fact>| match value {
        Some(value) => {
            Some(Fact { value, low: None, high: None, year, basis: Basis::Published, source: who.to_owned() })
        }
        None => known,
    };
    let Facts { gdp: known_gdp, people: known_people, online: known_online, trade } = facts;
    facts = Facts {
        gdp: given(number(gdp)?, known_gdp),
        people: given(number(people)?, known_people),
        online: given(number(online)?, known_online),
        trade,
    };
    let scope = scope(Some(scope_text))?.ok_or_else(defect)?;
    let part = number(share)?.unwrap_or(1.0);
    let cost = |hours: f64| -> Option<f64> {
        let hours = Hours { year, plain: hours, full: hours, work: hours, traffic: hours };
        let case = Case {
            country: &place,
            facts: &facts,
            hours,
            stretch: (1.0, 1.0),
            part,
            scope,
            origin: Origin::Given,
            rich: false,
            assumed: &[],
        };
        let (id, step) = model.split_once(':').unwrap_or((model, ""));
        let factors = MODELS.iter().find(|model| model.about().id == id)?.factors(&case).ok()?;
        match step {
            "" => Some(product(&factors)),
            symbol => factors.iter().find(|factor| factor.step.symbol == symbol).map(|factor| factor.step.value),
        }
    };
    let computed_usd = match (number(hours)?, number(base_hours)?, number(base)?) {
        (Some(hours), Some(base_hours), Some(base)) => cost(hours).zip(cost(base_hours)).map(|(a, b)| base * a / b),
        (Some(hours), _, _) => cost(hours),
        _ => None,
    };
    let published_usd = number(published)?.ok_or_else(defect)?;
    let error = computed_usd.map(|computed| computed / published_usd - 1.0);
    let tolerance = number(tolerance)?;
    Ok(Checked {
        model: model.to_owned(),
        who: who.to_owned(),
        what: what.to_owned(),
        country: code.to_owned(),
        class: match class {
            "model" => Class::Model,
            "linear" => Class::Linear,
            "partial" => Class::Partial,
            _ => return Err(defect()),
        },
        published_usd,
        computed_usd,
        error,
        tolerance,
        within: error.zip(tolerance).map(|(error, tolerance)| error.abs() <= tolerance),
        missing: missing.to_owned(),
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
