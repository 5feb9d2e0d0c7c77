//! The table of promises: each row names proofs that are there.
//!
//! In: `www/docs/_trust.tsv`. Out: nothing, or the proofs that nothing has the name of. A walk is a function of
//! `tests/browser`, a step one of `tests/run`, a fuzz target a file; anything else is a test of the crate.

use super::sources::{read, root};
use std::path::Path;

/// The text of every Rust file below a folder.
fn texts(folder: &Path) -> String {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let text = |path: std::path::PathBuf| match path.is_dir() {
        true => texts(&path),
        false if path.extension().is_some_and(|end| end == "rs") => std::fs::read_to_string(path).unwrap(),
        false => String::new(),
    };
    entries.map(text).collect()
}

#[test]
fn every_promise_names_a_proof_that_is_there() {
    let below = |folder: &str| texts(&root().join(folder));
    let (tests, walks) = (below("src") + &below("tests/native"), below("tests/browser/src"));
    let run = read(Path::new("tests/run"));
    let has = |proof: &str| match proof.split_once(' ') {
        Some(("walk", name)) => walks.contains(&format!("async fn {name}(page")),
        Some(("fuzz", name)) => root().join(format!("tests/fuzz/fuzz_targets/{name}.rs")).is_file(),
        Some(("step", name)) => run.contains(&format!("'{name}'")),
        _ => tests.contains(&format!("fn {proof}()")),
    };
    let table = read(Path::new("www/docs/_trust.tsv"));
    let rows: Vec<Vec<&str>> =
        table.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect()).collect();
    let missing: Vec<_> = rows
        .iter()
        .flat_map(|row| row[1].split(", ").filter(|proof| !has(proof)).map(|proof| (row[0], proof)))
        .collect();
    assert_eq!(missing, []);
    assert!(rows.len() > 15 && rows.iter().all(|row| row.len() == 4 && row[3].starts_with("20")), "{rows:?}");
    assert!(!has("walk nobody_walks_here") && !has("no_test_has_this_name"));
}
