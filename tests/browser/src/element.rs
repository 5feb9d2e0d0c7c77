//! The element to the letter of its contract: properties, data in every form, events, parts and tokens, when it loads.
//!
//! In: a page. Out: nothing, or why it does not hold.

use crate::page::{Page, holds};
use crate::walks::{SHADOW, Told, Walk, walks};
use serde_json::{Value, json};

walks![
    what_is_set_before_the_script_counts,
    every_attribute_is_a_property,
    data_come_in_every_form,
    a_setting_counts_whenever_it_comes,
    an_unknown_value_is_noted,
    events_cross_the_shadow_and_are_plain,
    parts_and_tokens_dress_it,
    focus_and_a_drop_wake_it_far_away,
];

const CSV: &str = "const rows = ['time,value', ...Array.from({ length: 400 }, (_, hour) => \
    `${new Date(Date.UTC(2024, 0, 1, hour)).toISOString()},${(hour > 200 && hour < 210 ? 1 : 100) + hour % 3}`)].join('\\n');";

/// A page without the script, which then comes.
async fn early(page: &Page<'_>, body: &str, words: Vec<Value>) -> Result<Value, String> {
    page.open("bare.html").await?;
    let script = "const s = document.createElement('script'); s.type = 'module'; s.src = 'outage-lens.js'; document.head.append(s); \
        await customElements.whenDefined('outage-lens');";
    page.run(&body.replace("/*script*/", script), words).await
}

async fn what_is_set_before_the_script_counts(page: &Page<'_>) -> Result<(), String> {
    let body = format!(
        "{CSV} const e = document.querySelector('outage-lens'); e.country = 'KP'; e.represents = 'country'; e.priceYear = 2020; e.frozen = false; e.data = rows; \
         const told = new Promise(done => e.addEventListener('outage-lens:report', done, {{ once: true }})); /*script*/ await told; \
         return [e.report.outages.length, e.report.source.country, e.report.receipt.settings['price-year'], e.getAttribute('price-year'), Object.keys(e)];"
    );
    let told = early(page, &body, vec![]).await?;
    holds(told == json!([1, "KP", "2020", "2020", []]), format!("{told}"))?;
    let body = "const frozen = await (await fetch('frozen.json')).json(); const e = document.querySelector('outage-lens'); e.report = frozen; /*script*/ \
        for (let i = 0; i < 200 && !e.shadowRoot.querySelector('[part~=headline]'); i++) await new Promise(done => setTimeout(done, 50)); \
        const stray = [...e.shadowRoot.querySelectorAll('*')].filter(node => [...node.childNodes].some(text => ['true', 'false', 'null', 'undefined'].includes(text.data))); \
        return stray.length ? 'stray words' : e.shadowRoot.querySelector('[part~=headline]').textContent;";
    let told = early(page, body, vec![]).await?;
    holds(told.as_str().is_some_and(|told| told.contains("offline")), format!("{told}"))?;
    page.quiet().await
}

async fn every_attribute_is_a_property(page: &Page<'_>) -> Result<(), String> {
    page.open("plain.html").await?;
    page.until(SHADOW, "the widget").await?;
    let body = "const e = document.createElement('outage-lens'); const off = []; \
        for (const name of e.constructor.observedAttributes) { \
          const property = name.replace(/-(.)/g, (all, letter) => letter.toUpperCase()); \
          const flag = name === 'frozen'; const value = { dir: 'rtl', theme: 'dark', mode: 'calculator', chart: 'week', lang: 'fa' }[name] || (flag ? true : '7'); \
          if (!(property in e)) off.push(`${name}: no property`); \
          e[property] = value; \
          if (e.getAttribute(name) !== (flag ? '' : value)) off.push(`${name}: attribute ${e.getAttribute(name)}`); \
          if (e[property] !== value) off.push(`${name}: property ${e[property]}`); \
          e.removeAttribute(name); e.setAttribute(name, flag ? '' : value); \
          if (e[property] !== value) off.push(`${name}: property ${e[property]} of the attribute`); \
          if (!['lang', 'dir'].includes(name)) { e[property] = flag ? false : null; if (e.hasAttribute(name)) off.push(`${name} stays`); } \
        } \
        return { off, n: e.constructor.observedAttributes.length };";
    let told = page.run(body, vec![]).await?;
    holds(told == json!({ "off": [], "n": 30 }), format!("{told}"))
}

