//! Lists of outages: a row an outage, with its start, its end or length, its place and a reason.
//!
//! In: the columns of a table whose rows are no measurements. Out: which column is what; then each row as a given outage. A
//! blank end goes on. An end that is a bare date is the last day; one that is a time of day alone is the next such time after
//! the start. Lengths without a unit count days beside starts that are dates, and that is said. Refused: any other length
//! without a unit, an end before its start.

use super::dialect::Dialect;
use super::header::Header;
use super::moment;
use super::profile::{Moments, Profile};
use super::roles::{Role, Table};
use super::rows::Row;
use crate::base::error::{label, quote};
use crate::base::time::{DAY, Millis, SECOND};
use crate::base::{Code, Error, Given, Kind, Notes, Place, limits};
use crate::read::scalar::clock::{self as day_clock, time_of_day};
use crate::read::scalar::label::Label;
use crate::read::scalar::length::{length, unit_said};
use crate::read::scalar::text::plain_text;
use crate::read::scalar::timestamp::Clock;
use crate::read::scalar::{number, state};
use crate::read::series::classify;

/// More days than any shutdown lasted: such lengths count something else.
const MOST_DAYS: f64 = 1_000.0;

/// Which column of a list of outages is what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct OutageList {
    start: usize,
    end: Option<usize>,
    /// The time of day that ends what began on the date of the row.
    end_of_day: Option<usize>,
    /// The time of day beside a date that ends it.
    end_clock: Option<usize>,
    /// The column of lengths, and how long one of its unit is; `None` where each cell says it.
    length: Option<(usize, Option<Millis>)>,
    place: Option<usize>,
    /// The name of that column where it names no countries: a monitor `gw`, a state `GA`.
    place_of: String,
    words: Vec<usize>,
    /// The column of states, where stretches of both follow one another: those that were up are no outages.
    state: Option<usize>,
    /// True where an end is a bare date: that day counts.
    whole_days: bool,
    /// True where the ends are what somebody expects.
    estimated: bool,
}

