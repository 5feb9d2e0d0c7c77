//! Point 8, signals apart, then together: every signal's own accounts → one list of [`Outage`]s with a named reference.
//!
//! In: accounts by signal, each with how clearly the signal saw it. Out: outages by start. The reference gives edges and depth: the account
//! with most evidence a minute at its edges, weighed by how much fell; the others that share half of the shorter stand beside it. Of places
//! that were measured alike, the one in their middle is the reference: the clearest would be whichever came back first or last. Where
//! the clearest measures no share, the clearest of those that do is the reference. Where
//! accounts of as deep a fall differ by more than their bounds, the duration covers them all.
//! Routes are the control plane, the rest is the data plane: where the data plane fell and routes mostly stayed, `routes_up` is
//! true, and no cause is named, since filtering, power cuts and mobile cuts all look so.

use super::outage::{Chosen, Duration, Edge, Extent, Outage, SignalOutage};
use crate::base::time::{MINUTE, Millis, iso};
use crate::base::{Code, Kind, Notes, limits};
use std::collections::BTreeMap;

/// Share of the reference's depth that routes may lose and still count as up: less than half as much. Iraq's exam shutdowns took 23 %
/// of the routes and 93 % of the traffic, Iran in 2026 at most 13 % and 97 %.
const ROUTES_STAY: f64 = 0.5;

/// Fewer places than these have no middle.
const PLACES: usize = 3;

/// A signal with its accounts.
pub(super) struct Signal {
    pub(super) series: usize,
    pub(super) kind: Kind,
    pub(super) unit: String,
    /// A depth is a share of what it measures.
    pub(super) share: bool,
    /// Each with its clarity.
    pub(super) accounts: Vec<(SignalOutage, f64)>,
}

/// Evidence of an account: standard deviations are told up to thirty, beyond which nothing is clearer.
const CLEAREST: f64 = 30.0;

/// How clearly a signal saw a fall of a depth: evidence a minute, the square of its depth in standard deviations, weighed by how much
/// fell.
pub(super) fn clarity(depth: f64, spread: f64, step: Millis) -> f64 {
    let deviations = (depth / spread.max(1e-6)).min(CLEAREST);
    deviations * deviations * depth * depth / (step as f64 / MINUTE as f64)
}

/// Among equally clear accounts, which kind's stands for the outage: the smaller, the rather.
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

/// Whether two accounts share half of the shorter.
fn overlap(a: &SignalOutage, b: &SignalOutage) -> bool {
    let shared = until(a).min(until(b)) - a.start.best.max(b.start.best);
    let shorter = (until(a) - a.start.best).min(until(b) - b.start.best);
    shared > 0 && 2 * shared >= shorter
}

