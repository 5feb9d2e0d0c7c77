//! What must hold for every model, whatever the outage: a price grows with what is lost and stays below what is made.

use super::*;
use crate::base::{Code, Represents, Settings};
use crate::detect::Outage;

const COUNTRIES: [&str; 6] = ["KP", "IR", "IN", "CH", "BD", "UG"];

fn given(pairs: &[(&str, &str)]) -> Settings {
    let mut settings = Settings::default();
    for (key, value) in [&[("model", "all")], pairs].concat() {
        settings.set(key, value).unwrap();
    }
    settings
}

fn outage(start: &str, end: &str, depth: &str) -> Outage {
    calculate(&given(&[("country", "KP"), ("start", start), ("end", end), ("depth", depth)])).unwrap().0.remove(0)
}

fn price(outages: &[Outage], pairs: &[(&str, &str)]) -> Estimate {
    estimate(outages, None, Represents::Country, &given(pairs)).unwrap().all.unwrap()
}

/// Low, central and high of every model that has something to say in both.
fn pairs<'a>(a: &'a Estimate, b: &'a Estimate) -> impl Iterator<Item = (&'a str, [f64; 3], [f64; 3])> {
    let ends = |priced: &Priced| Some([priced.low?, priced.central?, priced.high?]);
    a.models.iter().zip(&b.models).filter_map(move |(a, b)| Some((a.id.as_str(), ends(a)?, ends(b)?)))
}

/// No model says less in `more` than in `less`.
fn grows(less: &Estimate, more: &Estimate, why: &str) {
    assert!(pairs(less, more).count() > 4, "{why}");
    for (id, less, more) in pairs(less, more) {
        for (less, more) in less.into_iter().zip(more) {
            assert!(less <= more * (1.0 + 1e-9), "{why}: {id} {less} > {more}");
        }
    }
}

#[test]
fn a_price_grows_with_depth_duration_and_share() {
    for code in COUNTRIES {
        let country = ("country", code);
        let mut last: Option<Estimate> = None;
        for depth in ["0.01", "0.2", "0.5", "0.9", "1"] {
            let now = price(&[outage("2019-11-16T13:00Z", "2019-11-23T09:30Z", depth)], &[country]);
            if let Some(last) = last {
                grows(&last, &now, "depth");
            }
            last = Some(now);
        }
        let mut last: Option<Estimate> = None;
        for end in
            ["2019-12-31T13:01Z", "2019-12-31T14:00Z", "2020-01-01T12:00Z", "2020-02-05T00:00Z", "2021-03-01T00:00Z"]
        {
            let now = price(&[outage("2019-12-31T13:00Z", end, "0.7")], &[country]);
            if let Some(last) = last {
                grows(&last, &now, "duration");
            }
            last = Some(now);
        }
        let outages = [outage("2019-11-16T13:00Z", "2019-11-23T09:30Z", "0.8")];
        let region = |share| price(&outages, &[country, ("represents", "region"), ("share", share)]);
        grows(&region("0.1"), &region("0.5"), "share");
        grows(&region("0.5"), &region("1"), "share");
        for (id, tenth, half) in pairs(&region("0.1"), &region("0.5")) {
            assert!((half[1] / tenth[1] / 5.0 - 1.0).abs() < 1e-9, "{code} {id}");
        }
    }
}

#[test]
fn another_outage_never_lowers_the_price() {
    let first = outage("2019-12-30T13:00Z", "2020-01-02T09:30Z", "0.6");
    let mut outages = vec![first];
    for (start, end, depth) in [
        ("2020-01-01T00:00Z", "2020-01-01T06:00Z", "0.3"),
        ("2020-01-01T00:00Z", "2020-01-03T06:00Z", "1"),
        ("2020-05-01T00:00Z", "2020-05-01T00:10Z", "0.5"),
        ("2018-05-01T00:00Z", "2018-05-01T03:10Z", "1"),
    ] {
        let less = price(&outages, &[("country", "BD")]);
        outages.push(outage(start, end, depth));
        outages.sort_by_key(|outage| outage.start.best);
        grows(&less, &price(&outages, &[("country", "BD")]), start);
    }
}

