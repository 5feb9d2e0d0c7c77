//! Reads a table of text as it arrives: the reader behind every CSV format.
//!
//! In: the dialect and the columns found in the head, then rows. Out: one series for each value column, and for each key
//! where a column names series. Rows without a readable time, with too few cells or with a cell that is no number are
//! damage: counted, placed, and refused above [`limits::DAMAGED_SHARE`].

use super::columns::{self, Layout};
use super::dialect::Dialect;
use super::fast_rows::FastRows;
use super::group_by::{self, Mean};
use super::rows::{Row, Rows, Sink};
use crate::base::error::{label, quote};
use crate::base::zone::Zone;
use crate::base::{Code, Error, Notes, Place, Reading, Settings, limits};
use crate::read::format::Reader;
use crate::read::scalar::number::{self, Cell, Commas};
use crate::read::scalar::timestamp::{Clock, Style};
use crate::read::series::bins;
use crate::read::series::builder::{self, Column, Repairs, SeriesBuilder};
use crate::read::series::classify;
use crate::read::series::missing::note_missing;
use crate::read::sniff::head::Head;
use std::collections::BTreeMap;

/// Changes what was told of a table, where a format knows better.
pub(crate) type Adjust = fn(&Dialect, &mut Layout);

/// A table being read.
pub(crate) struct Table {
    settings: Settings,
    adjust: Adjust,
    expected: u64,
    state: Option<(Rows, Body)>,
}

impl Table {
    /// Begins.
    pub(crate) fn new(settings: &Settings, adjust: Adjust) -> Table {
        Table { settings: settings.clone(), adjust, expected: 0, state: None }
    }

    fn open(&self, head: Head<'_>) -> Result<(Rows, Body, usize), Error> {
        let (dialect, mut layout) = (head.dialect, head.layout?);
        let width = dialect.width();
        (self.adjust)(&dialect, &mut layout);
        let zone = match self.settings.zone.as_deref() {
            Some(name) if !layout.utc => Some(Zone::named(name).ok_or_else(|| unknown_zone(name))?),
            _ => None,
        };
        let rows = Rows::new(dialect.delimiter, dialect.end, dialect.line, dialect.byte as u64);
        let usual = FastRows::of(&layout, width, dialect.delimiter, dialect.end);
        let body = Body { usual, ..Body::new(layout, width, zone, &self.settings.signal) };
        Ok((rows, body, dialect.byte))
    }
}

fn unknown_zone(name: &str) -> Error {
    Error::settings(
        Code::UnknownZone,
        format!("There is no zone {}.", quote(name)),
        "Give one such as Asia/Tehran or +03:30.",
    )
}

impl Reader for Table {
    fn begin(&mut self, head: Head<'_>) -> Result<(), Error> {
        let bytes = head.bytes;
        let (mut rows, mut body, start) = self.open(head)?;
        rows.push(bytes.get(start..).unwrap_or_default(), &mut body)?;
        body.make_room(self.expected as f64 / bytes.len().max(1) as f64);
        self.state = Some((rows, body));
        Ok(())
    }

    fn push(&mut self, bytes: &[u8]) -> Result<(), Error> {
        match &mut self.state {
            Some((rows, body)) => rows.push(bytes, body),
            None => Ok(()),
        }
    }

    fn expect(&mut self, bytes: u64) {
        self.expected = bytes;
    }

    fn finish(self: Box<Self>) -> Result<Reading, Error> {
        match self.state {
            Some((mut rows, mut body)) => {
                rows.finish(&mut body)?;
                body.finish()
            }
            None => Err(columns::infer(&Dialect::default())
                .err()
                .unwrap_or_else(|| Error::ours(Code::EmptyTable, "No bytes."))),
        }
    }
}

