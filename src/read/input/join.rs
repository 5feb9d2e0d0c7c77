//! Joins the readings of several files into one.
//!
//! In: the readings, each with its format. Out: one reading, its series in the files' order. Files of one format with a
//! series of the same id continue it (a month a file); series of different formats stand side by side, each with an id of
//! its own.

use crate::base::checked::check_counts;
use crate::base::{Error, Notes, Reading, Represents, Series};
use crate::read::format::About;
use crate::read::series::builder::{self, Column, Repairs, SeriesBuilder};
use crate::read::series::classify;
use std::collections::{BTreeMap, BTreeSet};

/// The readings that are to be joined, and what they hold together.
#[derive(Default)]
pub(crate) struct Readings {
    list: Vec<(&'static About, Reading)>,
    /// Files may continue each other's series: those of one id count once.
    ids: BTreeSet<String>,
    samples: usize,
}

impl Readings {
    /// Adds a reading, without what only the first one tells: the columns and first rows of a wide table take more memory than its
    /// values. Files that are each small enough may be too many together, which is noticed before the next one is read.
    pub(crate) fn add(&mut self, (about, mut reading): (&'static About, Reading)) -> Result<(), Error> {
        self.ids.extend(reading.series.iter().map(|series| series.id.clone()));
        self.samples = reading.series.iter().map(Series::len).fold(self.samples, usize::saturating_add);
        check_counts(self.ids.len(), self.samples)?;
        if !self.list.is_empty() {
            reading.source.columns = Vec::new();
            reading.source.first_rows = Vec::new();
        }
        self.list.push((about, reading));
        Ok(())
    }

    /// Adds those of another list.
    pub(crate) fn append(&mut self, others: Readings) -> Result<(), Error> {
        others.list.into_iter().try_for_each(|reading| self.add(reading))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The readings themselves.
    pub(crate) fn each(&mut self) -> impl DoubleEndedIterator<Item = &mut Reading> {
        self.list.iter_mut().map(|(_, reading)| reading)
    }
}

/// Joins them.
pub(crate) fn join(Readings { list: readings, .. }: Readings) -> Reading {
    let one_format = readings.windows(2).all(|pair| matches!(pair, [(a, _), (b, _)] if a.id == b.id));
    let mut all = Reading::default();
    let mut first = true;
    let (mut pieces, mut places): (Vec<Vec<Series>>, BTreeMap<_, usize>) = Default::default();
    for (about, reading) in readings {
        let mut source = reading.source;
        let facts = [
            (&mut source.format, about.id, &mut all.source.format),
            (&mut source.provider, about.provider, &mut all.source.provider),
            (&mut source.licence, about.licence, &mut all.source.licence),
            (&mut source.credit, about.credit, &mut all.source.credit),
        ];
        for (own, usual, joined) in facts {
            let fact = if own.is_empty() { usual } else { own };
            if !fact.is_empty() && !format!("; {joined}; ").contains(&format!("; {fact}; ")) {
                if !joined.is_empty() {
                    joined.push_str("; ");
                }
                joined.push_str(fact);
            }
        }
        if first {
            all.source.zone = source.zone;
            all.source.columns = source.columns;
            all.source.first_rows = source.first_rows;
            all.source.country = source.country;
            all.source.represents = source.represents;
        } else {
            if all.source.country != source.country {
                all.source.country = None;
            }
            if all.source.represents != source.represents {
                all.source.represents = Represents::Unknown;
            }
        }
        first = false;
        all.source.elements = match (all.source.elements, source.elements) {
            (Some([a, w, r]), Some([b, x, s])) => Some([a + b, w + x, r + s]),
            (one, other) => one.or(other),
        };
        all.source.files.extend(source.files);
        for series in reading.series {
            // Files of different formats stand side by side.
            let key = (
                series.id.clone(),
                series.unit.clone(),
                series.sampling as u8,
                if one_format { 0 } else { pieces.len() },
            );
            let place = *places.entry(key).or_insert(pieces.len());
            match pieces.get_mut(place) {
                Some(begun) => begun.push(series),
                None => pieces.push(vec![series]),
            }
        }
        all.given.extend(reading.given);
        all.marks.extend(reading.marks);
        all.notes.join(reading.notes);
    }
    all.series = pieces.into_iter().filter_map(|pieces| continued(pieces, &mut all.notes)).collect();
    let ids = classify::ids(all.series.iter().map(|series| series.id.as_str()));
    for (series, id) in all.series.iter_mut().zip(ids) {
        series.id = id;
    }
    all
}

/// The stretches of several files as one series.
fn continued(mut pieces: Vec<Series>, notes: &mut Notes) -> Option<Series> {
    if pieces.len() < 2 {
        return pieces.pop();
    }
    let first = pieces.first()?;
    let about = Column {
        id: first.id.clone(),
        label: first.label.clone(),
        kind: first.kind,
        direction: Some(first.direction),
        unit: first.unit.clone(),
        sampling: first.sampling,
    };
    let mut all = SeriesBuilder::new(1);
    for (at, value) in pieces.iter().flat_map(Series::samples) {
        all.push(at, std::iter::once(value));
    }
    drop(pieces);
    let mut mended = Repairs::default();
    all.settle(&mut mended);
    // Files in another order than time are usual; only doubles are worth a word.
    mended.sorted = false;
    builder::add_notes(&mended, notes);
    all.series(&[about], &mut Vec::new()).pop()
}
