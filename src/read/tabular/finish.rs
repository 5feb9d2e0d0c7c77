//! Makes a [`Reading`] of what the rows of a table filled.
//!
//! In: the bodies of a table, all rows read. Out: series in the order of the columns and keys, given outages, marks, how each
//! column was read, and the notes. Refused: more damaged rows than [`limits::DAMAGED_SHARE`].
//! What only the whole column can say is decided here: marks of missing values, counters, checks that got no answer, whether
//! words name series.

use super::body::{Body, Group};
use super::changes;
use super::group_by;
use super::header::{Header, is_count};
use super::interpretation::Form;
use crate::base::error::{label, quote};
use crate::base::time::Millis;
use crate::base::{Code, Error, Notes, Reading, limits};
use crate::read::scalar::number::Commas;
use crate::read::series::bins;
use crate::read::series::builder::{self, Column, Repairs, SeriesBuilder};
use crate::read::series::missing::note_missing;
use crate::read::series::{answered, classify, counter, failed, mirrored, sentinel, totals};
use std::collections::BTreeSet;

/// The reading of a table.
pub(crate) fn reading(bodies: Vec<Body>) -> Result<Reading, Error> {
    let mut all: Option<Reading> = None;
    for body in bodies {
        let one = one(body)?;
        all = Some(match all {
            None => one,
            Some(mut before) => {
                before.series.extend(one.series);
                before.marks.extend(one.marks);
                before.notes.join(one.notes);
                before
            }
        });
    }
    let mut reading = all.unwrap_or_default();
    answered::add(&mut reading);
    let ids = classify::ids(reading.series.iter().map(|series| series.id.as_str()));
    for (series, id) in reading.series.iter_mut().zip(ids) {
        series.id = id;
    }
    if reading.series.is_empty() && reading.given.is_empty() {
        reading.notes.add(Code::NoSeries, "The table was recognised, but it holds no value.");
    }
    Ok(reading)
}

fn one(mut body: Body) -> Result<Reading, Error> {
    body.counted.check()?;
    let found = std::mem::take(&mut body.found);
    if found.damaged as f64 > body.rows as f64 * limits::DAMAGED_SHARE {
        let (what, place) = found.first_damage.unwrap_or_default();
        let text = format!("{} of {} rows can't be read; the first has {what}.", found.damaged, body.rows);
        let need =
            "Most rows must be whole. If a column is not what it was taken for, set columns, such as “NAME=left-out”.";
        return Err(Error::file(Code::Damaged, text, need).at(place));
    }
    let mut reading = Reading { notes: std::mem::take(&mut body.layout.notes), ..Reading::default() };
    reading.source.zone.clone_from(&body.zone);
    reading.source.columns = std::mem::take(&mut body.layout.roles);
    reading.source.first_rows = std::mem::take(&mut body.layout.first_rows);
    note_clock(&body, &mut reading.notes);
    let changes = changes::outages(&body);
    let mut abouts: Vec<Column> = std::mem::take(&mut body.layout.values).into_iter().map(|(_, about)| about).collect();
    if !body.layout.hours.is_empty() {
        abouts = vec![hourly(&reading.source.columns, &body)];
    }
    merge_what_is_no_name(&mut body, abouts.len());
    if let Some(given) = changes {
        body.groups.clear();
        let text = format!(
            "This is a log of changes: the {} stretches from each down to the next up are shown as given outages.",
            given.len()
        );
        reading.notes.add(Code::OutagesGiven, text);
        reading.given = given;
    }
    for (_, samples) in &mut body.groups {
        failed::clear(samples, &abouts, &mut reading.notes);
    }
    regular(&mut body, &mut abouts, &mut reading.notes);
    fold(&mut body, &abouts, &mut reading.notes);
    for (_, samples) in &mut body.groups {
        sentinel::clear(samples, &abouts, &mut reading.notes);
    }
    fill(&mut reading, &mut body, &abouts, found.assumed.as_deref());
    if let Some((what, place)) = found.first_damage {
        let text = format!("{} of {} rows could not be read whole; the first has {what}.", found.damaged, body.rows);
        reading.notes.add_at(Code::DamagedRows, text, place);
    }
    if let Some((word, place)) = found.first_failure {
        let text =
            format!("{} cells say that a check got no answer, the first {word}; they have no value.", found.failures);
        reading.notes.add_at(Code::ChecksFailed, text, place);
    }
    if let Some((names, place)) = found.second {
        let text = format!(
            "A second table begins here ({names}); its {} rows were left out. Give it as a file of its own.",
            found.beyond
        );
        reading.notes.add_at(Code::RaggedRows, text, place);
    }
    if let Some(place) = found.first_long {
        let text = format!("{} rows have more cells than the table has columns; these were left out.", found.long);
        reading.notes.add_at(Code::RaggedRows, text, place);
    }
    if body.layout.outages.is_some() {
        reading.given = std::mem::take(&mut body.given);
        let many = match reading.given.len() + found.unheld {
            1 => "one outage: it is".to_owned(),
            many => format!("{many} outages: they are"),
        };
        let text = format!("This is a list of {many} shown as given, and nothing was measured.");
        reading.notes.add(Code::OutagesGiven, text);
        if found.unheld > 0 {
            let (first, all) = (limits::GIVEN, limits::GIVEN + found.unheld);
            let text = format!(
                "Of {all} outages of the list the first {first} are shown and added up, the other {} are not: cut it by time or place.",
                found.unheld
            );
            reading.notes.add(Code::ReportsLeftOut, text);
        }
    }
    Ok(reading)
}

