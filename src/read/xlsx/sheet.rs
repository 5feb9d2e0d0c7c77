//! The cells of a sheet → rows of text.
//!
//! In: nodes of a sheet. Held: 16 bytes a cell that is not blank, since styles and texts may come later. Out: a line a row
//! of the sheet, cells parted by tabs, each row as wide as the widest before it; moments as ISO, texts without tabs and line
//! breaks. Refused: more cells than [`limits::SAMPLES`], columns beyond [`limits::COLUMNS`], rows beyond what a sheet has.

use super::broken;
use super::dates::{DateFormats, shown};
use super::facts::Texts;
use super::xml::{Element, Nodes};
use crate::base::{Code, Error, Place, decimal, limits};
use crate::read::scalar::number::{self, Cell as Read, Commas};

/// Rows that a sheet can have (ISO/IEC 29500, as the programs bound it).
const ROWS: u32 = 1 << 20;
/// Bytes given at a time.
const PIECE: usize = 64 << 10;

/// A cell that is not blank.
#[derive(Clone, Copy)]
struct Cell {
    /// From 1.
    row: u32,
    /// From 0.
    column: u16,
    /// A style, [`SHARED`] or [`OWN`].
    what: u16,
    /// Bits of the number, number of the shared text, or where the cell's own text stands.
    value: u64,
}

const SHARED: u16 = u16::MAX;
const OWN: u16 = u16::MAX - 1;
/// Bits of the length of a cell's own text.
const LENGTH: u32 = 24;

/// What a cell says it holds.
#[derive(Default, PartialEq)]
enum Type {
    #[default]
    Number,
    Shared,
    Bool,
    Text,
    Failed,
}

/// A sheet being read.
#[derive(Default)]
pub(super) struct Sheet {
    cells: Vec<Cell>,
    own: String,
    /// Cells of other sheets that are held.
    before: usize,
    row: u32,
    /// The column of the cell that is open, or of the next without a name.
    column: u32,
    kind: Type,
    style: u16,
    value: String,
    inside: bool,
    hint: bool,
    unsorted: bool,
}

impl Sheet {
    /// Begins, with that many cells held elsewhere.
    pub(super) fn new(before: usize) -> Sheet {
        Sheet { before, ..Sheet::default() }
    }

    /// Cells held.
    pub(super) fn count(&self) -> usize {
        self.cells.len()
    }

    /// True for rows of data: a page of words, as stands before them, has few rows of several cells and no numbers.
    pub(super) fn is_table(&self) -> bool {
        const ROWS_OF_NUMBERS: usize = 3;
        const ROWS_OF_WORDS: usize = 8;
        let (mut numbers, mut words) = (0, 0);
        self.cells.chunk_by(|a, b| a.row == b.row).filter(|row| row.len() > 1).any(|row| {
            words += 1;
            numbers += usize::from(row.iter().any(|cell| cell.what < OWN));
            numbers >= ROWS_OF_NUMBERS || words >= ROWS_OF_WORDS
        })
    }

    fn place(&self) -> Place {
        let (row, column) = (u64::from(self.row), u64::from(self.column) + 1);
        Place { line: Some(row), column: Some(column), ..Place::default() }
    }

    fn keep(&mut self) -> Result<(), Error> {
        let text = self.value.trim();
        // A formula that failed leaves no value.
        if text.is_empty() || self.kind == Type::Failed {
            return Ok(());
        }
        let (what, value) = match (&self.kind, number::read(text.as_bytes(), Commas::Absent)) {
            (Type::Shared, Read::Number(number)) => (SHARED, number as u64),
            (Type::Number, Read::Number(number)) => (self.style, number.to_bits()),
            (kind, _) => {
                let text = match (kind, text) {
                    (Type::Bool, "1") => "true",
                    (Type::Bool, _) => "false",
                    (_, text) => text,
                };
                let begin = self.own.len() as u64;
                self.own.push_str(text);
                (OWN, begin << LENGTH | text.len() as u64)
            }
        };
        if self.before + self.cells.len() >= limits::SAMPLES {
            let found = format!("More than {} cells.", limits::SAMPLES);
            return Err(Error::file(Code::TooManySamples, found, "Give a shorter sheet.").at(self.place()));
        }
        self.unsorted |=
            self.cells.last().is_some_and(|last| (last.row, u32::from(last.column)) >= (self.row, self.column));
        if self.cells.len() == self.cells.capacity() {
            self.cells.reserve_exact((self.cells.len() / 4).max(1024));
        }
        self.cells.push(Cell { row: self.row, column: self.column as u16, what, value });
        Ok(())
    }

