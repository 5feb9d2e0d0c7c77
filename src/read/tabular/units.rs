//! Finds the unit of a column.
//!
//! In: a column of a table. Out: the unit that its cells carry, that of the row below the header, or that in the header's
//! brackets; nothing where there is none.

use super::dialect::Dialect;
use crate::base::error::label;
use crate::read::scalar::number::{self, Commas};
use crate::read::scalar::unit;

/// The unit of a column: that of its cells, of the row below the header, or the brackets of the header.
pub(crate) fn unit_of(dialect: &Dialect, column: usize, commas: Commas) -> String {
    let carried = dialect
        .cells(column)
        .filter_map(|cell| number::measured(cell, commas))
        .find(|(number, unit)| *number != 0.0 && !unit.is_empty());
    if let Some((_, unit)) = carried {
        // Beside "1.03 K" stands "987": both count the same.
        return if unit::is_prefix(&unit) { String::new() } else { label(&unit) };
    }
    if let Some(unit) = dialect.units.get(column).filter(|unit| !unit.is_empty()) {
        return label(unit);
    }
    let header = dialect.name(column);
    let inner = header.rsplit_once('(').and_then(|(_, rest)| rest.strip_suffix(')'));
    let inner = inner.or_else(|| header.rsplit_once('[').and_then(|(_, rest)| rest.strip_suffix(']')));
    inner.filter(|unit| !unit.is_empty() && unit.chars().count() <= 12).map(label).unwrap_or_default()
}
