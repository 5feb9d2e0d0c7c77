//! Walks with the panel that says how a file was read: what stands there, and that another choice is read at once.
//!
//! In: a page. Out: nothing, or why it does not hold.

use crate::page::{Page, holds};
use crate::walks::{SHADOW, Told, Walk, walks};
use serde_json::json;

walks![
    a_file_says_how_it_was_read,
    a_choice_of_role_is_read_at_once,
    a_wrong_choice_is_undone,
    the_other_reading_is_one_click_away,
    the_builder_pastes_what_was_chosen,
    the_panel_is_pictured
];

/// A table with a date and a time of day, two measurements and an address, at every half hour of two weeks; both measurements
/// stop for some hours, one by falling, one by rising.
const TABLE: &str = "const table = () => { const rows = ['Date,Time,Requests,Errors,Server']; \
    for (let n = 0; n < 672; n++) { const at = new Date(Date.UTC(2026, 0, 13) + n * 1800000).toISOString(); const out = n > 400 && n < 412; \
      rows.push([at.slice(0, 10), at.slice(11, 16), out ? 0 : 900 + (n * 7919) % 97, out ? 480 : (n * 31) % 7, `192.0.2.${n % 9}`].join()); } \
    return new File([rows.join('\\n')], 'requests.csv'); }; \
    const rest = ms => new Promise(done => setTimeout(done, ms)); const e = document.querySelector('outage-lens'); const r = e.shadowRoot; \
    const panel = () => r.querySelector('details[data-name=columns]'); \
    const role = name => [...panel().querySelectorAll('select')].find(select => select.getAttribute('aria-label').includes(`“${name}”`)); \
    const choose = (select, value) => { select.value = value; select.dispatchEvent(new Event('change', { bubbles: true })); }; \
    const told = name => new Promise(done => e.addEventListener(`outage-lens:${name}`, done, { once: true })); \
    const series = () => e.report.source.series.map(({ label }) => label);";

/// Gives the table to the widget and waits for what stands on the page.
async fn given(page: &Page<'_>) -> Result<(), String> {
    page.open("plain.html").await?;
    page.until(SHADOW, "the widget").await?;
    let body = format!(
        "{TABLE} e.represents = 'country'; e.country = 'IR'; e.data = table(); await e.analyze(); await rest(600);"
    );
    page.run(&body, vec![]).await.map(drop)
}

async fn a_file_says_how_it_was_read(page: &Page<'_>) -> Result<(), String> {
    given(page).await?;
    let body = format!(
        "{TABLE} panel().open = true; const sheet = panel().querySelector('table.sheet'); const rows = [...sheet.rows].map(row => [...row.cells].map(cell => cell.querySelector('select')?.value ?? cell.textContent)); \
         const named = [...panel().querySelectorAll('select')].every(select => select.getAttribute('aria-label')); \
         return {{ heads: rows[0], roles: rows[1], first: rows[3], rows: rows.length, named, caption: sheet.caption.textContent.length > 9, directions: [...panel().querySelectorAll('table:not(.sheet) select')].map(select => select.value) }};"
    );
    let told = page.run(&body, vec![]).await?;
    holds(told["heads"] == json!(["Column", "Date", "Time", "Requests", "Errors", "Server"]), format!("{told}"))?;
    let roles = &told["roles"];
    holds(roles[3] == "value" && roles[4] == "value" && roles[5] == "left-out", format!("{told}"))?;
    holds(told["first"] == json!(["", "2026-01-13", "00:00", "900", "0", "192.0.2.0"]), format!("{told}"))?;
    holds(told["directions"] == json!(["falls", "rises"]), format!("{told}"))?;
    holds(told["rows"].as_u64() >= Some(5) && told["named"] == true && told["caption"] == true, format!("{told}"))?;
    page.quiet().await
}

async fn a_choice_of_role_is_read_at_once(page: &Page<'_>) -> Result<(), String> {
    given(page).await?;
    let body = format!(
        "{TABLE} panel().open = true; const before = series(); let report = told('report'); choose(role('Errors'), 'left-out'); await report; await rest(300); \
         const without = series(), shown = role('Errors').value, open = panel().open; \
         report = told('report'); choose([...panel().querySelectorAll('table:not(.sheet) select')][0], 'rises'); await report; await rest(300); \
         return {{ before, without, shown, open, direction: e.report.source.series[0].direction, settings: e.report.receipt.settings }};"
    );
    let told = page.run(&body, vec![]).await?;
    holds(
        told["before"] == json!(["Requests", "Errors"]) && told["without"] == json!(["Requests"]),
        format!("{told}"),
    )?;
    holds(told["shown"] == "left-out" && told["open"] == true && told["direction"] == "rises", format!("{told}"))?;
    let settings = &told["settings"];
    holds(
        settings["columns"] == "Errors=left-out"
            && settings["direction"].as_str().is_some_and(|said| said.ends_with("=rises")),
        format!("{told}"),
    )?;
    page.quiet().await
}

