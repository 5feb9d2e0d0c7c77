//! Cuts bytes into rows of cells as they arrive.
//!
//! Lines without a quote are cut where they lie, without a copy; a record with one goes through csv-core (RFC 4180,
//! quoted delimiters and line breaks), which keeps its state from chunk to chunk. Blank lines are skipped.
//! Refused: a record longer than [`limits::RECORD`], which is what an unclosed quote makes.

use crate::base::{Code, Error, Place, limits};
use csv_core::ReadRecordResult;

/// A row: its cells, and where it begins.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row<'a> {
    /// Line of the file, from 1.
    pub(crate) line: u64,
    /// Byte of the file, from 0.
    pub(crate) byte: u64,
    bytes: &'a [u8],
    ends: &'a [usize],
    /// Bytes between two cells: 1 where they lie in the file, 0 where csv-core took delimiters and quotes out.
    gap: usize,
}

impl<'a> Row<'a> {
    /// Number of cells.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// A cell, `None` behind the last.
    pub(crate) fn cell(&self, i: usize) -> Option<&'a [u8]> {
        let end = *self.ends.get(i)?;
        let start = match i.checked_sub(1) {
            Some(before) => self.ends.get(before)? + self.gap,
            None => 0,
        };
        self.bytes.get(start..end)
    }

    /// Every cell.
    pub(crate) fn cells(&self) -> impl Iterator<Item = &'a [u8]> {
        let row = *self;
        (0..row.len()).filter_map(move |i| row.cell(i))
    }

    /// The place of a cell.
    pub(crate) fn place(&self, cell: usize) -> Place {
        Place::line(self.line, cell as u64 + 1, self.byte)
    }
}

/// What takes rows.
pub(crate) trait Sink {
    /// The next row.
    fn row(&mut self, row: Row<'_>) -> Result<(), Error>;
    /// Takes the rows that begin here by itself, as many as it likes; gives their bytes and their number.
    fn take(&mut self, _bytes: &[u8]) -> (usize, u64) {
        (0, 0)
    }
}

/// The tokenizer.
pub(crate) struct Rows {
    delimiter: u8,
    end: u8,
    core: csv_core::Reader,
    /// True while a record with quotes is being read.
    quoted: bool,
    /// The beginning of a line whose end has not come.
    carry: Vec<u8>,
    out: Vec<u8>,
    filled: usize,
    ends: Vec<usize>,
    ended: usize,
    line: u64,
    byte: u64,
    /// Bytes and line breaks of the record with quotes so far.
    taken: u64,
    breaks: u64,
}

impl Rows {
    /// Begins at a place of the file; `end` is the byte that ends a line.
    pub(crate) fn new(delimiter: u8, end: u8, line: u64, byte: u64) -> Rows {
        let core =
            csv_core::ReaderBuilder::new().delimiter(delimiter).terminator(csv_core::Terminator::Any(end)).build();
        Rows {
            delimiter,
            end,
            core,
            quoted: false,
            carry: Vec::new(),
            out: vec![0; 1024],
            filled: 0,
            ends: vec![0; 64],
            ended: 0,
            line,
            byte,
            taken: 0,
            breaks: 0,
        }
    }

    /// Takes the next bytes.
    pub(crate) fn push(&mut self, mut bytes: &[u8], sink: &mut impl Sink) -> Result<(), Error> {
        while !bytes.is_empty() {
            if self.quoted {
                bytes = self.record(bytes, sink)?;
                continue;
            }
            if self.carry.is_empty() {
                let (taken, lines) = sink.take(bytes);
                self.line += lines;
                self.byte += taken as u64;
                bytes = bytes.get(taken..).unwrap_or_default();
            }
            let Some(at) = memchr::memchr2(self.end, b'"', bytes) else {
                self.carry.extend_from_slice(bytes);
                return self.bounded(self.carry.len());
            };
            let (line, rest) = bytes.split_at(at);
            match rest.split_first() {
                Some((byte, rest)) if *byte == self.end => {
                    if self.carry.is_empty() {
                        self.plain(line, sink)?;
                    } else {
                        let mut whole = std::mem::take(&mut self.carry);
                        whole.extend_from_slice(line);
                        self.plain(&whole, sink)?;
                        whole.clear();
                        self.carry = whole;
                    }
                    bytes = rest;
                }
                _ => {
                    self.quoted = true;
                    // To csv-core no bytes mean the end of the file.
                    let begun = std::mem::take(&mut self.carry);
                    if !begun.is_empty() {
                        self.record(&begun, sink)?;
                    }
                }
            }
        }
        Ok(())
    }

    /// No more bytes will come: the last line may lack its end.
    pub(crate) fn finish(&mut self, sink: &mut impl Sink) -> Result<(), Error> {
        if self.quoted {
            return self.record(&[], sink).map(|_| ());
        }
        let last = std::mem::take(&mut self.carry);
        if last.is_empty() { Ok(()) } else { self.plain(&last, sink) }
    }

