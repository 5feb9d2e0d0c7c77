//! The shape of a Report on the wire: what `analyze --as json` prints and the page's `report` holds.
//!
//! Times are ISO 8601 in UTC, except in `plot`, where they are epoch milliseconds. Numbers are rounded to nine significant
//! digits; what is not known is null. A field may be added; none changes its meaning without another [`WIRE`].

use super::Named;
use crate::base::{Direction, Kind, MarkKind, Note, Represents, Sampling, SourceColumn};
use crate::cost::{Estimate, ListCost};
use crate::detect::Extent;
use serde::{Deserialize, Serialize};

/// Version of this shape.
pub const WIRE: u32 = 1;

/// The whole story of one input.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Version of the shape.
    pub wire: u32,
    /// Version of the engine.
    pub engine: String,
    /// What was read.
    pub source: Source,
    /// What was found, by start.
    pub outages: Vec<Outage>,
    /// All outages not rejected, priced together; null with a Note that says why.
    pub cost: Option<Estimate>,
    /// What a list of outages comes to, where the file is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub list: Option<ListCost>,
    /// What to draw: at most 2,000 columns a series.
    pub plot: Vec<PlotColumns>,
    /// Stretches that the file or the author marks.
    pub marks: Vec<Mark>,
    /// Outages that somebody else reported.
    pub given: Vec<Given>,
    /// Those beside ours, by start.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub compared: Vec<Compared>,
    /// Id of the outage of the headline.
    pub selected: Option<String>,
    /// One short line, English.
    pub headline: String,
    /// The story in a sentence or three, English.
    pub sentence: String,
    /// The same, as codes and values for other languages.
    pub sentence_parts: Vec<Part>,
    /// What the reader should know.
    pub notes: Vec<Note>,
    /// What it takes to do it again.
    pub receipt: Receipt,
}

/// What was read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Source {
    /// The files.
    pub files: Vec<File>,
    /// Id of the format.
    pub format: String,
    /// Who makes the data.
    pub provider: String,
    /// Their licence.
    pub licence: String,
    /// The credit line.
    pub credit: String,
    /// Zone the stamps were read in.
    pub zone: String,
    /// First stamp.
    pub from: Option<String>,
    /// End of the last bin.
    pub until: Option<String>,
    /// What the series stand for.
    pub represents: Represents,
    /// Country, given or the file's own.
    pub country: Option<String>,
    /// Zone of the local clock.
    pub local_zone: Option<String>,
    /// The signals.
    pub series: Vec<Series>,
    /// How each column of a table was read; empty for formats with a schema.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<SourceColumn>,
    /// The first rows of a table as they stand in the file: a cell a column.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub first_rows: Vec<Vec<String>>,
    /// Only for routing data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub elements: Option<Elements>,
}

/// A file that was read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct File {
    /// Name.
    pub name: String,
    /// Size as it came.
    pub bytes: u64,
    /// Fingerprint.
    pub sha256: String,
}

/// Counts of routing elements.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Elements {
    /// Announcements.
    pub announcements: u64,
    /// Withdrawals.
    pub withdrawals: u64,
    /// Rows of a routing table.
    pub rib: u64,
}

/// A signal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Series {
    /// Id.
    pub id: String,
    /// What the file calls it.
    pub label: String,
    /// What it counts.
    pub kind: Kind,
    /// Which way it moves when connectivity gets worse.
    #[serde(default)]
    pub direction: Direction,
    /// Unit of its values.
    pub unit: String,
    /// What a stamp stands for.
    pub sampling: Sampling,
    /// Usual distance of two samples.
    pub step_secs: f64,
    /// Number of samples, missing ones too.
    pub samples: usize,
    /// Missing ones.
    pub missing: usize,
    /// Smallest relative drop that it can reveal; null where it was not judged.
    pub smallest_visible_drop: Option<f64>,
}

/// A moment within bounds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Edge {
    /// Not before; null of the start of an outage that was under way at the first sample.
    pub lo: Option<String>,
    /// Most likely.
    pub best: String,
    /// Not after.
    pub hi: String,
}

/// A length of time in seconds within bounds.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Duration {
    /// Not shorter.
    pub lo: f64,
    /// Most likely.
    pub best: f64,
    /// Not longer; null where the outage goes on.
    pub hi: Option<f64>,
}

