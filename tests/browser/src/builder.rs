//! Walks of an author who takes a figure along: what the archive holds, and that it works where it is unpacked.
//!
//! In: the builder's page. Out: nothing, or why it does not hold. The archive is opened by a crate that knows nothing of ours.

use crate::axe;
use crate::host::Host;
use crate::outside::{Outside, html};
use crate::page::{Page, holds};
use crate::walks::{Told, Walk, walks};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::Read;

walks![
    what_the_preview_is_told_is_set_in_the_form,
    the_builder_with_a_figure_is_clean_to_axe,
    the_builder_fits_its_window,
    an_archive_holds_a_frozen_figure,
    an_archive_holds_a_live_figure_of_several_files
];

type Members = BTreeMap<String, Vec<u8>>;

/// Opens the builder and gives it files.
/// The author's place once it listens: WebKit calls a page complete whose script has still to run.
async fn place(page: &Page<'_>) -> Result<(), String> {
    page.open("author.html").await?;
    page.until("return document.querySelectorAll('[name=country] option').length > 100;", "the menus").await.map(drop)
}

pub async fn given(page: &Page<'_>, files: &[(&str, Vec<u8>)]) -> Result<(), String> {
    place(page).await?;
    let give = "const data = new DataTransfer(); \
        for (const [name, bytes] of words) data.items.add(new File([new Uint8Array(bytes)], name)); \
        document.getElementById('drop').dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));";
    page.run(give, files.iter().map(|(name, bytes)| json!([name, bytes])).collect()).await?;
    page.until("return !document.getElementById('form').hidden;", "what was found").await.map(drop)
}

const SET: &str = "const set = (name, value) => { const f = document.getElementById('form').elements.namedItem(name); \
    if (f.type === 'checkbox') f.checked = value; else f.value = value; for (const type of ['input', 'change']) f.dispatchEvent(new Event(type, { bubbles: true })); }; \
    const write = (id, value) => { const f = document.getElementById(id); f.value = value; f.dispatchEvent(new Event('input', { bubbles: true })); };";

/// What the builder saves as one archive, opened. The author's last change is `set` in the moment before.
async fn saved(page: &Page<'_>, name: &str, set: &str) -> Result<Members, String> {
    let take = "const own = URL.createObjectURL; let blob = null; let name = ''; const click = HTMLAnchorElement.prototype.click; \
        URL.createObjectURL = given => { blob = given; return own.call(URL, given); }; \
        HTMLAnchorElement.prototype.click = function () { name = this.download; }; \
        document.getElementById('all').click(); \
        for (let i = 0; i < 300 && !name; i++) await new Promise(done => setTimeout(done, 50)); \
        URL.createObjectURL = own; HTMLAnchorElement.prototype.click = click; \
        return { name, said: document.getElementById('all-said').textContent, hex: blob && Array.from(new Uint8Array(await blob.arrayBuffer()), byte => byte.toString(16).padStart(2, '0')).join('') };";
    let told = page.run(&format!("{SET} {set} {take}"), vec![]).await?;
    holds(told["name"] == name, format!("saved as {}: {}", told["name"], told["said"]))?;
    // As one text: a list of half a million numbers is more than a driver likes to carry.
    let hex = told["hex"].as_str().unwrap_or_default();
    let byte = |at: usize| hex.get(at..at + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok());
    let bytes: Vec<u8> = (0..hex.len()).step_by(2).map_while(byte).collect();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).map_err(|error| error.to_string())?;
    let mut members = Members::new();
    for n in 0..archive.len() {
        let mut member = archive.by_index(n).map_err(|error| error.to_string())?;
        let mut bytes = Vec::new();
        member.read_to_end(&mut bytes).map_err(|error| format!("{}: {error}", member.name()))?;
        members.insert(member.name().to_owned(), bytes);
    }
    Ok(members)
}

