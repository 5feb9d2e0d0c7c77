//! MRT (RFC 6396): BGP4MP and BGP4MP_ET updates, TABLE_DUMP and TABLE_DUMP_V2 tables, with AS4 and ADD-PATH (RFC 8050).
//!
//! In: the bytes of a dump, decompressed. Out: visible prefixes and /24s over time. Records are parsed by bgpkit-parser;
//! here they are only framed, so that they can be parsed while bytes arrive.
//! Refused: a file whose first record has no sound header. A record that can't be parsed is skipped and counted; where
//! the framing itself breaks, what came before it is kept and the place is noted.

use crate::base::error::{Error, Place};
use crate::base::time::{Millis, SECOND, in_range};
use crate::base::{Ask, Notes, Reading, Source};
use crate::read::routes::{Prefix, Routes};
use crate::read::{About, Format, Head, Reader, Sure};
use bgpkit_parser::models::{Bgp4MpEnum, BgpState, ElemType, LegacyBgp, MrtMessage, MrtRecord, TableDumpV2Message};
use bgpkit_parser::{BgpElem, Elementor};
use std::io::Cursor;
use std::net::IpAddr;

/// RFC 6396 §2: timestamp, type, subtype and length.
const HEADER: usize = 12;
/// A historical TABLE_DUMP record can be four bytes longer than its length says.
const CORRECTION: usize = 4;
/// Longest body that is believed; the longest real ones, RIB rows of many peers, are far below.
const BODY: usize = 16 << 20;

static ABOUT: About = About {
    id: "mrt",
    name: "MRT routing data",
    provider: "",
    licence: "",
    credit: "",
    source: "RouteViews and RIPE RIS archives (updates.*.bz2, updates.*.gz, bview.*, rib.*), or a router's own dump; visibility of prefixes is rebuilt from it.",
};

/// The format.
#[derive(Debug)]
pub(crate) struct Mrt;

impl Format for Mrt {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn sniff(&self, head: &Head<'_>) -> Sure {
        crate::read::mrt_head::sniff(head)
    }

    fn open(&self, ask: &Ask) -> Box<dyn Reader> {
        Box::new(Dump {
            routes: Routes::new(ask),
            elementor: Elementor::new(),
            pending: Vec::new(),
            done: 0,
            broken: false,
            notes: Notes::default(),
        })
    }
}

struct Dump {
    routes: Result<Routes, Error>,
    elementor: Elementor,
    pending: Vec<u8>,
    done: u64,
    broken: bool,
    notes: Notes,
}

impl Reader for Dump {
    fn push(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.pending.extend_from_slice(bytes);
        self.take(CORRECTION)
    }

    /// A table and its updates, or a day of updates, are one input.
    fn next_file(&mut self) -> Result<bool, Error> {
        self.take(0)?;
        if !self.pending.is_empty() && !self.broken {
            let cut = format!("The last {} bytes are not a whole record; they were left out.", self.pending.len());
            self.notes.add_at("cut-short", cut, Place::byte(self.done));
        }
        self.pending.clear();
        (self.done, self.broken) = (0, false);
        Ok(true)
    }

    fn finish(mut self: Box<Self>) -> Result<Reading, Error> {
        self.next_file()?;
        let mut notes = self.notes;
        let routes = self.routes?;
        let counts = routes.counts();
        let series = routes.finish(&mut notes);
        let elements = Some([counts.announcements, counts.withdrawals, counts.rib]);
        let source = Source { format: ABOUT.id.to_owned(), zone: "UTC".to_owned(), elements, ..Source::default() };
        Ok(Reading { source, series, notes, ..Reading::default() })
    }
}

