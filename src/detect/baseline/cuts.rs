//! Point 9, cuts told from rhythm: hours at which some days lie far below what is before and after, and other days do not.
//!
//! In: cycles of a day, divided by their levels. Out: the same with such cuts masked, and whether there were any.
//! Opening hours close on every day, or on the same days of the week; a curfew or an exam shutdown lacks days without a reason that the
//! calendar knows. Where every day has it, the file alone can't tell, and it is rhythm.

use super::cycles::Cycles;
use crate::base::num;
use crate::detect::grid::at;

/// Share by which a cut falls within an hour, and rises again: hosts that answer change by 3 % an hour, and what is less is no cut.
const SUDDEN: f64 = 0.15;
/// Days that need to lack a cut, an eighth of all at least (fewer are holidays), and to have it.
const WITHOUT: usize = 2;
const WITH: usize = 3;
/// Two crowds explain this share of the squares: of even numbers they explain three quarters, of normal ones 0.64.
const EXPLAINED: f64 = 0.8;
/// Share of the depth that falls within an hour, and rises again; a night falls over several.
const SHARP: f64 = 0.85;
/// Days of nine in a row.
const DENSE: usize = 4;
/// Pairs of edges that are looked at; a rhythm has a few.
const PAIRS: usize = 64;
/// A day with more inside than beside counts as this.
const MOST: f64 = 1.5;

/// Masks the cuts in the rows; tells for each part of all rows whether it was masked.
pub(super) fn mask_cuts(cycles: &mut Cycles) -> Vec<bool> {
    // By half-hours: what is shorter is no curfew.
    let group = (cycles.parts / 48).max(1);
    let coarse = cycles.grouped(group);
    let mut masked = vec![false; cycles.rows.len() * cycles.parts];
    for Cut { first, last, days, .. } in cuts(&coarse) {
        // With its flanks of an hour; parts before the begin and beyond the end belong to the neighbouring cycles.
        let flank = (coarse.parts / 24).max(1);
        let inside = (coarse.parts + first - flank) * group..(coarse.parts + last + flank + 1) * group;
        for (row, _) in days.iter().enumerate().filter(|(_, cut)| **cut) {
            for part in inside.clone() {
                let Some(own) = (row + part / cycles.parts).checked_sub(1) else { continue };
                if let Some(value) = cycles.rows.get_mut(own).and_then(|row| row.get_mut(part % cycles.parts)) {
                    *value = f64::NAN;
                    masked.iter_mut().skip(own * cycles.parts + part % cycles.parts).take(1).for_each(|m| *m = true);
                }
            }
        }
    }
    masked
}

/// The cuts that explain most, none overlapping another.
fn cuts(cycles: &Cycles) -> Vec<Cut> {
    let (parts, count) = (cycles.parts, cycles.rows.len());
    if count < WITHOUT + WITH || parts < 6 {
        return Vec::new();
    }
    // One day in eight with a cut already moves a prediction by neighbours, where such days are neighbours.
    let low = |part: usize| {
        let mut held: Vec<f64> = cycles.rows.iter().map(|row| at(row, part)).filter(|v| v.is_finite()).collect();
        num::quantile(&mut held, 0.125).unwrap_or(f64::NAN)
    };
    let low: Vec<f64> = (0..parts).map(low).collect();
    let hour = (parts / 24).max(1);
    let mut judged: Vec<Cut> =
        pairs(&low, hour).into_iter().filter_map(|(first, last)| days_cut(cycles, first, last, hour)).collect();
    judged.sort_by(|a, b| b.explained.total_cmp(&a.explained).then(a.first.cmp(&b.first)));
    let mut found: Vec<Cut> = Vec::new();
    for cut in judged {
        // Hours count around the clock.
        let apart = |other: &Cut| {
            [0, parts].iter().all(|turn| {
                (cut.last + turn < other.first || other.last < cut.first + turn)
                    && (other.last + turn < cut.first || cut.last < other.first + turn)
            })
        };
        if found.iter().all(apart) {
            found.push(cut);
        }
    }
    found
}

/// Hours at which some days are cut.
struct Cut {
    first: usize,
    last: usize,
    days: Vec<bool>,
    /// Share of the squares that two crowds of days explain.
    explained: f64,
}

