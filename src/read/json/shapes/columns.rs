//! Columns of JSON: lists of rows with their columns' names beside them, objects of lists, times that several lists share.
//!
//! In: the members of an object. Out: rows, and whether it had this form. Written so by databases (`columns`, `values`),
//! pandas (`split`), Grafana's frames (`schema`, `data`), charting libraries (`labels`, `datasets`).

use super::{Cell, Object, Shapes, cells, is_plain_list, length, member};
use crate::base::Error;
use crate::read::json::moment;
use crate::read::json::value::JsonValue;

/// Object that hold the names of columns, and those that hold the rows.
const NAMES: &[&str] = &["columns", "cols", "fields", "headers", "header", "labels", "column_names", "columnNames"];
const ROWS: &[&str] = &["values", "data", "rows", "points", "records", "result", "results"];
/// Object of a description of columns that hold their names.
const SCHEMAS: &[&str] = &["schema", "meta", "table", "head"];
/// Object of the description of one column that name it.
const NAME: &[&str] = &["name", "label", "text", "title", "field", "id"];

/// Rows, or columns, whose names stand in another member.
pub(super) fn named_rows(
    shapes: &mut Shapes<'_>,
    path: &str,
    members: &Object,
    around: &[Cell],
) -> Result<bool, Error> {
    let Some((names, rows)) = names_and_rows(members) else { return Ok(false) };
    let around = with_words(around, members);
    let key = format!("{path} {}", names.join(" "));
    let widths: Vec<usize> = rows.iter().map(row_length).collect();
    if widths.iter().all(|width| *width == names.len()) {
        let index = member(members, &["index"]).filter(|index| length(index) == rows.len());
        for (i, row) in rows.iter().enumerate() {
            let own = names.iter().cloned().zip(row_cells(row));
            let first = index.and_then(|index| Some(("index".to_owned(), cells(index).get(i)?.clone())));
            shapes.named_row(&key, &around, first.into_iter().chain(own))?;
        }
        return Ok(true);
    }
    // As many lists as names, each a column.
    let long = widths.first().copied().unwrap_or(0);
    if rows.len() == names.len() && widths.iter().all(|width| *width == long) {
        give_columns(shapes, &key, &around, &names.into_iter().zip(rows.iter()).collect::<Vec<_>>())?;
        return Ok(true);
    }
    Ok(false)
}

fn names_and_rows(members: &Object) -> Option<(Vec<String>, &[JsonValue])> {
    let schema = SCHEMAS.iter().find_map(|name| match member(members, &[name]) {
        Some(JsonValue::Map(inner)) => member(inner, NAMES),
        _ => None,
    });
    let names = names_of(member(members, NAMES).or(schema)?)?;
    let rows = ROWS.iter().find_map(|name| match member(members, &[name])? {
        JsonValue::List(rows) => Some(rows),
        // A frame of Grafana: the lists stand in `data.values`.
        JsonValue::Map(inner) => match member(inner, ROWS)? {
            JsonValue::List(rows) => Some(rows),
            _ => None,
        },
        _ => None,
    })?;
    (rows.iter().all(|row| row_length(row) > 0) && !rows.is_empty()).then_some((names, rows))
}

/// The names that a list of words, or of objects with a name, gives to columns.
fn names_of(value: &JsonValue) -> Option<Vec<String>> {
    let JsonValue::List(items) = value else { return None };
    let name = |item: &JsonValue| match item {
        JsonValue::Text(text) => (!moment::is_moment(text)).then(|| text.clone()),
        JsonValue::Map(inner) => {
            let shown = match member(inner, &["config"]) {
                Some(JsonValue::Map(config)) => member(config, &["displayNameFromDS", "displayName"]),
                _ => None,
            };
            let own = shown.or_else(|| {
                NAME.iter().find_map(|name| {
                    member(inner, &[name]).filter(|name| name.text().is_some_and(|text| !text.is_empty()))
                })
            })?;
            Some(own.text()?.to_owned())
        }
        _ => None,
    };
    let names: Vec<String> = items.iter().map(name).collect::<Option<_>>()?;
    (names.len() > 1).then_some(names)
}

fn row_length(row: &JsonValue) -> usize {
    row_cells_of(row).map_or(0, length)
}

/// The list of cells of a row; also where each cell is an object (`{"c": [{"v": 1}]}`, `{"f": [{"v": "1"}]}`).
fn row_cells_of(row: &JsonValue) -> Option<&JsonValue> {
    match row {
        JsonValue::Map(inner) => member(inner, &["c", "f", "cells"]),
        list => is_plain_list(list).then_some(list),
    }
}

