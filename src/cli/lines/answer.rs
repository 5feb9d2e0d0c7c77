//! A job → the line that answers it.
//!
//! Out: `{"id", "report"}`, `{"id", "outages", "notes"}` for a summary, or `{"id", "error"}`. The Report has the same bytes as
//! `analyze` gives of that file alone.

use super::job::{Id, Job, Source, parse};
use crate::base::error::quote;
use crate::base::{Error, Settings, limits};
use crate::cli::CliError;
use crate::cli::error::ErrorObject;
use crate::cli::inputs::read;
use crate::report::{Report, to_json, to_summary};

/// What a line holds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::cli) enum Form {
    Report,
    Summary,
}

/// A job as it comes.
pub(super) enum Piece {
    /// A line of JSON.
    Line { line: Vec<u8>, number: u64 },
    /// A line that was stepped over.
    TooLong { length: u64, number: u64 },
    /// The rows of a key.
    Table { key: String, table: Vec<u8> },
}

/// What is written of a job.
pub(super) struct Answer {
    pub(super) id: Id,
    /// The line that the job stands on, where it stands on one.
    pub(super) number: Option<u64>,
    /// The line to write.
    pub(super) text: Result<String, Error>,
    /// What was wrong, in words.
    pub(super) wrong: Option<String>,
}

/// Does a job.
pub(super) fn answer(piece: Piece, form: Form, settings: &Settings) -> Answer {
    match piece {
        Piece::Line { line, number } => {
            let line = if number == 1 { line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&line) } else { &line };
            match parse(line, settings) {
                Ok(Job { id, source, settings }) => done(id, Some(number), source, &settings, form),
                Err((id, wrong)) => failed(id, Some(number), ErrorObject::job("bad-job", wrong, number)),
            }
        }
        Piece::TooLong { length, number } => {
            let most = limits::JOB;
            let wrong = format!("The line has {length} bytes, {most} may be. Give what is large as a file.");
            failed(Id::None, Some(number), ErrorObject::job("job-too-long", wrong, number))
        }
        Piece::Table { key, table } => done(Id::Text(key.clone()), None, Source::Text(key, table), settings, form),
    }
}

fn done(id: Id, number: Option<u64>, source: Source, settings: &Settings, form: Form) -> Answer {
    let (reading, named) = match source {
        Source::Files(files) => (read(&files, settings), files.join(", ")),
        Source::Text(name, bytes) => (crate::read([(name.as_str(), bytes.as_slice())], settings), name),
    };
    match reading.and_then(|reading| crate::walk(&reading, settings)) {
        Ok(report) => Answer { text: line_of(&id, &report, form), id, number, wrong: None },
        Err(error) => failed(id, number, ErrorObject::of(&error, named)),
    }
}

/// The line of a Report.
pub(in crate::cli) fn line_of(id: &impl serde::Serialize, report: &Report, form: Form) -> Result<String, Error> {
    let name = to_json(id)?;
    Ok(match form {
        Form::Report => format!("{{\"id\":{name},\"report\":{}}}\n", to_json(report)?),
        Form::Summary => {
            let mut notes: Vec<&str> = report.notes.iter().map(|note| note.code.text()).collect();
            notes.dedup();
            format!("{{\"id\":{name},\"outages\":{},\"notes\":{}}}\n", to_summary(report, id)?, to_json(&notes)?)
        }
    })
}

fn failed(id: Id, number: Option<u64>, error: ErrorObject) -> Answer {
    let told = to_json(&id).and_then(|id| Ok(format!("{{\"id\":{id},\"error\":{}}}\n", to_json(&error)?)));
    let name = match (&id, number) {
        (Id::None, Some(number)) => format!("line {number}"),
        (id, _) => quote(&id.to_string()),
    };
    Answer { text: told, wrong: Some(format!("{name}: {}", error.message())), id, number }
}

impl Answer {
    /// The same job where its id stood on a line before: what it gave could not be told from that.
    pub(super) fn doubled(self, before: u64) -> Result<Answer, CliError> {
        let number = self.number.ok_or_else(|| CliError::ours("A key came twice. Please report this."))?;
        let wrong = format!("The id stands on line {before}, too. Give each job one of its own.");
        Ok(failed(self.id, self.number, ErrorObject::job("duplicate-id", wrong, number)))
    }
}
