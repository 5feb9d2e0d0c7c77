//! Charts on Reports made by hand: labels never touch, nothing leaves the paper, and a gap is never drawn as zero.

mod annotated;

use super::plotters_adapter::{Letters, Stroke};
use super::*;
use crate::base::time::{DAY, HOUR, parse_utc};
use crate::cost::{Headline, Peer, Range, Sensitivity};
use crate::report::{Claim, Estimate, Mode, Per, PlotColumns, Priced, schema};
use plotters_backend::BackendCoord;
use plotters_backend::text_anchor::HPos;

/// Remembers what was drawn.
#[derive(Default)]
struct Recorder {
    size: (u32, u32),
    texts: Vec<(String, [f64; 4])>,
    points: Vec<BackendCoord>,
    signal: Vec<BackendCoord>,
    band: Vec<BackendCoord>,
    shades: Vec<([i32; 4], Colour)>,
}

impl Surface for Recorder {
    fn size(&self) -> (u32, u32) {
        self.size
    }

    fn path(&mut self, points: &[BackendCoord], stroke: Stroke) -> Result<(), DrawError> {
        self.points.extend(points);
        let ink = Style::default().ink;
        if (stroke.color.rgb, stroke.color.alpha) == ((ink[0], ink[1], ink[2]), 1.0) {
            self.signal.extend(points);
        }
        Ok(())
    }

    fn rect(&mut self, a: BackendCoord, b: BackendCoord, stroke: Stroke, _: bool) -> Result<(), DrawError> {
        self.shades.push(([a.0, a.1, b.0, b.1], stroke.color.rgb.into()));
        self.points.extend([a, b]);
        Ok(())
    }

    fn polygon(&mut self, points: &[BackendCoord], _: Stroke) -> Result<(), DrawError> {
        self.points.extend(points);
        self.band.extend(points);
        Ok(())
    }