/// First and last parts of what falls suddenly and rises suddenly within half a day; parts count on beyond the cycle's end.
fn pairs(profile: &[f64], hour: usize) -> Vec<(usize, usize)> {
    let n = profile.len();
    let value = |part: usize| at(profile, part % n);
    // As a share of the higher one, so that nothing at all has its place.
    let change = |part: usize| {
        let (now, next) = (value(part), value(part + hour));
        let high = now.max(next);
        if high > 0.0 { (next - now) / high } else { 0.0 }
    };
    let steepest = |part: &usize, sign: f64| {
        let own = sign * change(*part);
        (1..=hour).all(|k| own <= sign * change(part + n - k) && own <= sign * change(part + k))
    };
    let falls = (0..n).filter(|part| change(*part) <= -SUDDEN && steepest(part, 1.0));
    let rises: Vec<usize> = (0..n).filter(|part| change(*part) >= SUDDEN && steepest(part, -1.0)).collect();
    let pair = |fall: usize| {
        let ends = rises.iter().map(move |rise| if *rise > fall { *rise } else { rise + n });
        ends.filter(move |rise| rise - fall <= n / 2).map(move |rise| (fall + 1, rise))
    };
    falls.flat_map(pair).take(PAIRS).collect()
}

/// Which days are cut between two parts; `None` where days do not fall into two crowds, or the calendar tells them apart.
fn days_cut(cycles: &Cycles, first: usize, last: usize, hour: usize) -> Option<Cut> {
    let parts = cycles.parts;
    let value = |row: usize, part: usize| {
        // Parts before the begin and beyond the end belong to the neighbouring cycles.
        let row = (row + part / parts).checked_sub(1)?;
        cycles.rows.get(row).map(|r| at(r, part % parts)).filter(|v| v.is_finite())
    };
    let mean = |row: usize, from: usize, until: usize| {
        let held: Vec<f64> = (from..until).filter_map(|part| value(row, part)).collect();
        (!held.is_empty()).then(|| held.iter().sum::<f64>() / held.len() as f64)
    };
    let beside = (3 * hour).min(parts / 4);
    let share = |row: usize| {
        let inside = mean(row, parts + first, parts + last + 1)?;
        let before = mean(row, (parts + first).saturating_sub(hour + beside), parts + first - hour);
        let after = mean(row, parts + last + 1 + hour, parts + last + 1 + hour + beside);
        // At the ends of the data one side has to do.
        let level = f64::midpoint(before.or(after)?, after.or(before)?);
        Some(inside / level.max(1e-9))
    };
    let shares: Vec<Option<f64>> = (0..cycles.rows.len()).map(share).collect();
    let mut held: Vec<f64> = shares.iter().copied().flatten().map(|s| s.min(MOST)).collect();
    num::ascending(&mut held);
    let (split, explained) = two_crowds(&held)?;
    let border = f64::midpoint(at(&held, split - 1), at(&held, split));
    let days: Vec<bool> = shares.iter().map(|s| s.is_some_and(|s| s < border)).collect();
    // By how much of its depth a day falls within an hour, and rises again.
    let (begin, end) = (parts + first, parts + last + 1);
    let quarter = (end - begin) / 4;
    let sharp = |row: usize, outer: std::ops::Range<usize>, inner: std::ops::Range<usize>| {
        let (outer, inner) = (mean(row, outer.start, outer.end)?, mean(row, inner.start, inner.end)?);
        Some(sharpness(outer, inner, [mean(row, begin, end)?, mean(row, begin + quarter, end - quarter)?]))
    };
    let typical = |of: &dyn Fn(usize) -> Option<f64>| {
        let cut = days.iter().enumerate().filter(|(_, cut)| **cut);
        num::median(&mut cut.filter_map(|(row, _)| of(row)).collect::<Vec<f64>>()).unwrap_or(0.0)
    };
    // The part at each edge may be cut for some of its time.
    let next = (hour - 1).max(1);
    let falls = typical(&|row| sharp(row, begin.checked_sub(2)?..begin - 1, begin + next..begin + next + 1));
    let rises = typical(&|row| sharp(row, end + next..end + next + 1, end.checked_sub(2)?..end - 1));
    let by_calendar = is_explained(&cycles.weekdays, &shares, border);
    let is_cut = falls >= SHARP && rises >= SHARP && is_dense(&days) && !by_calendar;
    is_cut.then_some(Cut { first, last, days, explained })
}

