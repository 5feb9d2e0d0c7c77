//! What is written on charts for who reads them first: how long it lasted, what is the usual, and a list day by day.

use super::*;
use crate::report::{Report, schema};

/// Words that were drawn, and how far down.
fn words(report: &Report, id: &str) -> Vec<String> {
    let style = Style { height: 400, ..Style::default() };
    drawn_as(id, report, &style).1.texts.into_iter().map(|(words, _)| words).collect()
}

#[test]
fn a_timeline_says_how_long_it_lasted_and_what_is_usual() {
    let mut values = vec![Some(4.0); 120];
    values[60..70].fill(Some(0.0));
    let mut report = report(values, Some((60, 70)));
    report.selected = Some("o1".to_owned());
    report.outages[0].duration_secs.best = 34_260.0;
    let told = words(&report, "timeline");
    assert!(told.iter().any(|words| words == "9 h 31 min") && told.iter().any(|words| words == "usual"), "{told:?}");
    report.outages[0].ongoing = true;
    let told = words(&report, "timeline");
    assert!(told.iter().any(|words| words == "≥ 9 h 31 min"), "{told:?}");
    report.outages[0].rejected = true;
    let told = words(&report, "timeline");
    assert!(!told.iter().any(|words| words.contains("9 h 31 min")), "{told:?}");
    report.plot[0].threshold.fill(None);
    assert!(!words(&report, "timeline").contains(&"usual".to_owned()), "no band, no word for it");
}

/// One country twice on a day, the second time within the first; another over midnight, and one without a country.
fn list() -> Report {
    let rows = [
        ("IQ", "2024-01-01T00:00:00Z", Some("2024-01-01T12:00:00Z")),
        ("IQ", "2024-01-01T06:00:00Z", Some("2024-01-01T09:00:00Z")),
        ("SD", "2024-01-02T18:00:00Z", Some("2024-01-03T06:00:00Z")),
        ("", "2024-01-05T00:00:00Z", None),
    ];
    let given = rows.map(|(_, start, end)| schema::Given {
        by: "A list".to_owned(),
        start: start.to_owned(),
        end: end.map(str::to_owned),
        label: String::new(),
        place: String::new(),
    });
    let row = |(given, (country, ..)): (usize, &(&str, &str, Option<&str>))| {
        serde_json::json!({ "given": given, "hours": 1.0, "prices": [],
            "country": if country.is_empty() { None } else { Some(country) } })
    };
    let outages: Vec<_> = rows.iter().enumerate().map(row).collect();
    let list = serde_json::json!({ "outages": outages, "countries": [], "together": [], "hours": 1.0,
        "ceiling_usd": { "low": 0.0, "central": 0.0, "high": 0.0 } });
    Report { given: given.to_vec(), list: Some(serde_json::from_value(list).unwrap()), ..Report::default() }
}

#[test]
fn a_list_has_a_row_a_country_and_a_cell_a_day() {
    let (report, style) = (list(), Style { height: 120, ..Style::default() });
    let (_, recorder) = drawn_as("calendar", &report, &style);
    let names: Vec<&str> = recorder.texts.iter().map(|(words, _)| words.as_str()).collect();
    assert!(names.starts_with(&["Iraq", "Sudan", "–"]), "most hours first: {names:?}");
    let dark: Vec<_> = recorder.shades.iter().filter(|(_, colour)| *colour == style.outage).collect();
    // Iraq on one day, Sudan on two; what goes on ends with the last of the list, an hour after its start.
    let rows = dark.iter().map(|(bounds, _)| bounds[1]).collect::<Vec<_>>();
    assert_eq!(rows.len(), 4, "{dark:?}");
    assert_eq!((rows[1], rows[0] < rows[1]), (rows[2], true));
    for width in [320, 720, 1440] {
        let style = Style { width, height: 120, size: 13.0, ..Style::default() };
        let (_, recorder) = drawn_as("calendar", &report, &style);
        assert!(recorder.points.iter().all(|(x, _)| (-4..=width as i32 + 4).contains(x)), "{width}");
    }
}
