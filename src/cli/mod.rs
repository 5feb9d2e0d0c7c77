//! The native command: the only room that may touch files, sockets and processes.
//!
//! In: the words of the call. Out: results on standard output, errors on standard error, and a status: 0 done, 1 a defect
//! of ours, 2 the words of the call are off, 3 a file could not be read. A subcommand is one file here and one row in
//! `COMMANDS`.

#![allow(clippy::disallowed_methods, reason = "files and processes are this room's business")]

mod analyze;
mod attributes;
mod build;
mod bundle;
mod call;
mod cost;
mod docs;
mod docs_tables;
mod error;
mod files;
mod help;
mod html;
mod http;
mod in_order;
mod inputs;
mod integrity;
mod lines;
mod link;
mod output;
mod package;
mod request;
mod script;
mod serve;
mod series;
mod site;

use error::CliError;
use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

/// A subcommand.
struct Command {
    name: &'static str,
    words: &'static str,
    about: &'static str,
    /// Options of its own: name with what it takes, and one line about it.
    options: &'static [(&'static str, &'static str)],
    /// True where every setting of the walk is an option too.
    settings: bool,
    run: fn(call::Call) -> Result<(), CliError>,
}

const COMMANDS: &[Command] = &[
    Command {
        name: "serve",
        words: "",
        about: "Builds the widget and serves the demo article on a loopback port. Without a command, this runs.",
        options: &[("--port N", "Port to try first; otherwise 8080."), ("--site DIR", "Serve a made bundle as it is.")],
        settings: false,
        run: serve::run,
    },
    Command {
        name: "bundle",
        words: "--out DIR",
        about: "Writes the static files to host.",
        options: &[
            ("--out DIR", "Folder to write to; made if missing."),
            ("--sizes", "Weigh scripts and wasm by brotli, too: half a minute."),
        ],
        settings: false,
        run: bundle::run,
    },
    Command {
        name: "analyze",
        words: "FILE…",
        about: "The page's walk, natively. “-” is standard input; several files give one Report a line.",
        options: analyze::OPTIONS,
        settings: true,
        run: analyze::run,
    },
    Command {
        name: "cost",
        words: "--country CC --start T --end T",
        about: "The calculator without a file.",
        options: cost::OPTIONS,
        settings: true,
        run: cost::run,
    },
    Command {
        name: "series",
        words: "FILE…",
        about: "What was read, as CSV: series,timestamp,value.",
        options: &[
            ("--columns", "How each column was read instead, as CSV: column,role,reads,why."),
            ("--out PATH", "Write there instead of standard output."),
        ],
        settings: true,
        run: series::run,
    },
];

/// Runs the call and gives its status.
pub fn run(words: impl IntoIterator<Item = OsString>) -> ExitCode {
    let words: Vec<OsString> = words.into_iter().skip(1).collect();
    match dispatch(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            if !error.text().is_empty() {
                warn(error.text());
            }
            ExitCode::from(error.status())
        }
    }
}

fn dispatch(words: &[OsString]) -> Result<(), CliError> {
    let first = words.first().map(|word| word.to_string_lossy());
    let (name, rest) = match first.as_deref() {
        None => ("serve", words),
        Some("-h" | "--help" | "help") => return help::overview(COMMANDS),
        Some("-V" | "--version") => return say(&format!("outage-lens {}\n", env!("CARGO_PKG_VERSION"))),
        Some(name) if name.starts_with('-') => ("serve", words),
        Some(name) => (name, words.get(1..).unwrap_or_default()),
    };
    let Some(command) = COMMANDS.iter().find(|command| command.name == name) else {
        let near = crate::base::nearest::nearest(name, COMMANDS.iter().map(|command| command.name));
        let near = near.map_or(String::new(), |near| format!(" Did you mean “{near}”?"));
        return Err(CliError::call(format!("There is no command {}.{near}", crate::base::error::quote(name))));
    };
    if rest.iter().any(|word| word == "--help" || word == "-h") {
        return help::one(command);
    }
    (command.run)(call::Call::parse(rest, command)?)
}

/// Says something beside the results.
fn warn(text: &str) {
    // Nothing is left to do where standard error is closed.
    let _ = writeln!(std::io::stderr(), "outage-lens: {text}");
}

/// Writes to standard output; a reader that has gone (`| head`) is no failure.
fn say(text: &str) -> Result<(), CliError> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(CliError::file(format!("Standard output can't be written: {error}.")))
        }
        _ => Ok(()),
    }
}

/// Writes to a file where one is named, otherwise to standard output.
fn put(out: Option<&str>, text: &str) -> Result<(), CliError> {
    match out {
        None => say(text),
        Some(path) => {
            std::fs::write(path, text).map_err(|error| CliError::call(format!("{path} can't be written: {error}.")))
        }
    }
}
