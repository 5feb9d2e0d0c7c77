//! What detection gives: outages, each signal's own account of them, and the bands that the chart draws.
//!
//! In: nothing; these are the types that the other rooms read. Moments are milliseconds, lengths seconds, depths shares from 0 to 1.

use super::baseline::Fit;
use super::grid::{Grid, at};
use super::noise::Least;
use crate::base::time::Millis;
use crate::base::{Mark, Notes};
use std::rc::Rc;

/// A moment that is known to lie within bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    /// Not before.
    pub lo: Millis,
    /// Most likely.
    pub best: Millis,
    /// Not after.
    pub hi: Millis,
}

/// A length of time in seconds that is known to lie within bounds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Duration {
    /// Not shorter.
    pub lo: f64,
    /// Most likely.
    pub best: f64,
    /// Not longer; infinite where the outage goes on.
    pub hi: f64,
}

/// How deep: almost everything, or a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Extent {
    /// Depth of 0.9 and more.
    Total,
    /// Less.
    Partial,
}

/// One signal's own account of an outage.
#[derive(Clone, Debug, PartialEq)]
pub struct SignalOutage {
    /// Index of the series.
    pub series: usize,
    /// Start.
    pub start: Edge,
    /// End; `None` where the data stop first.
    pub end: Option<Edge>,
    /// First sustained rise.
    pub returning: Option<Millis>,
    /// First sustained moment back inside the band.
    pub normal: Option<Millis>,
    /// Mean depth over the best duration, 0 to 1.
    pub depth: f64,
    /// ∫ depth dt in seconds: the equivalent full-outage time.
    pub equivalent_secs: f64,
    /// Depth over time: from each moment on this depth, until the next; the last has depth 0.
    pub profile: Vec<(Millis, f64)>,
    /// Short returns of service within it.
    pub returns: Vec<(Millis, Millis)>,
    /// Evidence in one line: baseline, observed, threshold, bins.
    pub reason: String,
    /// It was under way at the first sample: the start is a bound.
    pub started_before: bool,
}

/// The same clock window on several days.
#[derive(Clone, Debug, PartialEq)]
pub struct Recurrence {
    /// `r1`, `r2`, …
    pub id: String,
    /// How often.
    pub n: usize,
    /// Clock time of the start, `HH:MM`.
    pub from: String,
    /// Clock time of the end, `HH:MM`.
    pub until: String,
    /// Zone of that clock.
    pub zone: String,
}

/// Why an account gives an outage its edges and depth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Chosen {
    /// It saw the outage most clearly.
    #[default]
    Clearest,
    /// Of places that were measured alike it lies in the middle.
    Middle,
    /// Its depth is a share, and that of the clearest is not.
    Share,
}

impl Chosen {
    /// In words.
    pub(super) fn why(self) -> &'static str {
        match self {
            Chosen::Clearest => "which saw it most clearly",
            Chosen::Middle => "the middle one of those measured alike",
            Chosen::Share => "the clearest of those that measure a share",
        }
    }
}

/// One outage: overlapping segments of the moved signals, with one reference signal.
#[derive(Clone, Debug, PartialEq)]
pub struct Outage {
    /// `o1`, `o2`, … by start.
    pub id: String,
    /// Index of the series whose edges and depth these are.
    pub reference: usize,
    /// Why it is that one.
    pub chosen: Chosen,
    /// Start.
    pub start: Edge,
    /// End; where it goes on, the end of the data.
    pub end: Edge,
    /// First sustained rise.
    pub returning: Option<Millis>,
    /// First sustained moment back inside the band.
    pub normal: Option<Millis>,
    /// No end before the data stop: duration and cost are lower bounds.
    pub ongoing: bool,
    /// It was under way at the first sample: duration and cost are lower bounds.
    pub started_before: bool,
    /// How long.
    pub duration: Duration,
    /// ∫ depth dt in seconds.
    pub equivalent_secs: f64,
    /// equivalent_secs ÷ best duration.
    pub depth: f64,
    /// Estimated chance that it is real; `None` until calibrated.
    pub confidence: Option<f64>,
    /// How deep, in a word.
    pub extent: Extent,
    /// Routes stayed and traffic fell.
    pub routes_up: bool,
    /// Every moved signal's own account.
    pub signals: Vec<SignalOutage>,
    /// The pattern it is part of.
    pub recurrence: Option<Recurrence>,
    /// Evidence in one line.
    pub reason: String,
    /// What an author changed.
    pub edited: Vec<String>,
    /// An author does not hold it for real; it costs nothing.
    pub rejected: bool,
}

impl Outage {
    /// The reference signal's depth over time.
    pub fn profile(&self) -> &[(Millis, f64)] {
        self.signals.iter().find(|s| s.series == self.reference).map_or(&[], |s| &s.profile)
    }
}

/// A series on its grid with what was fitted to it: what the chart draws. Both are shared with who found the outages: a long file
/// is in memory once.
#[derive(Clone, Debug, PartialEq)]
pub struct Fitted {
    /// Its bins.
    pub grid: Rc<Grid>,
    /// What is expected of them.
    pub fit: Rc<Fit>,
    /// The drop from which a bin counts as out; `None` where a fall is no outage.
    pub least: Option<Least>,
    /// Smallest relative drop that this series can reveal, 0 to 1.
    pub smallest_visible_drop: f64,
}

impl Fitted {
    /// Expected value of a bin; `NaN` where nothing is expected.
    pub fn expected(&self, bin: usize) -> f64 {
        at(&self.fit.baseline, bin)
    }

    /// Value below which a bin counts as out; `NaN` where nothing is expected.
    pub fn threshold(&self, bin: usize) -> f64 {
        self.least.map_or(f64::NAN, |least| self.fit.fallen(bin, least.over(self.fit.spread.of(bin)).min(1.0)))
    }
}

/// What detection gives.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outages {
    /// Id of the detector.
    pub detector: &'static str,
    /// The outages, by start.
    pub found: Vec<Outage>,
    /// Each used series with its band.
    pub fitted: Vec<Fitted>,
    /// Stretches that the file or the author marks.
    pub marks: Vec<Mark>,
    /// What the reader should know.
    pub notes: Notes,
}
