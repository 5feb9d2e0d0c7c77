//! Rows of which each cell has a moment of its own: a day of hours, a month of days, a year of months, a place under dates.
//!
//! In: a row, and what its columns stand for. Out: its values, each at its moment, in the group of the row.

use super::{Body, LONGEST_FEBRUARY, Row};
use crate::base::Error;
use crate::base::time::{MINUTE, Millis};
use crate::read::scalar::number;
use crate::read::tabular::pivot::is_sum;

impl Body {
    /// The moments that the header names, now that it is known how they are read.
    pub(super) fn with_moments_above(mut self) -> Body {
        let above = std::mem::take(&mut self.layout.across);
        let moment = |(column, cell): &(usize, Vec<u8>)| Some((*column, self.clock.read(cell)?));
        self.across = above.iter().filter_map(moment).collect();
        self.layout.across = above;
        self
    }

    /// A row that is a day of hours or a month of days.
    pub(super) fn day(&mut self, row: &Row<'_>, midnight: Millis) -> Result<(), Error> {
        let hours = std::mem::take(&mut self.layout.hours);
        let mut bad = None;
        for (column, minute) in &hours {
            // Behind the last day of a short month the cells are blank.
            if *minute >= LONGEST_FEBRUARY && number::is_missing(row.cell(*column).unwrap_or_default()) {
                continue;
            }
            let value = self.value(row, *column, 0);
            bad = bad.or(value.is_none().then_some(*column));
            if let Some((_, samples)) = self.groups.get_mut(self.current) {
                samples.push(midnight + minute * MINUTE, std::iter::once(value.unwrap_or(f64::NAN)));
            }
        }
        if let Some(column) = bad {
            self.damage("the value", row.cell(column).unwrap_or_default(), row, column);
        }
        self.counted.give(hours.len(), || row.place(0))?;
        self.layout.hours = hours;
        Ok(())
    }

    /// A row of a table of years by months; one that sums the others up is none.
    pub(super) fn months(&mut self, row: &Row<'_>) -> Result<(), Error> {
        let Some(pivot) = self.layout.pivot.take() else { return Ok(()) };
        let own = row.cell(pivot.row).unwrap_or_default().to_vec();
        if is_sum(&own) || number::is_missing(&own) {
            self.layout.pivot = Some(pivot);
            return Ok(());
        }
        self.rows += 1;
        if self.folded.is_none() {
            self.find_group(row)?;
        }
        let mut bad = None;
        for (column, number) in &pivot.columns {
            let Some(at) = pivot.day(&own, *number).and_then(|day| self.clock.read(day.as_bytes())) else {
                bad = bad.or(Some(("the time", pivot.row)));
                break;
            };
            let value = self.value(row, *column, 0);
            bad = bad.or(value.is_none().then_some(("the value", *column)));
            let value = std::iter::once(value.unwrap_or(f64::NAN));
            if let Some(folded) = &mut self.folded {
                folded.row(at, value);
            } else if let Some((_, samples)) = self.groups.get_mut(self.current) {
                samples.push(at, value);
            }
        }
        if let Some((what, column)) = bad {
            self.damage(what, row.cell(column).unwrap_or_default(), row, column);
        }
        self.counted.give(pivot.columns.len(), || row.place(0))?;
        self.layout.pivot = Some(pivot);
        Ok(())
    }

    /// A row that is a place under moments.
    pub(super) fn place(&mut self, row: &Row<'_>) -> Result<(), Error> {
        self.rows += 1;
        if self.folded.is_none() {
            self.find_group(row)?;
        }
        let across = std::mem::take(&mut self.across);
        let mut bad = None;
        for (column, at) in &across {
            let value = self.value(row, *column, 0);
            bad = bad.or(value.is_none().then_some(*column));
            let value = std::iter::once(value.unwrap_or(f64::NAN));
            if let Some(folded) = &mut self.folded {
                folded.row(*at, value);
            } else if let Some((_, samples)) = self.groups.get_mut(self.current) {
                samples.push(*at, value);
            }
        }
        if let Some(column) = bad {
            self.damage("the value", row.cell(column).unwrap_or_default(), row, column);
        }
        self.counted.give(across.len(), || row.place(0))?;
        self.across = across;
        Ok(())
    }
}
