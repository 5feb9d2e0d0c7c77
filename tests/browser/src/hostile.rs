//! What nobody should write on a page: addresses that are none, styles in attributes, Reports that lie, scripts that were there
//! before ours. Each is shown, or refused with a word and the author's figure.
//!
//! In: a page. Out: nothing, or why it does not hold.

use crate::host::Host;
use crate::outside::{Outside, html};
use crate::page::{Page, holds};
use crate::walks::{SHADOW, Told, Walk, walks};
use serde_json::{Value, json};

walks![
    addresses_that_are_none_are_refused,
    attributes_are_settings_and_no_style,
    the_fragment_of_an_embed_moves_nothing_in_silence,
    reports_that_lie_are_refused,
    a_page_that_changed_the_built_ins_changes_nothing,
    a_page_that_took_built_ins_away_keeps_its_figure,
];

/// What came of an element: `shown` with its headline, or the code of its trouble and whether the author's figure is seen.
const CAME: &str = "const came = async (e, ms = 15000) => { let code = ''; e.addEventListener('outage-lens:trouble', event => { code = event.detail.code; }); \
    const shown = () => e.shadowRoot?.querySelector('[part~=headline]') && e.shadowRoot.querySelector('.chart canvas'); const until = performance.now() + ms; \
    while (!shown() && !code && !e.shadowRoot?.querySelector('[part~=trouble]') && performance.now() < until) await new Promise(done => setTimeout(done, 20)); \
    if (shown()) return 'shown'; const p = e.querySelector('p')?.getBoundingClientRect(); \
    return [code || e.shadowRoot?.querySelector('[part~=trouble]')?.textContent || 'nothing', !!p && p.height > 0]; };";

async fn addresses_that_are_none_are_refused(page: &Page<'_>) -> Result<(), String> {
    page.open("plain.html").await?;
    page.until(SHADOW, "the widget").await?;
    let body = format!(
        "{CAME} const told = []; for (const src of words) {{ const e = document.createElement('outage-lens'); e.setAttribute('src', src); \
           e.innerHTML = '<p>A figure stands here.</p>'; document.body.prepend(e); told.push(await came(e)); e.remove(); }} \
         return {{ told, elsewhere: performance.getEntriesByType('resource').filter(({{ name }}) => !name.startsWith(location.origin) && !name.startsWith('blob:')).length }};"
    );
    let addresses = ["/data/100%.csv", "/data/%E0%A4%A.csv", "http://", "javascript:alert(1)", "data:text/csv,time,v"];
    let told = page.run(&body, addresses.iter().map(|one| json!(one)).collect()).await?;
    let wanted: Vec<Value> = ["status", "status", "unreachable", "unreachable", "unreachable"]
        .iter()
        .map(|code| json!([code, true]))
        .collect();
    holds(told == json!({ "told": wanted, "elsewhere": 0 }), format!("{told}"))
}

async fn attributes_are_settings_and_no_style(page: &Page<'_>) -> Result<(), String> {
    page.open("plain.html").await?;
    page.until(SHADOW, "the widget").await?;
    let body = format!(
        "{CAME} const told = []; for (const [name, value] of words) {{ const e = document.createElement('outage-lens'); e.setAttribute(name, value); e.setAttribute('country', 'KP'); \
           e.setAttribute('represents', 'country'); e.setAttribute('src', 'data/north-korea-2014.csv'); document.body.prepend(e); const end = await came(e); await new Promise(done => setTimeout(done, 300)); \
           const words = e.shadowRoot.textContent; told.push([end, e.shadowRoot.querySelectorAll('img, script').length, /\\d\\S* (CALL-EVIL|<b>)/.test(words), words.includes('$')]); e.remove(); }} \
         return {{ told, leaks: performance.getEntriesByType('resource').filter(({{ name }}) => /leak|\\.\\.\\/x/.test(name)).length, polluted: ({{}}).polluted }};"
    );
    let attributes = [
        ("height", "1px;background:url(/leak)"),
        ("theme", "<script>"),
        ("chart", "../../x"),
        ("currency", "<b>:5"),
        ("currency", "CALL-EVIL.EXAMPLE-NOW:1"),
    ];
    let told = page.run(&body, attributes.iter().map(|pair| json!(pair)).collect()).await?;
    let wanted = vec![json!(["shown", 0, false, true]); attributes.len()];
    holds(told["told"] == json!(wanted) && told["leaks"] == 0, format!("{told}"))
}

