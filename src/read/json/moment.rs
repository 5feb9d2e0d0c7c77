//! What in a JSON document looks like a moment, for telling shapes: which list, key or member holds the times.
//!
//! In: a value or a text. Out: the moment, in UTC where no zone stands. What a column means is decided by the rooms of
//! tables; this only tells where a table is.

use super::value::JsonValue;
use crate::base::time::{self, Millis};
use crate::read::scalar::timestamp::{self, STYLES};

/// A moment as scripts write it out, in a notation that tables know: `/Date(1741046400000)/`, `Date(2025,2,4,0,5)`, in which
/// January is 0.
pub(crate) fn of_script(text: &str) -> Option<String> {
    let inner = text.trim_matches('/').strip_prefix("Date(")?.strip_suffix(')')?;
    if !inner.contains(',') {
        let digits = inner.find(['+', '-']).filter(|at| *at > 0).and_then(|at| inner.get(..at)).unwrap_or(inner);
        return digits.parse::<i64>().ok().map(time::iso);
    }
    let parts: Vec<u32> = inner.split(',').map(|part| part.trim().parse().ok()).collect::<Option<_>>()?;
    let part = |i: usize| parts.get(i).copied().unwrap_or(0);
    let (year, month, day) = (part(0), part(1) + 1, parts.get(2).copied().unwrap_or(1));
    Some(format!("{year:04}-{month:02}-{day:02} {:02}:{:02}:{:02}", part(3), part(4), part(5)))
}

/// The moment that a text is, in any notation.
pub(crate) fn of_text(text: &str) -> Option<Millis> {
    let script = text.contains("Date(").then(|| of_script(text)).flatten();
    let text = script.as_deref().unwrap_or(text).trim().as_bytes();
    // Every notation has a digit, and none is long.
    const LONG: usize = 64;
    if text.len() > LONG || !text.iter().any(u8::is_ascii_digit) {
        return None;
    }
    STYLES.iter().find_map(|style| timestamp::read(text, *style)).map(|(at, _)| at)
}

/// True for a text that is a moment.
pub(crate) fn is_moment(text: &str) -> bool {
    of_text(text).is_some()
}

/// The moment that a value is: a text, or a number of the size of an epoch.
pub(crate) fn of(value: &JsonValue) -> Option<Millis> {
    match value {
        JsonValue::Number(number) => timestamp::epoch_number(*number).map(|(at, _)| at),
        JsonValue::Text(text) => of_text(text),
        _ => None,
    }
}

/// True for a list of at least one moment and nothing else.
pub(crate) fn is_list_of_moments(value: &JsonValue) -> bool {
    match value {
        JsonValue::Numbers(numbers) => {
            !numbers.is_empty() && numbers.iter().all(|number| timestamp::epoch_number(*number).is_some())
        }
        JsonValue::List(items) => !items.is_empty() && items.iter().all(|item| of(item).is_some()),
        _ => false,
    }
}

/// True where a moment stands in the value or in the first things inside it.
pub(crate) fn within(value: &JsonValue) -> bool {
    const LOOKED_AT: usize = 4;
    match value {
        JsonValue::Numbers(numbers) => {
            numbers.iter().take(LOOKED_AT).any(|number| timestamp::epoch_number(*number).is_some())
        }
        JsonValue::List(items) => items.iter().take(LOOKED_AT).any(within),
        JsonValue::Map(members) => members.iter().any(|(name, value)| is_moment(name) || within(value)),
        value => of(value).is_some(),
    }
}
