//! Every attribute of the element as one table, and what is made of it: what the script knows of them, types, the
//! custom-elements manifest, the table in the README of the package.
//!
//! In: the settings of the walk that are attributes, and the element's own. Out: text. The manifest follows the schema 1.0.0 of custom-elements-manifest.

use super::CliError;
use super::files::{SCRIPT, pretty};
use crate::base::settings::{Room, SETTINGS, Takes};
use serde_json::json;

/// What an attribute holds.
#[derive(Clone, Copy)]
pub(super) enum Holds {
    /// Text.
    Text,
    /// A number as text.
    Number,
    /// One of these; the first is the default.
    One(&'static [&'static str]),
    /// It is there or not.
    Flag,
}

/// One attribute.
#[derive(Clone, Copy)]
pub(super) struct Attribute {
    /// Its name.
    pub(super) name: &'static str,
    /// What it holds.
    pub(super) holds: Holds,
    /// One line about it.
    pub(super) about: &'static str,
}

const OWN: &[Attribute] = &[
    own("src", Holds::Text, "Address of the data, or with frozen of a Report, as the page sees it."),
    own(
        "chart",
        Holds::One(&["timeline", "cost", "calendar", "week", "peers", "compare"]),
        "Chart of pictures and exports; otherwise the mode's own.",
    ),
    own("lang", Holds::Text, "Language; otherwise that of the page around the element."),
    own(
        "dir",
        Holds::One(&["ltr", "rtl", "auto"]),
        "Direction; otherwise that of the page. The time axis stays left to right.",
    ),
    own("theme", Holds::One(&["auto", "light", "dark"]), "Light or dark; otherwise the page's color-scheme."),
    own(
        "mode",
        Holds::One(&["reader", "author", "calculator"]),
        "reader and author show a figure; calculator prices an outage without a file.",
    ),
    own("height", Holds::Text, "Height to reserve: a number of pixels or a CSS length."),
    own(
        "refresh",
        Holds::Text,
        "Read src again every so often, such as 10m or 1h, never below five minutes and not while the page is hidden.",
    ),
    own("frozen", Holds::Flag, "Show the Report that src names as it is; nothing is computed anew."),
];

const fn own(name: &'static str, holds: Holds, about: &'static str) -> Attribute {
    Attribute { name, holds, about }
}

/// Every attribute: the element's own, then the settings of the walk.
pub(super) fn attributes() -> Vec<Attribute> {
    let walk = SETTINGS.iter().filter(|setting| setting.attribute).map(|setting| {
        let holds = match setting.takes {
            Takes::Number(..) | Takes::Share(_) => Holds::Number,
            Takes::One(words, _) => Holds::One(words),
            Takes::Text(_) | Takes::Time(_) | Takes::List(_) | Takes::Lines(_) | Takes::Pairs(..) => Holds::Text,
        };
        Attribute { name: setting.name, holds, about: setting.about }
    });
    OWN.iter().copied().chain(walk).collect()
}

/// What the script knows of each attribute: name, property, its choices; of a setting of the walk, whether another value needs
/// the bytes again.
pub(super) fn rows() -> Vec<serde_json::Value> {
    let row = |row: &Attribute| {
        let mut members = vec![("name", json!(row.name)), ("property", json!(row.property()))];
        match (SETTINGS.iter().find(|setting| setting.name == row.name), row.holds) {
            (Some(setting), _) => {
                members.push(("walk", json!(true)));
                members.extend((setting.room == Room::Read).then_some(("reread", json!(true))));
            }
            (None, Holds::One(words)) => members.push(("choices", json!(words))),
            (None, _) => {}
        }
        members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
    };
    attributes().iter().map(row).collect()
}

impl Attribute {
    /// `local-zone` → `localZone`.
    pub(super) fn property(&self) -> String {
        let mut words = self.name.split('-');
        let first = words.next().unwrap_or_default().to_owned();
        words.fold(first, |name, word| {
            let (head, tail) = word.split_at_checked(1).unwrap_or((word, ""));
            name + &head.to_uppercase() + tail
        })
    }

    /// Its values in words.
    pub(super) fn values(&self) -> String {
        match self.holds {
            Holds::Text => "text".to_owned(),
            Holds::Number => "number".to_owned(),
            Holds::One(words) => words.join(", "),
            Holds::Flag => "present or not".to_owned(),
        }
    }

    /// What reading and what setting the property takes, in TypeScript.
    fn types(&self) -> (String, String) {
        let quoted = |words: &[&str]| words.iter().map(|word| format!("'{word}'")).collect::<Vec<_>>().join(" | ");
        match self.holds {
            Holds::Text => ("string | null".to_owned(), "string | null".to_owned()),
            Holds::Number => ("string | null".to_owned(), "string | number | null".to_owned()),
            Holds::One(words) if OWN.iter().any(|row| row.name == self.name) => {
                (quoted(words), format!("{} | null", quoted(words)))
            }
            Holds::One(words) => ("string | null".to_owned(), format!("{} | null", quoted(words))),
            Holds::Flag => ("boolean".to_owned(), "boolean".to_owned()),
        }
    }
}

/// Properties that every HTML element has already.
const EVERYWHERE: &[&str] = &["lang", "dir"];

/// The type declarations: the shape of a Report stands in `types.d.ts`, the attributes are put in.
pub(super) fn types() -> String {
    let mut rows = String::new();
    for row in attributes().iter().filter(|row| !EVERYWHERE.contains(&row.name)) {
        let (get, set) = row.types();
        let name = row.property();
        rows.push_str(&format!("  /** {} */\n  get {name}(): {get};\n  set {name}(value: {set});\n", row.about));
    }
    include_str!("types.d.ts").replace("  //@attributes\n", &rows)
}

