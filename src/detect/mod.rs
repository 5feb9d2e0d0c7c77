//! [`Reading`](crate::base::Reading)'s series → [`Outages`]: signals apart, then together, each outage with its uncertainty and its evidence.
//!
//! [`pipeline`] is the walk through this room. A detector is one file in `detectors/` and one row in [`DETECTORS`]. It prepares a
//! signal once and detects often, so that another sensitivity costs no second reading. What all detectors share (the grid with its
//! four states, edges, fusion, recurrence, confidence) stands in files of its own.

pub mod pipeline;
mod view;
mod bins;
mod grid;
mod widen;
mod whole;
mod gaps;
mod baseline;
mod noise;
mod scales;
mod beside;
mod laws;
mod ordinary;
mod scatter;
mod segments;
mod selection;
mod traits;
mod detectors;
mod drops;
mod edges;
mod account;
mod confidence;
mod fusion;
mod recurrence;
mod outage;
pub mod compare;
pub mod edits;
pub mod prng;
#[cfg(test)]
mod fixtures;
#[cfg(test)]
mod stories;

pub use account::Placing;
pub use baseline::Fit;
pub use detectors::{About, DETECTORS, Detector, Finding};
pub use drops::Drops;
pub use gaps::FEW_VALUES;
pub use grid::{Finer, Grid, State};
pub use noise::{Least, Spread};
pub use outage::{Chosen, Duration, Edge, Extent, Fitted, Outage, Outages, Recurrence, SignalOutage};
pub use pipeline::{Gridded, Prepared, detect, known, prepare, to_grid};
pub use segments::Run;
pub use whole::is_share;
