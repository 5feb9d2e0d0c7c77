//! A page for each policy of `www/docs/_policies.html`: the widget works, or the author's figure stays and one quiet line
//! names the directive.
//!
//! In: pages outside the project, served with the headers of each case, or opened from the disk. Out: nothing, or why it does
//! not hold. Pages without workers and without blobs are among the side doors, the strict one among the walks.

use crate::host::Host;
use crate::outside::{Outside, QUIET_LINE, STRICT, html, stays};
use crate::page::{Page, holds};
use crate::walks::{Told, Walk, walks};
use serde_json::Value;

walks![
    without_our_name_for_trusted_types_the_page_does_the_work,
    without_wasm_the_figure_stays,
    without_connections_the_figure_stays,
    data_of_a_host_that_is_not_listed_are_named,
    without_styles_and_pictures_it_works,
    an_isolated_page_works,
    a_script_of_another_host_works,
    a_sandboxed_frame_works_where_scripts_may_run,
    a_page_from_a_disk_keeps_its_figure,
];

/// The element as an author writes it; `base` is where the bundle is, `src` where the data are.
fn element(base: &str, src: &str) -> String {
    format!(
        "<script type=\"module\" src=\"{base}outage-lens.js\"></script>\n\
        <outage-lens src=\"{src}\" country=\"KP\" represents=\"country\"><p id=\"fallback\">A figure stands here.</p></outage-lens>"
    )
}

const DATA: &str = "data/north-korea-2014.csv";

/// A page with this policy on a host with these headers; the host has to outlive the walk.
async fn open(page: &Page<'_>, policy: &str, headers: &str) -> Result<(Outside, Host), String> {
    let outside = Outside::with_bundle(page, "")?;
    outside.write("page.html", html(policy, &element("", DATA)).as_bytes())?;
    let host = Host::open(&outside.folder, headers)?;
    page.open_at(&format!("{}page.html", host.address)).await?;
    Ok((outside, host))
}

/// The story is told.
async fn works(page: &Page<'_>) -> Result<String, String> {
    page.report().await?;
    let words = page.words().await?;
    holds(words.contains("9 h 31 min") && words.contains('$'), format!("no priced outage in: {words}"))?;
    Ok(words)
}

/// The console says nothing but what the policy refused.
async fn quiet_but(page: &Page<'_>, refused: &[&str]) -> Result<(), String> {
    let heard = page.heard().await?;
    let lines = heard.as_array().into_iter().flatten().filter_map(Value::as_str);
    let other: Vec<_> = lines.filter(|line| !refused.iter().any(|word| line.contains(word))).collect();
    holds(other.is_empty(), format!("the console said {other:?}"))
}

async fn without_our_name_for_trusted_types_the_page_does_the_work(page: &Page<'_>) -> Result<(), String> {
    let policy = STRICT.replace("trusted-types outage-lens", "trusted-types somebody-else");
    let _kept = open(page, &policy, "").await?;
    let words = works(page).await?;
    holds(words.contains("No worker could start"), format!("the receipt is silent about the way: {words}"))?;
    quiet_but(page, &["trusted-types", "TrustedTypePolicy", "require-trusted-types-for"]).await
}

/// The figure stays under this policy, and the line names the directive.
async fn refused(page: &Page<'_>, policy: &str, directive: &str) -> Result<(), String> {
    let _kept = open(page, policy, "").await?;
    let told = page.until(QUIET_LINE, "a word about the policy").await?;
    page.screen("line").await?;
    stays(&told, directive)
}

async fn without_wasm_the_figure_stays(page: &Page<'_>) -> Result<(), String> {
    refused(page, &STRICT.replace(" 'wasm-unsafe-eval'", ""), "script-src").await
}

async fn without_connections_the_figure_stays(page: &Page<'_>) -> Result<(), String> {
    refused(page, &STRICT.replace("connect-src 'self'; ", ""), "connect-src").await
}

async fn data_of_a_host_that_is_not_listed_are_named(page: &Page<'_>) -> Result<(), String> {
    let outside = Outside::with_bundle(page, "")?;
    let data = Host::open(&outside.folder, "Access-Control-Allow-Origin: *\r\n")?;
    let host = Host::open(&outside.folder, "")?;
    let element = element("", &format!("{}{DATA}", data.address));
    outside.write("page.html", html(STRICT, &element).as_bytes())?;
    page.open_at(&format!("{}page.html", host.address)).await?;
    stays(&page.until(QUIET_LINE, "a word about the policy").await?, "connect-src")?;
    holds(data.asked().is_empty(), format!("the other host was asked for {:?}", data.counts()))?;
    // With its host in the list they come.
    let listed = STRICT.replace("connect-src 'self'", &format!("connect-src 'self' {}", data.address));
    outside.write("listed.html", html(&listed, &element).as_bytes())?;
    page.open_at(&format!("{}listed.html", host.address)).await?;
    works(page).await?;
    page.quiet().await
}

