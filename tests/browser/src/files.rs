//! Walks with every kind of file that a reader may hold: compressed, in an archive, several at once, a workbook, pasted.
//!
//! In: a page. Out: nothing, or why it does not hold. The files are made here, from the project's own story, by the
//! programs' own crates; each has to tell the story that the plain file tells.

use crate::page::{Page, holds};
use crate::walks::{SHADOW, Told, Walk, walks};
use serde_json::{Value, json};
use std::io::Write;

walks![
    compressed_files_are_read,
    several_files_are_one_series,
    what_was_read_is_drawn_before_outages_are_found,
    a_large_file_has_its_fingerprint,
    small_files_have_theirs_even_where_one_said_less,
    a_workbook_is_read,
    pasted_cells_are_read,
    routing_data_in_archives_are_read,
    what_no_build_reads_is_refused_by_name,
];

fn story(page: &Page<'_>) -> Result<Vec<u8>, String> {
    std::fs::read(page.site.root.join("www/data/north-korea-2014.csv")).map_err(|error| error.to_string())
}

/// Drops files together, and waits for what comes of them: a Report, or the error's code.
async fn dropped(page: &Page<'_>, files: &[(&str, Vec<u8>)]) -> Result<Value, String> {
    let body = "const e = document.querySelector('outage-lens'); await e.reset(); const data = new DataTransfer(); \
        for (const [name, bytes] of words) data.items.add(new File([new Uint8Array(bytes)], name)); \
        const zone = e.shadowRoot.querySelector('.drop'); \
        const told = new Promise(done => { e.addEventListener('outage-lens:report', () => done(e.report), { once: true }); \
          e.addEventListener('outage-lens:trouble', event => done({ refused: event.detail.code, message: event.detail.message }), { once: true }); }); \
        zone.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true, composed: true })); \
        return told;";
    page.run(body, files.iter().map(|(name, bytes)| json!([name, bytes])).collect()).await
}

/// The first chart comes with the data, as a picture; another file meanwhile takes its place, and the Report takes the last one's.
async fn what_was_read_is_drawn_before_outages_are_found(page: &Page<'_>) -> Result<(), String> {
    open(page).await?;
    let body = "const e = document.querySelector('outage-lens'); await e.reset(); const root = e.shadowRoot; const seen = []; let told = false; \
        const file = (name, n) => new File([['time,value', ...Array.from({ length: n }, (_, i) => `${1704067200 + 60 * i},${100 + i % 7 + (i % 1440) / 20}`)].join('\\n')], name); \
        e.addEventListener('outage-lens:report', () => { told = true; }); \
        const look = () => { const chart = root.querySelector('progress') && root.querySelector('.chart'); \
          const canvas = chart && chart.querySelector('canvas'); \
          const inked = canvas && canvas.width > 0 && canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.some(byte => byte > 0); \
          if (inked) seen.push([told, chart.getAttribute('role'), root.querySelectorAll('progress').length, root.querySelectorAll('canvas').length]); return inked; }; \
        e.data = file('first.csv', 400000); const first = e.analyze().catch(error => error.code); \
        const until = async () => { for (let i = 0; i < 2000 && !look() && !told; i++) await new Promise(done => setTimeout(done, 4)); }; \
        await until(); const one = seen.length; e.data = file('second.csv', 300000); await first; await until(); \
        await e.analyze(); return { one, seen, left: root.querySelectorAll('progress').length, name: e.report.source.files[0].name };";
    let told = page.run(body, vec![]).await?;
    let drafts = told["seen"].as_array().is_some_and(|seen| seen.iter().all(|one| *one == json!([false, "img", 1, 1])));
    holds(told["one"] == 1 && drafts, format!("the drafts: {told}"))?;
    holds(told["left"] == 0 && told["name"] == "second.csv", format!("what is left: {told}"))?;
    page.quiet().await
}

