//! Drawing many points, 800 by 400 css pixels: a new drawing, another window, a move of the pointer.
//!
//! In: the race. Out: tables of 525,600 points by both pixel ratios, then of ten million. The contenders of the first stand on
//! one page and take turns, those by WebGL on another, in a browser that has it; of ten million points each is alone in a browser of
//! its own, and one that fails is named.

use super::peers::{self, DRAWERS};
use super::{ROUNDS, Race, TIMED, median, number, once};
use crate::page::Page;
use serde_json::Value;

const OURS: [&str; 2] = ["outage-lens", "the line alone"];
const YEAR: u32 = 525_600;
const MANY: u32 = 10_000_000;
/// Of ten million points each round takes minutes.
const ROUNDS_OF_MANY: usize = 3;
const WHAT: [&str; 4] = ["prepare", "draw", "zoom", "hover"];

pub async fn run(race: &Race<'_>) -> Result<(), String> {
    peers::sizes(race)?;
    println!(
        "\nDrawing until the pixels can be read, 800 × 400 css pixels, in milliseconds. Ours has band, threshold and outages in it;"
    );
    println!(
        "*the line alone* is ours with what the others draw. In brackets: how many times as long as *the line alone*. *Prepare* is what"
    );
    println!("a peer wants of two typed arrays before; ours reads the file in a worker instead.");
    for name in TIMED {
        for ratio in [1, 2] {
            year(race, name, ratio, false).await?;
        }
    }
    for name in TIMED {
        many(race, name).await?;
    }
    println!(
        "\nThose that draw by WebGL, in a browser that has it. Without a graphics card it is software, which says little about them: no ratio 2, and no"
    );
    println!("ten million points, are asked of it.");
    for name in TIMED {
        if let Err(why) = year(race, name, 1, true).await {
            println!("\n{name}, WebGL: {why}");
        }
    }
    Ok(())
}

/// Times of one contender, by what was asked of it; empty where it has no such thing.
#[derive(Default)]
struct Times([Vec<f64>; WHAT.len()]);

impl Times {
    /// Asks for each once.
    async fn ask(&mut self, page: &Page<'_>, kind: &str, whats: &[&str]) -> Result<(), String> {
        for (what, times) in WHAT.iter().zip(&mut self.0).filter(|(what, _)| whats.contains(what)) {
            let told = once(page, kind, what).await?;
            if !told.is_null() {
                times.push(number(&told)?);
            }
        }
        Ok(())
    }

    fn medians(&self) -> [f64; WHAT.len()] {
        self.0.each_ref().map(|times| median(times.clone()))
    }
}

fn head(engine: &str, points: u32, ratio: u32, rounds: usize) {
    println!("\n{engine}, {points} points, pixel ratio {ratio}, median of {rounds}:\n");
    println!(
        "| contender | prepare | a new drawing | another window | a move of the pointer |\n|---|---:|---:|---:|---:|"
    );
}

/// A row; the figures of the line alone stand in the brackets.
fn row(kind: &str, times: &Times, alone: &Times) {
    let against = |ms: f64, alone: f64| match ms {
        ms if ms.is_nan() => "–".to_owned(),
        ms if alone.is_nan() => format!("{ms:.2}"),
        ms => format!("{ms:.2} ({:.2} ×)", ms / alone),
    };
    let cells: Vec<String> =
        times.medians().into_iter().zip(alone.medians()).map(|(ms, alone)| against(ms, alone)).collect();
    println!("| {kind} | {} |", cells.join(" | "));
}

