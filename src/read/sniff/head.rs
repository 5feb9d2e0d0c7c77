//! The beginning of an input, decompressed: formats recognize their input by it.
//!
//! In: the first bytes. Out: what several formats ask about them, worked out once: the outline of JSON, how a table is
//! written, what its columns are.

use super::json_outline::JsonOutline;
use crate::base::Error;
use crate::read::tabular::columns;
use crate::read::tabular::detect_dialect::detect_dialect;
use crate::read::tabular::dialect::Dialect;
use crate::read::tabular::interpretation::Layout;
use crate::read::tabular::roles::GivenRoles;

/// The beginning of an input, decompressed: what a format is told by.
#[derive(Debug)]
pub struct Head<'a> {
    /// The first bytes, up to [`crate::base::limits::HEAD`].
    pub bytes: &'a [u8],
    /// True where that is the whole input.
    pub whole: bool,
    /// Its outline; `None` where it is no JSON.
    pub(crate) outline: Option<JsonOutline>,
    /// How it is written if it is a table of text.
    pub(crate) dialect: Dialect,
    /// What the columns of that table are.
    pub(crate) layout: Result<Layout, Error>,
}

impl<'a> Head<'a> {
    /// Tells what can be told of the first bytes.
    pub fn new(bytes: &'a [u8], whole: bool) -> Head<'a> {
        Head::with(bytes, whole, &[])
    }

    /// The same, where an author said what columns are.
    pub(crate) fn with(bytes: &'a [u8], whole: bool, said: GivenRoles<'_>) -> Head<'a> {
        let outline = JsonOutline::of(bytes, whole);
        // JSON is no table of text: a list of a thousand numbers would be one of a thousand columns.
        let is_json = outline.as_ref().is_some_and(|outline| outline.is_sound);
        let dialect = if is_json { Dialect::default() } else { detect_dialect(bytes, whole) };
        let layout = columns::infer(&dialect, said);
        Head { bytes, whole, outline, dialect, layout }
    }

    /// The head of a table that was written from records of JSON: its numbers have decimal points.
    pub(crate) fn of_json(bytes: &'a [u8], whole: bool) -> Head<'a> {
        let dialect = Dialect { decimal_points: true, ..detect_dialect(bytes, whole) };
        let layout = columns::infer(&dialect, &[]);
        Head { bytes, whole, outline: None, dialect, layout }
    }

    /// True where these bytes stand among the first `within`.
    pub(crate) fn holds(&self, within: usize, wanted: &[u8]) -> bool {
        let first = self.bytes.get(..within.min(self.bytes.len())).unwrap_or_default();
        first.windows(wanted.len()).any(|window| window == wanted)
    }
}
