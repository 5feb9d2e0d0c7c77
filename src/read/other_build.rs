//! Sends a file to another build of the page where this one lacks the reader or the decoder.
//!
//! Every build recognizes every format by content, so that the page can load the build that reads it. The first build
//! stays small: IODA, plain CSV and plain JSON. Natively everything is there.

use crate::base::{Code, Error, Place, Reading};
use crate::read::format::Reader;

/// The reader of a rarer format, where this build has it.
pub(crate) fn formats(open: impl FnOnce() -> Box<dyn Reader>) -> Box<dyn Reader> {
    if cfg!(feature = "formats") { open() } else { Box::new(InAnotherBuild) }
}

/// The error that makes the page load the build that can: `formats`, `encodings`, `mrt` or `xlsx`.
///
/// The builds for routing data and for workbooks are asked for by what only they read, and have no room for the rest:
/// they send nowhere, so that the page never goes round in circles.
pub(crate) fn needed(build: &str) -> Error {
    let (code, found) = match build {
        "mrt" => (Code::NeedsMrt, "This is routing data, and this build can't read it."),
        "encodings" => (Code::NeedsEncodings, "This text is in an old encoding, and this build can't read it."),
        "xlsx" => (Code::NeedsXlsx, "This is a workbook, and this build can't read it."),
        _ => (Code::NeedsFormats, "This file is of a format that this build can't read."),
    };
    let alone = match build {
        "mrt" => "This is routing data, given together with a workbook.",
        _ if cfg!(feature = "mrt") => "This is an archive, or a file of another kind given together with routing data.",
        _ => "This is a file of another kind, given together with a workbook.",
    };
    if (cfg!(feature = "mrt") || cfg!(feature = "xlsx")) && !cfg!(feature = "formats") {
        let need = "In a page these are read one at a time, and routing data as it is, as gz or as bz2.";
        return Error::file(Code::ReadApart, alone, need).at(Place::byte(0));
    }
    Error::file(code, found, "The build that can is loaded for it.").at(Place::byte(0))
}

/// A reader that stands in another build.
struct InAnotherBuild;

impl Reader for InAnotherBuild {
    fn push(&mut self, _bytes: &[u8]) -> Result<(), Error> {
        Err(needed("formats"))
    }

    fn finish(self: Box<Self>) -> Result<Reading, Error> {
        Err(needed("formats"))
    }
}
