//! The gallery: every chart in every state, light and dark, phone and desktop, left to right and right to left.
//!
//! In: the page `docs/gallery.html`. Out: a picture a state, in Chromium one sheet of all too. Asserted: ink on every chart that a state
//! has, no words on words (asked of the canvas as it draws), nothing beside its place, a quiet console.
//! Four of the eight looks meet each pair of choices with each state, 44 pictures: those run in every engine, the others in Chromium.

use crate::page::{Page, holds};
use crate::walks::{Told, Walk, walks};
use std::time::{Duration, Instant};

walks![gallery_light_phone, gallery_light_desktop_rtl, gallery_dark_phone_rtl, gallery_dark_desktop];

/// The looks that Chromium shows besides.
pub const REST: &[(&str, Walk)] = &[
    ("gallery_light_phone_rtl", |page| -> Told<'_> { Box::pin(gallery(page, "light", "phone", "ar")) }),
    ("gallery_light_desktop", |page| -> Told<'_> { Box::pin(gallery(page, "light", "desktop", "en")) }),
    ("gallery_dark_phone", |page| -> Told<'_> { Box::pin(gallery(page, "dark", "phone", "ko")) }),
    ("gallery_dark_desktop_rtl", |page| -> Told<'_> { Box::pin(gallery(page, "dark", "desktop", "ar")) }),
];

/// States of the gallery, as its page has them.
const STATES: &[&str] =
    &["loading", "empty", "error", "none", "one", "many", "ongoing", "gap", "huge", "sample", "prefixes"];

async fn gallery_light_phone(page: &Page<'_>) -> Result<(), String> {
    gallery(page, "light", "phone", "en").await
}

async fn gallery_light_desktop_rtl(page: &Page<'_>) -> Result<(), String> {
    gallery(page, "light", "desktop", "fa").await
}

async fn gallery_dark_phone_rtl(page: &Page<'_>) -> Result<(), String> {
    gallery(page, "dark", "phone", "fa").await
}

async fn gallery_dark_desktop(page: &Page<'_>) -> Result<(), String> {
    gallery(page, "dark", "desktop", "en").await
}

/// Scrolls to a state and waits, for two seconds at most, until each chart in sight holds a picture: what was out of sight had none.
const DRAWN: &str = "const state = document.getElementById(words[0]); state.scrollIntoView();
    const rest = ms => new Promise(done => setTimeout(done, ms));
    const inside = [...state.querySelectorAll('*')].flatMap(e => e.shadowRoot ? [...e.shadowRoot.querySelectorAll('canvas')] : []);
    const seen = c => { const r = c.getBoundingClientRect(); return r.width > 0 && r.bottom > 0 && r.top < innerHeight; };
    const blank = c => !c.width || !c.getContext('2d').getImageData(0, 0, c.width, c.height).data.some(byte => byte);
    await rest(150);
    for (let n = 0; n < 40 && inside.some(c => seen(c) && blank(c)); n += 1) await rest(50);";

async fn gallery(page: &Page<'_>, theme: &str, width: &str, lang: &str) -> Result<(), String> {
    let all = page.engine == "chromium";
    let wide = match (all, width) {
        (true, "phone") => 1640,
        (true, _) => 1700,
        (false, "phone") => 500,
        (false, _) => 1200,
    };
    let size = |high| page.client.set_window_size(wide, high);
    size(1000).await.map_err(|error| error.to_string())?;
    page.open(&format!("docs/gallery.html#theme={theme}&width={width}&lang={lang}")).await?;
    let began = Instant::now();
    let done = "return document.documentElement.dataset.done === 'yes';";
    while page.client.execute(done, vec![]).await.map_err(|error| error.to_string())? != true {
        holds(began.elapsed() < Duration::from_secs(70), "the gallery does not come to rest")?;
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    let shown = page
        .client
        .execute("return [...document.querySelectorAll('#sheet > section')].map(s => s.id.slice(6));", vec![]);
    let shown = shown.await.map_err(|error| error.to_string())?;
    holds(shown == serde_json::json!(STATES), format!("the states are {shown}"))?;
    if all {
        let high = page.client.execute("return document.documentElement.scrollHeight;", vec![]).await;
        let high = high.map_err(|error| error.to_string())?.as_u64().unwrap_or(4000);
        size(u32::try_from(high.min(15_000)).unwrap_or(4000) + 160).await.map_err(|error| error.to_string())?;
        tokio::time::sleep(Duration::from_millis(1500)).await;
        page.screen("all").await?;
    } else {
        for state in STATES {
            page.run(DRAWN, vec![serde_json::json!(format!("state-{state}"))]).await?;
            page.screen(state).await?;
        }
    }
    let told = page.run("return olGallery();", vec![]).await?;
    holds(told.as_array().is_some_and(Vec::is_empty), format!("{told}"))?;
    page.quiet().await
}
