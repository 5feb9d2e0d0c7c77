//! Finds how a table is written: delimiter, line ends, the rows before the header, the header.
//!
//! In: the first bytes. Out: [`Dialect`] and sample rows. Taken: `,` `;` tab `|`, line ends LF, CR LF and CR, a leading
//! `sep=` line, leading `#` comments, title lines before the header, a header or none.
//! A comma that only ever stands between two digits yields to another delimiter: it is a decimal comma.

use super::rows::{Row, Rows, Sink};
use crate::base::Error;
use crate::read::scalar::number::{self, Commas};
use crate::read::scalar::timestamp::{self, STYLES};

/// Rows of a head that are looked at.
const SAMPLE: usize = 500;

/// How a table is written.
#[derive(Clone, Debug, Default)]
pub(crate) struct Dialect {
    /// Parts cells.
    pub(crate) delimiter: u8,
    /// Ends lines.
    pub(crate) end: u8,
    /// The header's cells; empty where there is none.
    pub(crate) header: Vec<String>,
    /// Line, from 1, and byte of the first row of data.
    pub(crate) line: u64,
    /// See `line`.
    pub(crate) byte: usize,
    /// The words of the leading `#` comments.
    pub(crate) comments: Vec<String>,
    /// The words of title lines before the header.
    pub(crate) titles: Vec<String>,
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

    /// The header of a column, or words that stand for one.
    pub(crate) fn label(&self, column: usize) -> String {
        match self.header.get(column).filter(|label| !label.is_empty()) {
            Some(label) => label.clone(),
            None => format!("column {}", column + 1),
        }
    }
}

#[derive(Default)]
struct Kept(Vec<(u64, u64, Vec<Vec<u8>>)>);

impl Sink for Kept {
    fn row(&mut self, row: Row<'_>) -> Result<(), Error> {
        if self.0.len() < SAMPLE {
            self.0.push((row.line, row.byte, row.cells().map(<[u8]>::to_vec).collect()));
        }
        Ok(())
    }
}

/// Tells the dialect. `whole` is true where the head is all there is: then its last line counts even without an end.
pub(crate) fn detect_dialect(head: &[u8], whole: bool) -> Dialect {
    let end = if head.contains(&b'\n') || !head.contains(&b'\r') { b'\n' } else { b'\r' };
    let known = match memchr::memrchr(end, head) {
        Some(last) if !whole => head.get(..=last).unwrap_or(head),
        _ => head,
    };
    let mut dialect = Dialect { end, line: 1, ..Dialect::default() };
    let mut forced = None;
    while let Some(rest) = known.get(dialect.byte..).filter(|rest| !rest.is_empty()) {
        let length = memchr::memchr(end, rest).map_or(rest.len(), |at| at + 1);
        let (line, _) = rest.split_at(length);
        let text = String::from_utf8_lossy(line.trim_ascii()).into_owned();
        if let Some(comment) = text.strip_prefix('#') {
            dialect.comments.push(comment.trim_start_matches('#').trim().to_owned());
        } else if let Some(mark) = text.strip_prefix("sep=") {
            forced = mark.bytes().next().or(Some(b'\t'));
        } else if !text.is_empty() {
            break;
        }
        dialect.byte += length;
        dialect.line += 1;
    }
    let body = known.get(dialect.byte..).unwrap_or_default();
    dialect.delimiter = forced.unwrap_or_else(|| delimiter(body, end));
    let mut kept = Kept::default();
    let mut rows = Rows::new(dialect.delimiter, end, dialect.line, dialect.byte as u64);
    // A row too long to be one ends the sample; reading says so with its place.
    let _ = rows.push(body, &mut kept).and_then(|()| if whole { rows.finish(&mut kept) } else { Ok(()) });
    part_header(&mut dialect, kept.0);
    dialect
}

