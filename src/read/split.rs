//! One long table → a table for each value of a key column, in one pass.
//!
//! In: the bytes of a table of text. Out: for each key a table of its own: what stands before the rows, then the rows of that
//! key as they lie in the file. Keys come in the order of their first rows, once the file has ended. Where the rows of a key
//! stand together (`grouped`) each table comes as soon as the next key begins, and only one is held. Refused: a table without
//! that column (the nearest is named), a key that comes back although the rows were said to be grouped, and more held bytes
//! than [`limits::BYTES`].

use super::tabular::detect_dialect::detect_dialect;
use super::tabular::rows::{Row, Rows, Sink};
use crate::base::error::quote;
use crate::base::nearest::nearest;
use crate::base::{Code, Error, Place, limits};
use std::collections::hash_map::{DefaultHasher, Entry};
use std::collections::{HashMap, HashSet};
use std::hash::{Hash, Hasher};

/// A key, and the table of its rows.
pub type Part = (String, Vec<u8>);

/// Takes parts; false once no more are wanted.
pub type TakePart<'a> = &'a mut dyn FnMut(Part) -> bool;

/// The table that is being cut.
pub struct Split {
    column: String,
    grouped: bool,
    /// The first bytes, until the header is known; then what stands before the rows.
    head: Vec<u8>,
    body: Option<Body>,
    /// False once no more parts are wanted.
    wanted: bool,
}

/// Behind the header.
struct Body {
    rows: Rows,
    key: usize,
    /// Bytes whose row has not ended, and where in the file they begin.
    raw: Vec<u8>,
    raw_from: u64,
    /// The row that begins there, by its key.
    open: Option<(String, u64)>,
    kept: Kept,
}

/// The tables so far, without what stands before their rows.
#[derive(Default)]
struct Kept {
    parts: Vec<Part>,
    places: HashMap<String, usize>,
    bytes: u64,
    /// Bytes of all rows so far, and those of the head that each key has anew.
    read: u64,
    repeated: u64,
    /// Keys whose tables have been given, by their hash: enough to know that one comes back.
    closed: HashSet<u64>,
}

/// Where rows begin, and their keys.
struct Begins {
    key: usize,
    rows: Vec<(u64, u64, String)>,
}

impl Sink for Begins {
    fn row(&mut self, row: Row<'_>) -> Result<(), Error> {
        let key = String::from_utf8_lossy(row.cell(self.key).unwrap_or_default().trim_ascii()).into_owned();
        self.rows.push((row.byte, row.line, key));
        Ok(())
    }
}

impl Split {
    /// Begins a table that is cut by that column.
    pub fn new(column: &str, grouped: bool) -> Split {
        Split { column: column.trim().to_owned(), grouped, head: Vec::new(), body: None, wanted: true }
    }

    /// Takes the next bytes; false once no more parts are wanted.
    pub fn push(&mut self, bytes: &[u8], take: TakePart<'_>) -> Result<bool, Error> {
        if self.body.is_some() {
            self.rows(bytes, take)?;
            return Ok(self.wanted);
        }
        self.head.extend_from_slice(bytes);
        if self.head.len() >= limits::HEAD {
            self.begin(false, take)?;
        }
        Ok(self.wanted)
    }

    /// No more bytes will come: gives what is left.
    pub fn finish(mut self, take: TakePart<'_>) -> Result<(), Error> {
        if self.body.is_none() {
            self.begin(true, take)?;
        }
        let (head, grouped) = (self.head, self.grouped);
        let Some(mut body) = self.body else { return Ok(()) };
        let mut begins = Begins { key: body.key, rows: Vec::new() };
        body.rows.finish(&mut begins)?;
        self.wanted = self.wanted && body.keep(begins.rows, &head, grouped, take)?;
        let rest = std::mem::take(&mut body.raw);
        if let Some((key, line)) = body.open.take() {
            self.wanted = self.wanted && body.kept.add(key, line, &rest, &head, grouped, take)?;
        }
        let _ = self.wanted && body.kept.parts.into_iter().all(|part| take(with_head(&head, part)));
        Ok(())
    }

