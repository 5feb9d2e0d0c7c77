//! RIPE Atlas ping results: what share of the packets came back, and how long they took.
//!
//! In: results of `atlas.ripe.net/api/v2/measurements/<id>/results/` as an array or a line each: `timestamp` (epoch
//! seconds), `sent`, `rcvd`, `avg` (−1 where nothing came back). Out: over all probes, the share received and the median
//! of `avg` in bins as wide as the probes' usual distance. Where probes alone tell when they were connected (measurements 7000
//! and 7001), from each `disconnect` to the next `connect` is a given outage. Other kinds of measurement are named.
//! Written from the published schema: atlas.ripe.net/docs/apis/result-format.

use crate::base::error::{label, quote};
use crate::base::time::{self, DAY, Millis};
use crate::base::{Code, Error, Given, Kind, Notes, Reading, Sampling, Settings, limits, num};
use crate::read::format::{About, Format, Reader, Score};
use crate::read::json::handler::{JsonHandler, JsonReader};
use crate::read::json::records::{PATHS, Records};
use crate::read::json::series::JsonSeries;
use crate::read::json::value::JsonValue;
use crate::read::other_build;
use crate::read::series::bins::WIDTHS;
use crate::read::series::builder::Column;
use crate::read::series::step;
use crate::read::sniff::head::Head;
use std::collections::BTreeMap;

/// The format.
pub(crate) struct Atlas;

const ABOUT: About = About {
    id: "ripe-atlas",
    name: "RIPE Atlas ping results",
    provider: "RIPE NCC",
    licence: "RIPE Atlas terms of service",
    credit: "RIPE Atlas, RIPE NCC",
    source: "atlas.ripe.net/api/v2/measurements/<id>/results/; the share of packets that came back, and the round-trip time.",
};

impl Format for Atlas {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn sniff(&self, head: &Head<'_>) -> Score {
        let Some(outline) = &head.outline else { return 0 };
        let has = |name: &str| outline.has(name) || outline.has(&format!("*.{name}"));
        // A list of probes: their own times are none of a measurement.
        let probes = || head.holds(4 << 10, b"\"first_connected\"") && head.holds(4 << 10, b"\"total_uptime\"");
        if has("prb_id") && has("msm_id") || probes() { 95 } else { 0 }
    }

    fn open(&self, _ask: &Settings) -> Box<dyn Reader> {
        other_build::formats(|| Box::new(JsonReader::new(Box::<Results>::default())))
    }
}

/// One result.
struct Ping {
    at: Millis,
    probe: u32,
    sent: f32,
    received: f32,
    average: f32,
}

#[derive(Default)]
struct Results {
    records: Records,
    pings: Vec<Ping>,
    connections: Vec<(u32, Millis, bool)>,
    others: BTreeMap<String, usize>,
}

impl JsonHandler for Results {
    fn paths(&self) -> &'static [&'static str] {
        PATHS
    }

    fn part(&mut self, _: usize, name: &str, tree: JsonValue) -> Result<(), Error> {
        match self.records.take(name, tree) {
            Some(record) => self.result(&record),
            None => Ok(()),
        }
    }

    fn forget(&mut self) {
        self.records.forget();
    }

    fn left(&mut self, _: usize) -> Result<(), Error> {
        match self.records.end() {
            Some(record) => self.result(&record),
            None => Ok(()),
        }
    }

    fn finish(mut self: Box<Self>) -> Result<Reading, Error> {
        self.pings.sort_by_key(|ping| (ping.probe, ping.at));
        let distances: Vec<Millis> = self
            .pings
            .chunk_by(|a, b| a.probe == b.probe)
            .filter_map(|own| step::usual(own.iter().map(|p| p.at)))
            .collect();
        let usual = num::median(&mut distances.iter().map(|d| *d as f64).collect::<Vec<_>>()).unwrap_or(0.0);
        let width = WIDTHS.into_iter().find(|width| *width as f64 >= usual).unwrap_or(DAY);
        let bin = |ping: &Ping| ping.at.div_euclid(width) * width;
        self.pings.sort_by_key(bin);
        let mut gather = JsonSeries::default();
        for pings in self.pings.chunk_by(|a, b| bin(a) == bin(b)) {
            let at = pings.first().map_or(0, bin);
            let sent: f64 = pings.iter().map(|ping| f64::from(ping.sent)).sum();
            let received: f64 = pings.iter().map(|ping| f64::from(ping.received)).sum();
            let mut averages: Vec<f64> = pings.iter().map(|p| f64::from(p.average)).filter(|a| *a >= 0.0).collect();
            let share = if sent > 0.0 { 100.0 * received / sent } else { f64::NAN };
            gather.put("received", at, share, || Column {
                kind: Kind::Probing,
                ..Column::named("packets received", "%", Sampling::BinStart)
            })?;
            let middle = num::median(&mut averages).unwrap_or(f64::NAN);
            gather.put("rtt", at, middle, || Column::named("round-trip time (median)", "ms", Sampling::BinStart))?;
        }
        note_others(&self.others, &mut gather.notes);
        let given = without_a_probe(std::mem::take(&mut self.connections));
        if given.is_empty() {
            return Ok(gather.reading("There is no ping among the results."));
        }
        let text =
            format!("The {} stretches in which a probe was not connected are shown as given outages.", given.len());
        gather.notes.add(Code::OutagesGiven, text);
        Ok(Reading { given, notes: gather.notes, ..Reading::default() })
    }
}

