//! Everything → [`Report`]: the one object that the page, the charts and the exports share, and the only place where
//! numbers become words.

pub mod schema;
mod named;
mod build;
mod check;
mod plot_columns;
mod story;
pub mod english;
mod json;
mod csv;
mod summary;
mod text;
mod told;
mod citation;
mod list;
pub mod claims;
mod beside;

pub use beside::beside;
pub use build::{build, preview};
pub use check::check;
pub use citation::{to_bibtex, to_citation, to_foot, to_method, to_quote};
pub use csv::to_csv;
pub use json::to_json;
pub use named::Named;
pub use plot_columns::window;
pub use schema::{Elements, Part, PlotColumns, Receipt, Report, Value, WIRE};
pub use summary::{ENDS, SUMMARY, SummaryColumn, price_column, to_summary};
pub use text::to_text;

// A Report holds prices as they are: whoever draws it knows their shape from here.
pub use crate::cost::{Claim, Estimate, ListCost, Mode, Per, Priced, Sensitivity};
