//! What the first build of the page leaves to another: the rarer formats, and decompression.
//!
//! Every build knows every format and tells it by content, so that the page can load the build that reads it. The first
//! one stays small: IODA, plain CSV and plain JSON. Natively everything is there.

use super::Reader;
use super::unpack::Decoder;
use crate::base::{Error, Place, Reading};

/// The decoder of a stream that begins with these bytes, where this build has it; `rest` is what is known to follow.
pub(super) fn decoder(begin: &[u8], rest: &[u8]) -> Result<Box<dyn Decoder>, Error> {
    #[cfg(any(feature = "formats", feature = "mrt", feature = "xlsx"))]
    if let Some(decoder) = super::packed::decoder(begin) {
        return Ok(decoder);
    }
    // The name of the first member stands behind the 30 bytes of its header.
    let first = rest.get(30 - begin.len()..).unwrap_or_default();
    let workbook = ["[Content_Types].xml", "_rels/", "xl/", "docProps/"];
    if begin.starts_with(b"PK") && workbook.iter().any(|name| first.starts_with(name.as_bytes())) {
        return Err(needed("xlsx"));
    }
    Err(needed("formats"))
}

/// The reader of a rarer format, where this build has it.
pub(super) fn formats(open: impl FnOnce() -> Box<dyn Reader>) -> Box<dyn Reader> {
    if cfg!(feature = "formats") { open() } else { Box::new(Elsewhere) }
}

/// The error that makes the page load the build that can: `formats`, `mrt` or `xlsx`.
///
/// The builds for routing data and for workbooks are asked for by what only they read, and have no room for the rest:
/// they send nowhere, so that the page never goes round in circles.
pub(super) fn needed(build: &str) -> Error {
    let (code, found) = match build {
        "mrt" => ("needs-mrt", "This is routing data, and this build can't read it."),
        "xlsx" => ("needs-xlsx", "This is a workbook, and this build can't read it."),
        _ => ("needs-formats", "This file is of a format that this build can't read."),
    };
    let alone = match build {
        "mrt" => "This is routing data, given together with a workbook.",
        _ if cfg!(feature = "mrt") => "This is an archive, or a file of another kind given together with routing data.",
        _ => "This is a file of another kind, given together with a workbook.",
    };
    if (cfg!(feature = "mrt") || cfg!(feature = "xlsx")) && !cfg!(feature = "formats") {
        let need = "In a page these are read one at a time, and routing data as it is, as gz or as bz2.";
        return Error::file("read-apart", alone, need).at(Place::byte(0));
    }
    Error::file(code, found, "The build that can is loaded for it.").at(Place::byte(0))
}

/// A reader that stands in another build.
struct Elsewhere;

impl Reader for Elsewhere {
    fn push(&mut self, _bytes: &[u8]) -> Result<(), Error> {
        Err(needed("formats"))
    }

    fn finish(self: Box<Self>) -> Result<Reading, Error> {
        Err(needed("formats"))
    }
}