    fn begin(&mut self, element: &Element<'_>) -> Result<(), Error> {
        if let Some((column, row)) = element.get("r").as_deref().and_then(address) {
            (self.column, self.row) = (column, row);
        }
        self.kind = match element.get("t").as_deref() {
            None | Some("n") => Type::Number,
            Some("s") => Type::Shared,
            Some("b") => Type::Bool,
            Some("e") => Type::Failed,
            _ => Type::Text,
        };
        self.style = element.get("s").and_then(|text| text.parse().ok()).unwrap_or(0).min(OWN - 1);
        self.value.clear();
        if self.column as usize >= limits::COLUMNS {
            let found = format!("A sheet of {} columns.", self.column + 1);
            let need = format!("At most {} can be read.", limits::COLUMNS);
            return Err(Error::file(Code::TooManyColumns, found, need).at(self.place()));
        }
        if self.row > ROWS {
            return Err(broken("It has a row that no sheet can have.").at(self.place()));
        }
        Ok(())
    }

    /// Gives the rows, after one line that names the tab.
    pub(super) fn write(
        mut self,
        texts: Option<&Texts>,
        looks: &DateFormats,
        since_1904: bool,
        give: &mut dyn FnMut(&[u8]) -> Result<(), Error>,
    ) -> Result<(), Error> {
        if self.unsorted {
            self.cells.sort_by_key(|cell| (cell.row, cell.column));
        }
        let mut out = b"sep=\t".to_vec();
        // `at` counts the tabs of the row, `next` is its first column that is free.
        let (mut row, mut at, mut next, mut widest, mut given) = (0, 0, 0, 0, 0);
        let most = limits::SHEET_TEXT + limits::TEXT_A_CELL * self.cells.len() as u64;
        let tabs = |out: &mut Vec<u8>, count: u16| out.resize(out.len() + usize::from(count), b'\t');
        for cell in &self.cells {
            if cell.row > row {
                if row > 0 {
                    tabs(&mut out, widest - at);
                }
                out.resize(out.len() + (cell.row - row) as usize, b'\n');
                (row, at) = (cell.row, 0);
            } else if cell.column < next {
                continue;
            }
            tabs(&mut out, cell.column - at);
            (at, next) = (cell.column, cell.column + 1);
            widest = widest.max(at);
            match cell.what {
                SHARED => {
                    let texts = texts.ok_or_else(|| broken("The texts of the workbook are not in it."))?;
                    put(&mut out, texts.get(cell.value as usize).unwrap_or_default());
                }
                OWN => {
                    let (begin, length) = (cell.value >> LENGTH, cell.value & ((1 << LENGTH) - 1));
                    put(&mut out, self.own.get(begin as usize..(begin + length) as usize).unwrap_or_default());
                }
                style => {
                    let number = f64::from_bits(cell.value);
                    match shown(number, looks.get(usize::from(style)), since_1904) {
                        Some(text) => out.extend_from_slice(text.as_bytes()),
                        None => out.extend_from_slice(decimal::text(number).as_bytes()),
                    }
                }
            }
            if out.len() >= PIECE {
                given += out.len() as u64;
                if given > most {
                    let found = format!(
                        "Written out, the sheet has more than {most} bytes of text: its rows are far wider than what they hold, or share long texts."
                    );
                    return Err(
                        Error::file(Code::TooManyBytes, found, "Give the columns that matter.").at(self.place())
                    );
                }
                give(&out)?;
                out.clear();
            }
        }
        tabs(&mut out, widest - at);
        out.push(b'\n');
        give(&out)
    }
}

/// A text as one cell: in quotes where it has to be.
fn put(out: &mut Vec<u8>, text: &str) {
    let quoted = text.contains('"');
    if quoted {
        out.push(b'"');
    }
    for byte in text.bytes() {
        match byte {
            b'\t' | b'\n' | b'\r' => out.push(b' '),
            b'"' => out.extend_from_slice(b"\"\""),
            byte => out.push(byte),
        }
    }
    if quoted {
        out.push(b'"');
    }
}

/// `C7` → column 2 (from 0), row 7 (from 1).
fn address(text: &str) -> Option<(u32, u32)> {
    let digits = text.find(|c: char| c.is_ascii_digit())?;
    let (letters, row) = text.split_at(digits);
    let column = letters.bytes().try_fold(0_u32, |sum, letter| {
        let value = u32::from(letter.to_ascii_uppercase().checked_sub(b'A')?) + 1;
        (value <= 26 && sum < ROWS).then_some(sum * 26 + value)
    })?;
    Some((column.checked_sub(1)?, row.parse().ok().filter(|row| *row > 0)?))
}

impl Nodes for Sheet {
    fn open(&mut self, name: &str, element: &Element<'_>) -> Result<(), Error> {
        match name {
            "row" => {
                let row = element.get("r").and_then(|text| text.parse().ok());
                (self.row, self.column) = (row.unwrap_or(self.row.saturating_add(1)), 0);
            }
            "c" => return self.begin(element),
            "v" => self.inside = true,
            "t" => self.inside = !self.hint,
            "rPh" => self.hint = true,
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        if self.inside && self.value.len() + text.len() < 1 << LENGTH {
            self.value.push_str(text);
        }
    }

    fn close(&mut self, name: &str) -> Result<(), Error> {
        match name {
            "v" | "t" => self.inside = false,
            "rPh" => self.hint = false,
            "c" => {
                self.keep()?;
                self.column = self.column.saturating_add(1);
            }
            _ => {}
        }
        Ok(())
    }
}
