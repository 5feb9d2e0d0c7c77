//! The elements played back in the order of time: who sees what, and how many prefixes a quorum sees.
//!
//! Before its first element a peer's view of a prefix is not in the data. Where a routing table came with the updates it
//! is in there. Otherwise it is inferred, with a Note: what is first withdrawn was visible; what is first announced was
//! visible too (a change of path), unless most peers first announce it within the time that routes take to converge:
//! then it came back. Convergence after a change takes at most a few minutes (Labovitz et al., SIGCOMM 2000: up to 3, with
//! oscillation up to 15); 15 minutes are used.

use super::cover::Cover;
use super::{Element, Prefix, What};
use crate::base::time::{DAY, HOUR, MINUTE, Millis};
use crate::base::{Code, Direction, Kind, Notes, Sampling, Series, Times};

const CONVERGENCE: Millis = 15 * MINUTE;
/// RIPE RIS writes a table every eight hours, RouteViews every two: an older one may have missed changes.
const TABLE_REACH: Millis = 8 * HOUR;
/// IODA counts a peer as full-feed above these table sizes; a peer with half of the largest table of a file counts too.
const FULL_FEED_SHARE: usize = 2;

/// A minute keeps edges sharp; 20,160 bins are a fortnight of minutes, and longer dumps get wider bins.
const STEPS: [Millis; 4] = [MINUTE, 5 * MINUTE, HOUR, DAY];
const BINS: Millis = 20_160;

fn step_for(span: Millis) -> Millis {
    STEPS.into_iter().find(|step| span <= BINS * step).unwrap_or(DAY)
}

/// A peer's view of a prefix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
enum View {
    #[default]
    Unknown,
    Seen,
    Unseen,
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
    let mut state = Views::new(&elements, prefixes.len(), peers, notes);
    let mut ink = Bins::new(first.div_euclid(step) * step, step);
    for (number, prefix) in prefixes.iter().enumerate() {
        state.refresh(number, *prefix);
    }
    // A table is written over minutes, but what it lists was there before.
    let changed = elements.iter().find(|e| moves(e)).map_or(last, |e| e.at);
    for element in elements.iter().filter(|e| e.what == What::Table && e.at <= changed) {
        state.take(element, prefixes);
    }
    for element in &elements {
        if element.at >= first {
            ink.until(element.at, &state.cover);
        }
        state.take(element, prefixes);
    }
    ink.until((last.div_euclid(step) + 1) * step, &state.cover);
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

/// Every peer's view of every prefix, prefix by prefix.
struct Views {
    peers: usize,
    views: Vec<View>,
    full: Vec<bool>,
    up: Vec<bool>,
    cover: Cover,
}

impl Views {
    fn new(elements: &[Element], prefixes: usize, peers: usize, notes: &mut Notes) -> Views {
        let mut rows = vec![0usize; peers];
        for element in elements.iter().filter(|e| e.what == What::Table) {
            if let Some(count) = rows.get_mut(usize::from(element.peer)) {
                *count += 1;
            }
        }
        let largest = rows.iter().copied().max().unwrap_or(0);
        let full = rows.iter().map(|&count| count * FULL_FEED_SHARE >= largest).collect();
        let mut views = Views {
            peers,
            views: vec![View::Unknown; prefixes * peers],
            full,
            up: vec![true; peers],
            cover: Cover::default(),
        };
        if largest > 0 {
            // With a table, what a peer does not list it does not see.
            for (i, view) in views.views.iter_mut().enumerate() {
                let listed = rows.get(i % peers.max(1)).is_some_and(|count| *count > 0);
                *view = if listed { View::Unseen } else { View::Unknown };
            }
        } else {
            views.infer(elements);
            notes.add(
                Code::InitialInferred,
                "No routing table came with the updates: what was visible before the first update is inferred from what came first, an announcement or a withdrawal.",
            );
        }
        views
    }

    fn infer(&mut self, elements: &[Element]) {
        let mut firsts: Vec<Option<(Millis, What)>> = vec![None; self.views.len()];
        for element in elements.iter().filter(|e| matches!(e.what, What::Announce | What::Withdraw)) {
            let slot = element.prefix as usize * self.peers + usize::from(element.peer);
            if let Some(first) = firsts.get_mut(slot) {
                first.get_or_insert((element.at, element.what));
            }
        }
        for (firsts, views) in firsts.chunks(self.peers.max(1)).zip(self.views.chunks_mut(self.peers.max(1))) {
            let heard: Vec<(Millis, What)> = firsts.iter().copied().flatten().collect();
            let earliest = heard.iter().map(|(at, _)| *at).min().unwrap_or(0);
            let together = heard.iter().filter(|(at, _)| at - earliest <= CONVERGENCE).count();
            let returned =
                heard.len() > 1 && heard.iter().all(|(_, what)| *what == What::Announce) && together * 2 > heard.len();
            for (first, view) in firsts.iter().zip(views) {
                *view = match first {
                    None => View::Unknown,
                    Some(_) if returned => View::Unseen,
                    Some(_) => View::Seen,
                };
            }
        }
    }

    fn take(&mut self, element: &Element, prefixes: &[Prefix]) {
        let peer = usize::from(element.peer);
        let (number, view) = match element.what {
            What::SessionDown | What::SessionUp => {
                let now = element.what == What::SessionUp;
                let before = self.up.get_mut(peer).map(|up| std::mem::replace(up, now));
                if before == Some(true) {
                    self.forget(peer, prefixes);
                }
                return;
            }
            What::Table | What::Announce => (element.prefix as usize, View::Seen),
            What::Withdraw => (element.prefix as usize, View::Unseen),
        };
        if let Some(slot) = self.views.get_mut(number * self.peers + peer)
            && std::mem::replace(slot, view) != view
            && let Some(prefix) = prefixes.get(number)
        {
            self.refresh(number, *prefix);
        }
    }

    fn forget(&mut self, peer: usize, prefixes: &[Prefix]) {
        for (number, prefix) in prefixes.iter().enumerate() {
            if let Some(view) = self.views.get_mut(number * self.peers + peer)
                && std::mem::take(view) != View::Unknown
            {
                self.refresh(number, *prefix);
            }
        }
    }

    fn refresh(&mut self, number: usize, prefix: Prefix) {
        let row = self.views.get(number * self.peers..(number + 1) * self.peers).unwrap_or(&[]);
        let (mut seen, mut known) = (0, 0);
        for (view, full) in row.iter().zip(&self.full) {
            if *full && *view != View::Unknown {
                known += 1;
                seen += usize::from(*view == View::Seen);
            }
        }
        // When every view is unknown nothing is learnt: the prefix stays as it was.
        if known > 0 {
            self.cover.set(prefix, seen * 2 > known);
        }
    }
}

/// Means over bins of two step functions.
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
            let share = (edge.min(at) - self.now) as f64 / self.step as f64;
            for (values, value) in [(&mut self.prefixes, cover.prefixes()), (&mut self.slash24s, cover.slash24s())] {
                values.resize(bin + 1, 0.0);
                if let Some(last) = values.last_mut() {
                    *last += value * share;
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
            values: values.into(),
        };
        let mut series = vec![make("prefixes", "Visible prefixes", "prefixes", self.prefixes)];
        if self.slash24s.iter().any(|v| *v > 0.0) {
            series.push(make("slash24s", "Visible /24s", "/24s", self.slash24s));
        }
        series
    }
}
