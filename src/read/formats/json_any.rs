//! JSON of any program that lists times and numbers.
//!
//! In: an array of objects, an array of arrays, an object of arrays (each also one level down), or objects one after
//! another (NDJSON). Out: a series a numeric member; words that stand beside name the series. The time is the first
//! member with a name that says so and a moment in it, else the first that is a moment.

use crate::base::error::{label, quote};
use crate::base::{Code, Error, Place, Reading, Sampling, Settings, limits};
use crate::read::format::{About, Format, Reader, Score};
use crate::read::json::handler::{JsonHandler, JsonReader};
use crate::read::json::records::{PATHS, Records};
use crate::read::json::series::{JsonSeries, moment};
use crate::read::json::value::JsonValue;
use crate::read::scalar::number;
use crate::read::series::builder::Column;
use crate::read::sniff::head::Head;
use crate::read::sniff::routes_head;
use crate::read::tabular::columns::{is_no_signal, is_time_name};

/// The format.
pub(crate) struct AnyJson;

const ABOUT: About = About {
    id: "json",
    name: "JSON with times and numbers",
    provider: "",
    licence: "",
    credit: "",
    source: "Any program's export: an array of objects or arrays, an object of arrays, or an object a line (NDJSON).",
};

impl Format for AnyJson {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn sniff(&self, head: &Head<'_>) -> Score {
        if head.outline.is_some() && routes_head::detect(head).is_none() { 10 } else { 0 }
    }

    fn open(&self, _ask: &Settings) -> Box<dyn Reader> {
        Box::new(JsonReader::new(Box::<Lists>::default()))
    }
}

#[derive(Default)]
struct Lists {
    records: Records,
    time: Option<String>,
    gather: JsonSeries,
    seen: u64,
    timeless: u64,
}

