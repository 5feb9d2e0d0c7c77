//! The room as a whole, on the data of the story and on made-up signals.

use super::fixtures::series;
use super::prng::Prng;
use super::{Outages, detect, prepare};
use crate::base::time::{DAY, HOUR, MINUTE, Millis, SECOND, parse_utc};
use crate::base::{Code, Kind, Series, Settings, Times};
use std::rc::Rc;

fn found(series: &[Series], settings: &Settings) -> Outages {
    let prepared = prepare(series, &[], settings).unwrap();
    detect(&prepared, series, settings).unwrap()
}

fn story() -> Series {
    let text = include_str!("../../www/data/north-korea-2014.csv");
    let rows = text.lines().filter(|l| l.starts_with("2014"));
    let (times, values): (Vec<Millis>, Vec<f64>) = rows
        .map(|row| {
            let mut cells = row.split(',');
            (parse_utc(cells.next().unwrap()).unwrap(), cells.next().unwrap().parse::<f64>().unwrap())
        })
        .unzip();
    Series { times: Times::Stamps(times), ..series(Kind::Routes, 5, &values) }
}

fn at(text: &str) -> Millis {
    parse_utc(text).unwrap()
}

fn longest(outages: &Outages) -> &super::Outage {
    outages.found.iter().max_by(|a, b| a.duration.best.total_cmp(&b.duration.best)).unwrap()
}

#[test]
fn four_prefixes_are_out_for_571_minutes() {
    let outages = found(&[story()], &Settings::default());
    let outage = longest(&outages);
    assert_eq!((outage.start.best, outage.end.best), (at("2014-12-22T16:15"), at("2014-12-23T01:46")));
    assert_eq!(outage.duration.best, 571.0 * 60.0);
    assert!(outage.duration.lo <= outage.duration.best && outage.duration.best <= outage.duration.hi);
    // The values come by the minute: neither edge may be less certain than that.
    assert!(outage.duration.hi - outage.duration.lo < 120.0, "{:?}", outage.duration);
    assert!((outage.equivalent_secs - 571.0 * 60.0).abs() < 1.0 && outage.depth > 0.999);
    let second = outages.found.last().unwrap();
    assert_eq!((second.start.best, second.end.best), (at("2014-12-23T15:41"), at("2014-12-23T16:12")));
    assert!(outages.found.iter().any(|o| o.start.best == at("2014-12-23T07:50")), "the blip just before 08:00");
    assert!(outages.found.iter().filter(|o| o.start.best < outage.start.best).all(|o| o.duration.best < 2.0 * 3600.0));
}

#[test]
fn shifting_scaling_renaming_and_reordering_move_the_results_just_so() {
    let mut prng = Prng::new(1);
    let days = 20 * 288;
    let value = |i: usize, prng: &mut Prng| {
        let wave = 1.0 + 0.4 * libm::sin(i as f64 / 288.0 * std::f64::consts::TAU);
        let out = if (3000..3100).contains(&i) { 0.3 } else { 1.0 };
        wave * out * (1.0 + 0.02 * prng.normal())
    };
    let traffic: Vec<f64> = (0..days).map(|i| value(i, &mut prng)).collect();
    let a = [
        story(),
        Series {
            times: Times::Stamps((0..days as i64).map(|i| at("2014-12-01") + i * 5 * MINUTE).collect()),
            ..series(Kind::Traffic, 5, &traffic)
        },
    ];
    let shift = 37 * MINUTE;
    let moved = |s: &Series| {
        let Times::Stamps(stamps) = &s.times else { panic!() };
        Series {
            id: format!("x-{}", s.id),
            label: String::from("Another name"),
            values: s.values.iter().map(|v| v * 1024.0).collect::<Vec<f64>>().into(),
            times: Times::Stamps(stamps.iter().map(|t| t + shift).collect()),
            ..s.clone()
        }
    };
    let b = [moved(&a[1]), moved(&a[0])];
    let (before, after) = (found(&a, &Settings::default()), found(&b, &Settings::default()));
    assert_eq!(before.found.len(), after.found.len());
    assert!(before.found.len() >= 7, "{:?}", before.found.iter().map(|o| &o.reason).collect::<Vec<_>>());
    for (x, y) in before.found.iter().zip(&after.found) {
        assert_eq!(x.start.best + shift, y.start.best);
        assert_eq!(x.end.hi + shift, y.end.hi);
        assert_eq!(1 - x.reference, y.reference);
        assert!((x.equivalent_secs - y.equivalent_secs).abs() < 1e-6 * x.equivalent_secs);
    }
}

