//! Point 4, segments: where the evidence of some scale is high, the stretch around it that is below half of its own depth, judged
//! again at its own length.
//!
//! In: a signal at every scale. Out: candidates, each with how many such the file makes by itself. Refused: nothing yet; what deserves
//! the name outage is decided in `detectors/lens.rs`.
//! A stretch grows bin by bin as long as what it gains outweighs what it crosses (the X-drop of Altschul et al., 1990), so a brief
//! return does not cut it and a long one does.

use super::scales::{Comparison, Scales, Side};

/// A run of bins: `from` included, `until` not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// First bin.
    pub from: usize,
    /// First bin after it.
    pub until: usize,
}

/// A stretch that may be an outage.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Candidate {
    pub(super) run: Run,
    pub(super) side: Side,
    /// Share of its reference level that is missing.
    pub(super) depth: f64,
    /// The same without its deepest bin: no single bin makes an outage.
    pub(super) rest: f64,
    /// How many such the whole file makes by itself.
    pub(super) by_itself: f64,
    /// Levels before and after it, in units of the rhythm.
    pub(super) left: f64,
    pub(super) right: f64,
    /// Share of the depth that falls within an eighth of the length, at the sharper and the blunter edge.
    pub(super) sharper: f64,
    pub(super) blunter: f64,
    /// It is one of a pattern: the same hours of some days.
    pub(super) patterned: bool,
    /// Its days look like those that nobody works on.
    pub(super) holiday: bool,
    /// The values rest at their bound where it is not.
    pub(super) bounded: bool,
    /// Its signal hardly ever moves: one bin is enough.
    pub(super) steady: bool,
    /// What it explains: length × depth², as a rectangle explains of squares.
    pub(super) energy: f64,
}

impl Candidate {
    /// One that needs no law of chance: of a run that lies so deep below the levels beside it.
    pub(super) fn plain(run: Run, bins: usize, depth: f64, (left, right): (f64, f64)) -> Candidate {
        Candidate {
            run,
            side: side_of(run, bins),
            depth,
            rest: depth,
            by_itself: 0.0,
            left,
            right,
            sharper: 1.0,
            blunter: 1.0,
            patterned: false,
            holiday: false,
            bounded: false,
            steady: false,
            energy: (run.until - run.from) as f64 * depth * depth,
        }
    }
}

/// Seeds with more ordinary ones than this expected are not looked at.
const SEED: f64 = 0.5;
/// So many seeds are grown at most, the clearest first; real files have some hundreds.
const SEEDS: usize = 3_000;
/// Shallowest depth of a seed, and of one that is held against one side alone.
const SHALLOW: f64 = 0.055;
const SHALLOW_END: f64 = 0.08;
/// Depths that differ by less are of one fall.
const ALIKE: f64 = 0.05;
/// Rounds of growing; the depth settles in two or three.
const ROUNDS: usize = 4;
/// What a bin without a value costs, against 1 of one that is back: as a return of an eighth of the length ends a stretch, a gap as long as
/// the stretch ends it.
const UNKNOWN: f64 = 0.125;
/// Longest stretch, as a share of the data: beyond, what is out and what is usual can't be told apart.
const LONGEST: f64 = 0.7;
/// Unless nearly nothing is left in it.
const LONGEST_DEEP: f64 = 0.9;
const DEEP: f64 = 0.8;

/// Every candidate of a signal, by place. `cuts`: hours that some days lack, which are seeds whatever their score. `shallowest`: less deep ones
/// are no outages at any sensitivity.
pub(super) fn candidates(scales: &Scales<'_>, cuts: &[Run], shallowest: f64) -> Vec<Candidate> {
    let cut = |run: &Run| {
        let held = scales.held(run.from, run.until - run.from, Side::Both);
        (held.depth > SHALLOW).then_some(Seed { run: *run, held, by_itself: 0.0 })
    };
    let mut seeds: Vec<Seed> = cuts.iter().filter_map(cut).collect();
    for length in scales.lengths() {
        seeds_of(scales, length, shallowest.max(SHALLOW), &mut seeds);
    }
    seeds.sort_by(|a, b| {
        a.by_itself.total_cmp(&b.by_itself).then(a.run.from.cmp(&b.run.from)).then(a.run.until.cmp(&b.run.until))
    });
    seeds.truncate(SEEDS);
    let mut found: Vec<Candidate> = Vec::new();
    for seed in &seeds {
        // What was grown from a clearer seed of nearly the same stretch, or of a part of it, grows to the same.
        if !found.iter().any(|known| nearly(known.run, seed.run) || is_part(seed, known)) {
            found.extend(grown(scales, seed));
        }
    }
    found.sort_by_key(|c| (c.run.from, c.run.until));
    found.dedup_by(|a, b| a.run == b.run);
    mark_patterned(&mut found, cuts);
    found
}

