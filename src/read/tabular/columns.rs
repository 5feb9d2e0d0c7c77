//! Works out what each column of a table is.
//!
//! In: [`Dialect`] with its sample rows, and what an author said about columns. Out: [`Layout`]: the moment of each row, the
//! values, the names of series, and a role with a reason for every column. Refused: a table without moments, without a
//! column of numbers or states, or of more than [`limits::COLUMNS`].

use super::across;
use super::codes;
use super::describe;
use super::dialect::Dialect;
use super::header::{self, Header};
use super::interpretation::{Form, Layout};
use super::moment::{self, Clock, When};
use super::outage_list;
use super::profile::Profile;
use super::refuse;
use super::roles::{self, GivenRoles, Role};
use super::units;
use super::years;
use crate::base::error::quote;
use crate::base::time::{DAY, HOUR, MINUTE, Millis};
use crate::base::zone::Zone;
use crate::base::{Code, Direction, Error, Kind, Notes, Place, limits, num};
use crate::read::scalar::address::is_host;
use crate::read::scalar::clock::time_of_day;
use crate::read::scalar::label::Label;
use crate::read::scalar::number::{self, Commas};
use crate::read::scalar::share::Signs;
use crate::read::scalar::state;
use crate::read::scalar::timestamp::Style;
use crate::read::series::builder::Column;
use crate::read::series::classify;

/// Works out what the columns are.
pub(crate) fn infer(dialect: &Dialect, said: GivenRoles<'_>) -> Result<Layout, Error> {
    let width = dialect.width();
    if width > limits::COLUMNS {
        let found = format!("A table of {width} columns.");
        return Err(Error::file(Code::TooManyColumns, found, format!("At most {} can be read.", limits::COLUMNS)));
    }
    if let Some(layout) = across::layout(dialect, said).or_else(|| years::layout(dialect, said)) {
        roles::check_said(dialect, said)?;
        return Ok(layout);
    }
    let profiles: Vec<Profile> = (0..width).map(|column| Profile::of(dialect, column)).collect();
    let role_said = |column: usize| roles::said(dialect, column, said);
    roles::check_said(dialect, said)?;
    if let Some((column, role)) = moment::said_of_none(&profiles, &role_said) {
        return Err(refuse::no_moments_said(dialect, column, role));
    }
    let Some(when) = moment::choose(dialect, &profiles, &role_said) else {
        return Err(refuse::no_time(dialect, &profiles));
    };
    if let Some(error) =
        Some(when.column).filter(|_| when.style == Style::Epoch).and_then(|column| refuse::other_era(dialect, column))
    {
        return Err(error);
    }
    if let Some(error) = refuse::starts_without_year(dialect, when.column) {
        return Err(error);
    }
    let stamps = stamps(dialect, &profiles, &when);
    let mut table = roles::Table {
        dialect,
        profiles: &profiles,
        when,
        stamps,
        roles: vec![Role::Open; width],
        names_shown_once: false,
    };
    table.assign(&role_said);
    let mut layout =
        Layout { time: when.column, style: Some(when.style), also: when.also, clock: when.clock, ..Layout::default() };
    layout.header =
        dialect.header.get(when.column).filter(|label| !label.is_empty()).map(|label| label.as_bytes().to_vec());
    layout.zone_said = header::zone_in(dialect.name(when.column))
        .or_else(|| dialect.units.get(when.column).and_then(|unit| header::zone_in(unit)));
    layout.utc = layout.zone_said.as_ref().is_some_and(|zone| zone.name() == "UTC");
    layout.forms = (0..width).map(|column| form(&table, column)).collect();
    layout.outages = outage_list::find(dialect, &table);
    outage_list::check_ends(dialect, layout.outages.as_ref(), &mut layout.notes)?;
    layout.hours = moment::hours(dialect, &profiles, &when);
    layout.shown_once = is_shown_once(&profiles, &when);
    layout.hours.retain(|(column, _)| profiles.get(*column).is_some_and(Profile::is_numeric));
    let values: Vec<usize> = table.values();
    if values.is_empty() && layout.outages.is_none() {
        return Err(refuse::no_values(dialect, &table));
    }
    layout.keys = table.with(Role::Name);
    layout.names_shown_once = table.names_shown_once;
    layout.zone = table.with(Role::Offset).first().copied();
    // Rows that name no zone are of the clock of those that do.
    let named = |column: usize| {
        let word = dialect.cells(column).map(<[u8]>::trim_ascii).find(|cell| !cell.is_empty())?;
        Zone::named(std::str::from_utf8(word).ok()?)
    };
    if let (None, Some(column), Some(zone)) = (&layout.zone_said, layout.zone, layout.zone.and_then(named)) {
        if profiles.get(column).is_some_and(|profile| profile.filled < profile.rows) {
            let text = format!("Some rows name no zone; they are read in {}, as the others are.", quote(zone.name()));
            layout.notes.add(Code::ZoneAssumed, text);
        }
        layout.zone_said = Some(zone);
    }
    layout.basis = table.with(Role::Basis).first().copied();
    if layout.outages.is_none() {
        set_values(dialect, &profiles, &values, &mut layout);
        split_panels(dialect, &table, &mut layout);
    }
    let open_names = layout.keys.iter().any(|column| profiles.get(*column).is_some_and(|profile| profile.distinct < 2));
    layout.order_open =
        profiles.get(when.column).and_then(|profile| profile.moments.as_ref()).is_some_and(|m| m.other.is_some());
    layout.whole = whole_columns(&profiles, &layout);
    layout.open = !layout.whole.is_empty() || open_names || decisions_open(&profiles, &when, &layout);
    describe::describe(&table, &mut layout);
    note_unnamed(dialect, &profiles, &mut layout.notes);
    file_says(dialect, &mut layout.notes);
    Ok(layout)
}

