//! What is measured: matched outages, their overlap, false ones, errors of the edges and whether the stated bounds hold.
//!
//! In: true and found intervals. Out: the numbers of a row of the scoreboard.

use crate::simulate::Truth;
use outage_lens::detect::Outage;

/// Sums over files.
#[derive(Clone, Debug, Default)]
pub struct Score {
    pub hits: usize,
    pub missed: usize,
    pub extra: usize,
    pub days: f64,
    ious: Vec<f64>,
    errors: Vec<f64>,
    widths: Vec<f64>,
    inside: usize,
    edges: usize,
}

/// An interval that a detector gives, with bounds where it has any.
#[derive(Clone, Copy, Debug)]
pub struct Found {
    pub start: [f64; 3],
    pub end: [f64; 3],
}

impl From<&Outage> for Found {
    fn from(o: &Outage) -> Found {
        let of = |e: outage_lens::detect::Edge| [e.lo as f64, e.best as f64, e.hi as f64];
        Found { start: of(o.start), end: of(o.end) }
    }
}

fn iou(truth: &Truth, found: &Found) -> f64 {
    let both = (truth.end.min(found.end[1]) - truth.start.max(found.start[1])).max(0.0);
    both / (truth.end.max(found.end[1]) - truth.start.min(found.start[1]))
}

impl Score {
    /// Adds a file: one-to-one matches at an overlap of at least one half.
    pub fn add(&mut self, truths: &[Truth], found: &[Found], step: f64, days: f64) {
        self.days += days;
        let mut free: Vec<&Found> = found.iter().collect();
        for truth in truths {
            let best = free.iter().enumerate().max_by(|a, b| iou(truth, a.1).total_cmp(&iou(truth, b.1)));
            let Some((index, overlap)) = best.map(|(i, f)| (i, iou(truth, f))).filter(|(_, o)| *o >= 0.5) else {
                self.missed += 1;
                continue;
            };
            let found = free.remove(index);
            self.hits += 1;
            self.ious.push(overlap);
            self.errors.push(((found.end[1] - found.start[1]) - (truth.end - truth.start)).abs() / step);
            for (edge, at) in [(found.start, truth.start), (found.end, truth.end)] {
                self.widths.push((edge[2] - edge[0]) / step);
                // Stamps are whole milliseconds.
                self.inside += usize::from(edge[0] - 1.0 <= at && at <= edge[2] + 1.0);
                self.edges += 1;
            }
        }
        self.extra += free.len();
    }

    /// Puts another score's files to this one's.
    pub fn join(&mut self, other: &Score) {
        self.hits += other.hits;
        self.missed += other.missed;
        self.extra += other.extra;
        self.days += other.days;
        self.ious.extend(&other.ious);
        self.errors.extend(&other.errors);
        self.widths.extend(&other.widths);
        self.inside += other.inside;
        self.edges += other.edges;
    }

    /// The row: F1, recall, mean IoU, false a month, median duration error, coverage, median width.
    pub fn row(&self) -> String {
        let f1 = 2.0 * self.hits as f64 / (2 * self.hits + self.missed + self.extra).max(1) as f64;
        let recall = self.hits as f64 / (self.hits + self.missed).max(1) as f64;
        let mean = self.ious.iter().sum::<f64>() / self.ious.len().max(1) as f64;
        let median = |values: &[f64]| {
            let mut sorted = values.to_vec();
            sorted.sort_by(f64::total_cmp);
            sorted.get(sorted.len() / 2).copied().unwrap_or(f64::NAN)
        };
        format!(
            "{f1:.3} | {recall:.3} | {mean:.3} | {:.3} | {:.2} | {:.1} % | {:.2}",
            self.extra as f64 * 30.0 / self.days.max(1e-9),
            median(&self.errors),
            100.0 * self.inside as f64 / self.edges.max(1) as f64,
            median(&self.widths)
        )
    }
}
