//! The settings: every setting of the walk, in one flat table that the command's options and the element's attributes come from.
//!
//! In: pairs of a key and text. Out: [`Settings`]. Refused: an unknown key (the nearest known one is named) and a value that
//! its key does not take. A setting that was not given is `None`, and the room that reads it has the default.

use super::decimal;
use super::error::{Error, quote};
use super::nearest::unknown;
use super::series::Represents;
use super::time::{Millis, parse_utc};
use crate::base::Code;

/// What a setting takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// Free words.
    Text,
    /// A finite number, not negative.
    Number,
    /// A share from 0 to 1.
    Share,
    /// ISO 8601; a bare time is UTC.
    Time,
    /// Words, given several times or separated by commas.
    List,
    /// Lines of free words, given several times or one under the other.
    Lines,
    /// Pairs `NAME=WORD` with one of these words, given several times or separated by `;`.
    Pairs(&'static [&'static str]),
    /// One of these words.
    One(&'static [&'static str]),
}

/// One setting.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// Its name: `--local-zone` on the command line, `local-zone` on the element, `localZone` as a property.
    pub name: &'static str,
    /// What it takes.
    pub takes: Takes,
    /// True where the element has it as an attribute.
    pub attribute: bool,
    /// One line for help texts and the documentation.
    pub about: &'static str,
}

/// Every setting of the walk, in the order of the rooms.
pub const KEYS: &[Key] = &[
    key("format", Takes::Text, true, "Read as this format instead of telling it from the content."),
    key("zone", Takes::Text, true, "Zone of stamps that name none, such as Asia/Tehran or +03:30; otherwise UTC."),
    key(
        "columns",
        Takes::Pairs(COLUMN_ROLES),
        true,
        "What columns of a table are, by header, such as “Date=date; Server=left-out”; otherwise inferred.",
    ),
    key(
        "direction",
        Takes::Pairs(&["falls", "rises"]),
        true,
        "Which way a series moves in an outage, by id or label, such as “errors=rises”; otherwise inferred.",
    ),
    key("signal", Takes::List, true, "Series to use, by id; otherwise all."),
    key("from", Takes::Time, true, "Leave out what is before."),
    key("until", Takes::Time, true, "Leave out what is after."),
    key("origin", Takes::List, false, "Routing data: origin networks, such as AS131279."),
    key("prefix", Takes::List, false, "Routing data: prefixes, such as 175.45.176.0/24."),
    key("detector", Takes::Text, true, "Rule that finds the outages; otherwise lens."),
    key("sensitivity", Takes::Share, true, "0 finds only the plainest outages, 1 the faintest; otherwise 0.5."),
    key("country", Takes::Text, true, "Country that the data stand for, ISO 3166-1 alpha-2."),
    key(
        "represents",
        Takes::One(&["country", "region", "network", "service"]),
        true,
        "What the series stand for; without it nothing is priced.",
    ),
    key("share", Takes::Share, true, "Share of the country's economy in the region or network that the file measures."),
    key("scope", Takes::Text, true, "What was cut: full, mobile, or apps:N."),
    key("gdp", Takes::Number, false, "GDP in USD a year, instead of the table's."),
    key("population", Takes::Number, false, "People, instead of the table's."),
    key("users", Takes::Number, false, "People online, instead of the table's."),
    key("facts", Takes::Text, false, "Newer facts as CSV text: country,year and any of gdp,population,users,source."),
    key(
        "assume",
        Takes::List,
        false,
        "Assumptions of our models instead of the defaults, such as s=0.06, r=0.2..0.6, beta=0.5.",
    ),
    key(
        "claim",
        Takes::Lines,
        false,
        "Published figures to hold against the models: USD[/day or /hour][ | PUBLISHER | DATE | SOURCE].",
    ),
    key("model", Takes::List, true, "Cost models to show, by id; otherwise the usual four."),
    key("price-year", Takes::Number, true, "Year whose dollars are shown; otherwise the event's."),
    key("currency", Takes::Text, true, "Currency shown: USD, or CODE:RATE with the author's own rate a dollar."),
    key("local-zone", Takes::Text, true, "Zone of the local clock; otherwise the capital's, with its history."),
    key("start", Takes::Time, true, "Calculator: start of the outage."),
    key("end", Takes::Time, true, "Calculator: end of the outage."),
    key("depth", Takes::Share, true, "Calculator: share of connectivity lost; otherwise 1."),
];

/// What a column can be said to be.
pub const COLUMN_ROLES: &[&str] = &[
    "moment",
    "day-first",
    "month-first",
    "date",
    "time",
    "offset",
    "value",
    "state",
    "name",
    "start",
    "end",
    "length",
    "place",
    "left-out",
];

