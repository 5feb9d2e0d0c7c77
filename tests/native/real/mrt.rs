//! Every real MRT file holds the same announcements, withdrawals and table rows for us as for `bgpdump -m`.

use outage_lens::base::Settings;
use outage_lens::read::Input;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What bgpdump can't read, or counts otherwise, each with the reason.
const APART: &[(&str, &str)] = &[
    ("bird_bgp", "ADD-PATH updates: bgpdump takes each path identifier for default routes"),
    ("bird6_bgp", "ADD-PATH updates: bgpdump takes each path identifier for default routes"),
];

fn files(dir: &Path, out: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, out);
        } else if path.extension().is_none_or(|e| e != "json") {
            out.push(path);
        }
    }
    out.sort();
}

fn ours(path: &Path) -> [u64; 3] {
    let bytes = std::fs::read(path).unwrap();
    let mut input = Input::new(&Settings::default());
    for chunk in bytes.chunks(4097) {
        input.push(chunk).unwrap();
    }
    let reading = input.finish().unwrap();
    for note in reading.notes.list() {
        println!("    {} x{} {:?}", note.code, note.count, note.place);
    }
    reading.source.elements.unwrap()
}

fn theirs(path: &Path) -> [u64; 3] {
    let out = Command::new("bgpdump").arg("-m").arg(path).output().unwrap().stdout;
    let mut counts = [0; 3];
    for line in out.split(|b| *b == b'\n') {
        match line.split(|b| *b == b'|').nth(2) {
            Some(b"A") => counts[0] += 1,
            Some(b"W") => counts[1] += 1,
            Some(b"B") => counts[2] += 1,
            _ => {}
        }
    }
    counts
}

#[test]
#[ignore = "reads real files: tests/run --real DIR"]
fn the_same_elements_as_bgpdump() {
    let dir = PathBuf::from(std::env::var("OUTAGE_LENS_REAL").unwrap()).join("formats/mrt");
    let mut all = Vec::new();
    files(&dir, &mut all);
    assert!(!all.is_empty());
    let mut wrong = 0;
    for path in all {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let (ours, theirs) = (ours(&path), theirs(&path));
        let apart = APART.iter().find(|(n, _)| *n == name);
        println!("{name}: ours {ours:?} bgpdump {theirs:?} {}", apart.map_or("", |a| a.1));
        // A file that stands apart must go on doing so, or its row has to go.
        wrong += usize::from((ours != theirs) != apart.is_some());
    }
    assert_eq!(wrong, 0);
}