/// A page with the iframe that can be pasted.
fn framed(outside: &Outside, paste: &str) -> Result<(), String> {
    let (_, rest) = paste.split_once("== Iframe ==").ok_or("no iframe")?;
    let (_, block) = rest.split_once("\n\n").ok_or("no block")?;
    let block = block.split_once("\n\n\n").map_or(block, |(block, _)| block);
    outside.write("frame.html", html("", block).as_bytes())?;
    outside.write("listener.js", include_bytes!("../pages/listener.js"))
}

fn text(members: &Members, name: &str) -> Result<String, String> {
    let bytes = members.get(name).ok_or(format!("no {name} among {:?}", members.keys()))?;
    String::from_utf8(bytes.clone()).map_err(|error| format!("{name}: {error}"))
}

async fn the_builder_with_a_figure_is_clean_to_axe(page: &Page<'_>) -> Result<(), String> {
    given(page, &[("Night cuts.csv", story(page)?)]).await?;
    let set = "set('country', 'IQ'); set('represents', 'country'); document.querySelector('[name=kind][value=frozen]').click(); \
        document.querySelector('#found input[type=checkbox]').click();";
    page.run(&format!("{SET} {set}"), vec![]).await?;
    let frozen = "const r = document.querySelector('#stage outage-lens').report; \
        return !!(r && r.outages[0].rejected && document.querySelector('#ready:not([hidden]) pre'));";
    page.until(frozen, "a frozen figure").await?;
    page.run("for (const node of document.querySelectorAll('details')) node.open = true;", vec![]).await?;
    for scheme in ["light", "dark"] {
        page.run("document.documentElement.style.colorScheme = words[0];", vec![json!(scheme)]).await?;
        axe::clean(page, &format!("the builder with a figure, {scheme}")).await?;
        page.screen(scheme).await?;
    }
    page.quiet().await
}

/// The table is whole at every width. Where there is room the preview stands beside the controls and stays in view.
async fn the_builder_fits_its_window(page: &Page<'_>) -> Result<(), String> {
    given(page, &[("Night cuts.csv", story(page)?)]).await?;
    page.until("return !!document.querySelector('#stage outage-lens').report;", "the preview").await?;
    let fits = "const cells = [...document.querySelectorAll('.found :is(th, td, input)')]; const view = document.documentElement; \
        const table = document.querySelector('.found').getBoundingClientRect(); \
        return { cells: cells.length, cut: cells.filter(cell => cell.getBoundingClientRect().right > table.right + 1).length, \
          wide: view.scrollWidth > innerWidth + 1 || table.right > innerWidth };";
    for width in [1600, 1280, 800, 500] {
        page.client.set_window_size(width, 1000).await.map_err(|error| error.to_string())?;
        let told = page.run(fits, vec![]).await?;
        let whole = told["cells"].as_u64() > Some(20) && told["cut"] == 0 && told["wide"] == false;
        holds(whole, format!("{width} px: {told}"))?;
        let beside = "document.getElementById('h-look').scrollIntoView(); await new Promise(done => setTimeout(done, 300)); \
            const [form, seen] = ['form', 'seen'].map(id => document.getElementById(id).getBoundingClientRect()); \
            return { beside: seen.left >= form.right, inView: seen.top >= -1 && seen.top < innerHeight / 2, below: seen.top >= form.bottom };";
        let told = page.run(beside, vec![]).await?;
        let right = match width > 1216 {
            true => told["beside"] == true && told["inView"] == true,
            false => told["beside"] == false && told["below"] == true,
        };
        holds(right, format!("{width} px: {told}"))?;
        page.screen(&format!("{width}")).await?;
    }
    page.quiet().await
}