    /// A line without a quote.
    fn plain(&mut self, line: &[u8], sink: &mut impl Sink) -> Result<(), Error> {
        let (number, byte) = (self.line, self.byte);
        self.line += 1;
        self.byte += line.len() as u64 + 1;
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.is_empty() {
            return Ok(());
        }
        // Cells are short: byte by byte is as fast as by search.
        let mut count = 0;
        for (at, byte) in line.iter().enumerate() {
            if *byte == self.delimiter {
                self.cut(count, at);
                count += 1;
            }
        }
        self.cut(count, line.len());
        let ends = self.ends.get(..=count).unwrap_or_default();
        sink.row(Row { line: number, byte, bytes: line, ends, gap: 1 })
    }

    /// A cell of a line without a quote ends there.
    fn cut(&mut self, cell: usize, at: usize) {
        match self.ends.get_mut(cell) {
            Some(end) => *end = at,
            None => self.ends.push(at),
        }
    }

    /// A record with quotes, or what of it is in these bytes; gives back what is behind it.
    fn record<'b>(&mut self, mut bytes: &'b [u8], sink: &mut impl Sink) -> Result<&'b [u8], Error> {
        loop {
            let out = self.out.get_mut(self.filled..).unwrap_or_default();
            let ends = self.ends.get_mut(self.ended..).unwrap_or_default();
            let (result, read, wrote, ended) = self.core.read_record(bytes, out, ends);
            let (done, rest) = bytes.split_at(read);
            self.taken += read as u64;
            self.breaks += memchr::memchr_iter(self.end, done).count() as u64;
            self.filled += wrote;
            self.ended += ended;
            bytes = rest;
            match result {
                ReadRecordResult::InputEmpty => {
                    self.bounded(self.filled)?;
                    return Ok(bytes);
                }
                ReadRecordResult::OutputFull => {
                    self.bounded(self.filled)?;
                    self.out.resize(self.out.len() * 2, 0);
                }
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                ReadRecordResult::Record | ReadRecordResult::End => {
                    if self.ended > 0 {
                        self.strip_return();
                        let ends = self.ends.get(..self.ended).unwrap_or_default();
                        sink.row(Row { line: self.line, byte: self.byte, bytes: &self.out, ends, gap: 0 })?;
                    }
                    self.line += self.breaks;
                    self.byte += self.taken;
                    (self.quoted, self.filled, self.ended, self.taken, self.breaks) = (false, 0, 0, 0, 0);
                    self.core.reset();
                    return Ok(bytes);
                }
            }
        }
    }

    /// The carriage return before the line end belongs to neither.
    fn strip_return(&mut self) {
        if let Some(last) = self.ends.get_mut(self.ended - 1)
            && last.checked_sub(1).and_then(|i| self.out.get(i)) == Some(&b'\r')
        {
            *last -= 1;
        }
    }

    fn bounded(&self, length: usize) -> Result<(), Error> {
        if length <= limits::RECORD {
            return Ok(());
        }
        let found = format!("A row is longer than {} bytes; perhaps a quote was never closed.", limits::RECORD);
        Err(Error::file(Code::RowTooLong, found, "Rows must end.").at(Place::line(self.line, 1, self.byte)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[derive(Default, Debug, PartialEq)]
    struct Kept(Vec<(u64, u64, Vec<String>)>);

    impl Sink for Kept {
        fn row(&mut self, row: Row<'_>) -> Result<(), Error> {
            let cells = row.cells().map(|c| String::from_utf8_lossy(c).into_owned()).collect();
            self.0.push((row.line, row.byte, cells));
            Ok(())
        }
    }

    fn rows(pieces: &[&[u8]], end: u8) -> Kept {
        let mut kept = Kept::default();
        let mut rows = Rows::new(b',', end, 1, 0);
        for piece in pieces {
            rows.push(piece, &mut kept).unwrap();
        }
        rows.finish(&mut kept).unwrap();
        kept
    }

    #[test]
    fn rows_know_their_cells_and_places() {
        let text = b"a,b\r\n\r\n\"x, \"\"y\"\"\nz\",2\r\n3,\"4\"";
        let kept = rows(&[text], b'\n');
        let want = [(1, 0, vec!["a", "b"]), (3, 7, vec!["x, \"y\"\nz", "2"]), (5, 23, vec!["3", "4"])];
        let want = want.map(|(l, b, c)| (l, b, c.into_iter().map(str::to_owned).collect::<Vec<_>>()));
        assert_eq!(kept.0, want);
    }

    #[test]
    fn an_unclosed_quote_is_bounded() {
        let mut kept = Kept::default();
        let mut rows = Rows::new(b',', b'\n', 1, 0);
        rows.push(b"a,\"b", &mut kept).unwrap();
        let long = vec![b'x'; limits::RECORD + 1];
        let error = rows.push(&long, &mut kept).unwrap_err();
        assert_eq!(error.code, Code::RowTooLong);
    }

    proptest! {
        #[test]
        fn chunks_make_no_difference(text in "([a,\"\r\n1]|\"a,b\"|,){0,40}", cut in 0_usize..40, again in 0_usize..40) {
            let bytes = text.as_bytes();
            let (cut, again) = (cut.min(bytes.len()), again.min(bytes.len()));
            let (low, high) = (cut.min(again), cut.max(again));
            let whole = rows(&[bytes], b'\n');
            prop_assert_eq!(&whole, &rows(&[&bytes[..low], &bytes[low..high], &bytes[high..]], b'\n'));
            let single: Vec<&[u8]> = bytes.chunks(1).collect();
            prop_assert_eq!(&whole, &rows(&single, b'\n'));
        }
    }
}
