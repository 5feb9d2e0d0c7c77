//! What a reader has to download against `budget.toml`: a promise that is kept stays kept, one that is not
//! yet is named as such, and no step of growth goes unseen.

use super::sources::read;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What a reader fetches in one scenario.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Scenario {
    files: Vec<String>,
    /// What is there already.
    #[serde(default)]
    beyond: Vec<String>,
    promise: i64,
    recorded: i64,
    kept: bool,
}

/// Bytes that a host with brotli at its best sends.
fn sent(path: PathBuf) -> i64 {
    let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let params = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    brotli::BrotliCompress(&mut bytes.as_slice(), &mut Vec::new(), &params).unwrap() as i64
}

#[test]
#[ignore = "needs the bundle: tests/run"]
fn sizes_stay_within_the_budget() {
    let site = PathBuf::from(std::env::var("OUTAGE_LENS_SITE").expect("the folder of the bundle"));
    let scenarios: BTreeMap<String, Scenario> = toml::from_str(&read(Path::new("tests/budget.toml"))).unwrap();
    let mut weighed = BTreeMap::new();
    let mut slips = Vec::new();
    for (name, Scenario { files, beyond, promise, recorded, kept }) in scenarios {
        let mut weight = |files: &[String]| -> i64 {
            files.iter().map(|file| *weighed.entry(file.clone()).or_insert_with(|| sent(site.join(file)))).sum()
        };
        let size = weight(&files) - weight(&beyond);
        println!("{name}: {size} bytes, promised {promise}, recorded {recorded}");
        if kept != (size <= promise) {
            let says = if kept { "it is not kept" } else { "it is kept now: say so" };
            slips.push(format!("{name}: {size} bytes, the promise is {promise}: {says}"));
        }
        if size * 100 > recorded * 102 {
            slips.push(format!("{name}: {size} bytes, recorded {recorded}: look at what grew"));
        }
    }
    assert!(slips.is_empty(), "{}", slips.join("\n"));
}
