//! Routing data → visible prefixes over time: MRT, text and JSON.

#[cfg(feature = "mrt")]
pub(crate) mod json;
#[cfg(feature = "mrt")]
pub(crate) mod mrt;
#[cfg(feature = "mrt")]
pub(crate) mod text;
#[cfg(feature = "mrt")]
pub(crate) mod visibility;
