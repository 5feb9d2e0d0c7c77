//! English, for SVG at home and for tests.

use super::locale::{Grain, Locale};
use crate::base::decimal::{self, significant};
use crate::base::time::{Civil, Millis};
use crate::base::zone::Zone;
use crate::report::english::{self, clock, duration, moment, money};

/// English, with a local clock.
#[derive(Clone, Debug)]
pub struct Plain {
    zone: Option<Zone>,
}

impl Plain {
    /// English with the clock of that zone beside UTC.
    pub fn new(zone: Option<&str>) -> Plain {
        Plain { zone: zone.filter(|name| *name != "UTC").and_then(Zone::named) }
    }
}

impl Locale for Plain {
    fn word(&self, code: &str) -> String {
        match code {
            "assumed" => "assumed",
            "ceiling" => "GDP normally made in that time",
            "published" => "Published by others",
            "decides" => "Our model, with one assumption at its low and its high end",
            "this-week" => "this week",
            "usual-week" => "other weeks",
            "onset-hours" => "hours from the onset of each",
            "onset-days" => "days from the onset of each",
            "least-left" => "Least that was left of the usual",
            "no-data" => "no data",
            "usual" => "usual",
            "utc" => "UTC",
            "local" => return self.zone.as_ref().map_or(String::new(), |zone| place(zone.name())),
            "no-price" => "no price",
            other => return other.strip_prefix("model-").map_or(other, english::model).to_owned(),
        }
        .to_owned()
    }

    fn country(&self, code: &str) -> String {
        english::country(code)
    }

    fn number(&self, value: f64) -> String {
        let size = value.abs();
        let (scaled, unit) = match size {
            s if s >= 1e9 => (value / 1e9, " bn"),
            s if s >= 1e6 => (value / 1e6, " M"),
            s if s >= 1e4 => (value / 1e3, "k"),
            _ => (value, ""),
        };
        decimal::text(significant(scaled, 3)) + unit
    }

    fn span(&self, secs: f64) -> String {
        duration(secs)
    }

    fn money(&self, usd: f64) -> String {
        money(usd)
    }

    fn tick(&self, at: f64, grain: Grain) -> String {
        shape(at as Millis, grain)
    }

    fn local(&self, at: f64, grain: Grain) -> String {
        self.zone.as_ref().map_or(String::new(), |zone| shape(at as Millis + zone.offset(at as Millis), grain))
    }
}

fn place(zone: &str) -> String {
    zone.rsplit('/').next().unwrap_or(zone).replace('_', " ")
}

/// `16:15`, `22 Dec`, `Dec 2014`, `2014`.
fn shape(at: Millis, grain: Grain) -> String {
    let day = moment(at);
    let mut words = day.split(' ');
    let (day, month) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    match grain {
        Grain::Clock => clock(at),
        Grain::Day => format!("{day} {month}"),
        Grain::Month => format!("{month} {}", Civil::of(at).year),
        Grain::Year => Civil::of(at).year.to_string(),
    }
}
