//! A table that another room writes: rows of cells → the reader of tables.
//!
//! In: the names of columns, then rows. Out: what the reader of tables makes of them. The first [`limits::HEAD`] bytes are
//! its head, as if they came in a file of their own; line 1 of the file is row 1 behind [`LINES_BEFORE`] lines here.

use super::table::Table;
use crate::base::{Error, Reading, Settings, limits};
use crate::read::format::Reader;
use crate::read::sniff::head::Head;

/// Lines before the first row: the one that names the delimiter, and the header.
pub(crate) const LINES_BEFORE: u64 = 2;
/// Bytes of rows that are handed on together.
const PIECE: usize = 16 << 10;

/// A table being written.
pub(crate) struct WrittenTable {
    settings: Settings,
    text: String,
    reader: Option<Box<Table>>,
    decimal_points: bool,
}

impl WrittenTable {
    /// Begins with the names of the columns.
    pub(crate) fn new(settings: &Settings, header: &[String]) -> WrittenTable {
        let mut table = WrittenTable {
            settings: settings.clone(),
            text: "sep=\t\n".to_owned(),
            reader: None,
            decimal_points: false,
        };
        table.write(header);
        table
    }

    /// The same, where numbers are known to have decimal points.
    pub(crate) fn with_decimal_points(mut self) -> WrittenTable {
        self.decimal_points = true;
        self
    }

    /// The next row.
    pub(crate) fn row(&mut self, cells: &[String]) -> Result<(), Error> {
        self.write(cells);
        match &self.reader {
            None if self.text.len() >= limits::HEAD => self.open(false),
            Some(_) if self.text.len() >= PIECE => self.flush(),
            _ => Ok(()),
        }
    }

    /// No more rows will come.
    pub(crate) fn finish(mut self) -> Result<Reading, Error> {
        if self.reader.is_none() {
            self.open(true)?;
        }
        self.flush()?;
        let empty = Box::new(Table::new(&self.settings, |_, _| {}));
        self.reader.unwrap_or(empty).finish()
    }

    fn open(&mut self, whole: bool) -> Result<(), Error> {
        let text = std::mem::take(&mut self.text);
        let mut table = Box::new(Table::new(&self.settings, |_, _| {}).padded());
        let bytes = text.as_bytes();
        table.begin(if self.decimal_points { Head::of_json(bytes, whole) } else { Head::new(bytes, whole) })?;
        self.reader = Some(table);
        Ok(())
    }

    fn flush(&mut self) -> Result<(), Error> {
        let text = std::mem::take(&mut self.text);
        match &mut self.reader {
            Some(reader) => reader.push(text.as_bytes()),
            None => Ok(()),
        }
    }

    fn write(&mut self, cells: &[String]) {
        for (i, cell) in cells.iter().enumerate() {
            if i > 0 {
                self.text.push('\t');
            }
            let quoted = cell.contains('"');
            if quoted {
                self.text.push('"');
            }
            for c in cell.chars() {
                match c {
                    '\t' | '\n' | '\r' => self.text.push(' '),
                    '"' => self.text.push_str("\"\""),
                    c => self.text.push(c),
                }
            }
            if quoted {
                self.text.push('"');
            }
        }
        self.text.push('\n');
    }
}
