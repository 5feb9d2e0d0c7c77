//! The story in words: a headline and a few sentences, as codes with values and, from the same, in English.
//!
//! In: a Report without words. Out: `headline`, `sentence` and `sentence_parts`, whose first part is the headline. The page
//! puts the parts into its own language. No sentence names a cause, and money has two significant digits.

use super::english::{self, clock, duration, moment, money_range, percent};
use super::{Named, Part, Report, Value, list, schema};
use crate::base::time::{Millis, parse_utc};
use crate::base::zone::Zone;
use crate::base::{Direction, Represents, decimal};
use crate::cost::{Estimate, ListCost};
use crate::detect;

/// Puts the words in.
pub(super) fn fill(report: &mut Report) {
    let parts = parts(report);
    let english: Vec<String> = parts.iter().map(english).collect();
    if let Some((headline, rest)) = english.split_first() {
        report.headline = headline.clone();
        report.sentence = rest.join(" ");
    }
    report.sentence_parts = parts;
}

fn parts(report: &Report) -> Vec<Part> {
    let mut parts = Vec::new();
    if let Some(list) = &report.list {
        return list_parts(list);
    }
    let Some(o) = report.selected_outage() else {
        let code = match (report.source.series.is_empty(), report.outages.is_empty()) {
            (true, _) => "headline-no-series",
            (_, true)
                if report.source.series.iter().all(|s| s.samples - s.missing.min(s.samples) < detect::FEW_VALUES) =>
            {
                "headline-few"
            }
            (_, true) => "headline-none",
            _ => "headline-rejected",
        };
        parts.push(part(code, &[]));
        if let (Some(from), Some(until)) = (&report.source.from, &report.source.until) {
            parts.push(part("looked-at", &[("from", text(from)), ("until", text(until))]));
        }
        let least = report.source.series.iter().filter_map(|s| s.smallest_visible_drop).min_by(f64::total_cmp);
        if let Some(least) = least {
            parts.push(part("smallest-drop", &[("share", Value::Number(least))]));
        }
        return parts;
    };
    parts.push(headline(o, report));
    parts.push(when(o, report));
    if let Some(reference) = reference(o, report) {
        let signal = text(&report.source.name(&o.reference));
        let code = match (is_share(o, report), reference.direction) {
            (false, _) => "measured-rise",
            (true, Direction::Rises) => "measured-share",
            (true, Direction::Falls) => "measured",
        };
        parts.push(part(code, &[("signal", signal), ("depth", Value::Number(o.depth))]));
    }
    if o.routes_up {
        parts.push(part("routes-up", &[]));
    }
    if let Some(r) = &o.recurrence {
        let clock = [("from", text(&r.from)), ("until", text(&r.until)), ("zone", text(&r.zone))];
        parts.push(part("recurrence", &[&[("n", Value::Number(r.n as f64))][..], &clock[..]].concat()));
    }
    let others = report.outages.iter().filter(|other| !other.rejected && other.id != o.id).count();
    // Those in the same hours have been counted.
    if o.recurrence.as_ref().map_or(0, |r| r.n.saturating_sub(1)) < others {
        parts.push(part("others", &[("n", Value::Number(others as f64))]));
    }
    match &o.cost {
        Some(cost) => parts.extend(price(cost)),
        None => parts.push(part("cost-none", &[])),
    }
    if others > 0 {
        parts.push(together(report));
    }
    let open = report.outages.iter().any(|other| !other.rejected && other.is_open());
    if open && o.cost.is_some() {
        parts.push(part("lower-bounds", &[]));
    }
    parts
}

