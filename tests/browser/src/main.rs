//! Drives the page in Chromium, Firefox and WebKit.
//!
//! In: the native command, the folder of the bundle, the folder for screenshots, and perhaps words that a test's name must
//! hold, or `race` and what is raced. Where `OUTAGE_LENS_REAL` names a folder of real files, the walks are those on them, and no others. Out: a line a test and engine; the last line is `N passed; N failed`. An engine that can't start fails every test.

mod author;
mod axe;
mod builder;
mod chain;
mod claims;
mod getting;
mod columns;
mod entry_points;
mod element;
mod engine;
mod faults;
mod files;
mod gallery;
mod interaction;
mod large;
mod many;
mod memory;
mod host;
mod hostile;
mod hostile_files;
mod network_faults;
mod outside;
mod packages;
mod page;
mod phone;
mod policies;
mod protocol;
mod race;
mod real;
mod refresh;
mod visual;
mod site;
mod undo;
mod walks;

use engine::Engine;
use fantoccini::Client;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};
use tokio::sync::Semaphore;

/// Longest time for one test, once its browser is open.
const PATIENCE: Duration = Duration::from_secs(150);

/// How often a walk is tried in which the browser ends itself. WebKit without a graphics card draws by Mesa's software, which
/// now and then reads what is gone and takes the browser along, the more often the busier the machine is.
const TRIES: usize = 3;
/// Longest time for a browser to say where it is, to close, or to be ready for another walk.
const REPLY: Duration = Duration::from_secs(15);

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
            entry_points::WALKS,
            author::WALKS,
            network_faults::WALKS,
            axe::WALKS,
            files::WALKS,
            interaction::WALKS,
            visual::WALKS,
            gallery::WALKS,
            outside::WALKS,
            policies::WALKS,
            builder::WALKS,
            columns::WALKS,
            claims::WALKS,
            getting::WALKS,
            undo::WALKS,
            refresh::WALKS,
            packages::WALKS,
            element::WALKS,
            many::WALKS,
            faults::WALKS,
            hostile::WALKS,
            hostile_files::WALKS,
            chain::WALKS,
        ]
    };
    // What only Chromium is asked: its protocol alone slows a machine down.
    let alone: &[&[(&str, walks::Walk)]] =
        if real { &[] } else { &[gallery::REST, visual::MEDIA, phone::WALKS, large::WALKS, packages::BUILT] };
    // As many as there are processors: a browser takes one whole.
    let lanes = std::thread::available_parallelism().map_or(1, |cores| cores.get().min(engine::ENGINES.len()));
    let lanes = Lanes { all: u32::try_from(lanes).expect("a few lanes"), free: Semaphore::new(lanes) };
    let walk = |about: &'static engine::About| {
        let named = |name: &str| filters.iter().all(|word| format!("{} {name}", about.name).contains(word.as_str()));
        let more = if about.name == "chromium" { alone } else { &[] };
        let tests = sets.iter().chain(more).copied().flatten().copied().filter(|(name, _)| named(name)).collect();
        walked(about, tests, &lanes, &site, &screens)
    };
    let [one, two, three] = engine::ENGINES.each_ref().map(walk);
    let (one, two, three) = tokio::join!(one, two, three);
    let (passed, failed) = [one, two, three].iter().fold((0, 0), |sum, told| (sum.0 + told.0, sum.1 + told.1));
    println!("{passed} passed; {failed} failed");
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Engines walk side by side, each in a lane. A walk that measures has all lanes, and so the machine, to itself.
struct Lanes {
    all: u32,
    free: Semaphore,
}

/// All walks of one engine, one after another; how many held and how many did not.
async fn walked(
    about: &'static engine::About,
    tests: Vec<(&str, walks::Walk)>,
    lanes: &Lanes,
    site: &site::Site,
    screens: &std::path::Path,
) -> (usize, usize) {
    if tests.is_empty() {
        return (0, 0);
    }
    let running = match Engine::start(about).await {
        Ok(running) => running,
        Err(why) => {
            println!("FAILED  {}: did not start: {why}", about.name);
            return (0, tests.len());
        }
    };
    let (mut passed, mut failed) = (0, 0);
    let mut standing = None;
    for (name, walk) in tests {
        let measured = walks::MEASURED.contains(&name);
        let wanted = if measured { lanes.all } else { 1 };
        let taken = lanes.free.acquire_many(wanted).await;
        // What is measured is a browser without a past.
        if measured {
            shut(standing.take()).await;
        }
        let began = Instant::now();
        let mut told = one(&running, &mut standing, site, screens, name, walk).await;
        for _ in 1..TRIES {
            let Err(Broken { why, gone: true }) = &told else { break };
            println!("--      {} {name}: the browser ended itself ({why}); once more in a fresh one", about.name);
            told = one(&running, &mut standing, site, screens, name, walk).await;
        }
        let secs = began.elapsed().as_secs_f64();
        drop(taken);
        match told {
            Ok(()) => {
                passed += 1;
                println!("ok      {} {name} ({secs:.1} s)", about.name);
            }
            Err(Broken { why, .. }) => {
                failed += 1;
                println!("FAILED  {} {name} ({secs:.1} s): {why}", about.name);
            }
        }
    }
    shut(standing).await;
    running.stop().await;
    (passed, failed)
}

/// Why a walk did not hold.
struct Broken {
    why: String,
    /// Whether the browser ended itself meanwhile, which says nothing of the page where it does not happen again.
    gone: bool,
}

async fn shut(browser: Option<Client>) {
    if let Some(client) = browser {
        let _ = tokio::time::timeout(REPLY, client.close()).await;
    }
}

/// One walk in the browser that stands or in a fresh one; where it held, the browser may stand for the next.
async fn one(
    engine: &Engine,
    standing: &mut Option<Client>,
    site: &site::Site,
    screens: &std::path::Path,
    name: &str,
    walk: walks::Walk,
) -> Result<(), Broken> {
    let client = match standing.take() {
        Some(client) => client,
        None => engine.session().await.map_err(|why| Broken { why, gone: false })?,
    };
    let page =
        page::Page { client: client.clone(), site, engine: engine.name(), screens, name, patience: page::PATIENCE };
    let told = tokio::time::timeout(PATIENCE, walk(&page)).await;
    let told = told.unwrap_or_else(|_| Err(format!("took more than {} s", PATIENCE.as_secs())));
    let told = match told {
        Ok(()) => Ok(()),
        Err(why) => {
            // What does not even say where it is, is gone.
            let address = tokio::time::timeout(REPLY, client.current_url()).await;
            let gone =
                address.is_err() || address.is_ok_and(|told| told.is_err_and(|error| error.is_invalid_session_id()));
            // The picture may show why; without one, the message has to do.
            let _ = page.screen("failed").await;
            Err(Broken { why, gone })
        }
    };
    if told.is_ok() {
        let ready = tokio::time::timeout(REPLY, engine.again(&client)).await;
        *standing = ready.ok().flatten().map(|()| client.clone());
    }
    if standing.is_none() {
        shut(Some(client)).await;
    }
    told
}
