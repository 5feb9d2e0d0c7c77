//! Peers from outside, in the same run: MSTL with a robust threshold (crate augurs) and PELT change points (ruptures, Python).
//!
//! In: simulated files. Out: what each finds, as whole bins, and how long it takes. Both get the smallest drop of our detector for
//! The kind, so that only the way to the drop differs. Python's package is installed into a folder of its own beside the
//! build; where there is no Python or no package, a line says so and the rows are left out.

use crate::score::Found;
use crate::speed::median_ms;
use augurs::Fit;
use augurs::mstl::MSTLModel;
use augurs::mstl::stlrs::{MstlParams, StlParams};
use outage_lens::base::time::{DAY, Millis};
use outage_lens::base::{Kind, Series};
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// Deviations of the remainder that count: the best of 4, 6, 8 and 12 on seeds 1 to 30.
const DEVIATIONS: f64 = 6.0;
/// Penalty of a change point, in units of the noise: see `pelt.py`.
const PENALTY: &str = "100";

/// The smallest drop that is looked for.
fn least(kind: Kind) -> f64 {
    outage_lens::detect::DETECTORS[0].least(kind, 0.5).floor
}

fn spans(runs: impl Iterator<Item = (usize, usize)>, series: &Series) -> Vec<Found> {
    let at = |bin: usize| series.at(0).expect("a sample") as f64 + bin as f64 * series.step as f64;
    runs.map(|(a, b)| Found { start: [at(a); 3], end: [at(b); 3] }).collect()
}

/// The values with straight lines over the holes, and the rhythms that fit twice into them: a day, a week.
fn prepared(series: &Series) -> (Vec<f64>, Vec<usize>) {
    let (mut values, mut last) = (series.values.to_vec(), None::<usize>);
    for i in 0..values.len() {
        if !values[i].is_nan() {
            let (from, old) = last.map_or((0, values[i]), |l| (l + 1, values[l]));
            for k in from..i {
                values[k] = old + (values[i] - old) * (k + 1 - from) as f64 / (i + 1 - from) as f64;
            }
            last = Some(i);
        } else if i + 1 == values.len()
            && let Some(l) = last
        {
            let held = values[l];
            values[l + 1..].fill(held);
        }
    }
    let periods = [DAY, 7 * DAY].iter().map(|p: &Millis| (p / series.step) as usize);
    let periods = periods.filter(|p| 2 * p <= values.len()).collect();
    (values, periods)
}

/// augurs' own MSTL model, as it comes: what takes its time.
pub fn augurs_ms(series: &Series) -> f64 {
    let (values, periods) = prepared(series);
    median_ms(3, || drop(MSTLModel::naive(periods.clone()).fit(&values).expect("a model")))
}

/// MSTL + MAD: runs of bins whose remainder is lower than so many robust deviations and than the smallest drop.
pub fn mstl(series: &Series) -> Vec<Found> {
    let (values, periods) = prepared(series);
    // Robust, so that outages draw the rhythm less.
    let mut params = MstlParams::new();
    params.stl_params(StlParams::new().robust(true).clone());
    let fit = params.fit(&values, &periods).expect("a decomposition");
    let rhythm = |i: usize| fit.seasonal().iter().map(|s| s[i]).sum::<f64>();
    let expected: Vec<f64> = (0..values.len()).map(|i| fit.trend()[i] + rhythm(i)).collect();
    let drops: Vec<f64> = values.iter().zip(&expected).map(|(v, e)| 1.0 - v / e.max(f64::MIN_POSITIVE)).collect();
    let mut sizes: Vec<f64> = drops.iter().map(|d| d.abs()).collect();
    sizes.sort_by(f64::total_cmp);
    let least = least(series.kind).max(DEVIATIONS * 1.4826 * sizes[sizes.len() / 2]);
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (bin, _) in drops.iter().enumerate().filter(|(_, d)| **d > least) {
        match runs.last_mut() {
            // One bin above the threshold does not end an outage.
            Some(run) if bin <= run.1 + 1 => run.1 = bin + 1,
            _ => runs.push((bin, bin + 1)),
        }
    }
    spans(runs.into_iter().filter(|r| r.1 - r.0 >= 2), series)
}

/// A Python that has ruptures, in a folder beside the build.
pub fn python() -> Result<PathBuf, String> {
    let build = std::env::current_exe().map_err(|e| e.to_string())?;
    let folder = build.with_file_name("peers");
    let python = folder.join("bin/python");
    let run = |command: &mut Command| {
        let done = command.stdin(Stdio::null()).output().map_err(|e| format!("{command:?}: {e}"))?;
        if done.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&done.stderr).trim().to_owned()) }
    };
    if run(Command::new(&python).args(["-c", "import ruptures"])).is_err() {
        run(Command::new("python3").args(["-m", "venv"]).arg(&folder))?;
        run(Command::new(&python).args(["-m", "pip", "install", "--quiet", "ruptures==1.1.10"]))?;
    }
    Ok(python)
}

/// PELT on many series: outages and milliseconds of each.
pub fn pelt(python: &PathBuf, all: &[&Series]) -> Vec<(Vec<Found>, f64)> {
    let mut child = Command::new(python)
        .args(["-c", include_str!("pelt.py"), PENALTY])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("Python runs");
    let (mut input, output) = (child.stdin.take().expect("a pipe"), child.stdout.take().expect("a pipe"));
    let mut lines = BufReader::new(output).lines();
    let told = all
        .iter()
        .map(|series| {
            let values: Vec<String> = series.values.iter().map(f64::to_string).collect();
            writeln!(input, "{} {} {}", series.step, least(series.kind), values.join(" ")).expect("Python reads");
            input.flush().expect("Python reads");
            let line = lines.next().expect("a line for a line").expect("text");
            let (took, runs) = line.split_once(' ').unwrap_or((&line, ""));
            let run = |word: &str| {
                let (a, b) = word.split_once('-').expect("a run");
                (a.parse().expect("a bin"), b.parse().expect("a bin"))
            };
            (spans(runs.split_whitespace().map(run), series), took.parse().expect("a time"))
        })
        .collect();
    drop(input);
    child.wait().expect("Python ends");
    told
}