/// What a list of outages comes to.
fn list_parts(list: &ListCost) -> Vec<Part> {
    let secs = ("secs", Value::Number(list.hours * 3600.0));
    let first = match (list.outages.as_slice(), list.countries.as_slice()) {
        ([_], [alone]) => part("headline-reported", &[secs, ("country", text(&alone.country))]),
        (all, _) => part("headline-list", &[("n", Value::Number(all.len() as f64)), secs]),
    };
    let mut parts = vec![first];
    let priced = list::priced(list);
    if priced < list.outages.len() {
        parts.push(part("list-unpriced", &[("n", Value::Number((list.outages.len() - priced) as f64))]));
    }
    let range = |low: f64, high: f64| [("low", Value::Number(low)), ("high", Value::Number(high))];
    let of = |ids: &[&str]| {
        let own: Vec<_> = list.together.iter().filter(|price| ids.contains(&price.model.as_str())).collect();
        let low = own.iter().map(|price| price.low).fold(f64::INFINITY, f64::min);
        let high = own.iter().map(|price| price.high).fold(0.0, f64::max);
        (!own.is_empty()).then_some((low, high))
    };
    if let Some((low, high)) = of(&["cost-tool"]) {
        parts.push(part("cost-usual", &range(low, high)));
    }
    if let Some((low, high)) = of(&["lens", "users"]) {
        parts.push(part("cost-ours", &range(low, high)));
    }
    if priced == 0 {
        parts.push(part("cost-none", &[]));
    }
    if list.ceiling_usd.central > 0.0 {
        parts.push(part("cost-ceiling", &range(list.ceiling_usd.low, list.ceiling_usd.high)));
    }
    parts
}

/// What all outages come to.
fn together(report: &Report) -> Part {
    let secs = report.outages.iter().filter(|o| !o.rejected).map(|o| o.duration_secs.best).sum();
    let lasted = ("secs", Value::Number(secs));
    match report.cost.as_ref().and_then(|cost| cost.headline.ours) {
        Some(ours) => {
            part("together-cost", &[lasted, ("low", Value::Number(ours.low)), ("high", Value::Number(ours.high))])
        }
        None => part("together", &[lasted]),
    }
}

/// The series whose edges and depth an outage has; none of one that nobody measured.
fn reference<'r>(o: &schema::Outage, report: &'r Report) -> Option<&'r schema::Series> {
    report.source.series.iter().find(|series| series.id == o.reference)
}

/// Whether an outage's depth is a share of what is measured; else it is one of the worst in the file.
pub(super) fn is_share(o: &schema::Outage, report: &Report) -> bool {
    reference(o, report).is_none_or(|own| detect::is_share(own.direction, &own.unit))
}

fn headline(o: &schema::Outage, report: &Report) -> Part {
    // What was measured of a part is not said of the whole country.
    let part_of = matches!(report.source.represents, Represents::Region | Represents::Network | Represents::Service);
    let country = report.source.country.as_ref().filter(|_| !part_of);
    if !is_share(o, report) {
        let signal = ("signal", text(&report.source.name(&o.reference)));
        let code = if country.is_some() { "headline-rise" } else { "headline-rise-nowhere" };
        let mut values = vec![("secs", Value::Number(o.duration_secs.best)), signal];
        values.extend(looseness(o));
        values.extend(country.map(|country| ("country", text(country))));
        return part(code, &values);
    }
    let code = match (o.ongoing, o.depth >= 0.9, country.is_some()) {
        // A calculator has no data: nobody says that it was so.
        (false, true, true) if report.source.series.is_empty() => "headline-assumed",
        (false, true, true) => "headline-total",
        (false, false, true) => "headline-partial",
        (true, _, true) => "headline-ongoing",
        (false, true, false) => "headline-total-nowhere",
        (false, false, false) => "headline-partial-nowhere",
        (true, _, false) => "headline-ongoing-nowhere",
    };
    let mut values = vec![("secs", Value::Number(o.duration_secs.best)), ("depth", Value::Number(o.depth))];
    values.extend(looseness(o));
    if let Some(country) = country {
        values.push(("country", text(country)));
    }
    part(code, &values)
}

/// How far the duration may be off, in seconds: by as much both ways (`give`), or its least and its most where one side is much
/// further off, as where signals came back on different days; its least alone (`least`) where it began before the data.
fn looseness(o: &schema::Outage) -> Vec<(&'static str, Value)> {
    /// The share of a duration from which on it matters which side is further off.
    const LARGE: f64 = 0.1;
    let (least, best) = (o.duration_secs.lo, o.duration_secs.best);
    let Some(most) = o.duration_secs.hi else {
        // Where it goes on, the headline says so by itself.
        return vec![if o.ongoing { ("give", Value::Number(0.0)) } else { ("least", Value::Number(best)) }];
    };
    let (under, over) = (best - least, most - best);
    let give = under.max(over);
    if give > LARGE * best && give > 2.0 * under.min(over) {
        return vec![("least", Value::Number(least)), ("most", Value::Number(most))];
    }
    vec![("give", Value::Number(give))]
}

