//! Point 5, what deserves the name: which candidates are outages, and which are a level, a habit, or nothing.
//!
//! In: candidates of one signal and what is known of the file. Out: the outages among them, none overlapping another.
//! Of overlapping ones those stay that explain most together (length × depth²), so neither a dent inside an outage nor a frame around
//! several wins.

use super::scales::Side;
use super::segments::Candidate;
use super::traits::Traits;
use crate::base::num;
use crate::base::time::{DAY, HOUR, Millis};

/// Limits for a sensitivity.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// So many stretches like it are expected of the file by itself, at most.
    pub(super) by_itself: f64,
    /// Shallowest depth.
    pub(super) floor: f64,
}

/// One false event in a hundred files of this kind and length; a tenth and ten times as many at the ends of the sensitivity.
const BY_ITSELF: f64 = 0.01;
/// Shallowest depth that is told at all: a twelfth.
const SHALLOWEST: f64 = 0.08;
/// Share of the daily swing below which a fall is less than what every day takes: a choice of what deserves the name.
const SWING: f64 = 0.4;
/// An outage falls or returns suddenly: half of the depth within an eighth of its length at one edge, a quarter at the other.
const SHARP: f64 = 0.5;
const BLUNT: f64 = 0.25;
/// With one edge alone that has to be sharper.
const SHARP_ALONE: f64 = 0.7;
/// Deeper ones may return as slowly as they like, and so may those that the file never makes by itself: one in a million such files.
const DEEP: f64 = 0.7;
const NEVER: f64 = 1e-8;
/// Depth of what no weekend is.
const TOTAL: f64 = 0.9;
/// What the sharper edge of those still needs: stairs of three.
const STAIRS: f64 = 0.3;
/// What began before the data and returns slowly is growth where it takes more than this share of them.
const BEGIN: f64 = 0.125;
/// Depth from which one side alone is enough.
const ALONE: f64 = 0.4;
/// Two bins, or one of a day, need to be nearly empty.
const TWO_BINS: f64 = 0.8;
/// Bins from which the deepest is not what makes the depth; both ends of fewer may be partly out.
const MANY: usize = 5;
/// Or, of two, such that the file makes them once in ten thousand files like it; of one day that is asked too.
const RARE: f64 = 1e-4;
/// Cycles after which what does not return, or was so from the begin, is a level, unless nearly nothing is left.
const LEVEL_CYCLES: usize = 14;
const LEVEL_DEPTH: f64 = 0.8;

impl Limits {
    /// For a sensitivity of 0 to 1, in a file whose values swing by this share of their top.
    pub(super) fn of(sensitivity: f64, swing: f64) -> Limits {
        let factor = num::pow(2.0, 1.0 - 2.0 * sensitivity);
        Limits {
            by_itself: BY_ITSELF * num::pow(10.0, 2.0 * sensitivity - 1.0),
            floor: (SHALLOWEST.max(SWING * swing) * factor).min(0.9),
        }
    }
}

/// The outages among the candidates, by place: of those that overlap the ones that explain most together, so that a frame around several
/// does not win because it explains more than each of them.
/// Source of the choice: weighted interval scheduling, Kleinberg and Tardos, Algorithm Design (2005), 6.1.
pub(super) fn outages(candidates: &[Candidate], limits: Limits, traits: &Traits) -> Vec<Candidate> {
    let mut good: Vec<Candidate> = candidates.iter().copied().filter(|c| is_clear(c, limits, traits)).collect();
    good.sort_by_key(|c| (c.run.until, c.run.from));
    // The most that the first candidates explain together, and whether the last of them is one of those.
    let mut best: Vec<(f64, bool)> = vec![(0.0, false)];
    let before = |c: &Candidate| good.partition_point(|other| other.run.until <= c.run.from);
    for candidate in &good {
        let without = best.last().map_or(0.0, |b| b.0);
        let with = best.get(before(candidate)).map_or(0.0, |b| b.0) + candidate.energy;
        best.push((with.max(without), with > without));
    }
    let (mut kept, mut count) = (Vec::new(), good.len());
    while let Some(candidate) = count.checked_sub(1).and_then(|last| good.get(last)) {
        if best.get(count).is_some_and(|b| b.1) {
            kept.push(*candidate);
            count = before(candidate);
        } else {
            count -= 1;
        }
    }
    kept.reverse();
    kept
}

/// Takes out two falls at the same hours of both days of a weekend that has no other to hold against, where nothing falls at these hours on any
/// other day: people rise later then. How many there were.
pub(super) fn without_a_lone_weekend(outages: &mut Vec<Candidate>, traits: &Traits) -> usize {
    if traits.knows_weeks || traits.step > 2 * HOUR {
        return 0;
    }
    let all = outages.clone();
    let is_lone = |c: &Candidate| {
        let days: Vec<i64> = all.iter().filter_map(|other| same_hours(c, other, traits)).collect();
        let (first, last) = (days.iter().min().copied().unwrap_or(0), days.iter().max().copied().unwrap_or(0));
        // From a Friday or a Saturday to the day after it; 1970 began on a Thursday.
        days.len() == 2 && last - first == 1 && matches!((first + 3).rem_euclid(7), 4 | 5)
    };
    outages.retain(|c| c.patterned || c.depth >= TOTAL || !is_lone(c));
    all.len() - outages.len()
}