/// Finds a list of outages; `None` where the rows are measurements.
pub(crate) fn find(dialect: &Dialect, table: &Table<'_>) -> Option<OutageList> {
    let header = |column: usize| Header::of(dialect.name(column));
    let columns = || (0..table.roles.len()).filter(|column| *column != table.when.column);
    let moments = |column: &usize| table.profiles.get(*column).is_some_and(Profile::is_moment);
    let end = columns().find(|column| moments(column) && header(*column).is_end() && follows(table, *column));
    let end = end.or_else(|| unnamed_end(dialect, table));
    let end_of_day = end_of_day(dialect, table).filter(|_| end.is_none());
    let length = columns().find(|column| header(*column).is_length() && is_length(dialect, *column));
    let length = length.or_else(|| columns().find(|column| is_unnamed_length(dialect, table, *column)));
    // Where each row is down and says for how long, none is a check.
    let only_down = |column: usize| {
        length.is_some()
            && table.profiles.get(column).is_some_and(|p| p.states.first() == Some(&0) && p.states != [0, 0])
    };
    let length = length.filter(|_| end_of_day.is_none());
    if end.is_none() && end_of_day.is_none() && length.is_none() {
        return None;
    }
    // A moment beside an end and a length is a start, whatever it is called.
    let begins = |clock| matches!(clock, moment::Clock::Time(column) if header(column).is_start());
    let estimated = end.is_some_and(|end| header(end).is_estimate());
    let returns = estimated || end.is_some_and(|end| header(end).is_return());
    // No row of a measurement says when it was restored.
    let starts = header(table.when.column).is_start()
        || returns
        || (end.is_some() && length.is_some())
        || (end_of_day.is_some() && table.when.clock.is_some_and(begins));
    let told = is_told(dialect, table);
    let measures_nothing = |column: usize| {
        table.profiles.get(column).is_none_or(Profile::is_blank)
            || Some(column) == length
            || header(column).is_identifier()
            || is_long_number(dialect, column)
            || only_down(column)
            || told && is_flag(dialect, column)
    };
    let measured = table.values().into_iter().any(|column| !measures_nothing(column));
    if is_timed(dialect, table) {
        return None;
    }
    let of_state = both_states(table, end);
    // Rows at one distance are measurements: how long each check took.
    let named = header(table.when.column).is_start() || (end_of_day.is_some() && table.when.clock.is_some_and(begins));
    let series = (measured || !named) && !returns && is_series(table, end);
    if of_state.is_none() && (series || measured && !starts) {
        return None;
    }
    let words = |column: &usize| {
        matches!(table.role(*column), Role::Name | Role::State | Role::Out(_))
            && !moments(column)
            && Some(*column) != length
            && table.profiles.get(*column).is_some_and(|profile| !profile.is_numeric() && !profile.is_blank())
    };
    let named = |is: fn(&Header) -> bool| columns().filter(words).find(|column| is(&header(*column)));
    // What is the same in each row names none of them, such as the headings of a page.
    let differs = |column: &usize| table.profiles.get(*column).is_some_and(|profile| profile.distinct > 1);
    let place = named(Header::is_country)
        .or_else(|| columns().filter(words).filter(differs).find(|column| header(*column).is_place()))
        .or_else(|| named(Header::is_place));
    let days = |column: usize| {
        table.profiles.get(column).and_then(|profile| profile.moments.as_ref()).is_some_and(|m| m.is_days())
    };
    let is_clock = |column: &usize| {
        table.profiles.get(*column).is_some_and(Profile::is_time_of_day) && table.role(*column) != Role::Time
    };
    let end_clock = end.filter(|end| days(*end)).map(|end| end + 1).filter(is_clock);
    let midnight = |at: &Option<Millis>| at.is_none_or(|at| at % DAY == 0);
    let starts_are_dates = table.when.clock.is_none() && days(table.when.column)
        || (header(table.when.column).names_a_date() && table.stamps.iter().all(midnight));
    let unit = |column: usize| {
        let bare = end.is_none() && !says_unit(dialect, column);
        unit_above(dialect, column).or((bare && starts_are_dates).then_some(DAY))
    };
    let is_other = |column: &usize| Some(*column) != place && Some(*column) != end_clock && Some(*column) != end_of_day;
    Some(OutageList {
        estimated,
        start: table.when.column,
        end,
        end_of_day,
        end_clock,
        length: length.map(|column| (column, unit(column))),
        place,
        place_of: place
            .filter(|place| !header(*place).is_country())
            .map_or(String::new(), |place| dialect.label(place)),
        state: of_state,
        words: columns()
            .filter(words)
            .filter(|column| is_other(column) && Some(*column) != of_state)
            .filter(|column| differs(column) || dialect.sample.len() < 2)
            .collect(),
        whole_days: end
            .filter(|_| end_clock.is_none())
            .is_some_and(|end| days(end) || (are_dates(table, end) && header(end).names_a_date())),
    })
}

/// True where a column tells what happened in sentences: marks of yes and no beside it sort the rows, and measure nothing.
fn is_told(dialect: &Dialect, table: &Table<'_>) -> bool {
    const SENTENCE: usize = 40;
    let tells = |column: usize| {
        let letters: usize = dialect.cells(column).map(<[u8]>::len).sum();
        table.profiles.get(column).is_some_and(|p| !p.is_numeric() && p.addresses * 2 < p.filled.max(1))
            && letters >= SENTENCE * dialect.sample.len().max(1)
    };
    (0..table.roles.len()).any(tells)
}

/// True for a column of yes and no, or of 1 and 0.
fn is_flag(dialect: &Dialect, column: usize) -> bool {
    let mark =
        |cell: &[u8]| number::is_missing(cell) || state::is_answer(cell) || matches!(cell.trim_ascii(), b"0" | b"1");
    dialect.cells(column).all(mark)
}

/// The other column of moments where there are two and nothing was measured: each is later than the start of its row, and the rows
/// are at no regular distance.
fn unnamed_end(dialect: &Dialect, table: &Table<'_>) -> Option<usize> {
    let moments: Vec<usize> = (0..table.roles.len())
        .filter(|column| *column != table.when.column && table.profiles.get(*column).is_some_and(Profile::is_moment))
        .collect();
    let [end] = moments.as_slice() else { return None };
    let plain = table.values().is_empty()
        && !Header::of(dialect.name(*end)).is_other_moment()
        && !table.profiles.get(*end)?.is_numeric()
        && table.when.clock.is_none();
    (plain && follows(table, *end) && !is_series(table, Some(*end))).then_some(*end)
}

