//! Points 6 and 7, edges as intervals and equivalent full-outage time: one run of bins → one [`SignalOutage`].
//!
//! In: a grid, what is expected of it, and a run. Out: start and end where the signal crosses half of the run's own depth,
//! each with bounds; when service was returning and when it was back to normal; ∫ drop dt and the depth over time.
//! An edge lies inside its bin by the bin's partial value: a bin of mean 3.2 of 4 at the end of a total outage was out for a
//! fifth of its time. What was done over several bins is a ramp, and its crossing lies on the line between their middles.

use super::baseline::Fit;
use super::grid::{Grid, at};
use super::outage::{Edge, SignalOutage};
use super::segments::Run;
use crate::base::num;
use crate::base::time::{DAY, HOUR, Millis};

/// Standard deviations from the best edge to its bounds: 99 % of a normal lie within 2.5; half as many again for the level beside it,
/// which is told from medians.
const BOUNDS: f64 = 4.0;
/// Share of a bin by which a bound is never nearer, for the same reason.
const NEAREST: f64 = 0.04;
/// Standard deviations at which a bin next to an edge is itself partly out: as far as the bounds go.
const PARTLY: f64 = 2.5;
/// Logarithm of a likelihood ratio that chance makes once in fifty (e⁻⁴); and the multiple of it beyond which none returns.
const CHANCE: f64 = 4.0;
const GIVEN_UP: f64 = 4.0;
/// Bins that tell how far an outage itself strays.
const UNREST: usize = 400;

/// How finely a detector places edges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placing {
    /// At the crossing of half of the depth, inside the bin.
    HalfDepth,
    /// At the boundaries of its bins: the published rule has nothing finer.
    Bins,
}

/// A signal seen as drops.
pub struct Drops<'a> {
    /// The bins.
    pub grid: &'a Grid,
    /// What is expected of them.
    pub fit: &'a Fit,
}

