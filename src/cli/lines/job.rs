//! A line of JSON → a job: its id, its input and its settings.
//!
//! In: one object with `id`, one of `files`, `data` and `series`, and maybe `name` and `settings`. Out: a [`Job`]. Refused, with
//! the id wherever one could be read: what is no JSON, a key that is none of these or stands twice (the nearest is named), no
//! id, no input or several, an address of another machine. Settings of the job stand in for those of the call.

use super::inline::Inline;
use crate::base::nearest::nearest;
use crate::base::setting_value::hyphenated;
use crate::base::settings::SETTINGS;
use crate::base::{Error, SettingValue, Settings, error::quote};
use crate::cli::request::decoded;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The keys of a job.
const KEYS: &[&str] = &["id", "files", "data", "series", "name", "settings"];

/// What a job is called, as its line has it; null where its line has none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum Id {
    Text(String),
    Whole(i64),
    #[default]
    None,
}

impl std::fmt::Display for Id {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Id::Text(text) => f.write_str(text),
            Id::Whole(number) => write!(f, "{number}"),
            Id::None => Ok(()),
        }
    }
}

/// What a job reads.
pub(super) enum Source {
    /// Files of this machine, as one input.
    Files(Vec<String>),
    /// Text that came with it, under a name.
    Text(String, Vec<u8>),
}

/// A job.
pub(super) struct Job {
    pub(super) id: Id,
    pub(super) source: Source,
    pub(super) settings: Settings,
}

/// A line as it stands, and the first thing wrong with it.
#[derive(Default)]
struct Written {
    id: Id,
    files: Option<Vec<String>>,
    data: Option<String>,
    series: Option<Vec<Inline>>,
    name: Option<String>,
    settings: BTreeMap<String, Option<SettingValue>>,
    /// Which of [`KEYS`] stand in it.
    stands: BTreeSet<&'static str>,
    wrong: Option<String>,
}

/// Understands a line; where it can't, says what is wrong, of which job.
pub(super) fn parse(line: &[u8], call: &Settings) -> Result<Job, (Id, String)> {
    let mut written = Written::default();
    let mut json = serde_json::Deserializer::from_slice(line);
    let read = Seed(&mut written).deserialize(&mut json).and_then(|()| json.end());
    if let Err(error) = read {
        return Err((written.id, format!("This is no job in JSON: {error}.")));
    }
    if let Some(wrong) = written.wrong {
        return Err((written.id, wrong));
    }
    let Written { id, files, data, series, name, settings, .. } = written;
    if id == Id::None {
        return Err((id, "A job needs an id: text or a whole number.".to_owned()));
    }
    let made = source(&id, files, data, series, name)
        .and_then(|source| Ok((source, merged(call, settings).map_err(|error| error.to_string())?)));
    match made {
        Ok((source, settings)) => Ok(Job { id, source, settings }),
        Err(wrong) => Err((id, wrong)),
    }
}

fn source(
    id: &Id,
    files: Option<Vec<String>>,
    data: Option<String>,
    series: Option<Vec<Inline>>,
    name: Option<String>,
) -> Result<Source, String> {
    if files.is_some() && name.is_some() {
        return Err("“name” is for data and series; a file has its own.".to_owned());
    }
    let name = name.unwrap_or_else(|| id.to_string());
    match (files, data, series) {
        (Some(files), None, None) if !files.is_empty() => {
            Ok(Source::Files(files.iter().map(|address| local(address)).collect::<Result<_, _>>()?))
        }
        (None, Some(data), None) => Ok(Source::Text(name, data.into_bytes())),
        (None, None, Some(series)) => Ok(Source::Text(name, super::inline::to_text(&series)?)),
        _ => Err("A job needs one of files, data and series, and it must not be empty.".to_owned()),
    }
}

/// The path of a local file: a path as it is, or an address such as `file:///data/a.csv`.
fn local(address: &str) -> Result<String, String> {
    if address == "-" {
        return Err("“-” is standard input, and that holds the jobs.".to_owned());
    }
    if !address.contains("://") {
        return Ok(address.to_owned());
    }
    let path = address.strip_prefix("file://").map(|rest| rest.strip_prefix("localhost").unwrap_or(rest));
    path.and_then(decoded)
        .map(|path| format!("/{path}"))
        .ok_or_else(|| format!("{} is no file of this machine. The command fetches nothing.", quote(address)))
}

/// The settings of a job: its own, and the call's where it has none of that name.
fn merged(call: &Settings, own: BTreeMap<String, Option<SettingValue>>) -> Result<Settings, Error> {
    let own: Vec<(String, Vec<String>)> = own
        .into_iter()
        .map(|(name, value)| (hyphenated(&name), value.map_or(Vec::new(), SettingValue::texts)))
        .collect();
    let is_own = |name: &str| own.iter().any(|(known, texts)| known == name && !texts.is_empty());
    let mut settings = Settings::default();
    for (name, text) in call.given().into_iter().filter(|(name, _)| !is_own(name)) {
        settings.set(name, text)?;
    }
    for (name, texts) in &own {
        if !SETTINGS.iter().any(|setting| setting.name == name) {
            // Refused by its name, whatever its value.
            settings.set(name, "")?;
        }
        texts.iter().try_for_each(|text| settings.set(name, text))?;
    }
    Ok(settings)
}

/// Fills what is written, key by key, so that the id is known even where something behind it is wrong.
struct Seed<'a>(&'a mut Written);

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an object such as {\"id\":\"IR/bgp\",\"files\":[\"a.csv\"]}")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let job = self.0;
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "id" => job.id = map.next_value()?,
                "files" => job.files = map.next_value()?,
                "data" => job.data = map.next_value()?,
                "series" => job.series = map.next_value()?,
                "name" => job.name = map.next_value()?,
                "settings" => job.settings = map.next_value::<Option<_>>()?.unwrap_or_default(),
                _ => {
                    map.next_value::<IgnoredAny>()?;
                    job.wrong.get_or_insert_with(|| unknown(&key));
                }
            }
            if let Some(known) = KEYS.iter().find(|known| **known == key)
                && !job.stands.insert(known)
            {
                job.wrong.get_or_insert_with(|| format!("The key {} stands twice.", quote(&key)));
            }
        }
        Ok(())
    }
}

fn unknown(key: &str) -> String {
    let need = match nearest(key, KEYS.iter().copied()) {
        Some(near) => format!("Did you mean “{near}”?"),
        None => format!("Known are {}.", KEYS.join(", ")),
    };
    format!("A job has no key {}. {need}", quote(key))
}
