//! Reports that lie, each refused by the member that does.

use super::*;
use serde_json::{Value, json};

fn golden() -> Value {
    let mut settings = crate::base::Settings::default();
    settings.set("country", "KP").unwrap();
    settings.set("represents", "country").unwrap();
    settings.set("claim", "2M | A made-up paper").unwrap();
    let file = include_bytes!("../../../www/data/north-korea-2014.csv");
    let report = crate::analyze("north-korea-2014.csv", file, &settings).unwrap();
    serde_json::from_str(&crate::report::to_json(&report).unwrap()).unwrap()
}

fn judged(report: Value) -> Result<(), String> {
    let report: Report = serde_json::from_value(report).map_err(|error| error.to_string())?;
    check(&report).map_err(|error| error.to_string())
}

#[test]
fn a_report_of_ours_passes() {
    assert_eq!(judged(golden()), Ok(()));
    let mut unpriced = golden();
    unpriced["cost"] = Value::Null;
    assert_eq!(judged(unpriced), Ok(()));
}

#[test]
fn a_report_of_the_largest_values_passes() {
    for most in [limits::VALUE, limits::VALUE * 10.0, 3e55, 1e100, 1e308] {
        let rows: String = (0..24).map(|hour| format!("2024-03-05T{hour:02}:00:00Z,{most:e}\n")).collect();
        let file = format!("time,value\n2024-03-04T22:00:00Z,1\n2024-03-04T23:00:00Z,2\n{rows}");
        let report = crate::analyze("large.csv", file.as_bytes(), &crate::base::Settings::default()).unwrap();
        assert_eq!(check(&report).map_err(|error| error.to_string()), Ok(()), "{most:e}");
    }
}

