//! One cell → one value: a number, a moment, a state; or the word for what it is instead.

pub(crate) mod address;
pub(crate) mod clock;
pub(crate) mod clocked;
pub(crate) mod day;
pub(crate) mod epoch;
pub(crate) mod http_code;
pub(crate) mod interval;
pub(crate) mod label;
pub(crate) mod leading_moment;
pub(crate) mod length;
pub(crate) mod marks;
pub(crate) mod number;
mod plainer;
pub(crate) mod share;
pub(crate) mod state;
pub(crate) mod text;
pub(crate) mod timestamp;
pub(crate) mod unit;
