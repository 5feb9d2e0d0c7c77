//! Ranges of money, one below the other, on one logarithmic axis against the GDP normally made in that time.
//!
//! In: bars and an [`Estimate`]. Out: drawn bars. Kinds of bars differ by colour and by shape, so that neither is needed alone: a
//! published model is plain, one of ours is hatched, an assumption is thin, a figure that somebody published is a square.

use super::Style;
use super::canvas::{Align, Canvas};
use super::locale::Locale;
use super::ticks;
use crate::base::Error;
use crate::base::num::log10;
use crate::report::{Estimate, Report};

/// Heights in css pixels: of a row, of what stands above the rows and below them.
pub(super) const ROW: f64 = 40.0;
pub(super) const HEAD: f64 = 24.0;
pub(super) const FOOT: f64 = 26.0;

/// What a bar shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Published,
    Ours,
    Assumption,
    Claim,
}

/// One range: P5, central value, P95.
pub(super) struct Bar {
    pub(super) name: String,
    pub(super) range: [f64; 3],
    pub(super) shape: Shape,
    /// A single value beside the range, drawn as a square.
    pub(super) beside: Option<f64>,
}

/// The price of the chosen outage, otherwise of all.
pub(super) fn estimate<'a>(report: &'a Report, selected: Option<&str>) -> Option<&'a Estimate> {
    let id = selected.or(report.selected.as_deref());
    let chosen = report.outages.iter().find(|outage| Some(outage.id.as_str()) == id);
    chosen.and_then(|outage| outage.cost.as_ref()).or(report.cost.as_ref())
}

/// `$1,700 – $70,000`, or one value where both read the same.
pub(super) fn between(low: f64, high: f64, locale: &dyn Locale) -> String {
    let (from, until) = (locale.money(low), locale.money(high));
    if from == until { from } else { format!("{from} – {until}") }
}

/// The money axis, with its rules drawn.
pub(super) struct Axis {
    left: i32,
    right: i32,
    low: f64,
    high: f64,
    /// The band of the GDP, once it is drawn.
    band: [i32; 2],
}

impl Axis {
    /// An axis that holds all of the values, drawn from the head down to the foot.
    pub(super) fn draw(
        values: impl Iterator<Item = f64>,
        style: &Style,
        locale: &dyn Locale,
        canvas: &mut Canvas<'_>,
    ) -> Result<Axis, Error> {
        let real = values.filter(|usd| *usd > 0.0 && usd.is_finite());
        let (low, high) = real.fold((f64::INFINITY, 0.0f64), |(low, high), usd| (low.min(usd), high.max(usd)));
        let powers = ticks::powers(if low.is_finite() { low } else { 1.0 }, high);
        let axis = Axis {
            left: style.px(10.0),
            right: style.width as i32 - style.px(10.0),
            low: powers.first().copied().map_or(0.0, log10),
            high: powers.last().copied().map_or(1.0, log10),
            band: [0, 0],
        };
        let bottom = style.height as i32 - style.px(FOOT);
        for usd in powers {
            let x = axis.x(usd);
            canvas.rect((x, style.px(HEAD), x + style.px(1.0), bottom), style.line, 1.0)?;
            let at = (x, bottom + style.px(13.0));
            canvas.label(&locale.money(usd), at, Align::Middle, style.label(), style.soft, false)?;
        }
        Ok(axis)
    }

    fn x(&self, usd: f64) -> i32 {
        let share = ((log10(usd.max(1e-9)) - self.low) / (self.high - self.low)).clamp(0.0, 1.0);
        self.left + (share * f64::from(self.right - self.left)).round() as i32
    }

    /// The GDP normally made in that time, as a band from head to foot.
    pub(super) fn ceiling(
        &mut self,
        cost: &Estimate,
        style: &Style,
        locale: &dyn Locale,
        canvas: &mut Canvas<'_>,
    ) -> Result<(), Error> {
        let range = cost.ceiling_usd;
        let bottom = style.height as i32 - style.px(FOOT);
        let (left, right) = (self.x(range.low), self.x(range.high).max(self.x(range.low) + style.px(2.0)));
        canvas.rect((left, style.px(HEAD), right, bottom), style.soft, 0.28)?;
        self.band = [left, right];
        let at = (right, style.px(11.0));
        canvas.label(&locale.word("ceiling"), at, Align::Right, style.label(), style.soft, false)?;
        Ok(())
    }

