//! What ends a call: a message and the status that goes with it; and an error that stands among results.

use crate::base::error::Fault;
use crate::base::{Error, Place};

/// What ended the call.
#[derive(Debug)]
pub(super) struct CliError {
    fault: Fault,
    text: String,
}

impl CliError {
    /// The words of the call are off: status 2.
    pub(super) fn call(text: impl Into<String>) -> CliError {
        CliError { fault: Fault::Settings, text: text.into() }
    }

    /// A file could not be read: status 3.
    pub(super) fn file(text: impl Into<String>) -> CliError {
        CliError { fault: Fault::File, text: text.into() }
    }

    /// A defect of ours: status 1.
    pub(super) fn ours(text: impl Into<String>) -> CliError {
        CliError { fault: Fault::Ours, text: text.into() }
    }

    /// The message for standard error; empty where everything has been said.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The status of the process.
    pub(super) fn status(&self) -> u8 {
        match self.fault {
            Fault::Ours => 1,
            Fault::Settings => 2,
            Fault::File => 3,
        }
    }
}

impl From<Error> for CliError {
    fn from(error: Error) -> CliError {
        CliError { fault: error.fault, text: error.to_string() }
    }
}

/// An error as it stands on a line of results.
#[derive(serde::Serialize)]
pub(super) struct ErrorObject {
    code: &'static str,
    message: String,
    file: String,
    format: Option<&'static str>,
    place: Option<Place>,
}

impl ErrorObject {
    /// What the walk says of an input of that name.
    pub(super) fn of(error: &Error, file: String) -> ErrorObject {
        ErrorObject {
            code: error.code.text(),
            message: error.to_string(),
            file,
            format: error.format,
            place: error.place.as_deref().cloned(),
        }
    }

    /// What is wrong with a job itself, by a code of the command's own.
    pub(super) fn job(code: &'static str, message: String, line: u64) -> ErrorObject {
        let place = Place { line: Some(line), ..Place::default() };
        ErrorObject { code, message, file: String::new(), format: None, place: Some(place) }
    }

    /// The sentence.
    pub(super) fn message(&self) -> &str {
        &self.message
    }
}
