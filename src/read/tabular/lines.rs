//! Text → lines: what formats of one line an entry are read by.
//!
//! In: bytes in any chunks. Out: each line as text, with its place. Refused: a line longer than [`limits::RECORD`].

use crate::base::{Code, Error, Place, Reading, limits};
use crate::read::format::Reader;

/// Takes the lines of a file.
pub(crate) trait LineHandler {
    /// The next line, without its end.
    fn line(&mut self, line: &str, place: Place) -> Result<(), Error>;
    /// No more will come.
    fn finish(self: Box<Self>) -> Result<Reading, Error>;
}

/// Parts the bytes of a file into lines.
pub(crate) struct LineReader {
    handler: Box<dyn LineHandler>,
    rest: Vec<u8>,
    byte: u64,
    count: u64,
}

impl LineReader {
    /// Lines go to this handler.
    pub(crate) fn new(handler: Box<dyn LineHandler>) -> LineReader {
        LineReader { handler, rest: Vec::new(), byte: 0, count: 0 }
    }

    fn give(&mut self, line: &[u8]) -> Result<(), Error> {
        self.count += 1;
        let place = Place::line(self.count, 1, self.byte);
        self.byte += line.len() as u64 + 1;
        let text = String::from_utf8_lossy(line.strip_suffix(b"\r").unwrap_or(line));
        self.handler.line(&text, place)
    }
}

impl Reader for LineReader {
    fn push(&mut self, mut bytes: &[u8]) -> Result<(), Error> {
        while let Some(end) = memchr::memchr(b'\n', bytes) {
            let (line, rest) = bytes.split_at(end);
            if self.rest.is_empty() {
                self.give(line)?;
            } else {
                let mut whole = std::mem::take(&mut self.rest);
                whole.extend_from_slice(line);
                self.give(&whole)?;
            }
            bytes = rest.get(1..).unwrap_or_default();
        }
        self.rest.extend_from_slice(bytes);
        if self.rest.len() > limits::RECORD {
            let found = format!("A line is longer than {} bytes.", limits::RECORD);
            return Err(Error::file(Code::RowTooLong, found, "Lines must end.").at(Place::line(
                self.count + 1,
                1,
                self.byte,
            )));
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<Reading, Error> {
        let rest = std::mem::take(&mut self.rest);
        if !rest.is_empty() {
            self.give(&rest)?;
        }
        self.handler.finish()
    }
}
