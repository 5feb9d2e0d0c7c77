//! Counts missing values, series by series, in Notes.
//!
//! In: the series, and the labels of columns without any value. Out: `missing-values` with a count for each of the first few,
//! `empty-columns` with their names.

use crate::base::error::quote;
use crate::base::{Code, Notes, Series};

/// Counts what is missing, series by series.
pub(crate) fn note_missing(series: &[Series], empty: &[String], notes: &mut Notes) {
    const NAMED: usize = 8;
    let missing: Vec<(&str, usize)> =
        series.iter().map(|s| (s.label.as_str(), s.missing())).filter(|(_, n)| *n > 0).collect();
    if !missing.is_empty() {
        let total: usize = missing.iter().map(|(_, n)| n).sum();
        let named: Vec<String> = missing.iter().take(NAMED).map(|(label, n)| format!("{} {n}", quote(label))).collect();
        let more = if missing.len() > NAMED { ", …" } else { "" };
        notes.add(
            Code::MissingValues,
            format!("{total} values are blank or marked as missing: {}{more}.", named.join(", ")),
        );
    }
    if !empty.is_empty() {
        let named: Vec<String> = empty.iter().take(NAMED).map(|label| quote(label)).collect();
        notes.add(Code::EmptyColumns, format!("Columns without any value were left out: {}.", named.join(", ")));
    }
}
