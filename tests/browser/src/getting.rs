//! Walks of an author who gets the data from who measures: what is asked of whom stands there first, one request goes out, and
//! whatever comes of it is said. Of what nobody measured the author writes down where and when it was.
//!
//! In: the builder's page, and a host here that answers as the providers do, each with its headers. Out: nothing, or why it does
//! not hold. The replies are made up, in the shapes that the providers publish.

use crate::axe;
use crate::page::{Page, holds};
use crate::walks::{Told, Walk, walks};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

walks![a_provider_is_asked_once, what_comes_of_asking_is_said, what_nobody_measured_is_priced_as_reported];

const FIRST: i64 = 1_767_830_400; // 2026-01-08
const HOURS: i64 = 14 * 24;

type Asked = Arc<Mutex<Vec<String>>>;

/// A host on a port of its own, and what it was asked for; it lives as long as the tests.
fn host() -> Result<(String, Asked), String> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).map_err(|error| error.to_string())?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    let asked = Asked::default();
    let kept = Arc::clone(&asked);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let kept = Arc::clone(&kept);
            std::thread::spawn(move || answer(stream, &kept));
        }
    });
    Ok((format!("http://{address}"), asked))
}

/// Hours of a fortnight in which all was gone for a night and a day.
fn hourly<T>(value: impl Fn(i64, i64) -> T) -> Vec<T> {
    (0..HOURS)
        .map(|hour| value(FIRST + hour * 3600, if (200..230).contains(&hour) { 0 } else { 800 + hour % 7 }))
        .collect()
}

/// What each provider answers, by the path that it has.
fn body(path: &str) -> Option<Value> {
    let until = FIRST + HOURS * 3600;
    let iso = |at: i64| format!("2026-01-{:02}T{:02}:00:00", 8 + (at - FIRST) / 86_400, (at - FIRST) % 86_400 / 3600);
    Some(match path.split('?').next()? {
        "/v2/signals/raw/country/IR" => {
            json!({ "type": "signals", "metadata": {}, "requestTime": "2026-02-01T00:00:00Z",
            "responseTime": "2026-02-01T00:00:01Z", "error": null, "data": [[{ "entityType": "country", "entityCode": "IR",
            "entityName": "Iran (Islamic Republic Of)", "entityFqid": "geo.netacuity.AS.IR", "datasource": "bgp", "from": FIRST,
            "until": until, "step": 3600, "nativeStep": 3600, "values": hourly(|_, n| n) }]], "copyright": "" })
        }
        "/data/country-resource-stats/data.json" => {
            json!({ "data_call_name": "country-resource-stats", "status": "ok", "data": {
            "resource": "ir", "resolution": "1h", "stats": hourly(|at, n| json!({ "timeline": [{ "starttime": iso(at), "endtime": iso(at) }],
            "asns_ris": n, "v4_prefixes_ris": n * 9, "stats_date": iso(at) })) } })
        }
        "/api/v1/aggregation" => {
            json!({ "dimension_count": 1, "v": 0, "result": (0..30).map(|day| json!({ "measurement_start_day":
            format!("2026-01-{:02}", day + 1), "measurement_count": 900 + day % 4, "ok_count": if (10..14).contains(&day) { 3 } else { 800 },
            "anomaly_count": 9, "confirmed_count": 1, "failure_count": 2 })).collect::<Vec<_>>() })
        }
        "/api/v1/query_range" => {
            json!({ "status": "success", "data": { "resultType": "matrix", "result": [{ "metric": { "__name__": "up",
            "job": "edge" }, "values": hourly(|at, n| json!([at, n.to_string()])) }] } })
        }
        _ => return None,
    })
}

