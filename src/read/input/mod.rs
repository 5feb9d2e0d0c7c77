//! The door: takes chunks of one or several files and gives one [`Reading`].
//!
//! In: file names and bytes as they came. On the way: fingerprint and size of those bytes, decompression, text encoding,
//! the format (asked for, or recognized from the first [`limits::HEAD`] bytes), then its reader. Out: the series of all
//! files; files of one format with the same id become one series. How the bytes are cut into chunks changes nothing.

mod cut;
mod encoding;
mod entries;
mod join;
mod old_encoding;

use crate::base::error::label;
use crate::base::{Code, Error, Notes, Reading, Settings, SourceFile, limits};
use crate::read::decompress::Decompressor;
use crate::read::series::{direction, shares};
use entries::{Entries, PendingReader};
use join::Readings;
use sha2::{Digest, Sha256};

/// The door of the room: several files in chunks, one [`Reading`] out.
pub struct Input {
    settings: Settings,
    done: Readings,
    open: Option<Open>,
    held: Option<PendingReader>,
    files: usize,
}

/// The file that is arriving.
struct Open {
    name: String,
    bytes: u64,
    print: Print,
    unpack: Decompressor,
    inner: Entries,
}

/// The fingerprint of a file: made on the way, or by somebody else.
enum Print {
    Own(Box<Sha256>),
    Later,
}

impl Input {
    /// Begins an input.
    pub fn new(settings: &Settings) -> Input {
        Input { settings: settings.clone(), done: Readings::default(), open: None, held: None, files: 0 }
    }

    /// The next file begins.
    pub fn file(&mut self, name: &str) -> Result<(), Error> {
        self.close()?;
        self.files += 1;
        if self.files > limits::FILES {
            let found = format!("More than {} files.", limits::FILES);
            return Err(Error::file(Code::TooManyFiles, found, "Give fewer at once."));
        }
        let waiting = self.held.take();
        let inner = Entries::new(waiting);
        let (name, print) = (label(name), Print::Own(Box::default()));
        self.open = Some(Open { name, bytes: 0, print, unpack: Decompressor::default(), inner });
        Ok(())
    }

    /// The size of that file, where it is known before its bytes come.
    pub fn expect(&mut self, bytes: u64) {
        if let Some(open) = &mut self.open {
            open.inner.expected = bytes;
        }
    }

    /// That file is hashed by somebody else; until then its count, from 1, stands for its SHA-256.
    pub fn apart(&mut self) {
        if let Some(open) = &mut self.open {
            open.print = Print::Later;
        }
    }

    /// The bytes of that file so far, where it is to be hashed here after all.
    pub fn hash(&mut self, bytes: &[u8]) {
        let Some(open) = &mut self.open else { return };
        if matches!(open.print, Print::Later) {
            open.print = Print::Own(Box::default());
        }
        if let Print::Own(hash) = &mut open.print {
            hash.update(bytes);
        }
    }

    /// The next bytes of that file, as they came.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), Error> {
        if self.open.is_none() {
            self.file("")?;
        }
        let Some(open) = &mut self.open else { return Ok(()) };
        open.bytes += bytes.len() as u64;
        if let Print::Own(hash) = &mut open.print {
            hash.update(bytes);
        }
        let (inner, settings) = (&mut open.inner, &self.settings);
        let pushed = open.unpack.push(bytes, &mut |decoded| inner.take(decoded, settings));
        pushed.map_err(|error| self.placed(error))
    }

    /// No more bytes will come.
    pub fn finish(mut self) -> Result<Reading, Error> {
        if self.open.is_none() && self.done.is_empty() {
            self.file("")?;
        }
        self.close()?;
        if let Some(held) = self.held.take() {
            self.done.add(held.reading()?)?;
        }
        let mut reading = join::join(self.done);
        shares::name(&mut reading);
        direction::by_shape(&mut reading);
        direction::set(&mut reading, &self.settings)?;
        reading.checked()
    }

    fn close(&mut self) -> Result<(), Error> {
        let Some(mut open) = self.open.take() else { return Ok(()) };
        let mut notes = Notes::default();
        let read = {
            let (inner, settings) = (&mut open.inner, &self.settings);
            open.unpack.finish(&mut |decoded| inner.take(decoded, settings), &mut notes)
        };
        open.inner.cut = open.unpack.is_broken();
        let sha256 = match open.print {
            Print::Own(hash) => hex(&hash.finalize()),
            Print::Later => self.files.to_string(),
        };
        let file = SourceFile { name: open.name.clone(), bytes: open.bytes, sha256 };
        let told =
            read.and_then(|()| open.inner.end(&self.settings)).map_err(|error| named(error, &open.name, self.files));
        let Entries { mut waiting, mut done, notes: skipped, .. } = told.map(|()| open.inner)?;
        notes.join(skipped);
        if let Some(held) = &mut waiting {
            held.files.push(file);
            held.notes.join(notes);
        } else if let Some(reading) = done.each().next_back() {
            reading.source.files.push(file);
            notes.join(std::mem::take(&mut reading.notes));
            reading.notes = notes;
        }
        self.held = waiting;
        self.done.append(done)
    }

    fn placed(&self, error: Error) -> Error {
        named(error, self.open.as_ref().map_or("", |open| &open.name), self.files)
    }
}

/// A fingerprint as a receipt has it.
pub fn hex(sha256: &[u8]) -> String {
    sha256.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Names the file in an error, where there are several.
fn named(mut error: Error, name: &str, files: usize) -> Error {
    if files > 1 {
        error.place.get_or_insert_default().file = Some(name.to_owned());
    }
    error
}
