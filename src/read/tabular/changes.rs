//! Logs of changes: a row where a state changes, and none in between.
//!
//! In: the rows of a table whose one measure is a state. Out: the outages between each down and the next up, where nearly every
//! row is a change and the rows are no regular checks; otherwise nothing, and the rows are samples.

use super::body::{Body, Group};
use super::header::Header;
use super::interpretation::Form;
use crate::base::error::label;
use crate::base::time::Millis;
use crate::base::{Given, limits};
use crate::read::scalar::label::Label;
use crate::read::series::builder::{Column, SeriesBuilder};

/// Rows from which on changes can be told from a few checks.
const FEWEST: usize = 4;

/// The outages of a log of changes.
pub(crate) fn outages(body: &Body) -> Option<Vec<Given>> {
    let layout = &body.layout;
    if body.folded.is_some() || layout.outages.is_some() || layout.count.is_some() || !layout.panels.is_empty() {
        return None;
    }
    let is_state = |i: usize| {
        let of_words = |column: &usize| matches!(layout.forms.get(*column), Some(Form::State | Form::Fault));
        layout.values.get(i).is_some_and(|(column, about)| of_words(column) || is_of_two(about, body, i))
    };
    let states: Vec<usize> = (0..layout.values.len()).filter(|i| is_state(*i)).collect();
    let lengths = layout
        .values
        .iter()
        .enumerate()
        .filter(|(i, (_, about))| !is_state(*i) && Header::of(&about.label).is_length());
    // “Down” and its reason tell the same twice.
    let alike = |other: &usize| body.groups.iter().all(|(_, samples)| agree(samples, states.first(), *other));
    let (Some(state), true) = (states.first(), lengths.count() + states.len() == layout.values.len()) else {
        return None;
    };
    if !states.iter().all(alike) {
        return None;
    }
    let logs: Vec<Vec<(Millis, bool)>> =
        body.groups.iter().map(|(_, samples)| log(samples.stamps(), samples.values(*state))).collect();
    // “last_changed” above the moments says it of itself.
    let named = layout.header.as_deref().is_some_and(|name| Header::of(&String::from_utf8_lossy(name)).is_change());
    let both = |log: &[(Millis, bool)]| log.iter().any(|(_, up)| *up) && log.iter().any(|(_, up)| !up);
    if !(logs.iter().all(|log| are_changes(log)) || named && logs.iter().any(|log| both(log))) {
        return None;
    }
    let given = body.groups.iter().zip(&logs).flat_map(|(group, log)| of(group, log));
    Some(given.take(limits::GIVEN).collect())
}

/// True for numbers of which 1 is up and 0 down, as their name says.
fn is_of_two(about: &Column, body: &Body, value: usize) -> bool {
    let of_two = |samples: &SeriesBuilder| samples.values(value).iter().all(|v| v.is_nan() || *v == 0.0 || *v == 1.0);
    Label::of(&about.label).is("up online is-up is-online available reachable connected status state alive")
        && body.groups.iter().all(|(_, samples)| of_two(samples))
}

/// True where two columns tell the same state, wherever both tell one.
fn agree(samples: &SeriesBuilder, first: Option<&usize>, other: usize) -> bool {
    first.is_some_and(|first| {
        let mut pairs = samples.values(*first).iter().zip(samples.values(other));
        pairs.all(|(a, b)| a.is_nan() || b.is_nan() || (*a > 0.5) == (*b > 0.5))
    })
}

/// Moments and whether it was up, in order.
fn log(stamps: impl Iterator<Item = Millis>, values: &[f64]) -> Vec<(Millis, bool)> {
    let known = stamps.zip(values).filter(|(_, value)| !value.is_nan());
    let mut log: Vec<(Millis, bool)> = known.map(|(at, value)| (at, *value > 0.5)).collect();
    log.sort_unstable();
    log
}

/// True where three rows of four are changes (some tell once more what is known), and the distances are none of a clock.
fn are_changes(log: &[(Millis, bool)]) -> bool {
    let pairs = || log.iter().zip(log.iter().skip(1));
    let changes = pairs().filter(|(a, b)| a.1 != b.1).count();
    let steps = || pairs().map(|(a, b)| b.0 - a.0).filter(|step| *step > 0);
    let uneven = steps().max().unwrap_or(0) >= steps().min().unwrap_or(0).saturating_mul(3);
    log.len() >= FEWEST && changes * 4 >= (log.len() - 1) * 3 && uneven
}

/// From each down to the next up; one that no row ends goes on.
fn of((key, _): &Group, log: &[(Millis, bool)]) -> Vec<Given> {
    let words: Vec<String> = key.iter().map(|part| label(&String::from_utf8_lossy(part))).collect();
    let mut since = None;
    let mut all: Vec<(Millis, Option<Millis>)> = Vec::new();
    let mut log = log.iter().peekable();
    while let Some((at, up)) = log.next() {
        match (up, since) {
            // One ends at the moment at which the next begins.
            (false, Some(start)) if log.next_if_eq(&&(*at, true)).is_some() => {
                all.push((start, Some(*at)));
                since = Some(*at);
            }
            (false, None) => since = Some(*at),
            (true, Some(start)) => {
                all.push((start, Some(*at)));
                since = None;
            }
            _ => {}
        }
    }
    all.extend(since.map(|start| (start, None)));
    let given = |(start, end)| Given {
        by: "the file".to_owned(),
        start,
        end,
        label: words.join(" · ").chars().take(limits::LABEL).collect(),
        place: String::new(),
    };
    all.into_iter().map(given).collect()
}
