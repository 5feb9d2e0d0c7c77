//! Walks by the side doors: policies that take the worker away, frozen Reports, iframes, several elements, many cycles.
//!
//! In: a page. Out: nothing, or why it does not hold.

use crate::page::{Page, holds};
use crate::walks::{READY, Told, Walk, walks};
use serde_json::{Value, json};

walks![
    without_workers_the_page_does_the_work,
    without_blobs_the_worker_comes_by_address,
    a_frozen_report_is_told_without_an_engine_run,
    a_report_that_is_set_is_shown,
    an_iframe_gets_its_height_and_no_more,
    two_elements_compile_once,
    fifty_cycles_leave_nothing_behind,
];

async fn without_workers_the_page_does_the_work(page: &Page<'_>) -> Result<(), String> {
    by_way(page, "noworker.html", "No worker could start", &["worker-src"]).await
}

async fn without_blobs_the_worker_comes_by_address(page: &Page<'_>) -> Result<(), String> {
    by_way(page, "noblob.html", "started by its address", &["worker-src", "blob"]).await
}

/// The story is told, the receipt says by which way, and nothing but the refused worker is complained about.
async fn by_way(page: &Page<'_>, path: &str, receipt: &str, refused: &[&str]) -> Result<(), String> {
    page.open(path).await?;
    page.report().await?;
    let words = page.words().await?;
    holds(words.contains("9 h 31 min"), format!("no 9 h 31 min in: {words}"))?;
    holds(words.contains(receipt), format!("the receipt is silent about the way: {words}"))?;
    // The same after another setting: the loop goes on answering.
    let body = "const e = document.querySelector('outage-lens'); const before = e.report; e.setAttribute('sensitivity', '0.6'); \
        for (let i = 0; i < 200 && e.report === before; i++) await new Promise(done => setTimeout(done, 50)); \
        return e.report !== before && e.report.outages.length;";
    let again = page.run(body, vec![]).await?;
    holds(again.as_u64().is_some_and(|found| found > 0), format!("another setting gave {again}"))?;
    let heard = page.heard().await?;
    let other: Vec<&Value> = heard
        .as_array()
        .into_iter()
        .flatten()
        .filter(|line| !line.as_str().is_some_and(|line| refused.iter().any(|word| line.contains(word))))
        .collect();
    holds(other.is_empty(), format!("the console said {other:?}"))
}

async fn a_frozen_report_is_told_without_an_engine_run(page: &Page<'_>) -> Result<(), String> {
    page.open("frozen.html").await?;
    let report = page.report().await?;
    frozen(page, &report).await
}

async fn a_report_that_is_set_is_shown(page: &Page<'_>) -> Result<(), String> {
    page.open("plain.html").await?;
    let body = "await customElements.whenDefined('outage-lens'); \
        document.querySelector('outage-lens').report = await (await fetch('frozen.json')).json();";
    page.run(body, vec![]).await?;
    let report = page.report().await?;
    frozen(page, &report).await?;
    let body = "const e = document.querySelector('outage-lens'); await e.reset(); \
        return { report: e.report, drop: !!e.shadowRoot.querySelector('[data-drop], input[type=file]') };";
    let told = page.run(body, vec![]).await?;
    holds(told == json!({ "report": null, "drop": true }), format!("after reset: {told}"))
}

/// A Report is shown whole, gives itself and its chart out again, and asks nothing.
async fn frozen(page: &Page<'_>, report: &Value) -> Result<(), String> {
    let words = page.words().await?;
    holds(words.contains("9 h 31 min"), format!("no 9 h 31 min in: {words}"))?;
    let body = "const e = document.querySelector('outage-lens'); const r = e.shadowRoot; \
        const png = await e.toPNG(1); \
        return { json: JSON.parse(await e.toJSON()), svg: (await e.toSVG()).slice(0, 4), rows: (await e.toCSV()).trim().split('\\n').length, \
          png: png.size > 2000, drop: !!r.querySelector('input[type=file]'), settings: !!r.querySelector('[data-name=settings]') };";
    let told = page.run(body, vec![]).await?;
    holds(told["json"] == *report, "toJSON gives another Report than the one it was frozen on")?;
    holds(told["svg"] == "<svg" && told["png"] == true, format!("no pictures: {} {}", told["svg"], told["png"]))?;
    let outages = report["outages"].as_array().map_or(0, Vec::len);
    holds(told["rows"].as_u64() > Some(outages as u64), format!("{} rows of CSV for {outages} outages", told["rows"]))?;
    holds(told["drop"] == false && told["settings"] == false, "a frozen Report offers settings")?;
    page.quiet().await
}

