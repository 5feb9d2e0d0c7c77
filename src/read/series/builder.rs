//! Builds [`Series`] from rows of numbers under shared stamps.
//!
//! In: one stamp and one value a column for each row, in the file's order. Out: one series a column, ascending, without
//! duplicates, on a grid where the stamps are regular. A column that is filled more rarely than the rows come (hourly values
//! in a half-hourly table) keeps its own samples only: the padding between them is not missing.
//! Memory: 8 bytes a value, and 8 a stamp only where the stamps are not regular.

use super::step::{self, usual};
use crate::base::time::Millis;
use crate::base::{Code, Direction, Kind, Mark, MarkKind, Notes, Sampling, Series, Times};

/// The stamps of a frame: a rule while they follow one, else a list.
#[derive(Clone, Debug, Default)]
struct Axis {
    start: Millis,
    step: Millis,
    count: usize,
    list: Vec<Millis>,
    unsorted: bool,
    last: Millis,
}

impl Axis {
    #[inline(always)]
    fn push(&mut self, at: Millis) {
        if self.list.is_empty() && self.step > 0 && at == self.last + self.step {
            // The usual row.
        } else if self.list.is_empty() {
            match self.count {
                0 => self.start = at,
                1 if at > self.start => self.step = at - self.start,
                _ => {
                    self.list = (0..self.count).map(|i| self.start + self.step * i as Millis).collect();
                    self.list.push(at);
                }
            }
        } else {
            spare(&mut self.list, 1);
            self.list.push(at);
        }
        self.unsorted |= self.count > 0 && at <= self.last;
        self.last = at;
        self.count += 1;
    }

    fn at(&self, i: usize) -> Millis {
        self.list.get(i).copied().unwrap_or(self.start + self.step * i as Millis)
    }
}

/// Grows by a quarter instead of doubling, so that memory stays near what the samples need.
fn spare<T>(list: &mut Vec<T>, more: usize) {
    if list.capacity() - list.len() < more {
        list.reserve_exact((list.len() / 4).max(1024).max(more));
    }
}

/// What is known about a column.
#[derive(Clone, Debug, Default)]
pub(crate) struct Column {
    /// Id of the series.
    pub(crate) id: String,
    /// What the file calls it.
    pub(crate) label: String,
    /// What it counts.
    pub(crate) kind: Kind,
    /// Which way it moves when connectivity gets worse; `None` where the kind says it.
    pub(crate) direction: Option<Direction>,
    /// Unit of the values.
    pub(crate) unit: String,
    /// What a stamp stands for.
    pub(crate) sampling: Sampling,
}

/// What finishing came across, over all frames of a file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Repairs {
    /// True where rows were not in order of time.
    pub(crate) sorted: bool,
    /// Rows left out because an earlier one has their stamp.
    pub(crate) doubles: usize,
    /// The first such stamp.
    pub(crate) first_double: Option<Millis>,
}

/// Columns under shared stamps.
#[derive(Clone, Debug, Default)]
pub(crate) struct SeriesBuilder {
    axis: Axis,
    columns: Vec<Vec<f64>>,
}

impl SeriesBuilder {
    /// Begins with that many columns.
    pub(crate) fn new(columns: usize) -> SeriesBuilder {
        SeriesBuilder { axis: Axis::default(), columns: vec![Vec::new(); columns] }
    }

    /// The next row; a column for which there is no value gets `NaN`.
    pub(crate) fn push(&mut self, at: Millis, mut values: impl Iterator<Item = f64>) {
        self.axis.push(at);
        for column in &mut self.columns {
            spare(column, 1);
            column.push(values.next().unwrap_or(f64::NAN));
        }
    }

    /// Rows, their values one row after the other.
    pub(crate) fn extend(&mut self, stamps: &[Millis], values: &[f64]) {
        for at in stamps {
            self.axis.push(*at);
        }
        let width = (values.len() / stamps.len().max(1)).max(1);
        for (i, column) in self.columns.iter_mut().enumerate() {
            spare(column, stamps.len());
            column.extend(values.chunks(width).map(|row| row.get(i).copied().unwrap_or(f64::NAN)));
        }
    }

    /// Room for so many rows. Where there is none, they get it as they come.
    pub(crate) fn make_room(&mut self, rows: usize) {
        fn room<T>(list: &mut Vec<T>, rows: usize) {
            // Refused, it is asked for again bit by bit.
            let _ = list.try_reserve_exact(rows.saturating_sub(list.len()));
        }
        self.columns.iter_mut().for_each(|column| room(column, rows));
        if !self.axis.list.is_empty() {
            room(&mut self.axis.list, rows);
        }
    }

    /// Number of columns.
    pub(crate) fn width(&self) -> usize {
        self.columns.len()
    }

