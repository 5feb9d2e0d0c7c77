//! A signal while it is looked at: its findings, what it says of each, and what other signals say of its blanks and of its end.
//!
//! In: a grid, what is expected of it, and findings. Out: accounts, sums, and the findings that are kept.

use super::baseline::Fit;
use super::detectors::{Detector, Finding};
use super::drops::Drops;
use super::fusion::clarity;
use super::grid::{Grid, State, at};
use super::outage::SignalOutage;
use super::segments::Run;
use super::whole::{part, whole};
use super::widen::width;
use crate::base::decimal::{self, fixed};
use crate::base::num;
use crate::base::time::{DAY, Millis, iso};
use crate::base::{Code, Kind, Notes, Series};
use std::rc::Rc;

/// A signal while it is looked at.
pub(super) struct SignalView {
    pub(super) grid: Rc<Grid>,
    pub(super) fit: Rc<Fit>,
    pub(super) findings: Vec<Finding>,
}

impl SignalView {
    pub(super) fn drops(&self) -> Drops<'_> {
        Drops { grid: &self.grid, fit: &self.fit }
    }

    pub(super) fn account(
        &self,
        finding: &Finding,
        detector: &dyn Detector,
        sensitivity: f64,
        series: Option<&Series>,
    ) -> (SignalOutage, f64) {
        let (label, unit) = series.map_or(("", ""), |series| (series.label.as_str(), series.unit.as_str()));
        let drops = self.drops();
        let mut account = drops.account(finding.run, finding.open, detector.placing(), self.reach());
        // Hours of a day at which nothing is due, as of sunlight, tell nothing.
        let due = |bin: &usize| at(&self.fit.baseline, *bin) != self.fit.bottom;
        let bins = || (finding.run.from..finding.run.until).filter(due);
        let middle = |values: &mut dyn Iterator<Item = f64>| {
            num::median(&mut values.filter(|v| !v.is_nan()).collect::<Vec<f64>>()).unwrap_or(0.0)
        };
        let expected = middle(&mut bins().map(|b| at(&self.fit.baseline, b)));
        let observed = middle(&mut bins().map(|b| drops.value(b)));
        let least = detector.least(&self.fit, self.grid.kind, sensitivity);
        let least = middle(&mut bins().map(|b| least.over(self.fit.spread.of(b))));
        let clarity = clarity(account.depth, self.fit.spread.of(finding.run.from), self.grid.step);
        let part = part(expected, self.fit.bottom, series.and_then(whole));
        account.depth *= part;
        account.equivalent_secs *= part;
        account.profile.iter_mut().for_each(|(_, depth)| *depth *= part);
        account.reason = format!(
            "{label}: {} of {} expected{}{} ({}), counted {} {}, {} of {}.",
            short(observed),
            short(expected),
            if unit.is_empty() { "" } else { " " },
            unit,
            self.told(account.depth, series),
            if self.grid.rises { "above" } else { "below" },
            short(expected - (expected - self.fit.bottom) * least),
            match finding.run.until - finding.run.from {
                1 => "1 bin".to_owned(),
                bins => format!("{bins} bins"),
            },
            width(self.grid.step)
        );
        (account, clarity)
    }

    /// A depth in words: of what fell, how much is gone; of a share that rose, how much was out; of what has no whole, how near the worst in
    /// the file.
    fn told(&self, depth: f64, series: Option<&Series>) -> String {
        let percent = fixed(depth * 100.0, 0);
        match (self.grid.rises, series.and_then(whole)) {
            (false, _) => format!("−{percent} %"),
            (true, Some(_)) => format!("{percent} % out"),
            (true, None) => format!("{percent} % of the worst in the file"),
        }
    }

    /// Bins before and after a finding that may be looked at for what is usual: all of them where there are few findings.
    pub(super) fn reach(&self) -> usize {
        const TURNS: usize = 40;
        (self.grid.len().saturating_mul(TURNS) / self.findings.len().max(1)).max(300)
    }

    /// What the file itself promises about events like one.
    pub(super) fn promise(&self, finding: &Finding) -> String {
        let Some(expected) = finding.by_itself else { return String::new() };
        let months = self.grid.len() as f64 * self.grid.step as f64 / (30.0 * DAY as f64) / expected.max(1e-9);
        let rare = if months > 120.0 { String::from("10 years") } else { fixed(months, 1) + " months" };
        let more = if months > 120.0 { "less than once in" } else { "about once in" };
        format!(" By itself this file makes one like it {more} {rare}.")
    }

    pub(super) fn equivalent(&self, detector: &dyn Detector) -> f64 {
        let drops = self.drops();
        let account = |f: &Finding| drops.account(f.run, f.open, detector.placing(), self.reach());
        // A sum of nothing is −0, and would be told so.
        self.findings.iter().map(|f| account(f).equivalent_secs).sum::<f64>() + 0.0
    }

    /// Whether anything is left in a stretch, and whether that runs dry: less than half as much in its last third as in its first.
    pub(super) fn trickle(&self, run: Run) -> (bool, bool) {
        let third = (run.until - run.from).div_ceil(3);
        let mean = |from: usize| {
            let held = (from..(from + third).min(run.until)).map(|bin| self.grid.value(bin)).filter(|v| !v.is_nan());
            let (sum, count) = held.fold((0.0, 0_u32), |a, v| (a.0 + v, a.1 + 1));
            sum / f64::from(count.max(1))
        };
        let (first, last) = (mean(run.from), mean(run.until - third));
        (first.max(last) > 0.0, first > 0.0 && last < first / 2.0)
    }

    /// First and last moment of a finding.
    pub(super) fn span(&self, finding: &Finding) -> (Millis, Millis) {
        (self.grid.moment(finding.run.from as f64), self.grid.moment(finding.run.until as f64))
    }

    pub(super) fn bins(&self, from: Millis, until: Millis) -> std::ops::Range<usize> {
        let bin =
            |at: Millis| usize::try_from((at - self.grid.start) / self.grid.step).unwrap_or(0).min(self.grid.len());
        bin(from)..bin(until)
    }

    pub(super) fn mean_drop(&self, from: Millis, until: Millis) -> Option<f64> {
        let drops = self.drops();
        let held: Vec<f64> = self.bins(from, until).map(|b| drops.of(b)).filter(|d| !d.is_nan()).collect();
        (!held.is_empty()).then(|| held.iter().sum::<f64>() / held.len() as f64)
    }

    pub(super) fn missing(&self, bins: std::ops::Range<usize>) -> usize {
        bins.filter(|b| self.grid.states.get(*b) == Some(&State::Missing)).count()
    }
}

