//! The usual distance of stamps.
//!
//! In: stamps in order. Out: the most frequent distance of neighbours; where a logger comes a little late each time, the
//! median one.

use crate::base::time::{MINUTE, Millis, SECOND};

/// The usual distance of neighbours: the most frequent one, or the median where stamps wander; `None` of fewer than two.
pub(crate) fn usual(stamps: impl Iterator<Item = Millis> + Clone) -> Option<Millis> {
    let (mode, share) = most_frequent(stamps.clone())?;
    if share >= WANDERS { Some(mode) } else { median(stamps).map(rounded).or(Some(mode)) }
}

/// Of a rhythm, the usual distance has at least this share; below, the stamps wander around it.
const WANDERS: f64 = 0.4;

/// The median distance of neighbours that differ.
pub(crate) fn median(stamps: impl Iterator<Item = Millis> + Clone) -> Option<Millis> {
    let mut steps: Vec<Millis> =
        stamps.clone().zip(stamps.skip(1)).map(|(a, b)| (b - a).abs()).filter(|step| *step > 0).collect();
    let middle = steps.len() / 2;
    (!steps.is_empty()).then(|| *steps.select_nth_unstable(middle).1)
}

/// The width that is meant: a distance that wanders around a whole number of minutes, or of seconds, is that.
fn rounded(step: Millis) -> Millis {
    let near = |unit: Millis, slack: Millis| {
        let whole = (step + unit / 2) / unit * unit;
        (whole > 0 && (step - whole).abs() * slack <= step).then_some(whole)
    };
    near(MINUTE, 50).or_else(|| near(SECOND, 20)).unwrap_or(step)
}

/// The most frequent distance of neighbours, the smallest of those as frequent, and its share.
fn most_frequent(stamps: impl Iterator<Item = Millis>) -> Option<(Millis, f64)> {
    const DISTINCT: usize = 10_000;
    let mut counts: Vec<(Millis, u64)> = Vec::new();
    let (mut last, mut run, mut all) = (None, (0, 0), 0_u64);
    let mut count = |run: (Millis, u64)| {
        if run.1 == 0 {
            return;
        }
        all += run.1;
        match counts.binary_search_by_key(&run.0, |(step, _)| *step) {
            Ok(at) => counts.get_mut(at).map_or((), |known| known.1 += run.1),
            Err(at) if counts.len() < DISTINCT => counts.insert(at, run),
            Err(_) => {}
        }
    };
    for at in stamps {
        if let Some(last) = last {
            if at - last == run.0 {
                run.1 += 1;
            } else {
                count(run);
                run = (at - last, 1);
            }
        }
        last = Some(at);
    }
    count(run);
    let best = counts.into_iter().rev().max_by_key(|(_, count)| *count);
    best.map(|(step, count)| (step, count as f64 / all.max(1) as f64))
}
