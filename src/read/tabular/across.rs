//! Tables whose header says when: a row a place, a column a date.
//!
//! In: the first rows. Out: which of them is such a header; then the columns of moments, and the words that name the rows. A
//! header is one where most cells are dates, in order, and the cells below them are numbers. Other columns are left out and said.

use super::dialect::{Dialect, HeadRow};
use super::interpretation::{Form, Layout};
use super::profile::Moments;
use super::roles::{self, GivenRoles};
use super::units;
use crate::base::error::quote;
use crate::base::time::Millis;
use crate::base::{Code, Direction, Kind, SourceColumn};
use crate::read::scalar::marks::infer_marks;
use crate::read::scalar::number;
use crate::read::scalar::timestamp::{self, Style, is_stamp};
use crate::read::series::builder::Column;
use crate::read::series::classify;
use std::collections::BTreeSet;

/// Dates that a header has at least.
const FEWEST: usize = 3;

/// The row that is such a header, if there is one.
pub(crate) fn header(rows: &[HeadRow]) -> Option<usize> {
    const LOOKED_AT: usize = 20;
    let fits = |(row, below): &(&HeadRow, &HeadRow)| {
        let dates = dates(&row.2);
        let number = |column: &usize| below.2.get(*column).is_some_and(|cell| is_number(cell));
        is_enough(dates.len(), &row.2) && dates.iter().filter(|column| number(column)).count() * 10 >= dates.len() * 8
    };
    rows.iter().zip(rows.iter().skip(1)).take(LOOKED_AT).position(|pair| fits(&pair))
}

/// The columns whose cells are dates.
fn dates(row: &[Vec<u8>]) -> Vec<usize> {
    // Digits alone are a date where they are eight: an epoch is a number.
    let date = |cell: &Vec<u8>| is_stamp(cell) || cell.len() == 8 && timestamp::read(cell, Style::Compact).is_some();
    row.iter().enumerate().filter(|(_, cell)| date(cell)).map(|(column, _)| column).collect()
}

fn is_enough(dates: usize, row: &[Vec<u8>]) -> bool {
    dates >= FEWEST && dates * 10 >= row.iter().filter(|cell| !cell.trim_ascii().is_empty()).count() * 6
}

/// A number or none, and no moment.
fn is_number(cell: &[u8]) -> bool {
    let read = |commas| number::measured(cell, commas).is_some();
    number::is_missing(cell) || read(number::Commas::Grouping) || read(number::Commas::Decimal)
}

/// What the columns of such a table are; `None` for any other.
pub(crate) fn layout(dialect: &Dialect, said: GivenRoles<'_>) -> Option<Layout> {
    let names: Vec<Vec<u8>> = dialect.header.iter().map(|name| name.as_bytes().to_vec()).collect();
    let columns = dates(&names);
    if !is_enough(columns.len(), &names) {
        return None;
    }
    let cells: Vec<&[u8]> = columns.iter().filter_map(|column| names.get(*column)).map(Vec::as_slice).collect();
    let moments = Moments::of(&cells, cells.len())?;
    let stamps: Vec<Millis> = moments.stamps.iter().flatten().copied().collect();
    if stamps.len() < cells.len() || !moments.is_ordered() {
        return None;
    }
    let values = columns.iter().flat_map(|column| dialect.cells(*column)).filter(|cell| !number::is_missing(cell));
    let values: Vec<&[u8]> = values.collect();
    let (commas, _) = infer_marks(values.iter().copied(), matches!(dialect.delimiter, b';' | b'\t'));
    let keys = keys(dialect, &columns);
    let mut layout =
        Layout { time: columns.first().copied()?, style: Some(moments.style), also: moments.also, ..Layout::default() };
    layout.forms = (0..dialect.width()).map(|_| Form::Number(commas)).collect();
    let left_out = |column: &usize| roles::said(dialect, *column, said) == Some("left-out");
    let kept = columns.iter().copied().filter(|column| !left_out(column));
    layout.across = kept.filter_map(|column| Some((column, names.get(column)?.clone()))).collect();
    let unit = units::unit_of(dialect, layout.time, commas);
    layout.values = vec![(layout.time, about(dialect, &keys, unit))];
    describe(dialect, &mut layout, &keys);
    layout.keys = keys;
    if let Some(other) = moments.other {
        let shown = quote(&String::from_utf8_lossy(cells.first().copied().unwrap_or_default()));
        let text = format!(
            "Dates such as {shown} in the header are read {}; nothing decides whether they are {}. Write them as 2025-03-04.",
            moments.style.name(),
            other.name()
        );
        layout.notes.add(Code::DateOrder, text);
    }
    Some(layout)
}

/// The columns of words that name the rows: the first one that tells all apart, else all of them.
fn keys(dialect: &Dialect, dates: &[usize]) -> Vec<usize> {
    let words = |column: &usize| {
        let plain = |cell: &[u8]| number::is_missing(cell) || number::plain(cell.trim_ascii()).is_some();
        !dates.contains(column) && !dialect.cells(*column).all(plain)
    };
    let all: Vec<usize> = (0..dialect.width()).filter(words).collect();
    let each = |column: &&usize| dialect.cells(**column).collect::<BTreeSet<_>>().len() == dialect.sample.len();
    match all.iter().find(each) {
        Some(column) => vec![*column],
        None => all,
    }
}

/// What the one series of each row is: the words of a row that stands alone, else what is said above the names.
fn about(dialect: &Dialect, keys: &[usize], unit: String) -> Column {
    let word = |column: &usize| dialect.cells(*column).next().map(|cell| String::from_utf8_lossy(cell).into_owned());
    let alone = keys.first().filter(|_| dialect.sample.len() == 1).and_then(word);
    let label = crate::base::error::label(&alone.unwrap_or_else(|| "value".to_owned()));
    let above = keys.first().map_or("", |column| dialect.name(*column));
    let said = [label.as_str(), above].map(|words| classify::kind_and_direction(words, &unit, false));
    let tells = |said: &&(Kind, Direction)| **said != (Kind::Other, Direction::Falls);
    let (kind, direction) = said.iter().find(tells).copied().unwrap_or((Kind::Other, Direction::Falls));
    Column { id: classify::slug(&label), label, kind, direction: Some(direction), unit, ..Column::default() }
}

/// A role a column, the first rows, and a note of what is left out.
fn describe(dialect: &Dialect, layout: &mut Layout, keys: &[usize]) {
    const SHOWN: usize = 5;
    let mut out = Vec::new();
    for column in 0..dialect.width() {
        let name = dialect.label(column);
        let (role, reads, why) = if layout.across.iter().any(|(dated, _)| *dated == column) {
            ("value", "numbers", "its header says when")
        } else if keys.contains(&column) {
            ("name", "words", "it names what is measured side by side")
        } else {
            out.push(quote(&name));
            ("left-out", "", "its header says no moment")
        };
        layout.roles.push(SourceColumn { name, role: role.to_owned(), reads: reads.to_owned(), why: why.to_owned() });
    }
    if !out.is_empty() {
        layout
            .notes
            .add(Code::ColumnsLeftOut, format!("Columns that are no signals were left out: {}.", out.join(", ")));
    }
    let cell = |cell: &Vec<u8>| crate::base::error::label(&String::from_utf8_lossy(cell));
    layout.first_rows = dialect.sample.iter().take(SHOWN).map(|row| row.iter().map(cell).collect()).collect();
}
