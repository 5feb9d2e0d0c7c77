//! Lists of outages: a row an outage, with its start, its end or length, its place and a reason.
//!
//! In: the columns of a table whose rows are no measurements. Out: which column is what; then each row as a given outage. A
//! blank end goes on. An end that is a bare date is the last day. Refused: a length without a unit, an end before its start.

use super::dialect::Dialect;
use super::header::Header;
use super::profile::Profile;
use super::roles::{Role, Table};
use super::rows::Row;
use crate::base::error::label;
use crate::base::time::{DAY, Millis, SECOND};
use crate::base::{Given, limits};
use crate::read::scalar::clock::time_of_day;
use crate::read::scalar::length::{length, unit_said};
use crate::read::scalar::number;
use crate::read::scalar::text::plain_text;
use crate::read::scalar::timestamp::Clock;

/// Which column of a list of outages is what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct OutageList {
    end: Option<usize>,
    /// The time of day beside a date that ends it.
    end_clock: Option<usize>,
    /// The column of lengths, and how long one of its unit is; `None` where each cell says it.
    length: Option<(usize, Option<Millis>)>,
    place: Option<usize>,
    /// The name of that column where it names no countries: a monitor `gw`, a state `GA`.
    place_of: String,
    words: Vec<usize>,
    /// True where an end is a bare date: that day counts.
    whole_days: bool,
}

/// Finds a list of outages; `None` where the rows are measurements.
pub(crate) fn find(dialect: &Dialect, table: &Table<'_>) -> Option<OutageList> {
    let header = |column: usize| Header::of(dialect.name(column));
    let columns = || (0..table.roles.len()).filter(|column| *column != table.when.column);
    let moments = |column: &usize| table.profiles.get(*column).is_some_and(Profile::is_moment);
    let end = columns().find(|column| moments(column) && header(*column).is_end() && follows(table, *column));
    let length = columns().find(|column| header(*column).is_length() && is_length(dialect, *column));
    if end.is_none() && length.is_none() {
        return None;
    }
    // A moment beside an end and a length is a start, whatever it is called.
    let starts = header(table.when.column).is_start() || (end.is_some() && length.is_some());
    let measured = table.values().into_iter().any(|column| {
        let filled = table.profiles.get(column).is_some_and(|profile| !profile.is_blank());
        filled && Some(column) != length && !header(column).is_identifier()
    });
    if measured && (!starts || is_series(table, end)) {
        return None;
    }
    let words = |column: &usize| {
        matches!(table.role(*column), Role::Name | Role::State | Role::Out(_))
            && !moments(column)
            && Some(*column) != length
            && table.profiles.get(*column).is_some_and(|profile| !profile.is_numeric() && !profile.is_blank())
    };
    let named = |is: fn(&Header) -> bool| columns().filter(words).find(|column| is(&header(*column)));
    let place = named(Header::is_country).or_else(|| named(Header::is_place));
    let days = |column: usize| {
        table.profiles.get(column).and_then(|profile| profile.moments.as_ref()).is_some_and(|m| m.is_days())
    };
    let is_clock = |column: &usize| {
        table.profiles.get(*column).is_some_and(Profile::is_time_of_day) && table.role(*column) != Role::Time
    };
    let end_clock = end.filter(|end| days(*end)).map(|end| end + 1).filter(is_clock);
    Some(OutageList {
        end,
        end_clock,
        length: length.map(|column| (column, unit_said(dialect.name(column)))),
        place,
        place_of: place
            .filter(|place| !header(*place).is_country())
            .map_or(String::new(), |place| dialect.label(place)),
        words: columns().filter(words).filter(|column| Some(*column) != place && Some(*column) != end_clock).collect(),
        whole_days: end
            .filter(|_| end_clock.is_none())
            .is_some_and(|end| days(end) || (are_dates(table, end) && header(end).names_a_date())),
    })
}

/// True where no end lies before its start; an end without a time of day may be any of its day.
fn follows(table: &Table<'_>, end: usize) -> bool {
    let Some(ends) = table.profiles.get(end).and_then(|profile| profile.moments.as_ref()) else { return false };
    let pairs = table.stamps.iter().zip(&ends.stamps).filter_map(|(start, end)| (*start).zip(*end));
    let later = if ends.is_days() { DAY - 1 } else { 0 };
    pairs.clone().count() > 0 && pairs.filter(|(start, end)| end + later >= *start).count() * 10 >= ends.count * 9
}

