//! The economy table against the indicator files that it was made from. They are not part of the project: the folder that
//! holds them is named by `OUTAGE_LENS_REAL`, and these tests are run by `tests/run --real DIR`.

use outage_lens::cost::economy::{Fact, country, cpi};
use std::collections::{BTreeMap, BTreeSet};

/// Rows of a CSV by column name; quoted cells may hold commas.
fn rows(name: &str) -> Vec<Vec<(String, String)>> {
    let root = std::env::var("OUTAGE_LENS_REAL").expect("OUTAGE_LENS_REAL names the folder of real files");
    let text = std::fs::read_to_string(format!("{root}/indicators/{name}")).expect(name);
    let cells = |line: &str| -> Vec<String> {
        let mut quoted = false;
        let split = line.split(|c: char| {
            quoted ^= c == '"';
            c == ',' && !quoted
        });
        split.map(|cell| cell.trim_matches('"').to_owned()).collect()
    };
    let mut lines = text.lines();
    let head = cells(lines.next().unwrap());
    lines.map(|line| head.iter().cloned().zip(cells(line)).collect()).collect()
}

fn cell<'a>(row: &'a [(String, String)], name: &str) -> &'a str {
    row.iter().find(|(column, _)| column == name).map(|(_, cell)| cell.as_str()).unwrap()
}

/// The greatest figure of all years.
fn peak(of: impl Fn(i32) -> Option<Fact>) -> f64 {
    (2010..=2025).filter_map(of).map(|fact| fact.low.unwrap_or(fact.value)).fold(0.0, f64::max)
}

/// Every figure of the table is one that its own source printed for that year, and a series has one source.
#[test]
#[ignore = "needs the real files: tests/run --real DIR"]
fn every_figure_is_its_sources_own() {
    let (mut checked, mut series) = ([0; 3], BTreeMap::<(String, &str), BTreeSet<String>>::new());
    let nations: BTreeMap<(String, i32), f64> = rows("indicators.csv")
        .iter()
        .filter_map(|row| {
            Some((
                (cell(row, "iso2").to_owned(), cell(row, "year").parse().ok()?),
                cell(row, "gdp_usd_un").parse().ok()?,
            ))
        })
        .collect();
    for row in rows("wdi_2026-07.csv") {
        let (code, year) = (cell(&row, "iso2"), cell(&row, "year").parse::<i32>().unwrap());
        let known = country(code).unwrap();
        let facts = known.facts(year);
        let near = |fact: &Fact, value: f64, within: f64, what: &str| {
            let found = fact.low.unwrap_or(fact.value);
            assert!((found - value).abs() <= within, "{code} {year} {what}: {found} for {value}");
        };
        let number = |name: &str| cell(&row, name).parse::<f64>().ok().filter(|value| *value > 0.0);
        let columns = [
            ("gdp_usd", &facts.gdp, 0.0025 * peak(|year| known.facts(year).gdp)),
            ("population", &facts.people, 0.005 * peak(|year| known.facts(year).people) + 0.5),
            ("internet_users_pct", &facts.online, 0.051),
        ];
        for (i, (name, fact, within)) in columns.into_iter().enumerate() {
            let Some(fact) =
                fact.as_ref().filter(|fact| fact.year == year && (code, name) != ("KP", "internet_users_pct"))
            else {
                continue;
            };
            let source = fact.source.split(", 20").next().unwrap().to_owned();
            series.entry((code.to_owned(), name)).or_default().insert(source);
            let percent = if i == 2 { 100.0 } else { 1.0 };
            let printed = if fact.source.contains("United Nations Stat") {
                nations.get(&(code.to_owned(), year)).copied()
            } else {
                number(name)
            };
            let of_book = fact.source.contains("Factbook");
            let value = printed.unwrap_or_else(|| {
                if of_book { fact.value * percent } else { panic!("{code} {year} {name}: from nowhere") }
            });
            near(&Fact { value: fact.value * percent, low: fact.low, ..fact.clone() }, value, within, name);
            checked[i] += 1;
        }
    }
    println!("{checked:?} figures of GDP, people and share online");
    assert!(checked[0] > 3000 && checked[1] > 3000 && checked[2] > 2700, "{checked:?}");
    let mixed: Vec<_> = series.iter().filter(|(_, sources)| sources.len() > 1).collect();
    assert!(mixed.is_empty(), "{mixed:?}");
    assert!(country("KE").unwrap().facts(2025).gdp.is_some_and(|gdp| gdp.year == 2025));
}

#[test]
#[ignore = "needs the real files: tests/run --real DIR"]
fn every_price_is_the_indicators_own() {
    for row in rows("us_cpi_annual.csv") {
        let (year, price): (i32, f64) = (cell(&row, "year").parse().unwrap(), cell(&row, "cpi_u").parse().unwrap());
        match cpi(year) {
            Some(known) => assert!((known - price).abs() < 0.006, "{year}"),
            None => assert_ne!(cell(&row, "months"), "12", "{year}"),
        }
    }
}
