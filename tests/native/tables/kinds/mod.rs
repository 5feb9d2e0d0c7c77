//! The kinds of tables: one row each, and what several of them are made with.

mod across;
mod checks;
mod columns;
mod directions;
mod exports;
mod lists;
mod logs;
mod notations;
mod numbers;
mod shapes;
mod stamps;
mod states;
mod surroundings;
mod texts;
mod zones;

use crate::tables::clock::{self, ANY_STEP, Secs};
use crate::tables::judge::{Series, Table};
use crate::tables::random::Random;
use crate::tables::signal::{MEASURES, Measure, Signal};
use crate::tables::write::{Dialect, TIME_WORDS};

/// Makes one table of a kind.
pub type Make = fn(&mut Random) -> Table;

/// Every kind, by what is hard about it.
pub const KINDS: &[&[(&str, Make)]] = &[
    stamps::KINDS,
    zones::KINDS,
    numbers::KINDS,
    states::KINDS,
    columns::KINDS,
    shapes::KINDS,
    surroundings::KINDS,
    lists::KINDS,
    exports::KINDS,
    notations::KINDS,
    logs::KINDS,
    across::KINDS,
    directions::KINDS,
    checks::KINDS,
    texts::KINDS,
];

/// A table of moments and signals before it is written.
struct Plain {
    times: Vec<Secs>,
    time_word: &'static str,
    signals: Vec<Signal>,
}

impl Plain {
    /// One to three signals at regular moments.
    fn new(random: &mut Random) -> Plain {
        let count = random.pick(&[1, 1, 1, 2, 2, 3]);
        Plain::of(random, count, ANY_STEP)
    }

    fn of(random: &mut Random, signals: usize, steps: &[Secs]) -> Plain {
        let rows = random.from(60, 160);
        Plain::over(random, signals, steps, rows)
    }

    fn over(random: &mut Random, signals: usize, steps: &[Secs], rows: i64) -> Plain {
        let times = clock::grid(random, steps, rows);
        let measures: Vec<Measure> = random.some(MEASURES, signals);
        let signals = measures.into_iter().map(|measure| Signal::new(random, measure, rows as usize)).collect();
        Plain { times, time_word: random.pick(TIME_WORDS).0, signals }
    }

    fn header(&self) -> Vec<String> {
        std::iter::once(self.time_word.to_owned()).chain(self.names()).collect()
    }

    fn names(&self) -> Vec<String> {
        self.signals.iter().map(|signal| signal.name.clone()).collect()
    }

    /// The cells of the signals in a row.
    fn values(&self, row: usize, missing: &str) -> Vec<String> {
        let cell = |signal: &Signal| signal.cells[row].clone().unwrap_or_else(|| missing.to_owned());
        self.signals.iter().map(cell).collect()
    }

    /// Rows whose first cells are made by `first`.
    fn rows(&self, missing: &str, mut first: impl FnMut(usize, Secs) -> Vec<String>) -> Vec<Vec<String>> {
        let row = |(i, at): (usize, &Secs)| [first(i, *at), self.values(i, missing)].concat();
        self.times.iter().enumerate().map(row).collect()
    }

    /// What the table truly holds.
    fn truth(&self) -> Vec<Series> {
        self.signals.iter().map(|signal| Series::new(&signal.name, &self.times, &signal.values())).collect()
    }

    /// The table with a notation of its moments.
    fn written(&self, dialect: &Dialect, stamp: impl Fn(Secs) -> String) -> Table {
        let rows = self.rows(dialect.missing, |_, at| vec![stamp(at)]);
        Table::new(dialect.text(&self.header(), &rows), self.truth())
    }
}

/// Words → cells.
fn cells<const N: usize>(words: [&str; N]) -> Vec<String> {
    words.map(str::to_owned).to_vec()
}
