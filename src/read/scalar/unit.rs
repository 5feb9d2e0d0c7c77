//! Units behind numbers, and what one is of another.
//!
//! In: the text behind a number, such as `ms`, `K`, `MB/s`. Out: a factor and a base unit. Known are times, bytes, bits,
//! rates and counts with the prefixes that dashboards write.

/// Prefixes and units with their factor and base.
const WORDS: [(&str, f64, &str); 25] = [
    ("", 1.0, ""),
    ("K", 1e3, ""),
    ("k", 1e3, ""),
    ("M", 1e6, ""),
    ("Mil", 1e6, ""),
    ("G", 1e9, ""),
    ("B", 1.0, "B"),
    ("Bil", 1e9, ""),
    ("T", 1e12, ""),
    ("Tri", 1e12, ""),
    ("ns", 1e-9, "s"),
    ("µs", 1e-6, "s"),
    ("μs", 1e-6, "s"),
    ("us", 1e-6, "s"),
    ("ms", 1e-3, "s"),
    ("мс", 1e-3, "s"),
    ("s", 1.0, "s"),
    ("sec", 1.0, "s"),
    ("с", 1.0, "s"),
    ("min", 60.0, "s"),
    ("mins", 60.0, "s"),
    ("hour", 3600.0, "s"),
    ("hours", 3600.0, "s"),
    ("day", 86_400.0, "s"),
    ("days", 86_400.0, "s"),
];
const BASES: [&str; 12] = ["B", "b", "B/s", "b/s", "bps", "Bps", "bit/s", "pps", "p/s", "Hz", "ops/s", "req/s"];
const PREFIXES: [(&str, f64); 9] = [
    ("Ki", 1024.0),
    ("Mi", 1_048_576.0),
    ("Gi", 1_073_741_824.0),
    ("Ti", 1_099_511_627_776.0),
    ("k", 1e3),
    ("K", 1e3),
    ("M", 1e6),
    ("G", 1e9),
    ("T", 1e12),
];

/// The factor and the base of a unit; `None` where it is not known.
pub(crate) fn scale(unit: &str) -> Option<(f64, &str)> {
    if let Some((_, factor, base)) = WORDS.iter().find(|(word, _, _)| *word == unit) {
        return Some((*factor, base));
    }
    let prefix =
        PREFIXES.iter().find(|(prefix, _)| unit.strip_prefix(prefix).is_some_and(|rest| BASES.contains(&rest)));
    let (factor, rest) =
        prefix.map_or((1.0, unit), |(prefix, factor)| (*factor, unit.strip_prefix(prefix).unwrap_or(unit)));
    BASES.contains(&rest).then_some((factor, rest))
}

/// True for a prefix alone, such as `K`: the numbers without one are plain counts on the same scale.
pub(crate) fn is_prefix(unit: &str) -> bool {
    !unit.is_empty() && scale(unit).is_some_and(|(_, base)| base.is_empty())
}