fn quiet(kind: Kind, minutes: i64, bins: usize, noise: f64, seed: u64) -> Series {
    let mut prng = Prng::new(seed);
    let values: Vec<f64> = (0..bins).map(|_| 1000.0 * (1.0 + noise * prng.normal())).collect();
    series(kind, minutes, &values)
}

fn scaled(mut series: Series, bins: std::ops::Range<usize>, factor: f64) -> Series {
    for value in &mut Rc::make_mut(&mut series.values)[bins] {
        *value *= factor;
    }
    series
}

#[test]
fn an_outage_has_no_age_limit_and_one_without_return_goes_on() {
    let returned = scaled(quiet(Kind::Probing, 30, 48 * 60, 0.01, 1), 480..480 + 48 * 20, 0.03);
    let outages = found(&[returned], &Settings::default());
    assert_eq!(outages.found.len(), 1);
    assert!((outages.found[0].duration.best - 20.0 * 86_400.0).abs() < 60.0);
    let open = scaled(quiet(Kind::Probing, 30, 48 * 20, 0.01, 2), 700..960, 0.2);
    let outages = found(&[open], &Settings::default());
    assert!(outages.found[0].ongoing && outages.found[0].duration.hi.is_infinite());
}

#[test]
fn a_shift_of_the_level_is_a_note_and_no_outage() {
    let shifted = scaled(quiet(Kind::Probing, 10, 144 * 30, 0.01, 3), 2000..4320, 0.8);
    let outages = found(&[shifted], &Settings::default());
    assert!(outages.found.is_empty(), "{:?}", outages.found);
    assert!(outages.notes.has(Code::LevelShift));
}

#[test]
fn a_count_that_ends_at_nothing_has_two_readings_and_a_trickle_that_runs_dry_is_the_end_of_the_collection() {
    let ended = |kind, left| scaled(quiet(kind, 15, 96 * 6, 0.01, 4), 500..576, left);
    let outages = found(&[ended(Kind::Other, 0.0)], &Settings::default());
    assert!(outages.found[0].ongoing && outages.notes.has(Code::EndOfData));
    let outages = found(&[ended(Kind::Other, 0.002)], &Settings::default());
    assert!(outages.found[0].ongoing && outages.notes.has(Code::EndOfData));
    let dry = scaled(ended(Kind::Other, 0.002), 530..576, 0.1);
    let outages = found(&[dry], &Settings::default());
    assert!(outages.found.is_empty() && outages.notes.has(Code::EndOfData));
    let outages = found(&[ended(Kind::Routes, 0.0)], &Settings::default());
    assert!(outages.found[0].ongoing && !outages.notes.has(Code::EndOfData));
}

#[test]
fn a_gap_is_never_an_outage_and_latency_has_none() {
    let gap = scaled(quiet(Kind::Traffic, 15, 96 * 6, 0.01, 5), 300..330, f64::NAN);
    assert!(found(&[gap], &Settings::default()).found.is_empty());
    let fast = scaled(quiet(Kind::Latency, 15, 96 * 6, 0.01, 5), 300..330, 0.1);
    assert!(found(&[fast], &Settings::default()).found.is_empty());
}

#[test]
fn a_partial_last_bin_is_dropped() {
    let partial = scaled(quiet(Kind::Traffic, 15, 96 * 6, 0.01, 6), 575..576, 0.2);
    let outages = found(&[partial], &Settings::default());
    assert!(outages.found.is_empty() && outages.notes.has(Code::PartialLastBin));
}

