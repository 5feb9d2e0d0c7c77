//! Kinds by the time they cover and by the shape of what befalls them.
//!
//! In: draws. Out: plans.

use super::draw::Draw;
use super::drops::Shape;
use super::noise::Noise;
use super::plan::{Ends, Missing, Outages, Plan, Signal};
use super::rhythm::{DAY, HOUR, Rhythm};

const FINE: &[f64] = &[5.0, 10.0, 15.0, 30.0, 60.0];

/// A signal of any usual kind: traffic with a wave, probes, routes.
fn any(draw: &mut Draw) -> Signal {
    let wave = Rhythm {
        daily: draw.between((0.1, 0.5)),
        phase: draw.between((0.0, 24.0)),
        weekend: draw.between((0.8, 1.1)),
        ..Rhythm::default()
    };
    let noise = Noise::Normal { sd: draw.between((0.01, 0.07)), memory: draw.between((0.0, 0.8)) };
    match draw.whole((0, 2)) {
        0 => Signal::new("requests", draw.log_between((500.0, 1e7))).rhythm(wave).noise(noise),
        1 => Signal::new("probes_up", draw.log_between((40.0, 5e3)))
            .noise(Noise::Dispersed { shape: 300.0, memory: 0.5 })
            .quantum(1.0),
        _ => Signal::new("routes", draw.log_between((100.0, 2e4)))
            .noise(Noise::Normal { sd: 0.002, memory: 0.9 })
            .quantum(1.0),
    }
}

/// Outages from two hours to three days, deep enough for any of these signals.
fn plain(shapes: &'static [Shape]) -> Outages {
    Outages { shapes, ..Outages::usual((2.0 * HOUR, 72.0 * HOUR), (0.3, 1.0)) }
}

pub fn daily_years(draw: &mut Draw) -> Plan {
    let rhythm = Rhythm { weekend: draw.between((0.7, 1.1)), yearly: draw.between((0.0, 0.25)), ..Rhythm::default() };
    let noise = Noise::Normal { sd: draw.between((0.02, 0.08)), memory: draw.between((0.0, 0.8)) };
    let signal = Signal::new("users", draw.log_between((1e3, 1e7))).rhythm(rhythm).noise(noise);
    Plan::new(draw, &[1440.0], (500.0, 2000.0), signal, Outages::usual((3.0 * DAY, 45.0 * DAY), (0.4, 1.0)))
}

pub fn short_file(draw: &mut Draw) -> Plan {
    let signal = any(draw);
    let outages = Outages { count: (1, 1), ..Outages::usual((2.0 * HOUR, 14.0 * HOUR), (0.6, 1.0)) };
    Plan::new(draw, &[5.0, 10.0, 15.0, 30.0], (1.7, 3.4), signal, outages)
}

pub fn one_day(draw: &mut Draw) -> Plan {
    // A day's wave can't be told from a fall within one day: no traffic here.
    let (level, noise) = (draw.log_between((20.0, 5e3)), Noise::Dispersed { shape: 100.0, memory: 0.5 });
    let signal = Signal::new("probes_up", level).noise(noise).quantum(1.0);
    let outages = Outages {
        count: (1, 2),
        shapes: &[Shape::Box, Shape::Ramp],
        ..Outages::usual((0.5 * HOUR, 6.0 * HOUR), (0.5, 1.0))
    };
    Plan::new(draw, &[1.0, 2.0, 5.0, 10.0], (1.0, 1.0), signal, outages)
}

pub fn starts_out(draw: &mut Draw) -> Plan {
    let signal = any(draw);
    let outages =
        Outages { ends: Ends::OpenStart, count: (1, 1), quiet: 0.15, ..plain(&[Shape::Box, Shape::SlowReturn]) };
    Plan::new(
        draw,
        FINE,
        (10.0, 35.0),
        signal,
        Outages { secs: (6.0 * HOUR, 72.0 * HOUR), depth: (0.5, 1.0), ..outages },
    )
}

pub fn ends_out(draw: &mut Draw) -> Plan {
    let signal = any(draw);
    let outages = Outages { ends: Ends::OpenEnd, count: (1, 1), quiet: 0.15, ..plain(&[Shape::Box]) };
    Plan::new(
        draw,
        FINE,
        (10.0, 35.0),
        signal,
        Outages { secs: (3.0 * HOUR, 72.0 * HOUR), depth: (0.4, 1.0), ..outages },
    )
}

pub fn gaps_inside(draw: &mut Draw) -> Plan {
    let signal = any(draw);
    let within = draw.between((0.15, 0.6));
    let outages = Outages { secs: (6.0 * HOUR, 72.0 * HOUR), count: (1, 2), ..plain(&[Shape::Box]) };
    let plan = Plan::new(draw, FINE, (10.0, 35.0), signal, outages);
    Plan { missing: Missing { within, ..plan.missing }, ..plan }
}

pub fn irregular(draw: &mut Draw) -> Plan {
    let signal = any(draw);
    let plan = Plan::new(draw, FINE, (7.0, 30.0), signal, plain(&[Shape::Box, Shape::Ramp]));
    let jitter = draw.between((0.02, 0.5));
    Plan { missing: Missing { jitter, everywhere: 0.03, longest: 3, ..plan.missing }, ..plan }
}

pub fn slow_return(draw: &mut Draw) -> Plan {
    let signal = any(draw);
    let outages = Outages { secs: (12.0 * HOUR, 96.0 * HOUR), count: (1, 2), ..plain(&[Shape::SlowReturn]) };
    Plan::new(draw, FINE, (14.0, 40.0), signal, outages)
}

pub fn stairs(draw: &mut Draw) -> Plan {
    let signal = any(draw);
    let outages = Outages { secs: (8.0 * HOUR, 72.0 * HOUR), depth: (0.5, 1.0), ..plain(&[Shape::Stairs]) };
    Plan::new(draw, FINE, (10.0, 35.0), signal, outages)
}

pub fn flapping(draw: &mut Draw) -> Plan {
    let signal = any(draw);
    let outages =
        Outages { secs: (24.0 * HOUR, 96.0 * HOUR), depth: (0.5, 1.0), count: (1, 2), ..plain(&[Shape::Flapping]) };
    Plan::new(draw, &[5.0, 10.0, 15.0, 30.0], (14.0, 40.0), signal, outages)
}

pub fn short_total(draw: &mut Draw) -> Plan {
    let signal = any(draw);
    let plan = Plan::new(draw, FINE, (10.0, 35.0), signal, plain(&[Shape::Box]));
    let secs = (2.5 * plan.step, 6.0 * plan.step);
    Plan { outages: Outages { secs, depth: (0.95, 1.0), count: (1, 4), ..plan.outages }, ..plan }
}

pub fn long_partial(draw: &mut Draw) -> Plan {
    let signal = any(draw);
    let outages = Outages {
        secs: (36.0 * HOUR, 120.0 * HOUR),
        depth: (0.3, 0.55),
        count: (1, 2),
        ..plain(&[Shape::Box, Shape::Ramp])
    };
    Plan::new(draw, FINE, (21.0, 50.0), signal, outages)
}

pub fn nights(draw: &mut Draw) -> Plan {
    let signal = any(draw);
    let outages = Outages {
        secs: (3.0 * HOUR, 8.0 * HOUR),
        depth: (0.7, 1.0),
        count: (1, 1),
        nights: Some((5, 12)),
        ..plain(&[Shape::Box])
    };
    Plan::new(draw, &[5.0, 10.0, 15.0, 30.0], (28.0, 45.0), signal, outages)
}
