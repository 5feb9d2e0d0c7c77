//! The house keeps its rules: who may know whom, no circles, sizes of files, words that were given up, and where the outside
//! may be named. The whole table is `MAY_USE`.

mod circles;
mod imports;
mod words;

use self::circles::circles;
use self::imports::{End, edges, edges_of};
use super::sources::{files, files_ending, read};
use std::path::{Path, PathBuf};

/// What each room may use, besides itself; `lib.rs`, which puts the walk together, has no name.
const MAY_USE: &[(&str, &[&str])] = &[
    ("base", &[]),
    ("read", &["base"]),
    ("detect", &["base"]),
    ("cost", &["base", "detect"]),
    ("report", &["base", "detect", "cost"]),
    ("chart", &["base", "report"]),
    ("web", &["", "base", "read", "detect", "cost", "report", "chart"]),
    ("cli", &["", "base", "read", "detect", "cost", "report", "chart"]),
];
/// Only `web` may name these crates.
const PAGE: &[&str] = &["wasm_bindgen", "js_sys", "web_sys", "serde_wasm_bindgen", "plotters_canvas"];
/// Only `cli` may name these.
const OUTSIDE: &[&str] =
    &["std::fs", "std::process", "std::env", "TcpListener", "TcpStream", "UdpSocket", "std::thread"];
/// Lines of a source file: what can be read in one sitting.
const LINES: usize = 400;
/// Endings of files that people write. Data, golden files and what tools make are none of them.
const WRITTEN: &[&str] = &["rs", "js", "ts", "css", "html", "py"];

/// The room of a file of `src`; `lib.rs` and `main.rs` have none.
fn room(path: &Path) -> String {
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy().into_owned()).collect();
    if parts.len() > 2 { parts[1].clone() } else { String::new() }
}

/// Rust sources with their room.
fn sources() -> Vec<(String, PathBuf, String)> {
    let all: Vec<_> =
        files_ending("src", &["rs"]).into_iter().map(|path| (room(&path), path.clone(), read(&path))).collect();
    assert!(all.len() > 30, "the sources are not found");
    all
}

/// The code of a file: without comments and without what follows its tests.
fn code(path: &Path, text: &str) -> String {
    if path.ends_with("tests.rs") || path.ends_with("properties.rs") {
        return String::new();
    }
    let body = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let lines = body.lines().map(|line| if line.trim_start().starts_with("//") { "" } else { line });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn no_forbidden_edge() {
    let mut slips = Vec::new();
    for (file, others) in edges(End::Named) {
        let own = room(&file);
        let Some((_, may)) = MAY_USE.iter().find(|(name, _)| *name == own) else {
            assert!(own.is_empty(), "{} is in no known room", file.display());
            continue;
        };
        for other in others {
            let theirs = room(&other);
            if theirs != own && !may.contains(&theirs.as_str()) {
                slips.push(format!("{} must not know {}", file.display(), other.display()));
            }
        }
    }
    assert!(slips.is_empty(), "{}", slips.join("\n"));
}

#[test]
fn no_files_use_each_other_in_a_circle() {
    let edges = edges(End::Defined);
    assert!(edges.values().map(|others| others.len()).sum::<usize>() > 300, "the edges are not found");
    let told: Vec<String> = circles(&edges)
        .iter()
        .map(|group| group.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", "))
        .collect();
    assert!(told.is_empty(), "{} circles:\n{}", told.len(), told.join("\n"));
}

