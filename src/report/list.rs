//! A priced list of outages as rows: a table of countries, a calendar of months, and a row an outage.
//!
//! In: a Report that was made of a list. Out: lines of text and rows of CSV; of any other Report nothing.

use super::english::{money, money_range};
use super::{Report, schema};
use crate::base::decimal;
use crate::cost::{ListCost, ListedCountry, ListedPrice};
use std::collections::BTreeSet;

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The list for a terminal: by country, together, by month.
pub(super) fn lines(report: &Report) -> Vec<String> {
    let Some(list) = &report.list else { return Vec::new() };
    if list.countries.is_empty() {
        return Vec::new();
    }
    let mut lines = vec!["\nThe list, by country (USD of each outage's year)".to_owned()];
    for row in &list.countries {
        lines.push(format!("  {} {}: {}, {} h", row.country, row.name, count(row.outages), hours(row.hours)));
        lines.extend(row.prices.iter().map(price));
    }
    lines.push(format!("  Together: {} h", hours(list.hours)));
    lines.extend(list.together.iter().map(price));
    let made = list.ceiling_usd;
    lines.push(format!("    {:16} {}", "ceiling", money_range(made.low, made.high)));
    lines.push("\nHours of outage by month (UTC)".to_owned());
    lines.push(format!("  {:9}{}", "", MONTHS.map(|month| format!("{month:>6}")).concat()));
    for row in &list.countries {
        lines.extend(years(row).into_iter().map(|year| calendar(row, &year)));
    }
    lines
}

fn count(outages: usize) -> String {
    if outages == 1 { "1 outage".to_owned() } else { format!("{outages} outages") }
}

fn price(price: &ListedPrice) -> String {
    format!("    {:16} {}, central {}", price.model, money_range(price.low, price.high), money(price.central))
}

fn years(row: &ListedCountry) -> BTreeSet<String> {
    row.months.keys().filter_map(|month| Some(month.split_once('-')?.0.to_owned())).collect()
}

fn calendar(row: &ListedCountry, year: &str) -> String {
    let cells = (1..=12).map(|month| {
        let found = row.months.get(&format!("{year}-{month:02}"));
        format!("{:>6}", found.map_or("·".to_owned(), |found| hours(*found)))
    });
    format!("  {} {year:6}{}", row.country, cells.collect::<String>())
}

/// Hours with one decimal where they are few.
fn hours(hours: f64) -> String {
    if hours < 100.0 { decimal::text((hours * 10.0).round() / 10.0) } else { decimal::fixed(hours, 0) }
}

/// Header and rows of the list, a row an outage; nothing of another Report.
pub(super) fn table(report: &Report) -> Option<(Vec<String>, Vec<Vec<String>>)> {
    let list = report.list.as_ref()?;
    let models: Vec<&str> = list.together.iter().map(|price| price.model.as_str()).collect();
    let mut header: Vec<String> =
        ["start_utc", "end_utc", "place", "country", "hours", "reported_by", "label"].map(str::to_owned).to_vec();
    for model in &models {
        header.extend(["low", "central", "high"].map(|end| format!("{}_{end}_usd", model.replace('-', "_"))));
    }
    let given = |row: &crate::cost::ListedOutage| report.given.get(row.given);
    let rows = list.outages.iter().filter_map(|row| Some(cells(row, given(row)?, &models)));
    Some((header, rows.collect()))
}

fn cells(row: &crate::cost::ListedOutage, given: &schema::Given, models: &[&str]) -> Vec<String> {
    let number = |value: Option<f64>| value.map_or(String::new(), decimal::text);
    let mut cells = vec![
        given.start.clone(),
        given.end.clone().unwrap_or_default(),
        given.place.clone(),
        row.country.clone().unwrap_or_default(),
        number(row.hours),
        given.by.clone(),
        given.label.clone(),
    ];
    for model in models {
        let price = row.prices.iter().find(|price| price.model == *model);
        cells.extend([price.map(|p| p.low), price.map(|p| p.central), price.map(|p| p.high)].map(number));
    }
    cells
}

/// How many of the list have a price.
pub(super) fn priced(list: &ListCost) -> usize {
    list.outages.iter().filter(|row| !row.prices.is_empty()).count()
}
