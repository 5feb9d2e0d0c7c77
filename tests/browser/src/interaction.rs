//! What a reader's hands do: hover, tap, drag, wheel, pinch and keys on the charts; the overview; assumptions; what is
//! taken along; files beside each other. Mouse and keys are the driver's own; fingers and the wheel are events of the page,
//! since not every driver has them.

use crate::page::{Page, holds};
use crate::walks::{READY, SHADOW, Told, Walk, walks};
use fantoccini::actions::{InputSource, KeyAction, KeyActions, MOUSE_BUTTON_LEFT, MouseActions, PointerAction};
use fantoccini::key::Key;
use serde_json::{Value, json};
use std::time::Duration;

walks![
    hover_and_tap_read_out,
    a_drag_zooms_and_two_taps_show_all,
    wheel_and_pinch_zoom_and_the_page_scrolls,
    keys_go_by_sample_and_by_outage,
    the_overview_is_a_brush,
    a_zoom_brings_detail_from_the_worker,
    an_assumption_moves_the_price,
    a_drawing_that_breaks_leaves_the_price_right,
    a_chart_tells_the_moved_price,
    a_pointer_on_its_way_is_read_now_and_then,
    what_is_taken_along_says_where_from,
    a_link_brings_what_was_looked_at,
    files_stand_side_by_side,
];

/// Handles on the parts of the first widget, for the scripts below.
const PARTS: &str = "const e = document.querySelector('outage-lens'), r = e.shadowRoot, chart = r.querySelector('.chart.timeline'), \
    strip = r.querySelector('.strip'), readout = r.querySelector('.readout'), window_ = () => ['left', 'width'].map(side => Math.round(parseFloat(strip.querySelector('i').style[side]))).join(), \
    rest = ms => new Promise(done => setTimeout(done, ms)), whole = '0,100', \
    finger = (type, id, x, y) => chart.dispatchEvent(new PointerEvent(type, { pointerId: id, pointerType: 'touch', isPrimary: id === 1, clientX: x, clientY: y, button: 0, bubbles: true, composed: true, cancelable: true }));";

async fn told(page: &Page<'_>, body: &str, words: Vec<Value>) -> Result<Value, String> {
    page.run(&format!("{PARTS} {body}"), words).await
}

/// Opens the article's figure with its timeline in the middle of the window, drawn; gives left, top, width and height of it.
async fn timeline(page: &Page<'_>) -> Result<[f64; 4], String> {
    page.open("src.html").await?;
    page.until(READY, "the Report").await?;
    place(page).await
}

async fn place(page: &Page<'_>) -> Result<[f64; 4], String> {
    let body = "await rest(500); chart.scrollIntoView({ block: 'center' }); await rest(500); \
        const b = chart.getBoundingClientRect(); return [b.left, b.top, b.width, b.height];";
    let found = told(page, body, vec![]).await?;
    let number = |i: usize| found[i].as_f64().ok_or("no place");
    Ok([number(0)?, number(1)?, number(2)?, number(3)?])
}

pub async fn mouse(page: &Page<'_>, moves: Vec<PointerAction>) -> Result<(), String> {
    let actions = moves.into_iter().fold(MouseActions::new("mouse".to_owned()), |all, one| all.then(one));
    page.client.perform_actions(actions).await.map_err(|error| error.to_string())
}

pub fn to(x: f64, y: f64) -> PointerAction {
    PointerAction::MoveTo { duration: Some(Duration::from_millis(60)), x: x.round(), y: y.round() }
}

pub const DOWN: PointerAction = PointerAction::Down { button: MOUSE_BUTTON_LEFT };
pub const UP: PointerAction = PointerAction::Up { button: MOUSE_BUTTON_LEFT };

async fn keys(page: &Page<'_>, keys: &[Key]) -> Result<(), String> {
    let mut typed = KeyActions::new("keys".to_owned());
    for value in keys.iter().map(|key| char::from(*key)) {
        typed = typed.then(KeyAction::Down { value }).then(KeyAction::Up { value });
    }
    page.client.perform_actions(typed).await.map_err(|error| error.to_string())
}