impl Drops<'_> {
    /// Drop of a bin, 1 at nothing left; negative on the good side of the baseline, `NaN` where there is no value.
    pub fn of(&self, bin: usize) -> f64 {
        let expected = at(&self.fit.baseline, bin);
        let whole = expected - self.fit.bottom;
        if whole == 0.0 { f64::NAN } else { (expected - self.value(bin)) / whole }
    }

    /// The value of a bin.
    pub fn value(&self, bin: usize) -> f64 {
        self.grid.value(bin)
    }

    fn spread(&self, bin: usize) -> f64 {
        if bin < self.grid.len() { self.fit.spread.of(bin) } else { 0.0 }
    }

    /// The depth of a run's plateau, and the mean spread there.
    pub fn depth(&self, run: Run) -> f64 {
        let held =
            |bins: std::ops::Range<usize>| -> Vec<f64> { bins.map(|b| self.of(b)).filter(|d| !d.is_nan()).collect() };
        // The bins at the edges are partly out; one that is so nearly throughout would draw the plateau to itself.
        let mut held = match held(run.from + 1..run.until.saturating_sub(1)) {
            inner if inner.is_empty() => held(run.from..run.until),
            inner => inner,
        };
        let high = num::quantile(&mut held, 0.75).unwrap_or(0.0);
        let reach = (0.1 * high).max(3.0 * self.spread(run.from) * (1.0 - high).max(0.0));
        let plateau: Vec<f64> = held.into_iter().filter(|d| (d - high).abs() <= reach).collect();
        if plateau.is_empty() { high } else { plateau.iter().sum::<f64>() / plateau.len() as f64 }
    }

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

    /// The crossing of half the depth at the start, or at the end, of a run. Works in bins from the start of the grid; for the end
    /// the same steps are taken backwards in time.
    fn edge(&self, run: Run, depth: f64, start: bool) -> Edge {
        let side = Inwards { drops: self, run, depth, start };
        let half = depth / 2.0;
        let drop = |k: i64| side.drop(k);
        let length = (run.until - run.from) as i64;
        let crossed = |k: &i64| {
            drop(*k) >= half && (length < 2 || *k + 1 >= length || drop(*k + 1).is_nan() || drop(*k + 1) >= half)
        };
        let inner = (-2..length).find(crossed).unwrap_or(0);
        let mut outer = inner - 1;
        while drop(outer).is_nan() && side.bin(outer) < self.grid.len() {
            outer -= 1;
        }
        if side.bin(outer) >= self.grid.len() {
            return side.edge(inner as f64, inner as f64, inner as f64);
        }
        let (lo, best, hi) = self.within_bin(&side, outer, inner);
        let (before, after) = side.as_likely(inner);
        let (lo, hi) = widened(lo, hi, inner, before, after);
        side.edge(lo, best, hi)
    }

    /// Where between two neighbouring bins, the last good and the first bad one, the crossing lies by their partial values, with the bounds
    /// of these; in bins inwards.
    fn within_bin(&self, side: &Inwards<'_>, outer: i64, inner: i64) -> (f64, f64, f64) {
        let (depth, half) = (side.depth, side.depth / 2.0);
        let (drop, bin) = (|k: i64| side.drop(k), |k: i64| side.bin(k));
        let spread = self.spread(bin(inner));
        // A bin inherits noise from its outer neighbour, as far as that is quiet, and both scale with what is left of the signal.
        let inherited = |from: i64| {
            let noise = drop(from);
            if noise.abs() <= 3.0 * spread { self.fit.memory * noise } else { 0.0 }
        };
        let calm = |k: i64, noise: f64| drop(k) - noise * (1.0 - drop(k)).clamp(0.0, 1.0);
        let fresh = spread * (1.0 - self.fit.memory * self.fit.memory).sqrt();
        let left = |k: i64| fresh * (1.0 - drop(k)).clamp(0.0, 1.0) / depth;
        let grain = self.grid.grain
            / (at(&self.fit.baseline, bin(inner)) - self.fit.bottom).abs().max(f64::MIN_POSITIVE)
            / 2.0
            / depth;
        let (near, far) = (left(outer), left(inner));
        let partial_out = calm(outer, inherited(outer - 1)) / depth;
        let edge_out = partial_out > PARTLY * near + grain;
        let partial_in = 1.0 - calm(inner, inherited(if edge_out { outer - 1 } else { outer })) / depth;
        let edge_in = partial_in > PARTLY * far + grain;
        if inner - outer > 1 {
            // Bins without a value between the last good and the first bad one: the edge is anywhere among them. What was measured
            // counts, so the best is where it was measured first.
            let (lo, hi) =
                ((outer + 1) as f64 - partial_out.clamp(0.0, 1.0), inner as f64 + partial_in.clamp(0.0, 1.0));
            return (lo, inner as f64, hi);
        }
        let boundary = inner as f64;
        if self.grid.moments || (edge_in && edge_out && partial_in > 0.1 && partial_out > 0.1) {
            // A ramp, or moments: on the line between the middles of the two bins.
            let slope = drop(inner) - drop(outer);
            let best = boundary - 0.5 + ((half - drop(outer)) / slope).clamp(0.0, 1.0);
            let width = if self.grid.moments { 0.5 } else { (BOUNDS * spread / slope).clamp(0.05, 0.5) };
            let (fell, fallen) = side.on_the_way(inner);
            let (lo, hi) = widened(best - width, best + width, inner, fell, fallen);
            return (lo, best, hi);
        }
        let best = boundary + if edge_in { partial_in.clamp(0.0, 1.0) } else { 0.0 }
            - if edge_out { partial_out.clamp(0.0, 1.0) } else { 0.0 };
        // A partial value is as sure as its own noise, either way; where there is none, a small one may be hidden in the noise.
        let far = far.max(side.unrest() / depth / BOUNDS);
        let noise = match (edge_out, edge_in) {
            (false, false) => (near, far),
            (true, false) => (near, near),
            (false, true) => (far, far),
            (true, true) => (near + far, near + far),
        };
        let bound = |noise: f64| BOUNDS * noise + grain + NEAREST;
        (
            (best - bound(noise.0)).max(boundary - 1.0).min(best),
            best,
            (best + bound(noise.1)).min(boundary + 1.0).max(best),
        )
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

/// Bounds with whole bins before and after a crossing, where there are any.
fn widened(lo: f64, hi: f64, inner: i64, before: i64, after: i64) -> (f64, f64) {
    let lo = if before > 0 { lo.min((inner - before) as f64) } else { lo };
    let hi = if after > 0 { hi.max((inner + after) as f64) } else { hi };
    (lo, hi)
}

/// One edge of a run, seen from outside inwards: bin 0 is the first of the run, negative ones lie outside it.
struct Inwards<'a> {
    drops: &'a Drops<'a>,
    run: Run,
    depth: f64,
    /// The start of the run, not its end.
    start: bool,
}

