//! The timeline: one row a signal over a common time axis, with the expected band, the shaded outages and their edges.
//!
//! Where there are more columns than pixels a column is a bar from its smallest to its largest value; otherwise the signal
//! is a line of steps, broken at every gap (plotters would draw a missing value as zero: a false outage). Missing time is
//! hatched upwards, assumed time downwards, so that neither hangs on colour.

use super::canvas::{Align, Bounds, Canvas};
use super::locale::{Grain, Locale};
use super::scale::Scale;
use super::time_axis::time_axis;
use super::{About, Chart, Colour, Plot, Scene, Style, nothing, story};
use crate::base::num::nine;
use crate::base::time::{DAY, parse_utc};
use crate::base::{Error, MarkKind};
use crate::report::{PlotColumns, Report, schema};

static ABOUT: About = About { id: "timeline", name: "Timeline" };

/// Rows that are shown; more would be too low to read.
const ROWS: usize = 6;

/// Of days that are narrower, in css pixels, the expected band is the whole day's: hour by hour it would be a comb, and its
/// line, up and down again within a few pixels, as tall as the band.
const NARROW: f64 = 8.0;

/// The chart.
#[derive(Debug)]
pub(super) struct Timeline;

impl Chart for Timeline {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn height(&self, report: &Report, width: f64) -> f64 {
        let rows = report.plot.len().clamp(1, ROWS) as f64;
        let one = if rows < 2.0 { (width * 0.32).clamp(150.0, 260.0) } else { (width * 0.16).clamp(84.0, 130.0) };
        rows * one + 50.0
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
        let Some((from, until)) = window(report, style) else {
            return Ok(Scene { alt, ..nothing("no-data", style, locale, canvas)? });
        };
        let shown: Vec<&PlotColumns> = report.plot.iter().take(ROWS).collect();
        let left =
            shown.iter().map(|columns| Scale::of(columns, from, until).width(style, locale, canvas)).max().unwrap_or(0)
                + style.px(10.0);
        let axis = style.px(if locale.local(from, Grain::Clock).is_empty() { 26.0 } else { 44.0 });
        let each = (style.height as i32 - axis) / shown.len().max(1) as i32;
        let mut plots = Vec::new();
        for (i, columns) in shown.iter().enumerate() {
            let top = i as i32 * each + style.px(22.0);
            let bounds = (left, top, style.width as i32 - style.px(6.0), (i as i32 + 1) * each - style.px(4.0));
            let row = Row { report, columns, style, from, until, bounds, top: Scale::of(columns, from, until) };
            row.ground(locale, canvas)?;
            if i == 0 {
                row.annotate(locale, canvas)?;
            }
            row.signal(canvas)?;
            plots.push(Plot {
                series: columns.series.clone(),
                x: bounds.0,
                y: bounds.1,
                width: bounds.2 - bounds.0,
                height: bounds.3 - bounds.1,
                from,
                until,
            });
        }
        if let Some(last) = plots.last() {
            time_axis(last, style, locale, canvas)?;
        }
        Ok(Scene { alt, plots })
    }
}

/// The stretch that is shown: what the style asks for, otherwise all there is.
fn window(report: &Report, style: &Style) -> Option<(f64, f64)> {
    let first = report.plot.iter().filter_map(|columns| columns.t.first().copied()).min_by(f64::total_cmp)?;
    let last =
        report.plot.iter().filter_map(|columns| Some(columns.t.last()? + columns.step)).max_by(f64::total_cmp)?;
    let (from, until) = (style.from.unwrap_or(first), style.until.unwrap_or(last));
    (until > from).then_some((from, until))
}

/// One signal.
pub(super) struct Row<'a> {
    pub(super) report: &'a Report,
    pub(super) columns: &'a PlotColumns,
    pub(super) style: &'a Style,
    pub(super) from: f64,
    pub(super) until: f64,
    pub(super) bounds: Bounds,
    pub(super) top: Scale,
}

