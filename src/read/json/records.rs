//! Records of JSON however they are listed: an array of objects, or objects one after another (NDJSON).
//!
//! In: the parts at [`PATHS`]. Out: each record whole. A member that is a list is left to the format.

use super::value::JsonValue;

/// Every item or member of the outermost container, and its end.
pub(crate) const PATHS: &[&str] = &["*", "/"];

/// A record being gathered from its members.
#[derive(Debug, Default)]
pub(crate) struct Records {
    members: Vec<(String, JsonValue)>,
}

impl Records {
    /// A part of path 0: a whole record where it is an item, else it is kept for the record that ends with its object.
    pub(crate) fn take(&mut self, name: &str, tree: JsonValue) -> Option<JsonValue> {
        if name.is_empty() {
            return Some(tree);
        }
        self.members.push((name.to_owned(), tree));
        None
    }

    /// The record that is open is left out.
    pub(crate) fn forget(&mut self) {
        self.members.clear();
    }

    /// The outermost container has ended: the record that its members make, if it had any.
    pub(crate) fn end(&mut self) -> Option<JsonValue> {
        let members = std::mem::take(&mut self.members);
        (!members.is_empty()).then_some(JsonValue::Map(members))
    }
}
