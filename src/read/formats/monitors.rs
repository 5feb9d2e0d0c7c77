//! What services that watch others reply when asked for their incidents: outages that they report, to stand beside ours.
//!
//! In: `incidents.json` of a Statuspage and its list of incidents, `getMonitors` of UptimeRobot with its logs (type 1 is down) and
//! response times, `summary.outage` of Pingdom, `event.get` and `problem.get` of Zabbix (value 1 is a problem, 0 its end). Out: given
//! outages; the response times as a series. Notices without an impact and maintenance are left out and counted. A status page that says
//! only how things stand now gives none, and a note says where its list is.

use crate::base::error::label;
use crate::base::time::{self, Millis};
use crate::base::{Code, Error, Given, Notes, Reading, Sampling, Settings, limits};
use crate::read::format::{About, Format, Reader, Score};
use crate::read::json::handler::{JsonHandler, JsonReader};
use crate::read::json::series::{JsonSeries, moment};
use crate::read::json::value::JsonValue;
use crate::read::other_build;
use crate::read::series::builder::Column;
use crate::read::sniff::head::Head;
use crate::read::sniff::json_outline::JsonOutline;

/// The format.
pub(crate) struct Monitors;

const ABOUT: About = About {
    id: "monitors",
    name: "Incidents of a monitoring service",
    provider: "",
    licence: "",
    credit: "",
    source: "/api/v2/incidents.json of a Statuspage, the APIs of UptimeRobot, Pingdom and Zabbix; shown beside the outages found in a series.",
};

