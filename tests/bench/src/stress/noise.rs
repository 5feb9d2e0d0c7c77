//! How a stress signal scatters about its mean, and how its value is written.
//!
//! In: the mean that a bin should have. Out: the value it has.

use super::draw::Draw;

/// A law of scatter.
#[derive(Clone, Copy, Debug)]
pub enum Noise {
    /// None.
    None,
    /// Relative normal noise of this deviation; `memory` is the part that a bin keeps of the one before.
    Normal { sd: f64, memory: f64 },
    /// The same with the tails of Student's t.
    Heavy { sd: f64, freedom: f64, memory: f64 },
    /// Normal noise, and now and then a burst upwards: chance a bin, size, and the share that is left a bin later.
    Bursts { sd: f64, chance: f64, size: f64, fades: f64 },
    /// Counts.
    Poisson,
    /// Counts that scatter more: gamma-Poisson, variance `mean + mean² ÷ shape`; `memory` as above.
    Dispersed { shape: f64, memory: f64 },
    /// So many probes, each of which answers with a chance of mean ÷ n.
    Probes { n: usize },
}

/// A law with what it remembers.
pub struct Scatter {
    noise: Noise,
    kept: f64,
    burst: f64,
}

impl Scatter {
    /// Begins anywhere in the law.
    pub fn new(noise: Noise, draw: &mut Draw) -> Scatter {
        Scatter { noise, kept: draw.normal(), burst: 0.0 }
    }

    /// The value of a bin.
    pub fn value(&mut self, mean: f64, draw: &mut Draw) -> f64 {
        let mean = mean.max(0.0);
        match self.noise {
            Noise::None => mean,
            Noise::Normal { sd, memory } => mean * (1.0 + sd * self.remember(memory, draw)).max(0.0),
            Noise::Heavy { sd, freedom, memory } => {
                let fresh = sd * draw.student(freedom) / (freedom / (freedom - 2.0)).sqrt();
                self.kept = memory * self.kept + (1.0 - memory * memory).sqrt() * fresh / sd;
                mean * (sd * self.kept).clamp(-3.0, 3.0).exp()
            }
            Noise::Bursts { sd, chance, size, fades } => {
                self.burst *= fades;
                if draw.chance(chance) {
                    self.burst += size * draw.gamma(1.0);
                }
                mean * (1.0 + self.burst + sd * draw.normal()).max(0.0)
            }
            Noise::Poisson => draw.poisson(mean),
            Noise::Dispersed { shape, memory } => {
                let kept = self.remember(memory, draw);
                let swing = if memory > 0.0 { (kept / shape.sqrt()).exp() } else { draw.gamma(shape) };
                draw.poisson(mean * swing)
            }
            Noise::Probes { n } => draw.binomial(n, (mean / n as f64).min(1.0)),
        }
    }

    fn remember(&mut self, memory: f64, draw: &mut Draw) -> f64 {
        self.kept = memory * self.kept + (1.0 - memory * memory).sqrt() * draw.normal();
        self.kept
    }
}

/// What a value says of connectivity.
#[derive(Clone, Copy, Debug, Default)]
pub enum Reads {
    /// More is better.
    #[default]
    Falls,
    /// Percent, at most 100: more is better.
    Percent,
    /// Percent of this many pings that are lost.
    Loss { pings: usize },
    /// Milliseconds: this many times as long while it is out, and nothing when out altogether.
    Latency { times: f64 },
    /// Customers without service, of this many, whose number is never quite nought.
    Without { total: f64 },
}

impl Reads {
    /// The value of a bin with this undisturbed mean, while so much of the service is lost.
    pub fn value(self, mean: f64, lost: f64, scatter: &mut Scatter, draw: &mut Draw) -> f64 {
        match self {
            Reads::Falls => scatter.value(mean * (1.0 - lost), draw),
            Reads::Percent => scatter.value(mean * (1.0 - lost), draw).min(100.0),
            Reads::Loss { pings } => {
                let quiet = scatter.value(mean, draw).clamp(0.0, 100.0) / 100.0;
                100.0 * draw.binomial(pings, quiet + (1.0 - quiet) * lost) / pings as f64
            }
            Reads::Latency { times } => {
                if lost > 0.97 {
                    f64::NAN
                } else {
                    scatter.value(mean * (1.0 + (times - 1.0) * lost), draw)
                }
            }
            Reads::Without { total } => {
                scatter.value(mean, draw).max(0.0) + (total * lost * draw.between((0.97, 1.03))).round()
            }
        }
    }
}