/// The moment of every sample row.
fn stamps(dialect: &Dialect, profiles: &[Profile], when: &When) -> Vec<Option<Millis>> {
    let Some(moments) = profiles.get(when.column).and_then(|profile| profile.moments.as_ref()) else {
        return Vec::new();
    };
    let shown_once = is_shown_once(profiles, when);
    let other = |column: usize, read: fn(&[u8]) -> Option<Millis>| -> Vec<Option<Millis>> {
        let times = dialect.cells(column).map(read);
        let mut last = None;
        let both = |(day, time): (&Option<Millis>, Option<Millis>)| {
            last = day.or(last.filter(|_| shown_once));
            Some(last?.div_euclid(DAY) * DAY + time?)
        };
        moments.stamps.iter().zip(times).map(both).collect()
    };
    match when.clock {
        None => moments.stamps.clone(),
        Some(Clock::Time(column)) => other(column, time_of_day),
        Some(Clock::Hour(column)) => other(column, hour_of_day),
        Some(Clock::HourNumber(column)) => other(column, hour_of_24),
        Some(Clock::HourAndMinute(hour, minute)) => {
            let minutes = dialect.cells(minute).map(minute_of_hour);
            let with = |(at, minute): (Option<Millis>, Option<Millis>)| Some(at? + minute?);
            other(hour, hour_of_day).into_iter().zip(minutes).map(with).collect()
        }
    }
}

/// True where a date stands in the first row of its day alone, as merged cells are exported.
fn is_shown_once(profiles: &[Profile], when: &When) -> bool {
    let blank = |profile: &Profile| profile.rows > profile.filled && (profile.rows - profile.filled) * 5 > profile.rows;
    let first =
        |profile: &Profile| profile.moments.as_ref().is_some_and(|m| m.stamps.first().is_some_and(Option::is_some));
    when.clock.is_some() && profiles.get(when.column).is_some_and(|profile| blank(profile) && first(profile))
}

/// The beginning of an hour by its number, from 1 to 24.
pub(crate) fn hour_of_24(cell: &[u8]) -> Option<Millis> {
    hour_of_day(cell).map(|end| end - HOUR).filter(|at| *at >= 0)
}

/// A whole hour of the day as milliseconds after midnight.
pub(crate) fn hour_of_day(cell: &[u8]) -> Option<Millis> {
    let hour = number::plain(cell.trim_ascii()).filter(|hour| (0.0..=24.0).contains(hour) && hour % 1.0 == 0.0)?;
    Some(hour as Millis * HOUR)
}

/// A whole minute of the hour as milliseconds.
pub(crate) fn minute_of_hour(cell: &[u8]) -> Option<Millis> {
    let minute =
        number::plain(cell.trim_ascii()).filter(|minute| (0.0..60.0).contains(minute) && minute % 1.0 == 0.0)?;
    Some(minute as Millis * MINUTE)
}

fn form(table: &roles::Table<'_>, column: usize) -> Form {
    match table.role(column) {
        Role::State if codes::are(table.dialect, column) => Form::Codes,
        Role::State if table.is_fault(column) => Form::Fault,
        Role::State => Form::State,
        _ if table.profiles.get(column).is_some_and(|profile| profile.shares > 0) => Form::Share,
        _ => match table.profiles.get(column).map(|profile| (profile.signs, profile.marks.0)).unwrap_or_default() {
            (Signs::Shares, commas) => Form::Percent(commas),
            (_, commas) => Form::Number(commas),
        },
    }
}

/// Names of how long a check took, beside how it ended.
const TOOK: &str = "performance seconds secs time time-s time-sec time-seconds response resp rt total";

/// True for fractions below no name.
fn is_bare(dialect: &Dialect, column: usize) -> bool {
    dialect.name(column).is_empty() && dialect.cells(column).any(|cell| cell.contains(&b'.'))
}

