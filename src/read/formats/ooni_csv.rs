//! OONI's aggregation API as CSV: the same counts as its JSON, a row a day.
//!
//! In: replies of `api.ooni.io/api/v1/aggregation?…&format=CSV`. Out: the tests a day and those that went well; counts of
//! anomalies rise when things go wrong and are left out. Written from the published schema.

use crate::base::{Kind, Settings};
use crate::read::format::{About, Format, Reader, Score};
use crate::read::other_build;
use crate::read::sniff::head::Head;
use crate::read::tabular::dialect::Dialect;
use crate::read::tabular::interpretation::Layout;
use crate::read::tabular::table::Table;

/// The format.
pub(crate) struct OoniCsv;

const ABOUT: About = About {
    id: "ooni-csv",
    name: "OONI aggregation CSV",
    provider: "OONI",
    licence: "CC BY-NC-SA 4.0",
    credit: "Open Observatory of Network Interference (OONI)",
    source: "api.ooni.io/api/v1/aggregation?probe_cc=…&axis_x=measurement_start_day&format=CSV.",
};

impl Format for OoniCsv {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn sniff(&self, head: &Head<'_>) -> Score {
        let header = &head.dialect.header;
        let has = |name: &str| header.iter().any(|label| label == name);
        if has("measurement_start_day") && has("measurement_count") { 95 } else { 0 }
    }

    fn open(&self, settings: &Settings) -> Box<dyn Reader> {
        other_build::formats(|| Box::new(Table::new(settings, adjust)))
    }
}

fn adjust(_: &Dialect, layout: &mut Layout) {
    layout.utc = true;
    layout.values.retain(|(_, about)| matches!(about.label.as_str(), "measurement_count" | "ok_count"));
    for (_, about) in &mut layout.values {
        about.kind = if about.label == "ok_count" { Kind::Service } else { Kind::Traffic };
        about.unit = "tests".to_owned();
    }
}

#[cfg(test)]
mod tests {
    use crate::read::tests::read;

    #[test]
    fn tests_and_those_gone_well_are_kept() {
        let reading = read(
            "anomaly_count,confirmed_count,failure_count,measurement_count,measurement_start_day,ok_count\n0,0,2,91,2021-07-09,89\n0,0,2,12,2021-07-10,10\n",
        );
        let told: Vec<_> = reading.series.iter().map(|s| (s.id.as_str(), s.values.to_vec())).collect();
        assert_eq!(told, [("measurement-count", vec![91.0, 12.0]), ("ok-count", vec![89.0, 10.0])]);
        assert_eq!(reading.source.format, "ooni-csv");
    }
}
