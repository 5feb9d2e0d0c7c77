//! Prometheus' `query_range` reply: `data.result[]`, each a `metric` (labels) and `values` (pairs of epoch seconds and a string).
//!
//! In: a reply of `/api/v1/query_range`, also of systems that speak the same. Out: a series a metric; each value was true
//! at its moment. `NaN` and infinities are missing; a sample that is absent leaves a gap. An empty result is no error.
//! Refused by name: what has no values over time (a vector, a scalar, a string, the lines of a log that Loki replies) and native
//! histograms.
//! Source: prometheus.io/docs/prometheus/latest/querying/api.

use crate::base::{Code, Error, Reading, Sampling, Settings};
use crate::read::format::{About, Format, Reader, Score};
use crate::read::json::handler::{JsonHandler, JsonReader};
use crate::read::json::series::{JsonSeries, moment};
use crate::read::json::value::JsonValue;
use crate::read::other_build;
use crate::read::series::builder::Column;
use crate::read::sniff::head::Head;
use std::collections::{BTreeMap, BTreeSet};

/// The format.
pub(crate) struct Prometheus;

const ABOUT: About = About {
    id: "prometheus",
    name: "Prometheus query_range",
    provider: "",
    licence: "",
    credit: "",
    source: "GET /api/v1/query_range?query=…&start=…&end=…&step=… of a Prometheus server; a series a metric.",
};

impl Format for Prometheus {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn sniff(&self, head: &Head<'_>) -> Score {
        let Some(outline) = &head.outline else { return 0 };
        if outline.has("data.resultType") || outline.has("data.result.*.metric") { 95 } else { 0 }
    }

    fn open(&self, _ask: &Settings) -> Box<dyn Reader> {
        other_build::formats(|| Box::new(JsonReader::new(Box::<Matrix>::default())))
    }
}

#[derive(Default)]
struct Matrix {
    gather: JsonSeries,
    metrics: Vec<Vec<(String, String)>>,
    metric: Vec<(String, String)>,
    /// What the reply says its result is.
    kind: String,
    /// Samples that are whole histograms.
    histograms: u64,
}

impl JsonHandler for Matrix {
    fn paths(&self) -> &'static [&'static str] {
        &[
            "data.result.*.values.*",
            "data.result.*.metric",
            "data.result.*/",
            "error",
            "data.resultType",
            "data.result.*.histograms.*",
            "data.result.*.value",
        ]
    }

    fn part(&mut self, path: usize, _: &str, tree: JsonValue) -> Result<(), Error> {
        match path {
            0 => {
                let name = self.metrics.len().to_string();
                let Some(at) = tree.item(0).as_ref().and_then(moment) else {
                    return Err(Error::file(
                        Code::NoTime,
                        "A pair of a result has no time.",
                        "Each is [seconds, \"value\"].",
                    ));
                };
                let value = tree.item(1).and_then(|value| value.number()).unwrap_or(f64::NAN);
                self.gather.put(&name, at, value, || Column::named("value", "", Sampling::Instant))
            }
            1 => {
                let pair = |(name, tree): &(String, JsonValue)| Some((name.clone(), tree.text()?.to_owned()));
                // A metric with more labels than this is told by the first of them.
                const LABELS: usize = 200;
                self.metric = tree.members().iter().filter_map(pair).take(LABELS).collect();
                Ok(())
            }
            4 => {
                self.kind = tree.text().unwrap_or_default().to_owned();
                Ok(())
            }
            5 => {
                self.histograms += 1;
                Ok(())
            }
            6 => Err(moment_alone("vector")),
            _ => {
                let words = crate::base::error::quote(tree.text().unwrap_or_default());
                Err(Error::file(Code::ReplyError, format!("The reply is an error: {words}."), "Ask the server again."))
            }
        }
    }

    fn left(&mut self, _: usize) -> Result<(), Error> {
        self.metrics.push(std::mem::take(&mut self.metric));
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<Reading, Error> {
        let mut seen: BTreeMap<&(String, String), usize> = BTreeMap::new();
        for metric in &self.metrics {
            for label in metric.iter().collect::<BTreeSet<_>>() {
                *seen.entry(label).or_default() += 1;
            }
        }
        let all = self.metrics.len();
        let shared = |label: &(String, String)| all > 1 && seen.get(label) == Some(&all);
        for (i, metric) in self.metrics.iter().enumerate() {
            let title = metric.iter().find(|(name, _)| name == "__name__").map_or("value", |(_, value)| value);
            let own = metric.iter().filter(|label| label.0 != "__name__" && !shared(label));
            let own: Vec<String> = own.map(|(name, value)| format!("{name}=\"{value}\"")).collect();
            let label = if own.is_empty() { title.to_owned() } else { format!("{title}{{{}}}", own.join(",")) };
            if let Some(about) = self.gather.about(&i.to_string()) {
                *about = Column::named(&label, "", Sampling::Instant);
            }
        }
        if matches!(self.kind.as_str(), "vector" | "scalar" | "string") {
            return Err(moment_alone(&self.kind));
        }
        if self.kind == "streams" {
            let found = "The reply of Loki holds lines of a log, which measure nothing.";
            let need = "Ask for a number over time, such as count_over_time({job=\"ping\"}[5m]).";
            return Err(Error::file(Code::NoValues, found, need));
        }
        if self.histograms > 0 {
            let found = format!(
                "The reply has {} samples that are native histograms, which hold no single value.",
                self.histograms
            );
            if self.gather.is_empty() {
                let need = "Ask for a number, such as histogram_count(…) or histogram_quantile(0.5, …).";
                return Err(Error::file(Code::NoValues, found, need));
            }
            self.gather.notes.add(Code::SkippedRecords, format!("{found} They were left out."));
        }
        Ok(self.gather.reading("The query gave an empty result."))
    }
}

