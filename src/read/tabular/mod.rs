//! Tables of text → series: rows and cells, how the table is written, what its columns are.

pub(crate) mod columns;
pub(crate) mod dialect;
mod fast_rows;
mod group_by;
pub(crate) mod lines;
pub(crate) mod rows;
pub(crate) mod table;
pub(crate) mod written;
