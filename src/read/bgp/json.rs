//! Routing data as JSON: RIS Live messages, bgpkit elements, RIPEstat's bgplay and bgp-updates.
//!
//! In: an object a line or an array of them; or one RIPEstat reply. Out: visible prefixes and /24s over time, as from
//! MRT. bgplay brings its initial state; without one it is inferred and noted. Elements without a time, a peer or a
//! prefix are counted. Sources: ris-live.ripe.net/manual, stat.ripe.net/docs.

use super::text::{network, origins, reading};
use super::visibility::{Prefix, Routes};
use crate::base::time::Millis;
use crate::base::{Code, Error, Notes, Reading, Represents, Settings};
use crate::read::format::{About, Format, Reader, Score};
use crate::read::json::handler::{JsonHandler, JsonReader};
use crate::read::json::records::{PATHS, Records};
use crate::read::json::series::moment;
use crate::read::json::value::JsonValue;
use crate::read::sniff::head::Head;
use crate::read::sniff::routes_head::{self, Routing};
use std::collections::BTreeMap;
use std::net::IpAddr;

/// One of the formats.
pub(crate) struct RoutesJson(Routing, About);

/// Messages of RIS Live.
pub(crate) const RIS_LIVE: RoutesJson = RoutesJson(
    Routing::RisLive,
    About {
        id: "ris-live",
        name: "RIS Live messages",
        provider: "RIPE NCC",
        licence: "RIPE RIS terms of service",
        credit: "Routing Information Service (RIS), RIPE NCC",
        source: "ris-live.ripe.net, saved a message a line; visibility of prefixes is rebuilt from it.",
    },
);

/// Elements of bgpkit.
pub(crate) const ELEMENTS: RoutesJson = RoutesJson(
    Routing::Elements,
    About {
        id: "bgpkit-json",
        name: "BGPKIT elements",
        provider: "",
        licence: "",
        credit: "",
        source: "bgpkit-parser --json FILE; visibility of prefixes is rebuilt from it.",
    },
);

/// RIPEstat's routing calls.
pub(crate) const RIPESTAT: RoutesJson = RoutesJson(
    Routing::Ripestat,
    About {
        id: "ripestat-routes",
        name: "RIPEstat bgplay and bgp-updates",
        provider: "RIPE NCC",
        licence: "RIPEstat terms of service",
        credit: "RIPEstat, RIPE NCC",
        source: "stat.ripe.net/data/bgplay/data.json?resource=…; visibility of prefixes is rebuilt from it.",
    },
);

impl Format for RoutesJson {
    fn about(&self) -> &'static About {
        match self.0 {
            Routing::RisLive => &RIS_LIVE.1,
            Routing::Elements => &ELEMENTS.1,
            Routing::Ripestat | Routing::Dump => &RIPESTAT.1,
        }
    }

    fn sniff(&self, head: &Head<'_>) -> Score {
        if routes_head::detect(head) == Some(self.0) { 97 } else { 0 }
    }

    fn open(&self, settings: &Settings) -> Box<dyn Reader> {
        Box::new(JsonReader::new(Box::new(Elements {
            told: self.0,
            routes: Routes::new(settings),
            records: Records::default(),
            networks: BTreeMap::new(),
            skipped: 0,
        })))
    }
}

struct Elements {
    told: Routing,
    routes: Result<Routes, Error>,
    records: Records,
    /// RIPEstat: the network of each peer.
    networks: BTreeMap<IpAddr, u32>,
    skipped: u64,
}

impl JsonHandler for Elements {
    fn paths(&self) -> &'static [&'static str] {
        PATHS
    }

    fn part(&mut self, _: usize, name: &str, tree: JsonValue) -> Result<(), Error> {
        match self.records.take(name, tree) {
            Some(record) => self.record(&record),
            None => Ok(()),
        }
    }

    fn forget(&mut self) {
        self.records.forget();
    }

    fn left(&mut self, _: usize) -> Result<(), Error> {
        match self.records.end() {
            Some(record) => self.record(&record),
            None => Ok(()),
        }
    }

    fn joins(&self) -> bool {
        true
    }

    fn finish(self: Box<Self>) -> Result<Reading, Error> {
        let mut notes = Notes::default();
        if self.skipped > 0 {
            notes.add(
                Code::SkippedRecords,
                format!("{} elements without a time, peer or prefix were left out.", self.skipped),
            );
        }
        let mut reading = reading(self.routes?, notes);
        if self.told == Routing::Ripestat {
            reading.source.represents = Represents::Network;
        }
        Ok(reading)
    }
}

