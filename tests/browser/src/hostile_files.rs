//! Files that ask for more than they are, or hold what would act, dropped one after another on one element: each is shown, or refused
//! with a word, and a good file after it gives its Report.
//!
//! In: a page. Out: nothing, or why it does not hold.

use crate::faults::{DROPPED, ROWS};
use crate::memory;
use crate::page::{Page, holds};
use crate::walks::{SHADOW, Told, Walk, walks};
use serde_json::{Value, json};

walks![hostile_files_end_in_a_word, cancel_ends_the_work_at_every_moment];

const START: u64 = 1_704_067_200;
/// Memory that a page may hold for itself while it reads any of them, its engine with it.
const MIB: u64 = 256;

fn list(count: u64, one: impl Fn(u64) -> String) -> String {
    (0..count).map(one).collect::<Vec<_>>().join(",")
}

/// Name, text, and whether it is shown; none where either will do.
fn files() -> Vec<(&'static str, String, Option<bool>)> {
    let stamps = [0, 1, 2, 63_999_000].map(|ms| format!("{},1,1,1,1,1\n", START * 1000 + ms)).concat();
    let stretch = "{\"starttime\":631152000,\"endtime\":4133980000}";
    let acts =
        ["<img src=x onerror=alert(1)>", "<script>alert(1)</script>", "=1+1", "__proto__", "constructor", "\u{202e}x"];
    let row = |i: u64| {
        format!(
            "{}{}\n",
            START + 300 * i,
            format!(",{}", if (100..140).contains(&i) { 0 } else { 4 }).repeat(acts.len())
        )
    };
    let member = |i: u64| {
        format!(
            "{{\"time\":{},\"__proto__\":{},\"constructor\":1}}",
            START + 300 * i,
            if (100..140).contains(&i) { 0 } else { 4 }
        )
    };
    let ping = |i: u64| {
        format!(
            "[{}.5] 64 bytes from 192.0.2.1: icmp_seq={} ttl=57 time=20.0 ms\n",
            START + 65 * i,
            if i % 2 == 0 { 1 } else { 65_000 }
        )
    };
    vec![
        (
            "step.json",
            r#"{"type":"signals","data":[[{"datasource":"bgp","from":1692493200,"step":1e15,"values":[5,5]}]]}"#
                .to_owned(),
            Some(false),
        ),
        ("grid.csv", format!("time,a,b,c,d,e\n{stamps}"), Some(false)),
        (
            "stretch.json",
            format!(
                r#"{{"data_call_name":"routing-history","data":{{"time_granularity":60,"resource":"1","by_origin":[{{"origin":"1","prefixes":[{{"timelines":[{stretch}]}}]}}]}}}}"#
            ),
            Some(false),
        ),
        ("ids.csv", format!("time{0}\n{START}{1}\n", ",a".repeat(4_095), ",1".repeat(4_095)), Some(false)),
        (
            "lists.json",
            format!(
                r#"{{"time":[{}],{}}}"#,
                list(4_000, |i| (START + 60 * i).to_string()),
                list(4_000, |i| format!("\"l{i}\":[1]"))
            ),
            None,
        ),
        ("ping.txt", (0..100).map(ping).collect(), Some(false)),
        (
            "names.json",
            format!(
                r#"{{"data_call_name":"country-resource-stats","data":{{"stats":[{{{},"timeline":[{}]}}],"resource":"ir","resolution":"5m"}}}}"#,
                list(2_000, |i| format!("\"a{i}\":1")),
                list(2_000, |_| stretch.to_owned())
            ),
            Some(false),
        ),
        ("deep.json", "[".repeat(100_000), Some(false)),
        ("headers.csv", format!("time,{}\n{}", acts.join(","), (0..300).map(row).collect::<String>()), Some(true)),
        ("proto.json", format!("[{}]", list(300, member)), Some(true)),
    ]
}

async fn hostile_files_end_in_a_word(page: &Page<'_>) -> Result<(), String> {
    page.open("plain.html").await?;
    page.until(SHADOW, "the widget").await?;
    let mut most = None;
    for (name, text, shown) in files() {
        let body = format!(
            "{ROWS} {DROPPED} const [name, text] = words; const told = await dropped(new File([text], name)); \
             const acts = [e.shadowRoot.querySelectorAll('img, script').length, 'polluted' in {{}}]; \
             return [told, acts, await dropped(new File([rows()], 'next.csv'))];"
        );
        let (told, held) = memory::most(page.engine, page.run(&body, vec![json!(name), json!(text)])).await;
        let told = told.map_err(|why| format!("{name}: {why}"))?;
        let is_shown = told[0] == json!(name);
        holds(shown.is_none_or(|shown| shown == is_shown), format!("{name}: {told}"))?;
        most = most.max(held);
        holds(held.is_none_or(|held| held < MIB), format!("{name}: the page holds {held:?} MiB"))?;
        let code = told[0].as_str().unwrap_or_default();
        holds(is_shown || !["", "silent", "memory", "broken"].contains(&code), format!("{name}: {told}"))?;
        holds(told[1] == json!([0, false]) && told[2] == Value::from("next.csv"), format!("{name}: {told}"))?;
    }
    println!("--      {}: the page's process held at most {most:?} MiB", page.engine);
    page.quiet().await
}

/// Milliseconds after a drop at which a reader changes their mind: before the engine has begun, while it reads, while it looks.
const MOMENTS: [u32; 9] = [0, 5, 20, 50, 100, 200, 400, 800, 1_600];

/// The work ends with its worker, nothing is told of it any more, and the next drop works.
async fn cancel_ends_the_work_at_every_moment(page: &Page<'_>) -> Result<(), String> {
    page.open("pair.html").await?;
    page.until(crate::walks::READY, "the Report").await?;
    let body = format!(
        "{ROWS} {DROPPED} const rest = ms => new Promise(done => setTimeout(done, ms)); const told = []; \
         e.addEventListener('outage-lens:report', () => told.push('report')); e.addEventListener('outage-lens:trouble', () => told.push('trouble')); \
         const stop = () => [...e.shadowRoot.querySelectorAll('button')].find(button => button.textContent === 'Cancel'); \
         const big = new File([rows(words[1])], 'big.csv'); const before = olCount.workers; told.length = 0; drop(big); \
         const until = performance.now() + words[0]; while (performance.now() < until || !stop()) {{ if (told.length) return 'too late'; await rest(1); }} \
         stop().click(); await rest(0); const left = olCount.workers; await rest(250); \
         return [told.length, !!stop(), left <= before, await dropped(new File([rows()], 'next.csv'))];"
    );
    let mut cancelled = 0;
    for ms in MOMENTS {
        let told =
            page.run(&body, vec![json!(ms), json!(4_000)]).await.map_err(|why| format!("after {ms} ms: {why}"))?;
        if told == "too late" {
            continue;
        }
        holds(told == json!([0, false, true, "next.csv"]), format!("after {ms} ms: {told}"))?;
        cancelled += 1;
    }
    holds(cancelled >= 4, format!("cancelled {cancelled} times of {}", MOMENTS.len()))?;
    page.quiet().await
}
