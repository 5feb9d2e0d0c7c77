//! Outages that somebody else reported, beside ours: agreed, only theirs, only ours, and how far the edges differ.
//!
//! In: given and found outages. Out: one row for each pair that overlaps, each given one alone and each of ours alone, by start.

use super::outage::Outage;
use crate::base::Given;
use crate::base::time::Millis;

/// What a comparison says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Both have it; ours less theirs, in milliseconds. An end is `None` where either goes on.
    Agreed {
        /// Difference of the starts.
        start: Millis,
        /// Difference of the ends.
        end: Option<Millis>,
    },
    /// We have nothing there.
    OnlyTheirs,
    /// They have nothing there.
    OnlyOurs,
}

/// A row of the comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Index among the given ones.
    pub given: Option<usize>,
    /// Id of ours.
    pub outage: Option<String>,
    /// What it says.
    pub verdict: Verdict,
}

/// Compares; rejected outages of ours do not count.
pub fn compare(given: &[Given], found: &[Outage]) -> Vec<Row> {
    let ours = || found.iter().filter(|o| !o.rejected);
    let overlap = |g: &Given, o: &Outage| {
        let (theirs, own) = (g.end.unwrap_or(Millis::MAX), if o.ongoing { Millis::MAX } else { o.end.best });
        g.start < own && o.start.best < theirs
    };
    let mut rows: Vec<(Millis, Row)> = Vec::new();
    for (index, g) in given.iter().enumerate() {
        let shared = |o: &&Outage| {
            let end = g.end.unwrap_or(Millis::MAX).min(if o.ongoing { Millis::MAX } else { o.end.best });
            end.saturating_sub(g.start.max(o.start.best))
        };
        let best = ours().filter(|o| overlap(g, o)).rev().max_by_key(shared);
        let verdict = best.map_or(Verdict::OnlyTheirs, |o| Verdict::Agreed {
            start: o.start.best - g.start,
            end: g.end.filter(|_| !o.ongoing).map(|end| o.end.best - end),
        });
        rows.push((g.start, Row { given: Some(index), outage: best.map(|o| o.id.clone()), verdict }));
    }
    for o in ours().filter(|o| !given.iter().any(|g| overlap(g, o))) {
        rows.push((o.start.best, Row { given: None, outage: Some(o.id.clone()), verdict: Verdict::OnlyOurs }));
    }
    rows.sort_by_key(|(start, row)| (*start, row.given));
    rows.into_iter().map(|(_, row)| row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::time::{HOUR, MINUTE};
    use crate::detect::edits::tests::outage;

    #[test]
    fn agreed_only_theirs_and_only_ours() {
        let given = |start: Millis, end: Option<Millis>| Given {
            by: String::new(),
            start,
            end,
            label: String::new(),
            place: String::new(),
        };
        let theirs = [given(HOUR, Some(2 * HOUR)), given(8 * HOUR, Some(9 * HOUR))];
        let ours = [outage("o1", HOUR + MINUTE, 2 * HOUR), outage("o2", 4 * HOUR, 5 * HOUR)];
        let rows = compare(&theirs, &ours);
        assert_eq!(rows[0].verdict, Verdict::Agreed { start: MINUTE, end: Some(0) });
        assert_eq!(rows[1].verdict, Verdict::OnlyOurs);
        assert_eq!(rows[2].verdict, Verdict::OnlyTheirs);
        assert_eq!(
            compare(&[given(0, None)], &ours)[0].verdict,
            Verdict::Agreed { start: 4 * HOUR, end: None },
            "the one that shares most"
        );
    }
}
