//! The thirteen points of detection, a test each by its name: what the method promises, on small made-up signals.
//!
//! In: nothing. The finer tests of each point stand in the file of `src/detect/` (11: `src/base/zone.rs`; 12: `src/read/bgp/visibility/`) that
//! does it.

use outage_lens::base::time::{HOUR, MINUTE, parse_utc};
use outage_lens::base::{Code, Direction, Kind, Sampling, Series, Settings, Times};
use outage_lens::detect::edits::{Edit, apply};
use outage_lens::detect::prng::Prng;
use outage_lens::detect::{Outages, State, detect, prepare};
use outage_lens::report::Report;
use std::ops::Range;
use std::rc::Rc;

/// Bins of ten minutes in a day.
const DAY: usize = 144;

/// So many days of a level of 1000 with noise, in bins of ten minutes, with factors in some of them.
fn signal(kind: Kind, days: usize, noise: f64, changes: &[(Range<usize>, f64)]) -> Series {
    let mut prng = Prng::new(days as u64);
    let mut values: Vec<f64> = (0..days * DAY).map(|_| 1000.0 * (1.0 + noise * prng.normal())).collect();
    for (bins, factor) in changes {
        values[bins.clone()].iter_mut().for_each(|v| *v *= factor);
    }
    let times = Times::Grid { start: parse_utc("2024-03-01").unwrap(), step: 10 * MINUTE };
    let (id, label) = (format!("{kind:?}"), format!("{kind:?}"));
    Series {
        id,
        label,
        kind,
        direction: kind.direction(),
        unit: String::new(),
        sampling: Sampling::BinStart,
        step: 10 * MINUTE,
        times,
        values: values.into(),
    }
}

fn found(series: &[Series]) -> Outages {
    let settings = Settings::default();
    detect(&prepare(series, &[], &settings).unwrap(), series, &settings).unwrap()
}

fn walked(text: &str, pairs: &[(&str, &str)]) -> Report {
    let mut settings = Settings::default();
    pairs.iter().for_each(|(key, value)| settings.set(key, value).unwrap());
    outage_lens::analyze("input", text.as_bytes(), &settings).unwrap()
}

#[test]
fn point_01_four_states() {
    let mut all = [signal(Kind::Probing, 5, 0.01, &[(100..103, 0.0)]), signal(Kind::Routes, 5, 0.001, &[])];
    Rc::make_mut(&mut all[0].values)[200..204].fill(f64::NAN);
    Rc::make_mut(&mut all[1].values)[202..204].fill(f64::NAN);
    let outages = found(&all);
    let states = &outages.fitted[0].grid.states;
    assert_eq!((states[99], states[100]), (State::Value, State::Zero));
    assert_eq!((states[201], states[202]), (State::Missing, State::Gap), "missing here, missing everywhere");
    assert_eq!(outages.found.len(), 1, "a gap is never an outage");
}

#[test]
fn point_02_baseline_with_hindsight() {
    // Nights of curfew from the second day on, on all days but two: what a look back alone would take for usual.
    let nights: Vec<_> = (1..11).map(|day| (day * DAY + 6..day * DAY + 30, 0.4)).collect();
    let outages = found(&[signal(Kind::Probing, 12, 0.01, &nights)]);
    assert_eq!(outages.found.len(), 10);
    assert!(outages.fitted[0].fit.baseline.iter().all(|expected| (expected / 1000.0 - 1.0).abs() < 0.05));
}

#[test]
fn point_03_noise_scaled_threshold() {
    let cut = [(1000..1006, 0.75)];
    let (calm, wild) =
        (found(&[signal(Kind::Probing, 20, 0.01, &cut)]), found(&[signal(Kind::Probing, 20, 0.12, &cut)]));
    assert_eq!((calm.found.len(), wild.found.len()), (1, 0));
    // Long events show more than short ones: the smallest is that of any length up to a day.
    let (calm, wild) = (calm.fitted[0].smallest_visible_drop, wild.fitted[0].smallest_visible_drop);
    assert!(calm < 0.12 && wild > 1.5 * calm, "{calm} {wild}");
}

#[test]
fn point_04_segments_not_alarms() {
    let outages = found(&[signal(Kind::Telescope, 20, 0.08, &[(1000..1060, 0.25), (1024..1025, 3.6)])]);
    assert_eq!(outages.found.len(), 1, "a noisy outage is one event");
    let own = &outages.found[0].signals[0];
    assert_eq!(own.returns.len(), 1, "and its brief return is told: {:?}", own.returns);
}