/// Label, unit, kind and direction of each column of values.
fn set_values(dialect: &Dialect, profiles: &[Profile], values: &[usize], layout: &mut Layout) {
    let labels: Vec<String> = values.iter().map(|column| value_label(dialect, *column, values.len())).collect();
    let ids = classify::ids(labels.iter().map(String::as_str));
    let speeds = are_speeds(dialect, values, &labels);
    let forms = layout.forms.clone();
    let form = |column: usize| forms.get(column).copied().unwrap_or_default();
    // Where columns tell how checks ended, or number the packets of a ping, others tell how long they took.
    let checked = values.iter().any(|column| form(*column).is_state())
        || dialect.header.iter().any(|name| Label::of(name).is("icmp-seq"));
    for ((column, label), id) in values.iter().zip(labels).zip(ids) {
        let state = form(*column).is_state();
        let marks = profiles.get(*column).map(|profile| profile.marks.0).unwrap_or_default();
        let unit = match form(*column) {
            Form::Share | Form::Percent(_) => "%".to_owned(),
            _ if state => String::new(),
            _ => units::unit_of(dialect, *column, marks),
        };
        let (mut kind, mut direction) = classify::kind_and_direction(&label, &unit, state);
        // Numbers among which some checks timed out are round trips.
        if kind == Kind::Other && !state && dialect.cells(*column).any(state::is_timeout) {
            (kind, direction) = (Kind::Latency, Direction::Rises);
        }
        if speeds && classify::is_way(&label) {
            (kind, direction) = (Kind::Traffic, Direction::Falls);
        }
        let took = || Header::of(&label).is_duration() || Label::of(&label).is(TOOK) || is_bare(dialect, *column);
        if kind == Kind::Other && checked && !state && took() {
            (kind, direction) = (Kind::Latency, Direction::Rises);
        }
        let alone = || dialect.name(*column).is_empty() && values.len() == 1 && keyed_by_hosts(dialect, &layout.keys);
        let of_a_host = || is_host(dialect.name(*column)) || alone();
        if kind == Kind::Other && !state && of_a_host() && are_round_trips(dialect, *column) {
            (kind, direction) = (Kind::Latency, Direction::Rises);
            let text = format!(
                "The numbers of hosts in {} are read as round trips, of which more is worse. Where they are none, set its direction to falls.",
                quote(&label)
            );
            layout.notes.add(Code::DirectionGuessed, text);
        }
        if !state && (is_severity(dialect, *column, &label) || is_sum_without_power(dialect, &label)) {
            direction = Direction::Rises;
        }
        let sampling = classify::sampling(&label);
        layout.values.push((*column, Column { id, label, kind, direction: Some(direction), unit, sampling }));
    }
}

/// True where hosts stand in one of the columns that name series.
fn keyed_by_hosts(dialect: &Dialect, keys: &[usize]) -> bool {
    let hosts = |column: &usize| dialect.cells(*column).all(|cell| is_host(&String::from_utf8_lossy(cell)));
    keys.iter().any(hosts)
}

/// True for numbers of a host that do not say whether, or for how much of the time, it was up.
fn are_round_trips(dialect: &Dialect, column: usize) -> bool {
    let numbers: Vec<f64> = dialect.cells(column).filter_map(|cell| number::plain(cell.trim_ascii())).collect();
    let most = numbers.iter().copied().fold(0.0, f64::max);
    most > 1.0 && numbers.iter().filter(|number| **number == most).count() * 2 < numbers.len()
}

/// True where “down” and “up” are speeds: fractions, numbers beside a round trip, or as many down as up. Of hosts they are counts.
fn are_speeds(dialect: &Dialect, values: &[usize], labels: &[String]) -> bool {
    let ways = || values.iter().zip(labels).filter(|(_, label)| classify::is_way(label));
    let numbers = |column: usize| -> Vec<f64> {
        dialect.cells(column).filter_map(|cell| number::plain(cell.trim_ascii())).collect()
    };
    let broken = |column: usize| {
        let numbers = numbers(column);
        numbers.iter().filter(|number| number.fract() != 0.0).count() * 2 > numbers.len()
    };
    let usual = |way: &str| {
        let column = ways().find(|(_, label)| label.eq_ignore_ascii_case(way)).map(|(column, _)| *column)?;
        num::median(&mut numbers(column))
    };
    let as_many = || usual("down").zip(usual("up")).is_some_and(|(down, up)| down > 0.0 && down * 2.0 >= up);
    let round_trips = labels.iter().any(|label| classify::of(label, "") == Kind::Latency);
    ways().any(|(column, _)| broken(*column)) || (ways().count() > 1 && (round_trips || as_many()))
}

