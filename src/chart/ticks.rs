//! Ticks: of a time axis by the calendar, of a plain axis by 1, 2, 5, of a money axis by powers of ten.
//!
//! Plotters' own ticks are decimal, so a day would begin at a round number of milliseconds.

use super::locale::Grain;
use crate::base::num::{log10, pow};
use crate::base::time::{Civil, DAY, HOUR, MINUTE, Millis, days_from_civil};

/// Distances of ticks below a month, each with its grain.
const STEPS: [(Millis, Grain); 13] = [
    (MINUTE, Grain::Clock),
    (5 * MINUTE, Grain::Clock),
    (15 * MINUTE, Grain::Clock),
    (30 * MINUTE, Grain::Clock),
    (HOUR, Grain::Clock),
    (3 * HOUR, Grain::Clock),
    (6 * HOUR, Grain::Clock),
    (12 * HOUR, Grain::Clock),
    (DAY, Grain::Day),
    (2 * DAY, Grain::Day),
    (5 * DAY, Grain::Day),
    (7 * DAY, Grain::Day),
    (14 * DAY, Grain::Day),
];

/// Ticks between two moments, at most `most` of them; a tick at midnight is a day even among hours.
pub(super) fn time(from: Millis, until: Millis, most: usize) -> Vec<(Millis, Grain)> {
    let span = (until - from).max(1);
    let most = most.max(1) as Millis;
    if let Some((step, grain)) = STEPS.into_iter().find(|(step, _)| span / step <= most) {
        let first = (from.div_euclid(step) + i64::from(from.rem_euclid(step) > 0)) * step;
        return (0..)
            .map(|i| first + i * step)
            .take_while(|at| *at <= until)
            .map(|at| (at, if at.rem_euclid(DAY) == 0 { Grain::Day } else { grain }))
            .collect();
    }
    let months =
        [1, 3, 6, 12, 24, 60, 120].into_iter().find(|months| span / (30 * DAY * months) <= most).unwrap_or(240);
    let first = Civil::of(from);
    let start = i64::from(first.year) * 12 + i64::from(first.month) - 1;
    (start.div_euclid(months)..)
        .map(|i| i * months)
        .map(|month| days_from_civil(month.div_euclid(12) as i32, (month.rem_euclid(12) + 1) as u32, 1) * DAY)
        .skip_while(|at| *at < from)
        .take_while(|at| *at <= until)
        .map(|at| (at, if months < 12 { Grain::Month } else { Grain::Year }))
        .collect()
}

/// Round numbers from 0 to `top`, about `count` of them.
pub(super) fn plain(top: f64, count: f64) -> Vec<f64> {
    if !(top.is_finite() && top > 0.0) {
        return vec![0.0];
    }
    let rough = top / count.max(1.0);
    let power = pow(10.0, log10(rough).floor());
    let step = [1.0, 2.0, 5.0, 10.0].into_iter().map(|n| n * power).find(|step| *step >= rough).unwrap_or(rough);
    (0..=20).map(|i| f64::from(i) * step).take_while(|v| *v <= top * 1.0001).collect()
}

/// Powers of ten from below `low` to above `high`.
pub(super) fn powers(low: f64, high: f64) -> Vec<f64> {
    let first = log10(low.max(0.01)).floor() as i32;
    let last = (log10(high.max(0.1)).ceil() as i32).max(first + 1);
    (first..=last).map(|n| pow(10.0, f64::from(n))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::time::parse_utc;

    #[test]
    fn ticks_stand_where_a_clock_or_a_calendar_has_them() {
        let at = |text| parse_utc(text).unwrap();
        let days = time(at("2014-12-17"), at("2014-12-25"), 8);
        assert_eq!(days.len(), 9);
        assert!(days.iter().all(|(at, grain)| at % DAY == 0 && *grain == Grain::Day));
        let hours = time(at("2014-12-22T16:15"), at("2014-12-23T01:46"), 6);
        assert_eq!(hours[0], (at("2014-12-22T18:00"), Grain::Clock));
        assert!(hours.contains(&(at("2014-12-23"), Grain::Day)));
        let years = time(at("2019-01-01"), at("2025-01-21"), 7);
        assert_eq!(years.first(), Some(&(at("2019-01-01"), Grain::Year)));
        assert_eq!(years.len(), 7);
        // January alone on a narrow axis of some weeks says which one it is.
        let month = time(at("2025-12-06"), at("2026-01-31"), 2);
        assert_eq!(month, [(at("2026-01-01"), Grain::Month)]);
    }

    #[test]
    fn numbers_are_round() {
        assert_eq!(plain(4.2, 4.0), [0.0, 2.0, 4.0]);
        assert_eq!(plain(100.0, 4.0), [0.0, 50.0, 100.0]);
        assert_eq!(plain(0.0, 4.0), [0.0]);
        assert_eq!(powers(43.0, 7e6), [10.0, 100.0, 1e3, 1e4, 1e5, 1e6, 1e7]);
    }
}
