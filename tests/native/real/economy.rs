//! The economy table against the indicator files that it was made from. They are not part of the project: the folder that
//! holds them is named by `OUTAGE_LENS_REAL`, and these tests are run by `tests/run --real DIR`.

use outage_lens::cost::economy::{Fact, country, cpi};

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
    (2010..=2024).filter_map(of).map(|fact| fact.low.unwrap_or(fact.value)).fold(0.0, f64::max)
}

#[test]
#[ignore = "needs the real files: tests/run --real DIR"]
fn every_figure_is_the_indicators_own() {
    let mut checked = [0; 3];
    for row in rows("indicators.csv") {
        let (code, year) = (cell(&row, "iso2"), cell(&row, "year").parse().unwrap());
        let known = country(code).unwrap();
        let facts = known.facts(year);
        let of_year = |fact: &Option<Fact>| fact.as_ref().filter(|fact| fact.year == year).cloned();
        let number = |name: &str| cell(&row, name).parse::<f64>().ok();
        let near = |fact: &Fact, value: f64, within: f64, what: &str| {
            let found = fact.low.unwrap_or(fact.value);
            assert!((found - value).abs() <= within, "{code} {year} {what}: {found} for {value}");
        };
        if let Some(value) = number("gdp_usd_wb").or_else(|| number("gdp_usd_un")) {
            let gdp = of_year(&facts.gdp).unwrap_or_else(|| panic!("{code} {year}: no GDP"));
            near(&gdp, value, 0.0025 * peak(|year| known.facts(year).gdp), "GDP");
            checked[0] += 1;
        } else {
            assert_eq!(of_year(&facts.gdp), None, "{code} {year}: a GDP from nowhere");
        }
        if let Some(people) = of_year(&facts.people) {
            let value = number("population").unwrap();
            near(&people, value, 0.005 * peak(|year| known.facts(year).people) + 0.5, "people");
            checked[1] += 1;
        }
        if code != "KP"
            && let Some(online) = of_year(&facts.online)
        {
            near(&online, number("internet_users_pct_filled").unwrap() / 100.0, 0.000_51, "online");
            assert!(
                cell(&row, "internet_users_fill").starts_with(['r', 'C']),
                "{code} {year}: carried or interpolated"
            );
            checked[2] += 1;
        }
    }
    println!("{checked:?} figures of GDP, people and share online");
    assert!(checked[0] > 3000 && checked[1] > 3000 && checked[2] > 2700, "{checked:?}");
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
