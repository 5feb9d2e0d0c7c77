//! Golden drawings and golden words for those who can't see them: every chart on a story. `BLESS=1` writes them anew.

use outage_lens::base::Settings;
use outage_lens::chart::{self, CHARTS, Plain, Style};
use outage_lens::report::Report;
use std::path::{Path, PathBuf};

fn told(file: &str, pairs: &[(&str, &str)]) -> Report {
    let mut settings = Settings::default();
    for (key, value) in pairs {
        settings.set(key, value).unwrap();
    }
    let bytes = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap();
    outage_lens::analyze("input.csv", &bytes, &settings).unwrap()
}

fn drawn(id: &str, report: &Report) -> chart::Drawn {
    let chart = chart::chart(id).unwrap();
    let style = Style { height: chart.height(report, 720.0).ceil() as u32, ..Style::default() };
    chart::svg(chart, report, &style, &Plain::new(report.source.local_zone.as_deref())).unwrap()
}

#[test]
fn every_chart_is_drawn_as_before() {
    let nights = told("tests/stories/nightly-cuts/input.csv", &[("country", "IQ"), ("represents", "country")]);
    let mut slips = Vec::new();
    for chart in CHARTS {
        let id = chart.about().id;
        let drawn = drawn(id, &nights);
        for (ending, got) in [("svg", drawn.svg), ("txt", drawn.scene.alt + "\n")] {
            let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/charts/{id}.{ending}"));
            if std::env::var_os("BLESS").is_some() {
                std::fs::write(path, got).unwrap();
            } else if std::fs::read_to_string(&path).unwrap_or_default() != got {
                slips.push(path.display().to_string());
            }
        }
    }
    assert!(slips.is_empty(), "drawn otherwise than before: {}", slips.join(", "));
}

#[test]
fn no_golden_file_is_left_over() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/charts");
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        assert!(chart::chart(&stem).is_ok(), "{}: there is no such chart", path.display());
    }
}

#[test]
fn the_same_report_gives_the_same_drawing() {
    let settings = [("country", "KP"), ("represents", "country"), ("local-zone", "Asia/Pyongyang")];
    let report = told("www/data/north-korea-2014.csv", &settings);
    for chart in CHARTS {
        let id = chart.about().id;
        let first = drawn(id, &report);
        assert_eq!(first, drawn(id, &report), "{id}");
        assert!(!first.svg.contains("NaN") && !first.svg.contains("inf"), "{id}");
    }
}

#[test]
fn lines_below_a_picture_stand_in_it_and_below_the_chart() {
    let report = told("www/data/north-korea-2014.csv", &[("country", "KP"), ("represents", "country")]);
    let chart = chart::chart("timeline").unwrap();
    let foot = vec!["your file, not this article’s".to_owned(), "Outage Lens, SHA-256 0123".to_owned()];
    let plain = Style { height: 250, ..Style::default() };
    let mut style = Style { foot: foot.clone(), ..plain.clone() };
    style.height += style.foot_height() as u32;
    let locale = Plain::new(None);
    let (without, with) = (chart::svg(chart, &report, &plain, &locale), chart::svg(chart, &report, &style, &locale));
    let (without, with) = (without.unwrap(), with.unwrap());
    assert_eq!(without.scene, with.scene, "the chart itself stays where it was");
    for line in foot {
        assert!(with.svg.contains(&line) && !without.svg.contains(&line), "{line}");
    }
    let told = with.svg.split_once("<desc>").and_then(|(_, rest)| Some(rest.split_once("</desc>")?.0));
    assert_eq!(told, Some("your file, not this article’s Outage Lens, SHA-256 0123"), "and for those who don't see it");
}
