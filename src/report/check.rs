//! A Report that comes from outside, checked as strictly as a file before anything is drawn of it.
//!
//! In: a Report whose types are right already. Out: nothing. Refused, with the member and what it holds: another version of the
//! shape, lists longer than a Report may hold, columns of different lengths, moments that are none or in no time that is
//! measured, numbers that no measurement has.

use super::{PlotColumns, Report, WIRE, schema};
use crate::base::error::quote;
use crate::base::time::{EARLIEST, LATEST, parse_utc};
use crate::base::{Code, Error, limits};
use crate::cost::{Claim, Estimate, ListCost, ListedPrice, Priced};

/// Entries of a list for which there is no limit of its own: notes, marks, reported outages, steps.
const ENTRIES: usize = 10_000;
/// Characters of a sentence or of a credit line.
const SENTENCE: usize = 10_000;
/// No count, rate or sum of money is larger; a chart's arithmetic holds far beyond it.
const LARGEST: f64 = 1e24;
/// Refuses a Report that can't be one of ours.
pub fn check(report: &Report) -> Result<(), Error> {
    if report.wire != WIRE {
        return Err(refused("wire", &report.wire.to_string(), &format!("the version {WIRE}")));
    }
    lists(report)?;
    source(&report.source)?;
    for columns in &report.plot {
        plot(columns)?;
    }
    for mark in &report.marks {
        moments("marks", [&mark.from, &mark.until])?;
        text("marks.label", &mark.label, limits::LABEL)?;
    }
    for given in &report.given {
        moments("given", [Some(&given.start), given.end.as_ref()].into_iter().flatten())?;
        text("given.label", &given.label, SENTENCE)?;
    }
    for outage in &report.outages {
        self::outage(outage)?;
    }
    for words in [&report.headline, &report.sentence] {
        text("sentence", words, SENTENCE)?;
    }
    for note in &report.notes {
        text("notes.message", &note.message, SENTENCE)?;
    }
    report.list.as_ref().map_or(Ok(()), list)?;
    report.cost.as_ref().map_or(Ok(()), |cost| estimate("cost", cost))
}

fn list(list: &ListCost) -> Result<(), Error> {
    for length in [list.outages.len(), list.countries.len(), list.together.len()] {
        short("list", length, ENTRIES)?;
    }
    let prices = |prices: &[ListedPrice]| {
        short("list.prices", prices.len(), ENTRIES)?;
        numbers("list.prices", prices.iter().flat_map(|price| [price.low, price.central, price.high]))
    };
    for row in &list.outages {
        text("list.country", row.country.as_deref().unwrap_or_default(), limits::LABEL)?;
        numbers("list.hours", row.hours)?;
        prices(&row.prices)?;
    }
    for row in &list.countries {
        text("list.country", &row.name, limits::LABEL)?;
        numbers("list.hours", row.months.values().copied().chain([row.hours]))?;
        prices(&row.prices)?;
    }
    numbers("list.hours", [list.hours])?;
    prices(&list.together)
}

fn lists(report: &Report) -> Result<(), Error> {
    let lengths = [
        ("source.files", report.source.files.len(), limits::FILES),
        ("source.series", report.source.series.len(), limits::SERIES),
        ("outages", report.outages.len(), limits::OUTAGES),
        ("plot", report.plot.len(), limits::SERIES),
        ("marks", report.marks.len(), ENTRIES),
        ("given", report.given.len(), ENTRIES),
        ("compared", report.compared.len(), ENTRIES),
        ("sentence_parts", report.sentence_parts.len(), ENTRIES),
        ("notes", report.notes.len(), ENTRIES),
    ];
    lengths.into_iter().try_for_each(|(name, length, most)| short(name, length, most))
}

fn source(source: &schema::Source) -> Result<(), Error> {
    moments("source", [source.from.as_ref(), source.until.as_ref()].into_iter().flatten())?;
    for file in &source.files {
        text("source.files.name", &file.name, limits::LABEL)?;
    }
    for words in [&source.provider, &source.licence, &source.credit] {
        text("source.credit", words, SENTENCE)?;
    }
    for series in &source.series {
        text("source.series.label", &series.label, limits::LABEL)?;
        numbers("source.series.step_secs", [series.step_secs])?;
    }
    Ok(())
}

