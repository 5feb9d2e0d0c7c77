//! What every decoder is: compressed bytes go in, decompressed bytes and the beginnings of archive entries come out.

use std::io;

/// What a decoder gives.
pub(crate) enum Decoded<'a> {
    /// Bytes of a file that was not compressed.
    Plain(&'a [u8]),
    /// Bytes that were decompressed.
    Bytes(&'a [u8]),
    /// A member of an archive begins.
    Entry(Entry),
}

/// A file in an archive.
pub(crate) struct Entry {
    pub(crate) name: String,
    /// Why none of its bytes will come.
    pub(crate) unreadable: Option<&'static str>,
}

/// A decompressor: compressed bytes go in, what it decompresses is appended to `out`.
pub(crate) trait Decoder {
    /// Takes bytes and says how many; asked again, also with none, until it neither takes nor gives.
    fn slice(&mut self, bytes: &[u8], out: &mut Vec<u8>) -> io::Result<usize>;
    /// No more will come.
    fn end(&mut self, out: &mut Vec<u8>) -> io::Result<()>;
    /// The member of an archive that has begun: the bytes of the next call are its own.
    fn member(&mut self) -> Option<Entry> {
        None
    }
}
