//! Explains an input that no format takes.
//!
//! In: the head. Out: always an error that says what the input is, what is needed, and where. Documents, pictures and
//! archives that people drop by mistake are known by their magic bytes; for text it is the table reader's own refusal.

use super::head::Head;
use super::json_outline::JsonOutline;
use super::mrt_head;
use super::routes_head;
use crate::base::{Code, Error, Place};
use crate::read::other_build;

/// What is needed.
pub(crate) const NEED: &str =
    "Needed: a file of measurements, such as a CSV table with a column of times and one of numbers.";

/// What is needed of a workbook that another program wrote in a form of its own.
pub(crate) const NEED_OF_WORKBOOKS: &str =
    "Needed: a workbook saved as XLSX and without a password, or its table as CSV.";

/// Where a tar archive (POSIX.1-1988, GNU) names itself.
const TAR: (usize, &[u8]) = (257, b"ustar");

/// True for the beginning of a tar archive.
pub(crate) fn is_tar(bytes: &[u8]) -> bool {
    bytes.get(TAR.0..).is_some_and(|rest| rest.starts_with(TAR.1))
}

/// What magic bytes say: offset, bytes, name.
const MAGIC: &[(usize, &[u8], &str)] = &[
    (0, b"%PDF", "a PDF document"),
    (0, b"\x89PNG", "a PNG image"),
    (0, b"\xFF\xD8\xFF", "a JPEG image"),
    (0, b"GIF8", "a GIF image"),
    (8, b"WEBP", "a WebP image"),
    (0, b"BZh", "a bzip2 archive inside another archive"),
    (0, b"\x28\xB5\x2F\xFD", "a Zstandard archive inside another archive"),
    (0, b"\xFD7zXZ", "an xz archive"),
    (0, b"7z\xBC\xAF", "a 7-Zip archive"),
    (0, b"Rar!", "a RAR archive"),
    (0, b"\x1F\x8B", "a gzip archive inside another archive"),
    (0, b"PK\x03\x04", "a ZIP archive inside another archive"),
    (0, b"PK\x05\x06", "an empty ZIP archive"),
    (TAR.0, TAR.1, "a tar archive; its files can be given by themselves, or as a zip"),
    (4, b"ftyp", "a film or a picture"),
    (0, b"\x7FELF", "a program"),
    (0, b"MZ", "a program"),
];

/// Files that programs keep their rows in: what they are, and one line that writes them as a table.
const EXPORTS: &[(&[u8], &str, &str)] = &[
    (
        b"SQLite format 3\0",
        "an SQLite database, such as Uptime Kuma's kuma.db",
        "sqlite3 -csv -header kuma.db \"SELECT time, monitor_id, status, ping FROM heartbeat ORDER BY time\" > kuma.csv",
    ),
    (b"PAR1", "a Parquet file", "duckdb -c \"COPY (FROM 'file.parquet') TO 'file.csv'\""),
    (b"\x89HDF", "an HDF5 file", "python3 -c \"import pandas; pandas.read_hdf('file.h5').to_csv('file.csv')\""),
];

/// Says what the input is.
pub(crate) fn explain(head: &Head<'_>) -> Error {
    let bytes = head.bytes;
    let trimmed = bytes.trim_ascii_start();
    if trimmed.is_empty() {
        let found = if bytes.is_empty() { "The file is empty." } else { "The file holds nothing but blanks." };
        return Error::file(Code::EmptyFile, found, NEED).at(Place::byte(0));
    }
    if mrt_head::sniff(head) > 50 || routes_head::detect(head).is_some() {
        return other_build::needed("mrt");
    }
    if let Some((_, name, export)) = EXPORTS.iter().find(|(magic, _, _)| bytes.starts_with(magic)) {
        let need = format!("Needed: the rows in it as a table. This line writes one: {export}");
        return Error::file(Code::NoData, format!("This is {name}."), need).at(Place::byte(0));
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        let found = "This is an old Office document, or one with a password.";
        return Error::file(Code::NoData, found, NEED_OF_WORKBOOKS).at(Place::byte(0));
    }
    let magic = MAGIC.iter().find(|(at, magic, _)| bytes.get(*at..).is_some_and(|rest| rest.starts_with(magic)));
    if let Some((_, _, name)) = magic {
        return no_data(&format!("This is {name}."));
    }
    let start = String::from_utf8_lossy(trimmed.get(..512.min(trimmed.len())).unwrap_or_default()).to_ascii_lowercase();
    if start.starts_with("<!doctype html") || start.starts_with("<html") || start.contains("<head") {
        return no_data("This is an HTML page; perhaps the address of a page was given instead of the file's.");
    }
    if start.starts_with("<svg") || (start.starts_with("<?xml") && start.contains("<svg")) {
        return no_data("This is an SVG picture.");
    }
    if start.starts_with("<?xml") {
        return no_data("This is an XML document.");
    }
    let odd = bytes.iter().filter(|b| b.is_ascii_control() && !matches!(b, b'\t' | b'\n' | b'\r')).count();
    if odd * 20 > bytes.len() {
        return no_data("This is a binary file of an unknown kind.");
    }
    if head.outline.as_ref().is_some_and(JsonOutline::is_json) {
        return Error::file(Code::UnknownJson, "This is JSON, but of a shape that is not known.", NEED)
            .at(Place::byte(0));
    }
    match &head.layout {
        Err(error) => error.clone(),
        Ok(_) => no_data("This is text of an unknown kind."),
    }
}

/// An input that is no data.
pub(crate) fn no_data(found: &str) -> Error {
    Error::file(Code::NoData, found, NEED).at(Place::byte(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(bytes: &[u8]) -> Error {
        explain(&Head::new(bytes, true))
    }

    #[test]
    fn mistakes_are_named() {
        for (bytes, words) in [
            (&b""[..], "empty"),
            (b" \n\n", "blanks"),
            (b"%PDF-1.7\n%\xE2\xE3", "PDF"),
            (b"\n<!DOCTYPE html><html><head>", "HTML"),
            (b"SQLite format 3\0\x10\0", "sqlite3 -csv"),
            (b"PAR1\x15\x04", "Parquet"),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "saved as XLSX"),
            (b"\x89PNG\r\n\x1a\n\0\0", "PNG"),
            (b"PK\x03\x04aaaa", "ZIP"),
            (b"\0\x01\x02\x03\x04\x05\x06\x07", "binary"),
            (&[&[b'a'; 257][..], b"ustar\x0000"].concat(), "tar archive"),
            (b"{\"a\": 1}", "JSON"),
            (b"a,b,c\n1,2,3\n4,5,6\n", "3 columns"),
            (b"Dear reader,\nnothing here.\n", "time"),
            (b"time,name\n2014-12-22,x\n2014-12-23,y\n", "without a column of numbers"),
        ] {
            let error = told(bytes).to_string();
            assert!(error.contains(words), "{error}");
            assert!(error.contains("Needed"), "{error}");
        }
    }
}
