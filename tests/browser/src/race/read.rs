//! Reading: a large CSV, a large JSON, routing data, and how time and memory grow.

use super::{ROUNDS, Race, TIMED, files, median, number, once};
use crate::page::Page;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

const OURS: &str = "outage-lens";
const MB: f64 = 1e6;

pub async fn run(race: &Race<'_>) -> Result<(), String> {
    let csv = files::csv(race.lab, 100)?;
    table(
        race,
        "CSV `time,value`",
        &csv,
        &[OURS, "stream", "loop", "d3-dsv", "udsv", "csv-simple-parser", "papaparse"],
    )
    .await?;
    let json = files::json(race.lab, 50)?;
    table(race, "JSON as IODA's API gives it", &json, &[OURS, "stream", "JSON.parse"]).await?;
    detection(race).await?;
    growth(race).await
}

/// Milliseconds of reading and, for ours, of what follows (detection, prices, Report).
async fn timed(page: &Page<'_>, kind: &str) -> Result<(f64, f64), String> {
    let told = once(page, kind, "").await?;
    Ok((number(&told["ms"])?, told["finish"].as_f64().unwrap_or(f64::NAN)))
}

async fn table(race: &Race<'_>, what: &str, file: &Path, kinds: &[&str]) -> Result<(), String> {
    let size = std::fs::metadata(file).map_err(|error| error.to_string())?.len() as f64 / MB;
    println!(
        "\n{what}, {size:.0} MB, file to samples in a worker; median of {ROUNDS}, contenders in turn. No reader is quicker than the"
    );
    println!("bare stream: the last column is what is the most that anybody could be ahead of that contender.\n");
    println!("| engine | contender | ms | MB/s | times ours | times the stream |\n|---|---|---:|---:|---:|---:|");
    for name in TIMED {
        let engine = race.engine(name).await?;
        let page = race.page(&engine).await?;
        page.open("read.html").await?;
        page.lay_out(file).await?;
        let mut times = vec![Vec::new(); kinds.len()];
        let mut after = Vec::new();
        for _ in 0..ROUNDS {
            for (kind, times) in kinds.iter().zip(&mut times) {
                let (ms, finish) = timed(&page, kind).await?;
                times.push(ms);
                if *kind == OURS {
                    after.push(finish);
                }
            }
        }
        let times: Vec<f64> = times.into_iter().map(median).collect();
        for (kind, ms) in kinds.iter().zip(&times) {
            let (ours, stream) = (ms / times[0], ms / times[1]);
            println!("| {name} | {kind} | {ms:.0} | {:.0} | {ours:.2} | {stream:.2} |", size / ms * 1e3);
        }
        println!("| {name} | ({OURS}: detection, prices and Report after it) | {:.0} | | | |", median(after));
        page.client.close().await.map_err(|error| error.to_string())?;
        engine.stop().await;
    }
    Ok(())
}

/// Routing data, in the browser and by native programs on the same file. Ours includes the replay into a series.
pub async fn routes(race: &Race<'_>) -> Result<(), String> {
    let [gz, bz2] = files::routes(race.lab, 200)?;
    println!("\nMRT updates, 200 MB before compression; median of {ROUNDS} (native: of 3), in turn:\n");
    println!(
        "| engine | file | ms | `bgpdump -m` ms | bgpkit-parser ms | bgpdump / ours | bgpkit / ours |\n|---|---|---:|---:|---:|---:|---:|"
    );
    for name in TIMED {
        for file in [&gz, &bz2] {
            let engine = race.engine(name).await?;
            let page = race.page(&engine).await?;
            page.open("read.html").await?;
            page.lay_out(file).await?;
            let (mut ours, mut dump, mut kit) = (Vec::new(), Vec::new(), Vec::new());
            for round in 0..ROUNDS {
                let (read, finish) = timed(&page, OURS).await?;
                ours.push(read + finish);
                if round % 3 == 0 {
                    dump.push(native(Command::new("bgpdump").arg("-m").arg(file))?);
                    kit.push(native(Command::new(race.site.root.join("tests/bench/target/release/routes")).arg(file))?);
                }
            }
            let [ours, dump, kit] = [ours, dump, kit].map(median);
            let kind = file.extension().unwrap_or_default().to_string_lossy();
            println!("| {name} | {kind} | {ours:.0} | {dump:.0} | {kit:.0} | {:.2} | {:.2} |", dump / ours, kit / ours);
            page.client.close().await.map_err(|error| error.to_string())?;
            engine.stop().await;
        }
    }
    Ok(())
}

/// Milliseconds that a program takes, its output thrown away.
fn native(command: &mut Command) -> Result<f64, String> {
    let program = command.get_program().to_string_lossy().into_owned();
    let began = Instant::now();
    let status = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
    let ended = status.map_err(|error| format!("{program}: {error}"))?;
    if !ended.success() {
        return Err(format!("{program}: {ended}"));
    }
    Ok(began.elapsed().as_secs_f64() * 1e3)
}

/// What follows reading: detection with its calibration, prices and Report.
pub async fn detection(race: &Race<'_>) -> Result<(), String> {
    println!("\nWhat follows reading: detection, prices and Report; median of {ROUNDS}:\n");
    println!("| engine | file | reading ms | detection and all after it ms |\n|---|---|---:|---:|");
    let year = ("a year of minutes with a season of weeks", files::year(race.lab)?);
    let many = ("50 series of 200,000 minutes", files::json(race.lab, 50)?);
    for name in TIMED {
        for (what, file) in [&year, &many] {
            let engine = race.engine(name).await?;
            let page = race.page(&engine).await?;
            page.open("read.html").await?;
            page.lay_out(file).await?;
            let (mut read, mut after) = (Vec::new(), Vec::new());
            for _ in 0..ROUNDS {
                let (ms, finish) = timed(&page, OURS).await?;
                read.push(ms);
                after.push(finish);
            }
            println!("| {name} | {what} | {:.0} | {:.0} |", median(read), median(after));
            page.client.close().await.map_err(|error| error.to_string())?;
            engine.stop().await;
        }
    }
    Ok(())
}

/// Time and the engine's memory from 1 MB to 1 GB.
async fn growth(race: &Race<'_>) -> Result<(), String> {
    println!("\nGrowth, CSV, median of 3: reading, and the worker's memory after the Report:\n");
    println!("| engine | MB | ms | ms/MB | memory MiB | bytes a sample |\n|---|---:|---:|---:|---:|---:|");
    for name in TIMED {
        for size in [1, 10, 100, 1000] {
            let file = files::csv(race.lab, size)?;
            let engine = race.engine(name).await?;
            let page = race.page(&engine).await?;
            page.open("read.html").await?;
            page.lay_out(&file).await?;
            let (mut times, mut memory, mut rows) = (Vec::new(), 0.0, 1.0);
            for _ in 0..3 {
                let told = once(&page, OURS, "").await?;
                times.push(number(&told["ms"])?);
                memory = number(&told["memory"])?;
                rows = number(&told["rows"])?;
            }
            let ms = median(times);
            let mib = memory / 1048576.0;
            println!("| {name} | {size} | {ms:.0} | {:.2} | {mib:.0} | {:.1} |", ms / f64::from(size), memory / rows);
            page.client.close().await.map_err(|error| error.to_string())?;
            engine.stop().await;
        }
    }
    Ok(())
}
