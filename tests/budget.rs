//! What a reader has to download against `budget.toml`: a promise that is kept stays kept, one that is not yet kept is named as
//! such, and no step of growth goes unseen.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test reads the bundle, and stops at the first surprise"
)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

type Section = BTreeMap<String, String>;

/// The sections of the budget: names, each with its keys.
fn sections() -> BTreeMap<String, Section> {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/budget.toml")).unwrap();
    let mut sections = BTreeMap::<String, Section>::new();
    let mut name = String::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        if let Some(head) = line.strip_prefix('[') {
            name = head.trim_end_matches(']').to_owned();
        } else if let Some((key, value)) = line.split_once(" = ") {
            let value = value.trim_matches('"').replace('_', "");
            sections.entry(name.clone()).or_default().insert(key.to_owned(), value);
        }
    }
    sections
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
    let mut slips = Vec::new();
    for (name, section) in sections() {
        let less = section.get("beyond").map_or(0, |file| sent(site.join(file)));
        let size = sent(site.join(&section["file"])) - less;
        let number = |key: &str| section[key].parse::<i64>().unwrap();
        let (promise, recorded, kept) = (number("promise"), number("recorded"), section["kept"] == "yes");
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