/// A service: its name, what only its replies have, and the parts that are asked of them.
type Service = (&'static str, &'static [&'static str], &'static [&'static str]);

const SERVICES: [Service; 6] = [
    ("Statuspage", &["page.id", "incidents"], &["page.name", "incidents.*"]),
    ("Statuspage", &["page.id", "components"], &["page.name"]),
    ("Statuspage", &["*.incident_updates", "*.created_at"], &["*"]),
    (
        "UptimeRobot",
        &["monitors.*.logs"],
        &["monitors.*.friendly_name", "monitors.*.logs.*", "monitors.*.response_times.*", "monitors.*/"],
    ),
    ("Pingdom", &["summary.states.*.timefrom"], &["summary.states.*"]),
    ("Zabbix", &["result.*.eventid", "result.*.objectid", "result.*.clock"], &["result.*"]),
];

fn service(outline: &JsonOutline) -> Option<&'static Service> {
    SERVICES.iter().find(|(_, own, _)| own.iter().all(|path| outline.has(path)))
}

impl Format for Monitors {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn sniff(&self, head: &Head<'_>) -> Score {
        if head.outline.as_ref().is_some_and(|outline| service(outline).is_some()) { 90 } else { 0 }
    }

    fn open(&self, _ask: &Settings) -> Box<dyn Reader> {
        other_build::formats(|| Box::new(Begun(None)))
    }
}

/// Waits for the head, which tells the service.
struct Begun(Option<JsonReader>);

impl Reader for Begun {
    fn begin(&mut self, head: Head<'_>) -> Result<(), Error> {
        // A service that was chosen by name and is none of these has no incident in its reply.
        let (name, _, paths) = head.outline.as_ref().and_then(service).unwrap_or(&SERVICES[0]);
        let replies = Replies { service: name, paths, ..Replies::default() };
        self.0 = Some(JsonReader::new(Box::new(replies)));
        self.push(head.bytes)
    }

    fn push(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.0.as_mut().map_or(Ok(()), |reader| reader.push(bytes))
    }

    fn finish(self: Box<Self>) -> Result<Reading, Error> {
        match self.0 {
            Some(reader) => Box::new(reader).finish(),
            None => {
                Err(Error::file(Code::EmptyFile, "The file is empty.", "Needed: the reply of a monitoring service."))
            }
        }
    }
}

/// A change that is told without its end: whose, when, whether it is up again, and its words.
type Change = (String, Millis, bool, String);

#[derive(Default)]
struct Replies {
    service: &'static str,
    paths: &'static [&'static str],
    /// The page or the monitor that the parts are of.
    name: String,
    /// True once a log of the monitor came: the newest comes first, and it alone may go on.
    logged: bool,
    given: Vec<Given>,
    changes: Vec<Change>,
    times: JsonSeries,
    /// Entries that are no outages, and those without a time.
    others: u64,
    unread: u64,
}

impl JsonHandler for Replies {
    fn paths(&self) -> &'static [&'static str] {
        self.paths
    }

    fn part(&mut self, path: usize, _: &str, tree: JsonValue) -> Result<(), Error> {
        if self.given.len() + self.changes.len() > limits::GIVEN {
            return Err(Error::file(Code::TooManySamples, "Too many incidents.", "Ask for a shorter time."));
        }
        match self.paths.get(path).copied().unwrap_or_default() {
            "page.name" | "monitors.*.friendly_name" => self.name = tree.text().map(label).unwrap_or_default(),
            "monitors.*.logs.*" => self.log(&tree),
            "monitors.*.response_times.*" => return self.response(&tree),
            "summary.states.*" => self.state(&tree),
            "result.*" => self.event(&tree),
            _ => self.incident(&tree),
        }
        Ok(())
    }

    fn left(&mut self, _: usize) -> Result<(), Error> {
        (self.name, self.logged) = (String::new(), false);
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<Reading, Error> {
        self.join_changes();
        self.given.sort_by(|a, b| (a.start, &a.label).cmp(&(b.start, &b.label)));
        let mut notes = Notes::default();
        let text = match self.given.len() {
            0 if self.paths.len() == 1 && self.service == "Statuspage" => {
                "The page says how things stand now and names no incident; its list is at /api/v2/incidents.json."
                    .to_owned()
            }
            0 => format!("The reply of {} names no incident.", self.service),
            count => format!("The reply names {count} outages of {}: they are shown as given.", self.service),
        };
        notes.add(if self.given.is_empty() { Code::NoSeries } else { Code::OutagesGiven }, text);
        if self.others > 0 {
            let text = format!("{} entries that are maintenance, notices or no state were left out.", self.others);
            notes.add(Code::ResultsLeftOut, text);
        }
        if self.unread > 0 {
            notes.add(Code::DamagedRows, format!("{} entries without a time were left out.", self.unread));
        }
        let mut reading = match self.times.is_empty() {
            true => Reading::default(),
            false => self.times.reading(""),
        };
        reading.source.zone = "UTC".to_owned();
        notes.join(std::mem::take(&mut reading.notes));
        Ok(Reading { given: self.given, notes, ..reading })
    }
}

impl Replies {
    fn give(&mut self, start: Option<Millis>, end: Option<Millis>, words: &[&str]) {
        let Some(start) = start.filter(|start| end.is_none_or(|end| end >= *start)) else {
            self.unread += 1;
            return;
        };
        let by = if self.service == "Statuspage" && !self.name.is_empty() { &self.name } else { self.service };
        let parts: Vec<String> = words.iter().map(|word| label(word)).filter(|word| !word.is_empty()).collect();
        let label = parts.join(" · ").chars().take(limits::LABEL).collect();
        self.given.push(Given { by: by.to_owned(), start, end, label, place: String::new() });
    }

    /// An incident of a Statuspage.
    fn incident(&mut self, tree: &JsonValue) {
        let word = |name: &str| tree.text_of(name).unwrap_or_default();
        let at = |name: &str| tree.get(name).and_then(moment);
        if matches!(word("impact"), "none" | "maintenance") {
            self.others += 1;
            return;
        }
        // A page that keeps no moment of its own for the end has its last change there.
        let over = matches!(word("status"), "resolved" | "postmortem" | "completed");
        let end = at("resolved_at").or_else(|| at("updated_at").filter(|_| over));
        self.give(at("started_at").or_else(|| at("created_at")), end, &[word("name"), word("impact")]);
    }

    /// A line of a monitor's log at UptimeRobot; other types than 1 say that it is up, was paused or began.
    fn log(&mut self, tree: &JsonValue) {
        let newest = !std::mem::replace(&mut self.logged, true);
        if tree.number_of("type") != Some(1.0) {
            return;
        }
        let start = tree.get("datetime").and_then(moment);
        let length = tree.number_of("duration").filter(|_| !newest).and_then(time::step_from_secs);
        let why = tree.get("reason").and_then(|reason| reason.text_of("detail")).unwrap_or_default().to_owned();
        let name = self.name.clone();
        self.give(start, start.zip(length).map(|(start, length)| start + length), &[&name, &why]);
    }

    fn response(&mut self, tree: &JsonValue) -> Result<(), Error> {
        let Some((at, value)) = tree.get("datetime").and_then(moment).zip(tree.number_of("value")) else {
            return Ok(());
        };
        let name = [&self.name, " response time"].concat();
        self.times.put(&name, at, value, || Column::named(&name, "ms", Sampling::Instant))
    }

    /// A stretch of Pingdom.
    fn state(&mut self, tree: &JsonValue) {
        match tree.text_of("status") {
            Some("down") => self.give(tree.get("timefrom").and_then(moment), tree.get("timeto").and_then(moment), &[]),
            Some("up") => {}
            _ => self.others += 1,
        }
    }

    /// A problem of Zabbix, or its end.
    fn event(&mut self, tree: &JsonValue) {
        let word = |name: &str| tree.text_of(name).unwrap_or_default();
        let Some(at) = tree.get("clock").and_then(moment) else {
            self.unread += 1;
            return;
        };
        match tree.number_of("r_clock") {
            Some(end) => self.give(Some(at), time::from_secs(end).filter(|end| *end > 0), &[word("name")]),
            None => {
                let up = tree.number_of("value") == Some(0.0);
                self.changes.push((word("objectid").to_owned(), at, up, word("name").to_owned()));
            }
        }
    }

    /// From each problem to its end.
    fn join_changes(&mut self) {
        let mut changes = std::mem::take(&mut self.changes);
        changes.sort();
        let mut open: Option<Change> = None;
        for change in changes {
            let same = open.as_ref().is_some_and(|(whose, ..)| *whose == change.0);
            if let Some((_, start, _, name)) = open.take_if(|_| change.2 || !same) {
                self.give(Some(start), same.then_some(change.1), &[&name]);
            }
            if !change.2 && open.is_none() {
                open = Some(change);
            }
        }
        if let Some((_, start, _, name)) = open {
            self.give(Some(start), None, &[&name]);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::base::time::iso;
    use crate::base::{Code, Reading};
    use crate::read::tests::{codes, read};

    fn given(reading: &Reading) -> Vec<(String, Option<String>, &str)> {
        let short = |at| iso(at).get(5..16).unwrap_or_default().to_owned();
        reading.given.iter().map(|given| (short(given.start), given.end.map(short), given.label.as_str())).collect()
    }

    #[test]
    fn incidents_of_a_status_page_are_outages() {
        let incident = |impact: &str, status: &str, resolved: &str| {
            format!(
                r#"{{"name":"API down","status":"{status}","impact":"{impact}","created_at":"2025-02-01T14:57:00.000Z","updated_at":"2025-02-01T18:00:00Z",
                "resolved_at":{resolved},"incident_updates":[{{"status":"resolved","created_at":"2025-02-01T15:00:00Z","deliver_notifications":true}}],
                "components":[{{"position":1,"created_at":"2022-02-01T15:00:00Z"}}]}}"#
            )
        };
        let list = [
            incident("major", "resolved", "\"2025-02-01T16:30:00Z\""),
            incident("none", "resolved", "null"),
            incident("minor", "postmortem", "null"),
            incident("critical", "investigating", "null"),
        ]
        .join(",");
        let page = read(&format!(r#"{{"page":{{"id":"a","name":"Example","url":"b"}},"incidents":[{list}]}}"#));
        let end = |at: &str| Some(at.to_owned());
        let start = || "02-01T14:57".to_owned();
        assert_eq!(
            given(&page),
            [
                (start(), None, "API down · critical"),
                (start(), end("02-01T16:30"), "API down · major"),
                (start(), end("02-01T18:00"), "API down · minor"),
            ]
        );
        assert_eq!((page.given[0].by.as_str(), page.series.len()), ("Example", 0));
        assert_eq!(codes(&page), [Code::OutagesGiven, Code::ResultsLeftOut]);
        assert_eq!(read(&format!("[{list}]")).given.len(), 3);
        let now =
            read(r#"{"page":{"id":"a","name":"b"},"components":[{"created_at":"2022-02-01T15:00:00Z","position":1}]}"#);
        assert!(now.series.is_empty() && now.notes.list()[0].message.contains("incidents.json"));
    }

    #[test]
    fn logs_of_monitors_are_outages() {
        let robot = read(
            r#"{"stat":"ok","monitors":[{"id":7,"friendly_name":"Site","logs":[{"type":1,"datetime":1738440000,"duration":60,"reason":{"detail":"Timeout"}},
            {"type":2,"datetime":1738430000,"duration":10000},{"type":1,"datetime":1738420000,"duration":600,"reason":{"detail":"DNS"}}],
            "response_times":[{"datetime":1738410000,"value":300},{"datetime":1738410300,"value":310}]}]}"#,
        );
        let end = |at: &str| Some(at.to_owned());
        assert_eq!(
            given(&robot),
            [
                ("02-01T14:26".to_owned(), end("02-01T14:36"), "Site · DNS"),
                ("02-01T20:00".to_owned(), None, "Site · Timeout")
            ]
        );
        assert_eq!((robot.series.len(), &robot.series[0].values[..]), (1, &[300.0, 310.0][..]));
        let pingdom = read(
            r#"{"summary":{"states":[{"status":"up","timefrom":1738410000,"timeto":1738420000},{"status":"down","timefrom":1738420000,"timeto":1738420600}]}}"#,
        );
        assert_eq!(given(&pingdom), [("02-01T14:26".to_owned(), end("02-01T14:36"), "")]);
        let event = |clock: u32, value: u8| {
            format!(
                r#"{{"eventid":"{clock}","source":"0","objectid":"13926","clock":"{clock}","value":"{value}","name":"No ping","severity":"4"}}"#
            )
        };
        let events = [event(1_738_420_600, 0), event(1_738_420_000, 1), event(1_738_440_000, 1)].join(",");
        assert_eq!(
            given(&read(&format!(r#"{{"jsonrpc":"2.0","result":[{events}]}}"#))),
            [("02-01T14:26".to_owned(), end("02-01T14:36"), "No ping"), ("02-01T20:00".to_owned(), None, "No ping")]
        );
    }
}
