//! The outage week over the usual week: seven days around the chosen outage, over what the signal showed in every other week
//! at the same hour of the week.
//!
//! In: the columns of the reference signal. Out: the week as a line; behind it the range of the other weeks, and their median
//! in dashes.
//! Hours within any outage count for no usual week. Refused (in words): columns wider than six hours, and less than a week.

use super::canvas::{Align, Canvas};
use super::locale::{Grain, Locale};
use super::scale::Scale;
use super::time_axis::time_axis;
use super::timeline::{Row, moment};
use super::{About, Chart, Plot, Scene, Style, nothing, story};
use crate::base::Error;
use crate::base::num::median;
use crate::base::time::{DAY, HOUR};
use crate::report::{PlotColumns, Report, schema};

static ABOUT: About = About { id: "week", name: "The outage week over the usual week" };

const WEEK: f64 = 7.0 * DAY as f64;

/// The dash of the usual week: drawn and blank, in sizes of the gap between labels.
const DASH: (f64, f64) = (1.5, 0.75);

/// The chart.
#[derive(Debug)]
pub(super) struct Week;

impl Chart for Week {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn height(&self, _report: &Report, width: f64) -> f64 {
        (width * 0.36).clamp(170.0, 300.0) + 70.0
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
        let Some((columns, usual)) = week(report, style) else {
            return Ok(Scene { alt, ..nothing("no-data", style, locale, canvas)? });
        };
        let (Some(from), Some(last)) = (columns.t.first().copied(), columns.t.last().copied()) else {
            return Ok(Scene { alt, plots: Vec::new() });
        };
        let until = last + columns.step;
        let top = Scale::of(&columns, from, until);
        let left = top.width(style, locale, canvas) + style.px(10.0);
        let axis = style.px(if locale.local(from, Grain::Clock).is_empty() { 26.0 } else { 44.0 });
        let bounds = (left, style.px(40.0), style.width as i32 - style.px(6.0), style.height as i32 - axis);
        let row = Row { report, columns: &columns, style, from, until, bounds, top };
        row.ground(locale, canvas)?;
        for run in runs(&usual) {
            let points: Vec<(i32, i32)> = run
                .iter()
                .filter_map(|(i, value)| Some((row.x(columns.t.get(*i)? + columns.step / 2.0), row.y(*value))))
                .collect();
            if points.len() > 1 {
                canvas.dashes(&points, DASH, style.accent, style.px(1.5))?;
            }
        }
        row.signal(canvas)?;
        legend(usual.iter().any(Option::is_some), style, locale, canvas)?;
        let (width, height) = (bounds.2 - bounds.0, bounds.3 - bounds.1);
        let plot = Plot { series: columns.series.clone(), x: bounds.0, y: bounds.1, width, height, from, until };
        time_axis(&plot, style, locale, canvas)?;
        Ok(Scene { alt, plots: vec![plot] })
    }
}

/// What the line and the band are, above the plot.
fn legend(usual: bool, style: &Style, locale: &dyn Locale, canvas: &mut Canvas<'_>) -> Result<(), Error> {
    let (y, mut x) = (style.px(9.0), style.px(4.0));
    for (word, colour, shown) in [("this-week", style.ink, true), ("usual-week", style.accent, usual)] {
        let words = locale.word(word);
        if shown {
            let line = [(x, y), (x + style.px(20.0), y)];
            if colour == style.ink {
                canvas.path(line.to_vec(), colour, 1.0, style.px(1.5))?;
            } else {
                canvas.dashes(&line, DASH, colour, style.px(1.5))?;
            }
            let from = x + style.px(26.0);
            canvas.label(&words, (from, y), Align::Left, style.label(), style.soft, false)?;
            x = from + canvas.width(&words, style.label(), false) + style.px(20.0);
        }
    }
    Ok(())
}

