//! Drives the page in Chromium, Firefox and WebKit.
//!
//! In: the native command, the folder of the bundle, the folder for screenshots, and perhaps words that a test's name must
//! hold, or `race` and what is raced. Where `OUTAGE_LENS_REAL` names a folder of real files, the walks are those on them, and no others. Out: a line a test and engine; the last line is `N passed; N failed`. An engine that can't start fails every test.

mod author;
mod axe;
mod builder;
mod doors;
mod element;
mod engine;
mod files;
mod gallery;
mod hands;
mod host;
mod lying;
mod outside;
mod packages;
mod page;
mod phone;
mod policies;
mod protocol;
mod race;
mod real;
mod sight;
mod site;
mod walks;

use engine::Engine;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// Longest time for one test, once its browser is open.
const PATIENCE: Duration = Duration::from_secs(90);

#[tokio::main]
async fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [command, bundle, screens, filters @ ..] = words.as_slice() else {
        eprintln!("browser COMMAND BUNDLE SCREENS [NAME…]");
        return ExitCode::from(2);
    };
    let screens = PathBuf::from(screens);
    std::fs::create_dir_all(&screens).expect("the folder for screenshots");
    let race = filters.iter().position(|word| word == "race").and_then(|at| filters.get(at + 1));
    let extra = race.map_or(Ok(Vec::new()), |_| race::folders()).expect("what is raced with");
    let site = site::Site::open(command.as_ref(), bundle.as_ref(), &extra).expect("the site is served");
    if let Some(what) = race {
        return race::run(&site, &screens, what).await.map_or_else(
            |why| {
                println!("FAILED  {what}: {why}");
                ExitCode::FAILURE
            },
            |()| ExitCode::SUCCESS,
        );
    }
    let real = std::env::var_os("OUTAGE_LENS_REAL").is_some();
    let sets: &[&[(&str, walks::Walk)]] = if real {
        &[real::WALKS]
    } else {
        &[
            walks::WALKS,
            doors::WALKS,
            author::WALKS,
            lying::WALKS,
            axe::WALKS,
            files::WALKS,
            hands::WALKS,
            sight::WALKS,
            gallery::WALKS,
            outside::WALKS,
            policies::WALKS,
            builder::WALKS,
            packages::WALKS,
            element::WALKS,
        ]
    };
    // What only Chromium is asked: its protocol alone slows a machine down.
    let alone: &[&[(&str, walks::Walk)]] =
        if real { &[] } else { &[gallery::REST, sight::MEDIA, phone::WALKS, packages::BUILT] };
    let (mut passed, mut failed) = (0, 0);
    for engine in engine::ENGINES {
        let named = |name: &str| filters.iter().all(|word| format!("{} {name}", engine.name).contains(word.as_str()));
        let more = if engine.name == "chromium" { alone } else { &[] };
        let tests = sets.iter().chain(more).copied().flatten();
        let tests: Vec<_> = tests.filter(|(name, _)| named(name)).collect();
        if tests.is_empty() {
            continue;
        }
        match Engine::start(engine).await {
            Err(why) => {
                println!("FAILED  {}: did not start: {why}", engine.name);
                failed += tests.len();
            }
            Ok(running) => {
                for (name, walk) in tests {
                    let began = Instant::now();
                    let told = one(&running, &site, &screens, name, *walk).await;
                    let secs = began.elapsed().as_secs_f64();
                    match told {
                        Ok(()) => {
                            passed += 1;
                            println!("ok      {} {name} ({secs:.1} s)", engine.name);
                        }
                        Err(why) => {
                            failed += 1;
                            println!("FAILED  {} {name} ({secs:.1} s): {why}", engine.name);
                        }
                    }
                }
                running.stop().await;
            }
        }
    }
    println!("{passed} passed; {failed} failed");
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

async fn one(
    engine: &Engine,
    site: &site::Site,
    screens: &std::path::Path,
    name: &str,
    walk: walks::Walk,
) -> Result<(), String> {
    let client = engine.session().await?;
    let page = page::Page { client: client.clone(), site, engine: engine.name(), screens, name, patience: page::PATIENCE };
    let told = tokio::time::timeout(PATIENCE, walk(&page)).await;
    let told = told.unwrap_or_else(|_| Err(format!("took more than {} s", PATIENCE.as_secs())));
    if told.is_err() {
        // The picture may show why; without one, the message has to do.
        let _ = page.screen("failed").await;
    }
    let _ = client.close().await;
    told
}
