//! The cost: every model's range on one logarithmic axis, against the GDP normally made in that time.
//!
//! Models are never joined into one number. Figures that others published stand apart from them, as marks. Below stand the assumptions that decide most: our model with that one
//! assumption at its low and at its high end, the rest as they are.

use super::canvas::Canvas;
use super::locale::Locale;
use super::money::{Axis, Bar, FOOT, HEAD, ROW, Shape, between, estimate};
use super::{About, Chart, Scene, Style, nothing};
use crate::base::Error;
use crate::report::{Claim, Estimate, Mode, Report, Sensitivity};

static ABOUT: About = About { id: "cost", name: "What it cost, by model" };

/// Assumptions that are shown.
const ASSUMPTIONS: usize = 4;
/// Height of the line above them, in css pixels.
const TITLE: f64 = 26.0;

/// The chart.
#[derive(Debug)]
pub(super) struct Cost;

impl Chart for Cost {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn height(&self, report: &Report, _width: f64) -> f64 {
        let cost = estimate(report, None);
        let rows = cost.map_or(1, |cost| cost.models.iter().filter(|model| shown(model).is_some()).count().max(1));
        let below = cost.map_or([0, 0], |cost| [cost.claims.len(), assumed(cost).count()]);
        let titles = below.iter().filter(|rows| **rows > 0).count() as f64 * TITLE;
        (rows + below.iter().sum::<usize>()) as f64 * ROW + titles + HEAD + FOOT
    }

    fn draw(
        &self,
        report: &Report,
        style: &Style,
        locale: &dyn Locale,
        canvas: &mut Canvas<'_>,
    ) -> Result<Scene, Error> {
        canvas.paper()?;
        let Some(cost) = estimate(report, style.selected.as_deref()) else {
            return nothing("no-price", style, locale, canvas);
        };
        let models: Vec<Bar> =
            cost.models.iter().filter_map(|model| Some((model, shown(model)?))).map(named(locale)).collect();
        let assumptions: Vec<Bar> = assumed(cost).filter_map(|one| assumption(one, cost, locale)).collect();
        let claims: Vec<Bar> = cost.claims.iter().map(|one| claim(one, locale)).collect();
        let ceiling = [cost.ceiling_usd.low, cost.ceiling_usd.high];
        let ends = models
            .iter()
            .chain(&claims)
            .chain(&assumptions)
            .flat_map(|bar| [bar.range[0], bar.range[2]])
            .chain(ceiling);
        let mut axis = Axis::draw(ends, style, locale, canvas)?;
        axis.ceiling(cost, style, locale, canvas)?;
        let mut top = HEAD;
        for bar in &models {
            axis.bar(bar, top, style, locale, canvas)?;
            top += ROW;
        }
        for (title, bars) in [("published", &claims), ("decides", &assumptions)] {
            if bars.is_empty() {
                continue;
            }
            axis.title(&locale.word(title), top, style, canvas)?;
            top += TITLE;
            for bar in bars {
                axis.bar(bar, top, style, locale, canvas)?;
                top += ROW;
            }
        }
        Ok(Scene { alt: alt(cost, [&models, &claims, &assumptions], locale), plots: Vec::new() })
    }
}

/// The range of a model that has one.
fn shown(model: &crate::report::Priced) -> Option<[f64; 3]> {
    (model.id != "ceiling").then_some([model.low?, model.central?, model.high?])
}

fn named(locale: &dyn Locale) -> impl Fn((&crate::report::Priced, [f64; 3])) -> Bar {
    |(model, range)| Bar {
        name: locale.word(&format!("model-{}", model.id)),
        range,
        shape: if model.mode == Mode::Ours { Shape::Ours } else { Shape::Published },
        beside: None,
    }
}

/// A published figure, by who published it and when; where neither is known, by itself.
fn claim(claim: &Claim, locale: &dyn Locale) -> Bar {
    let by: Vec<&str> =
        [&claim.publisher, &claim.date].into_iter().map(String::as_str).filter(|words| !words.is_empty()).collect();
    let name = if by.is_empty() { locale.money(claim.amount_usd) } else { by.join(", ") };
    Bar { name, range: [claim.total_usd; 3], shape: Shape::Claim, beside: None }
}

/// The assumptions that decide most, the first one most of all.
fn assumed(cost: &Estimate) -> impl Iterator<Item = &Sensitivity> {
    cost.sensitivity.iter().take(ASSUMPTIONS)
}

fn assumption(one: &Sensitivity, cost: &Estimate, locale: &dyn Locale) -> Option<Bar> {
    // A language without words for a symbol gets the engine's own.
    let code = "symbol-".to_owned() + &one.symbol;
    let name = [locale.word(&code), one.meaning.clone(), one.symbol.clone()];
    let name = name.into_iter().find(|name| !name.is_empty() && *name != code)?;
    let (low, high) = (one.low.min(one.high), one.low.max(one.high));
    let central = cost.headline.ours?.central.max(low).min(high);
    Some(Bar { name, range: [low, central, high], shape: Shape::Assumption, beside: None })
}

fn alt(cost: &Estimate, [models, claims, assumptions]: [&Vec<Bar>; 3], locale: &dyn Locale) -> String {
    let line = |bar: &Bar| format!("{}: {}", bar.name, between(bar.range[0], bar.range[2], locale));
    let top = between(cost.ceiling_usd.low, cost.ceiling_usd.high, locale);
    let mut lines: Vec<String> = models.iter().map(line).collect();
    lines.push(format!("{}: {top}", locale.word("ceiling")));
    for (title, bars) in [("published", claims), ("decides", assumptions)] {
        if !bars.is_empty() {
            let each: Vec<String> = bars.iter().map(line).collect();
            lines.push(format!("{}: {}", locale.word(title), each.join(", ")));
        }
    }
    lines.join("; ")
}
