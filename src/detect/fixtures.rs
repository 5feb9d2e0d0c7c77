//! Small made-up series for the tests of this room.

use crate::base::time::{MINUTE, parse_utc};
use crate::base::{Kind, Sampling, Series, Times};

/// A series of bins of so many minutes from 2014-12-17T00:00Z on.
pub(super) fn series(kind: Kind, minutes: i64, values: &[f64]) -> Series {
    Series {
        id: format!("{kind:?}").to_lowercase(),
        label: format!("{kind:?}"),
        kind,
        direction: kind.direction(),
        unit: String::new(),
        sampling: Sampling::BinStart,
        step: minutes * MINUTE,
        times: Times::Grid { start: parse_utc("2014-12-17").unwrap(), step: minutes * MINUTE },
        values: values.to_vec().into(),
    }
}
