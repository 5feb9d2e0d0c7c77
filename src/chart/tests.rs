//! Charts on Reports made by hand: labels never touch, nothing leaves the paper, and a gap is never drawn as zero.

use super::pen::{Letters, Stroke};
use super::*;
use crate::base::time::{DAY, HOUR, parse_utc};
use crate::report::{DurationTold, EdgeTold, Ink, OutageTold};
use plotters_backend::BackendCoord;

/// Remembers what was drawn.
#[derive(Default)]
struct Recorder {
    size: (u32, u32),
    texts: Vec<(String, [f64; 4])>,
    points: Vec<BackendCoord>,
    signal: Vec<BackendCoord>,
}

impl Surface for Recorder {
    fn size(&self) -> (u32, u32) {
        self.size
    }

    fn path(&mut self, points: &[BackendCoord], stroke: Stroke) -> Result<(), Blot> {
        self.points.extend(points);
        let ink = Look::default().ink;
        if (stroke.color.rgb, stroke.color.alpha) == ((ink[0], ink[1], ink[2]), 1.0) {
            self.signal.extend(points);
        }
        Ok(())
    }

    fn rect(&mut self, a: BackendCoord, b: BackendCoord, _: Stroke, _: bool) -> Result<(), Blot> {
        self.points.extend([a, b]);
        Ok(())
    }

    fn polygon(&mut self, points: &[BackendCoord], _: Stroke) -> Result<(), Blot> {
        self.points.extend(points);
        Ok(())
    }

    fn text(&mut self, words: &str, (x, y): BackendCoord, letters: &Letters<'_>) -> Result<(), Blot> {
        let (x, y, half) = (f64::from(x), f64::from(y), letters.size / 2.0);
        self.texts.push((words.to_owned(), [x, y - half, x + self.measure(words, letters), y + half]));
        Ok(())
    }

    fn measure(&self, words: &str, letters: &Letters<'_>) -> f64 {
        words.chars().count() as f64 * letters.size * 0.6
    }
}

fn iso(at: i64) -> String {
    crate::base::time::iso(at)
}

/// Hourly values with one outage; `None` is a gap.
fn report(values: Vec<Option<f64>>, outage: Option<(usize, usize)>) -> Report {
    let start = parse_utc("2014-12-20").unwrap();
    let at = |i: usize| start + HOUR * i as i64;
    let ink = Ink {
        series: "routes".to_owned(),
        step: HOUR as f64,
        t: (0..values.len()).map(|i| at(i) as f64).collect(),
        baseline: vec![Some(4.0); values.len()],
        threshold: vec![Some(3.8); values.len()],
        state: values.iter().map(|v| if v.is_some() { 0 } else { 2 }).collect(),
        min: values.clone(),
        max: values,
    };
    let edge = |i: usize| EdgeTold { lo: iso(at(i) - 60_000), best: iso(at(i)), hi: iso(at(i) + 60_000) };
    let outages = outage.map(|(from, until)| OutageTold {
        id: "o1".to_owned(),
        reference: "routes".to_owned(),
        start: edge(from),
        end: edge(until),
        returning: None,
        normal: None,
        ongoing: false,
        duration_secs: DurationTold { lo: 0.0, best: 0.0, hi: None },
        equivalent_secs: 0.0,
        depth: 1.0,
        confidence: None,
        kind: crate::detect::Extent::Total,
        routes_up: false,
        signals: Vec::new(),
        profile: Vec::new(),
        recurrence: None,
        reason: String::new(),
        edited: Vec::new(),
        rejected: false,
        cost: None,
    });
    Report {
        ink: vec![ink],
        outages: outages.into_iter().collect(),
        headline: "Offline".to_owned(),
        ..Report::default()
    }
}

fn drawn(report: &Report, look: &Look) -> (Scene, Recorder) {
    let mut recorder = Recorder { size: (look.width, look.height), ..Recorder::default() };
    let chart = chart("timeline").unwrap();
    let scene = draw(chart, report, look, &Plain::new(Some("Asia/Pyongyang")), &mut recorder).unwrap();
    (scene, recorder)
}

fn states() -> Vec<Report> {
    let mut dip = vec![Some(4.0); 120];
    dip[60..70].fill(Some(0.0));
    let mut gap = dip.clone();
    gap[80..90].fill(None);
    vec![
        Report::default(),
        report(vec![Some(4.0)], None),
        report(vec![Some(4.0); 120], None),
        report(dip.clone(), Some((60, 70))),
        report(gap, Some((60, 70))),
        report(vec![None; 50], None),
        report((0..2000).map(|i| Some(f64::from(i % 97))).collect(), Some((900, 1200))),
        report(vec![Some(0.0); 10], None),
        report(vec![Some(1e12), Some(1e-12)], None),
    ]
}

#[test]
fn labels_never_touch_and_ink_stays_on_the_paper() {
    for (i, report) in states().iter().enumerate() {
        for (width, ratio) in [(320, 1.0), (720, 1.0), (1440, 2.0), (960, 3.0)] {
            let look = Look { width, height: 300 * ratio as u32, ratio, ..Look::default() };
            let (_, recorder) = drawn(report, &look);
            for (n, (words, a)) in recorder.texts.iter().enumerate() {
                assert!(a[0] >= 0.0 && a[2] <= f64::from(width) + 1.0, "{i} {width}: {words} {a:?}");
                for (other, b) in recorder.texts.iter().skip(n + 1) {
                    let apart = a[2] <= b[0] || b[2] <= a[0] || a[3] <= b[1] || b[3] <= a[1];
                    assert!(apart, "{i} {width}: {words} {a:?} on {other} {b:?}");
                }
            }
            let inside = |(x, y): &BackendCoord| {
                (-4..=width as i32 + 4).contains(x) && (-4..=look.height as i32 + 4).contains(y)
            };
            assert!(recorder.points.iter().all(inside), "{i} {width}");
        }
    }
}

#[test]
fn a_gap_is_not_drawn_as_zero() {
    let look = Look::default();
    let mut values = vec![Some(4.0); 40];
    values[20..30].fill(None);
    let (scene, _) = drawn(&report(values.clone(), None), &look);
    let plot = &scene.plots[0];
    let bottom = plot.y + plot.height;
    let at_zero = |values: Vec<Option<f64>>| {
        let (_, recorder) = drawn(&report(values, None), &look);
        recorder.signal.iter().filter(|(_, y)| *y == bottom).count()
    };
    assert_eq!(at_zero(values.clone()), 0);
    assert!(at_zero(values.iter().map(|v| v.or(Some(0.0))).collect()) > 0);
}

#[test]
fn a_window_shows_its_own_time() {
    let report = report(vec![Some(4.0); 240], None);
    let from = parse_utc("2014-12-22").unwrap() as f64;
    let look = Look { from: Some(from), until: Some(from + DAY as f64), ..Look::default() };
    let (scene, _) = drawn(&report, &look);
    assert_eq!((scene.plots[0].from, scene.plots[0].until), (from, from + DAY as f64));
}

#[test]
fn words_of_a_file_are_escaped() {
    let mut hostile = report(vec![Some(1.0); 3], None);
    hostile.headline = "<script>alert(1)</script>".to_owned();
    hostile.ink[0].series = "<img src=x onerror=alert(1)>".to_owned();
    let drawn = svg(chart("timeline").unwrap(), &hostile, &Look::default(), &Plain::new(None)).unwrap();
    assert!(!drawn.svg.contains("<script>") && !drawn.svg.contains("<img"));
}

#[test]
fn an_unknown_chart_names_the_nearest() {
    assert!(chart("timelin").err().unwrap().to_string().contains("timeline"));
}
