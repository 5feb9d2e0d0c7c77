//! Point 3, the rhythm of a signal: the factor by which each bin differs from its level, because of the hour or the day of the week.
//!
//! In: values, those of candidate outages masked. Out: factors with a mean of about 1, and which rhythm it is.
//! A rhythm is what whole cycles left out are predicted by: each day by the days of its kind around it. The way that predicts best is
//! taken, and a richer one only where it predicts clearly better. Edges may be as sharp as they like: opening hours are a rhythm.
//! A cut at the same hours is none where there are days without it (curfews, exams); see `cuts.rs`.
//! Source of judging by what was left out: Stone, "Cross-validatory choice", JRSS B 36 (1974).

use super::cuts::mask_cuts;
use super::cycles::{Clock, Cycles, quietest, steps};
use crate::base::num;
use crate::base::time::{DAY, HOUR, MINUTE, Millis};
use crate::detect::grid::at;

/// What repeats.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::detect) enum Repeats {
    /// Nothing.
    #[default]
    Nothing,
    /// Every day alike.
    Day,
    /// Days, those of Saturday and Sunday of a kind of their own.
    Weekend,
    /// Days, those of Friday and Saturday of a kind of their own.
    FridaySaturday,
    /// Each day of the week of its own kind; for daily values the week.
    Week,
}

/// The rhythm of a signal.
#[derive(Clone, Debug, Default)]
pub(in crate::detect) struct Rhythm {
    pub(in crate::detect) repeats: Repeats,
    /// Factor of every bin.
    pub(in crate::detect) factors: Vec<f64>,
    /// Value that each bin would have on a day of the quieter kind; empty where days are of one kind.
    pub(in crate::detect) rest: Vec<f64>,
    /// Bins of cuts at the same hours of some days, which others lack.
    pub(in crate::detect) cuts: Vec<std::ops::Range<usize>>,
    /// Where days begin; `None` where no days are told apart.
    pub(in crate::detect) days: Option<Clock>,
}

impl Rhythm {
    /// None, of so many bins.
    pub(in crate::detect) fn flat(bins: usize) -> Rhythm {
        Rhythm { factors: vec![1.0; bins], ..Rhythm::default() }
    }
}

/// Cycles on each side that predict one: eight in all have a median that two outages among them do not move.
const REACH: usize = 4;
/// Factor below which nothing is expected, and the largest share of such parts that a rhythm may have.
const EMPTY: f64 = 0.01;
const MOSTLY: f64 = 0.9;
/// Least factor, by how finely is counted.
const LEAST: (f64, f64) = (0.01, 0.5);
/// Cycles whose median is the level of one.
const LEVEL: usize = 3;
/// How much better than a plainer way a richer one predicts: so much comes by chance of a few tries.
const DAILY: f64 = 0.97;
const RICHER: f64 = 0.94;
/// Fewer days have no kinds.
const WEEKS: Millis = 10 * DAY;
/// Residuals beyond so many typical ones count as this: outages are not to choose the rhythm.
const CLIP: f64 = 3.0;

/// Bins of a coarse block, for a step and a length of the file: rhythms of people need no more than quarters of an hour, and beyond a
/// quarter of a year there are days enough for half-hours.
fn coarse(step: Millis, bins: usize) -> usize {
    let width = match step * bins as Millis {
        span if span > 90 * DAY => 30 * MINUTE,
        span if span > 20 * DAY => 15 * MINUTE,
        _ => 5 * MINUTE,
    };
    ((width / step.max(1)) as usize).max(1)
}

/// Bins of a day, or of a week for values of days; 1 where neither repeats four times.
pub(in crate::detect) fn cycle(step: Millis, bins: usize) -> usize {
    let length = if step <= 2 * HOUR { DAY } else { 7 * DAY };
    let cycle = ((length as f64 / step.max(1) as f64) + 0.5) as usize;
    if cycle * 4 > bins { 1 } else { cycle.max(1) }
}

