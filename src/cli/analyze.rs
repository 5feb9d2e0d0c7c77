//! `analyze FILE…`: the page's walk, natively.
//!
//! In: files, or “-” for standard input. Out: one Report, or one a line where there are several files; `--join` makes them
//! one input, `--jobs` reads several at once. A file that can't be read gives `{"error":…}` on its line, and the status is 3 at
//! the end. `--lines` and `--each` have their jobs from elsewhere: `lines`.

use super::call::Call;
use super::error::ErrorObject;
use super::in_order::{Feed, in_order};
use super::inputs::read;
use super::lines;
use super::lines::answer::{Form, line_of};
use super::output::Output;
use super::{CliError, put, warn};
use crate::base::error::{Fault, quote};
use crate::base::{Code, Error, Settings};
use crate::chart::{self, Plain, Style};
use crate::report::{self, Report};
use std::sync::Arc;

pub(super) const OPTIONS: &[(&str, &str)] = &[
    ("--as json|summary|text|csv|svg", "Form of the result; otherwise json. A summary has a flat row an outage."),
    ("--out PATH", "Write there instead of standard output."),
    ("--join", "Read all files as one input."),
    ("--jobs N", "Threads that work at the same time; otherwise one. The order stays."),
    ("--lines", "A job a line on standard input or in FILE, as JSON with id, files (or data, or series) and settings."),
    ("--each COLUMN", "Cut one table by a key column: a job each, as --lines answers them."),
    ("--grouped", "The rows of each key of --each stand together: only one table is held in memory."),
    ("--given FILE", "Outages that somebody else reported, shown beside ours."),
    ("--chart C", "Chart of --as svg, by id; otherwise the timeline."),
    ("--align clock|onset", "Chart compare: one clock, or each from its onset; otherwise what fits."),
    ("--lang L", "Language of --as text and svg: en alone; the page speaks more."),
];

pub(super) fn run(call: Call) -> Result<(), CliError> {
    if ["lines", "each", "grouped"].iter().any(|option| call.option(option).is_some()) {
        return lines::run(&call);
    }
    let form = call.one_of("as", &["json", "summary", "text", "csv", "svg"])?;
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
    if many {
        return each_file(call, form);
    }
    let text = shape(&report_of(&call.files, &call)?, &call.files, form, &call)?;
    put(call.option("out"), &text)
}

/// A Report a file, in the order of the files.
fn each_file(call: Call, form: &'static str) -> Result<(), CliError> {
    let (threads, call) = (call.threads()?, Arc::new(call));
    let mut output = Output::new(call.option("out"))?;
    let files = call.files.clone();
    let feed = move |feed: Feed<'_, String>| {
        let _ = files.into_iter().all(feed);
        Ok(())
    };
    let work = move |file: String| {
        let group = std::slice::from_ref(&file);
        match report_of(group, &call) {
            Ok(report) => Ok((shape(&report, group, form, &call)?, None)),
            Err(error) if error.fault == Fault::File => {
                let line = if form == "text" { String::new() } else { error_line(&file, &error, form)? };
                Ok((line, Some(format!("{file}: {error}"))))
            }
            Err(error) => Err(CliError::from(error)),
        }
    };
    let mut worst = Ok(());
    let take = |done: Result<(String, Option<String>), CliError>| {
        let (text, wrong) = done?;
        if let Some(wrong) = wrong {
            warn(&wrong);
            worst = Err(CliError::file(""));
        }
        output.line(&text)
    };
    in_order(threads, feed, work, take)?;
    worst
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

fn shape(report: &Report, files: &[String], form: &str, call: &Call) -> Result<String, CliError> {
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
        "summary" => line_of(&files.join(", "), report, Form::Summary)?,
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

/// The line of a file that could not be read; a summary's has an id as its other lines have.
fn error_line(file: &str, error: &Error, form: &str) -> Result<String, Error> {
    let told = report::to_json(&ErrorObject::of(error, file.to_owned()))?;
    let id = if form == "summary" { format!("\"id\":{},", report::to_json(&file)?) } else { String::new() };
    Ok(format!("{{{id}\"error\":{told}}}\n"))
}
