//! Values without times of their own: a start, a step, and lists.
//!
//! In: the members of an object. Out: rows at start + i × step, said in a note; refused where the unit of the step is not
//! told. Written so by RRDtool (`xport`), charting libraries (`pointStart`, `pointInterval`), price and load services.

use super::{Cell, Object, Shapes, cells, flatten, is_plain_list, length, member};
use crate::base::error::quote;
use crate::base::time::{DAY, HOUR, MINUTE, Millis, SECOND, in_range, iso};
use crate::base::{Code, Error};
use crate::read::json::moment;
use crate::read::json::value::JsonValue;
use crate::read::series::classify;

const STARTS: &[&str] =
    &["start", "begin", "pointstart", "start-time", "starttime", "from", "first", "t0", "start-date"];
const ENDS: &[&str] = &["end", "until", "to", "end-time", "endtime", "last", "end-date"];
const STEPS: &[&str] =
    &["step", "interval", "pointinterval", "resolution", "granularity", "period", "sampling-interval", "time-step"];
/// Endings of a step's name that tell its unit, and the words and letters of a step with its unit.
const UNITS: &[(Millis, &[&str])] = &[
    (1, &["ms", "millis", "milliseconds", "msec"]),
    (SECOND, &["s", "sec", "secs", "second", "seconds"]),
    (MINUTE, &["m", "min", "mins", "minute", "minutes"]),
    (HOUR, &["h", "hour", "hours", "hr"]),
    (DAY, &["d", "day", "days"]),
];

/// A start and a step, and lists of values.
pub(super) fn steps(shapes: &mut Shapes<'_>, path: &str, members: &Object, around: &[Cell]) -> Result<bool, Error> {
    let (mut flat, mut nested) = (Vec::new(), Vec::new());
    flatten("", members, &mut flat, &mut nested);
    // Lists of rows stand apart from what describes them.
    for (name, value) in members {
        if let JsonValue::Map(inner) = value {
            flatten(name, inner, &mut flat, &mut Vec::new());
        }
    }
    let Some((start_name, start)) = find(&flat, STARTS).and_then(|(name, value)| Some((name, moment::of(value)?)))
    else {
        return Ok(false);
    };
    let Some((step_name, step)) = find(&flat, STEPS) else { return Ok(false) };
    let columns = columns(members);
    if columns.iter().any(|(_, cells)| are_moments(cells)) {
        return Ok(false);
    }
    let Some(long) = columns.first().map(|(_, cells)| cells.len()).filter(|long| *long > 1) else { return Ok(false) };
    let end = find(&flat, ENDS).and_then(|(_, value)| moment::of(value));
    let epoch = find(&flat, STARTS).and_then(|(_, value)| value.number());
    let Some(step_ms) = step_in_ms(step_name, step, epoch, end.map(|end| end - start), long as Millis) else {
        return Ok(false);
    };
    let last = step_ms.checked_mul(long as Millis).and_then(|length| start.checked_add(length));
    if !last.is_some_and(in_range) {
        return Ok(false);
    }
    let text = format!(
        "The values have no times of their own; the first is at {} ({}), and each {} seconds later ({}).",
        iso(start),
        quote(start_name),
        step_ms as f64 / SECOND as f64,
        quote(step_name),
    );
    shapes.tables.notes.add(Code::TimesImplied, text);
    let names: Vec<&str> = columns.iter().map(|(name, _)| name.as_str()).collect();
    let key = format!("{path} {}", names.join(" "));
    for i in 0..long {
        let time = ("time".to_owned(), iso(start + step_ms * i as Millis));
        let own = columns.iter().map(|(name, cells)| (name.clone(), cells.get(i).cloned().unwrap_or_default()));
        shapes.named_row(&key, around, std::iter::once(time).chain(own))?;
    }
    Ok(true)
}

