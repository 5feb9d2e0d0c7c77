//! CSV that Grafana's panels give: `"Time","series"…`, or the older `Series;Time;Value`; with or without a `sep=` line.
//!
//! In: Inspect → Data → Download CSV. Out: a series a column, or a `Series`. Times are those of the browser that saved the
//! file and name no zone, so a note asks for it. Cells may carry units (`13.7 °C`, `1.5 K`): they are brought to the
//! first one's. Written from the published behaviour of Grafana.

use crate::base::Settings;
use crate::read::format::{About, Format, Reader, Score};
use crate::read::other_build;
use crate::read::sniff::head::Head;
use crate::read::tabular::table::Table;

/// The format.
pub(crate) struct Grafana;

const ABOUT: About = About {
    id: "grafana-csv",
    name: "Grafana panel CSV",
    provider: "",
    licence: "",
    credit: "",
    source: "Inspect → Data → Download CSV of a Grafana panel; give the browser's zone.",
};

impl Format for Grafana {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn sniff(&self, head: &Head<'_>) -> Score {
        let header: Vec<&str> = head.dialect.header.iter().map(String::as_str).collect();
        let quoted = head.holds(256, b"\"Time\"");
        let known =
            matches!(header.as_slice(), ["Series", "Time", "Value"]) || (header.first() == Some(&"Time") && quoted);
        if known && head.layout.is_ok() { 60 } else { 0 }
    }

    fn open(&self, settings: &Settings) -> Box<dyn Reader> {
        other_build::formats(|| Box::new(Table::new(settings, |_, _| {})))
    }
}

#[cfg(test)]
mod tests {
    use crate::base::Code;
    use crate::read::tests::{codes, read};

    #[test]
    fn both_layouts_are_read() {
        let wide = read(
            "sep=,\n\"Time\",\"latency\"\n2024-10-27 02:00:00,13.7 ms\n2024-10-27 02:01:00,1.5 s\n2024-10-27 02:02:00,0 ms\n",
        );
        assert_eq!((wide.source.format.as_str(), wide.series[0].unit.as_str()), ("grafana-csv", "ms"));
        assert_eq!(wide.series[0].values[..], [13.7, 1500.0, 0.0]);
        assert_eq!(codes(&wide), [Code::ZoneAssumed]);
        let long = read(
            "Series;Time;Value\na;2024-10-27T02:00:00.000Z;1\na;2024-10-27T02:01:00.000Z;2\nb;2024-10-27T02:00:00.000Z;3\n",
        );
        assert_eq!(long.series.iter().map(|s| s.label.as_str()).collect::<Vec<_>>(), ["a", "b"]);
    }
}
