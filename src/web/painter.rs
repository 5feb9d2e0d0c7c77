//! A Report in the page's own instance: what is drawn and saved of it, without the series.
//!
//! In: a Report as a plain object. Out: its table as CSV. Refused: an object that is no Report.

use super::cross::refused;
use crate::base::Error;
use crate::report::{Report, to_csv};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// One Report, ready to be drawn.
#[wasm_bindgen]
pub struct Painter {
    report: Report,
}

#[wasm_bindgen]
impl Painter {
    /// Takes a Report.
    #[wasm_bindgen(constructor)]
    pub fn new(report: JsValue) -> Result<Painter, JsValue> {
        let report = serde_wasm_bindgen::from_value(report)
            .map_err(|error| refused(&Error::ask("no-report", format!("This is no Report: {error}."), "")))?;
        Ok(Painter { report })
    }

    /// Its outages as CSV.
    pub fn csv(&self) -> String {
        to_csv(&self.report)
    }
}