    /// Finds the header and the column in it.
    fn begin(&mut self, whole: bool, take: TakePart<'_>) -> Result<(), Error> {
        let mut head = std::mem::take(&mut self.head);
        if head.contains(&0) {
            let need = "Give it as plain text in UTF-8, such as from zcat.";
            return Err(Error::settings(Code::BadSetting, "The table to cut is compressed, or no text.", need));
        }
        let sample = head.get(..head.len().min(limits::HEAD)).unwrap_or_default();
        let dialect = detect_dialect(sample, whole);
        let is_it = |name: &String| name.trim().trim_start_matches('\u{feff}') == self.column;
        let key = dialect.header.iter().position(is_it).ok_or_else(|| self.no_column(&dialect.header))?;
        let rows = Rows::new(dialect.delimiter, dialect.end, dialect.line, dialect.byte as u64);
        let body = head.split_off(dialect.byte.min(head.len()));
        self.head = head;
        let (raw_from, kept) = (dialect.byte as u64, Kept::default());
        self.body = Some(Body { rows, key, raw: Vec::new(), raw_from, open: None, kept });
        self.rows(&body, take)
    }

    fn rows(&mut self, bytes: &[u8], take: TakePart<'_>) -> Result<(), Error> {
        let Some(body) = &mut self.body else { return Ok(()) };
        body.raw.extend_from_slice(bytes);
        let mut begins = Begins { key: body.key, rows: Vec::new() };
        body.rows.push(bytes, &mut begins)?;
        self.wanted = self.wanted && body.keep(begins.rows, &self.head, self.grouped, take)?;
        Ok(())
    }

    fn no_column(&self, header: &[String]) -> Error {
        let need = match nearest(&self.column, header.iter().map(String::as_str)) {
            _ if header.is_empty() => "The table needs a header.".to_owned(),
            Some(near) => format!("Did you mean {}?", quote(near)),
            None => format!("Its columns are {}.", quote(&header.join(", "))),
        };
        Error::settings(Code::BadSetting, format!("The table has no column {}.", quote(&self.column)), need)
    }
}

impl Body {
    /// Rows begin: what lies before each belongs to the one before it.
    fn keep(
        &mut self,
        begins: Vec<(u64, u64, String)>,
        head: &[u8],
        grouped: bool,
        take: TakePart<'_>,
    ) -> Result<bool, Error> {
        let mut done = 0;
        for (byte, line, key) in begins {
            let until = usize::try_from(byte.saturating_sub(self.raw_from)).unwrap_or(usize::MAX).min(self.raw.len());
            if let Some((key, line)) = self.open.replace((key, line)) {
                let text = self.raw.get(done..until).unwrap_or_default();
                if !self.kept.add(key, line, text, head, grouped, take)? {
                    return Ok(false);
                }
            }
            done = until;
        }
        self.raw.drain(..done);
        self.raw_from += done as u64;
        Ok(true)
    }
}

impl Kept {
    /// A row of a key; false once no more parts are wanted.
    fn add(
        &mut self,
        key: String,
        line: u64,
        text: &[u8],
        head: &[u8],
        grouped: bool,
        take: TakePart<'_>,
    ) -> Result<bool, Error> {
        let is_other = self.parts.last().is_some_and(|(last, _)| *last != key);
        if grouped && is_other {
            for (closed, table) in self.parts.drain(..) {
                self.closed.insert(hash(&closed));
                if !take(with_head(head, (closed, table))) {
                    return Ok(false);
                }
            }
            self.places.clear();
            self.bytes = 0;
        }
        if grouped && self.closed.contains(&hash(&key)) {
            let found = format!("The rows of {} stand in several places.", quote(&key));
            let need = "Sort the table by that column, or leave out --grouped; what was answered so far may lack rows.";
            return Err(Error::settings(Code::BadSetting, found, need).at(Place::line(line, 1, 0)));
        }
        let place = match self.places.entry(key) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(free) => {
                self.repeated += head.len() as u64;
                self.parts.push((free.key().clone(), Vec::new()));
                *free.insert(self.parts.len() - 1)
            }
        };
        self.read += text.len() as u64;
        if self.repeated > limits::HEADS + limits::HEADS_A_BYTE * self.read {
            let found = format!("What stands before the rows, {} bytes, would be read anew for each key.", head.len());
            let need = "Give the table without the lines before its header.";
            return Err(Error::settings(Code::BadSetting, found, need));
        }
        self.bytes += text.len() as u64;
        if self.bytes > limits::BYTES {
            let found = format!("More than {} bytes would be held at once.", limits::BYTES);
            let need = "Sort the table by its key column and say --grouped.";
            return Err(Error::settings(Code::BadSetting, found, need));
        }
        if let Some((_, table)) = self.parts.get_mut(place) {
            table.extend_from_slice(text);
        }
        Ok(true)
    }
}

