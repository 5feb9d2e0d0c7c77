//! The acceptance figures of the seed: North Korea, 22 and 23 December 2014.

use super::*;
use crate::base::{Ask, Represents};

fn ask(pairs: &[(&str, &str)]) -> Ask {
    let mut ask = Ask::default();
    for (key, value) in pairs {
        ask.set(key, value).unwrap();
    }
    ask
}

fn price(pairs: &[(&str, &str)]) -> (Estimate, Notes) {
    let (_, costs) = calculate(&ask(pairs)).unwrap();
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
    assert!(notes.has("users-unreliable"));
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
        let (outages, _) = calculate(&ask(&SEED)).unwrap();
        estimate(&outages, None, represents, &ask(pairs)).unwrap()
    };
    for (pairs, represents, code) in [
        (&[][..], Represents::Country, "country-missing"),
        (&[("country", "KP")], Represents::Unknown, "represents-unknown"),
        (&[("country", "KP")], Represents::Region, "share-missing"),
        (&[("country", "TW")], Represents::Country, "gdp-missing"),
        (&[("country", "KP"), ("gdp", "0")], Represents::Country, "gdp-missing"),
    ] {
        let costs = costs(pairs, represents);
        assert!(costs.all.is_none() && costs.notes.has(code), "{code}: {:?}", costs.notes);
        assert_eq!(costs.each, [None]);
    }
    let costs = costs(&[("country", "KP"), ("users", "0")], Represents::Country);
    assert!(costs.notes.has("users-missing"));
    assert_eq!(model(costs.all.as_ref().unwrap(), "lens").central, None);
    for (key, value, code) in
        [("country", "QQ", "unknown-country"), ("model", "lense", "unknown-model"), ("scope", "half", "bad-setting")]
    {
        let error = calculate(&ask(&[&SEED[..], &[(key, value)]].concat())).err().unwrap();
        assert_eq!(error.code, code);
    }
}
