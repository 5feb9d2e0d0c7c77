//! JSON of any program that lists times and numbers.
//!
//! In: a document, or one a line (NDJSON). Out: what the rows in it say, found by `json/shapes` and read as a table is: a
//! series a column of numbers, or a key. Records that stand in the outermost list, or one a line, are read as they come.

use crate::base::{Error, Reading, Settings};
use crate::read::format::{About, Format, Reader, Score};
use crate::read::json::handler::{JsonHandler, JsonReader};
use crate::read::json::records::{PATHS, Records};
use crate::read::json::shapes::Shapes;
use crate::read::json::table::JsonTables;
use crate::read::json::value::JsonValue;
use crate::read::sniff::head::Head;
use crate::read::sniff::routes_head;

/// The format.
pub(crate) struct AnyJson;

const ABOUT: About = About {
    id: "json",
    name: "JSON with times and numbers",
    provider: "",
    licence: "",
    credit: "",
    source: "Any program's export: records, lists, columns or dictionaries by date, also nested, or an object a line (NDJSON).",
};

impl Format for AnyJson {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn sniff(&self, head: &Head<'_>) -> Score {
        let is_json = head.outline.as_ref().is_some_and(|outline| outline.is_json());
        if is_json && routes_head::detect(head).is_none() { 10 } else { 0 }
    }

    fn open(&self, settings: &Settings) -> Box<dyn Reader> {
        let tables = JsonTables::new(settings);
        Box::new(JsonReader::new(Box::new(Lists { records: Records::default(), tables, line: 0 })))
    }
}

struct Lists {
    records: Records,
    tables: JsonTables,
    line: u64,
}

impl Lists {
    fn walk(&mut self, value: &JsonValue) -> Result<(), Error> {
        Shapes::new(&mut self.tables, self.line).walk("", value, &[]).map(drop)
    }
}

impl JsonHandler for Lists {
    fn paths(&self) -> &'static [&'static str] {
        PATHS
    }

    fn part(&mut self, _: usize, name: &str, tree: JsonValue) -> Result<(), Error> {
        match self.records.take(name, tree) {
            Some(record) => self.walk(&record),
            None => Ok(()),
        }
    }

    fn line(&mut self, line: u64) {
        self.line = line;
    }

    fn forget(&mut self) {
        self.records.forget();
    }

    fn left(&mut self, _: usize) -> Result<(), Error> {
        match self.records.end() {
            Some(document) => self.walk(&document),
            None => Ok(()),
        }
    }

    fn finish(self: Box<Self>) -> Result<Reading, Error> {
        self.tables.finish()
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
        let rows = |place: &str| {
            format!(r#"{{"time":1419264600,"place":"{place}","up":4}},{{"time":1419264900,"place":"{place}","up":5}}"#)
        };
        let reading = read(&format!("[{},{}]", rows("Tehran"), rows("Qom")));
        assert_eq!(reading.series.iter().map(|s| s.label.as_str()).collect::<Vec<_>>(), ["Tehran", "Qom"]);
        for text in ["{}", "[]", r#"{"a":1}"#, r#"[{"a":"b"}]"#, "[1,2,3]"] {
            assert_eq!(read_with(text.as_bytes(), 2, &[]).unwrap_err().code, Code::UnknownJson, "{text}");
        }
    }
}