fn when(o: &schema::Outage, report: &Report) -> Part {
    let zone = report.source.local_zone.as_deref().unwrap_or("UTC");
    let mut values = vec![("start", text(&o.start.best)), ("end", text(&o.end.best)), ("zone", text(zone))];
    values.extend(looseness(o));
    let code = match (o.started_before, o.ongoing) {
        (true, true) => "when-throughout",
        (true, false) => "when-before",
        (false, true) => "when-ongoing",
        (false, false) if report.source.series.is_empty() => "when-assumed",
        (false, false) => "when",
    };
    part(code, &values)
}

fn price(cost: &Estimate) -> Vec<Part> {
    let mut parts = Vec::new();
    let range = |low: f64, high: f64| [("low", Value::Number(low)), ("high", Value::Number(high))];
    if let Some(usual) = cost.headline.usual {
        parts.push(part("cost-usual", &range(usual.low, usual.high)));
    }
    if let Some(ours) = cost.headline.ours {
        let values = [&range(ours.low, ours.high)[..], &[("central", Value::Number(ours.central))]].concat();
        parts.push(part("cost-ours", &values));
    }
    if cost.headline.usual.is_none() && cost.headline.ours.is_none() {
        parts.push(part("cost-none", &[]));
    }
    parts.push(part("cost-ceiling", &range(cost.ceiling_usd.low, cost.ceiling_usd.high)));
    if let Some(first) = cost.sensitivity.first() {
        parts.push(part("decides", &[("meaning", text(&first.meaning)), ("symbol", text(&first.symbol))]));
    }
    parts
}

fn part(code: &str, values: &[(&str, Value)]) -> Part {
    Part { code: code.to_owned(), values: Named::of(values.iter().map(|(k, v)| (*k, v.clone()))) }
}

fn text(words: &str) -> Value {
    Value::Text(words.to_owned())
}

/// One part in English.
pub(super) fn english(part: &Part) -> String {
    let words = |key: &str| match part.values.get(key) {
        Some(Value::Text(words)) => words.clone(),
        _ => String::new(),
    };
    let number = |key: &str| match part.values.get(key) {
        Some(Value::Number(number)) => *number,
        _ => 0.0,
    };
    let money = || money_range(number("low"), number("high"));
    let country = || english::country(&words("country"));
    let depth = percent(number("depth"));
    let (length, sure) = (length(&number), sure(&number));
    match part.code.as_str() {
        "headline-total" => format!("{} was offline for {length}", country()),
        "headline-assumed" => format!("Assumed: {} offline for {length}", country()),
        "headline-reported" => format!("Reported: {} offline for {length}", country()),
        "headline-partial" => format!("{}: connectivity fell by {depth} for {length}", country()),
        "headline-ongoing" => format!("{} has been offline for at least {length}", country()),
        "headline-total-nowhere" => format!("Offline for {length}"),
        "headline-partial-nowhere" => format!("Connectivity fell by {depth} for {length}"),
        "headline-ongoing-nowhere" => format!("Offline for at least {length}"),
        "headline-rise" => format!("{}: {} far above what is usual for {length}", country(), words("signal")),
        "headline-rise-nowhere" => format!("{} far above what is usual for {length}", words("signal")),
        "headline-few" => "Too few values to find an outage".to_owned(),
        "headline-none" => "No outage found".to_owned(),
        "headline-rejected" => "Every outage that was found has been taken out".to_owned(),
        "headline-no-series" => "The file holds no series over time".to_owned(),
        "headline-list" => {
            let outages = decimal::text(number("n"));
            format!("Reported outages: {outages}; {} in all", duration(number("secs")))
        }
        "list-unpriced" => format!("Without a price: {}.", decimal::text(number("n"))),
        "looked-at" => format!("The data run from {} to {} UTC.", utc(&words("from")), utc(&words("until"))),
        "smallest-drop" => format!("A drop of less than {} could not be seen in them.", percent(number("share"))),
        "when" => {
            format!("It lasted from {} to {} UTC{}{sure}.", utc(&words("start")), utc(&words("end")), local(&words))
        }
        "when-before" => format!(
            "It was under way when the data begin, {} UTC, and ended {} UTC.",
            utc(&words("start")),
            utc(&words("end"))
        ),
        "when-throughout" => format!(
            "It was under way when the data begin, {} UTC, and had not ended when they stop.",
            utc(&words("start"))
        ),
        "when-assumed" => format!("From {} to {} UTC{}.", utc(&words("start")), utc(&words("end")), local(&words)),
        "when-ongoing" => format!("It began {} UTC and had not ended when the data stop.", utc(&words("start"))),
        "measured" => format!("Measured by {}: {depth} of it was gone on average.", words("signal")),
        "measured-share" => format!("Measured by {}: {depth} on average.", words("signal")),
        "measured-rise" => format!(
            "Measured by {}: on average {depth} of the way from what is usual to the worst in the file.",
            words("signal")
        ),
        "routes-up" => "Most routes stayed up while traffic fell: connected on paper, dark in practice.".to_owned(),
        "recurrence" => format!(
            "It is one of {} in the same hours, {} to {} {}.",
            decimal::text(number("n")),
            words("from"),
            words("until"),
            words("zone")
        ),
        "others" if number("n") == 1.0 => "One other outage was found.".to_owned(),
        "others" => decimal::text(number("n")) + " other outages were found.",
        "cost-usual" => format!("By the usual method it cost {}.", money()),
        "cost-ours" => format!("Allowing for who is online, the time of day and what is made up later: {}.", money()),
        "cost-ceiling" => format!("The GDP normally made in that time is {}.", money()),
        "cost-none" => "It has no price: the notes say what is missing.".to_owned(),
        "decides" => format!("The assumption that decides most is: {}.", words("meaning")),
        "together" => format!("All outages together lasted {length}."),
        "together-cost" => format!("All outages together lasted {length} and cost {} by our models.", money()),
        "lower-bounds" => "Duration and cost are lower bounds.".to_owned(),
        _ => String::new(),
    }
}

