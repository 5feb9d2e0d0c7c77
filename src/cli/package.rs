//! What makes the folder of the bundle a package for npm: `package.json`, types, manifest, a README and the licences.
//!
//! In: the files of the site and the folder of the crate. Out: more files. The package is the whole folder, so that no page
//! of it points outside and `integrity.json` names what is there. Importing the module where there is no DOM does nothing.

use super::files::{Files, SCRIPT, pretty};
use super::{CliError, attributes};
use crate::chart::CHARTS;
use crate::{cost, detect, read};
use serde_json::json;
use std::path::Path;

/// Adds the package's own files to those of the site.
pub(super) fn add(files: &mut Files, root: &Path) -> Result<(), CliError> {
    let package = json!({
        "name": env!("CARGO_PKG_NAME"),
        "version": env!("CARGO_PKG_VERSION"),
        "description": env!("CARGO_PKG_DESCRIPTION"),
        "license": env!("CARGO_PKG_LICENSE"),
        "type": "module",
        "main": format!("./{SCRIPT}"),
        "module": format!("./{SCRIPT}"),
        "types": "./outage-lens.d.ts",
        "customElements": "custom-elements.json",
        // Importing defines the element.
        "sideEffects": ["*.js"],
        "exports": {
            ".": { "types": "./outage-lens.d.ts", "default": format!("./{SCRIPT}") },
            "./*": "./*"
        },
        "keywords": ["web component", "internet outage", "connectivity", "wasm"]
    });
    files.insert("package.json".to_owned(), pretty(&package)?.into_bytes());
    files.insert("outage-lens.d.ts".to_owned(), attributes::types().into_bytes());
    files.insert("custom-elements.json".to_owned(), attributes::manifest()?.into_bytes());
    files.insert("catalogue.json".to_owned(), catalogue(files)?.into_bytes());
    files.insert("README.md".to_owned(), readme().into_bytes());
    for name in ["LICENSE-MIT", "LICENSE-APACHE"] {
        let text = std::fs::read(root.join(name));
        files.insert(name.to_owned(), text.map_err(|error| CliError::call(format!("{name} can't be read: {error}.")))?);
    }
    Ok(())
}

/// The tables of the rooms, for menus: ids and names, the countries, the languages that have words.
fn catalogue(files: &Files) -> Result<String, CliError> {
    let row = |id: &str, name: &str| json!({ "id": id, "name": name });
    let languages = files.keys().filter_map(|path| path.strip_prefix("i18n/")?.strip_suffix(".json"));
    let detectors = detect::DETECTORS.iter().map(|detector| detector.about());
    let models = cost::MODELS.iter().map(|model| model.about());
    pretty(&json!({
        "formats": read::FORMATS.iter().map(|format| row(format.about().id, format.about().name)).collect::<Vec<_>>(),
        "detectors": detectors.map(|about| row(about.id, about.name)).collect::<Vec<_>>(),
        "models": models.map(|about| row(about.id, about.name)).collect::<Vec<_>>(),
        "charts": CHARTS.iter().map(|chart| row(chart.about().id, chart.about().name)).collect::<Vec<_>>(),
        "countries": cost::economy::countries().map(|country| country.code).collect::<Vec<_>>(),
        "languages": std::iter::once("en").chain(languages).collect::<Vec<_>>()
    }))
}

fn readme() -> String {
    format!(
        "# Outage Lens\n\n{}\n\nPut the files of this package where your site serves static files (a bundler's `public` folder), then:\n\n\
        ```html\n<script type=\"module\" src=\"/outage-lens/{SCRIPT}\"></script>\n\
        <outage-lens src=\"data.csv\" country=\"KP\" represents=\"country\"></outage-lens>\n```\n\n\
        The script looks for its `.wasm` and its words beside itself. `integrity.json` has the `integrity` value of each file.\n\n{}",
        env!("CARGO_PKG_DESCRIPTION"),
        attributes::markdown()
    )
}
