//! What a table is: which columns are the moment, the values and the names, and how their cells are read.
//!
//! In: what [`super::columns`] worked out. Out: [`Layout`], by which every row is read.

use super::moment::Clock;
use super::outage_list::OutageList;
use super::pivot::Pivot;
use crate::base::zone::Zone;
use crate::base::{Notes, SourceColumn};
use crate::read::scalar::number::Commas;
use crate::read::scalar::timestamp::Style;
use crate::read::series::builder::Column;

/// How the cells of a column of values are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Form {
    /// Numbers, with what points and commas are for.
    #[default]
    Plain,
    /// Numbers in that notation.
    Number(Commas),
    /// Words for up and down.
    State,
    /// Yes and no under the name of a fault: no is up.
    Fault,
    /// Parts of a total.
    Share,
    /// Codes with which web servers answer.
    Codes,
    /// Cells with a percent sign among shares of one without: all become percent.
    Percent(Commas),
}

impl Form {
    /// True where what stands there becomes 1 and 0.
    pub(crate) fn is_state(self) -> bool {
        matches!(self, Form::State | Form::Fault | Form::Codes)
    }
}

/// What the columns of a table are.
#[derive(Clone, Debug, Default)]
pub(crate) struct Layout {
    /// The column of moments or dates.
    pub(crate) time: usize,
    /// How its cells are written.
    pub(crate) style: Option<Style>,
    /// How those are written that are written otherwise.
    pub(crate) also: Option<Style>,
    /// The column of the time of day beside it.
    pub(crate) clock: Option<Clock>,
    /// The header's cell above it.
    pub(crate) header: Option<Vec<u8>>,
    /// True where naive times are known to be UTC.
    pub(crate) utc: bool,
    /// The zone that the header names.
    pub(crate) zone_said: Option<Zone>,
    /// The columns of values, and what is known about each.
    pub(crate) values: Vec<(usize, Column)>,
    /// How the cells of each column are read.
    pub(crate) forms: Vec<Form>,
    /// The columns whose words name a series.
    pub(crate) keys: Vec<usize>,
    /// True where a name stands in the first row of its run alone.
    pub(crate) names_shown_once: bool,
    /// The column that says `published` or `assumed`.
    pub(crate) basis: Option<usize>,
    /// The column that names the zone of its row's clock.
    pub(crate) zone: Option<usize>,
    /// True where an epoch counts the seconds of the local clock.
    pub(crate) local: bool,
    /// True where places are to be averaged unless some are chosen.
    pub(crate) average: bool,
    /// Where each row is one observation: what their count is.
    pub(crate) count: Option<Column>,
    /// True where a date stands in the first row of its day alone.
    pub(crate) shown_once: bool,
    /// Where a row is a day and a column an hour, or a month and a day: the minute of the row that each column stands for.
    pub(crate) hours: Vec<(usize, i64)>,
    /// Where the header says when: the columns, and the cell above each.
    pub(crate) across: Vec<(usize, Vec<u8>)>,
    /// Where a row is a year and a column a month, or the other way round.
    pub(crate) pivot: Option<Pivot>,
    /// Further columns of moments, each with the values that belong to it.
    pub(crate) panels: Vec<Layout>,
    /// Where the rows are outages.
    pub(crate) outages: Option<OutageList>,
    /// Columns of whole numbers below a thousand: a later cell may show that a point groups thousands.
    pub(crate) whole: Vec<usize>,
    /// True where the head leaves the order of day and month open.
    pub(crate) order_open: bool,
    /// True where later rows may show that a decision was wrong.
    pub(crate) open: bool,
    /// How every column was read, and why.
    pub(crate) roles: Vec<SourceColumn>,
    /// The first rows as they stand in the file.
    pub(crate) first_rows: Vec<Vec<String>>,
    /// What was decided.
    pub(crate) notes: Notes,
}

impl Layout {
    /// True where both read every cell alike.
    pub(crate) fn reads_like(&self, other: &Layout) -> bool {
        let values = |layout: &Layout| {
            layout.values.iter().map(|(column, about)| (*column, about.unit.clone())).collect::<Vec<(usize, String)>>()
        };
        (self.time, (self.style, self.also), self.clock, &self.keys, self.names_shown_once, &self.hours)
            == (other.time, (other.style, other.also), other.clock, &other.keys, other.names_shown_once, &other.hours)
            && (&self.across, &self.pivot) == (&other.across, &other.pivot)
            && self.outages == other.outages
            && self.panels.len() == other.panels.len()
            && values(self) == values(other)
            && self.values.iter().all(|(column, _)| self.forms.get(*column) == other.forms.get(*column))
    }
}
