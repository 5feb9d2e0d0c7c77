//! The rows in a JSON value, however it lists them.
//!
//! In: a value: a record, a list, or a document that holds lists somewhere. Out: rows, given to [`JsonTables`]. Known by
//! their form, never by who wrote them:
//! - records: objects of scalars, also with objects in them, whose names are then joined by `.`;
//! - lists of lists, with their columns' names beside them or none;
//! - columns: an object of lists of one length, one of them the times; a list of times beside named lists of values;
//! - objects whose names are moments, or whose members all have the same names;
//! - a start, a step and values without times of their own.
//!
//! Words that stand around a list name its rows. Lists without a moment in them, such as tags, are no rows.

mod columns;
mod grid;
mod keyed;
mod buckets;
#[cfg(test)]
mod tests;

use super::moment;
use super::table::{Cell, JsonTables, cell, number_cell};
use super::value::JsonValue;
use crate::base::{Error, limits};
use crate::read::scalar::label::Label;
use crate::read::scalar::number::{self, Commas};
use crate::read::scalar::state;
use crate::read::tabular::header::Header;

/// Object of an object, in order.
type Object = [(String, JsonValue)];

/// Names that only wrap what stands in them.
const WRAPPERS: &[&str] =
    &["_source", "source", "fields", "properties", "attributes", "values", "tags", "labels", "metric", "dimensions"];

/// Cells of a row without names.
const WIDTHS: std::ops::RangeInclusive<usize> = 2..=limits::COLUMNS;

/// Words around a list that name its rows; each row gets them all, and no list has more.
const AROUND: usize = 64;

/// Finds the rows of a value.
pub(crate) struct Shapes<'a> {
    tables: &'a mut JsonTables,
    /// The line that the value begins on, 0 where nobody knows.
    line: u64,
}

