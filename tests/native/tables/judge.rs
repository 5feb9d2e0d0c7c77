//! What a table truly holds, and what the reader made of it.

use crate::tables::clock::Secs;
use outage_lens::base::{Direction, Error, Kind, Reading, Settings};

/// A series as it truly is.
#[derive(Clone)]
pub struct Series {
    /// Words that its label holds; empty where any will do.
    pub label: String,
    pub kind: Option<Kind>,
    /// Which way is worse; none where any will do.
    pub direction: Option<Direction>,
    /// Moments in milliseconds; `NaN` is missing.
    pub points: Vec<(i64, f64)>,
}

/// What a table truly holds.
pub enum Truth {
    /// These series, and at most so many others.
    Series(Vec<Series>, usize),
    /// These outages: start and end.
    Outages(Vec<(Secs, Option<Secs>)>),
    /// Nothing that can be read without a question or a word of caution that holds one of these.
    Told(&'static [&'static str]),
}

/// A file and the truth about it.
pub struct Table {
    pub bytes: Vec<u8>,
    pub settings: Vec<(&'static str, String)>,
    pub truth: Truth,
    /// Values may stand in another unit: one factor for the whole series.
    pub any_unit: bool,
    /// What a note has to say.
    pub says: Option<&'static str>,
}

impl Table {
    /// Text that holds these series and nothing else.
    pub fn new(text: String, series: Vec<Series>) -> Table {
        Table {
            bytes: text.into_bytes(),
            settings: Vec::new(),
            truth: Truth::Series(series, 0),
            any_unit: false,
            says: None,
        }
    }

    /// The same in any unit.
    pub fn any_unit(mut self) -> Table {
        self.any_unit = true;
        self
    }

    /// The same where a note must say so.
    pub fn saying(mut self, words: &'static str) -> Table {
        self.says = Some(words);
        self
    }

    /// The same with a setting.
    pub fn with(mut self, key: &'static str, value: &str) -> Table {
        self.settings.push((key, value.to_owned()));
        self
    }

    /// Text that is refused or spoken of.
    pub fn told(text: String, words: &'static [&'static str]) -> Table {
        Table { truth: Truth::Told(words), ..Table::new(text, Vec::new()) }
    }
}

impl Series {
    /// A series at moments in seconds.
    pub fn new(label: &str, times: &[Secs], values: &[f64]) -> Series {
        let points = times.iter().zip(values).map(|(at, value)| (at * 1000, *value)).collect();
        Series { label: label.to_owned(), kind: None, direction: None, points }
    }

    /// The same where it is known which way is worse.
    pub fn moving(mut self, direction: Direction) -> Series {
        self.direction = Some(direction);
        self
    }

    /// The same with a known kind.
    pub fn of_kind(mut self, kind: Kind) -> Series {
        self.kind = Some(kind);
        self
    }
}

/// How a table came out.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    Right,
    /// Not read, or read with a Note that speaks of what is wrong.
    Told(String),
    Wrong(String),
}

/// Notes that stand on good readings, too: they excuse nothing.
const USUAL: &[&str] = &["zone-assumed", "missing-values", "file-says", "rows-unsorted", "read-otherwise"];

/// Reads a table and compares.
pub fn judge(table: &Table) -> Verdict {
    let mut settings = Settings::default();
    for (key, value) in &table.settings {
        settings.set(key, value).unwrap();
    }
    let read = outage_lens::read([("table", table.bytes.as_slice())], &settings);
    if let Truth::Told(words) = table.truth {
        return told(read, words);
    }
    let reading = match read {
        Ok(reading) => reading,
        Err(error) => return Verdict::Told(error.to_string()),
    };
    let why = match &table.truth {
        Truth::Series(series, more) => wrong_series(&reading, series, *more, table.any_unit),
        Truth::Outages(outages) => wrong_outages(&reading, outages),
        Truth::Told(_) => None,
    };
    if let Some(words) = table.says.filter(|words| !notes(&reading).contains(words)) {
        return Verdict::Wrong(format!("no note says “{words}”: {}", notes(&reading)));
    }
    let Some(why) = why else { return Verdict::Right };
    if reading.series.is_empty() && reading.given.is_empty() {
        return Verdict::Told(format!("no series: {}", notes(&reading)));
    }
    match reading.notes.list().iter().find(|note| !USUAL.contains(&note.code.text())) {
        Some(note) => Verdict::Told(format!("{why} · {}: {}", note.code, note.message)),
        None => Verdict::Wrong(why),
    }
}

