//! The page's own tables against the engine's and against each other.

#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use outage_lens::base::ask::KEYS;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn www() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("www")
}

/// The text between two quotes, again and again.
fn quoted(text: &str) -> Vec<&str> {
    text.split('\'').skip(1).step_by(2).collect()
}

#[test]
fn the_element_has_the_attributes_of_the_walk() {
    let text = std::fs::read_to_string(www().join("attributes.js")).unwrap();
    let (_, rest) = text.split_once("const walk = [").unwrap();
    let (list, _) = rest.split_once("];").unwrap();
    let mut page = quoted(list);
    let mut engine: Vec<&str> = KEYS.iter().filter(|key| key.attribute).map(|key| key.name).collect();
    page.sort_unstable();
    engine.sort_unstable();
    assert_eq!(page, engine);
}

/// The names in braces of every value of a JSON text, by key.
fn places(value: &serde_json::Value) -> Vec<String> {
    match value {
        serde_json::Value::String(text) => {
            let mut names: Vec<String> =
                text.split('{').skip(1).filter_map(|s| Some(s.split_once('}')?.0.to_owned())).collect();
            names.sort();
            names.dedup();
            names
        }
        serde_json::Value::Object(forms) => places(&forms["other"]),
        _ => Vec::new(),
    }
}

#[test]
fn every_language_has_the_places_of_english() {
    let english = std::fs::read_to_string(www().join("words/en.js")).unwrap();
    let lines = english.lines().filter_map(|line| line.trim().strip_prefix('\''));
    let english: BTreeMap<String, Vec<String>> = lines
        .filter_map(|line| {
            let (key, rest) = line.split_once("': ")?;
            let rest = rest.rsplit("other:").next()?;
            Some((key.to_owned(), places(&serde_json::Value::String(rest.to_owned()))))
        })
        .collect();
    let mut seen = 0;
    for entry in std::fs::read_dir(www().join("words")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        seen += 1;
        let words: BTreeMap<String, serde_json::Value> =
            serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        for (key, value) in &words {
            let want = english.get(key).unwrap_or_else(|| panic!("{}: English has no {key}", path.display()));
            let mut want = want.clone();
            want.retain(|name| !name.contains(' '));
            assert_eq!(&places(value), &want, "{}: {key}", path.display());
        }
        let lacking = english.keys().filter(|key| !words.contains_key(*key)).count();
        assert!(lacking * 20 <= english.len(), "{}: {lacking} of {} keys lack", path.display(), english.len());
    }
    assert!(seen > 0);
}
