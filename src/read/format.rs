//! What a file format is to the room: what is known about it, how it recognizes its input, how it reads it.
//!
//! In: the head of an input, then its bytes. Out: a score, then a [`Reading`]. The table of all formats is
//! `FORMATS` in `formats`.

use crate::base::{Error, Reading, Settings};
use crate::read::sniff::head::Head;

/// What is known about a format before any byte of it is read.
#[derive(Clone, Copy, Debug)]
pub struct About {
    /// Stable id, such as `ioda-csv`.
    pub id: &'static str,
    /// Its name for people.
    pub name: &'static str,
    /// Who makes such data; empty where anybody can.
    pub provider: &'static str,
    /// Their licence; empty where unknown.
    pub licence: &'static str,
    /// The credit line under the chart; empty where unknown.
    pub credit: &'static str,
    /// Where to get such a file, and what is done with it: one line for the documentation.
    pub source: &'static str,
}

/// How sure a format is that an input is its own: 0 not at all, 100 beyond doubt.
pub type Score = u8;

/// A way to read bytes.
pub trait Format: Sync {
    /// What is known about it.
    fn about(&self) -> &'static About;
    /// How sure it is that the input is its own.
    fn sniff(&self, head: &Head<'_>) -> Score;
    /// Begins to read an input.
    fn open(&self, settings: &Settings) -> Box<dyn Reader>;
}

/// An input being read.
pub trait Reader {
    /// Takes the head that the format was told by, before any other bytes.
    fn begin(&mut self, head: Head<'_>) -> Result<(), Error> {
        self.push(head.bytes)
    }
    /// Takes the next decompressed bytes.
    fn push(&mut self, bytes: &[u8]) -> Result<(), Error>;
    /// So many bytes of text will come, as far as is known: room for what is in them is made at once.
    fn expect(&mut self, _bytes: u64) {}
    /// The file has ended. True where the next file of the format goes on in this reader, so that both are one input.
    fn next_file(&mut self) -> Result<bool, Error> {
        Ok(false)
    }
    /// No more bytes will come.
    fn finish(self: Box<Self>) -> Result<Reading, Error>;
}
