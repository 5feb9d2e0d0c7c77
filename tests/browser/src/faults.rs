//! What goes wrong on the reader's side: a file that changes, a worker that falls silent, no memory, an element that goes in the
//! middle of its work, drop upon drop. Each ends in a word about it, and the next drop works.
//!
//! In: a page. Out: nothing, or why it does not hold.

use crate::page::{Page, holds};
use crate::walks::{SHADOW, Told, Walk, walks};
use serde_json::{Value, json};
use std::path::PathBuf;

walks![
    a_file_that_changed_is_named,
    an_engine_that_falls_silent_is_given_up,
    a_device_without_memory_is_told_so,
    an_element_that_goes_takes_its_engine_along,
    a_hundred_drops_end_with_the_last,
    a_browser_that_forgets_a_reader_is_no_harm,
];

/// Days by the hour, and one night offline.
pub const ROWS: &str = "const rows = (days = 20) => ['time,value', ...Array.from({ length: 24 * days }, (_, hour) => \
    `${new Date(Date.UTC(2024, 0, 1, hour)).toISOString()},${hour > 200 && hour < 210 ? 0 : 100 + hour % 24}`)].join('\\n');";
/// `dropped(file)` drops a file on the first widget, and gives the Report's file name or the code of the trouble.
pub const DROPPED: &str = "const e = document.querySelector('outage-lens'); \
    const drop = file => { const data = new DataTransfer(); data.items.add(file); \
      e.shadowRoot.querySelector('.box').dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true, composed: true })); }; \
    const dropped = file => new Promise(done => { const hear = ({ type, detail }) => { \
        for (const kind of ['report', 'trouble']) e.removeEventListener(`outage-lens:${kind}`, hear); \
        done(type.endsWith('report') ? detail.report.source.files[0].name : detail.code); }; \
      for (const kind of ['report', 'trouble']) e.addEventListener(`outage-lens:${kind}`, hear); drop(file); });";

async fn run(page: &Page<'_>, body: &str, words: Vec<Value>) -> Result<Value, String> {
    page.run(&format!("{ROWS} {DROPPED} {body}"), words).await
}

async fn open(page: &Page<'_>, path: &str) -> Result<(), String> {
    page.open(path).await?;
    page.until(SHADOW, "the widget").await.map(drop)
}

/// What is on the disk when it is read is another file than the one that was chosen.
async fn a_file_that_changed_is_named(page: &Page<'_>) -> Result<(), String> {
    let off = |error: std::io::Error| error.to_string();
    let path: PathBuf = std::env::temp_dir().join(format!("changes-{}-{}.csv", page.engine, std::process::id()));
    let row = |minute: usize| {
        format!("2024-01-{:02}T{:02}:{:02}Z,{}\n", 1 + minute / 1440, minute / 60 % 24, minute % 60, 100 + minute % 7)
    };
    let whole = || std::iter::once("time,value\n".to_owned()).chain((0..40_000).map(row)).collect::<String>();
    for change in ["cut", "removed", "rewritten"] {
        std::fs::write(&path, whole()).map_err(off)?;
        open(page, "plain.html").await?;
        page.lay_out(&path).await?;
        // A browser may tell a change by the second.
        tokio::time::sleep(std::time::Duration::from_millis(1100)).await;
        match change {
            "cut" => std::fs::write(&path, whole().get(..1000).unwrap_or_default()),
            "removed" => std::fs::remove_file(&path),
            _ => std::fs::write(&path, whole().replace(",1", ",2")),
        }
        .map_err(off)?;
        let told = run(page, "return [await dropped(document.getElementById('given').files[0]), await dropped(new File([rows()], 'next.csv'))];", vec![]).await?;
        // Firefox reads what stands there now; a file of the same length is a file.
        let same = change == "rewritten" && told[0].as_str().is_some_and(|name| name.ends_with(".csv"));
        holds(told[0] == "unreadable" || same, format!("{change}: {told}"))?;
        holds(told[1] == "next.csv", format!("after {change}: {told}"))?;
        page.quiet().await?;
    }
    let _ = std::fs::remove_file(&path);
    Ok(())
}

/// The page ends our worker, of which no browser tells us; the minute of patience is shortened.
async fn an_engine_that_falls_silent_is_given_up(page: &Page<'_>) -> Result<(), String> {
    open(page, "plain.html").await?;
    let body = "const beat = window.setInterval; window.setInterval = (act, ms) => beat(act, ms === 5000 ? 40 : ms); \
        const Own = Worker; let deaf = true; window.Worker = class extends Own { \
          postMessage(message, ...rest) { super.postMessage(message, ...rest); if (deaf && message.what === 'blob') super.terminate(); } }; \
        const first = await dropped(new File([rows()], 'first.csv')); const words = e.shadowRoot.querySelector('[part~=trouble]').textContent; \
        deaf = false; window.setInterval = beat; return [first, words, await dropped(new File([rows()], 'next.csv'))];";
    let told = run(page, body, vec![]).await?;
    holds(told[0] == "silent" && told[2] == "next.csv", format!("{told}"))?;
    holds(told[1].as_str().is_some_and(|words| words.contains("took too long")), format!("{told}"))?;
    page.quiet().await
}