/// Fits the rhythm of values that begin at `start`.
pub(in crate::detect) fn rhythm(values: &[f64], mask: &[bool], start: Millis, step: Millis, grain: f64) -> Rhythm {
    let n = values.len();
    let span = step * n as Millis;
    let daily = step <= 2 * HOUR && span >= 3 * DAY;
    let weekly = step > 2 * HOUR && step <= DAY * 3 / 2 && span >= 28 * DAY;
    if !daily && !weekly {
        return Rhythm::flat(n);
    }
    let per = if daily { coarse(step, n) } else { 1 };
    let length = if daily { DAY } else { 7 * DAY };
    let width = step * per as Millis;
    let parts = ((length as f64 / width as f64) + 0.5) as usize;
    if parts < 2 {
        return Rhythm::flat(n);
    }
    let blocks: Vec<f64> = (0..n.div_ceil(per))
        .map(|k| {
            let held = (k * per..((k + 1) * per).min(n)).filter(|bin| mask.get(*bin) != Some(&true));
            let (sum, count) =
                held.map(|bin| at(values, bin)).filter(|v| !v.is_nan()).fold((0.0, 0), |a, v| (a.0 + v, a.1 + 1));
            if count > 0 { sum / f64::from(count) } else { f64::NAN }
        })
        .collect();
    let (sum, count) = blocks.iter().filter(|v| !v.is_nan()).fold((0.0, 0), |a, v| (a.0 + v, a.1 + 1));
    let level = sum / f64::from(count.max(1));
    // What is expected is never less than half of what is counted at all, nor a hundredth: there it carries no expectation.
    let least = (0.5 * grain / level).clamp(LEAST.0, LEAST.1);
    // Days part where people sleep, or where some days fall or rise by a step, if that predicts better.
    let quiet = if daily { quietest(&blocks, start, width, parts) } else { 0 };
    let stepped = if daily && span >= WEEKS { steps(&blocks, start, width, parts) } else { quiet };
    let stepped = (stepped != quiet).then_some(stepped);
    let from = |origin: Millis| {
        let clock = Clock { begin: start - (start - origin).rem_euclid(length), length, parts };
        let cycles = Cycles::of(&blocks, &clock, |block| clock.place(start + block as Millis * width), daily);
        choose(cycles, daily, least).map(|chosen| (chosen, clock))
    };
    let best = match (from(quiet), stepped.and_then(from)) {
        // Days that are all alike may be parted anywhere.
        (Some(quiet), Some(stepped)) if stepped.0.error < quiet.0.error && stepped.0.repeats != Repeats::Day => {
            Some(stepped)
        }
        (quiet, _) => quiet,
    };
    let Some((Chosen { repeats, factors, rest, cuts, .. }, clock)) = best else { return Rhythm::flat(n) };
    let place = |block: usize| clock.place(start + block as Millis * width);
    let factors: Vec<f64> = factors.into_iter().flatten().collect();
    let coarse: Vec<f64> = (0..blocks.len()).map(|block| at(&factors, place(block))).collect();
    let cut = (0..blocks.len()).filter(|block| cuts.get(place(*block)) == Some(&true));
    let cuts = cut.map(|block| block * per..((block + 1) * per).min(n)).collect();
    let rest: Vec<f64> = rest.into_iter().flatten().collect();
    let rest = if rest.is_empty() { rest } else { (0..n).map(|bin| at(&rest, place(bin / per))).collect() };
    Rhythm { repeats, factors: fine(&coarse, per, n), rest, cuts, days: Some(clock).filter(|_| daily) }
}

/// The way that predicts best.
struct Chosen {
    /// How far cycles that were left out lie from what is predicted, against a plain level.
    error: f64,
    repeats: Repeats,
    factors: Vec<Vec<f64>>,
    rest: Vec<Vec<f64>>,
    cuts: Vec<bool>,
}

