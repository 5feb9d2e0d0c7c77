//! Cuts bytes into rows of cells as they arrive.
//!
//! Lines without a quote are cut where they lie, without a copy; a record with one goes through csv-core (RFC 4180,
//! quoted delimiters and line breaks), which keeps its state from chunk to chunk. Blank lines are skipped.
//! A quote that is never closed, or closed in the middle of a later cell, is no quote: its line is read as it lies, the lines
//! after it anew, and the place is kept. Refused: a record longer than [`limits::RECORD`].

#[cfg(test)]
mod tests;

use crate::base::{Code, Error, Place, limits};
use csv_core::ReadRecordResult;

/// The delimiter of columns that are aligned by blanks: two or more of them part cells.
pub(crate) const ALIGNED: u8 = 0;

/// The delimiter of cells without a blank in them: any number of blanks parts them.
pub(crate) const BLANKS: u8 = b' ';

/// The cells of a line that is parted by blanks, as the delimiter says: where each begins and ends.
pub(crate) fn by_blanks(line: &[u8], delimiter: u8) -> impl Iterator<Item = (usize, usize)> {
    let one = delimiter == BLANKS;
    let blank = |at: usize| line.get(at).is_none_or(|byte| matches!(byte, b' ' | b'\t'));
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < line.len() && blank(at) {
            at += 1;
        }
        let from = at;
        while at < line.len() && !(blank(at) && (one || blank(at + 1) || line.get(at) == Some(&b'\t'))) {
            at += 1;
        }
        (from < at).then_some((from, at))
    })
}

/// True for a line that only draws: the rule below the header of a page's or a prompt's table, and the count at its end.
pub(crate) fn is_rule(line: &[u8]) -> bool {
    let line = line.trim_ascii();
    let draws = line.iter().all(|byte| matches!(byte, b'-' | b'+' | b'|' | b':' | b'=' | b' '));
    let counts = line.starts_with(b"(") && (line.ends_with(b" rows)") || line.ends_with(b" row)"));
    let strokes = line.iter().filter(|byte| matches!(byte, b'-' | b'=')).count();
    counts || (draws && (strokes >= 3 || (strokes > 0 && line.starts_with(b"|") && line.contains(&b':'))))
}

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
    /// The record with quotes as it lies in the file.
    raw: Vec<u8>,
    /// Lines that are read anew, since the quote before them was none.
    again: Vec<u8>,
    /// How many quotes were none, and the first of them.
    pub(crate) unclosed: (u32, Option<Place>),
}

