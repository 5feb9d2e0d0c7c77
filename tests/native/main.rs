//! The native tests: one program, a module a theme. Their files lie beside them in `tests/`, by the same name.
//!
//! `cargo test --test native stories` runs one theme. What needs the bundle (`budget`, `page`) or files that are not part of
//! the project (`real`) is ignored unless asked for; `tests/run` asks for it.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    missing_docs,
    unreachable_pub,
    reason = "a test reads files, and stops at the first surprise"
)]

mod amplified;
mod architecture;
#[cfg(feature = "cli")]
mod budget;
mod cases;
mod charts;
#[cfg(feature = "cli")]
mod command;
mod crates;
mod detection;
mod fuzz;
mod hostile;
mod kinds;
#[cfg(feature = "cli")]
mod lines;
mod north_korea;
mod page;
mod real;
#[cfg(feature = "cli")]
mod reported;
mod rises;
mod samples;
mod sources;
mod stories;
mod suites;
mod tables;
mod trust;
mod words;
