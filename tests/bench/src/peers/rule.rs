//! The best rule that a person writes in twenty lines with a look at the file.
//!
//! In: a signal. Out: runs of bins. What is usual is the median of the same clock (and weekday, from three weeks on) in the three
//! cycles before and after; a mean over as many bins as make the file quiet is out below seven tenths of it.

use super::{Signal, median, runs};

/// Out below this share of the usual: the best of 0.4, 0.5, 0.6 and 0.7 on stress seeds 1 to 6.
const SHARE: f64 = 0.7;
/// Quiet is a file whose means scatter by less than this (the best of 0.08, 0.12 and 0.2); at most 64 bins are taken together.
const QUIET: f64 = 0.08;

/// The runs that are out.
pub fn find(signal: &Signal) -> Vec<(usize, usize)> {
    let (v, n, day) = (&signal.values, signal.values.len(), signal.day());
    let period = [7 * day, day].into_iter().find(|p| *p >= 2 && 3 * p <= n).unwrap_or(1);
    let cycles = if period == 1 { n as isize / 2 } else { 3 };
    let same = |i: usize| {
        let places = (-cycles..=cycles).map(|k| i as isize + k * period as isize);
        places.filter_map(|k| v.get(usize::try_from(k).ok()?).copied()).filter(|x| x.is_finite()).collect::<Vec<f64>>()
    };
    let whole = median(&mut v.iter().copied().filter(|x| x.is_finite()).collect::<Vec<f64>>());
    let usual: Vec<f64> = (0..n).map(|i| if period == 1 { whole } else { median(&mut same(i)) }).collect();
    let ratio = |i: usize, w: usize| {
        let bins = (i.saturating_sub(w / 2)..(i + w / 2 + 1).min(n)).filter(|k| v[*k].is_finite());
        let (seen, of) = bins.fold((0.0, 0.0), |(a, b), k| (a + v[k], b + usual[k]));
        if of > 0.05 * whole { seen / of } else { 1.0 }
    };
    let scatter = |w: usize| 1.4826 * median(&mut (0..n).map(|i| (ratio(i, w) - 1.0).abs()).collect::<Vec<f64>>());
    let width = [1, 4, 16, 64].into_iter().find(|w| scatter(*w) < QUIET).unwrap_or(64);
    runs((0..n).map(|i| v[i].is_finite() && ratio(i, width) < SHARE))
}