/// Whether two stretches share nine tenths.
fn nearly(a: Run, b: Run) -> bool {
    let shared = a.until.min(b.until).saturating_sub(a.from.max(b.from));
    10 * shared >= 9 * (a.until.max(b.until) - a.from.min(b.from))
}

/// Whether a seed lies within a stretch and is as deep.
fn is_part(seed: &Seed, of: &Candidate) -> bool {
    of.run.from <= seed.run.from && seed.run.until <= of.run.until && (seed.held.depth - of.depth).abs() <= ALIKE
}

/// Candidates that lie in cuts at the same hours of some days: what comes by itself, at most once a cut, has to come at these hours on
/// each of the days, so it is as much rarer.
fn mark_patterned(found: &mut [Candidate], cuts: &[Run]) {
    for candidate in found {
        let run = candidate.run;
        let next = cuts.partition_point(|cut| cut.until <= run.from);
        let near = cuts.iter().skip(next).take_while(|cut| cut.from < run.until);
        let inside: usize = near.map(|cut| cut.until.min(run.until) - cut.from.max(run.from)).sum();
        if 2 * inside >= run.until - run.from {
            candidate.patterned = true;
            candidate.by_itself = candidate.by_itself.min(SEED) / cuts.len() as f64;
        }
    }
}

struct Seed {
    run: Run,
    held: Comparison,
    by_itself: f64,
}

/// Places at which the score of a length has a local maximum that the file hardly makes by itself.
fn seeds_of(scales: &Scales<'_>, length: usize, shallowest: f64, seeds: &mut Vec<Seed>) {
    let n = scales.len();
    let stride = (length / 4).max(1);
    let mut add = |from: usize, side: Side, held: Comparison| {
        let by_itself = scales.by_itself(length, side, held.score);
        if by_itself < SEED {
            seeds.push(Seed { run: Run { from, until: from + length }, held, by_itself });
        }
    };
    let bar = scales.bar(length, Side::Both, SEED);
    let least = scales.least_depth(bar);
    let (low, asked) = (scales.below(length, stride, least.max(shallowest)), least.max(0.7 * shallowest));
    let high: Vec<(usize, Comparison)> = low
        .into_iter()
        .filter(|from| [Side::Left, Side::Right].into_iter().all(|side| scales.may_lie(*from, length, asked, side)))
        .map(|from| (from, scales.held(from, length, Side::Both)))
        .filter(|(_, held)| held.depth >= 0.7 * shallowest && held.score >= bar)
        .collect();
    // One that no place within its own length surpasses.
    let surpassed = |k: usize, from: usize, score: f64| {
        let beats = |other: &&(usize, Comparison)| other.1.score > score;
        let before = high.iter().take(k).rev().take_while(|other| from - other.0 <= 4 * stride).find(beats);
        before.or(high.iter().skip(k + 1).take_while(|other| other.0 - from <= 4 * stride).find(beats)).is_some()
    };
    for (k, (from, held)) in high.iter().enumerate() {
        if !surpassed(k, *from, held.score) {
            add(*from, Side::Both, *held);
        }
    }
    let held = scales.held(0, length, Side::Right);
    if held.depth >= SHALLOW_END {
        add(0, Side::Right, held);
    }
    if let Some(from) = n.checked_sub(length) {
        let held = scales.held(from, length, Side::Left);
        if held.depth >= SHALLOW_END {
            add(from, Side::Left, held);
        }
    }
}

