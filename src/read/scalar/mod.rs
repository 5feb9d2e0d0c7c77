//! One cell → one value: a number, a moment.

pub(crate) mod number;
pub(crate) mod timestamp;
