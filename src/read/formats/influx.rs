//! InfluxDB's annotated CSV: `#datatype` lines, then `_time`, `_value`, `_field` and tags.
//!
//! In: the CSV that a Flux query gives, one table or several one below the other. Out: a series a set of tags and field.
//! `_start` and `_stop` are the query's bounds, not times of values. Written from the published format:
//! docs.influxdata.com/influxdb/v2/reference/syntax/annotated-csv.

use crate::base::{Code, Settings};
use crate::read::format::{About, Format, Reader, Score};
use crate::read::other_build;
use crate::read::sniff::head::Head;
use crate::read::tabular::dialect::Dialect;
use crate::read::tabular::interpretation::Layout;
use crate::read::tabular::table::Table;

/// The format.
pub(crate) struct Influx;

const ABOUT: About = About {
    id: "influxdb-csv",
    name: "InfluxDB annotated CSV",
    provider: "",
    licence: "",
    credit: "",
    source: "The CSV of a Flux query; a series a field and set of tags.",
};

impl Format for Influx {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn sniff(&self, head: &Head<'_>) -> Score {
        let header = &head.dialect.header;
        let has = |name: &str| header.iter().any(|label| label == name);
        if has("_time") && has("_value") { 95 } else { 0 }
    }

    fn open(&self, settings: &Settings) -> Box<dyn Reader> {
        other_build::formats(|| Box::new(Table::new(settings, adjust)))
    }
}

fn adjust(dialect: &Dialect, layout: &mut Layout) {
    if let Some(time) = dialect.header.iter().position(|label| label == "_time") {
        layout.time = time;
        layout.header = Some(b"_time".to_vec());
    }
    // The bounds and numbers of tables are the format's own; nobody misses them.
    layout.notes.forget(Code::ColumnsLeftOut);
    layout.values.retain(|(_, about)| about.label == "_value");
}

#[cfg(test)]
mod tests {
    use crate::read::tests::{codes, read};

    #[test]
    fn tables_one_below_the_other_are_read() {
        let head = "#group,false,false,true,true,false,false,true\n#datatype,string,long,dateTime:RFC3339,dateTime:RFC3339,dateTime:RFC3339,double,string\n\
            #default,_result,,,,,,\n,result,table,_start,_stop,_time,_value,host\n";
        let row = |table: u32, minute: u32, host: &str| {
            format!(
                ",,{table},2024-01-01T00:00:00Z,2024-01-02T00:00:00Z,2024-01-01T00:{minute:02}:00Z,{minute}.5,{host}\n"
            )
        };
        let text = format!("{head}{}{}\n{head}{}{}", row(0, 1, "a"), row(0, 2, "a"), row(1, 1, "b"), row(1, 2, "b"));
        let reading = read(&text);
        assert_eq!(reading.source.format, "influxdb-csv");
        let told: Vec<_> = reading.series.iter().map(|s| (s.label.as_str(), s.values.to_vec())).collect();
        assert_eq!(told, [("a", vec![1.5, 2.5]), ("b", vec![1.5, 2.5])]);
        assert!(codes(&reading).is_empty());
    }
}