/// Country and what the data stand for, answered in the preview; then other data, for which nothing of it holds; then none at all,
/// which takes nothing away.
async fn what_the_preview_is_told_is_set_in_the_form(page: &Page<'_>) -> Result<(), String> {
    given(page, &[("Kenya.csv", story(page)?)]).await?;
    page.run("document.querySelector('[name=kind][value=live]').click();", vec![]).await?;
    for value in ["KE", "country"] {
        let answer = format!(
            "const e = document.querySelector('#stage outage-lens'); const n = e.shadowRoot && e.shadowRoot.querySelector('.question select:has(option[value=\"{value}\"])'); \
             if (!n) return false; n.value = '{value}'; n.dispatchEvent(new Event('change', {{ bubbles: true }})); return true;"
        );
        page.until(&answer, "a question to answer in the preview").await?;
    }
    let set = "const s = document.getElementById('snippets').textContent; const f = document.getElementById('form').elements; \
        return s.includes('country=\"KE\"') && s.includes('represents=\"country\"') && f.namedItem('country').value === 'KE' && f.namedItem('represents').value === 'country';";
    page.until(set, "the answers in the form and in what is pasted").await?;
    let fresh = "const give = (name, text) => { const data = new DataTransfer(); data.items.add(new File([text], name)); \
        document.getElementById('drop').dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true })); };";
    let other = format!("{fresh} give('other.csv', words[0]);");
    let text = String::from_utf8(story(page)?).map_err(|error| error.to_string())?;
    // Two signals: the table of the figure without scripts names the one, apart from the time.
    let two = |line: &str| {
        line.rsplit_once(',')
            .map_or(line.to_owned(), |(_, last)| format!("{line},{}", last.replace("requests", "visits")))
    };
    let text = text.lines().map(two).collect::<Vec<_>>().join("\n");
    page.run(&other, vec![json!(text)]).await?;
    let unset = "const f = document.getElementById('form').elements; const s = document.getElementById('snippets').textContent; \
        return s.includes('other.csv') && !document.getElementById('said').textContent.startsWith('Reading') && !s.includes('country=') && f.namedItem('country').value === '' && !document.getElementById('alt').value.includes('Kenya');";
    page.until(unset, "other data without the answers of the first").await?;
    let apart = "const s = document.getElementById('snippets').textContent; return s.includes('] requests</th>') || s.includes('] visits</th>');";
    page.until(apart, "the signal beside the start of its outage").await?;
    page.screen("other").await?;
    page.run(
        &format!("document.querySelector('#found input').click(); {fresh} give('no.pdf', '%PDF-1.7 nothing');"),
        vec![],
    )
    .await?;
    let stands = "const [said, other] = ['said', 'other-said'].map(id => document.getElementById(id)); return other.className === 'warn' && other.textContent.startsWith('no.pdf: ') && !said.textContent.startsWith('Reading') \
        && ['form', 'seen', 'take'].every(id => !document.getElementById(id).hidden) && document.getElementById('snippets').textContent.includes('other.csv') \
        && !document.querySelector('#found input').checked && document.querySelectorAll('outage-lens').length === 2;";
    page.until(stands, "what the author has, beside a file that is no data").await?;
    place(page).await?;
    page.run(&format!("{fresh} give('no.pdf', '%PDF-1.7 nothing');"), vec![]).await?;
    let gone = "return ['form', 'seen', 'take'].every(id => document.getElementById(id).hidden) && document.getElementById('said').className === 'warn';";
    page.until(gone, "nothing to take along of what can't be read").await?;
    page.quiet().await
}

pub fn story(page: &Page<'_>) -> Result<Vec<u8>, String> {
    std::fs::read(page.site.root.join("tests/stories/nightly-cuts/input.csv")).map_err(|error| error.to_string())
}

