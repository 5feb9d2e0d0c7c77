//! Series that stand in a job itself → the text of a JSON file that holds them.
//!
//! In: `{"label", "t", "v"}`, moments as numbers since 1970 or ISO 8601, values as numbers or null. Out: one series as columns,
//! several as records, both as the reader of JSON knows them. Refused: lists of different lengths, labels that are missing or
//! stand twice where there are several series.

use crate::base::error::quote;
use crate::report::to_json;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A series.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Inline {
    #[serde(default)]
    label: String,
    t: Vec<Moment>,
    v: Vec<Option<f64>>,
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Moment {
    Number(f64),
    Text(String),
}

#[derive(Serialize)]
#[serde(untagged)]
enum Column<'a> {
    Moments(&'a [Moment]),
    Values(&'a [Option<f64>]),
}

/// The text of a file with these series.
pub(super) fn to_text(series: &[Inline]) -> Result<Vec<u8>, String> {
    if let Some(uneven) = series.iter().find(|one| one.t.len() != one.v.len()) {
        let (t, v) = (uneven.t.len(), uneven.v.len());
        return Err(format!("The series {} has {t} moments and {v} values.", quote(&uneven.label)));
    }
    let text = match series {
        [] => return Err("“series” is empty.".to_owned()),
        [one] => to_json(&columns(one)),
        several => {
            let labels: BTreeSet<&str> = several.iter().map(|one| one.label.trim()).collect();
            if labels.contains("") || labels.len() < several.len() {
                return Err("Several series need a label each, and no two the same.".to_owned());
            }
            to_json(&several)
        }
    };
    text.map(String::into_bytes).map_err(|error| error.to_string())
}

/// Moments and values side by side, the values under the label.
fn columns(one: &Inline) -> BTreeMap<&str, Column<'_>> {
    let label = if one.label.trim().is_empty() { "value" } else { one.label.as_str() };
    let time = if label == "t" { "time" } else { "t" };
    BTreeMap::from([(time, Column::Moments(&one.t)), (label, Column::Values(&one.v))])
}
