//! The elements played back in the order of time: who sees what, and how many prefixes a quorum sees.

use super::cover::Cover;
use super::views::Views;
use super::{Element, Prefix, What};
use crate::base::time::{DAY, HOUR, MINUTE, Millis};
use crate::base::{Code, Direction, Kind, Notes, Sampling, Series, Times};

/// RIPE RIS writes a table every eight hours, RouteViews every two: an older one may have missed changes.
const TABLE_REACH: Millis = 8 * HOUR;

/// A minute keeps edges sharp; 20,160 bins are a fortnight of minutes, and longer dumps get wider bins.
const STEPS: [Millis; 4] = [MINUTE, 5 * MINUTE, HOUR, DAY];
const BINS: Millis = 20_160;

fn step_for(span: Millis) -> Millis {
    STEPS.into_iter().find(|step| span <= BINS * step).unwrap_or(DAY)
}

pub(super) fn series(
    mut elements: Vec<Element>,
    prefixes: &[Prefix],
    chosen: &[bool],
    peers: usize,
    covered: Option<(Millis, Millis)>,
    notes: &mut Notes,
) -> Vec<Series> {
    // The time covered is that of all elements: what is chosen may be silent for long before it goes.
    let span = covers(&elements, covered);
    elements.retain(|e| {
        matches!(e.what, What::SessionUp | What::SessionDown) || chosen.get(e.prefix as usize) == Some(&true)
    });
    if !elements.is_sorted_by_key(|e| e.at) {
        elements.sort_by_key(|e| e.at);
    }
    let Some((first, last)) = span.filter(|_| elements.iter().any(|e| moves(e) || e.what == What::Table)) else {
        notes.add(Code::NoSeries, "The file holds a routing table or sessions, but no change over time.");
        return Vec::new();
    };
    let step = step_for(last - first);
    let end = (last.div_euclid(step) + 1) * step;
    let mut state = Views::new(&elements, prefixes, peers, notes);
    let mut ink = Bins::new(first.div_euclid(step) * step, step);
    // A table is written over minutes, but what it lists was there before.
    let changed = elements.iter().find(|e| moves(e)).map_or(last, |e| e.at);
    for element in elements.iter().filter(|e| e.what == What::Table && e.at <= changed) {
        state.take(element);
    }
    // A session may be noted long after the last change: by then nothing is drawn.
    for element in elements.iter().take_while(|element| element.at < end) {
        if element.at >= first {
            ink.until(element.at, state.cover());
        }
        state.take(element);
    }
    ink.until(end, state.cover());
    ink.into_series()
}

fn moves(element: &Element) -> bool {
    matches!(element.what, What::Announce | What::Withdraw)
}

/// From the table before the first change, or that change, to the last; and what the source says that it covers.
fn covers(elements: &[Element], covered: Option<(Millis, Millis)>) -> Option<(Millis, Millis)> {
    let changes = || elements.iter().filter(|e| moves(e)).map(|e| e.at);
    let own = changes().min().zip(changes().max()).map(|(first, last)| {
        let tables = elements.iter().filter(|e| e.what == What::Table && e.at <= first && first - e.at <= TABLE_REACH);
        (tables.map(|e| e.at).min().unwrap_or(first), last)
    });
    let both = own.zip(covered).map(|(own, covered)| (own.0.min(covered.0), own.1.max(covered.1)));
    both.or(own).or(covered)
}

/// Means over bins of two step functions. Until all is counted a bin holds its value times milliseconds, which adds up exactly.
struct Bins {
    start: Millis,
    step: Millis,
    now: Millis,
    prefixes: Vec<f64>,
    slash24s: Vec<f64>,
}

impl Bins {
    fn new(start: Millis, step: Millis) -> Bins {
        Bins { start, step, now: start, prefixes: Vec::new(), slash24s: Vec::new() }
    }

    fn until(&mut self, at: Millis, cover: &Cover) {
        while self.now < at {
            let bin = ((self.now - self.start) / self.step) as usize;
            let edge = self.start + (bin as Millis + 1) * self.step;
            let held = (edge.min(at) - self.now) as f64;
            for (values, value) in [(&mut self.prefixes, cover.prefixes()), (&mut self.slash24s, cover.slash24s())] {
                values.resize(bin + 1, 0.0);
                if let Some(last) = values.last_mut() {
                    *last += value * held;
                }
            }
            self.now = edge.min(at);
        }
    }

    fn into_series(self) -> Vec<Series> {
        let make = |id: &str, label: &str, unit: &str, values: Vec<f64>| Series {
            id: id.to_owned(),
            label: label.to_owned(),
            kind: Kind::Routes,
            direction: Direction::Falls,
            unit: unit.to_owned(),
            sampling: Sampling::BinStart,
            step: self.step,
            times: Times::Grid { start: self.start, step: self.step },
            values: values.into_iter().map(|held| held / self.step as f64).collect::<Vec<f64>>().into(),
        };
        let mut series = vec![make("prefixes", "Visible prefixes", "prefixes", self.prefixes)];
        if self.slash24s.iter().any(|v| *v > 0.0) {
            series.push(make("slash24s", "Visible /24s", "/24s", self.slash24s));
        }
        series
    }
}
