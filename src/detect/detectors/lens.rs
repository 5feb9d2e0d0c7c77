//! The default detector: hindsight, a noise-scaled threshold, segments instead of alarms, no age limit.
//!
//! In: a grid. Out: runs of bins that are out, and whether each is still open where the data stop. Refused as outages: a step to
//! a new level that never returns and is less than half deep, the end of the collection, one shallow bin, a partial last bin.
//! The method and its sources: points 1 to 5 of the documentation of detection.

use super::{About, Detector, Finding};
use crate::base::decimal::fixed;
use crate::base::{Code, Kind, Notes};
use crate::detect::baseline::{self, Fit};
use crate::detect::edges::{Drops, Placing};
use crate::detect::grid::{Grid, at};
use crate::detect::noise::Least;
use crate::detect::segments::{Run, evidence, runs};

/// The default detector.
pub(super) struct Lens;

const ABOUT: About = About {
    id: "lens",
    name: "Outage Lens",
    rule: "Two-sided robust baseline with daily and weekly rhythm, noise-scaled threshold, two-state segmentation, edges as intervals.",
};

/// Share of the expected value below which a count that never comes back has rather stopped being collected: AMS-IX
/// traceroutes ended at 0.2 %, while Iran's connectivity of November 2019 stayed at 4 %.
const ENDED: f64 = 0.005;

impl Detector for Lens {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn placing(&self) -> Placing {
        Placing::HalfDepth
    }

    fn fit(&self, grid: &Grid) -> Fit {
        baseline::fit(grid)
    }

    fn least(&self, kind: Kind, sensitivity: f64) -> Least {
        baseline::least(kind, sensitivity)
    }

    fn find(&self, drops: &Drops<'_>, sensitivity: f64, label: &str, notes: &mut Notes) -> Vec<Finding> {
        let grid = drops.grid;
        let chain = baseline::chain(grid.step, drops.fit.memory);
        let least = self.least(grid.kind, sensitivity);
        let stop = grid.stop();
        let spreads = (0..stop).zip(drops.fit.spread.each());
        let scores = spreads.map(|(bin, spread)| evidence(drops.of(bin), least.over(spread), spread));
        let least = |bin| least.over(drops.fit.spread.of(bin));
        let mut found = Vec::new();
        for run in runs(scores, chain) {
            let run = trimmed(drops, run);
            let open = run.until >= stop;
            let held = (run.from..run.until).filter(|b| !drops.of(*b).is_nan()).count();
            let depth = drops.depth(run);
            if open && held < 2 {
                notes.add(
                    Code::PartialLastBin,
                    format!("The last bin of {label} is not counted: it may be incomplete."),
                );
                continue;
            }
            // One bin alone has to be half gone to be told from an error of measurement.
            let mean = (run.from..run.until).map(least).sum::<f64>() / (run.until - run.from).max(1) as f64;
            // What many bins say together is surer than one of them: three quarters are enough.
            if depth < mean.min(0.75) || (held < 2 && depth < 0.5) || self.is_shift(drops, run) {
                continue;
            }
            if open && run.from > 0 && depth < 0.5 {
                notes.add(
                    Code::LevelShift,
                    format!(
                        "{label} falls by {} % at {} and does not return before the data stop: held for a new level, not an outage.",
                        fixed(depth * 100.0, 0),
                        crate::base::time::iso(grid.moment(run.from as f64))
                    ),
                );
                continue;
            }
            let counted = !matches!(grid.kind, Kind::Routes | Kind::Probing);
            found.push(Finding { run, open, ended: open && counted && depth >= 1.0 - ENDED });
        }
        for shift in &drops.fit.shifts {
            let (before, after) = (at(&drops.fit.baseline, shift.wrapping_sub(1)), at(&drops.fit.baseline, *shift));
            if after < before {
                notes.add(
                    Code::LevelShift,
                    format!(
                        "{label} falls to a level {} % lower at {} and stays there: no outage.",
                        fixed((1.0 - after / before) * 100.0, 0),
                        crate::base::time::iso(grid.moment(*shift as f64))
                    ),
                );
            }
        }
        found
    }
}

impl Lens {
    /// True where the run only shows a shift of the level that was placed a little late or early.
    fn is_shift(&self, drops: &Drops<'_>, run: Run) -> bool {
        let close = |shift: &usize| shift.abs_diff(run.from) <= 2 || shift.abs_diff(run.until) <= 2;
        drops.fit.shifts.iter().any(close) && {
            let (before, after) =
                (at(&drops.fit.baseline, run.from.wrapping_sub(1)), at(&drops.fit.baseline, run.until));
            let inside = (run.from..run.until)
                .map(|b| drops.value(b))
                .filter(|v| !v.is_nan())
                .fold((0.0, 0), |a, v| (a.0 + v, a.1 + 1));
            let level = inside.0 / f64::from(inside.1.max(1));
            // It has to lie clearly below both neighbours.
            let low = before.min(after);
            level >= low * 0.9
        }
    }
}

/// A run without the bins at its ends that hold no value.
fn trimmed(drops: &Drops<'_>, run: Run) -> Run {
    let held = |b: &usize| !drops.of(*b).is_nan();
    let from = (run.from..run.until).find(held).unwrap_or(run.from);
    let until = (run.from..run.until).rev().find(held).map_or(run.until, |b| b + 1);
    Run { from, until }
}
