//! Finds the unit of a column.
//!
//! In: a column of a table. Out: the unit that its cells carry, that of the row below the header, or that in the header's
//! brackets, or percent where it says so; nothing where there is none.

use super::dialect::Dialect;
use crate::base::error::label;
use crate::read::scalar::label::Label;
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
    let bracketed = inner.filter(|unit| !unit.is_empty() && unit.chars().count() <= 12).map(label);
    bracketed.unwrap_or_else(|| if is_percent(dialect, column) { "%".to_owned() } else { String::new() })
}

/// True for numbers from 0 to 100 below a header that calls them percent.
fn is_percent(dialect: &Dialect, column: usize) -> bool {
    let whole = |cell: &[u8]| number::plain(cell.trim_ascii()).is_none_or(|number| (0.0..=100.0).contains(&number));
    Label::of(dialect.name(column)).has("percent pct percentage prozent porcentaje porcentagem процент درصد")
        && dialect.cells(column).all(whole)
}
