//! Decompresses a file as its bytes arrive.
//!
//! In: chunks; the compression is recognized by magic bytes, never by a name. Out: the decompressed bytes, and where each
//! entry of an archive begins. Refused while counting, never after: more than [`limits::BYTES`], and more than
//! [`limits::RATIO`] times the compressed size. A stream that breaks off gives what came before, and a Note.

#[cfg(any(feature = "formats", feature = "mrt", feature = "xlsx"))]
mod codecs;
pub(crate) mod decoder;
#[cfg(any(feature = "formats", feature = "mrt", feature = "xlsx"))]
mod zip;
#[cfg(feature = "formats")]
mod zstd;

use crate::base::{Code, Error, Notes, Place, limits};
use crate::read::other_build;
use decoder::{Decoded, Decoder};
use std::io;

/// Compressed bytes given to the decoder at a time, so that the limits are looked at often.
const SLICE: usize = 16 << 10;

/// What compressed files begin with; Zstandard's may begin with a frame to skip (RFC 8878 §3.1.2), whose first byte varies.
const MAGIC: [&[u8]; 5] = [b"\x1F\x8B", b"BZh", b"\x28\xB5\x2F\xFD", b"PK\x03\x04", b"P\x2A\x4D\x18"];

/// Takes what a decoder gives.
pub(crate) type Sink<'a> = &'a mut dyn FnMut(Decoded<'_>) -> Result<(), Error>;

/// The decompressor of one file.
#[derive(Default)]
pub(crate) struct Decompressor {
    way: Way,
    taken: u64,
    given: u64,
    broken: bool,
    /// Why the decoder won't go on, where the file is not damaged.
    lacks: Option<String>,
}

enum Way {
    /// A beginning that is too short to tell.
    Begin(Vec<u8>),
    Plain,
    Packed(Box<dyn Decoder>),
}

impl Default for Way {
    fn default() -> Way {
        Way::Begin(Vec::new())
    }
}

impl Decompressor {
    /// Takes the next bytes.
    pub(crate) fn push(&mut self, bytes: &[u8], sink: Sink<'_>) -> Result<(), Error> {
        let Way::Begin(begin) = &mut self.way else { return self.pass(bytes, sink) };
        begin.extend_from_slice(bytes.get(..bytes.len().min(4)).unwrap_or_default());
        let usual = skippable_as_one(begin);
        if MAGIC.iter().any(|magic| magic.len() > usual.len() && magic.starts_with(&usual)) {
            return Ok(());
        }
        let begin = std::mem::take(begin);
        self.way = Way::Plain;
        if let Some(magic) = MAGIC.iter().find(|magic| usual.starts_with(magic)) {
            self.way = Way::Packed(decoder(magic, bytes.get(4..).unwrap_or_default())?);
        }
        self.pass(&begin, sink)?;
        self.pass(bytes.get(4..).unwrap_or_default(), sink)
    }

    /// True where the bytes end before the file does.
    pub(crate) fn is_broken(&self) -> bool {
        self.broken
    }

    /// No more bytes will come.
    pub(crate) fn finish(&mut self, sink: Sink<'_>, notes: &mut Notes) -> Result<(), Error> {
        if let Way::Begin(begin) = &mut self.way {
            let begin = std::mem::take(begin);
            self.way = Way::Plain;
            self.pass(&begin, sink)?;
        }
        if let Way::Packed(decoder) = &mut self.way {
            let mut last = Vec::new();
            self.broken |= decoder.end(&mut last).is_err();
            self.give(&last, sink)?;
        }
        if self.broken {
            if let Some(lacks) = self.lacks.take() {
                let need = "Decompress the file with the program that made it, and give what comes out.";
                return Err(Error::file(Code::CompressionBroken, lacks, need).at(Place::byte(0)));
            }
            if self.given == 0 {
                let found = "The file begins like a compressed one, but nothing in it can be decompressed.";
                return Err(Error::file(Code::CompressionBroken, found, "Get the file again.").at(Place::byte(0)));
            }
            let text = "The compressed file breaks off or is damaged; what came before the break was read, without its last, broken line.";
            notes.add_at(Code::CompressionBroken, text, Place::byte(self.given));
        }
        Ok(())
    }

    fn pass(&mut self, bytes: &[u8], sink: Sink<'_>) -> Result<(), Error> {
        if let Way::Plain = self.way {
            self.taken += bytes.len() as u64;
            self.count(bytes)?;
            return sink(Decoded::Plain(bytes));
        }
        let mut out = Vec::new();
        for mut slice in bytes.chunks(SLICE) {
            self.taken += slice.len() as u64;
            while let Way::Packed(decoder) = &mut self.way
                && !self.broken
            {
                let taken = decoder.slice(slice, &mut out);
                if let Err(error) = &taken {
                    self.broken = true;
                    self.lacks = (error.kind() == io::ErrorKind::Unsupported).then(|| error.to_string());
                }
                let taken = taken.unwrap_or(0);
                if taken == 0 && out.is_empty() {
                    self.broken |= !slice.is_empty();
                    break;
                }
                slice = slice.get(taken..).unwrap_or_default();
                self.give(&out, sink)?;
                out.clear();
                if let Way::Packed(decoder) = &mut self.way
                    && let Some(member) = decoder.member()
                {
                    sink(Decoded::Entry(member))?;
                }
            }
        }
        Ok(())
    }

    fn give(&mut self, bytes: &[u8], sink: Sink<'_>) -> Result<(), Error> {
        self.count(bytes)?;
        sink(Decoded::Bytes(bytes))
    }

    fn count(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.given += bytes.len() as u64;
        if self.given > limits::BYTES {
            let found = format!("The file holds more than {} GiB.", limits::BYTES >> 30);
            return Err(Error::file(Code::TooManyBytes, found, "Give a part of it.").at(Place::byte(limits::BYTES)));
        }
        if self.given > limits::RATIO_FROM && self.given / self.taken.max(1) > limits::RATIO {
            let found = format!("The file grows more than {} times when decompressed.", limits::RATIO);
            return Err(Error::file(Code::CompressionBomb, found, "Give it decompressed, if it is meant.")
                .at(Place::byte(self.given)));
        }
        Ok(())
    }
}

/// The beginning with the first byte that stands for all frames to skip.
fn skippable_as_one(begin: &[u8]) -> Vec<u8> {
    let mut usual = begin.to_vec();
    if let [first @ 0x50..=0x5F] | [first @ 0x50..=0x5F, 0x2A, ..] = usual.as_mut_slice() {
        *first = b'P';
    }
    usual
}

/// The decoder of a stream that begins with these bytes, where this build has it; `rest` is what is known to follow.
fn decoder(begin: &[u8], rest: &[u8]) -> Result<Box<dyn Decoder>, Error> {
    #[cfg(any(feature = "formats", feature = "mrt", feature = "xlsx"))]
    if let Some(decoder) = codecs::decoder(begin) {
        return Ok(decoder);
    }
    // The name of the first entry stands behind the 30 bytes of its header.
    let first = rest.get(30 - begin.len()..).unwrap_or_default();
    let workbook = ["[Content_Types].xml", "_rels/", "xl/", "docProps/"];
    if begin.starts_with(b"PK") && workbook.iter().any(|name| first.starts_with(name.as_bytes())) {
        return Err(other_build::needed("xlsx"));
    }
    Err(other_build::needed("formats"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use bzip2::write::BzEncoder;
    use flate2::write::GzEncoder;
    use ruzstd::encoding::{CompressionLevel, compress_to_vec};
    use std::io::Write;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn bzip2(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = BzEncoder::new(Vec::new(), bzip2::Compression::new(1));
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    /// The crate's own frames, which say their size and end with a checksum.
    fn zstd(bytes: &[u8]) -> Vec<u8> {
        compress_to_vec(bytes, CompressionLevel::Fastest)
    }

    type Pack = fn(&[u8]) -> Vec<u8>;

    const ALL: [Pack; 3] = [gzip, bzip2, zstd];

    fn unpacked(bytes: &[u8], chunk: usize) -> Result<(Vec<u8>, Notes), Error> {
        let (mut out, mut notes, mut unpack) = (Vec::new(), Notes::default(), Decompressor::default());
        let mut sink = |decoded: Decoded<'_>| {
            match decoded {
                Decoded::Plain(bytes) | Decoded::Bytes(bytes) => out.extend_from_slice(bytes),
                Decoded::Entry(member) => out
                    .extend(format!("<{}{}>", member.name, if member.unreadable.is_none() { "" } else { "!" }).bytes()),
            }
            Ok(())
        };
        for piece in bytes.chunks(chunk) {
            unpack.push(piece, &mut sink)?;
        }
        unpack.finish(&mut sink, &mut notes)?;
        Ok((out, notes))
    }

    fn numbers() -> Vec<u8> {
        (0..60_000_u32).flat_map(|i| format!("{},", i.wrapping_mul(2_654_435_761)).into_bytes()).collect()
    }

    #[test]
    fn members_follow_one_another() {
        for pack in ALL {
            let bytes = [pack(b"time,v\n"), pack(b"2014-12-22,1\n")].concat();
            for chunk in 1..bytes.len() {
                let (out, notes) = unpacked(&bytes, chunk).unwrap();
                assert_eq!(out, b"time,v\n2014-12-22,1\n");
                assert!(notes.list().is_empty());
            }
        }
        for plain in [&b"\x1F"[..], b"\x1Fa", b"", b"ab", b"BZ", b"BZ,value", b"\x28\xB5"] {
            assert_eq!(unpacked(plain, 1).unwrap().0, plain);
        }
    }

    #[test]
    fn many_blocks_are_the_same_in_any_chunks() {
        let whole = numbers();
        for pack in ALL {
            let bytes = pack(&whole);
            for chunk in [1, 7, 4_097, 70_001, bytes.len()] {
                assert_eq!(unpacked(&bytes, chunk).unwrap().0, whole);
            }
        }
    }

    #[test]
    fn what_came_before_a_break_is_given() {
        let whole = numbers();
        for pack in ALL {
            let bytes = pack(&whole);
            let (out, notes) = unpacked(&bytes[..bytes.len() * 2 / 3], 100).unwrap();
            assert!(whole.starts_with(&out) && out.len() > whole.len() / 4, "{} of {}", out.len(), whole.len());
            assert!(notes.has(Code::CompressionBroken));
        }
        for broken in [&b"\x1F\x8Bnonsense"[..], b"BZh9nonsense", b"BZh9", b"\x28\xB5\x2F\xFDnonsense"] {
            assert_eq!(unpacked(broken, 4).unwrap_err().code, Code::CompressionBroken);
        }
    }

    #[test]
    fn a_turned_bit_is_noticed() {
        let whole = numbers();
        for pack in ALL {
            let mut bytes = pack(&whole);
            let middle = bytes.len() / 2;
            bytes[middle] ^= 4;
            match unpacked(&bytes, 1_000) {
                Ok((_, notes)) => assert!(notes.has(Code::CompressionBroken)),
                Err(error) => assert_eq!(error.code, Code::CompressionBroken),
            }
        }
    }

    #[test]
    fn a_skippable_frame_is_stepped_over() {
        let skipped = b"\x5A\x2A\x4D\x18\x03\0\0\0xyz".to_vec();
        let between = [zstd(b"a,b\n"), skipped.clone(), zstd(b"1,2\n")].concat();
        let before = [skipped, zstd(b"a,b\n1,2\n")].concat();
        for bytes in [between, before] {
            for chunk in 1..bytes.len() {
                let (out, notes) = unpacked(&bytes, chunk).unwrap();
                assert_eq!(out, b"a,b\n1,2\n");
                assert!(notes.list().is_empty());
            }
        }
    }

    #[test]
    fn a_dictionary_is_named() {
        // Single segment, four bytes of dictionary id, one of size.
        let frame = b"\x28\xB5\x2F\xFD\x23\x39\x30\0\0\x05\x29\0\0hello";
        for chunk in [1, frame.len()] {
            assert!(unpacked(frame, chunk).unwrap_err().to_string().contains("dictionary 12345"));
        }
    }

    #[test]
    fn a_bomb_is_refused_while_it_grows() {
        let zeros = vec![b'0'; 40 << 20];
        for pack in ALL {
            assert_eq!(unpacked(&pack(&zeros), 1 << 16).unwrap_err().code, Code::CompressionBomb);
        }
        // A frame of blocks that each repeat one byte 128 kB times: 4 bytes a block.
        let mut frame = b"\x28\xB5\x2F\xFD\x00\x38".to_vec();
        frame.extend(b"\x02\x00\x100".repeat(1 << 18));
        assert_eq!(unpacked(&frame, usize::MAX).unwrap_err().code, Code::CompressionBomb);
    }
}
