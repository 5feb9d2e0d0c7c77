//! The room's own walk: series → grids → fits (prepare, once), fits → findings → accounts → outages (detect, often).
//!
//! In: series, marks and the settings. Out: [`Outages`]. `settings.from` and `settings.until` cut the window in [`to_grid`]; `settings.signal` chooses
//! among the prepared series and `settings.sensitivity` moves the threshold in [`detect`], so neither costs a second preparation.
//! Refused: a detector or a signal that does not exist (the nearest is named).

use super::baseline::Fit;
use super::bins::{check_bins, check_window};
use super::confidence::confidence;
use super::detectors::{DETECTORS, Detector, Finding};
use super::fusion::{Signal, fuse, name_references, without_slower};
use super::gaps::{FEW_VALUES, mark_gaps, note_bins};
use super::grid::Grid;
use super::outage::{Fitted, Outage, Outages};
use super::recurrence;
use super::view::{SignalView, blanks, kept};
use super::whole::{is_share, part, whole};
use crate::base::decimal::fixed;
use crate::base::nearest::unknown;
use crate::base::num;
use crate::base::time::Millis;
use crate::base::zone::Zone;
use crate::base::{Code, Error, Kind, Mark, Notes, Series, Settings, limits};
use std::collections::BTreeMap;
use std::rc::Rc;

/// The sensitivity of who asks for none.
const USUAL: f64 = 0.5;

/// Signals made ready for detection: prepare once, detect often.
pub struct Prepared {
    detector: &'static dyn Detector,
    signals: Vec<Fitting>,
    marks: Vec<Mark>,
}

/// A signal with what is expected of it.
#[derive(Clone)]
struct Fitting {
    /// As it was read.
    grid: Rc<Grid>,
    /// The same with its blanks as zeros, where other signals show that they are.
    zeroed: Option<Rc<Grid>>,
    /// Of the latter where there is one.
    fit: Rc<Fit>,
    /// Of the former.
    plain: Rc<Fit>,
}

fn chosen(settings: &Settings) -> Result<&'static dyn Detector, Error> {
    let Some(id) = &settings.detector else {
        return DETECTORS.first().copied().ok_or_else(|| Error::ours(Code::NoDetector, "There is no detector."));
    };
    let unknown = || unknown(Code::DetectorUnknown, "detector", id, DETECTORS.iter().map(|d| d.about().id).collect());
    DETECTORS.iter().find(|d| d.about().id == id).copied().ok_or_else(unknown)
}

/// Refuses a detector that does not exist.
pub fn known(settings: &Settings) -> Result<(), Error> {
    chosen(settings).map(drop)
}

/// Signals on their grids, before anything is expected of them.
pub struct Gridded {
    grids: Vec<Rc<Grid>>,
    marks: Vec<Mark>,
}

/// Puts every series on its grid.
pub fn to_grid(series: &[Series], marks: &[Mark], settings: &Settings) -> Result<Gridded, Error> {
    check_bins(series, settings)?;
    check_window(series, settings)?;
    let mut grids: Vec<Grid> = series.iter().enumerate().map(|(i, s)| Grid::new(i, s, settings)).collect();
    mark_gaps(&mut grids);
    let grids = grids.into_iter().map(Rc::new).collect();
    Ok(Gridded { grids, marks: marks.to_vec() })
}

impl Gridded {
    /// The signals as they were read: no band, and no outage looked for.
    pub fn bare(&self, series: &[Series], settings: &Settings) -> Result<Outages, Error> {
        let used = selected(series, settings)?;
        let bare = |grid: &Rc<Grid>| Fitted {
            grid: Rc::clone(grid),
            fit: Rc::default(),
            least: None,
            smallest_visible_drop: 1.0,
        };
        let fitted = self.grids.iter().filter(|grid| used.contains(&grid.series)).map(bare).collect();
        Ok(Outages { fitted, marks: self.marks.clone(), ..Outages::default() })
    }

    /// Fits what is expected of every signal.
    pub fn fit(self, settings: &Settings) -> Result<Prepared, Error> {
        let detector = chosen(settings)?;
        Ok(Prepared { detector, signals: fittings(detector, &self.grids), marks: self.marks })
    }
}

