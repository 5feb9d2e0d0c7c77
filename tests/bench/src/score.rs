//! What is measured on a file: outages found, matched and false, how well they lie, and whether bounds and confidence hold.
//!
//! In: a case and what was found in it. Out: the numbers of a row of the scoreboard. One found outage answers one true one, the largest
//! overlap first; it matches from an overlap (intersection over union) of one half. Every other found outage is false, a
//! fragment of a true one too, unless half of it lies in intervals that count neither way. A sure one (confidence from 0.9) is right where it
//! lies so, or shares half of the shorter with a true outage. False ones in 30 days are counted over files finer than a day:
//! years of daily values would hide the others. Edges count where they lie within the file.

use crate::case::{Case, Span, Truth};
use outage_lens::base::Series;
use outage_lens::detect::Outage;

/// Confidence from which an outage is called sure.
pub const SURE: f64 = 0.9;

/// An outage as a rule gives it; bounds and confidence where it has any.
#[derive(Clone, Debug)]
pub struct Found {
    pub span: Span,
    pub bounds: Option<[Span; 2]>,
    pub confidence: Option<f64>,
    pub series: Vec<String>,
}

impl Found {
    /// One without bounds.
    pub fn plain(start: f64, end: f64, series: &str) -> Found {
        Found { span: Span { start, end }, bounds: None, confidence: None, series: vec![series.to_owned()] }
    }

    /// One of ours; one that goes on ends with the file.
    pub fn of(outage: &Outage, series: &[Series], until: f64) -> Found {
        let bounds = |edge: outage_lens::detect::Edge| Span { start: edge.lo as f64, end: edge.hi as f64 };
        let end = if outage.ongoing { until } else { outage.end.best as f64 };
        let names = outage.signals.iter().filter_map(|own| series.get(own.series)).map(|s| s.id.clone());
        Found {
            span: Span { start: outage.start.best as f64, end },
            bounds: Some([bounds(outage.start), bounds(outage.end)]),
            confidence: outage.confidence,
            series: names.collect(),
        }
    }

    fn sure(&self) -> bool {
        self.confidence.is_some_and(|c| c >= SURE)
    }
}

/// Whether half of it lies where nothing counts.
pub fn beside(case: &Case, found: Span) -> bool {
    case.ignore.iter().map(|span| span.common(found)).sum::<f64>() >= (found.length() / 2.0).max(1e3)
}

/// Whether it shares half of the shorter with a true outage.
pub fn real(case: &Case, found: Span) -> bool {
    let shares = |span: &Span| span.common(found) >= (span.length().min(found.length()) / 2.0).max(1e3);
    case.truths.iter().flat_map(|truth| &truth.either).any(shares)
}

/// The acceptable pair of edges that the found one is closest to.
fn closest(truth: &Truth, found: Span) -> Option<Span> {
    truth.either.iter().copied().max_by(|a, b| a.overlap(found).total_cmp(&b.overlap(found)))
}

/// One-to-one matches: index of the found, of the true, and their overlap.
pub fn matches(case: &Case, found: &[Found]) -> Vec<(usize, usize, f64)> {
    let mut pairs = Vec::new();
    for (i, one) in found.iter().enumerate() {
        for (j, truth) in case.truths.iter().enumerate() {
            let overlap = closest(truth, one.span).map_or(0.0, |span| span.overlap(one.span));
            if overlap >= 0.5 {
                pairs.push((i, j, overlap));
            }
        }
    }
    pairs.sort_by(|a, b| b.2.total_cmp(&a.2));
    let mut taken: Vec<(usize, usize, f64)> = Vec::new();
    for pair in pairs {
        if taken.iter().all(|t| t.0 != pair.0 && t.1 != pair.1) {
            taken.push(pair);
        }
    }
    taken
}

/// Sums over files.
#[derive(Clone, Debug, Default)]
pub struct Score {
    pub files: usize,
    pub unread: usize,
    pub truths: usize,
    pub matched: usize,
    pub false_ones: usize,
    pub sure: usize,
    pub sure_wrong: usize,
    days: f64,
    false_fine: usize,
    overlaps: Vec<f64>,
    edge_minutes: Vec<f64>,
    edge_samples: Vec<f64>,
    inside: usize,
    bounded: usize,
    /// Matches whose series are known, and those that name them all and no other.
    placed: usize,
    in_place: usize,
}

