//! The door: chunks of one or several files → one [`Reading`].
//!
//! In: file names and bytes as they came. On the way: fingerprint and size of those bytes, decompression, text encoding,
//! the format told from the first [`limits::HEAD`] bytes (or asked for), then its reader. Out: the series of all files;
//! those of one format with one id are one series. The result is the same however the bytes are cut into chunks.

use super::encoding::Encoding;
use super::unpack::Unpack;
use super::{About, FORMATS, Format, Head, Reader, join, unknown};
use crate::base::error::{label, quote};
use crate::base::{Ask, Error, Notes, Reading, SourceFile, ask, limits};
use sha2::{Digest, Sha256};

/// The door of the room: several files in chunks, one [`Reading`] out.
pub struct Intake {
    ask: Ask,
    done: Vec<(&'static About, Reading)>,
    open: Option<Open>,
    held: Option<Held>,
    files: usize,
}

/// A reader with the files and notes it has so far.
struct Held {
    about: &'static About,
    reader: Box<dyn Reader>,
    files: Vec<SourceFile>,
    notes: Notes,
}

/// The file that is arriving.
struct Open {
    name: String,
    bytes: u64,
    hash: Sha256,
    unpack: Unpack,
    inner: Inner,
}

/// What its decompressed bytes go through.
struct Inner {
    encoding: Encoding,
    head: Vec<u8>,
    reader: Option<Held>,
    /// The reader of the file before, if it takes another file of its format.
    waiting: Option<Held>,
}

impl Intake {
    /// Begins an input.
    pub fn new(ask: &Ask) -> Intake {
        Intake { ask: ask.clone(), done: Vec::new(), open: None, held: None, files: 0 }
    }

    /// The next file begins.
    pub fn file(&mut self, name: &str) -> Result<(), Error> {
        self.close()?;
        self.files += 1;
        if self.files > limits::FILES {
            let found = format!("More than {} files.", limits::FILES);
            return Err(Error::file("too-many-files", found, "Give fewer at once."));
        }
        let waiting = self.held.take();
        let inner = Inner { encoding: Encoding::default(), head: Vec::new(), reader: None, waiting };
        self.open = Some(Open { name: label(name), bytes: 0, hash: Sha256::new(), unpack: Unpack::default(), inner });
        Ok(())
    }

    /// The next bytes of that file, as they came.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), Error> {
        if self.open.is_none() {
            self.file("")?;
        }
        let Some(open) = &mut self.open else { return Ok(()) };
        open.bytes += bytes.len() as u64;
        open.hash.update(bytes);
        let (inner, ask) = (&mut open.inner, &self.ask);
        let pushed = open.unpack.push(bytes, &mut |bytes| inner.push(bytes, ask));
        pushed.map_err(|error| self.placed(error))
    }

    /// No more bytes will come.
    pub fn finish(mut self) -> Result<Reading, Error> {
        if self.open.is_none() && self.done.is_empty() {
            self.file("")?;
        }
        self.close()?;
        if let Some(held) = self.held.take() {
            self.done.push(held.reading()?);
        }
        Ok(join::join(self.done))
    }

    fn close(&mut self) -> Result<(), Error> {
        let Some(mut open) = self.open.take() else { return Ok(()) };
        let mut notes = Notes::default();
        let read = {
            let (inner, ask) = (&mut open.inner, &self.ask);
            open.unpack.finish(&mut |bytes| inner.push(bytes, ask), &mut notes)
        };
        let sha256 = open.hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        let file = SourceFile { name: open.name.clone(), bytes: open.bytes, sha256 };
        let recodes = open.inner.encoding.recodes();
        let done = &mut self.done;
        let told = read.and_then(|()| open.inner.finish(&self.ask)).and_then(|(mut held, before)| {
            if let Some(before) = before {
                done.push(before.reading()?);
            }
            held.files.push(file);
            held.notes.join(notes);
            let more = held.reader.next_file().map_err(|error| error.in_format(held.about.id))?;
            if more {
                return Ok(Some(held));
            }
            done.push(held.reading()?);
            Ok(None)
        });
        self.held = told.map_err(|mut error| {
            if recodes && let Some(place) = &mut error.place {
                // Bytes of the recoded text are not bytes of the file.
                place.byte = None;
            }
            named(error, &open.name, self.files)
        })?;
        Ok(())
    }