/// True for the codes of Nagios and what follows it: 0 is well, 1 a warning, 2 and 3 are not. Of 0 and 1 alone nobody knows.
fn is_severity(dialect: &Dialect, column: usize, label: &str) -> bool {
    let cells = || dialect.cells(column).filter(|cell| !number::is_missing(cell)).map(<[u8]>::trim_ascii);
    let well = cells().filter(|cell| *cell == b"0").count();
    Label::of(label).is("state status return-code exit-code exitcode rc service-state host-state")
        && cells().all(|cell| matches!(cell, b"0" | b"1" | b"2" | b"3"))
        && cells().any(|cell| matches!(cell, b"2" | b"3"))
        && well * 2 > cells().count()
}

/// True for what EAGLE-I called `sum` in its files of 2023: customers without power.
fn is_sum_without_power(dialect: &Dialect, label: &str) -> bool {
    let has = |name: &str| dialect.header.iter().any(|own| own == name);
    label == "sum" && has("fips_code") && has("run_start_time")
}

fn value_label(dialect: &Dialect, column: usize, columns: usize) -> String {
    match dialect.header.get(column).filter(|label| !label.is_empty()) {
        Some(label) => label.clone(),
        None if columns == 1 => "value".to_owned(),
        None => dialect.label(column),
    }
}

/// Where each value has its own column of moments, each such column gets a layout of its own.
fn split_panels(dialect: &Dialect, table: &roles::Table<'_>, layout: &mut Layout) {
    let is_value = |column: usize| layout.values.iter().any(|(value, _)| *value == column);
    let own = moment::own_moments(dialect, table.profiles, &table.when, &is_value);
    for (i, column) in own.iter().enumerate().rev() {
        let until = own.get(i + 1).copied().unwrap_or(usize::MAX);
        let (theirs, rest): (Vec<_>, Vec<_>) =
            std::mem::take(&mut layout.values).into_iter().partition(|(value, _)| (*column..until).contains(value));
        layout.values = rest;
        let header = dialect.header.get(*column).map(|label| label.as_bytes().to_vec());
        let panel = Layout {
            time: *column,
            values: theirs,
            header,
            notes: Notes::default(),
            panels: Vec::new(),
            ..layout.clone()
        };
        layout.panels.insert(0, panel);
    }
}

/// Columns of whole numbers below a thousand, without any mark.
fn whole_columns(profiles: &[Profile], layout: &Layout) -> Vec<usize> {
    let is_whole = |column: &usize| {
        layout.forms.get(*column) == Some(&Form::Number(Commas::Absent))
            && profiles.get(*column).is_some_and(|profile| profile.whole_below_thousand)
    };
    layout.values.iter().map(|(column, _)| *column).filter(is_whole).collect()
}

/// True where a later row may decide what the head left open: the order of a date, what a point or comma is for.
fn decisions_open(profiles: &[Profile], when: &When, layout: &Layout) -> bool {
    let marks = |(column, _): &(usize, Column)| {
        profiles
            .get(*column)
            .is_some_and(|profile| profile.marks.1 || profile.marks.0 != Commas::Absent || profile.numbers == 0)
    };
    let style = matches!(
        when.style,
        Style::DayFirst | Style::MonthFirst | Style::ShortYearFirst | Style::Serial | Style::Compact
    );
    style || layout.values.iter().any(marks)
}

/// Rows that have more cells than the header has names: a column that came later stands anywhere.
fn note_unnamed(dialect: &Dialect, profiles: &[Profile], notes: &mut Notes) {
    let (names, cells) = (dialect.header.len(), profiles.len());
    if names > 0 && profiles.iter().skip(names).any(|profile| !profile.is_blank()) {
        let text = format!(
            "The rows have more cells ({cells}) than the header has names ({names}): a name may stand over numbers that are not its \
             own. See how each column was read, and give the file a header that names all of them."
        );
        notes.add_at(Code::RaggedRows, text, Place::line(dialect.line, names as u64 + 1, dialect.byte as u64));
    }
}

/// The file's own words, kept for the reader.
fn file_says(dialect: &Dialect, notes: &mut Notes) {
    const WORDS: usize = 600;
    // Annotations of InfluxDB are for programs.
    let annotation = |line: &String| ["datatype", "group", "default"].iter().any(|word| line.starts_with(word));
    let lines = dialect.comments.iter().map(|line| crate::base::error::label(line));
    let lines: Vec<String> = lines.filter(|line| !line.is_empty() && !annotation(line)).collect();
    let mut text: String = lines.join(" ").chars().take(WORDS).collect();
    if text.len() < lines.join(" ").len() {
        text.push('…');
    }
    if !text.is_empty() {
        notes.add(Code::FileSays, text);
    }
    if let Some(first) = dialect.titles.first() {
        let text =
            format!("{} lines before the header were left out, the first: {}.", dialect.titles.len(), quote(first));
        notes.add(Code::TitlesLeftOut, text);
    }
}
