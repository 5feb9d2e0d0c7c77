//! Point 9, recurrence: the same clock window on several days is one pattern that its occurrences share.
//!
//! In: outages by start, and the zone of the clock. Out: the same outages, those of a pattern with its id, count and window. They
//! stay separate outages. Exam shutdowns, curfews and nightly cuts are such patterns.

use super::{Outage, Recurrence};
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
    let mut free: Vec<usize> = (0..outages.len()).collect();
    let mut patterns = 0;
    while let Some(&seed) = free.first() {
        let Some(first) = outages.get(seed) else { break };
        let length = first.end.best - first.start.best;
        let reach = ((length as f64 * STRAY) as Millis).max(15 * MINUTE);
        let (from, until) = (clock(first.start.best), clock(first.end.best));
        let mut last = first.start.best;
        let mut group = vec![seed];
        for &other in free.iter().skip(1) {
            let Some(next) = outages.get(other) else { continue };
            let day_after = next.start.best - last > DAY / 2 && next.start.best - last <= APART;
            let alike =
                circular(clock(next.start.best), from) <= reach && circular(clock(next.end.best), until) <= reach;
            let long = (next.end.best - next.start.best) < DAY && length < DAY && !next.ongoing && !first.ongoing;
            if day_after && alike && long {
                group.push(other);
                last = next.start.best;
            }
        }
        if group.len() < LEAST {
            free.retain(|i| *i != seed);
            continue;
        }
        free.retain(|i| !group.contains(i));
        patterns += 1;
        let middle = |of: &dyn Fn(&Outage) -> Millis, around: Millis| {
            let mut offsets: Vec<f64> =
                group.iter().filter_map(|i| outages.get(*i)).map(|o| signed(clock(of(o)), around) as f64).collect();
            around + num::median(&mut offsets).unwrap_or(0.0) as Millis
        };
        let recurrence = Recurrence {
            id: format!("r{patterns}"),
            n: group.len(),
            from: hhmm(middle(&|o| o.start.best, from)),
            until: hhmm(middle(&|o| o.end.best, until)),
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

fn circular(a: Millis, b: Millis) -> Millis {
    signed(a, b).abs()
}

/// Clock time to the nearest five minutes: a pattern is not sharper than its occurrences.
fn hhmm(clock: Millis) -> String {
    let minutes = ((clock + 5 * MINUTE / 2).rem_euclid(DAY)) / (5 * MINUTE) * 5;
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}
