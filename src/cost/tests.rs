//! The acceptance figures of the seed: North Korea, 22 and 23 December 2014.

use super::*;
use crate::base::{Code, Represents, Settings};

fn settings(pairs: &[(&str, &str)]) -> Settings {
    let mut settings = Settings::default();
    for (key, value) in pairs {
        settings.set(key, value).unwrap();
    }
    settings
}

fn price(pairs: &[(&str, &str)]) -> (Estimate, Notes) {
    let (_, costs) = calculate(&settings(pairs)).unwrap();
    (costs.all.unwrap(), costs.notes)
}

const SEED: [(&str, &str); 3] = [("country", "KP"), ("start", "2014-12-22T16:15Z"), ("end", "2014-12-23T01:46Z")];

fn model<'a>(estimate: &'a Estimate, id: &str) -> &'a Priced {
    estimate.models.iter().find(|priced| priced.id == id).unwrap()
}

#[test]
fn the_seed_is_priced() {
    let (estimate, notes) = price(&SEED);
    assert!((estimate.hours - 9.5166667).abs() < 1e-6);
    assert!((estimate.ceiling_usd.low / 18.9e6 - 1.0).abs() < 0.01, "{:?}", estimate.ceiling_usd);
    assert!((estimate.ceiling_usd.high / 35.3e6 - 1.0).abs() < 0.01);
    let usual = estimate.headline.usual.unwrap();
    assert!((usual.low / 926e3 - 1.0).abs() < 0.01 && (usual.high / 1.73e6 - 1.0).abs() < 0.01, "{usual:?}");
    let ours = estimate.headline.ours.unwrap();
    assert!((ours.low / 44.0 - 1.0).abs() < 0.1 && (ours.high / 70e3 - 1.0).abs() < 0.1, "{ours:?}");
    assert!((model(&estimate, "lens").central.unwrap() / 269.0 - 1.0).abs() < 0.1);
    assert!(model(&estimate, "lens").central.unwrap() < model(&estimate, "users").central.unwrap());
    assert_eq!(estimate.sensitivity[0].symbol, "u");
    assert!(estimate.peers.iter().any(|peer| peer.country == "NP"));
    assert!(notes.has(Code::UsersUnreliable));
}

#[test]
fn the_steps_multiply_to_the_price() {
    let (estimate, _) = price(&[&SEED[..], &[("model", "all"), ("scope", "apps:2")]].concat());
    for priced in &estimate.models {
        let Some(central) = priced.central else { continue };
        let product: f64 = priced
            .steps
            .iter()
            .map(|step| match step.symbol.as_str() {
                "N" | "u_ref" => 1.0 / step.value,
                "P" if priced.id == "users" => 1.0 / step.value,
                "r" | "v" => 1.0 - step.value,
                "κ" => 1.0 + step.value,
                _ => step.value,
            })
            .product();
        assert!((product / central - 1.0).abs() < 1e-9, "{}: {product} {central}", priced.id);
    }
}

#[test]
fn reasons_are_told() {
    let costs = |pairs: &[(&str, &str)], represents| {
        let (outages, _) = calculate(&settings(&SEED)).unwrap();
        estimate(&outages, None, represents, &settings(pairs)).unwrap()
    };
    for (pairs, represents, code) in [
        (&[][..], Represents::Country, Code::CountryMissing),
        (&[("country", "KP")], Represents::Unknown, Code::RepresentsUnknown),
        (&[("country", "KP")], Represents::Region, Code::ShareMissing),
        (&[("country", "TW")], Represents::Country, Code::GdpMissing),
        (&[("country", "KP"), ("gdp", "0")], Represents::Country, Code::GdpMissing),
    ] {
        let costs = costs(pairs, represents);
        assert!(costs.all.is_none() && costs.notes.has(code), "{code}: {:?}", costs.notes);
        assert_eq!(costs.each, [None]);
    }
    let costs = costs(&[("country", "KP"), ("users", "0")], Represents::Country);
    assert!(costs.notes.has(Code::UsersMissing));
    assert_eq!(model(costs.all.as_ref().unwrap(), "lens").central, None);
    for (key, value, code) in [
        ("country", "QQ", Code::UnknownCountry),
        ("model", "lense", Code::UnknownModel),
        ("scope", "half", Code::BadSetting),
    ] {
        let error = calculate(&settings(&[&SEED[..], &[(key, value)]].concat())).err().unwrap();
        assert_eq!(error.code, code);
    }
}