impl Elements {
    fn record(&mut self, record: &JsonValue) -> Result<(), Error> {
        let read = match self.told {
            Routing::RisLive => self.message(record),
            Routing::Elements => self.element(record),
            Routing::Ripestat | Routing::Dump => Some(self.reply(record.get("data").unwrap_or(record))),
        };
        read.unwrap_or_else(|| {
            self.skipped += 1;
            Ok(())
        })
    }

    fn routes(&mut self) -> Result<&mut Routes, Error> {
        self.routes.as_mut().map_err(|error| error.clone())
    }

    /// A message of RIS Live; those that are neither updates nor changes of a session say nothing of routes.
    fn message(&mut self, record: &JsonValue) -> Option<Result<(), Error>> {
        let data = record.get("data")?;
        if record.text_of("type") != Some("ris_message") {
            return Some(Ok(()));
        }
        let at = data.get("timestamp").and_then(moment)?;
        let peer = (data.text_of("peer")?.parse().ok()?, number(data.get("peer_asn")?)?);
        match data.text_of("type") {
            Some("UPDATE") => Some(self.update(data, at, peer)),
            Some("RIS_PEER_STATE") => {
                let up = matches!(data.text_of("state"), Some("up" | "connected"));
                Some(self.routes().and_then(|routes| routes.session(at, peer, up)))
            }
            _ => Some(Ok(())),
        }
    }

    fn update(&mut self, data: &JsonValue, at: Millis, peer: (IpAddr, u32)) -> Result<(), Error> {
        let origins = last(data.get("path"));
        let mut skipped = 0;
        let routes = self.routes()?;
        for prefix in data.get("withdrawals").map(JsonValue::items).unwrap_or_default() {
            match prefix.text().and_then(Prefix::parse) {
                Some(prefix) => routes.withdraw(at, peer, prefix)?,
                None => skipped += 1,
            }
        }
        for block in data.get("announcements").map(JsonValue::items).unwrap_or_default() {
            for prefix in block.get("prefixes").map(JsonValue::items).unwrap_or_default() {
                match prefix.text().and_then(Prefix::parse) {
                    Some(prefix) => routes.announce(at, peer, prefix, &origins)?,
                    None => skipped += 1,
                }
            }
        }
        self.skipped += skipped;
        Ok(())
    }

    /// An element of bgpkit.
    fn element(&mut self, record: &JsonValue) -> Option<Result<(), Error>> {
        let at = record.get("timestamp").and_then(moment)?;
        let peer = (record.text_of("peer_ip")?.parse().ok()?, number(record.get("peer_asn")?)?);
        let prefix = Prefix::parse(record.text_of("prefix")?)?;
        let path = record.text_of("as_path").map(origins).unwrap_or_default();
        let kind = record.text_of("type").or_else(|| record.text_of("elem_type"))?;
        let routes = match self.routes() {
            Ok(routes) => routes,
            Err(error) => return Some(Err(error)),
        };
        match kind {
            "ANNOUNCE" | "announce" | "A" => Some(routes.announce(at, peer, prefix, &path)),
            "WITHDRAW" | "withdraw" | "W" => Some(routes.withdraw(at, peer, prefix)),
            _ => None,
        }
    }

    /// A reply of RIPEstat.
    fn reply(&mut self, data: &JsonValue) -> Result<(), Error> {
        for source in data.get("sources").map(JsonValue::items).unwrap_or_default() {
            let ip = source.text_of("ip").and_then(|ip| ip.parse().ok());
            if let Some((ip, network)) = ip.zip(source.get("as_number").and_then(number)) {
                self.networks.insert(ip, network);
            }
        }
        let start = data.get("query_starttime").and_then(moment);
        if let Some((from, until)) = start.zip(data.get("query_endtime").and_then(moment)) {
            self.routes()?.covers(from, until);
        }
        for row in data.get("initial_state").map(JsonValue::items).unwrap_or_default() {
            match (start, self.peer(&row), row.text_of("target_prefix").and_then(Prefix::parse)) {
                (Some(at), Some(peer), Some(prefix)) => {
                    let origins = last(row.get("path"));
                    self.routes()?.table(at, peer, prefix, &origins)?;
                }
                _ => self.skipped += 1,
            }
        }
        let lists = [data.get("events"), data.get("updates")];
        for event in lists.into_iter().flatten().flat_map(JsonValue::items) {
            let Some(attrs) = event.get("attrs") else { continue };
            let prefix = attrs.text_of("target_prefix").and_then(Prefix::parse);
            match (event.get("timestamp").and_then(moment), self.peer(attrs), prefix, event.text_of("type")) {
                (Some(at), Some(peer), Some(prefix), Some("A")) => {
                    let origins = last(attrs.get("path"));
                    self.routes()?.announce(at, peer, prefix, &origins)?;
                }
                (Some(at), Some(peer), Some(prefix), Some("W")) => self.routes()?.withdraw(at, peer, prefix)?,
                _ => self.skipped += 1,
            }
        }
        Ok(())
    }

