//! Every row of the table, and the facts that other tests lean on.

use super::table::{FIRST_YEAR, SINGLES, entries};
use super::*;
use crate::base::Code;
use crate::base::zone::Zone;

#[test]
fn every_row_reads_and_is_plausible() {
    let mut codes = Vec::new();
    for country in countries() {
        let code = country.code;
        assert!(code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase()), "{code}");
        assert!(!country.name.is_empty() && !country.region.is_empty(), "{code}");
        assert!(matches!(country.currency.len(), 0 | 3), "{code}");
        assert!(Zone::named(country.zone).is_some(), "{code}: {}", country.zone);
        assert!(country.weekend.bytes().all(|b| (b'1'..=b'7').contains(&b)), "{code}");
        for (series, low, high) in
            [(country.gdp, 1e6, 4e13), (country.people, 30.0, 1.6e9), (country.online, 1e-9, 1.0)]
        {
            if series.is_empty() {
                continue;
            }
            let facts = entries(series).unwrap();
            assert!(!facts.is_empty(), "{code}");
            for fact in facts {
                assert!((FIRST_YEAR..=2025).contains(&fact.year), "{code}");
                assert!((low..=high).contains(&fact.value), "{code} {}", fact.value);
                assert!(fact.source.len() > 6, "{code} {}", fact.value);
            }
        }
        let trade = country.facts(2020).trade;
        assert_eq!(trade.is_some(), !country.trade.is_empty(), "{code}");
        assert!(trade.is_none_or(|fact| (0.0..5.0).contains(&fact.value) && fact.year >= 2010), "{code}");
        codes.push(code);
    }
    let count = codes.len();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!((codes.len(), count), (250, 250));
}

#[test]
fn every_single_fact_is_used_by_its_country() {
    let lines = SINGLES.lines().filter(|line| !line.starts_with('#')).count();
    let kinds = ["gdp-high", "users-low", "users-high", "digital", "output", "cost-share"];
    let read: usize = countries().map(|c| kinds.iter().map(|kind| singles(c.code, kind).count()).sum::<usize>()).sum();
    assert_eq!(read, lines);
}

#[test]
fn known_figures_come_out() {
    let near = |fact: Option<Fact>, value: f64| (fact.unwrap().value / value - 1.0).abs() < 0.003;
    let iran = country("IR").unwrap().facts(2019);
    assert!(near(iran.gdp, 347_988_400_957.0));
    let nepal = country("np").unwrap().facts(2014);
    assert!(near(nepal.online, 0.154));
    // Where the World Bank has no figures any more, the whole series is the United Nations'.
    assert!(country("YE").unwrap().facts(2015).gdp.unwrap().source.contains("United Nations"));
    assert_eq!(country("IR").unwrap().facts(2026).gdp.unwrap().year, 2025);
    assert_eq!(country("TW").unwrap().facts(2020).gdp, None);
}

#[test]
fn north_korea_is_a_range() {
    let facts = country("KP").unwrap().facts(2014);
    let gdp = facts.gdp.clone().unwrap();
    assert!((gdp.low.unwrap() / 17.396e9 - 1.0).abs() < 0.003);
    assert!((gdp.high.unwrap() / 32.5e9 - 1.0).abs() < 1e-9);
    assert!((gdp.value / (gdp.low.unwrap() * gdp.high.unwrap()).sqrt() - 1.0).abs() < 1e-9);
    assert!((facts.users().unwrap() / 20_000_000_f64.sqrt() - 1.0).abs() < 1e-9);
}

#[test]
fn a_slip_names_the_nearest_country() {
    for (slip, code) in [("UK", "GB"), ("North Koria", "KP"), ("Irn", "IR"), ("K P", "KP")] {
        let error = wanted(slip).unwrap_err();
        assert_eq!(error.code, Code::UnknownCountry);
        assert!(error.need.contains(code), "{slip}: {error}");
    }
    assert_eq!(wanted(" kp ").unwrap().code, "KP");
}

#[test]
fn newer_figures_take_the_place_of_the_table() {
    let rows = parse(
        "country,year,gdp,population,users,source\nIR,2025,3.5e11,,,IMF WEO 2025-10\nir,2026,,92000000,80000000,\n",
    )
    .unwrap();
    let iran = country("IR").unwrap();
    let facts = newer::over(iran.facts(2026), &rows, &iran, 2026);
    let gdp = facts.gdp.clone().unwrap();
    assert_eq!((gdp.value, gdp.year, gdp.source.as_str()), (3.5e11, 2025, "IMF WEO 2025-10"));
    assert!((facts.users().unwrap() - 8e7).abs() < 1.0);
    let old = newer::over(iran.facts(2019), &rows, &iran, 2019);
    assert_eq!(old, iran.facts(2019));
    for (text, line, column) in [
        ("country,year\nIR,2025\n", 1, 1),
        ("country,year,gdp\nQQ,2025,1\n", 2, 1),
        ("country,year,gdp\nIR,25,1\n", 2, 2),
        ("country,year,gdp\nIR,2025,1\nIR,2026,-1\n", 3, 3),
        ("country,year,gdp,people\n", 1, 4),
        ("country,year,users\nIR,2025,1e12\n", 2, 3),
        ("country,year,users\nIR,2025,0.25\n", 2, 3),
    ] {
        let error = parse(text).unwrap_err();
        let place = error.place.unwrap();
        assert_eq!((place.line, place.column), (Some(line), Some(column)), "{text}");
    }
}

#[cfg(feature = "cli")]
#[test]
fn the_tables_stay_small() {
    let mut packed = Vec::new();
    let tables =
        [include_str!("countries.txt"), SINGLES, include_str!("cpi.txt"), include_str!("../../base/zones.txt")];
    brotli::BrotliCompress(&mut tables.concat().as_bytes(), &mut packed, &Default::default()).unwrap();
    // 20 KB held facts up to 2023; up to 2025, and of one edition, they take 0.3 KB more.
    assert!(packed.len() <= 21 << 10, "{}", packed.len());
}
