//! A chart as SVG, by plotters' own SVG backend: the figure at home, in newsletters and in print.
//!
//! Text is measured by a table of widths, since there are no fonts here: letters of the Latin alphabet by their usual width,
//! wide scripts as squares, marks that stand above others as nothing. The alternative text goes with the picture.

use super::pen::{Letters, Over};
use super::{Chart, Look, Scene, Voice, draw};
use crate::base::Error;
use crate::report::Report;
use plotters::backend::SVGBackend;

/// A drawing and where things lie in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawn {
    /// The SVG document.
    pub svg: String,
    /// Where things lie.
    pub scene: Scene,
}

/// Draws a chart as SVG.
pub fn svg(chart: &dyn Chart, report: &Report, look: &Look, voice: &dyn Voice) -> Result<Drawn, Error> {
    let mut svg = String::new();
    let scene = {
        let backend = SVGBackend::with_string(&mut svg, (look.width, look.height));
        let mut surface = Over::new(backend, width, 1.24);
        draw(chart, report, look, voice, &mut surface)?
    };
    let mut title = " role=\"img\">\n<title>".to_owned() + &escape(&scene.alt) + "</title>";
    // Source and receipt go along as words, too, not as drawn letters alone.
    if !look.foot.is_empty() {
        title = title + "\n<desc>" + &escape(&look.foot.join(" ")) + "</desc>";
    }
    if let Some(end) = svg.find('>') {
        svg.replace_range(end..=end, &title);
    }
    Ok(Drawn { svg, scene })
}

fn escape(text: &str) -> String {
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
