//! Which ids have been answered, so that none is answered twice in silence.
//!
//! The last [`limits::JOB_IDS`] are known, each by a hash of 64 bits: that two of so many share one by chance happens once in
//! half a billion calls.

use super::job::Id;
use crate::base::limits;
use std::collections::hash_map::{DefaultHasher, Entry};
use std::collections::{HashMap, VecDeque};
use std::hash::{Hash, Hasher};

/// The ids, and the lines that they stand on.
#[derive(Default)]
pub(super) struct KnownIds {
    lines: HashMap<u64, u64>,
    order: VecDeque<u64>,
}

impl KnownIds {
    /// The line on which the id stood before; otherwise it is known from now on. No id is none that could stand twice.
    pub(super) fn before(&mut self, id: &Id, line: u64) -> Option<u64> {
        if *id == Id::None {
            return None;
        }
        let mut hasher = DefaultHasher::new();
        id.hash(&mut hasher);
        let hash = hasher.finish();
        match self.lines.entry(hash) {
            Entry::Occupied(known) => return Some(*known.get()),
            Entry::Vacant(free) => free.insert(line),
        };
        self.order.push_back(hash);
        if self.order.len() > limits::JOB_IDS
            && let Some(oldest) = self.order.pop_front()
        {
            self.lines.remove(&oldest);
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_ids_are_known_and_no_more_are_held() {
        let mut ids = KnownIds::default();
        let id = |number: i64| Id::Whole(number);
        for number in 0..limits::JOB_IDS as i64 {
            assert_eq!(ids.before(&id(number), number as u64 + 1), None);
        }
        assert_eq!(ids.before(&id(0), 9), Some(1));
        assert_eq!(ids.before(&Id::Text("0".to_owned()), 9), None, "a text is no number");
        assert_eq!(ids.before(&id(0), 9), None, "the oldest is forgotten");
        assert!(ids.lines.len() <= limits::JOB_IDS);
        assert_eq!(ids.before(&Id::None, 9), None);
        assert_eq!(ids.before(&Id::None, 9), None);
    }
}
