//! The border to the page: the only room that may name wasm-bindgen and its kin.
//!
//! In: settings as a flat object, bytes in chunks, Reports as plain objects. Out: a Report once, finer windows of it on demand,
//! pictures, texts for download. Two builds stand here, so that a page fetches what it needs: `engine`, the [`Engine`] that
//! lives in a worker and keeps the full series, and `figure`, the [`Painter`] that lives in the page and knows nothing but a
//! Report. Errors cross as plain objects; no BigInt, and never a number that is not finite.

#[cfg(feature = "figure")]
mod canvas;
#[cfg(feature = "engine")]
mod catalogue;
#[cfg(feature = "engine")]
mod engine;
mod js_value;
#[cfg(feature = "figure")]
mod locale;
#[cfg(feature = "figure")]
mod painter;
#[cfg(feature = "engine")]
mod settings;

#[cfg(feature = "engine")]
pub use catalogue::catalogue;
#[cfg(feature = "engine")]
pub use engine::{Engine, calculate, self_check};
#[cfg(feature = "figure")]
pub use painter::Painter;

use wasm_bindgen::prelude::wasm_bindgen;

/// Runs once an instance: a panic of ours becomes an exception that names its place, and nothing of the data.
#[wasm_bindgen(start)]
pub fn start() {
    std::panic::set_hook(Box::new(|info| {
        let (file, line) = info.location().map_or(("?", 0), |at| (at.file(), at.line()));
        wasm_bindgen::throw_str(&format!("outage-lens stopped at {file}:{line}"));
    }));
}