/// What the rows fill.
struct Body {
    layout: Layout,
    usual: Option<FastRows>,
    clock: Clock,
    zone: String,
    commas: Commas,
    columns: Vec<usize>,
    widest: usize,
    width: usize,
    /// Rows with more cells than the table has columns, and where the first of these cells is.
    long: u64,
    first_long: Option<Place>,
    zone_word: Vec<u8>,
    frames: Vec<(Vec<Vec<u8>>, SeriesBuilder)>,
    mean: Option<Mean>,
    chosen: Vec<String>,
    by_key: BTreeMap<String, usize>,
    current: usize,
    values: Vec<f64>,
    samples: usize,
    rows: u64,
    damaged: u64,
    first_damage: Option<(String, Place)>,
    basis_words: Option<String>,
}

impl Body {
    fn new(layout: Layout, width: usize, zone: Option<Zone>, chosen: &[String]) -> Body {
        let columns: Vec<usize> = layout.values.iter().map(|(c, _)| *c).collect();
        let widest = columns.iter().copied().chain([layout.time]).max().unwrap_or(0);
        Body {
            zone: zone.as_ref().map_or("UTC".to_owned(), |zone| zone.name().to_owned()),
            clock: Clock::new(layout.style.unwrap_or(Style::Iso), zone, layout.local),
            commas: layout.commas,
            layout,
            usual: None,
            columns,
            widest,
            width,
            long: 0,
            first_long: None,
            zone_word: Vec::new(),
            frames: Vec::new(),
            mean: None,
            chosen: chosen.to_vec(),
            by_key: BTreeMap::new(),
            current: usize::MAX,
            values: Vec::new(),
            samples: 0,
            rows: 0,
            damaged: 0,
            first_damage: None,
            basis_words: None,
        }
    }

    fn damage(&mut self, what: &str, cell: &[u8], place: Place) {
        self.damaged += 1;
        if self.first_damage.is_none() {
            self.first_damage = Some((format!("{what} {}", quote(&String::from_utf8_lossy(cell))), place));
        }
    }