#[test]
fn signals_are_fused_with_a_named_reference_and_blanks_are_zeros() {
    let bins = 300..372;
    let probing = scaled(quiet(Kind::Probing, 30, 48 * 20, 0.01, 7), bins.clone(), 0.05);
    let routes = scaled(quiet(Kind::Routes, 30, 48 * 20, 0.001, 8), 302..340, 0.88);
    let telescope = scaled(quiet(Kind::Telescope, 30, 48 * 20, 0.05, 9), bins, f64::NAN);
    let outages = found(&[routes, telescope, probing], &Settings::default());
    assert_eq!(outages.found.len(), 1);
    let outage = &outages.found[0];
    assert_eq!(outage.reference, 2);
    assert!(outage.routes_up);
    assert_eq!(outage.signals.iter().map(|s| s.series).collect::<Vec<_>>(), [2, 1, 0]);
    let blank = outages.notes.list().iter().find(|note| note.code == Code::BlankProbablyZero).unwrap();
    assert!(blank.message.ends_with("; left out, 0.0."), "{}", blank.message);
    assert!((outage.signals[1].equivalent_secs - 36.0 * 3600.0).abs() < 3600.0);
}

#[test]
fn nightly_cuts_are_one_recurrence() {
    let mut signal = quiet(Kind::Probing, 10, 144 * 20, 0.01, 10);
    for night in 4..12 {
        signal = scaled(signal, night * 144 + 6..night * 144 + 30, 0.1);
    }
    let outages = found(&[signal], &Settings::default());
    assert_eq!(outages.found.len(), 8);
    for outage in &outages.found {
        let recurrence = outage.recurrence.as_ref().unwrap();
        assert_eq!((recurrence.n, recurrence.from.as_str(), recurrence.until.as_str()), (8, "01:00", "05:00"));
    }
}

/// Fourteen answers a bin stray by a quarter, and on two nights of three there are none: no bin alone is sure, the nights are.
#[test]
fn nights_without_any_of_few_counts_are_one_recurrence() {
    let mut signal = quiet(Kind::Probing, 120, 12 * 60, 0.27, 16);
    for night in 6..46 {
        signal = scaled(signal, night * 12 + 1..night * 12 + 4, 0.0);
    }
    Rc::make_mut(&mut signal.values).iter_mut().for_each(|v| *v = (*v * 0.014).max(0.0).round());
    // Two days of twice as many in the middle are no new level, and what follows them is no outage.
    let outages = found(&[scaled(signal, 300..322, 2.0)], &Settings::default()).found;
    let patterned = outages.iter().filter(|o| o.recurrence.as_ref().is_some_and(|r| r.n >= 36)).count();
    assert!(
        patterned >= 36 && outages.len() <= 42,
        "{patterned} of {}: {:?}",
        outages.len(),
        outages
            .iter()
            .map(|o| (
                crate::base::time::iso(o.start.best),
                crate::base::time::iso(o.end.best),
                (o.depth * 100.0) as i64
            ))
            .collect::<Vec<_>>()
    );
}

#[test]
fn the_ask_cuts_chooses_and_is_refused_by_name() {
    let all = [story(), quiet(Kind::Traffic, 5, 2000, 0.01, 11)];
    let mut settings = Settings::default();
    settings.set("from", "2014-12-23").unwrap();
    settings.set("signal", "routes").unwrap();
    let outages = found(&all, &settings);
    assert_eq!(outages.fitted.len(), 1);
    assert_eq!(outages.found[0].start.best, at("2014-12-23"));
    let mut slip = Settings::default();
    slip.set("detector", "lense").unwrap();
    assert!(prepare(&all, &[], &slip).err().unwrap().need.contains("“lens”"));
    let mut slip = Settings::default();
    slip.set("signal", "route").unwrap();
    let prepared = prepare(&all, &[], &slip).unwrap();
    assert!(detect(&prepared, &all, &slip).unwrap_err().need.contains("“routes”"));
}

#[test]
fn the_median_rule_gives_up_after_seven_days() {
    let dark = scaled(quiet(Kind::Probing, 30, 48 * 40, 0.01, 12), 480..480 + 48 * 18, 0.03);
    let mut settings = Settings::default();
    settings.set("detector", "ioda").unwrap();
    let outages = found(std::slice::from_ref(&dark), &settings);
    assert_eq!(outages.detector, "ioda");
    assert!(outages.found[0].duration.best < (8 * DAY / SECOND) as f64);
    assert!(found(&[dark], &Settings::default()).found[0].duration.best > (17 * 24 * HOUR / SECOND) as f64);
}