/// The worker's own wasm finds no room: at its start, and in the middle of its work, where it dies and can't grow.
async fn a_device_without_memory_is_told_so(page: &Page<'_>) -> Result<(), String> {
    let start = "WebAssembly.instantiate = async () => { throw new RangeError('no room'); };";
    let middle = "const own = WebAssembly.instantiate; WebAssembly.Memory.prototype.grow = () => { throw new RangeError('no room'); }; \
        WebAssembly.instantiate = async (...words) => { const instance = await own(...words); const die = () => { throw new WebAssembly.RuntimeError('unreachable'); }; \
        return { instance: { exports: { ...instance.exports, engine_push: die } }, module: words[0] }; };";
    open(page, "plain.html").await?;
    for lie in [start, middle] {
        let body = "const [lie] = words; const Own = Blob; window.Blob = class extends Own { constructor(parts, options) { \
              super(options && options.type === 'text/javascript' ? [lie, ...parts] : parts, options); } }; \
            const first = await dropped(new File([rows()], 'first.csv')); const said = e.shadowRoot.querySelector('[part~=trouble]').textContent; \
            window.Blob = Own; return [first, said, await dropped(new File([rows()], 'next.csv'))];";
        let told = run(page, body, vec![json!(lie)]).await?;
        holds(told[0] == "memory" && told[2] == "next.csv", format!("{told}"))?;
        holds(told[1].as_str().is_some_and(|words| words.contains("no memory left")), format!("{told}"))?;
    }
    page.quiet().await
}

async fn an_element_that_goes_takes_its_engine_along(page: &Page<'_>) -> Result<(), String> {
    open(page, "pair.html").await?;
    page.until(crate::walks::READY, "the Report").await?;
    let body = "for (const other of [...document.querySelectorAll('outage-lens')].slice(1)) other.remove(); \
        const rest = ms => new Promise(done => setTimeout(done, ms)); const parent = e.parentNode; const left = []; \
        const long = new File([rows(40000)], 'long.csv'); \
        for (const ms of [0, 30, 120, 400]) { const n = document.createElement('outage-lens'); parent.append(n); await rest(50); \
          n.data = long; await rest(ms); n.remove(); e.remove(); await rest(300); left.push(olCount.workers); parent.append(e); } \
        return [left, await dropped(new File([rows()], 'next.csv')), olCount.most];";
    let told = run(page, body, vec![]).await?;
    holds(told == json!([[0, 0, 0, 0], "next.csv", 2]), format!("workers left, the next drop, most at once: {told}"))?;
    page.quiet().await
}

/// On one element a drop every few milliseconds, then two at once on two elements.
async fn a_hundred_drops_end_with_the_last(page: &Page<'_>) -> Result<(), String> {
    open(page, "pair.html").await?;
    page.until(crate::walks::READY, "the Report").await?;
    let body = "const rest = ms => new Promise(done => setTimeout(done, ms)); const name = () => e.report?.source.files[0].name; const seen = []; \
        e.addEventListener('outage-lens:report', () => seen.push(name())); e.addEventListener('outage-lens:trouble', event => seen.push(event.detail.code)); \
        for (let n = 1; n <= 100; n++) { drop(new File([rows()], `${n}.csv`)); await rest(n % 20); } \
        for (let i = 0; i < 400 && name() !== '100.csv'; i++) await rest(25); await rest(400); const last = seen.at(-1); \
        const numbers = seen.map(parseFloat); const order = numbers.every((n, at) => !at || n > numbers[at - 1]); \
        const [, other] = document.querySelectorAll('outage-lens'); other.data = new File([rows()], 'two.csv'); drop(new File([rows()], 'one.csv')); \
        const both = () => name() === 'one.csv' && other.report?.source.files[0].name === 'two.csv'; \
        for (let i = 0; i < 400 && !both(); i++) await rest(25); \
        return { last, order, shown: e.shadowRoot.querySelectorAll('[part~=headline]').length, most: olCount.most, both: both() };";
    let told = run(page, body, vec![]).await?;
    let wanted = json!({ "last": "100.csv", "order": true, "shown": 1, "most": 2, "both": true });
    holds(told == wanted, format!("{told}"))?;
    page.quiet().await
}

/// Of readers that bring their own bytes (`byob`) Chromium 156 leaves some without an answer in the middle of 50 MB, for ever: here all.
async fn a_browser_that_forgets_a_reader_is_no_harm(page: &Page<'_>) -> Result<(), String> {
    let fault = "const own = ReadableStream.prototype.getReader; ReadableStream.prototype.getReader = function (options) { \
        const reader = own.call(this, ...(options ? [options] : [])); if (options && options.mode === 'byob') reader.read = () => new Promise(() => {}); \
        return reader; };";
    open(page, "plain.html").await?;
    let body = "const [fault] = words; const Own = Blob; window.Blob = class extends Own { constructor(parts, options) { \
          super(options && options.type === 'text/javascript' ? [fault, ...parts] : parts, options); } }; \
        const late = new Promise(done => setTimeout(() => done('late'), 20000)); \
        return [await Promise.race([dropped(new File([rows()], 'first.csv')), late]), e.shadowRoot.textContent.includes('9 Jan 2024')];";
    let told = run(page, body, vec![json!(fault)]).await?;
    holds(told[0] != "late" && told[1] == true, format!("{told}"))?;
    page.quiet().await
}
