//! What makes the folder of the bundle a package for npm: `package.json`, types, manifest, a README and the licences.
//!
//! In: the files of the site and the folder of the crate. Out: more files. The package holds what an embedding page needs;
//! the demo article and the documentation stay on the site. Importing the module where there is no DOM does nothing.

use super::site::{Files, SCRIPT};
use super::{Trouble, attributes};
use serde_json::json;
use std::path::Path;

/// Files of the site that are the package's, besides those that npm always takes.
const OURS: &[&str] =
    &["outage-lens*", "words", "embed.*", "frame.js", "builder.*", "custom-elements.json", "integrity.json"];

/// Adds the package's own files to those of the site.
pub(super) fn add(files: &mut Files, root: &Path) -> Result<(), Trouble> {
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
        "files": OURS,
        "keywords": ["web component", "internet outage", "connectivity", "wasm"]
    });
    files.insert("package.json".to_owned(), pretty(&package)?.into_bytes());
    files.insert("outage-lens.d.ts".to_owned(), attributes::types().into_bytes());
    files.insert("custom-elements.json".to_owned(), attributes::manifest()?.into_bytes());
    files.insert("README.md".to_owned(), readme().into_bytes());
    for name in ["LICENSE-MIT", "LICENSE-APACHE"] {
        let text = std::fs::read(root.join(name));
        files.insert(name.to_owned(), text.map_err(|error| Trouble::call(format!("{name} can't be read: {error}.")))?);
    }
    Ok(())
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

/// JSON for people to read too.
pub(super) fn pretty(value: &impl serde::Serialize) -> Result<String, Trouble> {
    serde_json::to_string_pretty(value).map(|text| text + "\n").map_err(|error| Trouble::ours(error.to_string()))
}