/// The best way to predict cycles that were left out; `None` where none beats a plain level.
fn choose(mut cycles: Cycles, daily: bool, least: f64) -> Option<Chosen> {
    let levels = levels(&cycles.rows);
    for (row, level) in cycles.rows.iter_mut().zip(&levels) {
        row.iter_mut().for_each(|v| *v /= level);
    }
    let cuts = if daily { mask_cuts(&mut cycles) } else { Vec::new() };
    let count = cycles.rows.len();
    let mut ways = vec![(Repeats::Day, vec![0; count], DAILY)];
    if daily && count >= 10 {
        let of =
            |kind: &dyn Fn(usize) -> bool| cycles.weekdays.iter().map(|d| usize::from(kind(*d))).collect::<Vec<_>>();
        ways.push((Repeats::Weekend, of(&|d| d >= 5), RICHER));
        ways.push((Repeats::FridaySaturday, of(&|d| d == 4 || d == 5), RICHER));
    }
    if daily && count >= 14 {
        ways.push((Repeats::Week, cycles.weekdays.clone(), RICHER));
    }
    let typical = {
        let stride = (count * cycles.parts).div_ceil(20_000).max(1);
        let mut all: Vec<f64> =
            cycles.rows.iter().flatten().step_by(stride).copied().filter(|v| v.is_finite()).collect();
        let middle = num::median(&mut all)?;
        num::spread(&mut all, middle)? / 1.4826
    };
    let flat: Vec<Vec<f64>> = vec![vec![1.0; cycles.parts]; count];
    let plain = off(&cycles.rows, &flat, typical);
    let mut best: Option<(f64, Repeats, Vec<Vec<f64>>)> = None;
    for (repeats, kinds, better) in ways {
        let repeats = if daily { repeats } else { Repeats::Week };
        let reach = if repeats == Repeats::Week && daily { REACH - 1 } else { REACH };
        let predicted = neighbours(&cycles, &kinds, reach);
        let error = off(&cycles.rows, &predicted, typical) / better;
        if error < plain && best.as_ref().is_none_or(|b| error < b.0) {
            best = Some((error, repeats, predicted));
        }
    }
    let (error, repeats, mut predicted) = best?;
    if repeats == Repeats::Week && daily {
        // A day is held against what is less: its own kind, or all days. What one weekday has more, as a job on Monday nights, may be missing
        // without an outage. What working days have more than weekends may not.
        let days = neighbours(&cycles, &vec![0; count], REACH);
        for (own, day) in predicted.iter_mut().flatten().zip(days.iter().flatten()) {
            *own = if *day < *own { *day } else { *own };
        }
    }
    let rest = if daily && repeats != Repeats::Day { quieter(&cycles, &levels) } else { Vec::new() };
    let factors = whole(predicted, &cycles, least);
    let empty = factors.iter().flatten().filter(|factor| **factor == 0.0).count();
    if empty as f64 > MOSTLY * (count * cycles.parts) as f64 {
        return None;
    }
    Some(Chosen { error: error / plain, repeats, factors, rest, cuts })
}

/// What each cycle would count on the quieter days of the week, those that lie nearer to the quietest than to the busiest: as the nearest of
/// them do. Cycles were divided by their levels.
fn quieter(cycles: &Cycles, levels: &[f64]) -> Vec<Vec<f64>> {
    let mean = |row: &Vec<f64>| {
        let held: Vec<f64> = row.iter().copied().filter(|v| !v.is_nan()).collect();
        held.iter().sum::<f64>() / held.len() as f64
    };
    let usual = |weekday: usize| {
        let own = cycles.rows.iter().zip(&cycles.weekdays).filter(|(_, d)| **d == weekday).map(|(row, _)| mean(row));
        num::median(&mut own.filter(|m| m.is_finite()).collect::<Vec<f64>>()).unwrap_or(f64::NAN)
    };
    let usual: Vec<f64> = (0..7).map(usual).collect();
    let (low, high) = usual.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |a, m| (a.0.min(*m), a.1.max(*m)));
    let is_rest = |weekday: usize| at(&usual, weekday) < f64::midpoint(low, high);
    let members: Vec<usize> =
        (0..cycles.rows.len()).filter(|k| cycles.weekdays.get(*k).is_some_and(|d| is_rest(*d))).collect();
    let row = |own: usize| {
        let next = members.partition_point(|k| *k < own);
        let near = members.get(next.saturating_sub(REACH)..(next + REACH).min(members.len())).unwrap_or_default();
        let part = |part: usize| {
            let others = near.iter().filter(|k| **k != own);
            let held = others.filter_map(|k| Some(at(cycles.rows.get(*k)?, part) * at(levels, *k)));
            num::median(&mut held.filter(|v| !v.is_nan()).collect::<Vec<f64>>()).unwrap_or(f64::NAN)
        };
        (0..cycles.parts).map(part).collect()
    };
    (0..cycles.rows.len()).map(row).collect()
}