impl<'a> Shapes<'a> {
    /// Rows go to these tables.
    pub(crate) fn new(tables: &'a mut JsonTables, line: u64) -> Shapes<'a> {
        Shapes { tables, line }
    }

    /// Gives the rows of a value; true where there was one. `around` are the words that stand around it.
    pub(crate) fn walk(&mut self, path: &str, value: &JsonValue, around: &[Cell]) -> Result<bool, Error> {
        match value {
            JsonValue::Map(members) => self.object(path, members, around),
            JsonValue::List(_) | JsonValue::Numbers(_) if is_row(value) => self.unnamed_row(path, value, around),
            JsonValue::List(items) => {
                let mut any = false;
                for item in items {
                    any |= self.walk(path, item, around)?;
                }
                Ok(any)
            }
            _ => Ok(false),
        }
    }

    fn object(&mut self, path: &str, members: &Object, around: &[Cell]) -> Result<bool, Error> {
        if self.of_form(path, members, around)? {
            return Ok(true);
        }
        let mut flat = Vec::new();
        let mut nested = Vec::new();
        flatten("", members, &mut flat, &mut nested);
        let own = || flat.iter().map(|(name, value)| (name.clone(), cell(value).unwrap_or_default()));
        if let Some(start) = stretch(&flat).filter(|_| !nested.is_empty() && nested.iter().all(|(_, v)| is_log(v))) {
            // What an object beside it holds was said of it, too.
            self.named_row(path, around, own().filter(|(name, _)| start.starts_with(parent(name))))?;
            return Ok(true);
        }
        let at = flat.iter().find(|(_, value)| moment::of(value).is_some());
        if let Some(at) = at {
            self.parts(path, (&at.0, at.1), &nested, around)?;
        }
        for (name, value) in nested.iter().filter(|(_, value)| !moment::within(value)) {
            self.tables.pass_over(&join(path, name), items(value));
        }
        nested.retain(|(_, value)| moment::within(value));
        if nested.is_empty()
            || is_record(&flat) && !nested.iter().any(|(_, value)| is_long(value) || holds_stretch(value))
        {
            if flat.is_empty() {
                return Ok(false);
            }
            self.named_row(path, around, own())?;
            return Ok(true);
        }
        // What stands around the lists names their rows: words, not numbers or moments.
        let names = flat
            .iter()
            .filter(|(_, value)| is_name(value))
            .filter_map(|(name, value)| Some((name.clone(), cell(value)?)));
        let around: Vec<Cell> = around.iter().cloned().chain(names).take(AROUND).collect();
        let alike = nested.len() > 1 && nested.windows(2).all(|pair| matches!(pair, [a, b] if same_form(a.1, b.1)));
        for (name, value) in nested {
            if alike {
                let named: Vec<Cell> = around.iter().cloned().chain([("series".to_owned(), name)]).collect();
                self.walk(&join(path, "*"), value, &named)?;
            } else {
                self.walk(&join(path, &name), value, &around)?;
            }
        }
        Ok(true)
    }

    /// Objects that are more than a record: by their form, the plainest first.
    fn of_form(&mut self, path: &str, members: &Object, around: &[Cell]) -> Result<bool, Error> {
        if !members.iter().any(|(_, value)| is_container(value)) && !keyed::has_moment_names(members) {
            return Ok(false);
        }
        Ok(columns::named_rows(self, path, members, around)?
            || columns::own_columns(self, path, members, around)?
            || columns::shared_times(self, path, members, around)?
            || grid::steps(self, path, members, around)?
            || keyed::by_moment(self, path, members, around)?
            || keyed::transposed(self, path, members, around)?)
    }

    fn unnamed_row(&mut self, path: &str, value: &JsonValue, around: &[Cell]) -> Result<bool, Error> {
        self.tables.unnamed_row(path, around, &cells(value), self.line)?;
        Ok(true)
    }

    /// A row of named cells, behind the words around it; of one name those around are another column.
    fn named_row(&mut self, path: &str, around: &[Cell], own: impl Iterator<Item = Cell>) -> Result<(), Error> {
        let own: Vec<Cell> = own.collect();
        let renamed = around.iter().map(|(name, cell)| match own.iter().any(|(other, _)| other == name) {
            true => (["series ", name].concat(), cell.clone()),
            false => (name.clone(), cell.clone()),
        });
        let row: Vec<Cell> = renamed.chain(own.iter().cloned()).collect();
        self.tables.row(path, &row, self.line)
    }
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

/// Scalars of an object and of the objects in it, by their names; lists, and objects with lists in them, apart.
fn flatten<'v>(
    before: &str,
    members: &'v Object,
    flat: &mut Vec<(String, &'v JsonValue)>,
    nested: &mut Vec<(String, &'v JsonValue)>,
) {
    for (name, value) in members {
        // `{"value": 3}`, `{"$date": …}` and the like stand for what is in them.
        let name = match name.as_str() {
            "value" | "text" if !before.is_empty() && members.len() == 1 => before.to_owned(),
            name if !before.is_empty() && name.starts_with('$') => before.to_owned(),
            name if WRAPPERS.contains(&name) && matches!(value, JsonValue::Map(_)) => before.to_owned(),
            name => join(before, name),
        };
        match value {
            JsonValue::Map(inner) if holds_rows(inner) => nested.push((name, value)),
            JsonValue::Map(inner) => flatten(&name, inner, flat, nested),
            JsonValue::List(items) if items.iter().any(is_container) => match items.as_slice() {
                // One record of numbers alone is a part of what it stands in: `"results": [{"count": 3}]`.
                [JsonValue::Map(inner)] if are_counts(inner) => flatten(&name, inner, flat, nested),
                _ => nested.push((name, value)),
            },
            JsonValue::List(_) | JsonValue::Numbers(_) => {}
            value => flat.push((name, value)),
        }
    }
}

/// True for an object of numbers, none of them a moment.
fn are_counts(members: &Object) -> bool {
    let count = |value: &JsonValue| matches!(value, JsonValue::Number(_)) && moment::of(value).is_none();
    !members.is_empty() && members.iter().all(|(_, value)| count(value))
}

fn is_container(value: &JsonValue) -> bool {
    matches!(value, JsonValue::Map(_) | JsonValue::List(_) | JsonValue::Numbers(_))
}

/// True for an object that is not one record: it has lists of rows, columns or moments in it.
fn holds_rows(members: &Object) -> bool {
    let list = |value: &JsonValue| match value {
        JsonValue::List(items) => items.iter().any(is_container) || is_long(value),
        JsonValue::Numbers(_) => is_long(value),
        JsonValue::Map(inner) => holds_rows(inner),
        _ => false,
    };
    members.iter().any(|(_, value)| list(value)) || keyed::has_moment_names(members)
}

/// True for a list of more than one item, also inside another.
fn is_long(value: &JsonValue) -> bool {
    match value {
        JsonValue::List(items) => items.len() > 1 || items.iter().any(is_long),
        JsonValue::Numbers(numbers) => numbers.len() > 1,
        JsonValue::Map(members) => members.iter().any(|(_, value)| is_long(value)),
        _ => false,
    }
}

/// Items of the longest list in a value.
fn items(value: &JsonValue) -> usize {
    match value {
        JsonValue::List(items) => items.len(),
        JsonValue::Numbers(numbers) => numbers.len(),
        JsonValue::Map(members) => members.iter().map(|(_, value)| items(value)).max().unwrap_or(0),
        _ => 0,
    }
}

/// A list of scalars, one of them a moment: a row of a table without names.
fn is_row(value: &JsonValue) -> bool {
    match value {
        JsonValue::Numbers(numbers) => WIDTHS.contains(&numbers.len()),
        JsonValue::List(items) => WIDTHS.contains(&items.len()) && !items.iter().any(is_container),
        _ => false,
    }
}

/// A list of something that has a start and an end, be it the only one.
fn holds_stretch(value: &JsonValue) -> bool {
    let JsonValue::List(items) = value else { return false };
    let has = |members: &Object, is: fn(&Header) -> bool| members.iter().any(|(name, _)| is(&Header::of(name)));
    let is_one = |item: &JsonValue| matches!(item, JsonValue::Map(members) if has(members, Header::is_start) && has(members, Header::is_end));
    items.iter().any(is_one)
}

/// A time beside a number.
fn is_record(flat: &[(String, &JsonValue)]) -> bool {
    let is_time =
        |(_, value): &&(String, &JsonValue)| matches!(value, JsonValue::Text(text) if moment::is_moment(text));
    flat.iter().any(|member| is_time(&member)) && flat.iter().any(|(_, value)| value.number().is_some())
}

/// The parent of the moment at which something with an id began that also has an end: an incident. What was asked for from then to then has
/// none.
fn stretch<'n>(flat: &'n [(String, &JsonValue)]) -> Option<&'n str> {
    const IDS: &str = "id uuid guid number reference ref key slug incident incident-id incident-number";
    let named = |is: fn(&Header) -> bool| {
        flat.iter().find(|(name, value)| is(&Header::of(name)) && moment::of(value).is_some())
    };
    named(Header::is_end)?;
    let own = named(Header::is_start).map(|(name, _)| parent(name))?;
    let is_id = |name: &str| parent(name) == own && Label::of(name.get(own.len()..).unwrap_or_default()).is(IDS);
    flat.iter().any(|(name, _)| is_id(name)).then_some(own)
}

/// What stands before the last point of a name.
fn parent(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(parent, _)| parent)
}

