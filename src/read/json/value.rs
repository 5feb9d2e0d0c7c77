//! A part of a JSON document as a small tree, and how formats ask it. A list of nothing but numbers takes 8 bytes a number.

/// A part of a document.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum JsonValue {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number.
    Number(f64),
    /// A string.
    Text(String),
    /// A list of numbers; `NaN` where it has `null`.
    Numbers(Vec<f64>),
    /// Any other list.
    List(Vec<JsonValue>),
    /// Members in order.
    Map(Vec<(String, JsonValue)>),
}

impl JsonValue {
    /// The member of that name.
    pub(crate) fn get(&self, name: &str) -> Option<&JsonValue> {
        match self {
            JsonValue::Map(members) => members.iter().find(|(key, _)| key == name).map(|(_, tree)| tree),
            _ => None,
        }
    }

    /// A number, also one written as a string; `NaN`, `null` and the like give none.
    pub(crate) fn number(&self) -> Option<f64> {
        match self {
            JsonValue::Number(number) => Some(*number),
            JsonValue::Text(text) => crate::read::scalar::number::plain(text.trim().as_bytes()),
            _ => None,
        }
        .filter(|number| number.is_finite())
    }

    /// The words of a string.
    pub(crate) fn text(&self) -> Option<&str> {
        match self {
            JsonValue::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The number of the member of that name.
    pub(crate) fn number_of(&self, name: &str) -> Option<f64> {
        self.get(name)?.number()
    }

    /// The words of the member of that name.
    pub(crate) fn text_of(&self, name: &str) -> Option<&str> {
        self.get(name)?.text()
    }

    /// The items of a list that holds more than numbers.
    pub(crate) fn list(&self) -> &[JsonValue] {
        match self {
            JsonValue::List(items) => items,
            _ => &[],
        }
    }

    /// The items of a list; numbers as trees of their own.
    pub(crate) fn items(&self) -> Vec<JsonValue> {
        match self {
            JsonValue::List(items) => items.clone(),
            JsonValue::Numbers(numbers) => numbers.iter().map(|n| lone(*n)).collect(),
            _ => Vec::new(),
        }
    }

    /// The item of a list.
    pub(crate) fn item(&self, i: usize) -> Option<JsonValue> {
        match self {
            JsonValue::List(items) => items.get(i).cloned(),
            JsonValue::Numbers(numbers) => numbers.get(i).map(|n| lone(*n)),
            _ => None,
        }
    }

    /// The members of an object.
    pub(crate) fn members(&self) -> &[(String, JsonValue)] {
        match self {
            JsonValue::Map(members) => members,
            _ => &[],
        }
    }
}

pub(crate) fn lone(number: f64) -> JsonValue {
    if number.is_nan() { JsonValue::Null } else { JsonValue::Number(number) }
}
