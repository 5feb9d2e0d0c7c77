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
            // The middle of an edge's bounds, as far as they may stray: its best moment leans to the boundary of its bin.
            let middle = |of: &dyn Fn(&Outage) -> Edge, around: Millis| {
                let edges = group.iter().filter_map(|i| outages.get(*i)).map(of);
                let centre = |e: Edge| i64::midpoint(e.lo.max(e.best - reach), e.hi.min(e.best + reach));
                let mut offsets: Vec<f64> = edges.map(|e| signed(clock(centre(e)), around) as f64).collect();
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

#[cfg(test)]
mod tests {
    use super::super::edits::tests::outage;
    use super::*;
    use crate::base::time::HOUR;

    const DAY_ONE: Millis = 16_000 * DAY;

    /// Outages at these minutes of the days from the first on, in UTC.
    fn outages(at: &[(i64, i64, i64)]) -> Vec<Outage> {
        let one = |&(day, from, until): &(i64, i64, i64)| {
            let midnight = DAY_ONE + day * DAY;
            outage("o", midnight + from * MINUTE, midnight + until * MINUTE)
        };
        at.iter().map(one).collect()
    }

    /// The pattern of each: its id, how often, and its window.
    fn patterns(mut outages: Vec<Outage>) -> Vec<String> {
        mark(&mut outages, &Zone::utc());
        let told = |r: Recurrence| format!("{} {} {}-{}", r.id, r.n, r.from, r.until);
        outages.into_iter().map(|o| o.recurrence.map_or(String::from("-"), told)).collect()
    }

    #[test]
    fn three_nights_are_a_pattern_and_two_are_none() {
        let night = |day| (day, 1_380, 1_740);
        assert_eq!(patterns(outages(&[night(0), night(1)])), ["-"; 2]);
        assert_eq!(patterns(outages(&[night(0), night(1), night(2)])), ["r1 3 23:00-05:00"; 3]);
        let mut here = outages(&[night(0), night(1), night(2)]);
        mark(&mut here, &Zone::named("+02:30").unwrap());
        let pattern = here[0].recurrence.clone().unwrap();
        assert_eq!(
            (pattern.from.as_str(), pattern.until.as_str(), pattern.zone.as_str()),
            ("01:30", "07:30", "+02:30")
        );
    }

    #[test]
    fn each_pattern_has_a_number_of_its_own() {
        let days = [0, 1, 2].map(|day| [(day, 120, 180), (day, 840, 960)]).concat();
        assert_eq!(patterns(outages(&days)), ["r1 3 02:00-03:00", "r2 3 14:00-16:00"].repeat(3));
    }

    #[test]
    fn cuts_of_one_weekday_are_a_pattern_and_of_every_eighth_day_none() {
        // Ten minutes later in each week: more than seven days apart.
        let weekly = outages(&[(0, 600, 720), (7, 610, 730), (14, 620, 740)]);
        assert_eq!(patterns(weekly), ["r1 3 10:10-12:10"; 3]);
        assert_eq!(patterns(outages(&[(0, 600, 720), (8, 600, 720), (16, 600, 720)])), ["-"; 3]);
    }

    #[test]
    fn clock_times_stray_by_a_quarter_of_the_length_or_of_an_hour() {
        for (length, stray, alike) in [(480, 90, true), (480, 150, false), (20, 12, true), (20, 18, false)] {
            let late = (600 + stray, 600 + stray + length);
            let found = patterns(outages(&[(0, 600, 600 + length), (1, late.0, late.1), (2, late.0, late.1)]));
            assert_eq!(found != ["-"; 3], alike, "{stray} minutes of {length}: {found:?}");
        }
        // The same start is not enough, nor the same end.
        assert_eq!(patterns(outages(&[(0, 600, 720), (1, 600, 960), (2, 600, 1_320)])), ["-"; 3]);
        assert_eq!(patterns(outages(&[(0, 600, 1_320), (1, 960, 1_320), (2, 1_200, 1_320)])), ["-"; 3]);
    }

    #[test]
    fn two_cuts_of_one_night_count_once() {
        let nights = [(0, 120, 125), (0, 130, 135), (1, 120, 125), (1, 130, 135)];
        assert_eq!(patterns(outages(&nights)), ["-"; 4]);
    }

    #[test]
    fn a_window_lies_in_the_middle_of_what_is_known_of_its_edges() {
        let known = |before| {
            let mut found = outages(&[(0, 660, 780), (1, 660, 780), (2, 660, 780)]);
            for one in &mut found {
                one.start.lo -= before;
                one.end.lo -= before;
            }
            patterns(found)
        };
        assert_eq!(known(20 * MINUTE), ["r1 3 10:50-12:50"; 3]);
        // No further than occurrences may stray: a quarter of two hours.
        assert_eq!(known(30 * MINUTE), ["r1 3 10:45-12:45"; 3]);
        assert_eq!(known(HOUR), ["r1 3 10:45-12:45"; 3]);
        // The first may be at the rim.
        assert_eq!(patterns(outages(&[(0, 600, 720), (1, 620, 740), (2, 620, 740)])), ["r1 3 10:20-12:20"; 3]);
        // To the nearest five minutes.
        assert_eq!(patterns(outages(&[(0, 603, 717), (1, 603, 717), (2, 603, 717)])), ["r1 3 10:05-11:55"; 3]);
    }

    #[test]
    fn what_lasts_a_day_or_goes_on_is_no_part_of_a_pattern() {
        assert_eq!(patterns(outages(&[(0, 600, 2_039), (2, 600, 2_039), (4, 600, 2_039)])), ["r1 3 10:00-10:00"; 3]);
        assert_eq!(patterns(outages(&[(0, 600, 2_040), (2, 600, 2_040), (4, 600, 2_040)])), ["-"; 3]);
        let mut found = outages(&[(0, 600, 720), (1, 600, 720), (2, 600, 720), (3, 600, 720)]);
        found[3].ongoing = true;
        assert_eq!(patterns(found), ["r1 3 10:00-12:00", "r1 3 10:00-12:00", "r1 3 10:00-12:00", "-"]);
    }
}
