//! What holds on real files. They are not part of the project: `tests/run --real DIR` names their folder by
//! `OUTAGE_LENS_REAL`.

mod detect;
mod economy;
#[cfg(feature = "mrt")]
mod mrt;
mod read;
