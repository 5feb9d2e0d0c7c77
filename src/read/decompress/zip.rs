//! A zip archive (APPNOTE 6.3) → its members one after another, as the bytes arrive.
//!
//! In: the compressed bytes. Out: the name of each member, then its bytes: stored or deflated, told by the header before
//! each of them; the directory at the end is not waited for, so that nothing is held but a header. Refused: members whose
//! checksum is another, stored ones without a size, and those that the directory, once it comes, no longer lists. Encrypted
//! members and other methods are stepped over, and said.

mod directory;
#[cfg(test)]
mod tests;

use super::decoder::{Decoder, Entry};
use directory::{Directory, number};
use flate2::{Crc, Decompress, FlushDecompress, Status};
use std::io;

/// Bytes that are decompressed at a time.
const PIECE: usize = 64 << 10;
/// A local header without its name and its extra fields.
const HEADER: usize = 30;

/// What the next byte belongs to.
#[derive(Default)]
enum Part {
    #[default]
    Header,
    Deflated(Box<Decompress>),
    /// Stored or stepped over: bytes left, and whether they are given.
    Stored(u64, bool),
    /// Stepped over, of unknown length: bytes so far.
    Unsized(u64),
    /// The sums after a member that did not say them before.
    Sums,
    /// The directory at the end.
    Listed,
}

/// The archive, where it has come to.
#[derive(Default)]
pub(crate) struct Zip {
    part: Part,
    held: Vec<u8>,
    begun: Option<Entry>,
    crc: Crc,
    /// The checksum that the header promised.
    promised: Option<u32>,
    directory: Directory,
}

fn damaged() -> io::Error {
    io::ErrorKind::InvalidData.into()
}

impl Zip {
    /// Holds bytes until there are `length`; true when there are.
    fn hold(&mut self, bytes: &mut &[u8], length: usize) -> bool {
        let wanted = length.saturating_sub(self.held.len()).min(bytes.len());
        let (more, rest) = bytes.split_at(wanted);
        self.held.extend_from_slice(more);
        *bytes = rest;
        self.held.len() >= length
    }

    fn header(&mut self, bytes: &mut &[u8]) -> io::Result<()> {
        if !self.hold(bytes, 4) {
            return Ok(());
        }
        match self.held.get(..4) {
            Some(b"PK\x03\x04") => {}
            Some(b"PK\x01\x02" | b"PK\x05\x06" | b"PK\x06\x08") => {
                self.part = Part::Listed;
                self.directory.push(&std::mem::take(&mut self.held))?;
                return self.directory.push(std::mem::take(bytes));
            }
            _ => return Err(damaged()),
        }
        if !self.hold(bytes, HEADER) {
            return Ok(());
        }
        let field = |at, length| number(&self.held, at, length).ok_or_else(damaged);
        let (flags, method, crc) = (field(6, 2)?, field(8, 2)?, field(14, 4)?);
        let (packed, name, extra) = (field(18, 4)?, field(26, 2)? as usize, field(28, 2)? as usize);
        if !self.hold(bytes, HEADER + name + extra) {
            return Ok(());
        }
        let packed = if packed == 0xFFFF_FFFF { self.long_size(HEADER + name).ok_or_else(damaged)? } else { packed };
        let name = String::from_utf8_lossy(self.held.get(HEADER..HEADER + name).unwrap_or_default()).into_owned();
        self.directory.expect(&name);
        let (sealed, later) = (flags & 1 == 1, flags & 8 == 8);
        let unreadable = match method {
            _ if sealed => Some("It is encrypted: a password is needed."),
            8 => None,
            0 if !later => None,
            0 => Some("It is stored without its length, which only the end of the archive tells."),
            _ => Some("It is compressed in a way that is not known."),
        };
        self.part = match unreadable {
            None if method == 8 => Part::Deflated(Box::new(Decompress::new(false))),
            Some(_) if later => Part::Unsized(0),
            why => Part::Stored(packed, why.is_none()),
        };
        self.promised = (unreadable.is_none() && !later).then_some(crc as u32);
        self.crc.reset();
        self.held.clear();
        self.begun = Some(Entry { name, unreadable });
        if let Part::Stored(0, _) = self.part { self.complete(false) } else { Ok(()) }
    }

