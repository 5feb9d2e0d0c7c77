//! The rules that find outages in one series: the trait, and the table of them.

mod half;
mod ioda;
mod lens;
mod similar_days;

use super::account::Placing;
use super::baseline::Fit;
use super::drops::Drops;
use super::grid::Grid;
use super::noise::Least;
use super::segments::Run;
use crate::base::{Kind, Notes};

/// What is known about a detector.
#[derive(Clone, Copy, Debug)]
pub struct About {
    /// Stable id.
    pub id: &'static str,
    /// Its name for people.
    pub name: &'static str,
    /// The rule in one line, with its source.
    pub rule: &'static str,
}

/// A run that a detector found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Finding {
    /// Its bins.
    pub run: Run,
    /// The data stop before it ends.
    pub open: bool,
    /// It looks as if only the collection had ended.
    pub ended: bool,
    /// How many like it the file makes by itself; `None` where the rule or the file can't tell.
    pub by_itself: Option<f64>,
}

/// A rule that finds outages in one series. It fits once and finds often.
pub trait Detector: Sync {
    /// What is known about it.
    fn about(&self) -> &'static About;
    /// How finely it places edges.
    fn placing(&self) -> Placing;
    /// What it expects of a signal.
    fn fit(&self, grid: &Grid) -> Fit;
    /// The relative drop from which a bin counts as out.
    fn least(&self, fit: &Fit, kind: Kind, sensitivity: f64) -> Least;
    /// The runs of bins that are out, by start; what it held for something else goes to the notes.
    fn find(&self, drops: &Drops<'_>, sensitivity: f64, label: &str, notes: &mut Notes) -> Vec<Finding>;
}

/// Every detector; the first is the default.
pub const DETECTORS: &[&dyn Detector] = &[&lens::Lens, &ioda::Ioda, &similar_days::SimilarDays, &half::Half];
