//! Bytes → [`Reading`]: tells the format by content, reads it while the bytes arrive, keeps what is intact.
//!
//! [`Input`] is the door: push chunks as they come, then finish. A format is one file here and one row in [`FORMATS`].

mod input;
mod head;
mod unpack;
#[cfg(any(feature = "formats", feature = "mrt", feature = "xlsx"))]
mod packed;
#[cfg(feature = "formats")]
mod zstd;
#[cfg(any(feature = "formats", feature = "mrt", feature = "xlsx"))]
mod zip;
#[cfg(feature = "xlsx")]
mod xlsx;
mod members;
mod elsewhere;
mod encoding;
mod unknown;
mod join;
mod rows;
mod dialect;
mod layout;
mod cell;
mod stamp;
mod kind;
mod frame;
mod keys;
mod bins;
mod table;
mod usual;
mod csv;
mod ioda_csv;
mod monash;
mod grafana;
mod influx;
mod missing;
mod mlab;
mod ooni_csv;
mod json;
mod json_lines;
mod json_numbers;
mod json_words;
mod tree;
mod parts;
mod outline;
mod gather;
mod ioda_api;
mod ioda_outages;
mod ripestat;
mod prometheus;
mod google;
mod radar;
mod ooni;
mod records;
mod atlas;
mod json_any;
#[cfg(feature = "mrt")]
mod mrt;
mod mrt_head;
mod routes_head;
#[cfg(feature = "mrt")]
mod routes_text;
#[cfg(feature = "mrt")]
mod routes_json;
#[cfg(feature = "mrt")]
mod routes;
#[cfg(test)]
mod tests;

pub use head::Head;
pub use input::{Input, hex};

use crate::base::{Error, Reading, Settings};

/// What is known about a format before any byte of it is read.
#[derive(Clone, Copy, Debug)]
pub struct About {
    /// Stable id, such as `ioda-csv`.
    pub id: &'static str,
    /// Its name for people.
    pub name: &'static str,
    /// Who makes such data; empty where anybody can.
    pub provider: &'static str,
    /// Their licence; empty where unknown.
    pub licence: &'static str,
    /// The credit line under the chart; empty where unknown.
    pub credit: &'static str,
    /// Where to get such a file, and what is done with it: one line for the documentation.
    pub source: &'static str,
}

/// How sure a format is that an input is its own: 0 not at all, 100 beyond doubt.
pub type Score = u8;

/// A way to read bytes.
pub trait Format: Sync {
    /// What is known about it.
    fn about(&self) -> &'static About;
    /// How sure it is that the input is its own.
    fn sniff(&self, head: &Head<'_>) -> Score;
    /// Begins to read an input.
    fn open(&self, settings: &Settings) -> Box<dyn Reader>;
}

/// An input being read.
pub trait Reader {
    /// Takes the head that the format was told by, before any other bytes.
    fn begin(&mut self, head: Head<'_>) -> Result<(), Error> {
        self.push(head.bytes)
    }
    /// Takes the next decompressed bytes.
    fn push(&mut self, bytes: &[u8]) -> Result<(), Error>;
    /// So many bytes of text will come, as far as is known: room for what is in them is made at once.
    fn expect(&mut self, _bytes: u64) {}
    /// The file has ended. True where the next file of the format goes on in this reader, so that both are one input.
    fn next_file(&mut self) -> Result<bool, Error> {
        Ok(false)
    }
    /// No more bytes will come.
    fn finish(self: Box<Self>) -> Result<Reading, Error>;
}

/// Every format, the surest-to-be-told first.
pub const FORMATS: &[&dyn Format] = &[
    #[cfg(feature = "mrt")]
    &mrt::Mrt,
    #[cfg(feature = "mrt")]
    &routes_text::RoutesText,
    #[cfg(feature = "mrt")]
    &routes_json::RIS_LIVE,
    #[cfg(feature = "mrt")]
    &routes_json::ELEMENTS,
    #[cfg(feature = "mrt")]
    &routes_json::RIPESTAT,
    &google::Google,
    &prometheus::Prometheus,
    &ioda_api::IodaApi,
    &ioda_outages::IodaOutages,
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
    &csv::Csv,
    #[cfg(feature = "xlsx")]
    &xlsx::Xlsx,
];
