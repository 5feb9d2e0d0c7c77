//! IODA's API v2, `signals/raw`: `data` is a list of lists of series, each with `from`, `step` and `values`.
//!
//! In: a reply of <https://api.ioda.inetintel.cc.gatech.edu/v2/signals/raw/…>. Out: a series a data source, on its own
//! grid; epoch seconds; `null` is missing. What the series stand for follows from `entityType`; the country from a
//! `country` entity's code. The last bin may be partial, as the API gives it.

use crate::base::error::{label, quote};
use crate::base::time;
use crate::base::{Code, Error, Notes, Reading, Represents, Series, Settings, Times, limits};
use crate::read::format::{About, Format, Reader, Score};
use crate::read::json::handler::{JsonHandler, JsonReader};
use crate::read::json::value::JsonValue;
use crate::read::series::classify;
use crate::read::series::missing::note_missing;
use crate::read::sniff::head::Head;

/// The format.
pub(crate) struct IodaApi;

const ABOUT: About = About {
    id: "ioda-api",
    name: "IODA API v2 signals",
    provider: "IODA, Georgia Tech",
    licence: "Academic use with attribution",
    credit: "Internet Outage Detection and Analysis (IODA), Georgia Institute of Technology",
    source: "api.ioda.inetintel.cc.gatech.edu/v2/signals/raw/…; raw counts, each data source on its own grid.",
};

impl Format for IodaApi {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn sniff(&self, head: &Head<'_>) -> Score {
        let Some(outline) = &head.outline else { return 0 };
        let series = outline.has("data.*.*.datasource") || outline.has("data.*.*.entityType");
        match (outline.text("type"), series) {
            (Some(text), _) if text.starts_with("signals") => 95,
            (_, true) => 90,
            _ => 0,
        }
    }

    fn open(&self, _ask: &Settings) -> Box<dyn Reader> {
        Box::new(JsonReader::new(Box::<Signals>::default()))
    }
}

#[derive(Default)]
struct Signals {
    series: Vec<Series>,
    names: Vec<String>,
    entities: Vec<(String, String)>,
    samples: usize,
    notes: Notes,
}

impl JsonHandler for Signals {
    fn paths(&self) -> &'static [&'static str] {
        &["error", "data.*.*"]
    }

    fn part(&mut self, path: usize, _: &str, tree: JsonValue) -> Result<(), Error> {
        if path == 0 {
            return match tree.text() {
                Some(words) if !words.is_empty() => {
                    let found = format!("The reply is an error: {}.", quote(words));
                    Err(Error::file(Code::ReplyError, found, "Ask the API again."))
                }
                _ => Ok(()),
            };
        }
        self.signal(tree)
    }

    fn finish(mut self: Box<Self>) -> Result<Reading, Error> {
        let one = |entities: &[(String, String)]| entities.windows(2).all(|pair| matches!(pair, [a, b] if a == b));
        let mut reading = Reading::default();
        reading.source.zone = "UTC".to_owned();
        if let Some((kind, code)) = self.entities.first()
            && one(&self.entities)
        {
            reading.source.represents = match kind.as_str() {
                "country" => Represents::Country,
                "region" | "county" => Represents::Region,
                "asn" | "geoasn" => Represents::Network,
                _ => Represents::Unknown,
            };
            if kind == "country" {
                reading.source.country = Some(code.to_ascii_uppercase());
            }
        } else {
            // Several places: each name says which.
            for (series, (_, code)) in self.series.iter_mut().zip(&self.entities) {
                series.label = format!("{code} · {}", series.label);
                series.id = classify::slug(&series.label);
            }
        }
        let ids = classify::ids(self.series.iter().map(|series| series.id.as_str()));
        for (series, id) in self.series.iter_mut().zip(ids) {
            series.id = id;
        }
        note_missing(&self.series, &self.names, &mut self.notes);
        if self.series.is_empty() {
            self.notes.add(Code::NoSeries, "The reply is one of IODA, but it holds no value.");
        }
        reading.series = self.series;
        reading.notes = self.notes;
        Ok(reading)
    }
}

