//! MRT (RFC 6396): BGP4MP and BGP4MP_ET updates, TABLE_DUMP and TABLE_DUMP_V2 tables, with AS4 and ADD-PATH (RFC 8050).
//!
//! In: the bytes of a dump, decompressed. Out: visible prefixes and /24s over time. Routes are parsed by bgpkit-parser, the
//! way that leaves out communities and whatever else visibility is not made of; it knows no sessions, so these are read
//! here ([`frame`]), as are the headers of records, so that records can be parsed while bytes arrive.
//! Refused: a file whose first record has no sound header. A record that can't be parsed is skipped and counted; where
//! The framing itself breaks, what came before it is kept and the place is noted.

mod frame;

use self::frame::{HEADER, Kind, RecordHeader};
use crate::base::error::{Error, Place};
use crate::base::time::{Millis, in_range};
use crate::base::{Code, Notes, Reading, Settings, Source};
use crate::read::bgp::visibility::{Prefix, Routes};
use crate::read::format::{About, Format, Reader, Score};
use crate::read::sniff::head::Head;
use bgpkit_parser::models::{BgpRouteElem, ElemType};
use bgpkit_parser::{BgpkitParser, ParserError};
use std::cell::Cell;
use std::io::Read;

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

    fn sniff(&self, head: &Head<'_>) -> Score {
        crate::read::sniff::mrt_head::sniff(head)
    }

    fn open(&self, settings: &Settings) -> Box<dyn Reader> {
        Box::new(Dump {
            routes: Routes::new(settings),
            peers: Vec::new(),
            pending: Vec::new(),
            done: 0,
            broken: false,
            notes: Notes::default(),
        })
    }
}

struct Dump {
    routes: Result<Routes, Error>,
    /// The record that numbers the peers of rows.
    peers: Vec<u8>,
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
            self.notes.add_at(Code::CutShort, cut, Place::byte(self.done));
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
        let mut pending = std::mem::take(&mut self.pending);
        let mut at = 0;
        while let Some(frame) = self.frame(&pending, at, spare)? {
            let begin = self.done + at as u64;
            let mut end = at + frame.length;
            while let Some(next) = self.frame(&pending, end, spare)?.filter(|next| frame.goes_with(next)) {
                end += next.length;
            }
            let record = pending.get(at..end).unwrap_or_default();
            at = match frame.kind {
                _ if !in_range(frame.at()) => {
                    let message = "Records with a time outside 1990–2100 were left out.";
                    self.notes.add_at(Code::SkippedRecords, message, Place::byte(begin));
                    at + frame.length
                }
                Kind::BeyondSecond => {
                    self.notes.add_at(SKIPPED.0, SKIPPED.1, Place::byte(begin));
                    end
                }
                Kind::Session { network, micros } => {
                    let told = frame::session(frame.at(), network, micros, record.get(HEADER..).unwrap_or_default());
                    self.session(told, begin);
                    end
                }
                Kind::OldSession => {
                    self.session(frame::old_session(frame.at(), record.get(HEADER..).unwrap_or_default()), begin);
                    end
                }
                Kind::Peers => {
                    self.peers = record.to_vec();
                    end
                }
                Kind::OldRow => {
                    let bytes = pending.get(at..end + spare).unwrap_or_default();
                    let mut rest = bytes;
                    let _ = bgpkit_parser::parser::chunk_mrt_record(&mut rest);
                    let record = bytes.get(..record.len().max(bytes.len() - rest.len())).unwrap_or_default();
                    self.run(frame, record, begin);
                    at + record.len()
                }
                Kind::Row | Kind::Update => {
                    self.run(frame, record, begin);
                    end
                }
            };
        }
        pending.drain(..at);
        self.pending = pending;
        self.done += at as u64;
        Ok(())
    }

    /// The record there, if it is wholly there.
    fn frame(&mut self, bytes: &[u8], at: usize, spare: usize) -> Result<Option<RecordHeader>, Error> {
        let rest = bytes.get(at..).unwrap_or_default();
        let Some(frame) = RecordHeader::of(rest).filter(|_| !self.broken) else { return Ok(None) };
        let length = frame.length - HEADER;
        if length <= BODY {
            return Ok((rest.len() >= frame.length + spare).then_some(frame));
        }
        self.broken = true;
        let place = Place::byte(self.done + at as u64);
        let found = format!("A record says it is {length} bytes long.");
        if self.done == 0 && at == 0 {
            return Err(Error::file(Code::Damaged, found, "A record of at most 16 MiB is needed.").at(place));
        }
        self.notes.add_at(Code::DamagedTail, format!("{found} Everything from there on was left out."), place);
        Ok(None)
    }

    /// A session changed, or a record said so that can't be read.
    fn session(&mut self, told: Option<frame::Session>, begin: u64) {
        let Ok(routes) = &mut self.routes else { return };
        let told = match told {
            Some((at, peer, up)) => kept(routes.session(at, peer, up)),
            None => Err(SKIPPED),
        };
        if let Err((code, message)) = told {
            self.notes.add_at(code, message, Place::byte(begin));
        }
    }

    /// Parses the routes of records that go with each other.
    fn run(&mut self, frame: RecordHeader, records: &[u8], begin: u64) {
        let Ok(routes) = &mut self.routes else { return };
        let peers = if frame.kind == Kind::Row { self.peers.as_slice() } else { &[] };
        let rest = Cell::new(records);
        let parser = BgpkitParser::from_reader(peers.chain(Taken(&rest)));
        let (mut frame, mut end) = (frame, frame.length);
        for route in parser.into_fallible_route_iter() {
            let taken = records.len() - rest.get().len();
            // The record that the route is of: none is read ahead.
            while end < taken
                && let Some(next) = records.get(end..).and_then(RecordHeader::of)
            {
                (frame, end) = (next, end + next.length);
            }
            let (told, record) = match route {
                Ok(route) => (kept(put(routes, frame, &route)), 0),
                Err(refused) => {
                    let why = match refused.error {
                        ParserError::Unsupported(_) => {
                            Err((Code::UnsupportedRecords, "Records of a kind that is not supported were left out."))
                        }
                        _ => Err(SKIPPED),
                    };
                    (why, refused.bytes.map_or(0, |bytes| bytes.len()))
                }
            };
            if let Err((code, message)) = told {
                self.notes.add_at(code, message, Place::byte(begin + taken.saturating_sub(record) as u64));
            }
        }
    }
}

