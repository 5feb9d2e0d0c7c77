//! The settings: every setting of the walk is one row of a table, and the command's options, the element's attributes, help,
//! types and documentation follow from it.
//!
//! In: pairs of a name and text. Out: [`Settings`]. Refused: an unknown name (the nearest known one is named) and a value that
//! the setting does not take. A setting that was not given is `None`, and the room that reads it has the default.

use super::code::Code;
use super::decimal;
use super::error::{Error, quote};
use super::limits;
use super::nearest::unknown;
use super::series::Represents;
use super::time::{Millis, parse_utc};
use Room::{Detect, Price, Read};
use Takes::{Lines, List, Number, One, Pairs, Share, Text, Time};

/// What a setting takes, and where in [`Settings`] its value goes.
#[derive(Clone, Copy, Debug)]
pub enum Takes {
    /// Free words.
    Text(Place<Option<String>>),
    /// A number that is not negative, up to a limit.
    Number(f64, Place<Option<f64>>),
    /// A share from 0 to 1.
    Share(Place<Option<f64>>),
    /// ISO 8601; a bare time is UTC.
    Time(Place<Option<Millis>>),
    /// Words, given several times or separated by commas or blanks.
    List(Place<Vec<String>>),
    /// Lines of free words, given several times or one under the other.
    Lines(Place<Vec<String>>),
    /// Pairs `NAME=WORD` with one of these words, given several times or separated by `;`.
    Pairs(&'static [&'static str], Place<Vec<(String, &'static str)>>),
    /// One of these words.
    One(&'static [&'static str], fn(&mut Settings, &str)),
}

/// The field of a setting.
pub type Place<T> = fn(&mut Settings) -> &mut T;

/// The room that needs a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    /// Another value needs the bytes again.
    Read,
    /// Another value needs another look for outages.
    Detect,
    /// Another value needs another price alone.
    Price,
}

/// One setting.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// Its name: `--local-zone` on the command line, `local-zone` on the element, `localZone` as a property.
    pub name: &'static str,
    /// The room that needs it: another value is cheaper the later it is.
    pub room: Room,
    /// What it takes.
    pub takes: Takes,
    /// True where the element has it as an attribute.
    pub attribute: bool,
    /// One line for help texts and the documentation.
    pub about: &'static str,
}

const fn setting(name: &'static str, room: Room, takes: Takes, attribute: bool, about: &'static str) -> Setting {
    Setting { name, room, takes, attribute, about }
}

/// A setting that the element has as an attribute, too.
const ATTRIBUTE: bool = true;
/// A setting of the command and of the element's methods alone.
const OPTION: bool = false;

/// Every setting of the walk, in the order of the rooms.
#[rustfmt::skip] // a row a line
pub const SETTINGS: &[Setting] = &[
    setting("format", Read, Text(|s| &mut s.format), ATTRIBUTE, "Read as this format instead of telling it from the content."),
    setting("zone", Read, Text(|s| &mut s.zone), ATTRIBUTE, "Zone of stamps that name none, such as Asia/Tehran or +03:30; otherwise UTC."),
    setting("columns", Read, Pairs(COLUMN_ROLES, |s| &mut s.columns), ATTRIBUTE, "What columns of a table are, by header, such as “Date=date; Server=left-out”; otherwise inferred."),
    setting("direction", Read, Pairs(&["falls", "rises"], |s| &mut s.direction), ATTRIBUTE, "Which way a series moves in an outage, by id or label, such as “errors=rises”; otherwise inferred."),
    setting("signal", Detect, List(|s| &mut s.signal), ATTRIBUTE, "Series to use, by id; otherwise all."),
    setting("from", Detect, Time(|s| &mut s.from), ATTRIBUTE, "Leave out what is before."),
    setting("until", Detect, Time(|s| &mut s.until), ATTRIBUTE, "Leave out what is after."),
    setting("origin", Read, List(|s| &mut s.origin), OPTION, "Routing data: origin networks, such as AS131279."),
    setting("prefix", Read, List(|s| &mut s.prefix), OPTION, "Routing data: prefixes, such as 175.45.176.0/24."),
    setting("detector", Detect, Text(|s| &mut s.detector), ATTRIBUTE, "Rule that finds the outages; otherwise lens."),
    setting("sensitivity", Detect, Share(|s| &mut s.sensitivity), ATTRIBUTE, "0 finds only the plainest outages, 1 the faintest; otherwise 0.5."),
    setting("country", Price, Text(|s| &mut s.country), ATTRIBUTE, "Country that the data stand for, ISO 3166-1 alpha-2."),
    setting("represents", Price, One(REPRESENTS, |s, word| s.represents = represents(word)), ATTRIBUTE, "What the series stand for; without it nothing is priced."),
    setting("share", Price, Share(|s| &mut s.share), ATTRIBUTE, "Share of the country's economy in the region or network that the file measures."),
    setting("scope", Price, Text(|s| &mut s.scope), ATTRIBUTE, "What was cut: full, mobile, or apps:N."),
    setting("gdp", Price, Number(limits::GDP_USD, |s| &mut s.gdp), OPTION, "GDP in USD a year, instead of the table's."),
    setting("population", Price, Number(limits::PEOPLE, |s| &mut s.population), OPTION, "People, instead of the table's."),
    setting("users", Price, Number(limits::PEOPLE, |s| &mut s.users), OPTION, "People online, instead of the table's."),
    setting("facts", Price, Text(|s| &mut s.facts), OPTION, "Newer facts as CSV text: country,year and any of gdp,population,users,source."),
    setting("assume", Price, List(|s| &mut s.assume), OPTION, "Assumptions of our models instead of the defaults, such as s=0.06, r=0.2..0.6, beta=0.5."),
    setting("claim", Price, Lines(|s| &mut s.claim), ATTRIBUTE, "Published figures to hold against the models: USD[/day or /hour][ | PUBLISHER | DATE | SOURCE]."),
    setting("model", Price, List(|s| &mut s.model), ATTRIBUTE, "Cost models to show, by id; otherwise the usual four."),
    setting("price-year", Price, Number(f64::MAX, |s| &mut s.price_year), ATTRIBUTE, "Year whose dollars are shown; otherwise the event's."),
    setting("currency", Price, Text(|s| &mut s.currency), ATTRIBUTE, "Currency shown: USD, or CODE:RATE with the author's own rate a dollar."),
    setting("local-zone", Price, Text(|s| &mut s.local_zone), ATTRIBUTE, "Zone of the local clock; otherwise the capital's, with its history."),
    setting("start", Price, Time(|s| &mut s.start), ATTRIBUTE, "Calculator: start of the outage."),
    setting("end", Price, Time(|s| &mut s.end), ATTRIBUTE, "Calculator: end of the outage."),
    setting("depth", Price, Share(|s| &mut s.depth), ATTRIBUTE, "Calculator: share of connectivity lost; otherwise 1."),
];