/// The side that a run is held against by where it lies.
fn side_of(run: Run, bins: usize) -> Side {
    match (run.from > 0, run.until < bins) {
        (true, false) => Side::Left,
        (false, true) => Side::Right,
        _ => Side::Both,
    }
}

/// Levels on both sides; the one that is not known like the other.
fn both(held: Comparison) -> Option<(f64, f64)> {
    match (held.left.is_nan(), held.right.is_nan()) {
        (true, true) => None,
        (true, false) => Some((held.right, held.right)),
        (false, true) => Some((held.left, held.left)),
        (false, false) => Some((held.left, held.right)),
    }
}

/// The stretch around a seed, judged at its own length.
fn grown(scales: &Scales<'_>, seed: &Seed) -> Option<Candidate> {
    let n = scales.len();
    let mut run = seed.run;
    let (mut left, mut right) = both(seed.held)?;
    let mut depth = seed.held.depth;
    for _ in 0..ROUNDS {
        let next = stretch(scales, run, depth, left, right)?;
        if next == run {
            break;
        }
        run = next;
        let held = scales.held(run.from, run.until - run.from, side_of(run, n));
        let held = if held.depth.is_nan() { one_side(scales, run).1 } else { held };
        (left, right) = both(held)?;
        if held.depth.is_nan() || held.depth <= 0.02 {
            return None;
        }
        depth = held.depth;
    }
    if run.from == 0 && run.until >= n {
        return None;
    }
    let length = run.until - run.from;
    let mut side = side_of(run, n);
    let mut held = scales.held(run.from, length, side);
    if side == Side::Both && held.depth.is_nan() {
        // Too near an end for a level beside: held against the other alone, with that one's own extremes.
        (side, held) = one_side(scales, run);
    }
    if held.depth.is_nan() || held.depth <= 0.0 {
        return None;
    }
    let (sharper, blunter) = sharpness(scales, run, held);
    let reference = [held.left, held.right].into_iter().filter(|l| !l.is_nan()).reduce(f64::min)?;
    let weight = (reference / scales.ordinary(run.from.midpoint(run.until))).min(1.0) * held.depth;
    Some(Candidate {
        side,
        rest: rest(scales, run, held.depth, reference),
        by_itself: scales.by_itself(length, side, held.score).max(scales.by_counting(run.from..run.until, held)),
        sharper,
        blunter,
        energy: scales.expected(run.from, run.until) * weight * weight,
        ..Candidate::plain(run, n, held.depth, (held.left, held.right))
    })
}

/// The depth of a run without its deepest bin.
fn rest(scales: &Scales<'_>, run: Run, depth: f64, reference: f64) -> f64 {
    let weight = |bin: usize| scales.expected(bin, bin + 1);
    let lost = |bin: usize| weight(bin) * (reference - scales.share(bin));
    let deepest = (run.from..run.until).filter(|bin| !lost(*bin).is_nan()).max_by(|a, b| lost(*a).total_cmp(&lost(*b)));
    let all = scales.expected(run.from, run.until);
    match deepest {
        Some(bin) if all > weight(bin) => (depth * all - lost(bin) / reference) / (all - weight(bin)),
        _ => depth,
    }
}

fn one_side(scales: &Scales<'_>, run: Run) -> (Side, Comparison) {
    let length = run.until - run.from;
    let left = scales.held(run.from, length, Side::Left);
    if left.depth.is_nan() { (Side::Right, scales.held(run.from, length, Side::Right)) } else { (Side::Left, left) }
}

