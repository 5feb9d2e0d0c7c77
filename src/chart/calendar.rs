//! The calendar: days beside each other, the hours of a day from top to bottom, and in each hour how deep the outage was.
//! Nightly cuts and curfews stand out as stripes.
//!
//! In: the depth profiles of all outages that are not rejected, on the local clock. Out: a cell an hour, darker with depth;
//! hatched where no signal has a value. Where days are narrower than a few pixels a column is several days, and keeps the
//! deepest of them. A list of outages has days in the place of hours ([`listed`]).

use super::canvas::{Align, Bounds, Canvas};
use super::locale::{Grain, Locale};
use super::timeline::moment;
use super::{About, Chart, Scene, Style, listed, nothing, story};
use crate::base::Error;
use crate::base::time::{DAY, HOUR, Millis};
use crate::base::zone::Zone;
use crate::report::Report;

static ABOUT: About = About { id: "calendar", name: "Calendar of hours" };

const HOURS: usize = 24;
/// Heights and widths in css pixels: of an hour, of a day at least and at most, of the words around.
const HOUR_HIGH: f64 = 9.0;
const DAY_LEAST: f64 = 4.0;
const DAY_MOST: f64 = 40.0;
const HEAD: f64 = 32.0;
const FOOT: f64 = 26.0;

/// The chart.
#[derive(Debug)]
pub(super) struct Calendar;

impl Chart for Calendar {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn height(&self, report: &Report, _width: f64) -> f64 {
        report.list.as_ref().map_or(HOURS as f64 * HOUR_HIGH + HEAD + FOOT, listed::height)
    }

    fn draw(
        &self,
        report: &Report,
        style: &Style,
        locale: &dyn Locale,
        canvas: &mut Canvas<'_>,
    ) -> Result<Scene, Error> {
        canvas.paper()?;
        let alt = story(report, locale);
        if let Some(list) = &report.list {
            return listed::draw(report, list, alt, style, locale, canvas);
        }
        let Some(days) = Days::of(report, style) else {
            return Ok(Scene { alt, ..nothing("no-data", style, locale, canvas)? });
        };
        let clocks = [0, 6, 12, 18].map(|hour| (hour, locale.tick((hour * HOUR) as f64, Grain::Clock)));
        let widest = clocks.iter().map(|(_, words)| canvas.width(words, style.label(), false)).max().unwrap_or(0);
        let left = widest + style.px(12.0);
        let right = style.width as i32 - style.px(8.0);
        let (top, bottom) = (style.px(HEAD), style.height as i32 - style.px(FOOT));
        let group = days.group(f64::from(right - left) / style.ratio);
        let columns = days.cells.len().div_ceil(group).max(1) as i32;
        let right = right.min(left + columns * style.px(DAY_MOST));
        let grid = Grid { bounds: (left, top, right, bottom), columns };
        // The clock of the hours has its name above them.
        let named = locale.word(if days.local { "local" } else { "utc" });
        canvas.label(&named, (style.px(4.0), style.px(11.0)), Align::Left, style.label(), style.soft, false)?;
        for (i, chunk) in days.cells.chunks(group).enumerate() {
            for hour in 0..HOURS {
                let cells = chunk.iter().filter_map(|day| day.get(hour));
                grid.cell(cells, (i as i32, hour as i32), style, canvas)?;
            }
        }
        for (hour, words) in &clocks {
            let y = grid.y(*hour as i32);
            canvas.rect((left - style.px(4.0), y, left, y + style.px(1.0)), style.soft, 1.0)?;
            canvas.label(words, (left - style.px(7.0), y), Align::Right, style.label(), style.soft, false)?;
        }
        let day = |column: i32| {
            let at = (days.first + Millis::from(column) * group as Millis) * DAY;
            locale.tick(at as f64, Grain::Day)
        };
        let widest = (0..columns).map(|column| canvas.width(&day(column), style.label(), false)).max().unwrap_or(0);
        // Dates keep one distance: a row of them is read, not counted.
        let every = (widest + style.px(14.0)) * columns / (right - left).max(1) + 1;
        for column in (0..columns).step_by(every.max(1) as usize) {
            let x = (grid.x(column) + grid.x(column + 1)) / 2;
            let at = (x, bottom + style.px(14.0));
            if canvas.label(&day(column), at, Align::Middle, style.label(), style.soft, false)? {
                canvas.rect((x, bottom, x + style.px(1.0), bottom + style.px(4.0)), style.soft, 1.0)?;
            }
        }
        Ok(Scene { alt, plots: Vec::new() })
    }
}

/// Where the cells lie.
struct Grid {
    bounds: Bounds,
    columns: i32,
}