impl Row<'_> {
    /// All that lies below the signal.
    pub(super) fn ground(&self, locale: &dyn Locale, canvas: &mut Canvas<'_>) -> Result<(), Error> {
        let (style, (left, top, right, bottom)) = (self.style, self.bounds);
        let name = self.report.source.name(&self.columns.series);
        let name = canvas.shorten(&name, right - style.px(8.0), style.label(), true);
        canvas.label(&name, (style.px(4.0), top - style.px(11.0)), Align::Left, style.label(), style.ink, true)?;
        for tick in &self.top.ticks {
            let y = self.y(*tick);
            canvas.rect((left, y, right, y + style.px(1.0)), style.line, 1.0)?;
            let at = (left - style.px(6.0), y);
            canvas.label(&locale.number(nine(*tick)), at, Align::Right, style.label(), style.soft, false)?;
        }
        self.marks(locale, canvas)?;
        for outage in self.report.outages.iter().filter(|o| !o.rejected) {
            self.outage(outage, canvas)?;
        }
        for theirs in &self.report.given {
            self.theirs(theirs, canvas)?;
        }
        self.missing(locale, canvas)?;
        self.band(canvas)?;
        canvas.rect((left, bottom, right, bottom + style.px(1.0)), style.soft, 1.0)
    }

    pub(super) fn x(&self, at: f64) -> i32 {
        let (left, _, right, _) = self.bounds;
        let share = ((at - self.from) / (self.until - self.from)).clamp(0.0, 1.0);
        left + (share * f64::from(right - left)).round() as i32
    }

    pub(super) fn y(&self, value: f64) -> i32 {
        let (_, top, _, bottom) = self.bounds;
        let share = (value / self.top.top).clamp(0.0, 1.0);
        bottom - (share * f64::from(bottom - top)).round() as i32
    }

    fn marks(&self, locale: &dyn Locale, canvas: &mut Canvas<'_>) -> Result<(), Error> {
        let (_, top, _, bottom) = self.bounds;
        for mark in &self.report.marks {
            let (Some(from), Some(until)) = (moment(&mark.from), moment(&mark.until)) else { continue };
            if until <= self.from || from >= self.until {
                continue;
            }
            let bounds = (self.x(from), top, self.x(until).max(self.x(from) + self.style.px(2.0)), bottom);
            canvas.hatch(bounds, false, self.style.soft, 0.35)?;
            // What an author says of a moment is said however short it is.
            let assumed = mark.kind == MarkKind::Assumed;
            if !assumed || bounds.2 - bounds.0 > self.style.px(40.0) {
                let words = if assumed { locale.word("assumed") } else { mark.label.clone() };
                let at = ((bounds.0 + bounds.2) / 2, top - self.style.px(11.0));
                canvas.label(&words, at, Align::Middle, self.style.label(), self.style.soft, false)?;
            }
        }
        Ok(())
    }

    fn outage(&self, outage: &schema::Outage, canvas: &mut Canvas<'_>) -> Result<(), Error> {
        let read = |iso: &Option<String>| iso.as_deref().and_then(moment);
        let inner = [moment(&outage.start.hi), read(&outage.end.lo), moment(&outage.end.hi)];
        let [Some(start), Some(end), Some(hi)] = inner else { return Ok(()) };
        // One that was under way before the data is open at its start.
        let lo = read(&outage.start.lo).unwrap_or(self.from);
        if hi <= self.from || lo >= self.until {
            return Ok(());
        }
        let (_, top, _, bottom) = self.bounds;
        let chosen = self.style.selected.as_ref().or(self.report.selected.as_ref()) == Some(&outage.id);
        let alpha = if chosen { 0.24 } else { 0.13 };
        let (left, right) = (self.x(start), self.x(end).max(self.x(start) + self.style.px(1.0)));
        canvas.rect((left, top, right, bottom), self.style.outage, alpha)?;
        // The edges fade over the time that they may lie in.
        canvas.rect((self.x(lo), top, left, bottom), self.style.outage, alpha / 2.0)?;
        canvas.rect((right, top, self.x(hi), bottom), self.style.outage, alpha / 2.0)?;
        let height = self.style.px(if chosen { 4.0 } else { 2.0 });
        canvas.rect((left, top - height, right, top), self.style.outage, 1.0)
    }

    /// What a reader asks first, once on a chart: how long the outage lasted, above it, and what of the ground is the usual.
    fn annotate(&self, locale: &dyn Locale, canvas: &mut Canvas<'_>) -> Result<(), Error> {
        let (style, (left, top, _, _)) = (self.style, self.bounds);
        let id = style.selected.as_ref().or(self.report.selected.as_ref());
        let chosen = self.report.outages.iter().find(|outage| !outage.rejected && Some(&outage.id) == id);
        if let Some(outage) = chosen {
            let ends = [moment(&outage.start.best), moment(&outage.end.best)];
            if let [Some(start), Some(end)] = ends
                && start < self.until
                && end > self.from
            {
                let least = if outage.is_open() { "≥ " } else { "" };
                let words = format!("{least}{}", locale.span(outage.duration_secs.best));
                let at = ((self.x(start) + self.x(end)) / 2, top - style.px(13.0));
                canvas.label(&words, at, Align::Middle, style.label(), style.outage, true)?;
            }
        }
        let first = self.runs(|i| self.columns.threshold.get(i).copied().flatten().is_some()).first().copied();
        let lower = first.and_then(|(i, _)| self.columns.threshold.get(i).copied().flatten());
        // Below the band, where the signal is only in an outage; where there is no room for it above the axis, nowhere.
        let y = lower.map(|lower| self.y(lower) + style.px(12.0)).filter(|y| *y < self.bounds.3 - style.px(8.0));
        if let Some(y) = y {
            let at = (left + style.px(6.0), y);
            canvas.label(&locale.word("usual"), at, Align::Left, style.label(), style.accent, false)?;
        }
        Ok(())
    }

    /// What somebody else reported: a bracket below the top, open where it goes on.
    fn theirs(&self, given: &schema::Given, canvas: &mut Canvas<'_>) -> Result<(), Error> {
        let Some(start) = moment(&given.start) else { return Ok(()) };
        let end = given.end.as_deref().and_then(moment);
        if start >= self.until || end.is_some_and(|end| end <= self.from) {
            return Ok(());
        }
        let (_, top, right, _) = self.bounds;
        let (left, right) =
            (self.x(start), end.map_or(right, |end| self.x(end)).max(self.x(start) + self.style.px(2.0)));
        let (line, foot) = (top + self.style.px(4.0), top + self.style.px(9.0));
        let thick = self.style.px(1.5);
        canvas.rect((left, line, right, line + thick), self.style.accent, 1.0)?;
        canvas.rect((left, line, left + thick, foot), self.style.accent, 1.0)?;
        if end.is_some() {
            canvas.rect((right - thick, line, right, foot), self.style.accent, 1.0)?;
        }
        Ok(())
    }

    /// Runs of columns, as indices, for which `keep` holds, within the window.
    fn runs(&self, keep: impl Fn(usize) -> bool) -> Vec<(usize, usize)> {
        let mut runs: Vec<(usize, usize)> = Vec::new();
        for (i, t) in self.columns.t.iter().enumerate() {
            if *t + self.columns.step <= self.from || *t >= self.until || !keep(i) {
                continue;
            }
            match runs.last_mut() {
                Some((_, end)) if *end == i => *end = i + 1,
                _ => runs.push((i, i + 1)),
            }
        }
        runs
    }

    fn edge(&self, column: usize) -> i32 {
        let after = || self.columns.t.last().map(|t| t + self.columns.step);
        self.x(self.columns.t.get(column).copied().or_else(after).unwrap_or(self.until))
    }

    fn missing(&self, locale: &dyn Locale, canvas: &mut Canvas<'_>) -> Result<(), Error> {
        let (_, top, _, bottom) = self.bounds;
        let words = locale.word("no-data");
        for (from, until) in self.runs(|i| self.columns.max.get(i).copied().flatten().is_none()) {
            let bounds = (self.edge(from), top, self.edge(until), bottom);
            canvas.hatch(bounds, true, self.style.line, 1.0)?;
            if canvas.width(&words, self.style.label(), false) < bounds.2 - bounds.0 {
                let at = ((bounds.0 + bounds.2) / 2, (top + bottom) / 2);
                canvas.label(&words, at, Align::Middle, self.style.label(), self.style.soft, false)?;
            }
        }
        Ok(())
    }

    fn band(&self, canvas: &mut Canvas<'_>) -> Result<(), Error> {
        let expected =
            |i: usize| Some((self.columns.baseline.get(i).copied()??, self.columns.threshold.get(i).copied()??));
        for (from, until) in self.runs(|i| expected(i).is_some()) {
            if self.dense(from, until) {
                let between = |i: usize| expected(i).map(|(baseline, threshold)| (threshold, baseline));
                // What is expected is smooth: a bar for each css pixel is enough, or for each day where days are narrow.
                let pixel = self.style.px(1.0).max(1);
                let narrow = self.day() < self.style.px(NARROW);
                let wide = if narrow { self.day().max(pixel) } else { pixel };
                self.bars(from, until, &between, (self.style.accent, 0.16, 0, wide), canvas)?;
                if !narrow {
                    let upper = |i: usize| expected(i).map(|(baseline, _)| (baseline, baseline));
                    self.bars(from, until, &upper, (self.style.accent, 0.55, pixel, wide), canvas)?;
                }
                continue;
            }
            let at = |i: usize| expected(i).map(|pair| ((self.edge(i) + self.edge(i + 1)) / 2, pair));
            let points: Vec<(i32, (f64, f64))> = (from..until).filter_map(at).collect();
            let upper: Vec<(i32, i32)> = points.iter().map(|(x, (baseline, _))| (*x, self.y(*baseline))).collect();
            let lower = points.iter().rev().map(|(x, (_, threshold))| (*x, self.y(*threshold)));
            if upper.len() < 2 {
                continue;
            }
            canvas.shape(upper.iter().copied().chain(lower).collect(), self.style.accent, 0.16)?;
            canvas.path(upper, self.style.accent, 0.55, self.style.px(1.0))?;
        }
        Ok(())
    }

    /// The pixels that hold a whole day.
    fn day(&self) -> i32 {
        let (left, _, right, _) = self.bounds;
        (f64::from(right - left) * DAY as f64 / (self.until - self.from)).ceil() as i32
    }

    /// More columns than half the css pixels. A line of so many corners takes a browser ten times as long as bars do.
    fn dense(&self, from: usize, until: usize) -> bool {
        (until - from) as i32 > (self.edge(until) - self.edge(from)) / self.style.px(2.0).max(1)
    }

    /// The signal itself.
    pub(super) fn signal(&self, canvas: &mut Canvas<'_>) -> Result<(), Error> {
        let value = |i: usize| Some((self.columns.min.get(i).copied()??, self.columns.max.get(i).copied()??));
        let thick = self.style.px(1.5);
        for (from, until) in self.runs(|i| value(i).is_some()) {
            if self.dense(from, until) {
                self.bars(from, until, &value, (self.style.ink, 1.0, thick, 1), canvas)?;
                continue;
            }
            let mut points: Vec<(i32, i32)> = Vec::new();
            for i in from..until {
                let Some((_, high)) = value(i) else { continue };
                points.push((self.edge(i), self.y(high)));
                points.push((self.edge(i + 1), self.y(high)));
            }
            points.dedup();
            canvas.path(points, self.style.ink, 1.0, thick)?;
        }
        Ok(())
    }

    /// One bar for each column of `wide` pixels, joined to its neighbour.
    fn bars(
        &self,
        from: usize,
        until: usize,
        value: &dyn Fn(usize) -> Option<(f64, f64)>,
        (colour, alpha, thick, wide): (Colour, f64, i32, i32),
        canvas: &mut Canvas<'_>,
    ) -> Result<(), Error> {
        let column = |i: usize| self.edge(i).div_euclid(wide) * wide;
        let mut open: Option<(i32, f64, f64)> = None;
        let mut before: Option<(f64, f64)> = None;
        // The bar that is still growing: neighbours of one height are one bar, which a browser fills as fast as a narrow one.
        let mut bar: Option<Bounds> = None;
        for i in from..=until {
            let next = (i < until).then(|| value(i)).flatten().map(|(low, high)| (column(i), low, high));
            open = match (open, next) {
                (Some((x, low, high)), Some((at, a, b))) if at == x => Some((x, low.min(a), high.max(b))),
                (Some((x, low, high)), next) => {
                    let (low_joined, high_joined) = before.map_or((low, high), |(l, h)| (low.min(h), high.max(l)));
                    let right = next.map_or(x + wide, |(at, _, _)| at).max(x + wide);
                    let top = self.y(high_joined);
                    let bottom = self.y(low_joined).max(top + thick);
                    bar = match bar {
                        Some((left, above, end, below)) if (above, end, below) == (top, x, bottom) => {
                            Some((left, top, right, bottom))
                        }
                        done => {
                            canvas.rect(done.unwrap_or_default(), colour, alpha)?;
                            Some((x, top, right, bottom))
                        }
                    };
                    before = Some((low, high));
                    next
                }
                (None, next) => next,
            };
        }
        canvas.rect(bar.unwrap_or_default(), colour, alpha)
    }
}

pub(super) fn moment(iso: &str) -> Option<f64> {
    parse_utc(iso).map(|at| at as f64)
}
