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
    files: usize,
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
    reader: Option<(&'static About, Box<dyn Reader>)>,
}

impl Intake {
    /// Begins an input.
    pub fn new(ask: &Ask) -> Intake {
        Intake { ask: ask.clone(), done: Vec::new(), open: None, files: 0 }
    }

    /// The next file begins.
    pub fn file(&mut self, name: &str) -> Result<(), Error> {
        self.close()?;
        self.files += 1;
        if self.files > limits::FILES {
            let found = format!("More than {} files.", limits::FILES);
            return Err(Error::file("too-many-files", found, "Give fewer at once."));
        }
        let inner = Inner { encoding: Encoding::default(), head: Vec::new(), reader: None };
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
        let read = read.and_then(|()| open.inner.finish(&self.ask));
        let (about, mut reading) = match read {
            Ok(read) => read,
            Err(error) => return Err(named(error, &open.name, self.files)),
        };
        reading.source.files.push(file);
        notes.join(std::mem::take(&mut reading.notes));
        reading.notes = notes;
        self.done.push((about, reading));
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

impl Inner {
    fn push(&mut self, bytes: &[u8], ask: &Ask) -> Result<(), Error> {
        let text = self.encoding.push(bytes, false);
        feed(&mut self.head, &mut self.reader, text, ask)
    }

    fn finish(mut self, ask: &Ask) -> Result<(&'static About, Reading), Error> {
        let text = self.encoding.push(&[], true);
        feed(&mut self.head, &mut self.reader, text, ask)?;
        if self.reader.is_none() {
            let format = choose(Head { bytes: &self.head, whole: true }, ask)?;
            let mut reader = format.open(ask);
            reader.push(&self.head).map_err(|error| error.in_format(format.about().id))?;
            self.reader = Some((format.about(), reader));
        }
        let Some((about, reader)) = self.reader else { return Err(Error::ours("no-reader", "No reader was opened.")) };
        let mut read = reader.finish().map_err(|error| error.in_format(about.id));
        if self.encoding.recodes()
            && let Err(error) = &mut read
            && let Some(place) = &mut error.place
        {
            // Bytes of the recoded text are not bytes of the file.
            place.byte = None;
        }
        Ok((about, read?))
    }
}

/// Gathers the head, then chooses the format, then passes bytes on. The first push of a reader is the whole head.
fn feed(
    head: &mut Vec<u8>,
    reader: &mut Option<(&'static About, Box<dyn Reader>)>,
    mut text: &[u8],
    ask: &Ask,
) -> Result<(), Error> {
    if reader.is_none() {
        let (begin, rest) = text.split_at(text.len().min(limits::HEAD - head.len()));
        head.extend_from_slice(begin);
        if head.len() < limits::HEAD {
            return Ok(());
        }
        let format = choose(Head { bytes: head, whole: false }, ask)?;
        let mut opened = format.open(ask);
        opened.push(head).map_err(|error| error.in_format(format.about().id))?;
        *head = Vec::new();
        *reader = Some((format.about(), opened));
        text = rest;
    }
    match reader {
        Some((about, reader)) if !text.is_empty() => reader.push(text).map_err(|error| error.in_format(about.id)),
        _ => Ok(()),
    }
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
