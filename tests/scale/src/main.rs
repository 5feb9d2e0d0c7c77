//! Prints that many series of a week as jobs, a line each, for `analyze --lines`; with `--table` the same samples as one long
//! table, series after series.

mod make;

use std::io::{BufWriter, Write};
use std::process::ExitCode;

const DAYS: u64 = 7;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let Some(count) = words.first().and_then(|word| word.parse().ok()) else {
        eprintln!("scale COUNT [--table]");
        return ExitCode::from(2);
    };
    let out = BufWriter::new(std::io::stdout().lock());
    let written = if words.iter().any(|word| word == "--table") { table(out, count) } else { jobs(out, count) };
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("scale: {error}");
            ExitCode::FAILURE
        }
    }
}

fn jobs(mut out: impl Write, count: u64) -> std::io::Result<()> {
    (0..count).try_for_each(|number| writeln!(out, "{}", make::series(number, DAYS).job()))?;
    out.flush()
}

fn table(mut out: impl Write, count: u64) -> std::io::Result<()> {
    writeln!(out, "time,series,value")?;
    for series in (0..count).map(|number| make::series(number, DAYS)) {
        (0..series.bins()).try_for_each(|bin| writeln!(out, "{}", series.row(bin)))?;
    }
    out.flush()
}
