//! A list of outages that somebody keeps, priced as it stands: each, by country, by model, and by month.
//!
//! In: reported outages with their places, and the settings. Out: a [`ListCost`]. An outage has the place's country, else that
//! of the settings or the file; the depth of the settings, else all of it. Of a country those that overlap count once.
//! Not priced, and said: a place that is no country, and an outage without an end.

use super::calculator::outage;
use super::case::Origin;
use super::economy::{self, Country};
use super::estimate::price;
use super::pricing_terms::pricing_terms;
use super::world::World;
use super::{Estimate, Range};
use crate::base::error::quote;
use crate::base::time::{Civil, DAY, HOUR, Millis, days_from_civil};
use crate::base::{Code, Error, Given, Notes, Represents, Settings};
use crate::detect::Outage;
use std::collections::BTreeMap;

/// Places named in the note of those that are no countries.
const NAMED: usize = 5;

/// What a list of outages comes to.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct ListCost {
    /// Each outage, in the order of the list.
    pub outages: Vec<ListedOutage>,
    /// Each country, by code.
    pub countries: Vec<ListedCountry>,
    /// All countries together, by model: the ends of their ranges are added.
    pub together: Vec<ListedPrice>,
    /// The GDP normally made in that time, in all of them.
    pub ceiling_usd: Range,
    /// Hours of outage: of each country, and of each outage without one.
    pub hours: f64,
}

/// One outage of the list.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct ListedOutage {
    /// Its place in `given`, from 0.
    pub given: usize,
    /// Its country; null where its place is none.
    pub country: Option<String>,
    /// Hours from start to end; null while it goes on.
    pub hours: Option<f64>,
    /// What each model says; empty where it has no price.
    pub prices: Vec<ListedPrice>,
}

/// The outages of one country.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct ListedCountry {
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// Its English name.
    pub name: String,
    /// How many have a start and an end.
    pub outages: usize,
    /// Hours of outage; those that overlap count once.
    pub hours: f64,
    /// Hours by month, `2024-03`, in UTC.
    pub months: BTreeMap<String, f64>,
    /// What each model says of all of them.
    pub prices: Vec<ListedPrice>,
}

/// What one model says.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct ListedPrice {
    /// Id of the model.
    pub model: String,
    /// P5, USD.
    pub low: f64,
    /// Central value.
    pub central: f64,
    /// P95.
    pub high: f64,
}

/// Prices a list; where all of it is of one country, also that country's price in full. `named` is the country that the file
/// itself names.
pub fn price_list(
    list: &[Given],
    named: Option<&str>,
    settings: &Settings,
    notes: &mut Notes,
) -> Result<(ListCost, Option<Estimate>), Error> {
    let fallback = match settings.country.as_deref() {
        Some(code) => Some(economy::wanted(code)?),
        None => named.and_then(economy::country),
    };
    // A place that is no country, such as a monitor, stands for its country only where the author says what it stands for.
    let elsewhere = fallback.filter(|_| settings.represents.is_some());
    let place = |given: &Given| match given.place.as_str() {
        "" => fallback,
        place => economy::named(place).or(elsewhere),
    };
    let placed: Vec<Option<Country>> = list.iter().map(place).collect();
    say_unplaced(list, &placed, notes);
    say_open(list, notes);
    let mut found = ListCost::default();
    found.outages.extend(list.iter().zip(&placed).enumerate().map(|(index, (given, country))| ListedOutage {
        given: index,
        country: country.as_ref().map(|country| country.code.to_owned()),
        hours: given.end.map(|end| (end - given.start) as f64 / HOUR as f64),
        prices: Vec::new(),
    }));
    let mut world = World::default();
    let mut whole = None;
    let countries = countries(&placed);
    let alone = countries.len() == 1;
    for country in countries {
        let of_country = |listed: &&mut ListedOutage| listed.country.as_deref() == Some(country.code);
        let rows: Vec<&mut ListedOutage> = found.outages.iter_mut().filter(of_country).collect();
        let one = price_country(&country, rows, list, settings, &mut world, notes, alone)?;
        let Some((row, all)) = one else { continue };
        found.hours += row.hours;
        add(&mut found.ceiling_usd, all.as_ref().map(|all| all.ceiling_usd).unwrap_or_default());
        row.prices.iter().for_each(|price| together(&mut found.together, price));
        found.countries.push(row);
        whole = all.filter(|_| alone);
    }
    let priced = |code: &str| found.countries.iter().any(|row| row.country == code);
    let unpriced = found.outages.iter().filter(|row| !row.country.as_deref().is_some_and(priced));
    found.hours += unpriced.filter_map(|row| row.hours).sum::<f64>();
    Ok((found, whole))
}

