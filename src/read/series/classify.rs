//! Works out from its label what a series counts, and gives it an id.
//!
//! In: a column's header or a series' name, and a unit. Out: [`Kind`] by the words in it (the data sources of IODA, the
//! usual names elsewhere), and a stable id. A label that says nothing gives `Other`, which detection treats as something
//! that falls when connectivity falls.

use crate::base::{Kind, Sampling};
use std::collections::BTreeMap;

/// Words, in the order in which they decide: what goes up in an outage comes first, since `ping latency` is a latency.
const WORDS: &[(Kind, &[&str])] = &[
    (Kind::Latency, &["latency", "rtt", "delay", "ping-ms"]),
    (Kind::Loss, &["loss", "lost", "unreachable"]),
    (Kind::Telescope, &["telescope", "ucsd-nt", "merit-nt", "darknet", "ibr"]),
    (Kind::Probing, &["ping-slash24", "probing", "probe", "probes", "ping", "icmp", "responsive", "connectivity"]),
    (Kind::Routes, &["bgp", "prefix", "prefixes", "routes", "routed", "visible", "visibility", "24s", "asns", "rib"]),
    (
        Kind::Traffic,
        &[
            "traffic",
            "google",
            "gtr",
            "gtr-sarima",
            "youtube",
            "mozilla",
            "requests",
            "request",
            "search",
            "http",
            "https",
            "bytes",
            "bits",
            "bps",
            "flows",
            "tests",
            "traceroutes",
            "queries",
            "views",
            "sessions",
            "visits",
            "downloads",
        ],
    ),
    (Kind::Service, &["service", "app", "login", "logins", "messages", "up"]),
];

/// What a series of that label and unit counts.
pub(crate) fn of(label: &str, unit: &str) -> Kind {
    let slug = format!("-{}-", slug(label));
    for (kind, words) in WORDS {
        if words.iter().any(|word| slug.contains(&format!("-{word}-"))) {
            return *kind;
        }
    }
    match unit {
        "ms" | "µs" | "us" => Kind::Latency,
        "bps" | "kbps" | "Mbps" | "Gbps" | "bit/s" | "req/s" => Kind::Traffic,
        _ => Kind::Other,
    }
}

/// What a stamp of IODA's data sources names: the start of its bin, but with Google's traffic (`gtr`) the end. The half-hour stamped
/// 01:00 of eight days in Iraq that were cut at 01:00 is whole in all eight (88 % of the one before, as on the days around), and the one
/// stamped 05:00 is as empty as in the night, though all else is back; Iran, dark at 18:45, is so from the stamp of 19:30 on.
pub(crate) fn sampling(source: &str) -> Sampling {
    let google = source == "gtr" || source.starts_with("gtr-") || source.starts_with("Google (");
    if google { Sampling::BinEnd } else { Sampling::BinStart }
}

/// Lower-case words joined by `-`: the stable id of a label.
pub(crate) fn slug(label: &str) -> String {
    let mut slug = String::new();
    for c in label.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// Ids for labels, each different: a second `a` becomes `a-2`; a label without a letter becomes `series`.
pub(crate) fn ids<'a>(labels: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    // Every id with the last number that was tried behind it: a thousand columns of one name don't ask for each other's.
    let mut tried: BTreeMap<String, u32> = BTreeMap::new();
    for label in labels {
        let base = Some(slug(label)).filter(|slug| !slug.is_empty()).unwrap_or_else(|| "series".to_owned());
        let mut id = base.clone();
        let mut n = tried.get(&base).copied().unwrap_or(1);
        while tried.contains_key(&id) {
            n += 1;
            id = format!("{base}-{n}");
        }
        tried.insert(base, n);
        tried.entry(id.clone()).or_insert(1);
        ids.push(id);
    }
    ids
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn googles_traffic_is_stamped_at_the_end_of_its_bin() {
        for label in ["gtr", "gtr-sarima", "Google (Search)"] {
            assert_eq!(sampling(label), Sampling::BinEnd, "{label}");
        }
        for label in ["bgp", "ping-slash24", "merit-nt", "google_youtube", "value"] {
            assert_eq!(sampling(label), Sampling::BinStart, "{label}");
        }
    }

    #[test]
    fn labels_tell_the_kind() {
        for (label, kind) in [
            ("BGP (#Visible /24s)", Kind::Routes),
            ("prefixes_visible", Kind::Routes),
            ("Active Probing (#/24s Up)", Kind::Probing),
            ("ping-slash24", Kind::Probing),
            ("Telescope (# Unique Source IPs)", Kind::Telescope),
            ("merit-nt", Kind::Telescope),
            ("Google (Search)", Kind::Traffic),
            ("gtr", Kind::Traffic),
            ("latency_indx", Kind::Latency),
            ("packet loss", Kind::Loss),
            ("value", Kind::Other),
        ] {
            assert_eq!(of(label, ""), kind, "{label}");
        }
    }

    #[test]
    fn ids_are_stable_and_different() {
        assert_eq!(ids(["A b", "a-B", "??"].into_iter()), ["a-b", "a-b-2", "series"]);
    }
}