fn plot(plot: &PlotColumns) -> Result<(), Error> {
    let count = plot.t.len();
    short("plot.t", count, limits::PLOT_COLUMNS)?;
    let lists = [&plot.min, &plot.max, &plot.baseline, &plot.threshold];
    if lists.iter().any(|list| list.len() != count) || plot.state.len() != count {
        return Err(refused("plot", &plot.series, "as many values in every list as in t"));
    }
    let (first, last) = (EARLIEST as f64, LATEST as f64);
    let stray = plot.t.iter().find(|t| !(**t >= first && **t < last));
    if let Some(t) = stray {
        return Err(refused("plot.t", &t.to_string(), "milliseconds of the years 1990 to 2100"));
    }
    if plot.t.is_sorted_by(|a, b| a < b) && (count == 0 || plot.step >= 1.0 && plot.step < last - first) {
        return lists.into_iter().try_for_each(|list| numbers("plot", list.iter().copied().flatten()));
    }
    Err(refused("plot.step", &plot.step.to_string(), "ascending columns of at least a millisecond"))
}

fn outage(outage: &schema::Outage) -> Result<(), Error> {
    let name = format!("outages.{}", outage.id);
    text("outages.id", &outage.id, limits::LABEL)?;
    for edge in [&outage.start, &outage.end] {
        moments(&name, [edge.lo.as_ref(), Some(&edge.best), Some(&edge.hi)].into_iter().flatten())?;
    }
    moments(&name, [outage.returning.as_ref(), outage.normal.as_ref()].into_iter().flatten())?;
    if parse_utc(&outage.end.best) < parse_utc(&outage.start.best) {
        return Err(refused(&name, &outage.end.best, "an end that is not before the start"));
    }
    let duration = outage.duration_secs;
    numbers(&name, [duration.lo, duration.best, duration.hi.unwrap_or(0.0), outage.equivalent_secs])?;
    for share in [outage.depth, outage.confidence.unwrap_or(0.0)] {
        if !(0.0..=1.0).contains(&share) {
            return Err(refused(&name, &share.to_string(), "a depth and a confidence from 0 to 1"));
        }
    }
    short("outages.profile", outage.profile.len(), limits::PLOT_COLUMNS)?;
    moments(&name, outage.profile.iter().map(|(at, _)| at))?;
    numbers(&name, outage.profile.iter().map(|(_, depth)| *depth))?;
    short("outages.signals", outage.signals.len(), limits::SERIES)?;
    for signal in &outage.signals {
        moments(&name, [&signal.start.best].into_iter().chain(signal.end.as_ref().map(|end| &end.best)))?;
        numbers(&name, [signal.depth, signal.equivalent_secs])?;
    }
    outage.cost.as_ref().map_or(Ok(()), |cost| estimate(&name, cost))
}

fn estimate(name: &str, cost: &Estimate) -> Result<(), Error> {
    let ceiling = cost.ceiling_usd;
    numbers(name, [cost.hours, cost.equivalent_hours, ceiling.low, ceiling.central, ceiling.high])?;
    let lists = [cost.models.len(), cost.sensitivity.len(), cost.peers.len()];
    lists.into_iter().try_for_each(|length| short(name, length, ENTRIES))?;
    for model in &cost.models {
        self::model(name, model)?;
    }
    short("claims", cost.claims.len(), limits::CLAIMS)?;
    cost.claims.iter().try_for_each(claim)?;
    let peers = cost.peers.iter().flat_map(|peer| [peer.usual_usd, peer.ours.low, peer.ours.central, peer.ours.high]);
    numbers(name, cost.sensitivity.iter().flat_map(|one| [one.low, one.high]).chain(peers))?;
    let ours = cost.headline.ours.map(|ours| [ours.low, ours.central, ours.high]);
    let usual = cost.headline.usual.map(|usual| [usual.low, usual.high]);
    numbers(name, ours.into_iter().flatten().chain(usual.into_iter().flatten()))
}

fn claim(claim: &Claim) -> Result<(), Error> {
    for words in [&claim.publisher, &claim.date, &claim.source] {
        text("claims", words, limits::LABEL)?;
    }
    text("claims.words", &claim.words, SENTENCE)?;
    short("claims.implied", claim.implied.len(), ENTRIES)?;
    short("claims.near", claim.near.len(), ENTRIES)?;
    let values = claim.implied.iter().flat_map(|row| [Some(row.usual), row.value, row.low, row.high]);
    numbers("claims", [Some(claim.amount_usd), Some(claim.total_usd), claim.lambda].into_iter().chain(values).flatten())
}

fn model(name: &str, model: &Priced) -> Result<(), Error> {
    text("models.id", &model.id, limits::LABEL)?;
    short("models.steps", model.steps.len(), ENTRIES)?;
    let ends = [model.low, model.central, model.high, model.lambda];
    numbers(name, ends.into_iter().flatten().chain(model.steps.iter().map(|step| step.value)))
}

fn short(name: &str, length: usize, most: usize) -> Result<(), Error> {
    if length <= most { Ok(()) } else { Err(refused(name, &format!("{length} entries"), &format!("at most {most}"))) }
}

