//! Samples → series: put in order, laid on a grid, counted a bin, and told what they count.

pub(crate) mod answered;
pub(crate) mod bins;
pub(crate) mod builder;
pub(crate) mod classify;
pub(crate) mod counter;
pub(crate) mod direction;
pub(crate) mod failed;
pub(crate) mod mirrored;
pub(crate) mod missing;
pub(crate) mod sentinel;
pub(crate) mod shares;
pub(crate) mod step;
pub(crate) mod stretches;
pub(crate) mod totals;
