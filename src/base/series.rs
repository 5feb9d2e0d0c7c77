//! The strict model that reading leads to: series of samples, and what is known about where they come from.
//!
//! A stamp is the START of its bin unless `sampling` says otherwise. A missing value is `NaN` in `values`; a value that
//! the file marks as missing (−1, "NaN", blank) has already become one, and was counted.

use super::note::Notes;
use super::time::Millis;
use std::rc::Rc;

/// What a series counts; detection knows how each behaves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Routes, prefixes or /24s visible in BGP: the control plane.
    Routes,
    /// Addresses or blocks that answer to active probing.
    Probing,
    /// Traffic, requests or tests made by people.
    Traffic,
    /// Unsolicited packets at a network telescope.
    Telescope,
    /// Round-trip time: goes up when things go wrong, so a drop is no outage.
    Latency,
    /// Share of probes lost: goes up when things go wrong.
    Loss,
    /// One service or application.
    Service,
    /// Anything else that falls when connectivity falls.
    #[default]
    Other,
}

impl Kind {
    /// Which way such a series usually moves when connectivity gets worse.
    pub fn direction(self) -> Direction {
        match self {
            Kind::Latency | Kind::Loss => Direction::Rises,
            _ => Direction::Falls,
        }
    }
}

/// Which way a series moves when connectivity gets worse.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// It falls: traffic, probes that answer, routes, 1 for up.
    #[default]
    Falls,
    /// It rises: loss, latency, errors, customers without service.
    Rises,
}

impl Direction {
    /// Its word in settings and on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Direction::Falls => "falls",
            Direction::Rises => "rises",
        }
    }
}

/// What a stamp stands for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sampling {
    /// The value covers the time from the stamp to the next.
    #[default]
    BinStart,
    /// The value covers the time up to the stamp.
    BinEnd,
    /// The value was true at the stamp.
    Instant,
}

/// What the series of a file stand for together; without it nothing is priced.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Represents {
    /// A whole country.
    Country,
    /// A part of a country; pricing needs a share.
    Region,
    /// One network or provider; pricing needs a share.
    Network,
    /// One service or application.
    Service,
    /// Not known.
    #[default]
    Unknown,
}

/// When the samples are.
#[derive(Clone, Debug, PartialEq)]
pub enum Times {
    /// `start + i × step`.
    Grid {
        /// Stamp of the first sample.
        start: Millis,
        /// Distance of the stamps.
        step: Millis,
    },
    /// One stamp a sample, ascending and without doubles.
    Stamps(Vec<Millis>),
}

/// One signal over time.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// Stable id within the file: lower-case words joined by `-`.
    pub id: String,
    /// What the file calls it.
    pub label: String,
    /// What it counts.
    pub kind: Kind,
    /// Which way it moves when connectivity gets worse.
    pub direction: Direction,
    /// Unit of the values, such as `/24s`; empty where unknown.
    pub unit: String,
    /// What a stamp stands for.
    pub sampling: Sampling,
    /// The usual distance of two samples: the width of a bin.
    pub step: Millis,
    /// When the samples are.
    pub times: Times,
    /// The values; `NaN` is missing. Shared: a grid of the same bins takes no second copy of a long file.
    pub values: Rc<Vec<f64>>,
}

impl Series {
    /// Number of samples, missing ones too.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// True where there is no sample.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The stamp of sample `i`.
    pub fn at(&self, i: usize) -> Option<Millis> {
        match &self.times {
            Times::Grid { start, step } => (i < self.values.len()).then(|| start + step * i as Millis),
            Times::Stamps(stamps) => stamps.get(i).copied(),
        }
    }

    /// Stamps and values in order.
    pub fn samples(&self) -> impl Iterator<Item = (Millis, f64)> + '_ {
        (0..self.len()).filter_map(|i| Some((self.at(i)?, *self.values.get(i)?)))
    }

    /// Number of missing samples.
    pub fn missing(&self) -> usize {
        self.values.iter().filter(|v| v.is_nan()).count()
    }
}

/// What kind of stretch a file marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MarkKind {
    /// The values in it were assumed, not measured or published; the chart hatches it.
    Assumed,
    /// An author's remark.
    Annotation,
}

/// A stretch that the file or the author marks.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// First moment.
    pub from: Millis,
    /// First moment after it.
    pub until: Millis,
    /// What kind.
    pub kind: MarkKind,
    /// The words.
    pub label: String,
}

/// An outage that somebody else reported, to be shown beside ours.
#[derive(Clone, Debug, PartialEq)]
pub struct Given {
    /// Who reported it.
    pub by: String,
    /// Start.
    pub start: Millis,
    /// End; `None` while it goes on.
    pub end: Option<Millis>,
    /// Words that came with it.
    pub label: String,
    /// Where it was, as the list names it; empty where it does not.
    pub place: String,
}

/// How a column of a table, or a member of JSON records, was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct SourceColumn {
    /// Its header, or its position where it has none.
    pub name: String,
    /// Its role: `moment`, `date`, `time`, `value`, `state`, `name`, `left-out`, ….
    pub role: String,
    /// How its cells were read: the notation, the unit, the order of day and month.
    pub reads: String,
    /// The reason for the role, one English clause.
    pub why: String,
}

/// A file that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct SourceFile {
    /// Its name, made safe.
    pub name: String,
    /// Its size as it came, still compressed if it was.
    pub bytes: u64,
    /// SHA-256 of those bytes, in hex.
    pub sha256: String,
}

/// Where the series come from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Source {
    /// The files, in order.
    pub files: Vec<SourceFile>,
    /// Id of the format.
    pub format: String,
    /// Who makes the data; empty where unknown.
    pub provider: String,
    /// Their licence; empty where unknown.
    pub licence: String,
    /// The credit line that stands under the chart; empty where unknown.
    pub credit: String,
    /// Zone that stamps were read in: `UTC`, or a zone's name.
    pub zone: String,
    /// Country that the format itself names (ISO 3166-1 alpha-2).
    pub country: Option<String>,
    /// How each column was read; empty for formats with a schema.
    pub columns: Vec<SourceColumn>,
    /// The first rows of a table as they stand in the file, made safe, a cell a column.
    pub first_rows: Vec<Vec<String>>,
    /// What the format itself says the series stand for.
    pub represents: Represents,
    /// Elements of routing data: announcements, withdrawals, rows of a routing table.
    pub elements: Option<[u64; 3]>,
}

/// What reading gives: the strict model of one input.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// Where it comes from.
    pub source: Source,
    /// The signals, in the file's order.
    pub series: Vec<Series>,
    /// Outages that the file itself names.
    pub given: Vec<Given>,
    /// Stretches that the file itself marks.
    pub marks: Vec<Mark>,
    /// What the reader should know.
    pub notes: Notes,
}

impl Reading {
    /// From the first stamp of all series to the end of the last bin.
    pub fn span(&self) -> Option<(Millis, Millis)> {
        let first = self.series.iter().filter_map(|s| s.at(0)).min()?;
        let last = self.series.iter().filter_map(|s| Some(s.at(s.len().checked_sub(1)?)? + s.step)).max()?;
        Some((first, last))
    }
}
