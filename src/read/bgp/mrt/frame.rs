//! The header of a record, and the records that are no routes: changes of sessions.
//!
//! In: bytes from the beginning of a record. Out: its time, its length, what is to be done with it; of a change of state
//! the peer and whether its session is up (RFC 6396 §2, §3 and §4.4.1).

use crate::base::time::{Millis, SECOND, in_range};
use std::net::{IpAddr, Ipv4Addr};

/// RFC 6396 §2: timestamp, type, subtype and length.
pub(super) const HEADER: usize = 12;

/// Microseconds that no moment of a record has.
const SECOND_IN_MICROS: u32 = 1_000_000;

/// A record as its header tells it.
#[derive(Clone, Copy, Debug)]
pub(super) struct RecordHeader {
    seconds: u32,
    pub(super) kind: Kind,
    /// Bytes, with the header.
    pub(super) length: usize,
}

/// What is to be done with a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Routes that tell their own time; also what is not known.
    Update,
    /// A row of a TABLE_DUMP, whose length may be told wrongly.
    OldRow,
    /// A row of a TABLE_DUMP_V2.
    Row,
    /// It numbers the peers of the rows after it.
    Peers,
    /// A session changed. A network takes so many bytes; microseconds may stand before all.
    Session { network: usize, micros: bool },
    /// A session changed, as RIPE wrote it until 2003.
    OldSession,
    /// Its microseconds are more than a second: nobody knows when it was.
    BeyondSecond,
}

impl RecordHeader {
    /// The record that bytes begin with.
    pub(super) fn of(bytes: &[u8]) -> Option<RecordHeader> {
        let (seconds, rest) = bytes.split_first_chunk()?;
        let (kind, rest) = rest.split_first_chunk()?;
        let (subtype, rest) = rest.split_first_chunk()?;
        let micros = bytes.get(HEADER..).and_then(<[u8]>::first_chunk).map_or(0, |micros| u32::from_be_bytes(*micros));
        let kind = match (u16::from_be_bytes(*kind), u16::from_be_bytes(*subtype)) {
            (17, _) if micros >= SECOND_IN_MICROS => Kind::BeyondSecond,
            (12, _) => Kind::OldRow,
            (13, 1) => Kind::Peers,
            (13, _) => Kind::Row,
            (kind @ (16 | 17), subtype @ (0 | 5)) => {
                Kind::Session { network: if subtype == 0 { 2 } else { 4 }, micros: kind == 17 }
            }
            (5, 3) => Kind::OldSession,
            _ => Kind::Update,
        };
        let length = HEADER + u32::from_be_bytes(*rest.first_chunk()?) as usize;
        Some(RecordHeader { seconds: u32::from_be_bytes(*seconds), kind, length })
    }

    /// Its moment, to the second.
    pub(super) fn at(&self) -> Millis {
        Millis::from(self.seconds) * SECOND
    }

    /// True where the record behind it can be parsed in one go with it.
    pub(super) fn goes_with(&self, next: &RecordHeader) -> bool {
        match self.kind {
            Kind::Update => next.kind == Kind::Update && in_range(next.at()),
            Kind::Row => next.kind == Kind::Row && in_range(next.at()),
            _ => false,
        }
    }
}

/// A change of state: when, the peer's address and network, and whether its session is up now.
pub(super) type Session = (Millis, (IpAddr, u32), bool);

/// Reads a change of state.
pub(super) fn session(at: Millis, network: usize, micros: bool, body: &[u8]) -> Option<Session> {
    let number = |bytes: &[u8]| bytes.iter().fold(0, |number, byte| number << 8 | u32::from(*byte));
    let (micros, body) = body.split_at_checked(if micros { 4 } else { 0 })?;
    let (peer, rest) = body.split_at_checked(network)?;
    let (_, mut rest) = rest.split_at_checked(network)?;
    let mut address = IpAddr::V4(Ipv4Addr::UNSPECIFIED);
    // Old Zebra left out the interface, the family and the addresses.
    if network != 2 || body.len() != 8 {
        let (_interface, after) = rest.split_at_checked(2)?;
        let (family, after) = after.split_at_checked(2)?;
        let own = match number(family) {
            1 => {
                address = IpAddr::from(*after.first_chunk::<4>()?);
                4
            }
            2 => {
                address = IpAddr::from(*after.first_chunk::<16>()?);
                16
            }
            _ => return None,
        };
        rest = after.get(2 * own..)?;
    }
    Some((at + Millis::from(number(micros)) / 1000, (address, number(peer)), is_up(rest)?))
}

/// Reads a change of state of the old type 5: the peer's network and address, nothing of our own (RFC 6396 §6 names the
/// type; its form is that of MRT's first draft).
pub(super) fn old_session(at: Millis, body: &[u8]) -> Option<Session> {
    let (network, body) = body.split_first_chunk::<2>()?;
    let (address, states) = body.split_first_chunk::<4>()?;
    Some((at, (IpAddr::from(*address), u32::from(u16::from_be_bytes(*network))), is_up(states)?))
}

/// Whether the new of two states is that of an open session (RFC 4271 §8.2.2); none where it is no state.
fn is_up(states: &[u8]) -> Option<bool> {
    const ESTABLISHED: u16 = 6;
    let state = u16::from_be_bytes(*states.get(2..)?.first_chunk()?);
    (1..=ESTABLISHED).contains(&state).then_some(state == ESTABLISHED)
}