async fn hover_and_tap_read_out(page: &Page<'_>) -> Result<(), String> {
    let [left, top, width, height] = timeline(page).await?;
    mouse(page, vec![to(left + width * 0.6, top + height / 2.0)]).await?;
    let said = told(page, "await rest(250); return readout.textContent;", vec![]).await?;
    holds(said.as_str().is_some_and(|said| said.contains("UTC")), format!("hovered, it says {said}"))?;
    mouse(page, vec![to(left + width * 0.6, (top - 60.0).max(2.0))]).await?;
    let said = told(page, "await rest(250); return readout.textContent;", vec![]).await?;
    let legend = said.as_str().is_some_and(|said| said.starts_with("Band: "));
    holds(legend, format!("left, it says {said} instead of what the chart's marks are"))?;
    let body = "const b = chart.getBoundingClientRect(), x = b.left + b.width * 0.4, y = b.top + b.height / 2; finger('pointerdown', 1, x, y); \
        finger('pointerup', 1, x, y); finger('pointerleave', 1, x, y); await rest(250); return readout.textContent;";
    let said = told(page, body, vec![]).await?;
    holds(said.as_str().is_some_and(|said| said.contains("UTC")), format!("tapped, it says {said}"))?;
    page.quiet().await
}

/// Thirty moves in half a second: some of them are told, the first at once and the last in any case.
async fn a_pointer_on_its_way_is_read_now_and_then(page: &Page<'_>) -> Result<(), String> {
    timeline(page).await?;
    let body = "const b = chart.getBoundingClientRect(); let times = 0; new MutationObserver(() => times++).observe(readout, { childList: true }); \
        const move = share => { chart.dispatchEvent(new PointerEvent('pointermove', { pointerType: 'mouse', clientX: b.left + b.width * share, clientY: b.top + 60 })); return readout.textContent; }; \
        const began = performance.now(), first = move(0.3), before = move(0.31); for (let n = 1; n <= 30; n++) { move(0.3 + n / 100); await rest(16); } \
        await rest(250); const most = 2 + (performance.now() - began) / 100, told = times, last = readout.textContent; move(0.4); await rest(250); const there = move(0.6); return [first, before, told, last, there, most];";
    let told = told(page, body, vec![]).await?;
    let utc = |i: usize| told[i].as_str().is_some_and(|said| said.contains("UTC"));
    holds(utc(0) && told[0] == told[1], format!("at once and a moment later: {told}"))?;
    holds(utc(3) && told[3] == told[4] && told[3] != told[0], format!("the last: {told}"))?;
    let (times, most) = (told[2].as_f64().unwrap_or_default(), told[5].as_f64().unwrap_or_default());
    holds(times >= 3.0 && times <= most, format!("times: {told}"))?;
    page.quiet().await
}

async fn a_drag_zooms_and_two_taps_show_all(page: &Page<'_>) -> Result<(), String> {
    let [left, top, width, height] = timeline(page).await?;
    let y = top + height / 2.0;
    mouse(page, vec![to(left + width * 0.3, y), DOWN, to(left + width * 0.45, y), to(left + width * 0.6, y), UP])
        .await?;
    let zoomed = told(page, "await rest(600); return window_();", vec![]).await?;
    holds(zoomed.as_str().is_some_and(|said| said != "0,100"), format!("after a drag: {zoomed}"))?;
    let x = left + width * 0.9;
    mouse(page, vec![to(x, top + 14.0), DOWN, UP, DOWN, UP]).await?;
    let said = told(page, "await rest(400); return window_();", vec![]).await?;
    holds(said == "0,100", format!("after two taps: {said}"))?;
    page.quiet().await
}

async fn wheel_and_pinch_zoom_and_the_page_scrolls(page: &Page<'_>) -> Result<(), String> {
    timeline(page).await?;
    let body = "const b = chart.getBoundingClientRect(), x = b.left + b.width / 2, y = b.top + b.height / 2; \
        const wheel = more => chart.dispatchEvent(new WheelEvent('wheel', { deltaY: -120, clientX: x, clientY: y, bubbles: true, composed: true, cancelable: true, ...more })); \
        const scrolls = wheel({}); await rest(200); const still = window_(); \
        const kept = !wheel({ ctrlKey: true }); await rest(300); const wheeled = window_(); \
        finger('pointerdown', 1, x - 20, y); finger('pointerdown', 2, x + 20, y); \
        for (let n = 1; n < 6; n++) { finger('pointermove', 1, x - 20 - 20 * n, y); finger('pointermove', 2, x + 20 + 20 * n, y); await rest(20); } \
        finger('pointerup', 1, x - 120, y); finger('pointerup', 2, x + 120, y); await rest(300); const pinched = window_(); \
        for (let n = 0; n < 12; n++) wheel({ ctrlKey: true, deltaY: 120 }); await rest(300); const out = window_(); \
        return { scrolls, still: still === whole, kept, out: out === whole, wheeled: wheeled !== whole, pinched: pinched !== wheeled && pinched !== whole, \
          pan: getComputedStyle(chart).touchAction === 'pan-y' };";
    let found = told(page, body, vec![]).await?;
    for what in ["scrolls", "still", "kept", "wheeled", "pinched", "out", "pan"] {
        holds(found[what] == true, format!("{what}: {found}"))?;
    }
    page.quiet().await
}