/// What was said of it: words and moments, at any depth.
fn is_log(value: &JsonValue) -> bool {
    match value {
        JsonValue::Number(_) => false,
        JsonValue::Numbers(numbers) => numbers.is_empty(),
        JsonValue::List(items) => items.iter().all(is_log),
        JsonValue::Map(members) => members.iter().all(|(_, value)| is_log(value)),
        _ => true,
    }
}

/// Words that may name what stands beside them; that a reply is “ok” names nothing.
fn is_name(value: &JsonValue) -> bool {
    const LONG: usize = 80;
    let JsonValue::Text(text) = value else { return false };
    let measured = || number::measured(text.as_bytes(), Commas::Absent).is_some_and(|(_, unit)| unit == "%");
    text.len() <= LONG
        && !moment::is_moment(text)
        && value.number().is_none()
        && !measured()
        && state::read(text.as_bytes()).is_none()
}

/// True where two values list their rows in the same way.
fn same_form(a: &JsonValue, b: &JsonValue) -> bool {
    match (a, b) {
        (JsonValue::Map(a), JsonValue::Map(b)) => {
            a.len() == b.len()
                && a.iter().zip(b).all(|((a, _), (b, _))| a == b || moment::is_moment(a) && moment::is_moment(b))
        }
        (JsonValue::List(a), JsonValue::List(b)) => match (a.first(), b.first()) {
            (Some(a), Some(b)) => same_form(a, b),
            _ => false,
        },
        (JsonValue::Numbers(a), JsonValue::Numbers(b)) => a.len() == b.len(),
        (JsonValue::Numbers(a), JsonValue::List(b)) | (JsonValue::List(b), JsonValue::Numbers(a)) => a.len() == b.len(),
        (a, b) => !is_container(a) && !is_container(b),
    }
}

/// The cells of a list of scalars.
fn cells(value: &JsonValue) -> Vec<String> {
    match value {
        JsonValue::Numbers(numbers) => numbers.iter().map(|number| number_cell(*number)).collect(),
        JsonValue::List(items) => items.iter().map(|item| cell(item).unwrap_or_default()).collect(),
        _ => Vec::new(),
    }
}

/// One cell of a list of scalars; blank behind its end.
fn cell_of(value: &JsonValue, i: usize) -> String {
    match value {
        JsonValue::Numbers(numbers) => numbers.get(i).map(|number| number_cell(*number)),
        JsonValue::List(items) => items.get(i).and_then(cell),
        _ => None,
    }
    .unwrap_or_default()
}

fn length(value: &JsonValue) -> usize {
    match value {
        JsonValue::Numbers(numbers) => numbers.len(),
        JsonValue::List(items) => items.len(),
        _ => 0,
    }
}

/// True for a list of nothing but scalars.
fn is_plain_list(value: &JsonValue) -> bool {
    match value {
        JsonValue::Numbers(_) => true,
        JsonValue::List(items) => !items.iter().any(is_container),
        _ => false,
    }
}

/// The member of one of these names, whatever its capitals.
fn member<'v>(members: &'v Object, names: &[&str]) -> Option<&'v JsonValue> {
    members
        .iter()
        .find(|(name, _)| names.iter().any(|wanted| wanted.eq_ignore_ascii_case(name)))
        .map(|(_, value)| value)
}
