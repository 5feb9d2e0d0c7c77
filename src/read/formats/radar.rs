//! Cloudflare Radar's API: series of traffic, annotated outages, traffic anomalies.
//!
//! In: replies of `api.cloudflare.com/client/v4/radar/…`. A series is a member of `result`, under any name, with
//! `timestamps` and one or more lists of values, which are strings. `annotations` and `trafficAnomalies` are outages that
//! Cloudflare reports. Out: series, bins begin at their stamp; given outages. Written from the published schema:
//! developers.cloudflare.com/api/resources/radar. Normalised values are comparable only within one reply.

use crate::base::error::label;
use crate::base::{Code, Error, Given, Kind, Reading, Represents, Sampling, Settings};
use crate::read::format::{About, Format, Reader, Score};
use crate::read::json::handler::{JsonHandler, JsonReader};
use crate::read::json::series::{JsonSeries, moment};
use crate::read::json::value::JsonValue;
use crate::read::other_build;
use crate::read::series::builder::Column;
use crate::read::sniff::head::Head;
use std::collections::BTreeSet;

/// The format.
pub(crate) struct Radar;

const ABOUT: About = About {
    id: "cloudflare-radar",
    name: "Cloudflare Radar API",
    provider: "Cloudflare Radar",
    licence: "CC BY-NC 4.0",
    credit: "Cloudflare Radar (CC BY-NC 4.0)",
    source: "api.cloudflare.com/client/v4/radar/netflows/timeseries, …/annotations/outages, …/traffic_anomalies.",
};

impl Format for Radar {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn sniff(&self, head: &Head<'_>) -> Score {
        let Some(outline) = &head.outline else { return 0 };
        let paths =
            ["result.*.timestamps", "result.annotations", "result.trafficAnomalies", "result.meta.normalization"];
        if paths.iter().any(|path| outline.has(path)) { 92 } else { 0 }
    }

    fn open(&self, _ask: &Settings) -> Box<dyn Reader> {
        other_build::formats(|| Box::new(JsonReader::new(Box::<Reply>::default())))
    }
}

#[derive(Default)]
struct Reply {
    gather: JsonSeries,
    given: Vec<Given>,
    /// The places that are named, as far as it matters whether there is one alone.
    places: BTreeSet<String>,
    unit: String,
    normalised: Option<String>,
}

