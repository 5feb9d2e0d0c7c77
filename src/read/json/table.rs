//! Rows found in a JSON document → the reader of tables: members are columns, and what a column is is decided in one place.
//!
//! In: rows of named or numbered cells, each with the list it belongs to. Out: a [`Reading`] of all lists that hold times
//! beside numbers; the others are said. A list is written as a table of tabs, a row each; the first [`limits::HEAD`] bytes
//! name its columns, and a member that appears only later is left out and said.

use crate::base::error::{Fault, quote};
use crate::base::{Code, Error, Notes, Place, Reading, Settings, decimal, limits};
use crate::read::json::moment;
use crate::read::json::unnamed;
use crate::read::json::value::JsonValue;
use crate::read::series::classify;
use crate::read::tabular::written::{LINES_BEFORE, WrittenTable};
use std::collections::BTreeMap;

/// A cell with the name of its column.
pub(crate) type Cell = (String, String);

/// The lists of a document.
pub(crate) struct JsonTables {
    settings: Settings,
    by_key: BTreeMap<String, usize>,
    lists: Vec<List>,
    /// The longest list without a moment in it, and its items.
    passed: Option<(String, usize)>,
    /// What the reader should know.
    pub(crate) notes: Notes,
}

/// One list: rows that wait for the head to be full, then a reader.
struct List {
    key: String,
    /// The columns have no names of their own.
    unnamed: bool,
    names: Vec<String>,
    by_name: BTreeMap<String, usize>,
    waiting: Vec<Vec<String>>,
    bytes: usize,
    reader: Option<WrittenTable>,
    refused: Option<Error>,
    rows: u64,
    /// Rows that stand before the first one of the table.
    before: u64,
    late: Option<(String, u64)>,
    lines: Lines,
}

/// Lines of the file that rows begin on, as stretches of equal distance.
#[derive(Default)]
struct Lines(Vec<(u64, u64, u64)>);

impl JsonTables {
    /// No lists yet.
    pub(crate) fn new(settings: &Settings) -> JsonTables {
        JsonTables {
            settings: settings.clone(),
            by_key: BTreeMap::new(),
            lists: Vec::new(),
            passed: None,
            notes: Notes::default(),
        }
    }

    /// A row of named cells; `line` is where it stands in the file, 0 where nobody knows.
    pub(crate) fn row(&mut self, key: &str, cells: &[Cell], line: u64) -> Result<(), Error> {
        let (list, settings) = self.list(key, false)?;
        list.row(cells, line, settings)
    }

    /// A row of cells without names, beside named ones that stand around its list.
    pub(crate) fn unnamed_row(&mut self, key: &str, around: &[Cell], cells: &[String], line: u64) -> Result<(), Error> {
        let numbered = cells.iter().enumerate().map(|(i, cell)| (i.to_string(), cell.clone()));
        let cells: Vec<Cell> = numbered.chain(around.iter().cloned()).collect();
        let (list, settings) = self.list(&format!("{key} []"), true)?;
        list.row(&cells, line, settings)
    }

    /// A list without a moment in it.
    pub(crate) fn pass_over(&mut self, key: &str, items: usize) {
        if self.passed.as_ref().is_none_or(|(_, most)| items > *most) {
            self.passed = Some((key.to_owned(), items));
        }
    }

    fn list(&mut self, key: &str, unnamed: bool) -> Result<(&mut List, &Settings), Error> {
        let next = self.lists.len();
        let index = *self.by_key.entry(key.to_owned()).or_insert(next);
        if index == next {
            if next >= limits::SERIES {
                let found = format!("More than {} lists of different members.", limits::SERIES);
                return Err(Error::file(Code::TooManySeries, found, "Give a file with fewer."));
            }
            self.lists.push(List::new(key, unnamed));
        }
        let lost = || Error::ours(Code::UnknownJson, "A list was lost.");
        Ok((self.lists.get_mut(index).ok_or_else(lost)?, &self.settings))
    }