/// A file with eight outages, priced.
async fn nightly(page: &Page<'_>) -> Result<(), String> {
    page.open("plain.html").await?;
    page.until(SHADOW, "the widget").await?;
    let path = page.site.root.join("tests/stories/nightly-cuts/input.csv");
    let bytes = std::fs::read(path).map_err(|error| error.to_string())?;
    let body = "const e = document.querySelector('outage-lens'); e.setAttribute('country', 'IR'); e.setAttribute('represents', 'country'); \
        e.data = new File([new Uint8Array(words[0])], 'nights.csv'); await e.analyze();";
    page.run(body, vec![json!(bytes)]).await?;
    page.until(READY, "the Report").await.map(drop)
}

async fn keys_go_by_sample_and_by_outage(page: &Page<'_>) -> Result<(), String> {
    nightly(page).await?;
    place(page).await?;
    let focus = "window.olSeen = []; e.addEventListener('outage-lens:select', event => olSeen.push(event.detail.id)); chart.focus(); return e.report.plot[0].step;";
    let step = told(page, focus, vec![]).await?.as_f64().ok_or("no step")?;
    keys(page, &[Key::Down, Key::Down, Key::Up]).await?;
    let seen = told(page, "await rest(400); return olSeen;", vec![]).await?;
    let seen: Vec<&str> = seen.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    holds(seen.len() == 3 && seen[0] != seen[1] && seen[2] == seen[0], format!("by outage: {seen:?}"))?;
    // By sample: home, then one to the right, are one step apart.
    let clock = "await rest(200); const said = r.querySelector('.readout').textContent; const at = / (\\d\\d):(\\d\\d)/.exec(said); return at ? 60 * at[1] + 1 * at[2] : said;";
    let focus = "r.querySelector('.chart.timeline').focus();";
    told(page, focus, vec![]).await?;
    keys(page, &[Key::Home]).await?;
    let first = told(page, clock, vec![]).await?;
    keys(page, &[Key::Right]).await?;
    let second = told(page, clock, vec![]).await?;
    let gone = second.as_f64().zip(first.as_f64()).map(|(b, a)| b - a);
    holds(gone == Some(step / 60_000.0), format!("from {first} to {second}, with steps of {step} ms"))?;
    keys(page, &[Key::Escape]).await?;
    page.quiet().await
}

async fn the_overview_is_a_brush(page: &Page<'_>) -> Result<(), String> {
    timeline(page).await?;
    let body = "strip.scrollIntoView({ block: 'center' }); await rest(300); const b = strip.getBoundingClientRect(); \
        return [b.left, b.top + b.height / 2, b.width];";
    let found = told(page, body, vec![]).await?;
    let [left, y, width] = [0, 1, 2].map(|i| found[i].as_f64().unwrap_or(0.0));
    // The left edge is drawn to the middle.
    mouse(page, vec![to(left + 2.0, y), DOWN, to(left + width * 0.3, y), to(left + width * 0.5, y), UP]).await?;
    let frame = "await rest(400); const i = strip.querySelector('i').style; return [parseFloat(i.left), parseFloat(i.width), window_()];";
    let half = told(page, frame, vec![]).await?;
    let near = |value: &Value, want: f64| value.as_f64().is_some_and(|value| (value - want).abs() < 3.0);
    holds(near(&half[0], 50.0) && near(&half[1], 50.0), format!("after the edge: {half}"))?;
    // The window is moved as a whole.
    mouse(page, vec![to(left + width * 0.75, y), DOWN, to(left + width * 0.6, y), to(left + width * 0.5, y), UP])
        .await?;
    let moved = told(page, frame, vec![]).await?;
    holds(near(&moved[0], 25.0) && near(&moved[1], 50.0), format!("after the move: {moved}"))?;
    // By keys it is the timeline's: a window further, and out.
    told(page, "chart.focus();", vec![]).await?;
    keys(page, &[Key::PageDown]).await?;
    let right = told(page, frame, vec![]).await?;
    holds(near(&right[0], 50.0), format!("after a page down: {right}"))?;
    keys(page, &[Key::Escape]).await?;
    let all = told(page, frame, vec![]).await?;
    holds(all[2] == "0,100", format!("after Escape: {all}"))?;
    page.quiet().await
}

