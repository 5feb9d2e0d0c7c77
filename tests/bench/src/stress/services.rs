//! Kinds of what people do: traffic and services, with the rhythms and the noise they have.
//!
//! In: draws. Out: plans.

use super::draw::Draw;
use super::drops::Shape;
use super::noise::Noise;
use super::plan::{Outages, Plan, Signal};
use super::rhythm::{HOUR, Rhythm, Slow};

const FINE: &[f64] = &[5.0, 10.0, 15.0, 30.0, 60.0];
const HOURS: (f64, f64) = (2.0 * HOUR, 60.0 * HOUR);

fn traffic(draw: &mut Draw) -> Signal {
    let level = draw.log_between((200.0, 1e8));
    Signal::new(draw.pick(&["requests", "traffic", "users", "sessions", "bytes"]), level).rhythm(waves(draw))
}

/// A day's wave and a mild weekend.
fn waves(draw: &mut Draw) -> Rhythm {
    Rhythm {
        daily: draw.between((0.15, 0.65)),
        half_daily: draw.between((0.0, 0.15)),
        phase: draw.between((0.0, 24.0)),
        weekend: draw.between((0.8, 1.1)),
        ..Rhythm::default()
    }
}

/// Noise that is no trouble.
fn mild(draw: &mut Draw) -> Noise {
    Noise::Normal { sd: draw.between((0.01, 0.06)), memory: draw.between((0.0, 0.8)) }
}

pub fn heavy_tails(draw: &mut Draw) -> Plan {
    let noise = Noise::Heavy {
        sd: draw.between((0.05, 0.2)),
        freedom: draw.between((2.5, 5.0)),
        memory: draw.between((0.0, 0.6)),
    };
    let signal = traffic(draw).noise(noise);
    Plan::new(draw, FINE, (10.0, 40.0), signal, Outages::usual(HOURS, (0.4, 1.0)))
}

pub fn bursts(draw: &mut Draw) -> Plan {
    let noise = Noise::Bursts {
        sd: draw.between((0.03, 0.1)),
        chance: draw.between((0.002, 0.02)),
        size: draw.between((1.0, 6.0)),
        fades: draw.between((0.3, 0.8)),
    };
    let signal = traffic(draw).noise(noise);
    Plan::new(draw, FINE, (10.0, 40.0), signal, Outages::usual(HOURS, (0.4, 1.0)))
}

pub fn memory(draw: &mut Draw) -> Plan {
    let noise = Noise::Normal { sd: draw.between((0.08, 0.2)), memory: draw.between((0.93, 0.985)) };
    let signal = traffic(draw).noise(noise);
    Plan::new(draw, FINE, (14.0, 45.0), signal, Outages::usual(HOURS, (0.55, 1.0)))
}

pub fn weekday_service(draw: &mut Draw) -> Plan {
    let weekend = draw.between((0.02, 0.3));
    let rhythm = Rhythm { weekend, ..waves(draw) };
    let noise = mild(draw);
    let signal = traffic(draw).rhythm(rhythm).noise(noise);
    Plan::new(draw, FINE, (21.0, 60.0), signal, Outages::usual((3.0 * HOUR, 50.0 * HOUR), (0.5, 1.0)))
}

pub fn opening_hours(draw: &mut Draw) -> Plan {
    let hours =
        Some((draw.between((6.0, 10.0)).round(), draw.between((16.0, 22.0)).round(), draw.between((0.0, 0.08))));
    let weekend = draw.pick(&[1.0, 1.0, 0.6, 0.0]);
    let rhythm = Rhythm { hours, weekend, daily: draw.between((0.0, 0.1)), ..Rhythm::default() };
    let noise = mild(draw);
    let signal = traffic(draw).rhythm(rhythm).noise(noise);
    let days = if weekend < 0.5 { (28.0, 60.0) } else { (14.0, 45.0) };
    Plan::new(draw, FINE, days, signal, Outages::usual((3.0 * HOUR, 40.0 * HOUR), (0.6, 1.0)))
}

