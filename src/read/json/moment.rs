//! What in a JSON document looks like a moment, for telling shapes: which list, key or member holds the times.
//!
//! In: a value or a text. Out: the moment, in UTC where no zone stands. What a column means is decided by the rooms of
//! tables; this only tells where a table is.

use super::value::JsonValue;
use crate::base::time::Millis;
use crate::read::scalar::timestamp::{self, STYLES};

/// The moment that a text is, in any notation.
pub(crate) fn of_text(text: &str) -> Option<Millis> {
    let text = text.trim().as_bytes();
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
