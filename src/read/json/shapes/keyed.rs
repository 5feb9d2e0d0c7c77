//! Objects whose names are data: moments, numbers of rows, places.
//!
//! In: the members of an object. Out: rows, and whether it had this form. Written so by pandas (`index`, `columns`),
//! OpenTSDB (`dps`), and by whoever keeps a dictionary by date.

use super::{Cell, Object, Shapes, cell, cells, flatten, is_plain_list};
use crate::base::Error;
use crate::read::json::moment;
use crate::read::json::value::JsonValue;

/// True where every name is a moment.
pub(super) fn has_moment_names(members: &Object) -> bool {
    members.len() > 1 && members.iter().all(|(name, _)| moment::is_moment(name))
}

/// `{"2024-05-01": 3, …}`, also with an object or a list for each moment.
pub(super) fn by_moment(shapes: &mut Shapes<'_>, path: &str, members: &Object, around: &[Cell]) -> Result<bool, Error> {
    if !has_moment_names(members) {
        return Ok(false);
    }
    let counted = counted(path);
    for (name, value) in members {
        let time = ("time".to_owned(), name.clone());
        let own: Vec<Cell> = match value {
            JsonValue::Map(inner) => named(inner),
            list if is_plain_list(list) => {
                cells(list).into_iter().enumerate().map(|(i, cell)| (format!("value {}", i + 1), cell)).collect()
            }
            scalar => cell(scalar).map(|cell| (counted.to_owned(), cell)).into_iter().collect(),
        };
        shapes.named_row(path, around, std::iter::once(time).chain(own))?;
    }
    Ok(true)
}

/// What a dictionary by date counts: the name that it stands under, where that is more than a word for any data.
fn counted(path: &str) -> &str {
    const ANY: &[&str] = &["", "*", "data", "values", "value", "series", "result", "results", "dps", "points", "items"];
    let name = path.rsplit('.').next().unwrap_or_default();
    if ANY.contains(&name) || is_count(name) { "value" } else { name }
}

fn named(members: &Object) -> Vec<Cell> {
    let (mut flat, mut nested) = (Vec::new(), Vec::new());
    flatten("", members, &mut flat, &mut nested);
    flat.into_iter().filter_map(|(name, value)| Some((name, cell(value)?))).collect()
}

/// The same without lists, at any depth.
fn without_lists(members: &Object) -> Vec<(String, JsonValue)> {
    let own = |(name, value): &(String, JsonValue)| match value {
        JsonValue::List(_) | JsonValue::Numbers(_) => None,
        JsonValue::Map(inner) => Some((name.clone(), JsonValue::Map(without_lists(inner)))),
        other => Some((name.clone(), other.clone())),
    };
    members.iter().filter_map(own).collect()
}

/// Objects of one form in an object: columns by row (`{"time": {"0": …}, "value": {"0": …}}`), series by moment
/// (`{"Tehran": {"2024-05-01": 3}, …}`), or records by name (`{"0": {"time": …, "value": …}, …}`).
pub(super) fn transposed(
    shapes: &mut Shapes<'_>,
    path: &str,
    members: &Object,
    around: &[Cell],
) -> Result<bool, Error> {
    let inner = |(_, value): &(String, JsonValue)| match value {
        JsonValue::Map(inner) => Some(inner.len()),
        _ => None,
    };
    let sizes: Option<Vec<usize>> = members.iter().map(inner).collect();
    let Some(sizes) = sizes.filter(|sizes| sizes.len() > 1 && sizes.iter().all(|size| *size > 0)) else {
        return Ok(false);
    };
    let maps = || members.iter().map(|(name, value)| (name, value.members()));
    let by_moment = maps().all(|(_, inner)| inner.iter().all(|(name, _)| moment::is_moment(name)));
    let by_number = maps().all(|(_, inner)| inner.iter().all(|(name, _)| is_count(name)));
    if (by_moment || by_number) && maps().all(|(_, inner)| inner.iter().all(|(_, value)| cell(value).is_some())) {
        let mut rows: Vec<&String> = Vec::new();
        let mut seen = std::collections::BTreeSet::new();
        for (_, inner) in maps() {
            rows.extend(inner.iter().map(|(name, _)| name).filter(|name| seen.insert(*name)));
        }
        let columns: Vec<(&String, std::collections::BTreeMap<&String, &JsonValue>)> =
            maps().map(|(name, inner)| (name, inner.iter().map(|(row, value)| (row, value)).collect())).collect();
        for row in rows {
            let time = by_moment.then(|| ("time".to_owned(), row.clone()));
            let own = columns.iter().map(|(name, column)| {
                ((*name).clone(), column.get(row).and_then(|value| cell(value)).unwrap_or_default())
            });
            shapes.named_row(path, around, time.into_iter().chain(own))?;
        }
        return Ok(true);
    }
    // Records by name: each holds a time of its own. Where one has no rows within, those of others are a log of theirs.
    let holds_rows = |inner: &Object| super::holds_rows(inner);
    let logged = maps().any(|(_, inner)| holds_rows(inner)) && !maps().all(|(_, inner)| holds_rows(inner));
    let own = |inner: &Object| if logged { named(&without_lists(inner)) } else { named(inner) };
    let records: Vec<(&String, Vec<Cell>)> = maps().map(|(name, inner)| (name, own(inner))).collect();
    let names = |cells: &Vec<Cell>| cells.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    let first = records.first().map(|(_, cells)| names(cells)).unwrap_or_default();
    let timed = records.iter().all(|(_, cells)| cells.iter().any(|(_, cell)| moment::is_moment(cell)));
    let alike = sizes.len() > 1 && records.iter().all(|(_, cells)| names(cells) == first);
    if !timed || !alike || !logged && maps().any(|(_, inner)| holds_rows(inner)) {
        return Ok(false);
    }
    let counted = records.iter().all(|(name, _)| is_count(name));
    for (name, cells) in records {
        let own = (!counted).then(|| ("name".to_owned(), name.clone()));
        shapes.named_row(path, around, own.into_iter().chain(cells))?;
    }
    Ok(true)
}

fn is_count(name: &str) -> bool {
    const DIGITS: usize = 8;
    name.len() <= DIGITS && !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit())
}