/// The one series of a table with a day a row and an hour a column.
fn hourly(columns: &[crate::base::SourceColumn], body: &Body) -> Column {
    let first = body.layout.hours.first().and_then(|(column, _)| columns.get(*column));
    let unit = first.map(|column| column.reads.clone()).filter(|reads| reads.contains('%')).map(|_| "%".to_owned());
    Column { id: "value".to_owned(), label: "value".to_owned(), unit: unit.unwrap_or_default(), ..Column::default() }
}

/// Series for every group, and the stretches that the file marks.
fn fill(reading: &mut Reading, body: &mut Body, abouts: &[Column], assumed: Option<&str>) {
    let (mut repairs, mut empty) = (Repairs::default(), Vec::new());
    let words = |part: &Vec<u8>| label(&String::from_utf8_lossy(part));
    let keys: Vec<Vec<String>> = body.groups.iter().map(|(key, _)| key.iter().map(words).collect()).collect();
    note_encoding(body, &mut reading.notes);
    let names = group_by::names(&keys);
    let assumed = assumed.map_or("assumed".to_owned(), label);
    let measures = measures(body, &reading.source.columns);
    for ((key, mut samples), name) in std::mem::take(&mut body.groups).into_iter().zip(&names) {
        samples.settle(&mut repairs);
        if body.layout.basis.is_some() {
            for mark in samples.marks(abouts.len(), &assumed) {
                if !reading.marks.contains(&mark) {
                    reading.marks.push(mark);
                }
            }
        }
        let measured: Vec<String> = measures.iter().filter_map(|part| key.get(*part).map(words)).collect();
        let mut named = group_by::named(abouts, name, &measured.join(" "));
        counter::to_rates(&mut samples, &mut named, &mut reading.notes);
        let totals = totals::to_shares(&mut samples, &mut named, &mut reading.notes);
        mirrored::upright(&mut samples, &named, &mut reading.notes);
        let series = samples.series(&named, &mut empty).into_iter();
        reading.series.extend(series.filter(|series| !totals.contains(&series.id)));
    }
    reading.marks.sort_by_key(|mark| (mark.from, mark.until));
    builder::add_notes(&repairs, &mut reading.notes);
    note_missing(&reading.series, &empty, &mut reading.notes);
}

/// The parts of a key that say what was measured.
fn measures(body: &Body, columns: &[crate::base::SourceColumn]) -> Vec<usize> {
    let says = |column: &usize| columns.get(*column).is_some_and(|column| Header::of(&column.name).is_measure());
    (0..body.layout.keys.len()).filter(|part| body.layout.keys.get(*part).is_some_and(says)).collect()
}

/// Names whose bytes are no UTF-8 stay apart, and their letters are a guess.
fn note_encoding(body: &Body, notes: &mut Notes) {
    let bad = body.groups.iter().flat_map(|(key, _)| key).find(|part| std::str::from_utf8(part).is_err());
    if let Some(part) = bad {
        let text = format!(
            "Names such as {} are not in UTF-8: their letters are lost, and names that differ stay apart. Save the file as UTF-8.",
            quote(&String::from_utf8_lossy(part))
        );
        notes.add(Code::EncodingUnknown, text);
    }
}

