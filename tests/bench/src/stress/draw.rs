//! The seeded draws of the stress set: PCG-64 and the distributions of `rand_distr`, which share nothing with the detector's generator.
//!
//! In: a name and a seed. Out: numbers, the same on every machine up to the last digits of a logarithm, which the written
//! files round away.

use rand::{RngExt, SeedableRng};
use rand_distr::{Distribution, Gamma, Poisson, StandardNormal, StudentT};
use rand_pcg::Pcg64;

/// A stream of draws.
pub struct Draw(Pcg64);

impl Draw {
    /// The stream of a kind's seed (FNV-1a of the name, so that a new kind leaves the others as they are).
    pub fn new(name: &str, seed: u64) -> Draw {
        let hash =
            name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
        Draw(Pcg64::seed_from_u64(hash ^ seed.wrapping_mul(0x9e37_79b9_7f4a_7c15)))
    }

    /// Evenly between two numbers.
    pub fn between(&mut self, (low, high): (f64, f64)) -> f64 {
        low + (high - low) * self.0.random::<f64>()
    }

    /// Evenly in the logarithm.
    pub fn log_between(&mut self, (low, high): (f64, f64)) -> f64 {
        self.between((low.ln(), high.ln())).exp()
    }

    /// A whole number, both ends included.
    pub fn whole(&mut self, (low, high): (usize, usize)) -> usize {
        self.0.random_range(low..=high.max(low))
    }

    /// One of several.
    pub fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.whole((0, of.len() - 1))]
    }

    /// True with this chance.
    pub fn chance(&mut self, share: f64) -> bool {
        self.between((0.0, 1.0)) < share
    }

    /// Standard normal.
    pub fn normal(&mut self) -> f64 {
        StandardNormal.sample(&mut self.0)
    }

    /// Student's t: tails that a normal does not have.
    pub fn student(&mut self, freedom: f64) -> f64 {
        StudentT::new(freedom).map_or(0.0, |t| t.sample(&mut self.0))
    }

    /// A count of this mean.
    pub fn poisson(&mut self, mean: f64) -> f64 {
        Poisson::new(mean).map_or(0.0, |p| p.sample(&mut self.0))
    }

    /// A positive number of mean 1 whose variance is `1 ÷ shape`.
    pub fn gamma(&mut self, shape: f64) -> f64 {
        Gamma::new(shape, 1.0 / shape).map_or(1.0, |g| g.sample(&mut self.0))
    }

    /// How many of `n` succeed.
    pub fn binomial(&mut self, n: usize, share: f64) -> f64 {
        (0..n).filter(|_| self.chance(share)).count() as f64
    }
}
