//! Measurement Lab's NDT tests as CSV from its BigQuery tables: a row a test that somebody made.
//!
//! In: columns `a.TestTime` and one of `a.MeanThroughputMbps`, `a.MinRTT`, `a.LossRate`, with or without the prefix. Out:
//! the number of tests in each bin: where nobody can connect, nobody tests. Written from the published schema:
//! measurementlab.net/tests/ndt/#ndt-data-in-bigquery.

use crate::base::{Kind, Sampling, Settings};
use crate::read::format::{About, Format, Reader, Score};
use crate::read::other_build;
use crate::read::series::builder::Column;
use crate::read::sniff::head::Head;
use crate::read::tabular::dialect::Dialect;
use crate::read::tabular::interpretation::Layout;
use crate::read::tabular::table::Table;

/// The format.
pub(crate) struct Mlab;

const ABOUT: About = About {
    id: "mlab-csv",
    name: "M-Lab NDT tests CSV",
    provider: "Measurement Lab",
    licence: "CC0 1.0",
    credit: "Measurement Lab (M-Lab) NDT data set",
    source: "A query of measurement-lab.ndt.unified_downloads saved as CSV; tests a bin.",
};

impl Format for Mlab {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn sniff(&self, head: &Head<'_>) -> Score {
        let header = &head.dialect.header;
        let has = |name: &str| header.iter().any(|label| label.rsplit(['.', '_']).next() == Some(name));
        let values = ["MeanThroughputMbps", "MinRTT", "LossRate"];
        if has("TestTime") && values.iter().any(|name| has(name)) { 95 } else { 0 }
    }

    fn open(&self, settings: &Settings) -> Box<dyn Reader> {
        other_build::formats(|| Box::new(Table::new(settings, adjust)))
    }
}

fn adjust(_: &Dialect, layout: &mut Layout) {
    layout.count = Some(Column { kind: Kind::Traffic, ..Column::named("tests", "tests", Sampling::BinStart) });
    // Whatever the country or network of a test: it was made.
    layout.keys.clear();
}

#[cfg(test)]
mod tests {
    use crate::base::Kind;
    use crate::read::tests::read_with;

    #[test]
    fn tests_are_counted() {
        let mut text = "a.TestTime,a.MeanThroughputMbps,a.MinRTT,client.Geo.CountryCode\n".to_owned();
        for i in 0..500 {
            text +=
                &format!("2021-07-0{} {:02}:{:02}:11 UTC,{}.5,20,CU\n", 1 + i / 200, i / 20 % 10, i * 7 % 60, i % 30);
        }
        let reading = read_with(text.as_bytes(), 333, &[]).unwrap();
        assert_eq!(reading.source.format, "mlab-csv");
        assert_eq!(
            (reading.series.len(), reading.series[0].kind, reading.series[0].id.as_str()),
            (1, Kind::Traffic, "tests")
        );
    }
}
