//! Turns the rows of a table into samples, as its layout says.
//!
//! In: rows. Out: samples under the name of their series, given outages, and what could not be read. A cell that is not what
//! its column is, is damage: counted, placed and quoted. A row without a readable moment, too.

mod matrix;

use super::columns::{hour_of_24, hour_of_day, minute_of_hour};
use super::counted::Counted;
use super::fast_rows::FastRows;
use super::group_by::Folded;
use super::header::is_time_name;
use super::interpretation::{Form, Layout};
use super::moment;
use super::rows::{Row, Sink};
use crate::base::error::{label, quote};
use crate::base::time::Millis;
use crate::base::zone::Zone;
use crate::base::{Code, Error, Given, Place, limits};
use crate::read::scalar::clock::time_of_day;
use crate::read::scalar::http_code::answered;
use crate::read::scalar::number::{self, Cell, Commas};
use crate::read::scalar::timestamp::{Clock, Style};
use crate::read::scalar::{share, state};
use crate::read::series::builder::{Column, SeriesBuilder};
use std::collections::BTreeMap;

/// Damaged rows that are kept, so that the columns can be worked out anew with them.
const EVIDENCE: usize = 64;

/// Minutes that every month has.
const LONGEST_FEBRUARY: i64 = 28 * 1_440;

/// A series being filled: the words of its key, and its samples.
pub(crate) type Group = (Vec<Vec<u8>>, SeriesBuilder);

/// What the rows of a table fill.
pub(crate) struct Body {
    pub(crate) layout: Layout,
    pub(crate) fast: Option<FastRows>,
    pub(crate) clock: Clock,
    /// Name of the zone that naive times are read in.
    pub(crate) zone: String,
    /// Columns that a row must reach.
    widest: usize,
    width: usize,
    units: Vec<String>,
    zone_word: Vec<u8>,
    /// The date of the day that the rows are in, where it stands in its first row alone.
    date: Vec<u8>,
    /// The columns whose header says when, and when that is.
    across: Vec<(usize, Millis)>,
    pub(crate) groups: Vec<Group>,
    pub(crate) folded: Option<Folded>,
    pub(crate) chosen: Vec<String>,
    by_key: BTreeMap<Vec<u8>, usize>,
    current: usize,
    values: Vec<f64>,
    pub(crate) counted: Counted,
    pub(crate) rows: u64,
    pub(crate) given: Vec<Given>,
    pub(crate) found: Found,
}

/// What the rows had besides samples.
#[derive(Default)]
pub(crate) struct Found {
    /// Rows that could not be read whole, and the first of them.
    pub(crate) damaged: u64,
    pub(crate) first_damage: Option<(String, Place)>,
    /// The cells of such rows.
    pub(crate) evidence: Vec<Vec<Vec<u8>>>,
    /// Rows with more cells than the table has columns, and where the first of these cells is.
    pub(crate) long: u64,
    pub(crate) first_long: Option<Place>,
    /// Cells that say that a check got no answer, and the first of them.
    pub(crate) failures: u64,
    pub(crate) first_failure: Option<(String, Place)>,
    /// The header of a second table below, where it stands, and how many rows it has.
    pub(crate) second: Option<(String, Place)>,
    pub(crate) beyond: u64,
    /// Outages of a list beyond the most that are held.
    pub(crate) unheld: usize,
    /// The words that say that a value was assumed.
    pub(crate) assumed: Option<String>,
}

impl Body {
    /// Begins.
    pub(crate) fn new(layout: Layout, width: usize, zone: Option<Zone>, chosen: &[String]) -> Body {
        let columns = layout.values.iter().map(|(column, _)| *column);
        let body = Body {
            zone: zone.as_ref().map_or("UTC".to_owned(), |zone| zone.name().to_owned()),
            clock: Clock::new(layout.style.unwrap_or(Style::Iso), layout.also, zone, layout.local),
            widest: columns.chain([layout.time]).max().unwrap_or(0),
            across: Vec::new(),
            units: layout.values.iter().map(|(_, about)| about.unit.clone()).collect(),
            layout,
            fast: None,
            width,
            zone_word: Vec::new(),
            date: Vec::new(),
            groups: Vec::new(),
            folded: None,
            chosen: chosen.to_vec(),
            by_key: BTreeMap::new(),
            current: usize::MAX,
            values: Vec::new(),
            counted: Counted::default(),
            rows: 0,
            given: Vec::new(),
            found: Found::default(),
        };
        body.with_moments_above()
    }