impl JsonHandler for Lists {
    fn paths(&self) -> &'static [&'static str] {
        PATHS
    }

    fn part(&mut self, _: usize, name: &str, tree: JsonValue) -> Result<(), Error> {
        match self.records.take(name, tree) {
            Some(record) => self.record(record),
            None => Ok(()),
        }
    }

    fn forget(&mut self) {
        self.records.forget();
    }

    fn left(&mut self, _: usize) -> Result<(), Error> {
        let Some(JsonValue::Map(members)) = self.records.end() else { return Ok(()) };
        let lists = members.iter().filter(|(_, tree)| is_scalar_list(tree)).count();
        if lists >= 2 {
            return self.columns(&members);
        }
        let mut own = Vec::new();
        for (name, tree) in members {
            match tree {
                JsonValue::List(items)
                    if items
                        .iter()
                        .all(|item| matches!(item, JsonValue::Map(_) | JsonValue::List(_) | JsonValue::Numbers(_))) =>
                {
                    for item in items {
                        self.record(item)?;
                    }
                }
                // One level down: an object of arrays, such as {"data": {"time": […], "value": […]}}.
                JsonValue::Map(inner) if inner.iter().filter(|(_, tree)| is_scalar_list(tree)).count() >= 2 => {
                    self.columns(&inner)?
                }
                tree => own.push((name, tree)),
            }
        }
        if self.seen == 0 || own.iter().any(|(name, tree)| is_time_name(name) && moment(tree).is_some()) {
            self.record(JsonValue::Map(own))?;
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<Reading, Error> {
        if self.timeless as f64 > self.seen as f64 * limits::DAMAGED_SHARE || self.seen == 0 {
            let found = match &self.time {
                None => "This is JSON, but no list in it has a time beside numbers.".to_owned(),
                Some(name) => format!("{} of {} records have no time in {}.", self.timeless, self.seen, quote(name)),
            };
            let need = "Needed: records such as {\"time\": \"2014-12-22T16:15:00Z\", \"value\": 4}.";
            return Err(Error::file(Code::UnknownJson, found, need).at(Place::byte(0)));
        }
        if self.timeless > 0 {
            let text = format!("{} of {} records have no time; they were left out.", self.timeless, self.seen);
            self.gather.notes.add(Code::DamagedRows, text);
        }
        Ok(self.gather.reading("The records hold times, but no numbers."))
    }
}

fn is_scalar_list(tree: &JsonValue) -> bool {
    match tree {
        JsonValue::Numbers(_) => true,
        JsonValue::List(items) => {
            items.iter().all(|item| !matches!(item, JsonValue::Map(_) | JsonValue::List(_) | JsonValue::Numbers(_)))
        }
        _ => false,
    }
}

impl Lists {
    /// An object of arrays, as the records that stand across them.
    fn columns(&mut self, members: &[(String, JsonValue)]) -> Result<(), Error> {
        let lists: Vec<(&String, Vec<JsonValue>)> =
            members.iter().filter(|(_, tree)| is_scalar_list(tree)).map(|(name, tree)| (name, tree.items())).collect();
        let length = lists.iter().map(|(_, items)| items.len()).max().unwrap_or(0);
        for i in 0..length {
            let member = |(name, items): &(&String, Vec<JsonValue>)| {
                ((*name).clone(), items.get(i).cloned().unwrap_or(JsonValue::Null))
            };
            self.record(JsonValue::Map(lists.iter().map(member).collect()))?;
        }
        Ok(())
    }

    fn record(&mut self, record: JsonValue) -> Result<(), Error> {
        let members: Vec<(String, JsonValue)> = match record {
            JsonValue::Map(members) => members,
            // The first item of a pair is its time; the others are values.
            list @ (JsonValue::List(_) | JsonValue::Numbers(_)) => {
                let name = |i: usize| match i {
                    0 => "time".to_owned(),
                    1 => "value".to_owned(),
                    i => format!("value {i}"),
                };
                list.items().into_iter().enumerate().map(|(i, item)| (name(i), item)).collect()
            }
            _ => return Ok(()),
        };
        self.seen += 1;
        if self.time.is_none() {
            let moments = || members.iter().filter(|(_, tree)| moment(tree).is_some());
            self.time = moments()
                .find(|(name, _)| is_time_name(name))
                .or_else(|| moments().next())
                .map(|(name, _)| name.clone());
        }
        let time = |(name, _): &&(String, JsonValue)| Some(name) == self.time.as_ref();
        let Some(at) = members.iter().find(time).and_then(|(_, tree)| moment(tree)) else {
            self.timeless += 1;
            return Ok(());
        };
        let words = |(name, tree): &(String, JsonValue)| {
            let text = tree.text().filter(|t| !t.is_empty() && Some(name) != self.time.as_ref())?;
            let plain = moment(tree).is_none() && tree.number().is_none() && !number::is_missing(text.as_bytes());
            plain.then(|| label(text))
        };
        let key = members.iter().filter_map(words).collect::<Vec<_>>().join(" · ");
        for (name, tree) in &members {
            let missing =
                matches!(tree, JsonValue::Null) || tree.text().is_some_and(|t| number::is_missing(t.as_bytes()));
            let value = tree.number();
            if Some(name) == self.time.as_ref()
                || is_no_signal(name)
                || is_time_name(name)
                || (value.is_none() && !missing)
            {
                continue;
            }
            let series = if key.is_empty() { name.clone() } else { format!("{key} · {name}") };
            self.gather
                .put(&series, at, value.unwrap_or(f64::NAN), || Column::named(&series, "", Sampling::BinStart))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::base::Code;
    use crate::read::tests::{read, read_with};

    #[test]
    fn every_shape_gives_the_same_series() {
        let shapes = [
            r#"[{"time":"2014-12-22T16:10:00Z","value":4},{"time":"2014-12-22T16:15:00Z","value":"0.5"},{"time":"2014-12-22T16:20:00Z","value":null}]"#,
            "[[1419264600,4],[1419264900,0.5],[1419265200,null]]",
            r#"{"time":["2014-12-22 16:10","2014-12-22 16:15","2014-12-22 16:20"],"value":[4,0.5,null]}"#,
            r#"{"ok":true,"data":[[1419264600000,4],[1419264900000,0.5],[1419265200000,null]]}"#,
            r#"{"data":{"time":[1419264600,1419264900,1419265200],"value":[4,0.5,"NaN"]}}"#,
            "{\"ts\":1419264600,\"value\":4}\n{\"ts\":1419264900,\"value\":0.5}\n{\"ts\":1419265200,\"value\":\"-\"}\n",
        ];
        for shape in shapes {
            let reading = read(shape);
            assert_eq!(reading.series.len(), 1, "{shape}");
            let samples: Vec<_> = reading.series[0].samples().collect();
            assert_eq!(samples[..2], [(1_419_264_600_000, 4.0), (1_419_264_900_000, 0.5)], "{shape}");
            assert_eq!((reading.series[0].id.as_str(), reading.series[0].missing()), ("value", 1), "{shape}");
        }
    }

    #[test]
    fn words_name_series_and_other_json_is_refused() {
        let reading = read(r#"[{"t":1419264600,"place":"Tehran","up":4},{"t":1419264600,"place":"Qom","up":5}]"#);
        assert_eq!(reading.series.iter().map(|s| s.label.as_str()).collect::<Vec<_>>(), ["Tehran · up", "Qom · up"]);
        for text in ["{}", "[]", r#"{"a":1}"#, r#"[{"a":"b"}]"#, "[1,2,3]"] {
            assert_eq!(read_with(text.as_bytes(), 2, &[]).unwrap_err().code, Code::UnknownJson, "{text}");
        }
    }
}
