//! What is told of signals that rise: a share is as deep as it says, a count beside its total is one, and of anything else nobody says
//! that everybody was offline, nor what that cost.
//!
//! In: ten made-up days, of which six hours are bad. Out: the Report's headline, depth and price.

use outage_lens::base::time::parse_utc;
use outage_lens::base::{Code, Settings};
use outage_lens::cost::price_reading;
use outage_lens::detect::edits::{Edit, apply};
use outage_lens::detect::{detect, prepare};
use outage_lens::report::{Report, build};

/// The Report of a table with a row an hour, priced as the United States. `row` says what stands behind the time, and whether it is bad.
fn told(header: &str, row: impl Fn(bool, u32) -> String) -> Report {
    told_with(header, row, &[])
}

/// The same with what an author changed.
fn told_with(header: &str, row: impl Fn(bool, u32) -> String, edits: &[Edit]) -> Report {
    let rows: String = (0..240)
        .map(|i| format!("2025-03-{:02}T{:02}:00Z,{}\n", 1 + i / 24, i % 24, row((120..126).contains(&i), i * 7 % 11)))
        .collect();
    let mut settings = Settings::default();
    settings.set("country", "US").unwrap();
    settings.set("represents", "country").unwrap();
    let text = format!("time,{header}\n{rows}");
    let reading = outage_lens::read([("made-up.csv", text.as_bytes())], &settings).unwrap();
    let prepared = prepare(&reading.series, &reading.marks, &settings).unwrap();
    let mut found = detect(&prepared, &reading.series, &settings).unwrap();
    found.found = apply(&found.found, edits, reading.span()).unwrap();
    let costs = price_reading(&reading, &found.found, &settings).unwrap();
    build(&reading, &found, &costs, &settings)
}

#[test]
fn a_share_is_as_deep_as_it_says() {
    for (header, whole) in
        [("packet loss (%)", 100.0), ("packet_loss", 100.0), ("loss_ratio", 1.0), ("percent_out", 100.0)]
    {
        let report = told(header, |bad, wobble| {
            let share = if bad { 0.3 } else { f64::from(wobble) / 2_000.0 };
            format!("{:.4}", share * whole)
        });
        let [outage] = &report.outages[..] else { panic!("{header}: {} outages", report.outages.len()) };
        assert!((0.28..0.31).contains(&outage.depth), "{header}: {}", outage.depth);
        assert!(report.headline.starts_with("United States: connectivity fell by 30 %"), "{}", report.headline);
        assert!(report.sentence.contains("30 % on average") && report.cost.is_some(), "{}", report.sentence);
    }
}

#[test]
fn a_count_beside_its_total_is_a_share() {
    let report = told("customers_out,customers_served", |bad, wobble| {
        format!("{},1561835", if bad { 312_367 } else { 100 + 13 * wobble })
    });
    assert!(report.headline.starts_with("United States: connectivity fell by 20 %"), "{}", report.headline);
}

#[test]
fn of_a_count_nobody_says_that_all_were_offline() {
    for (header, bad, usual) in [("customers_out", 312_367, 100), ("ping (ms)", 900, 20)] {
        let report = told(header, |out, wobble| (if out { bad } else { usual + wobble }).to_string());
        assert!(report.headline.contains("far above what is usual for"), "{}", report.headline);
        assert!(!report.outages.is_empty() && report.cost.is_none(), "{header}");
        assert!(report.notes.iter().any(|note| note.code == Code::DepthOfWorst), "{:?}", report.notes);
    }
}

#[test]
fn an_author_who_moves_an_edge_gets_no_price_by_the_worst() {
    let later = Edit::End("o1".to_owned(), parse_utc("2025-03-06T09:00").unwrap());
    let row = |out: bool, wobble: u32| (if out { 312_367 } else { 100 + wobble }).to_string();
    let report = told_with("customers_out", row, &[later]);
    assert!(report.headline.contains("far above what is usual for 9 h"), "{}", report.headline);
    assert!(report.cost.is_none() && report.outages.iter().all(|outage| outage.cost.is_none()));
}

#[test]
fn a_file_of_a_few_values_is_not_called_clean() {
    let reading = outage_lens::read(
        [("a.csv", &b"time,users\n2025-03-01T00:00Z,5\n2025-03-01T01:00Z,4\n"[..])],
        &Settings::default(),
    );
    let (reading, settings) = (reading.unwrap(), Settings::default());
    let found = detect(&prepare(&reading.series, &[], &settings).unwrap(), &reading.series, &settings).unwrap();
    let report = build(&reading, &found, &price_reading(&reading, &found.found, &settings).unwrap(), &settings);
    assert_eq!(report.headline, "Too few values to find an outage");
}