/// `(name, detail, when)` of every event.
pub(super) const EVENTS: &[(&str, &str, &str)] = &[
    ("ready", "{}", "The element stands on the page."),
    ("report", "{ report: Report }", "A Report is there; again after every change of a setting."),
    ("select", "{ id: string, outage: Outage }", "An outage was chosen."),
    ("note", "Note", "Something that a reader should know."),
    ("trouble", "{ code: string, message: string }", "Something failed; the author's figure stays."),
    ("export", "{ kind: string }", "A picture, table, Report or sentence was taken along."),
];

/// `(name, what)` of every method.
pub(super) const METHODS: &[(&str, &str, &str)] = &[
    ("analyze", "Promise<Report>", "Reads, finds and prices."),
    ("edit", "Promise<Report>", "An author's edits in place of those before: edges moved, outages rejected or added."),
    ("toSVG", "Promise<string>", "The chart as SVG."),
    ("toPNG", "Promise<Blob>", "The chart as PNG, scale 1 to 4 times its size on the page."),
    ("toCSV", "Promise<string>", "The outages as CSV."),
    ("toJSON", "Promise<string>", "The Report as JSON, as the command prints it."),
    ("reset", "Promise<void>", "Back to the author's data."),
];

/// `(name, what)` of every custom property of the style.
pub(super) const TOKENS: &[(&str, &str)] = &[
    ("--ol-font", "font family"),
    ("--ol-ink", "text and lines"),
    ("--ol-paper", "ground"),
    ("--ol-accent", "links, focus, main buttons"),
    ("--ol-outage", "outages"),
    ("--ol-grid", "rules between things"),
    ("--ol-radius", "rounding of corners"),
    ("--ol-gap", "space between things"),
];

/// Parts that a page's style reaches.
pub(super) const PARTS: &[&str] = &["headline", "figure", "table", "controls", "note", "trouble"];

/// The custom-elements manifest.
pub(super) fn manifest() -> Result<String, CliError> {
    let rows = attributes();
    let text = |words: &str| json!({ "text": words });
    let attributes: Vec<_> = rows
        .iter()
        .map(|row| json!({ "name": row.name, "fieldName": row.property(), "type": text(&row.types().1), "description": row.about }))
        .collect();
    let fields = rows.iter().map(|row| {
        json!({ "kind": "field", "name": row.property(), "attribute": row.name, "type": text(&row.types().0), "description": row.about })
    });
    let given = [("data", "File | Blob | ArrayBuffer | string | list of them"), ("report", "Report | null")];
    let given = given.iter().map(|(name, kind)| json!({ "kind": "field", "name": name, "type": text(kind) }));
    let methods = METHODS.iter().map(|(name, gives, about)| {
        json!({ "kind": "method", "name": name, "return": { "type": text(gives) }, "description": about })
    });
    let events = EVENTS.iter().map(|(name, detail, about)| {
        json!({ "name": format!("outage-lens:{name}"), "type": text(&format!("CustomEvent<{detail}>")), "description": about })
    });
    let made = json!({
        "schemaVersion": "1.0.0",
        "modules": [{
            "kind": "javascript-module",
            "path": SCRIPT,
            "exports": [
                { "kind": "js", "name": "OutageLens", "declaration": { "name": "OutageLens" } },
                { "kind": "custom-element-definition", "name": "outage-lens", "declaration": { "name": "OutageLens" } }
            ],
            "declarations": [{
                "kind": "class",
                "customElement": true,
                "name": "OutageLens",
                "tagName": "outage-lens",
                "superclass": { "name": "HTMLElement" },
                "attributes": attributes,
                "members": fields.chain(given).chain(methods).collect::<Vec<_>>(),
                "events": events.collect::<Vec<_>>(),
                "slots": [{ "name": "", "description": "What readers see until the widget is ready, and for ever if it can't start." }],
                "cssProperties": TOKENS.iter().map(|(name, about)| json!({ "name": name, "description": about })).collect::<Vec<_>>(),
                "cssParts": PARTS.iter().map(|name| json!({ "name": name })).collect::<Vec<_>>()
            }]
        }]
    });
    pretty(&made)
}

/// The table in the README of the package.
pub(super) fn markdown() -> String {
    let mut text = String::from("| attribute | property | takes | |\n|---|---|---|---|\n");
    for row in attributes() {
        let (name, property) = (row.name, row.property());
        text.push_str(&format!("| `{name}` | `{property}` | {} | {} |\n", row.values(), row.about));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_knows_every_attribute() {
        let rows = rows();
        assert_eq!(rows.len(), attributes().len());
        let row = |name: &str| rows.iter().find(|row| row["name"] == name).unwrap();
        assert_eq!(*row("local-zone"), json!({ "name": "local-zone", "property": "localZone", "walk": true }));
        assert_eq!(row("format")["reread"], true);
        assert_eq!(row("theme")["choices"], json!(["auto", "light", "dark"]));
    }

    #[test]
    fn every_chart_is_named() {
        let row = OWN.iter().find(|row| row.name == "chart").unwrap();
        let Holds::One(named) = row.holds else { panic!("the attribute “chart” takes any text") };
        for chart in crate::chart::CHARTS {
            assert!(named.contains(&chart.about().id), "the attribute “chart” does not name {}", chart.about().id);
        }
    }

    #[test]
    fn types_and_manifest_have_every_attribute() {
        let (types, manifest) = (types(), manifest().unwrap_or_default());
        for row in attributes() {
            let get = format!("get {}()", row.property());
            assert!(types.contains(&get) || EVERYWHERE.contains(&row.name), "{get}");
            assert!(manifest.contains(&format!("\"attribute\": \"{}\"", row.name)), "{}", row.name);
        }
        assert!(!types.contains("//@"));
    }
}
