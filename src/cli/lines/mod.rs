//! `analyze --lines` and `--each COLUMN`: many jobs in one call, a line each, as existing engines run them.
//!
//! In: a job a line, on standard input or in a file; or one long table, of which each value of a key column is a job. Out: a
//! line a job, in the order of the jobs, whole and flushed: the Report or its summary, or what is wrong with the job; the next
//! goes on. Memory does not grow with the number of jobs: a few of them are in work, and of the others at most
//! [`JOB_IDS`](crate::base::limits::JOB_IDS) ids are known. Status 3 where a job failed. A reader that has gone ends the call.

pub(super) mod answer;
mod inline;
mod input;
mod job;
mod known_ids;

use super::call::Call;
use super::in_order::{Feed, in_order};
use super::inputs::{each_slice, open};
use super::output::Output;
use super::{CliError, warn};
use crate::base::Settings;
use crate::base::error::quote;
use crate::read::Split;
use answer::{Answer, Form, Piece, answer};
use input::Line;
use known_ids::KnownIds;
use std::io::{BufReader, Read};

/// What goes with files alone.
const NOT_WITH_LINES: &[&str] = &["join", "given", "chart", "align", "lang"];
/// Bytes read at a time.
const SLICE: usize = 1 << 18;

/// Runs every job.
pub(super) fn run(call: &Call) -> Result<(), CliError> {
    let form = match call.one_of("as", &["json", "summary"])? {
        "summary" => Form::Summary,
        _ => Form::Report,
    };
    let column = call.option("each").map(str::to_owned);
    let way = if column.is_some() { "each" } else { "lines" };
    if let Some(option) = NOT_WITH_LINES.iter().find(|option| call.option(option).is_some()) {
        return Err(CliError::call(format!("--{way} takes no --{option}.")));
    }
    if column.is_some() && call.option("lines").is_some() {
        return Err(CliError::call("--lines has its jobs from lines, --each from a table: give one of them."));
    }
    if column.is_none() && call.option("grouped").is_some() {
        return Err(CliError::call("--grouped goes with --each COLUMN."));
    }
    let [path] = call.files.as_slice() else {
        return match call.files.as_slice() {
            [] => run_from("-", call, form, column),
            _ => Err(CliError::call(format!("--{way} reads one file, or standard input."))),
        };
    };
    run_from(path, call, form, column)
}

fn run_from(path: &str, call: &Call, form: Form, column: Option<String>) -> Result<(), CliError> {
    let threads = call.threads()?;
    let (path, grouped) = (path.to_owned(), call.option("grouped").is_some());
    let settings = match &column {
        Some(column) => keyed(&call.settings, column)?,
        None => call.settings.clone(),
    };
    let feed = move |feed: Feed<'_, Piece>| {
        // A thread opens what it reads: standard input is locked where it is read.
        let (bytes, _) = open(&path)?;
        match &column {
            Some(column) => feed_table(&path, bytes, Split::new(column, grouped), feed),
            None => feed_lines(&path, bytes, feed),
        }
    };
    let mut output = Output::new(call.option("out"))?;
    let mut tally = Tally::default();
    let work = move |piece| answer(piece, form, &settings);
    let ended = in_order(threads, feed, work, |answer: Answer| tally.take(answer, &mut output));
    tally.end(ended, &output)
}

/// The settings of a table that is cut by a column: unless somebody says what the column is, it is a name.
fn keyed(settings: &Settings, column: &str) -> Result<Settings, CliError> {
    let mut settings = settings.clone();
    if !settings.columns.iter().any(|(name, _)| name == column) {
        settings.set("columns", &format!("{column}=name"))?;
    }
    Ok(settings)
}

/// Feeds a job a line; blank lines are none.
fn feed_lines(path: &str, bytes: Box<dyn Read>, feed: Feed<'_, Piece>) -> Result<(), CliError> {
    let mut bytes = BufReader::with_capacity(SLICE, bytes);
    let mut number = 0;
    loop {
        let off = |error| CliError::file(format!("{} can't be read: {error}.", quote(path)));
        let Some(line) = input::next(&mut bytes).map_err(off)? else { return Ok(()) };
        number += 1;
        let piece = match line {
            Line::TooLong(length) => Piece::TooLong { length, number },
            Line::Whole(line) if line.trim_ascii().is_empty() => continue,
            Line::Whole(line) => Piece::Line { line, number },
        };
        if !feed(piece) {
            return Ok(());
        }
    }
}

/// Feeds a job a key.
fn feed_table(path: &str, mut bytes: Box<dyn Read>, mut split: Split, feed: Feed<'_, Piece>) -> Result<(), CliError> {
    let mut take = |(key, table)| feed(Piece::Table { key, table });
    let mut wanted = true;
    each_slice(path, &mut bytes, SLICE, &mut |slice| {
        wanted = split.push(slice, &mut take)?;
        Ok(wanted)
    })?;
    if wanted {
        split.finish(&mut take)?;
    }
    Ok(())
}

/// What has been answered so far.
#[derive(Default)]
struct Tally {
    answered: u64,
    failed: u64,
    first: String,
    ids: KnownIds,
}

impl Tally {
    /// Writes an answer; false where nobody reads any more.
    fn take(&mut self, answer: Answer, output: &mut Output) -> Result<bool, CliError> {
        let answer = match answer.number.and_then(|number| self.ids.before(&answer.id, number)) {
            Some(before) => answer.doubled(before)?,
            None => answer,
        };
        self.answered += 1;
        if let Some(wrong) = answer.wrong {
            self.failed += 1;
            if self.failed == 1 {
                self.first = wrong;
            }
        }
        output.line(&answer.text?)
    }

    /// The last words, and the status.
    fn end(self, ended: Result<(), CliError>, output: &Output) -> Result<(), CliError> {
        let Tally { answered, failed, first, .. } = self;
        let failed = match failed {
            0 => String::new(),
            _ => format!("{failed} of {answered} jobs failed. The first: {first}"),
        };
        if output.is_closed() {
            warn(&format!("Standard output was closed: the jobs from the {answered}. on were not told."));
        }
        match ended {
            Err(error) => {
                if !failed.is_empty() {
                    warn(&failed);
                }
                Err(error)
            }
            Ok(()) if failed.is_empty() => Ok(()),
            Ok(()) => Err(CliError::file(failed)),
        }
    }
}