async fn an_iframe_gets_its_height_and_no_more(page: &Page<'_>) -> Result<(), String> {
    page.open("around.html").await?;
    let fits = "const f = document.getElementById('ours'); const e = f.contentDocument && f.contentDocument.querySelector('outage-lens'); \
        if (!e || !e.report) return false; f.contentWindow.scrollTo(0, 0); \
        const inner = f.contentDocument.documentElement.getBoundingClientRect().height; \
        return f.clientHeight > 400 && Math.abs(f.clientHeight - inner) <= 2 && f.clientHeight;";
    page.until(fits, "a frame as high as what it holds").await?;
    let clamped = "return document.getElementById('tall').clientHeight === 5000;";
    page.until(clamped, "a clamp on a height of a million").await?;
    let style = page.run("return document.getElementById('tall').getAttribute('style');", vec![]).await?;
    holds(style == "height: 5000px;", format!("a frame asked for words, and has {style}"))?;
    // A message that names our frame but comes from elsewhere moves nothing. The frame's own moves come first to rest.
    let body = "const heights = () => ['ours', 'other'].map(id => document.getElementById(id).clientHeight).join(); \
        let before; do { before = heights(); await new Promise(done => setTimeout(done, 700)); } while (before !== heights()); postMessage({ type: 'outage-lens:height', id: 'one', height: 4000 }, '*'); \
        await new Promise(done => setTimeout(done, 500)); return [before, heights()];";
    let told = page.run(body, vec![]).await?;
    holds(told[0] == told[1], format!("heights before and after a forged message: {told}"))?;
    let other = told[0].as_str().and_then(|heights| heights.split(',').nth(1));
    holds(other == Some("120"), format!("a frame that is not ours is {other:?} high"))?;
    page.screen("frame").await?;
    page.quiet().await
}

async fn two_elements_compile_once(page: &Page<'_>) -> Result<(), String> {
    page.open("pair.html").await?;
    let both = "const all = [...document.querySelectorAll('outage-lens')]; all.at(-1).scrollIntoView(); \
        return all.length === 2 && all.every(e => e.report && e.shadowRoot.querySelector('[part~=headline]'));";
    page.until(both, "two Reports").await?;
    let body = "return { compiled: olCount.compiled, instances: olCount.instances, \
        fetched: performance.getEntriesByType('resource').filter(entry => entry.name.endsWith('.wasm')).length };";
    let told = page.run(body, vec![]).await?;
    // The build that draws and the one that reads: each is fetched and compiled once, and the page itself runs the first alone.
    holds(told == json!({ "compiled": 2, "instances": 1, "fetched": 2 }), format!("{told}"))?;
    page.quiet().await
}

async fn fifty_cycles_leave_nothing_behind(page: &Page<'_>) -> Result<(), String> {
    page.open("pair.html").await?;
    page.until(READY, "the Report").await?;
    let body = "const [times] = words; const rest = ms => new Promise(done => setTimeout(done, ms)); \
        for (const e of document.querySelectorAll('outage-lens')) e.remove(); \
        for (let i = 0; i < times; i++) { \
          const n = document.createElement('outage-lens'); n.setAttribute('src', 'data/north-korea-2014.csv'); \
          n.setAttribute('country', 'KP'); n.setAttribute('represents', 'country'); \
          const told = new Promise(done => n.addEventListener('outage-lens:report', done, { once: true })); \
          document.body.append(n); await told; n.remove(); await rest(0); } \
        await rest(100); \
        return { workers: olCount.workers, instances: olCount.instances, compiled: olCount.compiled, memory: olCount.memory(), nodes: document.querySelectorAll('*').length };";
    let warm = page.run(body, vec![json!(5)]).await?;
    // A script ends within the patience of one wait: the fifty come in tens.
    let mut last = warm.clone();
    for _ in 0..5 {
        last = page.run(body, vec![json!(10)]).await?;
    }
    holds(last["workers"] == 0, format!("{} workers run on", last["workers"]))?;
    holds(last == warm, format!("after five cycles {warm}, after fifty more {last}"))?;
    let started = page.run("return olCount.started;", vec![]).await?;
    holds(started.as_u64().is_some_and(|n| n >= 55), format!("only {started} workers were started"))?;
    page.quiet().await
}
