//! `series FILE…`: what was read, as CSV `series,timestamp,value`; a missing sample has an empty value. With `--columns` how
//! each column was read, as CSV `column,role,reads,why`.

use super::call::Call;
use super::inputs::read;
use super::{CliError, put};
use crate::base::Reading;
use crate::base::time::iso;
use std::fmt::Write;

pub(super) fn run(call: Call) -> Result<(), CliError> {
    if call.files.is_empty() {
        return Err(CliError::call("Which file? “-” is standard input."));
    }
    let reading = read(&call.files, &call.settings)?;
    if call.option("columns").is_some() {
        return put(call.option("out"), &columns(&reading));
    }
    let mut text = String::from("series,timestamp,value\n");
    for series in &reading.series {
        for (at, value) in series.samples() {
            let value = if value.is_nan() { String::new() } else { value.to_string() };
            // Writing to a String can't fail.
            let _ = writeln!(text, "{},{},{value}", series.id, iso(at));
        }
    }
    put(call.option("out"), &text)
}

/// A row a column of the file.
fn columns(reading: &Reading) -> String {
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let row = |cells: [&str; 4]| cells.map(quoted).join(",") + "\n";
    let columns = &reading.source.columns;
    let rows = columns.iter().map(|column| row([&column.name, &column.role, &column.reads, &column.why]));
    std::iter::once("column,role,reads,why\n".to_owned()).chain(rows).collect()
}
