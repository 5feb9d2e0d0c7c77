//! The page against other programs, in one run on the same bytes: reading, drawing, a cold page.
//!
//! In: the site, `read`, `after`, `routes`, `draw` or `page`. Out: tables of medians and ratios, interleaved so that a busy machine is busy for
//! everybody. The peers come from `target/race/node_modules`, where `tests/run` puts them; the files are made here, from a
//! fixed seed. An engine that can't start or a contender that fails ends the run.

mod cold;
mod draw;
mod files;
mod peers;
mod read;

use crate::engine::{CHROMIUM_WITH_WEBGL, ENGINES, Engine, patient};
use crate::page::Page;
use crate::site::Site;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// How often each contender runs.
const ROUNDS: usize = 7;
/// Longest time for one run of a contender.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(300);
/// The engines that are timed.
const TIMED: [&str; 2] = ["chromium", "firefox"];

fn lab() -> PathBuf {
    // Without dots: a driver takes no other path of a file.
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).join("target/race")
}

/// The folders that have to stand on the site: the pages of the races, and what they load.
pub fn folders() -> Result<Vec<PathBuf>, String> {
    let served = lab().join("served");
    peers::copy(&lab().join("node_modules"), &served.join("peers"))?;
    files::week(served.join("race-week.csv"))?;
    Ok(vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("race"), served])
}

pub async fn run(site: &Site, screens: &Path, what: &str) -> Result<(), String> {
    let race = Race { site, screens, lab: &lab() };
    match what {
        "read" => read::run(&race).await,
        "after" => read::detection(&race).await,
        "routes" => read::routes(&race).await,
        "draw" => draw::run(&race).await,
        "page" => cold::run(&race).await,
        other => Err(format!("There is no race {other}: read, after, routes, draw or page.")),
    }
}

/// Where a race is run.
struct Race<'a> {
    site: &'a Site,
    screens: &'a Path,
    /// Where large files are made.
    lab: &'a Path,
}

impl Race<'_> {
    async fn engine(&self, name: &str) -> Result<Engine, String> {
        let about = ENGINES.iter().find(|about| about.name == name).ok_or("no such engine")?;
        Engine::start(about).await
    }

    /// The same, where WebGL draws too.
    async fn engine_with_webgl(&self, name: &str) -> Result<Engine, String> {
        if name == "chromium" { Engine::start(&CHROMIUM_WITH_WEBGL).await } else { self.engine(name).await }
    }

    async fn page(&self, engine: &Engine) -> Result<Page<'_>, String> {
        let client = engine.session().await?;
        patient(&client, PATIENCE).await?;
        Ok(Page {
            client,
            site: self.site,
            engine: engine.name(),
            screens: self.screens,
            name: "race",
            patience: PATIENCE,
        })
    }
}

/// One run of a contender by the page's own `race(kind, more)`.
async fn once(page: &Page<'_>, kind: &str, more: &str) -> Result<Value, String> {
    let told = page.run("return await race(...words);", vec![json!(kind), json!(more)]).await;
    told.map_err(|error| format!("{kind} {more}: {error}"))
}

fn number(value: &Value) -> Result<f64, String> {
    value.as_f64().ok_or_else(|| format!("no number: {value}"))
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or(f64::NAN)
}
