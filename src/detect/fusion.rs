//! Point 8, signals apart, then together: every signal's own accounts → one list of [`Outage`]s with a named reference.
//!
//! In: accounts by signal. Out: outages by start. The reference signal gives edges and depth: probing, then traffic, telescope,
//! routes, among those that moved; the others' overlapping accounts stand beside it. Routes are the control plane, the rest is
//! The data plane: where the data plane fell and routes mostly stayed, `routes_up` is true, and no cause is named, since
//! filtering, power cuts and mobile cuts all look so.

use super::outage::{Duration, Edge, Extent, Outage, SignalOutage};
use crate::base::time::Millis;
use crate::base::{Kind, limits};
use std::collections::BTreeMap;

/// Share of the reference's depth that routes may lose and still count as up: less than half as much. Iraq's exam shutdowns took 23 %
/// of the routes and 93 % of the traffic, Iran in 2026 at most 13 % and 97 %.
const ROUTES_STAY: f64 = 0.5;

/// A signal with its accounts.
pub(super) struct Signal {
    pub(super) series: usize,
    pub(super) kind: Kind,
    pub(super) accounts: Vec<SignalOutage>,
}

/// Which kind's edges and depth stand for an outage: the smaller, the rather.
pub(super) fn rank(kind: Kind) -> u8 {
    match kind {
        Kind::Probing => 0,
        Kind::Traffic => 1,
        Kind::Telescope => 2,
        Kind::Routes => 3,
        Kind::Service => 4,
        Kind::Other | Kind::Latency | Kind::Loss => 5,
    }
}

/// End of an account; the end of its data where it goes on.
pub(super) fn until(account: &SignalOutage) -> Millis {
    account.end.map_or_else(|| account.profile.last().map_or(account.start.best, |p| p.0), |e| e.best)
}

/// The references of the outages so far, by start: they hardly overlap each other.
struct References {
    /// Start, end, the latest end up to there, and which outage.
    spans: Vec<(Millis, Millis, Millis, usize)>,
}

impl References {
    fn of(outages: &[Vec<SignalOutage>]) -> References {
        let reference = |(index, accounts): (usize, &Vec<SignalOutage>)| {
            let reference = accounts.first()?;
            Some((reference.start.best, until(reference), until(reference), index))
        };
        let mut spans: Vec<_> = outages.iter().enumerate().filter_map(reference).collect();
        spans.sort_unstable();
        let mut latest = Millis::MIN;
        for span in &mut spans {
            latest = latest.max(span.1);
            span.2 = latest;
        }
        References { spans }
    }

    /// The outages whose references overlap an account, in the order of the outages.
    fn overlapping(&self, account: &SignalOutage) -> Vec<usize> {
        let end = self.spans.partition_point(|span| span.0 < until(account));
        let before = self.spans.get(..end).unwrap_or_default().iter().rev();
        let near = before.take_while(|span| span.2 > account.start.best);
        let mut own: Vec<usize> = near.filter(|span| span.1 > account.start.best).map(|span| span.3).collect();
        own.sort_unstable();
        own
    }
}

/// Fuses the signals' accounts. `mean_drop(series, from, until)` is a signal's mean drop, whether it moved or not.
pub(super) fn fuse(mut signals: Vec<Signal>, mean_drop: impl Fn(usize, Millis, Millis) -> Option<f64>) -> Vec<Outage> {
    signals.sort_by_key(|s| (rank(s.kind), s.series));
    let routes: Vec<usize> = signals.iter().filter(|s| s.kind == Kind::Routes).map(|s| s.series).collect();
    let mut outages: Vec<Vec<SignalOutage>> = Vec::new();
    let mut joins = 0;
    for signal in &mut signals {
        let references = References::of(&outages);
        for account in signal.accounts.drain(..) {
            let overlapping = references.overlapping(&account);
            if overlapping.is_empty() {
                outages.push(vec![account]);
                continue;
            }
            for index in overlapping {
                joins += 1;
                // A long account may lie across thousands of outages: of so many, not every one needs to hold it.
                if let Some(outage) = outages.get_mut(index).filter(|_| joins <= limits::FINDINGS) {
                    join(outage, account.clone());
                }
            }
        }
    }
    let kinds: BTreeMap<usize, Kind> = signals.iter().map(|s| (s.series, s.kind)).collect();
    let kind = |series: usize| kinds.get(&series).copied().unwrap_or_default();
    let mut fused: Vec<Outage> = outages
        .into_iter()
        .filter_map(|accounts| {
            let reference = accounts.first()?.clone();
            let plane = kind(reference.series);
            let (from, end) = (reference.start.best, until(&reference));
            let heard: &[usize] = if plane == Kind::Routes { &[] } else { &routes };
            let lost = heard
                .iter()
                .filter_map(|r| mean_drop(*r, from, end))
                .fold(None, |most: Option<f64>, d| Some(most.map_or(d, |m| m.max(d))));
            let routes_up = lost.is_some_and(|lost| lost < ROUTES_STAY * reference.depth);
            Some(of(reference, accounts, routes_up))
        })
        .collect();
    number(&mut fused);
    fused
}

/// Puts outages in order and names them `o1`, `o2`, …
pub(super) fn number(outages: &mut [Outage]) {
    outages.sort_by_key(|o| (o.start.best, o.end.best, o.reference));
    for (n, outage) in outages.iter_mut().enumerate() {
        outage.id = format!("o{}", n + 1);
    }
}

/// Another account of the same signal in the same outage continues the first; the time between is a return of service.
fn join(outage: &mut Vec<SignalOutage>, account: SignalOutage) {
    let Some(own) = outage.iter_mut().skip(1).find(|a| a.series == account.series) else {
        outage.push(account);
        return;
    };
    let (gap, next) = (until(own), account.start.best);
    own.returns.push((gap, next));
    own.returns.extend(account.returns);
    own.profile.extend(account.profile);
    own.equivalent_secs += account.equivalent_secs;
    (own.end, own.returning, own.normal) = (account.end, account.returning, account.normal);
    let best = (until(own) - own.start.best) as f64 / 1000.0;
    own.depth = if best > 0.0 { (own.equivalent_secs / best).min(1.0) } else { own.depth };
}

/// An outage with the edges and depth of its reference.
pub(super) fn of(reference: SignalOutage, signals: Vec<SignalOutage>, routes_up: bool) -> Outage {
    let stop = until(&reference);
    let ongoing = reference.end.is_none();
    let end = reference.end.unwrap_or(Edge { lo: stop, best: stop, hi: stop });
    let secs = |a: Millis, b: Millis| ((b - a) as f64 / 1000.0).max(0.0);
    let duration = Duration {
        lo: secs(reference.start.hi, end.lo),
        best: secs(reference.start.best, end.best),
        hi: if ongoing { f64::INFINITY } else { secs(reference.start.lo, end.hi) },
    };
    Outage {
        id: String::new(),
        reference: reference.series,
        start: reference.start,
        end,
        returning: reference.returning,
        normal: reference.normal,
        ongoing,
        duration,
        equivalent_secs: reference.equivalent_secs,
        depth: reference.depth,
        confidence: None, // comes from the reference signal's own noise, in the pipeline
        extent: if reference.depth >= 0.9 { Extent::Total } else { Extent::Partial },
        routes_up,
        reason: reference.reason,
        signals,
        recurrence: None,
        edited: Vec::new(),
        rejected: false,
    }
}
