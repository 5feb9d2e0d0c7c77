//! Lines such as `37.4M/day | NetBlocks | 2026-01-20 | https://…` → figures that somebody published.
//!
//! In: an amount, in USD or in the currency that the settings give a rate for, with `k`, `M` or `bn` or none, for the whole
//! outage or `/day` or `/hour`; then publisher, date and source, each where it is known. Out: [`Published`] in USD.
//! Refused: an amount that is no number above zero, another currency, another period, and more than [`limits::CLAIMS`] lines.

use crate::base::error::{label, quote};
use crate::base::{Code, Error, decimal, limits};

/// How long a published figure stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Per {
    /// The whole outage.
    Event,
    /// A day of it.
    Day,
    /// An hour of it.
    Hour,
}

/// A figure that somebody published.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::cost) struct Published {
    pub(in crate::cost) amount_usd: f64,
    pub(in crate::cost) per: Per,
    pub(in crate::cost) publisher: String,
    pub(in crate::cost) date: String,
    pub(in crate::cost) source: String,
}

/// Reads every line; `currency` is the author's own with its rate a dollar.
pub(in crate::cost) fn published(lines: &[String], currency: Option<&(String, f64)>) -> Result<Vec<Published>, Error> {
    if lines.len() > limits::CLAIMS {
        let found = format!("There are {} published figures.", lines.len());
        return Err(Error::settings(Code::BadClaim, found, format!("Give at most {}.", limits::CLAIMS)));
    }
    lines.iter().map(|line| one(line, currency)).collect()
}

fn one(line: &str, currency: Option<&(String, f64)>) -> Result<Published, Error> {
    let mut cells = line.split('|').map(str::trim);
    let figure = cells.next().unwrap_or_default();
    let mut words = || cells.next().map(label).unwrap_or_default();
    let refused =
        |need: &str| Error::settings(Code::BadClaim, format!("The published figure is {}.", quote(figure)), need);
    let (amount, per) = figure.split_once('/').unwrap_or((figure, "event"));
    let per = match per.trim().to_ascii_lowercase().as_str() {
        "event" => Per::Event,
        "day" | "d" => Per::Day,
        "hour" | "h" => Per::Hour,
        _ => return Err(refused("It stands for the whole outage, or /day, or /hour.")),
    };
    let (amount, rate) = in_dollars(amount.trim(), currency)
        .ok_or_else(|| refused("It is in USD, or in the currency that “currency” gives a rate for."))?;
    let amount = amount_of(amount)
        .filter(|amount| amount.is_finite() && *amount > 0.0)
        .ok_or_else(|| refused("It takes an amount above zero, such as 37000000/day or 557M/hour."))?;
    Ok(Published { amount_usd: amount / rate, per, publisher: words(), date: words(), source: words() })
}

/// The amount without its currency, and how much of that a dollar is.
fn in_dollars<'a>(amount: &'a str, currency: Option<&(String, f64)>) -> Option<(&'a str, f64)> {
    if let Some(rest) = amount.strip_prefix('$') {
        return Some((rest, 1.0));
    }
    let letters = |text: &str| text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase());
    let code = [amount.get(..3), amount.len().checked_sub(3).and_then(|at| amount.get(at..))];
    let Some(code) = code.into_iter().flatten().find(|code| letters(code)) else { return Some((amount, 1.0)) };
    let rate = match currency {
        _ if code == "USD" => 1.0,
        Some((known, rate)) if known == code => *rate,
        _ => return None,
    };
    Some((amount.trim_start_matches(code).trim_end_matches(code), rate))
}

/// `37,400,000`, `37.4M`, `1.34 bn`.
fn amount_of(text: &str) -> Option<f64> {
    let text = text.trim();
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let times = match text.get(digits.len()..)?.to_ascii_lowercase().as_str() {
        "" => 1.0,
        "k" => 1e3,
        "m" | "mn" | "million" => 1e6,
        "bn" | "b" | "billion" => 1e9,
        _ => return None,
    };
    decimal::parse(&ungrouped(digits.trim())?).map(|number| number * times)
}

/// Commas between groups of three digits go; any other comma makes it no number.
fn ungrouped(digits: &str) -> Option<String> {
    let (whole, rest) = digits.split_once('.').map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let mut text = first.to_owned();
    for group in groups {
        if group.len() != 3 || first.is_empty() || first.len() > 3 {
            return None;
        }
        text.push_str(group);
    }
    Some(rest.map_or(text.clone(), |rest| format!("{text}.{rest}")))
}