    /// The values of a column, `NaN` where missing.
    pub(crate) fn values(&self, column: usize) -> &[f64] {
        self.columns.get(column).map_or(&[], Vec::as_slice)
    }

    /// The same, to be changed.
    pub(crate) fn values_mut(&mut self, column: usize) -> &mut [f64] {
        self.columns.get_mut(column).map_or(&mut [], Vec::as_mut_slice)
    }

    /// Every row: its stamp and values.
    pub(crate) fn rows(&self) -> impl Iterator<Item = (Millis, impl Iterator<Item = f64>)> {
        (0..self.axis.count).map(|i| {
            let value = move |column: &Vec<f64>| column.get(i).copied().unwrap_or(f64::NAN);
            (self.axis.at(i), self.columns.iter().map(value))
        })
    }

    /// The stamp of every row.
    pub(crate) fn stamps(&self) -> impl Iterator<Item = Millis> + Clone {
        (0..self.axis.count).map(|i| self.axis.at(i))
    }

    /// True where the rows follow no rhythm. A logger that comes a little late each time keeps its rhythm: most distances
    /// lie within half of the median one. Of arrivals at random a third does.
    pub(crate) fn is_irregular(&self) -> bool {
        const ROWS: usize = 200;
        if self.axis.list.len() < ROWS {
            return false;
        }
        let Some(median) = step::median(self.axis.list.iter().copied()) else { return false };
        let pairs = self.axis.list.iter().zip(self.axis.list.iter().skip(1));
        let (mut near, mut all) = (0_usize, 0_usize);
        for (a, b) in pairs.filter(|(a, b)| a != b) {
            all += 1;
            near += usize::from(((b - a).abs() - median).abs() * 2 <= median);
        }
        near * 2 < all
    }

    /// Puts the rows in order and takes doubles out; the first row of a stamp stays, filled up from the later ones.
    pub(crate) fn settle(&mut self, mended: &mut Repairs) {
        if !self.axis.unsorted {
            return;
        }
        let ascending = (1..self.axis.count).all(|i| self.axis.at(i - 1) <= self.axis.at(i));
        mended.sorted |= !ascending;
        let mut order: Vec<usize> = (0..self.axis.count).collect();
        order.sort_by_key(|row| self.axis.at(*row));
        let stamps: Vec<Millis> = order.iter().map(|i| self.axis.at(*i)).collect();
        for column in &mut self.columns {
            let mut settled: Vec<f64> = Vec::with_capacity(column.len());
            let mut last = None;
            for (i, at) in order.iter().zip(&stamps) {
                let value = column.get(*i).copied().unwrap_or(f64::NAN);
                match settled.last_mut() {
                    Some(first) if last == Some(*at) => {
                        if first.is_nan() {
                            *first = value;
                        }
                    }
                    _ => settled.push(value),
                }
                last = Some(*at);
            }
            *column = settled;
        }
        let mut axis = Axis::default();
        for at in stamps {
            if axis.count > 0 && axis.last == at {
                mended.doubles += 1;
                mended.first_double.get_or_insert(at);
            } else {
                axis.push(at);
            }
        }
        self.axis = axis;
    }

    /// Takes a column of 0 and 1 out and gives the stretches of 1, each up to the next row.
    pub(crate) fn marks(&mut self, column: usize, label: &str) -> Vec<Mark> {
        if column >= self.columns.len() {
            return Vec::new();
        }
        let flags = self.columns.remove(column);
        let step = self.usual_step();
        let mut marks: Vec<Mark> = Vec::new();
        let mut open: Option<Millis> = None;
        for (i, flag) in flags.iter().enumerate() {
            let at = self.axis.at(i);
            if *flag == 1.0 {
                open.get_or_insert(at);
            } else if let Some(from) = open.take() {
                marks.push(Mark { from, until: at, kind: MarkKind::Assumed, label: label.to_owned() });
            }
        }
        if let Some(from) = open {
            let until = self.axis.last + step;
            marks.push(Mark { from, until, kind: MarkKind::Assumed, label: label.to_owned() });
        }
        marks
    }

