//! A cold page, from the navigation to its first chart, in a browser that never saw it: ours, and the same file by PapaParse
//! and uPlot.

use super::{ROUNDS, Race, TIMED, median, number};

pub async fn run(race: &Race<'_>) -> Result<(), String> {
    println!(
        "\nCold page with a week of minutes, from the navigation to the first chart, by a local server that forbids caches;"
    );
    println!(
        "median of {ROUNDS}, in turn, each in a fresh browser. Ours looks for outages after it, and *told* is when they are found,"
    );
    println!("priced and drawn.\n");
    println!(
        "| engine | ours ms | PapaParse + uPlot ms | ours / theirs | fetch wasm | compile | read | detect, price | draw | told |"
    );
    println!("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
    for name in TIMED {
        let engine = race.engine(name).await?;
        let (mut ours, mut theirs, mut parts) = (Vec::new(), Vec::new(), vec![Vec::new(); 6]);
        for _ in 0..ROUNDS {
            for (path, times) in [("cold-lens.html", &mut ours), ("cold-peers.html", &mut theirs)] {
                let page = race.page(&engine).await?;
                page.open(path).await?;
                times.push(number(&page.run(DRAWN, vec![]).await?)?);
                if path == "cold-lens.html" {
                    let told = page.run(PARTS, vec![]).await?;
                    for (part, value) in parts.iter_mut().zip(told.as_array().into_iter().flatten()) {
                        part.push(number(value)?);
                    }
                }
                page.client.close().await.map_err(|error| error.to_string())?;
            }
        }
        let [ours, theirs] = [ours, theirs].map(median);
        let parts: Vec<String> = parts.into_iter().map(|part| format!("{:.0}", median(part))).collect();
        println!("| {name} | {ours:.0} | {theirs:.0} | {:.2} | {} |", ours / theirs, parts.join(" | "));
        engine.stop().await;
    }
    Ok(())
}

/// When the first chart was drawn.
const DRAWN: &str = "while (!window.olSpy?.drawn) await new Promise(done => setTimeout(done, 20)); return olSpy.drawn;";

/// Fetching the wasm, compiling it, reading, detecting and pricing, drawing, and when all of it was told.
const PARTS: &str = "while (olSpy.draws.length < 2) await new Promise(done => setTimeout(done, 20)); \
    const wasm = performance.getEntriesByType('resource').find(entry => entry.name.endsWith('-engine.wasm')); \
    const door = names => olSpy.doors.filter(([what]) => names.includes(what)).reduce((sum, [, ms]) => sum + ms, 0); \
    return [wasm ? wasm.responseEnd - wasm.startTime : 0, olSpy.compiled, door(['open', 'file', 'push', 'blob']), door(['finish']), olSpy.draws[0], olSpy.told];";
