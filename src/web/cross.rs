//! What crosses the border: an ask comes in as a flat object, plain objects go out.
//!
//! In: `{ country: "KP", localZone: "Asia/Pyongyang" }`, keys in camelCase or with hyphens; a value is text, a number or a
//! list of them; null, undefined and "" mean not given. Refused: what the table of settings refuses. Out: plain objects as
//! JSON would give them (numbers, not BigInt; null, not undefined).

use crate::base::error::Place;
use crate::base::{Ask, Error};
use crate::report::to_json;
use serde::Serialize;
use wasm_bindgen::{JsCast, JsValue};

/// An object of the page → the ask.
pub(super) fn ask(object: &JsValue) -> Result<Ask, JsValue> {
    let mut ask = Ask::default();
    let Some(object) = object.dyn_ref::<web_sys::js_sys::Object>() else { return Ok(ask) };
    for pair in web_sys::js_sys::Object::entries(object) {
        let pair: web_sys::js_sys::Array = pair.unchecked_into();
        let name = hyphened(&pair.get(0).as_string().unwrap_or_default());
        let value = pair.get(1);
        if web_sys::js_sys::Array::is_array(&value) {
            for item in value.unchecked_into::<web_sys::js_sys::Array>() {
                set(&mut ask, &name, &item)?;
            }
        } else {
            set(&mut ask, &name, &value)?;
        }
    }
    Ok(ask)
}

fn set(ask: &mut Ask, name: &str, value: &JsValue) -> Result<(), JsValue> {
    let text = match (value.as_string(), value.as_f64()) {
        (Some(text), _) => text,
        (_, Some(_)) => String::from(value.unchecked_ref::<web_sys::js_sys::Object>().to_string()),
        _ => String::new(),
    };
    if text.trim().is_empty() {
        return Ok(());
    }
    ask.set(name, &text).map_err(|error| refused(&error))
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
        code: &'a str,
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
