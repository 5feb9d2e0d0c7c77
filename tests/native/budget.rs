//! What a reader has to download against `budget.toml`: a promise that is kept stays kept, one that is not yet kept is named as
//! such, and no step of growth goes unseen.

use super::sources::read;
use std::path::{Path, PathBuf};
use toml::{Table, Value};

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
    let budget: Table = read(Path::new("tests/budget.toml")).parse().unwrap();
    for (name, section) in budget {
        let file = |key: &str| section.get(key).and_then(Value::as_str).map(|file| sent(site.join(file)));
        let size = file("file").unwrap() - file("beyond").unwrap_or(0);
        let number = |key: &str| section[key].as_integer().unwrap();
        let (promise, recorded, kept) = (number("promise"), number("recorded"), section["kept"].as_bool().unwrap());
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