async fn without_styles_and_pictures_it_works(page: &Page<'_>) -> Result<(), String> {
    let policy = STRICT.replace("img-src 'self'; ", "").replace("style-src 'self'; ", "");
    let _kept = open(page, &policy, "").await?;
    works(page).await?;
    let png = page.run("return (await document.querySelector('outage-lens').toPNG(1)).size > 2000;", vec![]).await?;
    holds(png == true, "no picture")?;
    // An icon that the browser looks for by itself.
    quiet_but(page, &["favicon.ico"]).await
}

async fn an_isolated_page_works(page: &Page<'_>) -> Result<(), String> {
    let headers = "Cross-Origin-Opener-Policy: same-origin\r\nCross-Origin-Embedder-Policy: require-corp\r\n";
    let _kept = open(page, STRICT, headers).await?;
    holds(page.run("return crossOriginIsolated;", vec![]).await? == true, "the page is not isolated")?;
    works(page).await?;
    page.quiet().await
}

async fn a_script_of_another_host_works(page: &Page<'_>) -> Result<(), String> {
    let outside = Outside::with_bundle(page, "widget")?;
    outside.write("listener.js", include_bytes!("../pages/listener.js"))?;
    let data = std::fs::read(page.site.root.join("www").join(DATA)).map_err(|error| error.to_string())?;
    outside.write(DATA, &data)?;
    let other = Host::open(&outside.folder, "Access-Control-Allow-Origin: *\r\n")?;
    let host = Host::open(&outside.folder, "")?;
    let seals = std::fs::read_to_string(outside.folder.join("widget/integrity.json")).map_err(|e| e.to_string())?;
    let seals: Value = serde_json::from_str(&seals).map_err(|error| error.to_string())?;
    let seal = seals["outage-lens.js"].as_str().ok_or("no seal")?;
    let from = other.address.trim_end_matches('/');
    let listed = STRICT.replace("script-src 'self'", &format!("script-src 'self' {from}"));
    let listed = listed.replace("connect-src 'self'", &format!("connect-src 'self' {from}"));
    let element = element(&format!("{}widget/", other.address), DATA);
    let sealed = element.replace("js\">", &format!("js\" integrity=\"{seal}\" crossorigin=\"anonymous\">"));
    outside.write("page.html", html(&listed, &sealed.replace("country=", "lang=\"es\" country=")).as_bytes())?;
    page.open_at(&format!("{}page.html", host.address)).await?;
    page.report().await?;
    let words = page.words().await?;
    holds(words.contains("9 h 31 min"), format!("no 9 h 31 min in: {words}"))?;
    let asked: Vec<_> = other.counts().into_iter().map(|(path, _)| path).collect();
    holds(
        asked
            == [
                "/widget/i18n/es.json",
                "/widget/outage-lens-engine.wasm",
                "/widget/outage-lens-figure.wasm",
                "/widget/outage-lens.js",
            ],
        format!("the script's host was asked for {asked:?}"),
    )?;
    // Without a word of its host the browser refuses the script, and the figure stays.
    let shut = Host::open(&outside.folder, "")?;
    outside.write("shut.html", html("", &element.replace(&other.address, &shut.address)).as_bytes())?;
    page.quiet().await?;
    page.open_at(&format!("{}shut.html", host.address)).await?;
    still(page).await
}

/// The figure is seen, and the element never came to life.
async fn still(page: &Page<'_>) -> Result<(), String> {
    tokio::time::sleep(std::time::Duration::from_millis(800)).await;
    let seen = "const b = document.getElementById('fallback').getBoundingClientRect(); \
        return b.width > 0 && b.height > 0 && !document.querySelector('outage-lens').shadowRoot;";
    page.until(seen, "the author's figure alone").await.map(drop)
}