#[test]
fn a_lie_is_refused_by_its_member() {
    let golden = golden();
    let (long, series) = ("x".repeat(20_000), &golden["source"]["series"][0]);
    let lies: &[(&str, Value, &str)] = &[
        ("/wire", json!(2), "wire"),
        ("/outages", Value::Null, "null"),
        ("/plot/0/step", json!(1e300), "plot.step"),
        ("/plot/0/step", json!(0), "plot.step"),
        ("/plot/0/t", json!([1]), "plot"),
        ("/plot/0/t/0", json!(-1e12), "plot.t"),
        ("/plot/0/t/0", json!(1e18), "plot.t"),
        ("/plot/0/max/0", json!(1e308), "plot"),
        ("/plot/0/min", json!("words"), "invalid type"),
        ("/source/until", json!("+275760-09-13T00:00:00Z"), "source"),
        ("/outages/0/start/best", json!("=HYPERLINK(0)"), "outages.o1"),
        ("/outages/0/end/best", json!("2014-01-01T00:00:00Z"), "outages.o1"),
        ("/outages/0/depth", json!("NaN"), "invalid type"),
        ("/outages/0/depth", json!(1e308), "outages.o1"),
        ("/outages/0/duration_secs/best", json!(1e308), "outages.o1"),
        ("/headline", json!("x".repeat(1 << 20)), "sentence"),
        ("/cost/claims/0/publisher", json!("x".repeat(1 << 20)), "claims"),
        ("/cost/claims/0/total_usd", json!(1e308), "claims"),
        ("/cost/claims/0/implied/0/value", json!(1e308), "claims"),
        ("/cost/claims/0/per", json!("week"), "unknown variant"),
        ("/cost/models/0/mode", json!("x"), "unknown variant"),
        // Numbers that nothing has, in members that are only shown.
        ("/outages/0/duration_secs/lo", json!(-1), "outages.o1"),
        ("/outages/0/equivalent_secs", json!(1e12), "outages.o1"),
        ("/outages/0/signals/0/depth", json!(1e308), "outages.o1"),
        ("/outages/0/signals/0/equivalent_secs", json!(-5), "outages.o1"),
        ("/source/series/0/samples", json!(u64::MAX), "source.series.samples"),
        ("/source/series/0/missing", json!(-1), "invalid value"),
        ("/source/series/0/step_secs", json!(-300), "source.series.step_secs"),
        ("/plot/0/state/0", json!(9), "plot.state"),
        ("/plot/0/state/0", json!(300), "invalid value"),
        ("/cost/price_year", json!(i32::MAX), "cost"),
        ("/cost/weighted_hours", json!(-1), "cost"),
        ("/cost/ceiling_usd/low", json!(1e20), "cost"),
        ("/cost/headline/ours/high", json!(0), "cost"),
        ("/cost/models/0/high", json!(-1e9), "cost"),
        ("/cost/models/0/steps/0/value", json!(1e300), "cost"),
        ("/cost/sensitivity/0/share", json!(1e300), "cost"),
        ("/sentence_parts/0/values", json!({ "x": 1e308 }), "sentence_parts"),
        // Words without end.
        ("/outages/0/reason", json!(long), "outages.o1"),
        ("/outages/0/reference", json!(long), "outages.id"),
        ("/outages/0/edited", json!([long]), "outages.id"),
        ("/outages/0/signals/0/reason", json!(long), "outages.o1"),
        ("/source/country", json!(long), "source"),
        ("/source/local_zone", json!(long), "source"),
        ("/source/files/0/sha256", json!(long), "source.files.name"),
        ("/source/series/0/unit", json!(long), "source.series.label"),
        ("/source/columns/0/why", json!(long), "source.columns"),
        ("/source/first_rows", json!(vec![vec![""; 5_000]]), "source.first_rows"),
        ("/source/first_rows", json!([[long]]), "source.first_rows"),
        ("/receipt/engine", json!(long), "receipt"),
        ("/receipt/settings", json!({ "facts": "x".repeat(2 << 20) }), "receipt.settings"),
        ("/cost/currency", json!(long), "cost"),
        ("/cost/models/0/steps/0/source", json!(long), "models.steps"),
        ("/cost/claims/0/near", json!([long]), "claims"),
        ("/sentence_parts/0/values", json!({ "x": long }), "sentence_parts"),
        // Words that act in a terminal, a table or a picture.
        ("/sentence", json!("a\u{202e}b"), "sentence"),
        ("/source/files/0/name", json!("a\u{1b}[2Jb.csv"), "source.files.name"),
        ("/source/credit", json!("a\r\n=1+1"), "source.credit"),
        ("/outages/0/id", json!("\u{2066}o1"), "outages.id"),
        ("/cost/claims/0/words", json!("a\u{ffff}b"), "claims.words"),
        // What stands twice, in the wrong order or nowhere.
        ("/source/series", json!([series, series]), "source.series.id"),
        ("/plot", json!([golden["plot"][0], golden["plot"][0]]), "plot.series"),
        ("/outages", json!([golden["outages"][0], golden["outages"][0]]), "outages.id"),
        ("/outages/0/start/lo", json!("2014-12-30T00:00:00Z"), "outages.o1"),
        ("/outages/0/end/hi", json!("2014-12-01T00:00:00Z"), "outages.o1"),
        ("/outages/0/signals/0/returns", json!([["2014-12-23T00:00:00Z", "2014-12-22T00:00:00Z"]]), "outages.o1"),
        ("/outages/0/signals/0/returns", json!([["tomorrow", "2014-12-22T00:00:00Z"]]), "outages.o1"),
        ("/source/until", json!("2013-01-01T00:00:00Z"), "source"),
        (
            "/given",
            json!([{ "by": "x", "start": "2014-12-23T00:00:00Z", "end": "2014-12-22T00:00:00Z", "label": "" }]),
            "given",
        ),
        (
            "/marks",
            json!([{ "from": "2014-12-23T00:00:00Z", "until": "2014-12-22T00:00:00Z", "kind": "assumed", "label": "" }]),
            "marks",
        ),
        ("/selected", json!("o99"), "selected"),
        ("/selected", json!("__proto__"), "selected"),
        ("/outages/0/confidence", json!("0.5"), "invalid type"),
        ("/outages/0/confidence", json!(1.5), "outages.o1"),
    ];
    for (member, lie, says) in lies {
        let mut report = golden.clone();
        let (parent, name) = member.rsplit_once('/').unwrap();
        let parent = report.pointer_mut(parent).unwrap();
        match name.parse::<usize>() {
            Ok(place) => parent[place] = lie.clone(),
            Err(_) => parent[name] = lie.clone(),
        }
        let said = judged(report).err().unwrap_or_default();
        assert!(said.contains(says), "{member} {lie}: {said}");
    }
}

#[test]
fn lists_are_bounded() {
    let golden = golden();
    for (list, count) in [("/outages", limits::OUTAGES), ("/notes", ENTRIES), ("/plot", limits::SERIES)] {
        let mut report = golden.clone();
        let place = report.pointer_mut(list).unwrap();
        let one = place.get(0).cloned().unwrap_or(json!({ "code": "x", "message": "" }));
        *place = Value::Array(vec![one; count + 1]);
        let said = judged(report).unwrap_err();
        assert!(said.contains(&format!("{} entries", count + 1)), "{list}: {said}");
    }
}

#[test]
fn rows_of_comparisons_and_lists_name_what_is_there() {
    let row = |given: usize| json!([{ "given": given, "outage": null, "start_secs": null, "end_secs": null }]);
    let priced = |given: usize| {
        json!({ "outages": [{ "given": given, "country": null, "hours": 1, "prices": [] }], "countries": [], "together": [],
            "ceiling_usd": { "low": 0, "central": 0, "high": 0 }, "hours": 1 })
    };
    let given = json!([{ "by": "x", "start": "2014-12-22T00:00:00Z", "end": null, "label": "" }]);
    for (name, lie) in [("compared", row(1)), ("list", priced(1))] {
        let mut report = golden();
        report["given"] = given.clone();
        report[name] = lie;
        assert!(judged(report).unwrap_err().contains(name));
    }
    let mut report = golden();
    (report["given"], report["compared"], report["list"]) = (given, row(0), priced(0));
    assert_eq!(judged(report), Ok(()));
}
