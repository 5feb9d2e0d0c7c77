//! The house keeps its rules: edges between rooms, where the outside may be named, sizes of files, numbers of crates.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test reads the sources, and stops at the first surprise"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

/// What each room may use, besides itself.
const MAY_USE: &[(&str, &[&str])] = &[
    ("base", &[]),
    ("read", &["base"]),
    ("detect", &["base"]),
    ("cost", &["base", "detect"]),
    ("report", &["base", "detect", "cost"]),
    ("chart", &["base", "report"]),
    ("web", &["base", "read", "detect", "cost", "report", "chart"]),
    ("cli", &["base", "read", "detect", "cost", "report", "chart"]),
];
/// Only `web` may name these crates.
const PAGE: &[&str] = &["wasm_bindgen", "js_sys", "web_sys", "serde_wasm_bindgen", "plotters_canvas"];
/// Only `cli` may name these.
const OUTSIDE: &[&str] =
    &["std::fs", "std::process", "std::env", "TcpListener", "TcpStream", "UdpSocket", "std::thread"];
/// Direct crates in all, and in the first wasm.
const CRATES: (usize, usize) = (24, 14);
/// Lines of a source file.
const LINES: usize = 400;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Files of the project that git knows or would add, below a folder.
fn files(below: &str) -> Vec<PathBuf> {
    let list = ["ls-files", "--cached", "--others", "--exclude-standard", "--", below];
    let output = Command::new("git").args(list).current_dir(root()).output().unwrap();
    assert!(output.status.success(), "git ls-files");
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(PathBuf::from).filter(|path| root().join(path).is_file()).collect()
}

fn read(path: &Path) -> String {
    String::from_utf8_lossy(&std::fs::read(root().join(path)).unwrap()).into_owned()
}

/// Rust sources with their room; `lib.rs` and `main.rs` have none.
fn sources() -> Vec<(String, PathBuf, String)> {
    let paths = files("src").into_iter().filter(|path| path.extension().is_some_and(|e| e == "rs"));
    let all: Vec<_> = paths
        .map(|path| {
            let parts: Vec<_> = path.components().map(|c| c.as_os_str().to_string_lossy().into_owned()).collect();
            let room = if parts.len() > 2 { parts[1].clone() } else { String::new() };
            let text = read(&path);
            (room, path, text)
        })
        .collect();
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

/// Names right after `crate::`, also in a group.
fn roots_named(code: &str) -> BTreeSet<String> {
    let word = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let mut names = BTreeSet::new();
    for after in code.split("crate::").skip(1) {
        let Some(group) = after.strip_prefix('{') else {
            names.insert(word(after));
            continue;
        };
        let mut depth = 0;
        let mut part = String::new();
        for c in group.chars() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => drop(names.insert(word(std::mem::take(&mut part).trim()))),
                c if depth == 0 => part.push(c),
                _ => {}
            }
        }
        names.insert(word(part.trim()));
    }
    names
}

#[test]
fn a_group_of_names_is_read() {
    let names = roots_named("use crate::{base::{A, b}, read};\nuse crate::cost::C;");
    assert_eq!(names.into_iter().collect::<Vec<_>>(), ["base", "cost", "read"]);
}

#[test]
fn no_forbidden_edge() {
    let mut slips = Vec::new();
    for (room, path, text) in sources() {
        let Some((_, may)) = MAY_USE.iter().find(|(name, _)| *name == room) else {
            assert!(room.is_empty(), "{} is in no known room", path.display());
            continue;
        };
        let body = code(&path, &text);
        for name in roots_named(&body) {
            let other = MAY_USE.iter().any(|(known, _)| *known == name);
            if other && name != room && !may.contains(&name.as_str()) {
                slips.push(format!("{}: {room} must not know {name}", path.display()));
            }
        }
        let depth = path.components().count() - if path.ends_with("mod.rs") { 2 } else { 1 };
        if body.contains(&"super::".repeat(depth)) {
            slips.push(format!("{}: leaves its room by super", path.display()));
        }
    }
    assert!(slips.is_empty(), "{}", slips.join("\n"));
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
    for (_, path, text) in sources() {
        let lines = text.lines().count();
        if lines > LINES {
            slips.push(format!("{}: {lines} lines", path.display()));
        }
        let tests = path.ends_with("tests.rs") || path.ends_with("properties.rs");
        if !text.starts_with("//!") && !tests {
            slips.push(format!("{}: does not open with what it is", path.display()));
        }
    }
    assert!(slips.is_empty(), "{}", slips.join("\n"));
}

/// Sections of the manifest, each with the names of its crates, whether optional, and whether a reason stands before.
fn manifest() -> BTreeMap<String, Vec<(String, bool, bool)>> {
    let text = read(Path::new("Cargo.toml"));
    let mut sections = BTreeMap::<String, Vec<_>>::new();
    let (mut section, mut reason) = (String::new(), false);
    for line in text.lines() {
        if let Some(name) = line.strip_prefix('[') {
            section = name.trim_end_matches(']').to_owned();
            reason = false;
        } else if line.starts_with('#') {
            reason = true;
        } else if let Some((name, rest)) = line.split_once(" = ") {
            let row = (name.to_owned(), rest.contains("optional = true"), reason);
            sections.entry(section.clone()).or_default().push(row);
        } else {
            reason = false;
        }
    }
    sections
}

#[test]
fn few_crates_each_with_its_reason() {
    let sections = manifest();
    let crates = &sections["dependencies"];
    let web: String = read(Path::new("Cargo.toml")).lines().filter(|line| line.starts_with("web = ")).collect();
    let first =
        crates.iter().filter(|(name, optional, _)| !optional || web.contains(&format!("\"dep:{name}\""))).count();
    assert!(crates.len() <= CRATES.0, "{} direct crates", crates.len());
    assert!(first <= CRATES.1, "{first} direct crates in the first wasm");
    let bare: Vec<_> = crates.iter().filter(|(_, _, reason)| !reason).map(|(name, ..)| name).collect();
    assert!(bare.is_empty(), "no reason stands before {bare:?}");
}

#[test]
fn every_licence_is_on_the_list() {
    let deny = read(Path::new("deny.toml"));
    let list = deny.split("allow = [").nth(1).and_then(|rest| rest.split(']').next()).unwrap();
    let allowed: BTreeSet<&str> = list.split('"').skip(1).step_by(2).collect();
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

#[test]
fn the_project_speaks_of_itself_alone() {
    let words = [["/wo", "rk/"].concat(), ["/tm", "p/"].concat(), ["/ro", "ot/"].concat(), ["sha", "red/"].concat()];
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