/// An address is anyone's: what it asks for is not taken, or is marked beside the figure.
async fn the_fragment_of_an_embed_moves_nothing_in_silence(page: &Page<'_>) -> Result<(), String> {
    let story = "src=data/north-korea-2014.csv&represents=country&country";
    let marked = "Set by the link, not by this article";
    for (fragment, has, lacks) in [
        (format!("{story}=KP&currency=USD:1000000"), "$", "$930B"),
        (format!("{story}=KP&currency=CALL-EVIL.EXAMPLE-NOW:1&price-year=1950"), "$", "CALL-EVIL"),
        (format!("{story}=KP&share=0.0001&scope=apps:1"), marked, "CALL-EVIL"),
        (format!("{story}=US"), marked, "CALL-EVIL"),
        ("src=/page/forged.json&frozen=1".to_owned(), "could not be fetched", "$"),
        ("src=http://".to_owned(), "could not be fetched", "$"),
        ("src=//127.0.0.1:9/x.csv".to_owned(), "could not be fetched", "$"),
        ("src=%09http://127.0.0.1:9/x.csv".to_owned(), "could not be fetched", "$"),
        ("src=blob:x".to_owned(), "could not be fetched", "$"),
        (format!("{story}=KP&onclick=alert(1)&style=x&class=x&accent=red;}}*{{}}&height=99999999px"), "$", "alert"),
    ] {
        page.open("narrow.html").await?;
        page.open(&format!("embed.html#{fragment}")).await?;
        let stands = "const e = document.querySelector('outage-lens'); const r = e && e.shadowRoot; \
            return !!r && !!(r.querySelector('[part~=headline]') || r.querySelector('[part~=trouble]'));";
        page.until(stands, &format!("a word about {fragment}")).await?;
        let words = page.words().await?;
        holds(words.contains(has) && !words.contains(lacks), format!("{fragment}: {words}"))?;
        let taken = "const e = document.querySelector('outage-lens'); return ['onclick', 'style', 'class', 'currency', 'price-year'].filter(name => e.hasAttribute(name)).join() + (self.olHeard || '');";
        let taken = page.run(taken, vec![]).await?;
        holds(taken == "", format!("{fragment}: taken {taken}"))?;
    }
    Ok(())
}

