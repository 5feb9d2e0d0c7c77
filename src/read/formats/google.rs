//! The reply behind a chart of Google's Transparency Report: `)]}'`, then nested lists `[["tr.atsr",[[ms,[[null,value]]],…]]]`.
//!
//! In: a saved reply of transparencyreport.google.com/…/apps/traffic (its own form, never documented). Out: a series a
//! product in the reply; epoch milliseconds; values are Google's own scale. Bins begin at their stamp.
//! The headerless `ms,value` tables that people keep of it are read as tables.

use crate::base::{Error, Kind, Reading, Sampling, Settings};
use crate::read::format::{About, Format, Reader, Score};
use crate::read::json::handler::{JsonHandler, JsonReader};
use crate::read::json::series::{JsonSeries, moment};
use crate::read::json::value::JsonValue;
use crate::read::other_build;
use crate::read::series::builder::Column;
use crate::read::sniff::head::Head;

/// The format.
pub(crate) struct Google;

const ABOUT: About = About {
    id: "google-traffic",
    name: "Google Transparency Report traffic",
    provider: "Google",
    licence: "Google terms of service",
    credit: "Google Transparency Report, traffic and disruptions to Google",
    source: "The reply behind a chart of transparencyreport.google.com/traffic; normalised traffic to a product.",
};

impl Format for Google {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn sniff(&self, head: &Head<'_>) -> Score {
        if head.holds(64, b"tr.atsr") { 95 } else { 0 }
    }

    fn open(&self, _ask: &Settings) -> Box<dyn Reader> {
        other_build::formats(|| Box::new(JsonReader::new(Box::<Reply>::default())))
    }
}

#[derive(Default)]
struct Reply {
    gather: JsonSeries,
}

impl JsonHandler for Reply {
    fn paths(&self) -> &'static [&'static str] {
        &["*.*.*"]
    }

    fn part(&mut self, _: usize, _: &str, tree: JsonValue) -> Result<(), Error> {
        let Some(at) = tree.item(0).as_ref().and_then(moment) else { return Ok(()) };
        for (i, entry) in tree.item(1).map(|list| list.items()).unwrap_or_default().iter().enumerate() {
            let value = entry.item(1).and_then(|value| value.number()).unwrap_or(f64::NAN);
            let name = if i == 0 { "traffic".to_owned() } else { format!("traffic {}", i + 1) };
            let about = || Column { kind: Kind::Traffic, ..Column::named(&name, "", Sampling::BinStart) };
            self.gather.put(&name, at, value, about)?;
        }
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<Reading, Error> {
        Ok(self.gather.reading("The reply holds no traffic."))
    }
}

#[cfg(test)]
mod tests {
    use crate::base::{Kind, Times};
    use crate::read::tests::read;

    #[test]
    fn the_guard_and_the_nesting_are_taken_off() {
        let reading = read(
            ")]}'\n\n[[\"tr.atsr\",[[1719784800000,[[null,51.5]]],[1719795600000,[[null,23.25]]],[1719806400000,[[null,null]]]],null,true]]",
        );
        assert_eq!(reading.series[0].times, Times::Grid { start: 1_719_784_800_000, step: 10_800_000 });
        assert_eq!((reading.series[0].kind, &reading.series[0].values[..2]), (Kind::Traffic, &[51.5, 23.25][..]));
        assert_eq!(reading.source.format, "google-traffic");
    }
}
