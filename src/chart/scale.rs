//! The value axis of one signal: its top a little above all that is shown, and round ticks.

use super::canvas::Canvas;
use super::locale::Locale;
use super::style::Style;
use super::ticks;
use crate::base::num::nine;
use crate::report::PlotColumns;

/// Ticks that an axis has, about.
const TICKS: f64 = 3.0;
/// Room above the largest value, as a part of it.
const ROOM: f64 = 1.06;

/// The value axis of a row: its top, and where it has ticks.
pub(super) struct Scale {
    pub(super) top: f64,
    pub(super) ticks: Vec<f64>,
}

impl Scale {
    /// The axis of the columns between two moments.
    pub(super) fn of(columns: &PlotColumns, from: f64, until: f64) -> Scale {
        let inside = |i: usize| columns.t.get(i).is_some_and(|t| *t + columns.step > from && *t < until);
        let count = columns.t.len().max(1);
        let values = columns.max.iter().chain(&columns.baseline).enumerate().filter(|(i, _)| inside(i % count));
        let top = values.filter_map(|(_, value)| *value).filter(|value| value.is_finite()).fold(0.0, f64::max);
        let top = if top > 0.0 { top * ROOM } else { 1.0 };
        Scale { top, ticks: ticks::plain(top, TICKS) }
    }

    /// The width of its widest label.
    pub(super) fn width(&self, style: &Style, locale: &dyn Locale, canvas: &Canvas<'_>) -> i32 {
        let width = |tick: &f64| canvas.width(&locale.number(nine(*tick)), style.label(), false);
        self.ticks.iter().map(width).max().unwrap_or(0)
    }
}
