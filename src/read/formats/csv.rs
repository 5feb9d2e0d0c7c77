//! Any table of text with a column of times and a column of numbers: comma, semicolon, tab or bar, wide or long.
//!
//! In: text that no other format claims. Out: a series a value column, or a key. See `tabular/columns` for what is decided and noted.

use crate::base::Settings;
use crate::read::format::{About, Format, Reader, Score};
use crate::read::sniff::head::Head;
use crate::read::tabular::table::Table;

/// The format.
pub(crate) struct Csv;

const ABOUT: About = About {
    id: "csv",
    name: "Table of text (CSV, TSV)",
    provider: "",
    licence: "",
    credit: "",
    source: "Any program's export; one series a column of numbers, or a key where a column names places or networks.",
};

impl Format for Csv {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn sniff(&self, head: &Head<'_>) -> Score {
        // One damaged byte is a damaged row; many are another kind of file.
        let binary = head.bytes.iter().filter(|byte| **byte == 0).count() * 100 > head.bytes.len();
        let begins = head.bytes.trim_ascii_start().first();
        if binary || matches!(begins, None | Some(b'{' | b'[' | b'<')) {
            return 0;
        }
        if head.layout.is_ok() { 40 } else { 0 }
    }

    fn open(&self, settings: &Settings) -> Box<dyn Reader> {
        Box::new(Table::new(settings, |_, _| {}))
    }
}