#[test]
fn point_04_no_single_bin_makes_an_outage() {
    let with =
        |after: f64| found(&[signal(Kind::Traffic, 5, 0.02, &[(300..301, 0.05), (301..306, after)])]).found.len();
    assert_eq!((with(0.9), with(0.3)), (0, 1));
}

#[test]
fn point_05_what_is_out_for_most_of_the_data() {
    let outages = found(&[signal(Kind::Traffic, 5, 0.02, &[(100..650, 0.05)])]);
    assert_eq!(outages.found.len(), 1);
    let bin = |at: i64| (at - parse_utc("2024-03-01").unwrap()) / (10 * MINUTE);
    assert_eq!((bin(outages.found[0].start.best), bin(outages.found[0].end.best)), (100, 650));
}

#[test]
fn point_05_a_line_that_was_made_faster_did_not_begin_in_an_outage() {
    let with = |until: usize, factor: f64| found(&[signal(Kind::Traffic, 5, 0.02, &[(0..until, factor)])]).found.len();
    assert_eq!((with(200, 0.4), with(200, 0.1), with(40, 0.4)), (0, 1, 1));
}

#[test]
fn point_05_no_age_limit() {
    let outages = found(&[signal(Kind::Probing, 40, 0.01, &[(10 * DAY..29 * DAY, 0.05)])]);
    assert!((outages.found[0].duration.best / 86_400.0 - 19.0).abs() < 0.01 && !outages.found[0].ongoing);
    assert!(found(&[signal(Kind::Probing, 20, 0.01, &[(15 * DAY..20 * DAY, 0.3)])]).found[0].ongoing);
    let shifted = found(&[signal(Kind::Probing, 20, 0.01, &[(9 * DAY..20 * DAY, 0.7)])]);
    assert!(shifted.found.is_empty() && shifted.notes.has(Code::LevelShift));
}

/// An outage that is under way at the first sample: nobody knows how long before it began.
#[test]
fn point_05_an_open_start_has_no_lower_bound() {
    let row = |hour: usize| {
        let value = if hour < 60 { 0 } else { 900 + hour % 5 };
        format!("2024-03-{:02}T{:02}:00Z,{value}\n", 1 + hour / 24, hour % 24)
    };
    let text: String = std::iter::once("time,users\n".to_owned()).chain((0..24 * 20).map(row)).collect();
    let report = walked(&text, &[]);
    let outage = &report.outages[0];
    assert!(outage.started_before && !outage.ongoing, "{outage:?}");
    assert_eq!((outage.start.lo.as_deref(), outage.start.best.as_str()), (None, "2024-03-01T00:00:00Z"));
    assert!(outage.end.lo.is_some() && outage.duration_secs.hi.is_none(), "{outage:?}");
    assert!(outage.signals.iter().all(|signal| signal.start.lo.is_none()), "{:?}", outage.signals);
}

#[test]
fn point_05_a_gap_inside_an_outage_does_not_cut_it_in_two() {
    let mut all = [signal(Kind::Telescope, 30, 0.05, &[(1000..2800, 0.01)])];
    Rc::make_mut(&mut all[0].values)[1070..1700].fill(f64::NAN);
    let outages = found(&all).found;
    assert_eq!(outages.len(), 1, "{outages:?}");
    assert!((outages[0].duration.best - 1800.0 * 600.0).abs() < 1200.0, "{:?}", outages[0].duration);
}

#[test]
fn point_05_a_frame_around_several_outages_does_not_stand_for_them() {
    let nights: Vec<(Range<usize>, f64)> = (0..6).map(|k| (3000 + 230 * k..3036 + 230 * k, 0.0)).collect();
    let changes = [vec![(2880..4320, 0.85)], nights].concat();
    let outages = found(&[signal(Kind::Probing, 60, 0.01, &changes)]).found;
    assert_eq!(outages.len(), 6, "{outages:?}");
    assert!(outages.iter().all(|o| o.depth > 0.9 && (o.duration.best - 6.0 * 3600.0).abs() < 900.0), "{outages:?}");
}

/// So many bins of another width, at a level of 1000 with noise, with factors in some of them.
fn wider(step: i64, bins: usize, noise: f64, changes: &[(Range<usize>, f64)]) -> Series {
    let series = signal(Kind::Traffic, bins.div_ceil(DAY), noise, changes);
    let times = Times::Grid { start: parse_utc("2024-03-01").unwrap(), step };
    Series { step, times, values: series.values[..bins].to_vec().into(), ..series }
}

