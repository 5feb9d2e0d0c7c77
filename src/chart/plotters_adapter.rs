//! One plotters backend for all charts, over any [`Surface`].
//!
//! In: what plotters draws. Out: the same calls on the surface. plotters' `DrawingBackend` is generic in its methods, so a
//! chart would be compiled once a backend; a surface is a plain trait object, so that it is compiled
//! once. A surface measures text itself: plotters' own way changes the page's body in a browser, and counts bytes natively.

use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontFamily,
    FontStyle, text_anchor::Pos,
};

/// A line or a fill.
#[derive(Clone, Copy)]
pub struct Stroke {
    /// Colour with its opacity.
    pub color: BackendColor,
    /// Width in device pixels.
    pub width: u32,
}

impl BackendStyle for Stroke {
    fn color(&self) -> BackendColor {
        self.color
    }

    fn stroke_width(&self) -> u32 {
        self.width
    }
}

/// Letters.
#[derive(Clone)]
pub struct Letters<'a> {
    /// Font family.
    pub family: &'a str,
    /// Height in device pixels.
    pub size: f64,
    /// Bold or not.
    pub bold: bool,
    /// Colour.
    pub color: BackendColor,
    /// Which point of the text stands at the place.
    pub anchor: Pos,
}

impl BackendTextStyle for Letters<'_> {
    type FontError = DrawError;

    fn color(&self) -> BackendColor {
        self.color
    }

    fn size(&self) -> f64 {
        self.size
    }

    fn style(&self) -> FontStyle {
        if self.bold { FontStyle::Bold } else { FontStyle::Normal }
    }

    fn anchor(&self) -> Pos {
        self.anchor
    }

    fn family(&self) -> FontFamily<'_> {
        FontFamily::Name(self.family)
    }

    fn layout_box(&self, _: &str) -> Result<((i32, i32), (i32, i32)), DrawError> {
        Err(DrawError("text is measured by the surface".to_owned()))
    }

    fn draw<E, F: FnMut(i32, i32, BackendColor) -> Result<(), E>>(
        &self,
        _: &str,
        _: BackendCoord,
        _: F,
    ) -> Result<Result<(), E>, DrawError> {
        Err(DrawError("text is drawn by the surface".to_owned()))
    }
}

/// What ended a drawing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrawError(pub String);

impl std::fmt::Display for DrawError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for DrawError {}

/// Something to draw on. Coordinates are device pixels.
pub trait Surface {
    /// Width and height.
    fn size(&self) -> (u32, u32);
    /// A line through points.
    fn path(&mut self, points: &[BackendCoord], stroke: Stroke) -> Result<(), DrawError>;
    /// A rectangle, filled or not.
    fn rect(&mut self, a: BackendCoord, b: BackendCoord, stroke: Stroke, fill: bool) -> Result<(), DrawError>;
    /// A filled shape.
    fn polygon(&mut self, points: &[BackendCoord], stroke: Stroke) -> Result<(), DrawError>;
    /// A line of text.
    fn text(&mut self, words: &str, at: BackendCoord, letters: &Letters<'_>) -> Result<(), DrawError>;
    /// The width of a line of text.
    fn measure(&self, words: &str, letters: &Letters<'_>) -> f64;
}

/// The one plotters backend that charts draw with.
pub(super) struct PlottersAdapter<'a> {
    pub(super) surface: &'a mut dyn Surface,
}

impl DrawingBackend for PlottersAdapter<'_> {
    type ErrorType = DrawError;

    fn get_size(&self) -> (u32, u32) {
        self.surface.size()
    }

    fn ensure_prepared(&mut self) -> Result<(), DrawingErrorKind<DrawError>> {
        Ok(())
    }

    fn present(&mut self) -> Result<(), DrawingErrorKind<DrawError>> {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, color: BackendColor) -> Result<(), DrawingErrorKind<DrawError>> {
        self.surface.rect((x, y), (x + 1, y + 1), Stroke { color, width: 1 }, true).map_err(kind)
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Result<(), DrawingErrorKind<DrawError>> {
        self.surface.path(&[from, to], stroke(style)).map_err(kind)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        a: BackendCoord,
        b: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Result<(), DrawingErrorKind<DrawError>> {
        self.surface.rect(a, b, stroke(style), fill).map_err(kind)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Result<(), DrawingErrorKind<DrawError>> {
        let points: Vec<BackendCoord> = path.into_iter().collect();
        self.surface.path(&points, stroke(style)).map_err(kind)
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        vert: I,
        style: &S,
    ) -> Result<(), DrawingErrorKind<DrawError>> {
        let points: Vec<BackendCoord> = vert.into_iter().collect();
        self.surface.polygon(&points, stroke(style)).map_err(kind)
    }

    fn draw_text<T: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &T,
        pos: BackendCoord,
    ) -> Result<(), DrawingErrorKind<DrawError>> {
        self.surface.text(text, pos, &letters(style)).map_err(kind)
    }

    fn estimate_text_size<T: BackendTextStyle>(
        &self,
        text: &str,
        style: &T,
    ) -> Result<(u32, u32), DrawingErrorKind<DrawError>> {
        let letters = letters(style);
        Ok((self.surface.measure(text, &letters).ceil() as u32, letters.size.ceil() as u32))
    }
}

fn stroke<S: BackendStyle>(style: &S) -> Stroke {
    Stroke { color: style.color(), width: style.stroke_width() }
}

fn letters<T: BackendTextStyle>(style: &T) -> Letters<'_> {
    let family = match style.family() {
        FontFamily::Name(name) => name,
        FontFamily::Serif => "serif",
        FontFamily::Monospace => "monospace",
        FontFamily::SansSerif => "sans-serif",
    };
    let bold = matches!(style.style(), FontStyle::Bold);
    Letters { family, size: style.size(), bold, color: style.color(), anchor: style.anchor() }
}

fn kind(error: DrawError) -> DrawingErrorKind<DrawError> {
    DrawingErrorKind::DrawingError(error)
}
