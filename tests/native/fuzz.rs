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

#[test]
fn report() {
    replay("report", targets::report);
}

#[test]
fn runs_are_of_targets_that_exist() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz");
    let text = std::fs::read_to_string(root.join("runs.tsv")).unwrap();
    let rows: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
    assert!(!rows.is_empty());
    for row in rows {
        let [target, runs, day] = row.split('\t').collect::<Vec<_>>()[..] else {
            panic!("{row:?} has not three cells")
        };
        assert!(root.join("fuzz_targets").join(target).with_extension("rs").is_file(), "{row:?} names no target");
        assert!(runs.parse::<u64>().is_ok_and(|runs| runs > 0), "{row:?} counts no runs");
        let digits = |part: &str, count: usize| part.len() == count && part.bytes().all(|b| b.is_ascii_digit());
        let parts: Vec<&str> = day.split('-').collect();
        assert!(matches!(parts[..], [y, m, d] if digits(y, 4) && digits(m, 2) && digits(d, 2)), "{row:?} names no day");
    }
}