/// The state of stretches that follow one another without a break, each with its end.
fn both_states(table: &Table<'_>, end: Option<usize>) -> Option<usize> {
    let ends = end.and_then(|column| table.profiles.get(column)).and_then(|profile| profile.moments.as_ref())?;
    let both = |column: &usize| table.profiles.get(*column).is_some_and(|p| p.states.iter().all(|count| *count > 0));
    table.with(Role::State).into_iter().find(both).filter(|_| are_joined(table, ends))
}

/// True where rows begin when others end, also where the newest row stands first.
fn are_joined(table: &Table<'_>, ends: &Moments) -> bool {
    let met = |a: &[Option<Millis>], b: &[Option<Millis>]| {
        a.iter().skip(1).zip(b).filter(|(a, b)| a.is_some() && a == b).count() * 2
            >= table.stamps.iter().flatten().count()
    };
    met(&table.stamps, &ends.stamps) || met(&ends.stamps, &table.stamps)
}

/// A time of day that says when it ended, or the interval that says both.
fn end_of_day(dialect: &Dialect, table: &Table<'_>) -> Option<usize> {
    let is_time = |column: &usize| table.profiles.get(*column).is_some_and(Profile::is_time_of_day);
    let both = |column: &usize| {
        dialect.cells(*column).all(|cell| number::is_missing(cell) || day_clock::both_ends(cell).is_some())
    };
    let interval = (0..table.roles.len()).filter(is_time).find(both);
    let named = |column: &usize| Header::of(dialect.name(*column)).is_end() && table.role(*column) != Role::Time;
    interval.filter(|_| table.values().is_empty()).or_else(|| (0..table.roles.len()).filter(is_time).find(named))
}

/// True where each cell names its unit, or the header names that of all.
fn says_unit(dialect: &Dialect, column: usize) -> bool {
    let bare = |cell: &[u8]| !number::is_missing(cell) && number::plain(cell.trim_ascii()).is_some();
    unit_above(dialect, column).is_some() || !dialect.cells(column).any(bare)
}

/// The unit of lengths that stands in their header, or in the row of units below it.
fn unit_above(dialect: &Dialect, column: usize) -> Option<Millis> {
    let below = || dialect.units.get(column).and_then(|unit| unit_said(&format!("({unit})")));
    unit_said(dialect.name(column)).or_else(below)
}

/// Says that ends are estimates, and that lengths without a unit are read as days; refuses those that cannot be.
pub(crate) fn check_ends(dialect: &Dialect, list: Option<&OutageList>, notes: &mut Notes) -> Result<(), Error> {
    if let Some(column) = list.filter(|list| list.estimated).and_then(|list| list.end) {
        let name = quote(dialect.name(column));
        notes.add(
            Code::ReadOtherwise,
            format!("The ends in {name} are estimates: how long it will have lasted nobody knows yet."),
        );
    }
    let Some((column, unit)) = list.and_then(|list| list.length.filter(|_| list.end.is_none())) else { return Ok(()) };
    if says_unit(dialect, column) {
        return Ok(());
    }
    let name = quote(dialect.name(column));
    let first = dialect.cells(column).find(|cell| !number::is_missing(cell)).unwrap_or_default();
    let shown = quote(&String::from_utf8_lossy(first));
    let numbers = || dialect.cells(column).filter_map(|cell| number::plain(cell.trim_ascii()));
    if unit == Some(DAY) && numbers().all(|days| days % 1.0 == 0.0 && days <= MOST_DAYS) {
        notes.add(
            Code::ReadOtherwise,
            format!("The lengths in {name}, such as {shown}, name no unit; beside dates they are read as days."),
        );
        return Ok(());
    }
    let found = format!("The lengths in {name}, such as {shown}, name no unit.");
    let need = "Name it in the header, such as “duration (min)”, “duration (hours)” or “duration (days)”.";
    Err(Error::file(Code::NoValueColumn, found, need).at(Place::line(
        dialect.line,
        column as u64 + 1,
        dialect.byte as u64,
    )))
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
    let joined = ends.is_some_and(|ends| are_joined(table, ends));
    let step = starts.get(1).zip(starts.first()).map_or(0, |(b, a)| b - a);
    let even = starts.iter().zip(starts.iter().skip(1)).filter(|(a, b)| *b - *a == step).count();
    joined || even * 10 >= starts.len() * 7
}

