//! The directory at the end of a ZIP archive: whether it lists every member that came before it.
//!
//! In: the names of members as they come, then the bytes of the directory. Out: nothing. Refused: a member that came more often
//! than it is listed, and an archive behind the first one. A program that changes an archive in place may leave the earlier
//! state of a member where it was and list the new one alone: other programs go by the list, so that what is not on it is
//! nobody's data any more. A directory that is damaged or cut says nothing. Source: APPNOTE 6.3, 4.3.6 and 4.3.12 – 4.3.16.

use crate::base::error::label;
use std::collections::BTreeMap;
use std::io;

/// Of a member: what stands before its name.
const LISTED: usize = 46;

/// A little-endian number of 2, 4 or 8 bytes that stands at a place.
pub(super) fn number(bytes: &[u8], at: usize, length: usize) -> Option<u64> {
    let bytes = bytes.get(at..at + length)?;
    Some(bytes.iter().rev().fold(0, |sum, byte| sum << 8 | u64::from(*byte)))
}

/// What is known of the directory so far.
#[derive(Default)]
pub(super) struct Directory {
    /// How often each name came, less how often it is listed. An archive has few enough of them, and each is cut as a label is.
    left: BTreeMap<String, u32>,
    held: Vec<u8>,
    /// Bytes that tell nothing.
    skip: u64,
    state: State,
}

#[derive(Default, PartialEq)]
enum State {
    #[default]
    Within,
    /// The end has been read: nothing follows, or another archive.
    Ended,
    /// It can't be followed.
    Lost,
}

impl Directory {
    /// A member has come.
    pub(super) fn expect(&mut self, name: &str) {
        *self.left.entry(label(name)).or_default() += 1;
    }

    /// The next bytes of the directory and of what follows it.
    pub(super) fn push(&mut self, mut bytes: &[u8]) -> io::Result<()> {
        while !bytes.is_empty() && self.state != State::Lost {
            let skipped = self.skip.min(bytes.len() as u64);
            self.skip -= skipped;
            bytes = bytes.get(skipped as usize..).unwrap_or_default();
            let wanted = self.length().saturating_sub(self.held.len()).min(bytes.len());
            let (more, rest) = bytes.split_at(wanted);
            self.held.extend_from_slice(more);
            bytes = rest;
            while self.skip == 0 && self.state != State::Lost && self.held.len() >= self.length() {
                self.record()?;
            }
        }
        Ok(())
    }

    /// Bytes that the record being held takes, as far as it is known: reached, it is asked again.
    fn length(&self) -> usize {
        match self.held.get(..4) {
            _ if self.state == State::Ended => 4,
            Some(b"PK\x01\x02") if self.held.len() < LISTED => LISTED,
            Some(b"PK\x01\x02") => LISTED + number(&self.held, 28, 2).unwrap_or(0) as usize,
            Some(b"PK\x06\x06") => 12,
            Some(b"PK\x06\x08") => 8,
            Some(b"PK\x05\x05") => 6,
            Some(b"PK\x05\x06") => 22,
            _ => 4,
        }
    }

    /// What is being held is a whole record, or no record.
    fn record(&mut self) -> io::Result<()> {
        let held = std::mem::take(&mut self.held);
        let field = |at, length| number(&held, at, length).unwrap_or(0);
        match held.get(..4) {
            Some(b"PK\x03\x04") if self.state == State::Ended => {
                return Err(stale("More than one archive is in the file."));
            }
            _ if self.state == State::Ended => self.state = State::Lost,
            Some(b"PK\x01\x02") => {
                let name = String::from_utf8_lossy(held.get(LISTED..).unwrap_or_default());
                if let Some(left) = self.left.get_mut(&label(&name)) {
                    *left = left.saturating_sub(1);
                }
                self.skip = field(30, 2) + field(32, 2);
            }
            Some(b"PK\x06\x06") => self.skip = field(4, 8),
            Some(b"PK\x06\x07") => self.skip = 16,
            Some(b"PK\x06\x08") => self.skip = field(4, 4),
            Some(b"PK\x05\x05") => self.skip = field(4, 2),
            Some(b"PK\x05\x06") => {
                (self.state, self.skip) = (State::Ended, field(20, 2));
                return self.left.iter().find(|(_, left)| **left > 0).map_or(Ok(()), |(name, _)| {
                    Err(stale(&["“", name, "” is in the archive, but no longer in its directory."].concat()))
                });
            }
            _ => self.state = State::Lost,
        }
        Ok(())
    }
}

/// The archive holds data that it says it does not.
fn stale(found: &str) -> io::Error {
    io::Error::new(io::ErrorKind::Unsupported, found)
}
