//! The canvas of the page as a surface for charts; the browser's `measureText` measures.
//!
//! In: the context of a cleared canvas, left to right whatever the page's direction, and its size in device pixels. Out: a
//! [`Surface`]. plotters' own way of measuring would put an element into the host's body, so it is never used.

use crate::base::decimal;
use crate::chart::{DrawError, Letters, Stroke, Surface};
use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{BackendColor, BackendCoord};
use std::cell::RefCell;
use web_sys::CanvasRenderingContext2d;

/// A surface on a canvas.
pub(super) fn surface(context: CanvasRenderingContext2d, size: (u32, u32)) -> impl Surface {
    Screen { context, size, filled: None, stroked: None, lettered: RefCell::default() }
}

/// Red, green, blue and opacity.
type Shade = ((u8, u8, u8), f64);

struct Screen {
    context: CanvasRenderingContext2d,
    size: (u32, u32),
    // What the context holds already: a browser reads a colour or a font longer than it draws a bar.
    filled: Option<Shade>,
    stroked: Option<Shade>,
    lettered: RefCell<String>,
}

impl Screen {
    /// Begins a shape along points.
    fn along(&self, points: &[BackendCoord]) {
        self.context.begin_path();
        for (i, (x, y)) in points.iter().enumerate() {
            let (x, y) = (f64::from(*x), f64::from(*y));
            if i == 0 { self.context.move_to(x, y) } else { self.context.line_to(x, y) }
        }
    }

    fn fill(&mut self, color: BackendColor) {
        if let Some(colour) = fresh(&mut self.filled, color) {
            self.context.set_fill_style_str(&colour);
        }
    }

    fn stroke(&mut self, stroke: Stroke) {
        if let Some(colour) = fresh(&mut self.stroked, stroke.color) {
            self.context.set_stroke_style_str(&colour);
        }
        self.context.set_line_width(f64::from(stroke.width));
    }

    fn font(&self, letters: &Letters<'_>, size: f64) {
        let weight = if letters.bold { "bold" } else { "normal" };
        let font = format!("{weight} {}px {}", decimal::text(size), letters.family);
        if *self.lettered.borrow() != font {
            self.context.set_font(&font);
            self.lettered.replace(font);
        }
    }
}

impl Surface for Screen {
    fn size(&self) -> (u32, u32) {
        self.size
    }

    fn path(&mut self, points: &[BackendCoord], stroke: Stroke) -> Result<(), DrawError> {
        if stroke.color.alpha != 0.0 {
            self.stroke(stroke);
            self.along(points);
            self.context.stroke();
        }
        Ok(())
    }

    fn rect(&mut self, a: BackendCoord, b: BackendCoord, stroke: Stroke, fill: bool) -> Result<(), DrawError> {
        if !fill {
            return self.path(&[a, (b.0, a.1), b, (a.0, b.1), a], stroke);
        }
        if stroke.color.alpha != 0.0 {
            let [x, y, width, height] = [a.0, a.1, b.0 - a.0, b.1 - a.1].map(f64::from);
            self.fill(stroke.color);
            self.context.fill_rect(x, y, width, height);
        }
        Ok(())
    }

    fn polygon(&mut self, points: &[BackendCoord], stroke: Stroke) -> Result<(), DrawError> {
        if stroke.color.alpha != 0.0 {
            self.fill(stroke.color);
            self.along(points);
            self.context.close_path();
            self.context.fill();
        }
        Ok(())
    }

    fn text(&mut self, words: &str, at: BackendCoord, letters: &Letters<'_>) -> Result<(), DrawError> {
        if letters.color.alpha == 0.0 {
            return Ok(());
        }
        self.context.set_text_baseline(match letters.anchor.v_pos {
            VPos::Top => "top",
            VPos::Center => "middle",
            VPos::Bottom => "bottom",
        });
        self.context.set_text_align(match letters.anchor.h_pos {
            HPos::Left => "start",
            HPos::Right => "end",
            HPos::Center => "center",
        });
        self.fill(letters.color);
        self.font(letters, letters.size);
        let drawn = self.context.fill_text(words, f64::from(at.0), f64::from(at.1));
        drawn.map_err(|_| DrawError("the canvas takes no text".to_owned()))
    }

    fn measure(&self, words: &str, letters: &Letters<'_>) -> f64 {
        // Whole pixels: text never needs a float's digits here.
        self.font(letters, letters.size.ceil());
        self.context.measure_text(words).map_or(0.0, |metrics| metrics.width())
    }
}

/// A colour as the canvas reads it, where it is another than before.
fn fresh(before: &mut Option<Shade>, BackendColor { rgb, alpha }: BackendColor) -> Option<String> {
    let (r, g, b) = rgb;
    (before.replace((rgb, alpha)) != Some((rgb, alpha))).then(|| format!("rgba({r},{g},{b},{})", decimal::text(alpha)))
}
