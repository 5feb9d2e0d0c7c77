//! The documentation as plain HTML: fragments of `www/docs/_*.html`, and the tables of the rooms where a fragment asks.
//!
//! In: the fragments, whose comments such as `<!--formats-->` ask for a table. Out: `docs/*.html`, each with the same head and
//! list of pages. Refused: a fragment that is missing, a comment that asks for no table. Two pages load a script, to
//! recompute the published rows and to draw every chart; the others load none.

use super::CliError;
use super::attributes::{EVENTS, METHODS, PARTS, TOKENS, attributes};
use super::files::{Files, SCRIPT};
use super::integrity::{integrity, tag};
use crate::base::limits;
use crate::chart::CHARTS;
use crate::{cost, detect, read};
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
    ("policies", "Policies of pages"),
    ("languages", "Languages"),
    ("accessibility", "Accessibility"),
    ("privacy", "Privacy"),
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
        <link rel=\"icon\" href=\"../icon.svg\">\n<link rel=\"stylesheet\" href=\"docs.css\">\n{more}</head>\n<body>\n\
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
        made.push_str(&asked(name, files)?);
        made.push_str(rest);
    }
    Ok(made)
}

fn asked(name: &str, files: &Files) -> Result<String, CliError> {
    let code = |words: &str| format!("<code>{}</code>", escape(words));
    Ok(match name {
        "attributes" => {
            let rows = attributes();
            let row = |row: &super::attributes::Attribute| {
                vec![code(row.name), code(&row.property()), escape(&row.values()), escape(row.about)]
            };
            table("Attributes", &["Attribute", "Property", "Takes", "What it does"], rows.iter().map(row))
        }
        "events" => {
            let row = |(name, detail, when): &(&str, &str, &str)| {
                vec![code(&format!("outage-lens:{name}")), code(detail), escape(when)]
            };
            table("Events", &["Event", "Detail", "When"], EVENTS.iter().map(row))
        }
        "methods" => {
            let row = |(name, gives, about): &(&str, &str, &str)| {
                vec![code(&format!("{name}()")), code(gives), escape(about)]
            };
            table("Methods", &["Method", "Gives", "What it does"], METHODS.iter().map(row))
        }
        "tokens" => table(
            "Custom properties",
            &["Property", "Sets"],
            TOKENS.iter().map(|(name, about)| vec![code(name), escape(about)]),
        ),
        "parts" => PARTS.iter().map(|part| code(&format!("::part({part})"))).collect::<Vec<_>>().join(", "),
        "charts" => CHARTS.iter().map(|chart| code(chart.about().id)).collect::<Vec<_>>().join(", "),
        "formats" => {
            let row = |format: &&dyn read::Format| {
                let about = format.about();
                let licence = if about.licence.is_empty() { "not stated" } else { about.licence };
                vec![escape(about.name), code(about.id), escape(about.source), escape(licence)]
            };
            table(
                "Formats",
                &["Format", "Id", "Where from, and what is done", "Licence"],
                read::FORMATS.iter().map(row),
            )
        }
        "detectors" => {
            let rows = detect::DETECTORS.iter().map(|detector| detector.about());
            let row = |about: &detect::About| vec![escape(about.name), code(about.id), escape(about.rule)];
            table("Rules that find outages", &["Rule", "Id", "What it says"], rows.map(row))
        }
        "models" => {
            let rows = cost::MODELS.iter().map(|model| model.about());
            let row = |about: &cost::About| {
                vec![escape(about.name), code(about.id), code(about.equation), escape(about.source)]
            };
            table("Cost models", &["Model", "Id", "Equation", "Source"], rows.map(row))
        }
        "languages" => {
            let codes = files.keys().filter_map(|path| path.strip_prefix("i18n/")?.strip_suffix(".json"));
            let rows = codes.map(|code_of| vec![code(code_of), "not reviewed by a native reader".to_owned()]);
            let english = std::iter::once(vec![code("en"), "written by the makers".to_owned()]);
            table("Languages", &["Code", "State"], english.chain(rows))
        }
        "limits" => {
            let rows = [
                ("bytes after decompression", limits::BYTES.to_string()),
                ("times that a compressed file may grow, beyond 16 MiB", limits::RATIO.to_string()),
                ("samples", limits::SAMPLES.to_string()),
                ("series", limits::SERIES.to_string()),
                ("files of one input", limits::FILES.to_string()),
                ("characters of a label", limits::LABEL.to_string()),
                ("outages told", limits::OUTAGES.to_string()),
            ];
            table("Limits", &["What", "At most"], rows.into_iter().map(|(what, most)| vec![what.to_owned(), most]))
        }
        "version" => env!("CARGO_PKG_VERSION").to_owned(),
        "economy" => cost::economy::EDITION.to_owned(),
        "sealed" => escape(&tag(&files.get(SCRIPT).map_or(String::new(), |script| integrity(script)))),
        _ => return Err(CliError::ours(format!("www/docs: no table is called {name}."))),
    })
}

fn table(caption: &str, heads: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let heads: String = heads.iter().map(|head| format!("<th scope=\"col\">{head}</th>")).collect();
    let row = |cells: Vec<String>| {
        let mut cells = cells.into_iter();
        let first = cells.next().unwrap_or_default();
        let rest: String = cells.map(|cell| format!("<td>{cell}</td>")).collect();
        format!("<tr><th scope=\"row\">{first}</th>{rest}</tr>\n")
    };
    let body: String = rows.map(row).collect();
    format!(
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{caption}\"><table><caption>{caption}</caption>\
        <thead><tr>{heads}</tr></thead><tbody>\n{body}</tbody></table></div>"
    )
}

pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
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
