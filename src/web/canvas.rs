//! The canvas of the page as a surface for charts: plotters' own canvas backend, and what it does otherwise than a page needs.
//!
//! In: the context of a cleared canvas. Out: a [`Surface`]. plotters-canvas draws paths, shapes and letters. Three things are
//! done here: text is measured by the canvas (plotters would put an element into the host's body for it), the direction is
//! left to right whatever the page's, and filled rectangles, of which a dense series has one for each column of pixels, set
//! their colour only where it is another than before.

use crate::base::{Code, Error, decimal};
use crate::chart::{DrawError, Letters, Stroke, Surface};
use plotters_backend::{BackendColor, BackendCoord, DrawingBackend, DrawingErrorKind};
use plotters_canvas::CanvasBackend;
use std::cell::RefCell;
use wasm_bindgen::JsValue;
use web_sys::CanvasRenderingContext2d;
use web_sys::js_sys::Reflect;

/// A surface on a canvas.
pub(super) struct PageCanvas {
    backend: CanvasBackend,
    context: CanvasRenderingContext2d,
    /// The colour that rectangles are filled with, until the backend sets another one.
    filled: Option<BackendColor>,
    /// The font that text was measured with, until the backend sets another one.
    measured: RefCell<String>,
}

impl PageCanvas {
    /// Takes the context of a cleared canvas.
    pub(super) fn new(context: CanvasRenderingContext2d) -> Result<PageCanvas, Error> {
        let backend = context.canvas().and_then(CanvasBackend::with_canvas_object);
        let backend = backend.ok_or_else(|| Error::ours(Code::Drawing, "The canvas gives no context."))?;
        // Without it a canvas on a page from right to left would mirror where labels begin.
        let _ = Reflect::set(&context, &JsValue::from_str("direction"), &JsValue::from_str("ltr"));
        Ok(PageCanvas { backend, context, filled: None, measured: RefCell::default() })
    }
}

impl Surface for PageCanvas {
    fn size(&self) -> (u32, u32) {
        self.backend.get_size()
    }

    fn path(&mut self, points: &[BackendCoord], stroke: Stroke) -> Result<(), DrawError> {
        self.backend.draw_path(points.iter().copied(), &stroke).map_err(drawing)
    }

    fn rect(&mut self, a: BackendCoord, b: BackendCoord, stroke: Stroke, fill: bool) -> Result<(), DrawError> {
        if !fill {
            return self.backend.draw_rect(a, b, &stroke, false).map_err(drawing);
        }
        let BackendColor { rgb: (red, green, blue), alpha } = stroke.color;
        if alpha == 0.0 {
            return Ok(());
        }
        let same = self.filled.is_some_and(|now| (now.rgb, now.alpha) == (stroke.color.rgb, alpha));
        if !same {
            self.context.set_fill_style_str(&format!("rgba({red},{green},{blue},{})", decimal::text(alpha)));
            self.filled = Some(stroke.color);
        }
        let [x, y, width, height] = [a.0, a.1, b.0 - a.0, b.1 - a.1].map(f64::from);
        self.context.fill_rect(x, y, width, height);
        Ok(())
    }

    fn polygon(&mut self, points: &[BackendCoord], stroke: Stroke) -> Result<(), DrawError> {
        self.filled = None;
        self.backend.fill_polygon(points.iter().copied(), &stroke).map_err(drawing)
    }

    fn text(&mut self, words: &str, at: BackendCoord, letters: &Letters<'_>) -> Result<(), DrawError> {
        self.filled = None;
        self.measured.borrow_mut().clear();
        self.backend.draw_text(words, letters, at).map_err(drawing)
    }

    fn measure(&self, words: &str, letters: &Letters<'_>) -> f64 {
        let weight = if letters.bold { "bold" } else { "normal" };
        let font = format!("{weight} {}px {}", decimal::text(letters.size), letters.family);
        if *self.measured.borrow() != font {
            self.context.set_font(&font);
            self.measured.replace(font);
        }
        self.context.measure_text(words).map_or(0.0, |metrics| metrics.width())
    }
}

fn drawing<E: std::error::Error + Send + Sync>(error: DrawingErrorKind<E>) -> DrawError {
    DrawError(error.to_string())
}
