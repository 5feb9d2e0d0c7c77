//! RIPEstat data calls that hold a series of counts, and those that hold none, by name.
//!
//! In: replies of `stat.ripe.net/data/<call>/data.json`, or their `data` part alone. Out: country-resource-stats and
//! country-routing-stats (each interval of `timeline` stands for its moments at the reply's resolution; −1 is missing),
//! prefix-count, routing-history and announced-prefixes (intervals counted on the grid of the reply's granularity),
//! bgp-update-activity. Times without a zone are UTC; every value was true at its moment. A call that is a snapshot
//! gives no series, and a note that names it. Source: the documentation at stat.ripe.net/docs.

use crate::base::error::quote;
use crate::base::time::{self, DAY, HOUR, MINUTE, Millis, SECOND};
use crate::base::{Code, Error, Kind, Reading, Represents, Sampling, Settings, limits};
use crate::read::format::{About, Format, Reader, Score};
use crate::read::json::handler::{JsonHandler, JsonReader};
use crate::read::json::series::{JsonSeries, moment};
use crate::read::json::value::JsonValue;
use crate::read::other_build;
use crate::read::series::builder::Column;
use crate::read::series::step;
use crate::read::series::stretches;
use crate::read::sniff::head::Head;
use crate::read::sniff::routes_head;
use std::collections::BTreeSet;

/// The format.
pub(crate) struct Ripestat;

const ABOUT: About = About {
    id: "ripestat",
    name: "RIPEstat data call",
    provider: "RIPE NCC",
    licence: "RIPEstat terms of service",
    credit: "RIPEstat, RIPE NCC",
    source: "stat.ripe.net/data/country-resource-stats/data.json?resource=ir&resolution=5m and other calls with a series.",
};

/// The calls, each with a path that only it has in its `data`.
const CALLS: [(&str, &str); 14] = [
    ("country-resource-stats", "stats.*.v4_prefixes_ris"),
    ("routing-history", "by_origin.*.prefixes"),
    ("prefix-count", "ipv4.*.address-space"),
    ("bgp-update-activity", "updates.*.announcements"),
    ("announced-prefixes", "prefixes.*.timelines"),
    ("bgp-state", "bgp_state"),
    ("visibility", "visibilities"),
    ("ris-peer-count", "peer_count"),
    ("country-asns", "countries.*.stats"),
    ("country-resource-list", "resources.asn"),
    ("rir-stats-country", "located_resources"),
    ("routing-status", "observed_neighbours"),
    ("mlab-clients", "perc_coverage"),
    ("mlab-clients", "clients"),
];

/// The call that a head is a reply of.
fn call(head: &Head<'_>) -> Option<String> {
    let outline = head.outline.as_ref()?;
    if let Some(name) = outline.text("data_call_name") {
        return Some(name.to_owned());
    }
    let beside = ["resource", "query_time", "query_starttime", "query_endtime", "peer_count"];
    let bare = beside.iter().any(|name| outline.has(name));
    let own = CALLS.iter().find(|(_, path)| outline.has(path) || outline.has(&format!("data.{path}")));
    own.filter(|_| bare || outline.has("data.resource")).map(|(name, _)| (*name).to_owned())
}

impl Format for Ripestat {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn sniff(&self, head: &Head<'_>) -> Score {
        if call(head).is_some() && routes_head::detect(head).is_none() { 90 } else { 0 }
    }

    fn open(&self, _ask: &Settings) -> Box<dyn Reader> {
        other_build::formats(|| Box::new(Begun(None)))
    }
}

/// Waits for the head, which names the call.
struct Begun(Option<JsonReader>);

impl Reader for Begun {
    fn begin(&mut self, head: Head<'_>) -> Result<(), Error> {
        let parts = Call { name: call(&head).unwrap_or_default(), ..Call::default() };
        self.0 = Some(JsonReader::new(Box::new(parts)));
        self.push(head.bytes)
    }

    fn push(&mut self, bytes: &[u8]) -> Result<(), Error> {
        match &mut self.0 {
            Some(reader) => reader.push(bytes),
            None => Ok(()),
        }
    }

