//! Which peer sees which prefix, and which prefixes a quorum of the peers sees, as elements come in the order of time.
//!
//! In: all elements, to know which peers speak of which prefixes; then each again. Out: the [`Cover`] of what a quorum sees.
//! Only pairs of a peer and a prefix that the elements name are kept, and each costs the same however many others there are.
//!
//! Before its first element a peer's view of a prefix is not in the data. Where a routing table came with the updates it
//! is in there. Otherwise it is inferred, with a Note: what is first withdrawn was visible; what is first announced was
//! visible too (a change of path), unless most peers first announce it within the time that routes take to converge:
//! then it came back. Convergence after a change takes at most a few minutes (Labovitz et al., SIGCOMM 2000: up to 3, with
//! oscillation up to 15); 15 minutes are used.

use super::cover::Cover;
use super::{Element, Prefix, What};
use crate::base::time::{MINUTE, Millis};
use crate::base::{Code, Notes};

const CONVERGENCE: Millis = 15 * MINUTE;
/// IODA counts a peer as full-feed above certain table sizes; a peer with half of the largest table of a file counts too.
const FULL_FEED_SHARE: usize = 2;

/// A peer's view of a prefix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
enum View {
    #[default]
    Unknown,
    Seen,
    Unseen,
}

/// A peer among the others.
#[derive(Clone, Debug, Default)]
struct Peer {
    /// Its table is large enough for its view to count.
    full: bool,
    /// Its session is up.
    up: bool,
    /// What it names in no element it does not see: its table is whole, and its session was never lost.
    whole: bool,
    /// The pairs in which its view is known.
    known: Vec<u32>,
}

/// How many peers see a prefix.
#[derive(Clone, Copy, Debug, Default)]
struct Quorum {
    /// Peers that see it.
    seen: u32,
    /// Peers whose view is known beyond those that are [whole](Peer::whole).
    known: u32,
}

/// Prefixes that no quorum sees as long as so many peers are whole, by that number less one. Whole peers only become fewer: with
/// each, one group is decided anew, whatever else is in it by now. None until the first is lost.
type Waiting = Option<Vec<Vec<u32>>>;

/// The group of a prefix with that quorum, if it waits.
fn group(waiting: &mut [Vec<u32>], quorum: Quorum) -> Option<&mut Vec<u32>> {
    let enough = (quorum.seen * 2).saturating_sub(quorum.known) as usize;
    waiting.get_mut(enough.checked_sub(1)?)
}

/// Every peer's view of the prefixes that it names.
pub(super) struct Views {
    peers: Vec<Peer>,
    /// Number of peers that are whole.
    whole: u32,
    quorums: Vec<Quorum>,
    waiting: Waiting,
    /// The pairs, a prefix after the other: where each prefix's begin, and the peer and the view of each.
    begins: Vec<u32>,
    named_by: Vec<u16>,
    views: Vec<View>,
    cover: Cover,
}

impl Views {
    /// Every view as it was before the first change.
    pub(super) fn new(elements: &[Element], prefixes: &[Prefix], peers: usize, notes: &mut Notes) -> Views {
        let rows = table_rows(elements, peers);
        let largest = rows.iter().copied().max().unwrap_or(0);
        let peer = |rows: &usize| {
            let full = rows * FULL_FEED_SHARE >= largest;
            Peer { full, up: true, whole: full && largest > 0, known: Vec::new() }
        };
        let peers: Vec<Peer> = rows.iter().map(peer).collect();
        let whole = peers.iter().filter(|peer| peer.whole).count() as u32;
        let mut views = Views {
            whole,
            waiting: None,
            quorums: vec![Quorum::default(); prefixes.len()],
            begins: Vec::new(),
            named_by: Vec::new(),
            views: Vec::new(),
            cover: Cover::new(prefixes),
            peers,
        };
        views.name_pairs(elements, prefixes.len());
        if largest > 0 {
            // With a table, what a peer does not list it does not see.
            let listed = |peer: &u16| rows.get(usize::from(*peer)).is_some_and(|rows| *rows > 0);
            views.views =
                views.named_by.iter().map(|peer| if listed(peer) { View::Unseen } else { View::Unknown }).collect();
        } else {
            views.infer(elements);
            notes.add(
                Code::InitialInferred,
                "No routing table came with the updates: what was visible before the first update is inferred from what came first, an announcement or a withdrawal.",
            );
        }
        views.count();
        views
    }

    /// What a quorum sees.
    pub(super) fn cover(&self) -> &Cover {
        &self.cover
    }

