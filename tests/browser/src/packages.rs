//! The package as those have it who install it: as it is, in a Vite build, in an Eleventy site.
//!
//! In: `target/packages`, where `tests/run` has installed and built them. Out: nothing, or why it does not hold.

use crate::host::Host;
use crate::page::{Page, holds};
use crate::walks::{Told, Walk, walks};

walks![the_package_works_as_it_is];

/// What one engine is asked: how a page was built makes no difference to the others.
pub const BUILT: &[(&str, Walk)] = &[
    ("the_package_works_in_a_vite_build", |page| -> Told<'_> {
        Box::pin(built(page, "vite/dist", "7 outages, 12.2 hours"))
    }),
    ("the_package_works_in_an_eleventy_site", |page| -> Told<'_> { Box::pin(built(page, "eleventy/_site", "")) }),
];

async fn the_package_works_as_it_is(page: &Page<'_>) -> Result<(), String> {
    built(page, "plain", "").await
}

/// A page of the folder tells the priced outage, and its host was asked for nothing in vain. `own` is what its script says.
async fn built(page: &Page<'_>, place: &str, own: &str) -> Result<(), String> {
    let folder = page.site.root.join("target/packages").join(place);
    holds(folder.join("index.html").is_file(), format!("there is no {}: tests/run builds it", folder.display()))?;
    let host = Host::open(&folder, "")?;
    page.open_at(&host.address).await?;
    page.report().await?;
    let words = page.words().await?;
    holds(words.contains("9 h 31 min") && words.contains('$'), format!("no priced outage in: {words}"))?;
    let told = page.run("return document.body.innerText;", vec![]).await?;
    holds(told.as_str().is_some_and(|told| told.contains(own)), format!("no “{own}” in {told}"))?;
    page.screen("page").await?;
    let asked = host.counts();
    let missing: Vec<_> =
        asked.iter().filter(|(path, _)| path != "/" && !folder.join(path.trim_start_matches('/')).is_file()).collect();
    holds(missing.is_empty(), format!("asked in vain for {missing:?}"))?;
    holds(asked.iter().filter(|(path, _)| path.ends_with("outage-lens.js")).count() == 1, format!("{asked:?}"))
}