/// Changes of an honest Report, and whether it is still one: as a frozen file, and set on the element.
const LIES: &str = "const far = '9999-01-01T00:00:00Z'; const fill = (n, make) => Array.from({ length: n }, (_, i) => make(i)); \
    const lies = { honest: [r => r, true], 'without-cost': [r => { r.cost = null; for (const o of r.outages) o.cost = null; return r; }, true], \
      prototype: [r => { r.notes.push(JSON.parse('{\"code\":\"__proto__\",\"message\":\"x\",\"place\":null}')); return r; }, true], \
      forged: [r => { r.headline = 'The bank is closed, call 555-0100'; r.sentence_parts = []; return r; }, true], \
      formula: [r => { r.outages[0].id = '=1+1'; r.selected = null; r.outages[0].edited = ['x,=2+2']; r.source.files[0].name = 'a,=3+3,b;@SUM(4).csv'; \
        r.sentence = 'hello,=5+5'; r.source.credit = 'x;=9+9'; r.receipt.models = ['=1,=7+7']; return r; }, true], \
      markup: [r => { r.headline = '<img src=x onerror=alert(1)>'; r.sentence = '<script>alert(1)</script>'; return r; }, true], \
      nothing: [() => ({}), false], list: [() => [], false], version: [r => ({ ...r, wire: 2 }), false], \
      ...Object.fromEntries(['source', 'outages', 'plot', 'notes', 'receipt'].map(name => [`without-${name}`, [r => { delete r[name]; return r; }, false]])), \
      ...Object.fromEntries(['outages', 'plot', 'notes'].map(name => [`${name}-null`, [r => { r[name] = null; return r; }, false]])), \
      'step-huge': [r => { r.plot[0].step = 1e300; return r; }, false], 'step-nought': [r => { r.plot[0].step = 0; return r; }, false], \
      'times-short': [r => { r.plot[0].t.pop(); return r; }, false], 'times-far': [r => { r.plot[0].t[1] = 1e300; return r; }, false], \
      'times-negative': [r => { r.plot[0].t[0] = -1e15; return r; }, false], 'until-far': [r => { r.source.until = far; return r; }, false], \
      'date-words': [r => { r.outages[0].start.best = 'yesterday'; return r; }, false], 'numbers-words': [r => { r.outages[0].depth = 'deep'; return r; }, false], \
      'numbers-huge': [r => { r.outages[0].depth = 1e308; return r; }, false], 'formula-dates': [r => { r.outages[0].start.best = '=1+1'; return r; }, false], \
      'models-odd': [r => { r.outages[0].cost.models = [{ id: '<script>', mode: 'x', steps: [{ symbol: '__proto__', value: 'x', unit: null }] }]; return r; }, false], \
      'ids-twice': [r => { r.outages.push(r.outages[0]); return r; }, false], 'words-endless': [r => { r.source.country = 'x'.repeat(1e5); return r; }, false], \
      'years-odd': [r => { r.cost.price_year = 2e9; return r; }, false], 'ranges-turned': [r => { r.cost.ceiling_usd.low = 1e20; return r; }, false], \
      'edges-turned': [r => { r.outages[0].start.lo = r.outages[0].end.hi; return r; }, false], \
      'outages-20000': [r => { const { id, start, end } = r.outages[0]; r.outages = fill(20000, () => ({ id, start, end })); return r; }, false], \
      'plot-300000': [r => { for (const key of ['t', 'min', 'max', 'mean']) if (r.plot[0][key]) r.plot[0][key] = fill(300000, i => i * 1000); return r; }, false], \
      'headline-5-MB': [r => { r.headline = 'x'.repeat(5e6); return r; }, false], \
      'notes-50000': [r => { r.notes = fill(50000, () => ({ code: 'x', message: 'x', place: null })); return r; }, false] };";

/// So many lies in one script.
const LIES_AT_ONCE: usize = 8;

async fn reports_that_lie_are_refused(page: &Page<'_>) -> Result<(), String> {
    page.open("plain.html").await?;
    page.until(SHADOW, "the widget").await?;
    for way in ["frozen", "set"] {
        let body = format!(
            "{CAME} {LIES} const [way, from, until] = words; const text = await (await fetch('frozen.json')).text(); const wrong = []; const all = Object.entries(lies); \
             for (const [name, [change, honest]] of all.slice(from, until)) {{ \
               const report = change(JSON.parse(text)); const e = document.createElement('outage-lens'); e.innerHTML = '<p>A figure stands here.</p>'; \
               if (way === 'frozen') {{ e.frozen = true; const block = document.createElement('script'); block.type = 'application/json'; block.textContent = JSON.stringify(report); e.append(block); }} \
               else e.report = report; \
               document.body.prepend(e); const told = await came(e, 5000); \
               const good = honest ? told === 'shown' : ['frozen', 'no-report'].includes(told[0]) && told[1]; \
               if (!good || e.shadowRoot.querySelector('img, script')) wrong.push([name, told]); \
               const acts = name === 'formula' && (await e.toCSV()).split(/[,;\\t\\r\\n]+/).find(cell => /^[\" ]*[=+@]/.test(cell)); if (acts) wrong.push([name, acts]); e.remove(); await new Promise(done => setTimeout(done)); }} \
             return {{ wrong, polluted: 'polluted' in {{}}, left: all.length - until }};"
        );
        let (mut from, mut left, mut wrong) = (0, 1, Vec::new());
        while left > 0 {
            let told = page.run(&body, vec![json!(way), json!(from), json!(from + LIES_AT_ONCE)]).await?;
            wrong.extend(told["wrong"].as_array().cloned().unwrap_or_default());
            holds(told["polluted"] == false, "every object has a new member")?;
            (from, left) = (from + LIES_AT_ONCE, told["left"].as_i64().unwrap_or_default());
        }
        holds(wrong.is_empty() && from > 24, format!("{way}: {wrong:?}"))?;
    }
    page.quiet().await
}

