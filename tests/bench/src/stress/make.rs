//! A plan → a file with its truths.
//!
//! In: a plan and draws. Out: the CSV as a person would keep it, and the outages that can be seen in it. An outage is kept only if
//! its stretch differs from the stretches on both sides by more than the same file without any outage ever does at that
//! length: what the noise hides is drawn anew, deeper, or left out.

use super::draw::Draw;
use super::drops::Drop;
use super::noise::{Noise, Scatter};
use super::plan::{Ends, Outages, Plan, Signal, Strikes};
use super::rhythm::DAY;
use crate::case::{Case, Span, Truth};
use std::fmt::Write;

/// An outage, and the signals that it strikes.
struct Struck {
    drop: Drop,
    signals: Vec<usize>,
}

/// Times that a hidden outage is drawn again.
const TRIES: usize = 24;
/// Times the robust deviation of stretches of the same length that an outage must stand out.
const CLEAR: f64 = 5.0;

/// Makes the file of a plan.
pub fn make(kind: &'static str, seed: u64, plan: &Plan, draw: &mut Draw) -> Case {
    let start = 1_500_000_000.0 - 1_500_000_000.0 % DAY + DAY * draw.whole((0, 2500)) as f64;
    let clean: Vec<Vec<f64>> = plan.signals.iter().map(|s| values(plan, s, &[], draw)).collect();
    let struck = befall(plan, &clean, draw);
    let all: Vec<Vec<f64>> = (0..plan.signals.len())
        .map(|i| {
            let own: Vec<&Drop> = struck.iter().filter(|s| s.signals.contains(&i)).map(|s| &s.drop).collect();
            values(plan, &plan.signals[i], &own, draw)
        })
        .collect();
    let missing = missing(plan, &struck, draw);
    let truths: Vec<Truth> = struck.iter().map(|s| truth(plan, s, start)).collect();
    let ignore = single_failures(plan, &all, start);
    let (bytes, until) = write(plan, start, &all, &missing, draw);
    Case {
        name: format!("{kind}-{seed}.csv"),
        kind: kind.to_owned(),
        bytes,
        options: Vec::new(),
        step_secs: plan.step,
        span: Span { start: start * 1e3, end: until * 1e3 },
        truths,
        ignore,
        note: String::new(),
    }
}

fn expected(plan: &Plan, signal: &Signal, bin: usize) -> f64 {
    // Four moments of the bin: a sharp edge of a rhythm may lie within it.
    let at = |k: usize| signal.rhythm.at((bin as f64 + (k as f64 + 0.5) / 4.0) * plan.step);
    signal.level * (0..4).map(at).sum::<f64>() / 4.0
}

fn values(plan: &Plan, signal: &Signal, drops: &[&Drop], draw: &mut Draw) -> Vec<f64> {
    let mut scatter = Scatter::new(signal.noise, draw);
    (0..plan.bins)
        .map(|bin| {
            let (from, until) = (bin as f64 * plan.step, (bin + 1) as f64 * plan.step);
            let lost: f64 =
                drops.iter().map(|d| d.mean(from - signal.late, until - signal.late)).sum::<f64>() * signal.feels;
            let mean = expected(plan, signal, bin) * signal.slow.at((bin as f64 + 0.5) / plan.bins as f64);
            rounded(signal.reads.value(mean, lost.min(1.0), &mut scatter, draw), signal.quantum)
        })
        .collect()
}

/// Decimals of a value: those of the quantum, or five digits in all.
fn decimals(value: f64, quantum: f64) -> usize {
    let small = if quantum > 0.0 { (-quantum.log10()).ceil() } else { 4.0 - value.abs().max(1e-9).log10().floor() };
    small.clamp(0.0, 9.0) as usize
}

fn rounded(value: f64, quantum: f64) -> f64 {
    if quantum > 0.0 { (value / quantum).round() * quantum } else { value }
}

/// A value as the file has it; blank where there is none.
fn cell(value: f64, quantum: f64) -> String {
    if value.is_nan() { String::new() } else { format!("{value:.*}", decimals(value, quantum)) }
}

