//! Tables of text → series.
//!
//! A table is understood in three steps: what each cell can be ([`profile`]), what each column is ([`roles`], with [`moment`]
//! and [`names`]), what the table is ([`columns`]; [`across`] where its header says when). Then its rows are read ([`body`], [`fast_rows`]) and made series
//! ([`finish`]). Records of another form, such as JSON, go the same way: [`written`].

mod across;
mod body;
mod changes;
mod codes;
pub(crate) mod columns;
mod counted;
mod describe;
pub(crate) mod detect_dialect;
pub(crate) mod dialect;
mod fast_rows;
mod finish;
mod group_by;
pub(crate) mod header;
mod header_rows;
mod headless;
pub(crate) mod interpretation;
mod moment;
mod names;
mod no_measures;
mod outage_list;
pub(crate) mod pivot;
mod profile;
mod refuse;
pub(crate) mod roles;
mod row_numbers;
mod targets;
pub(crate) mod lines;
pub(crate) mod rows;
pub(crate) mod table;
mod units;
mod years;
pub(crate) mod written;
