//! Finds how a table is written: delimiter, line ends, the rows before the header, the header.
//!
//! In: the first bytes. Out: [`Dialect`] and sample rows. Taken: `,` `;` tab `|`, columns aligned by blanks, the tables of
//! Markdown pages and of database prompts, line ends LF, CR LF and CR, a leading `sep=` line, leading `#` comments, title
//! lines before the header, a header of up to three rows or none.
//! The delimiter is the one that leaves a column of stamps; of several, the one that cuts the most lines alike. A comma that
//! only ever stands between two digits yields to another delimiter: it is a decimal comma.

use super::dialect::{Dialect, HeadRow};
use super::header_rows;
use super::rows::{ALIGNED, BLANKS, Row, Rows, Sink, by_blanks, is_rule};
use crate::base::Error;
use crate::read::scalar::timestamp::is_any_stamp;

/// Rows of a head that are looked at.
const SAMPLE: usize = 1_000;
/// Lines of a head by which the delimiter is found.
const LINES: usize = 200;

#[derive(Default)]
struct Kept(Vec<HeadRow>);

impl Sink for Kept {
    fn row(&mut self, row: Row<'_>) -> Result<(), Error> {
        if self.0.len() < SAMPLE {
            self.0.push((row.line, row.byte, row.cells().map(<[u8]>::to_vec).collect()));
        }
        Ok(())
    }
}

/// Tells the dialect. `whole` is true where the head is all there is: then its last line counts even without an end.
pub(crate) fn detect_dialect(head: &[u8], whole: bool) -> Dialect {
    let end = if head.contains(&b'\n') || !head.contains(&b'\r') { b'\n' } else { b'\r' };
    let known = match memchr::memrchr(end, head) {
        Some(last) if !whole => head.get(..=last).unwrap_or(head),
        _ => head,
    };
    let mut dialect = Dialect { end, line: 1, ..Dialect::default() };
    let mut forced = None;
    while let Some(rest) = known.get(dialect.byte..).filter(|rest| !rest.is_empty()) {
        let length = memchr::memchr(end, rest).map_or(rest.len(), |at| at + 1);
        let (line, _) = rest.split_at(length);
        let text = String::from_utf8_lossy(line.trim_ascii()).into_owned();
        if let Some(comment) = text.strip_prefix('#').filter(|_| !heads_the_table(&text, rest, length, end)) {
            dialect.comments.push(comment.trim_start_matches('#').trim().to_owned());
        } else if let Some(mark) = text.strip_prefix("sep=") {
            forced = mark.bytes().next().or(Some(b'\t'));
        } else if !text.is_empty() {
            break;
        }
        dialect.byte += length;
        dialect.line += 1;
    }
    let body = known.get(dialect.byte..).unwrap_or_default();
    dialect.delimiter = forced.unwrap_or_else(|| delimiter(body, end));
    let mut kept = Kept::default();
    let mut rows = Rows::new(dialect.delimiter, end, dialect.line, dialect.byte as u64);
    // A row too long to be one ends the sample; reading says so with its place.
    let _ = rows.push(body, &mut kept).and_then(|()| if whole { rows.finish(&mut kept) } else { Ok(()) });
    header_rows::split_off(&mut dialect, kept.0);
    dialect
}

/// True for a line with `#` that is the header: the row below it is no comment and has as many cells, two at least.
fn heads_the_table(text: &str, rest: &[u8], length: usize, end: u8) -> bool {
    let below = rest.get(length..).unwrap_or_default();
    let below = below.split(|b| *b == end).next().unwrap_or_default();
    if below.trim_ascii().starts_with(b"#") {
        return false;
    }
    [b',', b';', b'\t', b'|'].iter().any(|mark| {
        let count = outside_quotes(below, *mark);
        count > 0 && cut(below, *mark).into_iter().any(is_any_stamp) && outside_quotes(text.as_bytes(), *mark) == count
    })
}

/// The byte that cuts the lines into cells.
fn delimiter(body: &[u8], end: u8) -> u8 {
    let lines: Vec<&[u8]> = body
        .split(|b| *b == end)
        .filter(|line| !line.trim_ascii().is_empty() && !is_rule(line) && !line.starts_with(b"#"))
        .take(LINES)
        .collect();
    let judged = [b'\t', b';', b'|', b','].into_iter().filter_map(|mark| Some((judge(&lines, mark)?, mark)));
    let judged: Vec<((bool, bool, usize, usize), u8)> = judged.collect();
    let best = judged.iter().max_by_key(|(score, _)| *score).copied();
    let stamped = |best: &((bool, bool, usize, usize), u8)| best.0.0;
    if best.as_ref().is_some_and(stamped) {
        return best.map_or(b',', |(_, mark)| mark);
    }
    if judge(&lines, ALIGNED).is_some_and(|(stamped, ..)| stamped) {
        return ALIGNED;
    }
    // Lines of words have as many as they like; those of a table, but for its header, are alike.
    if judge(&lines, BLANKS).is_some_and(|(stamped, _, same, _)| stamped && same * 50 >= (lines.len() - 1) * 49) {
        return BLANKS;
    }
    best.map_or(b',', |(_, mark)| mark)
}

