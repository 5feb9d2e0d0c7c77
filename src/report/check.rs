//! A Report that comes from outside, checked as strictly as a file before anything is drawn of it.
//!
//! In: a Report whose types are right already. Out: nothing. Refused, with the member and what it holds: another version of the
//! shape, lists longer than a Report may hold and ids that stand twice, columns of different lengths, moments that are none, in
//! no time that is measured or in the wrong order, numbers that no measurement has, texts that nobody reads or that act.

mod cost;
mod rules;
#[cfg(test)]
mod tests;

use super::schema::{Edge, Outage, Receipt, Signal, Source};
use super::{PlotColumns, Report, WIRE, schema};
use crate::base::time::{EARLIEST, LATEST};
use crate::base::{Error, limits};
use rules::{ENTRIES, LONGEST, in_order, labels, moments, numbers, once, positive, refused, short, text, texts};

/// Refuses a Report that can't be one of ours.
pub fn check(report: &Report) -> Result<(), Error> {
    if report.wire != WIRE {
        return Err(refused("wire", &report.wire.to_string(), &format!("the version {WIRE}")));
    }
    lists(report)?;
    source(&report.source)?;
    report.plot.iter().try_for_each(plot)?;
    for mark in &report.marks {
        in_order("marks", &[&mark.from, &mark.until])?;
        text("marks.label", &mark.label, limits::LABEL)?;
    }
    for given in &report.given {
        in_order("given", &[&given.start, given.end.as_ref().unwrap_or(&given.start)])?;
        texts("given", [&given.by, &given.label, &given.place])?;
    }
    report.outages.iter().try_for_each(outage)?;
    compared(report)?;
    texts("sentence", [&report.headline, &report.sentence])?;
    for part in &report.sentence_parts {
        short("sentence_parts", part.values.iter().count(), ENTRIES)?;
        labels("sentence_parts", [&part.code])?;
        for (name, value) in part.values.iter() {
            match value {
                schema::Value::Number(number) => numbers("sentence_parts", [*number])?,
                schema::Value::Text(text) => texts("sentence_parts", [text])?,
            }
            text("sentence_parts", name, limits::LABEL)?;
        }
    }
    for note in &report.notes {
        texts("notes.message", [&note.message])?;
        texts("notes.offer", note.offer.iter().flat_map(|offer| [&offer.setting, &offer.value]))?;
        texts("notes.place", note.place.iter().flat_map(|place| &place.file))?;
    }
    receipt(&report.receipt)?;
    report.list.as_ref().map_or(Ok(()), |list| cost::list(list, report.given.len()))?;
    report.cost.as_ref().map_or(Ok(()), |cost| cost::estimate("cost", cost))
}

fn lists(report: &Report) -> Result<(), Error> {
    let columns = report.plot.iter().map(|plot| plot.t.len()).sum();
    let lengths = [
        ("source.files", report.source.files.len(), limits::FILES),
        ("source.series", report.source.series.len(), limits::SERIES),
        ("source.columns", report.source.columns.len(), limits::COLUMNS),
        ("source.first_rows", report.source.first_rows.len(), limits::SERIES),
        ("outages", report.outages.len(), limits::OUTAGES),
        ("plot", report.plot.len(), limits::SERIES),
        // Each series has a column at least.
        ("plot.t", columns, limits::PLOT_COLUMNS_IN_ALL + limits::SERIES),
        ("marks", report.marks.len(), ENTRIES),
        ("given", report.given.len(), ENTRIES),
        ("compared", report.compared.len(), ENTRIES),
        ("sentence_parts", report.sentence_parts.len(), ENTRIES),
        ("notes", report.notes.len(), ENTRIES),
    ];
    lengths.into_iter().try_for_each(|(name, length, most)| short(name, length, most))?;
    once("outages.id", report.outages.iter().map(|outage| &outage.id))?;
    once("source.series.id", report.source.series.iter().map(|series| &series.id))?;
    once("plot.series", report.plot.iter().map(|plot| &plot.series))
}

fn source(source: &Source) -> Result<(), Error> {
    let ends: Vec<&String> = [&source.from, &source.until].into_iter().flatten().collect();
    in_order("source", &ends)?;
    for file in &source.files {
        labels("source.files.name", [&file.name, &file.sha256])?;
    }
    texts("source.credit", [&source.provider, &source.licence, &source.credit])?;
    labels("source", [&source.format, &source.zone].into_iter().chain(&source.country).chain(&source.local_zone))?;
    for series in &source.series {
        labels("source.series.label", [&series.id, &series.label, &series.unit])?;
        positive("source.series.step_secs", [series.step_secs], LONGEST)?;
        short("source.series.samples", series.samples.max(series.missing), limits::SAMPLES)?;
        numbers("source.series", series.smallest_visible_drop)?;
    }
    for column in &source.columns {
        texts("source.columns", [&column.name, &column.role, &column.reads, &column.why])?;
    }
    for row in &source.first_rows {
        short("source.first_rows", row.len(), limits::COLUMNS)?;
        texts("source.first_rows", row)?;
    }
    Ok(())
}