/// The best-scoring stretch around a run, where a bin scores by how far it lies below half of the depth.
fn stretch(scales: &Scales<'_>, run: Run, depth: f64, left: f64, right: f64) -> Option<Run> {
    let (n, length) = (scales.len(), run.until - run.from);
    let score = |bin: usize| {
        let place = (bin as f64 + 0.5 - run.from as f64) / length as f64;
        let level = left + (right - left) * place.clamp(0.0, 1.0);
        let score = ((1.0 - depth / 2.0 - scales.share(bin) / level) * 2.0 / depth).clamp(-1.0, 1.0);
        // What is little expected says little, and a bin without a value speaks against: service may have been back in it.
        match scales.weight(bin) {
            0.0 => 0.0,
            weight if score.is_nan() => -UNKNOWN * weight,
            weight => score * weight,
        }
    };
    let known = |bin: usize| !scales.share(bin).is_nan();
    let measured = (run.from..run.until).filter(|bin| known(*bin) && score(*bin) > 0.0).count();
    // From the densest sixth of the run outwards.
    let window = (length / 6).max(1);
    let mut sum: f64 = (run.from..run.from + window).map(score).sum();
    let (mut best, mut densest) = (sum, run.from);
    for from in run.from + 1..=run.until - window {
        sum += score(from + window - 1) - score(from - 1);
        if sum > best {
            (best, densest) = (sum, from);
        }
    }
    let middle = densest + window / 2;
    // A return costs more than an eighth of the length, or a whole day or week: it ends there.
    let limit = (length as f64 / 8.0).max(1.0) * 1.0001;
    let weight = (run.from..run.until).map(|bin| scales.weight(bin)).sum::<f64>() / length as f64;
    let cycle = if scales.cycle > 1 { weight * scales.cycle as f64 } else { f64::INFINITY };
    let reach = |bins: &mut dyn Iterator<Item = usize>| {
        let (mut sum, mut most, mut far) = (0.0, 0.0, 0);
        // What bins without a value cost, now and since the best place, and how many there were since it was out.
        let (mut crossed, mut unknown, mut gap, mut out) = (0.0, 0.0, 0, false);
        for (k, (score, known)) in bins.map(|bin| (score(bin), known(bin))).enumerate() {
            sum += score;
            if !known {
                crossed += score;
                unknown += score;
                gap += 1;
            } else {
                // Out on both sides of a gap: nothing says that it was not so between, where more was measured than that.
                if out && score > 0.0 && gap <= measured {
                    sum -= crossed;
                    unknown -= crossed;
                }
                (crossed, gap, out) = (0.0, 0, score > 0.0);
            }
            if sum > most {
                (most, far, unknown) = (sum, k + 1, 0.0);
            }
            if most - sum > limit || most - sum + unknown > cycle {
                break;
            }
        }
        far
    };
    let room = 2 * length + 50;
    let mut until = middle + reach(&mut (middle..(run.until + room).min(n)));
    let mut from = middle - reach(&mut (run.from.saturating_sub(room)..middle).rev());
    while from < until && scales.share(from).is_nan() {
        from += 1;
    }
    while until > from && scales.share(until - 1).is_nan() {
        until -= 1;
    }
    let longest = if depth >= DEEP { LONGEST_DEEP } else { LONGEST };
    (until > from && (until - from) as f64 <= longest * n as f64).then_some(Run { from, until })
}

/// Share of the depth that falls within an eighth of the length at the sharper and the blunter edge; an open end has one edge.
fn sharpness(scales: &Scales<'_>, run: Run, held: Comparison) -> (f64, f64) {
    let n = scales.len();
    let mut near = ((run.until - run.from) / 8).max(1);
    if run.from == 0 || run.until >= n || scales.cycle > 1 {
        near = near.min(scales.cycle.max(3));
    }
    let fall = |outer: f64, inner: f64, level: f64| (outer - inner) / (level * held.depth);
    let mut edges = [f64::NAN; 2];
    if run.from > 0 {
        let (outer, inner) =
            (scales.ratio(run.from.saturating_sub(near), run.from), scales.ratio(run.from, run.from + near));
        edges[0] = fall(if outer.is_nan() { held.left } else { outer }, inner, held.left);
    }
    if run.until < n {
        let (outer, inner) =
            (scales.ratio(run.until, run.until + near), scales.ratio(run.until.saturating_sub(near), run.until));
        edges[1] = fall(if outer.is_nan() { held.right } else { outer }, inner, held.right);
    }
    let known = || edges.into_iter().filter(|e| !e.is_nan());
    match (known().reduce(f64::max), known().reduce(f64::min)) {
        (Some(sharper), Some(blunter)) => (sharper, blunter),
        _ => (1.0, 1.0),
    }
}

/// Whether two runs share a bin.
pub(super) fn overlap(a: Run, b: Run) -> bool {
    a.from < b.until && b.from < a.until
}

#[cfg(test)]
mod tests;
