//! Joins the readings of several files into one.
//!
//! In: the readings, each with its format. Out: one reading, its series in the files' order. Files of one format with a
//! series of the same id continue it (a month a file); series of different formats stand side by side, each with an id of
//! its own.

use crate::base::{Reading, Represents, Series};
use crate::read::format::About;
use crate::read::series::builder::{self, Column, Repairs, SeriesBuilder};
use crate::read::series::classify;

/// Joins them.
pub(crate) fn join(readings: Vec<(&'static About, Reading)>) -> Reading {
    let one_format = readings.windows(2).all(|pair| matches!(pair, [(a, _), (b, _)] if a.id == b.id));
    let mut all = Reading::default();
    let mut first = true;
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
            let same = |s: &&mut Series| {
                one_format && s.id == series.id && s.unit == series.unit && s.sampling == series.sampling
            };
            match all.series.iter_mut().find(same) {
                Some(begun) => continue_series(begun, series, &mut all.notes),
                None => all.series.push(series),
            }
        }
        all.given.extend(reading.given);
        all.marks.extend(reading.marks);
        all.notes.join(reading.notes);
    }
    let ids = classify::ids(all.series.iter().map(|series| series.id.as_str()));
    for (series, id) in all.series.iter_mut().zip(ids) {
        series.id = id;
    }
    all
}

/// Both stretches as one series.
fn continue_series(begun: &mut Series, next: Series, notes: &mut crate::base::Notes) {
    let mut both = SeriesBuilder::new(1);
    for (at, value) in begun.samples().chain(next.samples()) {
        both.push(at, std::iter::once(value));
    }
    let mut mended = Repairs::default();
    both.settle(&mut mended);
    // Files in another order than time are usual; only doubles are worth a word.
    mended.sorted = false;
    builder::add_notes(&mended, notes);
    let about = Column {
        id: begun.id.clone(),
        label: begun.label.clone(),
        kind: begun.kind,
        direction: Some(begun.direction),
        unit: begun.unit.clone(),
        carried: false,
        sampling: begun.sampling,
    };
    if let Some(series) = both.series(&[about], &mut Vec::new()).pop() {
        *begun = series;
    }
}