async fn an_archive_holds_a_frozen_figure(page: &Page<'_>) -> Result<(), String> {
    let story = story(page)?;
    given(page, &[("Night cuts <b>.csv", story.clone())]).await?;
    a_figure_is_edited(page).await?;
    let members = saved(page, "night-cuts-b.zip", "set('title', 'Cut <again>');").await?;
    let report: Value = serde_json::from_slice(&members["night-cuts-b-report.json"]).map_err(|e| e.to_string())?;
    let paste = text(&members, "night-cuts-b-paste.txt")?;
    every_file_is_what_it_says(page, &members, &story, &report, &paste).await?;
    page.quiet().await?;

    // With nothing but what was saved.
    let outside = Outside::empty(page);
    for (name, bytes) in &members {
        outside.write(name, bytes)?;
    }
    let iframe =
        paste.split_once("== Iframe ==").and_then(|(_, rest)| rest.split_once("<script")).ok_or("no iframe")?;
    let iframe = iframe.1.split_once("\n\n\n").map_or(iframe.1, |(block, _)| block);
    outside.write("frame.html", html("", &format!("<script{iframe}")).as_bytes())?;
    outside.write("listener.js", include_bytes!("../pages/listener.js"))?;
    let host = Host::open(&outside.folder, "")?;
    the_article_shows_it(page, &host, &report).await?;
    it_stands_without_scripts(page, &host).await?;
    it_stands_alone(page, &outside).await?;

    page.open_at(&format!("{}frame.html", host.address)).await?;
    let framed = "const f = document.querySelector('iframe'); const e = f.contentDocument && f.contentDocument.querySelector('outage-lens'); \
        return !!(e && e.report && e.report.outages[0].rejected && e.style.getPropertyValue('--ol-outage') === '#9c27b0' && f.clientHeight > 500 && f.clientHeight !== 1100);";
    page.until(framed, "the figure in its frame, as high as it is").await?;
    page.quiet().await
}

/// Country, words, an outage struck out, a remark, colours: as an author goes through the form.
async fn a_figure_is_edited(page: &Page<'_>) -> Result<(), String> {
    let set = "set('country', 'IQ'); set('represents', 'country'); set('title', 'Cut'); set('credit', 'Us & them'); \
        write('base', 'outage-lens/'); \
        document.querySelector('[name=kind][value=frozen]').click();";
    page.run(&format!("{SET} {set}"), vec![]).await?;
    let frozen = "const r = document.querySelector('#stage outage-lens').report; const s = r && r.source; \
        return !!(s && s.country === 'IQ' && s.credit.includes('Us & them') && document.querySelector('#ready:not([hidden]) pre'));";
    page.until(frozen, "a frozen figure").await?;
    let edit = "document.querySelector('#found input[type=checkbox]').click(); \
        document.getElementById('mark-label').value = 'Exams'; document.getElementById('mark').click();";
    page.run(edit, vec![]).await?;
    let edited = "const r = document.querySelector('#stage outage-lens').report; \
        return !!(r && r.outages[0].rejected && r.marks.some(m => m.label === 'Exams'));";
    page.until(edited, "the edits in the Report").await?;
    // Colours of the author's own: too faint for a dark page, which is said, and well enough for a light one.
    page.run(&format!("{SET} set('accent', '#00695c'); set('outage', '#9c27b0');"), vec![]).await?;
    let faint =
        "const p = document.getElementById('colours-said'); return !p.hidden && p.textContent.includes('dark page');";
    page.until(faint, "a word about faint colours").await?;
    page.run(&format!("{SET} set('theme', 'light');"), vec![]).await?;
    page.until("return document.getElementById('colours-said').hidden;", "colours that will do").await?;
    page.run(&format!("{SET} set('theme', '');"), vec![]).await?;
    page.run("document.getElementById('take').scrollIntoView();", vec![]).await?;
    page.screen("take").await?;
    Ok(())
}

