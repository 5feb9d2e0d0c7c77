//! `series FILE…`: what was read, as CSV `series,timestamp,value`; a missing sample has an empty value.

use super::analyze::read;
use super::call::Call;
use super::{CliError, put};
use crate::base::time::iso;
use std::fmt::Write;

pub(super) fn run(call: Call) -> Result<(), CliError> {
    if call.files.is_empty() {
        return Err(CliError::call("Which file? “-” is standard input."));
    }
    let reading = read(&call.files, &call.settings)?;
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