/// True where starts and ends are midnights, written out.
fn are_dates(table: &Table<'_>, end: usize) -> bool {
    let ends = table.profiles.get(end).and_then(|profile| profile.moments.as_ref());
    ends.is_some_and(|ends| table.stamps.iter().chain(&ends.stamps).flatten().all(|at| at % DAY == 0))
}

/// True where the rows follow one another without a break, or at one distance: bins of a measurement.
fn is_series(table: &Table<'_>, end: Option<usize>) -> bool {
    let ends = end.and_then(|column| table.profiles.get(column)).and_then(|profile| profile.moments.as_ref());
    let starts: Vec<Millis> = table.stamps.iter().flatten().copied().collect();
    let joined = ends.is_some_and(|ends| {
        let pairs = table.stamps.iter().skip(1).zip(&ends.stamps).filter(|(next, end)| next.is_some() && next == end);
        pairs.count() * 2 >= starts.len()
    });
    let step = starts.get(1).zip(starts.first()).map_or(0, |(b, a)| b - a);
    let even = starts.iter().zip(starts.iter().skip(1)).filter(|(a, b)| *b - *a == step).count();
    joined || even * 10 >= starts.len() * 7
}

fn is_length(dialect: &Dialect, column: usize) -> bool {
    let filled: Vec<&[u8]> = dialect.cells(column).filter(|cell| !number::is_missing(cell)).collect();
    let unit = unit_said(dialect.name(column)).unwrap_or(SECOND);
    !filled.is_empty()
        && filled.iter().filter(|cell| length(cell, Some(unit)).is_some()).count() * 10 >= filled.len() * 8
}

impl OutageList {
    /// The outage of a row that starts then; the column of the cell that cannot be read, if there is one.
    pub(crate) fn given(&self, row: &Row<'_>, start: Millis, clock: &mut Clock) -> Result<Given, usize> {
        let cell = |column: usize| row.cell(column).unwrap_or_default();
        let words = |column: usize| label(&plain_text(cell(column)));
        let mut end = None;
        if let Some(column) = self.end.filter(|column| !is_open(cell(*column))) {
            let at = match self.end_clock.map(|beside| (beside, time_of_day(cell(beside)))) {
                Some((beside, time)) => clock.read_pair(cell(column), time.ok_or(beside)?).ok_or(column)?,
                None => clock.read(cell(column)).ok_or(column)?,
            };
            end = Some(if self.whole_days { at + DAY } else { at });
        } else if let Some((column, unit)) = self.length.filter(|(column, _)| !number::is_missing(cell(*column))) {
            end = Some(start + length(cell(column), unit).ok_or(column)?);
        }
        if let Some(column) = self.end.or(self.length.map(|(column, _)| column))
            && end.is_some_and(|end| end < start)
        {
            return Err(column);
        }
        let parts: Vec<String> =
            self.words.iter().map(|column| words(*column)).filter(|word| !word.is_empty()).collect();
        Ok(Given {
            by: "the file".to_owned(),
            start,
            end,
            label: parts.join(" · ").chars().take(limits::LABEL).collect(),
            place: self.place.map(|column| self.place(words(column))).unwrap_or_default(),
        })
    }

    /// A place; a short word is the code of a country only where the column holds countries.
    fn place(&self, word: String) -> String {
        const CODE: usize = 3;
        let is_code = (1..=CODE).contains(&word.chars().count());
        if is_code && !self.place_of.is_empty() { [&self.place_of, " ", &word].concat() } else { word }
    }

    /// The columns with their roles.
    pub(crate) fn roles(&self) -> impl Iterator<Item = (usize, &'static str)> + '_ {
        let end = self.end.map(|column| (column, "end"));
        let length = self.length.map(|(column, _)| (column, "length"));
        let place = self.place.map(|column| (column, "place"));
        let clock = self.end_clock.map(|column| (column, "time"));
        end.into_iter().chain(clock).chain(length).chain(place)
    }
}

/// True for a blank and for words that say that it goes on.
fn is_open(cell: &[u8]) -> bool {
    let text = plain_text(cell).to_lowercase();
    number::is_missing(cell)
        || ["ongoing", "present", "open", "now", "active", "still down", "unresolved"].contains(&text.as_str())
}
