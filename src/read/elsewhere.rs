//! What the first build of the page leaves to another: the rarer formats, and decompression.
//!
//! Every build knows every format and tells it by content, so that the page can load the build that reads it. The first
//! one stays small: IODA, plain CSV and plain JSON. Natively everything is there.

use super::Reader;
use super::unpack::Decoder;
use crate::base::{Error, Place, Reading};

/// The decoder of a stream that begins with these bytes, where this build has it.
pub(super) fn decoder(begin: &[u8]) -> Result<Box<dyn Decoder>, Error> {
    #[cfg(any(feature = "formats", feature = "mrt"))]
    if let Some(decoder) = super::packed::decoder(begin) {
        return Ok(decoder);
    }
    let _ = begin;
    if cfg!(feature = "mrt") {
        // The build for routing data has no room for every way to compress; the one with the others has sent it here.
        let (found, need) = ("This is routing data in an archive.", "Give it as it is, or as gz or bz2.");
        return Err(Error::file("archive-of-routes", found, need).at(Place::byte(0)));
    }
    Err(needed("This is a compressed file."))
}

/// The reader of a rarer format, where this build has it.
pub(super) fn formats(open: impl FnOnce() -> Box<dyn Reader>) -> Box<dyn Reader> {
    if cfg!(feature = "formats") { open() } else { Box::new(Elsewhere) }
}

/// The error that makes the page load the build with the rarer formats.
pub(super) fn needed(found: &str) -> Error {
    Error::file("needs-formats", found, "The build that can is loaded for it.").at(Place::byte(0))
}

/// A reader that stands in another build.
struct Elsewhere;

impl Reader for Elsewhere {
    fn push(&mut self, _bytes: &[u8]) -> Result<(), Error> {
        Err(needed("This file is of a format that this build can't read."))
    }

    fn finish(self: Box<Self>) -> Result<Reading, Error> {
        Err(needed("This file is of a format that this build can't read."))
    }
}
