//! What readers change of a page so that they can see it: size, spacing, colours, paper.
//!
//! In: the demo article. Asserted: at 400 % (WCAG 2.2, 1.4.10: 320 css px) and with wider text (1.4.12) nothing is cut and
//! nothing scrolls sideways but what has a region of its own; in Chromium, whose protocol can change the medium, forced
//! colours reach the ink of the chart, and paper shows what is folded away and no controls.

use crate::page::{Page, holds};
use crate::protocol::say;
use crate::walks::{Told, Walk, walks};
use serde_json::{Value, json};

walks![at_four_hundred_percent_the_article_reflows, wider_text_is_not_cut];

/// What only Chromium is asked.
pub const MEDIA: &[(&str, Walk)] = &[
    ("forced_colours_reach_the_ink", |page| -> Told<'_> { Box::pin(forced_colours_reach_the_ink(page)) }),
    ("paper_shows_what_is_folded", |page| -> Told<'_> { Box::pin(paper_shows_what_is_folded(page)) }),
];

/// Everything folded away is opened; then what is wider than its place, with no way of its own to scroll, is named.
const CUT: &str = "const wide = []; const root = view.document.querySelector('outage-lens').shadowRoot; \
    for (const fold of root.querySelectorAll('details')) fold.open = true; \
    await new Promise(done => setTimeout(done, 1500)); \
    const page = view.document.scrollingElement; \
    if (page.scrollWidth > page.clientWidth) wide.push(`the page is ${page.scrollWidth} wide in ${page.clientWidth}`); \
    const edge = root.querySelector('.box').getBoundingClientRect(); \
    for (const node of root.querySelectorAll('*')) { \
        const box = node.getBoundingClientRect(); const style = view.getComputedStyle(node); \
        if (!box.width || !box.height || node.closest('.scroll, .hidden, svg')) continue; \
        if (box.right > edge.right + 1.5 || box.left < edge.left - 1.5) wide.push(`${node.parentNode.localName} > ${node.localName} ${node.type || node.className} from ${box.left} to ${box.right} beside ${edge.right}`); \
        if (style.overflow === 'hidden' && (node.scrollWidth > node.clientWidth + 1 || node.scrollHeight > node.clientHeight + 1)) wide.push(`${node.localName}.${node.className} is cut`); \
    } \
    return wide;";

async fn nothing_cut(page: &Page<'_>, view: &str) -> Result<(), String> {
    let wide = page.run(&format!("const view = {view}; {CUT}"), vec![]).await?;
    holds(wide.as_array().is_some_and(Vec::is_empty), format!("{wide}"))
}

async fn at_four_hundred_percent_the_article_reflows(page: &Page<'_>) -> Result<(), String> {
    page.open("narrow.html").await?;
    let told = "const e = frames[0] && frames[0].document.querySelector('outage-lens'); if (e) e.scrollIntoView(); \
        return !!(e && e.report && e.shadowRoot.querySelector('[part~=headline]'));";
    page.until(told, "a Report in the narrow window").await?;
    nothing_cut(page, "frames[0]").await?;
    // A text of the chart must not be smaller than what stands beside it.
    page.run("frames[0].document.querySelector('outage-lens').scrollIntoView(); await new Promise(done => setTimeout(done, 600));", vec![]).await?;
    page.screen("narrow").await?;
    page.quiet().await
}

async fn wider_text_is_not_cut(page: &Page<'_>) -> Result<(), String> {
    page.open("demo.html").await?;
    page.report().await?;
    let wider = "const sheet = new CSSStyleSheet(); sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }'); \
        const root = document.querySelector('outage-lens').shadowRoot; root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]; document.adoptedStyleSheets = [sheet];";
    page.run(wider, vec![]).await?;
    nothing_cut(page, "window").await?;
    page.screen("spaced").await?;
    page.quiet().await
}

/// The share of pixels of the timeline that have each of two colours, and how many colours it has in all.
const INK: &str = "const root = document.querySelector('outage-lens').shadowRoot; const c = root.querySelector('.chart.timeline canvas'); \
    const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data; const seen = {}; \
    for (let i = 0; i < d.length; i += 4) if (d[i + 3] > 250) { const key = `${d[i]},${d[i + 1]},${d[i + 2]}`; seen[key] = (seen[key] || 0) + 1; } \
    const style = getComputedStyle(root.querySelector('.chart.timeline')); \
    return { seen, ink: style.color.match(/\\d+/g).slice(0, 3).join(), scheme: matchMedia('(forced-colors: active)').matches };";

async fn forced_colours_reach_the_ink(page: &Page<'_>) -> Result<(), String> {
    page.open("demo.html").await?;
    page.report().await?;
    page.run("await new Promise(done => setTimeout(done, 1200));", vec![]).await?;
    let before = page.run(INK, vec![]).await?;
    let forced = json!({ "features": [{ "name": "forced-colors", "value": "active" }, { "name": "prefers-color-scheme", "value": "dark" }] });
    say(&page.client, "Emulation.setEmulatedMedia", forced).await?;
    page.run("await new Promise(done => setTimeout(done, 1500));", vec![]).await?;
    let after = page.run(INK, vec![]).await?;
    page.screen("forced").await?;
    holds(after["scheme"] == true, "colours are not forced")?;
    holds(before["ink"] != after["ink"], format!("the colour of the text stays {}", after["ink"]))?;
    let drawn = |told: &Value| told["ink"].as_str().map(|ink| told["seen"][ink].as_u64().unwrap_or(0));
    holds(drawn(&after) > Some(200), format!("too little of the chart has the system's ink: {after}"))?;
    page.quiet().await
}

async fn paper_shows_what_is_folded(page: &Page<'_>) -> Result<(), String> {
    page.open("demo.html").await?;
    page.report().await?;
    say(&page.client, "Emulation.setEmulatedMedia", json!({ "media": "print" })).await?;
    page.run("await new Promise(done => setTimeout(done, 800));", vec![]).await?;
    let shown = "const root = document.querySelector('outage-lens').shadowRoot; \
        const seen = n => n && n.getClientRects().length > 0 && n.checkVisibility({ contentVisibilityAuto: true }); \
        return { table: seen(root.querySelector('details[data-name=outages] table')), price: seen(root.querySelector('details[data-name=cost] table')), \
            chart: seen(root.querySelector('.chart.timeline canvas')), controls: [...root.querySelectorAll('button, input, select')].filter(n => !n.closest('th')).filter(seen).map(n => n.textContent || n.type) };";
    let shown = page.run(shown, vec![]).await?;
    page.screen("paper").await?;
    for what in ["table", "price", "chart"] {
        holds(shown[what] == true, format!("{what} is not on paper"))?;
    }
    holds(shown["controls"].as_array().is_some_and(Vec::is_empty), format!("on paper are {}", shown["controls"]))?;
    page.quiet().await
}
