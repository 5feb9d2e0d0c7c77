//! Shows a count as the share of a total that stands beside it: of what is up where the total changes, of what is down always.
//!
//! In: the samples of a table and what its columns are called. Out: the same; where one column counts what is up (or down) and
//! another how many there are, the first in percent of the second, with a note; the second is no signal, unless it comes to zero. Where the total changes, the count moves without
//! any fault; and how much a count of what is down means, its total alone tells. It is a total only where it never lies below what it counts, row by row.

use super::builder::{Column, SeriesBuilder};
use crate::base::error::quote;
use crate::base::{Code, Direction, Notes};
use crate::read::scalar::label::Label;

/// Whom a grid serves in all, if their number is steady; else they are those who have power.
const SERVED: &[&str] = &["served"];
/// How much a steady number may change.
const STEADY: f64 = 0.02;
const TOTALS: &[&str] = &[
    "total",
    "totals",
    "all",
    "expected",
    "configured",
    "installed",
    "tracked",
    "registered",
    "checks",
    "n",
    "sent",
    "transmitted",
];
const COUNTS: &[&str] = &[
    "on",
    "ok",
    "succeeded",
    "successful",
    "passed",
    "up",
    "online",
    "available",
    "reachable",
    "responding",
    "responsive",
    "connected",
    "active",
    "alive",
    "answered",
    "working",
    "down",
    "offline",
    "unreachable",
    "unavailable",
    "disconnected",
    "failed",
    "out",
    "affected",
    "lost",
    "dropped",
    "without",
];

/// Shows each count of a total that changes as a share of it; gives back the ids of those totals that are no signals themselves.
pub(crate) fn to_shares(samples: &mut SeriesBuilder, about: &mut [Column], notes: &mut Notes) -> Vec<String> {
    let mut totals: Vec<(usize, String)> =
        about.iter().enumerate().filter_map(|(i, about)| Some((i, rest(&about.label, TOTALS)?))).collect();
    let is_steady = |values: &[f64]| {
        let held = || values.iter().copied().filter(|value| !value.is_nan());
        let (low, high) = held().fold((f64::INFINITY, 0.0_f64), |(low, high), v| (low.min(v), high.max(v)));
        low >= high * (1.0 - STEADY)
    };
    let served = about.iter().enumerate().filter_map(|(i, about)| Some((i, rest(&about.label, SERVED)?)));
    totals.extend(served.filter(|(i, _)| is_steady(samples.values(*i))));
    let of = |count: usize| {
        let about = about.get(count)?;
        let rises = about.direction == Some(Direction::Rises);
        total_of(&rest(&about.label, COUNTS)?, samples.values(count), rises, samples, &totals)
    };
    let pairs: Vec<(usize, usize)> = match totals.len() {
        0 => return Vec::new(),
        _ => (0..about.len()).filter_map(|count| Some((count, of(count)?))).collect(),
    };
    // Where there are none at all, the total alone says that something was out.
    let stays = |total: usize| samples.values(total).iter().all(|total| *total != 0.0);
    let id = |(_, total): &(usize, usize)| Some(about.get(*total).filter(|_| stays(*total))?.id.clone());
    let of: Vec<String> = pairs.iter().filter_map(id).collect();
    for (count, total) in pairs {
        let totals = samples.values(total).to_vec();
        for (value, total) in samples.values_mut(count).iter_mut().zip(&totals) {
            *value = if *total > 0.0 { 100.0 * *value / total } else { f64::NAN };
        }
        let name = about.get(total).map(|about| quote(&about.label)).unwrap_or_default();
        let Some(about) = about.get_mut(count) else { continue };
        "%".clone_into(&mut about.unit);
        let text = format!("{} is shown as its share of {name}.", quote(&about.label));
        notes.add(Code::ShareOfTotal, text);
    }
    of
}

/// The one column that says of how many there are these, by their name.
fn total_of(
    name: &str,
    counts: &[f64],
    rises: bool,
    samples: &SeriesBuilder,
    totals: &[(usize, String)],
) -> Option<usize> {
    let mut all = totals.iter().filter(|(_, of)| of == name || of.is_empty() || name.is_empty());
    let (total, _) = all.next().filter(|_| all.next().is_none())?;
    let (total, totals) = (*total, samples.values(*total));
    let changes = totals.iter().zip(totals.iter().skip(1)).any(|(a, b)| a != b && !a.is_nan() && !b.is_nan());
    let holds = |(count, total): (&f64, &f64)| count.is_nan() || total.is_nan() || (0.0 <= *count && count <= total);
    ((changes || rises) && counts.iter().zip(totals).all(holds)).then_some(total)
}

/// The words of a label without those of a list; `None` where none of them stands in it.
fn rest(label: &str, list: &[&str]) -> Option<String> {
    let label = Label::of(label);
    let words: Vec<&str> = label.words().collect();
    let left: Vec<&str> = words.iter().copied().filter(|word| !list.contains(word)).collect();
    (left.len() < words.len()).then(|| left.join("-"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Sampling;

    fn shown(names: [&str; 2], rows: &[[f64; 2]]) -> (Vec<f64>, bool) {
        let mut samples = SeriesBuilder::new(2);
        rows.iter().enumerate().for_each(|(i, row)| samples.push(i as i64 * 60_000, row.iter().copied()));
        let mut about = names.map(|name| Column::named(name, "", Sampling::Instant));
        let mut notes = Notes::default();
        to_shares(&mut samples, &mut about, &mut notes);
        (samples.values(0).to_vec(), notes.has(Code::ShareOfTotal))
    }

    #[test]
    fn a_count_beside_a_total_that_changes_is_a_share() {
        let rows = [[45.0, 50.0], [5.0, 50.0], [54.0, 60.0]];
        for names in [
            ["up", "total"],
            ["probes_online", "probes_total"],
            ["sites down", "total sites"],
            ["up", "all probes"],
            ["on", "n"],
        ] {
            assert_eq!(shown(names, &rows), (vec![90.0, 10.0, 90.0], true), "{names:?}");
        }
        for names in [["users", "total"], ["up", "users"], ["probes_up", "sites_total"]] {
            assert_eq!(shown(names, &rows).0, [45.0, 5.0, 54.0], "{names:?}");
        }
        assert!(!shown(["up", "total"], &[[45.0, 50.0], [5.0, 50.0]]).1, "it never changes");
        for names in [
            ["customers_out", "total_customers"],
            ["CustomersOut", "CustomersTracked"],
            ["customers_out", "customers_served"],
            ["packets_lost", "packets_sent"],
        ] {
            assert_eq!(shown(names, &[[45.0, 50.0], [5.0, 50.0]]), (vec![90.0, 10.0], true), "{names:?}");
        }
        assert!(
            !shown(["customers_out", "customers_served"], &[[1.0, 50.0], [11.0, 40.0]]).1,
            "they are those who have power"
        );
        assert!(!shown(["up", "total"], &[[45.0, 50.0], [65.0, 60.0]]).1, "more than all");
    }
}