    fn finish(self: Box<Self>) -> Result<Reading, Error> {
        match self.0 {
            Some(reader) => Box::new(reader).finish(),
            None => Err(Error::file(Code::EmptyFile, "The file is empty.", "Needed: a reply of RIPEstat.")),
        }
    }
}

/// Names that are kept of columns that are left out.
const LEFT_OUT: usize = 1_000;

/// A stretch of time in which something held.
struct Stretch {
    from: Millis,
    until: Millis,
    series: String,
    value: f64,
}

#[derive(Default)]
struct Call {
    name: String,
    resource: String,
    step: Option<Millis>,
    window: (Option<Millis>, Option<Millis>),
    gather: JsonSeries,
    /// Values that hold over stretches: one at a time (a state), or counted where they overlap.
    states: Vec<Stretch>,
    counted: Vec<Stretch>,
    origin: String,
    left_out: BTreeSet<String>,
}

const PATHS: &[&str] = &[
    "data.stats.*",
    "stats.*",
    "data.ipv4.*",
    "ipv4.*",
    "data.ipv6.*",
    "ipv6.*",
    "data.updates.*",
    "updates.*",
    "data.by_origin.*",
    "by_origin.*",
    "data.prefixes.*",
    "prefixes.*",
    "data.resource",
    "resource",
    "data.resolution",
    "resolution",
    "data.time_granularity",
    "time_granularity",
    "data.query_starttime",
    "query_starttime",
    "data.query_endtime",
    "query_endtime",
    "data.query_time",
    "query_time",
    "messages.*",
    "status",
];