impl Fitting {
    /// What a detector sees in it.
    fn view(&self, detector: &dyn Detector, sensitivity: f64, label: &str, notes: &mut Notes) -> SignalView {
        let grid = Rc::clone(self.zeroed.as_ref().unwrap_or(&self.grid));
        let mut view = SignalView { grid, fit: Rc::clone(&self.fit), findings: Vec::new() };
        view.findings = detector.find(&view.drops(), sensitivity, label, notes);
        view
    }
}

/// Fits every signal by itself; then again those whose blanks the others show to be zeros.
fn fittings(detector: &'static dyn Detector, grids: &[Rc<Grid>]) -> Vec<Fitting> {
    let fit = |grid: &Rc<Grid>| {
        let fit = Rc::new(detector.fit(grid));
        Fitting { grid: Rc::clone(grid), zeroed: None, plain: Rc::clone(&fit), fit }
    };
    let mut signals: Vec<Fitting> = grids.iter().map(fit).collect();
    let look = |signal: &Fitting| signal.view(detector, USUAL, "", &mut Notes::default());
    let views: Vec<SignalView> = if signals.len() > 1 { signals.iter().map(look).collect() } else { Vec::new() };
    // Where more is worse a blank is the worst there is, and 0 the best: they stay blanks.
    for (signal, own) in signals.iter_mut().zip(&views).filter(|(signal, _)| !signal.grid.rises) {
        let zeros = blanks(own, &views);
        if !zeros.is_empty() {
            let zeroed = Rc::new(signal.grid.with_zeros(&zeros));
            signal.fit = Rc::new(detector.fit(&zeroed));
            signal.zeroed = Some(zeroed);
        }
    }
    signals
}

/// Puts every series on its grid and fits what is expected of it.
pub fn prepare(series: &[Series], marks: &[Mark], settings: &Settings) -> Result<Prepared, Error> {
    to_grid(series, marks, settings)?.fit(settings)
}

/// Finds the outages.
pub fn detect(prepared: &Prepared, series: &[Series], settings: &Settings) -> Result<Outages, Error> {
    let detector = chosen(settings)?;
    let sensitivity = settings.sensitivity.unwrap_or(USUAL);
    let refits: Vec<Fitting>;
    let signals = if detector.about().id == prepared.detector.about().id {
        &prepared.signals
    } else {
        let grids: Vec<Rc<Grid>> = prepared.signals.iter().map(|signal| Rc::clone(&signal.grid)).collect();
        refits = fittings(detector, &grids);
        &refits
    };
    let used = selected(series, settings)?;
    let mut notes = Notes::default();
    let used = |grid: &Grid| used.contains(&grid.series) && grid.stop() > 0;
    let chosen = || signals.iter().filter(|signal| used(&signal.grid));
    let label = |index: usize| series.get(index).map_or("", |s| s.label.as_str());
    note_bins(chosen().map(|signal| (signal.grid.as_ref(), label(signal.grid.series))), &mut notes);
    let mut looks: Vec<SignalView> = Vec::new();
    for signal in chosen() {
        let label = label(signal.grid.series);
        let look = signal.view(detector, sensitivity, label, &mut notes);
        if signal.zeroed.is_some() {
            let plain = Fitting { zeroed: None, fit: Rc::clone(&signal.plain), ..signal.clone() };
            let left_out = plain.view(detector, sensitivity, label, &mut Notes::default());
            let hours = |view: &SignalView| fixed(view.equivalent(detector) / 3600.0, 1);
            let message = format!(
                "{label} goes blank while another signal collapses: read as zero, {} equivalent hours; left out, {}.",
                hours(&look),
                hours(&left_out)
            );
            notes.add(Code::BlankProbablyZero, message);
        }
        looks.push(look);
    }
    bound_findings(&mut looks, &mut notes);
    for index in 0..looks.len() {
        let kept = looks.get(index).map(|own| kept(own, &looks, label(own.grid.series), &mut notes));
        if let (Some(own), Some(kept)) = (looks.get_mut(index), kept) {
            own.findings = kept;
        }
    }
    let signals: Vec<Signal> = looks
        .iter()
        .map(|look| {
            let unit = series.get(look.grid.series).map_or("", |s| s.unit.as_str());
            let own = series.get(look.grid.series);
            let account = |f: &Finding| look.account(f, detector, sensitivity, own);
            Signal {
                series: look.grid.series,
                kind: look.grid.kind,
                unit: unit.to_owned(),
                share: own.is_none_or(|own| is_share(own.direction, &own.unit)),
                accounts: look.findings.iter().map(account).collect(),
            }
        })
        .collect();
    let by_series: BTreeMap<usize, &SignalView> = looks.iter().map(|look| (look.grid.series, look)).collect();
    let mean_drop = |index: usize, from: Millis, until: Millis| by_series.get(&index)?.mean_drop(from, until);
    let kinds: BTreeMap<usize, Kind> = signals.iter().map(|signal| (signal.series, signal.kind)).collect();
    let mut found = fuse(signals, mean_drop);
    without_slower(&mut found, &kinds, mean_drop, &label, &mut notes);
    let mut own: BTreeMap<usize, Vec<&mut Outage>> = BTreeMap::new();
    for outage in &mut found {
        own.entry(outage.reference).or_default().push(outage);
    }
    for look in &looks {
        let mut outages = own.remove(&look.grid.series).unwrap_or_default();
        for finding in &look.findings {
            let (from, until) = look.span(finding);
            // A signal's own outages lie one after the other.
            let first = outages.partition_point(|o| o.end.best <= from);
            if let Some(outage) = outages.get_mut(first).filter(|o| o.start.best < until) {
                outage.confidence = confidence(finding);
                outage.reason.push_str(&look.promise(finding));
            }
        }
    }
    name_references(&mut found, looks.len(), &label, &mut notes);
    let zone = settings.local_zone.as_deref().and_then(Zone::named).unwrap_or_else(Zone::utc);
    recurrence::mark(&mut found, &zone);
    let banded = |signal: &Fitting| banded(signal, series.get(signal.grid.series), detector, sensitivity);
    let fitted = chosen().map(banded).collect();
    Ok(Outages { detector: detector.about().id, found, fitted, marks: prepared.marks.clone(), notes })
}