/// Fuses the signals' accounts. `mean_drop(series, from, until)` is a signal's mean drop, whether it moved or not.
pub(super) fn fuse(mut signals: Vec<Signal>, mean_drop: impl Fn(usize, Millis, Millis) -> Option<f64>) -> Vec<Outage> {
    let routes: Vec<usize> = signals.iter().filter(|s| s.kind == Kind::Routes).map(|s| s.series).collect();
    let mut accounts: Vec<(f64, u8, SignalOutage)> = Vec::new();
    for signal in &mut signals {
        let rank = rank(signal.kind);
        accounts.extend(signal.accounts.drain(..).map(|(account, clarity)| (clarity, rank, account)));
    }
    accounts.sort_by(|a, b| {
        b.0.total_cmp(&a.0)
            .then(a.1.cmp(&b.1))
            .then(a.2.series.cmp(&b.2.series))
            .then(a.2.start.best.cmp(&b.2.start.best))
    });
    let mut outages: Vec<Vec<SignalOutage>> = Vec::new();
    let mut joins = 0;
    for (_, _, account) in accounts {
        let own = |outage: &&mut Vec<SignalOutage>| {
            outage.first().is_some_and(|first| first.series != account.series && overlap(first, &account))
        };
        let mut joined = false;
        for outage in outages.iter_mut().filter(own) {
            joins += 1;
            joined = true;
            // A long account may lie across thousands of outages: of so many, not every one needs to hold it.
            if joins <= limits::FINDINGS {
                outage.push(account.clone());
            }
        }
        if !joined {
            outages.push(vec![account]);
        }
    }
    let by_series: BTreeMap<usize, &Signal> = signals.iter().map(|signal| (signal.series, signal)).collect();
    let is_share = |account: &SignalOutage| by_series.get(&account.series).is_none_or(|signal| signal.share);
    let measure =
        |series: usize| by_series.get(&series).map(|signal| (signal.kind, signal.unit.as_str())).unwrap_or_default();
    let mut fused: Vec<Outage> = outages
        .into_iter()
        .filter_map(|accounts| {
            let mut accounts = one_a_signal(accounts);
            let clearest = accounts.first()?;
            let alike = measure(clearest.series);
            let (chosen, place) = match accounts.iter().position(&is_share) {
                // How much of what is measured was out says only a share.
                Some(share) if !is_share(clearest) => (Chosen::Share, share),
                _ => match middle(&accounts, |account| measure(account.series) == alike) {
                    0 => (Chosen::Clearest, 0),
                    middle => (Chosen::Middle, middle),
                },
            };
            accounts.swap(0, place);
            let reference = accounts.first()?.clone();
            let plane = measure(reference.series).0;
            let (from, end) = (reference.start.best, until(&reference));
            let heard: &[usize] = if plane == Kind::Routes { &[] } else { &routes };
            let lost = heard
                .iter()
                .filter_map(|r| mean_drop(*r, from, end))
                .fold(None, |most: Option<f64>, d| Some(most.map_or(d, |m| m.max(d))));
            let routes_up = lost.is_some_and(|lost| lost < ROUTES_STAY * reference.depth);
            let mut outage = of(reference, accounts, routes_up);
            outage.chosen = chosen;
            cover(&mut outage);
            Some(outage)
        })
        .collect();
    number(&mut fused);
    fused
}

/// Least share of the answers that are gone where something is out.
const UNANSWERED: f64 = 0.1;

/// Takes out what latency alone saw while another signal says that answers came (checks, loss, the speed that the same test measured): a slower
/// answer is no outage.
pub(super) fn without_slower<'a>(
    found: &mut Vec<Outage>,
    kinds: &BTreeMap<usize, Kind>,
    mean_drop: impl Fn(usize, Millis, Millis) -> Option<f64>,
    label: &impl Fn(usize) -> &'a str,
    notes: &mut Notes,
) {
    // What checks say comes first.
    let asks = |kind: &Kind| matches!(kind, Kind::Probing | Kind::Loss);
    let others = || kinds.iter().filter(|(_, kind)| **kind != Kind::Latency);
    let answers = || {
        let (checks, rest): (Vec<_>, Vec<_>) = others().partition(|(_, kind)| asks(kind));
        checks.into_iter().chain(rest).map(|(series, _)| *series)
    };
    found.retain(|outage| {
        if outage.signals.iter().any(|account| kinds.get(&account.series) != Some(&Kind::Latency)) {
            return true;
        }
        let (from, end) = (outage.start.best, outage.end.best);
        let answered = answers().find(|series| mean_drop(*series, from, end).is_some_and(|drop| drop < UNANSWERED));
        if let Some(answered) = answered {
            let (slower, at) = (label(outage.reference), iso(from));
            let message =
                format!("{slower} rises at {at} while {} says that answers came: slower, no outage.", label(answered));
            notes.add(Code::SlowerAnswers, message);
        }
        answered.is_none()
    });
    number(found);
}

