//! What ends a call: a message and the status that goes with it.

use crate::base::Error;
use crate::base::error::Fault;

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