/// From each time that a probe was lost to the next that it was back.
fn without_a_probe(mut events: Vec<(u32, Millis, bool)>) -> Vec<Given> {
    events.sort_unstable();
    let mut all = Vec::new();
    for own in events.chunk_by(|a, b| a.0 == b.0) {
        let mut lost = None;
        for (probe, at, connected) in own {
            match (connected, lost) {
                (false, None) => lost = Some(*at),
                (true, Some(start)) => {
                    all.push(given(*probe, start, Some(*at)));
                    lost = None;
                }
                _ => {}
            }
        }
        all.extend(lost.map(|start| given(own.first().map_or(0, |event| event.0), start, None)));
    }
    all.truncate(limits::GIVEN);
    all
}

fn given(probe: u32, start: Millis, end: Option<Millis>) -> Given {
    Given { by: "RIPE Atlas".to_owned(), start, end, label: format!("probe {probe}"), place: String::new() }
}

/// Says how many results of which kinds are no pings.
fn note_others(others: &BTreeMap<String, usize>, notes: &mut Notes) {
    const NAMED: usize = 5;
    if others.is_empty() {
        return;
    }
    let named: Vec<String> =
        others.iter().take(NAMED).map(|(kind, count)| format!("{} {count}", quote(kind))).collect();
    let more = if others.len() > NAMED { format!(" and {} more kinds", others.len() - NAMED) } else { String::new() };
    let count: usize = others.values().sum();
    let text = format!("{count} results are no pings; they were left out: {}{more}.", named.join(", "));
    notes.add(Code::ResultsLeftOut, text);
}

impl Results {
    fn result(&mut self, record: &JsonValue) -> Result<(), Error> {
        let number = |name: &str| record.number_of(name);
        let at = number("timestamp").and_then(time::from_secs);
        if let (Some(at), Some(event @ ("connect" | "disconnect"))) = (at, record.text_of("event")) {
            if self.connections.len() < limits::SAMPLES {
                self.connections.push((number("prb_id").unwrap_or(0.0) as u32, at, event == "connect"));
            }
            return Ok(());
        }
        let (Some(at), Some(sent), Some(received)) = (at, number("sent"), number("rcvd")) else {
            *self.others.entry(label(record.text_of("type").unwrap_or("unknown"))).or_default() += 1;
            return Ok(());
        };
        if self.pings.len() >= limits::SAMPLES {
            return Err(Error::file(Code::TooManySamples, "Too many results.", "Ask for a shorter time."));
        }
        let probe = number("prb_id").unwrap_or(0.0) as u32;
        let average = number("avg").unwrap_or(-1.0) as f32;
        self.pings.push(Ping { at, probe, sent: sent as f32, received: received as f32, average });
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::base::{Code, Kind};
    use crate::read::tests::{codes, read};

    fn ping(at: u32, probe: u32, received: u32) -> String {
        let avg = if received == 0 { -1.0 } else { 20.5 };
        format!(
            r#"{{"fw":5020,"msm_id":1001,"prb_id":{probe},"timestamp":{at},"sent":3,"rcvd":{received},"avg":{avg},"type":"ping"}}"#
        )
    }

    #[test]
    fn a_probe_that_was_lost_is_an_outage() {
        let event = |at: u32, event: &str| {
            format!(r#"{{"event":"{event}","prb_id":7,"msm_id":7000,"timestamp":{at},"type":"connection"}}"#)
        };
        let list =
            [event(1_418_000_400, "disconnect"), event(1_418_001_000, "connect"), event(1_418_009_000, "disconnect")];
        let given = read(&format!("[{}]", list.join(","))).given;
        assert_eq!(
            given.iter().map(|given| (given.start, given.end)).collect::<Vec<_>>(),
            [(1_418_000_400_000, Some(1_418_001_000_000)), (1_418_009_000_000, None)]
        );
    }

    #[test]
    fn packets_are_shared_over_bins() {
        let mut list = Vec::new();
        for i in 0..4 {
            list.push(ping(1_418_000_400 + i * 240, 1, if i == 2 { 0 } else { 3 }));
            list.push(ping(1_418_000_460 + i * 240, 2, if i == 2 { 1 } else { 3 }));
        }
        list.push(r#"{"msm_id":5,"prb_id":1,"timestamp":1418000400,"type":"traceroute"}"#.to_owned());
        let reading = read(&format!("[{}]", list.join(",")));
        assert_eq!(reading.series, read(&list.join("\n")).series);
        assert_eq!((reading.series[0].kind, reading.series[0].step), (Kind::Probing, 300_000));
        assert!(reading.series[0].values.iter().any(|v| *v < 100.0));
        assert_eq!(reading.series[1].kind, Kind::Latency);
        assert_eq!(codes(&reading), [Code::ResultsLeftOut]);
    }
}
