//! The files of a site, by path: what is gathered from a folder, and JSON for one of them.

use super::CliError;
use std::collections::BTreeMap;
use std::path::Path;

/// The files of a site, by path.
pub(super) type Files = BTreeMap<String, Vec<u8>>;

/// The script's entry in `www/` and its name in the bundle.
pub(super) const SCRIPT: &str = "outage-lens.js";

/// The files below a folder. Scripts that make data (`.py`), and what begins with a dot or `_`, are no part of a site.
pub(super) fn gather(folder: &Path) -> Result<Files, CliError> {
    let mut files = Files::new();
    add(folder, "", &mut files)?;
    Ok(files)
}

fn add(folder: &Path, prefix: &str, files: &mut Files) -> Result<(), CliError> {
    let off = |error: std::io::Error| CliError::call(format!("{} can't be read: {error}.", folder.display()));
    for entry in std::fs::read_dir(folder).map_err(off)? {
        let entry = entry.map_err(off)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{prefix}{name}");
        // A link may lead out of the folder, or round in it.
        let is_link = entry.file_type().map_err(off)?.is_symlink();
        if is_link || name.starts_with(['.', '_']) || name.ends_with(".py") {
            continue;
        }
        if entry.path().is_dir() {
            add(&entry.path(), &format!("{path}/"), files)?;
        } else {
            files.insert(path, std::fs::read(entry.path()).map_err(off)?);
        }
    }
    Ok(())
}

/// Writes the files below a folder.
pub(super) fn write(out: &Path, files: &Files) -> Result<(), CliError> {
    for (path, bytes) in files {
        let path = out.join(path);
        let written = path.parent().map_or(Ok(()), std::fs::create_dir_all).and_then(|()| std::fs::write(&path, bytes));
        written.map_err(|error| CliError::call(format!("{} can't be written: {error}.", path.display())))?;
    }
    Ok(())
}

/// JSON for people to read too.
pub(super) fn pretty(value: &impl serde::Serialize) -> Result<String, CliError> {
    serde_json::to_string_pretty(value).map(|text| text + "\n").map_err(|error| CliError::ours(error.to_string()))
}
