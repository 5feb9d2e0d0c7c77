//! `analyze FILE…`: the page's walk, natively.
//!
//! In: files, or “-” for standard input. Out: one Report, or one a line where there are several files; `--join` makes them
//! one input. A file that can't be read gives `{"error":…}` on its line, and the status is 3 at the end.

use super::call::Call;
use super::{CliError, put};
use crate::base::error::{Fault, quote};
use crate::base::{Code, Error, Reading, Settings};
use crate::chart::{self, Plain, Style};
use crate::read::Input;
use crate::report::{self, Report};
use std::fs::File;
use std::io::{Read, Write};
use std::path::Path;

pub(super) const OPTIONS: &[(&str, &str)] = &[
    ("--as json|text|csv|svg", "Form of the result; otherwise json."),
    ("--out PATH", "Write there instead of standard output."),
    ("--join", "Read all files as one input."),
    ("--given FILE", "Outages that somebody else reported, shown beside ours."),
    ("--chart C", "Chart of --as svg, by id; otherwise the timeline."),
    ("--align clock|onset", "Chart compare: one clock, or each from its onset; otherwise what fits."),
    ("--lang L", "Language of --as text and svg: en alone; the page speaks more."),
];

pub(super) fn run(call: Call) -> Result<(), CliError> {
    let form = call.one_of("as", &["json", "text", "csv", "svg"])?;
    let join = call.option("join").is_some();
    if call.files.is_empty() {
        return Err(CliError::call("Which file? “-” is standard input."));
    }
    let many = call.files.len() > 1 && !join;
    if many && form == "svg" && call.option("chart") == Some("compare") {
        let all = call.files.chunks(1).map(|group| report_of(group, &call)).collect::<Result<Vec<_>, _>>()?;
        let foot = all.iter().flat_map(report::to_foot).collect();
        return put(call.option("out"), &figure(&report::beside(all), foot, &call)?);
    }
    if many && matches!(form, "csv" | "svg") {
        return Err(CliError::call(format!(
            "--as {form} is for one input. Give one file, --join, or --chart compare."
        )));
    }
    let groups = if join { vec![call.files.as_slice()] } else { call.files.chunks(1).collect() };
    let mut text = String::new();
    let mut worst: Option<CliError> = None;
    for group in groups {
        match report_of(group, &call) {
            Ok(report) => text.push_str(&shape(&report, form, &call)?),
            Err(error) if many && error.fault == Fault::File => {
                let line = if form == "json" { error_line(group, &error)? } else { String::new() };
                text.push_str(&line);
                let said = format!("{}: {error}", group.join(", "));
                // Nothing is left to do where standard error is closed.
                let _ = writeln!(std::io::stderr(), "outage-lens: {said}");
                worst = Some(CliError::file(""));
            }
            Err(error) => return Err(error.into()),
        }
    }
    put(call.option("out"), &text)?;
    worst.map_or(Ok(()), Err)
}

fn report_of(files: &[String], call: &Call) -> Result<Report, Error> {
    let mut reading = read(files, &call.settings)?;
    if let Some(given) = call.option("given") {
        let told = read(&[given.to_owned()], &Settings::default())?.given;
        if told.is_empty() {
            let found = format!("{} names no outage.", quote(given));
            return Err(Error::file(Code::GivenEmpty, found, "Give a file of reported outages, such as IODA events."));
        }
        reading.given.extend(told);
    }
    crate::walk(&reading, &call.settings)
}

/// Reads a group of files as one input, as their bytes come; “-” is standard input.
pub(super) fn read(files: &[String], settings: &Settings) -> Result<Reading, Error> {
    let mut input = Input::new(settings);
    let mut room = vec![0; 1 << 20];
    for file in files {
        let off = |error: std::io::Error| {
            Error::file(
                Code::UnreadableFile,
                format!("{} can't be read: {error}.", quote(file)),
                "Give a readable file.",
            )
        };
        let (mut bytes, size): (Box<dyn Read>, u64) = match file.as_str() {
            "-" => (Box::new(std::io::stdin().lock()), 0),
            path => {
                let open = File::open(path).map_err(off)?;
                let size = open.metadata().map_err(off)?.len();
                (Box::new(open), size)
            }
        };
        let name = Path::new(file).file_name().map_or(file.into(), |name| name.to_string_lossy());
        input.file(&name)?;
        input.expect(size);
        loop {
            match bytes.read(&mut room) {
                Ok(0) => break,
                Ok(length) => input.push(room.get(..length).unwrap_or_default())?,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => return Err(off(error)),
            }
        }
    }
    input.finish()
}

fn shape(report: &Report, form: &str, call: &Call) -> Result<String, CliError> {
    match call.option("lang") {
        None | Some("en") => {}
        Some(lang) => {
            return Err(CliError::call(format!(
                "--lang {}: the command speaks en; the page speaks more.",
                quote(lang)
            )));
        }
    }
    Ok(match form {
        "json" => report::to_json(report)? + "\n",
        "text" => report::to_text(report),
        "csv" => report::to_csv(report),
        _ => figure(report, report::to_foot(report), call)?,
    })
}

/// The figure at the width of an article's column.
fn figure(report: &Report, foot: Vec<String>, call: &Call) -> Result<String, CliError> {
    let chart = chart::chart(call.option("chart").unwrap_or("timeline"))?;
    let width = 720;
    let onset =
        call.option("align").map(|_| call.one_of("align", &["clock", "onset"])).transpose()?.map(|way| way == "onset");
    let mut style = Style { width, foot, onset, ..Style::default() };
    style.height = chart.height(report, f64::from(width)).ceil() as u32 + style.foot_height() as u32;
    Ok(chart::svg(chart, report, &style, &Plain::new(report.source.local_zone.as_deref()))?.svg)
}

fn error_line(files: &[String], error: &Error) -> Result<String, CliError> {
    #[derive(serde::Serialize)]
    struct ErrorLine<'a> {
        code: Code,
        message: String,
        file: String,
        format: Option<&'a str>,
        place: Option<&'a crate::base::Place>,
    }
    let line = ErrorLine {
        code: error.code,
        message: error.to_string(),
        file: files.join(", "),
        format: error.format,
        place: error.place.as_deref(),
    };
    let line = serde_json::to_string(&line).map_err(|error| CliError::ours(error.to_string()))?;
    Ok(format!("{{\"error\":{line}}}\n"))
}
