//! Bytes → [`Reading`](crate::base::Reading): recognizes the format by content, reads it while the bytes arrive, keeps
//! what is intact.
//!
//! [`Input`] is the door: push chunks as they come, then finish. A format is one file in `formats` and one row in
//! [`FORMATS`].

mod input;
mod decompress;
mod sniff;
mod format;
mod formats;
mod scalar;
mod tabular;
mod json;
mod series;
mod bgp;
#[cfg(feature = "xlsx")]
mod xlsx;
mod other_build;
mod split;
#[cfg(test)]
mod tests;

pub use format::{About, Format, Reader, Score};
pub use formats::FORMATS;
pub use input::{Input, hex};
pub use sniff::head::Head;
pub use split::{Part, Split, TakePart};
