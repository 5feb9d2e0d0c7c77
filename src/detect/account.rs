//! Point 7, equivalent full-outage time: one run of bins → one [`SignalOutage`].
//!
//! In: a signal as drops, and a run. Out: start and end with their bounds (`edges`); when service was returning and when it was back
//! to normal; the depth over time and ∫ drop dt, which is the same under any threshold.

use super::drops::Drops;
use super::grid::at;
use super::outage::{Edge, SignalOutage};
use super::segments::Run;
use crate::base::num;
use crate::base::time::{DAY, HOUR, Millis};

/// How finely a detector places edges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placing {
    /// At the crossing of half of the depth, inside the bin.
    HalfDepth,
    /// At the boundaries of its bins: the published rule has nothing finer.
    Bins,
}

impl Drops<'_> {
    /// The account of a run. `open`: the data stop before it ends. `reach`: bins before and after it that may be looked at.
    pub(super) fn account(&self, run: Run, open: bool, placing: Placing, reach: usize) -> SignalOutage {
        let depth = self.depth(run).clamp(1e-6, 1.0);
        let stop = self.grid.stop();
        let place = |start: bool| match placing {
            Placing::HalfDepth => self.edge(run, depth, start),
            Placing::Bins => self.exact(if start { run.from } else { run.until } as f64),
        };
        let start = if run.from == 0 { self.exact(0.0) } else { place(true) };
        let end = if open { None } else { Some(place(false)) };
        // The crossings of a run of a bin or two that is hardly deep may lie the wrong way about: its bins are known.
        let crossed = end.is_some_and(|end| end.best <= start.best);
        let (start, end) =
            if crossed { (self.exact(run.from as f64), Some(self.exact(run.until as f64))) } else { (start, end) };
        let until = end.map_or(self.grid.moment(stop as f64), |e| e.best);
        let profile = self.profile(start.best, until, depth);
        let equivalent_secs = area(&profile);
        let best = (until - start.best) as f64 / 1000.0;
        SignalOutage {
            series: self.grid.series,
            start,
            end,
            returning: if open { None } else { self.returning(run, depth, until) },
            normal: if open { None } else { self.normal(run, until, reach) },
            depth: if best > 0.0 { (equivalent_secs / best).min(1.0) } else { depth },
            equivalent_secs,
            profile,
            returns: self.returns(run, depth),
            reason: String::new(),
            started_before: run.from == 0,
        }
    }

    fn exact(&self, bins: f64) -> Edge {
        let best = self.grid.moment(bins);
        Edge { lo: best, best, hi: best }
    }

    /// Depth over time between two moments, neighbours of nearly the same depth joined; the last entry has depth 0.
    fn profile(&self, from: Millis, until: Millis, depth: f64) -> Vec<(Millis, f64)> {
        let step = self.grid.step as f64;
        let position = |at: Millis| (at - self.grid.start) as f64 / step;
        let (first, last) = (position(from), position(until));
        let mut profile: Vec<(Millis, f64)> = Vec::new();
        let mut bin = libm::floor(first + 1e-9).max(0.0) as usize;
        let mut held = (0.0, 0.0);
        while (bin as f64) < last - 1e-9 {
            let (a, b) = ((bin as f64).max(first), ((bin + 1) as f64).min(last));
            let own = self.of(bin);
            // A bin without a value within an outage is as deep as the outage.
            let drop = if own.is_nan() { depth } else { own.clamp(0.0, 1.0) };
            // The edge bin's drop is the mean over all of it; within the outage it is deeper by as much.
            let drop = if b - a < 1.0 { (drop / (b - a)).min(depth.max(drop)) } else { drop };
            let (area, width): (f64, f64) = held;
            if width > 0.0 && (drop - area / width).abs() > 0.01 {
                profile.push((self.grid.moment(a - width), area / width));
                held = (0.0, 0.0);
            }
            held = (held.0 + drop * (b - a), held.1 + (b - a));
            bin += 1;
        }
        if held.1 > 0.0 {
            profile.push((self.grid.moment(last - held.1), held.0 / held.1));
        }
        if let Some(head) = profile.first_mut() {
            head.0 = from;
        }
        let mut profile = thinned(profile, until);
        profile.push((until, 0.0));
        profile
    }

    /// First sustained rise: the end of the last bin on the plateau.
    fn returning(&self, run: Run, depth: f64, end: Millis) -> Option<Millis> {
        let reach = (0.1 * depth).max(3.0 * self.spread(run.from) * (1.0 - depth));
        let last = (run.from..run.until).rev().find(|b| self.of(*b) >= depth - reach)?;
        Some(self.grid.moment((last + 1) as f64).min(end))
    }

    /// First moment after the end from which half an hour (or three bins) stays inside the band of before the outage.
    fn normal(&self, run: Run, end: Millis, reach: usize) -> Option<Millis> {
        let week = ((7 * DAY / self.grid.step) as usize).min(reach);
        let lookback = run.from.saturating_sub(week)..run.from;
        let mut before: Vec<f64> = lookback.map(|b| self.of(b)).filter(|d| !d.is_nan()).collect();
        let usual = num::median(&mut before).unwrap_or(0.0);
        let level = |b: usize| at(&self.fit.baseline, b);
        // The level of before, where the baseline has since moved: same phase of the day, a week's median of levels.
        let day = ((DAY / self.grid.step) as usize).max(1);
        let gain = |b: usize| {
            let days = (1..=7).filter_map(|k| {
                let then = (run.from / day * day + b % day).checked_sub(k * day)?;
                Some(level(then)).filter(|l| l.is_finite())
            });
            let mut days: Vec<f64> = days.collect();
            num::median(&mut days).map_or(1.0, |l| l / level(b))
        };
        let sustained = ((HOUR / 2 / self.grid.step) as usize).max(3);
        let first = self.grid.bin(end).unwrap_or(run.until);
        let mut held = 0;
        for bin in (first..self.grid.len()).take(reach) {
            let drop = self.of(bin);
            if drop.is_nan() {
                continue;
            }
            let drop = 1.0 - (1.0 - drop) / gain(bin) - usual;
            // Three standard deviations, and never finer than a hundredth.
            held = if drop <= (3.0 * self.spread(bin)).max(0.01) { held + 1 } else { 0 };
            if held == sustained || (held > 0 && bin + 1 == self.grid.stop() && held >= 3) {
                return Some(self.grid.moment((bin + 1 - held) as f64).max(end));
            }
        }
        None
    }

    /// Short returns of service: stretches inside the run above half of its depth.
    fn returns(&self, run: Run, depth: f64) -> Vec<(Millis, Millis)> {
        let mut returns = Vec::new();
        let mut from = None;
        let core = (run.from..run.until).find(|b| self.of(*b) >= depth / 2.0).unwrap_or(run.from)
            ..(run.from..run.until).rev().find(|b| self.of(*b) >= depth / 2.0).map_or(run.until, |b| b + 1);
        for bin in core {
            let up = self.of(bin) < depth / 2.0;
            match (up, from) {
                (true, None) => from = Some(bin),
                (false, Some(first)) => {
                    returns.push((self.grid.moment(first as f64), self.grid.moment(bin as f64)));
                    from = None;
                }
                _ => {}
            }
        }
        returns
    }
}

/// ∫ depth dt in seconds.
pub(super) fn area(profile: &[(Millis, f64)]) -> f64 {
    let pairs = profile.iter().zip(profile.iter().skip(1));
    pairs.map(|(a, b)| a.1 * (b.0 - a.0) as f64 / 1000.0).sum()
}

/// At most as many points as a Report holds; neighbours are joined by their mean, so the area stays.
fn thinned(profile: Vec<(Millis, f64)>, until: Millis) -> Vec<(Millis, f64)> {
    let most = crate::base::limits::PROFILE_POINTS - 1;
    if profile.len() <= most {
        return profile;
    }
    let group = profile.len().div_ceil(most);
    let chunks = profile.chunks(group).enumerate().filter_map(|(k, chunk)| {
        let from = chunk.first()?.0;
        let end = profile.get((k + 1) * group).map_or(until, |next| next.0);
        let mut closed = chunk.to_vec();
        closed.push((end, 0.0));
        Some((from, area(&closed) * 1000.0 / (end - from).max(1) as f64))
    });
    chunks.collect()
}