impl Score {
    /// Adds a file; `None` where it can't be read.
    pub fn add(&mut self, case: &Case, found: Option<&[Found]>) {
        self.files += 1;
        self.unread += usize::from(found.is_none());
        let found = found.unwrap_or_default();
        let matched = matches(case, found);
        self.truths += case.truths.len();
        self.matched += matched.len();
        for (i, j, overlap) in &matched {
            self.overlaps.push(*overlap);
            self.edges(case, &found[*i], &case.truths[*j]);
        }
        let missed = |i: usize| matched.iter().all(|m| m.0 != i);
        let false_ones = found.iter().enumerate().filter(|(i, f)| missed(*i) && !beside(case, f.span)).count();
        self.false_ones += false_ones;
        if case.step_secs < 86_400.0 {
            self.days += case.span.length() / 86_400e3;
            self.false_fine += false_ones;
        }
        self.sure += found.iter().filter(|f| f.sure()).count();
        self.sure_wrong += found.iter().filter(|f| f.sure() && !beside(case, f.span) && !real(case, f.span)).count();
    }

    fn edges(&mut self, case: &Case, found: &Found, truth: &Truth) {
        let Some(best) = closest(truth, found.span) else { return };
        let mut edge = |found_at: f64, at: f64, bounds: Option<Span>| {
            if case.span.start < at && at < case.span.end {
                let off = (found_at - at).abs();
                self.edge_minutes.push(off / 60e3);
                self.edge_samples.push(off / 1e3 / case.step_secs);
                if let Some(bounds) = bounds {
                    self.bounded += 1;
                    // Stamps are whole seconds in a file, milliseconds in the bounds.
                    self.inside += usize::from(bounds.start - 1.0 <= at && at <= bounds.end + 1.0);
                }
            }
        };
        edge(found.span.start, best.start, found.bounds.map(|b| b[0]));
        edge(found.span.end, best.end, found.bounds.map(|b| b[1]));
        if !truth.series.is_empty() {
            let plain = |names: &[String]| {
                let mut names: Vec<String> = names.iter().map(|name| name.replace('_', "-")).collect();
                names.sort();
                names
            };
            self.placed += 1;
            self.in_place += usize::from(plain(&truth.series) == plain(&found.series));
        }
    }

    /// Puts another score's files to this one's.
    pub fn join(&mut self, other: &Score) {
        self.files += other.files;
        self.unread += other.unread;
        self.truths += other.truths;
        self.matched += other.matched;
        self.false_ones += other.false_ones;
        self.sure += other.sure;
        self.sure_wrong += other.sure_wrong;
        self.days += other.days;
        self.false_fine += other.false_fine;
        self.overlaps.extend(&other.overlaps);
        self.edge_minutes.extend(&other.edge_minutes);
        self.edge_samples.extend(&other.edge_samples);
        self.inside += other.inside;
        self.bounded += other.bounded;
        self.placed += other.placed;
        self.in_place += other.in_place;
    }

    /// The harmonic mean of precision and recall; 1 where there was nothing to find and nothing was found.
    pub fn f1(&self) -> f64 {
        let all = self.truths + self.matched + self.false_ones;
        if self.truths + self.false_ones == 0 { 1.0 } else { 2.0 * self.matched as f64 / all as f64 }
    }

    /// The cells of [`HEAD`].
    pub fn row(&self) -> String {
        let share = |part: usize, of: usize| {
            if of == 0 { "–".to_owned() } else { format!("{:.1} %", 100.0 * part as f64 / of as f64) }
        };
        let number =
            |value: f64, decimals: usize| if value.is_nan() { "–".to_owned() } else { format!("{value:.decimals$}") };
        format!(
            "{} | {} | {} | {:.3} | {} | {} | {} | {} | {} | {} | {} | {} | {} | {}",
            self.files - self.unread,
            self.truths,
            self.matched,
            self.f1(),
            number(mean(&self.overlaps), 3),
            number(median(&self.edge_samples), 2),
            number(median(&self.edge_minutes), 1),
            share(self.inside, self.bounded),
            self.false_ones,
            number(30.0 * self.false_fine as f64 / self.days, 2),
            self.sure,
            self.sure_wrong,
            share(self.sure - self.sure_wrong, self.sure),
            share(self.in_place, self.placed),
        )
    }
}

/// The heads of the cells of [`Score::row`].
pub const HEAD: &str = "files read | true | matched | F1 | mean IoU | edge error (samples) | (min) | edges in bounds | false | \
false / 30 d | sure | sure, wrong | sure, real | right series";

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// The middle one, or the mean of both that stand in the middle.
fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let n = sorted.len();
    if n == 0 { f64::NAN } else { (sorted[(n - 1) / 2] + sorted[n / 2]) / 2.0 }
}
