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
        // A logger that lost its power leaves a block of zeros: a damaged row. Zeros in many rows are another kind of file.
        let rows = || head.bytes.split(|byte| *byte == b'\n');
        let binary = rows().filter(|row| memchr::memchr(0, row).is_some()).count() * 5 > rows().count();
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

#[cfg(test)]
mod tests {
    use crate::base::Code;
    use crate::read::tests::read_with;

    #[test]
    fn a_block_of_zeros_is_damage_with_a_place() {
        let row = |i: usize| {
            let zeros = if i == 20 { "\0".repeat(3_000) } else { String::new() };
            format!("{zeros}2024-05-01T{:02}:{:02}:00Z,{i}\n", i / 60, i % 60)
        };
        let text: String = std::iter::once("time,users\n".to_owned()).chain((0..60).map(row)).collect();
        let reading = read_with(text.as_bytes(), 100, &[]).unwrap();
        let note = reading.notes.list().iter().find(|note| note.code == Code::DamagedRows).unwrap();
        assert_eq!((reading.series[0].samples().count(), note.place.as_ref().unwrap().line), (59, Some(22)));
        let zeros: Vec<u8> = (0..9_000_u32).flat_map(|i| [0, (i % 7) as u8, 0, b'\n']).collect();
        assert_eq!(read_with(&zeros, 100, &[]).unwrap_err().code, Code::NoData);
    }
}
