//! What every room stands on, and what knows no room: time, numbers, limits, notes, errors, series, the settings.

pub(crate) mod checked;
pub mod code;
pub mod decimal;
pub mod error;
mod limbs;
pub mod limits;
pub mod nearest;
pub mod note;
pub mod num;
pub mod series;
pub mod setting_value;
pub mod settings;
pub mod time;
pub mod zone;

pub use code::Code;
pub use error::{Error, Place};
pub use note::{Note, Notes, Offer};
pub use series::{
    Direction, Given, Kind, Mark, MarkKind, Reading, Represents, Sampling, Series, Source, SourceColumn, SourceFile,
    Times,
};
pub use setting_value::SettingValue;
pub use settings::Settings;
