//! The page's own tables against the engine's and against each other.

#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use outage_lens::base::ask::KEYS;
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