    fn placed(&self, error: Error) -> Error {
        named(error, self.open.as_ref().map_or("", |open| &open.name), self.files)
    }
}

/// Names the file in an error, where there are several.
fn named(mut error: Error, name: &str, files: usize) -> Error {
    if files > 1 {
        error.place.get_or_insert_default().file = Some(name.to_owned());
    }
    error
}

impl Held {
    fn reading(mut self) -> Result<(&'static About, Reading), Error> {
        let mut reading = self.reader.finish().map_err(|error| error.in_format(self.about.id))?;
        reading.source.files = self.files;
        self.notes.join(reading.notes);
        reading.notes = self.notes;
        Ok((self.about, reading))
    }

    fn push(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.reader.push(bytes).map_err(|error| error.in_format(self.about.id))
    }
}

impl Inner {
    fn push(&mut self, bytes: &[u8], ask: &Ask) -> Result<(), Error> {
        let Inner { encoding, head, reader, waiting } = self;
        let mut text = encoding.push(bytes, false);
        if reader.is_none() {
            let (begin, rest) = text.split_at(text.len().min(limits::HEAD - head.len()));
            head.extend_from_slice(begin);
            if head.len() < limits::HEAD {
                return Ok(());
            }
            text = rest;
            *reader = Some(begin_with(head, false, waiting, ask)?);
        }
        match reader {
            Some(held) if !text.is_empty() => held.push(text),
            _ => Ok(()),
        }
    }

    /// The file's reader; and that of the files before, if it is another.
    fn finish(mut self, ask: &Ask) -> Result<(Held, Option<Held>), Error> {
        let Inner { encoding, head, reader, .. } = &mut self;
        let text = encoding.push(&[], true);
        if let Some(held) = reader {
            held.push(text)?;
        } else {
            head.extend_from_slice(text);
        }
        let held = match self.reader {
            Some(held) => held,
            None => begin_with(&mut self.head, true, &mut self.waiting, ask)?,
        };
        Ok((held, self.waiting))
    }
}

/// Chooses the format and gives its reader the head: the first push of a reader is the whole head.
fn begin_with(head: &mut Vec<u8>, whole: bool, waiting: &mut Option<Held>, ask: &Ask) -> Result<Held, Error> {
    let format = choose(Head { bytes: head, whole }, ask)?;
    let about = format.about();
    let mut held = match waiting.take_if(|held| held.about.id == about.id) {
        Some(held) => held,
        None => Held { about, reader: format.open(ask), files: Vec::new(), notes: Notes::default() },
    };
    held.push(&std::mem::take(head))?;
    Ok(held)
}

/// The format that was asked for, else the surest.
fn choose(head: Head<'_>, ask: &Ask) -> Result<&'static dyn Format, Error> {
    if let Some(id) = &ask.format {
        let known = || FORMATS.iter().map(|format| format.about().id);
        return FORMATS.iter().find(|format| format.about().id == id).copied().ok_or_else(|| {
            let need = match ask::nearest(id, known()) {
                Some(near) => format!("Did you mean “{near}”?"),
                None => format!("Known are {}.", known().collect::<Vec<_>>().join(", ")),
            };
            Error::ask("unknown-format", format!("There is no format {}.", quote(id)), need)
        });
    }
    let mut best: Option<(u8, &'static dyn Format)> = None;
    for format in FORMATS {
        let sure = format.sniff(head);
        if sure > best.map_or(0, |(sure, _)| sure) {
            best = Some((sure, *format));
        }
    }
    best.map(|(_, format)| format).ok_or_else(|| unknown::tell(head))
}
