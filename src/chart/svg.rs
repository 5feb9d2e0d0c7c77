//! A chart as SVG: the figure at home, in newsletters and in print.
//!
//! In: shapes and letters. Out: an element each, in plotters' own form; nothing of what can't be seen.
//! Text is measured by a table of widths, since there are no fonts here: letters of the Latin alphabet by their usual width,
//! wide scripts as squares, marks that stand above others as nothing. The alternative text goes with the picture.

use super::plotters_adapter::{DrawError, Letters, Stroke, Surface};
use super::{Chart, Locale, Scene, Style, draw};
use crate::base::{Error, decimal};
use crate::report::Report;
use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{BackendColor, BackendCoord};

/// A drawing and where things lie in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawn {
    /// The SVG document.
    pub svg: String,
    /// Where things lie.
    pub scene: Scene,
}

/// Draws a chart as SVG.
pub fn svg(chart: &dyn Chart, report: &Report, style: &Style, locale: &dyn Locale) -> Result<Drawn, Error> {
    let (width, height) = (style.width, style.height);
    let size = format!("width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\"");
    let head = format!("<svg {size} xmlns=\"http://www.w3.org/2000/svg\" role=\"img\">\n");
    let mut paper = Paper { size: (width, height), elements: String::new() };
    let scene = draw(chart, report, style, locale, &mut paper)?;
    let mut title = "<title>".to_owned() + &escape(&scene.alt) + "</title>\n";
    // Source and receipt go along as words, too, not as drawn letters alone.
    if !style.foot.is_empty() {
        title = title + "<desc>" + &escape(&style.foot.join(" ")) + "</desc>\n";
    }
    Ok(Drawn { svg: head + &title + &paper.elements + "</svg>\n", scene })
}

/// A surface of elements.
struct Paper {
    size: (u32, u32),
    elements: String,
}

impl Surface for Paper {
    fn size(&self) -> (u32, u32) {
        self.size
    }

    fn path(&mut self, points: &[BackendCoord], Stroke { color, width }: Stroke) -> Result<(), DrawError> {
        let Some((fill, opacity)) = seen(color) else { return Ok(()) };
        let points = list(points);
        self.elements += &format!(
            "<polyline fill=\"none\" {opacity} stroke=\"{fill}\" stroke-width=\"{width}\" points=\"{points}\"/>\n"
        );
        Ok(())
    }

    fn rect(&mut self, (x, y): BackendCoord, b: BackendCoord, stroke: Stroke, fill: bool) -> Result<(), DrawError> {
        let Some((color, opacity)) = seen(stroke.color) else { return Ok(()) };
        let (width, height, none) = (b.0 - x, b.1 - y, "none".to_owned());
        let (fill, stroke) = if fill { (color, none) } else { (none, color) };
        let place = format!("x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"");
        self.elements += &format!("<rect {place} {opacity} fill=\"{fill}\" stroke=\"{stroke}\"/>\n");
        Ok(())
    }

    fn polygon(&mut self, points: &[BackendCoord], stroke: Stroke) -> Result<(), DrawError> {
        let Some((fill, opacity)) = seen(stroke.color) else { return Ok(()) };
        let points = list(points);
        self.elements += &format!("<polygon {opacity} fill=\"{fill}\" points=\"{points}\"/>\n");
        Ok(())
    }

    fn text(&mut self, words: &str, (x, y): BackendCoord, letters: &Letters<'_>) -> Result<(), DrawError> {
        let Some((fill, opacity)) = seen(letters.color) else { return Ok(()) };
        let anchor = match letters.anchor.h_pos {
            HPos::Left => "start",
            HPos::Right => "end",
            HPos::Center => "middle",
        };
        let down = match letters.anchor.v_pos {
            VPos::Top => "0.76em",
            VPos::Center => "0.5ex",
            VPos::Bottom => "-0.5ex",
        };
        let (family, size) = (quoted(letters.family), decimal::text(letters.size));
        let font = format!("font-family=\"{family}\" font-size=\"{size}\"");
        let bold = if letters.bold { " font-weight=\"bold\"" } else { "" };
        let place = format!("x=\"{x}\" y=\"{y}\" dy=\"{down}\" text-anchor=\"{anchor}\"");
        self.elements +=
            &format!("<text {place} {font} {opacity} fill=\"{fill}\"{bold}>\n{}\n</text>\n", quoted(words));
        Ok(())
    }

    fn measure(&self, words: &str, letters: &Letters<'_>) -> f64 {
        width(words, letters)
    }
}

/// A colour and its opacity, where anything of it can be seen.
fn seen(BackendColor { rgb: (r, g, b), alpha }: BackendColor) -> Option<(String, String)> {
    (alpha != 0.0).then(|| (format!("#{r:02X}{g:02X}{b:02X}"), format!("opacity=\"{}\"", decimal::text(alpha))))
}

fn list(points: &[BackendCoord]) -> String {
    points.iter().map(|(x, y)| format!("{x},{y} ")).collect()
}

fn quoted(text: &str) -> String {
    escape(text).replace('\'', "&apos;")
}

/// Text of an element or an attribute, without what XML can't hold (XML 1.0 §2.2): a Report from elsewhere may hold any letter.
fn escape(text: &str) -> String {
    let is_held = |c: &char| matches!(c, ' '..='\u{fffd}' | '\u{10000}'.. | '\t' | '\n' | '\r');
    let text: String = text.chars().filter(is_held).collect();
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The width of a line of text, in thousandths of its height, by kinds of letters.
fn width(words: &str, letters: &Letters<'_>) -> f64 {
    let ems: f64 = words.chars().map(em).sum();
    ems * letters.size * if letters.bold { 1.07 } else { 1.0 }
}

fn em(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | '\'' | '.' | ',' | ':' | ';' | '|' | '!' => 0.28,
        ' ' | 't' | 'f' | 'r' | 'I' | '(' | ')' | '[' | ']' | '-' | '/' => 0.36,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '—' | '…' => 0.9,
        '0'..='9' | '$' | '–' | 'a'..='z' => 0.56,
        'A'..='Z' => 0.68,
        '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' => 0.0,
        '\u{600}'..='\u{6ff}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' => 0.55,
        '\u{900}'..='\u{97f}' => 0.62,
        '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' => 1.0,
        '\u{ff00}'..='\u{ffef}' => 1.0,
        _ => 0.62,
    }
}
