//! Nights, weekends, New Year, overlaps and half outages.

use super::*;
use crate::base::Settings;
use crate::base::time::parse_utc;

fn outage(start: &str, end: &str, depth: f64) -> Outage {
    let mut settings = Settings::default();
    for (key, value) in [("country", "KP"), ("start", start), ("end", end), ("depth", &depth.to_string())] {
        settings.set(key, value).unwrap();
    }
    crate::cost::calculate(&settings).unwrap().0.remove(0)
}

fn of(outages: &[Outage], zone: &str, weekend: &str) -> Vec<Hours> {
    hours(&outages.iter().collect::<Vec<_>>(), &Zone::named(zone).unwrap(), weekend)
}

#[test]
fn a_week_counts_as_a_week() {
    for weekend in ["67", "56", "5", "6", "7"] {
        let week = of(&[outage("2021-03-01T00:00Z", "2021-03-08T00:00Z", 1.0)], "Asia/Kathmandu", weekend)[0];
        assert!((week.full - 168.0).abs() < 1e-9 && (week.work - 168.0).abs() < 1e-6, "{week:?}");
        assert!((week.traffic - 168.0).abs() < 1e-6, "{week:?}");
    }
}

#[test]
fn the_seed_ran_into_the_morning() {
    let seed = of(&[outage("2014-12-22T16:15Z", "2014-12-23T01:46Z", 1.0)], "Asia/Pyongyang", "67")[0];
    assert!((seed.work - 8.8).abs() < 0.05 && (seed.traffic - 6.9).abs() < 0.05, "{seed:?}");
}

#[test]
fn a_night_and_a_day_off_weigh_less_than_a_working_day() {
    let hours = |start, end| of(&[outage(start, end, 1.0)], "Africa/Cairo", "56")[0].weighted();
    let working = hours("2023-03-06T08:00Z", "2023-03-06T12:00Z");
    assert!(hours("2023-03-06T00:00Z", "2023-03-06T04:00Z") < 0.5 * working);
    // 2023-03-10 is a Friday, a day off in Egypt; Sunday the 12th is not.
    assert!(hours("2023-03-10T08:00Z", "2023-03-10T12:00Z") < 0.8 * working);
    assert!((hours("2023-03-12T08:00Z", "2023-03-12T12:00Z") - working).abs() < 1e-9);
}

#[test]
fn half_an_outage_is_half() {
    let whole = of(&[outage("2023-03-06T08:10Z", "2023-03-07T09:20Z", 1.0)], "Asia/Tehran", "5")[0];
    let half = of(&[outage("2023-03-06T08:10Z", "2023-03-07T09:20Z", 0.5)], "Asia/Tehran", "5")[0];
    assert!((half.weighted() / whole.weighted() - 0.5).abs() < 1e-9);
    assert_eq!(half.plain, whole.plain);
}

#[test]
fn new_year_is_the_local_one() {
    // Pyongyang's 2015 began at 15:00 UTC.
    let years = of(&[outage("2014-12-31T12:00Z", "2015-01-01T00:00Z", 1.0)], "Asia/Pyongyang", "67");
    let plain: Vec<(i32, f64)> = years.iter().map(|hours| (hours.year, hours.plain)).collect();
    assert_eq!(plain, [(2014, 3.0), (2015, 9.0)]);
    let leap = of(&[outage("2024-02-01T00:00Z", "2024-02-02T00:00Z", 1.0)], "UTC", "67")[0];
    assert_eq!((leap.of_year(), years[0].of_year()), (8784.0, 8760.0));
}

#[test]
fn what_overlaps_counts_once_at_the_greater_depth() {
    let outages = [
        outage("2023-03-06T08:00Z", "2023-03-06T12:00Z", 0.5),
        outage("2023-03-06T10:00Z", "2023-03-06T14:00Z", 1.0),
        outage("2023-03-06T10:30Z", "2023-03-06T11:00Z", 0.2),
        outage("2023-03-06T20:00Z", "2023-03-06T21:00Z", 1.0),
    ];
    let day = of(&outages, "UTC", "67")[0];
    assert!((day.plain - 7.0).abs() < 1e-9 && (day.full - 6.0).abs() < 1e-9, "{day:?}");
}

#[test]
fn the_clock_change_moves_the_hour() {
    // 06:00 to 07:00 UTC is 07 to 08 in Berlin's winter and 08 to 09 in its summer.
    let winter = of(&[outage("2024-03-29T06:00Z", "2024-03-29T07:00Z", 1.0)], "Europe/Berlin", "67")[0];
    let summer = of(&[outage("2024-04-05T06:00Z", "2024-04-05T07:00Z", 1.0)], "Europe/Berlin", "67")[0];
    assert!(summer.work > 1.9 * winter.work, "{summer:?} {winter:?}");
    assert_eq!(parse_utc("2024-03-29").map(weekday), parse_utc("2024-04-05").map(weekday));
}