/// The day of another fall where it shares half of its hours with one of less than half a day.
fn same_hours(c: &Candidate, other: &Candidate, traits: &Traits) -> Option<i64> {
    let span = |c: &Candidate| (traits.moment(c.run.from), traits.moment(c.run.until));
    let ((from, until), (begin, end)) = (span(c), span(other));
    let day = begin.div_euclid(DAY);
    let shift = (day - from.div_euclid(DAY)) * DAY;
    let shared = (until + shift).min(end) - (from + shift).max(begin);
    (until - from < DAY / 2 && 2 * shared >= (until - from).max(end - begin)).then_some(day)
}

fn is_clear(candidate: &Candidate, limits: Limits, traits: &Traits) -> bool {
    let c = candidate;
    let length = c.run.until - c.run.from;
    let both = c.side == Side::Both;
    // What began before the data and stays for long may as well be what was usual before a line was made faster, unless the values rest at a
    // bound ever since.
    let growth = c.side == Side::Right && !c.bounded && length as f64 > BEGIN * traits.bins as f64;
    let floor = match (both, growth) {
        (true, _) => limits.floor,
        (_, true) => limits.floor.max(DEEP),
        _ => limits.floor.max(ALONE),
    };
    let rare = c.by_itself < RARE;
    // A bin of a day is the sum of thousands of moments, and a shutdown of a day has no second one.
    let enough = match length {
        1 => c.steady || (traits.has_long_bins() && c.run.until < traits.bins && c.depth >= TWO_BINS && rare),
        2 => c.steady || c.depth >= TWO_BINS || rare,
        _ => true,
    };
    let level = !both && c.depth < LEVEL_DEPTH && length > LEVEL_CYCLES * traits.cycle.max(4);
    c.by_itself < limits.by_itself
        && c.depth >= floor
        && (length < MANY || c.rest >= floor)
        && is_sudden(c, traits)
        && enough
        && !c.holiday
        && !level
        && !is_unknown_weekend(c, traits)
}

/// Whether it falls or returns as suddenly as an outage of its depth has to.
fn is_sudden(c: &Candidate, traits: &Traits) -> bool {
    let never = c.by_itself < NEVER;
    match c.side {
        Side::Both => {
            let sharper = if never { STAIRS } else { SHARP };
            c.sharper >= sharper && (c.blunter >= BLUNT || c.depth >= DEEP || never)
        }
        Side::Right if never && ((c.run.until as f64) < BEGIN * traits.bins as f64) => true,
        _ => c.sharper >= SHARP_ALONE,
    }
}

/// A shallow event of hours in a weekend that the file has no other to hold against.
fn is_unknown_weekend(candidate: &Candidate, traits: &Traits) -> bool {
    if traits.knows_weeks || traits.step > 2 * HOUR || candidate.depth >= 0.5 {
        return false;
    }
    let (from, until) = (traits.moment(candidate.run.from), traits.moment(candidate.run.until));
    // What lasts for less than a third of a day is none of the calendar's.
    if until - from < 8 * HOUR {
        return false;
    }
    let hours = (until - from) / HOUR;
    let weekend = |at: Millis| (at.div_euclid(DAY) + 3).rem_euclid(7) >= 5;
    let inside = (0..hours).filter(|k| weekend(from + k * HOUR)).count() as i64;
    2 * inside >= hours
}

/// Outages without those that the file makes so often that they are its habit: as many alike at other hours as one a month, four at
/// least. What comes at the same hours of some days is a pattern.
pub(super) fn without_habits(outages: &mut Vec<Candidate>, traits: &Traits) -> usize {
    let often = (traits.days() / 30.0).max(4.0);
    let all = outages.clone();
    let alike = |c: &Candidate| {
        let length = |c: &Candidate| (c.run.until - c.run.from) as f64;
        let like = |o: &&Candidate| {
            let ratio = length(o) / length(c);
            let clock = (traits.moment(o.run.from) - traits.moment(c.run.from) + DAY / 2).rem_euclid(DAY) - DAY / 2;
            let same = clock.abs() as f64 <= (length(c) * traits.step as f64 / 4.0).max(HOUR as f64);
            !same && (1.0 / 3.0..=3.0).contains(&ratio) && (0.85 * c.depth..=2.0 * c.depth).contains(&o.depth)
        };
        all.iter().filter(like).count() as f64
    };
    let before = outages.len();
    outages.retain(|c| c.depth >= 0.9 || c.patterned || alike(c) < often);
    before - outages.len()
}
