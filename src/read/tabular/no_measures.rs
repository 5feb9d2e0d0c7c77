//! Tells numbers that measure nothing from those that may.
//!
//! In: a table with the roles that cells alone decide. Out: true for a column that numbers the words beside it, for the spread or a copy
//! of another, for steps on a scale that the file does not explain.

use super::names;
use super::roles::{Role, Table};
use crate::read::scalar::label::Label;
use crate::read::scalar::number;
use crate::read::series::classify;
use std::collections::BTreeSet;

impl Table<'_> {
    /// True for a number without a header that is another for each of the words beside it, such as the id of a test server
    /// beside its name. A measure comes to zero somewhere, and differs where the words are the same.
    pub(super) fn belongs_to_words(&self, column: usize) -> bool {
        const ROWS_A_WORD: usize = 4;
        let Some(own) = self.profiles.get(column).filter(|_| self.dialect.header.is_empty()) else { return false };
        let rows = names::Rows::new(self.dialect, &self.stamps);
        let zero = || self.dialect.cells(column).any(|cell| number::plain(cell.trim_ascii()) == Some(0.0));
        let names = |other: usize| {
            self.profiles.get(other).is_some_and(|words| {
                matches!(self.role(other), Role::Out(_) | Role::Name)
                    && !words.is_numeric()
                    && !words.is_moment()
                    && (2..=words.rows / ROWS_A_WORD).contains(&words.distinct)
                    && own.distinct == words.distinct
            })
        };
        own.distinct > 1 && !zero() && (0..self.profiles.len()).any(|other| names(other) && rows.follows(column, other))
    }

    /// True for whole numbers of one digit under a name such as severity or stage, and for those of a status that is never 0: which of
    /// them is worse, the file does not say.
    pub(super) fn is_level(&self, column: usize) -> bool {
        let cells = || self.dialect.cells(column).map(<[u8]>::trim_ascii).filter(|cell| !number::is_missing(cell));
        let status = || Label::of(self.dialect.name(column)).is("status state") && cells().all(|cell| cell != b"0");
        let several = || cells().any(|cell| !matches!(cell, b"0" | b"1"));
        cells().all(|cell| matches!(cell, [b'0'..=b'9'])) && several() && (self.header(column).is_level() || status())
    }

    /// A spread or count beside its mean, and a second, scaled copy of a column.
    pub(super) fn is_spread(&self, column: usize, names: &BTreeSet<String>) -> bool {
        let slug = classify::slug(self.dialect.name(column));
        let has = |name: &str| names.contains(name);
        let copy = ["-norm", "-normalized", "-raw"].iter().find_map(|end| slug.strip_suffix(end));
        let spread = matches!(slug.as_str(), "count" | "n" | "std" | "stddev" | "sd" | "se" | "variance");
        // How much of the time PRTG measured, beside how long it found it down.
        let measured = slug == "coverage" && has("downtime");
        copy.is_some_and(has) || measured || (spread && (has("mean") || has("median") || has("avg")))
    }
}