async fn every_file_is_what_it_says(
    page: &Page<'_>,
    members: &Members,
    story: &[u8],
    report: &Value,
    paste: &str,
) -> Result<(), String> {
    let names: Vec<&str> =
        members.keys().map(String::as_str).filter(|name| !name.starts_with("outage-lens/")).collect();
    let wanted = [
        "Night-cuts-b-.csv",
        "night-cuts-b-alone.html",
        "night-cuts-b-alt.txt",
        "night-cuts-b-article.html",
        "night-cuts-b-card.png",
        "night-cuts-b-oembed.json",
        "night-cuts-b-paste.txt",
        "night-cuts-b-report.json",
        "night-cuts-b-static.html",
        "night-cuts-b.png",
        "night-cuts-b.svg",
    ];
    holds(names == wanted, format!("{names:?}"))?;
    holds(members["Night-cuts-b-.csv"] == story, "the data are other bytes")?;
    holds(report["wire"] == 1 && report["outages"][0]["rejected"] == true, "the Report lacks the edit")?;
    holds(text(members, "night-cuts-b.svg")?.contains("Exams"), "the picture lacks the remark")?;
    holds(members["night-cuts-b.png"].starts_with(b"\x89PNG"), "no PNG")?;
    let alt = page.run("return document.getElementById('alt').value;", vec![]).await?;
    holds(alt == text(members, "night-cuts-b-alt.txt")?, "another alternative text")?;
    let card = &members["night-cuts-b-card.png"];
    let size = |at: usize| card.get(at..at + 4).map(|four| four.iter().fold(0, |n, byte| n << 8 | u32::from(*byte)));
    holds(card.starts_with(b"\x89PNG") && (size(16), size(20)) == (Some(1200), Some(630)), "a card of another size")?;
    let answer: Value = serde_json::from_slice(&members["night-cuts-b-oembed.json"]).map_err(|e| e.to_string())?;
    let frame = answer["html"].as_str().unwrap_or_default();
    holds(
        answer["type"] == "rich" && frame.contains("<iframe") && answer["title"] == "Cut <again>",
        format!("{answer}"),
    )?;
    for word in [
        "== Script ==",
        "== Iframe ==",
        "== Static HTML ==",
        "== Markdown ==",
        "== Style ==",
        "== Head ==",
        "og:image",
        "integrity=",
    ] {
        holds(paste.contains(word), format!("no {word} in {paste}"))?;
    }
    Ok(())
}

async fn the_article_shows_it(page: &Page<'_>, host: &Host, report: &Value) -> Result<(), String> {
    page.open_at(&format!("{}night-cuts-b-article.html", host.address)).await?;
    let shown = page.report().await?;
    holds(&shown == report, "the article shows another Report")?;
    let dress = "return [getComputedStyle(document.querySelector('outage-lens')).getPropertyValue('--ol-outage').trim(), document.querySelector('b').innerText];";
    let dress = page.run(dress, vec![]).await?;
    holds(dress == json!(["#9c27b0", "Cut <again>"]), format!("{dress}"))?;
    page.screen("article").await?;
    let asked: Vec<String> = host.counts().into_iter().map(|(path, _)| path).collect();
    let wanted = [
        "/night-cuts-b-article.html",
        "/night-cuts-b-report.json",
        "/night-cuts-b.svg",
        "/outage-lens/outage-lens-figure.wasm",
        "/outage-lens/outage-lens.js",
    ];
    holds(asked == wanted, format!("asked for {asked:?}"))?;
    Ok(())
}

async fn it_stands_without_scripts(page: &Page<'_>, host: &Host) -> Result<(), String> {
    page.open_at(&format!("{}night-cuts-b-static.html", host.address)).await?;
    let still = "const i = document.images[0]; return !!(i.naturalWidth > 600 && i.alt.length > 20 && document.scripts.length === 0 && document.querySelector('table caption') && document.querySelectorAll('tbody tr').length > 5);";
    page.until(still, "a figure without scripts").await?;
    page.screen("static").await?;
    let narrow = "document.body.style.width = '304px'; return document.documentElement.scrollWidth <= innerWidth && \
        [...document.body.querySelectorAll('*')].filter(node => !node.closest('div > table')).every(node => node.getBoundingClientRect().right <= 320);";
    holds(page.run(narrow, vec![]).await? == true, "on a phone it is wider than the page".to_owned())?;
    Ok(())
}

/// One file, from a disk: nothing is asked for, the words are words, and the Report is in it.
async fn it_stands_alone(page: &Page<'_>, outside: &Outside) -> Result<(), String> {
    let file = outside.folder.join("night-cuts-b-alone.html");
    page.open_at(&format!("file://{}", file.display())).await?;
    let alone = "const s = document.querySelector('figure svg'); const r = JSON.parse(document.getElementById('report').textContent); \
        return { wide: s.getBoundingClientRect().width, title: document.querySelector('h1').innerText, rows: document.querySelectorAll('tbody tr').length, \
          rejected: r.outages[0].rejected, wire: r.wire, asked: performance.getEntriesByType('resource').length, fits: document.documentElement.scrollWidth <= innerWidth, \
          credit: document.querySelector('footer').textContent, markup: document.querySelectorAll('h1 *').length };";
    let told = page.run(alone, vec![]).await?;
    let right = told["wide"].as_f64().is_some_and(|wide| wide > 400.0)
        && told["title"] == "Cut <again>"
        && told["rows"].as_u64() > Some(5);
    let right = right
        && told["rejected"] == true
        && told["wire"] == 1
        && told["asked"] == 0
        && told["fits"] == true
        && told["markup"] == 0;
    holds(right && told["credit"].to_string().contains("Us & them"), format!("{told}"))?;
    page.screen("alone").await?;
    Ok(())
}