/// A duration and how far it may be off.
fn length(number: &dyn Fn(&str) -> f64) -> String {
    let best = duration(number("secs"));
    match (number("least"), number("most"), number("give")) {
        (least, most, _) if most > 0.0 => format!("{best} ({} to {})", duration(least), duration(most)),
        (least, ..) if least > 0.0 => format!("at least {best}"),
        (.., give) if give >= 1.0 => format!("{best} (± {})", duration(give)),
        _ => best,
    }
}

/// `, give or take 5 min`, or what is said of a duration with one loose end.
fn sure(number: &dyn Fn(&str) -> f64) -> String {
    match (number("most") > 0.0, number("give")) {
        (true, _) => format!(", at least {} and at most {}", duration(number("least")), duration(number("most"))),
        (false, give) if give >= 1.0 => format!(", give or take {}", duration(give)),
        (false, _) => String::new(),
    }
}

fn utc(iso: &str) -> String {
    parse_utc(iso).map_or(iso.to_owned(), moment)
}

/// ` (01:15 to 10:46 in Pyongyang)`, where the local clock is another.
fn local(words: &dyn Fn(&str) -> String) -> String {
    let zone = words("zone");
    let Some(clockwork) = Zone::named(&zone).filter(|_| zone != "UTC") else { return String::new() };
    let at = |key: &str| parse_utc(&words(key)).map(|at: Millis| clock(at + clockwork.offset(at)));
    let place = zone.rsplit('/').next().unwrap_or(&zone).replace('_', " ");
    match (at("start"), at("end")) {
        (Some(start), Some(end)) => format!(" ({start} to {end} in {place})"),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_says_which_side_is_loose() {
        let said = |values: &[(&'static str, f64)]| {
            let number = |key: &str| values.iter().find(|(name, _)| *name == key).map_or(0.0, |(_, value)| *value);
            (length(&number), sure(&number))
        };
        let hours = |n: f64| n * 3_600.0;
        let both = said(&[("secs", hours(9.0)), ("give", 300.0)]);
        assert_eq!(both, ("9 h (± 5 min)".to_owned(), ", give or take 5 min".to_owned()));
        let one = said(&[("secs", hours(9.0)), ("least", hours(5.0)), ("most", hours(10.0))]);
        assert_eq!(one, ("9 h (5 h to 10 h)".to_owned(), ", at least 5 h and at most 10 h".to_owned()));
        let open = said(&[("secs", hours(9.0)), ("least", hours(9.0))]);
        assert_eq!(open, ("at least 9 h".to_owned(), String::new()));
        assert_eq!(said(&[("secs", hours(9.0)), ("give", 0.0)]), ("9 h".to_owned(), String::new()));
    }
}
