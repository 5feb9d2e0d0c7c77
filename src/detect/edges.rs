//! Point 6, edges as intervals: where a signal crosses half of a run's own depth.
//!
//! In: a signal as drops, a run and its depth. Out: the moment of an edge, with bounds.
//! An edge lies inside its bin by the bin's partial value: a bin of mean 3.2 of 4 at the end of a total outage was out for a
//! fifth of its time. Its bounds are the bin, unless the signal hardly strays. What was done over several bins is a ramp, and its
//! crossing lies on the line between their middles.

use super::drops::Drops;
use super::grid::at;
use super::outage::Edge;
use super::segments::Run;
use crate::base::num;

/// Standard deviations from the best edge to its bounds: 99 % of a normal lie within 2.5; half as many again for the level beside it,
/// which is told from medians.
const BOUNDS: f64 = 4.0;
/// Share of a bin by which a bound is never nearer, for the same reason.
const NEAREST: f64 = 0.04;
/// What strays by less from bin to bin comes as evenly within one.
const EVEN: f64 = 0.01;
/// Standard deviations at which a bin next to an edge is itself partly out: as far as the bounds go.
const PARTLY: f64 = 2.5;
/// Logarithm of a likelihood ratio that chance makes once in fifty (e⁻⁴); and the multiple of it beyond which none returns.
const CHANCE: f64 = 4.0;
const GIVEN_UP: f64 = 4.0;
/// Bins that tell how far an outage itself strays.
const UNREST: usize = 400;

impl Drops<'_> {
    /// The crossing of half the depth at the start, or at the end, of a run. Works in bins from the start of the grid; for the end
    /// the same steps are taken backwards in time.
    pub(super) fn edge(&self, run: Run, depth: f64, start: bool) -> Edge {
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
        // A ramp, or moments.
        let on_a_line = self.grid.moments || (edge_in && edge_out && partial_in > 0.1 && partial_out > 0.1);
        let best = if on_a_line {
            // On the line between the middles of the two bins.
            boundary - 0.5 + ((half - drop(outer)) / (drop(inner) - drop(outer))).clamp(0.0, 1.0)
        } else {
            boundary + if edge_in { partial_in.clamp(0.0, 1.0) } else { 0.0 }
                - if edge_out { partial_out.clamp(0.0, 1.0) } else { 0.0 }
        };
        let hidden = |noise: f64| BOUNDS * noise + grain + NEAREST;
        let (before, after) = (hidden(near), hidden(far.max(side.unrest() / depth / BOUNDS)));
        let (lo, hi) = if self.grid.moments {
            (best - 0.5, best + 0.5)
        } else if spread > EVEN {
            // A partial value says where in its bin the edge lies if what was there came evenly: the bounds are those of the bin. Where
            // there is none, a small one may be hidden in the noise.
            (boundary - if edge_out { 1.0 } else { before }, boundary + if edge_in { 1.0 } else { after })
        } else {
            (best - before, best + after)
        };
        let (lo, hi) = (lo.max(boundary - 1.0).min(best), hi.min(boundary + 1.0).max(best));
        let (fell, fallen) = if on_a_line { side.on_the_way(inner) } else { (0, 0) };
        let (lo, hi) = widened(lo, hi, inner, fell, fallen);
        (lo, best, hi)
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
