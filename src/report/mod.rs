//! Everything → [`Report`]: the one object that the page, the charts and the exports share, and the only place where
//! numbers become words.

mod wire;
mod named;
mod tell;
mod ink;
mod words;
pub mod english;
mod json;
mod csv;
mod text;
mod cite;
#[cfg(feature = "compare")]
mod beside;

#[cfg(feature = "compare")]
pub use beside::beside;
pub use cite::{to_bibtex, to_citation, to_foot, to_method, to_quote};
pub use csv::to_csv;
pub use ink::window;
pub use json::to_json;
pub use named::Named;
pub use tell::{draft, tell};
pub use text::to_text;
pub use wire::*;

// A Report holds prices as they are: whoever draws it knows their shape from here.
pub use crate::cost::{Estimate, Mode, Priced, Sensitivity};
