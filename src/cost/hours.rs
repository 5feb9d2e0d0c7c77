//! Outages → hours: plain, depth-weighted, and depth-weighted by the local hour of the week, apart for each local year.
//!
//! In: outages with their depth profiles, the country's clock and weekend. Out: [`Hours`]. Outages that overlap count
//! once, at the greater depth.
//! The two weekly shapes are assumed. Their sourced end points: weekend work is 0.292 of a weekday's (American Time Use
//! Survey 2012), the trough of traffic 0.40 of its peak (Arbor Networks).

use crate::base::time::{Civil, HOUR, Millis, is_leap, weekday};
use crate::base::zone::Zone;
use crate::detect::Outage;

const WORK: [f64; 24] = [
    0.02, 0.015, 0.012, 0.012, 0.02, 0.05, 0.15, 0.40, 0.80, 0.95, 1.0, 1.0, 0.80, 0.95, 1.0, 1.0, 0.95, 0.75, 0.40,
    0.22, 0.15, 0.11, 0.07, 0.04,
];
const WEEKEND_WORK: f64 = 0.292;
const TRAFFIC: [f64; 24] = [
    0.60, 0.50, 0.43, 0.40, 0.40, 0.42, 0.48, 0.58, 0.68, 0.76, 0.82, 0.86, 0.88, 0.88, 0.88, 0.90, 0.92, 0.95, 0.98,
    1.0, 1.0, 0.95, 0.85, 0.72,
];

/// The hours of one local year.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Hours {
    /// The year.
    pub year: i32,
    /// From start to end, as published calculators count.
    pub plain: f64,
    /// H: depth-weighted.
    pub full: f64,
    /// Depth-weighted, by the hours at which people work.
    pub work: f64,
    /// Depth-weighted, by the hours at which traffic flows.
    pub traffic: f64,
}

impl Hours {
    /// N: hours of the year.
    pub fn of_year(&self) -> f64 {
        if is_leap(self.year) { 8784.0 } else { 8760.0 }
    }

    /// Hw: the mean of the two weekly shapes.
    pub fn weighted(&self) -> f64 {
        0.5 * (self.work + self.traffic)
    }
}

/// Connectivity lost over time.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Stretch {
    from: Millis,
    until: Millis,
    depth: f64,
}

/// The hours of outages together, by local year; years without any are left out.
pub(super) fn hours(outages: &[&Outage], zone: &Zone, weekend: &str) -> Vec<Hours> {
    let (mut lost, mut plain) = (Vec::new(), Vec::new());
    for outage in outages {
        let whole = Stretch { from: outage.start.best, until: outage.end.best, depth: 1.0 };
        plain = together(plain, vec![whole]);
        let flat = [(whole.from, outage.depth), (whole.until, 0.0)];
        let profile = if outage.profile().is_empty() { &flat } else { outage.profile() };
        let steps = profile.iter().zip(profile.iter().skip(1));
        let steps = steps.map(|(a, b)| Stretch { from: a.0, until: b.0, depth: a.1.clamp(0.0, 1.0) });
        lost = together(lost, steps.filter(|step| step.depth > 0.0 && step.until > step.from).collect());
    }
    let week = Week::of(weekend);
    let mut years: Vec<Hours> = Vec::new();
    for stretch in plain {
        walk(stretch, zone, &mut years, |hours, share, _| hours.plain += share);
    }
    for stretch in lost {
        walk(stretch, zone, &mut years, |hours, share, hour| {
            hours.full += share;
            hours.work += share * week.work(hour);
            hours.traffic += share * week.traffic(hour);
        });
    }
    years.sort_by_key(|hours| hours.year);
    years.retain(|hours| hours.plain > 0.0);
    years
}

/// Two losses over time as one: where both are, the greater depth. Both ascend and don't overlap in themselves.
fn together(mut a: Vec<Stretch>, b: Vec<Stretch>) -> Vec<Stretch> {
    let (Some(end), Some(start)) = (a.last().map(|s| s.until), b.first().map(|s| s.from)) else {
        return if a.is_empty() { b } else { a };
    };
    if end <= start {
        a.extend(b);
        return a;
    }
    let mut cuts: Vec<Millis> = a.iter().chain(&b).flat_map(|s| [s.from, s.until]).collect();
    cuts.sort();
    cuts.dedup();
    let depth_at = |losses: &[Stretch], at: Millis| {
        let next = losses.partition_point(|s| s.until <= at);
        losses.get(next).filter(|s| s.from <= at).map_or(0.0, |s| s.depth)
    };
    let pieces = cuts.iter().zip(cuts.iter().skip(1)).map(|(from, until)| Stretch {
        from: *from,
        until: *until,
        depth: depth_at(&a, *from).max(depth_at(&b, *from)),
    });
    pieces.filter(|piece| piece.depth > 0.0).collect()
}

/// Goes through a stretch by local clock hours: `add(year's hours, depth-weighted hours, hour of the week from Monday 0)`.
fn walk(stretch: Stretch, zone: &Zone, years: &mut Vec<Hours>, mut add: impl FnMut(&mut Hours, f64, usize)) {
    let mut from = stretch.from;
    while from < stretch.until {
        let local = from + zone.offset(from);
        let until = (from + HOUR - local.rem_euclid(HOUR)).min(stretch.until);
        let civil = Civil::of(local);
        let at = years.iter().position(|hours| hours.year == civil.year).unwrap_or(years.len());
        if at == years.len() {
            years.push(Hours { year: civil.year, ..Hours::default() });
        }
        if let Some(hours) = years.get_mut(at) {
            let share = stretch.depth * (until - from) as f64 / HOUR as f64;
            add(hours, share, (24 * weekday(local) + civil.hour) as usize);
        }
        from = until;
    }
}

/// The two weekly shapes, each of mean 1 over the week.
struct Week {
    rest: [bool; 7],
    work_mean: f64,
    traffic_mean: f64,
}

impl Week {
    fn of(weekend: &str) -> Week {
        let mut rest = [false; 7];
        for (day, rest) in (b'1'..).zip(rest.iter_mut()) {
            *rest = weekend.bytes().any(|b| b == day);
        }
        let days_off = rest.iter().filter(|off| **off).count() as f64;
        let day = WORK.iter().sum::<f64>() / 24.0;
        Week {
            rest,
            work_mean: day * (7.0 - days_off + days_off * WEEKEND_WORK) / 7.0,
            traffic_mean: TRAFFIC.iter().sum::<f64>() / 24.0,
        }
    }

    fn work(&self, hour: usize) -> f64 {
        let off = self.rest.get(hour / 24).is_some_and(|off| *off);
        let day = if off { WEEKEND_WORK } else { 1.0 };
        WORK.get(hour % 24).map_or(1.0, |weight| weight * day / self.work_mean)
    }

    fn traffic(&self, hour: usize) -> f64 {
        TRAFFIC.get(hour % 24).map_or(1.0, |weight| weight / self.traffic_mean)
    }
}

#[cfg(test)]
mod tests;
