//! The words of a call → settings of the walk, options of the subcommand, and files.
//!
//! Every row of [`SETTINGS`] is an option of the commands that walk. Refused, with the nearest known name: an unknown option,
//! an option without its value, a file where none is taken.

use super::{CliError, Command};
use crate::base::error::quote;
use crate::base::nearest::nearest;
use crate::base::settings::SETTINGS;
use crate::base::{Settings, limits};
use lexopt::{Arg, Parser};
use std::ffi::OsString;

/// A call, understood.
#[derive(Debug, Default)]
pub(super) struct Call {
    /// Settings of the walk.
    pub(super) settings: Settings,
    /// Files, in order.
    pub(super) files: Vec<String>,
    options: Vec<(&'static str, String)>,
}

impl Call {
    /// Understands the words that follow the subcommand.
    pub(super) fn parse(words: &[OsString], command: &'static Command) -> Result<Call, CliError> {
        let mut call = Call::default();
        let mut parser = Parser::from_args(words);
        let off = |error: lexopt::Error| CliError::call(format!("{error}."));
        while let Some(arg) = parser.next().map_err(off)? {
            let name = match arg {
                Arg::Long(name) => name.to_owned(),
                Arg::Short(letter) => return Err(unknown(&format!("-{letter}"), command)),
                Arg::Value(file) if command.words.starts_with("FILE") => {
                    call.files.push(text(file)?);
                    continue;
                }
                Arg::Value(word) => {
                    let word = quote(&word.to_string_lossy());
                    return Err(CliError::call(format!("“{}” takes no file or word: {word}.", command.name)));
                }
            };
            if let Some((option, takes_value)) = own(command, &name) {
                let value = if takes_value { text(parser.value().map_err(off)?)? } else { String::new() };
                call.options.push((option, value));
            } else if command.settings && name == "column" {
                // Given once for each column.
                call.settings.set("columns", &text(parser.value().map_err(off)?)?)?;
            } else if command.settings && SETTINGS.iter().any(|setting| setting.name == name) {
                call.settings.set(&name, &text(parser.value().map_err(off)?)?)?;
            } else {
                return Err(unknown(&format!("--{name}"), command));
            }
        }
        Ok(call)
    }

    /// The value of an option of the subcommand's own; of several, the last.
    pub(super) fn option(&self, name: &str) -> Option<&str> {
        self.options.iter().rev().find(|(option, _)| *option == name).map(|(_, value)| value.as_str())
    }

    /// How many threads `--jobs` asks for; otherwise one.
    pub(super) fn threads(&self) -> Result<usize, CliError> {
        let Some(value) = self.option("jobs") else { return Ok(1) };
        let number = value.parse().ok().filter(|number| (1..=limits::THREADS).contains(number));
        let off = || CliError::call(format!("--jobs got {}. It takes 1 to {}.", quote(value), limits::THREADS));
        number.ok_or_else(off)
    }

    /// The value of an option that takes one of these words; the first serves where it is not given.
    pub(super) fn one_of(&self, name: &str, words: &[&'static str]) -> Result<&'static str, CliError> {
        let Some(value) = self.option(name) else { return Ok(words.first().copied().unwrap_or_default()) };
        words.iter().find(|word| **word == value).copied().ok_or_else(|| {
            CliError::call(format!("--{name} got {}. It takes one of {}.", quote(value), words.join(", ")))
        })
    }
}

/// The subcommand's own option of this name, and whether it takes a value.
fn own(command: &'static Command, name: &str) -> Option<(&'static str, bool)> {
    command.options.iter().find_map(|(form, _)| {
        let mut parts = form.trim_start_matches("--").splitn(2, ' ');
        (parts.next()? == name).then(|| {
            let (option, _) =
                form.trim_start_matches("--").split_once(' ').unwrap_or((form.trim_start_matches("--"), ""));
            (option, parts.next().is_some())
        })
    })
}

fn unknown(option: &str, command: &'static Command) -> CliError {
    let own = command.options.iter().filter_map(|(form, _)| form.trim_start_matches("--").split(' ').next());
    let settings = SETTINGS.iter().filter(|_| command.settings).map(|setting| setting.name);
    let near = nearest(option.trim_start_matches('-'), own.chain(settings));
    let near = near.map_or(String::new(), |near| format!(" Did you mean “--{near}”?"));
    CliError::call(format!("“{}” has no option {}.{near}", command.name, quote(option)))
}

fn text(word: OsString) -> Result<String, CliError> {
    word.into_string()
        .map_err(|word| CliError::call(format!("{} is not text in UTF-8.", quote(&word.to_string_lossy()))))
}