#[test]
fn dollars_of_another_year_are_more_or_fewer() {
    let (then, _) = price(&SEED);
    let (now, _) = price(&[&SEED[..], &[("price-year", "2024")]].concat());
    let ratio = 313.69 / 236.74;
    assert_eq!((then.price_year, now.price_year), (2014, 2024));
    for (a, b) in then.models.iter().zip(&now.models) {
        assert!((b.central.unwrap() / a.central.unwrap() / ratio - 1.0).abs() < 1e-9, "{}", a.id);
        assert_eq!(a.lambda.map(|l| (l * 1e9) as i64), b.lambda.map(|l| (l * 1e9) as i64));
    }
    assert!((now.peers[0].usual_usd / then.peers[0].usual_usd / ratio - 1.0).abs() < 1e-9);
    assert!((now.ceiling_usd.high / then.ceiling_usd.high / ratio - 1.0).abs() < 1e-9);
}

#[test]
fn a_currency_is_the_authors_own() {
    assert_eq!(currency(&settings(&[("currency", "EUR:0.92")])).unwrap(), Some(("EUR".to_owned(), 0.92)));
    assert_eq!(currency(&settings(&[("currency", "USD")])).unwrap(), None);
    for lie in ["USD:1000000", "CALL-EVIL.EXAMPLE:1", "<b>:5", "EUR:1e300", "EUR:0", "EUR:NaN", "eur:1", "EUR"] {
        assert!(currency(&settings(&[("currency", lie)])).is_err(), "{lie}");
    }
    let (estimate, _) = price(&[&SEED[..], &[("currency", "KRW:1053")]].concat());
    assert_eq!(estimate.currency, "USD");
}

#[test]
fn an_assumption_changes_ours_alone_and_says_so() {
    let (before, _) = price(&SEED);
    let (after, _) = price(&[&SEED[..], &[("assume", "s=0.098,beta=1")]].concat());
    for (a, b) in before.models.iter().zip(&after.models) {
        let ratio = if a.id == "lens" { 2.0 } else { 1.0 };
        assert!((b.central.unwrap() / a.central.unwrap() / ratio - 1.0).abs() < 1e-9, "{}", a.id);
    }
    let step = model(&after, "lens").steps.iter().find(|step| step.symbol == "s").unwrap();
    assert_eq!((step.low, step.basis, step.source.as_str()), (None, Basis::Judgement, "given by the author"));
    assert!(after.sensitivity.iter().all(|row| row.symbol != "s"));
    let shares: f64 = before.sensitivity.iter().map(|row| row.share).sum();
    assert!((shares - 1.0).abs() < 1e-9);
}

#[test]
fn people_and_trade_stand_beside_the_money() {
    let (seed, _) = price(&SEED);
    let users = seed.users.unwrap();
    assert!((users.low - 1e3).abs() < 1e-6 && (users.high - 20e3).abs() < 1e-6);
    assert!((seed.person_hours.unwrap().high / (20e3 * seed.equivalent_hours) - 1.0).abs() < 1e-9);
    assert_eq!(seed.trade_usd, None);
    let (nepal, _) = price(&[("country", "NP"), SEED[1], SEED[2]]);
    assert!((nepal.trade_usd.unwrap() / nepal.ceiling_usd.central - 0.41).abs() < 1e-9);
}

#[test]
fn the_range_of_the_detection_widens_ours_alone() {
    let (mut outages, _) = calculate(&settings(&SEED)).unwrap();
    let sure = estimate(&outages, Some("KP"), Represents::Country, &Settings::default()).unwrap().all.unwrap();
    outages[0].duration.lo /= 3.0;
    outages[0].duration.hi = f64::INFINITY;
    let open = estimate(&outages, Some("KP"), Represents::Country, &Settings::default()).unwrap().all.unwrap();
    let ends =
        |estimate: &Estimate, id| (model(estimate, id).low, model(estimate, id).central, model(estimate, id).high);
    assert_eq!(ends(&sure, "cost-tool"), ends(&open, "cost-tool"));
    let (sure, open) = (ends(&sure, "lens"), ends(&open, "lens"));
    assert!(open.0 < sure.0 && open.1 == sure.1 && open.2 == sure.2, "{open:?} {sure:?}");
}

#[test]
fn every_model_is_told_apart() {
    let mut ids: Vec<&str> = MODELS.iter().map(|model| model.about().id).collect();
    let usual: Vec<&str> = MODELS.iter().filter(|model| model.about().usual).map(|model| model.about().id).collect();
    assert_eq!(usual, ["cost-tool", "deloitte", "lens", "users"]);
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), MODELS.len());
}

#[test]
fn a_rounded_estimate_holds_no_longer_number() {
    let (estimate, _) = price(&[&SEED[..], &[("model", "all"), ("country", "NP")]].concat());
    let text = serde_json::to_string(&estimate.rounded()).unwrap();
    for number in text.split(|c: char| !(c.is_ascii_digit() || c == '.')).filter(|number| number.contains('.')) {
        let digits = number.replace('.', "");
        assert!(digits.trim_matches('0').len() <= 9, "{number}");
    }
}
