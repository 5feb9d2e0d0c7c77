//! IODA's `outages/events` and `outages/alerts`: outages that IODA itself reports, to stand beside ours.
//!
//! In: replies of <https://api.ioda.inetintel.cc.gatech.edu/v2/outages/…>: events have `start` and `duration` in seconds;
//! an alert is one change of level at `time`, so an outage lasts from the first that is not `normal` to the next that is.
//! Out: given outages, no series.

use crate::base::error::label;
use crate::base::time::{self, Millis, SECOND};
use crate::base::{Code, Error, Given, Notes, Reading, Represents, Settings};
use crate::read::format::{About, Format, Reader, Score};
use crate::read::json::handler::{JsonHandler, JsonReader};
use crate::read::json::value::JsonValue;
use crate::read::other_build;
use crate::read::sniff::head::Head;
use std::collections::BTreeSet;

/// The format.
pub(crate) struct IodaOutages;

const ABOUT: About = About {
    id: "ioda-outages",
    name: "IODA API v2 events and alerts",
    provider: "IODA, Georgia Tech",
    licence: "Academic use with attribution",
    credit: "Internet Outage Detection and Analysis (IODA), Georgia Institute of Technology",
    source: "api.ioda.inetintel.cc.gatech.edu/v2/outages/events or /alerts; shown beside the outages found in a series.",
};

impl Format for IodaOutages {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn sniff(&self, head: &Head<'_>) -> Score {
        let Some(outline) = &head.outline else { return 0 };
        let kind = outline.text("type").is_some_and(|text| text.starts_with("outages."));
        let items = outline.has("data.*.datasource") && (outline.has("data.*.duration") || outline.has("data.*.level"));
        if kind || items { 95 } else { 0 }
    }

    fn open(&self, _ask: &Settings) -> Box<dyn Reader> {
        other_build::formats(|| Box::new(JsonReader::new(Box::<Outages>::default())))
    }
}

/// Events of one reply: a year of a whole continent has fewer.
const MOST: usize = 100_000;

/// A change of level.
struct Alert {
    at: Millis,
    who: String,
    place: String,
    name: String,
    normal: bool,
}

#[derive(Default)]
struct Outages {
    given: Vec<Given>,
    alerts: Vec<Alert>,
    places: BTreeSet<String>,
    unread: u64,
}

impl JsonHandler for Outages {
    fn paths(&self) -> &'static [&'static str] {
        &["data.*"]
    }

    fn part(&mut self, _: usize, _: &str, tree: JsonValue) -> Result<(), Error> {
        if self.given.len() + self.alerts.len() >= MOST {
            return Err(Error::file(Code::TooManySamples, "Too many events.", "Ask for a shorter time."));
        }
        let word = |name: &str| tree.text_of(name).map(label).unwrap_or_default();
        let second = |name: &str| tree.number_of(name).and_then(time::from_secs);
        let who = format!("IODA ({}, {})", word("datasource"), word("method"));
        // Both ends lie within the calendar, or it is no event.
        let ends = second("start").zip(tree.number_of("duration")).and_then(|(start, secs)| {
            let end = time::from_secs(start as f64 / SECOND as f64 + secs)?;
            (start <= end).then_some((start, end))
        });
        if let Some((start, end)) = ends {
            self.places.insert(word("location"));
            self.given.push(Given {
                by: who,
                start,
                end: Some(end),
                label: word("location_name"),
                place: String::new(),
            });
        } else if let Some(at) = second("time") {
            let of = |name: &str| tree.get("entity").and_then(|e| e.text_of(name)).map(label).unwrap_or_default();
            let place = format!("{}/{}", of("type"), of("code"));
            self.places.insert(place.clone());
            self.alerts.push(Alert { at, who, place, name: of("name"), normal: word("level") == "normal" });
        } else {
            self.unread += 1;
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<Reading, Error> {
        self.alerts.sort_by(|a, b| (&a.place, &a.who, a.at).cmp(&(&b.place, &b.who, b.at)));
        let mut open: Option<(&Alert, Millis)> = None;
        for alert in &self.alerts {
            let same = open.is_some_and(|(first, _)| first.place == alert.place && first.who == alert.who);
            if let Some((first, start)) = open.filter(|_| !same || alert.normal) {
                let end = same.then_some(alert.at);
                self.given.push(Given {
                    by: first.who.clone(),
                    start,
                    end,
                    label: first.name.clone(),
                    place: String::new(),
                });
                open = None;
            }
            if !alert.normal && open.is_none() {
                open = Some((alert, alert.at));
            }
        }
        if let Some((first, start)) = open {
            self.given.push(Given {
                by: first.who.clone(),
                start,
                end: None,
                label: first.name.clone(),
                place: String::new(),
            });
        }
        self.given.sort_by(|a, b| (a.start, &a.by, &a.label).cmp(&(b.start, &b.by, &b.label)));
        let mut notes = Notes::default();
        notes.add(Code::NoSeries, format!("The reply names {} outages of IODA; it holds no series.", self.given.len()));
        if self.unread > 0 {
            notes.add(Code::DamagedRows, format!("{} entries without a time were left out.", self.unread));
        }
        let mut reading = Reading { given: self.given, notes, ..Reading::default() };
        reading.source.zone = "UTC".to_owned();
        if self.places.len() == 1
            && let Some(code) = self.places.first().and_then(|place| place.strip_prefix("country/"))
        {
            reading.source.country = Some(code.to_ascii_uppercase());
            reading.source.represents = Represents::Country;
        }
        Ok(reading)
    }
}

#[cfg(test)]
mod tests {
    use crate::base::Code;
    use crate::read::tests::{codes, read};

    #[test]
    fn events_and_alerts_become_given_outages() {
        let events = read(
            r#"{"type":"outages.events","data":[{"location":"country/TO","start":1788422700,"duration":3600,"method":"median",
            "datasource":"bgp","location_name":"Tonga"}]}"#,
        );
        assert_eq!((events.given[0].by.as_str(), events.given[0].label.as_str()), ("IODA (bgp, median)", "Tonga"));
        assert_eq!(events.given[0].end, Some(1_788_426_300_000));
        assert_eq!((codes(&events), events.source.country.as_deref()), (vec![Code::NoSeries], Some("TO")));
        let alert = |at: u32, level: &str| {
            format!(
                r#"{{"datasource":"bgp","entity":{{"code":"CF","name":"X","type":"country"}},"time":{at},"level":"{level}","method":"median"}}"#
            )
        };
        let list = [
            alert(1_664_582_700, "critical"),
            alert(1_664_582_400, "warning"),
            alert(1_664_583_000, "normal"),
            alert(1_664_586_000, "critical"),
        ];
        let alerts = read(&format!(r#"{{"type":"outages.alerts","data":[{}]}}"#, list.join(",")));
        let told: Vec<_> = alerts.given.iter().map(|g| (g.start / 1000, g.end.map(|e| e / 1000))).collect();
        assert_eq!(told, [(1_664_582_400, Some(1_664_583_000)), (1_664_586_000, None)]);
    }
}
