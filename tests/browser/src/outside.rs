//! Pages of others: folders outside the project with a made bundle in them, served by a host that keeps what it was asked for.
//!
//! In: the README's own three lines, and a page of twenty. Out: nothing, or why it does not hold.

use crate::axe;
use crate::host::Host;
use crate::page::{Page, holds};
use crate::walks::{READY, Told, Walk, walks};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

walks![the_readmes_three_lines_work_elsewhere, twenty_elements_wait_until_they_are_near];

/// The policy that the contract promises to work under.
pub const STRICT: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; img-src 'self'; \
    style-src 'self'; worker-src 'self' blob:; require-trusted-types-for 'script'; trusted-types outage-lens";

/// A folder outside the project. It is gone when the test is.
pub struct Outside {
    pub folder: PathBuf,
}

impl Outside {
    /// An empty host.
    pub fn empty(page: &Page<'_>) -> Outside {
        let name = format!("{}-{}-{}", page.name, page.engine, std::process::id());
        Outside { folder: std::env::temp_dir().join(name) }
    }

    /// With the bundle's files below `place`, where `""` is the folder itself.
    pub fn with_bundle(page: &Page<'_>, place: &str) -> Result<Outside, String> {
        let outside = Outside::empty(page);
        crate::site::copy(&page.site.bundle, &outside.folder.join(place)).map_err(|error| error.to_string())?;
        outside.write(&join(place, "listener.js"), include_bytes!("../pages/listener.js"))?;
        Ok(outside)
    }

    pub fn write(&self, name: &str, bytes: &[u8]) -> Result<(), String> {
        let path = self.folder.join(name);
        let made = path.parent().map_or(Ok(()), std::fs::create_dir_all).and_then(|()| std::fs::write(&path, bytes));
        made.map_err(|error| format!("{name}: {error}"))
    }
}

