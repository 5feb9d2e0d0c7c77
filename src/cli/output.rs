//! Where results go line by line: standard output, or a file.

use super::CliError;
use std::fs::File;
use std::io::{ErrorKind, Write};

/// The taker of lines.
pub(super) struct Output {
    out: Box<dyn Write>,
    name: String,
    closed: bool,
}

impl Output {
    /// Opens the file, where one is named.
    pub(super) fn new(path: Option<&str>) -> Result<Output, CliError> {
        let Some(path) = path else {
            let (out, name) = (Box::new(std::io::stdout()), "Standard output".to_owned());
            return Ok(Output { out, name, closed: false });
        };
        let out = File::create(path).map_err(|error| CliError::call(format!("{path} can't be written: {error}.")))?;
        Ok(Output { out: Box::new(out), name: path.to_owned(), closed: false })
    }

    /// Writes a text of whole lines at once; false where its reader has gone.
    pub(super) fn line(&mut self, text: &str) -> Result<bool, CliError> {
        match self.out.write_all(text.as_bytes()).and_then(|()| self.out.flush()) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {
                self.closed = true;
                Ok(false)
            }
            Err(error) => Err(CliError::file(format!("{} can't be written: {error}.", self.name))),
        }
    }

    /// True once its reader has gone.
    pub(super) fn is_closed(&self) -> bool {
        self.closed
    }
}
