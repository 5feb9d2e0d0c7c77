//! Point 9, recurrence: the same clock window on several days is one pattern that its occurrences share.
//!
//! In: outages by start, and the zone of the clock. Out: the same outages, those of a pattern with its id, count and window. They
//! stay separate outages. Exam shutdowns, curfews and nightly cuts are such patterns.

use super::outage::{Edge, Outage, Recurrence};
use crate::base::num;
use crate::base::time::{DAY, MINUTE, Millis};
use crate::base::zone::Zone;

/// Occurrences that make a pattern: two nights are a coincidence, three are a rule.
const LEAST: usize = 3;
/// How far both clock times may stray from the pattern's, in a share of its length; at least a quarter of an hour.
const STRAY: f64 = 0.25;
/// Days that may lie between two occurrences: a week, for cuts on one weekday.
const APART: Millis = 7 * DAY + DAY / 2;

/// Finds the patterns.
pub(super) fn mark(outages: &mut [Outage], zone: &Zone) {
    let clock = |at: Millis| (at + zone.offset(at)).rem_euclid(DAY);
    let short = |o: &Outage| !o.ongoing && o.end.best - o.start.best < DAY;
    let mut free: Vec<usize> = (0..).zip(outages.iter()).filter(|(_, o)| short(o)).map(|(i, _)| i).collect();
    let mut patterns = 0;
    while let Some(&seed) = free.first() {
        let Some(first) = outages.get(seed) else { break };
        let (mut from, mut until) = (clock(first.start.best), clock(first.end.best));
        let mut group = Vec::new();
        // Once around the first, which may be at the pattern's rim, and once around the middle of what that gave.
        for _ in 0..2 {
            let reach = (((until - from).rem_euclid(DAY) as f64 * STRAY) as Millis).max(15 * MINUTE);
            // An edge of a wide bin is as near as its bounds allow.
            let near = |edge: Edge, around: Millis| {
                signed(clock(edge.lo), around) <= reach && signed(clock(edge.hi), around) >= -reach
            };
            let mut last = Millis::MIN;
            group.clear();
            for &i in &free {
                let Some(next) = outages.get(i) else { continue };
                let since = next.start.best.saturating_sub(last);
                if last != Millis::MIN && since > APART {
                    // Outages come by start: none behind this one is near enough either.
                    break;
                }
                let day_after = last == Millis::MIN || since > DAY / 2;
                if day_after && near(next.start, from) && near(next.end, until) {
                    group.push(i);
                    last = next.start.best;
                }
            }
            // The middle of an edge's bounds: its best moment leans to the boundary of its bin.
            let middle = |of: &dyn Fn(&Outage) -> Edge, around: Millis| {
                let edges = group.iter().filter_map(|i| outages.get(*i)).map(of);
                let mut offsets: Vec<f64> =
                    edges.map(|e| signed(clock(e.lo + (e.hi - e.lo) / 2), around) as f64).collect();
                around + num::median(&mut offsets).unwrap_or(0.0) as Millis
            };
            (from, until) = (middle(&|o| o.start, from), middle(&|o| o.end, until));
        }
        free.retain(|i| *i != seed && (group.len() < LEAST || group.binary_search(i).is_err()));
        if group.len() < LEAST {
            continue;
        }
        patterns += 1;
        let recurrence = Recurrence {
            id: format!("r{patterns}"),
            n: group.len(),
            from: hhmm(from),
            until: hhmm(until),
            zone: zone.name().to_owned(),
        };
        for index in group {
            if let Some(outage) = outages.get_mut(index) {
                outage.recurrence = Some(recurrence.clone());
            }
        }
    }
}

/// From `b` to `a` on the day's circle, −½ to ½ day.
fn signed(a: Millis, b: Millis) -> Millis {
    (a - b + DAY / 2).rem_euclid(DAY) - DAY / 2
}

/// Clock time to the nearest five minutes: a pattern is not sharper than its occurrences.
fn hhmm(clock: Millis) -> String {
    let minutes = ((clock + 5 * MINUTE / 2).rem_euclid(DAY)) / (5 * MINUTE) * 5;
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}
