//! Walks with axe-core, which tells what of WCAG 2.2 AA a program can tell: no violation in any state, light and dark, in
//! every language.
//!
//! In: a page; axe-core in `target/axe`, where `tests/run` puts it. Out: nothing, or the rules that are broken and where.

use crate::page::{Page, holds};
use crate::walks::{SHADOW, Told, Walk, walks};
use serde_json::{Value, json};

walks![every_state_is_clean_to_axe, every_language_is_clean_to_axe, the_builder_and_the_docs_are_clean_to_axe];

/// Each state: its name, what makes it so on the plain page, and what is true once it is there.
const STATES: &[(&str, &str, &str)] = &[
    ("empty", "", "r.querySelector('input[type=file]')"),
    ("a Report", "e.setAttribute('country', 'KP'); e.setAttribute('src', 'data/north-korea-2014.csv');", DRAWN),
    ("one signal, no outage", "e.data = rows(() => 100);", DRAWN),
    ("ongoing", "e.data = rows(hour => hour > 300 ? 2 : 100);", DRAWN),
    ("trouble", "e.data = '<!doctype html><p>no data';", "r.querySelector('[part~=trouble]')"),
    ("the calculator", "e.setAttribute('mode', 'calculator');", "r.querySelector('form')"),
    ("an author", "e.setAttribute('mode', 'author'); e.setAttribute('src', 'data/north-korea-2014.csv');", DRAWN),
];

const DRAWN: &str =
    "e.report && r.querySelector('[part~=headline]') && [...r.querySelectorAll('canvas')].some(c => c.width > 300)";

const ROWS: &str = "const rows = value => ['time,value', ...Array.from({ length: 400 }, (_, hour) => \
    `${new Date(Date.UTC(2024, 0, 1, hour)).toISOString()},${value(hour) + hour % 3}`)].join('\\n');";

async fn every_state_is_clean_to_axe(page: &Page<'_>) -> Result<(), String> {
    for (state, make, there) in STATES {
        page.open("plain.html").await?;
        page.until(SHADOW, "the widget").await?;
        page.run(&format!("const e = document.querySelector('outage-lens'); {ROWS} {make}"), vec![]).await?;
        let there =
            format!("const e = document.querySelector('outage-lens'); const r = e.shadowRoot; return !!({there});");
        page.until(&there, state).await?;
        for scheme in ["light", "dark"] {
            page.run("document.documentElement.style.colorScheme = words[0];", vec![json!(scheme)]).await?;
            clean(page, &format!("{state}, {scheme}")).await?;
        }
    }
    page.quiet().await
}

async fn every_language_is_clean_to_axe(page: &Page<'_>) -> Result<(), String> {
    // The rules don't depend on the engine; one that asks all ten is enough, the others ask the two directions.
    let all = ["en", "es", "fr", "pt", "ru", "ar", "fa", "ko", "hi", "zh"];
    let asked = if page.engine == "chromium" { &all[..] } else { &["fa"] };
    for lang in asked {
        page.open("src.html").await?;
        page.report().await?;
        let speak = "document.documentElement.lang = words[0]; document.querySelector('outage-lens').setAttribute('lang', words[0]);";
        page.run(speak, vec![json!(lang)]).await?;
        let spoken =
            format!("return document.querySelector('outage-lens').shadowRoot.querySelector('[lang={lang}]') !== null;");
        page.until(&spoken, lang).await?;
        clean(page, lang).await?;
    }
    Ok(())
}

async fn the_builder_and_the_docs_are_clean_to_axe(page: &Page<'_>) -> Result<(), String> {
    let first = [
        "demo.html",
        "author.html",
        "docs/index.html",
        "docs/accessibility.html",
        "docs/methods.html",
        "docs/formats.html",
    ];
    // The pages of the documentation are made alike: one engine that is asked about the rest is enough.
    let rest =
        ["docs/attributes.html", "docs/check.html", "docs/cite.html", "docs/languages.html", "docs/policies.html"];
    let rest = if page.engine == "chromium" { &rest[..] } else { &[] };
    for path in first.iter().chain(rest) {
        page.open(path).await?;
        tokio::time::sleep(std::time::Duration::from_millis(800)).await;
        clean(page, path).await?;
    }
    Ok(())
}

/// Opens whatever can be opened, and asks axe, which comes by the driver's hand, past any policy of the page.
pub async fn clean(page: &Page<'_>, what: &str) -> Result<(), String> {
    let path = page.site.root.join("target/axe/node_modules/axe-core/axe.min.js");
    let axe = std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    page.run(OPEN, vec![]).await?;
    page.client.execute(&format!("if (!window.axe) {{ {axe} }}"), vec![]).await.map_err(|error| error.to_string())?;
    let told: Value = page.run(ASK, vec![]).await?;
    // Looked at are the parts inside the shadow tree too, where there is a widget.
    holds(told["inside"] != json!(0), format!("{what}: axe looked at nothing of the widget"))?;
    holds(told["broken"] == json!([]), format!("{what}: {told}"))
}

const OPEN: &str = "for (const e of document.querySelectorAll('outage-lens')) for (const node of e.shadowRoot.querySelectorAll('details')) node.open = true; \
    await new Promise(done => setTimeout(done, 400));";

const ASK: &str = "const { violations, passes } = await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], resultTypes: ['violations'] }); \
    const place = ({ target, any, all, none }) => `${target.flat().join(' ')}: ${[any, all, none].flat().map(({ message }) => message).join(' ')}`; \
    const inside = passes.flatMap(({ nodes }) => nodes).filter(({ target }) => Array.isArray(target[0])).length; \
    return { inside: document.querySelector('outage-lens') ? inside : null, broken: violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(place).join(' | ')}`) };";
