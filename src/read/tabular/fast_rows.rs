//! Reads the usual row of a table, a stamp and plain numbers, in one pass without cutting it into cells first.
//!
//! In: the bytes from the beginning of a row. Out: its moment, its values, its length with the line's end. Anything else (a
//! quote, a sign, a unit, a word for what is missing, a cell too few or too many, an end that has not come) is left to the
//! general way, which gives the same of what both can read: a table in pieces of one byte never comes here.

use super::interpretation::{Form, Layout};
use super::rows::{ALIGNED, BLANKS};
use crate::base::time::Millis;
use crate::read::scalar::number::{self, Commas};
use crate::read::scalar::timestamp::Clock;
use crate::read::series::builder::SeriesBuilder;

/// What a column is to the row.
#[derive(Clone, Copy)]
enum Part {
    Time,
    Value,
    Other,
}

/// Rows that go to a frame together.
const BLOCK: usize = 512;

/// The columns of a table whose rows are usually plain.
pub(crate) struct FastRows {
    parts: Vec<Part>,
    delimiter: u8,
    end: u8,
    stamps: Vec<Millis>,
    values: Vec<f64>,
    /// Blank cells of values, since somebody looked.
    pub(crate) blank: usize,
}

impl FastRows {
    /// `None` where the general way has more to do with each row.
    pub(crate) fn of(layout: &Layout, width: usize, delimiter: u8, end: u8) -> Option<FastRows> {
        let plain = layout.keys.is_empty()
            && layout.zone.is_none()
            && layout.basis.is_none()
            && layout.clock.is_none()
            && layout.hours.is_empty()
            && layout.across.is_empty()
            && layout.pivot.is_none()
            && layout.outages.is_none()
            && !matches!(delimiter, ALIGNED | BLANKS);
        let columns = || layout.values.iter().map(|(column, _)| *column);
        let in_order = columns().zip(columns().skip(1)).all(|(a, b)| a < b);
        let part = |column| match column {
            _ if column == layout.time => Part::Time,
            _ if columns().any(|value| value == column) => Part::Value,
            _ => Part::Other,
        };
        // With a decimal comma a point is none.
        let points = |column: usize| {
            !matches!(
                layout.forms.get(column),
                Some(
                    Form::State
                        | Form::Fault
                        | Form::Share
                        | Form::Codes
                        | Form::Percent(_)
                        | Form::Number(Commas::Decimal)
                )
            )
        };
        let usual = plain && in_order && columns().all(points);
        let parts = (0..width).map(part).collect();
        usual.then(|| FastRows { parts, delimiter, end, stamps: Vec::new(), values: Vec::new(), blank: 0 })
    }

    /// The rows that begin here, as long as they are usual and at most so many; gives their bytes and number.
    #[inline(never)]
    pub(crate) fn rows(
        &mut self,
        bytes: &[u8],
        most: usize,
        clock: &mut Clock,
        frame: &mut SeriesBuilder,
    ) -> (usize, usize) {
        let (mut taken, mut rows) = (0, 0);
        loop {
            let room = (most - rows).min(BLOCK);
            while self.stamps.len() < room {
                let (unsure, filled) = (clock.unsure, self.values.len());
                let Some(length) = self.row(bytes.get(taken..).unwrap_or_default(), clock) else {
                    // The general way reads this row once more.
                    clock.unsure = unsure;
                    self.values.truncate(filled);
                    break;
                };
                taken += length;
            }
            let read = self.stamps.len();
            frame.extend(&self.stamps, &self.values);
            self.blank += self.values.iter().filter(|value| value.is_nan()).count();
            self.stamps.clear();
            self.values.clear();
            rows += read;
            if read < BLOCK {
                return (taken, rows);
            }
        }
    }

    /// The row that begins here: its length with the line's end.
    #[inline(always)]
    fn row(&mut self, bytes: &[u8], clock: &mut Clock) -> Option<usize> {
        let (mut moment, mut at) = (None, 0);
        for (i, part) in self.parts.iter().enumerate() {
            let rest = bytes.get(at..)?;
            at += match part {
                Part::Time => {
                    let (stamp, length) = self.stamp(rest, clock)?;
                    moment = Some(stamp);
                    length
                }
                Part::Value => {
                    let (value, length) = number::begin(rest)?;
                    self.values.push(value);
                    length
                }
                Part::Other => self.cell(rest)?,
            };
            let closing = if i + 1 < self.parts.len() { self.delimiter } else { self.end };
            at += match bytes.get(at)? {
                byte if *byte == closing => 1,
                b'\r' if closing == b'\n' && bytes.get(at + 1) == Some(&closing) => 2,
                _ => return None,
            };
        }
        self.stamps.push(moment?);
        Some(at)
    }