/// Answers by the path. What it can't send is the browser's hanging up.
fn answer(mut stream: TcpStream, asked: &Asked) -> Option<()> {
    let mut lines = BufReader::new(stream.try_clone().ok()?).lines();
    let first = lines.next()?.ok()?;
    while !lines.next()?.ok()?.is_empty() {}
    let path = first.split(' ').nth(1)?.to_owned();
    asked.lock().unwrap_or_else(PoisonError::into_inner).push(path.clone());
    let open = "Access-Control-Allow-Origin: *\r\nConnection: close\r\n";
    let whole = |status: &str, allow: &str, body: &str| {
        let kind = "application/json; charset=utf-8";
        format!("HTTP/1.1 {status}\r\n{allow}Content-Type: {kind}\r\nContent-Length: {}\r\n\r\n{body}", body.len())
    };
    let said = match path.as_str() {
        "/refused" => whole("200 OK", "Connection: close\r\n", "{}"),
        "/empty" => whole("200 OK", open, ""),
        "/often" => {
            let after = format!("{open}Access-Control-Expose-Headers: Retry-After\r\nRetry-After: 40\r\n");
            whole("429 Too Many Requests", &after, "{\"status\":\"error\"}")
        }
        "/none" => whole("404 Not Found", open, "{}"),
        "/ill" => whole("503 Service Unavailable", open, "{}"),
        "/cut" => format!(
            "HTTP/1.1 200 OK\r\n{open}Content-Type: application/json\r\nContent-Length: 999999\r\n\r\n{{\"type\":"
        ),
        "/slow" => {
            let head = format!("HTTP/1.1 200 OK\r\n{open}Content-Type: application/json\r\n\r\n[");
            stream.write_all(head.as_bytes()).ok()?;
            std::thread::sleep(Duration::from_secs(20));
            "1]".to_owned()
        }
        "/words" => whole("200 OK", open, "<!doctype html><p>Please log in"),
        path => match body(path) {
            Some(body) => whole("200 OK", open, &body.to_string()),
            None => whole("404 Not Found", open, "{}"),
        },
    };
    stream.write_all(said.as_bytes()).ok()
}

/// Fills the fields and gives what stands there before the click.
const FILL: &str = "const by = name => document.getElementById(`get-${name}`); by('provider').closest('details').open = true; \
    const put = (node, value) => { node.value = value; for (const type of ['input', 'change']) node.dispatchEvent(new Event(type, { bubbles: true })); }; \
    const [provider, fields, local] = words; put(by('provider'), provider); \
    for (const [name, value] of Object.entries(fields)) { const node = by(name); put(name === 'country' ? node.closest('label').querySelector('input') : node, value); } \
    if (local) { window.olFetch ??= window.fetch; window.fetch = (url, init) => window.olFetch(String(url).replace(/^https:\\/\\/[^/]+/, local), init); } \
    return { asks: by('asks').textContent, link: by('link').href, terms: by('terms').textContent, ready: !by('go').disabled };";

async fn opened(page: &Page<'_>) -> Result<(), String> {
    page.open("author.html").await?;
    page.until("return document.querySelectorAll('[name=country] option').length > 100;", "the menus").await.map(drop)
}