impl Drop for Outside {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn join(place: &str, name: &str) -> String {
    if place.is_empty() { name.to_owned() } else { format!("{place}/{name}") }
}

/// A page with a policy, the listener and a body.
pub fn html(policy: &str, body: &str) -> String {
    let policy = match policy {
        "" => String::new(),
        policy => format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n"),
    };
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
        <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>Elsewhere</title>\n{policy}\
        <script src=\"listener.js\"></script>\n</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )
}

/// The block of HTML in the README.
fn lines_of_the_readme(root: &Path) -> Result<String, String> {
    let text = std::fs::read_to_string(root.join("README.md")).map_err(|error| error.to_string())?;
    let block = text.split_once("```html\n").and_then(|(_, rest)| rest.split_once("```"));
    Ok(block.ok_or("the README has no block of HTML")?.0.to_owned())
}

async fn the_readmes_three_lines_work_elsewhere(page: &Page<'_>) -> Result<(), String> {
    let outside = Outside::with_bundle(page, "")?;
    outside.write("article.html", html(STRICT, &lines_of_the_readme(&page.site.root)?).as_bytes())?;
    let host = Host::open(&outside.folder, "Set-Cookie: reader=1\r\n")?;
    page.open_at(&format!("{}article.html", host.address)).await?;
    page.report().await?;
    let words = page.words().await?;
    holds(words.contains("9 h 31 min") && words.contains('$'), format!("no priced outage in: {words}"))?;
    // What an author wrote, the engine beside the script, and nothing else, each once.
    let ours = [
        "/article.html",
        "/data/north-korea-2014.csv",
        "/docs/north-korea-2014.svg",
        "/listener.js",
        "/outage-lens-engine.wasm",
        "/outage-lens-figure.wasm",
        "/outage-lens.js",
    ];
    let wanted: Vec<_> = ours.iter().map(|path| ((*path).to_owned(), 1)).collect();
    holds(host.counts() == wanted, format!("asked for {:?}", host.counts()))?;
    let fetched =
        host.asked().into_iter().filter(|asked| asked.path.ends_with(".csv") || asked.path.ends_with(".wasm"));
    let told: Vec<_> = fetched.filter(|asked| !asked.told.is_empty()).collect();
    holds(told.is_empty(), format!("requests that say something of the reader: {told:?}"))?;
    let left = "const elsewhere = performance.getEntriesByType('resource').map(entry => entry.name).filter(name => !name.startsWith(location.origin) && !name.startsWith('blob:')); \
        return [document.cookie, localStorage.length, sessionStorage.length, self.caches ? (await caches.keys()).length : 0, elsewhere, \
          indexedDB.databases ? (await indexedDB.databases()).length : 0];";
    let left = page.run(left, vec![]).await?;
    holds(left == json!(["reader=1", 0, 0, 0, [], 0]), format!("left behind: {left}"))?;
    page.screen("page").await?;
    page.quiet().await?;
    for scheme in ["light", "dark"] {
        page.run("document.documentElement.style.colorScheme = words[0];", vec![json!(scheme)]).await?;
        axe::clean(page, scheme).await?;
    }
    // The network goes: a reader's file and another setting need none.
    host.leave();
    let story = page.site.root.join("tests/stories/nightly-cuts/input.csv");
    page.drop_file("mine.csv", &std::fs::read(story).map_err(|error| error.to_string())?).await?;
    let mine = "const e = document.querySelector('outage-lens'); return e.report && e.report.source.files[0].name === 'mine.csv' && e.report.outages.length;";
    let found = page.until(mine, "the reader's file, without a network").await?;
    holds(found == 8, format!("{found} outages, not 8"))?;
    holds(host.counts() == wanted, format!("later asked for {:?}", host.counts()))
}

async fn twenty_elements_wait_until_they_are_near(page: &Page<'_>) -> Result<(), String> {
    let outside = Outside::with_bundle(page, "")?;
    outside.write("counter.js", include_bytes!("../pages/counter.js"))?;
    let figures: String = (0..20).map(|n| figure(&outside, page, n)).collect::<Result<_, _>>()?;
    let body = format!(
        "<script src=\"counter.js\"></script>\n<script type=\"module\" src=\"outage-lens.js\"></script>\n<div class=\"gap\"></div>\n{figures}"
    );
    outside.write("gap.css", b".gap { height: 400vh; }")?;
    let text = html("", &body).replace("</head>", "<link rel=\"stylesheet\" href=\"gap.css\">\n</head>");
    outside.write("twenty.html", text.as_bytes())?;
    let host = Host::open(&outside.folder, "")?;
    page.open_at(&format!("{}twenty.html", host.address)).await?;
    let stand = "const all = [...document.querySelectorAll('outage-lens')]; return all.length === 20 && all.every(e => e.shadowRoot && e.shadowRoot.childElementCount);";
    page.until(stand, "twenty elements").await?;
    tokio::time::sleep(std::time::Duration::from_millis(1500)).await;
    let early: Vec<_> = ["/counter.js", "/gap.css", "/listener.js", "/outage-lens.js", "/twenty.html"].into();
    let asked = host.counts();
    let paths: Vec<&str> = asked.iter().map(|(path, _)| path.as_str()).collect();
    holds(paths == early, format!("far away, asked for {paths:?}"))?;
    // The first comes near, and only it is fetched.
    page.run("document.querySelector('outage-lens').scrollIntoView();", vec![]).await?;
    page.until(READY, "the first Report").await?;
    let data = || host.counts().into_iter().filter(|(path, _)| path.starts_with("/data/")).count();
    holds(data() == 1, format!("after the first, asked for {:?}", host.counts()))?;
    let each = "const e = document.querySelectorAll('outage-lens')[words[0]]; e.scrollIntoView(); \
        for (let i = 0; i < 400 && !e.report; i++) await new Promise(done => setTimeout(done, 50)); return !!e.report;";
    for n in 1..20 {
        let told = page.run(each, vec![json!(n)]).await?;
        holds(told == true, format!("element {n} has no Report"))?;
    }
    let asked = host.counts();
    let often: Vec<_> = asked.iter().filter(|(_, times)| *times != 1).collect();
    holds(often.is_empty() && data() == 20, format!("all near, asked for {asked:?}"))?;
    let wasm: Vec<_> = asked.iter().filter(|(path, _)| path.ends_with(".wasm")).collect();
    holds(wasm.len() == 2, format!("builds: {wasm:?}"))?;
    let counted = page.run("return { compiled: olCount.compiled, instances: olCount.instances };", vec![]).await?;
    holds(counted == json!({ "compiled": 2, "instances": 1 }), format!("{counted}"))?;
    page.quiet().await
}

/// One of the twenty: its own data, far below the one before.
fn figure(outside: &Outside, page: &Page<'_>, n: usize) -> Result<String, String> {
    let data =
        std::fs::read(page.site.root.join("www/data/north-korea-2014.csv")).map_err(|error| error.to_string())?;
    outside.write(&format!("data/{n}.csv"), &data)?;
    Ok(format!(
        "<outage-lens src=\"data/{n}.csv\" country=\"KP\" represents=\"country\"><p>A figure stands here.</p></outage-lens>\n<div class=\"gap\"></div>\n"
    ))
}

/// The first widget's figure and its word of trouble, or null while there is none.
pub const QUIET_LINE: &str = "const e = document.querySelector('outage-lens'); const t = e && e.shadowRoot && e.shadowRoot.querySelector('[part~=trouble]'); \
    const b = document.getElementById('fallback').getBoundingClientRect(); \
    return t && { words: t.innerText, figure: b.width > 0 && b.height > 0, report: e.report };";

/// The author's figure stays, and one line names the directive.
pub fn stays(told: &Value, directive: &str) -> Result<(), String> {
    let words = told["words"].as_str().unwrap_or_default();
    holds(told["figure"] == true && told["report"].is_null(), format!("the figure is not seen: {told}"))?;
    holds(words.contains(directive), format!("no {directive} in: {words}"))
}
