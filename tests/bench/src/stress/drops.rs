//! The shapes of an outage: how much is lost over time.
//!
//! In: a shape, its length in seconds and its depth. Out: straight pieces of the loss, its mean over any bin, and the moments that
//! count as its edges: where the loss crosses half of the deepest. Where the shape allows another reading of the
//! edges, that is given too.

use super::draw::Draw;

/// How an outage comes and goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// At once down, at once up.
    Box,
    /// Evenly down and evenly up.
    Ramp,
    /// At once down, back by an exponential curve.
    SlowReturn,
    /// Down and up by steps.
    Stairs,
    /// Down, with a few short returns.
    Flapping,
}

/// One outage: pieces of `(from, until, loss at from, loss at until)`, in seconds.
#[derive(Clone, Debug)]
pub struct Drop {
    pieces: Vec<[f64; 4]>,
    /// The acceptable pairs of edges.
    pub edges: Vec<(f64, f64)>,
}

impl Drop {
    /// Makes the shape. `step` keeps the short returns of [`Shape::Flapping`] at a bin and more.
    pub fn new(shape: Shape, start: f64, length: f64, depth: f64, step: f64, draw: &mut Draw) -> Drop {
        let end = start + length;
        let at = |part: f64| start + part * length;
        let whole = (start, end);
        match shape {
            Shape::Box => Drop { pieces: vec![[start, end, depth, depth]], edges: vec![whole] },
            Shape::Ramp => {
                let (down, up) = (draw.between((0.1, 0.3)), draw.between((0.7, 0.9)));
                let pieces =
                    vec![[start, at(down), 0.0, depth], [at(down), at(up), depth, depth], [at(up), end, depth, 0.0]];
                Drop { pieces, edges: vec![(at(down / 2.0), at((1.0 + up) / 2.0))] }
            }
            Shape::SlowReturn => {
                let (full, half_life) = (draw.between((0.3, 0.6)), draw.between((0.15, 0.4)));
                let loss = |k: usize| depth * 0.5_f64.powf(k as f64 / 4.0);
                let turn = |k: usize| at(full + half_life * k as f64 / 4.0);
                let tail = (0..28).map(|k| [turn(k), turn(k + 1), loss(k), if k == 27 { 0.0 } else { loss(k + 1) }]);
                let pieces = std::iter::once([start, at(full), depth, depth]).chain(tail).collect();
                Drop { pieces, edges: vec![(start, at(full + half_life))] }
            }
            Shape::Stairs => {
                let steps = [(0.0, 0.15, 0.4), (0.15, 0.35, 0.7), (0.35, 0.7, 1.0), (0.7, 0.85, 0.6), (0.85, 1.0, 0.3)];
                let pieces = steps.map(|(a, b, part)| [at(a), at(b), part * depth, part * depth]).to_vec();
                Drop { pieces, edges: vec![(at(0.15), at(0.85)), whole] }
            }
            Shape::Flapping => {
                let returns = draw.whole((2, 4));
                let mut pieces = Vec::new();
                let mut from = start;
                for k in 1..=returns {
                    let middle = at((k as f64 + draw.between((-0.2, 0.2))) / (returns + 1) as f64);
                    let lasts = (draw.between((0.02, 0.05)) * length).max(step);
                    pieces.push([from, middle - lasts / 2.0, depth, depth]);
                    from = middle + lasts / 2.0;
                }
                pieces.push([from, end, depth, depth]);
                Drop { pieces, edges: vec![whole] }
            }
        }
    }

    /// Mean loss from one moment to another.
    pub fn mean(&self, from: f64, until: f64) -> f64 {
        let lost = |[a, b, at_a, at_b]: &[f64; 4]| {
            let (x, y) = (from.max(*a), until.min(*b));
            if y <= x {
                return 0.0;
            }
            let slope = (at_b - at_a) / (b - a).max(1e-9);
            (y - x) * (at_a + slope * ((x + y) / 2.0 - a))
        };
        self.pieces.iter().map(lost).sum::<f64>() / (until - from)
    }

    /// First and last moment of any loss.
    pub fn span(&self) -> (f64, f64) {
        (self.pieces[0][0], self.pieces[self.pieces.len() - 1][1])
    }
}
