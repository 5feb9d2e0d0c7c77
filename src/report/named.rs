//! Values by name: an object on the wire, its members in the order of their names.
//!
//! The standard library's map would do, but is made for many members: its code is compiled anew for each kind of value.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeMap;

/// A few values, each under a name of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Named<V>(Vec<(String, V)>);

impl<V> Default for Named<V> {
    fn default() -> Named<V> {
        Named(Vec::new())
    }
}

impl<V> Named<V> {
    /// Values under different names, in any order.
    pub fn of<'a>(values: impl Iterator<Item = (&'a str, V)>) -> Named<V> {
        let mut named = Named::default();
        for (name, value) in values {
            let place = named.0.iter().take_while(|(known, _)| known.as_str() < name).count();
            named.0.insert(place, (name.to_owned(), value));
        }
        named
    }

    /// The value under a name.
    pub fn get(&self, name: &str) -> Option<&V> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// Names and values.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &V)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }
}

impl<V: Serialize> Serialize for Named<V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl<'de, V: Deserialize<'de>> Deserialize<'de> for Named<V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Named<V>, D::Error> {
        Ok(Named(BTreeMap::deserialize(deserializer)?.into_iter().collect()))
    }
}
