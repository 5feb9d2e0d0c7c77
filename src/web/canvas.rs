//! The canvas of the page as a surface for charts: plotters-canvas draws, the browser's `measureText` measures.
//!
//! In: an `HTMLCanvasElement` sized in device pixels. Out: a [`Surface`]. plotters' own way of measuring would put an
//! element into the host's body, so it is never used. Text runs left to right in coordinates whatever the page's direction.

use crate::base::Error;
use crate::chart::{Letters, Over, Surface};
use plotters_canvas::CanvasBackend;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

/// A cleared surface on the canvas.
pub(super) fn surface(canvas: HtmlCanvasElement) -> Result<impl Surface, Error> {
    let none = || Error::ask("no-canvas", "The canvas gives no context to draw on.", "Give a canvas without one yet.");
    let context = canvas.get_context("2d").ok().flatten().ok_or_else(none)?;
    let context: CanvasRenderingContext2d = context.dyn_into().map_err(|_| none())?;
    context.clear_rect(0.0, 0.0, f64::from(canvas.width()), f64::from(canvas.height()));
    // A detached canvas has no direction of its own.
    let set = web_sys::js_sys::Reflect::set(&context, &JsValue::from_str("direction"), &JsValue::from_str("ltr"));
    set.map_err(|_| none())?;
    let backend = CanvasBackend::with_canvas_object(canvas).ok_or_else(none)?;
    // CanvasBackend takes a size as it is.
    Ok(Over::new(backend, move |words: &str, letters: &Letters<'_>| measure(&context, words, letters), 1.0))
}

fn measure(context: &CanvasRenderingContext2d, words: &str, letters: &Letters<'_>) -> f64 {
    let weight = if letters.bold { "bold" } else { "normal" };
    // Whole pixels: text never needs a float's digits here.
    context.set_font(&format!("{weight} {}px {}", letters.size.ceil() as u32, letters.family));
    context.measure_text(words).map_or(0.0, |metrics| metrics.width())
}
