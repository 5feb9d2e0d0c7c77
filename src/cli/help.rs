//! Help texts, made from the tables of commands and settings, so that nothing is listed twice.

use super::{Command, Trouble, say};
use crate::base::settings::{KEYS, Takes};

/// What the command can do.
pub(super) fn overview(commands: &[Command]) -> Result<(), Trouble> {
    let mut text =
        String::from("Finds Internet outages in a file of measurements and prices them, with every step shown.\n\n");
    for command in commands {
        text.push_str(&row(&format!("outage-lens {} {}", command.name, command.words), command.about));
    }
    text.push_str("\nOptions of one command: outage-lens COMMAND --help. Status: 0 done, 1 a defect of ours, 2 wrong arguments, 3 a file could not be read.\n");
    say(&text)
}

/// What one subcommand takes.
pub(super) fn one(command: &Command) -> Result<(), Trouble> {
    let mut text = format!("outage-lens {} {}\n\n{}\n\n", command.name, command.words, command.about);
    for (form, about) in command.options {
        text.push_str(&row(form, about));
    }
    if command.settings {
        for key in KEYS {
            let takes = match key.takes {
                Takes::Text => "WORD".to_owned(),
                Takes::Number => "N".to_owned(),
                Takes::Share => "0–1".to_owned(),
                Takes::Time => "T".to_owned(),
                Takes::List => "WORD…".to_owned(),
                Takes::Lines => "LINE".to_owned(),
                Takes::Pairs(_) => "NAME=WORD…".to_owned(),
                Takes::One(words) => words.join("|"),
            };
            text.push_str(&row(&format!("--{} {takes}", key.name), key.about));
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
