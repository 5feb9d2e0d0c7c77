//! A cold page, from the navigation to its first chart, in a browser that never saw it: a frozen figure, a live one, the calculator,
//! and the same data by PapaParse and uPlot.
//!
//! In: the race. Out: a table. Chromium goes through it once more on a line of 400 kbit/s with a processor four times slower. The
//! host packs by brotli, as those of publishers do, and forbids caches.

use super::{ROUNDS, Race, TIMED, median, number, peers};
use crate::host::Host;
use crate::page::Page;
use crate::protocol::say;
use serde_json::{Value, json};
use std::path::Path;
use std::process::{Command, Stdio};

const PAGES: [&str; 3] = ["frozen", "live", "calculator"];
/// On a slow line a round takes half a minute.
const ROUNDS_OF_SLOW: usize = 3;

pub async fn run(race: &Race<'_>) -> Result<(), String> {
    let folder = race.lab.join("cold");
    publish(race, &folder)?;
    let host = Host::open(&folder, "Timing-Allow-Origin: *\r\n")?;
    println!(
        "\nCold page with a week of minutes, ms from the navigation, each in a fresh browser, medians in turn. *Theirs* is PapaParse"
    );
    println!(
        "and uPlot with the same rows; they find and price nothing. A frozen figure has a picture in its place before.\n"
    );
    println!(
        "| engine | line | page | KB | first chart | theirs | ours / theirs | first paint | script | data | wasm | compiled | told |"
    );
    println!("|---|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
    for name in TIMED {
        table(race, &host, name, false).await?;
    }
    table(race, &host, "chromium", true).await
}

async fn table(race: &Race<'_>, host: &Host, name: &str, slow: bool) -> Result<(), String> {
    let engine = race.engine(name).await?;
    let mut theirs = Vec::new();
    let mut ours = PAGES.map(|_| Vec::new());
    for _ in 0..if slow { ROUNDS_OF_SLOW } else { ROUNDS } {
        for (what, told) in PAGES.iter().zip(&mut ours) {
            told.push(one(race, host, &engine, what, slow).await?);
        }
        theirs.push(number(&one(race, host, &engine, "peers", slow).await?[1])?);
    }
    engine.stop().await;
    let theirs = median(theirs);
    let line = if slow { "400 kbit/s, 4 × slower" } else { "local" };
    for (what, told) in PAGES.iter().zip(&ours) {
        let column = |at: usize| median(told.iter().filter_map(|told| told[at].as_f64()).collect());
        let [kb, first, rest @ ..] = std::array::from_fn::<f64, 8, _>(column);
        let (peer, ratio) = match *what {
            "calculator" => ("–".to_owned(), "–".to_owned()),
            _ => (format!("{theirs:.0}"), format!("{:.2}", first / theirs)),
        };
        let rest = rest.map(|ms| if ms.is_nan() { "–".to_owned() } else { format!("{ms:.0}") }).join(" | ");
        println!("| {name} | {line} | {what} | {kb:.0} | {first:.0} | {peer} | {ratio} | {rest} |");
    }
    Ok(())
}

/// One page in a fresh browser.
async fn one(
    race: &Race<'_>,
    host: &Host,
    engine: &crate::engine::Engine,
    what: &str,
    slow: bool,
) -> Result<Value, String> {
    let page: Page<'_> = race.page(engine).await?;
    if slow {
        let line = json!({ "offline": false, "latency": 0, "downloadThroughput": 50_000, "uploadThroughput": 50_000 });
        say(&page.client, "Network.enable", json!({})).await?;
        say(&page.client, "Network.emulateNetworkConditions", line).await?;
        say(&page.client, "Emulation.setCPUThrottlingRate", json!({ "rate": 4 })).await?;
    }
    page.open_at(&format!("{}cold-{what}.html", host.address)).await?;
    let told = page.run(DRAWN, vec![]).await?;
    page.client.close().await.map_err(|error| error.to_string())?;
    Ok(told)
}

/// KB of all that was fetched, and when: the first chart, the first paint, the script, the data, the last wasm before the chart,
/// its compiling, the last drawing.
const DRAWN: &str = "while (!window.olSpy?.drawn) await new Promise(done => setTimeout(done, 20)); \
    await new Promise(done => setTimeout(done, 1500)); \
    const all = performance.getEntriesByType('resource'); const ended = part => Math.max(...all.filter(({ name }) => name.includes(part)).map(({ responseEnd }) => responseEnd)); \
    const at = ms => Number.isFinite(ms) ? ms : null; const marks = olSpy.marks || []; \
    const bytes = all.filter(({ name }) => !/listener|spy/.test(name)).reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0); \
    return [bytes / 1000, olSpy.drawn, at(performance.getEntriesByName('first-contentful-paint')[0]?.startTime), at(ended('/outage-lens.js')), \
      at(ended('race-week.')), at(ended('figure.wasm')), at(marks.find(([what]) => what === 'compiled')?.[1]), at(olSpy.told)];";

/// Lays the bundle, the pages and the peers out, each file with its brotli beside it.
fn publish(race: &Race<'_>, folder: &Path) -> Result<(), String> {
    let off = |error: std::io::Error| error.to_string();
    let _ = std::fs::remove_dir_all(folder);
    let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("race");
    for from in [&race.site.bundle, &pages, &race.lab.join("served")] {
        crate::site::copy(from, folder).map_err(off)?;
    }
    std::fs::write(folder.join("listener.js"), include_bytes!("../../pages/listener.js")).map_err(off)?;
    let week = folder.join("race-week.csv");
    for (kind, out) in [("json", "race-week.json"), ("svg", "race-week.svg")] {
        let mut analyze = Command::new(&race.site.command);
        analyze.arg("analyze").arg(&week).args(["--as", kind, "--out"]).arg(folder.join(out)).stdin(Stdio::null());
        if !analyze.status().map_err(off)?.success() {
            return Err(format!("no {out}"));
        }
    }
    let mut packed = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(off)? {
        packed.push(entry.map_err(off)?.path());
    }
    let sent = |name: &str| {
        ["cold-", "race-week.", "outage-lens.js", "figure.wasm", "lens-engine.wasm"]
            .iter()
            .any(|part| name.contains(part))
    };
    packed.retain(|path| path.file_name().and_then(|name| name.to_str()).is_some_and(sent));
    packed.extend(FROM_PEERS.map(|file| folder.join("peers").join(file)));
    peers::pack(&packed)
}

const FROM_PEERS: [&str; 3] =
    ["papaparse/papaparse.min.js", "uplot/dist/uPlot.iife.min.js", "uplot/dist/uPlot.min.css"];
