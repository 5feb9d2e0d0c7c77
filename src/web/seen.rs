//! A Report as a plain object → what is drawn and saved of it: the page's own instance never needs the rest.
//!
//! In: an object of the shape in `report/wire.rs`, ours or a frozen one of an author. Out: a [`Report`] whose arithmetic,
//! evidence and Notes are empty. Refused: an object that is no Report, or one of another version of the shape. Read by
//! hand: serde's reading of a whole Report weighed as much as the charts.

use super::cross::refused;
use crate::base::{Code, Direction, Error, Kind, MarkKind, Sampling};
use crate::chart::{Colour, Style};
use crate::cost::{Estimate, Headline, Mode, Peer, Priced, Range, Sensitivity, Span};
use crate::detect::Extent;
use crate::report::WIRE;
use crate::report::{PlotColumns, Receipt, Report, schema};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::js_sys::{Array, Reflect};

/// What is drawn of a Report.
pub(super) fn report(object: JsValue) -> Result<Report, JsValue> {
    let seen = Seen(object);
    // Several are drawn beside each other, by the build that has the chart for it.
    #[cfg(feature = "compare")]
    {
        let all = seen.list("beside", |one| report(one.0.clone()));
        if all.len() > 1 {
            let mut reports = Vec::new();
            for one in all {
                reports.push(one?);
            }
            return Ok(crate::report::beside(reports));
        }
    }
    let known = seen.number("wire") == Some(f64::from(WIRE)) && Array::is_array(&seen.field("outages").0);
    known.then(|| whole(&seen)).ok_or_else(|| {
        refused(&Error::settings("no-report", "This is no Report of this version.", "Give one as it was given out."))
    })
}

fn whole(seen: &Seen) -> Report {
    let (source, receipt) = (seen.field("source"), seen.field("receipt"));
    Report {
        wire: WIRE,
        source: schema::Source {
            files: source.list("files", |file| schema::File {
                name: file.text("name"),
                bytes: file.value("bytes") as u64,
                sha256: file.text("sha256"),
            }),
            credit: source.text("credit"),
            country: source.given("country"),
            local_zone: source.given("local_zone"),
            series: source.list("series", series),
            ..schema::Source::default()
        },
        outages: seen.list("outages", outage),
        cost: estimate(&seen.field("cost")),
        plot: seen.list("plot", plot_columns),
        marks: seen.list("marks", |mark| schema::Mark {
            from: mark.text("from"),
            until: mark.text("until"),
            kind: if mark.text("kind") == "assumed" { MarkKind::Assumed } else { MarkKind::Annotation },
            label: mark.text("label"),
        }),
        given: seen.list("given", |theirs| schema::Given {
            by: theirs.text("by"),
            start: theirs.text("start"),
            end: theirs.given("end"),
            label: theirs.text("label"),
        }),
        selected: seen.given("selected"),
        headline: seen.text("headline"),
        sentence: seen.text("sentence"),
        receipt: Receipt {
            engine: receipt.text("engine"),
            detector: receipt.text("detector"),
            economy: receipt.text("economy"),
            models: receipt.list("models", |id| id.0.as_string().unwrap_or_default()),
            ..Receipt::default()
        },
        ..Report::default()
    }
}

fn series(seen: &Seen) -> schema::Series {
    schema::Series {
        id: seen.text("id"),
        label: seen.text("label"),
        kind: Kind::Other,
        unit: seen.text("unit"),
        sampling: Sampling::BinStart,
        step_secs: seen.value("step_secs"),
        samples: 0,
        missing: 0,
        smallest_visible_drop: None,
    }
}

fn plot_columns(seen: &Seen) -> PlotColumns {
    let numbers = |name: &str| seen.list(name, |value| value.0.as_f64());
    PlotColumns {
        series: seen.text("series"),
        t: seen.list("t", Seen::own),
        step: seen.value("step"),
        min: numbers("min"),
        max: numbers("max"),
        baseline: numbers("baseline"),
        threshold: numbers("threshold"),
        state: seen.list("state", |state| state.own() as u8),
    }
}

fn edge(seen: &Seen) -> schema::Edge {
    schema::Edge { lo: seen.text("lo"), best: seen.text("best"), hi: seen.text("hi") }
}

fn outage(seen: &Seen) -> schema::Outage {
    let duration = seen.field("duration_secs");
    schema::Outage {
        id: seen.text("id"),
        reference: seen.text("reference"),
        start: edge(&seen.field("start")),
        end: edge(&seen.field("end")),
        returning: None,
        normal: None,
        ongoing: seen.flag("ongoing"),
        duration_secs: schema::Duration {
            lo: duration.value("lo"),
            best: duration.value("best"),
            hi: duration.number("hi"),
        },
        equivalent_secs: seen.value("equivalent_secs"),
        depth: seen.value("depth"),
        confidence: seen.number("confidence"),
        kind: if seen.text("kind") == "total" { Extent::Total } else { Extent::Partial },
        routes_up: seen.flag("routes_up"),
        #[cfg(feature = "compare")]
        signals: seen.list("signals", |signal| crate::report::schema::Signal {
            series: signal.text("series"),
            start: edge(&signal.field("start")),
            end: None,
            depth: signal.value("depth"),
            equivalent_secs: signal.value("equivalent_secs"),
            returns: Vec::new(),
            reason: String::new(),
        }),
        #[cfg(not(feature = "compare"))]
        signals: Vec::new(),
        profile: seen.list("profile", |point| {
            let (at, depth) = (point.at(0), point.at(1));
            (at.0.as_string().unwrap_or_default(), depth.own())
        }),
        recurrence: None,
        reason: String::new(),
        edited: seen.list("edited", |what| what.0.as_string().unwrap_or_default()),
        rejected: seen.flag("rejected"),
        cost: estimate(&seen.field("cost")),
    }
}