/// What a column can be said to be.
#[rustfmt::skip] // four to a line
pub const COLUMN_ROLES: &[&str] = &[
    "moment", "day-first", "month-first", "date",
    "time", "offset", "value", "state",
    "name", "start", "end", "length",
    "place", "left-out",
];

/// What the series of a file can stand for.
const REPRESENTS: &[&str] = &["country", "region", "network", "service"];

fn represents(word: &str) -> Option<Represents> {
    Some(match word {
        "country" => Represents::Country,
        "region" => Represents::Region,
        "network" => Represents::Network,
        "service" => Represents::Service,
        _ => return None,
    })
}

impl Takes {
    /// The kind of value in a word, as the page knows it.
    pub fn kind(&self) -> &'static str {
        match self {
            Text(_) => "text",
            Number(..) => "number",
            Share(_) => "share",
            Time(_) => "time",
            List(_) => "list",
            Lines(_) => "lines",
            Pairs(..) => "pairs",
            One(..) => "one",
        }
    }

    /// What stands between two values of a setting that is given several times.
    fn separator(&self) -> Option<char> {
        match self {
            List(_) => Some(','),
            Lines(_) => Some('\n'),
            Pairs(..) => Some(';'),
            Text(_) | Number(..) | Share(_) | Time(_) | One(..) => None,
        }
    }

    /// The words to choose from; none where any word will do.
    pub fn choices(&self) -> &'static [&'static str] {
        if let One(words, _) | Pairs(words, _) = self { words } else { &[] }
    }
}

/// Every setting that was given.
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs)] // each field is described by the row of SETTINGS that carries its name
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
    /// Sets one setting. A list may be set several times.
    pub fn set(&mut self, name: &str, value: &str) -> Result<(), Error> {
        let setting = find(name)?;
        let value = value.trim();
        match setting.takes {
            Text(place) => *place(self) = Some(value.to_owned()),
            List(place) => {
                let items = value.split([',', ' ']).map(str::trim).filter(|item| !item.is_empty());
                place(self).extend(items.map(str::to_owned));
            }
            Lines(place) => {
                let lines = value.lines().map(str::trim).filter(|line| !line.is_empty());
                place(self).extend(lines.map(str::to_owned));
            }
            Pairs(words, place) => place(self).extend(pairs(setting, value, words)?),
            Time(place) => *place(self) = Some(time(setting, value)?),
            Number(most, place) => *place(self) = Some(number(setting, value, most)?),
            Share(place) => *place(self) = Some(share(setting, value)?),
            One(words, choose) => {
                let need = || refused(setting, value, &format!("one of {}", words.join(", ")));
                choose(self, words.iter().find(|word| **word == value).ok_or_else(need)?);
            }
        }
        self.remember(setting, value);
        Ok(())
    }

    /// What was set, by name in alphabetic order: the settings of the receipt.
    pub fn given(&self) -> Vec<(&'static str, &str)> {
        let mut settings: Vec<_> = self.given.iter().map(|(name, value)| (*name, value.as_str())).collect();
        settings.sort_unstable();
        settings
    }

    fn remember(&mut self, setting: &Setting, value: &str) {
        let known = self.given.iter_mut().find(|(name, _)| *name == setting.name);
        let Some((_, text)) = known else { return self.given.push((setting.name, value.to_owned())) };
        match setting.takes.separator() {
            Some(separator) => {
                text.push(separator);
                text.push_str(value);
            }
            None => value.clone_into(text),
        }
    }
}

