//! One file a format, and the table of all formats.

mod csv;
pub(crate) mod ioda_csv;
mod monash;
mod grafana;
mod influx;
mod mlab;
mod ooni_csv;
mod ioda_api;
mod ioda_outages;
mod monitors;
mod ripestat;
mod prometheus;
mod google;
mod radar;
mod ooni;
mod atlas;
mod json_any;
mod mtr;
mod ping;
mod rrdtool;
mod drawn_table;
mod event_log;
mod graphite;
mod labelled_lines;
mod line_protocol;

#[cfg(feature = "mrt")]
use crate::read::bgp::{json, mrt, text};
use crate::read::format::Format;
#[cfg(feature = "xlsx")]
use crate::read::xlsx;

/// Every format, those that recognize their input most surely first.
pub const FORMATS: &[&dyn Format] = &[
    #[cfg(feature = "mrt")]
    &mrt::Mrt,
    #[cfg(feature = "mrt")]
    &text::RoutesText,
    #[cfg(feature = "mrt")]
    &json::RIS_LIVE,
    #[cfg(feature = "mrt")]
    &json::ELEMENTS,
    #[cfg(feature = "mrt")]
    &json::RIPESTAT,
    &google::Google,
    &prometheus::Prometheus,
    &ioda_api::IodaApi,
    &ioda_outages::IodaOutages,
    &monitors::Monitors,
    &ripestat::Ripestat,
    &radar::Radar,
    &ooni::Ooni,
    &atlas::Atlas,
    &json_any::AnyJson,
    &ioda_csv::IodaCsv,
    &monash::Monash,
    &ooni_csv::OoniCsv,
    &mlab::Mlab,
    &influx::Influx,
    &grafana::Grafana,
    &ping::Ping,
    &mtr::Mtr,
    &rrdtool::Rrdtool,
    &event_log::EventLog,
    &line_protocol::LineProtocol,
    &graphite::Graphite,
    &labelled_lines::LabelledLines,
    &drawn_table::DrawnTable,
    &csv::Csv,
    #[cfg(feature = "xlsx")]
    &xlsx::Xlsx,
];