    fn damage(&mut self, what: &str, cell: &[u8], row: &Row<'_>, column: usize) {
        let found = &mut self.found;
        found.damaged += 1;
        if found.first_damage.is_none() {
            found.first_damage = Some((format!("{what} {}", quote(&String::from_utf8_lossy(cell))), row.place(column)));
        }
        if found.evidence.len() < EVIDENCE {
            found.evidence.push(row.cells().map(<[u8]>::to_vec).collect());
        }
    }

    /// Room for so many times the rows that have come; where many keys share a table, nobody knows whose they will be.
    pub(crate) fn make_room(&mut self, times: f64) {
        const SPARE: f64 = 1.02;
        let most = limits::SAMPLES / self.layout.values.len().max(1);
        if let [(_, samples)] = self.groups.as_mut_slice() {
            samples.make_room(((self.rows as f64 * times * SPARE) as usize).min(most));
        }
    }

    /// The zone of the row, looked up where it differs from the row before.
    fn follow_zone(&mut self, word: &[u8]) {
        if self.zone_word != word {
            self.zone_word = word.to_vec();
            if let Some(zone) = std::str::from_utf8(word).ok().and_then(Zone::named) {
                self.clock.set_zone(zone);
            }
        }
    }

    /// Folds every key into one.
    pub(crate) fn fold(&mut self) {
        let mut folded = self.folded.take().unwrap_or_default();
        for (_, samples) in std::mem::take(&mut self.groups) {
            folded.fold(&samples);
        }
        self.folded = Some(folded);
    }

    /// Makes `current` the group of the row's key.
    fn find_group(&mut self, row: &Row<'_>) -> Result<(), Error> {
        let cell = |column: &usize| row.cell(*column).unwrap_or_default().trim_ascii();
        let once = self.layout.names_shown_once;
        let before = self.groups.get(self.current).map_or(&[][..], |(key, _)| key);
        // Below a name that stands once, blanks mean the same.
        let same = |part: &[u8], cell: &[u8]| part == cell || (once && cell.is_empty());
        if before.len() == self.layout.keys.len()
            && self.current != usize::MAX
            && before.iter().zip(&self.layout.keys).all(|(part, column)| same(part, cell(column)))
        {
            return Ok(());
        }
        let part = |(i, column): (usize, &usize)| match before.get(i).filter(|_| once && cell(column).is_empty()) {
            Some(above) => above.clone(),
            None => cell(column).to_vec(),
        };
        let key: Vec<Vec<u8>> = self.layout.keys.iter().enumerate().map(part).collect();
        // Bytes, not letters: words in an encoding that is not known stay apart.
        let joined = key.join(&0x1F);
        if let Some(at) = self.by_key.get(&joined) {
            self.current = *at;
            return Ok(());
        }
        if (self.groups.len() + 1) * self.layout.values.len() > limits::SERIES {
            if !self.chosen.is_empty() {
                let found = format!("More than {} series.", limits::SERIES);
                return Err(Error::file(Code::TooManySeries, found, "Give a file with fewer.").at(row.place(0)));
            }
            self.fold();
            return Ok(());
        }
        self.current = self.groups.len();
        let marks = usize::from(self.layout.basis.is_some());
        let columns = if self.layout.hours.is_empty() { self.layout.values.len() + marks } else { 1 };
        self.groups.push((key, SeriesBuilder::new(columns)));
        self.by_key.insert(joined, self.current);
        Ok(())
    }

