//! The builds of the crate and the files of `www/` → the files of the site, by path.
//!
//! In: the folder of the page and each [`Wasm`]. Out: every file of the bundle; `outage-lens.js` is linked, carries the hash of
//! each wasm and of each language, and so one `integrity` on its tag covers the chain. A module inside the script is written again
//! only where another script of the site imports it.

use super::CliError;
use super::build::{FIGURE, Wasm};
use super::files::{Files, SCRIPT, gather, pretty};
use super::integrity::{integrity, short_integrity};
use super::link::{Filling, link, shipped_too};
use super::script::shorten;
use super::{attributes, docs, package};
use crate::cost;
use serde_json::json;
use std::collections::BTreeMap;
use std::path::Path;

/// Every file of the bundle.
pub(super) fn files(www: &Path, builds: &[Wasm]) -> Result<Files, CliError> {
    let mut files = gather(www)?;
    let script = script(&mut files, builds)?;
    files.insert(SCRIPT.to_owned(), script.into_bytes());
    for wasm in builds {
        files.insert(wasm.build.file.to_owned(), wasm.bytes.clone());
    }
    docs::add(&mut files, www)?;
    package::add(&mut files, &www.join(".."))?;
    let hashes: BTreeMap<&str, String> = files.iter().map(|(path, bytes)| (path.as_str(), integrity(bytes))).collect();
    let hashes = pretty(&hashes)?;
    files.insert("integrity.json".to_owned(), hashes.into_bytes());
    Ok(files)
}

/// The script, linked and shortened; the modules that are inside it alone leave the files.
fn script(files: &mut Files, builds: &[Wasm]) -> Result<String, CliError> {
    let mut modules = BTreeMap::new();
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".js")) {
        let text = String::from_utf8(bytes.clone());
        modules.insert(path.clone(), text.map_err(|_| CliError::ours(format!("www/{path} is not UTF-8.")))?);
    }
    let (figure, engines): (Vec<&Wasm>, Vec<&Wasm>) = builds.iter().partition(|wasm| wasm.build.name == FIGURE);
    let glue =
        [("const figures = {};", borders("figures", &figure)), ("const engines = {};", borders("engines", &engines))];
    let linked = link(&modules, SCRIPT, &Filling { built: &built(builds, files).to_string(), glue: &glue })?;
    let shipped = shipped_too(&modules, SCRIPT, &linked.inside)?;
    files.retain(|path, _| !linked.inside.contains(path) || shipped.contains(path));
    shorten(&linked.script).map_err(|(line, what)| CliError::ours(format!("{SCRIPT}:{line}: {what}")))
}

/// What the script knows of what it was built with: file and hash of each wasm, the hash of each language's words, the attributes
/// of the element, and the names that a frozen Report leaves to whoever shows it.
fn built(builds: &[Wasm], files: &Files) -> serde_json::Value {
    let wasm = builds.iter().map(|wasm| {
        let about = json!({ "file": wasm.build.file, "integrity": short_integrity(&wasm.bytes) });
        (wasm.build.name.to_owned(), about)
    });
    let words = files.iter().filter_map(|(path, bytes)| {
        let language = path.strip_prefix("i18n/")?.strip_suffix(".json")?;
        Some((language.to_owned(), short_integrity(bytes).into()))
    });
    let name = |id: &str, name: &str| json!({ "id": id, "name": name });
    json!({
        "wasm": wasm.collect::<serde_json::Map<_, _>>(),
        "words": words.collect::<serde_json::Map<_, _>>(),
        "attributes": attributes::rows(),
        "models": cost::MODELS.iter().map(|model| name(model.about().id, model.about().name)).collect::<Vec<_>>(),
    })
}

/// `const NAME = {…}`: each build's border behind a function that makes it anew, so that a dead instance can be replaced.
/// Builds whose borders are the same to the byte share one.
fn borders(name: &str, builds: &[&Wasm]) -> String {
    let mut text = format!("const {name} = {{\n");
    for (n, wasm) in builds.iter().enumerate() {
        match builds.iter().take(n).find(|before| before.glue == wasm.glue) {
            Some(same) => text.push_str(&format!("{}: () => {name}.{}(),\n", wasm.build.name, same.build.name)),
            None => text.push_str(&format!("{}: () => {{\n{}\n}},\n", wasm.build.name, wasm.glue)),
        }
    }
    text + "};"
}
