//! Several signals, files or countries on one axis: how much of the usual was left, by the clock or from each one's onset.
//!
//! In: a Report whose plot columns are compared (`report::beside` makes one of several). Out: a line each, as a share of the
//! value expected at that time, so that routes and requests have one axis. Lines differ by dash and by colour. Where the
//! stretches of time overlap the clock is common, otherwise each line begins at its own outage; the style can say which.

use super::canvas::{Align, Canvas};
use super::locale::{Grain, Locale};
use super::time_axis::time_axis;
use super::timeline::moment;
use super::{About, Chart, Plot, Scene, Style, nothing, ticks};
use crate::base::Error;
use crate::base::num::{median, nine};
use crate::base::time::{DAY, HOUR};
use crate::report::{PlotColumns, Report, schema};

static ABOUT: About = About { id: "compare", name: "Side by side" };

/// Lines that are shown; more could not be told apart.
const LINES: usize = 6;
/// Height of a line's name, in css pixels.
const NAME: f64 = 20.0;
/// Values above this share of the usual are drawn at it.
const MOST: f64 = 1.25;
/// Dashes of the lines, in sizes of the gap between labels: drawn, blank. The first and the fourth are whole.
const DASHES: [Option<(f64, f64)>; LINES] =
    [None, Some((1.5, 0.75)), Some((0.4, 0.6)), None, Some((3.0, 1.0)), Some((0.4, 1.6))];

/// The chart.
#[derive(Debug)]
pub(super) struct Compare;

/// One signal: its name, how much of the usual was left, and when its outage began.
struct Line {
    name: String,
    step: f64,
    points: Vec<(f64, f64)>,
    onset: Option<(f64, f64)>,
}

impl Chart for Compare {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn height(&self, report: &Report, width: f64) -> f64 {
        (width * 0.36).clamp(170.0, 300.0) + report.plot.len().min(LINES) as f64 * NAME + 60.0
    }

    fn draw(
        &self,
        report: &Report,
        style: &Style,
        locale: &dyn Locale,
        canvas: &mut Canvas<'_>,
    ) -> Result<Scene, Error> {
        canvas.paper()?;
        let mut measured = Vec::new();
        for columns in report.plot.iter().take(LINES) {
            measured.push(line(columns, report, style));
        }
        let onset = style.onset.unwrap_or_else(|| apart(&measured));
        let mut lines = Vec::new();
        for line in measured {
            if !line.points.is_empty() && (line.onset.is_some() || !onset) {
                lines.push(line);
            }
        }
        let Some((from, until)) = window(&lines, onset) else {
            return nothing("no-data", style, locale, canvas);
        };
        for (i, line) in lines.iter().enumerate() {
            let y = style.px(NAME * (i as f64 + 0.5));
            stroke(i, &[(style.px(4.0), y), (style.px(30.0), y)], style, canvas)?;
            let name = canvas.shorten(&line.name, style.width as i32 - style.px(40.0), style.label(), false);
            canvas.label(&name, (style.px(36.0), y), Align::Left, style.label(), style.ink, false)?;
        }
        let axis = style.px(if onset || !locale.local(from, Grain::Clock).is_empty() { 44.0 } else { 26.0 });
        let top = style.px(NAME * lines.len() as f64 + 14.0);
        let plot = frame((top, style.height as i32 - axis), (from, until), style, locale, canvas)?;
        for (i, line) in lines.iter().enumerate() {
            let shift = if onset { line.onset.map_or(0.0, |(start, _)| start) } else { 0.0 };
            draw(i, line, shift, &plot, style, canvas)?;
        }
        if onset {
            hours(&plot, style, locale, canvas)?
        } else {
            time_axis(&plot, style, locale, canvas)?
        }
        // A moment on an axis of hours is no moment of the world: nothing can point at it.
        let plots = if onset { Vec::new() } else { vec![plot] };
        Ok(Scene { alt: alt(&lines, locale), plots })
    }
}

