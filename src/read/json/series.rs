//! Collects samples by name: what every JSON format fills.
//!
//! In: a name, a moment and a value at a time, in any order. Out: a series a name, in order of first appearance, sorted,
//! without doubles, with the usual notes. Refused: more than [`limits::SAMPLES`] or [`limits::SERIES`].

use super::value::JsonValue;
use crate::base::error::label;
use crate::base::time::Millis;
use crate::base::{Code, Error, Notes, Reading, Sampling, limits};
use crate::read::scalar::timestamp::{self, Style};
use crate::read::series::builder::{self, Column, Repairs, SeriesBuilder};
use crate::read::series::classify;
use crate::read::series::missing::note_missing;
use std::collections::BTreeMap;

/// Series being gathered.
#[derive(Debug, Default)]
pub(crate) struct JsonSeries {
    names: BTreeMap<String, usize>,
    series: Vec<(Column, SeriesBuilder)>,
    samples: usize,
    /// What the reader should know.
    pub(crate) notes: Notes,
}

impl JsonSeries {
    /// Adds a sample; `about` is asked at the first of its name.
    pub(crate) fn put(
        &mut self,
        name: &str,
        at: Millis,
        value: f64,
        about: impl FnOnce() -> Column,
    ) -> Result<(), Error> {
        let next = self.series.len();
        let index = match self.names.get(name) {
            Some(index) => *index,
            None => {
                if next >= limits::SERIES {
                    let found = format!("More than {} series.", limits::SERIES);
                    return Err(Error::file(Code::TooManySeries, found, "Ask for fewer."));
                }
                self.names.insert(name.to_owned(), next);
                self.series.push((about(), SeriesBuilder::new(1)));
                next
            }
        };
        self.samples += 1;
        if self.samples > limits::SAMPLES {
            let found = format!("More than {} samples.", limits::SAMPLES);
            return Err(Error::file(Code::TooManySamples, found, "Give a shorter time."));
        }
        if let Some((_, frame)) = self.series.get_mut(index) {
            frame.push(at, std::iter::once(value));
        }
        Ok(())
    }

    /// True where no sample came.
    pub(crate) fn is_empty(&self) -> bool {
        self.samples == 0
    }

    /// What is known about the series of that name, to be mended once all is known.
    pub(crate) fn about(&mut self, name: &str) -> Option<&mut Column> {
        let index = *self.names.get(name)?;
        self.series.get_mut(index).map(|(about, _)| about)
    }

    /// The series; `none` is said where there is none.
    pub(crate) fn reading(self, none: &str) -> Reading {
        let (mut reading, mut mended, mut empty) = (Reading::default(), Repairs::default(), Vec::new());
        reading.source.zone = "UTC".to_owned();
        reading.notes = self.notes;
        for (about, mut frame) in self.series {
            frame.settle(&mut mended);
            reading.series.extend(frame.series(std::slice::from_ref(&about), &mut empty));
        }
        let ids = classify::ids(reading.series.iter().map(|series| series.id.as_str()));
        for (series, id) in reading.series.iter_mut().zip(ids) {
            series.id = id;
        }
        // A reply's order is the server's affair; only doubles are worth a word.
        mended.sorted = false;
        builder::add_notes(&mended, &mut reading.notes);
        note_missing(&reading.series, &empty, &mut reading.notes);
        if reading.series.is_empty() {
            reading.notes.add(Code::NoSeries, none);
        }
        reading
    }
}

impl Column {
    /// A column of that name; its id and kind follow from it.
    pub(crate) fn named(name: &str, unit: &str, sampling: Sampling) -> Column {
        let label = label(name);
        let (kind, direction) = classify::kind_and_direction(&label, unit, false);
        Column { id: classify::slug(&label), kind, label, unit: unit.to_owned(), direction: Some(direction), sampling }
    }
}

/// A moment as JSON writes it: ISO 8601 (a naive one is UTC), or a number of some unit since 1970.
pub(crate) fn moment(tree: &JsonValue) -> Option<Millis> {
    match tree {
        JsonValue::Number(number) => timestamp::epoch_number(*number).map(|(at, _)| at),
        JsonValue::Text(text) => {
            let text = text.trim().as_bytes();
            timestamp::read(text, Style::Iso).map(|(at, _)| at).or_else(|| timestamp::epoch(text).map(|(at, _)| at))
        }
        _ => None,
    }
}
