//! Runs beside and within each other, and a stretch that grows to its edges on made-up values.

use super::*;

fn run(from: usize, until: usize) -> Run {
    Run { from, until }
}

/// 400 bins of 100, but for these runs of other values.
fn values(runs: &[(usize, usize, f64)]) -> Vec<f64> {
    let mut values = vec![100.0; 400];
    for (from, until, value) in runs {
        values[*from..*until].fill(*value);
    }
    values
}

fn with_scales<T>(runs: &[(usize, usize, f64)], ask: impl Fn(&Scales<'_>) -> T) -> T {
    ask(&Scales::new(&values(runs), &[1.0; 400], &[], 1, 0.0))
}

/// What a run of total outage grows to.
fn grown_from(from: usize, until: usize, runs: &[(usize, usize, f64)]) -> Option<(usize, usize)> {
    with_scales(runs, |scales| stretch(scales, run(from, until), 1.0, 100.0, 100.0)).map(|run| (run.from, run.until))
}

#[test]
fn runs_overlap_where_they_share_a_bin() {
    for (a, b, shared) in [((0, 10), (10, 20), false), ((0, 10), (9, 20), true), ((3, 4), (0, 10), true)] {
        let (a, b) = (run(a.0, a.1), run(b.0, b.1));
        assert_eq!((overlap(a, b), overlap(b, a)), (shared, shared), "{a:?} {b:?}");
    }
}

#[test]
fn stretches_are_nearly_one_where_they_share_nine_tenths() {
    for (other, near) in [((100, 200), true), ((110, 200), true), ((111, 200), false), ((100, 190), true)] {
        let other = run(other.0, other.1);
        assert_eq!((nearly(run(100, 200), other), nearly(other, run(100, 200))), (near, near), "{other:?}");
    }
    assert!(!nearly(run(105, 205), run(95, 195)), "90 of 110");
    assert!(!nearly(run(0, 10), run(50, 60)));
}

#[test]
fn a_run_is_held_against_the_sides_that_it_has() {
    let sides = [(0, 5), (5, 10), (2, 8), (0, 10)].map(|(from, until)| side_of(run(from, until), 10));
    assert_eq!(sides, [Side::Right, Side::Left, Side::Both, Side::Both]);
    let levels = |left, right| both(Comparison { depth: 1.0, score: 1.0, left, right });
    assert_eq!(levels(3.0, 4.0), Some((3.0, 4.0)));
    assert_eq!(levels(f64::NAN, 4.0), Some((4.0, 4.0)));
    assert_eq!(levels(3.0, f64::NAN), Some((3.0, 3.0)));
    assert_eq!(levels(f64::NAN, f64::NAN), None);
}

#[test]
fn half_of_a_stretch_in_cuts_makes_it_one_of_their_pattern() {
    let marked = |cuts: &[(usize, usize)], by_itself: f64| {
        let plain = Candidate::plain(run(10, 20), 100, 0.5, (1.0, 1.0));
        let mut found = [Candidate { by_itself, ..plain }];
        mark_patterned(&mut found, &cuts.iter().map(|cut| run(cut.0, cut.1)).collect::<Vec<_>>());
        (found[0].patterned, found[0].by_itself)
    };
    assert_eq!(marked(&[(0, 10), (12, 17), (30, 40)], 0.3), (true, 0.3 / 3.0));
    assert_eq!(marked(&[(0, 10), (12, 16), (20, 40)], 0.3), (false, 0.3));
    assert_eq!(marked(&[(0, 12), (17, 40)], 0.3), (true, 0.15));
    assert_eq!(marked(&[(5, 15)], 0.9), (true, 0.5));
    assert_eq!(marked(&[], 0.3), (false, 0.3));
    assert_eq!(Candidate::plain(run(10, 20), 100, 0.5, (1.0, 1.0)).energy, 2.5);
}

#[test]
fn a_stretch_grows_to_its_edges_over_a_brief_return_and_not_over_a_long_one() {
    assert_eq!(grown_from(104, 112, &[(100, 116, 0.0)]), Some((100, 116)));
    assert_eq!(grown_from(90, 126, &[(100, 116, 0.0)]), Some((100, 116)));
    assert_eq!(grown_from(110, 135, &[(100, 140, 0.0), (120, 122, 100.0)]), Some((100, 140)));
    assert_eq!(grown_from(100, 140, &[(100, 140, 0.0), (146, 200, 0.0)]), Some((100, 140)));
    assert_eq!(grown_from(100, 140, &[(100, 140, 0.0), (144, 200, 0.0)]), Some((100, 200)));
}

#[test]
fn bins_without_a_value_are_bridged_and_end_no_stretch() {
    assert_eq!(grown_from(100, 140, &[(95, 100, f64::NAN), (100, 140, 0.0), (140, 150, f64::NAN)]), Some((100, 140)));
    let gap = [(100, 140, 0.0), (140, 170, f64::NAN), (170, 200, 0.0)];
    assert_eq!(grown_from(100, 140, &gap), Some((100, 200)));
    // Two gaps that would end it together: it was out in the bin between.
    let two = [(100, 140, 0.0), (140, 165, f64::NAN), (165, 166, 0.0), (166, 191, f64::NAN), (191, 200, 0.0)];
    assert_eq!(grown_from(100, 140, &two), Some((100, 200)));
    let wide = [(100, 110, 0.0), (110, 200, f64::NAN), (200, 210, 0.0)];
    assert_eq!(grown_from(100, 110, &wide), Some((100, 110)));
}

#[test]
fn what_fills_most_of_the_data_is_out_only_where_nearly_nothing_is_left() {
    let long = |until: usize, left: f64, depth: f64| {
        with_scales(&[(20, until, left)], |scales| stretch(scales, run(20, until), depth, 100.0, 100.0).is_some())
    };
    // 0.7 of 400 bins are 280, 0.9 are 360.
    assert_eq!((long(300, 30.0, 0.7), long(301, 30.0, 0.7)), (true, false));
    assert_eq!((long(380, 20.0, 0.8), long(381, 20.0, 0.8)), (true, false));
}

#[test]
fn the_rest_of_a_run_is_its_depth_without_its_deepest_bin() {
    let runs = [(100, 103, 50.0), (103, 104, 10.0)];
    assert!((with_scales(&runs, |scales| rest(scales, run(100, 104), 0.6, 100.0)) - 0.5).abs() < 1e-12);
    assert_eq!(with_scales(&runs, |scales| rest(scales, run(103, 104), 0.9, 100.0)), 0.9);
}

#[test]
fn an_edge_is_as_sharp_as_what_falls_within_an_eighth_of_the_length() {
    let held = Comparison { depth: 1.0, score: 1.0, left: 100.0, right: 100.0 };
    let sharp = |runs: &[(usize, usize, f64)], at: Run| with_scales(runs, |scales| sharpness(scales, at, held));
    assert_eq!(sharp(&[(100, 116, 0.0)], run(100, 116)), (1.0, 1.0));
    assert_eq!(sharp(&[(100, 116, 0.0), (114, 116, 50.0)], run(100, 116)), (1.0, 0.5));
    assert_eq!(sharp(&[(98, 100, 75.0), (100, 116, 0.0)], run(100, 116)), (1.0, 0.75));
    // An eighth of 64 are eight bins, of which four were half back; what comes long after is not beside it.
    assert_eq!(sharp(&[(100, 164, 0.0), (160, 164, 50.0)], run(100, 164)), (1.0, 0.75));
    assert_eq!(sharp(&[(100, 116, 0.0), (130, 300, 50.0)], run(100, 116)), (1.0, 1.0));
    // An open end has one edge, of three bins at most.
    assert_eq!(sharp(&[(0, 80, 0.0), (77, 80, 50.0)], run(0, 80)), (0.5, 0.5));
    assert_eq!(sharp(&[(320, 400, 0.0), (320, 323, 50.0)], run(320, 400)), (0.5, 0.5));
}

#[test]
fn hours_that_some_days_lack_are_looked_at_whatever_their_score() {
    let found = |value: f64| with_scales(&[(100, 116, value)], |scales| candidates(scales, &[run(100, 116)], 0.1));
    let half = found(50.0);
    assert_eq!(
        half.iter().map(|c| (c.run, c.side, c.patterned)).collect::<Vec<_>>(),
        [(run(100, 116), Side::Both, true)]
    );
    assert!((half[0].depth - 0.5).abs() < 0.02, "{}", half[0].depth);
    // It explains what a rectangle of its length and depth explains.
    assert!((half[0].energy - 16.0 * half[0].depth * half[0].depth).abs() < 1e-9, "{}", half[0].energy);
    assert_eq!(found(96.0), []);
    assert_eq!(with_scales(&[(100, 116, 50.0)], |scales| candidates(scales, &[], 0.1)), []);
}

#[test]
fn between_two_levels_a_bin_is_held_against_the_level_at_its_middle() {
    // From 100 before to 50 after: 60 is out against 87.5 of the first bin, 55 is back against 62.5 of the second.
    let runs = [(100, 101, 60.0), (101, 102, 55.0), (102, 400, 50.0)];
    let grown = with_scales(&runs, |scales| stretch(scales, run(100, 102), 0.5, 100.0, 50.0));
    assert_eq!(grown, Some(run(100, 101)));
}
