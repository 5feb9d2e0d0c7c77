//! Help texts, made from the tables of commands and settings, so that nothing is listed twice.

use super::{CliError, Command, say};
use crate::base::settings::{SETTINGS, Takes};

/// What the command can do.
pub(super) fn overview(commands: &[Command]) -> Result<(), CliError> {
    let mut text =
        String::from("Finds Internet outages in a file of measurements and prices them, with every step shown.\n\n");
    for command in commands {
        text.push_str(&row(&format!("outage-lens {} {}", command.name, command.words), command.about));
    }
    text.push_str("\nOptions of one command: outage-lens COMMAND --help. Status: 0 done, 1 a defect of ours, 2 wrong arguments, 3 a file could not be read.\n");
    say(&text)
}

/// What one subcommand takes.
pub(super) fn one(command: &Command) -> Result<(), CliError> {
    let mut text = format!("outage-lens {} {}\n\n{}\n\n", command.name, command.words, command.about);
    for (form, about) in command.options {
        text.push_str(&row(form, about));
    }
    if command.settings {
        for setting in SETTINGS {
            let takes = match setting.takes {
                Takes::Text(_) => "WORD".to_owned(),
                Takes::Number(..) => "N".to_owned(),
                Takes::Share(_) => "0–1".to_owned(),
                Takes::Time(_) => "T".to_owned(),
                Takes::List(_) => "WORD…".to_owned(),
                Takes::Lines(_) => "LINE".to_owned(),
                Takes::Pairs(..) => "NAME=WORD…".to_owned(),
                Takes::One(words, _) => words.join("|"),
            };
            text.push_str(&row(&format!("--{} {takes}", setting.name), setting.about));
        }
    }
    say(&text)
}

/// A term and what it means, in two columns; a long term stands on a line of its own.
fn row(term: &str, about: &str) -> String {
    if term.chars().count() > 30 {
        format!("  {term}\n  {:30}  {about}\n", "")
    } else {
        format!("  {term:30}  {about}\n")
    }
}
