//! Drawing 525,600 points, 800 by 400 css pixels: a new drawing, another window, a move of the pointer.

use super::{ROUNDS, Race, TIMED, median, number, once};

const KINDS: [&str; 5] = ["outage-lens", "the line alone", "uplot", "chart.js", "echarts"];
const POINTS: u32 = 525_600;

pub async fn run(race: &Race<'_>) -> Result<(), String> {
    println!(
        "\nDrawing {POINTS} points until the pixels can be read; median of {ROUNDS}, contenders in turn. Ours has band, threshold"
    );
    println!(
        "and outages in it; *the line alone* is ours with what the others draw, and times are counted against it in brackets.\n"
    );
    println!("| engine | ratio | what | {} |", KINDS.map(|kind| format!("{kind} ms")).join(" | "));
    println!("|---|---:|---|{}", "---:|".repeat(KINDS.len()));
    for name in TIMED {
        for ratio in [1, 2] {
            let engine = race.engine(name).await?;
            let page = race.page(&engine).await?;
            page.open(&format!("draw.html?{ratio}")).await?;
            let drawn = page.run(&format!("return await ready({POINTS});"), vec![]).await?;
            if number(&drawn)? < 1.0 {
                return Err("nothing was drawn".to_owned());
            }
            for what in ["draw", "zoom", "hover"] {
                let mut times = vec![Vec::new(); KINDS.len()];
                for _ in 0..ROUNDS {
                    for (kind, times) in KINDS.iter().zip(&mut times) {
                        times.push(number(&once(&page, kind, what).await?)?);
                    }
                }
                let times: Vec<f64> = times.into_iter().map(median).collect();
                let against = |ms: f64| format!("{ms:.2} ({:.2} ×, {:.2} ×)", ms / times[0], ms / times[1]);
                let cells: Vec<String> = times.iter().copied().map(against).collect();
                println!("| {name} | {ratio} | {what} | {} |", cells.join(" | "));
            }
            let mut bare = Vec::new();
            for _ in 0..ROUNDS {
                bare.push(number(&once(&page, "a bare line", "hover").await?)?);
            }
            println!("| {name} | {ratio} | hover, a bare line that follows | {:.2} |", median(bare));
            page.screen(&format!("draw-{ratio}")).await?;
            page.client.close().await.map_err(|error| error.to_string())?;
            engine.stop().await;
        }
    }
    Ok(())
}