/// What the two tests above rest on: paths in groups, through re-exports, in macros, in code and by `super` are followed; tests
/// and a room's table of contents are not.
#[test]
fn edges_and_circles_are_found() {
    let files = [
        ("src/lib.rs", "pub mod a; pub mod b; use a::One;"),
        ("src/a/mod.rs", "mod one; mod two; #[cfg(test)] mod tests; pub use one::One; pub use two::Two as Other;"),
        ("src/a/one.rs", "use super::Other; pub struct One(Other); #[cfg(test)] mod tests { use crate::b::B; }"),
        ("src/a/two.rs", "pub struct Two; fn f() { vec![crate::b::B]; } mod inner { use super::super::one::One; }"),
        ("src/a/tests.rs", "use crate::b::B;"),
        ("src/b.rs", "use crate::{a::{self, One}, b::B as Same}; pub struct B; fn f(_: crate::a::Other) {}"),
    ];
    let edges =
        edges_of(files.iter().map(|(path, text)| (PathBuf::from(path), (*text).to_owned())).collect(), End::Defined);
    let told: Vec<String> = edges
        .iter()
        .flat_map(|(file, others)| others.iter().map(move |other| format!("{} {}", file.display(), other.display())))
        .collect();
    let want = [
        "src/a/one.rs src/a/two.rs",
        "src/a/two.rs src/a/one.rs",
        "src/a/two.rs src/b.rs",
        "src/b.rs src/a/mod.rs",
        "src/b.rs src/a/one.rs",
        "src/b.rs src/a/two.rs",
    ];
    assert_eq!(told, want);
    let circle = circles(&edges);
    assert_eq!(circle.len(), 1);
    let mut group: Vec<_> = circle[0].iter().map(|path| path.to_str().unwrap()).collect();
    group.sort_unstable();
    assert_eq!(group, ["src/a/one.rs", "src/a/two.rs", "src/b.rs"]);
}

#[test]
fn the_outside_is_named_in_its_rooms_only() {
    let mut slips = Vec::new();
    for (room, path, text) in sources() {
        let body = code(&path, &text);
        let whole = |name: &str| {
            body.match_indices(name).any(|(at, _)| {
                let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != '_');
                edge(body[..at].chars().next_back()) && edge(body[at + name.len()..].chars().next())
            })
        };
        if !["web", "cli"].contains(&room.as_str()) {
            slips.extend(PAGE.iter().filter(|name| whole(name)).map(|name| (path.clone(), *name)));
        }
        if room != "cli" && !path.ends_with("main.rs") {
            slips.extend(OUTSIDE.iter().filter(|name| whole(name)).map(|name| (path.clone(), *name)));
        }
    }
    assert!(slips.is_empty(), "{slips:?}");
}

#[test]
fn a_file_has_one_idea_and_says_it() {
    let mut slips = Vec::new();
    for path in ["src", "www", "tests"].iter().flat_map(|below| files_ending(below, WRITTEN)) {
        let text = read(&path);
        let lines = text.lines().count();
        if lines > LINES {
            slips.push(format!("{}: {lines} lines", path.display()));
        }
        let tests = path.ends_with("tests.rs") || path.ends_with("properties.rs");
        if path.starts_with("src")
            && path.extension().is_some_and(|end| end == "rs")
            && !tests
            && !text.starts_with("//!")
        {
            slips.push(format!("{}: does not open with what it is", path.display()));
        }
    }
    assert!(slips.is_empty(), "{}", slips.join("\n"));
}

#[test]
fn the_project_speaks_of_itself_alone() {
    // In pieces, so that this file does not hold them.
    let tops = [["/wo", "rk/"], ["/tm", "p/"], ["/ro", "ot/"]];
    let given = [
        ["shared", "/data"],
        ["shared", "/design"],
        ["shared", "/cases"],
        ["shared", "/hostile"],
        ["shared", "/research"],
    ];
    let words: Vec<String> = tops.iter().chain(&given).map(|parts| parts.concat()).collect();
    let mut slips = Vec::new();
    for path in files(".") {
        let allowed = path.starts_with(".ci") || path.extension().is_some_and(|e| e == "lock");
        let text = if allowed { String::new() } else { read(&path) };
        for (i, line) in text.lines().enumerate() {
            if words.iter().any(|word| line.contains(word.as_str())) {
                slips.push(format!("{}:{}: {line}", path.display(), i + 1));
            }
        }
    }
    assert!(slips.is_empty(), "{}", slips.join("\n"));
}
