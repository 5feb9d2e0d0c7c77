//! Point 13, editing: what an author changes, as data. An edit is applied to what was found and can be taken back by leaving it out.
//!
//! In: outages as found, and a list of edits in order. Out: the outages with the edits in them, each edited one saying so.
//! Refused: an edit of an outage that does not exist, edges that would not leave any time between them, and a moment beside
//! The data: an outage of two thousand years is a year half typed.

use super::fusion::{number, of};
use super::outage::{Edge, Outage, SignalOutage};
use crate::base::error::quote;
use crate::base::time::{Millis, iso};
use crate::base::{Code, Error};

/// One thing that an author does.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Moves the start of an outage, by its id as found.
    Start(String, Millis),
    /// Moves its end; one that went on then has an end.
    End(String, Millis),
    /// Does not hold it for real: it costs nothing.
    Reject(String),
    /// Adds one that was not found, on a series and of a depth from 0 to 1.
    Add {
        /// Index of the series.
        series: usize,
        /// Start.
        start: Millis,
        /// End.
        end: Millis,
        /// Depth.
        depth: f64,
    },
}

impl Edit {
    fn stays(&self, within: Option<(Millis, Millis)>) -> Result<(), Error> {
        let moments = match self {
            Edit::Start(_, at) | Edit::End(_, at) => vec![*at],
            Edit::Reject(_) => vec![],
            Edit::Add { start, end, .. } => vec![*start, *end],
        };
        let Some((from, until)) = within else { return Ok(()) };
        let Some(at) = moments.into_iter().find(|at| !(from..=until).contains(at)) else { return Ok(()) };
        Err(outside(&iso(at), (from, until)))
    }
}

/// The outages with the edits in them; `within` is the time of the data. Ids are those of `found`; added ones follow as `a1`,
/// `a2`, … until all are put in order.
pub fn apply(found: &[Outage], edits: &[Edit], within: Option<(Millis, Millis)>) -> Result<Vec<Outage>, Error> {
    let mut outages = found.to_vec();
    for edit in edits {
        edit.stays(within)?;
        match edit {
            Edit::Start(id, at) => {
                let outage = named(&mut outages, id)?;
                let words = format!("start moved from {} to {} by the author", iso(outage.start.best), iso(*at));
                moved(outage, *at, outage.end.best, outage.ongoing)?;
                outage.edited.push(words);
            }
            Edit::End(id, at) => {
                let outage = named(&mut outages, id)?;
                let words = format!("end moved from {} to {} by the author", iso(outage.end.best), iso(*at));
                moved(outage, outage.start.best, *at, false)?;
                outage.edited.push(words);
            }
            Edit::Reject(id) => {
                let outage = named(&mut outages, id)?;
                outage.rejected = true;
                outage.edited.push(String::from("rejected by the author"));
            }
            Edit::Add { series, start, end, depth } => {
                if end <= start || !(0.0..=1.0).contains(depth) {
                    return Err(refused(*start, *end));
                }
                outages.push(added(*series, *start, *end, *depth));
            }
        }
    }
    number(&mut outages);
    Ok(outages)
}

/// A moment that an edit gives and the data don't reach.
pub fn outside(moment: &str, (from, until): (Millis, Millis)) -> Error {
    let need = format!("Give a time from {} to {}.", iso(from), iso(until));
    Error::settings(Code::EditOutside, format!("{moment} is outside the data."), need)
}

fn named<'a>(outages: &'a mut [Outage], id: &str) -> Result<&'a mut Outage, Error> {
    outages.iter_mut().find(|o| o.id == id).ok_or_else(|| {
        Error::settings(
            Code::OutageUnknown,
            format!("There is no outage {}.", quote(id)),
            "Name one of the Report's outages.",
        )
    })
}

fn refused(start: Millis, end: Millis) -> Error {
    Error::settings(
        Code::EditEmpty,
        format!("An outage from {} to {} has no length.", iso(start), iso(end)),
        "Give a start before the end, and a depth from 0 to 1 (100 %).",
    )
}

const fn exact(at: Millis) -> Edge {
    Edge { lo: at, best: at, hi: at }
}