/// How well a byte cuts the lines: whether a column of stamps comes of it, whether it is more than a decimal comma, how many
/// lines it cuts into the usual number of cells, and that number. `None` where it cuts them unlike.
fn judge(lines: &[&[u8]], mark: u8) -> Option<(bool, bool, usize, usize)> {
    let mut counts: Vec<usize> = lines.iter().map(|line| outside_quotes(line, mark)).collect();
    counts.sort();
    let usual = counts.get(counts.len() / 2).copied().unwrap_or(0);
    let same = counts.iter().filter(|count| **count == usual).count();
    if usual == 0 || same * 10 < counts.len() * 6 {
        return None;
    }
    let mut stamps = vec![0; usual + 1];
    let mut tried = 0;
    for line in lines.iter().skip(lines.len() / 10).take(40) {
        tried += 1;
        for (cell, count) in cut(line, mark).into_iter().zip(stamps.iter_mut()) {
            *count += usize::from(is_any_stamp(cell));
        }
    }
    let stamped = stamps.iter().any(|count| count * 10 >= tried * 6 && tried > 0);
    let decimal = mark == b','
        && lines.iter().all(|line| {
            line.iter().enumerate().filter(|(_, b)| **b == b',').all(|(i, _)| {
                let digit = |at: Option<usize>| at.and_then(|at| line.get(at)).is_some_and(u8::is_ascii_digit);
                digit(i.checked_sub(1)) && digit(Some(i + 1))
            })
        });
    Some((stamped, !decimal, same, usual))
}

/// The cells of a line, without the quotes around them.
fn cut(line: &[u8], mark: u8) -> Vec<&[u8]> {
    if matches!(mark, ALIGNED | BLANKS) {
        return by_blanks(line.trim_ascii(), mark)
            .map(|(from, until)| line.trim_ascii().get(from..until).unwrap_or_default())
            .collect();
    }
    let mut quoted = false;
    let cells = line.split(|byte| {
        quoted ^= *byte == b'"';
        *byte == mark && !quoted
    });
    cells
        .map(|cell| cell.trim_ascii())
        .map(|cell| cell.strip_prefix(b"\"").and_then(|c| c.strip_suffix(b"\"")).unwrap_or(cell))
        .collect()
}

fn outside_quotes(line: &[u8], mark: u8) -> usize {
    if matches!(mark, ALIGNED | BLANKS) {
        return by_blanks(line.trim_ascii(), mark).count().saturating_sub(1);
    }
    let mut quoted = false;
    let mut count = 0;
    for byte in line {
        quoted ^= *byte == b'"';
        count += usize::from(*byte == mark && !quoted);
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delimiters_are_told() {
        for (text, mark) in [
            ("time,a,b\n2014-12-22,1,2\n2014-12-23,1,2\n", b','),
            ("time;a;b\n2014-12-22;1,5;2,5\n2014-12-23;1,5;2,5\n", b';'),
            ("time\ta\n2014-12-22\t1\n", b'\t'),
            ("time|a\n2014-12-22|1\n", b'|'),
            ("sep=;\ntime;a\n2014-12-22;1\n", b';'),
            ("2014-12-22;1,5\n2014-12-23;2,5\n", b';'),
            ("\"Time, UTC\",\"a;b\"\n2014-12-22,1\n", b','),
            ("Monday, January 01, 2024, 12:00:00 AM\t5\nMonday, January 01, 2024, 12:10:00 AM\t6\n", b'\t'),
            ("| time | a |\n|---|---:|\n| 2014-12-22 00:00 | 1 |\n| 2014-12-23 00:00 | 1 |\n", b'|'),
            (" time | a\n------+---\n 2014-12-22 | 1\n 2014-12-23 | 2\n(2 rows)\n", b'|'),
            ("time              a\n2014-12-22 00:00  1\n2014-12-23 00:00  20\n", ALIGNED),
        ] {
            assert_eq!(detect_dialect(text.as_bytes(), true).delimiter, mark, "{text}");
        }
    }

    #[test]
    fn comments_titles_and_header_are_parted() {
        let text = b"# one\n# two\nA title\n\ntime,v\r\n2014-12-22,1\r\n2014-12-23,2";
        let dialect = detect_dialect(text, true);
        assert_eq!(dialect.comments, ["one", "two"]);
        assert_eq!(dialect.titles, ["A title"]);
        assert_eq!(dialect.header, ["time", "v"]);
        assert_eq!((dialect.line, dialect.byte), (6, 29));
        assert_eq!(dialect.sample.len(), 2);
    }

    #[test]
    fn a_table_may_lack_a_header_or_end_lines_by_cr() {
        let dialect = detect_dialect(b"1719784800000,51.9\r1719795600000,23.5\r", true);
        assert!(dialect.header.is_empty());
        assert_eq!((dialect.end, dialect.sample.len(), dialect.byte), (b'\r', 2, 0));
    }
}