/// The reply of an instant query.
fn moment_alone(kind: &str) -> Error {
    let found = format!("This is the reply of an instant query (a {kind}): one value at one moment, and no series.");
    Error::file(Code::NoValues, found, "Ask with /api/v1/query_range, with a start, an end and a step.")
}

#[cfg(test)]
mod tests {
    use crate::base::{Code, Sampling, Times};
    use crate::read::tests::{codes, read, read_with};

    #[test]
    fn each_metric_is_a_series() {
        let reading = read(
            r#"{"status":"success","data":{"resultType":"matrix","result":[
            {"metric":{"__name__":"up","job":"p","instance":"a:9"},"values":[[1435781430.781,"1"],[1435781445.781,"NaN"],[1435781460.781,"0"]]},
            {"values":[[1435781430.781,"7"]],"metric":{"__name__":"up","job":"p","instance":"b:9"}}]}}"#,
        );
        let labels: Vec<_> = reading.series.iter().map(|s| s.label.as_str()).collect();
        assert_eq!(labels, ["up{instance=\"a:9\"}", "up{instance=\"b:9\"}"]);
        assert_eq!(reading.series[0].times, Times::Grid { start: 1_435_781_430_781, step: 15_000 });
        assert_eq!((reading.series[0].sampling, reading.series[0].missing()), (Sampling::Instant, 1));
    }

    #[test]
    fn what_has_no_values_over_time_is_told_as_what_it_is() {
        for (text, words) in [
            (r#"{"data":{"resultType":"vector","result":[{"metric":{},"value":[1618444800,"1"]}]}}"#, "instant query"),
            (r#"{"data":{"resultType":"scalar","result":[1618444800,"1"]}}"#, "a scalar"),
            (r#"{"data":{"resultType":"vector","result":[]}}"#, "a vector"),
            (
                r#"{"data":{"resultType":"streams","result":[{"stream":{"job":"ping"},"values":[["1618444800000000000","host down"]]}]}}"#,
                "count_over_time",
            ),
            (
                r#"{"data":{"resultType":"matrix","result":[{"metric":{},"histograms":[[1618444800,{"count":"60"}]]}]}}"#,
                "histograms",
            ),
        ] {
            let error = read_with(text.as_bytes(), 7, &[]).unwrap_err().to_string();
            assert!(error.contains(words), "{error}");
        }
        let both = r#"{"data":{"resultType":"matrix","result":[{"metric":{},"values":[[1618444800,"1"]]},{"metric":{},"histograms":[[1618444800,{}]]}]}}"#;
        assert_eq!(codes(&read(both)), [Code::SkippedRecords]);
    }

    #[test]
    fn an_empty_result_is_no_error() {
        let reading = read(r#"{"status":"success","data":{"resultType":"matrix","result":[]}}"#);
        assert_eq!(codes(&reading), [Code::NoSeries]);
        let error = read_with(
            br#"{"status":"error","errorType":"bad_data","error":"parse error","data":{"resultType":""}}"#,
            9,
            &[],
        );
        assert!(error.unwrap_err().to_string().contains("parse error"));
    }
}