#[test]
fn point_04_a_single_day_is_one_where_bins_are_days() {
    let spans = |out: &Outages| out.found.iter().map(|o| (o.end.best - o.start.best) / HOUR).collect::<Vec<i64>>();
    let day = |left: f64| found(&[wider(24 * HOUR, 300, 0.05, &[(200..201, left)])]);
    assert_eq!(spans(&day(0.02)), [24]);
    assert_eq!(spans(&day(0.4)), [0; 0], "a shallow day is no outage");
    assert_eq!(spans(&found(&[wider(HOUR, 300, 0.05, &[(200..201, 0.02)])])), [0; 0], "nor is a single hour");
    let last = found(&[wider(24 * HOUR, 300, 0.05, &[(299..300, 0.02)])]);
    assert_eq!(spans(&last), [0; 0], "nor the last day, which may be incomplete");
}

#[test]
fn point_05_a_day_of_full_service_ends_an_outage_however_long() {
    let out = found(&[wider(HOUR, 1440, 0.05, &[(300..840, 0.02), (888..1008, 0.02)])]);
    let hours: Vec<i64> = out.found.iter().map(|o| (o.end.best - o.start.best) / HOUR).collect();
    assert_eq!(hours, [540, 120]);
}

#[test]
fn point_06_a_fall_within_a_gap_is_a_fall() {
    // What was counted is gone for ten hours, begins anew at a third, and fills up over a day.
    let mut counts = signal(Kind::Traffic, 20, 0.01, &[]);
    let values = Rc::make_mut(&mut counts.values);
    values[1440..1500].fill(f64::NAN);
    (1500..1600).for_each(|bin| values[bin] *= 0.33 + 0.67 * ((bin - 1500) as f64 / 100.0).sqrt());
    let out = found(&[counts]);
    assert_eq!(out.found.len(), 1, "{:?}", out.found);
}

#[test]
fn point_03_a_surge_of_one_of_three_days_is_not_due_on_the_others() {
    let out = found(&[signal(Kind::Traffic, 3, 0.02, &[(200..205, 2.2), (300..303, 2.0)])]);
    assert!(out.found.is_empty(), "{:?}", out.found);
}

#[test]
fn point_06_edges_as_intervals() {
    // A third of the first bin is out, and a quarter of the bin after the last whole one.
    let cuts = [(1000..1001, 2.0 / 3.0), (1001..1030, 0.0), (1030..1031, 0.75)];
    let outage = &found(&[signal(Kind::Routes, 14, 0.0005, &cuts)]).found[0];
    let bin = |n: f64| parse_utc("2024-03-01").unwrap() + (n * 600_000.0) as i64;
    for (edge, truth) in [(outage.start, bin(1000.0 + 2.0 / 3.0)), (outage.end, bin(1030.25))] {
        assert!(edge.lo <= truth && truth <= edge.hi && edge.hi - edge.lo < MINUTE, "{edge:?} {truth}");
    }
}

#[test]
fn point_06_where_a_signal_strays_an_edge_is_known_to_its_bin() {
    // A sixth of the last bin was out, half of the first one.
    let out =
        |noise| signal(Kind::Traffic, 14, noise, &[(1000..1001, 0.5), (1001..1035, 0.0), (1035..1036, 5.0 / 6.0)]);
    for (noise, width) in [(0.0005, 0.1), (0.05, 1.1)] {
        let outages = found(&[out(noise)]);
        let (start, end) = (outages.found[0].start, outages.found[0].end);
        for edge in [start, end] {
            let bins = (edge.hi - edge.lo) as f64 / (10.0 * MINUTE as f64);
            assert!((bins - width).abs() <= 0.25, "{noise}: {bins} bins");
        }
        let truth = parse_utc("2024-03-01").unwrap() + 10 * 1000 * MINUTE + 5 * MINUTE;
        assert!(start.lo <= truth && truth <= start.hi, "{start:?}");
    }
}

/// Addresses that answer: twice many more for hours, and between these as many as usual.
#[test]
fn point_04_what_lies_between_two_surges_is_no_outage() {
    let surges = [(1100..1124, 2.5), (1136..1208, 2.0)];
    let outages = found(&[signal(Kind::Probing, 14, 0.03, &surges)]);
    assert!(outages.found.is_empty(), "{:?}", outages.found);
}

#[test]
fn point_07_equivalent_full_outage_time() {
    // Three hours at 40 % and three at 80 % are 3.6 hours of nothing.
    let outage = &found(&[signal(Kind::Probing, 14, 0.005, &[(1000..1018, 0.6), (1018..1036, 0.2)])]).found[0];
    assert!((outage.equivalent_secs / 3600.0 - 3.6).abs() < 0.05, "{}", outage.equivalent_secs);
    assert!((outage.depth - 0.6).abs() < 0.01);
}

