//! Reads one file: its own content, or each entry of an archive.
//!
//! In: decompressed bytes, and where an entry of an archive begins. Out: finished readings, and the reader that can take
//! another file of its format. An entry that is no data is skipped with a Note; if no entry is data, the first one's
//! error is the file's.

use super::cut::Unit;
use super::encoding::Encoding;
use super::join::Readings;
use super::old_encoding::{OldEncoding, is_old};
use crate::base::error::label;
use crate::base::{Code, Error, Notes, Place, Reading, Settings, SourceFile, limits, nearest};
use crate::read::decompress::decoder::{Decoded, Entry};
use crate::read::format::{About, Format, Reader};
use crate::read::formats::FORMATS;
#[cfg(not(feature = "xlsx"))]
use crate::read::other_build;
use crate::read::sniff::head::Head;
use crate::read::sniff::unknown;
#[cfg(feature = "xlsx")]
use crate::read::xlsx::{self, Book, First};

/// A reader with the files and notes it has so far.
pub(crate) struct PendingReader {
    pub(crate) about: &'static About,
    reader: Box<dyn Reader>,
    unit: Unit,
    pub(crate) files: Vec<SourceFile>,
    pub(crate) notes: Notes,
}

/// A file, or the members of an archive one after another.
#[derive(Default)]
pub(crate) struct Entries {
    encoding: Encoding,
    /// Where the text is in none of Unicode's encodings.
    old: Option<OldEncoding>,
    head: Vec<u8>,
    reader: Option<PendingReader>,
    /// A compressed file may break off: of its text only whole lines are given, and the rest waits here.
    tail: Vec<u8>,
    holds_back: bool,
    /// The file broke off: what waits is not whole.
    pub(crate) cut: bool,
    /// The reader of the file before, if it takes another file of its format.
    pub(crate) waiting: Option<PendingReader>,
    /// Readings that are complete.
    pub(crate) done: Readings,
    /// What was stepped over.
    pub(crate) notes: Notes,
    /// Bytes that the file has, where that is known; of a member nothing is.
    pub(crate) expected: u64,
    /// Members that have begun.
    count: usize,
    name: String,
    /// Nothing more of this member is read.
    skips: bool,
    refused: Option<Error>,
    /// The archive is a workbook.
    #[cfg(feature = "xlsx")]
    book: Option<Box<Book>>,
    /// Chooses the format where what comes is the text of a sheet.
    of_sheet: Option<fn(&Head<'_>) -> &'static dyn Format>,
}

impl PendingReader {
    pub(crate) fn reading(mut self) -> Result<(&'static About, Reading), Error> {
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

impl Entries {
    /// Begins a file after one whose reader may take it.
    pub(crate) fn new(waiting: Option<PendingReader>) -> Entries {
        Entries { waiting, ..Entries::default() }
    }

    /// Takes what a decoder gives.
    pub(crate) fn take(&mut self, decoded: Decoded<'_>, settings: &Settings) -> Result<(), Error> {
        match decoded {
            #[cfg(feature = "xlsx")]
            Decoded::Bytes(bytes) if self.book.is_some() => self.book.as_mut().map_or(Ok(()), |book| book.push(bytes)),
            Decoded::Plain(_) | Decoded::Bytes(_) if self.skips => Ok(()),
            Decoded::Plain(bytes) => self.push(bytes, settings),
            Decoded::Bytes(bytes) => {
                self.holds_back = true;
                let read = self.push(bytes, settings);
                self.or_skip(read)
            }
            Decoded::Entry(member) => self.begin(member, settings),
        }
    }

    /// No more will come of the file.
    pub(crate) fn end(&mut self, settings: &Settings) -> Result<(), Error> {
        self.end_one(settings)?;
        #[cfg(feature = "xlsx")]
        if let Some(book) = self.book.take() {
            return self.sheet(*book, settings);
        }
        if self.count > 0 && self.done.is_empty() && self.waiting.is_none() {
            let none = || Error::file(Code::NoData, "The archive holds no file.", unknown::NEED).at(Place::byte(0));
            return Err(self.refused.take().unwrap_or_else(none));
        }
        Ok(())
    }

    fn begin(&mut self, member: Entry, settings: &Settings) -> Result<(), Error> {
        if self.count > 0 {
            self.end_one(settings)?;
        }
        self.count += 1;
        if self.count > limits::FILES {
            let found = format!("The archive holds more than {} files.", limits::FILES);
            return Err(Error::file(Code::TooManyFiles, found, "Give fewer at once.").at(Place::byte(0)));
        }
        let begins = |begin: &[&str]| begin.iter().any(|begin| member.name.starts_with(begin));
        for (folder, kind) in [("word/", "a Word document"), ("ppt/", "a slide show")] {
            if begins(&[folder]) {
                return Err(unknown::no_data(&["This is ", kind, "."].concat()));
            }
        }
        if begins(&["content.xml"]) {
            let found = "This is an OpenDocument.";
            return Err(Error::file(Code::NoData, found, unknown::NEED_OF_WORKBOOKS).at(Place::byte(0)));
        }
        // Everything below `xl/` is the workbook's, pictures and settings of printers too, but not a table in a folder of that name.
        let is_text = [".csv", ".tsv", ".txt", ".json", ".gz"].iter().any(|end| member.name.ends_with(end));
        if begins(&["xl/"]) && !is_text {
            self.skips = true;
            #[cfg(feature = "xlsx")]
            return self.book.get_or_insert_default().begin(&member.name);
            #[cfg(not(feature = "xlsx"))]
            return Err(other_build::needed("xlsx"));
        }
        // Folders, what one system adds to every archive, and what every office document begins with.
        let aside = ["__MACOSX/", "[Content_Types].xml", "_rels/", "docProps/", "customXml/"];
        self.skips = member.name.ends_with('/') || begins(&aside);
        #[cfg(feature = "xlsx")]
        if let Some(book) = &mut self.book {
            // Thumbnails and what other programs put into a workbook are no sheets of it.
            self.skips = true;
            return book.begin(&member.name);
        }
        self.name = label(&member.name);
        if let Some(found) = member.unreadable.filter(|_| !self.skips) {
            return self.or_skip(Err(Error::file(Code::MemberUnreadable, found, unknown::NEED).at(Place::byte(0))));
        }
        Ok(())
    }

    /// Steps over a member that is no data; what stops the walk does so in an archive, too.
    fn or_skip(&mut self, read: Result<(), Error>) -> Result<(), Error> {
        let Err(error) = read else { return Ok(()) };
        if self.count == 0 || error.code.ends_the_input() {
            return Err(error);
        }
        let text = ["“", &self.name, "” in the archive was not read: ", &error.found].concat();
        self.notes.add(Code::MemberSkipped, text);
        self.refused.get_or_insert(error);
        (self.skips, self.reader) = (true, None);
        Ok(())
    }

    fn end_one(&mut self, settings: &Settings) -> Result<(), Error> {
        if !self.skips {
            let recodes = self.encoding.recodes() || self.old.is_some();
            let read = self.close(settings).map_err(|mut error| {
                if recodes && let Some(place) = &mut error.place {
                    // Bytes of the recoded text are not bytes of the file.
                    place.byte = None;
                }
                error
            });
            self.or_skip(read)?;
        }
        (self.encoding, self.reader, self.skips, self.holds_back) = (Encoding::default(), None, false, false);
        self.old = None;
        self.head.clear();
        Ok(())
    }

    /// The first sheet of a workbook, as a file of its own.
    #[cfg(feature = "xlsx")]
    fn sheet(&mut self, book: Book, settings: &Settings) -> Result<(), Error> {
        let mut notes = Notes::default();
        let first = book.first(&mut notes)?;
        let name = first.name();
        let mut open = Entries { of_sheet: Some(xlsx::choose), ..Entries::new(self.waiting.take()) };
        let read = first.write(&mut |bytes| open.push(bytes, settings)).and_then(|()| open.close(settings));
        read.map_err(|error| First::error(&name, error))?;
        for reading in open.done.each() {
            reading.notes.each_place(First::place);
            let read = std::mem::replace(&mut reading.notes, std::mem::take(&mut notes));
            reading.notes.join(read);
        }
        self.done.append(open.done)
    }

    fn push(&mut self, bytes: &[u8], settings: &Settings) -> Result<(), Error> {
        let mut encoding = std::mem::take(&mut self.encoding);
        let text = encoding.push(bytes, false);
        let given = match memchr::memrchr(b'\n', text).map(|at| text.split_at(at + 1)) {
            _ if !self.holds_back => self.give(text, settings),
            Some((lines, rest)) => {
                let before = std::mem::replace(&mut self.tail, rest.to_vec());
                self.give(&before, settings).and_then(|()| self.give(lines, settings))
            }
            None => {
                self.tail.extend_from_slice(text);
                // A document may be one line: it is let go when it grows.
                let long = if self.tail.len() > limits::RECORD { std::mem::take(&mut self.tail) } else { Vec::new() };
                self.give(&long, settings)
            }
        };
        self.encoding = encoding;
        given
    }

    fn give(&mut self, mut text: &[u8], settings: &Settings) -> Result<(), Error> {
        if self.reader.is_none() {
            let (begin, rest) = text.split_at(text.len().min(limits::HEAD - self.head.len()));
            self.head.extend_from_slice(begin);
            if self.head.len() < limits::HEAD {
                return Ok(());
            }
            text = rest;
            self.tell_encoding(false)?;
            let expected = if self.count == 0 { self.expected } else { 0 };
            let Entries { head, waiting, of_sheet, .. } = self;
            self.reader = Some(begin_with(head, Some(expected), *of_sheet, waiting, settings)?);
        }
        let Entries { old, reader, .. } = self;
        let text = match old {
            Some(old) => old.decode(text, false),
            None => text,
        };
        match reader {
            Some(held) if !text.is_empty() => held.push(text),
            _ => Ok(()),
        }
    }

    /// The head is as full as it gets: text in an old encoding is recoded from here on, and said.
    fn tell_encoding(&mut self, last: bool) -> Result<(), Error> {
        if !is_old(&self.head) {
            return Ok(());
        }
        let mut old = OldEncoding::of(&self.head)?;
        self.head = old.decode(&self.head, last).to_vec();
        let text = format!("The text is not Unicode; it was read as {}, which was guessed from its letters.", old.name);
        self.notes.add(Code::EncodingGuessed, text);
        self.old = Some(old);
        Ok(())
    }

    /// The member or file is complete: its reading, or its reader for the next.
    fn close(&mut self, settings: &Settings) -> Result<(), Error> {
        let mut last = std::mem::take(&mut self.tail);
        last.extend_from_slice(self.encoding.push(&[], true));
        if self.cut {
            let unit =
                self.reader.as_ref().map_or_else(|| Unit::of(&[&self.head, &last[..]].concat()), |held| held.unit);
            unit.trim(&mut last);
        }
        let mut held = match self.reader.take() {
            Some(mut held) => {
                match &mut self.old {
                    Some(old) => held.push(old.decode(&last, true))?,
                    None => held.push(&last)?,
                }
                held
            }
            None => {
                self.head.extend_from_slice(&last);
                self.tell_encoding(true)?;
                begin_with(&mut self.head, None, self.of_sheet, &mut self.waiting, settings)?
            }
        };
        if let Some(before) = self.waiting.take() {
            self.done.add(before.reading()?)?;
        }
        if held.reader.next_file().map_err(|error| error.in_format(held.about.id))? {
            self.waiting = Some(held);
        } else {
            self.done.add(held.reading()?)?;
        }
        Ok(())
    }
}

/// Chooses the format and gives its reader the head. `expected` is of how many
/// bytes it is the beginning, 0 where nobody knows; none where it is all.
fn begin_with(
    head: &mut Vec<u8>,
    expected: Option<u64>,
    of_sheet: Option<fn(&Head<'_>) -> &'static dyn Format>,
    waiting: &mut Option<PendingReader>,
    settings: &Settings,
) -> Result<PendingReader, Error> {
    let bytes = std::mem::take(head);
    let head = Head::with(&bytes, expected.is_none(), &settings.columns);
    let format = match of_sheet {
        Some(of_sheet) => of_sheet(&head),
        None => choose(&head, settings)?,
    };
    let about = format.about();
    let mut held = match waiting.take_if(|held| held.about.id == about.id) {
        Some(held) => held,
        None => PendingReader {
            about,
            reader: format.open(settings),
            unit: Unit::of(&bytes),
            files: Vec::new(),
            notes: Notes::default(),
        },
    };
    held.reader.expect(expected.unwrap_or(0));
    held.reader.begin(head).map_err(|error| error.in_format(about.id))?;
    Ok(held)
}

/// The format that was asked for, else the surest.
fn choose(head: &Head<'_>, settings: &Settings) -> Result<&'static dyn Format, Error> {
    if let Some(id) = &settings.format {
        let known = || FORMATS.iter().map(|format| format.about().id).collect();
        let unknown = || nearest::unknown(Code::UnknownFormat, "format", id, known());
        return FORMATS.iter().find(|format| format.about().id == id).copied().ok_or_else(unknown);
    }
    if unknown::is_tar(head.bytes) {
        // The head of its first file would make the whole archive look like that file.
        return Err(unknown::explain(head));
    }
    let mut best: Option<(u8, &'static dyn Format)> = None;
    for format in FORMATS {
        let sure = format.sniff(head);
        if sure > best.map_or(0, |(sure, _)| sure) {
            best = Some((sure, *format));
        }
    }
    best.map(|(_, format)| format).ok_or_else(|| unknown::explain(head))
}