impl JsonHandler for Call {
    fn paths(&self) -> &'static [&'static str] {
        PATHS
    }

    fn part(&mut self, path: usize, _: &str, tree: JsonValue) -> Result<(), Error> {
        let word = PATHS.get(path).copied().unwrap_or_default();
        match word.strip_prefix("data.").unwrap_or(word) {
            "stats.*" => self.stats(&tree)?,
            "ipv4.*" => self.counts("IPv4", &tree)?,
            "ipv6.*" => self.counts("IPv6", &tree)?,
            "updates.*" => self.activity(&tree)?,
            "by_origin.*" => {
                self.origin = format!("AS{}", tree.text_of("origin").unwrap_or("?"));
                for prefix in tree.get("prefixes").map(JsonValue::items).unwrap_or_default() {
                    self.prefix(&prefix);
                }
            }
            "prefixes.*" => self.prefix(&tree),
            "resource" => {
                self.resource = tree
                    .item(0)
                    .and_then(|t| t.text().map(str::to_owned))
                    .or_else(|| tree.text().map(str::to_owned))
                    .unwrap_or_default()
            }
            "resolution" => self.step = tree.text().and_then(duration),
            "time_granularity" => self.step = tree.number().and_then(time::step_from_secs),
            "query_starttime" => self.window.0 = moment(&tree),
            "query_endtime" | "query_time" => self.window.1 = moment(&tree),
            "status" if tree.text() == Some("error") => {
                return Err(Error::file(Code::ReplyError, "The reply is an error.", "Ask RIPEstat again."));
            }
            _ => {}
        }
        if self.states.len() + self.counted.len() > limits::SAMPLES / 8 {
            return Err(too_many());
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<Reading, Error> {
        self.spread_states()?;
        self.count_stretches()?;
        if !self.left_out.is_empty() {
            const NAMED: usize = 12;
            let names: Vec<String> = self.left_out.iter().take(NAMED).map(|name| quote(name)).collect();
            let more = self.left_out.len().saturating_sub(NAMED);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            let text = format!("Columns that are no signals were left out: {}{more}.", names.join(", "));
            self.gather.notes.add(Code::ColumnsLeftOut, text);
        }
        if self.name == "bgp-update-activity" {
            self.gather.notes.add(
                Code::UpdateCounts,
                "Counts of routing messages do not fall with connectivity; take no drop for an outage.",
            );
        }
        let name = if self.name.is_empty() { "This call" } else { &self.name };
        let why = match name {
            "ris-peer-count" => "it counts the peers of the collectors, whoever is connected",
            _ => "it is a snapshot, or empty",
        };
        let mut reading = self.gather.reading(&format!(
            "{name} of RIPEstat holds no series: {why}. Ask for country-resource-stats of a country, routing-history or bgplay of a network."
        ));
        let letters = self.resource.len() == 2 && self.resource.bytes().all(|b| b.is_ascii_alphabetic());
        if letters && self.name.starts_with("country") {
            reading.source.country = Some(self.resource.to_ascii_uppercase());
            reading.source.represents = Represents::Country;
        } else if !self.resource.is_empty() && !reading.series.is_empty() {
            reading.source.represents = Represents::Network;
        }
        Ok(reading)
    }
}

fn too_many() -> Error {
    Error::file(Code::TooManySamples, "Too many stretches of time.", "Ask for a shorter time.")
}

fn column(name: &str) -> Column {
    Column { kind: Kind::Routes, ..Column::named(name, "", Sampling::Instant) }
}

impl Call {
    /// One row of country-resource-stats: values, and the stretches in which they held.
    fn stats(&mut self, tree: &JsonValue) -> Result<(), Error> {
        let timeline = tree.get("timeline").map(JsonValue::list).unwrap_or_default();
        let stretches: Vec<_> = timeline.iter().filter_map(bounds).collect();
        for (name, value) in tree.members() {
            if name == "timeline" || name == "stats_date" {
                continue;
            }
            if name.ends_with("_stats") {
                // The registry's own statistics: what was allotted, not what was seen.
                if self.left_out.len() < LEFT_OUT {
                    self.left_out.insert(name.clone());
                }
                continue;
            }
            // Each stretch holds a moment at least: more are refused before they are multiplied by the names beside them.
            if self.states.len() + stretches.len() > limits::SPARE_BINS {
                return Err(too_many());
            }
            let value = value.number().filter(|v| *v >= 0.0).unwrap_or(f64::NAN);
            let state = |&(from, until): &_| Stretch { from, until, series: name.clone(), value };
            self.states.extend(stretches.iter().map(state));
        }
        Ok(())
    }

    fn counts(&mut self, family: &str, tree: &JsonValue) -> Result<(), Error> {
        let Some(at) = tree.get("timestamp").and_then(moment) else { return Ok(()) };
        for (field, words) in [("prefixes", "prefixes"), ("address-space", "address space")] {
            if let Some(value) = tree.number_of(field) {
                let name = format!("{family} {words}");
                let value = if value < 0.0 { f64::NAN } else { value };
                self.gather.put(&name, at, value, || column(&name))?;
            }
        }
        Ok(())
    }

    fn activity(&mut self, tree: &JsonValue) -> Result<(), Error> {
        let Some(at) = tree.get("starttime").and_then(moment) else { return Ok(()) };
        for name in ["announcements", "withdrawals"] {
            if let Some(value) = tree.number_of(name) {
                self.gather.put(name, at, value, || Column::named(name, "messages", Sampling::BinStart))?;
            }
        }
        Ok(())
    }

    fn prefix(&mut self, tree: &JsonValue) {
        let series = if self.origin.is_empty() { "prefixes".to_owned() } else { format!("{} prefixes", self.origin) };
        for stretch in tree.get("timelines").map(JsonValue::items).unwrap_or_default() {
            if let Some((from, until)) = bounds(&stretch) {
                self.counted.push(Stretch { from, until, series: series.clone(), value: 1.0 });
            }
        }
    }

    /// Each stretch as the moments in it, at the reply's resolution.
    fn spread_states(&mut self) -> Result<(), Error> {
        let mut starts: Vec<Millis> = self.states.iter().map(|s| s.from).collect();
        starts.sort();
        starts.dedup();
        let step = self.step.or_else(|| step::usual(starts.into_iter())).filter(|step| *step >= MINUTE).unwrap_or(DAY);
        self.states.sort_by_key(|s| s.from);
        stretches::check(self.states.iter().map(|s| (s.from, s.until)), step)?;
        for s in &self.states {
            for at in stretches::moments(s.from, s.until, step) {
                self.gather.put(&s.series, at, s.value, || column(&s.series))?;
            }
        }
        Ok(())
    }

    /// On a grid, how many stretches cover each moment.
    fn count_stretches(&mut self) -> Result<(), Error> {
        let step = self.step.unwrap_or(8 * HOUR).max(MINUTE);
        let Some(start) = self.counted.iter().map(|s| s.from).min() else { return Ok(()) };
        let last = self.counted.iter().map(|s| s.until).max().unwrap_or(start);
        let end = self.window.1.unwrap_or(last).max(last);
        let counted = std::mem::take(&mut self.counted);
        let series = stretches::by_name(counted.into_iter().map(|s| (s.series, (s.from, s.until))));
        stretches::check(series.iter().map(|_| (start, end)), step)?;
        for (name, own) in series {
            for (at, count) in stretches::counts(own, stretches::moments(start, end, step)) {
                self.gather.put(&name, at, count, || column(&name))?;
            }
        }
        let every = if step % DAY == 0 { format!("{} days", step / DAY) } else { format!("{} minutes", step / MINUTE) };
        let text = format!("The reply gives stretches of time; they were counted every {every}.");
        self.gather.notes.add(Code::StretchesCounted, text);
        Ok(())
    }
}

fn bounds(stretch: &JsonValue) -> Option<(Millis, Millis)> {
    let from = stretch.get("starttime").and_then(moment)?;
    let until = stretch.get("endtime").and_then(moment).unwrap_or(from);
    Some((from, until.max(from)))
}

/// `5m`, `8h`, `1d`, `1w` in milliseconds.
fn duration(text: &str) -> Option<Millis> {
    let (number, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
    let unit = match unit {
        "s" => SECOND,
        "m" => MINUTE,
        "h" => HOUR,
        "d" => DAY,
        "w" => 7 * DAY,
        _ => return None,
    };
    number.parse::<Millis>().ok().filter(|n| (1..100_000).contains(n)).map(|n| n * unit)
}

#[cfg(test)]
mod tests {
    use crate::base::{Code, Represents, Sampling};
    use crate::read::tests::{codes, read};

    #[test]
    fn country_resource_stats_fill_their_grid() {
        let reading = read(
            r#"{"data_call_name":"country-resource-stats","status":"ok","data":{"stats":[
            {"timeline":[{"starttime":"2026-01-07T12:00:00","endtime":"2026-01-07T12:10:00"},{"starttime":"2026-01-07T12:20:00","endtime":"2026-01-07T12:20:00"}],
             "v4_prefixes_ris":8209,"v6_prefixes_ris":-1,"asns_stats":5,"stats_date":"2026-01-07T00:00:00"},
            {"timeline":[{"starttime":"2026-01-07T12:15:00","endtime":"2026-01-07T12:15:00"}],"v4_prefixes_ris":8100.5,"v6_prefixes_ris":433}],
            "resource":"ir","resolution":"5m"}}"#,
        );
        assert_eq!((reading.source.country.as_deref(), reading.source.represents), (Some("IR"), Represents::Country));
        assert_eq!(reading.series[0].values[..], [8209.0, 8209.0, 8209.0, 8100.5, 8209.0]);
        assert_eq!((reading.series[0].sampling, reading.series[0].step), (Sampling::Instant, 300_000));
        assert_eq!(reading.series[1].missing(), 4);
        assert_eq!(codes(&reading), [Code::ColumnsLeftOut, Code::MissingValues]);
    }

    #[test]
    fn stretches_are_counted_on_the_grid() {
        let reading = read(
            r#"{"data_call_name":"routing-history","data":{"by_origin":[{"origin":"3333","prefixes":[
            {"prefix":"193.0.0.0/21","timelines":[{"starttime":"2014-10-01T00:00:00","endtime":"2014-10-03T23:59:59"}]},
            {"prefix":"193.0.8.0/21","timelines":[{"starttime":"2014-10-02T00:00:00","endtime":"2014-10-02T23:59:59"}]}]}],
            "time_granularity":86400,"resource":"3333"}}"#,
        );
        assert_eq!(reading.series[0].values[..], [1.0, 2.0, 1.0]);
        assert_eq!(reading.series[0].label, "AS3333 prefixes");
        assert_eq!(reading.source.represents, Represents::Network);
    }

    #[test]
    fn a_snapshot_is_named() {
        let reading =
            read(r#"{"data_call_name":"routing-status","data":{"observed_neighbours":872,"resource":"3333"}}"#);
        assert_eq!(codes(&reading), [Code::NoSeries]);
        assert!(reading.notes.list()[0].message.contains("routing-status"));
    }
}
