//! The seeded simulator of the scoreboard: made-up signals with known outages.
//!
//! In: a seed and a kind. Out: a series and its true outages. Its ranges are [`RANGES`], printed above the table. Edges fall
//! anywhere within a bin, and the bin holds the mean over its time, as counters do.

use outage_lens::base::time::{DAY, HOUR, MINUTE, Millis};
use outage_lens::base::{Kind, Sampling, Series, Times};
use outage_lens::detect::prng::Prng;

/// What is simulated, in words.
pub const RANGES: &str = "steps 5, 10, 15, 30, 60 min; 10 to 35 days; daily wave (traffic 20–60 %, telescope 5–25 %, probing 0.5–3 %), weekends \
−25 to +10 % (traffic); AR(1) noise 0.70–0.90 with sd 3 % traffic, 1 % probing, 0.2 % routes, 8 % telescope, none with four prefixes; \
gaps 0.0008 a bin, up to 12 bins; trend ±8 %; in a fifth of the files a level shift of −20 % that is no outage; in a seventh 5 to 12 \
nights of curfew; outages of 3 steps to 4 days, depth from 35 % traffic, 20 % probing, 10 % routes, 60 % telescope, 25 % of four \
prefixes, a quarter of them returning by a ramp of up to 3 hours; a quarter of the files without any.";

/// The kinds of the scoreboard.
pub const KINDS: [What; 5] = [What::Traffic, What::Probing, What::Routes, What::Telescope, What::Four];

/// What a simulated series is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    Traffic,
    Probing,
    Routes,
    Telescope,
    Four,
}

/// A true outage: half-depth crossings in milliseconds.
#[derive(Clone, Copy, Debug)]
pub struct Truth {
    pub start: f64,
    pub end: f64,
    pub depth: f64,
    ramp: f64,
}

/// A made-up file.
pub struct File {
    pub series: Series,
    pub truths: Vec<Truth>,
}

fn between(prng: &mut Prng, low: f64, high: f64) -> f64 {
    low + (high - low) * prng.unit()
}

/// Makes the file of a seed.
pub fn file(seed: u64, what: What) -> File {
    make(seed, what, false)
}

/// The same with outages down to a tenth of the usual depth, faint ones as frequent as deep ones.
pub fn faint(seed: u64, what: What) -> File {
    make(seed, what, true)
}

fn make(seed: u64, what: What, faint: bool) -> File {
    let mut prng = Prng::new(seed.wrapping_mul(0x2545_f491_4f6c_dd1d) ^ what as u64);
    let prng = &mut prng;
    let step = [5, 10, 15, 30, 60][prng.below(5)] * MINUTE;
    let days = between(prng, 10.0, 35.0);
    let bins = (days * DAY as f64 / step as f64) as usize;
    let start: Millis = 1_400_000_000_000 / step * step + prng.below(365) as i64 * DAY;
    let (noise, least, level, daily, weekend): (f64, f64, f64, f64, f64) = match what {
        What::Traffic => (0.03, 0.35, between(prng, 1e3, 1e9), between(prng, 0.2, 0.6), between(prng, 0.75, 1.1)),
        What::Probing => (0.01, 0.2, between(prng, 500.0, 50_000.0), between(prng, 0.005, 0.03), 1.0),
        What::Routes => (0.002, 0.1, between(prng, 500.0, 50_000.0), 0.0, 1.0),
        What::Telescope => (0.08, 0.6, between(prng, 50.0, 5_000.0), between(prng, 0.05, 0.25), 1.0),
        What::Four => (0.0, 0.25, 4.0, 0.0, 1.0),
    };
    let phase = prng.unit();
    let four = what == What::Four;
    let trend = if four { 0.0 } else { between(prng, -0.08, 0.08) };
    let shift = if !four && prng.unit() < 0.2 { between(prng, 0.2, 0.8) } else { 2.0 };
    let depth = |prng: &mut Prng| {
        if four {
            f64::from(1 + prng.below(4) as u32) / 4.0
        } else if faint {
            (least / 10.0).powf(prng.unit())
        } else {
            between(prng, least, 1.0)
        }
    };
    let truths = outages(prng, bins as f64 * step as f64, step as f64, depth, shift);
    let memory = between(prng, 0.7, 0.9);
    let fresh = noise * (1.0_f64 - memory * memory).sqrt();
    let mut ar = noise * prng.normal();
    let mut values = Vec::with_capacity(bins);
    let mut gap = 0;
    for bin in 0..bins {
        let (a, b) = (bin as f64 * step as f64, (bin + 1) as f64 * step as f64);
        let part = (bin as f64 + 0.5) / bins as f64;
        let clock = ((start as f64 + (a + b) / 2.0) / DAY as f64 + phase).fract();
        let weekday = ((start as f64 + a) / DAY as f64 + phase) as i64 % 7;
        let wave = 1.0
            + daily * (clock * std::f64::consts::TAU).sin()
            + daily * 0.3 * (clock * 2.0 * std::f64::consts::TAU).cos();
        let rhythm = wave * if weekday >= 5 { weekend } else { 1.0 };
        let slow = (1.0 + trend * (part - 0.5)) * if part > shift { 0.8 } else { 1.0 };
        let lost: f64 = truths.iter().map(|t| t.mean(a, b)).sum();
        ar = memory * ar + fresh * prng.normal();
        let value = level * rhythm * slow * (1.0 + ar).max(0.0) * (1.0 - lost).max(0.0);
        gap = if gap > 0 {
            gap - 1
        } else if prng.unit() < 0.0008 {
            1 + prng.below(12)
        } else {
            0
        };
        let counted = matches!(what, What::Probing | What::Routes | What::Telescope);
        values.push(if gap > 0 {
            f64::NAN
        } else if counted {
            value.round()
        } else {
            value
        });
    }
    let truths =
        truths.iter().map(|t| Truth { start: start as f64 + t.start, end: start as f64 + t.end, ..*t }).collect();
    File { series: of(what, start, step, values), truths }
}