#[test]
fn splitting_one_in_two_leaves_the_central_value() {
    for cut in ["2019-12-31T00:20Z", "2020-01-01T00:00Z", "2020-01-01T20:07Z"] {
        let whole = [outage("2019-12-30T13:00Z", "2020-01-02T09:30Z", "0.6")];
        let halves = [outage("2019-12-30T13:00Z", cut, "0.6"), outage(cut, "2020-01-02T09:30Z", "0.6")];
        for code in COUNTRIES {
            let (whole, halves) = (price(&whole, &[("country", code)]), price(&halves, &[("country", code)]));
            for (id, a, b) in pairs(&whole, &halves) {
                assert!((a[1] / b[1] - 1.0).abs() < 1e-9, "{code} {id}: {a:?} {b:?}");
            }
            assert!((whole.ceiling_usd.central / halves.ceiling_usd.central - 1.0).abs() < 1e-9);
        }
    }
}

#[test]
fn ours_never_exceed_the_gdp_normally_made_and_published_ones_are_flagged() {
    let short = outage("2021-03-02T03:00Z", "2021-03-02T05:00Z", "1");
    for (outage, settings) in [
        (&short, &[][..]),
        (&short, &[("assume", "s=0.9..1,phi=900,delta=1,kappa=9,r=0")]),
        (&outage("2021-03-02T03:00Z", "2021-03-04T05:00Z", "0.01"), &[("assume", "phi=900")]),
    ] {
        for code in COUNTRIES {
            let found = price(std::slice::from_ref(outage), &[settings, &[("country", code)]].concat());
            for priced in found.models.iter().filter(|priced| priced.mode == Mode::Ours) {
                assert!(
                    !priced.above_ceiling && priced.high.unwrap() <= found.ceiling_usd.high,
                    "{code} {}",
                    priced.id
                );
                assert!(priced.low <= priced.central && priced.central <= priced.high, "{code} {}", priced.id);
                assert!(priced.lambda.unwrap() <= 1.0);
            }
        }
    }
    // Plain hours at a depth of 1 %: a published calculator prices more than was made in the part that was lost.
    let faint = price(&[outage("2021-03-02T03:00Z", "2021-03-04T05:00Z", "0.01")], &[("country", "IR")]);
    assert!(faint.models.iter().any(|priced| priced.id == "cost-tool" && priced.above_ceiling));
}

#[test]
fn a_blocked_service_never_costs_what_a_blackout_does() {
    let outages = [outage("2019-11-16T13:00Z", "2019-11-23T09:30Z", "1")];
    for code in COUNTRIES {
        let scope = |scope| price(&outages, &[("country", code), ("scope", scope)]);
        for apps in ["apps:1", "apps:3", "apps:40"] {
            for (id, app, full) in pairs(&scope(apps), &scope("full")) {
                let most = if apps == "apps:1" { 0.5 } else { 1.0 };
                assert!(id == "ceiling" || app[1] <= most * full[1] * (1.0 + 1e-9), "{code} {id} {apps}");
            }
        }
        for (id, mobile, full) in pairs(&scope("mobile"), &scope("full")) {
            assert!(mobile[1] <= full[1], "{code} {id}");
        }
    }
    let single = price(&outages, &[("country", "NG"), ("represents", "service")]);
    for id in ["deloitte", "netloss-implied", "elasticity"] {
        let priced = single.models.iter().find(|priced| priced.id == id).unwrap();
        assert!(!priced.applies && priced.central.is_none() && priced.reason.is_some(), "{id}");
    }
}

#[test]
fn a_share_is_never_counted_twice() {
    let outages = [outage("2019-11-16T13:00Z", "2019-11-23T09:30Z", "0.3")];
    let costs = |pairs: &[(&str, &str)]| estimate(&outages, Some("IR"), Represents::Country, &given(pairs)).unwrap();
    let (plain, shared) = (costs(&[]), costs(&[("share", "0.3")]));
    assert_eq!(plain.all, shared.all);
    assert!(shared.notes.has(Code::ShareUnused));
}