/// The first row that has a stamp begins the data; the row before it, if it is as wide, is the header.
fn part_header(dialect: &mut Dialect, rows: Vec<(u64, u64, Vec<Vec<u8>>)>) {
    let is_stamp = |cell: &Vec<u8>| STYLES.iter().any(|style| timestamp::read(cell, *style).is_some());
    let is_number = |cell: &Vec<u8>| matches!(number::read(cell, Commas::Decimal), number::Cell::Number(_));
    let is_data = |row: &Vec<Vec<u8>>| row.iter().any(is_stamp);
    // A header may hold a date (a column a day); then the row behind it has as many cells and begins otherwise.
    let first = rows.iter().position(|(_, _, row)| is_data(row)).unwrap_or(usize::from(rows.len() > 1));
    let width = rows.get(first).map_or(0, |(_, _, row)| row.len());
    let mut data = first;
    for (i, (_, _, row)) in rows.iter().enumerate().take(first) {
        let text = || row.iter().map(|cell| String::from_utf8_lossy(cell).trim().to_owned());
        if i + 1 == first && row.len() + 1 >= width && !row.iter().all(|c| is_number(c) || number::is_missing(c)) {
            dialect.header = text().map(|label| crate::base::error::label(&label)).collect();
        } else if i + 1 == first {
            data = i;
        } else {
            dialect.titles.push(text().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" "));
        }
    }
    if let Some((line, byte, _)) = rows.get(data) {
        (dialect.line, dialect.byte) = (*line, *byte as usize);
    }
    // Tables one below the other repeat comments and header.
    let header = &dialect.header;
    let again = |row: &Vec<Vec<u8>>| {
        let same = |(cell, label): (&Vec<u8>, &String)| cell.as_slice() == label.as_bytes();
        row.first().is_some_and(|cell| cell.starts_with(b"#"))
            || (!header.is_empty() && row.iter().zip(header).all(same))
    };
    dialect.sample = rows.into_iter().skip(data).map(|(_, _, row)| row).filter(|row| !again(row)).collect();
}

/// The byte that parts the most lines into the same number of cells.
fn delimiter(body: &[u8], end: u8) -> u8 {
    let lines: Vec<&[u8]> = body.split(|b| *b == end).filter(|l| !l.trim_ascii().is_empty()).take(SAMPLE).collect();
    let judge = |mark: u8| {
        let mut counts: Vec<usize> = lines.iter().map(|line| outside_quotes(line, mark)).collect();
        counts.sort();
        let usual = counts.get(counts.len() / 2).copied().unwrap_or(0);
        let same = counts.iter().filter(|count| **count == usual).count();
        (usual > 0 && same * 10 >= counts.len() * 6).then_some((same, usual))
    };
    let decimal = lines.iter().all(|line| {
        line.iter().enumerate().filter(|(_, b)| **b == b',').all(|(i, _)| {
            let digit = |at: Option<usize>| at.and_then(|at| line.get(at)).is_some_and(u8::is_ascii_digit);
            digit(i.checked_sub(1)) && digit(Some(i + 1))
        })
    });
    let others = [b'\t', b';', b'|'].into_iter().filter_map(|mark| Some((judge(mark)?, mark)));
    let best = others.max_by_key(|(score, _)| *score);
    match (best, judge(b',')) {
        (Some((_, mark)), Some(_)) if decimal => mark,
        (Some((score, mark)), Some(comma)) if score > comma => mark,
        (Some((_, mark)), None) => mark,
        _ => b',',
    }
}

fn outside_quotes(line: &[u8], mark: u8) -> usize {
    let mut quoted = false;
    let mut count = 0;
    for byte in line {
        quoted ^= *byte == b'"';
        count += usize::from(*byte == mark && !quoted);
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delimiters_are_told() {
        for (text, mark) in [
            ("time,a,b\n2014-12-22,1,2\n2014-12-23,1,2\n", b','),
            ("time;a;b\n2014-12-22;1,5;2,5\n2014-12-23;1,5;2,5\n", b';'),
            ("time\ta\n2014-12-22\t1\n", b'\t'),
            ("time|a\n2014-12-22|1\n", b'|'),
            ("sep=;\ntime;a\n2014-12-22;1\n", b';'),
            ("2014-12-22;1,5\n2014-12-23;2,5\n", b';'),
            ("\"Time, UTC\",\"a;b\"\n2014-12-22,1\n", b','),
        ] {
            assert_eq!(detect_dialect(text.as_bytes(), true).delimiter, mark, "{text}");
        }
    }

    #[test]
    fn comments_titles_and_header_are_parted() {
        let text = b"# one\n# two\nA title\n\ntime,v\r\n2014-12-22,1\r\n2014-12-23,2";
        let dialect = detect_dialect(text, true);
        assert_eq!(dialect.comments, ["one", "two"]);
        assert_eq!(dialect.titles, ["A title"]);
        assert_eq!(dialect.header, ["time", "v"]);
        assert_eq!((dialect.line, dialect.byte), (6, 29));
        assert_eq!(dialect.sample.len(), 2);
    }

    #[test]
    fn a_table_may_lack_a_header_or_end_lines_by_cr() {
        let dialect = detect_dialect(b"1719784800000,51.9\r1719795600000,23.5\r", true);
        assert!(dialect.header.is_empty());
        assert_eq!((dialect.end, dialect.sample.len(), dialect.byte), (b'\r', 2, 0));
    }
}
