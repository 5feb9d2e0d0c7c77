//! How reading grows: `growth [MEGABYTES…]` reads made-up tables of 1 MB to 1 GB and prints time and peak memory of each.
//!
//! In: sizes, otherwise 1, 10, 100 and 1000. Out: a row a size and shape: a table with a regular grid, one with stamps
//! that lie anyhow (which are counted a bin), objects a line. The rows
//! are written piece by piece while they are read, and only the reading is timed. Each is read in a process of its own, since
//! The peak of a process (`VmHWM`, Linux) never falls.

use outage_lens::base::time::iso;
use outage_lens::base::{Series, Settings};
use outage_lens::read::Input;
use std::fmt::Write;
use std::process::Command;
use std::time::{Duration, Instant};

const PIECE: usize = 64 << 10;
const SHAPES: [&str; 3] = ["regular", "irregular", "ndjson"];

/// Prints the table, or with the words that a table's own process gets, one row of it.
pub fn run(words: &[String]) {
    if let [shape, size] = words
        && SHAPES.contains(&shape.as_str())
    {
        return one(shape, size.parse().expect("a size in megabytes"));
    }
    let sizes = if words.is_empty() { ["1", "10", "100", "1000"].map(str::to_owned).to_vec() } else { words.to_vec() };
    println!("| rows | MB | number | seconds | MB/s | peak (MiB) | of at most (MiB) | bytes a row beyond the start |");
    println!("|---|---|---|---|---|---|---|---|");
    let own = std::env::current_exe().expect("this program");
    for shape in SHAPES {
        for size in &sizes {
            let told = Command::new(&own).args(["growth", shape, size]).output().expect("this program runs");
            print!("{}{}", String::from_utf8_lossy(&told.stdout), String::from_utf8_lossy(&told.stderr));
        }
    }
}

fn one(shape: &str, megabytes: usize) {
    let (mut input, mut took, mut given) = (Input::new(&Settings::default()), Duration::ZERO, 0);
    let mut push = |piece: &str| {
        let begin = Instant::now();
        input.push(piece.as_bytes()).expect("rows");
        took += begin.elapsed();
    };
    let mut piece = if shape == "ndjson" { String::new() } else { "time,value\n".to_owned() };
    let mut rows = 0_usize;
    let mut at = 1_500_000_000_000;
    let mut state = 1_u64;
    let before = peak();
    while given < megabytes * 1_000_000 {
        while piece.len() < PIECE {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let value = (state >> 40) as f64 / 100.0;
            let _ = match shape {
                "ndjson" => writeln!(piece, "{{\"time\":\"{}\",\"value\":{value:.2}}}", iso(at)),
                _ => writeln!(piece, "{},{value:.2}", iso(at)),
            };
            rows += 1;
            at += if shape == "irregular" { 1_000 * (1 + (state >> 60) as i64) } else { 1_000 };
        }
        push(&piece);
        given += piece.len();
        piece.clear();
    }
    let begin = Instant::now();
    let reading = input.finish().expect("a table");
    took += begin.elapsed();
    assert!(reading.series.iter().map(Series::len).sum::<usize>() > 100, "the rows gave no series");
    let (peak, most) = (peak(), 24.0 * rows as f64 / 1_048_576.0 + 64.0);
    let (seconds, size) = (took.as_secs_f64(), given as f64 / 1e6);
    let each = (peak - before) * 1_048_576.0 / rows as f64;
    println!(
        "| {shape} | {size:.0} | {rows} | {seconds:.3} | {:.0} | {peak:.1} | {most:.0} | {each:.1} |",
        size / seconds
    );
}

/// The most memory that this process has held, in MiB.
fn peak() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok());
    kilobytes.map_or(f64::NAN, |kilobytes| kilobytes / 1024.0)
}