    /// The peer of a `source_id` such as `00-111.91.233.1`: its network by `sources`, else the first of the path, else
    /// unknown (0), the same for all of its elements.
    fn peer(&mut self, tree: &JsonValue) -> Option<(IpAddr, u32)> {
        let ip: IpAddr = tree.text_of("source_id")?.split_once('-')?.1.parse().ok()?;
        Some((ip, self.networks.get(&ip).copied().unwrap_or(0)))
    }
}

fn number(tree: &JsonValue) -> Option<u32> {
    match tree {
        JsonValue::Number(number) => (*number >= 0.0 && *number <= f64::from(u32::MAX)).then_some(*number as u32),
        JsonValue::Text(text) => network(text),
        _ => None,
    }
}

/// The origins of a path as a list: its last network, or each of a set.
fn last(path: Option<&JsonValue>) -> Vec<u32> {
    match path.map(JsonValue::items).unwrap_or_default().pop() {
        Some(set @ (JsonValue::List(_) | JsonValue::Numbers(_))) => set.items().iter().filter_map(number).collect(),
        Some(one) => number(&one).into_iter().collect(),
        None => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use crate::read::tests::read;

    #[test]
    fn ris_live_lines_are_counted() {
        let reading = read(
            "{\"type\":\"ris_message\",\"data\":{\"timestamp\":1553627987.89,\"peer\":\"10.0.0.1\",\"peer_asn\":\"65001\",\"type\":\"UPDATE\",\
             \"path\":[65001,[131279,5]],\"announcements\":[{\"next_hop\":\"10.0.0.1\",\"prefixes\":[\"175.45.176.0/24\"]}],\"withdrawals\":[\"175.45.177.0/24\"]}}\n\
             {\"type\":\"ris_message\",\"data\":{\"timestamp\":1553628999.5,\"peer\":\"10.0.0.1\",\"peer_asn\":\"65001\",\"type\":\"RIS_PEER_STATE\",\"state\":\"down\"}}\n\
             {\"type\":\"ris_error\",\"data\":{\"message\":\"x\"}}\n",
        );
        assert_eq!((reading.source.format.as_str(), reading.source.elements), ("ris-live", Some([1, 1, 0])));
    }

    #[test]
    fn bgplay_brings_its_initial_state() {
        let state = |peer: u32| {
            format!(
                r#"{{"source_id":"00-10.0.0.{peer}","path":[6500{peer},131279],"target_prefix":"175.45.176.0/24"}}"#
            )
        };
        let event = |clock: &str, peer: u32, kind: &str| {
            format!(
                r#"{{"timestamp":"2014-12-22T{clock}:00","type":"{kind}","attrs":{{"source_id":"00-10.0.0.{peer}","path":[6500{peer},131279],"target_prefix":"175.45.176.0/24"}}}}"#
            )
        };
        let text = format!(
            r#"{{"data_call_name":"bgplay","data":{{"query_starttime":"2014-12-22T15:00:00","initial_state":[{},{}],"events":[{},{},{}],"sources":[]}}}}"#,
            state(1),
            state(2),
            event("15:30", 1, "A"),
            event("16:15", 1, "W"),
            event("16:15", 2, "W")
        );
        let reading = read(&text);
        assert_eq!((reading.source.format.as_str(), reading.source.elements), ("ripestat-routes", Some([1, 2, 2])));
        assert_eq!(reading.series[0].values.first(), Some(&1.0));
    }

    #[test]
    fn elements_of_bgpkit_are_counted() {
        let reading = read(
            "{\"timestamp\":1640995200.0,\"type\":\"ANNOUNCE\",\"peer_ip\":\"10.0.0.1\",\"peer_asn\":65001,\"prefix\":\"175.45.176.0/24\",\"as_path\":\"65001 131279\"}\n\
             {\"timestamp\":1640996200.0,\"type\":\"WITHDRAW\",\"peer_ip\":\"10.0.0.1\",\"peer_asn\":65001,\"prefix\":\"175.45.176.0/24\"}\n",
        );
        assert_eq!((reading.source.format.as_str(), reading.source.elements), ("bgpkit-json", Some([1, 1, 0])));
    }
}