    /// The moment of a row; the column that cannot be read where there is none.
    fn moment(&mut self, row: &Row<'_>) -> Result<Millis, usize> {
        let column = self.layout.time;
        let cell = row.cell(column).unwrap_or_default();
        let time = match self.layout.clock {
            None => return self.clock.read(cell).ok_or(column),
            Some(moment::Clock::Time(clock)) => time_of_day(row.cell(clock).unwrap_or_default()).ok_or(clock)?,
            Some(moment::Clock::Hour(clock)) => hour_of_day(row.cell(clock).unwrap_or_default()).ok_or(clock)?,
            Some(moment::Clock::HourNumber(clock)) => hour_of_24(row.cell(clock).unwrap_or_default()).ok_or(clock)?,
            Some(moment::Clock::HourAndMinute(hour, minute)) => {
                let at = hour_of_day(row.cell(hour).unwrap_or_default()).ok_or(hour)?;
                at + minute_of_hour(row.cell(minute).unwrap_or_default()).ok_or(minute)?
            }
        };
        if !self.layout.shown_once {
            return self.clock.read_pair(cell, time).ok_or(column);
        }
        if !number::is_missing(cell) {
            self.date = cell.to_vec();
        }
        self.clock.read_pair(&self.date, time).ok_or(column)
    }

    /// True for the header once more: tables one below the other repeat it.
    fn repeats(&self, row: &Row<'_>) -> bool {
        let same = |(column, _): &(usize, Column)| {
            let cell = String::from_utf8_lossy(row.cell(*column).unwrap_or_default());
            self.layout.roles.get(*column).is_none_or(|known| known.name.contains(label(&cell).as_str()))
        };
        self.layout.values.iter().all(same)
    }

    /// True for a row of names, one of them that of a time: another table begins below the first one.
    fn begins_another(&mut self, row: &Row<'_>) -> bool {
        let words = || row.cells().map(|cell| String::from_utf8_lossy(cell)).filter(|word| !word.trim().is_empty());
        let plain =
            |cell: &[u8]| !matches!(number::read(cell, Commas::Absent), Cell::Other) || state::read(cell).is_some();
        let names = words().count() > 1 && row.cells().all(|cell| cell.is_empty() || !plain(cell));
        let another = self.rows > 0 && names && words().any(|word| is_time_name(&word));
        if another {
            let shown: Vec<String> = words().take(4).map(|word| quote(&word)).collect();
            self.found.second = Some((shown.join(", "), row.place(0)));
        }
        another
    }

    /// The value of a cell; `None` where it is not what its column is.
    fn value(&mut self, row: &Row<'_>, column: usize, unit: usize) -> Option<f64> {
        let cell = row.cell(column).unwrap_or_default();
        let form = self.layout.forms.get(column).copied().unwrap_or_default();
        let commas = match form {
            Form::State => return state_value(cell),
            Form::Fault => return state_value(cell).map(|up| 1.0 - up),
            Form::Share if number::is_missing(cell) => return Some(f64::NAN),
            Form::Share => return share::percent(cell),
            Form::Codes => return answered(cell).map(|up| f64::from(u8::from(up))).or_else(|| state_value(cell)),
            Form::Percent(commas) => return share::of_both(cell, commas),
            Form::Number(commas) => commas,
            Form::Plain => Commas::Absent,
        };
        match number::read_in(cell, commas, self.units.get(unit).map(String::as_str)) {
            Cell::Number(number) => Some(number),
            Cell::Missing => Some(f64::NAN),
            Cell::Other if state::is_failure(cell) => {
                self.found.failures += 1;
                if self.found.first_failure.is_none() {
                    let word = quote(&String::from_utf8_lossy(cell));
                    self.found.first_failure = Some((word, row.place(column)));
                }
                Some(f64::NAN)
            }
            Cell::Other => None,
        }
    }

    /// A row that is an outage.
    fn outage(&mut self, row: &Row<'_>, start: Millis) {
        let Some(list) = self.layout.outages.as_ref().filter(|list| !list.was_up(row)) else { return };
        match list.given(row, start, &mut self.clock) {
            Ok(given) => {
                if self.given.len() < limits::GIVEN {
                    self.given.push(given);
                } else {
                    self.found.unheld += 1;
                }
            }
            Err(column) => self.damage("the end or length", row.cell(column).unwrap_or_default(), row, column),
        }
    }

