//! Prints that many series of so many days as jobs, a line each, for `analyze --lines`; with `--table` the same samples as one long
//! table, series after series.

mod make;

use std::io::{BufWriter, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let Some(count) = words.first().and_then(|word| word.parse().ok()) else {
        eprintln!("scale COUNT [--days N] [--table]");
        return ExitCode::from(2);
    };
    let days = words.iter().skip_while(|word| *word != "--days").nth(1).and_then(|word| word.parse().ok()).unwrap_or(7);
    let out = BufWriter::new(std::io::stdout().lock());
    let written =
        if words.iter().any(|word| word == "--table") { table(out, count, days) } else { jobs(out, count, days) };
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("scale: {error}");
            ExitCode::FAILURE
        }
    }
}

fn jobs(mut out: impl Write, count: u64, days: u64) -> std::io::Result<()> {
    (0..count).try_for_each(|number| writeln!(out, "{}", make::series(number, days).job()))?;
    out.flush()
}

fn table(mut out: impl Write, count: u64, days: u64) -> std::io::Result<()> {
    writeln!(out, "time,series,value")?;
    for series in (0..count).map(|number| make::series(number, days)) {
        (0..series.bins()).try_for_each(|bin| writeln!(out, "{}", series.row(bin)))?;
    }
    out.flush()
}