/// A country's outages: each alone, and all of them, in full where asked.
fn price_country(
    country: &Country,
    rows: Vec<&mut ListedOutage>,
    list: &[Given],
    settings: &Settings,
    world: &mut World,
    notes: &mut Notes,
    full: bool,
) -> Result<Option<(ListedCountry, Option<Estimate>)>, Error> {
    let mut own = settings.clone();
    own.country = Some(country.code.to_owned());
    let Some(mut terms) = pricing_terms(&own, None, Represents::Country, notes)? else { return Ok(None) };
    terms.origin = Origin::Given;
    let depth = settings.depth.unwrap_or(1.0);
    let mut outages: Vec<Outage> = Vec::with_capacity(rows.len());
    for row in rows {
        let whole =
            list.get(row.given).and_then(|given| Some((given.start, given.end.filter(|end| *end > given.start)?)));
        let Some((start, end)) = whole else { continue };
        let one = outage(start, end, depth);
        row.prices = prices(price(&[&one], &terms, world, &mut Notes::default(), false)?.as_ref());
        outages.push(one);
    }
    let every: Vec<&Outage> = outages.iter().collect();
    if every.is_empty() {
        return Ok(None);
    }
    let all = price(&every, &terms, world, notes, full)?;
    let months = months(&outages);
    let row = ListedCountry {
        country: country.code.to_owned(),
        name: country.name.to_owned(),
        outages: outages.len(),
        hours: all.as_ref().map_or_else(|| months.values().sum(), |all| all.hours),
        months,
        prices: prices(all.as_ref()),
    };
    Ok(Some((row, all)))
}

fn prices(estimate: Option<&Estimate>) -> Vec<ListedPrice> {
    let models = estimate.map_or(&[][..], |estimate| estimate.models.as_slice());
    let one = |model: &super::Priced| {
        Some(ListedPrice { model: model.id.clone(), low: model.low?, central: model.central?, high: model.high? })
    };
    models.iter().filter(|model| model.id != "ceiling").filter_map(one).collect()
}

/// Each country once, by code.
fn countries(placed: &[Option<Country>]) -> Vec<Country> {
    let by_code: BTreeMap<&str, &Country> = placed.iter().flatten().map(|country| (country.code, country)).collect();
    by_code.into_values().copied().collect()
}

fn say_unplaced(list: &[Given], placed: &[Option<Country>], notes: &mut Notes) {
    let unplaced =
        || list.iter().zip(placed).filter(|(_, country)| country.is_none()).map(|(given, _)| given.place.as_str());
    let count = unplaced().count();
    if count == 0 {
        return;
    }
    let mut names: Vec<&str> = unplaced().filter(|place| !place.is_empty()).collect();
    names.sort_unstable();
    names.dedup();
    let more = if names.len() > NAMED { ", …" } else { "" };
    let shown: Vec<String> = names.iter().take(NAMED).map(|name| quote(name)).collect();
    let why = if shown.is_empty() {
        "the list names no place.".to_owned()
    } else {
        format!("no country is called {}{more}. Say the country, and what they stand for.", shown.join(", "))
    };
    notes.add(Code::CountryMissing, format!("{count} outages of the list have no price: {why}"));
}

fn say_open(list: &[Given], notes: &mut Notes) {
    let open = list.iter().filter(|given| given.end.is_none()).count();
    if open > 0 {
        let text =
            format!("{open} of {} outages of the list have no end: they have no price and add no hours.", list.len());
        notes.add(Code::OutagesOpen, text);
    }
}

