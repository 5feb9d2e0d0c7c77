//! What repeats and what goes slowly in a stress signal.
//!
//! In: a moment in seconds, or a place in the file from 0 to 1. Out: a factor. Weeks begin with the file's own first day, so that no
//! weekday of the calendar can be relied on.

pub const HOUR: f64 = 3_600.0;
pub const DAY: f64 = 86_400.0;

/// A factor by the clock and the day of the week.
#[derive(Clone, Debug)]
pub struct Rhythm {
    /// Swing of the day, 0 to below 1.
    pub daily: f64,
    /// Swing of the half day.
    pub half_daily: f64,
    /// Hour of the day at which the wave rises.
    pub phase: f64,
    /// Factor of the two last days of a week.
    pub weekend: f64,
    /// Open from and until these hours; the rest of the day has the third number as its factor.
    pub hours: Option<(f64, f64, f64)>,
    /// Days of the file that are like the last day of a week.
    pub holidays: Vec<usize>,
    /// Swing of the year.
    pub yearly: f64,
}

impl Default for Rhythm {
    fn default() -> Rhythm {
        Rhythm { daily: 0.0, half_daily: 0.0, phase: 0.0, weekend: 1.0, hours: None, holidays: Vec::new(), yearly: 0.0 }
    }
}

impl Rhythm {
    /// The factor at so many seconds after the file's first midnight.
    pub fn at(&self, secs: f64) -> f64 {
        let (day, clock) = ((secs / DAY).floor() as usize, secs.rem_euclid(DAY) / HOUR);
        let turn = (clock - self.phase) / 24.0 * std::f64::consts::TAU;
        let wave = 1.0 + self.daily * turn.sin() + self.half_daily * (2.0 * turn).cos();
        let year = 1.0 + self.yearly * (secs / (365.25 * DAY) * std::f64::consts::TAU).sin();
        let free = day % 7 >= 5 || self.holidays.contains(&day);
        let open =
            self.hours.map_or(1.0, |(from, until, else_)| if (from..until).contains(&clock) { 1.0 } else { else_ });
        (wave * year * open * if free { self.weekend } else { 1.0 }).max(0.0)
    }
}

/// What goes slowly, or changes once and stays.
#[derive(Clone, Debug, Default)]
pub enum Slow {
    /// Nothing.
    #[default]
    Steady,
    /// Evenly to so many times the first level.
    Growth(f64),
    /// From this share of the file on, this factor.
    Shift(f64, f64),
    /// A smooth way through these factors, evenly spread.
    Drift(Vec<f64>),
}

impl Slow {
    /// The factor at a share of the file.
    pub fn at(&self, part: f64) -> f64 {
        match self {
            Slow::Steady => 1.0,
            Slow::Growth(times) => 1.0 + (times - 1.0) * part,
            Slow::Shift(from, factor) => {
                if part >= *from {
                    *factor
                } else {
                    1.0
                }
            }
            Slow::Drift(points) => {
                let place = part.clamp(0.0, 1.0) * (points.len() - 1) as f64;
                let (before, within) = (place.floor() as usize, place.fract());
                let after = points[(before + 1).min(points.len() - 1)];
                let bend = (1.0 - (within * std::f64::consts::PI).cos()) / 2.0;
                points[before] + (after - points[before]) * bend
            }
        }
    }
}
