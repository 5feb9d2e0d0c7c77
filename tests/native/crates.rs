//! The crates that the project stands on: few, each with its reason, under licences that are on the list.

use super::sources::{read, root};
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;
use toml::{Table, Value};

/// Direct crates in all, and in the first wasm. The rule is 24; a detector of old encodings and its tables came on top, in a build
/// of their own that a page loads only for such a file.
const CRATES: (usize, usize) = (26, 14);

fn manifest(name: &str) -> Table {
    read(Path::new(name)).parse().unwrap()
}

#[test]
fn few_crates_each_with_its_reason() {
    let manifest = manifest("Cargo.toml");
    let crates = manifest["dependencies"].as_table().unwrap();
    let parts = ["web", "figure"].map(|feature| manifest["features"][feature].as_array().unwrap());
    let web: BTreeSet<&str> =
        parts.into_iter().flatten().filter_map(|part| part.as_str()?.strip_prefix("dep:")).collect();
    let optional = |one: &Value| one.get("optional").is_some_and(|flag| flag.as_bool() == Some(true));
    let first = crates.iter().filter(|(name, one)| !optional(one) || web.contains(name.as_str())).count();
    assert!(crates.len() <= CRATES.0, "{} direct crates", crates.len());
    assert!(first <= CRATES.1, "{first} direct crates in the first wasm");
    // A reason is a comment, and those no parser keeps: it holds for the rows below it, up to an empty line.
    let (mut bare, mut reason) = (Vec::new(), false);
    for line in read(Path::new("Cargo.toml")).lines() {
        let name = line.split_once(" = ").map(|(name, _)| name).filter(|name| crates.contains_key(*name));
        match name {
            Some(name) if !reason => bare.push(name.to_owned()),
            Some(_) => {}
            None => reason = line.starts_with('#'),
        }
    }
    assert!(bare.is_empty(), "no reason stands before {bare:?}");
}

#[test]
fn every_licence_is_on_the_list() {
    let deny = manifest("deny.toml");
    let allowed: BTreeSet<&str> =
        deny["licenses"]["allow"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    let cargo = std::env::var("CARGO").unwrap_or("cargo".to_owned());
    let args = ["metadata", "--format-version", "1", "--locked", "--all-features"];
    let output = Command::new(cargo).args(args).current_dir(root()).output().unwrap();
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    assert!(packages.len() > 20);
    // An expression holds when one side of each OR is allowed, and both sides of each AND.
    let holds = |expression: &str| {
        let clean = expression.replace(['(', ')'], "").replace('/', " OR ");
        clean.split(" AND ").all(|part| part.split(" OR ").any(|one| allowed.contains(one.trim())))
    };
    let off: Vec<String> = packages
        .iter()
        .filter(|package| !package["license"].as_str().is_some_and(holds))
        .map(|package| format!("{} {}", package["name"], package["license"]))
        .collect();
    assert!(off.is_empty(), "{off:?}");
}