    /// The values of a row go to its group.
    fn sample(&mut self, row: &Row<'_>, at: Millis) -> Result<(), Error> {
        self.values.clear();
        let mut bad = (row.len() <= self.widest).then_some(("too few cells after", row.len().saturating_sub(1)));
        for i in 0..self.layout.values.len() {
            let Some((column, _)) = self.layout.values.get(i) else { continue };
            let column = *column;
            let value = self.value(row, column, i);
            if value.is_none() {
                bad.get_or_insert(("the value", column));
            }
            self.values.push(value.unwrap_or(f64::NAN));
        }
        if let Some((what, column)) = bad {
            self.damage(what, row.cell(column).unwrap_or_default(), row, column);
        }
        if row.cell(self.width).is_some_and(|cell| !cell.is_empty()) {
            self.found.long += 1;
            self.found.first_long.get_or_insert_with(|| row.place(self.width));
        }
        if let Some(basis) = self.layout.basis {
            let word = row.cell(basis).unwrap_or_default().trim_ascii();
            let assumed = word.starts_with(b"assumed");
            if assumed {
                self.found.assumed.get_or_insert_with(|| String::from_utf8_lossy(word).into_owned());
            }
            self.values.push(f64::from(u8::from(assumed)));
        }
        self.counted.give(self.layout.values.len(), || row.place(0))?;
        let padded = self.counted.padded;
        let lacks = |((column, _), value): &(&(usize, Column), &f64)| {
            if padded { value.is_nan() } else { *column >= row.len() }
        };
        self.counted.lack(self.layout.values.iter().zip(&self.values).filter(lacks).count())?;
        if let Some(folded) = &mut self.folded {
            folded.row(at, self.values.iter().copied());
        } else if let Some((_, samples)) = self.groups.get_mut(self.current) {
            samples.push(at, self.values.iter().copied());
        }
        Ok(())
    }
}

/// 1 for up, 0 for down, `NaN` for a blank.
fn state_value(cell: &[u8]) -> Option<f64> {
    if number::is_missing(cell) {
        return Some(f64::NAN);
    }
    let word = || state::read(cell).map(|up| f64::from(u8::from(up)));
    word().or_else(|| number::plain(cell.trim_ascii()).filter(|number| *number == 0.0 || *number == 1.0))
}

impl Sink for Body {
    fn take(&mut self, bytes: &[u8]) -> (usize, u64) {
        let group = self.groups.get_mut(self.current);
        let (Some(fast), None, Some((_, samples)), None) = (&mut self.fast, &self.folded, group, &self.found.second)
        else {
            return (0, 0);
        };
        let columns = self.layout.values.len();
        let (taken, rows) = fast.rows(bytes, self.counted.room(columns), &mut self.clock, samples);
        self.counted.give_rows(rows * columns, std::mem::take(&mut fast.blank));
        self.rows += rows as u64;
        (taken, rows as u64)
    }

    fn row(&mut self, row: Row<'_>) -> Result<(), Error> {
        if !self.across.is_empty() {
            return self.place(&row);
        }
        if self.layout.pivot.is_some() {
            return self.months(&row);
        }
        if self.found.second.is_some() {
            self.found.beyond += 1;
            return Ok(());
        }
        if self.layout.header.as_deref() == row.cell(self.layout.time)
            && (self.repeats(&row) || self.begins_another(&row))
        {
            return Ok(());
        }
        if let Some(column) = self.layout.zone {
            self.follow_zone(row.cell(column).unwrap_or_default().trim_ascii());
        }
        let at = match self.moment(&row) {
            Ok(at) => at,
            // A row that begins with # and has no moment is a comment.
            Err(_) if row.cell(0).is_some_and(|cell| cell.starts_with(b"#")) => return Ok(()),
            Err(_) if self.begins_another(&row) => return Ok(()),
            Err(column) => {
                self.rows += 1;
                self.damage("the time", row.cell(column).unwrap_or_default(), &row, column);
                return Ok(());
            }
        };
        self.rows += 1;
        if self.layout.outages.is_some() {
            self.outage(&row, at);
            return Ok(());
        }
        if self.folded.is_none() {
            self.find_group(&row)?;
        }
        if self.layout.hours.is_empty() { self.sample(&row, at) } else { self.day(&row, at) }
    }
}