    /// No more rows will come.
    pub(crate) fn finish(self) -> Result<Reading, Error> {
        let mut reading = Reading { notes: self.notes, ..Reading::default() };
        let (mut refused, mut read): (Vec<(String, u64, Error)>, u64) = (Vec::new(), 0);
        let rows: u64 = self.lists.iter().map(|list| list.rows).sum();
        // Tags and the like are shorter than what stands beside them.
        let passed = self.passed.filter(|(_, items)| *items as u64 > rows);
        let long = self.lists.iter().any(|list| list.rows > 1);
        let all: Vec<(String, u64, Result<Reading, Error>)> =
            self.lists.into_iter().map(|list| (list.key.clone(), list.rows, list.finish(&self.settings))).collect();
        let given = all.iter().any(|(_, _, one)| one.as_ref().is_ok_and(|one| !one.given.is_empty()));
        for (key, rows, one) in all {
            match one {
                // One row beside lists of rows, or of outages, is what stands around them.
                Ok(one) if (long || given) && rows == 1 && one.given.is_empty() => {}
                Ok(one) => {
                    read += 1;
                    join(&mut reading, one);
                }
                Err(error) if error.fault == Fault::Settings => return Err(error),
                Err(error) => refused.push((key, rows, error)),
            }
        }
        if read == 0 {
            return Err(no_list(refused));
        }
        // One row alone is what stands around the data: a status, a count, a name.
        for (key, rows, error) in refused.into_iter().filter(|(_, rows, _)| *rows > 1) {
            let text = format!("A list of {rows} rows ({}) was left out: {}", quote(&key), error.found);
            reading.notes.add(Code::ListsLeftOut, text);
        }
        if let Some((key, items)) = passed {
            let text =
                format!("A list of {items} items ({}) was left out: it holds no times that can be read.", quote(&key));
            reading.notes.add(Code::ListsLeftOut, text);
        }
        let ids = classify::ids(reading.series.iter().map(|series| series.id.as_str()));
        for (series, id) in reading.series.iter_mut().zip(ids) {
            series.id = id;
        }
        Ok(reading)
    }
}

/// Nothing could be read: the error of the longest list, where it says more than that there are no times.
fn no_list(refused: Vec<(String, u64, Error)>) -> Error {
    let longest = refused.into_iter().max_by_key(|(_, rows, _)| *rows);
    match longest {
        Some((_, rows, error)) if rows > 1 && error.code != Code::NoTimeColumn => error,
        _ => {
            let found = "This is JSON, but no list in it has a time beside numbers.";
            let need = "Needed: records such as {\"time\": \"2014-12-22T16:15:00Z\", \"value\": 4}.";
            Error::file(Code::UnknownJson, found, need).at(Place::byte(0))
        }
    }
}

fn join(all: &mut Reading, one: Reading) {
    if all.source.zone.is_empty() {
        all.source.zone = one.source.zone;
        all.source.columns = one.source.columns;
        all.source.first_rows = one.source.first_rows;
    }
    all.series.extend(one.series);
    all.given.extend(one.given);
    all.marks.extend(one.marks);
    all.notes.join(one.notes);
}

impl List {
    fn new(key: &str, unnamed: bool) -> List {
        List {
            key: key.to_owned(),
            unnamed,
            names: Vec::new(),
            by_name: BTreeMap::new(),
            waiting: Vec::new(),
            bytes: 0,
            reader: None,
            refused: None,
            rows: 0,
            before: 0,
            late: None,
            lines: Lines::default(),
        }
    }

    fn row(&mut self, cells: &[Cell], line: u64, settings: &Settings) -> Result<(), Error> {
        self.rows += 1;
        self.lines.add(self.rows, line);
        if self.refused.is_some() {
            return Ok(());
        }
        let mut row = vec![String::new(); self.names.len()];
        for (name, cell) in cells {
            match self.column(name) {
                Some(column) => {
                    row.resize(row.len().max(column + 1), String::new());
                    if let Some(place) = row.get_mut(column) {
                        place.clone_from(cell);
                    }
                }
                None => self.late.get_or_insert_with(|| (name.clone(), 0)).1 += 1,
            }
        }
        if self.reader.is_some() {
            return self.write(&row);
        }
        self.bytes += row.iter().map(|cell| cell.len() + 1).sum::<usize>();
        self.waiting.push(row);
        if self.bytes < limits::HEAD { Ok(()) } else { self.open(settings) }
    }