    /// The series; a column without any value gives none, and its label goes to `empty`.
    pub(crate) fn series(self, about: &[Column], empty: &mut Vec<String>) -> Vec<Series> {
        let base = self.usual_step();
        let SeriesBuilder { axis, columns } = self;
        // Alone in its rows, a column has no padding: each blank is its own.
        let shared = columns.len() > 1;
        let mut all = Vec::new();
        for (mut values, about) in columns.into_iter().zip(about) {
            let filled = values.iter().filter(|v| !v.is_nan()).count();
            if filled == 0 {
                empty.push(about.label.clone());
                continue;
            }
            let mut stamps = None;
            let mut step = base;
            if shared && filled < values.len() {
                let own = || (0..axis.count).filter(|i| values.get(*i).is_some_and(|v| !v.is_nan()));
                step = usual(own().map(|i| axis.at(i))).unwrap_or(base);
                if step > base {
                    let phase = own().next().map_or(0, |i| axis.at(i)).rem_euclid(step);
                    let due = |i: usize| axis.at(i).rem_euclid(step) == phase;
                    let keep: Vec<bool> =
                        (0..axis.count).map(|i| due(i) || !values.get(i).is_none_or(|v| v.is_nan())).collect();
                    let kept = |i: &usize| keep.get(*i) == Some(&true);
                    stamps = Some((0..axis.count).filter(kept).map(|i| axis.at(i)).collect::<Vec<Millis>>());
                    let mut i = 0;
                    values.retain(|_| {
                        i += 1;
                        keep.get(i - 1) == Some(&true)
                    });
                }
            }
            let times = match stamps {
                Some(stamps) => times(stamps),
                None if axis.list.is_empty() => Times::Grid { start: axis.start, step: axis.step },
                None => times(axis.list.clone()),
            };
            values.shrink_to_fit();
            all.push(Series {
                id: about.id.clone(),
                label: about.label.clone(),
                kind: about.kind,
                direction: about.direction.unwrap_or(about.kind.direction()),
                unit: about.unit.clone(),
                sampling: about.sampling,
                step,
                times,
                values: values.into(),
            });
        }
        all
    }

    fn usual_step(&self) -> Millis {
        if self.axis.list.is_empty() {
            return self.axis.step;
        }
        usual(self.axis.list.iter().copied()).unwrap_or(0)
    }
}

/// Ascending stamps as a grid where they are regular.
pub(crate) fn times(stamps: Vec<Millis>) -> Times {
    let start = stamps.first().copied().unwrap_or(0);
    let step = stamps.get(1).map_or(0, |second| second - start);
    let regular = stamps.iter().enumerate().all(|(i, at)| *at == start + step * i as Millis);
    if regular { Times::Grid { start, step } } else { Times::Stamps(stamps) }
}

/// Notes what finishing came across.
pub(crate) fn add_notes(mended: &Repairs, notes: &mut Notes) {
    use crate::base::time::iso;
    if mended.sorted {
        notes.add(Code::RowsSorted, "The rows were not in order of time; they were sorted.");
    }
    if let Some(first) = mended.first_double {
        let rows = if mended.doubles == 1 { "row has" } else { "rows have" };
        let text =
            format!("{} {rows} the stamp of an earlier row, first {}; the earlier stays.", mended.doubles, iso(first));
        notes.add(Code::DuplicateStamps, text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn about() -> Vec<Column> {
        vec![Column { id: "a".to_owned(), ..Column::default() }]
    }

    #[test]
    fn regular_stamps_become_a_grid() {
        let mut frame = SeriesBuilder::new(1);
        for i in 0..5 {
            frame.push(1_000 + i * 300, [i as f64].into_iter());
        }
        let series = frame.series(&about(), &mut Vec::new());
        assert_eq!(series[0].times, Times::Grid { start: 1_000, step: 300 });
        assert_eq!(series[0].step, 300);
    }

    #[test]
    fn a_rarer_column_keeps_its_own_samples() {
        let mut frame = SeriesBuilder::new(2);
        for i in 0..12 {
            let value = if i % 3 == 0 && i != 6 { i as f64 } else { f64::NAN };
            frame.push(i * 300, [value, 1.0].into_iter());
        }
        let series = frame.series(&about(), &mut Vec::new());
        assert_eq!(series[0].times, Times::Grid { start: 0, step: 900 });
        assert_eq!(series[0].len(), 4);
        assert_eq!(series[0].missing(), 1);
    }

    #[test]
    fn unsorted_rows_and_doubles_are_settled() {
        let mut frame = SeriesBuilder::new(1);
        for (at, value) in [(300, f64::NAN), (0, 1.0), (600, 3.0), (300, 2.0), (600, 4.0)] {
            frame.push(at, [value].into_iter());
        }
        let mut mended = Repairs::default();
        frame.settle(&mut mended);
        assert!(mended.sorted);
        assert_eq!((mended.doubles, mended.first_double), (2, Some(300)));
        let series = frame.series(&about(), &mut Vec::new());
        assert_eq!(series[0].samples().collect::<Vec<_>>(), [(0, 1.0), (300, 2.0), (600, 3.0)]);
    }

    #[test]
    fn stretches_of_assumed_rows_become_marks() {
        let mut frame = SeriesBuilder::new(2);
        for (i, flag) in [0.0, 1.0, 1.0, 0.0, 1.0].into_iter().enumerate() {
            frame.push(i as Millis * 10, [1.0, flag].into_iter());
        }
        let marks = frame.marks(1, "assumed");
        assert_eq!(marks.iter().map(|m| (m.from, m.until)).collect::<Vec<_>>(), [(10, 30), (40, 50)]);
    }
}