/// What of a run is not yet taken.
struct Taken<'a>(&'a Cell<&'a [u8]>);

impl Read for Taken<'_> {
    fn read(&mut self, room: &mut [u8]) -> std::io::Result<usize> {
        let mut rest = self.0.get();
        let read = rest.read(room);
        self.0.set(rest);
        read
    }
}

type Reason = (Code, &'static str);

const SKIPPED: Reason = (Code::SkippedRecords, "Records that could not be parsed were left out.");

fn put(routes: &mut Routes, frame: RecordHeader, route: &BgpRouteElem) -> Result<(), Error> {
    let net = route.prefix.prefix;
    let Some(prefix) = Prefix::new(net.addr(), net.prefix_len()) else { return Ok(()) };
    let table = frame.kind != Kind::Update;
    // Rows bear the moment when the peer heard of the route; they were true at that of their record.
    let at = if table { frame.at() } else { (route.timestamp * 1e6).round() as Millis / 1000 };
    let peer = (route.peer_ip, route.peer_asn.into());
    if route.elem_type == ElemType::WITHDRAW {
        return routes.withdraw(at, peer, prefix);
    }
    let (mut origins, mut count) = ([0; 4], 0);
    let known = route.as_path.iter().flat_map(|path| path.iter_origins());
    for (slot, origin) in origins.iter_mut().zip(known) {
        *slot = origin.into();
        count += 1;
    }
    let origins = origins.get(..count).unwrap_or_default();
    if table { routes.table(at, peer, prefix, origins) } else { routes.announce(at, peer, prefix, origins) }
}

fn kept(result: Result<(), Error>) -> Result<(), Reason> {
    result.map_err(|_| (Code::TooManySamples, "The file holds more than can be kept; the rest was left out."))
}

#[cfg(test)]
mod tests;