const fn key(name: &'static str, takes: Takes, attribute: bool, about: &'static str) -> Key {
    Key { name, takes, attribute, about }
}

/// Every setting that was given.
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs)] // each field is described by the row of KEYS that carries its name
pub struct Settings {
    pub format: Option<String>,
    pub zone: Option<String>,
    pub columns: Vec<(String, &'static str)>,
    pub direction: Vec<(String, &'static str)>,
    pub signal: Vec<String>,
    pub from: Option<Millis>,
    pub until: Option<Millis>,
    pub origin: Vec<String>,
    pub prefix: Vec<String>,
    pub detector: Option<String>,
    pub sensitivity: Option<f64>,
    pub country: Option<String>,
    pub represents: Option<Represents>,
    pub share: Option<f64>,
    pub scope: Option<String>,
    pub gdp: Option<f64>,
    pub population: Option<f64>,
    pub users: Option<f64>,
    pub facts: Option<String>,
    pub assume: Vec<String>,
    pub claim: Vec<String>,
    pub model: Vec<String>,
    pub price_year: Option<f64>,
    pub currency: Option<String>,
    pub local_zone: Option<String>,
    pub start: Option<Millis>,
    pub end: Option<Millis>,
    pub depth: Option<f64>,
    given: Vec<(&'static str, String)>,
}

impl Settings {
    /// Sets one key. A list key may be set several times.
    pub fn set(&mut self, name: &str, value: &str) -> Result<(), Error> {
        let key = find(name)?;
        let value = value.trim();
        match key.takes {
            Takes::Text => *self.text(key.name)? = Some(value.to_owned()),
            Takes::List => {
                let items = value.split([',', ' ']).map(str::trim).filter(|item| !item.is_empty());
                let list = self.list(key.name)?;
                list.extend(items.map(str::to_owned));
            }
            Takes::Lines => {
                let lines = value.lines().map(str::trim).filter(|line| !line.is_empty());
                self.list(key.name)?.extend(lines.map(str::to_owned));
            }
            Takes::Pairs(words) => {
                let pairs = pairs(key, value, words)?;
                match key.name {
                    "columns" => self.columns.extend(pairs),
                    _ => self.direction.extend(pairs),
                }
            }
            Takes::Time => {
                let at = parse_utc(value).ok_or_else(|| refused(key, value, "a time such as 2014-12-22T16:15Z"))?;
                *self.time(key.name)? = Some(at);
            }
            Takes::Number | Takes::Share => {
                let number = decimal::parse(value).filter(|n| n.is_finite() && *n >= 0.0);
                let number = number.ok_or_else(|| refused(key, value, "a number that is not negative"))?;
                if key.takes == Takes::Share && number > 1.0 {
                    return Err(refused(key, value, "a share from 0 to 1"));
                }
                *self.number(key.name)? = Some(number);
            }
            Takes::One(words) => {
                let word = words.iter().find(|word| **word == value);
                let word = word.ok_or_else(|| refused(key, value, &format!("one of {}", words.join(", "))))?;
                self.represents = Some(match *word {
                    "country" => Represents::Country,
                    "region" => Represents::Region,
                    "network" => Represents::Network,
                    _ => Represents::Service,
                });
            }
        }
        match self.given.iter_mut().find(|(name, _)| *name == key.name) {
            Some((_, text)) if matches!(key.takes, Takes::List | Takes::Lines | Takes::Pairs(_)) => {
                text.push(match key.takes {
                    Takes::List => ',',
                    Takes::Lines => '\n',
                    _ => ';',
                });
                text.push_str(value);
            }
            Some((_, text)) => value.clone_into(text),
            None => self.given.push((key.name, value.to_owned())),
        }
        Ok(())
    }

    /// What was set, by key in alphabetic order: the settings of the receipt.
    pub fn given(&self) -> Vec<(&'static str, &str)> {
        let mut settings: Vec<_> = self.given.iter().map(|(key, value)| (*key, value.as_str())).collect();
        settings.sort();
        settings
    }

    fn text(&mut self, name: &str) -> Result<&mut Option<String>, Error> {
        Ok(match name {
            "format" => &mut self.format,
            "zone" => &mut self.zone,
            "detector" => &mut self.detector,
            "country" => &mut self.country,
            "facts" => &mut self.facts,
            "scope" => &mut self.scope,
            "currency" => &mut self.currency,
            "local-zone" => &mut self.local_zone,
            _ => return Err(Error::ours(Code::SettingsTable, format!("The setting {name} has no place."))),
        })
    }

    fn list(&mut self, name: &str) -> Result<&mut Vec<String>, Error> {
        Ok(match name {
            "signal" => &mut self.signal,
            "origin" => &mut self.origin,
            "prefix" => &mut self.prefix,
            "assume" => &mut self.assume,
            "claim" => &mut self.claim,
            "model" => &mut self.model,
            _ => return Err(Error::ours(Code::SettingsTable, format!("The setting {name} has no place."))),
        })
    }

    fn time(&mut self, name: &str) -> Result<&mut Option<Millis>, Error> {
        Ok(match name {
            "from" => &mut self.from,
            "until" => &mut self.until,
            "start" => &mut self.start,
            "end" => &mut self.end,
            _ => return Err(Error::ours(Code::SettingsTable, format!("The setting {name} has no place."))),
        })
    }

    fn number(&mut self, name: &str) -> Result<&mut Option<f64>, Error> {
        Ok(match name {
            "sensitivity" => &mut self.sensitivity,
            "share" => &mut self.share,
            "gdp" => &mut self.gdp,
            "population" => &mut self.population,
            "users" => &mut self.users,
            "price-year" => &mut self.price_year,
            "depth" => &mut self.depth,
            _ => return Err(Error::ours(Code::SettingsTable, format!("The setting {name} has no place."))),
        })
    }
}

/// `NAME=WORD` pairs separated by `;`; a piece without `=` belongs to the name that follows it.
fn pairs(key: &Key, value: &str, words: &'static [&'static str]) -> Result<Vec<(String, &'static str)>, Error> {
    let need = || refused(key, value, &format!("NAME=WORD with one of {}", words.join(", ")));
    let mut pairs = Vec::new();
    let mut name = String::new();
    for piece in value.split(';').filter(|piece| !piece.trim().is_empty()) {
        if !name.is_empty() {
            name.push(';');
        }
        let Some((left, word)) = piece.rsplit_once('=') else {
            name.push_str(piece);
            continue;
        };
        name.push_str(left);
        let word = words.iter().find(|known| **known == word.trim()).ok_or_else(need)?;
        pairs.push((std::mem::take(&mut name).trim().to_owned(), *word));
    }
    if pairs.is_empty() || !name.is_empty() { Err(need()) } else { Ok(pairs) }
}

fn find(name: &str) -> Result<&'static Key, Error> {
    let unknown = || unknown(Code::UnknownSetting, "setting", name, KEYS.iter().map(|key| key.name).collect());
    KEYS.iter().find(|key| key.name == name).ok_or_else(unknown)
}

fn refused(key: &Key, value: &str, need: &str) -> Error {
    Error::settings(
        Code::BadSetting,
        format!("The setting “{}” got {}.", key.name, quote(value)),
        format!("It takes {need}."),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_has_a_place() {
        for key in KEYS {
            let value = match key.takes {
                Takes::Time => "2014-12-22T16:15",
                Takes::Number | Takes::Share => "0.5",
                Takes::One(words) => words[0],
                Takes::Pairs(words) => ["a=", words[0]].concat().leak(),
                Takes::Text | Takes::List | Takes::Lines => "word",
            };
            let mut settings = Settings::default();
            settings.set(key.name, value).unwrap();
            assert_eq!(settings.given(), [(key.name, value)]);
            assert_ne!(settings, Settings::default());
        }
    }

    #[test]
    fn pairs_may_have_any_name() {
        let mut settings = Settings::default();
        settings.set("columns", "Time (a=b)=moment; a;b = value ;").unwrap();
        settings.set("columns", "c=left-out").unwrap();
        let pairs: Vec<_> = settings.columns.iter().map(|(name, role)| (name.as_str(), *role)).collect();
        assert_eq!(pairs, [("Time (a=b)", "moment"), ("a;b", "value"), ("c", "left-out")]);
        assert_eq!(settings.given(), [("columns", "Time (a=b)=moment; a;b = value ;;c=left-out")]);
        for bad in ["", "a", "a=nothing", "a=value;b"] {
            assert!(Settings::default().set("columns", bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_word_like_no_other_gets_the_known_ones() {
        let error = Settings::default().set("detectorctor io ioda", "").unwrap_err();
        assert!(error.need.contains("sensitivity"), "{error}");
    }

    #[test]
    fn a_slip_names_the_nearest_key() {
        let error = Settings::default().set("contry", "KP").unwrap_err();
        assert!(error.to_string().contains("country"), "{error}");
        assert!(Settings::default().set("share", "1.5").is_err());
        assert!(Settings::default().set("gdp", "-1").is_err());
        assert!(Settings::default().set("from", "yesterday").is_err());
    }
}
