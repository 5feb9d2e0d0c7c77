//! The border to the page: the only room that may name wasm-bindgen and its kin.
//!
//! In: settings as a flat object, bytes in chunks. Out: a Report once, finer windows of it on demand, ink on a canvas, texts
//! for download. Few and coarse: [`Engine`] lives in a worker and keeps the full series, [`Painter`] lives in the page and
//! knows nothing but a Report. Errors cross as plain objects; no BigInt, and never a value that is not finite.

mod canvas;
mod catalogue;
mod cross;
mod engine;
mod painter;
mod seen;
mod locale;

pub use catalogue::catalogue;
pub use engine::{Engine, calculate, self_check};
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
