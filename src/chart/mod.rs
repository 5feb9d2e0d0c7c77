//! [`Report`] → a picture by plotters, on any [`Surface`]: the same code draws on the page's canvas and writes SVG natively.
//!
//! A chart is one file here and one row in [`CHARTS`]. It is given a Report, a [`Style`] (size, colours, window) and a
//! [`Locale`] (words, numbers and moments in the reader's language), and draws on a [`Canvas`]. Every number that it shows is
//! in the Report. What comes back is a [`Scene`]: the words for those who don't see it, and where things lie.

mod calendar;
mod compare;
mod cost;
mod english;
mod listed;
mod scale;
mod style;
mod money;
mod peers;
mod plotters_adapter;
mod canvas;
mod svg;
mod ticks;
mod time_axis;
mod timeline;
mod locale;
mod week;
#[cfg(test)]
mod tests;

pub use canvas::Canvas;
pub use english::Plain;
pub use locale::{Grain, Locale};
pub use plotters_adapter::{DrawError, Letters, Stroke, Surface};
pub use style::{Colour, Style};
pub use svg::{Drawn, svg};

use crate::base::{Code, Error, nearest};
use crate::report::Report;
use serde::Serialize;

/// What is known about a chart.
#[derive(Clone, Copy, Debug)]
pub struct About {
    /// Stable id.
    pub id: &'static str,
    /// Its name for people.
    pub name: &'static str,
}

/// A way to draw a Report.
pub trait Chart: Sync {
    /// What is known about it.
    fn about(&self) -> &'static About;
    /// The height in css pixels that it wants at that width.
    fn height(&self, report: &Report, width: f64) -> f64;
    /// Draws.
    fn draw(
        &self,
        report: &Report,
        style: &Style,
        locale: &dyn Locale,
        canvas: &mut Canvas<'_>,
    ) -> Result<Scene, Error>;
}

/// Every chart; the first is the default.
pub const CHARTS: &[&dyn Chart] =
    &[&timeline::Timeline, &cost::Cost, &calendar::Calendar, &week::Week, &peers::Peers, &compare::Compare];

/// Where things lie, in device pixels, and the words for those who don't see them.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Scene {
    /// The picture in words.
    pub alt: String,
    /// Plots with a time axis, from top to bottom.
    pub plots: Vec<Plot>,
}

/// One plot with a time axis.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Plot {
    /// Id of the series.
    pub series: String,
    /// Left edge.
    pub x: i32,
    /// Upper edge.
    pub y: i32,
    /// Width.
    pub width: i32,
    /// Height.
    pub height: i32,
    /// Moment at the left edge, epoch milliseconds.
    pub from: f64,
    /// Moment at the right edge.
    pub until: f64,
}

/// The chart of that id.
pub fn chart(id: &str) -> Result<&'static dyn Chart, Error> {
    let unknown =
        || nearest::unknown(Code::UnknownChart, "chart", id, CHARTS.iter().map(|chart| chart.about().id).collect());
    CHARTS.iter().copied().find(|chart| chart.about().id == id).ok_or_else(unknown)
}

/// The story in the page's language; at home it is the Report's own English.
fn story(report: &Report, locale: &dyn Locale) -> String {
    let told = locale.word("story");
    if told == "story" { report.headline.clone() + ". " + &report.sentence } else { told }
}

/// What a chart shows that has nothing to draw: a line of words in its middle.
fn nothing(word: &str, style: &Style, locale: &dyn Locale, canvas: &mut Canvas<'_>) -> Result<Scene, Error> {
    let alt = locale.word(word);
    let middle = ((style.width / 2) as i32, (style.height / 2) as i32);
    canvas.label(&alt, middle, canvas::Align::Middle, style.label(), style.soft, false)?;
    Ok(Scene { alt, plots: Vec::new() })
}

/// Draws a chart on a surface, and below it the lines of the style's foot.
pub fn draw(
    chart: &dyn Chart,
    report: &Report,
    style: &Style,
    locale: &dyn Locale,
    surface: &mut dyn Surface,
) -> Result<Scene, Error> {
    let mut canvas = Canvas::new(surface, style);
    if style.foot.is_empty() {
        return chart.draw(report, style, locale, &mut canvas);
    }
    let above = Style { height: style.height.saturating_sub(style.foot_height() as u32), ..style.clone() };
    let scene = chart.draw(report, &above, locale, &mut canvas)?;
    canvas.foot(style)?;
    Ok(scene)
}
