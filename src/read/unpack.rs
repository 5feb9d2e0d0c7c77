//! Bytes as they came → decompressed bytes.
//!
//! In: chunks; the compression is told by magic bytes, never by a name. Out: the bytes inside, as they come free: gzip
//! (RFC 1952, any number of members). Refused while counting, never after: more than [`limits::BYTES`], and more than
//! [`limits::RATIO`] times the compressed size. A stream that breaks off gives what came before, and a note.

use super::elsewhere;
use crate::base::{Error, Notes, Place, limits};
use flate2::write::MultiGzDecoder;
use std::io::{self, Write};

/// Compressed bytes given to the decoder at a time, so that the limits are looked at often.
const SLICE: usize = 16 << 10;

/// Takes decompressed bytes.
pub(super) type Sink<'a> = &'a mut dyn FnMut(&[u8]) -> Result<(), Error>;

/// The decompressor of one file.
#[derive(Default)]
pub(super) struct Unpack {
    way: Way,
    taken: u64,
    given: u64,
    broken: bool,
}

#[derive(Default)]
enum Way {
    #[default]
    Unknown,
    /// The first byte of a magic number came alone.
    First(u8),
    Plain,
    Packed(Box<dyn Decoder>),
}

/// A decompressor: compressed bytes go in by slices, what comes free is taken out.
trait Decoder {
    /// Takes a slice.
    fn slice(&mut self, bytes: &[u8]) -> io::Result<()>;
    /// No more will come.
    fn end(&mut self) -> io::Result<()>;
    /// What has come free.
    fn free(&mut self) -> &mut Vec<u8>;
}

impl Decoder for MultiGzDecoder<Vec<u8>> {
    fn slice(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.write_all(bytes)
    }

    fn end(&mut self) -> io::Result<()> {
        self.try_finish()
    }

    fn free(&mut self) -> &mut Vec<u8> {
        self.get_mut()
    }
}

impl Unpack {
    /// Takes the next bytes.
    pub(super) fn push(&mut self, bytes: &[u8], sink: Sink<'_>) -> Result<(), Error> {
        let (first, rest) = match (&self.way, bytes) {
            (_, []) => return Ok(()),
            (Way::Unknown, [0x1F]) => {
                self.way = Way::First(0x1F);
                return Ok(());
            }
            (Way::Unknown, [0x1F, 0x8B, ..]) | (Way::First(_), [0x8B, ..]) => {
                let first = matches!(self.way, Way::First(_));
                if !elsewhere::UNPACKS {
                    return Err(elsewhere::needed("This is a gzip file."));
                }
                self.way = Way::Packed(Box::new(MultiGzDecoder::new(Vec::new())));
                (first, bytes)
            }
            (Way::Unknown | Way::First(_), _) => {
                let first = matches!(self.way, Way::First(_));
                self.way = Way::Plain;
                (first, bytes)
            }
            _ => (false, bytes),
        };
        if first {
            self.pass(&[0x1F], sink)?;
        }
        self.pass(rest, sink)
    }

    /// No more bytes will come.
    pub(super) fn finish(&mut self, sink: Sink<'_>, notes: &mut Notes) -> Result<(), Error> {
        if let Way::First(byte) = self.way {
            self.way = Way::Plain;
            self.pass(&[byte], sink)?;
        }
        if let Way::Packed(decoder) = &mut self.way {
            self.broken |= decoder.end().is_err();
            let last = std::mem::take(decoder.free());
            self.give(&last, sink)?;
        }
        if self.broken {
            if self.given == 0 {
                let found = "The file begins like gzip, but nothing in it can be decompressed.";
                return Err(Error::file("compression-broken", found, "Get the file again.").at(Place::byte(0)));
            }
            let text = "The compressed file breaks off or is damaged; what came before the break was read.";
            notes.add_at("compression-broken", text, Place::byte(self.given));
        }
        Ok(())
    }

    fn pass(&mut self, bytes: &[u8], sink: Sink<'_>) -> Result<(), Error> {
        for slice in bytes.chunks(if matches!(self.way, Way::Plain) { bytes.len().max(1) } else { SLICE }) {
            self.taken += slice.len() as u64;
            let Way::Packed(decoder) = &mut self.way else {
                self.give(slice, sink)?;
                continue;
            };
            if self.broken {
                continue;
            }
            self.broken = decoder.slice(slice).is_err();
            let mut out = std::mem::take(decoder.free());
            self.give(&out, sink)?;
            out.clear();
            if let Way::Packed(decoder) = &mut self.way {
                *decoder.free() = out;
            }
        }
        Ok(())
    }

    fn give(&mut self, bytes: &[u8], sink: Sink<'_>) -> Result<(), Error> {
        self.given += bytes.len() as u64;
        if self.given > limits::BYTES {
            let found = format!("The file holds more than {} GiB.", limits::BYTES >> 30);
            return Err(Error::file("too-many-bytes", found, "Give a part of it.").at(Place::byte(limits::BYTES)));
        }
        if self.given > limits::RATIO_FROM && self.given / self.taken.max(1) > limits::RATIO {
            let found = format!("The file grows more than {} times when decompressed.", limits::RATIO);
            return Err(Error::file("compression-bomb", found, "Give it decompressed, if it is meant.")
                .at(Place::byte(self.given)));
        }
        sink(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn unpacked(bytes: &[u8], chunk: usize) -> Result<(Vec<u8>, Notes), Error> {
        let (mut out, mut notes, mut unpack) = (Vec::new(), Notes::default(), Unpack::default());
        let mut sink = |bytes: &[u8]| {
            out.extend_from_slice(bytes);
            Ok(())
        };
        for piece in bytes.chunks(chunk) {
            unpack.push(piece, &mut sink)?;
        }
        unpack.finish(&mut sink, &mut notes)?;
        Ok((out, notes))
    }

    #[test]
    fn members_of_gzip_follow_one_another() {
        let bytes = [gzip(b"time,v\n"), gzip(b"2014-12-22,1\n")].concat();
        for chunk in 1..bytes.len() {
            assert_eq!(unpacked(&bytes, chunk).unwrap().0, b"time,v\n2014-12-22,1\n");
        }
        for plain in [&b"\x1F"[..], b"\x1Fa", b"", b"ab"] {
            assert_eq!(unpacked(plain, 1).unwrap().0, plain);
        }
    }

    #[test]
    fn what_came_before_a_break_is_given() {
        let whole: Vec<u8> =
            (0..20_000_u32).flat_map(|i| format!("{},", i.wrapping_mul(2_654_435_761)).into_bytes()).collect();
        let bytes = gzip(&whole);
        let (out, notes) = unpacked(&bytes[..bytes.len() / 2], 100).unwrap();
        assert!(whole.starts_with(&out) && out.len() > whole.len() / 4);
        assert!(notes.has("compression-broken"));
        assert_eq!(unpacked(b"\x1F\x8Bnonsense", 4).unwrap_err().code, "compression-broken");
    }

    #[test]
    fn a_bomb_is_refused_while_it_grows() {
        let bytes = gzip(&vec![b'0'; 40 << 20]);
        let error = unpacked(&bytes, 1 << 16).unwrap_err();
        assert_eq!(error.code, "compression-bomb");
    }
}