/// The level of each cycle: median of the means of seven around; `NaN` where it is nearly nothing.
fn levels(rows: &[Vec<f64>]) -> Vec<f64> {
    let own: Vec<f64> = rows
        .iter()
        .map(|row| {
            let held: Vec<f64> = row.iter().copied().filter(|v| !v.is_nan()).collect();
            if held.len() * 2 < row.len() { f64::NAN } else { held.iter().sum::<f64>() / held.len() as f64 }
        })
        .collect();
    let whole = num::median(&mut own.iter().copied().filter(|v| !v.is_nan()).collect::<Vec<f64>>()).unwrap_or(0.0);
    (0..rows.len())
        .map(|k| {
            let around = own.get(k.saturating_sub(LEVEL)..(k + LEVEL + 1).min(own.len())).unwrap_or_default();
            let mut around: Vec<f64> = around.iter().copied().filter(|v| !v.is_nan()).collect();
            num::median(&mut around).filter(|level| whole > 0.0 && *level > 0.2 * whole).unwrap_or(f64::NAN)
        })
        .collect()
}

/// How much more one of two days has where it has a surge.
const SURGE: f64 = 1.5;

/// Each cycle predicted by the nearest of its kind on either side, without itself.
fn neighbours(cycles: &Cycles, kinds: &[usize], reach: usize) -> Vec<Vec<f64>> {
    let mut predicted = vec![vec![f64::NAN; cycles.parts]; cycles.rows.len()];
    for kind in 0..7 {
        let members: Vec<usize> = (0..kinds.len()).filter(|k| kinds.get(*k) == Some(&kind)).collect();
        for (place, row) in members.iter().enumerate() {
            let wide = (2 * reach + 1).min(members.len());
            let from = place.saturating_sub(reach).min(members.len() - wide);
            let others: Vec<&Vec<f64>> = members
                .iter()
                .skip(from)
                .take(wide)
                .filter(|other| *other != row)
                .filter_map(|other| cycles.rows.get(*other))
                .collect();
            if others.len() < 2 && !(others.len() == 1 && members.len() == 2) {
                continue;
            }
            if let Some(own) = predicted.get_mut(*row) {
                for (part, value) in own.iter_mut().enumerate() {
                    let mut held = [f64::NAN; 2 * REACH];
                    held.iter_mut().zip(&others).for_each(|(own, other)| *own = at(other, part));
                    let (count, low, high) = num::middle_of_eight(held);
                    // Of two that differ by half neither is in the middle: a surge of one day is not due on the next.
                    *value = if count == 2 && high > SURGE * low { low } else { low + 0.5 * (high - low) };
                }
            }
        }
    }
    predicted
}

/// Mean clipped distance of cycles to what was predicted; infinite where half of them is not.
fn off(rows: &[Vec<f64>], predicted: &[Vec<f64>], typical: f64) -> f64 {
    let (mut sum, mut count, mut all) = (0.0, 0_usize, 0_usize);
    for (own, expected) in rows.iter().flatten().zip(predicted.iter().flatten()) {
        all += usize::from(!own.is_nan());
        let distance = (own - expected).abs();
        if !distance.is_nan() {
            sum += distance.min(CLIP * typical + 1e-12);
            count += 1;
        }
    }
    if 2 * count < all || count == 0 { f64::INFINITY } else { sum / count as f64 }
}