#[test]
fn a_plain_outage_is_sure_and_its_file_says_how_sure() {
    let plain = scaled(quiet(Kind::Traffic, 15, 96 * 30, 0.03, 13), 900..930, 0.3);
    let outages = found(&[plain], &Settings::default());
    let outage = &outages.found[0];
    assert!(outage.confidence.unwrap() > 0.99, "{:?}", outage.confidence);
    assert!(outage.reason.contains("makes one like it less than once in 10 years"), "{}", outage.reason);
    // Noise with heavy tails on both sides makes deep, short events by itself: one of them is not sure.
    let mut wild = quiet(Kind::Traffic, 15, 96 * 30, 0.03, 14);
    for k in 0..12 {
        let factor = if k % 2 == 0 { 0.62 } else { 1.62 };
        wild = scaled(wild, 200 + k * 200..203 + k * 200, factor);
    }
    let doubtful = found(&[wild], &Settings::default());
    assert!(
        doubtful.found.iter().all(|o| o.confidence.unwrap() < 0.5),
        "{:?}",
        doubtful.found.iter().map(|o| o.confidence).collect::<Vec<_>>()
    );
}

#[test]
fn another_sensitivity_on_the_same_preparation_finds_what_a_fresh_one_finds() {
    let plain = [scaled(quiet(Kind::Traffic, 15, 96 * 30, 0.03, 17), 900..930, 0.6)];
    let kept = prepare(&plain, &[], &Settings::default()).unwrap();
    for sensitivity in ["0.5", "0.8", "0.2", "0.5"] {
        let mut settings = Settings::default();
        settings.set("sensitivity", sensitivity).unwrap();
        assert_eq!(detect(&kept, &plain, &settings).unwrap(), found(&plain, &settings), "{sensitivity}");
    }
}

#[test]
fn the_peers_keep_to_their_rules() {
    let signal = scaled(quiet(Kind::Traffic, 15, 96 * 20, 0.02, 15), 1200..1220, 0.4);
    for id in ["half", "similar-days", "ioda"] {
        let mut settings = Settings::default();
        settings.set("detector", id).unwrap();
        let outages = found(std::slice::from_ref(&signal), &settings);
        assert_eq!(outages.found.len(), 1, "{id}");
        let outage = &outages.found[0];
        assert_eq!(outage.duration.best, 20.0 * 900.0, "{id}: {outage:?}");
        assert_eq!(outage.confidence, None);
    }
}

/// A line's answers, blank where they failed, beside what tells that they did.
#[test]
fn blanks_of_what_is_worse_the_more_there_is_are_no_zeros() {
    let out = 3000..3040;
    let answers = scaled(quiet(Kind::Latency, 1, 1440 * 5, 0.05, 21), out.clone(), f64::NAN);
    let up = scaled(quiet(Kind::Probing, 1, 1440 * 5, 0.01, 22), out, 0.0);
    let outages = found(&[answers, up], &Settings::default());
    assert_eq!(outages.found.len(), 1, "{:?}", outages.found.iter().map(|o| &o.reason).collect::<Vec<_>>());
    assert!(!outages.notes.has(Code::BlankProbablyZero) && outages.found[0].reference == 1);
}

/// A test of each hour, whose answer took long once: the same test measured its usual speed.
#[test]
fn a_slow_answer_of_a_test_that_ran_at_full_speed_is_no_outage() {
    let answers = scaled(quiet(Kind::Latency, 60, 24 * 20, 0.02, 31), 240..246, 4.0);
    let speed = quiet(Kind::Traffic, 60, 24 * 20, 0.02, 32);
    let alone = found(std::slice::from_ref(&answers), &Settings::default());
    assert_eq!(alone.found.len(), 1, "nothing else tells that answers came");
    let both = found(&[answers, speed], &Settings::default());
    assert!(both.found.is_empty() && both.notes.has(Code::SlowerAnswers), "{:?}", both.found);
}

/// Hours of people over six weeks from a Wednesday on: half as many on Saturdays and Sundays, and on days that are like those.
fn working_days(holidays: &[usize]) -> Vec<f64> {
    let mut prng = Prng::new(23);
    let value = |hour: usize| {
        let day = hour / 24;
        let rest = [3, 4].contains(&(day % 7)) || holidays.contains(&day);
        // On days of rest people rise later.
        let (level, late) = if rest { (400.0, 3.0) } else { (1000.0, 0.0) };
        let wave = libm::sin((hour as f64 - 9.0 - late) / 24.0 * std::f64::consts::TAU);
        level * (1.0 + 0.8 * wave) * (1.0 + 0.03 * prng.normal())
    };
    (0..42 * 24).map(value).collect()
}