fn find(name: &str) -> Result<&'static Setting, Error> {
    let unknown =
        || unknown(Code::UnknownSetting, "setting", name, SETTINGS.iter().map(|setting| setting.name).collect());
    SETTINGS.iter().find(|setting| setting.name == name).ok_or_else(unknown)
}

/// `NAME=WORD` pairs separated by `;`; a piece without `=` belongs to the name that follows it.
fn pairs(setting: &Setting, value: &str, words: &'static [&'static str]) -> Result<Vec<(String, &'static str)>, Error> {
    let need = || refused(setting, value, &format!("NAME=WORD with one of {}", words.join(", ")));
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

fn time(setting: &Setting, value: &str) -> Result<Millis, Error> {
    parse_utc(value).ok_or_else(|| refused(setting, value, "a time such as 2014-12-22T16:15Z"))
}

fn number(setting: &Setting, value: &str, most: f64) -> Result<f64, Error> {
    match decimal::parse(value) {
        // A quarter of a person is a share that was meant.
        Some(number) if number > 0.0 && number < 1.0 => Err(refused(setting, value, "a whole number, and no share")),
        Some(number) if (0.0..=most).contains(&number) => Ok(number),
        Some(number) if number > most => {
            Err(refused(setting, value, &format!("a number of at most {}", decimal::text(most))))
        }
        _ => Err(refused(setting, value, "a number that is not negative")),
    }
}

fn share(setting: &Setting, value: &str) -> Result<f64, Error> {
    let share = decimal::parse(value).filter(|share| (0.0..=1.0).contains(share));
    share.ok_or_else(|| refused(setting, value, "a share from 0 to 1"))
}

fn refused(setting: &Setting, value: &str, need: &str) -> Error {
    Error::settings(
        Code::BadSetting,
        format!("The setting “{}” got {}.", setting.name, quote(value)),
        format!("It takes {need}."),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_has_a_place_of_its_own() {
        let mut places = Vec::new();
        for setting in SETTINGS {
            let value = match setting.takes {
                Time(_) => "2014-12-22T16:15",
                Number(..) => "5",
                Share(_) => "0.5",
                One(words, _) => words[0],
                Pairs(words, _) => ["a=", words[0]].concat().leak(),
                Text(_) | List(_) | Lines(_) => "word",
            };
            let mut settings = Settings::default();
            settings.set(setting.name, value).unwrap();
            assert_eq!(settings.given(), [(setting.name, value)]);
            settings.given.clear();
            assert_ne!(settings, Settings::default(), "{} is set nowhere", setting.name);
            assert!(!places.contains(&settings), "{} has the place of another", setting.name);
            places.push(settings);
        }
    }

    #[test]
    fn every_choice_is_taken() {
        for setting in SETTINGS {
            for word in setting.takes.choices() {
                let mut settings = Settings::default();
                let name = if matches!(setting.takes, Pairs(..)) { "a=" } else { "" };
                settings.set(setting.name, &[name, word].concat()).unwrap();
                settings.given.clear();
                assert_ne!(settings, Settings::default(), "{} {word}", setting.name);
            }
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
    fn a_slip_names_the_nearest_setting() {
        let error = Settings::default().set("contry", "KP").unwrap_err();
        assert!(error.to_string().contains("country"), "{error}");
        assert!(Settings::default().set("share", "1.5").is_err());
        assert!(Settings::default().set("gdp", "-1").is_err());
        for few in ["0.25", "1e-320"] {
            assert!(Settings::default().set("users", few).unwrap_err().need.contains("no share"), "{few}");
        }
        assert!(Settings::default().set("users", "0").is_ok() && Settings::default().set("users", "1").is_ok());
        for (name, most, more, named) in [
            ("gdp", "1e15", "1.1e15", "1000000000000000"),
            ("population", "1e10", "10000000001", "10000000000"),
            ("users", "10000000000", "1e300", "10000000000"),
        ] {
            assert!(Settings::default().set(name, most).is_ok(), "{name}");
            let error = Settings::default().set(name, more).unwrap_err();
            assert!(error.need.contains(&format!("at most {named}")), "{name}: {error}");
        }
        assert!(Settings::default().set("from", "yesterday").is_err());
    }
}
