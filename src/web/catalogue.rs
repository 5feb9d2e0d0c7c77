//! The tables of the rooms as one plain object: the page makes its menus from it, so nothing is listed twice.
//!
//! Out: `{ engine, formats, detectors, models, charts, countries, settings }`, each a list in the order of its table.

use super::cross::plain;
use crate::base::settings::{KEYS, Takes};
use crate::{chart, cost, detect, read};
use serde::Serialize;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[derive(Serialize)]
struct Catalogue {
    engine: &'static str,
    formats: Vec<Row>,
    detectors: Vec<Row>,
    models: Vec<Row>,
    charts: Vec<Row>,
    countries: Vec<&'static str>,
    settings: Vec<Setting>,
}

/// A row of a table: its id, its name for people, and what there is to say.
#[derive(Serialize)]
struct Row {
    id: &'static str,
    name: &'static str,
    about: &'static str,
}

#[derive(Serialize)]
struct Setting {
    name: &'static str,
    takes: &'static str,
    choices: &'static [&'static str],
    attribute: bool,
    about: &'static str,
}

/// Every format, detector, model, country and setting.
#[wasm_bindgen]
pub fn catalogue() -> Result<JsValue, JsValue> {
    let formats = read::FORMATS.iter().map(|format| format.about());
    let detectors = detect::DETECTORS.iter().map(|detector| detector.about());
    let models = cost::MODELS.iter().map(|model| model.about());
    let charts = chart::CHARTS.iter().map(|chart| chart.about());
    plain(&Catalogue {
        engine: env!("CARGO_PKG_VERSION"),
        formats: formats.map(|a| Row { id: a.id, name: a.name, about: a.source }).collect(),
        detectors: detectors.map(|a| Row { id: a.id, name: a.name, about: a.rule }).collect(),
        models: models.map(|a| Row { id: a.id, name: a.name, about: a.equation }).collect(),
        charts: charts.map(|a| Row { id: a.id, name: a.name, about: "" }).collect(),
        countries: cost::economy::countries().map(|country| country.code).collect(),
        settings: KEYS
            .iter()
            .map(|key| {
                let (takes, choices): (_, &[&str]) = match key.takes {
                    Takes::Text => ("text", &[]),
                    Takes::Number => ("number", &[]),
                    Takes::Share => ("share", &[]),
                    Takes::Time => ("time", &[]),
                    Takes::List => ("list", &[]),
                    Takes::Lines => ("lines", &[]),
                    Takes::Pairs(words) => ("pairs", words),
                    Takes::One(words) => ("one", words),
                };
                Setting { name: key.name, takes, choices, attribute: key.attribute, about: key.about }
            })
            .collect(),
    })
}
