//! Walks with data that go on: the figure follows its address, keeps the reader's place, and says where it could not.
//!
//! In: a page and a host that changes what it serves. Out: nothing, or why it does not hold.

use crate::host::Host;
use crate::outside::Outside;
use crate::page::{Page, holds};
use crate::walks::{Told, Walk, walks};
use serde_json::json;

walks![a_figure_follows_data_that_go_on];

/// Hours of requests with one night that is gone.
fn rows(hours: i64) -> String {
    let row = |hour: i64| {
        let value = if (200..209).contains(&hour) { 0 } else { 100 + hour % 5 };
        format!("{},{value}\n", 1_704_067_200 + hour * 3600)
    };
    format!("time,requests\n{}", (0..hours).map(row).collect::<String>())
}

async fn a_figure_follows_data_that_go_on(page: &Page<'_>) -> Result<(), String> {
    let outside = Outside::empty(page);
    outside.write("now.csv", rows(400).as_bytes())?;
    let host = Host::open(&outside.folder, "Access-Control-Allow-Origin: *\r\nCache-Control: no-store\r\n")?;
    page.open("refresh.html").await?;
    let set = "document.querySelector('outage-lens').setAttribute('src', words[0]);";
    page.run(set, vec![json!(format!("{}now.csv", host.address))]).await?;
    let samples = |n: usize| {
        format!(
            "const r = document.querySelector('outage-lens').report; return !!r && r.source.series[0].samples === {n};"
        )
    };
    page.until(&samples(400), "the first figure").await?;
    // Never below five minutes.
    let waits = page.run("return window.olWaits;", vec![]).await?;
    holds(waits == json!([300_000]), format!("waits of {waits} ms"))?;
    // The reader's place: an outage that is open, and a window of time.
    let place = "const e = document.querySelector('outage-lens'), r = e.shadowRoot; r.querySelector('details[data-name=outages]').open = true; \
        await new Promise(done => setTimeout(done, 100));";
    page.run(place, vec![]).await?;
    outside.write("now.csv", rows(420).as_bytes())?;
    page.until(&samples(420), "the data that came meanwhile").await?;
    let kept = "const r = document.querySelector('outage-lens').shadowRoot; return r.querySelector('details[data-name=outages]').open && !r.querySelector('progress');";
    page.until(kept, "the reader's place").await?;
    // While nobody looks nobody is asked.
    let hide = "Object.defineProperty(document, 'hidden', { configurable: true, get: () => words[0] }); document.dispatchEvent(new Event('visibilitychange'));";
    page.run(hide, vec![json!(true)]).await?;
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    let before = host.counts();
    tokio::time::sleep(std::time::Duration::from_millis(1600)).await;
    holds(host.counts() == before, format!("asked while it is hidden: {:?}, then {:?}", before, host.counts()))?;
    outside.write("now.csv", rows(440).as_bytes())?;
    page.run(hide, vec![json!(false)]).await?;
    page.until(&samples(440), "what came while it was hidden").await?;
    // What can't be read leaves the last figure, and says so.
    outside.write("now.csv", b"<!doctype html><p>We are away")?;
    let stale = "const e = document.querySelector('outage-lens'), r = e.shadowRoot; const m = [...r.querySelectorAll('header .mark')].map(one => one.textContent).join(); \
        return m.includes('could not be fetched anew') && e.report.source.series[0].samples === 440 && !!r.querySelector('canvas');";
    page.until(stale, "the last figure, and a word").await?;
    page.screen("stale").await?;
    outside.write("now.csv", rows(450).as_bytes())?;
    page.until(&samples(450), "data that came back").await?;
    page.until(
        "return !document.querySelector('outage-lens').shadowRoot.querySelector('header .mark');",
        "no word any more",
    )
    .await?;
    page.run("document.querySelector('outage-lens').remove();", vec![]).await?;
    tokio::time::sleep(std::time::Duration::from_millis(700)).await;
    let before = host.counts();
    tokio::time::sleep(std::time::Duration::from_millis(1200)).await;
    holds(host.counts() == before, "a figure that is gone asks for nothing")?;
    page.quiet().await
}
