//! Works out from a table's sample which column is the time, which are values, which name the series.
//!
//! In: [`Dialect`]. Out: [`Layout`] with a note for everything that was decided. Refused: a table without a time column,
//! without a column of numbers, or of more than [`limits::COLUMNS`]. Where two readings are plausible (day or month first,
//! decimal comma or grouping, a naive clock) the one taken is noted.

use super::dialect::Dialect;
use crate::base::error::{label, quote};
use crate::base::time::Stated;
use crate::base::zone::Zone;
use crate::base::{Code, Error, Notes, Place, limits};
use crate::read::scalar::number::{self, Cell, Commas};
use crate::read::scalar::timestamp::{self, STYLES, Style};
use crate::read::series::builder::Column;
use crate::read::series::classify;
use std::collections::BTreeSet;

/// What the columns of a table are.
#[derive(Debug, Default)]
pub(crate) struct Layout {
    /// The time column and how it is written.
    pub(crate) time: usize,
    /// See `time`.
    pub(crate) style: Option<Style>,
    /// The header's cell above it.
    pub(crate) header: Option<Vec<u8>>,
    /// True where the header says that a naive time is UTC.
    pub(crate) utc: bool,
    /// The columns of values, and what is known about each.
    pub(crate) values: Vec<(usize, Column)>,
    /// The columns whose words name a series.
    pub(crate) keys: Vec<usize>,
    /// The column that says `published` or `assumed`.
    pub(crate) basis: Option<usize>,
    /// What commas in numbers are for.
    pub(crate) commas: Commas,
    /// The column that names the zone of its row's clock.
    pub(crate) zone: Option<usize>,
    /// True where an epoch counts the seconds of the local clock.
    pub(crate) local: bool,
    /// True where places are to be averaged unless some are chosen.
    pub(crate) average: bool,
    /// Where each row is one observation: what their count is.
    pub(crate) count: Option<Column>,
    /// What was decided.
    pub(crate) notes: Notes,
}

/// Names of columns that are no signals.
const NO_SIGNALS: &str = "table id ids index lat lon lng latitude longitude hour day month year weekday minute label labels truth \
    is-outage time-local-hr timezone-offset utc-offset zip asn prb-id msm-id probe-id anomaly";
/// Words of a header that make its column a time.
const TIME_WORDS: [&str; 9] = ["time", "timestamp", "date", "datetime", "ts", "epoch", "unix", "stamp", "day"];