async fn a_provider_is_asked_once(page: &Page<'_>) -> Result<(), String> {
    let (local, asked) = host()?;
    let days = |more: Value| {
        let mut fields = json!({ "from": "2026-01-08", "until": "2026-01-21" });
        more.as_object().into_iter().flatten().for_each(|(name, value)| fields[name] = value.clone());
        fields
    };
    let country = || days(json!({ "country": "iran" }));
    let prometheus = days(json!({ "base": format!("{local}/"), "query": "sum(up)", "step": "1h" }));
    let rows = [
        (
            "ioda-country",
            country(),
            "api.ioda.inetintel.cc.gatech.edu",
            "/v2/signals/raw/country/IR?from=1767830400&until=1769040000",
        ),
        (
            "ripestat-country",
            country(),
            "stat.ripe.net",
            "/data/country-resource-stats/data.json?resource=IR&starttime=2026-01-08T00%3A00&endtime=2026-01-22T00%3A00&resolution=5m&sourceapp=outage-lens",
        ),
        (
            "ooni-country",
            country(),
            "api.ooni.io",
            "/api/v1/aggregation?probe_cc=IR&test_name=web_connectivity&since=2026-01-08&until=2026-01-22&axis_x=measurement_start_day",
        ),
        (
            "prometheus",
            prometheus,
            "127.0.0.1",
            "/api/v1/query_range?query=sum%28up%29&start=1767830400&end=1769040000&step=1h",
        ),
    ];
    for (n, (provider, fields, host, path)) in rows.into_iter().enumerate() {
        opened(page).await?;
        let told = page.run(FILL, vec![json!(provider), fields, json!(local)]).await?;
        holds(told["ready"] == true && told["asks"].to_string().contains(host), format!("{provider}: {told}"))?;
        holds(told["link"].as_str().is_some_and(|link| link.ends_with(path)), format!("{provider}: {told}"))?;
        holds(asked.lock().map_or(0, |all| all.len()) == n, format!("{provider}: asked before the click"))?;
        page.run("document.getElementById('get-go').click();", vec![]).await?;
        page.until(
            "return !document.getElementById('form').hidden && document.querySelectorAll('#found tr').length > 0;",
            provider,
        )
        .await?;
        let all = asked.lock().map(|all| all.clone()).unwrap_or_default();
        holds(all.len() == n + 1 && all[n] == path, format!("{provider}: asked for {all:?}"))?;
        let found = "const r = document.querySelectorAll('outage-lens'); return [...r].at(-1).report?.source || r[0].report.source;";
        let source = page.run(found, vec![]).await?;
        let name = source["files"][0]["name"].as_str().unwrap_or_default();
        holds(name.ends_with("2026-01-08-2026-01-21.json"), format!("{provider}: {source}"))?;
        if n == 0 {
            holds(source["country"] == "IR" && source["provider"].to_string().contains("IODA"), format!("{source}"))?;
            page.run("document.getElementById('get').scrollIntoView();", vec![]).await?;
            page.screen("ioda").await?;
            axe::clean(page, "the builder with data that it got").await?;
        }
        page.quiet().await?;
    }
    Ok(())
}

async fn what_comes_of_asking_is_said(page: &Page<'_>) -> Result<(), String> {
    let (local, asked) = host()?;
    opened(page).await?;
    // What is half said asks nobody.
    for (fields, why) in [
        (json!({ "country": "" }), "Say the country first"),
        (json!({ "country": "guinea", "from": "2026-01-08", "until": "2026-01-09" }), ""),
        (json!({ "country": "Kenya", "from": "2026-01-08", "until": "2026-01-07" }), "before the first"),
    ] {
        let told = page.run(FILL, vec![json!("ioda-country"), fields.clone()]).await?;
        let wrong = told["ready"] == false && told["asks"].to_string().contains(why);
        holds(wrong || fields["country"] == "guinea" && told["ready"] == true, format!("{fields}: {told}"))?;
    }
    // A word that names no country changes nothing, and says so.
    page.run(FILL, vec![json!("ioda-country"), json!({ "country": "Atlantis" })]).await?;
    let stands = "const l = document.getElementById('get-country').closest('label'); return l.querySelector('input').value === 'Kenya' && l.textContent.includes('“Atlantis”');";
    page.until(stands, "the country before, and a word about the other").await?;
    for (url, why) in [
        ("javascript:alert(1)", "https://"),
        ("file:///etc/passwd", "https://"),
        ("https://me:secret@example.org/", "https://"),
    ] {
        let told = page.run(FILL, vec![json!("address"), json!({ "url": url })]).await?;
        holds(told["ready"] == false && told["asks"].to_string().contains(why), format!("{url}: {told}"))?;
    }
    holds(asked.lock().is_ok_and(|all| all.is_empty()), "somebody was asked")?;
    for (path, why) in [
        ("/refused", "lets no page read it"),
        ("/empty", "is empty"),
        ("/often", "Try again in 40 s"),
        ("/none", "status 404"),
        ("/ill", "status 503"),
        ("/cut", "broke off after"),
    ] {
        page.run(FILL, vec![json!("address"), json!({ "url": format!("{local}{path}") })]).await?;
        page.run("document.getElementById('get-go').click();", vec![]).await?;
        let said = format!(
            "const s = document.getElementById('get-said'); return s.className === 'warn' && s.textContent.includes({}) && s.textContent.includes('drop it here');",
            json!(why)
        );
        page.until(&said, path).await?;
        holds(
            page.run(
                "return document.getElementById('form').hidden && !document.getElementById('get-go').disabled;",
                vec![],
            )
            .await?
                == true,
            path,
        )?;
    }
    page.run("document.getElementById('get').scrollIntoView();", vec![]).await?;
    page.screen("refused").await?;
    page.run(FILL, vec![json!("address"), json!({ "url": format!("{local}/slow") })]).await?;
    let stop = "document.getElementById('get-go').click(); await new Promise(done => setTimeout(done, 400)); const b = document.getElementById('get-stop'); \
        const seen = !b.hidden; b.click(); for (let i = 0; i < 60 && !b.hidden; i++) await new Promise(done => setTimeout(done, 50)); \
        return [seen, b.hidden, document.getElementById('get-said').textContent];";
    let told = page.run(stop, vec![]).await?;
    holds(told == json!([true, true, "Stopped."]), format!("{told}"))?;
    // A reply that is no data is refused as a dropped file is.
    page.run(FILL, vec![json!("address"), json!({ "url": format!("{local}/words") })]).await?;
    page.run("document.getElementById('get-go').click();", vec![]).await?;
    page.until("return document.getElementById('said').className === 'warn';", "a word about what is no data").await?;
    let counts = asked.lock().map(|all| all.len()).unwrap_or_default();
    holds(counts == 8, format!("{counts} requests for 8 clicks"))
}

