//! The models, one a file.

pub(super) mod brookings_app;
pub(super) mod ceiling;
pub(super) mod cipesa_like;
pub(super) mod cost_tool;
pub(super) mod deloitte;
pub(super) mod elasticity;
pub(super) mod lens;
pub(super) mod netloss_implied;
pub(super) mod users;
