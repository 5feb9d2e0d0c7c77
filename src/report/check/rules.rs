//! What the members of a Report from outside are held to: lengths, letters, moments, numbers.
//!
//! In: the name of a member, and what it holds. Out: nothing. Refused: what no Report of ours holds, with both.

use crate::base::error::{acts, quote};
use crate::base::time::{EARLIEST, LATEST, parse_utc};
use crate::base::{Code, Error, limits};
use std::collections::BTreeSet;

/// Entries of a list for which there is no limit of its own: notes, marks, reported outages, steps.
pub(super) const ENTRIES: usize = 10_000;
/// Characters of a sentence or of a credit line.
pub(super) const SENTENCE: usize = 10_000;
/// No count, rate or sum of money is larger; a chart's arithmetic holds far beyond it. Ten times [`limits::VALUE`].
pub(super) const LARGEST: f64 = 1e24;
/// Seconds of all the years that are measured.
pub(super) const LONGEST: f64 = (LATEST - EARLIEST) as f64 / 1e3;

/// Refuses an id that stands twice.
pub(super) fn once<'a>(name: &str, ids: impl IntoIterator<Item = &'a String>) -> Result<(), Error> {
    let mut known = BTreeSet::new();
    let twice = ids.into_iter().find(|id| !known.insert(id.as_str()));
    twice.map_or(Ok(()), |id| Err(refused(name, id, "each of them once")))
}

pub(super) fn short(name: &str, length: usize, most: usize) -> Result<(), Error> {
    if length <= most { Ok(()) } else { Err(refused(name, &format!("{length} entries"), &format!("at most {most}"))) }
}

pub(super) fn labels<'a>(name: &str, words: impl IntoIterator<Item = &'a String>) -> Result<(), Error> {
    words.into_iter().try_for_each(|words| text(name, words, limits::LABEL))
}

pub(super) fn texts<'a>(name: &str, words: impl IntoIterator<Item = &'a String>) -> Result<(), Error> {
    words.into_iter().try_for_each(|words| text(name, words, SENTENCE))
}

pub(super) fn text(name: &str, words: &str, most: usize) -> Result<(), Error> {
    // Bytes first: a text of megabytes is not counted by letters.
    if words.len() > most && (words.len() > most * 4 || words.chars().count() > most) {
        return Err(refused(name, words, &format!("at most {most} characters")));
    }
    // What a file says was cleaned before a Report was made of it, and an export writes these words as they are.
    if words.chars().any(acts) {
        return Err(refused(name, words, "words on one line, without characters that turn the direction of writing"));
    }
    Ok(())
}

/// Moments, none of them before the one that stands before it.
pub(super) fn in_order(name: &str, texts: &[&String]) -> Result<(), Error> {
    moments(name, texts.iter().copied())?;
    let mut pairs = texts.iter().zip(texts.iter().skip(1));
    let back = pairs.find(|(before, after)| parse_utc(after) < parse_utc(before));
    back.map_or(Ok(()), |(_, after)| Err(refused(name, after, "an end that is not before the start")))
}

pub(super) fn moments<'a>(name: &str, texts: impl IntoIterator<Item = &'a String>) -> Result<(), Error> {
    let stray = texts.into_iter().find(|text| parse_utc(text).is_none());
    stray.map_or(Ok(()), |text| {
        Err(refused(name, text, "moments of the years 1990 to 2100, such as 2014-12-22T16:15:00Z"))
    })
}

pub(super) fn numbers(name: &str, values: impl IntoIterator<Item = f64>) -> Result<(), Error> {
    let measurable = |value: &f64| value.is_finite() && value.abs() <= LARGEST;
    let stray = values.into_iter().find(|value| !measurable(value));
    stray.map_or(Ok(()), |value| Err(refused(name, &value.to_string(), "numbers that can be measured")))
}

/// Numbers from nought to a largest one.
pub(super) fn positive(name: &str, values: impl IntoIterator<Item = f64>, most: f64) -> Result<(), Error> {
    let stray = values.into_iter().find(|value| !(0.0..=most).contains(value));
    stray.map_or(Ok(()), |value| Err(refused(name, &value.to_string(), &format!("numbers from 0 to {most}"))))
}

pub(super) fn refused(member: &str, found: &str, need: &str) -> Error {
    let found = format!("This is no Report: “{member}” holds {}.", quote(found));
    Error::file(Code::NoReport, found, format!("It takes {need}. Give a Report as it was given out."))
}
