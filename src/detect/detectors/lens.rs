//! The default detector: evidence at every scale, held against what this very file does by itself.
//!
//! In: a grid. Out: runs of bins that are out, and whether each is open at an end of the data. Refused as outages: what the file makes
//! often by itself, a level that never returns, one bin alone, a partial last bin.
//! The method and its sources: the documentation of detection.

use super::{About, Detector, Finding};
use crate::base::decimal::fixed;
use crate::base::time::iso;
use crate::base::{Code, Kind, Notes};
use crate::detect::account::Placing;
use crate::detect::baseline::{self, Fit};
use crate::detect::drops::Drops;
use crate::detect::grid::Grid;
use crate::detect::noise::Least;
use crate::detect::scales::{NOTHING, Side};
use crate::detect::segments::{Candidate, Run, overlap};
use crate::detect::selection::{Limits, outages, without_a_lone_weekend, without_habits};

/// The default detector.
pub(super) struct Lens;

const ABOUT: About = About {
    id: "lens",
    name: "Outage Lens",
    rule: "Stretches of every length, held against the levels beside them and against what the file does by itself at that length.",
};

/// Share of the expected value below which a count that never comes back may have stopped being collected: AMS-IX
/// traceroutes ended at 0.2 %, while Iran's connectivity of November 2019 stayed at 4 %.
const ENDED: f64 = 0.005;

/// Share of its depth by which it lies below what is expected there too: what stands between two surges lies below these alone.
const FALLEN: f64 = 0.1;

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

    fn least(&self, fit: &Fit, _kind: Kind, sensitivity: f64) -> Least {
        let floor = Limits::of(sensitivity, fit.traits.swing).floor.max(fit.traits.visible);
        Least { floor, deviations: 0.0 }
    }

    fn find(&self, drops: &Drops<'_>, sensitivity: f64, label: &str, notes: &mut Notes) -> Vec<Finding> {
        let (fit, stop) = (drops.fit, drops.grid.stop());
        let limits = Limits::of(sensitivity, fit.traits.swing);
        let mut kept = outages(&fit.candidates, limits, &fit.traits);
        kept.retain(|c| drops.depth(c.run) >= FALLEN * c.depth);
        let habits = without_habits(&mut kept, &fit.traits);
        if habits > 0 {
            notes.add(
                Code::Habit,
                format!("{label} falls like this {habits} times: held for what it does by itself, no outages."),
            );
        }
        let weekend = without_a_lone_weekend(&mut kept, &fit.traits);
        if weekend > 0 {
            notes.add(
                Code::LoneWeekend,
                format!("{label} falls at the same hours of both days of a weekend, and has no other to hold that against: held for a weekend, no outages."),
            );
        }
        note_holidays(drops, label, notes);
        note_left_out(drops, &kept, label, notes);
        let last = stop.saturating_sub(1);
        let partial = drops.of(last) >= limits.floor.max(0.5) && drops.of(last.saturating_sub(1)) < limits.floor;
        if partial && kept.iter().all(|c| c.run.until <= last) {
            notes.add(Code::PartialLastBin, format!("The last bin of {label} is not counted: it may be incomplete."));
        }
        self.note_levels(drops, &kept, limits, label, notes);
        let counted = !matches!(drops.grid.kind, Kind::Routes | Kind::Probing);
        let finding = |c: &Candidate| {
            let open = c.run.until >= stop;
            let run = Run { from: c.run.from, until: c.run.until.min(stop) };
            Finding {
                run,
                open,
                ended: open && counted && drops.depth(run) >= 1.0 - ENDED,
                by_itself: Some(c.by_itself),
            }
        };
        kept.iter().map(finding).collect()
    }
}

impl Lens {
    /// Falls that do not return and are not told as outages.
    fn note_levels(&self, drops: &Drops<'_>, kept: &[Candidate], limits: Limits, label: &str, notes: &mut Notes) {
        let open = |c: &&Candidate| {
            c.side == Side::Left && c.by_itself < limits.by_itself && c.depth >= limits.floor && c.sharper >= 0.5
        };
        let free = |c: &&Candidate| kept.iter().all(|k| !overlap(k.run, c.run));
        let level = drops.fit.candidates.iter().filter(open).filter(free).max_by(|a, b| a.energy.total_cmp(&b.energy));
        if let Some(level) = level {
            notes.add(
                Code::LevelShift,
                format!(
                    "{label} falls by {} % at {} and does not return before the data stop: held for a new level, not an outage.",
                    fixed(level.depth * 100.0, 0),
                    iso(drops.grid.moment(level.run.from as f64))
                ),
            );
        }
    }
}

/// Bins with nothing left in a row that are more than few counts make by chance, and the share of all values in such rows from which
/// it is said that they are no outages.
const EMPTY: usize = 3;
const OFTEN: f64 = 0.05;

/// Where something is expected and there often is nothing, without being an outage, that is said: every scale of the file knows it.
fn note_left_out(drops: &Drops<'_>, kept: &[Candidate], label: &str, notes: &mut Notes) {
    let (mut values, mut empty, mut row) = (0, 0, 0);
    let mut told = kept.iter().flat_map(|c| c.run.from..c.run.until).peekable();
    for bin in 0..drops.grid.stop() {
        while told.next_if(|next| *next < bin).is_some() {}
        let drop = if told.peek() == Some(&bin) { f64::NAN } else { drops.of(bin) };
        values += usize::from(!drop.is_nan());
        row = if drop >= 1.0 - NOTHING { row + 1 } else { 0 };
        empty += match row {
            EMPTY => EMPTY,
            row => usize::from(row > EMPTY),
        };
    }
    let share = empty as f64 / values.max(1) as f64;
    if share >= OFTEN {
        let text = format!(
            "{label} has nothing left in {} % of its values: held for what it does by itself, no outages.",
            fixed(share * 100.0, 0)
        );
        notes.add(Code::Habit, text);
    }
}

/// Days that look like holidays are said, once with their number.
fn note_holidays(drops: &Drops<'_>, label: &str, notes: &mut Notes) {
    let mut holidays: Vec<Run> = Vec::new();
    for candidate in drops.fit.candidates.iter().filter(|c| c.holiday && c.by_itself < 0.01) {
        if holidays.iter().all(|known| !overlap(*known, candidate.run)) {
            holidays.push(candidate.run);
        }
    }
    let Some(first) = holidays.iter().map(|run| run.from).min() else { return };
    let stamp = iso(drops.grid.moment(first as f64));
    let message = match holidays.len() {
        1 => format!("{label} is as on a quieter day of the week from {stamp} on: held for a holiday, not an outage."),
        n => format!(
            "{label} is {n} times as on a quieter day of the week, first from {stamp} on: held for holidays, not outages."
        ),
    };
    notes.add(Code::Holiday, message);
}