/// The scalar whose own name, without those of the objects around it, is one of these.
fn find<'v>(flat: &'v [(String, &'v JsonValue)], names: &[&str]) -> Option<(&'v str, &'v JsonValue)> {
    let slug = |name: &str| {
        let slug = classify::slug(name.rsplit('.').next().unwrap_or(name));
        let unit = |slug: &str| UNITS.iter().flat_map(|(_, words)| *words).any(|word| slug == *word);
        match slug.rsplit_once('-') {
            Some((before, last)) if unit(last) => before.to_owned(),
            _ => slug,
        }
    };
    names
        .iter()
        .find_map(|wanted| flat.iter().find(|(name, _)| slug(name) == *wanted))
        .map(|(name, value)| (name.as_str(), *value))
}

/// The columns of values: plain lists of one length, or the columns of a list of rows, named by a legend beside it.
fn columns(members: &Object) -> Vec<(String, Vec<String>)> {
    let lists = members.iter().filter(|(_, value)| is_plain_list(value) && is_numeric(value));
    let mut lists: Vec<(String, Vec<String>)> = lists.map(|(name, value)| (name.clone(), cells(value))).collect();
    let long = lists.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
    lists.retain(|(_, cells)| cells.len() == long);
    if !lists.is_empty() {
        return lists;
    }
    let rows = members.iter().find_map(|(_, value)| match value {
        JsonValue::List(rows) if rows.len() > 1 && rows.iter().all(is_plain_list) => Some(rows),
        _ => None,
    });
    let Some(rows) = rows else { return Vec::new() };
    let width = rows.iter().map(length).max().unwrap_or(0);
    let legend = legend(members).filter(|names| names.len() == width);
    let name = |i: usize| match &legend {
        Some(names) => names.get(i).cloned().unwrap_or_default(),
        None if width == 1 => "value".to_owned(),
        None => format!("value {}", i + 1),
    };
    let rows: Vec<Vec<String>> = rows.iter().map(cells).collect();
    (0..width).map(|i| (name(i), rows.iter().map(|row| row.get(i).cloned().unwrap_or_default()).collect())).collect()
}

fn legend(members: &Object) -> Option<Vec<String>> {
    const NAMES: &[&str] = &["legend", "columns", "labels", "names", "ds_names"];
    let inner = || members.iter().filter_map(|(_, value)| member(value.members(), NAMES));
    match member(members, NAMES).or_else(|| inner().next())? {
        JsonValue::List(names) => names.iter().map(|name| name.text().map(str::to_owned)).collect(),
        _ => None,
    }
}

/// True where the values are epochs, one behind the other: these rows have times of their own.
fn are_moments(cells: &[String]) -> bool {
    const FEWEST: usize = 2;
    let all: Option<Vec<Millis>> = cells.iter().map(|cell| moment::of_text(cell)).collect();
    all.is_some_and(|all| all.len() >= FEWEST && all.iter().zip(all.iter().skip(1)).all(|(a, b)| a < b))
}

/// True for a list with a number in it.
fn is_numeric(value: &JsonValue) -> bool {
    match value {
        JsonValue::Numbers(numbers) => numbers.iter().any(|number| !number.is_nan()),
        JsonValue::List(items) => items.iter().any(|item| item.number().is_some()),
        _ => false,
    }
}

/// The step, in the unit that it is written in, that its name ends in, that leads from start to end, or of the epoch.
fn step_in_ms(
    name: &str,
    step: &JsonValue,
    start: Option<f64>,
    length: Option<Millis>,
    rows: Millis,
) -> Option<Millis> {
    let unit_of = |word: &str| UNITS.iter().find(|(_, words)| words.contains(&word)).map(|(unit, _)| *unit);
    let slug = classify::slug(name);
    let (number, unit) = match step {
        JsonValue::Number(number) => (*number, slug.rsplit('-').next().and_then(unit_of)),
        JsonValue::Text(text) => {
            let text = text.trim().to_lowercase();
            let text = text.strip_prefix("pt").or(text.strip_prefix('p')).unwrap_or(&text);
            let digits = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
            let (digits, word) = text.split_at(digits);
            let number = if digits.is_empty() { 1.0 } else { digits.parse().ok()? };
            (number, Some(unit_of(word.trim())?))
        }
        _ => return None,
    };
    let in_unit = |unit: Millis| {
        let step = number * unit as f64;
        ((1.0..4e10).contains(&step) && step.fract() == 0.0).then_some(step as Millis)
    };
    if let Some(unit) = unit {
        return in_unit(unit);
    }
    // The last value may begin at the end, or end there.
    let fits = |step: &Millis| length.is_some_and(|length| (length / step - rows).abs() <= 1);
    let fitting = UNITS.iter().filter_map(|(unit, _)| in_unit(*unit)).find(fits);
    if length.is_some() && fitting.is_some() {
        return fitting;
    }
    const EPOCH_MS: f64 = 1e11;
    in_unit(if start.is_some_and(|start| start > EPOCH_MS) { 1 } else { SECOND })
}
