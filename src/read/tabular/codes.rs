//! Tells a column of the codes with which web servers answer, and reads it as a state.
//!
//! In: the header and the cells of a column. Out: true where all are such codes and most of them answers; below no header only
//! where the usual ones prevail: round trips of whole milliseconds have three digits, too.

use super::dialect::Dialect;
use super::roles::{Role, Table};
use crate::read::scalar::http_code::{answered, is_usual};
use crate::read::scalar::label::Label;
use crate::read::scalar::{number, state};
use std::collections::BTreeSet;

/// Names of such columns.
const NAMES: &str = "status-code statuscode http-code httpcode http-status httpstatus http-status-code response-code responsecode \
    response-status code status result http http-response return-code returncode";

/// True for a column of such codes.
pub(super) fn are(dialect: &Dialect, column: usize) -> bool {
    const DIFFERENT: usize = 12;
    let cells = || dialect.cells(column).map(<[u8]>::trim_ascii).filter(|cell| !number::is_missing(cell));
    let named = Label::of(dialect.name(column)).is(NAMES);
    if !(named || dialect.name(column).is_empty())
        || !cells().all(|cell| answered(cell).is_some() || state::is_failure(cell))
    {
        return false;
    }
    let count = |test: fn(&[u8]) -> bool| cells().filter(|cell| test(cell)).count();
    let (all, usual, up) = (cells().count(), count(is_usual), count(|cell| answered(cell) == Some(true)));
    let few = cells().collect::<BTreeSet<_>>().len() <= DIFFERENT;
    // Of a site that was down through all of the head, the name alone tells.
    few && all > 0 && if named { up * 4 > all || usual > 0 } else { usual * 2 > all && all > 4 }
}

impl Table<'_> {
    /// Takes a column of codes for a state where no other says how a check ended.
    pub(super) fn read_codes(&mut self) {
        let other = self.with(Role::State).into_iter().any(|column| {
            self.profiles.get(column).is_some_and(|profile| profile.states.iter().all(|count| *count > 0))
        });
        let codes: Vec<usize> = self.with(Role::Open).into_iter().filter(|column| are(self.dialect, *column)).collect();
        for (place, column) in codes.into_iter().enumerate() {
            let is_state = place == 0 && !other;
            self.set(column, if is_state { Role::State } else { Role::Out("it measures nothing") });
        }
    }
}
