//! What crosses the border: settings comes in as a flat object, plain objects go out.
//!
//! In: `{ country: "KP", localZone: "Asia/Pyongyang" }`, keys in camelCase or with hyphens; a value is text, a number or a
//! list of them; null, undefined and "" mean not given. A value that its setting or its room does not take, such as a country
//! that does not exist, is left out, and a Note says so: the default serves. Refused: a key that is no setting. Out: plain
//! objects as JSON would give them (numbers, not BigInt; null, not undefined).

use crate::base::error::Place;
use crate::base::{Code, Error, Notes, Settings};
use crate::report::to_json;
use crate::{cost, detect};
use serde::Serialize;
use wasm_bindgen::{JsCast, JsValue};

/// settings, and what was said instead of settings that were left out of it.
#[derive(Default)]
pub(super) struct GivenSettings {
    pub(super) settings: Settings,
    pub(super) notes: Notes,
}

/// An object of the page → the settings.
pub(super) fn given_settings(object: &JsValue) -> Result<GivenSettings, JsValue> {
    let mut given = GivenSettings::default();
    let Some(object) = object.dyn_ref::<web_sys::js_sys::Object>() else { return Ok(given) };
    for pair in web_sys::js_sys::Object::entries(object) {
        let pair: web_sys::js_sys::Array = pair.unchecked_into();
        let name = hyphened(&pair.get(0).as_string().unwrap_or_default());
        let value = pair.get(1);
        if web_sys::js_sys::Array::is_array(&value) {
            for item in value.unchecked_into::<web_sys::js_sys::Array>() {
                set(&mut given, &name, &item)?;
            }
        } else {
            set(&mut given, &name, &value)?;
        }
    }
    Ok(given)
}

fn set(given: &mut GivenSettings, name: &str, value: &JsValue) -> Result<(), JsValue> {
    let text = match (value.as_string(), value.as_f64()) {
        (Some(text), _) => text,
        (_, Some(_)) => String::from(value.unchecked_ref::<web_sys::js_sys::Object>().to_string()),
        _ => String::new(),
    };
    if text.trim().is_empty() {
        return Ok(());
    }
    // What a room does not know is told by itself, before anything is read.
    let mut alone = Settings::default();
    let known = alone.set(name, &text).and_then(|()| detect::known(&alone)).and_then(|()| cost::known(&alone));
    match known.and_then(|()| given.settings.set(name, &text)) {
        Err(error) if error.code != Code::UnknownSetting => given.notes.add(Code::UnknownValue, error.to_string()),
        told => return told.map_err(|error| refused(&error)),
    }
    Ok(())
}

/// `localZone` → `local-zone`.
fn hyphened(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 2);
    for c in name.chars() {
        if c.is_ascii_uppercase() {
            out.push('-');
        }
        out.push(c.to_ascii_lowercase());
    }
    out
}

/// A value → a plain object.
pub(super) fn plain<T: Serialize>(value: &T) -> Result<JsValue, JsValue> {
    let text = to_json(value).map_err(|error| JsValue::from_str(&error.to_string()))?;
    web_sys::js_sys::JSON::parse(&text)
}

/// An error → the plain object that the page shows.
pub(super) fn refused(error: &Error) -> JsValue {
    #[derive(Serialize)]
    struct Refused<'a> {
        code: Code,
        message: String,
        found: &'a str,
        need: &'a str,
        format: Option<&'a str>,
        place: Option<&'a Place>,
    }
    let told = Refused {
        code: error.code,
        message: error.to_string(),
        found: &error.found,
        need: &error.need,
        format: error.format,
        place: error.place.as_deref(),
    };
    plain(&told).unwrap_or_else(|value| value)
}
