//! Describes how every column was read, and notes what could be read otherwise.
//!
//! In: a table whose columns have their roles, and its layout. Out: a role, a notation and a reason a column; notes that show
//! both readings where two are possible, and say how to choose the other.

use super::interpretation::{Form, Layout};
use super::roles::{Role, Table};
use crate::base::error::{label, quote};
use crate::base::time::iso;
use crate::base::{Code, Direction, Kind, Notes, SourceColumn};
use crate::read::scalar::number::{self, Cell, Commas};
use crate::read::scalar::share::Signs;
use crate::read::scalar::timestamp::{self, Style};
use crate::read::series::builder::Column;

/// Describes every column, and notes what was decided.
pub(crate) fn describe(table: &Table<'_>, layout: &mut Layout) {
    for column in 0..table.profiles.len() {
        let Some(profile) = table.profiles.get(column) else { continue };
        let (role, reads, why) = match table.role(column) {
            Role::Moment => {
                let days = profile.moments.as_ref().is_some_and(|moments| moments.is_days());
                (if days { "date" } else { "moment" }, table.when.style.name().to_owned(), "it orders the rows")
            }
            Role::Time => ("time", "a time of day".to_owned(), "it stands beside the date"),
            Role::Offset => ("offset", "a zone or an offset".to_owned(), "every cell names one"),
            Role::Value => ("value", reads(layout, column), "numbers that vary"),
            Role::State if layout.forms.get(column) == Some(&Form::Fault) => (
                "state",
                "no is 1, yes is 0".to_owned(),
                "its words say whether there is the fault that its name tells of",
            ),
            Role::State if layout.forms.get(column) == Some(&Form::Codes) => {
                ("state", "answers are 1, no answer and 5xx are 0".to_owned(), "it holds the codes of web servers")
            }
            Role::State => ("state", "up is 1, down is 0".to_owned(), "its words say up or down"),
            Role::Name => ("name", "words".to_owned(), "it names what is measured side by side"),
            Role::Basis => ("name", "assumed or published".to_owned(), "it says where the values come from"),
            Role::Open | Role::Out("") => ("left-out", String::new(), "it is blank"),
            Role::Out(why) => ("left-out", String::new(), why),
        };
        layout.roles.push(SourceColumn {
            name: table.dialect.label(column),
            role: role.to_owned(),
            reads,
            why: why.to_owned(),
        });
    }
    layout.first_rows = first_rows(table);
    if let Some(list) = &layout.outages {
        for (column, role) in list.roles().chain([(table.when.column, "start")]) {
            if let Some(described) = layout.roles.get_mut(column) {
                (described.role, described.why) = (role.to_owned(), "the rows are outages".to_owned());
            }
        }
    }
    note_left_out(table, layout);
    note_moment(table, &mut layout.notes);
    note_also(table, &mut layout.notes);
    note_other_moment(table, layout);
    note_marks(table, layout);
    note_signs(table, layout);
    note_nameless(table, layout);
}

/// Percents beside numbers without a sign.
fn note_signs(table: &Table<'_>, layout: &mut Layout) {
    for (column, about) in &layout.values {
        let Some(profile) = table.profiles.get(*column).filter(|profile| profile.signs != Signs::Alike) else {
            continue;
        };
        let find = |signed: bool| {
            let is_it = |cell: &&[u8]| {
                let number = matches!(number::read(cell, profile.marks.0), Cell::Number(number) if number != 0.0);
                number && cell.trim_ascii().ends_with(b"%") == signed
            };
            table
                .dialect
                .cells(*column)
                .find(is_it)
                .map(|cell| quote(&String::from_utf8_lossy(cell)))
                .unwrap_or_default()
        };
        let how = match profile.signs {
            Signs::Shares => "read as a share of one, and made percent",
            _ => "read as percent, too",
        };
        let text = format!(
            "In {}, cells such as {} have a percent sign and others, such as {}, have none: what has none is {how}.",
            quote(&about.label),
            find(true),
            find(false)
        );
        layout.notes.add(Code::ReadOtherwise, text);
    }
}

