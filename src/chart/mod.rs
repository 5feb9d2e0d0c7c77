//! [`Report`] → ink by plotters, on any [`Surface`]: the same code is a canvas in the page and SVG at home.
//!
//! A chart is one file here and one row in [`CHARTS`]. It is given a Report, a [`Look`] (size, colours, window) and a
//! [`Locale`] (words, numbers and moments in the reader's language), and draws on a [`Sheet`]. Every number that it shows is
//! in the Report. What comes back is a [`Scene`]: the words for those who don't see it, and where things lie.

mod calendar;
#[cfg(feature = "compare")]
mod compare;
mod cost;
mod english;
mod hatch;
mod look;
mod money;
mod peers;
mod pen;
mod sheet;
mod svg;
mod ticks;
mod timeline;
mod locale;
mod week;
#[cfg(test)]
mod tests;

pub use english::Plain;
pub use locale::{Grain, Locale};
pub use look::{Colour, Look};
pub use pen::{Blot, Letters, Stroke, Surface};
pub use sheet::Sheet;
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
    fn draw(&self, report: &Report, look: &Look, locale: &dyn Locale, sheet: &mut Sheet<'_>) -> Result<Scene, Error>;
}

/// Every chart; the first is the default.
pub const CHARTS: &[&dyn Chart] = &[
    &timeline::Timeline,
    &cost::Cost,
    &calendar::Calendar,
    &week::Week,
    &peers::Peers,
    // Seldom wanted: the page loads it in the build for spreadsheets.
    #[cfg(feature = "compare")]
    &compare::Compare,
];

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

/// Draws a chart on a surface, and below it the lines of the look's foot.
pub fn draw(
    chart: &dyn Chart,
    report: &Report,
    look: &Look,
    locale: &dyn Locale,
    surface: &mut dyn Surface,
) -> Result<Scene, Error> {
    let mut sheet = Sheet::new(surface, look);
    if look.foot.is_empty() {
        return chart.draw(report, look, locale, &mut sheet);
    }
    let above = Look { height: look.height.saturating_sub(look.foot_height() as u32), ..look.clone() };
    let scene = chart.draw(report, &above, locale, &mut sheet)?;
    sheet.foot(look)?;
    Ok(scene)
}