impl JsonHandler for Reply {
    fn paths(&self) -> &'static [&'static str] {
        &["result.*", "errors.*"]
    }

    fn part(&mut self, path: usize, name: &str, tree: JsonValue) -> Result<(), Error> {
        if path == 1 {
            let words = crate::base::error::quote(tree.text_of("message").unwrap_or_default());
            return Err(Error::file(
                Code::ReplyError,
                format!("The reply is an error: {words}."),
                "Ask the API again.",
            ));
        }
        match name {
            "meta" => self.meta(&tree),
            "annotations" => tree.list().iter().for_each(|item| self.annotation(item)),
            "trafficAnomalies" => tree.list().iter().for_each(|item| self.anomaly(item)),
            _ => return self.series(name, &tree),
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<Reading, Error> {
        if let Some(how) = &self.normalised {
            let text = format!("Values are normalised within this reply ({how}); they can't be compared with another.");
            self.gather.notes.add(Code::Normalised, text);
        }
        self.given.sort_by(|a, b| (a.start, &a.label).cmp(&(b.start, &b.label)));
        let none = format!("The reply names {} outages of Cloudflare; it holds no series.", self.given.len());
        let mut reading = self.gather.reading(&none);
        for series in &mut reading.series {
            series.unit.clone_from(&self.unit);
        }
        reading.given = self.given;
        if self.places.len() == 1 {
            reading.source.country = self.places.pop_first();
            reading.source.represents = Represents::Country;
        }
        Ok(reading)
    }
}

impl Reply {
    fn meta(&mut self, meta: &JsonValue) {
        self.normalised = meta.text_of("normalization").filter(|how| *how != "RAW_VALUES").map(label);
        let unit = meta.get("units").and_then(|units| units.item(0)).and_then(|unit| unit.text_of("value").map(label));
        self.unit = if self.normalised.is_some() { String::new() } else { unit.unwrap_or_default() };
        for note in
            meta.get("confidenceInfo").and_then(|c| c.get("annotations")).map(JsonValue::items).unwrap_or_default()
        {
            self.annotation(&note);
        }
    }

    fn annotation(&mut self, tree: &JsonValue) {
        let words = |name: &str| tree.text_of(name).filter(|t| !t.is_empty()).map(label);
        let outage = |name: &str| tree.get("outage").and_then(|o| o.text_of(name)).map(label);
        let cause = [outage("outageCause"), outage("outageType")].into_iter().flatten().collect::<Vec<_>>().join(", ");
        let places = self.note_places(tree.get("locations"));
        let told = words("description").or_else(|| words("eventType")).unwrap_or_default();
        let label = [places, cause, told].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(": ");
        self.give(tree, label);
    }

    fn anomaly(&mut self, tree: &JsonValue) {
        let of = |name: &str, field: &str| tree.get(name).and_then(|d| d.text_of(field)).map(label);
        if let Some(code) = of("locationDetails", "code") {
            self.name_place(code);
        }
        let who = of("locationDetails", "name").or_else(|| of("asnDetails", "name")).unwrap_or_default();
        let status = tree.text_of("status").map(|s| s.to_lowercase()).unwrap_or_default();
        self.give(tree, format!("{who}: traffic anomaly, {status}"));
    }

    fn give(&mut self, tree: &JsonValue, label: String) {
        let Some(start) = tree.get("startDate").and_then(moment) else {
            self.gather.notes.add(Code::DamagedRows, "An entry without a start was left out.");
            return;
        };
        let end = tree.get("endDate").and_then(moment);
        self.given.push(Given { by: "Cloudflare Radar".to_owned(), start, end, label, place: String::new() });
    }

    fn note_places(&mut self, list: Option<&JsonValue>) -> String {
        // A label has no room for more.
        const NAMED: usize = 100;
        let list = list.map(JsonValue::list).unwrap_or_default();
        let places: Vec<String> = list.iter().filter_map(JsonValue::text).take(NAMED).map(label).collect();
        for place in &places {
            self.name_place(place.clone());
        }
        label(&places.join(" "))
    }

    fn name_place(&mut self, place: String) {
        if self.places.len() < 2 {
            self.places.insert(place);
        }
    }

    fn series(&mut self, name: &str, tree: &JsonValue) -> Result<(), Error> {
        let Some(stamps) = tree.get("timestamps").map(JsonValue::items) else { return Ok(()) };
        for (field, values) in tree.members().iter().filter(|(field, _)| field != "timestamps") {
            let series = if field == "values" { name.to_owned() } else { format!("{name} {field}") };
            for (stamp, value) in stamps.iter().zip(values.items()) {
                let Some(at) = moment(stamp) else { continue };
                let value = value.number().unwrap_or(f64::NAN);
                let about = || Column { kind: Kind::Traffic, ..Column::named(&series, "", Sampling::BinStart) };
                self.gather.put(&series, at, value, about)?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::base::{Code, Kind};
    use crate::read::tests::{codes, read};

    #[test]
    fn series_have_any_name_and_values_in_strings() {
        let reading = read(
            r#"{"success":true,"errors":[],"result":{"AS3243_all":{"timestamps":["2022-11-08T14:00:00Z","2022-11-08T14:15:00Z"],"values":["0.565885","1"]},
            "meta":{"normalization":"MIN0_MAX","units":[{"name":"*","value":"bytes"}]}}}"#,
        );
        assert_eq!((reading.series[0].id.as_str(), reading.series[0].kind), ("as3243-all", Kind::Traffic));
        assert_eq!((reading.series[0].values.as_slice(), reading.series[0].step), (&[0.565885, 1.0][..], 900_000));
        assert_eq!(codes(&reading), [Code::Normalised]);
    }

    #[test]
    fn annotations_and_anomalies_are_given() {
        let reading = read(
            r#"{"success":true,"result":{"annotations":[{"startDate":"2024-03-14T07:30:00Z","endDate":null,"locations":["TD"],
            "outage":{"outageCause":"CABLE_CUT","outageType":"NATIONWIDE"},"description":"x"}]}}"#,
        );
        assert_eq!((reading.given[0].label.as_str(), reading.given[0].end), ("TD: CABLE_CUT, NATIONWIDE: x", None));
        assert_eq!(reading.source.country.as_deref(), Some("TD"));
        let anomalies = read(
            r#"{"success":true,"result":{"trafficAnomalies":[{"type":"LOCATION","status":"VERIFIED","startDate":"2024-03-14T07:30:00Z",
            "endDate":"2024-03-14T09:30:00Z","locationDetails":{"code":"TD","name":"Chad"}}]}}"#,
        );
        assert_eq!(anomalies.given[0].label, "Chad: traffic anomaly, verified");
        assert_eq!(codes(&anomalies), [Code::NoSeries]);
    }
}