/// Numbers below no header: nothing says what they measure, and so which way is worse.
fn note_nameless(table: &Table<'_>, layout: &mut Layout) {
    let nameless =
        |(_, about): &&(usize, Column)| about.kind == Kind::Other && about.direction == Some(Direction::Falls);
    let columns: Vec<String> =
        layout.values.iter().filter(nameless).map(|(column, _)| quote(&table.dialect.label(*column))).collect();
    if !table.dialect.header.is_empty() || columns.is_empty() || layout.outages.is_some() {
        return;
    }
    let text = format!(
        "The table has no header, so nothing says what {} measures: it is read as what falls in an outage. Give it a header, such as \
         “time,latency (ms)”, if it rises.",
        columns.join(", ")
    );
    layout.notes.add(Code::ReadOtherwise, text);
}

/// The first rows as a reader of the file sees them.
fn first_rows(table: &Table<'_>) -> Vec<Vec<String>> {
    const SHOWN: usize = 5;
    let cell = |row: &Vec<Vec<u8>>, column: usize| row.get(column).map(|cell| label(&String::from_utf8_lossy(cell)));
    let cells = |row| (0..table.profiles.len()).map(|column| cell(row, column).unwrap_or_default()).collect();
    table.dialect.sample.iter().take(SHOWN).map(cells).collect()
}

fn reads(layout: &Layout, column: usize) -> String {
    let unit = layout.values.iter().find(|(value, _)| *value == column).map_or("", |(_, about)| about.unit.as_str());
    let marks = match layout.forms.get(column) {
        Some(Form::Share) => return "parts of a total, in %".to_owned(),
        Some(Form::Percent(_)) => return "percents, and shares of one".to_owned(),
        Some(Form::Number(Commas::Decimal)) => "numbers with a decimal comma",
        Some(Form::Number(Commas::Grouping)) => "numbers with commas between thousands",
        _ => "numbers",
    };
    if unit.is_empty() { marks.to_owned() } else { format!("{marks} in {unit}") }
}

fn note_left_out(table: &Table<'_>, layout: &mut Layout) {
    const NAMED: usize = 12;
    let kept = |column: usize| layout.panels.iter().any(|panel| panel.time == column);
    let out: Vec<String> = (0..table.roles.len())
        .filter(|column| matches!(table.role(*column), Role::Out(why) if !why.is_empty()) && !kept(*column))
        .map(|column| quote(&table.dialect.label(column)))
        .collect();
    if !out.is_empty() && layout.outages.is_none() {
        let shown = out.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
        let more = if out.len() > NAMED { format!(" and {} more", out.len() - NAMED) } else { String::new() };
        layout.notes.add(Code::ColumnsLeftOut, format!("Columns that are no signals were left out: {shown}{more}."));
    }
}

/// Moments in two notations.
fn note_also(table: &Table<'_>, notes: &mut Notes) {
    let when = &table.when;
    let Some(also) = when.also else { return };
    let otherwise = |cell: &&[u8]| timestamp::read(cell, when.style).is_none() && timestamp::read(cell, also).is_some();
    if let Some(cell) = table.dialect.cells(when.column).find(otherwise) {
        let shown = quote(&String::from_utf8_lossy(cell));
        let text = format!("Some times are written otherwise, such as {shown}; these are read {}.", also.name());
        notes.add(Code::TimesMixed, text);
    }
}