/// Words that never changed in the head name no series where their rows follow one another: a version, a server.
fn merge_what_is_no_name(body: &mut Body, columns: usize) {
    if body.groups.len() < 2 || body.folded.is_some() || !body.layout.open || are_side_by_side(&body.groups) {
        return;
    }
    let width = columns + usize::from(body.layout.basis.is_some());
    let mut all = SeriesBuilder::new(width);
    for (_, samples) in std::mem::take(&mut body.groups) {
        for (at, values) in samples.rows() {
            all.push(at, values);
        }
    }
    body.groups = vec![(Vec::new(), all)];
}

/// True where groups share moments or their stretches of time overlap.
fn are_side_by_side(groups: &[Group]) -> bool {
    let mut spans: Vec<(Millis, Millis)> =
        groups.iter().filter_map(|(_, samples)| Some((samples.stamps().min()?, samples.stamps().max()?))).collect();
    spans.sort_unstable();
    spans.iter().zip(spans.iter().skip(1)).any(|(a, b)| b.0 <= a.1)
}

/// Rows at irregular moments: their mean a bin, or their count where the format says that each is one observation.
fn regular(body: &mut Body, abouts: &mut Vec<Column>, notes: &mut Notes) {
    if body.layout.basis.is_some() || body.folded.is_some() {
        return;
    }
    if let Some(about) = body.layout.count.take() {
        let stamps = body.groups.iter().flat_map(|(_, samples)| samples.stamps());
        if let Some(counts) = bins::count(stamps, notes) {
            *abouts = vec![about];
            body.groups = vec![(Vec::new(), counts)];
        }
        return;
    }
    for (_, samples) in &mut body.groups {
        if samples.is_irregular()
            && let Some(means) = bins::mean(samples, notes)
        {
            *samples = means;
        }
    }
}

/// More keys than anybody can look at become one, unless some were chosen: their sum where they were counted, else their mean.
fn fold(body: &mut Body, abouts: &[Column], notes: &mut Notes) {
    let many = body.groups.len() > if body.layout.average { 1 } else { group_by::MANY };
    if many && body.chosen.is_empty() {
        body.fold();
    }
    let Some(folded) = body.folded.take() else { return };
    let adds_up = |column: usize| abouts.get(column).is_some_and(|about| about.unit != "%" && is_count(&about.label));
    let keys = if folded.keys() > 1 { folded.keys().to_string() } else { "many".to_owned() };
    let text =
        |what| format!("The table has a series for each of {keys} keys; {what}. Choose signals to see single ones.");
    if (0..abouts.len()).any(adds_up) {
        notes.add(Code::KeysAdded, text("what they counted is added up"));
    } else {
        notes.add(Code::KeysAveraged, text("their mean is shown"));
    }
    let columns = abouts.len() + usize::from(body.layout.basis.is_some());
    body.groups.push((Vec::new(), folded.frame(columns, adds_up)));
}

fn note_clock(body: &Body, notes: &mut Notes) {
    if body.clock.naive && !body.layout.utc && body.layout.zone.is_none() && body.zone == "UTC" {
        let local = if body.layout.local {
            "The times are those of the local clock, which is not named"
        } else {
            "The times name no zone"
        };
        notes.add(Code::ZoneAssumed, format!("{local}; they are read as UTC."));
    }
    if body.clock.unsure > 0 {
        let text = format!("{} times came twice or never on the clocks of {}.", body.clock.unsure, body.zone);
        notes.add(Code::ClockChange, text);
    }
}

/// True where a column that began with whole numbers below a thousand has gone on with decimals of exactly three digits: its
/// points may group thousands.
pub(crate) fn may_group_by_points(body: &Body) -> bool {
    let columns = body.layout.values.iter().enumerate();
    let open = columns.filter(|(_, (column, _))| {
        body.layout.whole.contains(column) && body.layout.forms.get(*column) == Some(&Form::Number(Commas::Absent))
    });
    let places: BTreeSet<usize> = open.map(|(place, _)| place).collect();
    body.groups.iter().any(|(_, samples)| places.iter().any(|place| has_thousandths(samples.values(*place))))
}

fn has_thousandths(values: &[f64]) -> bool {
    let broken: Vec<f64> = values.iter().copied().filter(|value| value.fract() != 0.0 && value.is_finite()).collect();
    let thousandth = |value: &f64| (value * 1e3 - libm::round(value * 1e3)).abs() < 1e-6 && value.abs() >= 1.0;
    !broken.is_empty() && broken.iter().all(thousandth)
}
