//! Routing elements → visibility: which prefixes a quorum of peers could reach, and when.
//!
//! In: announcements, withdrawals, table rows and session changes, in any order of time. Out: two series, visible prefixes
//! and visible /24s, as means over bins, so that an edge inside a bin keeps its place to the second.
//! A prefix is visible while more than half of the peers whose view of it is known can reach it (the rule of IODA for
//! full-feed peers). A session that goes down makes its peer's view unknown; it is never a withdrawal (RFC 6396 §4.4.1).
//! Every reader of routing data (MRT, dumps as text, bgplay, bgp-updates) fills the same [`Routes`].

mod cover;
mod prefix;
mod replay;
mod views;

pub(crate) use prefix::Prefix;

use crate::base::time::Millis;
use crate::base::{Code, Error, Notes, Series, Settings, error::quote, limits};
use std::collections::{BTreeSet, HashMap};
use std::hash::{BuildHasherDefault, DefaultHasher};
use std::net::IpAddr;

/// What an element says of a peer's view of a prefix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    /// It was in the peer's table.
    Table,
    /// The peer can reach it.
    Announce,
    /// The peer can't reach it.
    Withdraw,
    /// The session of the peer came up; its views must be learnt anew.
    SessionUp,
    /// The session of the peer went down; its views are unknown.
    SessionDown,
}

/// One element: 16 bytes, since a day of a large collector holds many millions.
#[derive(Clone, Copy, Debug)]
struct Element {
    at: Millis,
    prefix: u32,
    peer: u16,
    what: What,
}

/// Counts of elements as routing tools count them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    /// Announcements.
    pub(crate) announcements: u64,
    /// Withdrawals.
    pub(crate) withdrawals: u64,
    /// Rows of a routing table.
    pub(crate) rib: u64,
    /// Session changes.
    pub(crate) sessions: u64,
}

/// A table whose hash has fixed keys: the same on every machine.
type FixedMap<K, V> = HashMap<K, V, BuildHasherDefault<DefaultHasher>>;

/// Elements gathered from any number of files.
#[derive(Debug, Default)]
pub(crate) struct Routes {
    wanted_origins: BTreeSet<u32>,
    wanted_prefixes: BTreeSet<Prefix>,
    peers: FixedMap<(IpAddr, u32), u16>,
    numbers: FixedMap<Prefix, u32>,
    prefixes: Vec<Prefix>,
    chosen: Vec<bool>,
    elements: Vec<Element>,
    counts: Counts,
    /// The time that the elements cover by what their source says.
    covered: Option<(Millis, Millis)>,
}

impl Routes {
    /// Begins; the settings may choose origin networks and prefixes.
    pub(crate) fn new(settings: &Settings) -> Result<Routes, Error> {
        let mut routes = Routes::default();
        for origin in &settings.origin {
            let digits = origin.trim_start_matches(['A', 'a']).trim_start_matches(['S', 's']);
            let number = digits.parse().map_err(|_| {
                Error::settings(
                    Code::BadOrigin,
                    format!("{} is no network number.", quote(origin)),
                    "Give it as AS131279.",
                )
            })?;
            routes.wanted_origins.insert(number);
        }
        for text in &settings.prefix {
            let prefix = Prefix::parse(text).ok_or_else(|| {
                Error::settings(
                    Code::BadPrefix,
                    format!("{} is no prefix.", quote(text)),
                    "Give it as 175.45.176.0/22.",
                )
            })?;
            routes.wanted_prefixes.insert(prefix);
        }
        Ok(routes)
    }

    /// A row of a routing table.
    pub(crate) fn table(
        &mut self,
        at: Millis,
        peer: (IpAddr, u32),
        prefix: Prefix,
        origins: &[u32],
    ) -> Result<(), Error> {
        self.counts.rib += 1;
        self.add(at, peer, prefix, origins, What::Table)
    }

    /// A prefix announced by a peer.
    pub(crate) fn announce(
        &mut self,
        at: Millis,
        peer: (IpAddr, u32),
        prefix: Prefix,
        origins: &[u32],
    ) -> Result<(), Error> {
        self.counts.announcements += 1;
        self.add(at, peer, prefix, origins, What::Announce)
    }

    /// A prefix withdrawn by a peer.
    pub(crate) fn withdraw(&mut self, at: Millis, peer: (IpAddr, u32), prefix: Prefix) -> Result<(), Error> {
        self.counts.withdrawals += 1;
        self.add(at, peer, prefix, &[], What::Withdraw)
    }

    /// A peer's session came up or went down.
    pub(crate) fn session(&mut self, at: Millis, peer: (IpAddr, u32), up: bool) -> Result<(), Error> {
        self.counts.sessions += 1;
        let peer = self.peer(peer)?;
        self.put(Element { at, prefix: 0, peer, what: if up { What::SessionUp } else { What::SessionDown } })
    }

    /// The source says that nothing is missing from one moment to another.
    pub(crate) fn covers(&mut self, from: Millis, until: Millis) {
        let (first, last) = self.covered.unwrap_or((from, until));
        self.covered = Some((first.min(from), last.max(until)));
    }

    /// What was counted so far.
    pub(crate) fn counts(&self) -> Counts {
        self.counts
    }

    /// The series, and what the reader should know of how they came about.
    pub(crate) fn finish(mut self, notes: &mut Notes) -> Vec<Series> {
        // Half of the memory: every prefix has its number by now.
        self.numbers = FixedMap::default();
        let by_prefix: Vec<bool> = self
            .prefixes
            .iter()
            .map(|p| self.wanted_prefixes.is_empty() || p.around().any(|block| self.wanted_prefixes.contains(&block)))
            .collect();
        for (chosen, by_prefix) in self.chosen.iter_mut().zip(by_prefix) {
            *chosen = by_prefix && (*chosen || self.wanted_origins.is_empty());
        }
        replay::series(self.elements, &self.prefixes, &self.chosen, self.peers.len(), self.covered, notes)
    }

    fn add(
        &mut self,
        at: Millis,
        peer: (IpAddr, u32),
        prefix: Prefix,
        origins: &[u32],
        what: What,
    ) -> Result<(), Error> {
        let peer = self.peer(peer)?;
        let next = self.prefixes.len() as u32;
        let number = *self.numbers.entry(prefix).or_insert(next);
        if number == next {
            self.prefixes.push(prefix);
            self.chosen.push(false);
        }
        if origins.iter().any(|origin| self.wanted_origins.contains(origin))
            && let Some(chosen) = self.chosen.get_mut(number as usize)
        {
            *chosen = true;
        }
        self.put(Element { at, prefix: number, peer, what })
    }

    fn peer(&mut self, peer: (IpAddr, u32)) -> Result<u16, Error> {
        let next = self.peers.len() as u16;
        if next == u16::MAX {
            return Err(Error::file(
                Code::TooManyPeers,
                format!("More than {} peers.", u16::MAX - 1),
                "Give fewer files at once.",
            ));
        }
        Ok(*self.peers.entry(peer).or_insert(next))
    }

    fn put(&mut self, element: Element) -> Result<(), Error> {
        if self.elements.len() >= limits::SAMPLES {
            return Err(Error::file(
                Code::TooManySamples,
                format!("More than {} routing elements.", limits::SAMPLES),
                "Give fewer files at once.",
            ));
        }
        self.elements.push(element);
        Ok(())
    }
}

#[cfg(test)]
mod tests;