/// A file that is hashed beside the engine: the receipt has the page's own SHA-256 of it, also behind another setting.
async fn a_large_file_has_its_fingerprint(page: &Page<'_>) -> Result<(), String> {
    open(page).await?;
    let body = "const rows = ['time,value']; for (let t = 1704067200, i = 0; i < 600000; i++, t += 60) rows.push(`${t},${100 + i % 7}`); \
        const file = new File([rows.join('\\n')], 'large.csv'); const e = document.querySelector('outage-lens'); e.data = file; \
        const hex = b => [...new Uint8Array(b)].map(n => n.toString(16).padStart(2, '0')).join(''); \
        const own = hex(await crypto.subtle.digest('SHA-256', await file.arrayBuffer())); \
        const print = async () => (await e.analyze()).source.files[0].sha256; const first = await print(); \
        e.sensitivity = 0.6; await new Promise(done => e.addEventListener('outage-lens:report', done, { once: true })); \
        return [file.size, own, first, e.report.source.files[0].sha256, JSON.parse(await e.toJSON()).source.files[0].sha256];";
    let told = page.run(body, vec![]).await?;
    holds(told[0].as_f64() > Some(8_388_608.0), format!("a small file: {told}"))?;
    holds((2..5).all(|n| told[n] == told[1]), format!("other fingerprints: {told}"))?;
    page.quiet().await
}

/// Two files at once, and one that comes compressed: its length on the way is a small file's.
async fn small_files_have_theirs_even_where_one_said_less(page: &Page<'_>) -> Result<(), String> {
    open(page).await?;
    let body = "const rows = (from, n, pad) => ['time,value', ...Array.from({ length: n }, (_, i) => `${1704067200 + 60 * (from + i)},${100 + i % 7}.${pad}`)].join('\\n'); \
        const hex = b => [...new Uint8Array(b)].map(n => n.toString(16).padStart(2, '0')).join(''); \
        const own = async file => hex(await crypto.subtle.digest('SHA-256', await file.arrayBuffer())); \
        const prints = report => report.source.files.map(file => file.sha256); const e = document.querySelector('outage-lens'); \
        const two = [new File([rows(0, 3000, '0')], 'a.csv'), new File([rows(3000, 3000, '5')], 'b.csv')]; e.data = two; \
        const pair = prints(await e.analyze()); const wanted = [await own(two[0]), await own(two[1])]; \
        const far = new Blob([rows(0, 600000, '0'.repeat(48))]); const come = window.fetch; \
        window.fetch = (url, words) => String(url).endsWith('far.csv') ? Promise.resolve(new Response(far.stream(), { headers: { 'content-length': '4000000' } })) : come(url, words); \
        e.data = null; e.src = 'far.csv'; const [last] = prints(await e.analyze()); window.fetch = come; \
        return [far.size > 1 << 25, pair, wanted, last, await own(far)];";
    let told = page.run(body, vec![]).await?;
    holds(told[0] == true && told[1] == told[2] && told[3] == told[4], format!("other fingerprints: {told}"))?;
    page.quiet().await
}

async fn open(page: &Page<'_>) -> Result<(), String> {
    page.open("plain.html").await?;
    page.until(SHADOW, "the widget").await.map(drop)
}

/// The story: the outage that is shown lasts 9 h 31 min.
fn told(report: &Value, files: usize) -> Result<(), String> {
    let outages = report["outages"].as_array();
    let shown = outages.and_then(|all| all.iter().find(|outage| outage["id"] == report["selected"]));
    let secs = shown.and_then(|outage| outage["duration_secs"]["best"].as_f64()).unwrap_or_default();
    let found = report["source"]["files"].as_array().map_or(0, Vec::len);
    let why = || format!("{secs} s, {found} files, {} {}", report["refused"], report["message"]);
    holds((secs - 34_260.0).abs() < 301.0 && found == files, why())
}

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("a list of bytes takes all")
}

fn bz2(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::default());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("a list of bytes takes all")
}

fn zip(members: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let how = zip::write::SimpleFileOptions::default();
    for (name, bytes) in members {
        writer.start_file(*name, how).expect("a member begins");
        writer.write_all(bytes).expect("a member takes all");
    }
    writer.finish().expect("an archive").into_inner()
}

