//! OONI's aggregation API as JSON: counts of measurements a day, of tests that volunteers ran.
//!
//! In: replies of `api.ooni.io/api/v1/aggregation?axis_x=measurement_start_day…`: `result[]` with `measurement_count`,
//! `ok_count` and what they are grouped by. Out: both counts, a pair a group. Days without a test are absent in the
//! reply. A `result` without an axis is a single sum and gives no series. Its CSV form is read as a table.
//! Written from the published schema.

use crate::base::error::label;
use crate::base::{Error, Kind, Reading, Sampling, Settings};
use crate::read::format::{About, Format, Reader, Score};
use crate::read::json::handler::{JsonHandler, JsonReader};
use crate::read::json::series::{JsonSeries, moment};
use crate::read::json::value::JsonValue;
use crate::read::other_build;
use crate::read::series::builder::Column;
use crate::read::sniff::head::Head;

/// The format.
pub(crate) struct Ooni;

const ABOUT: About = About {
    id: "ooni",
    name: "OONI aggregation",
    provider: "OONI",
    licence: "CC BY-NC-SA 4.0",
    credit: "Open Observatory of Network Interference (OONI)",
    source: "api.ooni.io/api/v1/aggregation?probe_cc=…&axis_x=measurement_start_day; tests a day, and those that went well.",
};

impl Format for Ooni {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn sniff(&self, head: &Head<'_>) -> Score {
        let Some(outline) = &head.outline else { return 0 };
        let known = outline.has("result.*.measurement_count") || outline.has("result.measurement_count");
        if known || outline.has("dimension_count") { 95 } else { 0 }
    }

    fn open(&self, _ask: &Settings) -> Box<dyn Reader> {
        other_build::formats(|| Box::new(JsonReader::new(Box::<Days>::default())))
    }
}

#[derive(Default)]
struct Days {
    gather: JsonSeries,
}

impl JsonHandler for Days {
    fn paths(&self) -> &'static [&'static str] {
        &["result.*"]
    }

    fn part(&mut self, _: usize, _: &str, tree: JsonValue) -> Result<(), Error> {
        let Some(at) = tree.get("measurement_start_day").and_then(moment) else { return Ok(()) };
        let group =
            |(name, value): &(String, JsonValue)| (name != "measurement_start_day").then(|| value.text().map(label))?;
        let group = tree.members().iter().filter_map(group).collect::<Vec<_>>().join(" ");
        for (field, words, kind) in
            [("measurement_count", "tests", Kind::Traffic), ("ok_count", "tests gone well", Kind::Service)]
        {
            if let Some(value) = tree.number_of(field) {
                let name = if group.is_empty() { words.to_owned() } else { format!("{group} {words}") };
                self.gather
                    .put(&name, at, value, || Column { kind, ..Column::named(&name, "tests", Sampling::BinStart) })?;
            }
        }
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<Reading, Error> {
        Ok(self.gather.reading("The reply has no axis of days; it holds no series."))
    }
}

#[cfg(test)]
mod tests {
    use crate::base::Code;
    use crate::read::tests::{codes, read};

    #[test]
    fn days_become_two_series_a_group() {
        let day = |day: u32, n: u32| {
            format!(
                r#"{{"anomaly_count":0,"measurement_count":{n},"ok_count":{},"measurement_start_day":"2021-07-{day:02}","probe_cc":"CU"}}"#,
                n - 1
            )
        };
        let reading = read(&format!(r#"{{"dimension_count":1,"result":[{},{}],"v":0}}"#, day(9, 91), day(10, 12)));
        let told: Vec<_> = reading.series.iter().map(|s| (s.label.as_str(), s.values.to_vec())).collect();
        assert_eq!(told, [("CU tests", vec![91.0, 12.0]), ("CU tests gone well", vec![90.0, 11.0])]);
        assert_eq!(codes(&read(r#"{"dimension_count":0,"result":{"measurement_count":5},"v":0}"#)), [Code::NoSeries]);
    }
}
