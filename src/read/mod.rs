//! Bytes → [`Reading`]: tells the format by content, reads it while the bytes arrive, keeps what is intact.
//!
//! [`Intake`] is the door: push chunks as they come, then finish. A format is one file here and one row in [`FORMATS`].

#[cfg(feature = "mrt")]
pub mod mrt;
pub mod mrt_head;
pub mod routes;

use crate::base::{Ask, Error, Reading};

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

/// The beginning of an input, decompressed: what a format is told by.
#[derive(Clone, Copy, Debug)]
pub struct Head<'a> {
    /// The first bytes, up to [`crate::base::limits::HEAD`].
    pub bytes: &'a [u8],
    /// True where that is the whole input.
    pub whole: bool,
}

/// How sure a format is that an input is its own: 0 not at all, 100 beyond doubt.
pub type Sure = u8;

/// A way to read bytes.
pub trait Format: Sync {
    /// What is known about it.
    fn about(&self) -> &'static About;
    /// How sure it is that the input is its own.
    fn sniff(&self, head: Head<'_>) -> Sure;
    /// Begins to read an input.
    fn open(&self, ask: &Ask) -> Box<dyn Reader>;
}

/// An input being read.
pub trait Reader {
    /// Takes the next decompressed bytes.
    fn push(&mut self, bytes: &[u8]) -> Result<(), Error>;
    /// No more bytes will come.
    fn finish(self: Box<Self>) -> Result<Reading, Error>;
}

/// Every format, the surest-to-be-told first.
pub const FORMATS: &[&dyn Format] = &[];

/// The door of the room: several files in chunks, one [`Reading`] out.
pub struct Intake {
    ask: Ask,
}

impl Intake {
    /// Begins an input.
    pub fn new(ask: &Ask) -> Intake {
        Intake { ask: ask.clone() }
    }

    /// The next file begins.
    pub fn file(&mut self, _name: &str) -> Result<(), Error> {
        Ok(())
    }

    /// The next bytes of that file, as they came.
    pub fn push(&mut self, _bytes: &[u8]) -> Result<(), Error> {
        Ok(())
    }

    /// No more bytes will come.
    pub fn finish(self) -> Result<Reading, Error> {
        let _ = self.ask;
        Ok(Reading::default())
    }
}
