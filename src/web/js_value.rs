//! Values across the border, both ways, by serde: plain objects of the page on one side, types of ours on the other.
//!
//! Out: what `JSON.parse` of the same value would give: numbers, not BigInt; null, not undefined; maps as objects. In: an object
//! whose types are right. Refused: a Report whose types are wrong or that lies, in either direction, and any other object of
//! another shape.

use crate::base::error::Place;
use crate::base::{Code, Error};
use crate::report::{self, Report};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;

/// A value → a plain object.
pub(super) fn to_page<T: Serialize + ?Sized>(value: &T) -> Result<JsValue, JsValue> {
    value.serialize(&Serializer::json_compatible()).map_err(JsValue::from)
}

/// A Report → a plain object. A number that is not finite would draw a wrong picture: it stops here.
#[cfg(feature = "engine")]
pub(super) fn report_to_page(report: &Report) -> Result<JsValue, JsValue> {
    report::check(report).map_err(|error| refused(&error))?;
    to_page(report)
}

/// A plain object → a value; `what` says what was meant.
pub(super) fn from_page<T: DeserializeOwned>(object: JsValue, code: Code, what: &str) -> Result<T, Error> {
    let need = || format!("Give {what}.");
    serde_wasm_bindgen::from_value(object).map_err(|error| Error::settings(code, format!("{error}."), need()))
}

/// A plain object of anybody → a Report that can be drawn.
#[cfg(feature = "figure")]
pub(super) fn report_from_page(object: JsValue) -> Result<Report, Error> {
    let report = from_page(object, Code::NoReport, "a Report of this version, as it was given out")?;
    report::check(&report)?;
    Ok(report)
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
    let refused = Refused {
        code: error.code,
        message: error.to_string(),
        found: &error.found,
        need: &error.need,
        format: error.format,
        place: error.place.as_deref(),
    };
    to_page(&refused).unwrap_or_else(|value| value)
}