impl Inwards<'_> {
    /// The bin of the grid; one that is not there lies beyond it.
    fn bin(&self, k: i64) -> usize {
        let first = if self.start { self.run.from as i64 } else { self.run.until as i64 - 1 };
        usize::try_from(if self.start { first + k } else { first - k }).unwrap_or(usize::MAX)
    }

    fn drop(&self, k: i64) -> f64 {
        self.drops.of(self.bin(k))
    }

    /// Distances inwards from the run's outer boundary as moments.
    fn edge(&self, lo: f64, best: f64, hi: f64) -> Edge {
        let boundary = if self.start { self.run.from as f64 } else { self.run.until as f64 };
        let moment =
            |inwards: f64| self.drops.grid.moment(if self.start { boundary + inwards } else { boundary - inwards });
        let (a, b) = (moment(lo), moment(hi));
        Edge { lo: a.min(b), best: moment(best), hi: a.max(b) }
    }

    /// How far the outage itself strays from bin to bin.
    fn unrest(&self) -> f64 {
        let inside = (self.run.from + 1..self.run.until.saturating_sub(1)).take(UNREST);
        let mut held: Vec<f64> = inside.map(|bin| self.drops.of(bin)).filter(|d| !d.is_nan()).collect();
        num::median(&mut held).and_then(|middle| num::spread(&mut held, middle)).unwrap_or(0.0)
    }

    /// Bins on either side of a crossing among which it may lie as well: a place is as likely as the best one where the bins between
    /// them speak against it by no more than chance. In noise as deep as the fall a step is known to some bins only.
    /// Source: likelihood intervals of a change point, Siegmund, Int. Stat. Review 56 (1988).
    fn as_likely(&self, inner: i64) -> (i64, i64) {
        let (depth, memory) = (self.depth, self.drops.fit.memory);
        let (quiet, unrest) = (self.drops.spread(self.bin(inner)), self.unrest());
        let one = f64::midpoint(quiet * quiet, unrest * unrest) * (1.0 + memory) / (1.0 - memory);
        let longest = (self.run.until - self.run.from) as i64;
        let reach = |outwards: bool| {
            let (mut against, mut far) = (0.0, 0);
            for k in 0..longest {
                let drop = self.drop(if outwards { inner - 1 - k } else { inner + k });
                // One bin says no more than that it is in, or out.
                let over = drop.clamp(0.0, depth) - depth / 2.0;
                if !over.is_nan() {
                    against += depth * if outwards { -over } else { over } / one.max(1e-12);
                }
                if against > GIVEN_UP * CHANCE {
                    break;
                }
                if against <= CHANCE {
                    far = k + 1;
                }
            }
            far
        };
        (reach(true), reach(false))
    }

    /// Bins on either side of a crossing that are on the way from a quarter to three quarters of the depth: where a fall or a return
    /// takes its time, the moment is as vague as the depth is.
    fn on_the_way(&self, inner: i64) -> (i64, i64) {
        let longest = (self.run.until - self.run.from) as i64;
        let outside = (0..longest).take_while(|k| self.drop(inner - 1 - k) > self.depth / 4.0).count();
        let inside = (0..longest).take_while(|k| self.drop(inner + k) < 0.75 * self.depth).count();
        (outside as i64, inside as i64)
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
