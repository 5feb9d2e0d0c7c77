//! Parts of a moment: a record with a time, in which a list holds what was counted of each place, host or kind.
//!
//! In: the moment of a record and the lists in it that hold no other. Out: a row a part, at that moment; the record itself stays
//! a row of its own. Written so by search engines (`buckets` of terms within those of time) and by loggers of several hosts.
//! A list with one part, or of parts without a name or a number, is none.

use super::{Cell, Object, Shapes, cell, flatten, is_name, join};
use crate::base::Error;
use crate::read::json::moment;
use crate::read::json::value::JsonValue;
use crate::read::scalar::label::Label;
use crate::read::tabular::header::Header;
use std::collections::BTreeSet;

impl Shapes<'_> {
    /// Gives a row a part of every such list.
    pub(super) fn parts(
        &mut self,
        path: &str,
        at: (&str, &JsonValue),
        nested: &[(String, &JsonValue)],
        around: &[Cell],
    ) -> Result<(), Error> {
        let Some(time) = cell(at.1) else { return Ok(()) };
        for (name, value) in nested.iter().filter(|(_, value)| !moment::within(value)) {
            let Some(parts) = parts_of(value) else { continue };
            for part in parts {
                let time = (["time of ", at.0].concat(), time.clone());
                self.named_row(&join(path, name), around, std::iter::once(time).chain(cells(part)))?;
            }
        }
        Ok(())
    }
}

/// The parts in a list, or in the list of an object, such as `{"buckets": […]}`.
fn parts_of(value: &JsonValue) -> Option<Vec<&Object>> {
    let (list, buckets) = match value {
        JsonValue::Map(members) => (&members.iter().find(|(name, _)| name == "buckets")?.1, true),
        list => (list, false),
    };
    let JsonValue::List(items) = list else { return None };
    if !items.iter().all(|item| matches!(item, JsonValue::Map(_))) {
        return None;
    }
    let parts: Vec<&Object> = items.iter().map(JsonValue::members).collect();
    let names: BTreeSet<String> = parts.iter().filter_map(|part| name_of(part)).collect();
    let counted = parts.iter().all(|part| cells(part).iter().any(|(_, cell)| cell.parse::<f64>().is_ok()));
    let enough = buckets || parts.len() > 1;
    (enough && counted && !parts.is_empty() && names.len() == parts.len()).then_some(parts)
}

/// The word of a part that names a place, a host or the like: what was demanded of a check has a word, too, but no such name.
fn name_of(part: &Object) -> Option<String> {
    const NAMES: &str = "key name label id target probe url address interface group isp carrier operator device";
    let names = |name: &str| Label::of(name).is(NAMES) || Header::of(name).is_place();
    part.iter().find(|(name, value)| names(name) && is_name(value)).and_then(|(_, value)| cell(value))
}

fn cells(part: &Object) -> Vec<Cell> {
    let (mut flat, mut nested) = (Vec::new(), Vec::new());
    flatten("", part, &mut flat, &mut nested);
    flat.into_iter().filter_map(|(name, value)| Some((name, cell(value)?))).collect()
}
