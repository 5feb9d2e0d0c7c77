//! The decoders of gzip (RFC 1952), bzip2 and Zstandard (RFC 8878), each with any number of members.
//!
//! In: the compressed bytes as they come. Out: the decompressed bytes. A bzip2 block of 40 bytes can hold 45 MB and a
//! Zstandard block of 4 bytes 128 kB, so these give a bounded piece at a time and are asked again. Refused: what does not
//! decode; the caller counts how far it grows.

use super::decoder::Decoder;
#[cfg(any(feature = "formats", feature = "mrt"))]
use bzip2::{Decompress, Status};
use flate2::write::MultiGzDecoder;
use std::io::{self, Write};

#[cfg(any(feature = "formats", feature = "mrt"))]
/// Bytes that bzip2 gives at a time.
const PIECE: usize = 64 << 10;

/// The decoder of a stream that begins with these bytes.
pub(crate) fn decoder(begin: &[u8]) -> Option<Box<dyn Decoder>> {
    match begin {
        [0x1F, 0x8B, ..] => Some(Box::new(MultiGzDecoder::new(Vec::new()))),
        #[cfg(any(feature = "formats", feature = "mrt"))]
        [b'B', b'Z', b'h', ..] => Some(Box::new(Bzip2 { stream: Decompress::new(false), ended: false })),
        #[cfg(feature = "formats")]
        [0x28, 0xB5, 0x2F, 0xFD] | [b'P', 0x2A, 0x4D, 0x18] => Some(Box::new(super::zstd::Zstd::default())),
        [b'P', b'K', 3, 4] => Some(Box::new(super::zip::Zip::default())),
        _ => None,
    }
}

impl Decoder for MultiGzDecoder<Vec<u8>> {
    fn slice(&mut self, bytes: &[u8], out: &mut Vec<u8>) -> io::Result<usize> {
        let written = self.write_all(bytes);
        out.append(self.get_mut());
        written.map(|()| bytes.len())
    }

    fn end(&mut self, out: &mut Vec<u8>) -> io::Result<()> {
        let ended = self.try_finish();
        out.append(self.get_mut());
        ended
    }
}

#[cfg(any(feature = "formats", feature = "mrt"))]
/// Bzip2 streams, one after another, as parallel compressors write them.
struct Bzip2 {
    stream: Decompress,
    /// The stream is complete; more bytes begin another.
    ended: bool,
}

#[cfg(any(feature = "formats", feature = "mrt"))]
impl Decoder for Bzip2 {
    fn slice(&mut self, bytes: &[u8], out: &mut Vec<u8>) -> io::Result<usize> {
        if self.ended {
            if bytes.is_empty() {
                return Ok(0);
            }
            *self = Bzip2 { stream: Decompress::new(false), ended: false };
        }
        let before = self.stream.total_in();
        out.reserve_exact(PIECE);
        self.ended = self.stream.decompress_vec(bytes, out).map_err(io::Error::other)? == Status::StreamEnd;
        Ok((self.stream.total_in() - before) as usize)
    }

    fn end(&mut self, _out: &mut Vec<u8>) -> io::Result<()> {
        if self.ended { Ok(()) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
    }
}
