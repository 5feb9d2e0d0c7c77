//! The builds of the engine and the files of `www/` → the files of the site, by path.
//!
//! In: the folder of the page and the [`Engine`]s. Out: every file of the bundle; `outage-lens.js` is linked, carries the
//! hash of each wasm, and so one `integrity` on its tag covers the chain. A module inside the script is written again only
//! where another script of the site imports it; scripts that make data (`.py`) are not shipped.

use super::Trouble;
use super::build::Engine;
use super::link::{Filling, link, shipped_too};
use super::script::shorten;
use super::seal::{seal, short_seal};
use super::{docs, package};
use std::collections::BTreeMap;
use std::path::Path;

/// The files of a site, by path.
pub(super) type Files = BTreeMap<String, Vec<u8>>;

/// The script's entry in `www/` and its name in the bundle.
pub(super) const SCRIPT: &str = "outage-lens.js";

/// Every file of the bundle.
pub(super) fn files(www: &Path, engines: &[Engine]) -> Result<Files, Trouble> {
    let mut files = Files::new();
    gather(www, "", &mut files)?;
    let mut modules = BTreeMap::new();
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".js")) {
        let text = String::from_utf8(bytes.clone());
        modules.insert(path.clone(), text.map_err(|_| Trouble::ours(format!("www/{path} is not UTF-8.")))?);
    }
    let built = built(engines)?;
    let linked = link(&modules, SCRIPT, &Filling { built: &built, glue: &glue(engines) })?;
    let shipped = shipped_too(&modules, SCRIPT, &linked.inside)?;
    files.retain(|path, _| !linked.inside.contains(path) || shipped.contains(path));
    let script = shorten(&linked.script).map_err(|(line, what)| Trouble::ours(format!("{SCRIPT}:{line}: {what}")))?;
    files.insert(SCRIPT.to_owned(), script.into_bytes());
    for engine in engines {
        files.insert(engine.file.to_owned(), engine.wasm.clone());
    }
    docs::add(&mut files, www)?;
    package::add(&mut files, &www.join(".."))?;
    let seals: BTreeMap<&str, String> = files.iter().map(|(path, bytes)| (path.as_str(), seal(bytes))).collect();
    let seals = package::pretty(&seals)?;
    files.insert("integrity.json".to_owned(), seals.into_bytes());
    Ok(files)
}

/// What the script knows of its builds: file and hash of each wasm, by name.
fn built(engines: &[Engine]) -> Result<String, Trouble> {
    #[derive(serde::Serialize)]
    struct Wasm<'a> {
        file: &'a str,
        integrity: String,
    }
    let wasm = |engine: &Engine| Wasm { file: engine.file, integrity: short_seal(&engine.wasm) };
    let built: BTreeMap<&str, Wasm<'_>> = engines.iter().map(|engine| (engine.name, wasm(engine))).collect();
    serde_json::to_string(&built).map_err(|error| Trouble::ours(error.to_string()))
}

/// `const glue = {…}`: each build's border behind a function that makes it anew, so that a dead instance can be replaced.
/// Builds whose borders are the same to the byte share one.
fn glue(engines: &[Engine]) -> String {
    let mut text = String::from("const glue = {\n");
    for (n, engine) in engines.iter().enumerate() {
        if let Some(same) = engines.iter().take(n).find(|before| before.glue == engine.glue) {
            text.push_str(&format!("{}: () => glue.{}(),\n", engine.name, same.name));
            continue;
        }
        text.push_str(&format!("{}: () => {{\n{}\n}},\n", engine.name, engine.glue));
    }
    text + "};"
}

/// The files of a made bundle, as they are.
pub(super) fn read(folder: &Path) -> Result<Files, Trouble> {
    let mut files = Files::new();
    gather(folder, "", &mut files)?;
    Ok(files)
}

fn gather(folder: &Path, prefix: &str, files: &mut Files) -> Result<(), Trouble> {
    let off = |error: std::io::Error| Trouble::call(format!("{} can't be read: {error}.", folder.display()));
    for entry in std::fs::read_dir(folder).map_err(off)? {
        let entry = entry.map_err(off)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{prefix}{name}");
        if name.starts_with(['.', '_']) || name.ends_with(".py") {
            continue;
        }
        if entry.path().is_dir() {
            gather(&entry.path(), &format!("{path}/"), files)?;
        } else {
            files.insert(path, std::fs::read(entry.path()).map_err(off)?);
        }
    }
    Ok(())
}
