//! IODA's public rule: the value over its trailing median, below a fixed share.
//!
//! In: a grid. Out: runs of bins below the share: routes 24 h, warning under 99 %, critical under 50 %; probing 7 d, 80 and 50 %;
//! telescope 7 d, 25 and 10 %. Values below 0.8 or above 2 of the median are kept out of the history, for at most 7 days.
//! Edges are bin boundaries: the rule has no finer ones. The warning level is used; a sensitivity below 0.5 asks for the critical.
//! Source: IODA help page (InetIntel/ioda-ui, `Help.js`); MovingStat of InetIntel/watchtower-sentry. IODA judges traffic
//! by SARIMA; there, and for other kinds, the rule of probing stands in.

use super::{About, Detector, Finding};
use crate::base::time::{DAY, HOUR, Millis};
use crate::base::{Kind, Notes};
use crate::detect::account::Placing;
use crate::detect::baseline::Fit;
use crate::detect::drops::Drops;
use crate::detect::grid::{Grid, at};
use crate::detect::noise::Least;
use crate::detect::segments::Run;

/// The rule of the moving median.
pub(super) struct Ioda;

const ABOUT: About = About {
    id: "ioda",
    name: "IODA median rule",
    rule: "Value ÷ trailing median below a threshold: routes 24 h, 99 / 50 %; probing 7 d, 80 / 50 %; telescope 7 d, 25 / 10 %.",
};

/// A value outside these shares of the median does not enter the history.
const EXTREME: (f64, f64) = (0.8, 2.0);
/// For so long; then it is the new normal.
const PATIENCE: Millis = 7 * DAY;
/// History that is needed before anything is said.
const WARMUP: Millis = HOUR;

/// Length of the history, warning and critical share.
fn rule(kind: Kind) -> (Millis, f64, f64) {
    match kind {
        Kind::Routes => (DAY, 0.99, 0.5),
        Kind::Telescope => (7 * DAY, 0.25, 0.1),
        _ => (7 * DAY, 0.8, 0.5),
    }
}

impl Detector for Ioda {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn placing(&self) -> Placing {
        Placing::Bins
    }

    fn fit(&self, grid: &Grid) -> Fit {
        let (history, _, _) = rule(grid.kind);
        let length = ((history / grid.step) as usize).max(1);
        let warm = ((WARMUP / grid.step) as usize).max(1);
        let patience = (PATIENCE / grid.step) as usize;
        let mut window = Window::new(length);
        let mut extremes = Vec::new();
        let expect = |value: &f64| {
            let median = if window.len() >= warm { window.median() } else { f64::NAN };
            if !value.is_nan() {
                let share = value / median;
                let extreme = share < EXTREME.0 || share > EXTREME.1;
                if extreme && extremes.len() < patience {
                    extremes.push(*value);
                    window.push(median);
                } else if extreme {
                    // After its patience the rule takes the extremes for the new normal.
                    window = Window::new(length);
                    extremes.drain(..).for_each(|old| window.push(old));
                    window.push(*value);
                } else {
                    extremes.clear();
                    window.push(*value);
                }
            }
            median
        };
        let baseline: Vec<f64> = grid.values.iter().map(expect).collect();
        Fit { baseline, ..Fit::default() }
    }

    fn least(&self, _fit: &Fit, kind: Kind, sensitivity: f64) -> Least {
        let (_, warning, critical) = rule(kind);
        Least { floor: 1.0 - if sensitivity < 0.5 { critical } else { warning }, deviations: 0.0 }
    }

    fn find(&self, drops: &Drops<'_>, sensitivity: f64, _label: &str, _notes: &mut Notes) -> Vec<Finding> {
        below(drops, self.least(drops.fit, drops.grid.kind, sensitivity).floor)
    }
}

/// Runs of bins whose drop is more than the least; a bin without a value neither begins nor ends one.
pub(super) fn below(drops: &Drops<'_>, least: f64) -> Vec<Finding> {
    let stop = drops.grid.stop();
    let mut found = Vec::new();
    let mut run: Option<Run> = None;
    for bin in 0..stop {
        let drop = drops.of(bin);
        if drop.is_nan() && !drops.grid.value(bin).is_nan() || drop <= least {
            found.extend(run.take().map(|run| Finding { run, open: false, ended: false, by_itself: None }));
        } else if !drop.is_nan() {
            let from = run.map_or(bin, |r| r.from);
            run = Some(Run { from, until: bin + 1 });
        }
    }
    found.extend(run.map(|run| Finding { run, open: run.until >= stop, ended: false, by_itself: None }));
    found
}

/// The last values in order of age and in order of size.
struct Window {
    ages: std::collections::VecDeque<f64>,
    sizes: Vec<f64>,
    length: usize,
}

impl Window {
    fn new(length: usize) -> Window {
        Window { ages: std::collections::VecDeque::new(), sizes: Vec::new(), length }
    }

    fn len(&self) -> usize {
        self.sizes.len()
    }

    fn push(&mut self, value: f64) {
        if self.ages.len() == self.length
            && let Some(old) = self.ages.pop_front()
        {
            let place = self.sizes.partition_point(|v| *v < old);
            if place < self.sizes.len() {
                self.sizes.remove(place);
            }
        }
        self.ages.push_back(value);
        self.sizes.insert(self.sizes.partition_point(|v| *v < value), value);
    }

    /// Nearest-rank median, as the rule's own code takes it.
    fn median(&self) -> f64 {
        at(&self.sizes, self.sizes.len() / 2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_forgets_what_is_old() {
        let mut window = Window::new(3);
        for value in [9.0, 1.0, 2.0, 3.0] {
            window.push(value);
        }
        assert_eq!(window.median(), 2.0);
        assert_eq!(window.len(), 3);
    }
}
