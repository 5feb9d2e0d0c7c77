//! Kinds of what is counted: few of a thing, shares of a hundred, and what goes up when it is bad.
//!
//! In: draws. Out: plans.

use super::draw::Draw;
use super::drops::Shape;
use super::noise::{Noise, Reads};
use super::plan::{Outages, Plan, Signal};
use super::rhythm::{HOUR, Rhythm};

const BOXES: &[Shape] = &[Shape::Box, Shape::Box, Shape::Ramp];

fn wave(draw: &mut Draw, most: f64) -> Rhythm {
    Rhythm { daily: draw.between((0.0, most)), phase: draw.between((0.0, 24.0)), ..Rhythm::default() }
}

pub fn near_zero(draw: &mut Draw) -> Plan {
    let level = draw.between((0.8, 4.0));
    let rhythm = wave(draw, 0.3);
    let signal = Signal::new("tests", level).rhythm(rhythm).noise(Noise::Poisson).quantum(1.0);
    Plan::new(draw, &[60.0], (20.0, 60.0), signal, Outages::usual((30.0 * HOUR, 140.0 * HOUR), (0.9, 1.0)))
}

pub fn over_dispersed(draw: &mut Draw) -> Plan {
    let level = draw.log_between((8.0, 80.0));
    let noise = Noise::Dispersed { shape: draw.between((4.0, 15.0)), memory: draw.pick(&[0.0, 0.5, 0.8]) };
    let rhythm = wave(draw, 0.4);
    let signal = Signal::new("probes_up", level).rhythm(rhythm).noise(noise).quantum(1.0);
    Plan::new(draw, &[10.0, 30.0, 60.0], (14.0, 45.0), signal, Outages::usual((8.0 * HOUR, 90.0 * HOUR), (0.6, 1.0)))
}

pub fn half_deep_long(draw: &mut Draw) -> Plan {
    let level = draw.between((22.0, 45.0));
    let noise = draw.pick(&[Noise::Poisson, Noise::Dispersed { shape: 40.0, memory: 0.0 }]);
    let signal = Signal::new("probes_responding", level).noise(noise).quantum(1.0);
    let outages = Outages { shapes: BOXES, ..Outages::usual((20.0 * HOUR, 70.0 * HOUR), (0.35, 0.6)) };
    Plan::new(draw, &[30.0, 60.0], (14.0, 40.0), signal, outages)
}

pub fn small_region(draw: &mut Draw) -> Plan {
    let level = draw.log_between((4.0, 25.0));
    let rhythm = Rhythm { daily: draw.between((0.3, 0.7)), weekend: draw.between((0.8, 1.1)), ..wave(draw, 0.1) };
    let noise = Noise::Dispersed { shape: draw.between((15.0, 60.0)), memory: 0.0 };
    let signal = Signal::new("users", level).rhythm(rhythm).noise(noise).quantum(1.0);
    Plan::new(draw, &[15.0, 30.0, 60.0], (14.0, 45.0), signal, Outages::usual((12.0 * HOUR, 90.0 * HOUR), (0.7, 1.0)))
}

pub fn few_levels(draw: &mut Draw) -> Plan {
    let n = draw.whole((3, 8));
    let up = draw.between((0.985, 0.999));
    let signal = Signal::new("prefixes", n as f64 * up).noise(Noise::Probes { n }).quantum(1.0);
    let outages = Outages { shapes: &[Shape::Box], ..Outages::usual((2.0 * HOUR, 60.0 * HOUR), (0.5, 1.0)) };
    Plan::new(draw, &[5.0, 10.0, 15.0], (7.0, 30.0), signal, outages)
}

pub fn up_down(draw: &mut Draw) -> Plan {
    let up = draw.between((0.99, 0.9995));
    let signal = Signal::new("up", up).noise(Noise::Probes { n: 1 }).quantum(1.0);
    let outages = Outages { shapes: &[Shape::Box], ..Outages::usual((0.5 * HOUR, 12.0 * HOUR), (1.0, 1.0)) };
    Plan::new(draw, &[1.0, 2.0, 5.0], (2.0, 10.0), signal, outages)
}

pub fn percent_quantised(draw: &mut Draw) -> Plan {
    let level = draw.between((95.0, 99.5));
    let noise = Noise::Normal { sd: draw.between((0.004, 0.015)), memory: draw.between((0.0, 0.5)) };
    let quantum = draw.pick(&[1.0, 1.0, 0.5, 5.0]);
    let signal = Signal::new("online_percent", level).noise(noise).reads(Reads::Percent).quantum(quantum);
    Plan::new(draw, &[5.0, 15.0, 60.0], (7.0, 40.0), signal, Outages::usual((2.0 * HOUR, 60.0 * HOUR), (0.25, 1.0)))
}

pub fn percent_bounded(draw: &mut Draw) -> Plan {
    let level = draw.between((85.0, 97.0));
    let rhythm = wave(draw, 0.12);
    let noise = Noise::Normal { sd: draw.between((0.01, 0.04)), memory: draw.between((0.0, 0.7)) };
    let signal =
        Signal::new("availability_percent", level).rhythm(rhythm).noise(noise).reads(Reads::Percent).quantum(0.1);
    Plan::new(draw, &[10.0, 30.0, 60.0], (10.0, 40.0), signal, Outages::usual((3.0 * HOUR, 60.0 * HOUR), (0.3, 1.0)))
}

pub fn loss(draw: &mut Draw) -> Plan {
    let level = draw.between((0.2, 3.0));
    let pings = draw.pick(&[10, 20, 50, 100]);
    let signal = Signal::new("packet_loss_percent", level)
        .noise(Noise::Bursts { sd: 0.5, chance: 0.01, size: 2.0, fades: 0.4 })
        .reads(Reads::Loss { pings })
        .quantum(1.0);
    Plan::new(draw, &[1.0, 5.0, 10.0], (3.0, 14.0), signal, Outages::usual((1.0 * HOUR, 24.0 * HOUR), (0.5, 1.0)))
}

pub fn latency(draw: &mut Draw) -> Plan {
    let level = draw.between((8.0, 180.0));
    let times = draw.between((4.0, 12.0));
    let noise = Noise::Bursts { sd: draw.between((0.03, 0.15)), chance: 0.01, size: 1.0, fades: 0.3 };
    let rhythm = wave(draw, 0.15);
    let signal = Signal::new("rtt_ms", level).rhythm(rhythm).noise(noise).reads(Reads::Latency { times }).quantum(0.1);
    Plan::new(draw, &[1.0, 5.0, 15.0], (3.0, 21.0), signal, Outages::usual((1.0 * HOUR, 30.0 * HOUR), (0.5, 0.95)))
}

pub fn without_service(draw: &mut Draw) -> Plan {
    let total = draw.log_between((5e3, 2e6)).round();
    let quiet = total * draw.log_between((5e-5, 1e-3));
    let signal = Signal::new("customers_without_service", quiet.max(1.0))
        .noise(Noise::Dispersed { shape: 2.0, memory: 0.7 })
        .reads(Reads::Without { total })
        .quantum(1.0);
    let shapes: &[Shape] = &[Shape::SlowReturn, Shape::SlowReturn, Shape::Box];
    let outages = Outages { shapes, count: (1, 2), ..Outages::usual((6.0 * HOUR, 120.0 * HOUR), (0.2, 0.95)) };
    Plan::new(draw, &[15.0, 30.0, 60.0], (10.0, 40.0), signal, outages)
}