/// An outage.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outage {
    /// Id.
    pub id: String,
    /// Id of the reference series.
    pub reference: String,
    /// Start.
    pub start: Edge,
    /// End; where it goes on, the end of the data.
    pub end: Edge,
    /// First sustained rise.
    pub returning: Option<String>,
    /// First sustained moment back in the band.
    pub normal: Option<String>,
    /// No end before the data stop.
    pub ongoing: bool,
    /// It was under way at the first sample: `start` is a bound, duration and cost are lower bounds.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub started_before: bool,
    /// How long.
    pub duration_secs: Duration,
    /// Equivalent full-outage time.
    pub equivalent_secs: f64,
    /// Mean depth.
    pub depth: f64,
    /// Estimated chance that it is real.
    pub confidence: Option<f64>,
    /// How deep, in a word.
    pub kind: Extent,
    /// Routes stayed and traffic fell.
    pub routes_up: bool,
    /// Every moved signal's own account.
    pub signals: Vec<Signal>,
    /// Depth over time.
    pub profile: Vec<(String, f64)>,
    /// The pattern it is part of.
    pub recurrence: Option<Recurrence>,
    /// Evidence in one line.
    pub reason: String,
    /// What an author changed.
    pub edited: Vec<String>,
    /// An author does not hold it for real.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub rejected: bool,
    /// Its own price.
    pub cost: Option<Estimate>,
}

/// One signal's own account.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Signal {
    /// Id of the series.
    pub series: String,
    /// Start.
    pub start: Edge,
    /// End; null where the data stop first.
    pub end: Option<Edge>,
    /// Mean depth.
    pub depth: f64,
    /// Equivalent full-outage time.
    pub equivalent_secs: f64,
    /// Short returns of service, from and until.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub returns: Vec<(String, String)>,
    /// Evidence in one line.
    pub reason: String,
}

/// The same clock window on several days.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recurrence {
    /// Id.
    pub id: String,
    /// How often.
    pub n: usize,
    /// Clock time of the start.
    pub from: String,
    /// Clock time of the end.
    pub until: String,
    /// Zone of that clock.
    pub zone: String,
}

/// What to draw of one series: one entry a column; min and max within it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PlotColumns {
    /// Id of the series.
    pub series: String,
    /// Start of the column, epoch milliseconds.
    pub t: Vec<f64>,
    /// Width of a column in milliseconds.
    pub step: f64,
    /// Smallest value; null where there is none.
    pub min: Vec<Option<f64>>,
    /// Largest value.
    pub max: Vec<Option<f64>>,
    /// Expected value.
    pub baseline: Vec<Option<f64>>,
    /// Value below which a bin counts as out.
    pub threshold: Vec<Option<f64>>,
    /// 0 value, 1 true zero, 2 missing in this signal, 3 missing in every signal.
    pub state: Vec<u8>,
}

/// A stretch that the file or the author marks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mark {
    /// First moment.
    pub from: String,
    /// First moment after it.
    pub until: String,
    /// What kind.
    pub kind: MarkKind,
    /// The words.
    pub label: String,
}

/// An outage that somebody else reported.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Given {
    /// Who.
    pub by: String,
    /// Start.
    pub start: String,
    /// End; null while it goes on.
    pub end: Option<String>,
    /// Words that came with it.
    pub label: String,
    /// Where it was, as the list names it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
}

/// A row of the comparison of reported outages with ours.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Compared {
    /// Place in `given`, from 0; null where nobody reported it.
    pub given: Option<usize>,
    /// Id of ours; null where we have none.
    pub outage: Option<String>,
    /// Our start less theirs.
    pub start_secs: Option<f64>,
    /// Our end less theirs; null where either goes on.
    pub end_secs: Option<f64>,
}

/// A piece of the sentence: a code, and its values by name.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// Stable code; the translation key.
    pub code: String,
    /// Values: numbers stay numbers, moments are ISO text, words are words.
    pub values: Named<Value>,
}

/// A value in a sentence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// A number.
    Number(f64),
    /// Text: a moment in ISO 8601, a country's code, a label.
    Text(String),
}

/// What it takes to do it again.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Receipt {
    /// Version of the engine.
    pub engine: String,
    /// Id of the detector.
    pub detector: String,
    /// Ids of the models.
    pub models: Vec<String>,
    /// Month of the economy table.
    pub economy: String,
    /// Every setting that was given.
    pub settings: Named<String>,
}
