//! Golden stories: one folder under `stories/` is one walk, from a file and settings to everything that is told.
//!
//! `settings.txt` holds one setting a line, `key value`; `input` names the file, otherwise the folder's own `input.*` is read.
//! Golden are `report.json` (the plot as counts and a fingerprint), or `error.txt` where the walk is refused, and whichever of
//! `text.txt` and `table.csv` the folder has. `BLESS=1` writes them anew, to be read in the diff before committing.

use outage_lens::base::Settings;
use outage_lens::report::{Report, to_csv, to_text};
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// Lines of a difference that are shown.
const SHOWN: usize = 12;

fn stories() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stories");
    let mut all: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    all.retain(|path| path.is_dir());
    all.sort();
    all
}

struct Story {
    name: String,
    bytes: Vec<u8>,
    settings: Settings,
}

fn open(folder: &Path) -> Story {
    let mut settings = Settings::default();
    let mut input = None;
    for line in std::fs::read_to_string(folder.join("settings.txt")).unwrap_or_default().lines() {
        let (key, value) = line.split_once(' ').expect("a line of settings.txt is a key and a value");
        if key == "input" { input = Some(folder.join(value)) } else { settings.set(key, value).unwrap() }
    }
    let own = || {
        let mut paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        paths.find(|path| path.file_stem().is_some_and(|stem| stem == "input")).expect("an input")
    };
    let path = input.unwrap_or_else(own);
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    Story { name, bytes: std::fs::read(path).unwrap(), settings }
}

/// The Report with its ink as counts and a fingerprint: the drawing has golden files of its own.
fn golden(report: &Report) -> String {
    let mut value = serde_json::to_value(report).unwrap();
    for ink in value["plot"].as_array_mut().unwrap() {
        let print = Sha256::digest(ink.to_string()).iter().take(8).fold(String::new(), |mut hex, byte| {
            write!(hex, "{byte:02x}").unwrap();
            hex
        });
        *ink = serde_json::json!({ "series": ink["series"], "columns": ink["t"].as_array().unwrap().len(), "print": print });
    }
    serde_json::to_string_pretty(&value).unwrap() + "\n"
}

/// Compares with a golden file, or writes it; the difference, if any.
fn compare(path: &Path, got: &str) -> Option<String> {
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(path, got).unwrap();
        return None;
    }
    let want = std::fs::read_to_string(path).unwrap_or_default();
    (want != got).then(|| format!("{}\n{}", path.display(), difference(&want, got)))
}

/// The lines between the common beginning and the common end, a few of each side.
fn difference(want: &str, got: &str) -> String {
    let (want, got): (Vec<_>, Vec<_>) = (want.lines().collect(), got.lines().collect());
    let head = want.iter().zip(&got).take_while(|(a, b)| a == b).count();
    let tail = want[head..].iter().rev().zip(got[head..].iter().rev()).take_while(|(a, b)| a == b).count();
    let side = |lines: &[&str], sign: char| {
        let middle = &lines[head..lines.len() - tail];
        let mut text: String = middle.iter().take(SHOWN).map(|line| format!("  {sign} {line}\n")).collect();
        if middle.len() > SHOWN {
            writeln!(text, "  {sign} … {} lines more", middle.len() - SHOWN).unwrap();
        }
        text
    };
    format!("  from line {}:\n{}{}", head + 1, side(&want, '-'), side(&got, '+'))
}

#[test]
fn every_story_is_told_as_before() {
    let folders = stories();
    assert!(folders.len() >= 3, "the stories are not found");
    let mut slips = Vec::new();
    for folder in &folders {
        let story = open(folder);
        match outage_lens::analyze(&story.name, &story.bytes, &story.settings) {
            Ok(report) => {
                slips.extend(compare(&folder.join("report.json"), &golden(&report)));
                let tables = [("text.txt", to_text(&report)), ("table.csv", to_csv(&report))];
                let kept = tables.iter().map(|(name, got)| (folder.join(name), got)).filter(|(path, _)| path.exists());
                slips.extend(kept.filter_map(|(path, got)| compare(&path, got)));
            }
            Err(error) => slips.extend(compare(&folder.join("error.txt"), &format!("{}: {error}\n", error.code))),
        }
        // Looked at here, not in a test of its own: that would run while a new story is being given its ending.
        if ["report.json", "error.txt"].iter().all(|name| folder.join(name).exists()) {
            slips.push(format!("{}: a story ends in report.json or in error.txt, never in both", folder.display()));
        }
    }
    assert!(slips.is_empty(), "{} of {} stories changed\n{}", slips.len(), folders.len(), slips.join("\n"));
}

#[test]
fn a_difference_is_short_and_has_its_line() {
    let text = difference("a\nb\nc\n", "a\nx\nc\n");
    assert_eq!(text, "  from line 2:\n  - b\n  + x\n");
}