/// The table of a key, whole.
fn with_head(head: &[u8], (key, rows): Part) -> Part {
    (key, [head, &rows].concat())
}

fn hash(key: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TABLE: &str = "# made up\ntime,key,value\n2024-01-01T00:00Z,a,1\n2024-01-01T00:00Z,\"b,\n1\",2\n\n2024-01-01T01:00Z,a,3\r\n2024-01-01T01:00Z,c,4";

    fn cut(text: &[u8], grouped: bool, chunk: usize) -> Result<Vec<(String, String)>, Error> {
        let mut parts = Vec::new();
        let mut take = |(key, table): Part| {
            parts.push((key, String::from_utf8_lossy(&table).into_owned()));
            true
        };
        let mut split = Split::new("key", grouped);
        for bytes in text.chunks(chunk) {
            split.push(bytes, &mut take)?;
        }
        split.finish(&mut take)?;
        Ok(parts)
    }

    #[test]
    fn each_key_gets_head_and_its_rows_as_they_lie() {
        let head = "# made up\ntime,key,value\n";
        for chunk in [1, 7, 1000] {
            let parts = cut(TABLE.as_bytes(), false, chunk).unwrap();
            let want = [
                ("a", "2024-01-01T00:00Z,a,1\n2024-01-01T01:00Z,a,3\r\n"),
                ("b,\n1", "2024-01-01T00:00Z,\"b,\n1\",2\n\n"),
                ("c", "2024-01-01T01:00Z,c,4"),
            ];
            assert_eq!(parts, want.map(|(key, rows)| (key.to_owned(), [head, rows].concat())), "{chunk}");
        }
    }

    #[test]
    fn grouped_rows_come_at_once_and_a_key_that_comes_back_is_refused() {
        let error = cut(TABLE.as_bytes(), true, 1000).unwrap_err();
        assert!(error.to_string().contains("“a”") && error.to_string().contains("--grouped"), "{error}");
        let sorted = "time,key,value\n2024-01-01T00:00Z,a,1\n2024-01-01T01:00Z,a,3\n2024-01-01T00:00Z,b,2\n";
        assert_eq!(cut(sorted.as_bytes(), true, 5).unwrap(), cut(sorted.as_bytes(), false, 5).unwrap());
    }

    #[test]
    fn a_column_that_is_not_there_is_named() {
        let error = cut(b"time,kez,value\n2024-01-01,a,1\n", false, 99).unwrap_err().to_string();
        assert!(error.contains("“kez”"), "{error}");
        assert!(cut(b"\x1f\x8b\x08\0\0\0\0\0", false, 99).unwrap_err().to_string().contains("zcat"));
        assert!(cut(b"", false, 99).unwrap_err().to_string().contains("header"));
    }

    proptest! {
        /// No byte of a row is lost or doubled, whatever stands in it.
        #[test]
        fn every_byte_of_the_rows_is_in_one_table(rows in "(2024-01-0[1-9],[ab\"]{0,3},[0-9\"\n]{0,3}\r?\n){1,40}", chunk in 1_usize..200) {
            let head = "time,key,value\n2024-01-01,a,1\n";
            let table = [head, rows.as_str()].concat();
            let parts = cut(table.as_bytes(), false, chunk).unwrap();
            let mut bytes: Vec<u8> = Vec::new();
            for (_, part) in &parts {
                prop_assert!(part.starts_with("time,key,value\n"));
                bytes.extend(&part.as_bytes()["time,key,value\n".len()..]);
            }
            let mut all: Vec<u8> = table.as_bytes()["time,key,value\n".len()..].to_vec();
            all.sort_unstable();
            bytes.sort_unstable();
            prop_assert_eq!(bytes, all);
        }
    }
}