    /// An element changes a view.
    pub(super) fn take(&mut self, element: &Element) {
        let view = match element.what {
            What::SessionDown | What::SessionUp => {
                let now = element.what == What::SessionUp;
                let peer = self.peers.get_mut(usize::from(element.peer));
                if peer.is_some_and(|peer| std::mem::replace(&mut peer.up, now)) {
                    self.forget(element.peer);
                }
                return;
            }
            What::Table | What::Announce => View::Seen,
            What::Withdraw => View::Unseen,
        };
        let prefix = element.prefix as usize;
        if let Some(pair) = self.pair(prefix, element.peer) {
            self.see(prefix, pair, element.peer, view);
        }
    }

    /// Lists the pairs of a prefix and a peer that elements name.
    fn name_pairs(&mut self, elements: &[Element], prefixes: usize) {
        let named = elements.iter().filter(|e| !matches!(e.what, What::SessionUp | What::SessionDown));
        let mut pairs: Vec<u64> = named.map(|e| u64::from(e.prefix) << 16 | u64::from(e.peer)).collect();
        pairs.sort_unstable();
        pairs.dedup();
        self.begins = vec![0; prefixes + 1];
        for pair in &pairs {
            if let Some(count) = self.begins.get_mut((pair >> 16) as usize + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for begin in &mut self.begins {
            sum += *begin;
            *begin = sum;
        }
        self.named_by = pairs.iter().map(|pair| *pair as u16).collect();
        self.views = vec![View::Unknown; pairs.len()];
    }

    /// The pairs of a prefix.
    fn pairs(&self, prefix: usize) -> std::ops::Range<usize> {
        let begin = |i: usize| self.begins.get(i).map_or(0, |begin| *begin as usize);
        begin(prefix)..begin(prefix + 1)
    }

    /// The pair of a prefix and a peer.
    fn pair(&self, prefix: usize, peer: u16) -> Option<usize> {
        let pairs = self.pairs(prefix);
        let at = self.named_by.get(pairs.clone())?.binary_search(&peer).ok()?;
        Some(pairs.start + at)
    }

    /// What was visible before the first update, by what came first.
    fn infer(&mut self, elements: &[Element]) {
        let mut firsts: Vec<Option<(Millis, What)>> = vec![None; self.views.len()];
        for element in elements.iter().filter(|e| matches!(e.what, What::Announce | What::Withdraw)) {
            let pair = self.pair(element.prefix as usize, element.peer);
            if let Some(first) = pair.and_then(|pair| firsts.get_mut(pair)) {
                first.get_or_insert((element.at, element.what));
            }
        }
        for prefix in 0..self.quorums.len() {
            let pairs = self.pairs(prefix);
            let heard: Vec<(Millis, What)> =
                firsts.get(pairs.clone()).into_iter().flatten().copied().flatten().collect();
            let earliest = heard.iter().map(|(at, _)| *at).min().unwrap_or(0);
            let together = heard.iter().filter(|(at, _)| at - earliest <= CONVERGENCE).count();
            let returned =
                heard.len() > 1 && heard.iter().all(|(_, what)| *what == What::Announce) && together * 2 > heard.len();
            let view = if returned { View::Unseen } else { View::Seen };
            self.views.get_mut(pairs).into_iter().flatten().for_each(|own| *own = view);
        }
    }

    /// Counts the quorums of the first views.
    fn count(&mut self) {
        for prefix in 0..self.quorums.len() {
            for pair in self.pairs(prefix) {
                let view = self.views.get(pair).copied().unwrap_or_default();
                let peer = self.named_by.get(pair).and_then(|peer| self.peers.get_mut(usize::from(*peer)));
                let Some(peer) = peer.filter(|peer| peer.full && view != View::Unknown) else { continue };
                peer.known.push(pair as u32);
                if let Some(quorum) = self.quorums.get_mut(prefix) {
                    quorum.known += u32::from(!peer.whole);
                    quorum.seen += u32::from(view == View::Seen);
                }
            }
            self.decide(prefix);
        }
    }

    /// A peer's view of a prefix is now this one.
    fn see(&mut self, prefix: usize, pair: usize, peer: u16, view: View) {
        let Some(own) = self.views.get_mut(pair) else { return };
        let before = std::mem::replace(own, view);
        let Some(peer) = self.peers.get_mut(usize::from(peer)).filter(|peer| peer.full && before != view) else {
            return;
        };
        let Some(quorum) = self.quorums.get_mut(prefix) else { return };
        if before == View::Unknown {
            peer.known.push(pair as u32);
            quorum.known += 1;
        }
        quorum.seen = quorum.seen + u32::from(view == View::Seen) - u32::from(before == View::Seen);
        self.decide(prefix);
    }

    /// Nothing is known any more of what a peer sees.
    fn forget(&mut self, peer: u16) {
        let Some(peer) = self.peers.get_mut(usize::from(peer)) else { return };
        let (known, whole) = (std::mem::take(&mut peer.known), std::mem::take(&mut peer.whole));
        self.whole -= u32::from(whole);
        for pair in known {
            let prefix = self.begins.partition_point(|begin| *begin <= pair) - 1;
            let Some(view) = self.views.get_mut(pair as usize) else { continue };
            let before = std::mem::take(view);
            if let Some(quorum) = self.quorums.get_mut(prefix) {
                quorum.known -= u32::from(!whole);
                quorum.seen -= u32::from(before == View::Seen);
            }
            self.decide(prefix);
        }
        if whole {
            self.decide_waiting();
        }
    }

    /// A whole peer is lost: decides the prefixes that only waited for this. It costs what they are, however many others.
    fn decide_waiting(&mut self) {
        let left = self.whole as usize;
        let waiting = self.waiting.get_or_insert_with(|| {
            let mut all = vec![Vec::new(); left + 1];
            for (prefix, quorum) in (0..).zip(&self.quorums) {
                if let Some(group) = group(&mut all, *quorum) {
                    group.push(prefix);
                }
            }
            all
        });
        for prefix in waiting.get_mut(left).map(std::mem::take).unwrap_or_default() {
            self.decide(prefix as usize);
        }
    }

    /// A prefix is visible while more than half of the peers whose view is known see it. When every view is unknown nothing is
    /// learnt: it stays as it was.
    fn decide(&mut self, prefix: usize) {
        let Some(quorum) = self.quorums.get(prefix).copied() else { return };
        let known = self.whole + quorum.known;
        let is_seen = quorum.seen * 2 > known;
        if known > 0 {
            self.cover.set(prefix, is_seen);
        }
        if let Some(waiting) = &mut self.waiting
            && !is_seen
            && let Some(group) = group(waiting, quorum)
        {
            group.push(prefix as u32);
        }
    }
}

/// Rows of routing tables, by peer.
fn table_rows(elements: &[Element], peers: usize) -> Vec<usize> {
    let mut rows = vec![0_usize; peers];
    for element in elements.iter().filter(|e| e.what == What::Table) {
        if let Some(count) = rows.get_mut(usize::from(element.peer)) {
            *count += 1;
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PEERS: usize = 6;
    const PREFIXES: usize = 8;

    fn element() -> impl Strategy<Value = Element> {
        let what = prop::sample::select(vec![What::Announce, What::Withdraw, What::SessionDown, What::SessionUp]);
        (0..PEERS as u16, 0..PREFIXES as u32, what).prop_map(|(peer, prefix, what)| Element {
            at: 1,
            prefix,
            peer,
            what,
        })
    }

    proptest! {
        /// The quorums decide, however few of them are looked at when a whole table is lost.
        #[test]
        fn what_is_seen_is_what_every_quorum_says(tables in prop::collection::vec(prop::bool::ANY, PEERS * PREFIXES), changes in prop::collection::vec(element(), 1..80)) {
            let prefixes: Vec<Prefix> = (0..PREFIXES).filter_map(|i| Prefix::parse(&format!("10.{i}.0.0/24"))).collect();
            let row = |i: usize| Element { at: 0, prefix: (i / PEERS) as u32, peer: (i % PEERS) as u16, what: What::Table };
            let rows: Vec<Element> = tables.iter().enumerate().filter(|(_, listed)| **listed).map(|(i, _)| row(i)).collect();
            let all = [rows.clone(), changes.clone()].concat();
            let mut views = Views::new(&all, &prefixes, PEERS, &mut Notes::default());
            let mut seen = [false; PREFIXES];
            for element in rows.iter().chain(&changes) {
                views.take(element);
                for (seen, quorum) in seen.iter_mut().zip(&views.quorums) {
                    let known = views.whole + quorum.known;
                    *seen = if known > 0 { quorum.seen * 2 > known } else { *seen };
                }
                prop_assert_eq!(views.cover().prefixes(), seen.iter().filter(|seen| **seen).count() as f64);
            }
        }
    }

    #[test]
    fn a_whole_table_that_is_lost_costs_what_waits_for_it() {
        let (peers, count) = (20_000_u16, 100_000_u32);
        let prefixes: Vec<Prefix> =
            (0..count).filter_map(|i| Prefix::new(std::net::Ipv4Addr::from_bits(i << 8).into(), 24)).collect();
        let row = |peer| Element { at: 0, prefix: 0, peer, what: What::Table };
        let announced = |prefix| Element { at: 1, prefix, peer: 0, what: What::Announce };
        let lost = |peer| Element { at: 2, prefix: 0, peer, what: What::SessionDown };
        let all: Vec<Element> =
            (0..peers).map(row).chain((0..count).map(announced)).chain((1..peers).map(lost)).collect();
        let mut views = Views::new(&all, &prefixes, usize::from(peers), &mut Notes::default());
        all.iter().for_each(|element| views.take(element));
        // The one that is left sees all of them.
        assert_eq!(views.cover().prefixes(), f64::from(count));
    }
}