/// Of an outage's accounts that are of the same measure and at least half as deep as the clearest, the first, the one whose ends lie nearest
/// to those of all others; the clearest where there are fewer than [`PLACES`].
fn middle(accounts: &[SignalOutage], same: impl Fn(&SignalOutage) -> bool) -> usize {
    let deepest = accounts.first().map_or(0.0, |clearest| clearest.depth);
    let places: Vec<usize> = (0..accounts.len())
        .filter(|i| accounts.get(*i).is_some_and(|account| same(account) && 2.0 * account.depth >= deepest))
        .take(limits::SERIES)
        .collect();
    let ends = |i: &usize| accounts.get(*i).map_or((0, 0), |account| (account.start.best, until(account)));
    let far = |own: &usize| -> u64 {
        let (from, to) = ends(own);
        places.iter().map(ends).map(|(a, b)| a.abs_diff(from) + b.abs_diff(to)).sum()
    };
    if places.len() < PLACES { 0 } else { places.iter().copied().min_by_key(far).unwrap_or(0) }
}

/// Widens the duration to what other accounts of at least half the depth say.
fn cover(outage: &mut Outage) {
    let deep = |account: &&SignalOutage| 2.0 * account.depth >= outage.depth && account.series != outage.reference;
    let (mut lo, mut hi) = (outage.duration.lo, outage.duration.hi);
    for account in outage.signals.iter().filter(deep) {
        let end = account.end.unwrap_or(Edge { lo: until(account), best: until(account), hi: until(account) });
        lo = lo.min((end.lo - account.start.hi).max(0) as f64 / 1000.0);
        hi = if account.end.is_none() { f64::INFINITY } else { hi.max((end.hi - account.start.lo) as f64 / 1000.0) };
    }
    (outage.duration.lo, outage.duration.hi) = (lo, hi);
}

/// Accounts of at least half the depth whose edges differ from the reference's by more than both their bounds.
fn differing(outage: &Outage) -> Vec<&SignalOutage> {
    let apart = |a: Edge, b: Edge| a.lo > b.hi || b.lo > a.hi;
    let deep = |account: &&SignalOutage| 2.0 * account.depth >= outage.depth && account.series != outage.reference;
    let differs = |account: &&SignalOutage| {
        apart(account.start, outage.start) || account.end.is_some_and(|end| outage.ongoing || apart(end, outage.end))
    };
    outage.signals.iter().filter(deep).filter(differs).collect()
}

/// Says of outages that several signals saw whose edges and depth these are, how many fell, and whose accounts differ.
pub(super) fn name_references<'a>(
    found: &mut [Outage],
    signals: usize,
    label: &impl Fn(usize) -> &'a str,
    notes: &mut Notes,
) {
    for outage in found.iter_mut().filter(|_| signals > 1) {
        let moved = outage.signals.len();
        let reference = label(outage.reference);
        outage.reason.push_str(&match moved {
            1 => format!(" {moved} of {signals} signals fell."),
            _ => format!(
                " {moved} of {signals} signals fell; edges and depth are those of {reference}, {}.",
                outage.chosen.why()
            ),
        });
        let differing: Vec<&str> = differing(outage).into_iter().map(|account| label(account.series)).collect();
        if !differing.is_empty() {
            let message = format!(
                "Of the outage from {}, {} and {reference} give other edges than their bounds allow; the range of its duration covers them.",
                iso(outage.start.best),
                differing.join(", ")
            );
            notes.add(Code::AccountsDiffer, message);
        }
    }
}

/// Puts outages in order and names them `o1`, `o2`, …
pub(super) fn number(outages: &mut [Outage]) {
    outages.sort_by_key(|o| (o.start.best, o.end.best, o.reference));
    for (n, outage) in outages.iter_mut().enumerate() {
        outage.id = format!("o{}", n + 1);
    }
}

