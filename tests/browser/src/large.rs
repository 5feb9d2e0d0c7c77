//! Ten million samples in a page: read, drawn, and looked at sample by sample.
//!
//! In: a page, which makes the file itself. Out: nothing, or why it does not hold. Only Chromium is asked: the samples take seconds.

use crate::engine::patient;
use crate::page::{PATIENCE, Page, holds};
use crate::walks::{SHADOW, Told, Walk, walks};
use serde_json::{Value, json};
use std::time::Duration;

walks![ten_million_samples_are_zoomed];

/// Longest time for a busy machine to make, read and tell the file.
const LONG: Duration = Duration::from_secs(100);

/// Nineteen years by the minute. Around the middle every second sample is half of what it would be, so that a column of many
/// samples has a range and one of a single sample has none.
const FILE: &str = "const count = 1e7, pieces = ['time,requests\\n']; \
    for (let from = 0; from < count; from += 1e5) { \
      const row = (_, n) => { const i = from + n, level = 1000 + i % 7; return `${1072915200 + i * 60},${i % 2 ? level : level / 2}\\n`; }; \
      pieces.push(new Blob([Array.from({ length: 1e5 }, row).join('')])); } \
    const e = document.querySelector('outage-lens'); e.data = new File(pieces, 'many.csv'); const report = await e.analyze(); \
    return report.source.series.map(({ samples }) => samples);";

/// The readout in the middle of the chart, before and after turning the wheel; and the samples of the window at last.
const ZOOM: &str = "const { shadowRoot } = document.querySelector('outage-lens'), rest = ms => new Promise(done => setTimeout(done, ms)); \
    const chart = shadowRoot.querySelector('.chart.timeline'), canvas = chart.querySelector('canvas'); chart.scrollIntoView({ block: 'center' }); \
    for (let i = 0; i < 100 && canvas.width < 400; i++) await rest(50); \
    const middle = () => { const { left, top, width, height } = canvas.getBoundingClientRect(); return { clientX: left + width / 2, clientY: top + height / 2 }; }; \
    const readout = async () => { chart.dispatchEvent(new PointerEvent('pointermove', { ...middle(), pointerType: 'mouse', bubbles: true })); await rest(250); \
      return shadowRoot.querySelector('.readout').textContent; }; \
    const whole = await readout(); \
    const turn = () => chart.dispatchEvent(new WheelEvent('wheel', { deltaY: -200, ctrlKey: true, ...middle(), bubbles: true, cancelable: true })); \
    for (let n = 0; n < 40; n++) { turn(); await rest(16); } \
    let near = ''; for (let i = 0; i < 40 && (!near || / – /.test(near)); i++) near = await readout(); \
    return { whole, near };";

async fn ten_million_samples_are_zoomed(page: &Page<'_>) -> Result<(), String> {
    page.open("plain.html").await?;
    page.until(SHADOW, "the widget").await?;
    patient(&page.client, LONG).await?;
    let samples = page.run(FILE, vec![]).await?;
    patient(&page.client, PATIENCE).await?;
    holds(samples == json!([10_000_000]), format!("read {samples}"))?;
    let told = page.run(ZOOM, vec![]).await?;
    let range = |said: &Value| said.as_str().is_some_and(|said| said.contains("UTC") && said.contains(" – "));
    let usual = told["near"].as_str().is_some_and(|said| said.contains("usually"));
    holds(range(&told["whole"]) && !range(&told["near"]) && usual, format!("{told}"))?;
    page.screen("near").await?;
    page.quiet().await
}