impl Signals {
    fn signal(&mut self, tree: JsonValue) -> Result<(), Error> {
        let word = |name: &str| tree.text_of(name).map(label).unwrap_or_default();
        let (source, subtype) = (word("datasource"), word("subtype"));
        let name = if subtype.is_empty() { source.clone() } else { format!("{source} ({subtype})") };
        let entity = (word("entityType"), word("entityCode"));
        let grid = tree.number_of("from").zip(tree.number_of("step"));
        let Some((from, every)) = grid else {
            let found = format!("The series {} has no “from” or no “step”.", quote(&name));
            return Err(Error::file(Code::NoGrid, found, "Each series needs both, in seconds."));
        };
        let Some((start, step)) = time::from_secs(from).zip(time::step_from_secs(every)) else {
            let found = format!("The series {} begins at {from:e} s with a step of {every:e} s.", quote(&name));
            let need = "Times within 1990–2100 and a step of at most a year are needed.";
            return Err(Error::file(Code::NoGrid, found, need));
        };
        let JsonValue::Map(members) = tree else { return Ok(()) };
        let values = members.into_iter().find(|(key, _)| key == "values").map(|(_, values)| values);
        let values: Vec<f64> = match values {
            Some(JsonValue::Numbers(numbers)) => numbers,
            Some(list) => list.items().iter().map(|item| item.number().unwrap_or(f64::NAN)).collect(),
            None => Vec::new(),
        };
        self.samples += values.len();
        if self.samples > limits::SAMPLES || self.series.len() >= limits::SERIES {
            let found = format!("More than {} samples or {} series.", limits::SAMPLES, limits::SERIES);
            return Err(Error::file(Code::TooManySamples, found, "Ask for a shorter time."));
        }
        if values.iter().all(|value| value.is_nan()) {
            self.names.push(name);
            return Ok(());
        }
        let id = classify::slug(&source);
        self.entities.push(entity);
        let kind = classify::of(&source, "");
        self.series.push(Series {
            id,
            kind,
            direction: kind.direction(),
            label: name,
            unit: unit_of(&source).to_owned(),
            sampling: classify::sampling(&source),
            step,
            times: Times::Grid { start, step },
            values: values.into(),
        });
        Ok(())
    }
}

/// What IODA's data sources count.
fn unit_of(source: &str) -> &'static str {
    match source {
        "bgp" | "ping-slash24" => "/24s",
        "ucsd-nt" | "merit-nt" => "source IPs",
        "ping-slash24-loss" => "%",
        "ping-slash24-latency" => "ms",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use crate::base::{Code, Kind, Represents, Times};
    use crate::read::tests::{codes, read, read_with};

    #[test]
    fn signals_lie_on_their_own_grids() {
        let reading = read(
            r#"{"type":"signals","error":null,"data":[[
            {"entityType":"country","entityCode":"IQ","datasource":"gtr","subtype":"WEB_SEARCH","from":1692493200,"step":1800,"values":[3,2.5,1]},
            {"entityType":"country","entityCode":"IQ","datasource":"ping-slash24","subtype":"","from":1692493200,"step":300,"values":[581,null,601,598]},
            {"entityType":"country","entityCode":"IQ","datasource":"merit-nt","from":1692493200,"step":300,"values":[null,null]}]]}"#,
        );
        assert_eq!(reading.source.format, "ioda-api");
        assert_eq!((reading.source.country.as_deref(), reading.source.represents), (Some("IQ"), Represents::Country));
        let ids: Vec<_> = reading.series.iter().map(|s| (s.id.as_str(), s.kind, s.len(), s.missing())).collect();
        assert_eq!(ids, [("gtr", Kind::Traffic, 3, 0), ("ping-slash24", Kind::Probing, 4, 1)]);
        assert_eq!(reading.series[1].times, Times::Grid { start: 1_692_493_200_000, step: 300_000 });
        assert_eq!(codes(&reading), [Code::MissingValues, Code::EmptyColumns]);
    }

    #[test]
    fn an_empty_reply_is_no_error_but_an_error_is() {
        assert_eq!(codes(&read(r#"{"type":"signals","error":null,"data":[[]]}"#)), [Code::NoSeries]);
        let error = read_with(br#"{"type":"signals","error":"bad entity","data":null}"#, 4, &[]).unwrap_err();
        assert!(error.to_string().contains("bad entity"), "{error}");
    }
}
