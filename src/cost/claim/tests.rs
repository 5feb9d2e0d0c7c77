//! Figures as newsrooms print them, and what they come to.

use super::published::published;
use super::*;
use crate::base::{Code, Settings};
use crate::cost::{Estimate, calculate};

const IRAN: [(&str, &str); 4] = [("country", "IR"), ("start", "2026-01-08"), ("end", "2026-01-27"), ("model", "all")];

fn settings(pairs: &[(&str, &str)]) -> Settings {
    let mut settings = Settings::default();
    pairs.iter().for_each(|(key, value)| settings.set(key, value).unwrap());
    settings
}

fn priced(pairs: &[(&str, &str)]) -> Estimate {
    calculate(&settings(pairs)).unwrap().1.all.unwrap()
}

fn with<'a>(pairs: &[(&'a str, &'a str)], more: &[(&'a str, &'a str)]) -> Estimate {
    priced(&[pairs, more].concat())
}

#[test]
fn a_published_line_is_read() {
    let euro = ("EUR".to_owned(), 0.92);
    let read = |text: &str| published(&[text.to_owned()], Some(&euro)).map(|list| (list[0].amount_usd, list[0].per));
    for (text, amount, per) in [
        ("37000000/day", 37e6, Per::Day),
        ("37,400,000 / day", 37.4e6, Per::Day),
        ("$37.4M/d", 37.4e6, Per::Day),
        ("USD 1.34 bn", 1.34e9, Per::Event),
        ("557 million/hour", 557e6, Per::Hour),
        ("1.5 billion USD/event", 1.5e9, Per::Event),
        ("EUR 92", 100.0, Per::Event),
        ("92k EUR/h", 1e5, Per::Hour),
    ] {
        let (found, found_per) = read(text).unwrap();
        assert!((found / amount - 1.0).abs() < 1e-12 && found_per == per, "{text}: {found} {found_per:?}");
    }
    for text in ["", "much", "-5", "0", "1,5", "5/week", "GBP 5", "5 apples", "1e400", "12,34,567", "nan"] {
        assert_eq!(read(text).unwrap_err().code, Code::BadClaim, "{text}");
    }
    let line = "5M | A \u{202e}Paper | 2026-01-20 | https://example.org/a,b;c";
    let one = published(&[line.to_owned()], None).unwrap().remove(0);
    assert_eq!((one.publisher.as_str(), one.date.as_str()), ("A Paper", "2026-01-20"));
    assert_eq!(one.source, "https://example.org/a,b;c");
    let many = vec!["1".to_owned(); crate::base::limits::CLAIMS + 1];
    assert_eq!(published(&many, None).unwrap_err().code, Code::BadClaim);
}

/// Five publishers on one event: from a thousandth to a thirtieth of the GDP of that time.
#[test]
fn iran_who_says_what() {
    let figures = "1M/day\n2.8M/day\n4.3M/day\n20.6M/day\n34.5M/day\n37.4M/day";
    let cost = with(&IRAN, &[("claim", figures)]);
    let shares: Vec<f64> = cost.claims.iter().map(|claim| claim.lambda.unwrap()).collect();
    let gdp = 362.68e9;
    for (share, millions) in shares.iter().zip([1.0, 2.8, 4.3, 20.6, 34.5, 37.4]) {
        assert!((share / (millions * 1e6 * 365.0 / gdp) - 1.0).abs() < 0.003, "{share}");
    }
    assert!(cost.claims.iter().all(|claim| !claim.above_ceiling));
    let near = |i: usize| cost.claims[i].near.iter().map(String::as_str).collect::<Vec<_>>();
    assert!(near(0).is_empty());
    assert!(near(1).contains(&"netloss-implied") && !near(1).contains(&"cost-tool"));
    assert!(near(5).contains(&"cost-tool") && !near(5).contains(&"netloss-implied"));
    let share = |i: usize| {
        let row =
            cost.claims[i].implied.iter().find(|row| (row.model.as_str(), row.symbol.as_str()) == ("cost-tool", "s"));
        row.unwrap().clone()
    };
    assert_eq!((share(0).inside, share(5).inside), (Some(false), Some(true)));
    // The share of GDP that stops is the share of GDP that is lost.
    assert!((share(5).value.unwrap() / shares[5] - 1.0).abs() < 1e-9);
}

#[test]
fn russia_an_hour_above_all_gdp() {
    for (start, end) in [("2025-07-01T03:00", "2025-07-01T04:00"), ("2025-07-01T09:00", "2025-07-01T10:00")] {
        let cost = priced(&[("country", "RU"), ("start", start), ("end", end), ("claim", "557M/hour")]);
        let claim = &cost.claims[0];
        let share = claim.lambda.unwrap();
        // By the GDP of 2025; by that of 2024 it would be 2.2.
        assert!((share - 557e6 * 8760.0 / 2.5613e12).abs() < 0.01 && claim.above_ceiling, "{share}");
        assert!(claim.near.is_empty());
        for row in &claim.implied {
            assert_eq!(row.value.is_some(), row.symbol == "Y", "{row:?}");
        }
    }
}

/// What one would have to believe does give the figure, once it is believed.
#[test]
fn an_implied_value_gives_the_figure() {
    let symbols = [("κ", "kappa"), ("β", "beta"), ("φ", "phi"), ("δ", "delta")];
    let mut checked = 0;
    for scope in ["full", "mobile", "apps:2"] {
        for millions in ["2M/day", "15M/day", "60M/day", "300M/day", "5bn"] {
            let base = [&IRAN[..], &[("scope", scope), ("claim", millions)]].concat();
            let claim = priced(&base).claims.remove(0);
            for row in claim.implied.iter().filter(|row| row.model == "lens" || row.model == "users") {
                let name =
                    symbols.iter().find(|(symbol, _)| *symbol == row.symbol).map_or(row.symbol.as_str(), |pair| pair.1);
                let Some(value) = row.value.filter(|value| *value > 1e-5) else { continue };
                let pair = match name {
                    // Another GDP may make it a rich country, which has another share.
                    "Y" if value > 4.5e11 => continue,
                    "Y" => ("gdp", value.to_string()),
                    "d" => ("depth", value.to_string()),
                    "U" => ("users", value.to_string()),
                    "H" | "u" | "p" => continue,
                    _ => ("assume", format!("{name}={value}")),
                };
                if matches!(name, "r" | "v") && value > 0.99 {
                    continue;
                }
                let believed = with(&base, &[(pair.0, &pair.1)]);
                let central = believed.models.iter().find(|model| model.id == row.model).unwrap().central.unwrap();
                assert!((central / claim.total_usd - 1.0).abs() < 1e-6, "{row:?}: {central} for {}", claim.total_usd);
                checked += 1;
            }
        }
    }
    assert!(checked > 120, "{checked}");
}

#[test]
fn a_claim_changes_no_price() {
    let (with, without) = (with(&IRAN, &[("claim", "37M/day | NetBlocks")]), priced(&IRAN));
    assert_eq!((&with.models, &with.headline), (&without.models, &without.headline));
    assert!(without.claims.is_empty());
}