/// Stretches in which the blanks of a signal are probably zeros: another signal collapses there, and it is blank there far more
/// often than elsewhere. A fifth of the bins, and five times as often, is no chance: gaps come at 0.0008 a bin.
pub(super) fn blanks(own: &SignalView, looks: &[SignalView]) -> Vec<std::ops::Range<usize>> {
    let all = own.missing(0..own.grid.stop());
    let mut zeros = Vec::new();
    for other in looks.iter().filter(|l| l.grid.series != own.grid.series && l.grid.kind != Kind::Routes) {
        for finding in &other.findings {
            let (from, until) = other.span(finding);
            let bins = own.bins(from, until);
            let inside = own.missing(bins.clone());
            let (share, rest) = (
                inside as f64 / bins.len().max(1) as f64,
                (all - inside.min(all)) as f64 / (own.grid.stop() - bins.len().min(own.grid.stop())).max(1) as f64,
            );
            if inside >= 3 && share >= 0.2 && share >= 5.0 * rest && other.drops().depth(finding.run) >= 0.5 {
                zeros.push(bins);
            }
        }
    }
    zeros
}

/// Point 5, both readings of an end: a signal that falls to nothing and stays there is out, or its collection ended. Where a trickle is
/// left that runs dry, as of the last probes of a collection, it was rather that; the author can cut the window, or add the outage.
pub(super) fn kept(own: &SignalView, looks: &[SignalView], label: &str, notes: &mut Notes) -> Vec<Finding> {
    let keep = |finding: &&Finding| {
        if !finding.ended {
            return true;
        }
        let (from, until) = own.span(finding);
        let moved =
            |other: &SignalView| other.findings.iter().map(|f| other.span(f)).any(|(a, b)| a < until && from < b);
        if looks.iter().any(|other| other.grid.series != own.grid.series && moved(other)) {
            return true;
        }
        let stamp = iso(from);
        let (left, dry) = own.trickle(finding.run);
        let what = if left { "a trickle" } else { "nothing" };
        let message = if dry {
            format!(
                "{label} falls to a trickle at {stamp} that runs dry and never returns: held for the end of the collection, not an outage. Were it an outage, it still goes on."
            )
        } else {
            format!(
                "{label} falls to {what} at {stamp} and never returns: told as an outage that goes on. If the collection ended there, cut the window before it."
            )
        };
        notes.add(Code::EndOfData, message);
        !dry
    };
    own.findings.iter().filter(keep).copied().collect()
}

/// Three significant digits.
fn short(value: f64) -> String {
    decimal::text(num::significant(value, 3))
}
