//! The naive rule: below half of the file's median.
//!
//! In: a grid. Out: runs of bins below half. It is here to be compared with: nights of a strong daily rhythm count as outages.

use super::ioda::below;
use super::{About, Detector, Finding};
use crate::base::{Kind, Notes, num};
use crate::detect::account::Placing;
use crate::detect::baseline::Fit;
use crate::detect::drops::Drops;
use crate::detect::grid::Grid;
use crate::detect::noise::Least;

/// The rule of the half median.
pub(super) struct Half;

const ABOUT: About =
    About { id: "half", name: "Half of the median", rule: "Value below 50 % of the median of the file." };

impl Detector for Half {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn placing(&self) -> Placing {
        Placing::Bins
    }

    fn fit(&self, grid: &Grid) -> Fit {
        let mut held: Vec<f64> = grid.values.iter().copied().filter(|v| !v.is_nan()).collect();
        let median = num::median(&mut held).unwrap_or(f64::NAN);
        Fit { baseline: vec![median; grid.len()], ..Fit::default() }
    }

    fn least(&self, _fit: &Fit, _kind: Kind, _sensitivity: f64) -> Least {
        Least { floor: 0.5, deviations: 0.0 }
    }

    fn find(&self, drops: &Drops<'_>, _sensitivity: f64, _label: &str, _notes: &mut Notes) -> Vec<Finding> {
        below(drops, 0.5)
    }
}
