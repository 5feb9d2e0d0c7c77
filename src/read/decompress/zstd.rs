//! Zstandard (RFC 8878) → bytes, a block at a time.
//!
//! In: the compressed bytes as they come, held until a block is whole (at most 128 kB and its header). Out: what the block
//! holds. Frames that follow one another are one input; skippable frames are stepped over. Refused: dictionaries, windows
//! above 100 MB, blocks that do not decode, a checksum that is another. Where pieces end is written from RFC 8878 §3.1;
//! what is in them is the crate's.

use super::decoder::Decoder;
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};
use std::io;

/// An empty last block and room for a checksum: lets go what a broken frame holds back in its window.
const LAST: [u8; 7] = [1, 0, 0, 0, 0, 0, 0];

/// The decoder and the bytes that do not make a whole piece yet.
#[derive(Default)]
pub(crate) struct Zstd {
    frames: FrameDecoder,
    held: Vec<u8>,
    /// Bytes of a skippable frame that are still to come.
    skip: usize,
    /// The next piece is a block, else the header of a frame.
    inside: bool,
    /// The frame ends with a checksum.
    checked: bool,
}

impl Zstd {
    /// Bytes of the piece that is being held, as far as they are known: reached, it is asked again.
    fn length(&self) -> usize {
        if self.inside {
            let [a, b, c, ..] = *self.held.as_slice() else { return 3 };
            let word = usize::from(a) | usize::from(b) << 8 | usize::from(c) << 16;
            // Kind 1 repeats one byte as often as its size says.
            let body = if word >> 1 & 3 == 1 { 1 } else { word >> 3 };
            return 3 + body + if word & 1 == 1 && self.checked { 4 } else { 0 };
        }
        let [a, b, c, d, about, ..] = *self.held.as_slice() else { return 5 };
        if a & 0xF0 == 0x50 && [b, c, d] == [0x2A, 0x4D, 0x18] {
            return 8;
        }
        let single = usize::from(about >> 5 & 1);
        let dictionary = (1 << (about & 3)) >> 1;
        let size = if about >> 6 == 0 { single } else { 1 << (about >> 6) };
        5 + (1 - single) + dictionary + size
    }

    /// The dictionary that the header being held names.
    fn dictionary(&self) -> Option<u64> {
        let about = *self.held.get(4)?;
        let length = (1_usize << (about & 3)) >> 1;
        let from = 5 + usize::from(about >> 5 & 1 == 0);
        let bytes = self.held.get(from..from + length).filter(|bytes| !bytes.is_empty())?;
        Some(bytes.iter().rev().fold(0, |sum, byte| sum << 8 | u64::from(*byte)))
    }

    fn piece(&mut self, out: &mut Vec<u8>) -> io::Result<()> {
        if self.inside {
            let ended = self.frames.decode_blocks(self.held.as_slice(), BlockDecodingStrategy::UptoBlocks(1));
            self.inside = !ended.map_err(io::Error::other)?;
            self.frames.collect_to_writer(&mut *out)?;
            let sum = self.frames.get_checksum_from_data();
            if !self.inside && sum.is_some() && sum != self.frames.get_calculated_checksum() {
                return Err(io::ErrorKind::InvalidData.into());
            }
        } else if let [0x50..=0x5F, 0x2A, 0x4D, 0x18, a, b, c, d] = *self.held.as_slice() {
            self.skip = u32::from_le_bytes([a, b, c, d]) as usize;
        } else {
            if let Some(id) = self.dictionary().filter(|id| *id != 0) {
                let lacks = format!("The file was compressed with a dictionary that is not in it (dictionary {id}).");
                return Err(io::Error::new(io::ErrorKind::Unsupported, lacks));
            }
            self.frames.reset(self.held.as_slice()).map_err(io::Error::other)?;
            self.checked = self.held.get(4).is_some_and(|about| about & 4 != 0);
            self.inside = true;
        }
        self.held.clear();
        Ok(())
    }
}

impl Decoder for Zstd {
    fn slice(&mut self, bytes: &[u8], out: &mut Vec<u8>) -> io::Result<usize> {
        let skipped = self.skip.min(bytes.len());
        self.skip -= skipped;
        let mut rest = bytes.get(skipped..).unwrap_or_default();
        // One block a call, so that its bytes are counted before the next comes.
        while let Some((more, after)) = rest.split_at_checked(rest.len().min(self.length() - self.held.len())) {
            if more.is_empty() {
                break;
            }
            self.held.extend_from_slice(more);
            rest = after;
            if self.held.len() == self.length() {
                self.piece(out)?;
                break;
            }
        }
        Ok(bytes.len() - rest.len())
    }

    fn end(&mut self, out: &mut Vec<u8>) -> io::Result<()> {
        if self.inside {
            let _ = self.frames.decode_blocks(LAST.as_slice(), BlockDecodingStrategy::UptoBlocks(1));
            self.frames.collect_to_writer(out)?;
        }
        if self.inside || self.skip > 0 || !self.held.is_empty() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(())
    }
}
