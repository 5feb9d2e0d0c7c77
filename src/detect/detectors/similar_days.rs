//! Cloudflare Radar's published idea: the forecast of a day is the median of what followed the six days most like the last one.
//!
//! In: a grid. Out: runs of bins that lie clearly below the forecast. Of the 28 days before, the six whose 24 hours are nearest (in
//! Euclidean distance) to the 24 hours just past are taken; the median of the days after them is expected. How far below counts was
//! not published: half is used here. Days before the seventh have no forecast.
//! Source: Cloudflare blog, "Detecting Internet outages", September 2023.

use super::ioda::below;
use super::{About, Detector, Finding};
use crate::base::time::DAY;
use crate::base::{Kind, Notes, num};
use crate::detect::account::Placing;
use crate::detect::baseline::Fit;
use crate::detect::drops::Drops;
use crate::detect::grid::{Grid, at};
use crate::detect::noise::Least;

/// The rule of the similar days.
pub(super) struct SimilarDays;

const ABOUT: About = About {
    id: "similar-days",
    name: "Similar days",
    rule: "Forecast = median of the 6 most similar 24-hour windows in 28 days; out below half of it.",
};

/// Similar days that are taken.
const TAKEN: usize = 6;
/// Days that are looked back on.
const BACK: usize = 28;

impl Detector for SimilarDays {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn placing(&self) -> Placing {
        Placing::Bins
    }

    fn fit(&self, grid: &Grid) -> Fit {
        let day = ((DAY / grid.step) as usize).max(1);
        let window = |from: usize| grid.values.get(from..from + day).unwrap_or_default();
        let mut baseline = vec![f64::NAN; grid.len()];
        for today in (TAKEN + 1..).take_while(|d| d * day < grid.len()) {
            let past = window((today - 1) * day);
            let candidates = (1..=BACK.min(today - 1)).map(|k| today - k);
            let mut near: Vec<(f64, usize)> = candidates
                .map(|d| (distance(past, window((d - 1) * day)), d))
                .filter(|(far, _)| far.is_finite())
                .collect();
            near.sort_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
            near.truncate(TAKEN);
            for (phase, expected) in baseline.iter_mut().skip(today * day).take(day).enumerate() {
                let followed = near.iter().map(|(_, d)| at(&grid.values, d * day + phase));
                // What followed yesterday is today itself, which is not known yet.
                let mut followed: Vec<f64> =
                    followed.zip(&near).filter(|(v, (_, d))| *d < today && !v.is_nan()).map(|(v, _)| v).collect();
                *expected = num::median(&mut followed).unwrap_or(f64::NAN);
            }
        }
        Fit { baseline, ..Fit::default() }
    }

    fn least(&self, _fit: &Fit, _kind: Kind, _sensitivity: f64) -> Least {
        Least { floor: 0.5, deviations: 0.0 }
    }

    fn find(&self, drops: &Drops<'_>, _sensitivity: f64, _label: &str, _notes: &mut Notes) -> Vec<Finding> {
        below(drops, 0.5)
    }
}

/// Mean squared distance over the bins that both days have; infinite where they share none.
fn distance(a: &[f64], b: &[f64]) -> f64 {
    let shared = a.iter().zip(b).map(|(x, y)| (x - y) * (x - y)).filter(|d| !d.is_nan());
    let (sum, count) = shared.fold((0.0, 0_u32), |(sum, count), d| (sum + d, count + 1));
    if count > 0 { sum / f64::from(count) } else { f64::INFINITY }
}