/// Draws the outages, each clear to see and apart from the others.
fn befall(plan: &Plan, clean: &[Vec<f64>], draw: &mut Draw) -> Vec<Struck> {
    let rule = &plan.outages;
    let mut struck: Vec<Struck> = Vec::new();
    if draw.chance(rule.quiet) {
        return struck;
    }
    let nights = rule.nights.map(|range| draw.whole(range));
    for _ in 0..draw.whole(rule.count) {
        let signals = choose(plan, draw);
        for attempt in 0..TRIES {
            let Some(drops) = draw_drops(plan, rule, attempt, nights, draw) else { continue };
            let apart = |drop: &Drop| struck.iter().all(|other| away(plan, drop, &other.drop));
            let clear = |drop: &Drop| signals.iter().any(|i| visible(plan, &plan.signals[*i], &clean[*i], drop));
            if drops.iter().all(|drop| apart(drop) && clear(drop)) {
                struck.extend(drops.into_iter().map(|drop| Struck { drop, signals: signals.clone() }));
                break;
            }
        }
    }
    struck.sort_by(|a, b| a.drop.span().0.total_cmp(&b.drop.span().0));
    struck
}

fn choose(plan: &Plan, draw: &mut Draw) -> Vec<usize> {
    let n = plan.signals.len();
    let many = match plan.outages.strikes {
        Strikes::All => return (0..n).collect(),
        Strikes::One => 1,
        Strikes::Several(low, high) => draw.whole((low, high.min(n))),
    };
    let mut left: Vec<usize> = (0..n).collect();
    let mut chosen: Vec<usize> = (0..many).map(|_| left.swap_remove(draw.whole((0, left.len() - 1)))).collect();
    chosen.sort_unstable();
    chosen
}

/// One outage, or as many as there are nights. A later attempt goes deeper and longer.
fn draw_drops(
    plan: &Plan,
    rule: &Outages,
    attempt: usize,
    nights: Option<usize>,
    draw: &mut Draw,
) -> Option<Vec<Drop>> {
    let push = attempt as f64 / TRIES as f64;
    let lean = |(low, high): (f64, f64), draw: &mut Draw| draw.between((low + (high - low) * push * 0.7, high));
    let depth = lean(rule.depth, draw);
    let (short, long) = rule.secs;
    let length = draw.log_between((short * (long / short).powf(push * 0.7), long)).max(2.0 * plan.step);
    let shape = draw.pick(rule.shapes);
    let total = plan.secs();
    // The shape's tail of a slow return lies beyond its length.
    let room = if rule.ends == Ends::Inside { 1.6 * length } else { length };
    if room + 8.0 * plan.step > total {
        return None;
    }
    let margin = (0.02 * total).max(4.0 * plan.step);
    let begin = match rule.ends {
        Ends::OpenStart => -0.2 * length,
        Ends::OpenEnd => total - draw.between((0.7, 0.95)) * length,
        Ends::Inside => draw.between((margin, (total - room - margin).max(margin))),
    };
    let shape_of = |at: f64, draw: &mut Draw| Drop::new(shape, at, length, depth, plan.step, draw);
    let Some(nights) = nights else { return Some(vec![shape_of(begin, draw)]) };
    let first = draw.between((DAY, (total - (nights + 1) as f64 * DAY).max(DAY + 1.0)));
    Some((0..nights).map(|night| shape_of(first + night as f64 * DAY, draw)).collect())
}

/// Apart by as much as the shorter lasts: each has a truth of its own then.
fn away(plan: &Plan, a: &Drop, b: &Drop) -> bool {
    let ((a0, a1), (b0, b1)) = (a.span(), b.span());
    let margin = (a1 - a0).max(b1 - b0).max(6.0 * plan.step);
    a1 + margin < b0 || b1 + margin < a0
}

