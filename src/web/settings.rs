//! The page's settings: a flat object → [`Settings`].
//!
//! In: `{ country: "KP", localZone: "Asia/Pyongyang" }`, keys in camelCase or with hyphens; a value is text, a number or a
//! list of them; null, undefined and "" mean not given. A value that its setting or its room does not take, such as a country
//! that does not exist, is left out, and a Note says so: the default serves. Refused: a key that is no setting (the nearest is
//! named), and a value of another kind.

use super::js_value::from_page;
use crate::base::setting_value::hyphenated;
use crate::base::{Code, Error, Notes, SettingValue, Settings};
use crate::{cost, detect};
use std::collections::BTreeMap;
use wasm_bindgen::JsValue;

/// Settings, and what was said instead of those that were left out.
#[derive(Default)]
pub(super) struct GivenSettings {
    pub(super) settings: Settings,
    pub(super) notes: Notes,
}

/// An object of the page → the settings.
pub(super) fn given_settings(object: JsValue) -> Result<GivenSettings, Error> {
    let given: Option<BTreeMap<String, Option<SettingValue>>> =
        from_page(object, Code::BadSetting, "settings as an object, each text, a number or a list of them")?;
    let mut told = GivenSettings::default();
    for (key, value) in given.unwrap_or_default() {
        let name = hyphenated(&key);
        for text in value.map_or(Vec::new(), SettingValue::texts) {
            told.set(&name, &text)?;
        }
    }
    Ok(told)
}

impl GivenSettings {
    fn set(&mut self, name: &str, text: &str) -> Result<(), Error> {
        // What a room does not know is told by itself, before anything is read.
        let mut alone = Settings::default();
        let known = alone.set(name, text).and_then(|()| detect::known(&alone)).and_then(|()| cost::known(&alone));
        match known.and_then(|()| self.settings.set(name, text)) {
            Err(error) if error.code != Code::UnknownSetting => self.notes.add(Code::UnknownValue, error.to_string()),
            told => return told,
        }
        Ok(())
    }
}
