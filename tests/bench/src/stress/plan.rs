//! What a stress file is made after: its signals, what befalls them, and what is missing.
//!
//! In: the kinds fill one in. Out: nothing by itself, see `make`.

use super::draw::Draw;
use super::drops::Shape;
use super::noise::{Noise, Reads};
use super::rhythm::{DAY, Rhythm, Slow};

/// One signal.
#[derive(Clone, Debug)]
pub struct Signal {
    /// The column's name.
    pub name: String,
    /// Its level.
    pub level: f64,
    /// What repeats.
    pub rhythm: Rhythm,
    /// What goes slowly.
    pub slow: Slow,
    /// How it scatters.
    pub noise: Noise,
    /// What a value says.
    pub reads: Reads,
    /// Values are whole multiples of this; 0 keeps five digits.
    pub quantum: f64,
    /// The part of an outage's depth that it feels.
    pub feels: f64,
    /// Seconds after which it feels it.
    pub late: f64,
}

impl Signal {
    /// A signal without rhythm and noise.
    pub fn new(name: &str, level: f64) -> Signal {
        Signal {
            name: name.to_owned(),
            level,
            rhythm: Rhythm::default(),
            slow: Slow::Steady,
            noise: Noise::None,
            reads: Reads::Falls,
            quantum: 0.0,
            feels: 1.0,
            late: 0.0,
        }
    }

    /// With this noise.
    pub fn noise(mut self, noise: Noise) -> Signal {
        self.noise = noise;
        self
    }

    /// With this rhythm.
    pub fn rhythm(mut self, rhythm: Rhythm) -> Signal {
        self.rhythm = rhythm;
        self
    }

    /// With this slow change.
    pub fn slow(mut self, slow: Slow) -> Signal {
        self.slow = slow;
        self
    }

    /// Written in multiples.
    pub fn quantum(mut self, quantum: f64) -> Signal {
        self.quantum = quantum;
        self
    }

    /// Read like this.
    pub fn reads(mut self, reads: Reads) -> Signal {
        self.reads = reads;
        self
    }
}

/// Where an outage may lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ends {
    /// Within the file.
    Inside,
    /// The file begins in it.
    OpenStart,
    /// The file ends in it.
    OpenEnd,
}

/// Which signals an outage strikes.
#[derive(Clone, Copy, Debug)]
pub enum Strikes {
    /// All of them.
    All,
    /// One.
    One,
    /// So many.
    Several(usize, usize),
}

/// What befalls a file.
#[derive(Clone, Debug)]
pub struct Outages {
    /// How many there are where there are any.
    pub count: (usize, usize),
    /// Their length in seconds.
    pub secs: (f64, f64),
    /// Their depth.
    pub depth: (f64, f64),
    /// Their shapes.
    pub shapes: &'static [Shape],
    /// Where they lie.
    pub ends: Ends,
    /// Whom they strike.
    pub strikes: Strikes,
    /// Chance of a file without any.
    pub quiet: f64,
    /// The same clock on so many days in a row, instead of anywhere.
    pub nights: Option<(usize, usize)>,
}

/// Every file of a kind with outages has a chance of a third to have none.
pub const QUIET: f64 = 0.33;

impl Outages {
    /// One to three boxes and ramps within the file.
    pub fn usual(secs: (f64, f64), depth: (f64, f64)) -> Outages {
        Outages {
            count: (1, 3),
            secs,
            depth,
            shapes: &[Shape::Box, Shape::Box, Shape::Ramp, Shape::SlowReturn],
            ends: Ends::Inside,
            strikes: Strikes::All,
            quiet: QUIET,
            nights: None,
        }
    }

    /// None ever.
    pub fn none() -> Outages {
        Outages { quiet: 1.0, ..Outages::usual((DAY, DAY), (0.5, 0.5)) }
    }
}

/// What is missing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Missing {
    /// Chance a bin that a gap of all signals begins.
    pub everywhere: f64,
    /// The same for one signal.
    pub here: f64,
    /// Longest gap in bins.
    pub longest: usize,
    /// A gap of this share of it within each outage.
    pub within: f64,
    /// Stamps off the grid by up to this share of a step; they are moments then.
    pub jitter: f64,
}

/// A file to be made.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Distance of the bins in seconds.
    pub step: f64,
    /// How many.
    pub bins: usize,
    /// The signals.
    pub signals: Vec<Signal>,
    /// What befalls them.
    pub outages: Outages,
    /// What is missing.
    pub missing: Missing,
}

impl Plan {
    /// A file of one signal, of so many days.
    pub fn new(draw: &mut Draw, minutes: &[f64], days: (f64, f64), signal: Signal, outages: Outages) -> Plan {
        let step = 60.0 * draw.pick(minutes);
        let bins = (draw.between(days) * DAY / step).round() as usize;
        // A few rows are missing in most real files.
        let missing = Missing { everywhere: 0.0005, longest: 4, ..Missing::default() };
        Plan { step, bins, signals: vec![signal], outages, missing }
    }

    /// Length in seconds.
    pub fn secs(&self) -> f64 {
        self.step * self.bins as f64
    }
}
