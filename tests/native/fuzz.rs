//! The fuzz targets over their corpora: whatever a fuzzer once found interesting still ends as it must.

#[path = "../fuzz/targets.rs"]
pub(crate) mod targets;

/// Runs a target over each file of its corpus.
fn replay(name: &str, target: fn(&[u8])) {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus").join(name);
    let mut files = 0;
    for file in std::fs::read_dir(&folder).unwrap() {
        let path = file.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        files += 1;
        if std::panic::catch_unwind(|| target(&bytes)).is_err() {
            panic!("{} is a finding", path.display());
        }
    }
    assert!(files > 100, "{} holds {files} files", folder.display());
}

#[test]
fn read_any() {
    replay("read_any", targets::read_any);
}

#[test]
fn format() {
    replay("format", targets::format);
}

#[test]
fn analyze() {
    replay("analyze", targets::analyze);
}

#[test]
fn settings() {
    replay("settings", targets::settings);
}
