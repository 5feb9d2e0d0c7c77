//! The moment that a line of text begins with.
//!
//! In: a line. Out: the moment as it is written, without the brackets around it, and what stands behind it.

use super::timestamp::is_stamp;

/// The moment that a line begins with, in brackets or without, and the rest of the line.
pub(crate) fn leading_moment(line: &str) -> Option<(&str, &str)> {
    const WORDS: usize = 7;
    let line = line.trim_start().trim_start_matches(['[', '(', '<', '"']);
    let ends = line.char_indices().filter(|(_, c)| matches!(c, ' ' | ']' | ')' | '>' | '"')).map(|(at, _)| at);
    let ends: Vec<usize> = ends.take(WORDS).collect();
    let cut = |end: &usize| line.split_at_checked(*end).map(|(stamp, rest)| (bare(stamp), rest));
    ends.iter().rev().filter_map(cut).find(|(stamp, _)| is_moment(stamp))
}

/// Words without the marks around them.
pub(crate) fn bare(text: &str) -> &str {
    text.trim().trim_matches([',', '-', '|', ';', ']', '[', ')', '(', ' ']).trim_end_matches([':', '.'])
}

/// True for a moment that says more than its day.
pub(crate) fn is_moment(text: &str) -> bool {
    text.len() >= 10 && text.contains([':', 'T']) && is_stamp(text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::leading_moment;

    #[test]
    fn lines_begin_with_moments() {
        for (line, stamp, rest) in [
            ("[2025-03-04 00:00:12] Internet is UP", "2025-03-04 00:00:12", " Internet is UP"),
            (
                "Tue Nov 17 00:07:00 CET 2015 Download: 110.81 Mbit/s",
                "Tue Nov 17 00:07:00 CET 2015",
                " Download: 110.81 Mbit/s",
            ),
            ("2025-03-04T00:00:12Z - up", "2025-03-04T00:00:12Z", " up"),
        ] {
            assert_eq!(leading_moment(line), Some((stamp, rest)), "{line}");
        }
        assert_eq!(leading_moment("eth0: 2025 links"), None);
    }
}