impl Dump {
    /// Parses every record that is wholly there, with `spare` bytes after it.
    fn take(&mut self, spare: usize) -> Result<(), Error> {
        let mut at = 0;
        while !self.broken {
            let rest = self.pending.get(at..).unwrap_or(&[]);
            let Some(length) = rest.get(8..HEADER).and_then(|b| b.try_into().ok()).map(u32::from_be_bytes) else {
                break;
            };
            let length = length as usize;
            if length > BODY {
                self.broken = true;
                let place = Place::byte(self.done + at as u64);
                let found = format!("A record says it is {length} bytes long.");
                if self.done == 0 && at == 0 {
                    return Err(Error::file("damaged", found, "A record of at most 16 MiB is needed.").at(place));
                }
                self.notes.add_at("damaged-tail", format!("{found} Everything from there on was left out."), place);
                break;
            }
            if rest.len() < HEADER + length + spare {
                break;
            }
            at += self.record(at);
        }
        self.pending.drain(..at);
        self.done += at as u64;
        Ok(())
    }

    /// Parses the record at `at` of what is pending; returns its length.
    fn record(&mut self, at: usize) -> usize {
        let place = Place::byte(self.done + at as u64);
        let mut bytes = Cursor::new(self.pending.get(at..).unwrap_or(&[]));
        let raw = bgpkit_parser::parser::chunk_mrt_record(&mut bytes);
        let length = bytes.position() as usize;
        let parsed = raw.map_err(|e| e.error).and_then(bgpkit_parser::RawMrtRecord::parse);
        let told = match parsed {
            Ok(record) => self.tell(record),
            Err(_) => Err(("skipped-records", "Records that could not be parsed were left out.")),
        };
        if let Err((code, message)) = told {
            self.notes.add_at(code, message, place);
        }
        length.max(HEADER)
    }

    fn tell(&mut self, record: MrtRecord) -> Result<(), (&'static str, &'static str)> {
        let Ok(routes) = &mut self.routes else { return Ok(()) };
        let header = record.common_header;
        let at =
            Millis::from(header.timestamp) * SECOND + Millis::from(header.microsecond_timestamp.unwrap_or(0) / 1000);
        if !in_range(at) {
            return Err(("skipped-records", "Records with a time outside 1990–2100 were left out."));
        }
        let table = match &record.message {
            MrtMessage::TableDumpV2Message(TableDumpV2Message::PeerIndexTable(_)) => {
                return self
                    .elementor
                    .set_peer_table(record)
                    .map_err(|_| ("skipped-records", "A table of peers could not be parsed."));
            }
            MrtMessage::Bgp4Mp(Bgp4MpEnum::StateChange(change)) => {
                let up = change.new_state == BgpState::Established;
                return kept(routes.session(at, (change.peer_ip, change.peer_asn.into()), up));
            }
            MrtMessage::LegacyBgp(LegacyBgp::StateChange(_)) => return Ok(()),
            MrtMessage::Bgp4Mp(_) | MrtMessage::LegacyBgp(_) => false,
            MrtMessage::TableDumpMessage(_)
            | MrtMessage::TableDumpMessageBatch(_)
            | MrtMessage::TableDumpV2Message(_) => true,
        };
        let elements = self
            .elementor
            .record_to_elems_iter(record)
            .map_err(|_| ("unsupported-records", "Records of a kind that is not supported were left out."))?;
        for element in elements {
            kept(put(routes, at, table, &element))?;
        }
        Ok(())
    }
}

fn put(routes: &mut Routes, at: Millis, table: bool, element: &BgpElem) -> Result<(), Error> {
    let net = element.prefix.prefix;
    let Some(prefix) = Prefix::new(net.addr(), net.prefix_len()) else { return Ok(()) };
    let peer: (IpAddr, u32) = (element.peer_ip, element.peer_asn.into());
    if element.elem_type == ElemType::WITHDRAW {
        return routes.withdraw(at, peer, prefix);
    }
    let mut origins = [0; 4];
    let known = element.origin_asns.as_deref().unwrap_or(&[]);
    for (slot, origin) in origins.iter_mut().zip(known) {
        *slot = (*origin).into();
    }
    let origins = origins.get(..known.len().min(4)).unwrap_or(&[]);
    if table { routes.table(at, peer, prefix, origins) } else { routes.announce(at, peer, prefix, origins) }
}

fn kept(result: Result<(), Error>) -> Result<(), (&'static str, &'static str)> {
    result.map_err(|_| ("too-many-samples", "The file holds more than can be kept; the rest was left out."))
}

#[cfg(test)]
mod tests;
