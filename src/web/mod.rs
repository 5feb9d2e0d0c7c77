//! The border to the page: the only room that may name wasm-bindgen and its kin.