/// One long series of traffic with a daily and a weekly rhythm, white noise of 3 %, gaps, and an outage of 90 % every 20,000 bins.
pub fn year(seed: u64, bins: usize, step: Millis) -> Series {
    let mut prng = Prng::new(seed);
    let value = |bin: usize| {
        let days = bin as f64 * step as f64 / DAY as f64;
        let wave = 1.0 + 0.4 * (days * std::f64::consts::TAU).sin();
        let week = if days as usize % 7 >= 5 { 0.85 } else { 1.0 };
        let out = if bin % 20_000 > 19_800 { 0.1 } else { 1.0 };
        let gap = prng.unit() < 0.0008;
        let value = 1e6 * wave * week * out * (1.0 + 0.03 * prng.normal());
        if gap { f64::NAN } else { value }
    };
    let values = (0..bins).map(value).collect();
    of(What::Traffic, 1_400_000_000_000 / DAY * DAY, step, values)
}

fn of(what: What, start: Millis, step: Millis, values: Vec<f64>) -> Series {
    let kind = match what {
        What::Traffic => Kind::Traffic,
        What::Probing => Kind::Probing,
        What::Telescope => Kind::Telescope,
        What::Routes | What::Four => Kind::Routes,
    };
    Series {
        id: format!("{what:?}").to_lowercase(),
        label: format!("{what:?}"),
        kind,
        direction: kind.direction(),
        unit: String::new(),
        sampling: Sampling::BinStart,
        step,
        times: Times::Grid { start, step },
        values: values.into(),
    }
}

fn outages(prng: &mut Prng, length: f64, step: f64, depth: impl Fn(&mut Prng) -> f64, shift: f64) -> Vec<Truth> {
    let mut truths: Vec<Truth> = Vec::new();
    if prng.unit() < 0.25 {
        return truths;
    }
    let hour = HOUR as f64;
    if prng.unit() < 1.0 / 7.0 {
        let nights = 5 + prng.below(8);
        let lasts = between(prng, (3.0 * step).max(3.0 * hour), 6.0 * hour);
        let (deep, first) = (depth(prng), between(prng, 1.0, length / DAY as f64 - nights as f64 - 1.0) * DAY as f64);
        for night in 0..nights {
            let start = first + night as f64 * DAY as f64;
            truths.push(Truth { start, end: start + lasts, depth: deep, ramp: 0.0 });
        }
    }
    for _ in 0..1 + prng.below(4) {
        let lasts = (3.0 * step) * (4.0 * DAY as f64 / (3.0 * step)).powf(prng.unit());
        let start = between(prng, 6.0 * hour, length - 6.0 * hour - lasts);
        let ramp = if prng.unit() < 0.25 { between(prng, 0.0, (lasts / 2.0).min(3.0 * hour)) } else { 0.0 };
        let truth = Truth { start, end: start + lasts, depth: depth(prng), ramp };
        // Apart from each other and from a level shift by a quarter of a day, so that each has a truth of its own.
        let margin = 6.0 * hour;
        let clear = |t: &Truth| truth.end + margin < t.start || t.end + margin < truth.start;
        let shifted = shift * length;
        if truths.iter().all(clear) && (truth.end + margin < shifted || shifted + margin < truth.start) {
            truths.push(truth);
        }
    }
    truths.sort_by(|a, b| a.start.total_cmp(&b.start));
    truths
}

impl Truth {
    /// Mean drop over a stretch: full depth from start to end, with a straight return around the end.
    fn mean(&self, a: f64, b: f64) -> f64 {
        let (full, gone) = (self.end - self.ramp / 2.0, self.end + self.ramp / 2.0);
        let flat = (b.min(full) - a.max(self.start)).max(0.0);
        let (x, y) = (a.max(full), b.min(gone));
        let ramp = if y > x { (y - x) * (1.0 - ((x + y) / 2.0 - full) / self.ramp) } else { 0.0 };
        self.depth * (flat + ramp) / (b - a)
    }
}
