//! Walks with figures that others published: checked in the calculator, in an article, in the builder; never set by an address.
//!
//! In: a page. Out: nothing, or why it does not hold.

use crate::axe;
use crate::page::{Page, holds};
use crate::walks::{Told, Walk, walks};
use serde_json::{Value, json};

walks![a_published_figure_is_checked, an_article_says_who_says_what, an_address_puts_no_figure_into_a_mouth];

/// Sets the calculator and adds figures by the form, as a reader does.
const CHECK: &str = "const rest = ms => new Promise(done => setTimeout(done, ms)); \
    const e = document.querySelector('outage-lens'), r = e.shadowRoot; \
    const form = () => r.querySelector('form.claim'); \
    const until = async what => { for (let i = 0; i < 200 && !what(); i++) await rest(50); return what(); }; \
    const add = async (amount, per, by) => { const n = e.report.cost.claims?.length || 0; const f = await until(form); const [a, , d] = f.querySelectorAll('input'); \
      r.querySelector('details[data-name=claims]').open = true; \
      a.value = amount; f.querySelector('select').value = per; f.querySelectorAll('input')[1].value = by; f.querySelector('button').click(); \
      await until(() => (e.report.cost.claims?.length || 0) > n && r.querySelectorAll('.claimed').length > n); await rest(100); }; \
    const told = () => ({ claims: e.report.cost.claims, rows: [...r.querySelectorAll('details[data-name=claims] table')[0].tBodies[0].rows].map(row => row.innerText), \
      words: [...r.querySelectorAll('.claimed > p')].map(p => p.textContent), live: r.querySelector('[aria-live]').textContent, mark: r.querySelector('details[data-name=claims]').textContent.includes('checked by you') });";

async fn calculator(page: &Page<'_>, country: &str, start: &str, end: &str) -> Result<(), String> {
    page.open("plain.html").await?;
    page.until(crate::walks::SHADOW, "the widget").await?;
    let set = "const e = document.querySelector('outage-lens'); const n = document.createElement('outage-lens'); \
        n.setAttribute('mode', 'calculator'); n.setAttribute('model', 'all'); \
        [['country', words[0]], ['start', words[1]], ['end', words[2]]].forEach(pair => n.setAttribute(...pair)); e.replaceWith(n);";
    page.run(set, vec![json!(country), json!(start), json!(end)]).await?;
    page.until("return !!document.querySelector('outage-lens').report?.cost;", "a price").await.map(drop)
}

/// The same by command.
fn native(page: &Page<'_>, words: &[&str]) -> Result<Value, String> {
    let told = std::process::Command::new(&page.site.command).arg("cost").args(words).args(["--as", "json"]).output();
    serde_json::from_slice(&told.map_err(|error| error.to_string())?.stdout).map_err(|error| error.to_string())
}

/// The same claims: to the word, and to the nine digits that a Report has.
fn told_alike(page: &Value, command: &Value) -> Result<(), String> {
    let of = |claims: &Value, what: fn(&Value) -> Value| -> Vec<Value> {
        claims.as_array().into_iter().flatten().map(what).collect()
    };
    let words = |claim: &Value| {
        json!([
            claim["words"],
            claim["near"],
            claim["per"],
            claim["above_ceiling"],
            claim["implied"].as_array().map(Vec::len)
        ])
    };
    let share = |claims: &Value| -> Vec<f64> {
        of(claims, |claim| claim["lambda"].clone()).iter().filter_map(Value::as_f64).collect()
    };
    let (shown, printed) = (share(page), share(command));
    let near = shown.len() == printed.len() && shown.iter().zip(&printed).all(|(a, b)| (a / b - 1.0).abs() < 1e-8);
    let same = of(page, words) == of(command, words) && near && !shown.is_empty();
    holds(same, format!("the page {:?} {shown:?}, the command {:?} {printed:?}", of(page, words), of(command, words)))
}