    /// The moment and the length of a stamp: that of the usual ones is known.
    #[inline(always)]
    fn stamp(&self, bytes: &[u8], clock: &mut Clock) -> Option<(Millis, usize)> {
        let length = if bytes.get(19) == Some(&b'Z') { 20 } else { 19 };
        if bytes.get(length).is_some_and(|byte| self.closes(*byte))
            && let Some(at) = clock.usual(bytes.get(..length)?)
        {
            return Some((at, length));
        }
        let length = self.cell(bytes)?;
        Some((clock.read(bytes.get(..length)?)?, length))
    }

    /// The length of any cell without a quote.
    fn cell(&self, bytes: &[u8]) -> Option<usize> {
        let length = bytes.iter().position(|byte| self.closes(*byte) || *byte == b'"')?;
        (bytes.get(length) != Some(&b'"')).then_some(length)
    }

    fn closes(&self, byte: u8) -> bool {
        byte == self.delimiter || byte == self.end || byte == b'\r'
    }
}

#[cfg(test)]
mod tests {
    use crate::base::Settings;
    use crate::read::format::Reader;
    use crate::read::sniff::head::Head;
    use crate::read::tabular::table::Table;
    use proptest::prelude::*;

    const HEAD: &str =
        "time,a,b,note\n2024-01-01T00:00:00Z,1,2,x\n2024-01-01T00:05:00Z,3,4.5,y\n2024-01-01T00:10:00Z,5,6,z\n";

    /// The head as it is, then pieces of a size.
    fn read(rows: &str, size: usize) -> String {
        let mut table = Box::new(Table::new(&Settings::default(), |_, _| {}));
        let pushed = table
            .begin(Head::new(HEAD.as_bytes(), false))
            .and_then(|()| rows.as_bytes().chunks(size).try_for_each(|b| table.push(b)));
        format!("{:?}", pushed.and_then(|()| table.finish()))
    }

    fn cell() -> impl Strategy<Value = &'static str> {
        prop_oneof![
            6 => prop::sample::select(vec!["1", "20.5", "007", "0", "", "123456789012345", "0.25"]),
            1 => prop::sample::select(vec!["-3", "+4", ".5", "5.", "1e3", "NaN", "x", "\"7\"", " 8", "9 ", "1.2.3", ".", "1234567890123456789"]),
        ]
    }

    fn stamp() -> impl Strategy<Value = String> {
        let usual = (1_u32..29, 0_u32..24, 0_u32..60).prop_map(|(d, h, m)| format!("2024-02-{d:02}T{h:02}:{m:02}:00Z"));
        let other = prop::sample::select(vec![
            "2024-03-01 00:00:00",
            "2024-03-01T00:00",
            "2024-03-01T00:00:00.5Z",
            "2024-03-01T00:00:00+01:00",
            "2024-13-01T00:00:00Z",
            "2024-03-01T25:00:00Z",
            "2024-03-01T00:00:60Z",
            "",
            "junk",
            "time",
            "#2024-03-01T00:00:00Z",
            "\"2024-03-01T00:00:00Z\"",
        ]);
        prop_oneof![5 => usual, 1 => other.prop_map(str::to_owned)]
    }

    fn row() -> impl Strategy<Value = String> {
        let more = prop::sample::select(vec!["", "", "", "", "", ",more", "\r"]);
        let note = prop::sample::select(vec!["x", "", "a b", "#", "\"q,\"", "é"]);
        (stamp(), cell(), cell(), note, more).prop_map(|(at, a, b, note, more)| format!("{at},{a},{b},{note}{more}\n"))
    }

    proptest! {
        #[test]
        fn the_general_way_reads_the_same(rows in prop::collection::vec(row(), 0..40), size in 2_usize..300) {
            let text = rows.concat();
            let general = read(&text, 1);
            prop_assert_eq!(&read(&text, usize::MAX), &general);
            prop_assert_eq!(&read(&text, size), &general);
        }
    }
}
