//! Walks with a host that lies and an engine that dies: each ends in a sentence that names what happened, the author's
//! figure stays, and the element goes on.
//!
//! In: a page. Out: nothing, or why it does not hold.

use crate::page::{Page, holds};
use crate::walks::{SHADOW, Told, Walk, walks};
use serde_json::json;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::time::Duration;

walks![
    a_lying_host_is_named,
    a_slow_file_can_be_cancelled,
    a_load_that_is_over_says_nothing,
    a_trap_is_tried_once_more,
    a_trap_that_stays_is_told,
    a_drawing_that_breaks_is_made_once_more
];

const ROWS: &str = "time,value\n2024-01-01T00:00Z,1\n2024-01-01T01:00Z,1\n2024-01-01T02:00Z,1\n2024-01-01T03:00Z,1\n";

/// A host on a port of its own; it lives as long as the tests.
fn host() -> Result<String, String> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).map_err(|error| error.to_string())?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            std::thread::spawn(move || answer(stream));
        }
    });
    Ok(format!("http://{address}"))
}

/// Answers by the path. What it can't send is the browser's hanging up.
fn answer(mut stream: TcpStream) -> Option<()> {
    let mut lines = BufReader::new(stream.try_clone().ok()?).lines();
    let first = lines.next()?.ok()?;
    while !lines.next()?.ok()?.is_empty() {}
    let path = first.split(' ').nth(1)?;
    let open = "Access-Control-Allow-Origin: *\r\nConnection: close\r\n";
    let whole = |status: &str, kind: &str, allow: &str, body: &str| {
        format!("HTTP/1.1 {status}\r\n{allow}Content-Type: {kind}\r\nContent-Length: {}\r\n\r\n{body}", body.len())
    };
    let said = match path {
        "/late.json" => {
            std::thread::sleep(Duration::from_millis(1500));
            whole("404 Not Found", "text/html", open, "<h1>Not here</h1>")
        }
        "/none.csv" => whole("404 Not Found", "text/html", open, "<h1>Not here</h1>"),
        "/page.csv" => whole("200 OK", "text/csv", open, "<!doctype html><html><body>Please log in</body></html>"),
        "/kind.csv" => whole("200 OK", "image/png", open, ROWS),
        "/refused.csv" => whole("200 OK", "text/csv", "Connection: close\r\n", ROWS),
        "/cut.csv" => {
            format!("HTTP/1.1 200 OK\r\n{open}Content-Type: text/csv\r\nContent-Length: 9999999\r\n\r\n{ROWS}")
        }
        _ => format!("HTTP/1.1 200 OK\r\n{open}Content-Type: text/csv\r\n\r\n{ROWS}"),
    };
    stream.write_all(said.as_bytes()).ok()?;
    if path == "/slow.csv" {
        for minute in 0..600 {
            std::thread::sleep(Duration::from_millis(100));
            writeln!(stream, "2024-01-02T{:02}:{:02}Z,1", minute / 60, minute % 60).ok()?;
        }
    }
    stream.shutdown(std::net::Shutdown::Both).ok()
}

/// True while the author's figure is seen.
const FIGURE: &str =
    "const b = document.getElementById('fallback').getBoundingClientRect(); return b.width > 0 && b.height > 0;";

async fn a_lying_host_is_named(page: &Page<'_>) -> Result<(), String> {
    let host = host()?;
    page.open("plain.html").await?;
    page.until(SHADOW, "the widget").await?;
    let set = "const e = document.querySelector('outage-lens'); window.olCode = ''; \
        e.addEventListener('outage-lens:trouble', event => { window.olCode = event.detail.code; }, { once: true }); \
        e.setAttribute('src', words[0]);";
    for (path, code, word) in [
        ("none.csv", "status", "404"),
        ("page.csv", "no-data", "HTML page"),
        ("cut.csv", "cut", "broke after"),
        ("refused.csv", "unreachable", "may not allow"),
    ] {
        page.run(set, vec![json!(format!("{host}/{path}"))]).await?;
        let told = page.until("return window.olCode || null;", &format!("trouble with {path}")).await?;
        holds(told == code, format!("{path} is told as {told}"))?;
        let words = page.words().await?;
        holds(words.contains(word), format!("{path}: no “{word}” in: {words}"))?;
        page.until(FIGURE, "the author's figure").await?;
    }
    // A wrong type is no lie about the bytes: they are told by what they hold.
    page.run(set, vec![json!(format!("{host}/kind.csv"))]).await?;
    page.report().await.map(drop)
}

async fn a_slow_file_can_be_cancelled(page: &Page<'_>) -> Result<(), String> {
    let host = host()?;
    page.open("plain.html").await?;
    page.until(SHADOW, "the widget").await?;
    let set = "document.querySelector('outage-lens').setAttribute('src', words[0]);";
    page.run(set, vec![json!(format!("{host}/slow.csv"))]).await?;
    let bytes = "return /\\d/.test(document.querySelector('outage-lens').shadowRoot.querySelector('progress')?.parentNode.textContent);";
    page.until(bytes, "bytes that are counted").await?;
    page.until(FIGURE, "the author's figure while it reads").await?;
    let cancel = "const button = [...document.querySelector('outage-lens').shadowRoot.querySelectorAll('button')].find(b => b.textContent === 'Cancel'); \
        button.click(); return true;";
    page.run(cancel, vec![]).await?;
    let idle = "const r = document.querySelector('outage-lens').shadowRoot; return !r.querySelector('progress') && !r.querySelector('[part~=trouble]');";
    page.until(idle, "the reading to stop").await?;
    page.run(set, vec![json!("data/north-korea-2014.csv")]).await?;
    page.report().await?;
    page.quiet().await
}

