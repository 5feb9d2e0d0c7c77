//! How fast detection is: `detect-speed`. Medians of several runs on one core, and ratios; no promise is asserted here, since a
//! busy machine would break it. On Linux the time is what the work had of the core, so that other work beside it counts little.
//!
//! In: nothing, or the path of a file. Out: lines: preparing, the first detection with it, and another sensitivity without it. The
//! series are made up: traffic with a daily and a weekly rhythm, noise, gaps and some outages.

use crate::peers::{self, Signal};
use crate::simulate::year;
use outage_lens::base::time::MINUTE;
use outage_lens::base::{Series, Settings};
use outage_lens::detect::{detect, prepare};
use std::time::Instant;

/// Seconds that this process has had of the core.
#[cfg(all(target_os = "linux", target_pointer_width = "64"))]
fn spent(_: Instant) -> f64 {
    #[repr(C)]
    struct Timespec(i64, i64);
    unsafe extern "C" {
        fn clock_gettime(clock: i32, time: *mut Timespec) -> i32;
    }
    const CLOCK_PROCESS_CPUTIME_ID: i32 = 2;
    let mut time = Timespec(0, 0);
    // SAFETY: POSIX; it writes the one struct that it is given.
    assert_eq!(unsafe { clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &raw mut time) }, 0);
    time.0 as f64 + time.1 as f64 / 1e9
}

/// Seconds since the start.
#[cfg(not(all(target_os = "linux", target_pointer_width = "64")))]
fn spent(start: Instant) -> f64 {
    start.elapsed().as_secs_f64()
}

/// Median of the times that runs of `work` take, in milliseconds.
pub fn median_ms(runs: usize, mut work: impl FnMut()) -> f64 {
    let start = Instant::now();
    let mut times: Vec<f64> = (0..runs)
        .map(|_| {
            let begin = spent(start);
            work();
            (spent(start) - begin) * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[runs / 2]
}

/// Preparing and detecting: everything that a first look takes.
fn whole(series: &[Series]) {
    let settings = Settings::default();
    let prepared = prepare(series, &[], &settings).expect("grids");
    drop(detect(&prepared, series, &settings).expect("outages"));
}

/// Prints the table; with the path of a file, that file's row alone.
pub fn run(path: Option<&str>) {
    println!("| series | samples | preparing (ms) | first detection (ms) | ns a sample | again (ms) | again ÷ first |");
    println!("|---|---|---|---|---|---|---|");
    let settings = Settings::default();
    let mut other = Settings::default();
    other.set("sensitivity", "0.6").expect("a known setting");
    let row = |name: &str, series: &[Series], runs: usize| {
        let samples: usize = series.iter().map(Series::len).sum();
        let preparing = median_ms(runs, || drop(prepare(series, &[], &settings).expect("grids")));
        let first = median_ms(runs, || whole(series));
        let prepared = prepare(series, &[], &settings).expect("grids");
        let again = median_ms(runs, || drop(detect(&prepared, series, &other).expect("outages")));
        let each = first * 1e6 / samples as f64;
        println!(
            "| {name} | {samples} | {preparing:.1} | {first:.1} | {each:.0} | {again:.1} | {:.2} |",
            again / first
        );
    };
    if let Some(path) = path {
        let bytes = std::fs::read(path).expect("a file");
        let reading =
            outage_lens::read([(path, bytes.as_slice())], &Settings::default()).expect("a format that is known");
        return row(path, &reading.series, 3);
    }
    for (samples, runs) in [(10_000, 21), (100_000, 11), (525_600, 9), (1_000_000, 5), (10_000_000, 3)] {
        row("minutes, weekly season", &[year(7, samples, MINUTE)], runs);
    }
    row("five minutes, weekly season", &[year(7, 105_120, 5 * MINUTE)], 11);
    let many: Vec<Series> = (0..40).map(|k| year(k, 50_000, 5 * MINUTE)).collect();
    row("forty signals of five minutes", &many, 3);
    println!("\nPeers on one series each, with the rhythms of a day and a week:\n");
    println!("| what | samples | ms | times ours |");
    println!("|---|---|---|---|");
    let line = |name: &str, series: &Series, theirs: f64| {
        let ours = median_ms(5, || whole(std::slice::from_ref(series)));
        println!("| first detection | {} | {ours:.1} | 1 |", series.len());
        println!("| {name} | {} | {theirs:.1} | {:.0} |", series.len(), theirs / ours);
    };
    for series in [year(7, 50_000, 5 * MINUTE), year(7, 525_600, MINUTE)] {
        line("MSTL of augurs, decomposition alone", &series, peers::mstl::augurs_ms(&Signal::of(&series)));
    }
    let series = year(7, 50_000, 5 * MINUTE);
    let signal = Signal::of(&series);
    line("PELT of pelt, segmentation alone", &series, peers::pelt::crate_ms(&signal));
    match peers::pelt::python() {
        Ok(python) => {
            let took = peers::pelt::Ruptures::start(&python).ms(&signal);
            line("PELT of ruptures, segmentation alone", &series, took);
        }
        Err(why) => println!("\nPELT by ruptures is left out, for want of Python 3 with ruptures: {why}"),
    }
}
