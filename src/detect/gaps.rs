//! Point 1, gaps: a hole of one signal told from a hole of all, and what the bins alone say of a file.
//!
//! In: grids. Out: the same with their gaps marked; Notes of signals that are too short, of wide bins, and of stretches in which nothing was
//! measured.

use super::grid::{Grid, State};
use super::widen::note_wide;
use crate::base::time::{Millis, iso};
use crate::base::{Code, Notes};

/// Fewer bins without a value are a hiccup of who measures.
const LONG_GAP: usize = 3;

/// Fewer bins tell nothing of what is usual.
pub const FEW_VALUES: usize = 12;

/// Tells a hole of one signal from a hole of all: where no series has a value, the collector failed, not the country.
pub(super) fn mark_gaps(grids: &mut [Grid]) {
    if grids.iter().all(|grid| !grid.states.contains(&State::Missing)) {
        return;
    }
    let heard = heard(grids);
    for grid in grids {
        // Bins and stretches both ascend: each is looked at once.
        let mut stretches = heard.iter().peekable();
        for bin in 0..grid.len() {
            if !grid.value(bin).is_nan() {
                continue;
            }
            let middle = grid.moment(bin as f64 + 0.5);
            while stretches.next_if(|(_, until)| *until <= middle).is_some() {}
            let alone = stretches.peek().is_none_or(|(from, _)| *from > middle);
            if let Some(state) = grid.states.get_mut(bin).filter(|_| alone) {
                *state = State::Gap;
            }
        }
    }
}

/// The stretches of time in which any grid has a value, in order and apart.
fn heard(grids: &[Grid]) -> Vec<(Millis, Millis)> {
    let mut own: Vec<(Millis, Millis)> = Vec::new();
    for grid in grids {
        let begun = own.len();
        for bin in (0..grid.len()).filter(|bin| !grid.value(*bin).is_nan()) {
            let (from, until) = (grid.moment(bin as f64), grid.moment(bin as f64 + 1.0));
            match own.get_mut(begun..).and_then(<[_]>::last_mut) {
                Some((_, last)) if *last == from => *last = until,
                _ => own.push((from, until)),
            }
        }
    }
    own.sort();
    let mut all: Vec<(Millis, Millis)> = Vec::new();
    for (from, until) in own {
        match all.last_mut() {
            Some((_, last)) if *last >= from => *last = until.max(*last),
            _ => all.push((from, until)),
        }
    }
    all
}