#[test]
fn point_08_signals_apart_then_together() {
    let probing = signal(Kind::Probing, 14, 0.01, &[(1000..1036, 0.05)]);
    let outages = found(&[signal(Kind::Routes, 14, 0.001, &[(1001..1034, 0.88)]), probing]);
    let outage = &outages.found[0];
    assert_eq!((outages.found.len(), outage.reference, outage.signals.len(), outage.routes_up), (1, 1, 2, true));
}

#[test]
fn point_08_of_places_measured_alike_the_middle_one_stands_for_all() {
    // Five places that came back one after the other, the first of them the quietest.
    let back = [330, 380, 400, 430, 500];
    let place = |until: usize| signal(Kind::Traffic, 5, if until == 330 { 0.001 } else { 0.02 }, &[(300..until, 0.05)]);
    let outages = found(&back.map(place));
    assert_eq!(outages.found.len(), 1);
    assert_eq!(outages.found[0].reference, 2);
    assert!(outages.found[0].reason.contains("the middle one of those measured alike"), "{}", outages.found[0].reason);
    // Measures of different kinds have no middle.
    let kinds = [Kind::Traffic, Kind::Probing, Kind::Telescope];
    let outages = found(
        &kinds.map(|kind| signal(kind, 5, if kind == Kind::Traffic { 0.001 } else { 0.02 }, &[(300..400, 0.05)])),
    );
    assert!(outages.found[0].reason.contains("saw it most clearly"), "{}", outages.found[0].reason);
}

#[test]
fn point_08_a_slower_answer_is_no_outage_where_answers_came() {
    let slow = signal(Kind::Latency, 5, 0.02, &[(300..340, 20.0)]);
    let checks = |out: &[(Range<usize>, f64)]| signal(Kind::Probing, 5, 0.0, out);
    let alone = found(std::slice::from_ref(&slow));
    assert_eq!(alone.found.len(), 1, "latency is all there is");
    let answered = found(&[slow.clone(), checks(&[])]);
    assert_eq!(answered.found.len(), 0);
    assert!(answered.notes.has(Code::SlowerAnswers));
    let out = found(&[slow, checks(&[(300..340, 0.0)])]);
    assert_eq!(out.found.len(), 1, "checks that failed are an outage");
}

#[test]
fn point_09_recurrence() {
    let nights: Vec<_> = (4..12).map(|day| (day * DAY + 6..day * DAY + 30, 0.1)).collect();
    let outages = found(&[signal(Kind::Probing, 20, 0.01, &nights)]);
    let told = |r: &outage_lens::detect::Recurrence| (r.n, r.from.clone(), r.until.clone(), r.zone.clone());
    let want = Some((8, "01:00".to_owned(), "05:00".to_owned(), "UTC".to_owned()));
    assert!(outages.found.len() == 8 && outages.found.iter().all(|o| o.recurrence.as_ref().map(told) == want));
}

#[test]
fn point_09_a_lone_weekend_is_no_pattern() {
    // The first of March is a Friday; people rise at six, on two days at ten.
    let days = |late: &[usize]| {
        let mut series = signal(Kind::Traffic, 7, 0.02, &[]);
        let values = Rc::make_mut(&mut series.values);
        for (bin, value) in values.iter_mut().enumerate() {
            let is_late = late.contains(&(bin / DAY)) && (36..60).contains(&(bin % DAY));
            *value *= if bin % DAY < 36 || is_late { 0.4 } else { 1.0 };
        }
        found(&[series])
    };
    let weekend = days(&[1, 2]);
    assert_eq!((weekend.found.len(), weekend.notes.has(Code::LoneWeekend)), (0, true));
    assert_eq!(days(&[3, 5]).found.len(), 2);
    assert_eq!(days(&[1, 2, 4]).found.len(), 3, "what comes on a working day, too, is no weekend");
}

#[test]
fn point_10_confidence_that_means_something() {
    let outage = &found(&[signal(Kind::Traffic, 30, 0.03, &[(2000..2020, 0.3)])]).found[0];
    assert!(outage.confidence.unwrap() > 0.99);
    assert!(
        outage.reason.contains("By itself this file makes one like it less than once in 10 years"),
        "{}",
        outage.reason
    );
}