async fn a_zoom_brings_detail_from_the_worker(page: &Page<'_>) -> Result<(), String> {
    page.open("plain.html").await?;
    page.until(SHADOW, "the widget").await?;
    // Half a year of minutes: a step of the whole time holds many samples, one of an hour a single one.
    let body = "const rows = ['time,requests']; for (let i = 0; i < 262800; i++) rows.push(`${1672531200 + i * 60},${i > 131400 && i < 132000 ? 0 : 1000 + (i * 7919) % 97}`); \
        e.data = new File([rows.join('\\n')], 'half.csv'); await e.analyze();";
    page.run(&format!("const e = document.querySelector('outage-lens'); {body}"), vec![]).await?;
    page.until(READY, "the Report").await?;
    let [left, top, width, height] = place(page).await?;
    let point = to(left + width * 0.3, top + height / 2.0);
    mouse(page, vec![point.clone()]).await?;
    let coarse = told(page, "await rest(250); return readout.textContent;", vec![]).await?;
    let body = "const b = chart.getBoundingClientRect(); for (let n = 0; n < 16; n++) { chart.dispatchEvent(new WheelEvent('wheel', { deltaY: -100, ctrlKey: true, \
        clientX: b.left + b.width * 0.3, clientY: b.top + 60, bubbles: true, cancelable: true })); if (n % 4 === 3) await rest(16); } await rest(1200); return window_();";
    let zoomed = told(page, body, vec![]).await?;
    let range = |said: &Value| said.as_str().is_some_and(|said| said.contains(" – "));
    let mut fine = Value::Null;
    for _ in 0..10 {
        mouse(page, vec![to(left + width * 0.31, top + height / 2.0), point.clone()]).await?;
        fine = told(page, "await rest(250); return readout.textContent;", vec![]).await?;
        if !range(&fine) {
            break;
        }
    }
    holds(range(&coarse) && !range(&fine), format!("before {coarse}, at {zoomed} {fine}"))?;
    page.quiet().await
}

async fn an_assumption_moves_the_price(page: &Page<'_>) -> Result<(), String> {
    page.open("src.html").await?;
    page.until(READY, "the Report").await?;
    let body = "await rest(500); r.querySelector('details[data-name=cost]').open = true; await rest(200); \
        const ranges = [...r.querySelectorAll('details[data-name=cost] input[type=range]')]; if (!ranges.length) throw Error('no assumption'); \
        const price = () => [...r.querySelectorAll('.figure-number')].map(n => n.textContent).join(' '); \
        const ours = () => e.report.outages[0].cost.headline.ours.central; const [range] = ranges; const before = [price(), ours()]; \
        range.value = range.max; range.dispatchEvent(new Event('input', { bubbles: true })); \
        for (let n = 0; n < 60 && price() === before[0]; n++) await rest(50); const dragged = [price(), ours(), range.isConnected]; \
        const typed = range.parentNode.querySelector('input[type=number]'); const same = typed.value === range.value; \
        typed.value = range.min; typed.dispatchEvent(new Event('change', { bubbles: true })); \
        for (let n = 0; n < 60 && ours() === dragged[1]; n++) await rest(50); await rest(300); \
        const still = r.querySelector('details[data-name=cost] input[type=number]'); \
        return { before, dragged, typed: [price(), ours()], same, kept: !!still && still.value === range.min };";
    let found = told(page, body, vec![]).await?;
    holds(found["before"][0] != found["dragged"][0] && found["before"][1] != found["dragged"][1], format!("{found}"))?;
    holds(
        found["typed"][1] != found["dragged"][1] && found["same"] == true && found["kept"] == true,
        format!("{found}"),
    )?;
    holds(found["dragged"][2] == true, "the slider is gone while it is dragged")?;
    page.screen("assumptions").await?;
    page.quiet().await
}