impl Grid {
    fn x(&self, column: i32) -> i32 {
        self.bounds.0 + (self.bounds.2 - self.bounds.0) * column / self.columns
    }

    fn y(&self, hour: i32) -> i32 {
        self.bounds.1 + (self.bounds.3 - self.bounds.1) * hour / HOURS as i32
    }

    fn cell<'c>(
        &self,
        cells: impl Iterator<Item = &'c Cell>,
        (column, hour): (i32, i32),
        style: &Style,
        canvas: &mut Canvas<'_>,
    ) -> Result<(), Error> {
        let (depth, known) = cells.fold((0.0f64, 0.0f64), |(d, k), c| (d.max(c.out / HOUR as f64), k.max(c.known)));
        let wide = self.x(column + 1) - self.x(column);
        let gap = if wide > style.px(5.0) { style.px(1.0) } else { 0 };
        let bounds = (self.x(column), self.y(hour), self.x(column + 1) - gap, self.y(hour + 1) - style.px(1.0));
        if depth > 0.005 {
            return canvas.rect(bounds, style.outage, 0.18 + 0.82 * depth.min(1.0));
        }
        if known <= 0.0 {
            return canvas.hatch(bounds, true, style.line, 1.0);
        }
        canvas.rect(bounds, style.line, 0.4)
    }
}

/// An hour: outage time weighted by depth, and time with values; both in milliseconds.
#[derive(Clone, Copy, Default)]
struct Cell {
    out: f64,
    known: f64,
}

/// Every hour of every day on one clock.
struct Days {
    /// Days from 1970-01-01 to the first, on that clock.
    first: Millis,
    cells: Vec<[Cell; HOURS]>,
    zone: Option<Zone>,
    local: bool,
}

impl Days {
    fn of(report: &Report, style: &Style) -> Option<Days> {
        let all = &report.plot;
        let first = all.iter().filter_map(|columns| columns.t.first().copied()).min_by(f64::total_cmp)?;
        let last = all.iter().filter_map(|columns| Some(columns.t.last()? + columns.step)).max_by(f64::total_cmp)?;
        let (from, until) = (style.from.unwrap_or(first).max(first), style.until.unwrap_or(last).min(last));
        if until <= from {
            return None;
        }
        let zone = report.source.local_zone.as_deref().filter(|name| *name != "UTC").and_then(Zone::named);
        let local = zone.is_some();
        let mut days = Days { first: 0, cells: Vec::new(), zone, local };
        let (from, until) = (from as Millis, until as Millis);
        days.first = days.reading(from).div_euclid(DAY);
        let count = days.reading(until - 1).div_euclid(DAY) - days.first + 1;
        days.cells = vec![[Cell::default(); HOURS]; count.max(0) as usize];
        for columns in all {
            for (t, value) in columns.t.iter().zip(&columns.max) {
                if value.is_some() {
                    let stretch = ((*t as Millis).max(from), ((*t + columns.step) as Millis).min(until));
                    days.fill(stretch, |cell, time| cell.known += time);
                }
            }
        }
        for outage in report.outages.iter().filter(|outage| !outage.rejected) {
            let points: Vec<(Millis, f64)> =
                outage.profile.iter().filter_map(|(at, depth)| Some((moment(at)? as Millis, *depth))).collect();
            let end = moment(&outage.end.best).map_or(until, |end| end as Millis);
            let ends = points.iter().skip(1).map(|(at, _)| *at).chain([end]);
            for ((at, depth), next) in points.iter().zip(ends) {
                days.fill(((*at).max(from), next.min(until)), |cell, time| cell.out += time * depth);
            }
        }
        Some(days)
    }

    /// What the clock shows at a moment.
    fn reading(&self, at: Millis) -> Millis {
        self.zone.as_ref().map_or(at, |zone| at + zone.offset(at))
    }

    /// Takes a stretch of time apart into hours of the clock.
    fn fill(&mut self, (mut at, until): (Millis, Millis), mut add: impl FnMut(&mut Cell, f64)) {
        while at < until {
            let reading = self.reading(at);
            let next = (at + HOUR - reading.rem_euclid(HOUR)).min(until);
            let day = usize::try_from(reading.div_euclid(DAY) - self.first).ok();
            let hour = (reading.rem_euclid(DAY) / HOUR) as usize;
            if let Some(cell) = day.and_then(|day| self.cells.get_mut(day)?.get_mut(hour)) {
                add(cell, (next - at) as f64);
            }
            at = next;
        }
    }

    /// Days a column, so that a column can be seen.
    fn group(&self, width: f64) -> usize {
        let most = (width / DAY_LEAST).floor().max(1.0) as usize;
        self.cells.len().div_ceil(most).max(1)
    }
}