async fn a_published_figure_is_checked(page: &Page<'_>) -> Result<(), String> {
    // Iran, January 2026: $37 million a day, and a thirtieth of it.
    calculator(page, "IR", "2026-01-08T00:00Z", "2026-01-27T00:00Z").await?;
    let two = format!(
        "{CHECK} await add('37', 'day', 'One <b>paper</b> | and'); await add('1', 'day', 'Another'); return told();"
    );
    let told = page.run(&two, vec![]).await?;
    let call = ["--country", "IR", "--start", "2026-01-08", "--end", "2026-01-27", "--model", "all"];
    let claims = ["--claim", "37M/day | One <b>paper</b> and", "--claim", "1M/day | Another"];
    told_alike(&told["claims"], &native(page, &[&call[..], &claims].concat())?["cost"]["claims"])?;
    let text = told.to_string();
    for words in ["$37M a day", "One <b>paper</b> and", "3.7%", "inside the range", "Usual calculator"] {
        holds(text.contains(words), format!("no {words:?} in {text}"))?;
    }
    holds(
        told["live"].as_str().is_some_and(|said| said.starts_with("$1M a day")),
        format!("said aloud: {}", told["live"]),
    )?;
    holds(told["mark"] == false, "in the calculator every figure is the reader's own")?;
    page.run(
        "document.querySelector('outage-lens').shadowRoot.querySelector('details[data-name=claims]').scrollIntoView();",
        vec![],
    )
    .await?;
    page.screen("iran").await?;
    axe::clean(page, "figures that were checked").await?;
    // By the keyboard alone: what was added can be removed, and the focus is not lost.
    let away = "const r = document.querySelector('outage-lens').shadowRoot; const b = [...r.querySelectorAll('details[data-name=claims] button.plain')].at(-1); b.focus(); b.click(); \
        for (let i = 0; i < 100 && r.querySelectorAll('.claimed').length > 1; i++) await new Promise(done => setTimeout(done, 50)); return r.querySelectorAll('.claimed').length;";
    holds(page.run(away, vec![]).await? == 1, "one is left")?;
    // A Russian hour: more than all that is made in it.
    for (start, end) in [("2025-07-01T03:00Z", "2025-07-01T04:00Z"), ("2025-07-01T09:00Z", "2025-07-01T10:00Z")] {
        calculator(page, "RU", start, end).await?;
        let told = page.run(&format!("{CHECK} await add('557', 'hour', 'A paper'); return told();"), vec![]).await?;
        let call =
            ["--country", "RU", "--start", start, "--end", end, "--model", "all", "--claim", "557M/hour | A paper"];
        told_alike(&told["claims"], &native(page, &call)?["cost"]["claims"])?;
        let words = told["words"][0].as_str().unwrap_or_default();
        holds(words.contains("1.9 times all GDP") && words.contains("No share of GDP"), format!("{start}: {words}"))?;
        holds(told["rows"].to_string().contains("above all GDP"), format!("{start}: {}", told["rows"]))?;
    }
    page.quiet().await
}

/// A block in the article, several publishers, every language of the page; on a phone, in the dark, right to left.
async fn an_article_says_who_says_what(page: &Page<'_>) -> Result<(), String> {
    page.open("claims.html").await?;
    let report = page.report().await?;
    let claims = report["outages"].as_array().and_then(|all| all.iter().find(|one| one["id"] == report["selected"]));
    let count = claims.and_then(|one| one["cost"]["claims"].as_array()).map_or(0, Vec::len);
    holds(count == 3, format!("{count} claims"))?;
    let shown = "const d = document.querySelector('outage-lens').shadowRoot.querySelector('details[data-name=claims]'); \
        return { open: d.open, links: [...d.querySelectorAll('a')].map(a => a.href), buttons: d.querySelectorAll('button.plain').length, text: d.textContent };";
    let told = page.run(shown, vec![]).await?;
    holds(told["open"] == true && told["links"] == json!(["https://example.org/a"]), format!("{told}"))?;
    holds(
        told["buttons"] == 0 && !told["text"].to_string().contains("checked by you"),
        format!("an author's own can't be removed: {told}"),
    )?;
    // What a reader adds is marked as the reader's.
    let told = page.run(&format!("{CHECK} await add('2', 'event', 'Me'); return told();"), vec![]).await?;
    holds(told["mark"] == true, format!("{told}"))?;
    let words = "const e = document.querySelector('outage-lens'), r = e.shadowRoot; const told = []; \
        for (const lang of ['en', 'es', 'fr', 'pt', 'ru', 'ar', 'fa', 'ko', 'hi', 'zh']) { document.documentElement.lang = lang; e.lang = lang; \
          const before = r.querySelector('.claimed p')?.textContent; for (let i = 0; i < 50 && lang !== 'en' && r.querySelector('.claimed p')?.textContent === before; i++) await new Promise(done => setTimeout(done, 100)); const d = r.querySelector('details[data-name=claims]'); \
          told.push([d.querySelector('summary').textContent, d.querySelector('.claimed p')?.textContent, /claim-|\\{|undefined/.test(d.textContent)]); } \
        e.lang = 'fa'; document.documentElement.lang = 'fa'; document.documentElement.dir = 'rtl'; e.dir = 'rtl'; document.documentElement.style.colorScheme = 'dark'; \
        await new Promise(done => setTimeout(done, 500)); return told;";
    let told = page.run(words, vec![]).await?;
    let rows = told.as_array().map(Vec::as_slice).unwrap_or_default();
    let own: std::collections::BTreeSet<_> = rows.iter().map(|row| row[1].to_string()).collect();
    holds(rows.len() == 10 && own.len() == 10 && rows.iter().all(|row| row[2] == false), format!("{told}"))?;
    page.client.set_window_size(500, 1000).await.map_err(|error| error.to_string())?;
    page.until("return document.documentElement.scrollWidth <= innerWidth + 1;", "a page no wider than the phone")
        .await?;
    page.run(
        "document.querySelector('outage-lens').shadowRoot.querySelector('details[data-name=claims]').scrollIntoView();",
        vec![],
    )
    .await?;
    page.screen("phone-dark-rtl").await?;
    axe::clean(page, "figures of an article, in Persian on a dark phone").await?;
    page.quiet().await
}

async fn an_address_puts_no_figure_into_a_mouth(page: &Page<'_>) -> Result<(), String> {
    page.open("embed.html#src=data%2Fnorth-korea-2014.csv&country=KP&represents=country&claim=930123457").await?;
    let report = page.report().await?;
    holds(!report.to_string().contains("930123457"), "embed.html took a figure from its address")?;
    page.open("src.html#ol=0&claim=930123457").await?;
    let report = page.report().await?;
    holds(!report.to_string().contains("930123457"), "an article took a figure from its address")?;
    page.quiet().await
}
