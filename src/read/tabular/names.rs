//! Decides which columns name the series of a long table.
//!
//! In: the moment and the cells of each sample row. Out: the columns whose words split the rows into series. A column names
//! series only where it names things that are measured side by side: it tells rows of the same moment apart, its rows go
//! back in time where its word changes, or its words come in turn. A server, a message or a version that changes from row
//! to row is no name. A word that never changes may yet be one: later rows show it.

use super::dialect::Dialect;
use crate::base::time::Millis;
use crate::read::scalar::number;
use std::collections::BTreeSet;

/// The rows that are judged, with their moments.
pub(crate) struct Rows<'a> {
    dialect: &'a Dialect,
    stamps: &'a [Option<Millis>],
    /// Rows whose moment an earlier row has.
    doubles: usize,
    filled: usize,
}

impl<'a> Rows<'a> {
    /// Looks at the moments.
    pub(crate) fn new(dialect: &'a Dialect, stamps: &'a [Option<Millis>]) -> Rows<'a> {
        let all: Vec<Millis> = stamps.iter().flatten().copied().collect();
        let distinct: BTreeSet<Millis> = all.iter().copied().collect();
        Rows { dialect, stamps, doubles: all.len() - distinct.len(), filled: all.len() }
    }

    /// True where moments repeat so often that something must tell their rows apart.
    pub(crate) fn are_doubled(&self) -> bool {
        self.doubles * 10 >= self.filled.max(1)
    }

    fn words(&self, column: usize) -> impl Iterator<Item = (Millis, &'a [u8])> + '_ {
        let cells = self.dialect.cells(column);
        self.stamps.iter().zip(cells).filter_map(|(at, cell)| Some(((*at)?, cell.trim_ascii())))
    }

    /// What share of the rows of a doubled moment a column tells apart, together with those already chosen.
    pub(crate) fn tells_apart(&self, columns: &[usize]) -> f64 {
        let mut seen: BTreeSet<(Millis, Vec<&[u8]>)> = BTreeSet::new();
        let cell = |row: usize, column: &usize| {
            self.dialect.sample.get(row).and_then(|row| row.get(*column)).map_or(&[][..], |cell| cell.trim_ascii())
        };
        for (row, at) in self.stamps.iter().enumerate() {
            if let Some(at) = at {
                seen.insert((*at, columns.iter().map(|column| cell(row, column)).collect()));
            }
        }
        let moments = self.filled - self.doubles;
        (seen.len() - moments.min(seen.len())) as f64 / self.doubles.max(1) as f64
    }

    /// True where each word has its own run of rows, and time goes back where the next one begins.
    fn restarts(&self, column: usize) -> bool {
        let rows: Vec<(Millis, &[u8])> = self.words(column).collect();
        let changes: Vec<bool> =
            rows.iter().zip(rows.iter().skip(1)).filter(|(a, b)| a.1 != b.1).map(|(a, b)| b.0 < a.0).collect();
        let distinct: BTreeSet<&[u8]> = rows.iter().map(|row| row.1).collect();
        !changes.is_empty() && changes.len() < distinct.len() + 2 && changes.iter().all(|back| *back)
    }

    /// True where the words come in turn, row by row.
    fn takes_turns(&self, column: usize) -> bool {
        let words: Vec<&[u8]> = self.words(column).map(|(_, word)| word).collect();
        let count = words.iter().collect::<BTreeSet<_>>().len();
        if !(2..=60).contains(&count) || words.len() < count * 4 {
            return false;
        }
        let same = words.iter().zip(words.iter().skip(count)).filter(|(a, b)| a == b).count();
        let each: BTreeSet<&&[u8]> = words.iter().take(count).collect();
        each.len() == count && same * 20 >= (words.len() - count) * 19
    }

    /// True where the column is a function of another: it has one word for each of the other's.
    pub(crate) fn follows(&self, column: usize, other: usize) -> bool {
        let mut pairs: BTreeSet<(&[u8], &[u8])> = BTreeSet::new();
        for ((_, own), (_, theirs)) in self.words(column).zip(self.words(other)) {
            pairs.insert((theirs, own));
        }
        let theirs: BTreeSet<&[u8]> = pairs.iter().map(|(theirs, _)| *theirs).collect();
        pairs.len() == theirs.len()
    }

    /// Of the columns whose cells are words, those that name a run of rows in its first row alone, as merged cells are exported:
    /// time goes back where a name stands, and nowhere else.
    pub(crate) fn shown_once(&self, words: &[usize]) -> Vec<usize> {
        const ROWS_A_NAME: usize = 3;
        let back: Vec<bool> = self
            .stamps
            .iter()
            .zip(self.stamps.iter().skip(1))
            .map(|(a, b)| a.zip(*b).is_some_and(|(a, b)| b < a))
            .collect();
        let named = |column: usize| self.dialect.cells(column).map(|cell| !number::is_missing(cell));
        let heads_runs = |column: &usize| {
            let count = named(*column).filter(|named| *named).count();
            named(*column).next() == Some(true)
                && (2..=self.stamps.len() / ROWS_A_NAME).contains(&count)
                && named(*column).skip(1).zip(&back).all(|(named, back)| !named || *back)
        };
        let columns: Vec<usize> = words.iter().copied().filter(heads_runs).collect();
        let mut all: Vec<bool> = vec![false; back.len()];
        for column in &columns {
            all.iter_mut().zip(named(*column).skip(1)).for_each(|(all, named)| *all |= named);
        }
        if all == back { columns } else { Vec::new() }
    }

    /// The columns that name series, of those whose cells are words; `constant` says that a column has one word alone.
    pub(crate) fn names(&self, words: &[usize], constant: &dyn Fn(usize) -> bool) -> Vec<usize> {
        let mut names: Vec<usize> = words.iter().copied().filter(|column| constant(*column)).collect();
        let varying = || words.iter().copied().filter(|column| !constant(*column));
        if !self.are_doubled() {
            names.extend(varying().filter(|column| self.restarts(*column) || self.takes_turns(*column)));
            names.sort_unstable();
            return names;
        }
        // The column that tells most apart, then whatever tells more of the rest.
        let mut chosen: Vec<usize> = Vec::new();
        let mut told = 0.0;
        while told < 0.99 && chosen.len() < 4 {
            let with = |column: usize| self.tells_apart(&[chosen.clone(), vec![column]].concat());
            let rest = varying().filter(|column| !chosen.contains(column));
            let best = rest.map(|column| (with(column), column)).max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
            match best {
                Some((share, column)) if share > told + 0.05 => {
                    chosen.push(column);
                    told = share;
                }
                _ => break,
            }
        }
        let beside: Vec<usize> = varying()
            .filter(|column| !chosen.contains(column) && chosen.iter().any(|name| self.follows(*column, *name)))
            .collect();
        names.extend(chosen);
        names.extend(beside);
        names.sort_unstable();
        names
    }
}