    fn text(&mut self, words: &str, (x, y): BackendCoord, letters: &Letters<'_>) -> Result<(), DrawError> {
        let (x, y, half) = (f64::from(x), f64::from(y), letters.size / 2.0);
        let width = self.measure(words, letters);
        let left = match letters.anchor.h_pos {
            HPos::Left => x,
            HPos::Center => x - width / 2.0,
            HPos::Right => x - width,
        };
        self.texts.push((words.to_owned(), [left, y - half, left + width, y + half]));
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
    let columns = PlotColumns {
        series: "routes".to_owned(),
        step: HOUR as f64,
        t: (0..values.len()).map(|i| at(i) as f64).collect(),
        baseline: vec![Some(4.0); values.len()],
        threshold: vec![Some(3.8); values.len()],
        state: values.iter().map(|v| if v.is_some() { 0 } else { 2 }).collect(),
        min: values.clone(),
        max: values,
    };
    let edge = |i: usize| schema::Edge { lo: Some(iso(at(i) - 60_000)), best: iso(at(i)), hi: iso(at(i) + 60_000) };
    let outages = outage.map(|(from, until)| schema::Outage {
        id: "o1".to_owned(),
        reference: "routes".to_owned(),
        start: edge(from),
        end: edge(until),
        returning: None,
        normal: None,
        ongoing: false,
        started_before: false,
        duration_secs: schema::Duration { lo: 0.0, best: 0.0, hi: None },
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
        plot: vec![columns],
        outages: outages.into_iter().collect(),
        headline: "Offline".to_owned(),
        ..Report::default()
    }
}

fn drawn(report: &Report, style: &Style) -> (Scene, Recorder) {
    drawn_as("timeline", report, style)
}

fn drawn_as(id: &str, report: &Report, style: &Style) -> (Scene, Recorder) {
    let mut recorder = Recorder { size: (style.width, style.height), ..Recorder::default() };
    let chart = chart(id).unwrap();
    let scene = draw(chart, report, style, &Plain::new(Some("Asia/Pyongyang")), &mut recorder).unwrap();
    (scene, recorder)
}

/// A price with long names, a wide range and two peers.
fn price() -> Estimate {
    let model = |id: &str, mode, central: f64| Priced {
        id: id.to_owned(),
        mode,
        applies: true,
        low: Some(central / 30.0),
        central: Some(central),
        high: Some(central * 30.0),
        lambda: None,
        above_ceiling: false,
        per_head_usd: None,
        per_user_usd: None,
        reason: None,
        steps: Vec::new(),
    };
    let models = vec![model("cost-tool", Mode::Published, 1.3e6), model("lens", Mode::Ours, 700.0)];
    let peer = |name: &str| Peer {
        country: "XX".to_owned(),
        name: name.to_owned(),
        distance: 0.1,
        online: 0.5,
        usual_usd: 2.0e6,
        ours: Range { low: 1.0e5, central: 2.0e5, high: 4.0e5 },
    };
    let one = |meaning: &str| Sensitivity {
        symbol: "s".to_owned(),
        meaning: meaning.to_owned(),
        low: 900.0,
        high: 80.0,
        share: 0.5,
    };
    Estimate {
        country: "KP".to_owned(),
        currency: "USD".to_owned(),
        price_year: 2014,
        hours: 9.5,
        equivalent_hours: 9.5,
        weighted_hours: 9.5,
        ceiling_usd: Range { low: 1.9e7, central: 2.6e7, high: 3.5e7 },
        users: None,
        person_hours: None,
        trade_usd: None,
        models,
        headline: Headline { usual: None, ours: Some(Range { low: 23.0, central: 700.0, high: 21e3 }) },
        sensitivity: vec![one("weight of the local hours of the week, mean of working time and traffic"), one("GDP")],
        peers: vec![peer("Saint Vincent and the Grenadines, and more islands than fit"), peer("<b>Nepal</b>")],
        claims: vec![
            claim("A paper with a name that is longer than any chart is wide, and one of its partners", 3e5),
            claim("<b>Another</b>", 8e9),
        ],
    }
}

fn claim(publisher: &str, total_usd: f64) -> Claim {
    Claim {
        amount_usd: total_usd,
        per: Per::Event,
        publisher: publisher.to_owned(),
        date: "2014-12-24".to_owned(),
        source: String::new(),
        total_usd,
        lambda: None,
        above_ceiling: false,
        near: Vec::new(),
        implied: Vec::new(),
        words: String::new(),
    }
}

fn states() -> Vec<Report> {
    let mut dip = vec![Some(4.0); 120];
    dip[60..70].fill(Some(0.0));
    let mut gap = dip.clone();
    gap[80..90].fill(None);
    let mut priced = report(vec![Some(4.0); 400], Some((200, 210)));
    priced.selected = Some("o1".to_owned());
    priced.cost = Some(price());
    vec![
        Report::default(),
        priced,
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
    let every = states().into_iter().enumerate();
    let every = every.flat_map(|(i, report)| CHARTS.iter().map(move |chart| (i, report.clone(), chart.about().id)));
    for (i, report, id) in every {
        for (width, ratio) in [(320, 1.0), (720, 1.0), (1440, 2.0), (960, 3.0)] {
            let high = chart(id).unwrap().height(&report, f64::from(width) / ratio);
            // A page of small letters.
            let style = Style { width, height: (high * ratio).ceil() as u32, ratio, size: 13.0, ..Style::default() };
            let (_, recorder) = drawn_as(id, &report, &style);
            let i = format!("{id} {i}");
            for (n, (words, a)) in recorder.texts.iter().enumerate() {
                assert!(a[0] >= 0.0 && a[2] <= f64::from(width) + 1.0, "{i} {width}: {words} {a:?}");
                assert!(a[3] - a[1] >= 12.0 * ratio, "{i} {width}: {words} are too small to read");
                for (other, b) in recorder.texts.iter().skip(n + 1) {
                    let apart = a[2] <= b[0] || b[2] <= a[0] || a[3] <= b[1] || b[3] <= a[1];
                    assert!(apart, "{i} {width}: {words} {a:?} on {other} {b:?}");
                }
            }
            let inside = |(x, y): &BackendCoord| {
                (-4..=width as i32 + 4).contains(x) && (-4..=style.height as i32 + 4).contains(y)
            };
            assert!(recorder.points.iter().all(inside), "{i} {width}");
        }
    }
}

/// A window that is being opened or closed may be a few pixels wide for a moment.
#[test]
fn no_size_is_too_small_or_odd() {
    for report in states() {
        for id in CHARTS.iter().map(|chart| chart.about().id) {
            for width in [1, 2, 3, 7, 19, 20, 21, 40, 63, 100, 4000] {
                for height in [1, 2, 5, 24, 50, 51, 100, 2500] {
                    for ratio in [0.5, 1.0, 2.75] {
                        drawn_as(id, &report, &Style { width, height, ratio, size: 13.0, ..Style::default() });
                    }
                }
            }
        }
    }
}

#[test]
fn a_gap_is_not_drawn_as_zero() {
    let style = Style::default();
    let mut values = vec![Some(4.0); 40];
    values[20..30].fill(None);
    let (scene, _) = drawn(&report(values.clone(), None), &style);
    let plot = &scene.plots[0];
    let bottom = plot.y + plot.height;
    let at_zero = |values: Vec<Option<f64>>| {
        let (_, recorder) = drawn(&report(values, None), &style);
        recorder.signal.iter().filter(|(_, y)| *y == bottom).count()
    };
    assert_eq!(at_zero(values.clone()), 0);
    assert!(at_zero(values.iter().map(|v| v.or(Some(0.0))).collect()) > 0);
}

#[test]
fn narrow_days_have_one_band_and_wide_days_one_an_hour() {
    let mut year = report(vec![Some(4.0); 365 * 24], None);
    let columns = &mut year.plot[0];
    for (i, (baseline, threshold)) in columns.baseline.iter_mut().zip(&mut columns.threshold).enumerate() {
        let hour = (i % 24) as f64;
        (*baseline, *threshold) = (Some(3.0 + hour / 24.0), Some(2.0 + hour / 24.0));
    }
    let until = columns.t[20 * 24];
    let bars =
        |style: &Style| drawn(&year, style).1.shades.iter().filter(|(_, colour)| *colour == style.accent).count();
    let whole = Style::default();
    let days = Style { until: Some(until), ..Style::default() };
    // Each day is as the one before: a few bars, broken where a pixel is shared.
    assert!(bars(&whole) < 10, "{}", bars(&whole));
    assert!(bars(&days) > 400, "{}", bars(&days));
}

#[test]
fn a_window_shows_its_own_time() {
    let report = report(vec![Some(4.0); 240], None);
    let from = parse_utc("2014-12-22").unwrap() as f64;
    let style = Style { from: Some(from), until: Some(from + DAY as f64), ..Style::default() };
    let (scene, _) = drawn(&report, &style);
    assert_eq!((scene.plots[0].from, scene.plots[0].until), (from, from + DAY as f64));
}

#[test]
fn a_calendar_shows_the_hours_of_the_local_clock() {
    // 03:00 to 05:00 UTC on the fourth day; nothing on the fifth.
    let mut report = report((0..192).map(|i| (!(96..120).contains(&i)).then_some(4.0)).collect(), Some((75, 77)));
    let start = parse_utc("2014-12-20").unwrap();
    report.outages[0].profile = vec![(iso(start + 75 * HOUR), 1.0)];
    let style = Style::default();
    let cells = |report: &Report| {
        let recorder = drawn_as("calendar", report, &style).1;
        let dark = recorder.shades.iter().filter(|(_, colour)| *colour == style.outage);
        dark.map(|(bounds, _)| bounds[1]).collect::<Vec<_>>()
    };
    let utc = cells(&report);
    assert_eq!(utc.len(), 2, "two hours, two cells");
    report.source.local_zone = Some("Asia/Tehran".to_owned());
    // Half an hour beside the full hour: three hours are touched, on the same day but lower.
    let tehran = cells(&report);
    assert_eq!(tehran.len(), 3);
    assert!(tehran[0] > utc[0]);
    report.outages[0].rejected = true;
    assert_eq!(cells(&report).len(), 0, "what an author rejects is not shown");
}

#[test]
fn a_usual_week_knows_no_outage() {
    let mut values = vec![Some(4.0); 24 * 28];
    values[24 * 10..24 * 10 + 12].fill(Some(0.0));
    values[24 * 17..24 * 17 + 12].fill(Some(0.0));
    let mut report = report(values, Some((24 * 10, 24 * 10 + 12)));
    let mut second = report.outages[0].clone();
    let at = parse_utc("2014-12-20").unwrap() + 17 * DAY;
    second.id = "o2".to_owned();
    second.start = schema::Edge { lo: Some(iso(at)), best: iso(at), hi: iso(at) };
    let end = at + 12 * HOUR;
    second.end = schema::Edge { lo: Some(iso(end)), best: iso(end), hi: iso(end) };
    report.outages.push(second);
    report.selected = Some("o1".to_owned());
    let style = Style::default();
    let low = |report: &Report| {
        let (scene, recorder) = drawn_as("week", report, &style);
        assert_eq!(scene.plots[0].until - scene.plots[0].from, 7.0 * DAY as f64);
        let bottom = scene.plots[0].y + scene.plots[0].height;
        recorder.band.iter().filter(|(_, y)| *y == bottom).count()
    };
    assert_eq!(low(&report), 0, "the other outage is no usual week");
    report.outages.truncate(1);
    assert!(low(&report) > 0, "a zero outside outages is one");
}

#[test]
fn assumptions_stand_below_the_models() {
    let report = Report { cost: Some(price()), ..Report::default() };
    let style = Style { height: 560, ..Style::default() };
    let (scene, recorder) = drawn_as("cost", &report, &style);
    let at = |end: &str| recorder.texts.iter().find(|(words, _)| words.ends_with(end)).unwrap().1[1];
    assert!(at("share online") < at("its high end") && at("its high end") < at("GDP"));
    assert!(scene.alt.contains("GDP: $80 – $900"), "{}", scene.alt);
}

#[test]
fn published_figures_stand_apart_from_the_models() {
    let mut report = report(vec![Some(4.0); 40], Some((20, 25)));
    report.cost = Some(price());
    let style = Style { height: 500, ..Style::default() };
    let (with, marks) = drawn_as("cost", &report, &style);
    report.cost.as_mut().unwrap().claims.clear();
    let (without, fewer) = drawn_as("cost", &report, &style);
    assert!(
        with.alt.contains("Published by others: ") && with.alt.contains("Another</b>, 2014-12-24: $8 billion"),
        "{}",
        with.alt
    );
    assert!(!without.alt.contains("Published by others"));
    // A square each, on a square of paper: no bar, no range.
    assert!(marks.shades.len() >= fewer.shades.len() + 4);
}

#[test]
fn words_of_a_file_are_escaped() {
    let mut hostile = report(vec![Some(1.0); 3], None);
    hostile.headline = "<script>alert(1)</script>\0\u{1b}\u{ffff}".to_owned();
    hostile.plot[0].series = "<img src=x onerror=alert(1)>".to_owned();
    let drawn = svg(chart("timeline").unwrap(), &hostile, &Style::default(), &Plain::new(None)).unwrap();
    assert!(!drawn.svg.contains("<script>") && !drawn.svg.contains("<img"));
    assert!(!drawn.svg.contains(['\0', '\u{1b}', '\u{ffff}']), "no XML holds these");
}

#[test]
fn an_unknown_chart_names_the_nearest() {
    assert!(chart("timelin").err().unwrap().to_string().contains("timeline"));
}