#[test]
fn a_monday_like_a_sunday_is_a_holiday_and_half_of_its_hours_are_not() {
    let holiday = found(&[series(Kind::Traffic, 60, &working_days(&[19]))], &Settings::default());
    assert!(holiday.found.is_empty(), "{:?}", holiday.found.iter().map(|o| &o.reason).collect::<Vec<_>>());
    let mut hours = working_days(&[]);
    hours[19 * 24 + 9..19 * 24 + 20].iter_mut().for_each(|v| *v *= 0.3);
    assert_eq!(found(&[series(Kind::Traffic, 60, &hours)], &Settings::default()).found.len(), 1);
}

/// An ordinary first day before a day of three times as many.
#[test]
fn what_comes_before_a_surge_is_no_drop() {
    let usual = quiet(Kind::Traffic, 60, 24 * 40, 0.05, 24);
    assert!(found(&[scaled(usual, 24..60, 3.0)], &Settings::default()).found.is_empty());
}

/// A share of customers with service: a third at first, all after two months, and for three more.
#[test]
fn a_slow_return_of_months_to_where_it_rests_began_before_the_data() {
    let share = |day: usize| (30.0 + 1.1 * day as f64 + 0.3 * (day % 3) as f64).min(99.0);
    let mut days = series(Kind::Other, 1440, &(0..160).map(share).collect::<Vec<f64>>());
    days.step = DAY;
    let outages = found(&[days], &Settings::default()).found;
    assert!(outages.len() == 1 && outages[0].started_before && !outages[0].ongoing, "{outages:?}");
}

/// A fall that is no deeper than the noise of a bin is known to some bins, a sharp one to a part of one, a slow one to its length.
#[test]
fn bounds_of_an_edge_are_as_wide_as_noise_and_slope_make_it() {
    let width = |signal: Series| {
        let start = found(&[signal], &Settings::default()).found[0].start;
        assert!(start.lo <= at("2014-12-24T08:00") && at("2014-12-24T08:00") <= start.hi, "{start:?}");
        (start.hi - start.lo) / (10 * MINUTE)
    };
    let sharp = scaled(quiet(Kind::Probing, 10, 144 * 20, 0.01, 25), 1056..1200, 0.4);
    let noisy = scaled(quiet(Kind::Probing, 10, 144 * 20, 0.3, 26), 1056..1200, 0.4);
    let mut slow = sharp.clone();
    let ramp = Rc::make_mut(&mut slow.values).iter_mut().skip(1046).take(20).enumerate();
    ramp.for_each(|(k, v)| *v = 1000.0 - 30.0 * k as f64);
    let (sharp, noisy, slow) = (width(sharp), width(noisy), width(slow));
    assert!(sharp < 2 && (2..40).contains(&noisy) && (8..24).contains(&slow), "{sharp} {noisy} {slow}");
}

/// One check an hour, answered or not: what hardly ever fails is no count of few.
#[test]
fn a_state_that_is_down_for_hours_is_out() {
    let state = scaled(series(Kind::Other, 60, &[1.0; 720]), 350..355, 0.0);
    assert_eq!(found(&[state], &Settings::default()).found.len(), 1);
}

#[test]
fn hours_at_which_nothing_is_due_are_no_part_of_the_reason() {
    let day = |hour: usize| if (8..17).contains(&hour) { 100.0 + 10.0 * (hour % 3) as f64 } else { 0.0 };
    let mut values: Vec<f64> =
        (0..24 * 30).map(|hour| day(hour % 24) + (hour * 7 % 5) as f64 * f64::from(day(hour % 24) > 0.0)).collect();
    values.iter_mut().skip(24 * 14 + 9).take(75).for_each(|v| *v *= 0.1);
    let outages = found(&[series(Kind::Other, 60, &values)], &Settings::default()).found;
    let reasons: Vec<&str> = outages.iter().map(|outage| outage.reason.as_str()).collect();
    assert!(reasons.iter().all(|reason| !reason.contains(" of 0 expected")) && !reasons.is_empty(), "{reasons:?}");
}
