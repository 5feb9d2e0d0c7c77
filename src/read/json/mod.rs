//! JSON → values: tokens as the bytes arrive, the parts of a document that a format names, the samples in them.

pub(crate) mod handler;
mod lines;
pub(crate) mod moment;
mod numbers;
pub(crate) mod records;
pub(crate) mod series;
pub(crate) mod shapes;
pub(crate) mod table;
mod unnamed;
pub(crate) mod tokenizer;
pub(crate) mod value;
mod words;
