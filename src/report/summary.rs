//! A Report → flat rows, one an outage, as engines and tables want them: always the same columns, whatever was asked for.
//!
//! The names, types and units are fixed: a column may be added at the end, none changes its meaning without another
//! [`WIRE`](super::WIRE). The last columns are the price by each model of the table, null where the model was not asked for
//! or has no price. Moments are ISO 8601 in UTC; numbers are those of the Report.

use super::schema::{Outage, Report};
use super::to_json;
use crate::base::Error;
use crate::cost::MODELS;
use crate::detect::Extent;
use serde::ser::{Serialize, SerializeMap, Serializer};

/// A column: its name, its type as JSON and tables have it, its unit, what it holds, and where that comes from.
pub struct SummaryColumn {
    /// Its name.
    pub name: &'static str,
    /// `text`, `moment`, `number` or `flag`; with `?` where it may be null.
    pub kind: &'static str,
    /// Its unit; empty where it has none.
    pub unit: &'static str,
    /// What it holds.
    pub about: &'static str,
    cell: fn(&Outage) -> Cell<'_>,
}

/// What stands in a cell.
#[derive(serde::Serialize)]
#[serde(untagged)]
enum Cell<'a> {
    Text(Option<&'a str>),
    Number(Option<f64>),
    Flag(bool),
}

use Cell::{Flag, Number, Text};

const fn column(
    name: &'static str,
    kind: &'static str,
    unit: &'static str,
    about: &'static str,
    cell: fn(&Outage) -> Cell<'_>,
) -> SummaryColumn {
    SummaryColumn { name, kind, unit, about, cell }
}

/// Every column but `id`, which is the job's, and the prices by model.
#[rustfmt::skip] // a row a line
pub const SUMMARY: &[SummaryColumn] = &[
    column("outage", "text", "", "Id of the outage within its job.", |o| Text(Some(&o.id))),
    column("reference", "text", "", "Id of the series whose edges and depth these are.", |o| Text(Some(&o.reference))),
    column("start", "moment", "UTC", "Start.", |o| Text(Some(&o.start.best))),
    column("start_lo", "moment?", "UTC", "Not before; null where it was under way at the first sample.", |o| Text(o.start.lo.as_deref())),
    column("start_hi", "moment", "UTC", "Not after.", |o| Text(Some(&o.start.hi))),
    column("end", "moment", "UTC", "End; where it goes on, the end of the data.", |o| Text(Some(&o.end.best))),
    column("end_lo", "moment", "UTC", "Not before.", |o| Text(o.end.lo.as_deref())),
    column("end_hi", "moment", "UTC", "Not after.", |o| Text(Some(&o.end.hi))),
    column("ongoing", "flag", "", "The data stop before it ends: its end, duration and prices are lower bounds.", |o| Flag(o.ongoing)),
    column("started_before", "flag", "", "It was under way at the first sample: its start is a bound, duration and prices are lower bounds.", |o| Flag(o.started_before)),
    column("duration_secs", "number", "s", "How long.", |o| Number(Some(o.duration_secs.best))),
    column("duration_secs_lo", "number", "s", "Not shorter.", |o| Number(Some(o.duration_secs.lo))),
    column("duration_secs_hi", "number?", "s", "Not longer; null where it goes on.", |o| Number(o.duration_secs.hi)),
    column("equivalent_secs", "number", "s", "The same loss as so long a full outage.", |o| Number(Some(o.equivalent_secs))),
    column("depth", "number", "0–1", "Mean share of the signal that was gone; of what rises and has no known whole, of the worst in the file.", |o| Number(Some(o.depth))),
    column("confidence", "number?", "0–1", "Estimated chance that it is real; null where the file is too short to know.", |o| Number(o.confidence)),
    column("kind", "text", "", "total or partial.", |o| Text(Some(extent(o.kind)))),
    column("routes_up", "flag", "", "Routes stayed and traffic fell.", |o| Flag(o.routes_up)),
    column("country", "text?", "ISO 3166-1", "Country that was priced; null where nothing was.", |o| Text(o.cost.as_ref().map(|cost| cost.country.as_str()))),
    column("price_year", "number?", "year", "Whose US dollars the prices are.", |o| Number(o.cost.as_ref().map(|cost| f64::from(cost.price_year)))),
    column("gdp_usd", "number?", "USD", "GDP normally made in that time.", |o| Number(o.cost.as_ref().map(|cost| cost.ceiling_usd.central))),
];

/// The ends of a model's price, as the last part of a column's name.
pub const ENDS: [&str; 3] = ["low", "central", "high"];

/// The name of a model's column: `cost_tool_low_usd`.
pub fn price_column(model: &str, end: &str) -> String {
    format!("{}_{end}_usd", model.replace('-', "_"))
}

/// The rows of a Report as a JSON list, each with the id of its job.
pub fn to_summary(report: &Report, id: &impl Serialize) -> Result<String, Error> {
    to_json(&report.outages.iter().map(|outage| Row { id, outage }).collect::<Vec<_>>())
}

fn extent(kind: Extent) -> &'static str {
    match kind {
        Extent::Total => "total",
        Extent::Partial => "partial",
    }
}

struct Row<'a, I> {
    id: &'a I,
    outage: &'a Outage,
}

impl<I: Serialize> Serialize for Row<'_, I> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", self.id)?;
        for column in SUMMARY {
            map.serialize_entry(column.name, &(column.cell)(self.outage))?;
        }
        let priced = self.outage.cost.as_ref().map_or(&[][..], |cost| &cost.models);
        for about in MODELS.iter().map(|model| model.about()) {
            let price = priced.iter().find(|price| price.id == about.id);
            let ends = price.map_or([None; 3], |price| [price.low, price.central, price.high]);
            for (end, value) in ENDS.iter().zip(ends) {
                map.serialize_entry(&price_column(about.id, end), &value)?;
            }
        }
        map.end()
    }
}
