//! Sets the direction of series as an author said.
//!
//! In: a reading, and pairs of a series (its id or its label) and `falls` or `rises`. Refused: a series that is not there.

use crate::base::{Code, Direction, Error, Reading, Settings, nearest};

/// Sets them.
pub(crate) fn set(reading: &mut Reading, said: &Settings) -> Result<(), Error> {
    for (name, word) in &said.direction {
        let mut known = false;
        for series in reading.series.iter_mut().filter(|series| series.id == *name || series.label == *name) {
            series.direction = if *word == "rises" { Direction::Rises } else { Direction::Falls };
            known = true;
        }
        if !known {
            let ids = reading.series.iter().map(|series| series.id.as_str()).collect();
            return Err(nearest::unknown(Code::BadSetting, "series", name, ids));
        }
    }
    Ok(())
}