/// Tells what the columns are.
pub(crate) fn infer(dialect: &Dialect) -> Result<Layout, Error> {
    let width = dialect.width();
    if width > limits::COLUMNS {
        let found = format!("A table of {width} columns.");
        return Err(Error::file(Code::TooManyColumns, found, format!("At most {} can be read.", limits::COLUMNS)));
    }
    let mut layout = Layout::default();
    let mut out = Vec::new();
    let times: Vec<(usize, Style, usize)> = (0..width).filter_map(|c| time_column(dialect, c)).collect();
    let best = times.iter().max_by_key(|(column, _, score)| (*score, std::cmp::Reverse(*column)));
    let Some((time, style, _)) = best.copied() else { return Err(no_time(dialect)) };
    (layout.time, layout.style) = (time, Some(style));
    layout.header = dialect.header.get(time).filter(|label| !label.is_empty()).map(|label| label.as_bytes().to_vec());
    layout.utc = words(dialect, time).any(|word| word == "utc" || word == "gmt");
    note_style(dialect, time, style, &mut layout.notes);

    let numeric = |c: &usize| numbers(dialect, *c, Commas::Decimal) || numbers(dialect, *c, Commas::Grouping);
    let others = (0..width).filter(|c| !times.iter().any(|(t, _, _)| t == c));
    let (numeric, text): (Vec<usize>, Vec<usize>) = others.partition(numeric);
    out.extend(times.iter().map(|(c, _, _)| *c).filter(|c| *c != time));

    let samples = numeric.iter().flat_map(|c| dialect.cells(*c));
    let (commas, unsure) = number::infer_commas(samples);
    layout.commas = commas;
    match commas {
        Commas::Decimal => layout.notes.add(Code::DecimalComma, "Commas in numbers are read as decimal commas."),
        Commas::Grouping if unsure => {
            layout.notes.add(
                Code::GroupingComma,
                "Commas in numbers are read as grouping thousands; they may be decimal commas.",
            );
        }
        _ => {}
    }
    for column in text {
        match text_column(dialect, column) {
            Text::Basis => layout.basis = Some(column),
            Text::Zone => layout.zone = Some(column),
            Text::Key => layout.keys.push(column),
            Text::Prose => out.push(column),
        }
    }
    let names: BTreeSet<String> = dialect.header.iter().map(|name| classify::slug(name)).collect();
    let (mut values, none): (Vec<usize>, Vec<usize>) =
        numeric.into_iter().partition(|c| is_signal(dialect, *c, &names));
    if values.is_empty() && none.len() == 1 {
        // The only numbers there are: a name that usually means none may still be one.
        values.clone_from(&none);
    } else {
        out.extend(none);
    }
    if values.is_empty() {
        return Err(no_values(dialect, time));
    }
    if values.len() > limits::SERIES {
        let found = format!("A table of {} columns of numbers.", values.len());
        let need = format!("At most {} series can be read: leave columns out.", limits::SERIES);
        return Err(Error::file(Code::TooManySeries, found, need));
    }
    out.sort();
    if !out.is_empty() {
        let names: Vec<String> = out.iter().map(|c| quote(&dialect.label(*c))).collect();
        let shown = names.iter().take(12).cloned().collect::<Vec<_>>().join(", ");
        let more = if names.len() > 12 { format!(" and {} more", names.len() - 12) } else { String::new() };
        layout.notes.add(Code::ColumnsLeftOut, format!("Columns that are no signals were left out: {shown}{more}."));
    }
    let labels: Vec<String> = values.iter().map(|c| value_label(dialect, *c, values.len())).collect();
    let ids = classify::ids(labels.iter().map(String::as_str));
    for ((column, label), id) in values.into_iter().zip(labels).zip(ids) {
        let (unit, carried) = unit_of(dialect, column, commas);
        let (kind, sampling) = (classify::of(&label, &unit), classify::sampling(&label));
        layout.values.push((column, Column { id, label, kind, direction: None, unit, carried, sampling }));
    }
    said(dialect, &mut layout.notes);
    Ok(layout)
}

/// The file's own words, kept for the reader.
fn said(dialect: &Dialect, notes: &mut Notes) {
    const WORDS: usize = 600;
    if !dialect.comments.is_empty() {
        // Annotations of InfluxDB are for programs.
        let annotation = |line: &String| ["datatype", "group", "default"].iter().any(|word| line.starts_with(word));
        let lines =
            dialect.comments.iter().map(|line| label(line)).filter(|line| !line.is_empty() && !annotation(line));
        let lines: Vec<String> = lines.collect();
        let mut text: String = lines.join(" ").chars().take(WORDS).collect();
        if text.len() < lines.join(" ").len() {
            text.push('…');
        }
        if !text.is_empty() {
            notes.add(Code::FileSays, text);
        }
    }
    if let Some(first) = dialect.titles.first() {
        let text =
            format!("{} lines before the header were left out, the first: {}.", dialect.titles.len(), quote(first));
        notes.add(Code::TitlesLeftOut, text);
    }
}

fn words(dialect: &Dialect, column: usize) -> impl Iterator<Item = String> {
    let slug = classify::slug(dialect.header.get(column).map_or("", String::as_str));
    slug.split('-').map(str::to_owned).collect::<Vec<_>>().into_iter()
}

