//! The beginning of an input, decompressed: what a format is told by.
//!
//! In: the first bytes. Out: what several formats ask of them, told once: the outline of JSON, how a table is written, what
//! its columns are.

use super::dialect::{self, Dialect};
use super::layout::{self, Layout};
use super::outline::Outline;
use crate::base::Error;

/// The beginning of an input, decompressed: what a format is told by.
#[derive(Debug)]
pub struct Head<'a> {
    /// The first bytes, up to [`crate::base::limits::HEAD`].
    pub bytes: &'a [u8],
    /// True where that is the whole input.
    pub whole: bool,
    /// Its outline; `None` where it is no JSON.
    pub(super) outline: Option<Outline>,
    /// How it is written if it is a table of text.
    pub(super) dialect: Dialect,
    /// What the columns of that table are.
    pub(super) layout: Result<Layout, Error>,
}

impl<'a> Head<'a> {
    /// Tells what can be told of the first bytes.
    pub fn new(bytes: &'a [u8], whole: bool) -> Head<'a> {
        let dialect = dialect::tell(bytes, whole);
        let layout = layout::tell(&dialect);
        Head { bytes, whole, outline: Outline::of(bytes, whole), dialect, layout }
    }

    /// True where these bytes stand among the first `within`.
    pub(super) fn holds(&self, within: usize, wanted: &[u8]) -> bool {
        let first = self.bytes.get(..within.min(self.bytes.len())).unwrap_or_default();
        first.windows(wanted.len()).any(|window| window == wanted)
    }
}