async fn year(race: &Race<'_>, name: &str, ratio: u32, gl: bool) -> Result<(), String> {
    let engine = if gl { race.engine_with_webgl(name).await? } else { race.engine(name).await? };
    let page = race.page(&engine).await?;
    page.open(&format!("draw.html?{ratio}")).await?;
    let by = page.run(GL, vec![]).await?;
    if gl && by.is_null() {
        println!("\n{name} has no WebGL here.");
        return Ok(());
    }
    let told = page.run(&format!("return await ready({YEAR}, true);"), vec![]).await?;
    drew(&told)?;
    let kinds: Vec<&str> = OURS.into_iter().chain(drawers(gl)).collect();
    let mut times: Vec<Times> = kinds.iter().map(|_| Times::default()).collect();
    for (round, what) in (0..ROUNDS).flat_map(|round| WHAT.map(|what| (round, what))) {
        for (kind, times) in kinds.iter().zip(&mut times).filter(|_| what != "prepare" || round == 0) {
            times.ask(&page, kind, &[what]).await?;
        }
    }
    head(name, YEAR, ratio, ROUNDS);
    if gl {
        println!("| (WebGL by {}) | | | | |", by.as_str().unwrap_or_default());
    }
    for (kind, one) in kinds.iter().zip(&times) {
        row(kind, one, &times[1]);
    }
    let mut bare = Times::default();
    for _ in 0..ROUNDS {
        bare.ask(&page, "a bare line", &["hover"]).await?;
    }
    row("a bare line that follows", &bare, &times[1]);
    page.screen(&format!("draw-{ratio}{}", if gl { "-webgl" } else { "" })).await?;
    page.client.close().await.map_err(|error| error.to_string())?;
    engine.stop().await;
    Ok(())
}

async fn many(race: &Race<'_>, name: &str) -> Result<(), String> {
    let engine = race.engine(name).await?;
    let mut alone = [Times::default(), Times::default()];
    let mut peers: Vec<(&str, Times, Option<String>)> =
        drawers(false).map(|kind| (kind, Times::default(), None)).collect();
    let mut reading = [const { Vec::new() }; 4];
    for round in 0..ROUNDS_OF_MANY {
        let page = race.page(&engine).await?;
        page.open("draw.html?1").await?;
        let told = page.run(&format!("return await ready({MANY}, true);"), vec![]).await?;
        drew(&told)?;
        for (kind, times) in OURS.iter().zip(&mut alone) {
            times.ask(&page, kind, &WHAT).await?;
            if *kind == OURS[0] {
                let finer = number(&once(&page, kind, "finer").await?)?;
                let told = [number(&told["read"])?, number(&told["told"])?, finer, number(&told["memory"])?];
                for (list, value) in reading.iter_mut().zip(told) {
                    list.push(value);
                }
            }
        }
        if round == 0 {
            page.screen("draw-many").await?;
        }
        page.client.close().await.map_err(|error| error.to_string())?;
        for (kind, times, fault) in peers.iter_mut().filter(|(_, _, fault)| fault.is_none()) {
            let page = race.page(&engine).await?;
            *fault = peer(&page, kind, times).await.err();
            let _ = page.client.close().await;
        }
    }
    head(name, MANY, 1, ROUNDS_OF_MANY);
    for (kind, times) in OURS.iter().zip(&alone) {
        row(kind, times, &alone[1]);
    }
    for (kind, times, fault) in &peers {
        match fault {
            Some(why) => println!("| {kind} | does not: {} | | | |", why.chars().take(120).collect::<String>()),
            None => row(kind, times, &alone[1]),
        }
    }
    let [read, told, finer, memory] = reading.map(median);
    println!(
        "\n{name}, ours with {MANY} samples: read in {read:.0} ms, told after {told:.0} more; the worker then holds {:.0} MiB, {:.1} bytes a sample; \
         the finer columns of a window take it {finer:.0} ms.",
        memory / 1048576.0,
        memory / f64::from(MANY)
    );
    engine.stop().await;
    Ok(())
}

/// One peer alone on a page of its own.
async fn peer(page: &Page<'_>, kind: &str, times: &mut Times) -> Result<(), String> {
    page.open("draw.html?1").await?;
    page.run(&format!("return await ready({MANY}, false);"), vec![]).await?;
    times.ask(page, kind, &WHAT).await
}

fn drew(told: &Value) -> Result<(), String> {
    if number(&told["drawn"])? < 1.0 { Err("nothing was drawn".to_owned()) } else { Ok(()) }
}

/// The peers that draw by WebGL, or those that do not.
fn drawers(gl: bool) -> impl Iterator<Item = &'static str> {
    DRAWERS.iter().filter(move |peer| peer.gl == gl).map(|peer| peer.name)
}

/// What draws WebGL here: a processor by its name, perhaps one made of software, or nothing.
const GL: &str = "const gl = document.createElement('canvas').getContext('webgl'); if (!gl) return null; \
    const more = gl.getExtension('WEBGL_debug_renderer_info'); return String(gl.getParameter(more ? more.UNMASKED_RENDERER_WEBGL : gl.RENDERER));";