/// Quotes that may be none: each costs another look at the lines behind it.
const UNCLOSED: u32 = 1_000;

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
            raw: Vec::new(),
            again: Vec::new(),
            unclosed: (0, None),
        }
    }

    /// Takes the next bytes.
    pub(crate) fn push(&mut self, bytes: &[u8], sink: &mut impl Sink) -> Result<(), Error> {
        let mut rest = bytes;
        while !rest.is_empty() {
            rest = self.read(rest, sink)?;
            self.read_again(sink)?;
        }
        Ok(())
    }

    /// Reads the lines behind a quote that was none.
    fn read_again(&mut self, sink: &mut impl Sink) -> Result<(), Error> {
        while !self.again.is_empty() {
            let lines = std::mem::take(&mut self.again);
            let mut rest = lines.as_slice();
            while !rest.is_empty() && self.again.is_empty() {
                rest = self.read(rest, sink)?;
            }
            self.again.extend_from_slice(rest);
        }
        Ok(())
    }

    /// Reads rows up to the end of the bytes, or up to a quote that was none; gives back what is left.
    fn read<'b>(&mut self, mut bytes: &'b [u8], sink: &mut impl Sink) -> Result<&'b [u8], Error> {
        while !bytes.is_empty() && self.again.is_empty() {
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
                self.bounded(self.carry.len())?;
                return Ok(&[]);
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
        Ok(bytes)
    }

    /// No more bytes will come: the last line may lack its end.
    pub(crate) fn finish(&mut self, sink: &mut impl Sink) -> Result<(), Error> {
        while self.quoted {
            self.record(&[], sink)?;
            self.read_again(sink)?;
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
        if matches!(self.delimiter, b'|' | ALIGNED) && is_rule(line) {
            return Ok(());
        }
        if matches!(self.delimiter, ALIGNED | BLANKS) {
            return self.parted(line, number, byte, sink);
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

    /// A line whose cells are parted by blanks.
    fn parted(&mut self, line: &[u8], number: u64, byte: u64, sink: &mut impl Sink) -> Result<(), Error> {
        let (mut bytes, mut count) = (Vec::with_capacity(line.len()), 0);
        for (from, until) in by_blanks(line, self.delimiter) {
            bytes.extend_from_slice(line.get(from..until).unwrap_or_default());
            self.cut(count, bytes.len());
            count += 1;
        }
        let ends = self.ends.get(..count).unwrap_or_default();
        sink.row(Row { line: number, byte, bytes: &bytes, ends, gap: 0 })
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
            self.raw.extend_from_slice(done);
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
                    if self.unclosed.0 < UNCLOSED && !self.is_well_quoted() {
                        self.give_up_quote(sink)?;
                        return Ok(bytes);
                    }
                    if self.ended > 0 {
                        self.strip_return();
                        let ends = self.ends.get(..self.ended).unwrap_or_default();
                        sink.row(Row { line: self.line, byte: self.byte, bytes: &self.out, ends, gap: 0 })?;
                    }
                    self.line += self.breaks;
                    self.byte += self.taken;
                    self.begin_record();
                    return Ok(bytes);
                }
            }
        }
    }

    fn begin_record(&mut self) {
        (self.quoted, self.filled, self.ended, self.taken, self.breaks) = (false, 0, 0, 0, 0);
        self.raw.clear();
        self.core.reset();
    }

    /// True where every quote that begins a cell is closed, right before a delimiter or the end.
    fn is_well_quoted(&self) -> bool {
        let lines = self.raw.strip_suffix(&[self.end]).unwrap_or(&self.raw);
        if !lines.contains(&self.end) {
            return true;
        }
        let mut at = 0;
        let ends = |byte: Option<&u8>| byte.is_none_or(|b| *b == self.delimiter || *b == self.end || *b == b'\r');
        while at < self.raw.len() {
            if self.raw.get(at) == Some(&b'"') {
                at += 1;
                loop {
                    let Some(next) = memchr::memchr(b'"', self.raw.get(at..).unwrap_or_default()) else { return false };
                    at += next + 1;
                    if self.raw.get(at) != Some(&b'"') {
                        break;
                    }
                    at += 1;
                }
                if !ends(self.raw.get(at)) {
                    // A blank may stand between the quote and the delimiter.
                    let rest = self.raw.get(at..).unwrap_or_default();
                    let blanks = rest.iter().take_while(|b| **b == b' ').count();
                    if blanks == 0 || !ends(rest.get(blanks)) {
                        return false;
                    }
                }
            }
            let rest = self.raw.get(at..).unwrap_or_default();
            at += memchr::memchr2(self.delimiter, self.end, rest).map_or(rest.len(), |next| next + 1);
        }
        true
    }

    /// The quote that began a cell is none: its line is read as it lies, and those behind it anew.
    fn give_up_quote(&mut self, sink: &mut impl Sink) -> Result<(), Error> {
        let raw = std::mem::take(&mut self.raw);
        self.begin_record();
        self.unclosed.0 += 1;
        self.unclosed.1.get_or_insert(Place::line(self.line, 1, self.byte));
        let until = memchr::memchr(self.end, &raw).unwrap_or(raw.len());
        self.again = raw.get(until + 1..).unwrap_or_default().to_vec();
        self.plain(raw.get(..until).unwrap_or_default(), sink)
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