fn zst(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

async fn compressed_files_are_read(page: &Page<'_>) -> Result<(), String> {
    open(page).await?;
    let csv = story(page)?;
    let ways =
        [("a.csv.gz", gz(&csv)), ("a.csv.bz2", bz2(&csv)), ("a.csv.zst", zst(&csv)), ("a.zip", zip(&[("a.csv", csv)]))];
    for (name, bytes) in ways {
        let report = dropped(page, &[(name, bytes)]).await?;
        told(&report, 1).map_err(|why| format!("{name}: {why}"))?;
    }
    page.quiet().await
}

async fn several_files_are_one_series(page: &Page<'_>) -> Result<(), String> {
    open(page).await?;
    let csv = String::from_utf8(story(page)?).map_err(|error| error.to_string())?;
    let rows: Vec<&str> = csv.lines().filter(|line| !line.starts_with('#')).collect();
    let (head, rows) = rows.split_first().ok_or("no rows")?;
    let (one, two) = rows.split_at(rows.len() / 2);
    let part = |rows: &[&str]| format!("{head}\n{}\n", rows.join("\n")).into_bytes();
    let (one, two) = (part(one), part(two));
    let report = dropped(page, &[("1.csv", one.clone()), ("2.csv.gz", gz(&two))]).await?;
    told(&report, 2)?;
    holds(report["source"]["series"].as_array().map_or(0, Vec::len) == 1, "two files gave two series")?;
    let report = dropped(page, &[("days.zip", zip(&[("1.csv", one), ("2.csv", two)]))]).await?;
    told(&report, 1)?;
    holds(report["source"]["series"].as_array().map_or(0, Vec::len) == 1, "two members gave two series")?;
    page.quiet().await
}

async fn a_workbook_is_read(page: &Page<'_>) -> Result<(), String> {
    open(page).await?;
    let csv = String::from_utf8(story(page)?).map_err(|error| error.to_string())?;
    let report = dropped(page, &[("a.xlsx", workbook(&csv).map_err(|error| error.to_string())?)]).await?;
    told(&report, 1)?;
    holds(report["source"]["format"] == "xlsx", format!("read as {}", report["source"]["format"]))?;
    page.screen("workbook").await?;
    page.quiet().await
}

/// The rows as a spreadsheet keeps them: moments by their style, numbers, texts.
fn workbook(csv: &str) -> Result<Vec<u8>, rust_xlsxwriter::XlsxError> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let moment = rust_xlsxwriter::Format::new().set_num_format("yyyy-mm-dd hh:mm");
    let sheet = book.add_worksheet();
    for (row, line) in (0..).zip(csv.lines().filter(|line| !line.starts_with('#'))) {
        for (column, cell) in (0..).zip(line.split(',')) {
            if let Ok(number) = cell.parse::<f64>() {
                sheet.write_number(row, column, number)?;
            } else if let Ok(at) = rust_xlsxwriter::ExcelDateTime::parse_from_str(cell.trim_end_matches('Z')) {
                sheet.write_datetime_with_format(row, column, &at, &moment)?;
            } else {
                sheet.write_string(row, column, cell)?;
            }
        }
    }
    book.save_to_buffer()
}

async fn pasted_cells_are_read(page: &Page<'_>) -> Result<(), String> {
    open(page).await?;
    let csv = String::from_utf8(story(page)?).map_err(|error| error.to_string())?;
    let cells: String =
        csv.lines().filter(|line| !line.starts_with('#')).map(|line| line.replace(',', "\t") + "\r\n").collect();
    let body = "const [cells] = words; const e = document.querySelector('outage-lens'); \
        const told = new Promise(done => { e.addEventListener('outage-lens:report', () => done(e.report), { once: true }); \
          e.addEventListener('outage-lens:trouble', event => done({ refused: event.detail.code, message: event.detail.message }), { once: true }); }); \
        const data = new DataTransfer(); data.setData('text/plain', cells); \
        const paste = () => { const event = new ClipboardEvent('paste', { bubbles: true, cancelable: true, composed: true }); \
          Object.defineProperty(event, 'clipboardData', { value: data }); return event; }; \
        const field = document.createElement('textarea'); document.body.append(field); \
        const kept = field.dispatchEvent(paste()); field.remove(); \
        if (!kept || e.report) return { refused: 'taken from a field' }; \
        const taken = !document.body.dispatchEvent(paste()); const report = await told; \
        const again = document.body.dispatchEvent(paste()); \
        return taken && again ? report : { refused: `taken ${taken}, again ${!again}`, message: report.message };";
    let report = page.run(body, vec![json!(cells)]).await?;
    told(&report, 1)?;
    holds(page.words().await?.contains("9 h 31 min"), "the paste is not told")?;
    page.quiet().await
}