/// A column of stamps, how they are written, and how good a time column it makes.
fn time_column(dialect: &Dialect, column: usize) -> Option<(usize, Style, usize)> {
    let filled: Vec<&[u8]> = dialect.cells(column).filter(|c| !number::is_missing(c)).collect();
    let styles = STYLES.into_iter().filter_map(|style| {
        let read: Vec<_> = filled.iter().filter_map(|c| timestamp::read(c, style)).collect();
        (!read.is_empty() && read.len() * 10 >= filled.len() * 8).then_some((style, read))
    });
    // Of day first and month first, the one under which neighbours lie nearer together; of equals the earlier.
    let travel =
        |read: &[(i64, Stated)]| -> i64 { read.iter().zip(read.iter().skip(1)).map(|(a, b)| (b.0 - a.0).abs()).sum() };
    let (style, read) = styles.min_by_key(|(style, read)| match style {
        Style::DayFirst | Style::MonthFirst => (1, std::cmp::Reverse(read.len()), travel(read)),
        _ => (0, std::cmp::Reverse(read.len()), 0),
    })?;
    let named = is_time_name(dialect.header.get(column).map_or("", String::as_str));
    let said = |zone: &str| words(dialect, column).any(|word| word == zone);
    if style == Style::Epoch && !named {
        let rising = read.iter().zip(read.iter().skip(1)).all(|(a, b)| a.0 <= b.0);
        let moves = read.first().map(|r| r.0) != read.last().map(|r| r.0) || read.len() == 1;
        if !(dialect.header.is_empty() || column == 0) || !rising || !moves {
            return None;
        }
    }
    let zoned = said("utc") || said("gmt") || read.iter().all(|(_, stated)| *stated == Stated::Zoned);
    let constant = read.len() > 2 && read.iter().all(|(at, _)| Some(*at) == read.first().map(|r| r.0));
    let score = if constant {
        0
    } else if said("local") {
        1
    } else if zoned {
        4
    } else {
        2
    };
    Some((column, style, score))
}

fn note_style(dialect: &Dialect, column: usize, style: Style, notes: &mut Notes) {
    match style {
        Style::Epoch => {
            let unit = dialect.cells(column).find_map(timestamp::epoch).map_or("seconds", |(_, unit)| unit);
            notes.add(Code::EpochTime, format!("The times are numbers; they are read as {unit} since 1970."));
        }
        Style::DayFirst | Style::MonthFirst => {
            let other = if style == Style::DayFirst { Style::MonthFirst } else { Style::DayFirst };
            let filled = || dialect.cells(column).filter(|c| !number::is_missing(c));
            let both = filled().all(|c| timestamp::read(c, other).is_some());
            let order = if style == Style::DayFirst { "day first" } else { "month first" };
            let sure = if both { "; the other order is possible too" } else { "" };
            let example = filled().next().map(String::from_utf8_lossy).unwrap_or_default();
            notes.add(Code::DateOrder, format!("Dates such as {} are read {order}{sure}.", quote(&example)));
        }
        Style::Iso | Style::Words => {}
    }
}

/// True for a column of numbers, or of blanks that numbers may follow.
fn numbers(dialect: &Dialect, column: usize, commas: Commas) -> bool {
    let (mut good, mut bad) = (0, 0);
    for sample in dialect.cells(column) {
        match number::read(sample, commas) {
            Cell::Number(_) => good += 1,
            Cell::Missing => {}
            Cell::Other => bad += 1,
        }
    }
    good * 10 >= (good + bad) * 8
}

enum Text {
    Basis,
    Zone,
    Key,
    Prose,
}

/// Words that repeat name series; words that don't are prose.
fn text_column(dialect: &Dialect, column: usize) -> Text {
    let mut words: Vec<&[u8]> = dialect.cells(column).map(<[u8]>::trim_ascii).collect();
    let is_basis = |word: &&[u8]| word.is_empty() || word.starts_with(b"assumed") || word.starts_with(b"published");
    if classify::slug(&dialect.label(column)) == "basis" && words.iter().all(is_basis) {
        return Text::Basis;
    }
    let rows = words.len();
    words.sort();
    words.dedup();
    let is_zone = |word: &[u8]| std::str::from_utf8(word).is_ok_and(|name| Zone::named(name).is_some());
    if words.iter().all(|word| is_zone(word)) && words.len() <= 64 {
        return Text::Zone;
    }
    if rows > 4 && words.len() > rows / 2 + 1 { Text::Prose } else { Text::Key }
}