/// Leaves findings out where a file has more than can be judged.
fn bound_findings(looks: &mut [SignalView], notes: &mut Notes) {
    let all: usize = looks.iter().map(|look| look.findings.len()).sum();
    let most = (limits::FINDINGS / looks.len().max(1)).max(10);
    if all > limits::FINDINGS {
        let message = format!("The signals fall {all} times; of each, the first {most} are looked at.");
        notes.add(Code::OutagesLeftOut, message);
        looks.iter_mut().for_each(|look| look.findings.truncate(most));
    }
}

fn selected(series: &[Series], settings: &Settings) -> Result<Vec<usize>, Error> {
    if settings.signal.is_empty() {
        return Ok((0..series.len()).collect());
    }
    let ids = || series.iter().map(|s| s.id.as_str());
    let index = |id: &String| {
        ids().position(|known| known == id).ok_or_else(|| unknown(Code::SignalUnknown, "signal", id, ids().collect()))
    };
    settings.signal.iter().map(index).collect()
}

/// What the chart draws.
fn banded(signal: &Fitting, series: Option<&Series>, detector: &dyn Detector, sensitivity: f64) -> Fitted {
    let (grid, fit) = (&signal.grid, &signal.fit);
    let least = detector.least(fit, grid.kind, sensitivity);
    let stride = (grid.len() / 10_000).max(1) | 1;
    let mut drops: Vec<f64> = (0..grid.len()).step_by(stride).map(|bin| least.over(fit.spread.of(bin))).collect();
    let smallest = num::median(&mut drops).filter(|_| grid.stop() >= FEW_VALUES).unwrap_or(1.0);
    let mut usual: Vec<f64> = fit.baseline.iter().step_by(stride).copied().filter(|value| !value.is_nan()).collect();
    let part = num::median(&mut usual).map_or(1.0, |usual| part(usual, fit.bottom, series.and_then(whole)));
    Fitted {
        grid: Rc::clone(grid),
        fit: Rc::clone(fit),
        least: Some(least),
        smallest_visible_drop: smallest.min(1.0) * part,
    }
}