/// Scripts that stand before ours.
const SCRIPTS: &[&str] = &[
    "Object.prototype.value = 'x'; Object.prototype.writable = true; Object.prototype.get = 1;",
    "Object.prototype.noise = 1; Array.prototype.extra = () => 'noise';",
];

/// A page whose own script stands before ours; the host has to outlive the walk.
async fn open_after(page: &Page<'_>, script: &str) -> Result<(Outside, Host), String> {
    let outside = Outside::with_bundle(page, "")?;
    let host = Host::open(&outside.folder, "")?;
    outside.write("before.js", script.as_bytes())?;
    let body = "<script src=\"before.js\"></script>\n<script type=\"module\" src=\"outage-lens.js\"></script>\n\
        <outage-lens src=\"data/north-korea-2014.csv\" country=\"KP\" represents=\"country\"><p id=\"fallback\">A figure stands here.</p></outage-lens>";
    outside.write("page.html", html("", body).as_bytes())?;
    page.open_at(&format!("{}page.html", host.address)).await?;
    Ok((outside, host))
}

async fn a_page_that_changed_the_built_ins_changes_nothing(page: &Page<'_>) -> Result<(), String> {
    for script in SCRIPTS {
        let _kept = open_after(page, script).await?;
        page.report().await.map_err(|why| format!("{script}: {why}"))?;
        let words = page.words().await?;
        holds(words.contains("9 h 31 min"), format!("{script}: {words}"))?;
        page.quiet().await?;
    }
    Ok(())
}

/// Scripts that take away what a page's scripts stand on, and what comes of the figure.
const TAKEN: &[(&str, &str)] = &[
    ("Array.prototype.map = () => [];", "kept"),
    ("Array.prototype[Symbol.iterator] = function* () {};", "kept"),
    ("Array.prototype.find = () => undefined;", "kept"),
    ("Array.prototype.flat = function () { return this };", "kept"),
    ("Promise.all = async () => [];", "kept"),
    ("JSON.parse = () => ({});", "shown"),
    ("Function.prototype.toString = () => 'x';", "shown"),
    ("window.Blob = class {};", "shown"),
];

/// The page tells by a request of its own what is seen, since a driver may stand on the same built-ins.
const TELLS: &str = "addEventListener('load', async () => { const e = document.querySelector('outage-lens'); const rest = ms => new Promise(done => setTimeout(done, ms)); \
    const said = () => e.shadowRoot && e.shadowRoot.querySelector('[part~=headline], [part~=trouble]'); for (let i = 0; i < 500 && customElements.get('outage-lens') && !said(); i++) await rest(50); await rest(500); \
    const shown = e.report && e.shadowRoot.textContent.includes('9 h 31 min'); const kept = e.querySelector('p').getBoundingClientRect().height > 0; \
    fetch(shown ? 'told/shown' : kept ? 'told/kept' : 'told/nothing'); });";

/// The story is told, or the author's figure is there to see: never a bare frame, and never another story.
async fn a_page_that_took_built_ins_away_keeps_its_figure(page: &Page<'_>) -> Result<(), String> {
    let mut slips = Vec::new();
    for (script, wanted) in TAKEN {
        let (_outside, host) = open_after(page, &format!("{script} {TELLS}")).await?;
        let began = std::time::Instant::now();
        let told = || host.asked().into_iter().find_map(|asked| asked.path.strip_prefix("/told/").map(str::to_owned));
        while told().is_none() && began.elapsed() < page.patience {
            tokio::time::sleep(std::time::Duration::from_millis(60)).await;
        }
        if told().as_deref() != Some(wanted) {
            slips.push(format!("{script} {:?} and not {wanted}", told()));
        }
    }
    holds(slips.is_empty(), slips.join("; "))
}
