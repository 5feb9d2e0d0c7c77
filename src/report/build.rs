//! Reading, outages and costs → [`Report`]: the strict model in the shape of the wire.
//!
//! Moments become ISO 8601, numbers are rounded to nine significant digits, series are named by their ids; ink and
//! profiles are thinned to what a Report may hold. Words come from `words`.

use super::{Elements, Named, Receipt, Report, WIRE, claims, plot_columns, schema, story};
use crate::base::num::nine;
use crate::base::time::{Millis, iso};
use crate::base::{Code, Mark, Notes, Reading, Represents, Settings, limits};
use crate::cost::{Costs, Estimate};
use crate::detect::compare::{self, Verdict};
use crate::detect::{Duration, Edge, Outage, Outages, SignalOutage};

/// Tells what was read, found and priced.
pub fn build(reading: &Reading, outages: &Outages, costs: &Costs, settings: &Settings) -> Report {
    let name = |series: usize| reading.series.get(series).map_or(String::new(), |s| s.id.clone());
    let mut notes = Notes::default();
    for more in [&reading.notes, &outages.notes, &costs.notes] {
        notes.join(more.clone());
    }
    if outages.found.len() > limits::OUTAGES {
        notes.add(Code::OutagesLeftOut, format!("Only the first {} outages are told.", limits::OUTAGES));
    }
    let edited = outages.found.iter().filter(|o| !o.edited.is_empty());
    let edited: Vec<String> = edited.map(|o| format!("{}: {}", iso(o.start.best), o.edited.join(", "))).collect();
    if !edited.is_empty() {
        notes.add(Code::Edited, format!("An author changed what was found. {}.", edited.join("; ")));
    }
    let mut told: Vec<schema::Outage> = outages.found.iter().take(limits::OUTAGES).map(|o| outage(o, &name)).collect();
    for (outage, cost) in told.iter_mut().zip(&costs.each) {
        outage.cost = cost.clone().map(Estimate::rounded);
    }
    let longest = |a: &&Outage, b: &&Outage| {
        a.equivalent_secs.total_cmp(&b.equivalent_secs).then(b.start.best.cmp(&a.start.best))
    };
    let selected = outages.found.iter().filter(|o| !o.rejected).max_by(longest).map(|o| o.id.clone());
    let mut report = Report {
        outages: told,
        cost: costs.all.clone().map(Estimate::rounded),
        list: costs.list.clone(),
        given: reading
            .given
            .iter()
            .map(|g| schema::Given {
                by: g.by.clone(),
                start: iso(g.start),
                end: g.end.map(iso),
                label: g.label.clone(),
                place: g.place.clone(),
            })
            .collect(),
        compared: compared(reading, outages),
        selected,
        notes: notes.list().to_vec(),
        receipt: Receipt {
            engine: env!("CARGO_PKG_VERSION").to_owned(),
            detector: outages.detector.to_owned(),
            models: models(costs),
            economy: crate::cost::economy::EDITION.to_owned(),
            settings: Named::of(settings.given().into_iter().map(|(k, v)| (k, v.to_owned()))),
        },
        ..preview(reading, outages, settings)
    };
    claims::fill(&mut report);
    story::fill(&mut report);
    report
}

/// Ids of the models that priced something.
fn models(costs: &Costs) -> Vec<String> {
    match &costs.list {
        Some(list) => list.together.iter().map(|price| price.model.clone()).collect(),
        None => costs.all.iter().flat_map(|all| all.models.iter().map(|model| model.id.clone())).collect(),
    }
}

/// What a first chart needs: what was read, whatever was found in it.
pub fn preview(reading: &Reading, outages: &Outages, settings: &Settings) -> Report {
    let name = |series: usize| reading.series.get(series).map_or(String::new(), |s| s.id.clone());
    let mark = |m: &Mark| schema::Mark { from: iso(m.from), until: iso(m.until), kind: m.kind, label: m.label.clone() };
    Report {
        wire: WIRE,
        engine: env!("CARGO_PKG_VERSION").to_owned(),
        source: source(reading, outages, settings),
        plot: plot_columns::all(&outages.fitted, &name),
        marks: outages.marks.iter().map(mark).collect(),
        ..Report::default()
    }
}

/// Reported outages beside ours; nothing where nobody reported any.
fn compared(reading: &Reading, outages: &Outages) -> Vec<schema::Compared> {
    // A list has nothing of ours to stand beside.
    if reading.given.is_empty() || reading.series.is_empty() {
        return Vec::new();
    }
    let told = |row: compare::Row| {
        let secs = |ms: Millis| nine(ms as f64 / 1000.0);
        let (start, end) = match row.verdict {
            Verdict::Agreed { start, end } => (Some(secs(start)), end.map(secs)),
            Verdict::OnlyTheirs | Verdict::OnlyOurs => (None, None),
        };
        schema::Compared { given: row.given, outage: row.outage, start_secs: start, end_secs: end }
    };
    compare::compare(&reading.given, &outages.found).into_iter().map(told).collect()
}

