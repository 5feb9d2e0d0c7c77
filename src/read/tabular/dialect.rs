//! How a table is written, and the rows of its head.

/// How a table is written.
#[derive(Clone, Debug, Default)]
pub(crate) struct Dialect {
    /// Parts cells.
    pub(crate) delimiter: u8,
    /// Ends lines.
    pub(crate) end: u8,
    /// The header's cells; empty where there is none.
    pub(crate) header: Vec<String>,
    /// The units that stand in a row of their own below the header; as many as there are labels, or none.
    pub(crate) units: Vec<String>,
    /// Line, from 1, and byte of the first row of data.
    pub(crate) line: u64,
    /// See `line`.
    pub(crate) byte: usize,
    /// The words of the leading `#` comments.
    pub(crate) comments: Vec<String>,
    /// The words of title lines before the header.
    pub(crate) titles: Vec<String>,
    /// True where numbers are known to have decimal points, as those of JSON do.
    pub(crate) decimal_points: bool,
    /// The first rows of data.
    pub(crate) sample: Vec<Vec<Vec<u8>>>,
}

impl Dialect {
    /// Every sample cell of a column.
    pub(crate) fn cells(&self, column: usize) -> impl Iterator<Item = &[u8]> {
        self.sample.iter().map(move |row| row.get(column).map_or(&[][..], Vec::as_slice))
    }

    /// Number of columns.
    pub(crate) fn width(&self) -> usize {
        // The usual row decides: a few rows that are too long are damaged, not the table.
        let mut widths: Vec<usize> = self.sample.iter().map(Vec::len).collect();
        widths.sort();
        widths.get(widths.len() / 2).copied().unwrap_or(0).max(self.header.len())
    }

    /// The header of a column; blank where it has none.
    pub(crate) fn name(&self, column: usize) -> &str {
        self.header.get(column).map_or("", String::as_str)
    }

    /// The header of a column, or words that stand for one.
    pub(crate) fn label(&self, column: usize) -> String {
        match self.header.get(column).filter(|label| !label.is_empty()) {
            Some(label) => label.clone(),
            None => format!("column {}", column + 1),
        }
    }
}

/// A row of the head: its line, its byte and its cells.
pub(crate) type HeadRow = (u64, u64, Vec<Vec<u8>>);