/// Which share of the way down to all hours inside, and to their middle half, is gone after an hour: the lesser one. A night goes on
/// falling, so that its middle is deeper; hours that end in a morning are no fall on the whole.
fn sharpness(outer: f64, inner: f64, insides: [f64; 2]) -> f64 {
    let share = |inside: &f64| if outer > *inside { (outer - inner) / (outer - inside) } else { 0.0 };
    insides.iter().map(share).fold(f64::INFINITY, f64::min)
}

/// Whether so many of nine days in a row are cut that a prediction by neighbours would take it for usual.
fn is_dense(days: &[bool]) -> bool {
    days.windows(days.len().min(9)).any(|window| window.iter().filter(|cut| **cut).count() >= DENSE.min(days.len() / 2))
}

/// Whether the days of the week explain which days are cut: told from the others of its weekday, at most half as many days are
/// mistaken as if all were held for the more frequent.
fn is_explained(weekdays: &[usize], shares: &[Option<f64>], border: f64) -> bool {
    let known: Vec<(usize, bool)> =
        weekdays.iter().zip(shares).filter_map(|(d, s)| Some((*d, (*s)? < border))).collect();
    let mistaken = |(place, own): (usize, &(usize, bool))| {
        let others = known.iter().enumerate().filter(|(k, other)| *k != place && other.0 == own.0);
        let (same, all) = others.fold((0, 0), |a, (_, other)| (a.0 + usize::from(other.1 == own.1), a.1 + 1));
        2 * same <= all
    };
    let wrong = known.iter().enumerate().filter(|k| mistaken(*k)).count();
    let cut = known.iter().filter(|k| k.1).count();
    2 * wrong <= cut.min(known.len() - cut)
}

/// Where ascending shares fall into two crowds: how many belong to the lower one, and how much that explains; `None` where they are one.
/// Source: Otsu, IEEE Trans. SMC 9 (1979).
fn two_crowds(shares: &[f64]) -> Option<(usize, f64)> {
    let count = shares.len();
    let total: f64 = shares.iter().sum();
    let mean = total / count as f64;
    let squares: f64 = shares.iter().map(|s| (s - mean) * (s - mean)).sum();
    let mut below = 0.0;
    let mut best = (0.0, 0);
    for (k, share) in shares.iter().enumerate() {
        if k >= WITH && k + WITHOUT.max(count / 8) <= count {
            let (low, high) = (below / k as f64, (total - below) / (count - k) as f64);
            let between = k as f64 * (low - mean) * (low - mean) + (count - k) as f64 * (high - mean) * (high - mean);
            if between > best.0 && low <= high * (1.0 - SUDDEN) {
                best = (between, k);
            }
        }
        below += share;
    }
    (best.0 >= EXPLAINED * squares && squares > 0.0).then_some((best.1, best.0 / squares))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sixteen days of half-hours with a night of four; some hours of some days are another share of theirs.
    fn days(other: &[usize], hours: std::ops::Range<usize>, share: f64) -> Cycles {
        let wave = |part: usize| {
            let away = (part as f64 - 24.0) / 4.0;
            1.0 - 0.7 * (1.0 - away * away).max(0.0)
        };
        let value = |day: usize, part: usize| {
            let own = other.contains(&day) && hours.contains(&(part / 2));
            wave(part) * if own { share } else { 1.0 }
        };
        Cycles {
            rows: (0..16).map(|day| (0..48).map(|part| value(day, part)).collect()).collect(),
            weekdays: (0..16).map(|day| day % 7).collect(),
            parts: 48,
        }
    }

    #[test]
    fn a_night_that_some_days_have_a_surge_in_is_no_cut() {
        assert_eq!(mask_cuts(&mut days(&[3, 4, 8], 10..14, 4.0)).iter().filter(|m| **m).count(), 0);
    }

    #[test]
    fn hours_that_hold_a_morning_fall_nowhere() {
        // 10 before, 9 after an hour, 4 in the middle half, but 12 on the whole: more than before.
        assert_eq!(sharpness(10.0, 9.0, [12.0, 4.0]), 0.0);
        assert!(sharpness(10.0, 1.0, [1.0, 1.0]) > SHARP);
        assert!(sharpness(10.0, 5.0, [4.4, 3.6]) < SHARP);
    }

    #[test]
    fn hours_that_some_days_lack_are_a_cut() {
        assert!(mask_cuts(&mut days(&[2, 3, 4, 6, 7, 9, 11], 2..6, 0.1)).iter().any(|m| *m));
    }
}