/// Whether the stretch stands out from both its sides more than any does in the file without outages.
fn visible(plan: &Plan, signal: &Signal, clean: &[f64], drop: &Drop) -> bool {
    let usual: Vec<f64> = (0..plan.bins).map(|bin| expected(plan, signal, bin)).collect();
    // A stream of its own, by the drop's place: looking changes nothing else.
    let mut out = values(plan, signal, &[drop], &mut Draw::new("look", drop.span().0.to_bits()));
    // A timeout is the longest of all.
    let worst = out.iter().copied().fold(0.0, f64::max).max(signal.level * 4.0);
    out.iter_mut().filter(|v| v.is_nan()).for_each(|v| *v = worst);
    let (start, end) = drop.edges[0];
    let bin = |at: f64| ((at / plan.step).round().max(0.0) as usize).min(plan.bins);
    let (from, until) = (bin(start), bin(end));
    let n = until.saturating_sub(from).max(1);
    let Some(seen) = contrast(&out, &usual, from, n) else { return false };
    let mut own: Vec<f64> = (0..plan.bins.saturating_sub(n)).filter_map(|i| contrast(clean, &usual, i, n)).collect();
    own.sort_by(f64::total_cmp);
    let rank = |share: f64| own.get((share * own.len() as f64) as usize).copied().unwrap_or(0.0);
    let spread = (rank(0.84) - rank(0.16)) / 2.0;
    let rises = !matches!(signal.reads, super::noise::Reads::Falls | super::noise::Reads::Percent);
    let (seen, extreme) = if rises { (seen, rank(0.995)) } else { (-seen, -rank(0.005)) };
    seen > CLEAR * spread && seen > 1.2 * extreme && seen > 0.15
}

/// A stretch's share of what is usual, less that of the stretches beside it.
fn contrast(values: &[f64], usual: &[f64], from: usize, n: usize) -> Option<f64> {
    let share = |a: usize, b: usize| {
        let of: f64 = usual[a..b].iter().sum();
        (b > a && of > 0.0).then(|| values[a..b].iter().sum::<f64>() / of)
    };
    let until = (from + n).min(values.len());
    let middle = share(from, until)?;
    let before = share(from.saturating_sub(n), from);
    let after = share(until, (until + n).min(values.len()));
    let sides: Vec<f64> = [before, after].into_iter().flatten().collect();
    (!sides.is_empty()).then(|| middle - sides.iter().sum::<f64>() / sides.len() as f64)
}

/// Which values are missing: a list of bins for each signal.
fn missing(plan: &Plan, struck: &[Struck], draw: &mut Draw) -> Vec<Vec<bool>> {
    let rule = plan.missing;
    let mut all = vec![vec![false; plan.bins]; plan.signals.len()];
    let longest = rule.longest.max(1);
    // No gap over an edge: a truth is known to the sample.
    let edges: Vec<f64> =
        struck.iter().flat_map(|s| [s.drop.edges[0].0, s.drop.edges[0].1].map(|at| at / plan.step)).collect();
    let hides = |from: usize, until: usize| edges.iter().any(|at| (from as f64 - 3.0..until as f64 + 3.0).contains(at));
    let mut gap = |chance: f64, marks: &mut [&mut Vec<bool>]| {
        let mut bin = 0;
        while bin < plan.bins {
            if chance > 0.0 && draw.chance(chance) {
                let until = (bin + draw.whole((1, longest))).min(plan.bins);
                if !hides(bin, until) {
                    marks.iter_mut().for_each(|m| m[bin..until].fill(true));
                }
                bin = until;
            }
            bin += 1;
        }
    };
    gap(rule.everywhere, &mut all.iter_mut().collect::<Vec<_>>());
    all.iter_mut().for_each(|own| gap(rule.here, &mut [own]));
    for one in struck.iter().filter(|_| rule.within > 0.0) {
        let (a, b) = one.drop.edges[0];
        let (middle, half) = ((a + b) / 2.0, (b - a) * rule.within / 2.0);
        let bin = |at: f64| ((at / plan.step).max(0.0) as usize).min(plan.bins);
        all.iter_mut().for_each(|own| own[bin(middle - half)..bin(middle + half)].fill(true));
    }
    all
}