async fn a_sandboxed_frame_works_where_scripts_may_run(page: &Page<'_>) -> Result<(), String> {
    let outside = Outside::with_bundle(page, "")?;
    let closed = Host::open(&outside.folder, "")?;
    let open = Host::open(&outside.folder, "Access-Control-Allow-Origin: *\r\n")?;
    outside.write("inner.html", html("", &element("", DATA)).as_bytes())?;
    let tell = b"addEventListener('outage-lens:report', () => parent.postMessage('told', '*'));\n\
        addEventListener('outage-lens:trouble', e => parent.postMessage(e.detail.message, '*'));\n";
    outside.write("tell.js", tell)?;
    let inner = html("", &element("", DATA)).replace("</head>", "<script src=\"tell.js\"></script>\n</head>");
    outside.write("inner.html", inner.as_bytes())?;
    let frames = [
        ("whole", "allow-scripts allow-same-origin", &closed),
        ("apart", "allow-scripts", &open),
        ("shut", "allow-scripts", &closed),
        ("none", "", &closed),
    ];
    let frame = |(name, sandbox, host): &(&str, &str, &Host)| {
        format!(
            "<iframe id=\"{name}\" title=\"{name}\" width=\"700\" height=\"260\" sandbox=\"{sandbox}\" src=\"{}inner.html\"></iframe>\n",
            host.address
        )
    };
    let door =
        format!("<iframe title=\"door\" sandbox=\"\" src=\"{}embed.html#src={DATA}\"></iframe>\n", closed.address);
    let frames = frames.iter().map(frame).collect::<String>() + &door;
    let hear = b"window.olTold = {}; addEventListener('message', ({ source, data }) => { \
        for (const f of document.querySelectorAll('iframe')) if (f.contentWindow === source) window.olTold[f.id] = data; });\n";
    outside.write("hear.js", hear)?;
    outside.write("page.html", html("", &format!("<script src=\"hear.js\"></script>\n{frames}")).as_bytes())?;
    page.open_at(&format!("{}page.html", closed.address)).await?;
    page.until("return window.olTold.whole && window.olTold.apart;", "both frames").await?;
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    page.screen("frames").await?;
    let told = page.run("return window.olTold;", vec![]).await?;
    holds(told == serde_json::json!({ "whole": "told", "apart": "told" }), format!("{told}"))?;
    // A frame that is out of sight may not be drawn at all, and the line comes by an animation.
    page.run("document.querySelector('iframe[title=door]').scrollIntoView();", vec![]).await?;
    page.client.clone().enter_frame(4).await.map_err(|error| error.to_string())?;
    let line =
        "const p = document.getElementById('unserved'); return !!p && getComputedStyle(p).visibility === 'visible';";
    page.until(line, "a line in the iframe that may run no script").await?;
    page.client.clone().enter_parent_frame().await.map_err(|error| error.to_string())?;
    // Where no script may run, or the script's host does not allow a page apart, the figure is all there is.
    for n in [2, 3] {
        page.client.clone().enter_frame(n).await.map_err(|error| error.to_string())?;
        still(page).await?;
        page.client.clone().enter_parent_frame().await.map_err(|error| error.to_string())?;
    }
    Ok(())
}

async fn a_page_from_a_disk_keeps_its_figure(page: &Page<'_>) -> Result<(), String> {
    let outside = Outside::with_bundle(page, "")?;
    outside.write("page.html", html("", &element("", DATA)).as_bytes())?;
    let at = |name: &str| format!("file://{}", outside.folder.join(name).display());
    page.open_at(&at("page.html")).await?;
    tokio::time::sleep(std::time::Duration::from_millis(1500)).await;
    // No engine of today runs a module from a disk as it comes. One that a driver has loosened either says what it lacks, or
    // lacks nothing.
    let alive = page.client.execute("return !!document.querySelector('outage-lens').shadowRoot;", vec![]).await;
    if alive.map_err(|error| error.to_string())? == true {
        let told = format!(
            "const line = (() => {{ {QUIET_LINE} }})(); return line || document.querySelector('outage-lens').report && 'told';"
        );
        let told = page.until(&told, "a Report, or a word about the disk").await?;
        if told == "told" {
            works(page).await?;
        } else {
            stays(&told, "opened from a disk")?;
        }
    } else {
        still(page).await?;
    }
    page.screen("disk").await?;
    // The builder says what is wrong, or has what it needs.
    page.open_at(&at("builder.html")).await?;
    let said = "const p = document.getElementById('unserved'); \
        if (document.querySelectorAll('[name=country] option').length > 100) return 'starts'; \
        return p ? getComputedStyle(p).visibility === 'visible' && p.innerText : document.getElementById('said').innerText || null;";
    let said = page.until(said, "a word on the builder's page").await?;
    let words = ["starts", "begins with “http”", "Copy all files of the bundle"];
    let heard = said.as_str().unwrap_or_default();
    holds(words.iter().any(|word| heard.contains(word)), format!("{said}"))?;
    page.screen("builder").await
}
