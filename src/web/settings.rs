//! The page's settings: a flat object → [`Settings`].
//!
//! In: `{ country: "KP", localZone: "Asia/Pyongyang" }`, keys in camelCase or with hyphens; a value is text, a number or a
//! list of them; null, undefined and "" mean not given. A value that its setting or its room does not take, such as a country
//! that does not exist, is left out, and a Note says so: the default serves. Refused: a key that is no setting (the nearest is
//! named), and a value of another kind.

use super::js_value::from_page;
use crate::base::{Code, Error, Notes, Settings, decimal};
use crate::{cost, detect};
use serde::Deserialize;
use std::collections::BTreeMap;
use wasm_bindgen::JsValue;

/// Settings, and what was said instead of those that were left out.
#[derive(Default)]
pub(super) struct GivenSettings {
    pub(super) settings: Settings,
    pub(super) notes: Notes,
}

/// A value as the page gives it.
#[derive(Deserialize)]
#[serde(untagged)]
enum Given {
    Text(String),
    Number(f64),
    List(Vec<Given>),
}

/// An object of the page → the settings.
pub(super) fn given_settings(object: JsValue) -> Result<GivenSettings, Error> {
    let given: Option<BTreeMap<String, Option<Given>>> =
        from_page(object, Code::BadSetting, "settings as an object, each text, a number or a list of them")?;
    let mut told = GivenSettings::default();
    for (key, value) in given.unwrap_or_default() {
        if let Some(value) = value {
            told.set(&hyphenated(&key), value)?;
        }
    }
    Ok(told)
}

impl GivenSettings {
    fn set(&mut self, name: &str, value: Given) -> Result<(), Error> {
        let text = match value {
            Given::Text(text) => text,
            Given::Number(number) => decimal::text(number),
            Given::List(list) => return list.into_iter().try_for_each(|item| self.set(name, item)),
        };
        if text.trim().is_empty() {
            return Ok(());
        }
        // What a room does not know is told by itself, before anything is read.
        let mut alone = Settings::default();
        let known = alone.set(name, &text).and_then(|()| detect::known(&alone)).and_then(|()| cost::known(&alone));
        match known.and_then(|()| self.settings.set(name, &text)) {
            Err(error) if error.code != Code::UnknownSetting => self.notes.add(Code::UnknownValue, error.to_string()),
            told => return told,
        }
        Ok(())
    }
}

/// `localZone` → `local-zone`.
fn hyphenated(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 2);
    for c in name.chars() {
        if c.is_ascii_uppercase() {
            out.push('-');
        }
        out.push(c.to_ascii_lowercase());
    }
    out
}
