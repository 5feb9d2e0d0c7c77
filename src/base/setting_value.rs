//! The value of a setting where settings come as an object: text, a number or a list of them.
//!
//! In: a value of the page's object or of a job's JSON, and a name in camelCase or with hyphens. Out: the texts that
//! [`Settings::set`](super::Settings::set) takes one after another; blank text means not given, so it is none.

use super::decimal;
use serde::Deserialize;

/// A value of a setting.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum SettingValue {
    /// Words.
    Text(String),
    /// A number.
    Number(f64),
    /// Several, to be set in order.
    List(Vec<SettingValue>),
}

impl SettingValue {
    /// Each text to set, in order.
    pub fn texts(self) -> Vec<String> {
        match self {
            SettingValue::Text(text) if text.trim().is_empty() => Vec::new(),
            SettingValue::Text(text) => vec![text],
            SettingValue::Number(number) => vec![decimal::text(number)],
            SettingValue::List(list) => list.into_iter().flat_map(SettingValue::texts).collect(),
        }
    }
}

/// `localZone` → `local-zone`.
pub fn hyphenated(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 2);
    for c in name.chars() {
        if c.is_ascii_uppercase() {
            out.push('-');
        }
        out.push(c.to_ascii_lowercase());
    }
    out
}