/// One update of a dump: a peer that announces or withdraws a prefix (RFC 6396 §4.4.2, RFC 4271 §4.3).
fn update(seconds: u32, peer: u8, here: bool) -> Vec<u8> {
    let prefix = [24, 175, 45, 176];
    let path = [0x40, 1, 1, 0, 0x40, 2, 6, 2, 1, 0, 2, 0, 0xCF, 0x40, 3, 4, 192, 0, 2, peer];
    let message: Vec<u8> = if here {
        [&[0, 0, 0, path.len() as u8], &path[..], &prefix].concat()
    } else {
        [&[0, 4], &prefix[..], &[0, 0]].concat()
    };
    let mut body = [0, 0, 0xFB, 0xF4, 0, 0, 0xFB, 0xF3, 0, 0, 0, 1, 192, 0, 2, peer, 192, 0, 2, 254].to_vec();
    body[3] = 0xF4 + peer;
    body.extend([0xFF; 16]);
    body.extend((19 + message.len() as u16).to_be_bytes());
    body.push(2);
    body.extend(message);
    let head = [seconds, 16 << 16 | 4, body.len() as u32].map(u32::to_be_bytes).concat();
    [head, body].concat()
}

async fn routing_data_in_archives_are_read(page: &Page<'_>) -> Result<(), String> {
    open(page).await?;
    let all =
        |at: u32, here: bool| (1..4).flat_map(|peer| update(at + u32::from(peer), peer, here)).collect::<Vec<u8>>();
    let files = [all(1_419_200_000, true), all(1_419_264_900, false), all(1_419_299_160, true)];
    let [one, two, three] = &files;
    let loose = [("u1.bz2", bz2(one)), ("u2.gz", gz(two)), ("u3", three.clone())];
    let archive = [("day.zip", zip(&[("u1", one.clone()), ("u2", two.clone()), ("u3", three.clone())]))];
    let mut counts = Vec::new();
    for files in [&loose[..], &archive[..]] {
        let report = dropped(page, files).await?;
        holds(report["source"]["format"] == "mrt", format!("{} {}", report["refused"], report["message"]))?;
        let wanted = json!({ "announcements": 6, "withdrawals": 3, "rib": 0 });
        holds(report["source"]["elements"] == wanted, format!("elements {}", report["source"]["elements"]))?;
        let series = report["source"]["series"].clone();
        holds(series.as_array().is_some_and(|list| !list.is_empty()), "no series")?;
        counts.push(series);
    }
    holds(counts[0] == counts[1], "an archive gives other series than its files")?;
    page.quiet().await
}

async fn what_no_build_reads_is_refused_by_name(page: &Page<'_>) -> Result<(), String> {
    open(page).await?;
    let dump = update(1_419_200_000, 1, true);
    for (name, bytes, words) in [
        ("u.zst", zst(&dump), "gz or as bz2"),
        ("a.docx", zip(&[("[Content_Types].xml", b"<x/>".to_vec()), ("word/document.xml", b"<x/>".to_vec())]), "Word"),
        (
            "a.xlsx",
            zip(&[("[Content_Types].xml", b"<x/>".to_vec()), ("xl/workbook.xml", b"<x/>".to_vec())]),
            "workbook",
        ),
    ] {
        let told = dropped(page, &[(name, bytes)]).await?;
        let message = told["message"].as_str().unwrap_or_default();
        holds(message.contains(words), format!("{name}: {told}"))?;
    }
    Ok(())
}
