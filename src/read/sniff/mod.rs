//! What the head of an input says about it: a table, JSON, routing data, or no data at all.

pub(crate) mod head;
pub(crate) mod json_outline;
pub(crate) mod mrt_head;
pub(crate) mod routes_head;
pub(crate) mod unknown;