    /// Room for so many times the rows that have come; where many keys share a table, nobody knows whose they will be.
    fn make_room(&mut self, times: f64) {
        const SPARE: f64 = 1.02;
        let most = limits::SAMPLES / self.columns.len().max(1);
        if let [(_, frame)] = self.frames.as_mut_slice() {
            frame.make_room(((self.rows as f64 * times * SPARE) as usize).min(most));
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

    /// Folds every key into the mean of all.
    fn fold(&mut self) {
        let mut mean = self.mean.take().unwrap_or_default();
        for (_, frame) in std::mem::take(&mut self.frames) {
            mean.fold(&frame);
        }
        self.mean = Some(mean);
    }

    /// Makes `current` the frame of the row's key.
    fn find_frame(&mut self, row: &Row<'_>) -> Result<(), Error> {
        let cell = |column: &usize| row.cell(*column).unwrap_or_default();
        if let Some((key, _)) = self.frames.get(self.current)
            && key.iter().zip(&self.layout.keys).all(|(part, column)| part.as_slice() == cell(column))
        {
            return Ok(());
        }
        let key: Vec<Vec<u8>> = self.layout.keys.iter().map(|column| cell(column).to_vec()).collect();
        let joined = String::from_utf8_lossy(&key.join(&0x1F)).into_owned();
        if let Some(at) = self.by_key.get(&joined) {
            self.current = *at;
            return Ok(());
        }
        if (self.frames.len() + 1) * self.columns.len() > limits::SERIES {
            if !self.chosen.is_empty() {
                let found = format!("More than {} series.", limits::SERIES);
                return Err(Error::file(Code::TooManySeries, found, "Give a file with fewer.").at(row.place(0)));
            }
            self.fold();
            return Ok(());
        }
        self.current = self.frames.len();
        let marks = usize::from(self.layout.basis.is_some());
        self.frames.push((key, SeriesBuilder::new(self.columns.len() + marks)));
        self.by_key.insert(joined, self.current);
        Ok(())
    }

    fn finish(mut self) -> Result<Reading, Error> {
        if self.damaged as f64 > self.rows as f64 * limits::DAMAGED_SHARE {
            let (what, place) = self.first_damage.unwrap_or_default();
            let found = format!("{} of {} rows can't be read; the first has {what}.", self.damaged, self.rows);
            return Err(Error::file(Code::Damaged, found, "Most rows must be whole.").at(place));
        }
        let mut reading = Reading { notes: std::mem::take(&mut self.layout.notes), ..Reading::default() };
        reading.source.zone.clone_from(&self.zone);
        self.note_clock(&mut reading.notes);
        let mut abouts: Vec<Column> =
            std::mem::take(&mut self.layout.values).into_iter().map(|(_, about)| about).collect();
        let (mut mended, mut empty) = (Repairs::default(), Vec::new());
        self.count_observations(&mut abouts, &mut reading.notes);
        let many = self.frames.len() > if self.layout.average { 1 } else { group_by::MANY };
        if many && self.chosen.is_empty() {
            self.fold();
        }
        if let Some(mean) = self.mean.take() {
            let keys = if mean.keys() > 1 { mean.keys().to_string() } else { "many".to_owned() };
            let text = format!(
                "The table has a series for each of {keys} keys; their mean is shown. Choose signals to see single ones."
            );
            reading.notes.add(Code::KeysAveraged, text);
            let width = abouts.len() + usize::from(self.layout.basis.is_some());
            self.frames.push((Vec::new(), mean.frame(width)));
        }
        let words = |part: &Vec<u8>| label(&String::from_utf8_lossy(part));
        let keys: Vec<Vec<String>> = self.frames.iter().map(|(key, _)| key.iter().map(words).collect()).collect();
        let names = group_by::names(&keys);
        let assumed = self.basis_words.as_deref().map_or("assumed".to_owned(), label);
        for ((_, mut frame), name) in self.frames.into_iter().zip(&names) {
            frame.settle(&mut mended);
            if self.layout.basis.is_some() {
                for mark in frame.marks(abouts.len(), &assumed) {
                    if !reading.marks.contains(&mark) {
                        reading.marks.push(mark);
                    }
                }
            }
            reading.series.extend(frame.series(&group_by::named(&abouts, name), &mut empty));
        }
        reading.marks.sort_by_key(|mark| (mark.from, mark.until));
        let ids = classify::ids(reading.series.iter().map(|series| series.id.as_str()));
        for (series, id) in reading.series.iter_mut().zip(ids) {
            series.id = id;
        }
        if let Some((what, place)) = self.first_damage {
            let text = format!("{} of {} rows could not be read whole; the first has {what}.", self.damaged, self.rows);
            reading.notes.add_at(Code::DamagedRows, text, place);
        }
        if let Some(place) = self.first_long {
            let text = format!("{} rows have more cells than the table has columns; these were left out.", self.long);
            reading.notes.add_at(Code::RaggedRows, text, place);
        }
        builder::add_notes(&mended, &mut reading.notes);
        note_missing(&reading.series, &empty, &mut reading.notes);
        if reading.series.is_empty() {
            reading.notes.add(Code::NoSeries, "The table was recognised, but it holds no value.");
        }
        Ok(reading)
    }

    /// Where each row is one observation, their counts take the place of the values.
    fn count_observations(&mut self, abouts: &mut Vec<Column>, notes: &mut Notes) {
        let alone = |frames: &[(Vec<Vec<u8>>, SeriesBuilder)]| matches!(frames, [(_, frame)] if frame.is_irregular());
        if self.layout.basis.is_some() || !(self.layout.count.is_some() || alone(&self.frames)) {
            return;
        }
        let stamps = self.frames.iter().flat_map(|(_, frame)| frame.stamps());
        let Some(frame) = bins::count(stamps, notes) else { return };
        let first = abouts.first().cloned().unwrap_or_default();
        let usual = Column {
            id: "rows".to_owned(),
            label: format!("rows ({})", first.label),
            unit: "rows".to_owned(),
            ..first
        };
        *abouts = vec![self.layout.count.take().unwrap_or(usual)];
        self.frames = vec![(Vec::new(), frame)];
    }

    fn note_clock(&self, notes: &mut Notes) {
        if self.clock.naive && !self.layout.utc && self.layout.zone.is_none() && self.zone == "UTC" {
            let local = if self.layout.local {
                "The times are those of the local clock, which is not named"
            } else {
                "The times name no zone"
            };
            notes.add(Code::ZoneAssumed, format!("{local}; they are read as UTC."));
        }
        if self.clock.unsure > 0 {
            let text = format!("{} times came twice or never on the clocks of {}.", self.clock.unsure, self.zone);
            notes.add(Code::ClockChange, text);
        }
    }
}

impl Sink for Body {
    fn take(&mut self, bytes: &[u8]) -> (usize, u64) {
        let frame = self.frames.get_mut(self.current);
        let (Some(usual), None, Some((_, frame))) = (&mut self.usual, &self.mean, frame) else {
            return (0, 0);
        };
        let room = limits::SAMPLES.saturating_sub(self.samples) / self.columns.len().max(1);
        let (taken, rows) = usual.rows(bytes, room, &mut self.clock, frame);
        self.samples += rows * self.columns.len();
        self.rows += rows as u64;
        (taken, rows as u64)
    }

    fn row(&mut self, row: Row<'_>) -> Result<(), Error> {
        let first = row.cell(0).unwrap_or_default();
        if first.first() == Some(&b'#') {
            return Ok(());
        }
        if self.layout.header.as_deref() == row.cell(self.layout.time) {
            // Tables one below the other repeat their header.
            return Ok(());
        }
        self.rows += 1;
        if let Some(column) = self.layout.zone {
            self.follow_zone(row.cell(column).unwrap_or_default());
        }
        let stamp = row.cell(self.layout.time).unwrap_or_default();
        let Some(at) = self.clock.read(stamp) else {
            self.damage("the time", stamp, row.place(self.layout.time));
            return Ok(());
        };
        if self.mean.is_none() {
            self.find_frame(&row)?;
        }
        self.values.clear();
        let mut bad = (row.len() <= self.widest).then_some(("too few cells after", row.len().saturating_sub(1)));
        for (column, about) in &self.layout.values {
            let text = row.cell(*column).unwrap_or_default();
            self.values.push(match number::read_in(text, self.commas, about.carried.then_some(about.unit.as_str())) {
                Cell::Number(number) => number,
                Cell::Missing => f64::NAN,
                Cell::Other => {
                    bad.get_or_insert(("the value", *column));
                    f64::NAN
                }
            });
        }
        if let Some((what, column)) = bad {
            self.damage(what, row.cell(column).unwrap_or_default(), row.place(column));
        }
        if row.cell(self.width).is_some_and(|cell| !cell.is_empty()) {
            self.long += 1;
            if self.first_long.is_none() {
                self.first_long = Some(row.place(self.width));
            }
        }
        if let Some(basis) = self.layout.basis {
            let word = row.cell(basis).unwrap_or_default().trim_ascii();
            let assumed = word.starts_with(b"assumed");
            if assumed && self.basis_words.is_none() {
                self.basis_words = Some(String::from_utf8_lossy(word).into_owned());
            }
            self.values.push(f64::from(u8::from(assumed)));
        }
        self.samples += self.columns.len();
        if self.samples > limits::SAMPLES {
            let found = format!("More than {} samples.", limits::SAMPLES);
            return Err(Error::file(Code::TooManySamples, found, "Give a shorter file.").at(row.place(0)));
        }
        if let Some(mean) = &mut self.mean {
            mean.row(at, self.values.iter().copied());
        } else if let Some((_, frame)) = self.frames.get_mut(self.current) {
            frame.push(at, self.values.iter().copied());
        }
        Ok(())
    }
}
