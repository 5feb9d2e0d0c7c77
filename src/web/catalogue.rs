//! The tables of the rooms that the page makes its menus from, as one plain object. The names of models are in the script:
//! a frozen figure shows them without an engine.
//!
//! Out: `{ detectors, countries }`, each a list in the order of its table.

use super::js_value::to_page;
use crate::{cost, detect};
use serde::Serialize;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[derive(Serialize)]
struct Catalogue {
    detectors: Vec<Row>,
    countries: Vec<&'static str>,
}

/// A row of a table: its id, and its name for people.
#[derive(Serialize)]
struct Row {
    id: &'static str,
    name: &'static str,
}

/// Every detector and country.
#[wasm_bindgen]
pub fn catalogue() -> Result<JsValue, JsValue> {
    let detectors = detect::DETECTORS.iter().map(|detector| detector.about());
    to_page(&Catalogue {
        detectors: detectors.map(|about| Row { id: about.id, name: about.name }).collect(),
        countries: cost::economy::countries().map(|country| country.code).collect(),
    })
}