/// A frozen Report is on its way when the page names other data: what becomes of it is nobody's.
async fn a_load_that_is_over_says_nothing(page: &Page<'_>) -> Result<(), String> {
    let host = host()?;
    page.open("plain.html").await?;
    page.until(SHADOW, "the widget").await?;
    let body = "const [host] = words; const rest = ms => new Promise(done => setTimeout(done, ms)); \
        const e = document.querySelector('outage-lens'); const troubles = []; \
        e.addEventListener('outage-lens:trouble', event => troubles.push(event.detail.code)); \
        e.frozen = true; e.src = `${host}/late.json`; await rest(400); \
        e.frozen = false; e.src = `${host}/slow.csv`; await rest(2500); \
        return [troubles, !!e.shadowRoot.querySelector('progress'), !!e.shadowRoot.querySelector('[part~=trouble]')];";
    let told = page.run(body, vec![json!(host)]).await?;
    holds(told == json!([[], true, false]), format!("troubles, progress, a word of trouble: {told}"))
}

/// Puts a lie before the worker's script: the first `times` engines die on the first bytes.
const DEADLY: &str = "const [times] = words; const Own = Blob; let made = 0; \
    const deadly = \"const own = WebAssembly.instantiate; WebAssembly.instantiate = async (...words) => { \
      const instance = await own(...words); const die = () => { throw new WebAssembly.RuntimeError('unreachable'); }; \
      return { instance: { exports: { ...instance.exports, engine_push: die } }, module: words[0] }; };\"; \
    window.olMade = () => made; \
    window.Blob = class extends Own { constructor(parts, options) { \
      super(options && options.type === 'text/javascript' && made++ < times ? [deadly, ...parts] : parts, options); } }; \
    const e = document.querySelector('outage-lens'); e.setAttribute('country', 'KP'); e.setAttribute('src', 'data/north-korea-2014.csv');";

async fn a_trap_is_tried_once_more(page: &Page<'_>) -> Result<(), String> {
    page.open("plain.html").await?;
    page.until(SHADOW, "the widget").await?;
    page.run(DEADLY, vec![json!(1)]).await?;
    page.report().await?;
    let made = page.run("return window.olMade();", vec![]).await?;
    holds(made == 2, format!("{made} workers were made"))?;
    page.quiet().await
}

async fn a_trap_that_stays_is_told(page: &Page<'_>) -> Result<(), String> {
    page.open("plain.html").await?;
    page.until(SHADOW, "the widget").await?;
    page.run(DEADLY, vec![json!(2)]).await?;
    let told = "return document.querySelector('outage-lens').shadowRoot.querySelector('[part~=trouble]')?.textContent;";
    let told = page.until(told, "a word about the engine").await?;
    let told = told.as_str().unwrap_or_default();
    holds(told.contains("your data did not") && told.contains("Copy"), format!("told {told}"))?;
    page.until(FIGURE, "the author's figure").await?;
    // The third engine is whole.
    let again = "const buttons = [...document.querySelector('outage-lens').shadowRoot.querySelectorAll('[part~=trouble] button')]; buttons[0].click();";
    page.run(again, vec![]).await?;
    page.report().await?;
    page.quiet().await
}

/// The browser gives a chart no context: once, then as often as it is asked for one.
async fn a_drawing_that_breaks_is_made_once_more(page: &Page<'_>) -> Result<(), String> {
    let broken = "const [times] = words; const own = HTMLCanvasElement.prototype.getContext; window.olAsked = 0; \
        HTMLCanvasElement.prototype.getContext = function (...words) { \
          if (this.closest('.chart') && window.olAsked++ < times) throw new Error('no context'); return own.apply(this, words); }; \
        const e = document.querySelector('outage-lens'); e.setAttribute('country', 'KP'); e.setAttribute('src', 'data/north-korea-2014.csv');";
    let settled = "const root = document.querySelector('outage-lens').shadowRoot; const chart = root.querySelector('.chart.timeline canvas'); \
        return !root.querySelector('progress') && (root.querySelector('[part~=trouble]')?.textContent || (chart && window.olAsked > 1 && chart.width > 300 && \
        chart.getContext('2d').getImageData(0, 0, chart.width, chart.height).data.some(byte => byte) && 'drawn'));";
    for (times, mended) in [(1, true), (1000, false)] {
        page.open("plain.html").await?;
        page.until(SHADOW, "the widget").await?;
        page.run(broken, vec![json!(times)]).await?;
        let told = page.until(settled, "a chart, or a word about it").await?;
        let told = told.as_str().unwrap_or_default();
        holds(
            (told == "drawn") == mended && (mended || told.contains("your data did not")),
            format!("{times}: {told}"),
        )?;
        page.quiet().await?;
    }
    Ok(())
}