/// The accounts of an outage, one a signal, in the order in which signals came. Those of a signal come by how clear they are: joined they
/// are in order of time.
fn one_a_signal(accounts: Vec<SignalOutage>) -> Vec<SignalOutage> {
    let mut signals: Vec<Vec<SignalOutage>> = Vec::new();
    let mut places: BTreeMap<usize, usize> = BTreeMap::new();
    for account in accounts {
        let place = *places.entry(account.series).or_insert(signals.len());
        match signals.get_mut(place) {
            Some(own) => own.push(account),
            None => signals.push(vec![account]),
        }
    }
    let joined = signals.into_iter().filter_map(|mut own| {
        own.sort_by_key(|account| account.start.best);
        own.into_iter().reduce(join)
    });
    joined.collect()
}

/// A later account of the same signal continues an earlier one; the time between is a return of service.
fn join(mut own: SignalOutage, account: SignalOutage) -> SignalOutage {
    let (gap, next) = (until(&own), account.start.best);
    own.returns.push((gap, next));
    own.returns.extend(account.returns);
    own.profile.extend(account.profile);
    own.equivalent_secs += account.equivalent_secs;
    (own.end, own.returning, own.normal) = (account.end, account.returning, account.normal);
    let best = (until(&own) - own.start.best) as f64 / 1000.0;
    own.depth = if best > 0.0 { (own.equivalent_secs / best).min(1.0) } else { own.depth };
    own
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
        hi: if ongoing || reference.started_before { f64::INFINITY } else { secs(reference.start.lo, end.hi) },
    };
    Outage {
        id: String::new(),
        reference: reference.series,
        chosen: Chosen::Clearest,
        start: reference.start,
        end,
        returning: reference.returning,
        normal: reference.normal,
        ongoing,
        started_before: reference.started_before,
        duration,
        equivalent_secs: reference.equivalent_secs,
        depth: reference.depth,
        confidence: None,
        extent: if reference.depth >= 0.9 { Extent::Total } else { Extent::Partial },
        routes_up,
        reason: reference.reason,
        signals,
        recurrence: None,
        edited: Vec::new(),
        rejected: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account(series: usize, from: Millis, until: Millis) -> SignalOutage {
        let edge = |best: Millis| Edge { lo: best, best, hi: best };
        SignalOutage {
            series,
            start: edge(from),
            end: Some(edge(until)),
            returning: None,
            normal: None,
            depth: 1.0,
            equivalent_secs: (until - from) as f64 / 1000.0,
            profile: vec![(from, 1.0), (until, 0.0)],
            returns: Vec::new(),
            reason: String::new(),
            started_before: false,
        }
    }

    #[test]
    fn accounts_of_a_signal_are_joined_in_order_of_time_whichever_is_clearest() {
        let signal = |series: usize, accounts: Vec<(SignalOutage, f64)>| Signal {
            series,
            kind: Kind::Other,
            unit: String::new(),
            share: true,
            accounts,
        };
        let parts = |clear: [f64; 3]| -> Vec<(SignalOutage, f64)> {
            let times = [(100, 200), (300, 400), (500, 600)];
            times.into_iter().zip(clear).map(|((a, b), clear)| (account(1, a * 1000, b * 1000), clear)).collect()
        };
        for clear in [[3.0, 2.0, 1.0], [1.0, 2.0, 3.0], [2.0, 1.0, 3.0], [3.0, 1.0, 2.0]] {
            let whole = vec![(account(0, 100_000, 600_000), 9.0)];
            let found = fuse(vec![signal(0, whole), signal(1, parts(clear))], |_, _, _| None);
            let [outage] = &found[..] else { panic!("{} outages", found.len()) };
            let joined = &outage.signals[1];
            assert_eq!((joined.start.best, joined.end.map(|end| end.best)), (100_000, Some(600_000)), "{clear:?}");
            assert_eq!(joined.returns, [(200_000, 300_000), (400_000, 500_000)]);
            assert!(joined.profile.is_sorted_by_key(|part| part.0) && joined.depth == 0.6);
        }
    }
}
