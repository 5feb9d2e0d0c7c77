//! Shows a count as the share of a total that stands beside it, where the total changes.
//!
//! In: the samples of a table and what its columns are called. Out: the same; where one column counts what is up (or down) and
//! another how many there are, the first in percent of the second, with a note; the second is no signal, unless it comes to zero. Where the total changes, the count moves without
//! any fault. It is a total only where it never lies below what it counts, row by row.

use super::builder::{Column, SeriesBuilder};
use super::classify;
use crate::base::error::quote;
use crate::base::{Code, Notes};

const TOTALS: &[&str] =
    &["total", "totals", "all", "expected", "configured", "installed", "tracked", "registered", "checks", "n"];
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
    "without",
];

/// Shows each count of a total that changes as a share of it; gives back the ids of those totals that are no signals themselves.
pub(crate) fn to_shares(samples: &mut SeriesBuilder, about: &mut [Column], notes: &mut Notes) -> Vec<String> {
    let totals: Vec<(usize, String)> =
        about.iter().enumerate().filter_map(|(i, about)| Some((i, rest(&about.label, TOTALS)?))).collect();
    let of = |count: usize| total_of(&rest(&about.get(count)?.label, COUNTS)?, samples.values(count), samples, &totals);
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
        let text = format!("{} is shown as its share of {name}, which changes.", quote(&about.label));
        notes.add(Code::ShareOfTotal, text);
    }
    of
}

/// The one column that says of how many there are these, by their name.
fn total_of(name: &str, counts: &[f64], samples: &SeriesBuilder, totals: &[(usize, String)]) -> Option<usize> {
    let mut all = totals.iter().filter(|(_, of)| of == name || of.is_empty() || name.is_empty());
    let (total, _) = all.next().filter(|_| all.next().is_none())?;
    let (total, totals) = (*total, samples.values(*total));
    let changes = totals.iter().zip(totals.iter().skip(1)).any(|(a, b)| a != b && !a.is_nan() && !b.is_nan());
    let holds = |(count, total): (&f64, &f64)| count.is_nan() || total.is_nan() || (0.0 <= *count && count <= total);
    (changes && counts.iter().zip(totals).all(holds)).then_some(total)
}

/// The words of a label without those of a list; `None` where none of them stands in it.
fn rest(label: &str, list: &[&str]) -> Option<String> {
    let slug = classify::slug(label);
    let words: Vec<&str> = slug.split('-').collect();
    let left: Vec<&str> = words.iter().copied().filter(|word| !list.contains(word)).collect();
    (left.len() < words.len()).then(|| left.join("-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(names: [&str; 2], rows: &[[f64; 2]]) -> (Vec<f64>, bool) {
        let mut samples = SeriesBuilder::new(2);
        rows.iter().enumerate().for_each(|(i, row)| samples.push(i as i64 * 60_000, row.iter().copied()));
        let mut about = names.map(|name| Column { label: name.to_owned(), ..Column::default() });
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
        assert!(!shown(["up", "total"], &[[45.0, 50.0], [65.0, 60.0]]).1, "more than all");
    }
}