/// Hours of outage in each month of UTC; those that overlap count once.
fn months(outages: &[Outage]) -> BTreeMap<String, f64> {
    let mut spans: Vec<(Millis, Millis)> = outages.iter().map(|outage| (outage.start.best, outage.end.best)).collect();
    spans.sort_unstable();
    let mut months = BTreeMap::new();
    let mut done = Millis::MIN;
    for (start, end) in spans {
        let mut at = start.max(done);
        while at < end {
            let day = Civil::of(at);
            let (year, month) = if day.month == 12 { (day.year + 1, 1) } else { (day.year, day.month + 1) };
            let next = days_from_civil(year, month, 1) * DAY;
            let stop = next.min(end);
            *months.entry(format!("{:04}-{:02}", day.year, day.month)).or_insert(0.0) +=
                (stop - at) as f64 / HOUR as f64;
            at = stop;
        }
        done = done.max(end);
    }
    months
}

fn add(sum: &mut Range, more: Range) {
    sum.low += more.low;
    sum.central += more.central;
    sum.high += more.high;
}

/// The parameters of a model are the same everywhere, so the ends of its ranges add up.
fn together(all: &mut Vec<ListedPrice>, more: &ListedPrice) {
    match all.iter_mut().find(|price| price.model == more.model) {
        Some(price) => {
            price.low += more.low;
            price.central += more.central;
            price.high += more.high;
        }
        None => all.push(more.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::time::parse_utc;

    fn given(place: &str, start: &str, end: Option<&str>) -> Given {
        let at = |text: &str| parse_utc(text).unwrap();
        Given { by: "A list".into(), start: at(start), end: end.map(at), label: String::new(), place: place.into() }
    }

    fn settings(pairs: &[(&str, &str)]) -> Settings {
        let mut settings = Settings::default();
        pairs.iter().for_each(|(key, value)| settings.set(key, value).unwrap());
        settings
    }

    #[test]
    fn what_has_no_price_has_its_hours() {
        let list = [
            given("", "2024-05-30T03:00", Some("2024-05-30T05:00")),
            given("", "2024-06-01T03:00", Some("2024-06-01T04:00")),
        ];
        let mut notes = Notes::default();
        let network = settings(&[("country", "US"), ("represents", "network")]);
        let (cost, whole) = price_list(&list, None, &network, &mut notes).unwrap();
        assert!(whole.is_none() && cost.countries.is_empty() && notes.has(Code::ShareMissing));
        assert_eq!(cost.hours, 3.0);
        assert!(!notes.has(Code::OutagesOpen));
    }

    #[test]
    fn an_outage_without_an_end_is_said() {
        let list = [given("", "2024-05-30T03:00", Some("2024-05-30T05:00")), given("", "2024-06-01T03:00", None)];
        let mut notes = Notes::default();
        let (cost, _) = price_list(&list, None, &Settings::default(), &mut notes).unwrap();
        assert_eq!(cost.hours, 2.0);
        let told = notes.list().iter().find(|note| note.code == Code::OutagesOpen).unwrap();
        assert!(told.message.starts_with("1 of 2 outages of the list have no end"), "{}", told.message);
    }

    #[test]
    fn a_year_of_shutdowns_is_priced_by_country_and_month() {
        let list = [
            given("Iraq", "2024-05-30T03:00", Some("2024-05-30T05:00")),
            given("IQ", "2024-06-01T03:00", Some("2024-06-01T05:00")),
            given("Iraq", "2024-06-01T04:00", Some("2024-06-01T06:00")),
            given("Syrian Arab Republic", "2024-07-31T22:00", Some("2024-08-01T02:00")),
            given("Atlantis", "2024-08-01T00:00", Some("2024-08-02T00:00")),
            given("Kenya", "2024-08-01T00:00", None),
        ];
        let mut notes = Notes::default();
        let (cost, whole) = price_list(&list, None, &Settings::default(), &mut notes).unwrap();
        assert!(whole.is_none(), "of several countries");
        let codes: Vec<_> = cost.outages.iter().map(|row| row.country.as_deref()).collect();
        assert_eq!(codes, [Some("IQ"), Some("IQ"), Some("IQ"), Some("SY"), None, Some("KE")]);
        assert_eq!(cost.outages[4].hours, Some(24.0));
        assert_eq!(cost.outages[5].hours, None);
        assert!(cost.outages[4].prices.is_empty() && cost.outages[5].prices.is_empty());
        let [iraq, syria] = cost.countries.as_slice() else { panic!("{:?}", cost.countries) };
        assert_eq!((iraq.outages, iraq.hours, syria.hours), (3, 5.0, 4.0));
        assert_eq!(iraq.months, BTreeMap::from([("2024-05".to_owned(), 2.0), ("2024-06".to_owned(), 3.0)]));
        assert_eq!(syria.months, BTreeMap::from([("2024-07".to_owned(), 2.0), ("2024-08".to_owned(), 2.0)]));
        assert_eq!(cost.hours, 33.0);
        for price in &cost.together {
            let parts = cost.countries.iter().flat_map(|row| &row.prices).filter(|one| one.model == price.model);
            assert!((parts.map(|one| one.central).sum::<f64>() / price.central - 1.0).abs() < 1e-12);
            assert!(price.central <= cost.ceiling_usd.central * (1.0 + 1e-9), "{price:?}");
        }
        assert!(notes.list().iter().any(|note| note.code == Code::CountryMissing && note.message.contains("Atlantis")));
    }

    #[test]
    fn what_overlaps_counts_once_and_the_calculator_says_the_same() {
        let list = [given("", "2024-06-01T03:00", Some("2024-06-01T05:00"))];
        let pairs = [("country", "IQ"), ("start", "2024-06-01T03:00"), ("end", "2024-06-01T05:00")];
        let alone = crate::cost::calculate(&settings(&pairs)).unwrap().1.all.unwrap();
        let (cost, whole) = price_list(&list, None, &settings(&pairs[..1]), &mut Notes::default()).unwrap();
        assert_eq!(whole, Some(alone.clone()));
        for price in &cost.outages[0].prices {
            let model = alone.models.iter().find(|model| model.id == price.model).unwrap();
            assert_eq!(
                (Some(price.low), Some(price.central), Some(price.high)),
                (model.low, model.central, model.high)
            );
        }
        assert_eq!(cost.outages[0].prices, cost.together);
        // A monitor stands for its country only where the author says so.
        let monitor = [given("Shop", "2024-06-01T03:00", Some("2024-06-01T05:00"))];
        let asked =
            |pairs: &[(&str, &str)]| price_list(&monitor, None, &settings(pairs), &mut Notes::default()).unwrap().0;
        assert!(asked(&pairs[..1]).together.is_empty());
        let stands = asked(&[("country", "IQ"), ("represents", "country")]);
        assert_eq!(stands.together, cost.together);
        let twice = [list[0].clone(), list[0].clone()];
        let (both, _) = price_list(&twice, Some("IQ"), &Settings::default(), &mut Notes::default()).unwrap();
        assert_eq!(both.together, cost.together);
    }

    #[test]
    fn places_are_countries_by_code_or_name() {
        for (place, code) in [
            ("IR", "IR"),
            ("iran", "IR"),
            ("Iran (Islamic Republic of)", "IR"),
            ("The Gambia", "GM"),
            ("Türkiye", "TR"),
            ("Turkey", "TR"),
            ("United Kingdom", "GB"),
            ("SriLanka", "LK"),
            ("Bosnia and Herzegovina", "BA"),
            ("Cote d'Ivoire", "CI"),
            ("Myanmar", "MM"),
            ("Venezuela, Bolivarian Republic of", "VE"),
        ] {
            assert_eq!(economy::named(place).map(|country| country.code), Some(code), "{place}");
        }
        assert_eq!(economy::named("Balochistan"), None);
        assert_eq!(economy::named(""), None);
    }
}