async fn what_nobody_measured_is_priced_as_reported(page: &Page<'_>) -> Result<(), String> {
    opened(page).await?;
    let write = "const by = name => document.getElementById(`reported-${name}`); by('country').closest('details').open = true; \
        const put = (node, value) => { node.value = value; node.dispatchEvent(new Event('change', { bubbles: true })); }; \
        put(by('country').closest('label').querySelector('input'), words[0]); put(by('start'), words[1]); put(by('end'), words[2]); by('go').click(); return by('said').textContent;";
    for (country, start, end, why) in [
        ("", "2026-01-08T16:30", "2026-01-27T06:30", "Say the country first."),
        ("Iran", "", "2026-01-27T06:30", "Give the start and the end, as they were reported."),
        ("Iran", "2026-01-27T06:30", "2026-01-27T06:30", "Give a start before the end."),
    ] {
        let said = page.run(write, vec![json!(country), json!(start), json!(end)]).await?;
        holds(said == why, format!("{country} {start} {end}: {said}"))?;
    }
    let said = page.run(write, vec![json!("Iran"), json!("2026-01-08T16:30"), json!("2026-01-27T06:30")]).await?;
    holds(said == "", format!("{said}"))?;
    page.until("return !document.getElementById('form').hidden;", "the form").await?;
    // A figure in the news is held against it, and goes along.
    let claim = "const form = document.querySelector('#claim-form'); const [amount, by] = form.querySelectorAll('input'); \
        const per = form.querySelector('select'); amount.value = '37'; per.selectedIndex = 1; by.value = 'A paper'; form.querySelector('button').click(); \
        document.querySelector('input[name=kind][value=frozen]').click();";
    page.run(claim, vec![]).await?;
    let shown = "const e = document.querySelector('#stage outage-lens'), r = e.shadowRoot, d = r.querySelector('details[data-name=claims]'); \
        if (!e.report || !d || !d.querySelector('table')) return null; \
        return [e.report.headline, e.report.cost.claims.length, d.textContent.includes('A paper'), Boolean(r.querySelector('details[data-name=outages]'))];";
    let told = page.until(shown, "the figure with what a paper says").await?;
    holds(told == json!(["Reported: Iran offline for 18 d 14 h", 1, true, false]), format!("{told}"))?;
    page.run("document.getElementById('seen').scrollIntoView();", vec![]).await?;
    page.screen("reported").await?;
    axe::clean(page, "the builder with what was reported").await?;
    page.quiet().await
}
