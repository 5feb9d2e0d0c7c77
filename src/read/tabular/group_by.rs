//! Names the groups of a long table, and folds many groups into one.
//!
//! In: the words that each key had in its columns. Out: the shortest names that distinguish the keys. Where there are more
//! keys than anybody can look at and none was chosen, [`Folded`] makes one of them: counts are added up, of all else it is the mean.

use crate::base::time::Millis;
use crate::base::{Direction, Kind};
use crate::read::series::builder::{Column, SeriesBuilder};
use crate::read::series::classify;
use std::collections::BTreeMap;

/// Keys up to which each stays a series of its own.
pub(crate) const MANY: usize = 24;

/// A name for each key: the parts that vary; one part alone where it tells all keys apart.
pub(crate) fn names(keys: &[Vec<String>]) -> Vec<String> {
    let parts = keys.first().map_or(0, Vec::len);
    let distinct = |part: usize| {
        let mut words: Vec<&String> = keys.iter().filter_map(|key| key.get(part)).collect();
        words.sort();
        words.dedup();
        words.len()
    };
    let varying: Vec<usize> = (0..parts).filter(|part| distinct(*part) > 1).collect();
    let chosen = match varying.iter().find(|part| distinct(**part) == keys.len()) {
        Some(part) => vec![*part],
        None => varying,
    };
    let name = |key: &Vec<String>| chosen.iter().filter_map(|p| key.get(*p)).cloned().collect::<Vec<_>>().join(" · ");
    keys.iter().map(name).collect()
}

/// The columns of a key: its name stands before theirs, or alone where there is one column. Words in the key that say what was
/// measured tell the kind where no name does.
pub(crate) fn named(abouts: &[Column], name: &str, measured: &str) -> Vec<Column> {
    let full = |about: &Column| match name {
        "" => about.label.clone(),
        name if abouts.len() == 1 => name.to_owned(),
        name => format!("{name} · {}", about.label),
    };
    let with = |about: &Column| {
        let label = full(about);
        // A link names a site, and no traffic of it.
        let bare = |text: &str| text.replace("https://", "").replace("http://", "");
        let says = |text: &str| classify::kind_and_direction(&bare(text), &about.unit, false);
        let silent = |said: &(Kind, Direction)| *said == (Kind::Other, Direction::Falls);
        let (kind, direction) = if about.kind != Kind::Other || about.direction == Some(Direction::Rises) {
            (about.kind, about.direction)
        } else {
            let said = Some(says(&label)).filter(|said| !name.is_empty() && !silent(said));
            let (kind, direction) = said.unwrap_or_else(|| says(measured));
            (kind, Some(direction))
        };
        let id = if name.is_empty() { about.id.clone() } else { classify::slug(&label) };
        Column { id, label, kind, direction, ..about.clone() }
    };
    abouts.iter().map(with).collect()
}

/// All keys in one, stamp by stamp; keys without a value there counted nothing, and are not in the mean.
#[derive(Debug, Default)]
pub(crate) struct Folded {
    stamps: BTreeMap<Millis, Vec<(f64, u32)>>,
    keys: usize,
}

impl Folded {
    /// Takes a whole key in.
    pub(crate) fn fold(&mut self, frame: &SeriesBuilder) {
        self.keys += 1;
        for (at, values) in frame.rows() {
            self.row(at, values);
        }
    }

    /// Takes a row in.
    pub(crate) fn row(&mut self, at: Millis, values: impl Iterator<Item = f64>) {
        let sums = self.stamps.entry(at).or_default();
        for (i, value) in values.enumerate() {
            if sums.len() <= i {
                sums.push((0.0, 0));
            }
            if let Some((sum, count)) = sums.get_mut(i)
                && !value.is_nan()
            {
                *sum += value;
                *count += 1;
            }
        }
    }

    /// Number of keys taken in whole.
    pub(crate) fn keys(&self) -> usize {
        self.keys
    }

    /// A frame of that many columns; those that `adds_up` are sums, the others means.
    pub(crate) fn frame(self, columns: usize, adds_up: impl Fn(usize) -> bool) -> SeriesBuilder {
        let mut frame = SeriesBuilder::new(columns);
        for (at, sums) in self.stamps {
            let value = |(column, (sum, count)): (usize, &(f64, u32))| match count {
                0 => f64::NAN,
                _ if adds_up(column) => *sum,
                _ => sum / f64::from(*count),
            };
            frame.push(at, sums.iter().enumerate().map(value));
        }
        frame
    }
}