#[test]
fn odd_facts_end_in_a_note_or_an_error_and_never_in_a_number_that_is_none() {
    let (past, future) = (("2015-06-01T00:00Z", "2015-06-02T00:00Z"), ("2090-06-01T00:00Z", "2090-06-02T00:00Z"));
    for ((start, end), settings) in [
        (past, &[("users", "0")][..]),
        (past, &[("gdp", "0")]),
        (past, &[("population", "0")]),
        (past, &[("population", "1"), ("users", "1")]),
        (past, &[("gdp", "1"), ("assume", "r=0.99")]),
        (past, &[("price-year", "2024")]),
        (past, &[("represents", "region"), ("share", "0")]),
        (future, &[]),
        (future, &[("price-year", "2020")]),
    ] {
        for code in countries_of_interest() {
            let settings = [&[("country", code), ("start", start), ("end", end)], settings].concat();
            let (_, costs) = calculate(&given(&settings)).unwrap();
            if costs.all.is_none() {
                assert!(!costs.notes.list().is_empty(), "{settings:?}");
            }
            let Some(found) = costs.all else { continue };
            let text = serde_json::to_string(&found).unwrap();
            assert!(!text.contains("NaN") && !text.contains("inf"), "{settings:?}");
            for priced in &found.models {
                for value in [priced.low, priced.central, priced.high, priced.lambda].into_iter().flatten() {
                    assert!(value.is_finite() && value >= 0.0, "{settings:?} {priced:?}");
                }
                let none = priced.applies && priced.central.is_none();
                assert!(!none || !costs.notes.list().is_empty(), "{settings:?} {}", priced.id);
            }
        }
    }
    let (_, future) = calculate(&given(&[("country", "IR"), ("start", future.0), ("end", future.1)])).unwrap();
    assert!(future.notes.has(Code::YearNearest) && future.notes.has(Code::FactsOld));
}

/// One country of twelve, from all regions, with and without facts.
fn countries_of_interest() -> impl Iterator<Item = &'static str> {
    economy::countries().step_by(12).map(|country| country.code).chain(["KP", "TW", "AQ", "XK"])
}

#[test]
fn settings_that_make_no_sense_are_errors() {
    for (settings, code) in [
        (&[("users", "9e9")][..], Code::UsersAbovePeople),
        (&[("price-year", "1850")], Code::BadPriceYear),
        (&[("price-year", "2014.5")], Code::BadPriceYear),
        (&[("currency", "EUR")], Code::BadSetting),
        (&[("currency", "EUR:0")], Code::BadSetting),
        (&[("scope", "apps:0")], Code::BadSetting),
        (&[("scope", "apps:-1")], Code::BadSetting),
        (&[("local-zone", "Asia/Teheran")], Code::UnknownZone),
        (&[("assume", "q=1")], Code::BadAssumption),
        (&[("assume", "s=0")], Code::BadAssumption),
        (&[("assume", "r=0.9..0.1")], Code::BadAssumption),
        (&[("facts", "country;year")], Code::BadFacts),
        (&[("end", "2015-05-01")], Code::EndBeforeStart),
        (&[("depth", "0")], Code::DepthZero),
    ] {
        let first = [("country", "IR"), ("start", "2015-06-01"), ("end", "2015-06-02")];
        let error = calculate(&given(&[&first, settings].concat())).err().unwrap();
        assert_eq!(error.code, code, "{settings:?}");
    }
    for missing in ["country", "start", "end"] {
        let all = [("country", "IR"), ("start", "2015-06-01"), ("end", "2015-06-02")];
        let rest: Vec<_> = all.into_iter().filter(|(key, _)| *key != missing).collect();
        assert_eq!(calculate(&given(&rest)).err().unwrap().code.text(), format!("{missing}-missing"));
    }
}

#[test]
fn of_many_outages_the_longest_are_told_in_full() {
    let base = crate::base::time::parse_utc("2021-01-01").unwrap();
    let day = |i: i64, hours: i64| {
        let at = base + i * crate::base::time::DAY;
        outage(&crate::base::time::iso(at), &crate::base::time::iso(at + hours * crate::base::time::HOUR), "0.7")
    };
    let outages: Vec<Outage> = (0..120).map(|i| day(i, 1 + i % 23)).collect();
    let costs = estimate(&outages, None, Represents::Country, &given(&[("country", "UG")])).unwrap();
    let full: Vec<bool> = costs.each.iter().map(|each| !each.as_ref().unwrap().peers.is_empty()).collect();
    for (each, full) in costs.each.iter().flatten().zip(&full) {
        assert_eq!(each.models.iter().all(|priced| priced.steps.is_empty()), !*full);
        assert_eq!(each.sensitivity.is_empty(), !*full);
    }
    assert_eq!(full.iter().filter(|full| **full).count(), crate::base::limits::PRICED_IN_FULL);
    assert!(full[22] && !full[0] && costs.notes.has(Code::PricesInShort));
    assert!(!costs.all.unwrap().peers.is_empty());
    assert!(costs.each.iter().flatten().all(|each| each.models.iter().any(|priced| priced.central.is_some())));
}
