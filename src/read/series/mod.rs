//! Samples → series: put in order, laid on a grid, counted a bin, and told what they count.

pub(crate) mod bins;
pub(crate) mod builder;
pub(crate) mod classify;
pub(crate) mod missing;
pub(crate) mod stretches;
