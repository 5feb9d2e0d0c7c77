//! The time axis: ticks in UTC below a plot, and the local clock below that.

use super::canvas::{Align, Canvas};
use super::locale::{Grain, Locale};
use super::{Plot, Style, ticks};
use crate::base::Error;
use crate::base::time::Millis;

/// Ticks below the last row: UTC, and the local clock below that.
pub(super) fn time_axis(plot: &Plot, style: &Style, locale: &dyn Locale, canvas: &mut Canvas<'_>) -> Result<(), Error> {
    let most = (f64::from(plot.width) / style.ratio / 74.0).max(2.0) as usize;
    let bottom = plot.y + plot.height;
    let ticks = ticks::time(plot.from as Millis, plot.until as Millis, most);
    let coarse = ticks.iter().all(|(_, grain)| matches!(grain, Grain::Month | Grain::Year));
    for (below, utc) in [(16.0, true), (33.0, false)] {
        let y = bottom + style.px(below);
        let mut name = locale.word(if utc { "utc" } else { "local" });
        if name.is_empty() || (coarse && !utc) {
            continue;
        }
        let words = |(at, grain): &(Millis, Grain)| {
            let at = *at as f64;
            if utc { locale.tick(at, *grain) } else { locale.local(at, Grain::Clock) }
        };
        let mut words: Vec<String> = ticks.iter().map(words).collect();
        // Where it is the same hour at every midnight, it stands once, beside the name.
        if !utc && words.len() > 1 && words.iter().all(|hour| Some(hour) == words.first()) {
            name = format!("{name} {}", words.first().map_or("", String::as_str));
            words.clear();
        }
        canvas.label(&name, (style.px(4.0), y), Align::Left, style.label(), style.soft, false)?;
        let beside = style.px(12.0) + canvas.width(&name, style.label(), false);
        for ((at, _), words) in ticks.iter().zip(&words) {
            let share = (*at as f64 - plot.from) / (plot.until - plot.from);
            let x = plot.x + (share * f64::from(plot.width)).round() as i32;
            if x - canvas.width(words, style.label(), false) / 2 < beside {
                continue;
            }
            if canvas.label(words, (x, y), Align::Middle, style.label(), style.soft, false)? && utc {
                canvas.rect((x, bottom, x + style.px(1.0), bottom + style.px(4.0)), style.soft, 1.0)?;
            }
        }
    }
    Ok(())
}
