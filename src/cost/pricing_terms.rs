//! The terms of a price: which country, which part and scope of it, whose facts, which models; from the settings and the file.
//!
//! In: the settings, and what the file names. Out: [`PricingTerms`], or `None` with a Note that says why there is no price.
//! Refused with an Error: settings that make no sense, such as an unknown country or model.

use super::assume::assumptions;
use super::case::{Assumed, Origin, Scope};
use super::claim::{Published, published};
use super::economy::{self, Country, Facts, cpi};
use super::{Basis, MODELS, Model};
use crate::base::error::quote;
use crate::base::nearest::{nearest, unknown};
use crate::base::zone::Zone;
use crate::base::{Code, Error, Notes, Represents, Settings, decimal};
use economy::{Fact, Newer};

/// What a price stands on.
pub(super) struct PricingTerms {
    /// The country.
    pub country: Country,
    /// The local clock of the hour weights.
    pub zone: Zone,
    /// p.
    pub part: f64,
    /// What was cut.
    pub scope: Scope,
    /// Where the outages come from.
    pub origin: Origin,
    /// Models shown, in the order of the table.
    pub models: Vec<&'static dyn Model>,
    /// The author's assumptions.
    pub assumed: Vec<Assumed>,
    /// What others published.
    pub claims: Vec<Published>,
    /// Year whose dollars are shown, where it is not the event's.
    pub price_year: Option<i32>,
    newer: Vec<Newer>,
    gdp: Option<f64>,
    population: Option<f64>,
    users: Option<f64>,
}

/// Refuses settings that make no sense by themselves, such as a country that does not exist.
pub fn known(settings: &Settings) -> Result<(), Error> {
    pricing_terms(settings, None, Represents::Unknown, &mut Notes::default()).map(drop)
}

/// The terms, or `None` and a Note.
pub(super) fn pricing_terms(
    settings: &Settings,
    named: Option<&str>,
    represents: Represents,
    notes: &mut Notes,
) -> Result<Option<PricingTerms>, Error> {
    let models = models(&settings.model)?;
    let stated = scope(settings.scope.as_deref())?;
    let price_year = price_year(settings.price_year)?;
    let claims = published(&settings.claim, currency(settings)?.as_ref())?;
    let assumed = assumptions(&settings.assume)?;
    let newer = settings.facts.as_deref().map(economy::parse).transpose()?.unwrap_or_default();
    let zone = settings.local_zone.as_deref().map(zone).transpose()?;
    let wanted = settings.country.as_deref().map(economy::wanted).transpose()?;
    let represents = settings.represents.unwrap_or(represents);
    let Some(country) = wanted.or_else(|| economy::country(named?)) else {
        notes.add(Code::CountryMissing, no_country(named));
        return Ok(None);
    };
    let Some(part) = part(represents, settings.share, notes) else { return Ok(None) };
    let scope = scope_of(represents, stated, notes);
    let zone = match zone {
        Some(zone) => zone,
        None => Zone::named(country.zone).unwrap_or_else(Zone::utc),
    };
    let terms = PricingTerms {
        country,
        zone,
        part,
        scope,
        origin: Origin::Data,
        models,
        assumed,
        claims,
        price_year,
        newer,
        gdp: settings.gdp,
        population: settings.population,
        users: settings.users,
    };
    Ok(Some(terms))
}

impl PricingTerms {
    /// The facts of a year: the table's, and the author's in their place. A zero is no fact.
    pub(super) fn facts(&self, year: i32) -> Result<Facts, Error> {
        let mut facts = economy::over(self.country.facts(year), &self.newer, &self.country, year);
        let given = |value: f64| {
            let source = "given by the author".to_owned();
            let fact = Fact { value, low: None, high: None, year, basis: Basis::Judgement, source };
            (value > 0.0).then_some(fact)
        };
        if let Some(gdp) = self.gdp {
            facts.gdp = given(gdp);
        }
        if let Some(people) = self.population {
            facts.people = given(people);
        }
        if let (Some(users), Some(people)) = (self.users, &facts.people) {
            let share = users / people.value;
            if share > 1.0 {
                let (users, people) = (decimal::text(users), decimal::text(people.value));
                let found = format!("There are {users} people online of {people} people.");
                return Err(Error::settings(Code::UsersAbovePeople, found, "Give fewer users, or more people."));
            }
            facts.online = given(share);
        }
        Ok(facts)
    }
}

/// Why there is no price without a country.
fn no_country(named: Option<&str>) -> String {
    let why = match named {
        Some(code) => format!("the file names {}, which is no country of the table.", quote(code)),
        None => "the file names no country.".to_owned(),
    };
    format!("There is no price: {why} Say which one it stands for.")
}