/// The predicted factors with nothing missing and a mean of 1: where there is no prediction, the median of all cycles.
fn whole(mut predicted: Vec<Vec<f64>>, cycles: &Cycles, least: f64) -> Vec<Vec<f64>> {
    let usual: Vec<f64> = (0..cycles.parts)
        .map(|part| {
            let mut held: Vec<f64> = cycles.rows.iter().map(|row| at(row, part)).filter(|v| !v.is_nan()).collect();
            num::median(&mut held).unwrap_or(1.0)
        })
        .collect();
    for row in &mut predicted {
        for (part, value) in row.iter_mut().enumerate().filter(|(_, v)| v.is_nan()) {
            *value = at(&usual, part);
        }
    }
    let (sum, count) = predicted.iter().flatten().fold((0.0, 0), |a, v| (a.0 + v.max(0.0), a.1 + 1));
    let mean = if sum > 0.0 { sum / f64::from(count) } else { 1.0 };
    // What is expected to be empty carries no expectation.
    let factor = |v: f64| if v <= EMPTY * mean { 0.0 } else { (v / mean).max(least) };
    predicted.iter_mut().flatten().for_each(|v| *v = factor(*v));
    predicted
}

/// Blocks to bins: straight lines between the middles of the blocks, but steps where neighbours differ by half.
fn fine(coarse: &[f64], per: usize, bins: usize) -> Vec<f64> {
    if per == 1 {
        return coarse.get(..bins.min(coarse.len())).unwrap_or_default().to_vec();
    }
    let mut factors = Vec::with_capacity(bins);
    for (block, here) in coarse.iter().enumerate() {
        let slope = |other: usize| {
            let there = at(coarse, other);
            let sharp = there.is_nan() || there > 1.5 * here || *here > 1.5 * there;
            if sharp { 0.0 } else { (there - here) / per as f64 }
        };
        let (before, after) = (slope(block.wrapping_sub(1)), slope(block + 1));
        factors.extend((0..per.min(bins - factors.len())).map(|bin| {
            let part = bin as f64 + 0.5 - per as f64 / 2.0;
            here + if part < 0.0 { -before * part } else { after * part }
        }));
    }
    factors
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Fifteen days by the hour, a wave with a night; `days` are quiet from midnight to midnight.
    fn fortnight(days: &[usize]) -> Vec<f64> {
        let wave = |hour: usize| 40.0 + 10.0 * (hour % 24).min(24 - hour % 24) as f64;
        (0..360).map(|hour| wave(hour) * if days.contains(&(hour / 24)) { 0.5 } else { 1.0 }).collect()
    }

    fn of(values: &[f64]) -> Rhythm {
        // A Thursday.
        rhythm(values, &vec![false; values.len()], 1_522_281_600_000, HOUR, 0.0)
    }

    #[test]
    fn two_weeks_tell_weekdays_apart() {
        let quiet = fortnight(&[5, 6, 12, 13]);
        let rhythm = of(&quiet);
        assert_eq!(rhythm.repeats, Repeats::Week);
        // At noon a Tuesday is due half of what a Monday is.
        let share = at(&rhythm.factors, 5 * 24 + 12) / at(&rhythm.factors, 4 * 24 + 12);
        assert!((0.45..0.55).contains(&share), "{share}");
        // A quiet day that the week before lacks is no rhythm.
        let share = |rhythm: &Rhythm| at(&rhythm.factors, 6 * 24 + 12) / at(&rhythm.factors, 4 * 24 + 12);
        assert!((0.95..1.05).contains(&share(&of(&fortnight(&[6])))));
    }

    #[test]
    fn a_wednesday_is_not_due_less_for_the_weekends_around_it() {
        let weekends: Vec<usize> = (0..15).filter(|day| [2, 3].contains(&(day % 7))).collect();
        let rhythm = of(&fortnight(&weekends));
        let share = at(&rhythm.factors, 6 * 24 + 12) / at(&rhythm.factors, 5 * 24 + 12);
        assert!((0.97..1.03).contains(&share), "{:?}: {share}", rhythm.repeats);
    }
}