pub fn quiet_weekends(draw: &mut Draw) -> Plan {
    let weekend = draw.between((0.3, 0.6));
    let rhythm = Rhythm { weekend, ..waves(draw) };
    let noise = mild(draw);
    let signal = traffic(draw).rhythm(rhythm).noise(noise);
    Plan::new(draw, FINE, (14.0, 50.0), signal, Outages::usual(HOURS, (0.5, 1.0)))
}

pub fn holidays(draw: &mut Draw) -> Plan {
    let days = draw.between((28.0, 70.0)).round();
    // Not beside each other, and never on a weekend.
    let mut holidays: Vec<usize> = (0..draw.whole((1, 3))).map(|_| draw.whole((8, days as usize - 3))).collect();
    holidays.retain(|day| day % 7 < 5);
    let rhythm = Rhythm { weekend: draw.between((0.15, 0.6)), holidays, ..waves(draw) };
    let noise = mild(draw);
    let signal = traffic(draw).rhythm(rhythm).noise(noise);
    let outages = Outages { quiet: 0.6, ..Outages::usual((3.0 * HOUR, 40.0 * HOUR), (0.7, 1.0)) };
    Plan::new(draw, &[15.0, 30.0, 60.0], (days, days), signal, outages)
}

pub fn growth(draw: &mut Draw) -> Plan {
    let times = draw.between((2.5, 4.0));
    let noise = mild(draw);
    let signal = traffic(draw).slow(Slow::Growth(times)).noise(noise);
    Plan::new(draw, &[30.0, 60.0, 120.0], (40.0, 150.0), signal, Outages::usual((4.0 * HOUR, 100.0 * HOUR), (0.4, 1.0)))
}

pub fn drift(draw: &mut Draw) -> Plan {
    let days = draw.between((30.0, 90.0));
    let points = (0..(days / 7.0).ceil() as usize + 1).map(|_| draw.log_between((0.65, 1.5))).collect();
    let noise = mild(draw);
    let signal = traffic(draw).slow(Slow::Drift(points)).noise(noise);
    Plan::new(draw, &[15.0, 30.0, 60.0], (days, days), signal, Outages::usual(HOURS, (0.5, 1.0)))
}

pub fn level_shift(draw: &mut Draw) -> Plan {
    let slow = Slow::Shift(draw.between((0.25, 0.55)), draw.between((0.6, 0.85)));
    let noise = mild(draw);
    let signal = traffic(draw).slow(slow).noise(noise);
    Plan::new(draw, &[15.0, 30.0, 60.0], (35.0, 80.0), signal, Outages::none())
}

pub fn surges(draw: &mut Draw) -> Plan {
    let noise = Noise::Bursts {
        sd: draw.between((0.02, 0.08)),
        chance: draw.between((0.0005, 0.003)),
        size: draw.between((3.0, 20.0)),
        fades: draw.between((0.85, 0.98)),
    };
    let signal = traffic(draw).noise(noise);
    Plan::new(draw, FINE, (10.0, 30.0), signal, Outages::none())
}

pub fn mechanical(draw: &mut Draw) -> Plan {
    let level = draw.between((10.0, 100.0));
    let square = Rhythm { hours: Some((9.0, 18.0, draw.between((0.1, 0.5)))), ..Rhythm::default() };
    let signal = match draw.whole((0, 3)) {
        0 => Signal::new("value", level),
        1 => Signal::new("value", level).noise(Noise::Normal { sd: draw.between((0.1, 0.35)), memory: 0.0 }),
        2 => Signal::new("value", level).rhythm(square),
        _ => Signal::new("value", level)
            .rhythm(square)
            .noise(Noise::Normal { sd: draw.between((0.01, 0.1)), memory: 0.0 }),
    };
    let none = Outages { shapes: &[Shape::Box], ..Outages::none() };
    Plan::new(draw, &[5.0, 15.0], (7.0, 21.0), signal, none)
}
