//! Everything → [`Report`]: the one object that the page, the charts and the exports share, and the only place where
//! numbers become words.

mod wire;

pub use wire::*;

use crate::base::{Ask, Reading};
use crate::cost::Costs;
use crate::detect::Outages;

/// Tells what was read, found and priced.
pub fn tell(_reading: &Reading, _outages: &Outages, _costs: &Costs, _ask: &Ask) -> Report {
    Report::default()
}
