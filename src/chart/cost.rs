//! The cost: every model's range on one logarithmic axis, against the GDP normally made in that time.
//!
//! Published models and ours differ by colour and by shape (a plain bar, a bar with open ends hatched); each has a tick at
//! its central value. Models are never joined into one number.

use super::sheet::{Align, Sheet};
use super::ticks;
use super::voice::Voice;
use super::{About, Chart, Look, Scene};
use crate::base::Error;
use crate::base::num::log10;
use crate::report::{Estimate, Mode, Priced, Report};

static ABOUT: About = About { id: "cost", name: "What it cost, by model" };

const ROW: f64 = 40.0;
const HEAD: f64 = 24.0;
const FOOT: f64 = 26.0;

/// The chart.
#[derive(Debug)]
pub(super) struct Cost;

impl Chart for Cost {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn height(&self, report: &Report, _width: f64) -> f64 {
        let rows = estimate(report, None).map_or(1, |cost| priced(cost).count().max(1));
        rows as f64 * ROW + HEAD + FOOT
    }

    fn draw(&self, report: &Report, look: &Look, voice: &dyn Voice, sheet: &mut Sheet<'_>) -> Result<Scene, Error> {
        sheet.paper()?;
        let Some(cost) = estimate(report, look.selected.as_deref()) else {
            let middle = ((look.width / 2) as i32, (look.height / 2) as i32);
            sheet.label(&voice.word("no-price"), middle, Align::Middle, look.label(), look.soft, false)?;
            return Ok(Scene { alt: voice.word("no-price"), plots: Vec::new() });
        };
        let rows: Vec<(&Priced, [f64; 3])> = priced(cost).collect();
        let ends = rows.iter().flat_map(|(_, range)| [range[0], range[2]]);
        let ends = ends.chain([cost.ceiling_usd.low, cost.ceiling_usd.high]).filter(|usd| *usd > 0.0);
        let (low, high) = ends.fold((f64::INFINITY, 0.0f64), |(low, high), usd| (low.min(usd), high.max(usd)));
        let powers = ticks::powers(if low.is_finite() { low } else { 1.0 }, high);
        let axis = Axis {
            left: look.px(10.0),
            right: look.width as i32 - look.px(10.0),
            low: powers.first().copied().map_or(0.0, log10),
            high: powers.last().copied().map_or(1.0, log10),
        };
        let bottom = look.height as i32 - look.px(FOOT);
        axis.draw(&powers, bottom, look, voice, sheet)?;
        ceiling(cost, &axis, bottom, look, voice, sheet)?;
        for (i, (model, range)) in rows.iter().enumerate() {
            row(model, *range, &axis, HEAD + i as f64 * ROW, look, voice, sheet)?;
        }
        Ok(Scene { alt: alt(cost, &rows, voice), plots: Vec::new() })
    }
}

/// The price of the chosen outage, otherwise of all.
fn estimate<'a>(report: &'a Report, selected: Option<&str>) -> Option<&'a Estimate> {
    let id = selected.or(report.selected.as_deref());
    let chosen = report.outages.iter().find(|outage| Some(outage.id.as_str()) == id);
    chosen.and_then(|outage| outage.cost.as_ref()).or(report.cost.as_ref())
}

fn priced(cost: &Estimate) -> impl Iterator<Item = (&Priced, [f64; 3])> {
    let shown = cost.models.iter().filter(|model| model.id != "ceiling");
    shown.filter_map(|model| Some((model, [model.low?, model.central?, model.high?])))
}

/// The money axis.
struct Axis {
    left: i32,
    right: i32,
    low: f64,
    high: f64,
}

impl Axis {
    fn x(&self, usd: f64) -> i32 {
        let share = ((log10(usd.max(1e-9)) - self.low) / (self.high - self.low)).clamp(0.0, 1.0);
        self.left + (share * f64::from(self.right - self.left)).round() as i32
    }

    fn draw(
        &self,
        powers: &[f64],
        bottom: i32,
        look: &Look,
        voice: &dyn Voice,
        sheet: &mut Sheet<'_>,
    ) -> Result<(), Error> {
        for usd in powers {
            let x = self.x(*usd);
            sheet.rect((x, look.px(HEAD), x + look.px(1.0), bottom), look.line, 1.0)?;
            let at = (x, bottom + look.px(13.0));
            sheet.label(&voice.money(*usd), at, Align::Middle, look.label(), look.soft, false)?;
        }
        Ok(())
    }
}

fn ceiling(
    cost: &Estimate,
    axis: &Axis,
    bottom: i32,
    look: &Look,
    voice: &dyn Voice,
    sheet: &mut Sheet<'_>,
) -> Result<(), Error> {
    let range = cost.ceiling_usd;
    let (left, right) = (axis.x(range.low), axis.x(range.high).max(axis.x(range.low) + look.px(2.0)));
    sheet.rect((left, look.px(HEAD), right, bottom), look.soft, 0.28)?;
    let at = (right, look.px(11.0));
    sheet.label(&voice.word("ceiling"), at, Align::Right, look.label(), look.soft, false)?;
    Ok(())
}

fn row(
    model: &Priced,
    [low, central, high]: [f64; 3],
    axis: &Axis,
    top: f64,
    look: &Look,
    voice: &dyn Voice,
    sheet: &mut Sheet<'_>,
) -> Result<(), Error> {
    let ours = model.mode == Mode::Ours;
    let colour = if ours { look.outage } else { look.accent };
    let middle = look.px(top + 11.0);
    let name = voice.word(&format!("model-{}", model.id));
    sheet.label(&name, (axis.left, middle), Align::Left, look.label(), look.ink, true)?;
    let (from, until) = (voice.money(low), voice.money(high));
    let range = if from == until { from } else { format!("{from} – {until}") };
    sheet.label(&range, (axis.right, middle), Align::Right, look.label(), look.ink, false)?;
    let (left, right) = (axis.x(low), axis.x(high).max(axis.x(low) + look.px(3.0)));
    let bar = (left, look.px(top + 21.0), right, look.px(top + 33.0));
    sheet.rect(bar, colour, if ours { 0.45 } else { 0.85 })?;
    if ours {
        sheet.hatch(bar, true, look.paper, 0.7)?;
    }
    let x = axis.x(central);
    sheet.rect((x - look.px(1.0), look.px(top + 18.0), x + look.px(1.5), look.px(top + 36.0)), look.ink, 1.0)
}

fn alt(cost: &Estimate, rows: &[(&Priced, [f64; 3])], voice: &dyn Voice) -> String {
    let line = |name: String, low: f64, high: f64| format!("{name}: {} – {}", voice.money(low), voice.money(high));
    let models =
        rows.iter().map(|(model, [low, _, high])| line(voice.word(&format!("model-{}", model.id)), *low, *high));
    let top = line(voice.word("ceiling"), cost.ceiling_usd.low, cost.ceiling_usd.high);
    models.chain([top]).collect::<Vec<_>>().join("; ")
}
