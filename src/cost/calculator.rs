//! The calculator without a file: one outage from a start, an end and a depth.
//!
//! In: the settings' `start`, `end`, `depth` and `country`. Out: that outage and its price. Refused: a missing start, end or
//! country, an end that is not after the start, a depth of 0.

use super::Costs;
use super::case::Origin;
use super::estimate::estimate_from;
use crate::base::time::{Millis, iso};
use crate::base::{Code, Error, Represents, Settings};
use crate::detect::{Chosen, Duration, Edge, Extent, Outage, SignalOutage};

/// The outage that the settings describe, and its price.
pub fn calculate(settings: &Settings) -> Result<(Vec<Outage>, Costs), Error> {
    let given = |at: Option<Millis>, what: &'static str, code: Code| {
        at.ok_or_else(|| {
            Error::settings(
                code,
                format!("There is no {what}."),
                format!("Give {what} as a time from 1990 to 2100, such as 2014-12-22T16:15Z."),
            )
        })
    };
    let (start, end) =
        (given(settings.start, "start", Code::StartMissing)?, given(settings.end, "end", Code::EndMissing)?);
    if end <= start {
        let found = format!("The end {} is not after the start {}.", iso(end), iso(start));
        return Err(Error::settings(Code::EndBeforeStart, found, "Give an end that is later."));
    }
    let depth = settings.depth.unwrap_or(1.0);
    if depth <= 0.0 {
        return Err(Error::settings(Code::DepthZero, "A depth of 0 is no outage.", "Give a depth above 0, at most 1."));
    }
    if settings.country.is_none() {
        return Err(Error::settings(Code::CountryMissing, "There is no country.", "Give its two letters, such as KP."));
    }
    let outages = vec![outage(start, end, depth)];
    // A share without more words is the share of a region.
    let represents = if settings.share.is_some() { Represents::Region } else { Represents::Country };
    let costs = estimate_from(Origin::Given, &outages, None, represents, settings)?;
    Ok((outages, costs))
}

/// An outage as somebody gives it.
pub(super) fn outage(start: Millis, end: Millis, depth: f64) -> Outage {
    let edge = |at: Millis| Edge { lo: at, best: at, hi: at };
    let secs = (end - start) as f64 / 1e3;
    let signal = SignalOutage {
        series: 0,
        start: edge(start),
        end: Some(edge(end)),
        returning: Some(end),
        normal: Some(end),
        depth,
        equivalent_secs: depth * secs,
        profile: vec![(start, depth), (end, 0.0)],
        returns: Vec::new(),
        reason: "given".to_owned(),
        started_before: false,
    };
    Outage {
        id: "o1".to_owned(),
        reference: 0,
        chosen: Chosen::Clearest,
        start: edge(start),
        end: edge(end),
        returning: Some(end),
        normal: Some(end),
        ongoing: false,
        started_before: false,
        duration: Duration { lo: secs, best: secs, hi: secs },
        equivalent_secs: depth * secs,
        depth,
        confidence: None,
        extent: if depth >= 0.9 { Extent::Total } else { Extent::Partial },
        routes_up: false,
        signals: vec![signal],
        recurrence: None,
        reason: "given".to_owned(),
        edited: Vec::new(),
        rejected: false,
    }
}
