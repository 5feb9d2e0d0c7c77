//! Recognizes what looks like a number and is none: addresses, links, versions.
//!
//! In: the bytes of one cell. Out: true for IPv4 and IPv6 addresses and blocks, MAC addresses, links, and versions such as
//! `1.2.3`, `v2.11` or `curl/8.4.0`.

use std::net::IpAddr;

/// True for an address, a link or a version.
pub(crate) fn is_address(cell: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(cell.trim_ascii()) else { return false };
    if text.len() < 2 || text.len() > 300 {
        return false;
    }
    let host = text.split_once('/').map_or(text, |(host, _)| host);
    host.parse::<IpAddr>().is_ok() || text.contains("://") || is_mac(text) || is_version(text)
}

/// True for what answers a ping: an address, also with the length of its prefix, or a name such as `www.example.org`, whose labels are of letters, digits and dashes and
/// the last one of letters.
pub(crate) fn is_host(text: &str) -> bool {
    let text = text.trim();
    let text = text.split_once('/').map_or(text, |(host, _)| host);
    let labels: Vec<&str> = text.split('.').collect();
    let is_label = |label: &&str| !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    let last = labels.last().is_some_and(|label| label.len() > 1 && label.bytes().all(|b| b.is_ascii_alphabetic()));
    text.parse::<IpAddr>().is_ok() || labels.len() > 1 && last && labels.iter().all(is_label)
}

fn is_mac(text: &str) -> bool {
    let pairs: Vec<&str> = text.split([':', '-']).collect();
    pairs.len() == 6 && pairs.iter().all(|pair| pair.len() == 2 && pair.bytes().all(|b| b.is_ascii_hexdigit()))
        // Six pairs of digits with dashes are a compact stamp.
        && (text.contains(':') || text.bytes().any(|b| b.is_ascii_alphabetic()))
}

/// `v2.11`, or digits with two points or more whose parts are no groups of thousands.
fn is_version(text: &str) -> bool {
    let (marked, body) = match text.strip_prefix(['v', 'V']) {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let parts: Vec<&str> = body.split('.').collect();
    let digits = |part: &&str| !part.is_empty() && part.len() <= 5 && part.bytes().all(|b| b.is_ascii_digit());
    if !parts.iter().all(digits) || parts.len() < if marked { 2 } else { 3 } {
        return false;
    }
    let thousands = parts.iter().skip(1).all(|part| part.len() == 3);
    // A day, a month and a year are no version.
    let date = parts.len() == 3 && parts.iter().any(|part| part.len() == 4);
    marked || !(thousands || date || is_short_date(&parts))
}

/// `22.12.14`: two digits each, a day and a month among them.
fn is_short_date(parts: &[&str]) -> bool {
    parts.len() == 3 && parts.iter().all(|part| part.len() == 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_answer() {
        assert!(["192.0.2.7", "10.20.30.1/16", "2001:db8::1", "www.example.org"].iter().all(|text| is_host(text)));
        assert!(["1.5", "a", "e.g.", "12:30", "10.000"].iter().all(|text| !is_host(text)));
    }

    #[test]
    fn addresses_are_no_numbers() {
        for text in [
            "192.0.2.7",
            "2001:db8::1",
            "10.0.0.0/8",
            "00:1a:2b:3c:4d:5e",
            "https://example.org/?x=1",
            "1.2.3",
            "v2.11",
        ] {
            assert!(is_address(text.as_bytes()), "{text}");
        }
        for text in ["1.5", "1.234.567", "22.12.2014", "22.12.14", "10:00", "12:30:05", "5", "Tehran", "1,234"] {
            assert!(!is_address(text.as_bytes()), "{text}");
        }
    }
}
