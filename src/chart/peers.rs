//! Peers: the same outage, at the same local hours, in countries near in GDP per head and in people.
//!
//! In: the peers of an [`Estimate`]. Out: a row a country, our range as a bar and the usual calculator's value as a square.
//! The country itself stands first. Its ceiling is not drawn: each country has another.

use super::canvas::{Align, Canvas};
use super::locale::Locale;
use super::money::{Axis, Bar, FOOT, HEAD, ROW, Shape, between, estimate, square};
use super::{About, Chart, Scene, Style, nothing};
use crate::base::Error;
use crate::report::{Estimate, Report};

static ABOUT: About = About { id: "peers", name: "The same outage in similar countries" };

/// The chart.
#[derive(Debug)]
pub(super) struct Peers;

impl Chart for Peers {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn height(&self, report: &Report, _width: f64) -> f64 {
        let rows = estimate(report, None).map_or(1, |cost| cost.peers.len() + 1);
        rows as f64 * ROW + HEAD + FOOT
    }

    fn draw(
        &self,
        report: &Report,
        style: &Style,
        locale: &dyn Locale,
        canvas: &mut Canvas<'_>,
    ) -> Result<Scene, Error> {
        canvas.paper()?;
        let rows = estimate(report, style.selected.as_deref()).map(|cost| bars(cost, locale)).unwrap_or_default();
        if rows.is_empty() {
            return nothing("no-price", style, locale, canvas);
        }
        legend(style, locale, canvas)?;
        let ends = rows.iter().flat_map(|bar| [Some(bar.range[0]), Some(bar.range[2]), bar.beside]).flatten();
        let axis = Axis::draw(ends, style, locale, canvas)?;
        for (i, bar) in rows.iter().enumerate() {
            axis.bar(bar, HEAD + i as f64 * ROW, style, locale, canvas)?;
        }
        let (usual, ours) = (locale.word("model-cost-tool"), locale.word("model-lens"));
        let line = |bar: &Bar| {
            let beside = bar.beside.map_or(String::new(), |usd| format!(", {usual}: {}", locale.money(usd)));
            format!("{} – {ours}: {}{beside}", bar.name, between(bar.range[0], bar.range[2], locale))
        };
        Ok(Scene { alt: rows.iter().map(line).collect::<Vec<_>>().join("; "), plots: Vec::new() })
    }
}

/// The country itself, then its peers; none where there is no price of ours or no peer.
fn bars(cost: &Estimate, locale: &dyn Locale) -> Vec<Bar> {
    let find = |id: &str| cost.models.iter().find(|model| model.id == id);
    let own = find("lens").and_then(|model| Some([model.low?, model.central?, model.high?]));
    let (Some(range), false) = (own, cost.peers.is_empty()) else { return Vec::new() };
    let beside = find("cost-tool").and_then(|model| model.central);
    let own = Bar { name: locale.country(&cost.country), range, shape: Shape::Ours, beside };
    let peers = cost.peers.iter().map(|peer| Bar {
        name: locale.country(&peer.country),
        range: [peer.ours.low, peer.ours.central, peer.ours.high],
        shape: Shape::Ours,
        beside: Some(peer.usual_usd),
    });
    [own].into_iter().chain(peers).collect()
}

/// What the square and the bar are.
fn legend(style: &Style, locale: &dyn Locale, canvas: &mut Canvas<'_>) -> Result<(), Error> {
    let (y, mut x) = (style.px(11.0), style.px(16.0));
    for (word, ours) in [("model-cost-tool", false), ("model-lens", true)] {
        let words = locale.word(word);
        let width = canvas.width(&words, style.label(), false);
        if x + style.px(14.0) + width > style.width as i32 {
            break;
        }
        if ours {
            let bounds = (x - style.px(6.0), y - style.px(5.0), x + style.px(10.0), y + style.px(5.0));
            canvas.rect(bounds, style.outage, 0.45)?;
            canvas.hatch(bounds, true, style.paper, 0.7)?;
        } else {
            square((x, y), style, canvas)?;
        }
        let from = x + style.px(if ours { 18.0 } else { 12.0 });
        canvas.label(&words, (from, y), Align::Left, style.label(), style.soft, false)?;
        x = from + width + style.px(24.0);
    }
    Ok(())
}