fn told(read: Result<Reading, Error>, words: &[&str]) -> Verdict {
    let said = match read {
        Err(error) => error.to_string(),
        Ok(reading) => notes(&reading),
    };
    let lower = said.to_lowercase();
    if words.iter().any(|word| lower.contains(word)) { Verdict::Right } else { Verdict::Wrong(format!("said: {said}")) }
}

fn notes(reading: &Reading) -> String {
    let list = reading.notes.list().iter().map(|note| format!("{}: {}", note.code, note.message));
    list.collect::<Vec<_>>().join(" · ")
}

fn loose(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn wrong_series(reading: &Reading, truth: &[Series], more: usize, any_unit: bool) -> Option<String> {
    let mut left: Vec<&outage_lens::base::Series> = reading.series.iter().collect();
    for wanted in truth {
        let mut why = "no series".to_owned();
        let fits = |have: &&outage_lens::base::Series| match wrong_one(have, wanted, any_unit) {
            None => true,
            Some(slip) => {
                if !slip.starts_with("label") || why == "no series" {
                    why = slip;
                }
                false
            }
        };
        match left.iter().position(fits) {
            Some(at) => drop(left.remove(at)),
            None => return Some(format!("{}: {why}", wanted.label)),
        }
    }
    let labels: Vec<&str> = left.iter().map(|series| series.label.as_str()).collect();
    (left.len() > more).then(|| format!("{} more: {}", left.len(), labels.join(", ")))
}

fn wrong_one(have: &outage_lens::base::Series, wanted: &Series, any_unit: bool) -> Option<String> {
    if !loose(&have.label).contains(&loose(&wanted.label)) {
        return Some(format!("label {}", have.label));
    }
    if wanted.kind.is_some_and(|kind| kind != have.kind) {
        return Some(format!("kind {:?}", have.kind));
    }
    if wanted.direction.is_some_and(|direction| direction != have.direction) {
        return Some(format!("direction {:?}", have.direction));
    }
    let there = |(_, value): &(i64, f64)| !value.is_nan();
    let got: Vec<(i64, f64)> = have.samples().filter(there).collect();
    let want: Vec<(i64, f64)> = wanted.points.iter().copied().filter(there).collect();
    if got.len() != want.len() {
        return Some(format!("{} values, not {}", got.len(), want.len()));
    }
    let sum = |points: &[(i64, f64)]| points.iter().map(|(_, v)| v).sum::<f64>();
    let factor = if any_unit && sum(&got) != 0.0 { sum(&want) / sum(&got) } else { 1.0 };
    for ((at, value), (want_at, want_value)) in got.iter().zip(&want) {
        if at != want_at {
            return Some(format!("at {at}, not {want_at}"));
        }
        if (value * factor - want_value).abs() > 1e-9 * want_value.abs().max(1.0) {
            return Some(format!("{value}, not {want_value}"));
        }
    }
    None
}

fn wrong_outages(reading: &Reading, truth: &[(Secs, Option<Secs>)]) -> Option<String> {
    let millis = |at: Secs| at * 1000;
    let mut want: Vec<_> = truth.iter().map(|(start, end)| (millis(*start), end.map(millis))).collect();
    let mut got: Vec<_> = reading.given.iter().map(|given| (given.start, given.end)).collect();
    want.sort_unstable();
    got.sort_unstable();
    if !reading.series.is_empty() {
        let labels: Vec<&str> = reading.series.iter().map(|series| series.label.as_str()).collect();
        return Some(format!("series of a list of outages: {}", labels.join(", ")));
    }
    (got != want).then(|| format!("{} outages, not these {}: {:?}", got.len(), want.len(), got.first()))
}
