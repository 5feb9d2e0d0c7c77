//! A Report in the page's own instance: what is drawn and saved of it, without the series.
//!
//! In: a Report as a plain object, the context of a canvas, a style, a locale. Out: a picture and its scene, SVG, CSV. Refused:
//! an object that is no Report or lies, one that is no style, a chart that does not exist. Texts cross as values of the page:
//! a `String` would bring code for freeing it into the border of every method.

use super::canvas::PageCanvas;
use super::js_value::{from_page, refused, report_from_page, to_page};
use super::locale::JsLocale;
use crate::base::{Code, Error};
use crate::chart::{self, Style, chart};
use crate::report::{self, Report};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::CanvasRenderingContext2d;
use web_sys::js_sys::{Array, Function};

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
        Ok(Painter { report: report_from_page(report).map_err(|error| refused(&error))? })
    }

    /// Takes several Reports, for the chart that draws them beside each other.
    pub fn beside(reports: Array) -> Result<Painter, JsValue> {
        let all: Result<Vec<Report>, Error> = reports.iter().map(report_from_page).collect();
        Ok(Painter { report: report::beside(all.map_err(|error| refused(&error))?) })
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
        let drawn = chart(id).and_then(|chart| {
            let style = style_of(style)?;
            chart::draw(chart, &self.report, &style, &JsLocale(locale), &mut PageCanvas::new(context)?)
        });
        to_page(&drawn.map_err(|error| refused(&error))?)
    }

    /// Draws a chart as SVG.
    pub fn svg(&self, id: &str, style: JsValue, locale: &Function) -> Result<JsValue, JsValue> {
        let drawn = chart(id).and_then(|chart| chart::svg(chart, &self.report, &style_of(style)?, &JsLocale(locale)));
        Ok(drawn.map_err(|error| refused(&error))?.svg.into())
    }

    /// Its outages as CSV.
    pub fn csv(&self) -> JsValue {
        report::to_csv(&self.report).into()
    }
}

fn style_of(object: JsValue) -> Result<Style, Error> {
    from_page(object, Code::Drawing, "a style as the page makes one")
}