fn is_length(dialect: &Dialect, column: usize) -> bool {
    let filled: Vec<&[u8]> = dialect.cells(column).filter(|cell| !number::is_missing(cell)).collect();
    let unit = unit_above(dialect, column).unwrap_or(SECOND);
    !filled.is_empty()
        && filled.iter().filter(|cell| length(cell, Some(unit)).is_some()).count() * 10 >= filled.len() * 8
}

/// True where rows tell how long answers took, or how many were lost, in more than one column: each is a window of checks.
fn is_timed(dialect: &Dialect, table: &Table<'_>) -> bool {
    let is_check = |column: &usize| {
        let name = dialect.name(*column);
        classify::of(name, "") == Kind::Latency || Label::of(name).has("packet-loss packetloss")
    };
    table.values().iter().filter(|column| is_check(column)).count() > 1
}

/// True for numbers of more digits than anything is measured with: they name a row.
fn is_long_number(dialect: &Dialect, column: usize) -> bool {
    const DIGITS: usize = 16;
    dialect.cells(column).all(|cell| cell.len() >= DIGITS && cell.iter().all(u8::is_ascii_digit))
}

/// True for lengths that say their unit themselves, in a table without names.
fn is_unnamed_length(dialect: &Dialect, table: &Table<'_>, column: usize) -> bool {
    let is_text = |profile: &Profile| !profile.is_numeric() && !profile.is_moment() && !profile.is_time_of_day();
    let is_text = table.profiles.get(column).is_some_and(is_text);
    dialect.header.is_empty() && is_text && dialect.cells(column).all(|cell| length(cell, None).is_some())
}

impl OutageList {
    /// True for a stretch in which it was up.
    pub(crate) fn was_up(&self, row: &Row<'_>) -> bool {
        self.state.is_some_and(|column| state::read(row.cell(column).unwrap_or_default()) == Some(true))
    }

    /// The outage of a row that starts then; the column of the cell that cannot be read, if there is one.
    pub(crate) fn given(&self, row: &Row<'_>, start: Millis, clock: &mut Clock) -> Result<Given, usize> {
        let cell = |column: usize| row.cell(column).unwrap_or_default();
        let words = |column: usize| label(&plain_text(cell(column)));
        let mut end = None;
        if let Some(column) = self.end_of_day.filter(|column| !is_open(cell(*column))) {
            let time = day_clock::both_ends(cell(column)).map(|(_, end)| end).or_else(|| time_of_day(cell(column)));
            let at = clock.read_pair(cell(self.start), time.ok_or(column)?).ok_or(column)?;
            end = Some(if at < start { at + DAY } else { at });
        } else if let Some(column) = self.end.filter(|column| !is_open(cell(*column))) {
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
        // The state of Georgia is no country, nor is any other part of one.
        if (is_code || Header::of(&self.place_of).is_part()) && !self.place_of.is_empty() && !word.is_empty() {
            [&self.place_of, " ", &word].concat()
        } else {
            word
        }
    }

    /// The columns with their roles.
    pub(crate) fn roles(&self) -> impl Iterator<Item = (usize, &'static str)> + '_ {
        let end = self.end.or(self.end_of_day).map(|column| (column, "end"));
        let length = self.length.map(|(column, _)| (column, "length"));
        let place = self.place.map(|column| (column, "place"));
        let clock = self.end_clock.map(|column| (column, "time"));
        end.into_iter().chain(clock).chain(length).chain(place)
    }
}

/// Words of an end that has not come.
const OPEN: &str = "ongoing|present|open|now|active|still down|still out|unresolved|current|continuing|to date|until now|tbd|\
    laufend|noch aktiv|andauernd|offen|läuft|en cours|toujours en cours|en curso|continúa|em andamento|em curso|in corso|\
    продолжается|в процессе|ادامه دارد|در جریان|جاری|مستمر|جارٍ|devam ediyor|sürüyor|berlangsung|trwa|持续中|进行中|正在进行|진행 중|\
    継続中|जारी";

/// True for a blank and for words that say that it goes on.
fn is_open(cell: &[u8]) -> bool {
    let text = plain_text(cell).to_lowercase();
    let word = text.trim_end_matches(['.', '…', '!', ' ']);
    number::is_missing(cell) || OPEN.split('|').any(|open| open == word)
}
