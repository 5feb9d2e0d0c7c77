//! A Report in the page's own instance: what is drawn and saved of it, without the series.
//!
//! In: a Report as a plain object, the context of a canvas, a style, a locale. Out: ink and its scene, SVG, CSV. Refused: an object that is
//! no Report or no style, a chart that does not exist. Texts cross as values of the page: a `String` would bring code for
//! freeing it into the border of every method.

use super::canvas::surface;
use super::cross::{plain, refused};
use super::locale::JsLocale;
use super::seen::{self, Seen};
use crate::chart::{chart, draw, svg};
use crate::report::{Report, to_csv};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::CanvasRenderingContext2d;
use web_sys::js_sys::Function;

/// One Report, ready to be drawn.
#[wasm_bindgen]
pub struct Painter {
    report: Report,
}

#[wasm_bindgen]
impl Painter {
    /// Takes a Report.
    #[wasm_bindgen(constructor)]
    pub fn new(report: JsValue) -> Result<Painter, JsValue> {
        Ok(Painter { report: seen::report(report)? })
    }

    /// The height in css pixels that a chart wants at a width.
    pub fn height(&self, id: &str, width: f64) -> Result<f64, JsValue> {
        Ok(chart(id).map_err(|error| refused(&error))?.height(&self.report, width))
    }

    /// Draws a chart on a cleared canvas of the style's size; gives its scene.
    pub fn draw(
        &self,
        id: &str,
        context: CanvasRenderingContext2d,
        style: JsValue,
        locale: &Function,
    ) -> Result<JsValue, JsValue> {
        let style = seen::style(&Seen(style));
        let drawn = chart(id).and_then(|chart| {
            let mut surface = surface(context, (style.width, style.height));
            draw(chart, &self.report, &style, &JsLocale(locale), &mut surface)
        });
        plain(&drawn.map_err(|error| refused(&error))?)
    }

    /// Draws a chart as SVG.
    pub fn svg(&self, id: &str, style: JsValue, locale: &Function) -> Result<JsValue, JsValue> {
        let style = seen::style(&Seen(style));
        let drawn = chart(id).and_then(|chart| svg(chart, &self.report, &style, &JsLocale(locale)));
        Ok(drawn.map_err(|error| refused(&error))?.svg.into())
    }

    /// Its outages as CSV.
    pub fn csv(&self) -> JsValue {
        to_csv(&self.report).into()
    }
}