    /// The compressed size among the extra fields, for members of 4 GiB and more.
    fn long_size(&self, mut at: usize) -> Option<u64> {
        loop {
            let (id, length) = (number(&self.held, at, 2)?, number(&self.held, at + 2, 2)?);
            if id == 1 {
                return number(&self.held, at + 12, 8);
            }
            at += 4 + length as usize;
        }
    }

    /// The member is complete.
    fn complete(&mut self, later: bool) -> io::Result<()> {
        self.part = if later { Part::Sums } else { Part::Header };
        match self.promised.take() {
            Some(promised) if promised != self.crc.sum() => Err(damaged()),
            _ => Ok(()),
        }
    }

    /// Steps over a member until its sums, which begin with a mark and hold the bytes that have passed.
    fn unsized_member(&mut self, bytes: &mut &[u8], passed: u64) -> io::Result<()> {
        const LONGEST: usize = 24;
        let mut passed = passed;
        while self.hold(bytes, LONGEST) {
            let size = |length| number(&self.held, 8, length) == Some(passed);
            let sums = if self.held.starts_with(b"PK\x07\x08") {
                [(4, 16), (8, LONGEST)].iter().find(|(l, _)| size(*l))
            } else {
                None
            };
            if let Some((_, length)) = sums {
                self.held.drain(..*length);
                self.part = Part::Header;
                return Ok(());
            }
            let next = self.held.iter().skip(1).position(|byte| *byte == b'P').map_or(LONGEST, |at| at + 1);
            self.held.drain(..next);
            passed += next as u64;
        }
        self.part = Part::Unsized(passed);
        Ok(())
    }

    /// Checksum and sizes, with or without a mark before and with sizes of 4 or 8 bytes: what follows tells which.
    fn sums(&mut self, bytes: &mut &[u8]) -> io::Result<()> {
        if !self.hold(bytes, 28) {
            return Ok(());
        }
        let follows = |at: &&usize| {
            let next = self.held.get(**at..**at + 4);
            next == Some(b"PK\x03\x04") || next == Some(b"PK\x01\x02")
        };
        let length = *[16, 24, 12, 20].iter().find(follows).ok_or_else(damaged)?;
        let promised = number(&self.held, if length % 8 == 0 { 4 } else { 0 }, 4);
        self.held.drain(..length);
        self.part = Part::Header;
        if promised == Some(u64::from(self.crc.sum())) { Ok(()) } else { Err(damaged()) }
    }
}

impl Decoder for Zip {
    fn slice(&mut self, bytes: &[u8], out: &mut Vec<u8>) -> io::Result<usize> {
        let mut rest = bytes;
        match &mut self.part {
            Part::Header => self.header(&mut rest)?,
            Part::Deflated(stream) => {
                let before = stream.total_in();
                out.reserve_exact(PIECE);
                let status = stream.decompress_vec(bytes, out, FlushDecompress::None).map_err(|_| damaged())?;
                rest = rest.get((stream.total_in() - before) as usize..).unwrap_or_default();
                self.crc.update(out);
                if status == Status::StreamEnd {
                    let later = self.promised.is_none();
                    self.complete(later)?;
                }
            }
            Part::Stored(left, given) => {
                let (more, after) = bytes.split_at((*left).min(bytes.len() as u64) as usize);
                *left -= more.len() as u64;
                rest = after;
                if *given {
                    out.extend_from_slice(more);
                    self.crc.update(more);
                }
                if *left == 0 {
                    self.complete(false)?;
                }
            }
            Part::Unsized(passed) => {
                let passed = *passed;
                self.unsized_member(&mut rest, passed)?;
            }
            Part::Sums => self.sums(&mut rest)?,
            Part::Listed => {
                self.directory.push(rest)?;
                rest = &[];
            }
        }
        Ok(bytes.len() - rest.len())
    }

    fn end(&mut self, _out: &mut Vec<u8>) -> io::Result<()> {
        if matches!(self.part, Part::Listed) { Ok(()) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
    }

    fn member(&mut self) -> Option<Entry> {
        self.begun.take()
    }
}
