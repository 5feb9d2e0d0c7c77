//! A file as a small picture: its signal, and under it what is true and what was found.
//!
//! In: a case with its reading, what was found, and the stretch of time to draw. Out: an SVG without any style of its own but colours
//! that can be seen on light and dark pages. A bin is never drawn narrower than a column; what is missing is a gap in the line.

use crate::case::{Case, Span};
use crate::score::Found;
use outage_lens::base::series::Times;
use outage_lens::base::{Reading, Series};
use std::fmt::Write;

/// Where true outages and found ones stand, and their colours.
const TRUE: (f64, &str) = (104.0, "#2f9e61");
const FOUND: (f64, &str) = (114.0, "#d9622b");
const NEITHER: &str = "#8a8a8a";
/// Height of the signal, and of the whole.
const SIGNAL: f64 = 96.0;
const HEIGHT: f64 = 124.0;
/// At most so many signals are drawn; those that the truth names come first.
const SIGNALS: usize = 3;

/// Draws a stretch of a file.
pub fn draw(case: &Case, reading: &Reading, found: &[Found], stretch: Span, width: usize) -> String {
    let x = |at: f64| (at - stretch.start) / stretch.length().max(1.0) * width as f64;
    let words = format!("{}: {} true outages, {} found", case.name, case.truths.len(), found.len());
    let mut svg = format!("<svg viewBox=\"0 0 {width} {HEIGHT}\" role=\"img\" aria-label=\"{}\">", escape(&words));
    let mut bar = |span: Span, y: f64, height: f64, fill: &str, opacity: f64| {
        let (from, until) = (x(span.start).max(0.0), x(span.end).min(width as f64));
        if until >= 0.0 && from <= width as f64 {
            let wide = (until - from).max(1.5);
            let _ = write!(
                svg,
                "<rect x=\"{from:.1}\" y=\"{y}\" width=\"{wide:.1}\" height=\"{height}\" fill=\"{fill}\" opacity=\"{opacity:.2}\"/>"
            );
        }
    };
    for span in &case.ignore {
        bar(*span, 0.0, SIGNAL, NEITHER, 0.15);
    }
    for truth in &case.truths {
        for (i, span) in truth.either.iter().enumerate() {
            bar(*span, 0.0, SIGNAL, TRUE.1, if i == 0 { 0.18 } else { 0.08 });
            bar(*span, TRUE.0, 7.0, TRUE.1, if i == 0 { 1.0 } else { 0.45 });
        }
    }
    for one in found {
        bar(one.span, FOUND.0, 7.0, FOUND.1, 0.35 + 0.65 * one.confidence.unwrap_or(0.0));
        if let Some([start, end]) = one.bounds {
            // From the first to the last moment that the edges may have.
            bar(Span { start: start.start, end: end.end }, FOUND.0 + 3.0, 1.0, FOUND.1, 1.0);
        }
    }
    for (series, opacity) in chosen(case, reading).into_iter().zip([1.0, 0.6, 0.4]) {
        let path = path(series, stretch, width);
        let _ = write!(svg, "<path d=\"{path}\" fill=\"none\" stroke=\"currentColor\" opacity=\"{opacity}\"/>");
    }
    svg.push_str("</svg>");
    svg
}

fn chosen<'a>(case: &Case, reading: &'a Reading) -> Vec<&'a Series> {
    let plain = |name: &str| name.replace('_', "-").to_lowercase();
    let struck =
        |series: &&Series| case.truths.iter().flat_map(|t| &t.series).any(|name| plain(name) == plain(&series.id));
    let (first, rest): (Vec<&Series>, Vec<&Series>) = reading.series.iter().partition(struck);
    first.into_iter().chain(rest).take(SIGNALS).collect()
}

/// Lowest and highest value of each column, from nought to the hundredth of the highest values.
fn path(series: &Series, stretch: Span, width: usize) -> String {
    let mut columns = vec![None::<(f64, f64)>; width];
    let mut seen = Vec::new();
    let step = series.step as f64;
    let irregular = matches!(series.times, Times::Stamps(_));
    for (i, (at, value)) in series.samples().enumerate().filter(|(_, (_, value))| value.is_finite()) {
        // Stamps anyhow: a value stands until the next, for three usual distances at most.
        let next =
            series.at(i + 1).filter(|_| irregular).map_or(step, |next| ((next - at) as f64).clamp(step, 3.0 * step));
        let place = |at: f64| (at - stretch.start) / stretch.length().max(1.0) * width as f64;
        let (from, until) = (place(at as f64), place(at as f64 + next));
        if until <= 0.0 || from >= width as f64 {
            continue;
        }
        seen.push(value);
        let last = (until.ceil() as usize).max(from.max(0.0) as usize + 1).min(width);
        for column in &mut columns[from.max(0.0) as usize..last] {
            let (low, high) = column.unwrap_or((value, value));
            *column = Some((low.min(value), high.max(value)));
        }
    }
    seen.sort_by(f64::total_cmp);
    let rank = |share: f64| seen.get((share * seen.len() as f64) as usize).or(seen.last()).copied().unwrap_or(1.0);
    let (top, bottom) = (rank(0.995) * 1.05, rank(0.0).min(0.0));
    let y = |value: f64| {
        (SIGNAL - 2.0 - ((value - bottom) / (top - bottom).max(f64::MIN_POSITIVE)).min(1.0) * (SIGNAL - 4.0)).round()
    };
    line(&columns, y)
}

/// A line through the columns: relative moves, so that many pictures stay small.
fn line(columns: &[Option<(f64, f64)>], y: impl Fn(f64) -> f64) -> String {
    let (mut d, mut pen) = (String::new(), None::<f64>);
    for (x, column) in columns.iter().enumerate() {
        let Some((low, high)) = column else {
            pen = None;
            continue;
        };
        let (top, bottom) = (y(*high), y(*low));
        // The nearer end first.
        let (first, second) =
            if pen.is_some_and(|at| (at - bottom).abs() < (at - top).abs()) { (bottom, top) } else { (top, bottom) };
        let _ = match pen {
            None => write!(d, "M{x} {first}h1"),
            Some(at) if at == first => write!(d, "h1"),
            Some(at) => write!(d, "l1 {}", first - at),
        };
        if second != first {
            let _ = write!(d, "v{}", second - first);
        }
        pen = Some(second);
    }
    d
}

/// Text that stands in an attribute or between tags.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