async fn data_come_in_every_form(page: &Page<'_>) -> Result<(), String> {
    page.open("plain.html").await?;
    page.until(SHADOW, "the widget").await?;
    let body = format!(
        "{CSV} const e = document.querySelector('outage-lens'); const counts = []; const bytes = new TextEncoder().encode(rows).buffer; \
         for (const data of [rows, new Blob([rows]), new File([rows], 'a.csv'), bytes, [new File([rows], 'a.csv')]]) {{ \
           e.data = data; await e.analyze(); counts.push(e.report.outages.length, e.data[0] === [data].flat()[0]); }} \
         const blocks = [['text/csv', rows], ['application/json', JSON.stringify(rows.split('\\n').slice(1).map(line => line.split(',')).map(([time, value]) => ({{ time, value: Number(value) }})))]]; \
         for (const [type, text] of blocks) {{ \
           const n = document.createElement('outage-lens'); const block = document.createElement('script'); block.type = type; block.textContent = text; \
           n.append(block); document.body.prepend(n); \
           for (let i = 0; i < 200 && !n.report; i++) await new Promise(done => setTimeout(done, 50)); \
           counts.push(n.report && n.report.outages.length); n.remove(); }} \
         const thawed = await (await fetch('frozen.json')).json(); e.report = thawed; e.data = rows; await e.analyze(); \
         for (let i = 0; i < 100 && !e.shadowRoot.querySelector('[data-name=settings]'); i++) await new Promise(done => setTimeout(done, 50)); \
         counts.push(!!e.shadowRoot.querySelector('[data-name=settings]')); \
         return counts;"
    );
    let told = page.run(&body, vec![]).await?;
    let wanted = json!([1, true, 1, true, 1, true, 1, true, 1, true, 1, 1, true]);
    holds(told == wanted, format!("{told}"))?;
    page.quiet().await
}

/// Set while data are read, after them, and with other data: what is asked for then is of the last of all.
async fn a_setting_counts_whenever_it_comes(page: &Page<'_>) -> Result<(), String> {
    page.open("plain.html").await?;
    page.until(SHADOW, "the widget").await?;
    let body = format!(
        "{CSV} const e = document.querySelector('outage-lens'); e.represents = 'country'; const late = []; \
         const rest = ms => new Promise(done => setTimeout(done, ms)); const told = async () => JSON.parse(await e.toJSON()).source.country; \
         for (const ms of [0, 2, 5, 10, 20, 40, 80]) {{ \
           e.country = 'KP'; e.data = rows; await rest(ms); e.country = 'IQ'; if (await told() !== 'IQ') late.push(`${{ms}} ms after data`); \
           e.country = 'KP'; const json = told(); await rest(ms); e.data = rows; if (await json !== 'KP') late.push('before other data'); \
           if (await told() !== 'KP' || e.report.source.country !== 'KP') late.push('with other data'); }} \
         return late;"
    );
    let told = page.run(&body, vec![]).await?;
    holds(told == json!([]), format!("{told}"))?;
    page.quiet().await
}

async fn an_unknown_value_is_noted(page: &Page<'_>) -> Result<(), String> {
    page.open("plain.html").await?;
    page.until(SHADOW, "the widget").await?;
    let body = "const told = async (name, value) => { \
          const n = document.createElement('outage-lens'); n.setAttribute(name, value); n.setAttribute('src', 'data/north-korea-2014.csv'); \
          n.innerHTML = '<p>A figure stands here.</p>'; const heard = []; \
          for (const kind of ['note', 'trouble']) n.addEventListener(`outage-lens:${kind}`, ({ detail }) => heard.push(`${kind} ${detail.code}: ${detail.message}`)); \
          document.body.prepend(n); \
          for (let i = 0; i < 200 && !(n.report && heard.length) && !heard.some(one => one.startsWith('trouble')); i++) await new Promise(done => setTimeout(done, 50)); \
          await new Promise(done => setTimeout(done, 300)); \
          const figure = n.firstChild.getBoundingClientRect().height > 0; n.remove(); \
          return [heard.join(' | '), n.theme, !!n.report, figure]; }; \
        return [await told('theme', 'purple'), await told('represents', 'planet'), await told('country', 'Kenya')];";
    let told = page.run(body, vec![]).await?;
    let said = |n: usize| told[n][0].as_str().unwrap_or_default().to_owned();
    // One of the element's own: a note, and the default serves.
    holds(said(0).contains("unknown-value") && said(0).contains("purple"), format!("{told}"))?;
    holds(told[0][1] == "auto" && told[0][2] == true, format!("{told}"))?;
    // One of the walk's: the same, by the engine. What the file stands for is unknown then, so nothing is priced.
    holds(said(1).contains("unknown-value") && said(1).contains("“represents” got “planet”"), format!("{told}"))?;
    holds(said(1).contains("one of country") && told[1][2] == true, format!("{told}"))?;
    // One that only a room knows.
    holds(said(2).contains("unknown-value") && said(2).contains("Did you mean KE (Kenya)?"), format!("{told}"))?;
    holds(told[2][2] == true, format!("{told}"))
}

