//! Bytes → lines of bounded length, and their numbers.

use crate::base::limits;
use std::io::{BufRead, ErrorKind, Result};

/// A line without its end.
pub(super) enum Line {
    Whole(Vec<u8>),
    /// A line longer than [`limits::JOB`], of so many bytes: it was stepped over.
    TooLong(u64),
}

/// The next line, or `None` at the end. Of a line that is too long no more is kept than what may be.
pub(super) fn next(bytes: &mut impl BufRead) -> Result<Option<Line>> {
    let (mut line, mut length) = (Vec::new(), 0_u64);
    loop {
        let held = match bytes.fill_buf() {
            Ok(held) => held,
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if held.is_empty() && length == 0 {
            return Ok(None);
        }
        let end = memchr::memchr(b'\n', held);
        let part = held.get(..end.unwrap_or(held.len())).unwrap_or_default();
        let ended = end.is_some() || held.is_empty();
        length += part.len() as u64;
        if length <= limits::JOB {
            line.extend_from_slice(part);
        } else {
            line = Vec::new();
        }
        let taken = part.len() + usize::from(end.is_some());
        bytes.consume(taken);
        if ended && length > limits::JOB {
            return Ok(Some(Line::TooLong(length)));
        }
        if ended {
            return Ok(Some(Line::Whole(line)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{BufReader, Cursor, Read};

    fn lines(bytes: impl Read, room: usize) -> Vec<String> {
        let mut bytes = BufReader::with_capacity(room, bytes);
        let mut told = Vec::new();
        while let Some(line) = next(&mut bytes).unwrap() {
            told.push(match line {
                Line::Whole(line) => String::from_utf8(line).unwrap(),
                Line::TooLong(length) => format!("too long: {length}"),
            });
        }
        told
    }

    #[test]
    fn lines_are_the_same_in_any_chunks() {
        for room in [1, 2, 3, 1000] {
            assert_eq!(lines(Cursor::new("a\n\n bc \nd"), room), ["a", "", " bc ", "d"], "{room}");
            assert_eq!(lines(Cursor::new("a\n"), room), ["a"]);
            assert!(lines(Cursor::new(""), room).is_empty());
        }
    }

    #[test]
    fn a_line_that_is_too_long_is_stepped_over() {
        for (more, told) in [(0, None), (1, Some(format!("too long: {}", limits::JOB + 1)))] {
            let long = std::io::repeat(b'x').take(limits::JOB + more);
            let lines = lines(long.chain(Cursor::new("\nnext\n")), 1 << 16);
            assert_eq!(lines.get(1).map(String::as_str), Some("next"));
            assert_eq!(lines.first().filter(|line| line.starts_with("too")), told.as_ref());
        }
    }
}