fn text(name: &str, words: &str, most: usize) -> Result<(), Error> {
    // Bytes first: a text of megabytes is not counted by letters.
    if words.len() <= most || words.len() <= most * 4 && words.chars().count() <= most {
        return Ok(());
    }
    Err(refused(name, words, &format!("at most {most} characters")))
}

fn moments<'a>(name: &str, texts: impl IntoIterator<Item = &'a String>) -> Result<(), Error> {
    let stray = texts.into_iter().find(|text| parse_utc(text).is_none());
    stray.map_or(Ok(()), |text| {
        Err(refused(name, text, "moments of the years 1990 to 2100, such as 2014-12-22T16:15:00Z"))
    })
}

fn numbers(name: &str, values: impl IntoIterator<Item = f64>) -> Result<(), Error> {
    let measurable = |value: &f64| value.is_finite() && value.abs() <= LARGEST;
    let stray = values.into_iter().find(|value| !measurable(value));
    stray.map_or(Ok(()), |value| Err(refused(name, &value.to_string(), "numbers that can be measured")))
}

fn refused(member: &str, found: &str, need: &str) -> Error {
    let found = format!("This is no Report: “{member}” holds {}.", quote(found));
    Error::file(Code::NoReport, found, format!("It takes {need}. Give a Report as it was given out."))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn golden() -> Value {
        let mut settings = crate::base::Settings::default();
        settings.set("country", "KP").unwrap();
        settings.set("represents", "country").unwrap();
        settings.set("claim", "2M | A made-up paper").unwrap();
        let file = include_bytes!("../../www/data/north-korea-2014.csv");
        let report = crate::analyze("north-korea-2014.csv", file, &settings).unwrap();
        serde_json::from_str(&crate::report::to_json(&report).unwrap()).unwrap()
    }

    fn judged(report: Value) -> Result<(), String> {
        let report: Report = serde_json::from_value(report).map_err(|error| error.to_string())?;
        check(&report).map_err(|error| error.to_string())
    }

    #[test]
    fn a_report_of_ours_passes() {
        assert_eq!(judged(golden()), Ok(()));
        let mut unpriced = golden();
        unpriced["cost"] = Value::Null;
        assert_eq!(judged(unpriced), Ok(()));
    }

    #[test]
    fn a_lie_is_refused_by_its_member() {
        let lies: &[(&str, Value, &str)] = &[
            ("/wire", json!(2), "wire"),
            ("/outages", Value::Null, "null"),
            ("/plot/0/step", json!(1e300), "plot.step"),
            ("/plot/0/step", json!(0), "plot.step"),
            ("/plot/0/t", json!([1]), "plot"),
            ("/plot/0/t/0", json!(-1e12), "plot.t"),
            ("/plot/0/t/0", json!(1e18), "plot.t"),
            ("/plot/0/max/0", json!(1e308), "plot"),
            ("/plot/0/min", json!("words"), "invalid type"),
            ("/source/until", json!("+275760-09-13T00:00:00Z"), "source"),
            ("/outages/0/start/best", json!("=HYPERLINK(0)"), "outages.o1"),
            ("/outages/0/end/best", json!("2014-01-01T00:00:00Z"), "outages.o1"),
            ("/outages/0/depth", json!("NaN"), "invalid type"),
            ("/outages/0/depth", json!(1e308), "outages.o1"),
            ("/outages/0/duration_secs/best", json!(1e308), "outages.o1"),
            ("/headline", json!("x".repeat(1 << 20)), "sentence"),
            ("/cost/claims/0/publisher", json!("x".repeat(1 << 20)), "claims"),
            ("/cost/claims/0/total_usd", json!(1e308), "claims"),
            ("/cost/claims/0/implied/0/value", json!(1e308), "claims"),
            ("/cost/claims/0/per", json!("week"), "unknown variant"),
            ("/cost/models/0/mode", json!("x"), "unknown variant"),
        ];
        let golden = golden();
        for (member, lie, says) in lies {
            let mut report = golden.clone();
            *report.pointer_mut(member).unwrap() = lie.clone();
            let said = judged(report).unwrap_err();
            assert!(said.contains(says), "{member} {lie}: {said}");
        }
    }

    #[test]
    fn lists_are_bounded() {
        let golden = golden();
        for (list, count) in [("/outages", limits::OUTAGES), ("/notes", ENTRIES), ("/plot", limits::SERIES)] {
            let mut report = golden.clone();
            let place = report.pointer_mut(list).unwrap();
            let one = place.get(0).cloned().unwrap_or(json!({ "code": "x", "message": "" }));
            *place = Value::Array(vec![one; count + 1]);
            let said = judged(report).unwrap_err();
            assert!(said.contains(&format!("{} entries", count + 1)), "{list}: {said}");
        }
    }
}