/// Sets the edges; what is newly inside is as deep as the outage was.
fn moved(outage: &mut Outage, start: Millis, end: Millis, ongoing: bool) -> Result<(), Error> {
    if end <= start {
        return Err(refused(start, end));
    }
    let reference = outage.reference;
    let Some(own) = outage.signals.iter_mut().find(|s| s.series == reference) else {
        return Err(Error::ours(Code::ReferenceMissing, "An outage has no account of its reference signal."));
    };
    let depth = own.depth;
    let mut profile: Vec<(Millis, f64)> = Vec::new();
    if own.profile.first().is_some_and(|first| start < first.0) {
        profile.push((start, depth));
    }
    let stop = own.profile.last().map_or(end, |last| last.0);
    for (place, (at, drop)) in own.profile.iter().enumerate() {
        let until = own.profile.get(place + 1).map_or(stop, |next| next.0);
        if until > start && *at < end && *at < stop {
            profile.push(((*at).max(start), *drop));
        }
    }
    if end > stop {
        profile.push((stop.max(start), depth));
    }
    profile.push((end, 0.0));
    own.profile = profile;
    own.start = if start == own.start.best { own.start } else { exact(start) };
    own.end = if ongoing { None } else { Some(own.end.filter(|e| e.best == end).unwrap_or(exact(end))) };
    own.returning = own.returning.filter(|at| (start..=end).contains(at));
    own.normal = own.normal.filter(|at| *at >= end);
    own.equivalent_secs = super::account::area(&own.profile);
    own.depth = (own.equivalent_secs * 1000.0 / (end - start) as f64).min(1.0);
    let fresh = of(own.clone(), outage.signals.clone(), outage.routes_up);
    *outage = Outage {
        id: outage.id.clone(),
        confidence: outage.confidence,
        recurrence: outage.recurrence.clone(),
        edited: std::mem::take(&mut outage.edited),
        rejected: outage.rejected,
        reason: std::mem::take(&mut outage.reason),
        ..fresh
    };
    Ok(())
}

fn added(series: usize, start: Millis, end: Millis, depth: f64) -> Outage {
    let account = SignalOutage {
        series,
        start: exact(start),
        end: Some(exact(end)),
        returning: None,
        normal: None,
        depth,
        equivalent_secs: depth * (end - start) as f64 / 1000.0,
        profile: vec![(start, depth), (end, 0.0)],
        returns: Vec::new(),
        reason: String::from("Added by the author."),
        started_before: false,
    };
    let mut outage = of(account.clone(), vec![account], false);
    outage.edited.push(String::from("added by the author"));
    outage
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::base::time::HOUR;

    /// A total outage on the first series.
    pub(in crate::detect) fn outage(id: &str, start: Millis, end: Millis) -> Outage {
        Outage { id: id.to_owned(), edited: Vec::new(), ..added(0, start, end, 1.0) }
    }

    #[test]
    fn a_moved_edge_moves_length_and_equivalent_time_and_says_so() {
        let found = [outage("o1", 10 * HOUR, 12 * HOUR)];
        let edited =
            apply(&found, &[Edit::Start("o1".into(), 9 * HOUR), Edit::End("o1".into(), 11 * HOUR)], None).unwrap();
        assert_eq!(edited[0].duration.best, 7200.0);
        assert_eq!(edited[0].equivalent_secs, 7200.0);
        assert_eq!(edited[0].edited.len(), 2);
        assert_eq!(edited[0].profile(), [(9 * HOUR, 1.0), (10 * HOUR, 1.0), (11 * HOUR, 0.0)]);
        assert_eq!(apply(&found, &[], None).unwrap(), found, "without the edits all is as it was");
    }

    #[test]
    fn rejecting_and_adding() {
        let found = [outage("o1", 10 * HOUR, 12 * HOUR)];
        let add = Edit::Add { series: 0, start: HOUR, end: 3 * HOUR, depth: 0.5 };
        let edited = apply(&found, &[Edit::Reject("o1".into()), add], None).unwrap();
        assert_eq!((edited[0].id.as_str(), edited[0].equivalent_secs), ("o1", 3600.0));
        assert!(edited[1].rejected && !edited[0].rejected);
    }

    #[test]
    fn nonsense_is_refused() {
        let found = [outage("o1", 10 * HOUR, 12 * HOUR)];
        let code = |edit| apply(&found, &[edit], Some((HOUR, 20 * HOUR))).unwrap_err().code;
        assert_eq!(code(Edit::Reject("o9".into())), Code::OutageUnknown);
        assert_eq!(code(Edit::End("o1".into(), HOUR)), Code::EditEmpty);
        // The year 2, as it is typed on the way to 2024.
        let typed = -62_104_060_800_000;
        let error = apply(&found, &[Edit::Start("o1".into(), typed)], Some((HOUR, 20 * HOUR))).unwrap_err();
        assert_eq!(
            (error.code, error.found.as_str()),
            (Code::EditOutside, "0002-01-01T00:00:00Z is outside the data.")
        );
        assert_eq!(code(Edit::Add { series: 0, start: 2 * HOUR, end: 21 * HOUR, depth: 1.0 }), Code::EditOutside);
        assert!(apply(&found, &[Edit::End("o1".into(), 20 * HOUR)], Some((HOUR, 20 * HOUR))).is_ok());
    }
}