fn line(columns: &PlotColumns, report: &Report, style: &Style) -> Line {
    let name = report.source.name(&columns.series);
    let (mut all, mut points) = (Vec::new(), Vec::new());
    for value in columns.max.iter().copied().flatten() {
        all.push(value);
    }
    let usual = median(&mut all).filter(|usual| *usual > 0.0);
    for (i, t) in columns.t.iter().enumerate() {
        let expected = columns.baseline.get(i).copied().flatten().filter(|usual| *usual > 0.0).or(usual);
        if let (Some(expected), Some(value)) = (expected, columns.min.get(i).copied().flatten()) {
            points.push((*t, (value / expected).clamp(0.0, MOST)));
        }
    }
    Line { name, step: columns.step, points, onset: onset(columns, report, style) }
}

/// Start and end of the outage that a signal is lined up by: the chosen one, otherwise its gravest.
fn onset(columns: &PlotColumns, report: &Report, style: &Style) -> Option<(f64, f64)> {
    let chosen = style.selected.as_ref().or(report.selected.as_ref());
    let mut found: Option<(&schema::Outage, f64)> = None;
    for o in &report.outages {
        let moved = o.reference == columns.series || o.signals.iter().any(|signal| signal.series == columns.series);
        let grave = if Some(&o.id) == chosen { f64::INFINITY } else { o.equivalent_secs };
        if moved && !o.rejected && found.is_none_or(|(_, gravest)| grave >= gravest) {
            found = Some((o, grave));
        }
    }
    let (found, _) = found?;
    let own = found.signals.iter().find(|signal| signal.series == columns.series);
    Some((moment(own.map_or(&found.start.best, |signal| &signal.start.best))?, moment(&found.end.best)?))
}

/// True where some two lines share no time.
fn apart(lines: &[Line]) -> bool {
    let (mut last_first, mut first_last) = (f64::NEG_INFINITY, f64::INFINITY);
    for line in lines {
        if let (Some((first, _)), Some((last, _))) = (line.points.first(), line.points.last()) {
            last_first = last_first.max(*first);
            first_last = first_last.min(*last);
        }
    }
    last_first >= first_last
}

/// The stretch that is shown; from the onset on it is the longest outage, with a quarter of it before and after.
fn window(lines: &[Line], onset: bool) -> Option<(f64, f64)> {
    let (mut from, mut until, mut step) = (f64::INFINITY, 0.0f64, 0.0f64);
    for line in lines {
        step = step.max(line.step);
        match line.onset.filter(|_| onset) {
            Some((start, end)) => until = until.max(end - start),
            None => {
                from = from.min(line.points.first()?.0);
                until = until.max(line.points.last()?.0 + line.step);
            }
        }
    }
    if onset {
        let around = (until / 4.0).max(4.0 * step);
        return (step > 0.0).then_some((-around, until + around));
    }
    (until > from).then_some((from, until))
}

/// The ground: shares of the usual, 0 to 100 %.
fn frame(
    (top, bottom): (i32, i32),
    (from, until): (f64, f64),
    style: &Style,
    locale: &dyn Locale,
    canvas: &mut Canvas<'_>,
) -> Result<Plot, Error> {
    let words = |share: f64| locale.number(nine(share * 100.0)) + " %";
    let left = canvas.width(&words(1.0), style.label(), false) + style.px(14.0);
    let width = style.width as i32 - style.px(6.0) - left;
    let plot = Plot { series: String::new(), x: left, y: top, width, height: bottom - top, from, until };
    for share in [0.0, 0.5, 1.0] {
        let y = y(share, &plot);
        canvas.rect(
            (left, y, left + width, y + style.px(1.0)),
            if share > 0.0 { style.line } else { style.soft },
            1.0,
        )?;
        canvas.label(&words(share), (left - style.px(6.0), y), Align::Right, style.label(), style.soft, false)?;
    }
    Ok(plot)
}