/// The part of the country's economy that the data stand for, or `None` and a Note.
fn part(represents: Represents, share: Option<f64>, notes: &mut Notes) -> Option<f64> {
    match (represents, share) {
        (Represents::Region | Represents::Network, Some(share)) => Some(share),
        (Represents::Region | Represents::Network, None) => {
            let why = "There is no price: say which share of the country's economy that region or network stands for.";
            notes.add(Code::ShareMissing, why);
            None
        }
        (Represents::Unknown, _) => {
            let why = "There is no price: say whether the data stand for a country, a region, a network or a service.";
            notes.add(Code::RepresentsUnknown, why);
            None
        }
        (Represents::Country | Represents::Service, given) => {
            if given.is_some() {
                let why =
                    "The share is not used: the data stand for the whole country, and the depth already carries it.";
                notes.add(Code::ShareUnused, why);
            }
            Some(1.0)
        }
    }
}

/// What was cut: as it is stated, but a single service is always one app.
fn scope_of(represents: Represents, stated: Option<Scope>, notes: &mut Notes) -> Scope {
    match (represents, stated) {
        (Represents::Service, Some(apps @ Scope::Apps(_))) => apps,
        (Represents::Service, other) => {
            if other.is_some() {
                notes.add(Code::ScopeUnused, "The data stand for one service, so it is priced as apps:1.");
            }
            Scope::Apps(1.0)
        }
        (_, stated) => stated.unwrap_or(Scope::Full),
    }
}

fn models(asked: &[String]) -> Result<Vec<&'static dyn Model>, Error> {
    for id in asked {
        if id != "all" && !MODELS.iter().any(|model| model.about().id == id) {
            let known = MODELS.iter().map(|model| model.about().id).collect();
            return Err(unknown(Code::UnknownModel, "cost model", id, known));
        }
    }
    let shown = |about: &super::About| match asked {
        [] => about.usual,
        _ => asked.iter().any(|id| id == about.id || id == "all"),
    };
    Ok(MODELS.iter().copied().filter(|model| shown(model.about())).collect())
}

/// Reads `full`, `mobile` or `apps:N`.
pub(super) fn scope(text: Option<&str>) -> Result<Option<Scope>, Error> {
    let Some(text) = text else { return Ok(None) };
    let apps = || text.strip_prefix("apps:")?.parse::<u32>().ok().filter(|n| (1..=100).contains(n));
    Ok(Some(match text {
        "full" => Scope::Full,
        "mobile" => Scope::Mobile,
        _ => Scope::Apps(f64::from(apps().ok_or_else(|| {
            Error::settings(
                Code::BadSetting,
                format!("The setting “scope” got {}.", quote(text)),
                "It takes full, mobile, or apps:N.",
            )
        })?)),
    }))
}

fn zone(name: &str) -> Result<Zone, Error> {
    Zone::named(name).ok_or_else(|| {
        let near = nearest(name, Zone::names());
        let need = near.map_or("It takes a name such as Asia/Tehran, or +03:30.".to_owned(), |near| {
            format!("Did you mean “{near}”?")
        });
        Error::settings(Code::UnknownZone, format!("There is no zone {}.", quote(name)), need)
    })
}

fn price_year(asked: Option<f64>) -> Result<Option<i32>, Error> {
    let Some(year) = asked else { return Ok(None) };
    let known = (year.fract() == 0.0 && year < 3000.0).then_some(year as i32).filter(|year| cpi(*year).is_some());
    known.map(Some).ok_or_else(|| {
        let span = economy::cpi_years();
        let need = format!("US consumer prices are known from {} to {}.", span.0, span.1);
        Error::settings(Code::BadPriceYear, format!("The setting “price-year” got {}.", decimal::text(year)), need)
    })
}

/// The author's currency: its code and how much of it a dollar is. `USD` and nothing are `None`.
pub fn currency(settings: &Settings) -> Result<Option<(String, f64)>, Error> {
    let Some(text) = settings.currency.as_deref().filter(|text| *text != "USD") else { return Ok(None) };
    let parsed = text.split_once(':').and_then(|(code, rate)| {
        let code = code.trim();
        // The dearest currency is worth some dollars, and a dollar is worth millions of the cheapest.
        let rate = decimal::parse(rate.trim()).filter(|rate| (1e-3..=1e9).contains(rate))?;
        // A dollar is a dollar.
        let own = code != "USD" || rate == 1.0;
        (own && code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase())).then(|| (code.to_owned(), rate))
    });
    parsed.map(Some).ok_or_else(|| {
        let need = "It takes USD, or a code with your own rate a dollar, such as EUR:0.92.";
        Error::settings(Code::BadSetting, format!("The setting “currency” got {}.", quote(text)), need)
    })
}