/// What the bins alone say of a file: signals that are too short, and stretches in which no signal has a value; they are not
/// counted as outages, and might be. Grids come with the labels of their series.
pub(super) fn note_bins<'a>(grids: impl Iterator<Item = (&'a Grid, &'a str)>, notes: &mut Notes) {
    let mut longest: Option<&Grid> = None;
    for (grid, label) in grids {
        let held = grid.values.iter().filter(|v| !v.is_nan()).count();
        if held < FEW_VALUES {
            let message = "values are too few to tell an outage from what is usual; about a week of them is needed.";
            notes.add(Code::FewValues, format!("{label}: {held} {message}"));
        }
        if held >= FEW_VALUES && grid.values.iter().all(|v| *v == 0.0 || v.is_nan()) && !grid.rises {
            let text = format!(
                "{label} is 0 in each of its {held} values: whether it was out all the time they alone can't tell."
            );
            notes.add(Code::OutThroughout, text);
        }
        note_wide(grid, label, notes);
        longest = longest.filter(|l| l.stop() >= grid.stop()).or(Some(grid));
    }
    let Some(grid) = longest else { return };
    let mut gaps: Vec<(usize, usize)> = Vec::new();
    for bin in (0..grid.len()).filter(|bin| grid.states.get(*bin) == Some(&State::Gap)) {
        match gaps.last_mut() {
            Some((_, until)) if *until == bin => *until = bin + 1,
            _ => gaps.push((bin, bin + 1)),
        }
    }
    gaps.retain(|(from, until)| until - from >= LONG_GAP);
    let Some((from, until)) = gaps.iter().copied().rev().max_by_key(|(from, until)| until - from) else { return };
    let [start, end] = [from, until].map(|bin| iso(grid.moment(bin as f64)));
    let more = if gaps.len() > 1 { format!(", the longest of {} such stretches", gaps.len()) } else { String::new() };
    let message = format!("No signal has values from {start} to {end}{more}: a gap is not counted as an outage.");
    notes.add(Code::NoValues, message);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{Kind, Settings};
    use crate::detect::fixtures::series;

    #[test]
    fn four_states_are_told_apart() {
        let a = series(Kind::Probing, 5, &[1.0, 0.0, f64::NAN, f64::NAN]);
        let b = series(Kind::Routes, 5, &[4.0, 4.0, 4.0, f64::NAN]);
        let settings = Settings::default();
        let mut grids = vec![Grid::new(0, &a, &settings), Grid::new(1, &b, &settings)];
        mark_gaps(&mut grids);
        assert_eq!(grids[0].states, [State::Value, State::Zero, State::Missing, State::Gap]);
        assert_eq!(grids[1].states, [State::Value, State::Value, State::Value, State::Gap]);
    }

    #[test]
    fn bins_without_a_value_and_too_few_of_them_are_noted() {
        let noted = |values: &[f64]| {
            let mut grids = vec![Grid::new(0, &series(Kind::Traffic, 5, values), &Settings::default())];
            mark_gaps(&mut grids);
            let mut notes = Notes::default();
            note_bins(grids.iter().map(|grid| (grid, "Traffic")), &mut notes);
            notes.list().iter().map(|note| format!("{}: {}", note.code, note.message)).collect::<Vec<_>>()
        };
        let n = f64::NAN;
        let whole = [5.0, n, 5.0, n, n, 5.0, 5.0, 5.0, 5.0, 5.0, 5.0, 5.0, 5.0, 5.0, 5.0];
        assert!(noted(&whole).is_empty(), "{:?}", noted(&whole));
        let holes = [&whole[..], &[n, n, n, 5.0, n, n, n, n, 5.0]].concat();
        let [hole] = &noted(&holes)[..] else { panic!("{:?}", noted(&holes)) };
        assert!(hole.starts_with("no-values: ") && hole.contains("the longest of 2") && !hole.contains("outages were"));
        let ends = [&whole[..], &[n; 9]].concat();
        assert!(noted(&ends)[0].starts_with("no-values: No signal has values from "), "{:?}", noted(&ends));
        assert!(noted(&whole[..9])[0].starts_with("few-values: Traffic: 6 "), "{:?}", noted(&whole[..9]));
    }

    #[test]
    fn a_signal_that_is_out_throughout_is_said() {
        let mut notes = Notes::default();
        let grid = |value: f64| Grid::new(0, &series(Kind::Probing, 5, &[value; 20]), &Settings::default());
        note_bins([(&grid(0.0), "down"), (&grid(1.0), "up")].into_iter(), &mut notes);
        let messages: Vec<&str> = notes.list().iter().map(|note| note.message.as_str()).collect();
        assert!(matches!(messages[..], [one] if one.starts_with("down is 0 in each of its 20 values")), "{messages:?}");
    }

    #[test]
    fn every_signal_is_judged_by_its_own_number_of_values() {
        let (long, short) = (series(Kind::Traffic, 5, &[5.0; 40]), series(Kind::Probing, 5, &[5.0; 4]));
        let grids = [&long, &short].map(|s| Grid::new(0, s, &Settings::default()));
        let mut notes = Notes::default();
        note_bins(grids.iter().zip(["long", "short"]), &mut notes);
        let codes: Vec<_> = notes.list().iter().map(|n| (n.code, n.message.starts_with("short: 4 values"))).collect();
        assert_eq!(codes, [(Code::FewValues, true)]);
    }
}