fn range(seen: &Seen) -> Option<Range> {
    Some(Range { low: seen.number("low")?, central: seen.number("central")?, high: seen.number("high")? })
}

fn estimate(seen: &Seen) -> Option<Estimate> {
    let headline = seen.field("headline");
    let usual = headline.field("usual");
    Some(Estimate {
        ceiling_usd: range(&seen.field("ceiling_usd"))?,
        country: seen.text("country"),
        currency: seen.text("currency"),
        price_year: seen.value("price_year") as i32,
        hours: seen.value("hours"),
        equivalent_hours: seen.value("equivalent_hours"),
        weighted_hours: seen.value("weighted_hours"),
        users: range(&seen.field("users")),
        person_hours: range(&seen.field("person_hours")),
        trade_usd: seen.number("trade_usd"),
        models: seen.list("models", model),
        headline: Headline {
            usual: usual.number("low").zip(usual.number("high")).map(|(low, high)| Span { low, high }),
            ours: range(&headline.field("ours")),
        },
        sensitivity: seen.list("sensitivity", |factor| Sensitivity {
            symbol: factor.text("symbol"),
            meaning: factor.text("meaning"),
            low: factor.value("low"),
            high: factor.value("high"),
            share: factor.value("share"),
        }),
        peers: seen.list("peers", |peer| Peer {
            country: peer.text("country"),
            name: peer.text("name"),
            distance: peer.value("distance"),
            online: peer.value("online"),
            usual_usd: peer.value("usual_usd"),
            ours: range(&peer.field("ours")).unwrap_or_default(),
        }),
        claims: Vec::new(),
    })
}

fn model(seen: &Seen) -> Priced {
    Priced {
        id: seen.text("id"),
        mode: if seen.text("mode") == "ours" { Mode::Ours } else { Mode::Published },
        applies: seen.flag("applies"),
        low: seen.number("low"),
        central: seen.number("central"),
        high: seen.number("high"),
        lambda: seen.number("lambda"),
        above_ceiling: seen.flag("above_ceiling"),
        per_head_usd: None,
        per_user_usd: None,
        reason: None,
        steps: Vec::new(),
    }
}

/// A value of the page; what is not there, or of another kind, reads as nothing.
pub(super) struct Seen(pub(super) JsValue);

impl Seen {
    pub(super) fn field(&self, name: &str) -> Seen {
        Seen(Reflect::get(&self.0, &JsValue::from_str(name)).unwrap_or_default())
    }

    pub(super) fn given(&self, name: &str) -> Option<String> {
        self.field(name).0.as_string()
    }

    fn at(&self, index: u32) -> Seen {
        Seen(Reflect::get_u32(&self.0, index).unwrap_or_default())
    }

    fn text(&self, name: &str) -> String {
        self.given(name).unwrap_or_default()
    }

    pub(super) fn number(&self, name: &str) -> Option<f64> {
        self.field(name).0.as_f64()
    }

    fn value(&self, name: &str) -> f64 {
        self.field(name).own()
    }

    fn own(&self) -> f64 {
        self.0.as_f64().unwrap_or(0.0)
    }

    fn flag(&self, name: &str) -> bool {
        self.field(name).0.is_truthy()
    }

    pub(super) fn list<T>(&self, name: &str, read: impl Fn(&Seen) -> T) -> Vec<T> {
        match self.field(name).0.dyn_into::<Array>() {
            Ok(array) => array.iter().map(|value| read(&Seen(value))).collect(),
            Err(_) => Vec::new(),
        }
    }
}

/// The style of a chart; what is not given stays as it is by default.
pub(super) fn style(seen: &Seen) -> Style {
    let plain = Style::default();
    let size = |name: &str, plain: f64| seen.number(name).unwrap_or(plain);
    let colour = |name: &str, plain: Colour| match *seen.list(name, Seen::own) {
        [red, green, blue] => [red as u8, green as u8, blue as u8],
        _ => plain,
    };
    Style {
        width: size("width", plain.width.into()) as u32,
        height: size("height", plain.height.into()) as u32,
        ratio: size("ratio", plain.ratio),
        font: seen.given("font").unwrap_or(plain.font),
        size: size("size", plain.size),
        ink: colour("ink", plain.ink),
        soft: colour("soft", plain.soft),
        paper: colour("paper", plain.paper),
        line: colour("line", plain.line),
        accent: colour("accent", plain.accent),
        outage: colour("outage", plain.outage),
        from: seen.number("from"),
        until: seen.number("until"),
        onset: seen.field("onset").0.as_bool(),
        selected: seen.given("selected"),
        foot: seen.list("foot", |line| line.0.as_string().unwrap_or_default()),
    }
}