fn row_cells(row: &JsonValue) -> Vec<String> {
    match row_cells_of(row) {
        Some(JsonValue::List(items)) if items.iter().any(|item| matches!(item, JsonValue::Map(_))) => {
            let value = |item: &JsonValue| item.get("v").and_then(super::cell).unwrap_or_default();
            items.iter().map(value).collect()
        }
        Some(list) => cells(list),
        None => Vec::new(),
    }
}

/// An object of lists of one length, at least one of them of moments.
pub(super) fn own_columns(
    shapes: &mut Shapes<'_>,
    path: &str,
    members: &Object,
    around: &[Cell],
) -> Result<bool, Error> {
    let lists: Vec<(String, &JsonValue)> =
        members.iter().filter(|(_, value)| is_plain_list(value)).map(|(name, value)| (name.clone(), value)).collect();
    let Some(long) = lists.iter().find(|(_, list)| moment::is_list_of_moments(list)).map(|(_, list)| length(list))
    else {
        return Ok(false);
    };
    let columns: Vec<(String, &JsonValue)> = lists.into_iter().filter(|(_, list)| length(list) == long).collect();
    // A list of one moment beside other members is one of their words, unless nothing else says when.
    let alone = long == 1 && members.iter().any(|(_, value)| moment::of(value).is_some());
    if columns.len() < 2 || alone {
        return Ok(false);
    }
    let key = join_names(path, &columns);
    give_columns(shapes, &key, &with_words(around, members), &columns)?;
    Ok(true)
}

/// A list of moments, and a list of objects that each have a list of values for them.
pub(super) fn shared_times(
    shapes: &mut Shapes<'_>,
    path: &str,
    members: &Object,
    around: &[Cell],
) -> Result<bool, Error> {
    let Some(times) = times_of(members) else { return Ok(false) };
    let mut columns = vec![("time".to_owned(), times)];
    for (_, value) in members {
        let JsonValue::List(items) = value else { continue };
        for item in items {
            let JsonValue::Map(inner) = item else { continue };
            let list = inner.iter().map(|(_, value)| value).find(|v| is_plain_list(v) && length(v) == length(times));
            if let Some(list) = list {
                let name = NAME.iter().find_map(|name| member(inner, &[name])?.text());
                columns.push((name.unwrap_or("value").to_owned(), list));
            }
        }
    }
    if columns.len() < 2 {
        return Ok(false);
    }
    let key = join_names(path, &columns);
    give_columns(shapes, &key, &with_words(around, members), &columns)?;
    Ok(true)
}

/// The list of moments of an object, or of the axis in it.
fn times_of(members: &Object) -> Option<&JsonValue> {
    members.iter().find_map(|(_, value)| match value {
        JsonValue::Map(inner) => inner.iter().map(|(_, value)| value).find(|value| moment::is_list_of_moments(value)),
        value => moment::is_list_of_moments(value).then_some(value),
    })
}

fn join_names(path: &str, columns: &[(String, &JsonValue)]) -> String {
    let names: Vec<&str> = columns.iter().map(|(name, _)| name.as_str()).collect();
    format!("{path} {}", names.join(" "))
}

/// The words around a list of columns: those of the object itself, and of an object of words in it.
fn with_words(around: &[Cell], members: &Object) -> Vec<Cell> {
    let (mut flat, mut nested) = (Vec::new(), Vec::new());
    super::flatten("", members, &mut flat, &mut nested);
    let words = flat.into_iter().filter(|(_, value)| super::is_name(value));
    let words = words.filter_map(|(name, value)| Some((name, super::cell(value)?)));
    around.iter().cloned().chain(words).take(super::AROUND).collect()
}

/// Columns, as the rows that stand across them.
pub(super) fn give_columns(
    shapes: &mut Shapes<'_>,
    key: &str,
    around: &[Cell],
    columns: &[(String, &JsonValue)],
) -> Result<(), Error> {
    // A cell at a time: a document of columns may hold millions, and lies in memory already.
    let long = columns.iter().map(|(_, list)| length(list)).max().unwrap_or(0);
    for i in 0..long {
        let own = columns.iter().map(|(name, list)| (name.clone(), super::cell_of(list, i)));
        shapes.named_row(key, around, own)?;
    }
    Ok(())
}
