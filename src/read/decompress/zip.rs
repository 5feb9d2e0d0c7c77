//! A zip archive (APPNOTE 6.3) → its members one after another, as the bytes arrive.
//!
//! In: the compressed bytes. Out: the name of each member, then its bytes: stored or deflated, told by the header before
//! each of them; the directory at the end is not waited for, so that nothing is held but a header. Refused: members whose
//! checksum is another, and stored ones without a size. Encrypted members and other methods are stepped over, and said.

use super::decoder::{Decoder, Entry};
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
    Directory,
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
}

/// A little-endian number of 2, 4 or 8 bytes that stands at a place.
fn number(bytes: &[u8], at: usize, length: usize) -> Option<u64> {
    let bytes = bytes.get(at..at + length)?;
    Some(bytes.iter().rev().fold(0, |sum, byte| sum << 8 | u64::from(*byte)))
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
                (self.part, *bytes) = (Part::Directory, &[]);
                return Ok(());
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
            Part::Directory => rest = &[],
        }
        Ok(bytes.len() - rest.len())
    }

    fn end(&mut self, _out: &mut Vec<u8>) -> io::Result<()> {
        if matches!(self.part, Part::Directory) { Ok(()) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
    }

    fn member(&mut self) -> Option<Entry> {
        self.begun.take()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{Code, Error, Reading, Settings};
    use crate::read::Input;
    use flate2::write::DeflateEncoder;
    use std::io::Write;

    /// How a member is written.
    #[derive(Clone, Copy, PartialEq)]
    enum How {
        Stored,
        Deflated,
        SumsAfter,
        SumsAfterUnmarked,
        Sealed,
        /// Encrypted, and its sizes come after it.
        SealedSumsAfter,
        /// Sizes of 8 bytes among the extra fields, behind another field (APPNOTE 4.5.3).
        Long,
        /// Sizes of 8 bytes after the member.
        LongAfter,
    }

    fn archive(members: &[(&str, &[u8], How)]) -> Vec<u8> {
        let mut out = Vec::new();
        for (name, bytes, how) in members {
            let mut crc = Crc::new();
            crc.update(bytes);
            let mut encoder = DeflateEncoder::new(Vec::new(), flate2::Compression::default());
            encoder.write_all(bytes).unwrap();
            let plain = matches!(how, How::Stored | How::Long);
            let body = if plain { bytes.to_vec() } else { encoder.finish().unwrap() };
            let later = matches!(how, How::SumsAfter | How::SumsAfterUnmarked | How::LongAfter | How::SealedSumsAfter);
            let sealed = matches!(how, How::Sealed | How::SealedSumsAfter);
            let flags = if later { 8_u16 } else { 0 } | u16::from(sealed);
            let sums = [crc.sum(), body.len() as u32, bytes.len() as u32].map(u32::to_le_bytes).concat();
            out.extend(b"PK\x03\x04\x14\0");
            out.extend(flags.to_le_bytes());
            out.extend(if plain { [0, 0] } else { [8, 0] });
            out.extend([0; 4]);
            let long: Vec<u8> = [bytes.len(), body.len()].iter().flat_map(|n| (*n as u64).to_le_bytes()).collect();
            let extra = if *how == How::Long {
                [&[9, 9, 2, 0, 7, 7, 1, 0, 16, 0][..], &long].concat()
            } else {
                vec![9, 9, 0, 0]
            };
            match how {
                How::Long => out.extend([&sums[..4], &[0xFF; 8]].concat()),
                _ if later => out.extend([0; 12]),
                _ => out.extend(&sums),
            }
            out.extend((name.len() as u16).to_le_bytes());
            out.extend((extra.len() as u16).to_le_bytes());
            out.extend(name.bytes().chain(extra));
            let packed = (body.len() as u64).to_le_bytes();
            out.extend(body);
            if matches!(how, How::SumsAfter | How::LongAfter | How::SealedSumsAfter) {
                out.extend(b"PK\x07\x08");
            }
            match how {
                How::LongAfter => out.extend([&sums[..4], &packed, &long[..8]].concat()),
                _ if later => out.extend(sums),
                _ => {}
            }
        }
        out.extend(b"PK\x01\x02");
        out.extend([0; 42]);
        out.extend(b"PK\x05\x06");
        out.extend([0; 18]);
        out
    }

    fn read(bytes: &[u8], chunk: usize) -> Result<Reading, Error> {
        let mut input = Input::new(&Settings::default());
        input.file("all.zip")?;
        for piece in bytes.chunks(chunk) {
            input.push(piece)?;
        }
        input.finish()
    }

    fn day(n: usize) -> String {
        let row = |hour: usize| format!("2024-01-0{n}T{hour:02}:00Z,{}\n", n * 100 + hour);
        std::iter::once("time,users\n".to_owned()).chain((0..24).map(row)).collect()
    }

    const HOWS: [How; 6] =
        [How::Stored, How::Deflated, How::SumsAfter, How::SumsAfterUnmarked, How::Long, How::LongAfter];

    #[test]
    fn members_are_files_of_one_input_in_any_chunks() {
        let days: Vec<String> = (1..=6).map(day).collect();
        let names = ["1.csv", "2.csv", "3.csv", "4.csv", "5.csv", "6.csv"];
        let mut members: Vec<_> = (0..6).map(|i| (names[i], days[i].as_bytes(), HOWS[i])).collect();
        members.insert(1, ("folder/", b"", How::Stored));
        members.insert(3, ("__MACOSX/._1.csv", b"\0\x05", How::Deflated));
        let bytes = archive(&members);
        let whole = read(&bytes, usize::MAX).unwrap();
        assert_eq!(whole.series.len(), 1);
        assert_eq!(whole.series[0].samples().map(|(_, v)| v).sum::<f64>(), 24.0 * 2100.0 + 6.0 * 276.0);
        assert!(!whole.notes.has(Code::MemberSkipped) && !whole.notes.has(Code::CompressionBroken));
        assert_eq!(whole.source.files.len(), 1);
        assert_eq!(whole.source.files[0].bytes, bytes.len() as u64);
        for chunk in [1, 2, 3, 29, 31, 100, 1_000] {
            assert_eq!(read(&bytes, chunk).unwrap(), whole);
        }
    }

    #[test]
    fn what_is_no_data_or_sealed_is_stepped_over_and_said() {
        let text = day(1);
        let bytes = archive(&[
            ("README.txt", b"Dear reader,\nnothing here.\n", How::Deflated),
            ("secret.csv", text.as_bytes(), How::Sealed),
            ("hidden.csv", text.as_bytes(), How::SealedSumsAfter),
            ("1.csv", text.as_bytes(), How::Deflated),
        ]);
        let reading = read(&bytes, 50).unwrap();
        assert_eq!(reading.series[0].len(), 24);
        let skipped: Vec<_> = reading.notes.list().iter().filter(|note| note.code == Code::MemberSkipped).collect();
        assert_eq!(skipped.len(), 3);
        for (note, name) in skipped.iter().zip(["README.txt", "secret.csv", "hidden.csv"]) {
            assert!(note.message.contains(name), "{}", note.message);
        }
        let alone = read(&archive(&[("hidden.csv", text.as_bytes(), How::SealedSumsAfter)]), 50).unwrap_err();
        assert!(alone.found.contains("password"), "{alone}");
        let none = archive(&[("README.txt", b"Dear reader,\nnothing here.\n", How::Deflated)]);
        assert_eq!(read(&none, 50).unwrap_err().code, Code::NoTimeColumn);
        assert_eq!(read(&archive(&[("folder/", b"", How::Stored)]), 50).unwrap_err().code, Code::NoData);
        let sheet =
            archive(&[("[Content_Types].xml", b"<x/>", How::Deflated), ("xl/workbook.xml", b"<x/>", How::Deflated)]);
        assert!(read(&sheet, 50).unwrap_err().to_string().contains("XLSX"));
    }

    #[test]
    fn damage_leaves_what_came_before() {
        let (one, two) = (day(1), day(2));
        let bytes = archive(&[("1.csv", one.as_bytes(), How::Deflated), ("2.csv", two.as_bytes(), How::Stored)]);
        let cut = read(&bytes[..bytes.len() - 300], 64).unwrap();
        assert!(cut.notes.has(Code::CompressionBroken) && cut.series[0].len() > 24);
        let mut turned = bytes.clone();
        let at = turned.windows(9).position(|w| w == b"T05:00Z,2").unwrap();
        turned[at + 2] = b'6';
        assert!(read(&turned, 64).unwrap().notes.has(Code::CompressionBroken));
        for at in 0..bytes.len() {
            let mut turned = bytes.clone();
            turned[at] ^= 1 << (at % 8);
            for input in [&bytes[..at], &turned] {
                if let Err(error) = read(input, 997) {
                    assert!(!error.need.is_empty());
                }
            }
        }
    }

    #[test]
    fn a_bomb_of_members_is_refused_while_it_grows() {
        let zeros = vec![b'0'; 40 << 20];
        let error = read(&archive(&[("a.csv", &zeros, How::Deflated)]), 1 << 16).unwrap_err();
        assert_eq!(error.code, Code::CompressionBomb);
        let many: Vec<_> = (0..1_001).map(|_| ("a/", &b""[..], How::Stored)).collect();
        assert_eq!(read(&archive(&many), 1 << 16).unwrap_err().code, Code::TooManyFiles);
    }
}