async fn events_cross_the_shadow_and_are_plain(page: &Page<'_>) -> Result<(), String> {
    page.open("bare.html").await?;
    let body = "const kept = []; const names = ['ready', 'report', 'select', 'note', 'trouble', 'export']; \
        for (const name of names) document.addEventListener(`outage-lens:${name}`, event => kept.push([name, event.bubbles, event.composed, \
          JSON.stringify(structuredClone(event.detail)) === JSON.stringify(event.detail), Object.keys(event.detail).sort().join()])); \
        const host = document.createElement('div'); document.body.prepend(host); const root = host.attachShadow({ mode: 'open' }); \
        root.innerHTML = '<outage-lens src=\"data/north-korea-2014.csv\" represents=\"country\"></outage-lens>'; const e = root.firstChild; \
        const s = document.createElement('script'); s.type = 'module'; s.src = 'outage-lens.js'; document.head.append(s); \
        const until = async have => { for (let i = 0; i < 200 && !kept.some(([name]) => name === have); i++) await new Promise(done => setTimeout(done, 50)); }; \
        await until('note'); \
        const chart = e.shadowRoot.querySelector('[tabindex=\"0\"]'); chart.focus(); \
        for (const key of ['ArrowDown', 'ArrowDown']) chart.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true })); \
        await until('select'); \
        HTMLAnchorElement.prototype.click = () => {}; \
        [...e.shadowRoot.querySelectorAll('details[data-name=export] button')].find(b => /CSV/.test(b.textContent)).click(); await until('export'); \
        e.data = '<!doctype html><p>none'; await until('trouble'); \
        return Object.fromEntries(kept.map(([name, ...rest]) => [name, rest]));";
    let told = page.run(body, vec![]).await?;
    let wanted = json!({
        "ready": [true, true, true, ""],
        "report": [true, true, true, "report"],
        "select": [true, true, true, "id,outage"],
        "note": [true, true, true, "code,message,place"],
        "trouble": [true, true, true, "code,message"],
        "export": [true, true, true, "kind"],
    });
    holds(told == wanted, format!("{told}"))?;
    page.quiet().await
}

async fn parts_and_tokens_dress_it(page: &Page<'_>) -> Result<(), String> {
    page.open("src.html").await?;
    page.report().await?;
    let body = "const e = document.querySelector('outage-lens'); const r = e.shadowRoot; \
        const sheet = new CSSStyleSheet(); \
        sheet.replaceSync('outage-lens { --ol-ink: #102030; --ol-paper: #fffdf0; --ol-font: monospace; --ol-radius: 11px; } outage-lens::part(headline) { text-transform: uppercase; }'); \
        for (const node of r.querySelectorAll('details')) node.open = true; \
        document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]; await new Promise(done => setTimeout(done, 300)); \
        const parts = new Set([...r.querySelectorAll('[part]')].flatMap(n => [...n.part])); \
        const box = getComputedStyle(r.querySelector('.box')); \
        return { parts: [...parts].sort(), shout: getComputedStyle(r.querySelector('[part~=headline]')).textTransform, ink: box.color, font: box.fontFamily };";
    let told = page.run(body, vec![]).await?;
    holds(
        told["shout"] == "uppercase" && told["ink"] == "rgb(16, 32, 48)" && told["font"] == "monospace",
        format!("{told}"),
    )?;
    let parts: Vec<&str> = told["parts"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    holds(["controls", "figure", "headline", "table"].iter().all(|part| parts.contains(part)), format!("{told}"))
}

async fn focus_and_a_drop_wake_it_far_away(page: &Page<'_>) -> Result<(), String> {
    page.open("plain.html").await?;
    page.until(SHADOW, "the widget").await?;
    let body = format!(
        "{CSV} const far = () => {{ const gap = document.createElement('div'); gap.style.height = '500vh'; \
           const n = document.createElement('outage-lens'); n.setAttribute('src', 'data/north-korea-2014.csv'); n.setAttribute('country', 'KP'); \
           n.innerHTML = '<a href=\"#there\">The figure</a>'; document.body.append(gap, n); return n; }}; \
         const wait = async n => {{ for (let i = 0; i < 200 && !n.report; i++) await new Promise(done => setTimeout(done, 50)); return !!n.report; }}; \
         const [one, two] = [far(), far()]; await new Promise(done => setTimeout(done, 700)); \
         const early = [!!one.report, !!two.report, performance.getEntriesByType('resource').some(entry => entry.name.endsWith('.wasm'))]; \
         one.querySelector('a').focus({{ preventScroll: true }}); const focused = await wait(one); \
         const data = new DataTransfer(); data.items.add(new File([rows], 'mine.csv')); \
         two.shadowRoot.querySelector('.box').dispatchEvent(new DragEvent('drop', {{ dataTransfer: data, bubbles: true, cancelable: true, composed: true }})); \
         const dropped = await wait(two) && two.report.source.files[0].name; \
         return [early, focused, dropped];"
    );
    let told = page.run(&body, vec![]).await?;
    holds(told == json!([[false, false, false], true, "mine.csv"]), format!("{told}"))?;
    page.quiet().await
}
