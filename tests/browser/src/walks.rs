//! The walks: one function a test; each is run in every engine.

use crate::page::{Page, holds};
use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::key::Key;
use serde_json::{Value, json};
use std::future::Future;
use std::pin::Pin;

/// What a walk will have told: nothing, or why it does not hold.
pub type Told<'a> = Pin<Box<dyn Future<Output = Result<(), String>> + 'a>>;
/// A test.
pub type Walk = for<'a> fn(&'a Page<'a>) -> Told<'a>;

/// Rows of names and walks, from the names alone.
macro_rules! walks {
    ($($name:ident),* $(,)?) => {
        /// Every test by name.
        pub const WALKS: &[(&str, Walk)] = &[$((stringify!($name), |page| -> Told<'_> { Box::pin($name(page)) })),*];
    };
}
pub(crate) use walks;

walks![
    the_article_tells_its_story,
    the_figure_begins_with_a_lede,
    a_dropped_file_is_read,
    a_chosen_file_is_read,
    a_file_that_is_no_data_gets_a_sentence,
    the_chart_answers_the_keyboard,
    a_strict_policy_is_enough,
    a_second_copy_is_harmless,
    any_folder_will_do,
    without_its_engine_the_figure_stays,
    a_tampered_engine_is_refused,
    a_hostile_page_changes_nothing,
    the_page_and_the_command_tell_the_same,
    the_page_stays_alive_while_it_works,
    removing_and_adding_works_again,
    phone_and_dark_are_pictured,
    right_to_left_is_pictured,
];

/// Walks that measure time.
pub const MEASURED: &[&str] =
    &["the_page_stays_alive_while_it_works", "a_phone_answers_at_once", "iran_2026_dropped_unchanged"];

/// True once the first widget has its Report.
pub const READY: &str = "const e = document.querySelector('outage-lens'); return !!(e && e.report && e.shadowRoot);";

async fn the_article_tells_its_story(page: &Page<'_>) -> Result<(), String> {
    page.open("demo.html").await?;
    let report = page.report().await?;
    let words = page.words().await?;
    page.run("document.querySelector('outage-lens').scrollIntoView();", vec![]).await?;
    page.screen("desktop").await?;
    holds(words.contains("9 h 31 min"), format!("no 9 h 31 min in: {words}"))?;
    holds(report["source"]["country"] == "KP", "the country is lost")?;
    let table = "const t = document.querySelector('outage-lens').shadowRoot.querySelector('table'); \
        return !!(t && t.caption && t.querySelector('th[scope]') && t.rows.length > 1);";
    page.until(table, "a table with caption and scope").await?;
    let canvas = "const c = document.querySelector('outage-lens').shadowRoot.querySelector('canvas'); \
        if (!c) return false; const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data; \
        const seen = new Set(); for (let i = 0; i < d.length; i += 64) seen.add(d[i] << 16 | d[i + 1] << 8 | d[i + 2]); \
        return seen.size > 3;";
    page.until(canvas, "a chart with several colours").await?;
    page.quiet().await
}

/// What, how long, how sure, and the price as one range of all methods; the rest is folded below it, in every language.
async fn the_figure_begins_with_a_lede(page: &Page<'_>) -> Result<(), String> {
    page.open("src.html").await?;
    page.report().await?;
    let body = "const e = document.querySelector('outage-lens'), r = e.shadowRoot; const rest = ms => new Promise(done => setTimeout(done, ms)); \
        const told = []; for (const lang of ['en', 'es', 'fr', 'pt', 'ru', 'ar', 'fa', 'ko', 'hi', 'zh']) { \
          e.lang = lang; document.documentElement.lang = lang; await rest(500); \
          const lede = r.querySelector('header .lede')?.textContent || ''; const story = r.querySelector('header details[data-name=story]'); \
          told.push([lang, lede, !!story && !story.open, story?.textContent.length > lede.length]); } return told;";
    let told = page.run(body, vec![]).await?;
    let rows = told.as_array().map(Vec::as_slice).unwrap_or_default();
    let english = rows.first().and_then(|row| row[1].as_str()).unwrap_or_default();
    let parts = ["22 Dec 2014", "> 99%", "$43", "$1.7M"];
    holds(rows.len() == 10 && parts.iter().all(|part| english.contains(part)), format!("{told}"))?;
    let folded = |row: &Value| row[1].as_str().is_some_and(|lede| lede.len() > 60) && row[2] == true && row[3] == true;
    holds(rows.iter().all(folded), format!("{told}"))?;
    let ledes: std::collections::BTreeSet<_> = rows.iter().map(|row| row[1].to_string()).collect();
    holds(ledes.len() == 10, format!("one lede in two languages: {told}"))?;
    page.quiet().await
}

async fn a_dropped_file_is_read(page: &Page<'_>) -> Result<(), String> {
    page.open("plain.html").await?;
    page.until(SHADOW, "the widget").await?;
    page.drop_file("mine.csv", &story(page, "nightly-cuts/input.csv")?).await?;
    let report = page.report().await?;
    holds(report["source"]["files"][0]["name"] == "mine.csv", format!("files: {}", report["source"]["files"]))?;
    let found = report["outages"].as_array().map_or(0, Vec::len);
    holds(found == 8, format!("{found} outages, not 8"))?;
    let words = page.words().await?.to_lowercase();
    holds(words.contains("your file"), "a reader's own file is not marked as such")?;
    page.screen("own").await?;
    page.quiet().await
}

async fn a_chosen_file_is_read(page: &Page<'_>) -> Result<(), String> {
    page.open("plain.html").await?;
    page.until(
        "return !!document.querySelector('outage-lens').shadowRoot.querySelector('input[type=file]');",
        "a file button",
    )
    .await?;
    let file = page.site.root.join("tests/stories/ongoing/input.csv");
    page.choose("input[type=file]", &file).await?;
    let report = page.report().await?;
    holds(report["outages"][0]["ongoing"] == true, "the outage that goes on has an end")?;
    page.quiet().await
}

async fn a_file_that_is_no_data_gets_a_sentence(page: &Page<'_>) -> Result<(), String> {
    for (name, word) in
        [("document.pdf", "PDF"), ("page.html", "HTML"), ("empty.csv", "empty"), ("no-time.csv", "time")]
    {
        page.open("plain.html").await?;
        page.until(SHADOW, "the widget").await?;
        let bytes =
            std::fs::read(page.site.root.join("tests/hostile").join(name)).map_err(|error| error.to_string())?;
        page.drop_file(name, &bytes).await?;
        let said = format!(
            "const e = document.querySelector('outage-lens'); const t = e.shadowRoot.querySelector('[part~=trouble]'); \
             return !!t && !t.hidden && t.textContent.includes('{word}');"
        );
        page.until(&said, &format!("a sentence about {name}")).await?;
    }
    page.screen("trouble").await?;
    page.quiet().await
}

async fn the_chart_answers_the_keyboard(page: &Page<'_>) -> Result<(), String> {
    page.open("src.html").await?;
    page.until(READY, "the Report").await?;
    let stops = "const r = document.querySelector('outage-lens').shadowRoot; const c = r.querySelector('[part~=figure] [tabindex=\"0\"], canvas[tabindex=\"0\"]'); \
        if (!c) return false; c.focus(); return r.activeElement === c;";
    page.until(stops, "one tab stop on the chart").await?;
    let live = "const r = document.querySelector('outage-lens').shadowRoot; \
        return [...r.querySelectorAll('[aria-live]')].map(e => e.textContent).join(' ').trim();";
    let before = page.client.execute(live, vec![]).await.map_err(|error| error.to_string())?;
    let mut typed = KeyActions::new("keys".to_owned());
    for key in [Key::Right, Key::Right, Key::Home, Key::End, Key::Left] {
        let value = char::from(key);
        typed = typed.then(KeyAction::Down { value }).then(KeyAction::Up { value });
    }
    page.client.perform_actions(typed).await.map_err(|error| error.to_string())?;
    let changed = format!("const said = (() => {{ {live} }})(); return said && said !== {before} ? said : null;");
    let said = page.until(&changed, "the live region to speak").await?;
    holds(said.as_str().is_some_and(|said| said.len() > 10), format!("it said {said}"))?;
    page.quiet().await
}

async fn a_strict_policy_is_enough(page: &Page<'_>) -> Result<(), String> {
    page.open("strict.html").await?;
    page.report().await?;
    let words = page.words().await?;
    holds(words.contains("9 h 31 min"), format!("no 9 h 31 min in: {words}"))?;
    page.screen("strict").await?;
    page.quiet().await
}

async fn a_second_copy_is_harmless(page: &Page<'_>) -> Result<(), String> {
    page.open("twice.html").await?;
    page.until(READY, "the Report").await?;
    page.quiet().await
}

async fn any_folder_will_do(page: &Page<'_>) -> Result<(), String> {
    page.open("deep/er/src.html").await?;
    page.until(READY, "the Report").await?;
    page.quiet().await
}

async fn without_its_engine_the_figure_stays(page: &Page<'_>) -> Result<(), String> {
    page.open("nowasm/src.html").await?;
    fallback(page).await
}

async fn a_tampered_engine_is_refused(page: &Page<'_>) -> Result<(), String> {
    page.open("tampered/src.html").await?;
    fallback(page).await
}

/// The author's figure is seen, and no Report came.
async fn fallback(page: &Page<'_>) -> Result<(), String> {
    let heard = "const e = document.querySelector('outage-lens'); return !!e.shadowRoot && !!e.shadowRoot.querySelector('[part~=trouble]:not([hidden])') \
        || window.olHeard.length > 0;";
    page.until(heard, "a word about the engine").await?;
    let seen = "const p = document.getElementById('fallback'); const b = p.getBoundingClientRect(); \
        return b.width > 0 && b.height > 0 && !document.querySelector('outage-lens').report;";
    page.until(seen, "the author's figure").await?;
    page.screen("fallback").await
}

async fn a_hostile_page_changes_nothing(page: &Page<'_>) -> Result<(), String> {
    page.open("hostile.html").await?;
    let report = page.report().await?;
    holds(report["outages"].as_array().is_some_and(|found| !found.is_empty()), "no outage")?;
    page.screen("hostile").await?;
    page.quiet().await
}

async fn the_page_and_the_command_tell_the_same(page: &Page<'_>) -> Result<(), String> {
    page.open("plain.html").await?;
    page.until(SHADOW, "the widget").await?;
    for name in ["nightly-cuts/input.csv", "partial-routes-up/input.csv", "steady/input.tsv", "ongoing/input.csv"] {
        let bytes = story(page, name)?;
        let body = "const [name, bytes] = words; const e = document.querySelector('outage-lens'); \
            e.data = new File([new Uint8Array(bytes)], name); await e.analyze(); return await e.toJSON();";
        let file = name.rsplit('/').next().unwrap_or(name);
        let told = page.run(body, vec![json!(file), json!(bytes)]).await?;
        let told = match told {
            Value::String(text) => text,
            other => return Err(format!("toJSON gave no text: {other}")),
        };
        let path = page.site.root.join("tests/stories").join(name);
        let native = std::process::Command::new(&page.site.command).arg("analyze").arg(path).output();
        let native = String::from_utf8(native.map_err(|error| error.to_string())?.stdout).map_err(|e| e.to_string())?;
        let (told, native) = (told.trim_end(), native.trim_end());
        if told != native {
            let at = told.bytes().zip(native.bytes()).take_while(|(a, b)| a == b).count();
            let near =
                |text: &str| text.get(at.saturating_sub(60)..(at + 60).min(text.len())).unwrap_or_default().to_owned();
            return Err(format!("{name}: byte {at}: the page …{}… the command …{}…", near(told), near(native)));
        }
    }
    Ok(())
}

async fn the_page_stays_alive_while_it_works(page: &Page<'_>) -> Result<(), String> {
    page.open("plain.html").await?;
    page.until(SHADOW, "the widget").await?;
    // About 8 MB: a year of minutes, quiet but for one night.
    let body = "const rows = ['time,requests']; for (let i = 0; i < 300000; i++) { const t = 1672531200 + i * 60; \
        rows.push(`${t},${i > 150000 && i < 150300 ? 0 : 1000 + (i * 7919) % 97}`); } \
        const file = new File([rows.join('\\n')], 'year.csv'); await new Promise(done => setTimeout(done, 400)); \
        const e = document.querySelector('outage-lens'); window.olLong.length = 0; const beat = window.olBeat(); \
        e.data = file; await e.analyze(); await new Promise(done => setTimeout(done, 200)); beat.stop(); \
        return { gap: beat.gap, long: window.olLong, outages: e.report.outages.length };";
    // Other programs only ever add to a task: of three runs the shortest longest task is ours.
    let (mut long, mut gap) = (f64::MAX, f64::MAX);
    for _ in 0..3 {
        let told = page.run(body, vec![]).await?;
        holds(told["outages"].as_u64().is_some_and(|n| n >= 1), format!("{told}"))?;
        long = long.min(told["long"].as_array().into_iter().flatten().filter_map(Value::as_f64).fold(0.0, f64::max));
        gap = gap.min(told["gap"].as_f64().unwrap_or(f64::MAX));
    }
    // A long task is one of 50 ms or more; where none are counted, the heartbeat tells, with room for a busy machine.
    let limit = if page.engine == "chromium" { 1000.0 } else { 250.0 };
    holds(long < 50.0, format!("a task of {long} ms"))?;
    holds(gap < limit, format!("a gap of {gap} ms"))
}

async fn removing_and_adding_works_again(page: &Page<'_>) -> Result<(), String> {
    page.open("src.html").await?;
    page.until(READY, "the Report").await?;
    let again = "const e = document.querySelector('outage-lens'); const parent = e.parentNode; e.remove(); \
        await new Promise(done => setTimeout(done, 100)); const n = document.createElement('outage-lens'); \
        n.setAttribute('src', 'data/north-korea-2014.csv'); n.setAttribute('country', 'KP'); \
        n.setAttribute('represents', 'country'); parent.append(n);";
    for _ in 0..3 {
        page.run(again, vec![]).await?;
        page.until(READY, "the Report again").await?;
    }
    page.quiet().await
}

async fn phone_and_dark_are_pictured(page: &Page<'_>) -> Result<(), String> {
    page.client.set_window_size(500, 1000).await.map_err(|error| error.to_string())?;
    page.open("demo.html").await?;
    page.report().await?;
    let wide = "return document.documentElement.scrollWidth <= innerWidth + 1;";
    page.until(wide, "a page no wider than the phone").await?;
    page.screen("phone").await?;
    page.run(TO_CHART, vec![]).await?;
    page.screen("phone-chart").await?;
    page.until(&inked(false), "a chart in dark ink").await?;
    page.run("document.documentElement.style.colorScheme = 'dark';", vec![]).await?;
    let told = page.until(&inked(true), "a chart in light ink, without a reload").await;
    page.screen("phone-dark").await?;
    told?;
    // A table scrolls in a region of its own; the sentences in it don't have to.
    let long = "const r = document.querySelector('outage-lens').shadowRoot, cost = r.querySelector('details[data-name=cost]'); cost.open = true; \
        for (const fold of cost.querySelectorAll('details')) fold.open = true; const wide = cost.getBoundingClientRect().width; \
        return [...cost.querySelectorAll('.steps')].map(list => list.getBoundingClientRect().width <= wide);";
    let long = page.run(long, vec![]).await?;
    let fits = long.as_array().is_some_and(|all| all.len() > 2 && all.iter().all(|fits| fits == true));
    holds(fits, format!("arithmetic no wider than the phone: {long}"))?;
    page.quiet().await
}

async fn right_to_left_is_pictured(page: &Page<'_>) -> Result<(), String> {
    page.open("rtl.html").await?;
    page.report().await?;
    page.run(TO_CHART, vec![]).await?;
    page.screen("desktop").await?;
    let body = "const r = document.querySelector('outage-lens').shadowRoot; const b = r.querySelector('.box'); \
        const right = node => Math.round(b.getBoundingClientRect().right - node.getBoundingClientRect().right); \
        for (const node of r.querySelectorAll('details')) node.open = true; \
        return { dir: getComputedStyle(b).direction, lang: b.lang, headline: right(r.querySelector('[part~=headline]')) };";
    let told = page.run(body, vec![]).await?;
    holds(told["dir"] == "rtl" && told["lang"] == "fa", format!("{told}"))?;
    holds(
        told["headline"].as_i64().is_some_and(|gap| gap.abs() < 40),
        format!("the headline is not at the right: {told}"),
    )?;
    // What a step is stands in the page's language; where it comes from stays as it was published, and says so.
    let english = "const steps = [...document.querySelector('outage-lens').shadowRoot.querySelectorAll('.steps li')]; \
        return [steps.length, steps.map(step => step.firstChild.data).filter(text => /[a-z]{4}/i.test(text)), \
        steps.every(step => step.lastChild.lang === 'en')];";
    let english = page.run(english, vec![]).await?;
    let told = english[0].as_u64() > Some(20) && english[1] == serde_json::json!([]) && english[2] == true;
    holds(told, format!("steps, those in English, all sources marked: {english}"))?;
    page.client.set_window_size(500, 1000).await.map_err(|error| error.to_string())?;
    page.until("return document.documentElement.scrollWidth <= innerWidth + 1;", "a page no wider than the phone")
        .await?;
    page.run(TO_CHART, vec![]).await?;
    page.screen("phone").await?;
    page.run("document.querySelector('outage-lens').shadowRoot.querySelector('table').scrollIntoView();", vec![])
        .await?;
    page.screen("phone-tables").await?;
    page.quiet().await
}

/// Brings the first chart into view and waits until it is drawn.
const TO_CHART: &str = "const rest = ms => new Promise(done => setTimeout(done, ms)); await rest(300); \
    document.querySelector('outage-lens').shadowRoot.querySelector('[part~=headline]').scrollIntoView(); await rest(600);";

/// True where much of the first chart has the ink of the page as it is now, and that ink is light or dark as asked.
fn inked(light: bool) -> String {
    format!(
        "const r = document.querySelector('outage-lens').shadowRoot; const c = r.querySelector('.chart canvas'); \
         const ink = getComputedStyle(c.parentNode).color.match(/[\\d.]+/g).map(Number); if ((ink[0] > 128) !== {light}) return false; \
         const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data; let n = 0; \
         for (let i = 0; i < d.length; i += 4) n += d[i + 3] > 250 && [0, 1, 2].every(k => Math.abs(d[i + k] - ink[k]) < 3); return n > 300;"
    )
}

/// True once the first widget stands.
pub const SHADOW: &str = "const e = document.querySelector('outage-lens'); return !!(e && e.shadowRoot && e.analyze);";

fn story(page: &Page<'_>, name: &str) -> Result<Vec<u8>, String> {
    std::fs::read(page.site.root.join("tests/stories").join(name)).map_err(|error| format!("{name}: {error}"))
}
