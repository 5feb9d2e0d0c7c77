//! What a chart draws on: elements of plotters in device pixels, with text that never lies on text.
//!
//! In: shapes and labels of the chart. Out: the same, drawn by plotters. A label that would touch an earlier
//! one is left out (the numbers stand in the table too); one that would leave the paper is pushed in.

use super::plotters_adapter::{DrawError, PlottersAdapter, Surface};
use super::style::{Colour, Style};
use crate::base::{Code, Error};
use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind, IntoDrawingArea};
use plotters::element::{PathElement, Polygon, Rectangle, Text};
use plotters::style::{Color, FontDesc, FontFamily, FontStyle, RGBAColor, RGBColor, ShapeStyle, TextStyle};
use plotters_backend::text_anchor::{HPos, Pos, VPos};

/// A box: left, top, right, bottom.
pub(super) type Bounds = (i32, i32, i32, i32);

/// Where the words of a label begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Align {
    Left,
    Middle,
    Right,
}

/// What a chart draws on.
pub struct Canvas<'a> {
    area: DrawingArea<PlottersAdapter<'a>, Shift>,
    font: String,
    gap: i32,
    paper: Colour,
    taken: Vec<Bounds>,
}

impl<'a> Canvas<'a> {
    pub(super) fn new(surface: &'a mut dyn Surface, style: &Style) -> Canvas<'a> {
        let area = PlottersAdapter { surface }.into_drawing_area();
        Canvas { area, font: style.font.clone(), gap: style.px(4.0), paper: style.paper, taken: Vec::new() }
    }

    /// Fills the whole paper.
    pub(super) fn paper(&mut self) -> Result<(), Error> {
        let (width, height) = self.area.dim_in_pixel();
        self.rect((0, 0, width as i32, height as i32), self.paper, 1.0)
    }

    /// A filled box.
    pub(super) fn rect(&mut self, (x0, y0, x1, y1): Bounds, colour: Colour, alpha: f64) -> Result<(), Error> {
        if x1 <= x0 || y1 <= y0 {
            return Ok(());
        }
        self.area.draw(&Rectangle::new([(x0, y0), (x1, y1)], shade(colour, alpha).filled())).map_err(error)
    }

    /// A line through points.
    pub(super) fn path(
        &mut self,
        points: Vec<(i32, i32)>,
        colour: Colour,
        alpha: f64,
        width: i32,
    ) -> Result<(), Error> {
        let style = ShapeStyle { color: shade(colour, alpha), filled: false, stroke_width: width.max(1) as u32 };
        self.area.draw(&PathElement::new(points, style)).map_err(error)
    }

    /// A broken line through points, drawn and blank in sizes of the gap: to be told from a whole one without colour.
    pub(super) fn dashes(
        &mut self,
        points: &[(i32, i32)],
        (on, off): (f64, f64),
        colour: Colour,
        width: i32,
    ) -> Result<(), Error> {
        let unit = f64::from(self.gap.max(1));
        let (on, off) = (unit * on, unit * off);
        let mut phase = 0.0;
        let mut piece: Vec<(i32, i32)> = Vec::new();
        for ((x0, y0), (x1, y1)) in points.iter().copied().zip(points.iter().copied().skip(1)) {
            let (dx, dy) = (f64::from(x1 - x0), f64::from(y1 - y0));
            let length = (dx * dx + dy * dy).sqrt();
            let mut along = 0.0;
            while along < length {
                let drawn = phase < on;
                let step = (if drawn { on } else { on + off } - phase).min(length - along);
                let at = |along: f64| {
                    let share = along / length;
                    (x0 + (dx * share).round() as i32, y0 + (dy * share).round() as i32)
                };
                if drawn {
                    if piece.is_empty() {
                        piece.push(at(along));
                    }
                    piece.push(at(along + step));
                } else if !piece.is_empty() {
                    self.path(std::mem::take(&mut piece), colour, 1.0, width)?;
                }
                along += step;
                phase = if phase + step >= on + off - 1e-9 { 0.0 } else { phase + step };
                // What rounding left over of a dash is no dash.
                if drawn && on - phase < 1e-9 {
                    phase = on;
                }
            }
        }
        if piece.len() > 1 { self.path(piece, colour, 1.0, width) } else { Ok(()) }
    }

    /// A filled shape.
    pub(super) fn shape(&mut self, points: Vec<(i32, i32)>, colour: Colour, alpha: f64) -> Result<(), Error> {
        self.area.draw(&Polygon::new(points, shade(colour, alpha))).map_err(error)
    }

    /// Slanted lines in a box: to be told apart without colour.
    pub(super) fn hatch(&mut self, bounds: Bounds, rising: bool, colour: Colour, alpha: f64) -> Result<(), Error> {
        for (a, b) in slanted(bounds, self.gap * 2, rising) {
            self.path(vec![a, b], colour, alpha, self.gap / 4)?;
        }
        Ok(())
    }

    /// A label with its vertical middle at `y`; false where there was no room for it.
    pub(super) fn label(
        &mut self,
        words: &str,
        (x, y): (i32, i32),
        align: Align,
        size: f64,
        colour: Colour,
        bold: bool,
    ) -> Result<bool, Error> {
        let (width, height) = (self.width(words, size, bold), (size * 1.2).ceil() as i32);
        let most = self.area.dim_in_pixel().0 as i32;
        if words.is_empty() || width > most {
            return Ok(false);
        }
        let left = match align {
            Align::Left => x,
            Align::Middle => x - width / 2,
            Align::Right => x - width,
        };
        let left = left.clamp(0, most - width);
        let right = left + width;
        let bounds = (left, y - height / 2, right, y + height / 2);
        if self.taken.iter().any(|other| touch(*other, bounds, self.gap)) {
            return Ok(false);
        }
        self.taken.push(bounds);
        // Rules and bands stop short of the words.
        self.rect((bounds.0 - self.gap / 2, bounds.1, bounds.2 + self.gap / 2, bounds.3), self.paper, 0.85)?;
        let style = if bold { FontStyle::Bold } else { FontStyle::Normal };
        let font = FontDesc::new(FontFamily::Name(&self.font), size, style);
        let colour = rgb(colour);
        // Where letters are wider than was thought, they grow to where there is room.
        let (side, x) = match align {
            _ if right == most => (HPos::Right, right),
            _ if left == 0 => (HPos::Left, left),
            Align::Left => (HPos::Left, left),
            Align::Middle => (HPos::Center, left + width / 2),
            Align::Right => (HPos::Right, right),
        };
        let style = TextStyle::from(font).color(&colour).pos(Pos::new(side, VPos::Center));
        self.area.draw(&Text::new(words, (x, y), style)).map_err(error)?;
        Ok(true)
    }

    /// The width of a label.
    pub(super) fn width(&self, words: &str, size: f64, bold: bool) -> i32 {
        let style = if bold { FontStyle::Bold } else { FontStyle::Normal };
        let style = TextStyle::from(FontDesc::new(FontFamily::Name(&self.font), size, style));
        self.area.estimate_text_size(words, &style).map_or(0, |(width, _)| width as i32)
    }

    /// The lines below a chart, from the bottom up.
    pub(super) fn foot(&mut self, style: &Style) -> Result<(), Error> {
        let each = style.foot_height() / style.foot.len().max(1) as i32;
        for (i, line) in style.foot.iter().rev().enumerate() {
            let words = self.shorten(line, style.width as i32 - 2 * style.px(4.0), style.label(), false);
            let y = style.height as i32 - i as i32 * each - each / 2;
            self.label(&words, (style.px(4.0), y), Align::Left, style.label(), style.soft, false)?;
        }
        Ok(())
    }

    /// A label cut to a width, with an ellipsis.
    pub(super) fn shorten(&self, words: &str, most: i32, size: f64, bold: bool) -> String {
        let mut text = words.to_owned();
        while self.width(&text, size, bold) > most && text.chars().count() > 2 {
            text = text.chars().take(text.chars().count() - 2).collect::<String>() + "…";
        }
        text
    }
}

/// The lines of a hatching with that distance; rising from left to right, or falling.
fn slanted((x0, y0, x1, y1): Bounds, distance: i32, rising: bool) -> Vec<((i32, i32), (i32, i32))> {
    let (width, height) = (x1 - x0, y1 - y0);
    let mut lines = Vec::new();
    // The grid of lines is fixed to the paper, so that neighbouring boxes join.
    let first = (x0 - height).div_euclid(distance.max(2)) * distance.max(2);
    for start in (first..x1).step_by(distance.max(2) as usize) {
        // The line runs through (start, bottom) with a slope of one.
        let from = (x0 - start).max(0);
        let until = height.min(x1 - start);
        if from >= until || width <= 0 {
            continue;
        }
        let y = |along: i32| if rising { y1 - along } else { y0 + along };
        lines.push(((start + from, y(from)), (start + until, y(until))));
    }
    lines
}

fn touch(a: Bounds, b: Bounds, gap: i32) -> bool {
    a.0 < b.2 + gap && b.0 < a.2 + gap && a.1 < b.3 && b.1 < a.3
}

fn rgb([r, g, b]: Colour) -> RGBColor {
    RGBColor(r, g, b)
}

fn shade(colour: Colour, alpha: f64) -> RGBAColor {
    rgb(colour).mix(alpha)
}

fn error(error: DrawingAreaErrorKind<DrawError>) -> Error {
    Error::ours(Code::Drawing, error.to_string())
}
