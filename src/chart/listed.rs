//! A list of outages as a calendar: a row a country, a column a day, darker the more of that day it was out.
//!
//! In: the outages of a list and their countries. Out: a cell a day; where days are too narrow to be seen a cell is several, and
//! keeps the worst of them. Outages of one country that overlap count once; one that goes on ends with the last of the list.

use super::canvas::{Align, Canvas};
use super::locale::{Grain, Locale};
use super::timeline::moment;
use super::{Scene, Style, nothing, ticks};
use crate::base::Error;
use crate::base::time::{DAY, HOUR, Millis};
use crate::report::{ListCost, Report};

/// Rows that are shown: those with most hours; how many more there are stands below them.
const ROWS: usize = 24;
/// Sizes in css pixels: of a row, of the words below, of a cell at least and at most.
const ROW: f64 = 22.0;
const FOOT: f64 = 30.0;
const CELL_LEAST: f64 = 3.0;
const CELL_MOST: f64 = 40.0;

/// The height in css pixels.
pub(super) fn height(list: &ListCost) -> f64 {
    let mut names: Vec<&Option<String>> = list.outages.iter().map(|row| &row.country).collect();
    names.sort_unstable();
    names.dedup();
    names.len().clamp(1, ROWS + 1) as f64 * ROW + FOOT
}

/// Draws the list.
pub(super) fn draw(
    report: &Report,
    list: &ListCost,
    alt: String,
    style: &Style,
    locale: &dyn Locale,
    canvas: &mut Canvas<'_>,
) -> Result<Scene, Error> {
    let Some(mut days) = Days::of(report, list) else {
        return Ok(Scene { alt, ..nothing("no-data", style, locale, canvas)? });
    };
    let more = days.rows.len().saturating_sub(ROWS);
    days.rows.truncate(ROWS);
    let name = |row: &Row| row.country.as_ref().map_or("–".to_owned(), |code| locale.country(code));
    // Names take a third of the width at most.
    let third = style.width as i32 / 3;
    let names: Vec<String> =
        days.rows.iter().map(|row| canvas.shorten(&name(row), third, style.label(), false)).collect();
    let widest = names.iter().map(|name| canvas.width(name, style.label(), false)).max().unwrap_or(0);
    let left = widest + style.px(12.0);
    let wide = (style.width as i32 - style.px(8.0) - left).max(1);
    let group = days.group(f64::from(wide) / style.ratio);
    let columns = days.count.div_ceil(group).max(1) as i32;
    let right = left + wide.min(columns * style.px(CELL_MOST));
    let x = |column: i32| left + (right - left) * column / columns;
    for (n, (row, name)) in days.rows.iter().zip(&names).enumerate() {
        let (top, bottom) = (style.px(n as f64 * ROW), style.px((n + 1) as f64 * ROW - 3.0));
        let middle = (style.px(4.0), (top + bottom) / 2);
        canvas.label(name, middle, Align::Left, style.label(), style.ink, false)?;
        canvas.rect((left, top, right, bottom), style.line, 0.4)?;
        for (column, cell) in row.out.chunks(group).enumerate() {
            let share = cell.iter().copied().fold(0.0, f64::max) / DAY as f64;
            if share > 0.0 {
                let bounds = (x(column as i32), top, x(column as i32 + 1).max(x(column as i32) + 1), bottom);
                canvas.rect(bounds, style.outage, 0.3 + 0.7 * share.min(1.0))?;
            }
        }
    }
    let bottom = style.px(days.rows.len() as f64 * ROW);
    if more > 0 {
        let at = (style.px(4.0), bottom + style.px(ROW / 2.0));
        canvas.label(
            &format!("+ {}", locale.number(more as f64)),
            at,
            Align::Left,
            style.label(),
            style.soft,
            false,
        )?;
    }
    let until = days.first + days.count as Millis * DAY;
    let most = (f64::from(right - left) / style.ratio / 74.0).max(2.0) as usize;
    for (at, grain) in ticks::time(days.first, until, most).into_iter().filter(|(_, grain)| *grain != Grain::Clock) {
        let share = (at - days.first) as f64 / (until - days.first) as f64;
        let x = left + (share * f64::from(right - left)).round() as i32;
        let foot = (x, bottom + style.px(14.0));
        if canvas.label(&locale.tick(at as f64, grain), foot, Align::Middle, style.label(), style.soft, false)? {
            canvas.rect((x, bottom, x + style.px(1.0), bottom + style.px(4.0)), style.soft, 1.0)?;
        }
    }
    Ok(Scene { alt, plots: Vec::new() })
}

/// A country, and how long it was out on each day.
struct Row {
    country: Option<String>,
    out: Vec<f64>,
    hours: f64,
}

/// The days from the first to the last of the list, in UTC.
struct Days {
    first: Millis,
    count: usize,
    /// The one with most hours first.
    rows: Vec<Row>,
}

impl Days {
    fn of(report: &Report, list: &ListCost) -> Option<Days> {
        let whole = list.outages.iter().filter_map(|row| {
            let given = report.given.get(row.given)?;
            let start = moment(&given.start)? as Millis;
            let end = given.end.as_deref().and_then(moment).map(|end| end as Millis);
            Some((row.country.as_ref(), start, end))
        });
        let mut all: Vec<_> = whole.collect();
        let last = all.iter().map(|(_, start, end)| end.unwrap_or(start + HOUR)).max()?;
        let first = all.iter().map(|(_, start, _)| *start).min()?.div_euclid(DAY) * DAY;
        let count = usize::try_from((last - first).div_euclid(DAY) + 1).ok()?;
        all.sort_unstable();
        let mut rows: Vec<Row> = Vec::new();
        let mut done = Millis::MIN;
        for (country, start, end) in all {
            if rows.last().is_none_or(|row| row.country.as_ref() != country) {
                rows.push(Row { country: country.cloned(), out: vec![0.0; count], hours: 0.0 });
                done = Millis::MIN;
            }
            let (start, end) = (start.max(done), end.unwrap_or(last));
            if let Some(row) = rows.last_mut() {
                row.fill(first, start, end);
            }
            done = done.max(end);
        }
        rows.sort_by(|a, b| b.hours.total_cmp(&a.hours));
        Some(Days { first, count, rows })
    }

    /// Days a cell, so that a cell can be seen.
    fn group(&self, width: f64) -> usize {
        self.count.div_ceil((width / CELL_LEAST).floor().max(1.0) as usize).max(1)
    }
}

impl Row {
    fn fill(&mut self, first: Millis, mut at: Millis, end: Millis) {
        while at < end {
            let day = (at - first).div_euclid(DAY);
            let stop = end.min(first + (day + 1) * DAY);
            if let Some(cell) = usize::try_from(day).ok().and_then(|day| self.out.get_mut(day)) {
                *cell += (stop - at) as f64;
            }
            self.hours += (stop - at) as f64;
            at = stop;
        }
    }
}
