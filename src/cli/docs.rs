//! The documentation as plain HTML: fragments of `www/docs/_*.html`, and the tables of the rooms where a fragment asks.
//!
//! In: the fragments, whose comments such as `<!--formats-->` ask for a table. Out: `docs/*.html`, each with the same head and
//! list of pages. Refused: a fragment that is missing, a comment that asks for no table. Two pages load a script, to
//! recompute the published rows and to draw every chart; the others load none.

use super::files::Files;
use super::{CliError, docs_tables as tables};
use std::path::Path;

/// Every page: its file and its title. The first is the entry.
const PAGES: &[(&str, &str)] = &[
    ("index", "Quick start"),
    ("attributes", "The element"),
    ("methods", "How it works, for readers"),
    ("detection", "How well outages are found"),
    ("scoreboard", "Scoreboard"),
    ("eye-test", "Eye test"),
    ("check", "Check the cost models"),
    ("measured", "What was measured"),
    ("formats", "Formats"),
    ("scale", "Thousands of series"),
    ("policies", "Policies of pages"),
    ("languages", "Languages"),
    ("accessibility", "Accessibility"),
    ("privacy", "Privacy"),
    ("trust", "Trust"),
    ("cite", "How to cite"),
    ("gallery", "Gallery"),
];

/// The pages with a script, and what they load.
const ALIVE: &[(&str, &str)] = &[
    ("check", "<script type=\"module\" src=\"check.js\"></script>\n"),
    (
        "gallery",
        "<link rel=\"stylesheet\" href=\"gallery.css\">\n<script type=\"module\" src=\"gallery.js\"></script>\n",
    ),
];
/// What they may do besides.
const ALIVE_POLICY: &str = "; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self' blob:";

/// Adds every page.
pub(super) fn add(files: &mut Files, www: &Path) -> Result<(), CliError> {
    for (name, title) in PAGES {
        let path = www.join(format!("docs/_{name}.html"));
        let text = std::fs::read_to_string(&path);
        let text = text.map_err(|error| CliError::call(format!("{} can't be read: {error}.", path.display())))?;
        files.insert(format!("docs/{name}.html"), page(name, title, &filled(&text, files)?).into_bytes());
    }
    Ok(())
}

fn page(name: &str, title: &str, body: &str) -> String {
    let link = |(file, words): &(&str, &str)| {
        let here = if *file == name { " aria-current=\"page\"" } else { "" };
        format!("<li><a href=\"{file}.html\"{here}>{words}</a></li>")
    };
    let list: String = PAGES.iter().map(link).collect();
    let alive = ALIVE.iter().find(|(page, _)| *page == name);
    let (policy, more) = alive.map_or(("", ""), |(_, more)| (ALIVE_POLICY, more));
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
        <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
        <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src 'self'; style-src 'self'{policy}\">\n\
        <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}: Outage Lens</title>\n\
        <link rel=\"icon\" href=\"../icon.svg\">\n<link rel=\"stylesheet\" href=\"../shared/page.css\">\n\
        <link rel=\"stylesheet\" href=\"docs.css\">\n{more}</head>\n<body>\n\
        <a class=\"skip\" href=\"#text\">To the text</a>\n\
        <header><p><a href=\"../index.html\">Outage Lens</a> {}</p><nav aria-label=\"Documentation\"><ul>{list}\
        <li><a href=\"../builder.html\">Make a figure</a></li></ul></nav></header>\n\
        <main id=\"text\" class=\"{name}\">\n<h1>{title}</h1>\n{body}\n</main>\n</body>\n</html>\n",
        env!("CARGO_PKG_VERSION")
    )
}

/// The fragment with its tables.
fn filled(text: &str, files: &Files) -> Result<String, CliError> {
    let mut parts = text.split("<!--");
    let mut made = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once("-->").unwrap_or((part, ""));
        made.push_str(&tables::asked(name, files)?);
        made.push_str(rest);
    }
    Ok(made)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read;
    use std::collections::BTreeSet;

    /// The pages, and every other path of the bundle that a page may point to.
    fn made() -> (Files, BTreeSet<String>) {
        let www = Path::new(env!("CARGO_MANIFEST_DIR")).join("www");
        let mut files = super::super::files::gather(&www).unwrap_or_else(|_| panic!("www"));
        add(&mut files, &www).unwrap_or_else(|error| panic!("{}", error.text()));
        let mut paths: BTreeSet<String> = files.keys().cloned().collect();
        paths.extend(
            ["integrity.json", "outage-lens.d.ts", "custom-elements.json", "LICENSE-MIT", "LICENSE-APACHE"]
                .map(str::to_owned),
        );
        files.retain(|path, _| path.ends_with(".html"));
        (files, paths)
    }

    /// The values of an attribute, of tags alone: a sample of code is text.
    fn values(page: &str, name: &str) -> Vec<String> {
        let begin = format!(" {name}=\"");
        let tags = page.split('<').skip(1).filter_map(|rest| Some(rest.split_once('>')?.0));
        tags.filter_map(|tag| Some(tag.split_once(begin.as_str())?.1.split_once('"')?.0.to_owned())).collect()
    }

    #[test]
    fn every_link_leads_somewhere() {
        let (files, paths) = made();
        let text = |path: &str| files.get(path).map(|bytes| String::from_utf8_lossy(bytes).into_owned());
        let mut checked = 0;
        for path in files.keys().filter(|path| path.starts_with("docs/")) {
            let page = text(path).unwrap_or_default();
            for link in values(&page, "href").into_iter().chain(values(&page, "src")) {
                checked += 1;
                if link.starts_with("https://") {
                    continue;
                }
                let (file, anchor) = link.split_once('#').unwrap_or((link.as_str(), ""));
                let target = match file.strip_prefix("../") {
                    Some(up) => up.to_owned(),
                    None if file.is_empty() => path.clone(),
                    None => format!("docs/{file}"),
                };
                assert!(paths.contains(&target), "{path}: {link}");
                let there = text(&target).unwrap_or_default();
                assert!(
                    anchor.is_empty() || values(&there, "id").iter().any(|id| id == anchor),
                    "{path}: {link} has no such place"
                );
            }
        }
        assert!(checked > 100, "{checked} links");
    }

    #[test]
    fn every_page_has_a_way_and_its_tables() {
        let (files, _) = made();
        let formats = String::from_utf8_lossy(files.get("docs/formats.html").unwrap()).into_owned();
        for format in read::FORMATS {
            assert!(formats.contains(&format!("<code>{}</code>", format.about().id)), "{}", format.about().id);
        }
        for (name, _) in PAGES {
            let page = String::from_utf8_lossy(files.get(&format!("docs/{name}.html")).unwrap()).into_owned();
            assert!(!page.contains("<!--") && page.contains("aria-current"), "{name}");
        }
        assert!(filled("<!--nothing-->", &Files::new()).is_err());
    }
}