async fn an_archive_holds_a_live_figure_of_several_files(page: &Page<'_>) -> Result<(), String> {
    let csv = std::fs::read_to_string(page.site.root.join("www/data/north-korea-2014.csv"));
    let csv = csv.map_err(|error| error.to_string())?;
    let rows: Vec<&str> = csv.lines().filter(|line| !line.starts_with('#')).collect();
    let (head, rows) = rows.split_first().ok_or("no rows")?;
    let (one, two) = rows.split_at(rows.len() / 2);
    let part = |rows: &[&str]| format!("{head}\n{}\n", rows.join("\n")).into_bytes();
    given(page, &[("day.csv", part(one)), ("day.csv", part(two))]).await?;
    let set = "set('country', 'KP'); set('represents', 'country'); set('lang', 'fa'); set('refresh', '1h'); \
        document.querySelector('[name=kind][value=live]').click();";
    page.run(&format!("{SET} {set}"), vec![]).await?;
    let live = "const e = document.querySelector('#stage outage-lens'); const r = e.report; \
        return !!(r && r.cost && r.source.files.length === 1 && document.querySelector('#ready:not([hidden]) pre'));";
    page.until(live, "a live figure of one archive").await?;
    let members = saved(page, "day.zip", "set('zone', 'UTC'); document.getElementById('widget').click();").await?;
    let zone: Value = serde_json::from_slice(&members["day-report.json"]).map_err(|error| error.to_string())?;
    holds(zone["receipt"]["settings"]["zone"] == "UTC", "the Report is older than the last setting")?;
    holds(members.contains_key("data.zip") && members.len() == 11, format!("{:?}", members.keys()))?;
    page.quiet().await?;
    let outside = Outside::with_bundle(page, "outage-lens")?;
    for (name, bytes) in &members {
        outside.write(name, bytes)?;
    }
    let host = Host::open(&outside.folder, "")?;
    page.open_at(&format!("{}day-article.html", host.address)).await?;
    let report = page.report().await?;
    let shown = report["outages"].as_array().and_then(|all| all.iter().find(|o| o["id"] == report["selected"]));
    let secs = shown.and_then(|outage| outage["duration_secs"]["best"].as_f64()).unwrap_or_default();
    holds((secs - 34_260.0).abs() < 301.0, format!("{secs} s"))?;
    holds(report["source"]["series"].as_array().map_or(0, Vec::len) == 1, "two files gave two series")?;
    let paste = text(&members, "day-paste.txt")?;
    let every_hour = paste.contains(" refresh=\"1h\"") && paste.contains("&amp;refresh=1h");
    holds(every_hour, format!("not read again every hour: {paste}"))?;
    let persian = "const b = document.querySelector('outage-lens').shadowRoot.querySelector('.box'); return b.lang === 'fa' && getComputedStyle(b).direction === 'rtl';";
    page.until(persian, "a figure in Persian").await?;
    page.screen("article").await?;
    framed(&outside, &paste)?;
    page.open_at(&format!("{}frame.html", host.address)).await?;
    let told = "const f = document.querySelector('iframe'); const e = f.contentDocument && f.contentDocument.querySelector('outage-lens'); \
        return !!(e && e.report && e.getAttribute('refresh') === '1h' && e.report.cost && f.clientHeight > 500 && f.clientHeight !== 1100);";
    page.until(told, "the figure in its frame, from addresses as they were proposed").await?;
    page.quiet().await
}