/// The columns of seven days around the outage, with the range of the other weeks as its band, and their median.
fn week(report: &Report, style: &Style) -> Option<(PlotColumns, Vec<Option<f64>>)> {
    let id = style.selected.as_ref().or(report.selected.as_ref())?;
    let outage = report.outages.iter().find(|outage| &outage.id == id)?;
    let all = report.plot.iter().find(|columns| columns.series == outage.reference)?;
    let (first, last) = (all.t.first().copied()?, all.t.last().copied()? + all.step);
    if !(all.step > 0.0 && all.step <= 6.0 * HOUR as f64) || last - first < WEEK {
        return None;
    }
    let from = begin(outage, first, last)?;
    let out = stretches(report);
    let mut columns = PlotColumns { series: all.series.clone(), step: all.step, ..PlotColumns::default() };
    let mut usual = Vec::new();
    for (i, t) in all.t.iter().enumerate().filter(|(_, t)| **t >= from && **t < from + WEEK) {
        let mut others = others(all, i, &out);
        let low = others.iter().copied().min_by(f64::total_cmp);
        columns.t.push(*t);
        columns.min.push(all.min.get(i).copied().flatten());
        columns.max.push(all.max.get(i).copied().flatten());
        columns.baseline.push(others.iter().copied().max_by(f64::total_cmp));
        columns.threshold.push(low);
        columns.state.push(all.state.get(i).copied().unwrap_or_default());
        usual.push(median(&mut others));
    }
    (!columns.t.is_empty()).then_some((columns, usual))
}

/// A midnight (UTC), so that the outage stands in the middle of the week; within the data.
fn begin(outage: &schema::Outage, first: f64, last: f64) -> Option<f64> {
    let (start, end) = (moment(&outage.start.best)?, moment(&outage.end.best)?);
    // Of an outage longer than the week its beginning is shown.
    let middle = (start + end) / 2.0;
    let from = (middle - WEEK / 2.0).min(start - DAY as f64);
    let midnight = (from / DAY as f64).floor() * DAY as f64;
    Some(midnight.min(last - WEEK).max(first))
}

/// When any outage may have been.
fn stretches(report: &Report) -> Vec<(f64, f64)> {
    let held = report.outages.iter().filter(|outage| !outage.rejected);
    held.filter_map(|outage| {
        Some((moment(outage.start.lo.as_ref().unwrap_or(&outage.start.best))?, moment(&outage.end.hi)?))
    })
    .collect()
}

/// The values of a column's hour in every other week, outside outages.
fn others(columns: &PlotColumns, column: usize, out: &[(f64, f64)]) -> Vec<f64> {
    let Some(t) = columns.t.get(column).copied() else { return Vec::new() };
    let every = WEEK / columns.step;
    let weeks = (columns.t.len() as f64 / every).ceil() as i64;
    let quiet = |at: f64| !out.iter().any(|(from, until)| at < *until && at + columns.step > *from);
    let near = |week: i64| {
        let other = (column as f64 + week as f64 * every).round();
        let at = usize::try_from(other as i64).ok()?;
        let (from, value) = (columns.t.get(at).copied()?, columns.max.get(at).copied()??);
        // Columns have one distance, unless a file leaves bins out.
        let stands = (from - t - week as f64 * WEEK).abs() <= columns.step;
        (stands && quiet(from)).then_some(value)
    };
    (-weeks..=weeks).filter(|week| *week != 0).filter_map(near).collect()
}

/// Unbroken runs of values, each with its index.
fn runs(values: &[Option<f64>]) -> Vec<Vec<(usize, f64)>> {
    let mut runs: Vec<Vec<(usize, f64)>> = Vec::new();
    let mut open = false;
    for (i, value) in values.iter().enumerate() {
        match (value, runs.last_mut()) {
            (Some(value), Some(run)) if open => run.push((i, *value)),
            (Some(value), _) => runs.push(vec![(i, *value)]),
            (None, _) => {}
        }
        open = value.is_some();
    }
    runs
}