fn y(share: f64, plot: &Plot) -> i32 {
    plot.y + plot.height - (share / MOST * f64::from(plot.height)).round() as i32
}

fn x(at: f64, plot: &Plot) -> i32 {
    let share = ((at - plot.from) / (plot.until - plot.from)).clamp(0.0, 1.0);
    plot.x + (share * f64::from(plot.width)).round() as i32
}

/// A line of steps, broken where a value is missing.
fn draw(i: usize, line: &Line, shift: f64, plot: &Plot, style: &Style, canvas: &mut Canvas<'_>) -> Result<(), Error> {
    let mut run: Vec<(i32, i32)> = Vec::new();
    let mut before = f64::NEG_INFINITY;
    for (t, share) in line.points.iter().map(|(t, share)| (t - shift, *share)) {
        if t + line.step <= plot.from || t >= plot.until {
            continue;
        }
        if t - before > line.step * 1.5 {
            stroke(i, &std::mem::take(&mut run), style, canvas)?;
        }
        // Of samples that fall on one pixel with one value, the first is enough.
        for at in [t, t + line.step] {
            let point = (x(at, plot), y(share, plot));
            if run.last() != Some(&point) {
                run.push(point);
            }
        }
        before = t;
    }
    stroke(i, &run, style, canvas)
}

/// A line in the style of its place.
fn stroke(i: usize, points: &[(i32, i32)], style: &Style, canvas: &mut Canvas<'_>) -> Result<(), Error> {
    let colours = [style.ink, style.outage, style.accent];
    let colour = colours.get(i % colours.len()).copied().unwrap_or(style.ink);
    if points.len() < 2 {
        return Ok(());
    }
    match DASHES.get(i).copied().flatten() {
        None => canvas.path(points.to_vec(), colour, 1.0, style.px(if i == 0 { 2.0 } else { 1.0 })),
        Some(dash) => canvas.dashes(points, dash, colour, style.px(2.0)),
    }
}

/// Ticks in hours, or in days, from the onset.
fn hours(plot: &Plot, style: &Style, locale: &dyn Locale, canvas: &mut Canvas<'_>) -> Result<(), Error> {
    let days = plot.until > 4.0 * DAY as f64;
    let unit = if days { DAY } else { HOUR } as f64;
    let bottom = plot.y + plot.height;
    let steps = ticks::plain(plot.until / unit, f64::from(plot.width) / style.ratio / 74.0);
    let step = steps.get(1).copied().unwrap_or(1.0);
    for n in -2..=steps.len() as i32 {
        let at = f64::from(n) * step;
        if at * unit < plot.from || at * unit > plot.until {
            continue;
        }
        let x = x(at * unit, plot);
        let words = if at > 0.0 { "+".to_owned() } else { String::new() } + &locale.number(nine(at));
        let stands =
            canvas.label(&words, (x, bottom + style.px(16.0)), Align::Middle, style.label(), style.soft, false)?;
        let height = if at == 0.0 { plot.height } else { 0 };
        if stands {
            canvas.rect((x, bottom - height, x + style.px(1.0), bottom + style.px(4.0)), style.soft, 1.0)?;
        }
    }
    let words = locale.word(if days { "onset-days" } else { "onset-hours" });
    let words = canvas.shorten(&words, style.width as i32 - style.px(8.0), style.label(), false);
    let at = (plot.x + plot.width / 2, bottom + style.px(34.0));
    canvas.label(&words, at, Align::Middle, style.label(), style.soft, false).map(drop)
}

/// How little of the usual was left of each.
fn alt(lines: &[Line], locale: &dyn Locale) -> String {
    let mut text = locale.word("least-left");
    for (i, line) in lines.iter().enumerate() {
        let least = line.points.iter().fold(MOST, |least, (_, share)| least.min(*share));
        text += if i == 0 { ": " } else { "; " };
        text += &line.name;
        text += ": ";
        text += &locale.number((least * 100.0).round());
        text += " %";
    }
    text
}
