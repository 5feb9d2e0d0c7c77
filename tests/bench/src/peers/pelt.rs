//! PELT change points (Killick, Fearnhead & Eckley 2012) by the crate pelt, and by ruptures in Python: the same input, the same cost
//! (squares), the same penalty, the same reading of the segments.
//!
//! In: a signal. Out: runs of bins. The usual day (median of each phase) is divided out first, since PELT knows no rhythm. A
//! segment is out where its mean lies below the median of the week around it by at least the smallest drop. Python's package is installed
//! into a folder of its own beside the build.

use super::{LEAST, Signal, median};
use crate::speed::median_ms;
use pelt::{Pelt, SegmentCostFunction};
use std::io::{BufRead, BufReader, Lines, Write};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// Of a change point, times σ² ln n: the best of 10, 30, 100 and 300 on simulated seeds 1 to 30.
const PENALTY: f64 = 100.0;
/// Bins from which means over several are taken: the search is quadratic in a file without changes.
const EXACT: usize = 20_000;

/// The values without their usual day, about 1.
fn levelled(signal: &Signal) -> Vec<f64> {
    let (values, day) = (signal.filled(), signal.day().max(1));
    let profile: Vec<f64> = (0..day.min(values.len()))
        .map(|phase| median(&mut values[phase..].iter().copied().step_by(day).collect::<Vec<_>>()))
        .collect();
    let usual = median(&mut profile.clone()).max(f64::MIN_POSITIVE);
    let flat: Vec<f64> = values.iter().enumerate().map(|(i, v)| v / (profile[i % day] / usual).max(0.05)).collect();
    let level = median(&mut flat.clone()).max(f64::MIN_POSITIVE);
    flat.iter().map(|v| v / level).collect()
}

fn penalty(levelled: &[f64]) -> f64 {
    let mut steps: Vec<f64> = levelled.windows(2).map(|w| (w[1] - w[0]).abs()).collect();
    let sigma = (1.4826 * median(&mut steps) / 2.0_f64.sqrt()).max(1e-3);
    PENALTY * sigma * sigma * (levelled.len() as f64).ln()
}

/// Segments below what is usual in the week around them.
fn low(levelled: &[f64], ends: &[usize], day: usize) -> Vec<(usize, usize)> {
    let (mut out, mut start): (Vec<(usize, usize)>, usize) = (Vec::new(), 0);
    for end in ends.iter().copied().filter(|end| *end <= levelled.len()) {
        let around = &levelled[start.saturating_sub(7 * day)..(end + 7 * day).min(levelled.len())];
        let mean = levelled[start..end].iter().sum::<f64>() / (end - start).max(1) as f64;
        if mean < (1.0 - LEAST) * median(&mut around.to_vec()) {
            match out.last_mut() {
                Some(last) if last.1 == start => last.1 = end,
                _ => out.push((start, end)),
            }
        }
        start = end;
    }
    out
}

fn segments(levelled: &[f64]) -> Vec<usize> {
    // Every second bin is a place for a change: at every bin this version refuses its own first segment as too short.
    let pelt = Pelt::new()
        .with_segment_cost_function(SegmentCostFunction::L2)
        .with_jump(NonZero::<usize>::MIN.saturating_add(1));
    pelt.predict(levelled, penalty(levelled)).expect("a signal of eight bins and more")
}

/// The runs of a signal by one of the two programs.
fn search(signal: &Signal, segments: impl FnOnce(&[f64]) -> Vec<usize>) -> Vec<(usize, usize)> {
    let levelled = levelled(signal);
    let each = levelled.len().div_ceil(EXACT).max(1);
    let means: Vec<f64> = levelled.chunks(each).map(|bins| bins.iter().sum::<f64>() / bins.len() as f64).collect();
    if means.len() < 8 {
        return Vec::new();
    }
    let ends: Vec<usize> = segments(&means).into_iter().map(|end| (end * each).min(levelled.len())).collect();
    low(&levelled, &ends, signal.day())
}

/// The runs that are out, by the crate.
pub fn find(signal: &Signal) -> Vec<(usize, usize)> {
    search(signal, segments)
}

/// How long the crate's segmentation takes alone.
pub fn crate_ms(signal: &Signal) -> f64 {
    let levelled = levelled(signal);
    median_ms(3, || drop(segments(&levelled)))
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

/// ruptures, waiting for signals.
pub struct Ruptures {
    child: Child,
    input: Option<ChildStdin>,
    output: Lines<BufReader<ChildStdout>>,
}

impl Ruptures {
    /// Starts it.
    pub fn start(python: &Path) -> Ruptures {
        let mut command = Command::new(python);
        command.args(["-c", include_str!("pelt.py")]).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().expect("Python runs");
        let output = BufReader::new(child.stdout.take().expect("a pipe")).lines();
        Ruptures { input: child.stdin.take(), output, child }
    }

    /// Ends of segments, and the milliseconds that they took.
    fn segments(&mut self, levelled: &[f64]) -> (Vec<usize>, f64) {
        let values: Vec<String> = levelled.iter().map(f64::to_string).collect();
        let input = self.input.as_mut().expect("an open pipe");
        writeln!(input, "{} {}", penalty(levelled), values.join(" "))
            .and_then(|()| input.flush())
            .expect("Python reads");
        let line = self.output.next().expect("a line for a line").expect("text");
        let mut words = line.split_whitespace();
        let took = words.next().and_then(|word| word.parse().ok()).expect("a time");
        (words.map(|word| word.parse().expect("a bin")).collect(), took)
    }

    /// The runs that are out.
    pub fn find(&mut self, signal: &Signal) -> Vec<(usize, usize)> {
        search(signal, |levelled| self.segments(levelled).0)
    }

    /// How long its segmentation takes alone.
    pub fn ms(&mut self, signal: &Signal) -> f64 {
        self.segments(&levelled(signal)).1
    }
}

impl Drop for Ruptures {
    fn drop(&mut self) {
        // It ends with its input.
        self.input = None;
        let _ = self.child.wait();
    }
}
