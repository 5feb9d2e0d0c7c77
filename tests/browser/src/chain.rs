//! The chain from the one `integrity` on the tag to all that runs or speaks: the script, the words of a language.
//!
//! In: a page of a bundle in which one file was changed. Out: nothing, or why it does not hold. Engines with the right type have a walk
//! of their own, `a_tampered_engine_is_refused`.

use crate::host::{self, Host};
use crate::outside::{Outside, QUIET_LINE, html};
use crate::page::{Page, holds};
use crate::walks::{Told, Walk, walks};
use serde_json::{Map, Value};

walks![tampered_words_are_not_spoken, a_tampered_script_leaves_the_figure, a_build_sent_as_text_is_as_safe];

/// A page in Spanish whose tag vouches for the script; the host has to outlive the walk.
async fn open(page: &Page<'_>, outside: &Outside, seal: &str) -> Result<Host, String> {
    let body = format!(
        "<script type=\"module\" src=\"outage-lens.js\" integrity=\"{seal}\" crossorigin=\"anonymous\"></script>\n<div lang=\"es\">\
         <outage-lens src=\"data/north-korea-2014.csv\" country=\"KP\" represents=\"country\"><p id=\"fallback\">A figure stands here.</p></outage-lens></div>"
    );
    outside.write("page.html", html("", &body).as_bytes())?;
    let host = Host::open(&outside.folder, "Access-Control-Allow-Origin: *\r\n")?;
    page.open_at(&format!("{}page.html", host.address)).await?;
    Ok(host)
}

/// The text of a file of the bundle.
fn text(outside: &Outside, name: &str) -> Result<String, String> {
    std::fs::read_to_string(outside.folder.join(name)).map_err(|error| format!("{name}: {error}"))
}

/// What the bundle says its script has for `integrity`.
fn seal(outside: &Outside) -> Result<String, String> {
    let seals: Map<String, Value> =
        serde_json::from_str(&text(outside, "integrity.json")?).map_err(|error| error.to_string())?;
    let seal = seals.get("outage-lens.js").and_then(Value::as_str);
    seal.map(str::to_owned).ok_or_else(|| "the bundle does not vouch for its script".to_owned())
}

/// Every text of a language begins with a lie; as the bundle has them, the page speaks that language.
async fn tampered_words_are_not_spoken(page: &Page<'_>) -> Result<(), String> {
    let outside = Outside::with_bundle(page, "")?;
    let honest = text(&outside, "i18n/es.json")?;
    let seal = seal(&outside)?;
    for tampered in [false, true] {
        if tampered {
            outside.write("i18n/es.json", honest.replace("\": \"", "\": \"MENTIRA ").as_bytes())?;
        }
        let _host = open(page, &outside, &seal).await?;
        page.report().await?;
        let words = page.words().await?;
        let spanish = words.contains("Corea del Norte");
        holds(spanish != tampered && !words.contains("MENTIRA"), format!("tampered {tampered}: {words}"))?;
    }
    Ok(())
}

async fn a_tampered_script_leaves_the_figure(page: &Page<'_>) -> Result<(), String> {
    let outside = Outside::with_bundle(page, "")?;
    let seal = seal(&outside)?;
    outside.write("outage-lens.js", (text(&outside, "outage-lens.js")? + " ").as_bytes())?;
    let _host = open(page, &outside, &seal).await?;
    page.until("return document.readyState === 'complete';", "the page").await?;
    tokio::time::sleep(std::time::Duration::from_millis(800)).await;
    let body = "const b = document.getElementById('fallback').getBoundingClientRect(); \
        return [!!customElements.get('outage-lens'), b.width > 0 && b.height > 0];";
    let told = page.run(body, vec![]).await?;
    holds(told == serde_json::json!([false, true]), format!("it runs, the figure is seen: {told}"))
}

/// A host that knows no wasm sends it as text: it is compiled from its bytes, which are held against the same hash.
async fn a_build_sent_as_text_is_as_safe(page: &Page<'_>) -> Result<(), String> {
    let outside = Outside::with_bundle(page, "")?;
    let element = "<script type=\"module\" src=\"outage-lens.js\"></script>\n\
        <outage-lens src=\"data/north-korea-2014.csv\" country=\"KP\" represents=\"country\"><p id=\"fallback\">A figure stands here.</p></outage-lens>";
    outside.write("page.html", html("", element).as_bytes())?;
    let host = Host::with_kinds(&outside.folder, "", |end| if end == "wasm" { "text/plain" } else { host::kind(end) })?;
    let address = format!("{}page.html", host.address);
    page.open_at(&address).await?;
    page.report().await?;
    page.quiet().await?;
    for build in ["outage-lens-engine.wasm", "outage-lens-figure.wasm"] {
        let honest = std::fs::read(outside.folder.join(build)).map_err(|error| error.to_string())?;
        let mut tampered = honest.clone();
        *tampered.last_mut().ok_or("an empty build")? ^= 1;
        outside.write(build, &tampered)?;
        page.open_at(&address).await?;
        let told = page.until(QUIET_LINE, &format!("a word about {build}")).await?;
        holds(told["figure"] == true, format!("{build}: {told}"))?;
        outside.write(build, &honest)?;
    }
    Ok(())
}