async fn a_wrong_choice_is_undone(page: &Page<'_>) -> Result<(), String> {
    given(page).await?;
    let body = format!(
        "{TABLE} panel().open = true; const trouble = told('trouble'); choose(role('Server'), 'value'); const why = (await trouble).detail.message; await rest(300); \
         const back = [...r.querySelectorAll('[part~=trouble] button')].find(button => button.textContent === 'Back to how it was read before'); \
         const report = told('report'); back?.click(); if (back) await report; await rest(500); return {{ why, back: !!back, series: series(), server: role('Server')?.value }};"
    );
    let told = page.run(&body, vec![]).await?;
    holds(told["back"] == true && told["series"] == json!(["Requests", "Errors"]), format!("{told}"))?;
    holds(told["server"] == "left-out", format!("{told}"))
}

async fn the_other_reading_is_one_click_away(page: &Page<'_>) -> Result<(), String> {
    page.open("plain.html").await?;
    page.until(SHADOW, "the widget").await?;
    // Of six days at the beginning of a month nothing says which number is the day.
    let body = format!(
        "{TABLE} const rows = ['Date,Requests']; for (let n = 0; n < 6; n++) rows.push(`0${{n + 1}}/0${{n + 3}}/2026,${{900 + n}}`); \
         e.data = new File([rows.join('\\n')], 'days.csv'); await e.analyze(); await rest(500); const before = e.report.source.from; \
         const button = r.querySelector('.question button'); const words = button?.parentNode.textContent; const report = told('report'); button?.click(); if (button) await report; \
         return {{ before, after: e.report.source.from, words, settings: e.report.receipt.settings.columns }};"
    );
    let told = page.run(&body, vec![]).await?;
    holds(told["before"] != told["after"] && told["settings"].is_string(), format!("{told}"))?;
    holds(told["words"].as_str().is_some_and(|words| words.contains("first")), format!("{told}"))?;
    page.quiet().await
}

async fn the_builder_pastes_what_was_chosen(page: &Page<'_>) -> Result<(), String> {
    page.open("author.html").await?;
    page.until("return document.querySelectorAll('[name=country] option').length > 100;", "the menus").await?;
    let give = format!(
        "{} const data = new DataTransfer(); data.items.add(table()); \
         document.getElementById('drop').dispatchEvent(new DragEvent('drop', {{ dataTransfer: data, bubbles: true, cancelable: true }}));",
        TABLE.split("const rest").next().unwrap_or_default()
    );
    page.run(&give, vec![]).await?;
    page.until("return !document.getElementById('reading').hidden;", "the panel of the builder").await?;
    let choose = "document.querySelector('[name=kind][value=live]').click(); document.getElementById('reading').open = true; \
        const select = [...document.querySelectorAll('#columns select')].find(select => select.getAttribute('aria-label').includes('“Errors”')); \
        select.value = 'left-out'; select.dispatchEvent(new Event('change', { bubbles: true }));";
    page.run(choose, vec![]).await?;
    let pasted = "const code = [...document.querySelectorAll('#ready:not([hidden]) pre')].map(pre => pre.textContent).join('\\n'); \
        const e = document.querySelector('#stage outage-lens'); return code.includes('columns=\"Errors=left-out\"') && e.report?.source.series.length === 1;";
    page.until(pasted, "the choice in what is pasted, and in the preview").await?;
    page.screen("builder").await?;
    let wrong = "const select = [...document.querySelectorAll('#columns select')].find(select => select.getAttribute('aria-label').includes('“Server”')); \
        select.value = 'value'; select.dispatchEvent(new Event('change', { bubbles: true }));";
    page.run(wrong, vec![]).await?;
    let kept = "return document.getElementById('columns-said').textContent.includes('as before') && !document.getElementById('form').hidden \
        && document.querySelector('[name=columns]').value === 'Errors=left-out' && document.querySelector('body > outage-lens').report?.source.series.length === 1;";
    page.until(kept, "what was there before the wrong choice").await?;
    page.quiet().await
}

/// Phone and desktop, light and dark, left to right and right to left; nothing is wider than the page.
async fn the_panel_is_pictured(page: &Page<'_>) -> Result<(), String> {
    for (width, lang, scheme) in
        [(500, "en", "light"), (1280, "en", "dark"), (500, "fa", "dark"), (1280, "ar", "light")]
    {
        page.client.set_window_size(width, 1000).await.map_err(|error| error.to_string())?;
        given(page).await?;
        let body = format!(
            "{TABLE} document.documentElement.lang = '{lang}'; document.documentElement.dir = /fa|ar/.test('{lang}') ? 'rtl' : 'ltr'; \
             document.documentElement.style.colorScheme = '{scheme}'; e.lang = '{lang}'; await rest(600); panel().open = true; await rest(200); panel().scrollIntoView(); await rest(300); \
             return [document.documentElement.scrollWidth <= innerWidth + 1, [...panel().querySelectorAll('select')].every(select => select.getBoundingClientRect().height >= 24)];"
        );
        let told = page.run(&body, vec![]).await?;
        page.screen(&format!("{width}-{lang}-{scheme}")).await?;
        holds(told == json!([true, true]), format!("{width} {lang}: {told}"))?;
    }
    page.quiet().await
}