fn plot(plot: &PlotColumns) -> Result<(), Error> {
    labels("plot.series", [&plot.series])?;
    let count = plot.t.len();
    short("plot.t", count, limits::PLOT_COLUMNS)?;
    let lists = [&plot.min, &plot.max, &plot.baseline, &plot.threshold];
    if lists.iter().any(|list| list.len() != count) || plot.state.len() != count {
        return Err(refused("plot", &plot.series, "as many values in every list as in t"));
    }
    if let Some(state) = plot.state.iter().find(|state| **state > 3) {
        return Err(refused("plot.state", &state.to_string(), "a state from 0 to 3"));
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

fn outage(outage: &Outage) -> Result<(), Error> {
    let name = format!("outages.{}", outage.id);
    labels("outages.id", [&outage.id, &outage.reference].into_iter().chain(&outage.edited))?;
    texts(&name, [&outage.reason])?;
    edge(&name, &outage.start)?;
    edge(&name, &outage.end)?;
    moments(&name, [&outage.returning, &outage.normal].into_iter().flatten())?;
    in_order(&name, &[&outage.start.best, &outage.end.best])?;
    let duration = outage.duration_secs;
    positive(&name, [duration.lo, duration.best, duration.hi.unwrap_or(0.0), outage.equivalent_secs], LONGEST)?;
    positive(&name, [outage.depth, outage.confidence.unwrap_or(0.0)], 1.0)?;
    short("outages.edited", outage.edited.len(), ENTRIES)?;
    short("outages.profile", outage.profile.len(), limits::PLOT_COLUMNS)?;
    moments(&name, outage.profile.iter().map(|(at, _)| at))?;
    numbers(&name, outage.profile.iter().map(|(_, depth)| *depth))?;
    short("outages.signals", outage.signals.len(), limits::SERIES)?;
    outage.signals.iter().try_for_each(|account| signal(&name, account))?;
    if let Some(often) = &outage.recurrence {
        labels(&name, [&often.id, &often.from, &often.until, &often.zone])?;
        short("outages.recurrence", often.n, limits::OUTAGES)?;
    }
    outage.cost.as_ref().map_or(Ok(()), |cost| cost::estimate(&name, cost))
}

fn signal(name: &str, signal: &Signal) -> Result<(), Error> {
    labels(name, [&signal.series])?;
    texts(name, [&signal.reason])?;
    edge(name, &signal.start)?;
    signal.end.as_ref().map_or(Ok(()), |end| edge(name, end))?;
    positive(name, [signal.equivalent_secs], LONGEST)?;
    numbers(name, [signal.depth])?;
    short("outages.signals.returns", signal.returns.len(), ENTRIES)?;
    signal.returns.iter().try_for_each(|(from, until)| in_order(name, &[from, until]))
}

/// The bounds of a moment stand around it.
fn edge(name: &str, edge: &Edge) -> Result<(), Error> {
    in_order(name, &[edge.lo.as_ref().unwrap_or(&edge.best), &edge.best, &edge.hi])
}

/// Rows of the comparison, and what the headline is of, name what is there.
fn compared(report: &Report) -> Result<(), Error> {
    let is_ours = |id: &&String| report.outages.iter().any(|outage| outage.id == **id);
    for row in &report.compared {
        numbers("compared", [row.start_secs, row.end_secs].into_iter().flatten())?;
        if let Some(given) = row.given.filter(|given| *given >= report.given.len()) {
            return Err(refused("compared", &given.to_string(), "a place in the list of reported outages"));
        }
    }
    let stray = report.selected.iter().find(|id| !is_ours(id));
    stray.map_or(Ok(()), |id| Err(refused("selected", id, "the id of an outage")))
}

fn receipt(receipt: &Receipt) -> Result<(), Error> {
    short("receipt.models", receipt.models.len(), ENTRIES)?;
    labels("receipt", [&receipt.engine, &receipt.detector, &receipt.economy].into_iter().chain(&receipt.models))?;
    // The author's own: facts may be a table.
    let settings = receipt.settings.iter().map(|(name, value)| name.len() + value.len()).sum();
    short("receipt.settings", settings, limits::RECORD)
}