/// True for a name that usually stands for no signal.
pub(crate) fn is_no_signal(name: &str) -> bool {
    let slug = classify::slug(name);
    NO_SIGNALS.split(' ').any(|name| name == slug)
        || slug.starts_with("id-")
        || slug.ends_with("-id")
        || slug.ends_with("-hash")
}

/// True for a name that says that a time stands there.
pub(crate) fn is_time_name(name: &str) -> bool {
    classify::slug(name).split('-').any(|word| TIME_WORDS.contains(&word))
}

/// True for a column of numbers that is a signal. `names` are the names of all columns.
fn is_signal(dialect: &Dialect, column: usize, names: &BTreeSet<String>) -> bool {
    let name = dialect.header.get(column).map_or("", String::as_str);
    let slug = classify::slug(name);
    let has = |name: &str| names.contains(name);
    let double = slug.strip_suffix("-norm").or_else(|| slug.strip_suffix("-normalized"));
    let spread = matches!(slug.as_str(), "count" | "n" | "std" | "stddev" | "sd" | "se" | "variance");
    !(is_no_signal(name)
        || is_time_name(name)
        || double.is_some_and(has)
        || (spread && (has("mean") || has("median") || has("avg"))))
}

fn value_label(dialect: &Dialect, column: usize, columns: usize) -> String {
    match dialect.header.get(column).filter(|label| !label.is_empty()) {
        Some(label) => label.clone(),
        None if columns == 1 => "value".to_owned(),
        None => dialect.label(column),
    }
}

/// The unit that the cells carry (then true), or the brackets of the header.
fn unit_of(dialect: &Dialect, column: usize, commas: Commas) -> (String, bool) {
    let number = |cell| number::measured(cell, commas).filter(|(number, _)| *number != 0.0);
    let carried = dialect.cells(column).filter_map(number).map(|(_, unit)| unit).find(|unit| !unit.is_empty());
    if let Some(unit) = carried {
        return (label(unit), true);
    }
    let header = dialect.header.get(column).map_or("", String::as_str);
    let inner = header.rsplit_once('(').and_then(|(_, rest)| rest.strip_suffix(')'));
    let inner = inner.or_else(|| header.rsplit_once('[').and_then(|(_, rest)| rest.strip_suffix(']')));
    (inner.filter(|unit| !unit.is_empty() && unit.chars().count() <= 12).map(label).unwrap_or_default(), false)
}

fn no_time(dialect: &Dialect) -> Error {
    let found = match (dialect.sample.first(), dialect.width()) {
        (None, _) => "This is text without a table.".to_owned(),
        (_, 1) => "This is text without a time column.".to_owned(),
        (_, width) => {
            let names: Vec<String> = (0..width.min(6)).map(|c| quote(&dialect.label(c))).collect();
            let more = if width > 6 { ", …" } else { "" };
            format!("This is a table of {width} columns ({}{more}), none of which holds times.", names.join(", "))
        }
    };
    let need = "Needed: a column of times, such as 2014-12-22T16:15:00Z, beside a column of numbers.";
    Error::file(Code::NoTimeColumn, found, need).at(Place::line(dialect.line, 1, dialect.byte as u64))
}

fn no_values(dialect: &Dialect, time: usize) -> Error {
    let found =
        format!("This is a table with times in {}, but without a column of numbers.", quote(&dialect.label(time)));
    Error::file(Code::NoValueColumn, found, "Needed: a column of numbers beside the times.").at(Place::line(
        dialect.line,
        time as u64 + 1,
        dialect.byte as u64,
    ))
}