    /// The column of a name; none for a new one once the header is written.
    fn column(&mut self, name: &str) -> Option<usize> {
        if let Some(column) = self.by_name.get(name) {
            return Some(*column);
        }
        if self.reader.is_some() || self.names.len() >= limits::COLUMNS {
            return None;
        }
        self.by_name.insert(name.to_owned(), self.names.len());
        self.names.push(name.to_owned());
        Some(self.names.len() - 1)
    }

    /// The head is full: the table is recognized by it.
    fn open(&mut self, settings: &Settings) -> Result<(), Error> {
        let mut rows = std::mem::take(&mut self.waiting);
        let mut header = self.names.clone();
        if self.unnamed && unnamed::name_columns(&mut header, &mut rows) {
            self.before = 1;
        }
        self.reader = Some(WrittenTable::new(settings, &header).with_decimal_points());
        for row in &mut rows {
            row.resize(header.len(), String::new());
            self.write(row)?;
        }
        Ok(())
    }

    /// A list that turns out to be no table is left; a setting that makes no sense is an error.
    fn write(&mut self, row: &[String]) -> Result<(), Error> {
        let Some(reader) = &mut self.reader else { return Ok(()) };
        match reader.row(row) {
            Err(error) if error.fault == Fault::Settings => Err(error),
            Err(error) if self.refused.is_none() => {
                self.refused = Some(self.placed(error));
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn finish(mut self, settings: &Settings) -> Result<Reading, Error> {
        if self.reader.is_none() && self.refused.is_none() {
            self.open(settings)?;
        }
        if let Some(error) = self.refused {
            return Err(error);
        }
        let Some(reader) = self.reader.take() else {
            return Err(Error::ours(Code::UnknownJson, "A list was never opened."));
        };
        let mut reading = reader.finish().map_err(|error| self.placed(error))?;
        reading.notes.each_place(|place| self.place(place));
        if let Some((name, count)) = &self.late {
            let text = format!("{count} values were left out: their names, such as {}, came too late.", quote(name));
            reading.notes.add(Code::MembersLate, text);
        }
        Ok(reading)
    }

    fn placed(&self, mut error: Error) -> Error {
        if let Some(place) = &mut error.place {
            self.place(place);
        }
        error
    }

    /// A place in the written table as one in the file: the line that the row begins on, where it is known.
    fn place(&self, place: &mut Place) {
        let row = place.line.and_then(|line| line.checked_sub(LINES_BEFORE)).filter(|row| *row > 0);
        *place = Place {
            file: place.file.take(),
            line: row.and_then(|row| self.lines.of(row + self.before)),
            ..Place::default()
        };
    }
}

impl Lines {
    fn add(&mut self, row: u64, line: u64) {
        const KEPT: usize = 10_000;
        let Some((first, begin, step)) = self.0.last_mut() else {
            self.0.push((row, line, 0));
            return;
        };
        let since = row - *first;
        if since == 1 && line >= *begin {
            *step = line - *begin;
        } else if Some(line) != step.checked_mul(since).map(|lines| *begin + lines) && self.0.len() < KEPT {
            self.0.push((row, line, 0));
        }
    }

    /// The line of a row, from 1.
    fn of(&self, row: u64) -> Option<u64> {
        let at = self.0.partition_point(|(first, _, _)| *first <= row).checked_sub(1)?;
        let (first, begin, step) = self.0.get(at)?;
        Some(begin + step * (row - first)).filter(|line| *line > 0)
    }
}

/// A value as a cell; none for what has members of its own.
pub(crate) fn cell(value: &JsonValue) -> Option<String> {
    Some(match value {
        JsonValue::Null => String::new(),
        JsonValue::Bool(value) => value.to_string(),
        JsonValue::Number(number) => number_cell(*number),
        JsonValue::Text(text) => moment::of_script(text).unwrap_or_else(|| text.clone()),
        JsonValue::Numbers(_) | JsonValue::List(_) | JsonValue::Map(_) => return None,
    })
}

/// A number as a cell; one beyond f64 as a number that no table holds either.
pub(crate) fn number_cell(number: f64) -> String {
    const EXACT: f64 = 1e15;
    if number.is_nan() {
        return String::new();
    }
    if number.is_infinite() {
        return "1e400".to_owned();
    }
    if number.abs() < EXACT && number as i64 as f64 == number {
        (number as i64).to_string()
    } else {
        decimal::script(number)
    }
}
