//! An author's newer figures: CSV text → rows that take the place of the table's where they are nearer in time.
//!
//! In: a header and rows of `country,year` and any of `gdp,population,users,source`; empty cells say nothing; GDP in US
//! dollars. Out: [`Newer`] rows. Refused, with line and column: unknown columns and countries, years outside 1990 to 2100,
//! numbers below 1.

use super::{Basis, Country, Fact, Facts, country};
use crate::base::error::{label, quote};
use crate::base::{Code, Error, Place, decimal, limits};

const COLUMNS: [&str; 6] = ["country", "year", "gdp", "population", "users", "source"];

/// One row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Newer {
    code: &'static str,
    year: i32,
    gdp: Option<f64>,
    people: Option<f64>,
    users: Option<f64>,
    source: String,
}

/// Reads the rows.
pub fn parse(text: &str) -> Result<Vec<Newer>, Error> {
    let mut lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let columns: Vec<&str> = lines.next().map_or("", |(_, line)| line).split(',').map(str::trim).collect();
    for (i, column) in columns.iter().enumerate() {
        if !COLUMNS.contains(column) {
            return Err(refused(0, i, column, "The columns are country, year, gdp, population, users, source."));
        }
    }
    let has = |column| columns.contains(&column);
    if !(has("country") && has("year") && (has("gdp") || has("population") || has("users"))) {
        return Err(refused(0, 0, "", "It takes the columns country and year, and one of gdp, population, users."));
    }
    let mut rows = Vec::new();
    for (line, text) in lines {
        if rows.len() >= limits::NEWER_FACTS {
            return Err(refused(line, 0, "", "It takes at most 1,000 rows."));
        }
        rows.push(row(line, text, &columns)?);
    }
    Ok(rows)
}

fn row(line: usize, text: &str, columns: &[&str]) -> Result<Newer, Error> {
    let mut row = Newer { source: "given by the author".to_owned(), ..Newer::default() };
    // The source is words and may hold commas where it is the last column.
    let cells = text.splitn(columns.len(), ',').map(str::trim);
    for (i, (column, cell)) in columns.iter().zip(cells.chain(std::iter::repeat(""))).enumerate() {
        let number = |need: &str, most: f64| match cell {
            "" => Ok(None),
            _ => match decimal::parse(cell) {
                Some(value) if (1.0..=most).contains(&value) => Ok(Some(value)),
                _ => Err(refused(line, i, cell, need)),
            },
        };
        match *column {
            "country" => {
                let known =
                    country(cell).ok_or_else(|| refused(line, i, cell, "It takes two letters of ISO 3166-1."))?;
                row.code = known.code;
            }
            "year" => {
                let year = cell.parse().ok().filter(|year| (1990..=2100).contains(year));
                row.year = year.ok_or_else(|| refused(line, i, cell, "It takes a year from 1990 to 2100."))?;
            }
            "gdp" => row.gdp = number("It takes US dollars a year, at least 1.", limits::GDP_USD)?,
            "population" => row.people = number("It takes a number of people, at least 1.", limits::PEOPLE)?,
            "users" => row.users = number("It takes a number of people online, at least 1.", limits::PEOPLE)?,
            _ if !cell.is_empty() => row.source = label(cell),
            _ => {}
        }
    }
    Ok(row)
}

fn refused(line: usize, column: usize, cell: &str, need: &str) -> Error {
    let found = match cell {
        "" => "The newer facts can't be read.".to_owned(),
        cell => format!("The newer facts hold {}.", quote(cell)),
    };
    let (line, column) = (Some(line as u64 + 1), Some(column as u64 + 1));
    Error::settings(Code::BadFacts, found, need).at(Place { line, column, ..Place::default() })
}

/// The facts of a year, with the rows that are at least as near to it.
pub(in crate::cost) fn over(mut facts: Facts, rows: &[Newer], country: &Country, year: i32) -> Facts {
    let nearer =
        |known: Option<i32>, row: &Newer| known.is_none_or(|known| (row.year - year).abs() <= (known - year).abs());
    let fact = |value: f64, row: &Newer| {
        Some(Fact { value, low: None, high: None, year: row.year, basis: Basis::Judgement, source: row.source.clone() })
    };
    let year_of = |fact: &Option<Fact>| fact.as_ref().map(|fact| fact.year);
    for row in rows.iter().filter(|row| row.code == country.code) {
        if let Some(gdp) = row.gdp.filter(|_| nearer(year_of(&facts.gdp), row)) {
            facts.gdp = fact(gdp, row);
        }
        if let Some(people) = row.people.filter(|_| nearer(year_of(&facts.people), row)) {
            facts.people = fact(people, row);
        }
        if let (Some(users), Some(people)) = (row.users.filter(|_| nearer(year_of(&facts.online), row)), &facts.people)
        {
            facts.online = fact((users / people.value).min(1.0), row);
        }
    }
    facts
}
