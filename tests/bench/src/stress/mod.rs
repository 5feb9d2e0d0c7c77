//! The stress set: made-up files of the shapes that real measurements have and the simulator has not, with their true outages.
//!
//! In: a kind and a seed. Out: a CSV file and its truths. It shares no code with the detector or the simulator, and is made by other
//! hands. Seeds 1 to 200 of every kind may be looked at while a detector is made; seeds from 1001 on are for judging: a
//! table for the documentation comes from them, and nobody looks at one of those files to change a rule.
//!
//! A truth is in the file for anyone to see: `make` keeps an outage only if its stretch stands out from both its sides more than
//! any stretch of that length does without it. Every kind has files without any outage; some kinds have no others.

mod counts;
mod draw;
mod drops;
mod ends;
mod make;
mod noise;
mod places;
mod plan;
mod rhythm;
mod services;

use crate::case::Case;
use draw::Draw;
use plan::Plan;

/// A kind of file.
pub struct Kind {
    /// Its name.
    pub id: &'static str,
    /// What it is, in a line.
    pub about: &'static str,
    plan: fn(&mut Draw) -> Plan,
}

const fn kind(id: &'static str, about: &'static str, plan: fn(&mut Draw) -> Plan) -> Kind {
    Kind { id, about, plan }
}

/// Every kind.
pub const KINDS: &[Kind] = &[
    kind("heavy-tails", "traffic whose noise has the tails of Student's t", services::heavy_tails),
    kind("bursts", "traffic with sudden bursts that fade", services::bursts),
    kind("memory", "traffic whose noise stays for hours", services::memory),
    kind("weekday-service", "a service that is used on working days", services::weekday_service),
    kind("opening-hours", "sharp edges each morning and evening", services::opening_hours),
    kind("quiet-weekends", "every weekend at a half or less", services::quiet_weekends),
    kind("holidays", "working days that are like Sundays", services::holidays),
    kind("growth", "three times as much at the end", services::growth),
    kind("drift", "the level wanders for weeks", services::drift),
    kind("level-shift", "lower from one day on, for good: no outage", services::level_shift),
    kind("surges", "much more for some hours, never less: no outage", services::surges),
    kind("mechanical", "flat, pure noise or square days by a program: no outage", services::mechanical),
    kind("near-zero", "one or two an hour", counts::near_zero),
    kind("over-dispersed", "counts that scatter more than by chance", counts::over_dispersed),
    kind("half-deep-long", "some thirty probes, half of them gone for a day and more", counts::half_deep_long),
    kind("small-region", "a handful of users with a rhythm", counts::small_region),
    kind("few-levels", "three to eight prefixes", counts::few_levels),
    kind("up-down", "one or nought, with single failures", counts::up_down),
    kind("percent-quantised", "whole percents near a hundred", counts::percent_quantised),
    kind("percent-bounded", "percents that reach their bound", counts::percent_bounded),
    kind("loss", "percent of pings lost: high is bad", counts::loss),
    kind("latency", "round-trip times, blank where nothing comes back: high is bad", counts::latency),
    kind("without-service", "customers without service: high is bad", counts::without_service),
    kind("daily-years", "one value a day for years", ends::daily_years),
    kind("short-file", "two or three days", ends::short_file),
    kind("one-day", "a day by the minute", ends::one_day),
    kind("starts-out", "begins in the outage", ends::starts_out),
    kind("ends-out", "ends in the outage", ends::ends_out),
    kind("gaps-inside", "rows are missing within the outage", ends::gaps_inside),
    kind("irregular", "stamps anyhow, polls left out", ends::irregular),
    kind("slow-return", "hours and days until all is back", ends::slow_return),
    kind("stairs", "down and up by steps", ends::stairs),
    kind("flapping", "short returns within", ends::flapping),
    kind("short-total", "everything gone for two to six bins", ends::short_total),
    kind("long-partial", "a third to a half gone for days", ends::long_partial),
    kind("nights", "the same hours each night for a week or two", ends::nights),
    kind("one-of-thirty", "thirty regions, one of them out", places::one_of_thirty),
    kind("some-of-thirty", "thirty regions, several out at once", places::some_of_thirty),
    kind("one-stays-down", "thirty regions, one out until the end", places::one_stays_down),
    kind("disagree", "three signals that see it unlike and late", places::disagree),
    kind("missing-everywhere", "the collector stops: no outage", places::missing_everywhere),
    kind("missing-here", "one of several signals stops: no outage", places::missing_here),
];

/// The file of a kind and a seed.
pub fn case(kind: &Kind, seed: u64) -> Case {
    let mut draw = Draw::new(kind.id, seed);
    let plan = (kind.plan)(&mut draw);
    let mut case = make::make(kind.id, seed, &plan, &mut draw);
    case.note = kind.about.to_owned();
    case
}

/// The files of these seeds, seed by seed: of these kinds, or of all where none is named.
pub fn cases(seeds: std::ops::Range<u64>, kinds: &[&'static str]) -> impl Iterator<Item = Case> {
    let wanted: Vec<&Kind> = KINDS.iter().filter(|kind| kinds.is_empty() || kinds.contains(&kind.id)).collect();
    seeds.flat_map(move |seed| wanted.clone().into_iter().map(move |kind| case(kind, seed)))
}