/// A chart breaks while an assumption is dragged: it is made anew, and the price is that of the last move.
async fn a_drawing_that_breaks_leaves_the_price_right(page: &Page<'_>) -> Result<(), String> {
    page.open("src.html").await?;
    page.until(READY, "the Report").await?;
    let body = "await rest(500); r.querySelector('details[data-name=cost]').open = true; await rest(200); \
        const range = r.querySelector('details[data-name=cost] input[type=range]'); const troubles = []; \
        e.addEventListener('outage-lens:trouble', event => troubles.push(event.detail.message)); \
        const price = () => [...r.querySelectorAll('.figure-number')].map(n => n.textContent).join(' '); const before = price(); \
        const own = HTMLCanvasElement.prototype.getContext; let broken = 0; \
        HTMLCanvasElement.prototype.getContext = function (...words) { \
          if (this.closest('.chart') && !broken++) throw new Error('no context'); return own.apply(this, words); }; \
        const at = share => String(Number(range.min) + share * (range.max - range.min)); \
        for (const share of [0.5, 0.9, 0.2, 1]) { range.value = at(share); range.dispatchEvent(new Event('input', { bubbles: true })); \
          for (let n = 0; n < 20 && !broken; n++) await rest(20); } \
        for (let n = 0; n < 80 && price() === before; n++) await rest(100); await rest(1500); const followed = price(); \
        range.dispatchEvent(new Event('change', { bubbles: true })); await rest(1500); \
        return { troubles, broken: broken > 0, before, followed, settled: price() };";
    let found = told(page, body, vec![]).await?;
    holds(found["troubles"] == json!([]) && found["broken"] == true, format!("{found}"))?;
    holds(found["before"] != found["followed"] && found["followed"] == found["settled"], format!("{found}"))?;
    page.quiet().await
}

/// The alternative text of a chart tells the price that an assumption has just moved.
async fn a_chart_tells_the_moved_price(page: &Page<'_>) -> Result<(), String> {
    page.open("src.html").await?;
    page.until(READY, "the Report").await?;
    let body = "const rows = ['time,value']; \
        for (let i = 0; i < 2880; i++) rows.push(`${1418256000 + i * 600},${i > 2000 && i < 2060 ? 0 : 1000 + (i * 7919) % 41}`); \
        e.data = rows.join('\\n'); await e.analyze(); await rest(500); \
        for (const name of ['charts', 'cost']) r.querySelector(`details[data-name=${name}]`).open = true; \
        const week = () => r.querySelector('.chart.week'); week().scrollIntoView(); \
        const label = () => week().getAttribute('aria-label'); const first = label(); \
        for (let n = 0; n < 60 && !/\\$/.test(label()); n++) await rest(50); const before = label(); \
        const range = r.querySelector('details[data-name=cost] input[type=range]'); \
        range.value = range.max; range.dispatchEvent(new Event('input', { bubbles: true })); \
        for (let n = 0; n < 60 && label() === before; n++) await rest(50); return [first, before, label()];";
    let found = told(page, body, vec![]).await?;
    let text = |i: usize| found[i].as_str().unwrap_or_default();
    holds(text(1).contains('$') && text(1) != text(2), format!("{found}"))
}

async fn what_is_taken_along_says_where_from(page: &Page<'_>) -> Result<(), String> {
    page.open("src.html").await?;
    page.until(READY, "the Report").await?;
    let body = "await rest(400); const seen = []; e.addEventListener('outage-lens:export', event => seen.push(event.detail.kind)); \
        const hash = e.report.source.files[0].sha256.slice(0, 16); const copied = []; \
        Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText: async text => void copied.push(text) } }); \
        const saved = []; const made = URL.createObjectURL; URL.createObjectURL = blob => { saved.push(blob); return made(blob); }; \
        HTMLAnchorElement.prototype.click = function () {}; window.print = () => {}; \
        const bar = r.querySelector('details[data-name=export]'); bar.open = true; \
        for (const button of bar.querySelectorAll('button')) { const n = seen.length; button.click(); for (let w = 0; w < 100 && seen.length === n; w++) await rest(30); } \
        const sizes = []; for (const scale of [1, 2, 3, 4]) { const picture = await createImageBitmap(await e.toPNG(scale)); sizes.push(picture.width); } \
        const texts = await Promise.all(saved.map(blob => blob.text())); \
        return { seen, copied, hash, sizes, has: texts.map(text => text.includes(hash)), types: saved.map(blob => blob.type), alt: texts[0].includes('Description') };";
    let found = told(page, body, vec![]).await?;
    holds(
        found["seen"] == json!(["png", "svg", "csv", "json", "sentence", "embed", "link", "print"]),
        format!("{found}"),
    )?;
    holds(found["has"] == json!([true, true, true, true]), format!("the receipt's hash: {found}"))?;
    let size = |i: usize| found["sizes"][i].as_f64().unwrap_or(0.0);
    holds(size(0) >= 640.0 && (1..4).all(|i| (size(i) - size(0) * (i + 1) as f64).abs() <= 2.0), format!("{found}"))?;
    let copied = |i: usize| found["copied"][i].as_str().unwrap_or_default();
    holds(copied(0).contains("22 Dec 2014 16:15"), format!("the sentence: {}", copied(0)))?;
    let embed = ["<outage-lens", "src=\"http", "country=\"KP\"", "type=\"module\""];
    holds(embed.iter().all(|part| copied(1).contains(part)), format!("to embed: {}", copied(1)))?;
    holds(copied(2).contains("src.html#") && copied(2).contains("ol=0"), format!("the link: {}", copied(2)))?;
    holds(found["alt"] == true, "the picture has no words")?;
    page.quiet().await
}