/// The truth in milliseconds: within the file, and where the signal shows nothing at night also by what can be seen.
fn truth(plan: &Plan, struck: &Struck, start: f64) -> Truth {
    let total = plan.secs();
    let mut either: Vec<Span> = Vec::new();
    // Each account of those that see most of it is right.
    let feel = |i: &&usize| plan.signals[**i].feels >= 0.5;
    let mut lates: Vec<f64> = struck.signals.iter().filter(feel).map(|i| plan.signals[*i].late).collect();
    lates.dedup();
    for ((a, b), late) in struck.drop.edges.iter().flat_map(|edges| lates.iter().map(move |late| (edges, late))) {
        let (a, b) = ((a + late).max(0.0), (b + late).min(total));
        either.push(Span { start: (start + a) * 1e3, end: (start + b) * 1e3 });
        let usual = |bin: usize| {
            struck.signals.iter().map(|i| expected(plan, &plan.signals[*i], bin) / plan.signals[*i].level).sum::<f64>()
        };
        let (from, until) = ((a / plan.step) as usize, (((b / plan.step).ceil()) as usize).min(plan.bins));
        let seen: Vec<usize> = (from..until).filter(|bin| usual(*bin) > 0.15 * struck.signals.len() as f64).collect();
        if let (Some(first), Some(last)) = (seen.first(), seen.last()) {
            let (x, y) = (a.max(*first as f64 * plan.step), b.min((last + 1) as f64 * plan.step));
            if x > a || y < b {
                either.push(Span { start: (start + x) * 1e3, end: (start + y) * 1e3 });
            }
        }
    }
    let felt = struck.signals.iter().map(|i| &plan.signals[*i]).filter(|signal| signal.feels >= 0.5);
    Truth { either, series: felt.map(|signal| signal.name.clone()).collect() }
}

/// One or two checks that fail in a signal of ones and noughts count neither way: somebody may well want to see them.
fn single_failures(plan: &Plan, all: &[Vec<f64>], start: f64) -> Vec<Span> {
    let at = |bin: usize| (start + bin as f64 * plan.step) * 1e3;
    let mut spans = Vec::new();
    let states = plan.signals.iter().zip(all).filter(|(signal, _)| matches!(signal.noise, Noise::Probes { n: 1 }));
    for (_, values) in states {
        let mut bin = 0;
        for run in values.chunk_by(|a, b| a == b) {
            if run[0] == 0.0 && run.len() <= 2 {
                spans.push(Span { start: at(bin), end: at(bin + run.len()) });
            }
            bin += run.len();
        }
    }
    spans
}

/// The file, and the end of its last bin in seconds.
fn write(plan: &Plan, start: f64, all: &[Vec<f64>], missing: &[Vec<bool>], draw: &mut Draw) -> (Vec<u8>, f64) {
    let names: Vec<&str> = plan.signals.iter().map(|s| s.name.as_str()).collect();
    let mut text = format!("time,{}\n", names.join(","));
    let mut until = start;
    for bin in 0..plan.bins {
        let cells: Vec<String> = all
            .iter()
            .zip(missing)
            .zip(&plan.signals)
            .map(|((values, gone), signal)| cell(if gone[bin] { f64::NAN } else { values[bin] }, signal.quantum))
            .collect();
        // Nothing was collected: the row is not there. A timeout of a lone signal keeps its row, with an empty cell.
        if missing.iter().all(|gone| gone[bin]) {
            continue;
        }
        let off = if plan.missing.jitter > 0.0 {
            (plan.step * draw.between((0.0, plan.missing.jitter))).round()
        } else {
            0.0
        };
        let at = start + bin as f64 * plan.step;
        let stamp = outage_lens::base::time::iso(((at + off) * 1e3) as i64);
        let _ = writeln!(text, "{stamp},{}", cells.join(","));
        until = at + plan.step;
    }
    (text.into_bytes(), until)
}