/// A count of what is down, forty days long, of 20 with peaks of 60 each noon.
fn faults(storms: &[(Range<usize>, f64)]) -> Series {
    let mut series = signal(Kind::Other, 40, 0.0, &[]);
    series.direction = Direction::Rises;
    let mut prng = Prng::new(40);
    for (bin, value) in Rc::make_mut(&mut series.values).iter_mut().enumerate() {
        let noon = if (70..90).contains(&(bin % DAY)) { 3.0 } else { 1.0 };
        *value = (20.0 * noon * (1.0 + 0.2 * prng.normal())).round();
    }
    for (bins, value) in storms {
        Rc::make_mut(&mut series.values)[bins.clone()].iter_mut().for_each(|v| *v += value);
    }
    series
}

#[test]
fn point_10_a_storm_is_held_against_usual_days_however_long_it_is() {
    let storms = [(700..1000, 500.0), (2000..2700, 900.0), (4000..4300, 160.0)];
    let outages = found(&[faults(&storms)]).found;
    assert_eq!(outages.len(), 3, "{outages:?}");
    assert!(found(&[faults(&[])]).found.is_empty(), "each noon");
}

#[test]
fn point_11_zone_guard() {
    let rows: String = (0..48).map(|i| format!("2024-03-0{} {:02}:00,{}\n", 1 + i / 24, i % 24, 100 + i % 3)).collect();
    let text = format!("time,traffic\n{rows}");
    let (naive, told) = (walked(&text, &[]), walked(&text, &[("zone", "+03:00")]));
    assert!(naive.notes.iter().any(|n| n.code == Code::ZoneAssumed));
    assert!(told.notes.iter().all(|n| n.code != Code::ZoneAssumed));
    let begins = |report: &Report| parse_utc(&report.source.from.clone().unwrap()).unwrap();
    assert_eq!(begins(&naive) - begins(&told), 3 * HOUR);
}

#[cfg(feature = "mrt")]
#[test]
fn point_12_bgp_itself() {
    let mut text = String::new();
    let (peers, out, back) = (1..=3, 1_419_264_930, 1_419_299_170);
    for (time, kind) in [(1_419_264_000, "TABLE_DUMP2"), (out, "W"), (back, "A")] {
        for (third, peer) in (176..180).flat_map(|third| peers.clone().map(move |peer| (third, peer))) {
            let route = format!("192.0.2.{peer}|6450{peer}|175.45.{third}.0/24");
            text += &match kind {
                "TABLE_DUMP2" => format!("TABLE_DUMP2|{time}|B|{route}|6450{peer} 131279|IGP\n"),
                "W" => format!("BGP4MP|{time}|W|{route}\n"),
                _ => format!("BGP4MP|{time}|A|{route}|6450{peer} 131279|IGP\n"),
            };
        }
    }
    text += "BGP4MP|1419310000|A|192.0.2.1|64501|175.45.176.0/24|64501 131279|IGP\n";
    let report = walked(&text, &[]);
    assert_eq!(report.outages.len(), 1, "{:?}", report.notes);
    let outage = &report.outages[0];
    assert!((outage.duration_secs.best - f64::from(back - out)).abs() < 2.0, "{:?}", outage.duration_secs);
}

#[test]
fn point_13_evidence_and_editing() {
    let outages = found(&[signal(Kind::Probing, 14, 0.01, &[(1000..1036, 0.1)])]);
    let outage = &outages.found[0];
    for part in ["expected", "counted below", "36 bins of 10 min"] {
        assert!(outage.reason.contains(part), "{}", outage.reason);
    }
    let edited = apply(&outages.found, &[Edit::Start("o1".into(), outage.start.best - HOUR)], None).unwrap();
    assert!(edited[0].edited[0].ends_with("by the author"));
    assert!((edited[0].equivalent_secs - outage.equivalent_secs - 0.9 * 3600.0).abs() < 60.0);
    assert_eq!(apply(&outages.found, &[], None).unwrap(), outages.found, "undone");
}

#[test]
fn point_13_a_long_file_is_drawn_to_its_end_and_sample_by_sample() {
    let rows: String = (0..2_300_000).map(|i| format!("{},{}\n", 1_700_000_000 + i, 900 + i % 7)).collect();
    let report = walked(&format!("time,requests\n{rows}"), &[]);
    let plot = &report.plot[0];
    let end = plot.t.last().unwrap() + plot.step;
    assert!(end >= 1000.0 * (1_700_000_000.0 + 2_299_999.0), "{end}");
    assert!(
        plot.min.iter().chain(&plot.max).all(Option::is_some)
            && plot.min[0] == Some(900.0)
            && plot.max[0] == Some(906.0)
    );
    assert!(report.notes.iter().any(|note| note.code == Code::WideBins), "{:?}", report.notes);
}