    /// A row of words.
    pub(super) fn title(&self, words: &str, top: f64, style: &Style, canvas: &mut Canvas<'_>) -> Result<(), Error> {
        let words = canvas.shorten(words, self.right - self.left, style.label(), false);
        canvas.label(&words, (self.left, style.px(top + 15.0)), Align::Left, style.label(), style.soft, false)?;
        Ok(())
    }

    /// Where words of a width begin beside a bar: on its right or its left, rather beside the band than on it, and never beyond
    /// its mark, where they would be taken for the mark's own.
    fn beside(&self, [left, right]: [i32; 2], mark: Option<i32>, width: i32, gap: i32) -> Option<i32> {
        let places = [right + gap, left - gap - width];
        let first = mark.filter(|x| *x < left).map_or(self.left, |x| x + 2 * gap);
        let last = mark.filter(|x| *x > right).map_or(self.right, |x| x - 2 * gap);
        let fits = |from: &&i32| **from >= first && **from + width <= last;
        let clear = |from: &&i32| **from + width < self.band[0] || **from > self.band[1];
        places.iter().filter(fits).find(clear).or_else(|| places.iter().find(fits)).copied()
    }

    /// A bar with its name and its range in words; `top` in css pixels.
    pub(super) fn bar(
        &self,
        bar: &Bar,
        top: f64,
        style: &Style,
        locale: &dyn Locale,
        canvas: &mut Canvas<'_>,
    ) -> Result<(), Error> {
        let [low, central, high] = bar.range;
        let (colour, alpha, half) = match bar.shape {
            Shape::Published => (style.accent, 0.85, 6.0),
            Shape::Ours => (style.outage, 0.45, 6.0),
            Shape::Assumption => (style.outage, 0.75, 2.0),
            Shape::Claim => (style.accent, 1.0, 4.5),
        };
        let (left, right) = (self.x(low), self.x(high).max(self.x(low) + style.px(3.0)));
        let mark = bar.beside.map(|usd| self.x(usd));
        let words = between(low, high, locale);
        let width = canvas.width(&words, style.label(), false);
        let place = self.beside([left, right], mark, width, style.px(7.0));
        // Where there is no room beside the bar, they stand in the line of its name.
        let taken = if place.is_some() { 0 } else { width + style.px(12.0) };
        let bold = bar.shape != Shape::Assumption;
        let name = canvas.shorten(&bar.name, self.right - self.left - taken, style.label(), bold);
        let (above, middle) = (style.px(top + 11.0), style.px(top + 27.0));
        canvas.label(&name, (self.left, above), Align::Left, style.label(), style.ink, bold)?;
        let (at, align) = place.map_or(((self.right, above), Align::Right), |x| ((x, middle), Align::Left));
        canvas.label(&words, at, align, style.label(), style.ink, false)?;
        if bar.shape == Shape::Claim {
            return square((self.x(central), middle), style, canvas);
        }
        let bounds = (left, style.px(top + 27.0 - half), right, style.px(top + 27.0 + half));
        canvas.rect(bounds, colour, alpha)?;
        if bar.shape == Shape::Ours {
            canvas.hatch(bounds, true, style.paper, 0.7)?;
        }
        let x = self.x(central);
        let reach = half + 3.0;
        let tick = (x - style.px(1.0), style.px(top + 27.0 - reach), x + style.px(1.5), style.px(top + 27.0 + reach));
        canvas.rect(tick, style.ink, 1.0)?;
        mark.map_or(Ok(()), |x| square((x, middle), style, canvas))
    }
}

/// The mark of a published value without a range.
pub(super) fn square((x, y): (i32, i32), style: &Style, canvas: &mut Canvas<'_>) -> Result<(), Error> {
    let (half, rim) = (style.px(4.5), style.px(6.0));
    canvas.rect((x - rim, y - rim, x + rim, y + rim), style.paper, 1.0)?;
    canvas.rect((x - half, y - half, x + half, y + half), style.accent, 1.0)
}