fn note_moment(table: &Table<'_>, notes: &mut Notes) {
    let (dialect, when) = (table.dialect, &table.when);
    let example = dialect.cells(when.column).find(|cell| !number::is_missing(cell)).unwrap_or_default();
    let shown = quote(&String::from_utf8_lossy(example));
    match when.style {
        Style::Epoch => {
            let unit = timestamp::epoch(example.trim_ascii()).map_or("seconds", |(_, unit)| unit);
            notes.add(Code::EpochTime, format!("The times are numbers; they are read as {unit} since 1970."));
        }
        Style::Serial => notes.add(
            Code::EpochTime,
            format!("The times are numbers such as {shown}; they are read as a spreadsheet's days."),
        ),
        Style::DayFirst | Style::MonthFirst | Style::ShortYearFirst => {
            let Some(moments) = table.profiles.get(when.column).and_then(|profile| profile.moments.as_ref()) else {
                return;
            };
            let read = |style: Style| {
                timestamp::read(example, style).map(|(at, _)| iso(at).chars().take(10).collect::<String>())
            };
            if let Some(other) = moments.other.filter(|_| moments.style == when.style) {
                let word = if other == Style::MonthFirst { "month-first" } else { "day-first" };
                let choice = format!("{}={word}", dialect.label(when.column));
                let text = format!(
                    "Dates such as {shown} are read {} ({}); read {} they would be {}. If that is right, set columns “{choice}”.",
                    when.style.name(),
                    read(when.style).unwrap_or_default(),
                    other.name(),
                    read(other).unwrap_or_default(),
                );
                return notes.add_offer(Code::DateOrder, text, "columns", choice);
            }
            let order = when.style.name();
            let text = if moments.by_rhythm {
                format!("Dates such as {shown} are read {order}: so the rows follow one another.")
            } else {
                format!("Dates such as {shown} are read {order}.")
            };
            notes.add(Code::DateOrder, text);
        }
        Style::Iso | Style::Words | Style::Compact => {}
    }
}

/// Another column of moments that could order the rows as well.
fn note_other_moment(table: &Table<'_>, layout: &mut Layout) {
    if layout.outages.is_some() || !layout.panels.is_empty() {
        return;
    }
    let orders = |column: &usize| {
        let moments = table.profiles.get(*column).and_then(|profile| profile.moments.as_ref());
        let plain = moments.is_some_and(|moments| {
            moments.stamps != table.stamps && moments.is_ordered() && !moments.style.is_number() && !moments.is_days()
        });
        plain && table.role(*column) == Role::Out("another moment") && !table.header(*column).is_end()
    };
    let Some(other) = (0..table.roles.len()).find(orders) else { return };
    let (own, other) = (table.dialect.label(table.when.column), table.dialect.label(other));
    let choice = format!("{other}=moment");
    let text = format!(
        "The rows are at {}; they could be at {}, too. If that is right, set columns “{choice}”.",
        quote(&own),
        quote(&other)
    );
    layout.notes.add_offer(Code::ReadOtherwise, text, "columns", choice);
}

fn note_marks(table: &Table<'_>, layout: &mut Layout) {
    for (column, about) in &layout.values {
        let Some(profile) = table.profiles.get(*column) else { continue };
        let marked = |cell: &&[u8]| {
            cell.iter().any(|b| matches!(b, b',' | b'.'))
                && matches!(number::read(cell, profile.marks.0), Cell::Number(_))
        };
        let Some(example) = table.dialect.cells(*column).find(marked) else { continue };
        let (shown, unsure) = (quote(&String::from_utf8_lossy(example)), profile.marks.1);
        let value = |commas| match number::read(example, commas) {
            Cell::Number(number) => number.to_string(),
            _ => "unreadable".to_owned(),
        };
        match profile.marks.0 {
            Commas::Decimal => {
                let open = if unsure { format!("; it may be {}", value(Commas::Grouping)) } else { String::new() };
                let text = format!(
                    "In {}, commas are decimal and points group thousands: {shown} is {}{open}.",
                    quote(&about.label),
                    value(Commas::Decimal)
                );
                layout.notes.add(Code::DecimalComma, text);
            }
            Commas::Grouping if unsure => {
                let text = format!(
                    "In {}, commas are read as grouping thousands: {shown} is {}; as decimal commas it would be {}.",
                    quote(&about.label),
                    value(Commas::Grouping),
                    value(Commas::Decimal)
                );
                layout.notes.add(Code::GroupingComma, text);
            }
            Commas::Absent if unsure => {
                let text = format!(
                    "In {}, points are read as decimal: {shown} is {}; if they group thousands it is {}.",
                    quote(&about.label),
                    value(Commas::Absent),
                    value(Commas::Decimal)
                );
                layout.notes.add(Code::GroupingComma, text);
            }
            _ => {}
        }
    }
}
