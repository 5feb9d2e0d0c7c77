//! Kinds of several signals in one file: regions, and signals of one country.
//!
//! In: draws. Out: plans.

use super::draw::Draw;
use super::drops::Shape;
use super::noise::Noise;
use super::plan::{Ends, Missing, Outages, Plan, Signal, Strikes};
use super::rhythm::{HOUR, Rhythm};

const COARSE: &[f64] = &[15.0, 30.0, 60.0];

/// Thirty regions with one clock and levels of their own.
fn regions(draw: &mut Draw, outages: Outages, days: (f64, f64)) -> Plan {
    let rhythm = Rhythm { daily: draw.between((0.0, 0.4)), phase: draw.between((0.0, 24.0)), ..Rhythm::default() };
    let sd = draw.between((0.02, 0.06));
    let region = |i: usize, draw: &mut Draw| {
        let level = draw.log_between((200.0, 2e5));
        let noise = Noise::Normal { sd, memory: draw.between((0.0, 0.8)) };
        Signal::new(&format!("region-{:02}", i + 1), level).rhythm(rhythm.clone()).noise(noise).quantum(1.0)
    };
    let signals: Vec<Signal> = (0..30).map(|i| region(i, draw)).collect();
    let plan = Plan::new(draw, COARSE, days, signals[0].clone(), outages);
    Plan { signals, ..plan }
}

pub fn one_of_thirty(draw: &mut Draw) -> Plan {
    let outages =
        Outages { strikes: Strikes::One, count: (1, 2), ..Outages::usual((3.0 * HOUR, 72.0 * HOUR), (0.5, 1.0)) };
    regions(draw, outages, (10.0, 28.0))
}

pub fn some_of_thirty(draw: &mut Draw) -> Plan {
    let outages = Outages {
        strikes: Strikes::Several(3, 25),
        count: (1, 2),
        ..Outages::usual((3.0 * HOUR, 72.0 * HOUR), (0.5, 1.0))
    };
    regions(draw, outages, (10.0, 28.0))
}

pub fn one_stays_down(draw: &mut Draw) -> Plan {
    let outages = Outages {
        strikes: Strikes::One,
        ends: Ends::OpenEnd,
        count: (1, 1),
        shapes: &[Shape::Box],
        ..Outages::usual((12.0 * HOUR, 96.0 * HOUR), (0.8, 1.0))
    };
    regions(draw, outages, (14.0, 28.0))
}

/// Routes, probes and traffic of one country.
fn country(draw: &mut Draw) -> Vec<Signal> {
    let rhythm = Rhythm {
        daily: draw.between((0.2, 0.5)),
        phase: draw.between((0.0, 24.0)),
        weekend: draw.between((0.85, 1.05)),
        ..Rhythm::default()
    };
    vec![
        Signal::new("bgp_routes", draw.log_between((200.0, 2e4)))
            .noise(Noise::Normal { sd: 0.002, memory: 0.9 })
            .quantum(1.0),
        Signal::new("active_probing", draw.log_between((200.0, 2e4)))
            .noise(Noise::Normal { sd: 0.012, memory: 0.6 })
            .quantum(1.0),
        Signal::new("traffic", draw.log_between((1e3, 1e7)))
            .rhythm(rhythm)
            .noise(Noise::Normal { sd: 0.04, memory: 0.6 }),
    ]
}

pub fn disagree(draw: &mut Draw) -> Plan {
    let mut signals = country(draw);
    signals[0].feels = draw.pick(&[0.0, 0.1, 0.3, 1.0]);
    signals[1].feels = draw.pick(&[0.5, 0.9, 1.0]);
    let outages = Outages {
        count: (1, 2),
        shapes: &[Shape::Box, Shape::Ramp],
        ..Outages::usual((5.0 * HOUR, 72.0 * HOUR), (0.6, 1.0))
    };
    let plan = Plan::new(draw, COARSE, (14.0, 35.0), signals[0].clone(), outages);
    signals[1].late = (draw.between((0.0, 4.0)) * plan.step).round();
    Plan { signals, ..plan }
}

pub fn missing_everywhere(draw: &mut Draw) -> Plan {
    let signals = country(draw);
    let outages = Outages { quiet: 0.6, ..Outages::usual((3.0 * HOUR, 48.0 * HOUR), (0.5, 1.0)) };
    let plan = Plan::new(draw, COARSE, (14.0, 35.0), signals[0].clone(), outages);
    let longest = (18.0 * HOUR / plan.step) as usize;
    Plan { signals, missing: Missing { everywhere: 3.0 / plan.bins as f64, longest, ..Missing::default() }, ..plan }
}

pub fn missing_here(draw: &mut Draw) -> Plan {
    let signals = country(draw);
    let outages = Outages { quiet: 0.6, ..Outages::usual((3.0 * HOUR, 48.0 * HOUR), (0.5, 1.0)) };
    let plan = Plan::new(draw, COARSE, (14.0, 35.0), signals[0].clone(), outages);
    let longest = (36.0 * HOUR / plan.step) as usize;
    Plan { signals, missing: Missing { here: 1.5 / plan.bins as f64, longest, ..Missing::default() }, ..plan }
}