fn source(reading: &Reading, outages: &Outages, settings: &Settings) -> schema::Source {
    let from = &reading.source;
    let span = reading.span();
    let visible = |i: usize| outages.fitted.iter().find(|f| f.grid.series == i).map(|f| nine(f.smallest_visible_drop));
    let country = settings.country.as_ref().map(|c| c.to_ascii_uppercase()).or_else(|| from.country.clone());
    let local_zone = settings
        .local_zone
        .clone()
        .or_else(|| country.as_deref().and_then(crate::cost::economy::country).map(|country| country.zone.to_owned()));
    schema::Source {
        files: from
            .files
            .iter()
            .map(|f| schema::File { name: f.name.clone(), bytes: f.bytes, sha256: f.sha256.clone() })
            .collect(),
        format: from.format.clone(),
        provider: from.provider.clone(),
        licence: from.licence.clone(),
        credit: from.credit.clone(),
        zone: from.zone.clone(),
        from: span.map(|(from, _)| iso(from)),
        until: span.map(|(_, until)| iso(until)),
        represents: settings.represents.filter(|r| *r != Represents::Unknown).unwrap_or(from.represents),
        country,
        local_zone,
        series: reading
            .series
            .iter()
            .enumerate()
            .map(|(i, s)| schema::Series {
                id: s.id.clone(),
                label: s.label.clone(),
                kind: s.kind,
                direction: s.direction,
                unit: s.unit.clone(),
                sampling: s.sampling,
                step_secs: nine(s.step as f64 / 1000.0),
                samples: s.len(),
                missing: s.missing(),
                smallest_visible_drop: visible(i),
            })
            .collect(),
        columns: from.columns.clone(),
        first_rows: from.first_rows.clone(),
        elements: from.elements.map(|[announcements, withdrawals, rib]| Elements { announcements, withdrawals, rib }),
    }
}

fn outage(o: &Outage, name: &dyn Fn(usize) -> String) -> schema::Outage {
    schema::Outage {
        id: o.id.clone(),
        reference: name(o.reference),
        start: start(o.start, o.started_before),
        end: edge(o.end),
        returning: o.returning.map(iso),
        normal: o.normal.map(iso),
        ongoing: o.ongoing,
        started_before: o.started_before,
        duration_secs: duration(o.duration),
        equivalent_secs: nine(o.equivalent_secs),
        depth: nine(o.depth),
        confidence: o.confidence.map(nine),
        kind: o.extent,
        routes_up: o.routes_up,
        signals: o.signals.iter().map(|s| signal(s, name)).collect(),
        profile: profile(o.profile()),
        recurrence: o.recurrence.as_ref().map(|r| schema::Recurrence {
            id: r.id.clone(),
            n: r.n,
            from: r.from.clone(),
            until: r.until.clone(),
            zone: r.zone.clone(),
        }),
        reason: o.reason.clone(),
        edited: o.edited.clone(),
        rejected: o.rejected,
        cost: None,
    }
}

fn signal(s: &SignalOutage, name: &dyn Fn(usize) -> String) -> schema::Signal {
    schema::Signal {
        series: name(s.series),
        start: start(s.start, s.started_before),
        end: s.end.map(edge),
        depth: nine(s.depth),
        equivalent_secs: nine(s.equivalent_secs),
        returns: s.returns.iter().take(limits::PROFILE_POINTS).map(|(from, until)| (iso(*from), iso(*until))).collect(),
        reason: s.reason.clone(),
    }
}

/// A start; of one before the data nobody knows how long before.
fn start(e: Edge, before: bool) -> schema::Edge {
    schema::Edge { lo: (!before).then(|| iso(e.lo)), ..edge(e) }
}

fn edge(e: Edge) -> schema::Edge {
    schema::Edge { lo: Some(iso(e.lo)), best: iso(e.best), hi: iso(e.hi) }
}

fn duration(d: Duration) -> schema::Duration {
    schema::Duration { lo: nine(d.lo), best: nine(d.best), hi: d.hi.is_finite().then(|| nine(d.hi)) }
}

/// A profile in at most as many points as a Report may hold; neighbours are joined by their mean over time.
fn profile(points: &[(Millis, f64)]) -> Vec<(String, f64)> {
    let group = points.len().div_ceil(limits::PROFILE_POINTS).max(1);
    let mut thin = Vec::with_capacity(points.len() / group + 2);
    for (i, run) in points.chunks(group).enumerate() {
        let Some((from, last)) = run.first() else { continue };
        let until = points.get((i + 1) * group).or(points.last()).map_or(*from, |p| p.0);
        let ends = run.iter().skip(1).map(|p| p.0).chain([until]);
        let area: f64 = run.iter().zip(ends).map(|((at, depth), end)| depth * (end - at) as f64).sum();
        let mean = if until > *from { area / (until - from) as f64 } else { *last };
        thin.push((iso(*from), nine(mean)));
    }
    if group > 1
        && let Some((at, depth)) = points.last()
    {
        thin.push((iso(*at), nine(*depth)));
    }
    thin
}
