//! Peers: the same outage, at the same local hours, in countries near in GDP per head and in people.
//!
//! In: the peers of an [`Estimate`]. Out: a row a country, our range as a bar and the usual calculator's value as a square.
//! The country itself stands first. Its ceiling is not drawn: each country has another.

use super::locale::Locale;
use super::money::{Axis, Bar, FOOT, HEAD, ROW, Shape, between, estimate, square};
use super::sheet::{Align, Sheet};
use super::{About, Chart, Look, Scene};
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

    fn draw(&self, report: &Report, look: &Look, locale: &dyn Locale, sheet: &mut Sheet<'_>) -> Result<Scene, Error> {
        sheet.paper()?;
        let rows = estimate(report, look.selected.as_deref()).map(|cost| bars(cost, locale)).unwrap_or_default();
        if rows.is_empty() {
            let middle = ((look.width / 2) as i32, (look.height / 2) as i32);
            sheet.label(&locale.word("no-price"), middle, Align::Middle, look.label(), look.soft, false)?;
            return Ok(Scene { alt: locale.word("no-price"), plots: Vec::new() });
        }
        legend(look, locale, sheet)?;
        let ends = rows.iter().flat_map(|bar| [Some(bar.range[0]), Some(bar.range[2]), bar.beside]).flatten();
        let axis = Axis::draw(ends, look, locale, sheet)?;
        for (i, bar) in rows.iter().enumerate() {
            axis.bar(bar, HEAD + i as f64 * ROW, look, locale, sheet)?;
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
fn legend(look: &Look, locale: &dyn Locale, sheet: &mut Sheet<'_>) -> Result<(), Error> {
    let (y, mut x) = (look.px(11.0), look.px(16.0));
    for (word, ours) in [("model-cost-tool", false), ("model-lens", true)] {
        let words = locale.word(word);
        let width = sheet.width(&words, look.label(), false);
        if x + look.px(14.0) + width > look.width as i32 {
            break;
        }
        if ours {
            let bounds = (x - look.px(6.0), y - look.px(5.0), x + look.px(10.0), y + look.px(5.0));
            sheet.rect(bounds, look.outage, 0.45)?;
            sheet.hatch(bounds, true, look.paper, 0.7)?;
        } else {
            square((x, y), look, sheet)?;
        }
        let from = x + look.px(if ours { 18.0 } else { 12.0 });
        sheet.label(&words, (from, y), Align::Left, look.label(), look.soft, false)?;
        x = from + width + look.px(24.0);
    }
    Ok(())
}