async fn a_link_brings_what_was_looked_at(page: &Page<'_>) -> Result<(), String> {
    let [left, top, width, height] = timeline(page).await?;
    let y = top + height / 2.0;
    mouse(page, vec![to(left + width * 0.4, y), DOWN, to(left + width * 0.6, y), to(left + width * 0.8, y), UP])
        .await?;
    let copy = "Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText: async text => void (window.olLink = text) } }); \
        await rest(500); const bar = r.querySelector('details[data-name=export]'); bar.open = true; await rest(100); \
        [...bar.querySelectorAll('button')].find(b => b.textContent === 'Copy a link to this view').click(); \
        for (let n = 0; n < 60 && !window.olLink; n++) await rest(100); return [window.olLink, window_()];";
    let before = told(page, copy, vec![]).await?;
    let link = before[0].as_str().ok_or("no link")?;
    holds(link.contains("view="), format!("no window in {link}"))?;
    // Somebody adds another rule to it: the page says so.
    page.open("plain.html").await?;
    page.client.goto(&format!("{link}&sensitivity=0.9&country=")).await.map_err(|error| error.to_string())?;
    page.until(READY, "the Report").await?;
    let body = "for (let n = 0; n < 60 && window_() === whole; n++) await rest(100); return [window_(), r.querySelector('header .mark').textContent, e.report.source.country];";
    let after = told(page, body, vec![]).await?;
    holds(after[0] == before[1], format!("{before} became {after}"))?;
    let mark = after[1].as_str().unwrap_or_default();
    holds(mark.contains("sensitivity 0.9") && !mark.contains("null"), format!("{after}"))?;
    holds(after[2] == "KP", format!("{after}"))?;
    page.quiet().await
}

async fn files_stand_side_by_side(page: &Page<'_>) -> Result<(), String> {
    page.open("src.html").await?;
    page.until(READY, "the Report").await?;
    told(page, "await rest(400); r.querySelector('details[data-name=charts]').open = true;", vec![]).await?;
    let file = page.site.root.join("tests/stories/nightly-cuts/input.csv");
    page.choose("details[data-name=charts] input[type=file]", &file).await?;
    page.until(
        "return !!document.querySelector('outage-lens').shadowRoot.querySelector('.chart.compare');",
        "the chart",
    )
    .await?;
    let body = "await rest(800); const c = r.querySelector('.chart.compare canvas'); c.scrollIntoView({ block: 'center' }); await rest(300); \
        const ink = () => c.getContext('2d').getImageData(0, 0, c.width, c.height).data.reduce((sum, byte) => (sum * 31 + byte) % 1000003, 0); \
        const auto = ink(); const box = r.querySelector('details[data-name=charts] input[type=checkbox]'); box.click(); await rest(300); const onset = ink(); \
        box.click(); await rest(300); return { alt: r.querySelector('.chart.compare').getAttribute('aria-label'), auto, onset, clock: ink() };";
    let found = told(page, body, vec![]).await?;
    page.screen("compared").await?;
    let alt = found["alt"].as_str().unwrap_or_default();
    holds(alt.contains("input.csv") && alt.contains("north-korea-2014.csv"), format!("{found}"))?;
    holds(found["onset"] != found["clock"], format!("both ways look the same: {found}"))?;
    page.quiet().await
}
