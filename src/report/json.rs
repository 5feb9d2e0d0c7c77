//! A Report → JSON text: the same bytes natively and in the page, and the same as JavaScript's `JSON.stringify`.
//!
//! Numbers are written as ECMA-262 §6.1.6.1.20 writes them: shortest digits, no `.0`, an exponent from 1e21 and below 1e-6.

use crate::base::{Code, Error, decimal};
use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};
use std::io;

/// A Report, or another thing for the page, on one line.
pub fn to_json<T: Serialize>(told: &T) -> Result<String, Error> {
    let mut bytes = Vec::new();
    let mut serializer = Serializer::with_formatter(&mut bytes, Script);
    told.serialize(&mut serializer).map_err(|_| Error::ours(Code::Json, "It can’t be written as JSON."))?;
    String::from_utf8(bytes).map_err(|_| Error::ours(Code::Json, "Its JSON is no UTF-8."))
}

struct Script;

impl Formatter for Script {
    fn write_f64<W: ?Sized + io::Write>(&mut self, writer: &mut W, value: f64) -> io::Result<()> {
        writer.write_all(decimal::script(value).as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Report;

    #[test]
    fn a_report_comes_back() {
        let report = Report { headline: "\u{2028}“a” <b>".to_owned(), ..Report::default() };
        let back: Report = serde_json::from_str(&to_json(&report).unwrap()).unwrap();
        assert_eq!(back, report);
    }
}
