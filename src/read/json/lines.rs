//! One JSON document a line (NDJSON): a line that is none is left out, and the lines after it are read.
//!
//! In: what the tokenizer meets. Out: whether an error is one of a line alone, where the next line begins, and how many
//! lines were left out, with the first error. Until two lines are read whole, the next has to begin as documents do there,
//! so that a document over several lines, or one that is all of a file, never loses what it held.

use crate::base::{Code, Error, Notes, limits};

/// What is known of lines.
#[derive(Debug, Default)]
pub(crate) struct Lines {
    /// Lines that were a document each.
    whole: u64,
    /// A document has ended on the line it began, and nothing came after it.
    ended: bool,
    /// The document that is open goes over several lines.
    several: bool,
    opening: u8,
    /// The rest of a damaged line is being stepped over.
    skips: bool,
    damaged: u64,
    first: Option<Error>,
}

impl Lines {
    /// A document begins.
    pub(crate) fn begin(&mut self, byte: u8) {
        (self.opening, self.several) = (byte, false);
    }

    /// The document has ended.
    pub(crate) fn end(&mut self) {
        self.ended = !self.several;
    }

    /// A line ends here, inside a document or outside; true where it can't.
    pub(crate) fn line(&mut self, inside: bool, bytes: &[u8], at: usize) -> bool {
        if inside {
            self.several = true;
            let rest = bytes.get(at..).unwrap_or_default();
            return self.whole > 1 || self.whole == 1 && self.like(rest);
        }
        self.whole += u64::from(std::mem::take(&mut self.ended));
        false
    }

    /// True where strings must end on their line.
    pub(crate) fn strict(&self) -> bool {
        self.whole > 0
    }

    /// True where the line after this one begins as documents do here.
    fn like(&self, rest: &[u8]) -> bool {
        let next = memchr::memchr(b'\n', rest).and_then(|end| rest.get(end..)?.trim_ascii_start().first());
        next.is_some_and(|byte| *byte == self.opening)
    }

    /// Steps over the rest of a damaged line: the place of what follows.
    pub(crate) fn skip(&mut self, bytes: &[u8], from: usize) -> usize {
        if !self.skips {
            return from;
        }
        let rest = bytes.get(from..).unwrap_or_default();
        let end = memchr::memchr(b'\n', rest);
        self.skips = end.is_none();
        end.map_or(bytes.len(), |end| from + end + 1)
    }

    /// True where the error is the line's alone, which is left out then.
    pub(crate) fn forgive(&mut self, error: &Error, rest: &[u8]) -> bool {
        let alone = self.whole > 1 || (self.whole == 1 || !self.several) && self.like(rest);
        if error.code != Code::JsonSyntax || !alone {
            return false;
        }
        (self.skips, self.ended) = (true, false);
        self.damaged += 1;
        self.first.get_or_insert_with(|| error.clone());
        true
    }

    /// Says what was left out; refused where that is most of the lines.
    pub(crate) fn add_notes(&mut self, notes: &mut Notes) -> Result<(), Error> {
        self.whole += u64::from(std::mem::take(&mut self.ended));
        let Some(error) = self.first.take() else { return Ok(()) };
        let (damaged, all) = (self.damaged, self.damaged + self.whole);
        if damaged as f64 > all as f64 * limits::DAMAGED_SHARE {
            return Err(error);
        }
        let place = error.place.as_deref().cloned().unwrap_or_default();
        let found = format!("{damaged} of {all} lines are no JSON; they were left out. {}", error.found);
        notes.add_at(Code::DamagedRows, found, place);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::base::{Code, Error, Reading};
    use crate::read::tests::read_with;

    fn rows(change: fn(usize, String) -> String) -> String {
        let row = |i: usize| {
            change(i, format!("{{\"time\": {}, \"place\": \"Qom\", \"up\": {i}}}\n", 1_419_264_600 + 300 * i))
        };
        (0..40).map(row).collect()
    }

    fn read(text: &str) -> Result<Reading, Error> {
        let whole = read_with(text.as_bytes(), usize::MAX, &[]);
        for chunk in [1, 7, 50, 1_000] {
            assert_eq!(format!("{:?}", read_with(text.as_bytes(), chunk, &[])), format!("{whole:?}"), "{chunk}");
        }
        whole
    }

    #[test]
    fn a_damaged_line_is_left_out_wherever_it_breaks() {
        for broken in
            ["{\"time\": 14192", "{\"time\": \"2014-", "{\"time\":", "{", "}", "oh no", "{\"time\" 7}", "]]", "\u{1}"]
        {
            for at in [1, 7, 39] {
                let lines = rows(|_, line| line);
                let lines: Vec<&str> = lines.lines().collect();
                let text: String = lines
                    .iter()
                    .enumerate()
                    .map(|(i, line)| if i == at { [broken, "\n"].concat() } else { format!("{line}\n") })
                    .collect();
                let reading = read(&text).unwrap();
                let sum: f64 =
                    reading.series[0].samples().map(|(_, value)| value).filter(|value| !value.is_nan()).sum();
                assert_eq!(sum, 780.0 - at as f64, "{broken} at {at}");
                let note = reading.notes.list().iter().find(|note| note.code == Code::DamagedRows).unwrap();
                assert!(note.message.starts_with("1 of 40 lines"), "{}", note.message);
                let line = note.place.as_ref().unwrap().line.unwrap();
                assert!(line == at as u64 + 1 || line == at as u64 + 2, "{broken} at {at}: {line}");
            }
        }
    }

    #[test]
    fn the_first_line_may_be_the_damaged_one() {
        let reading = read(&rows(|i, line| if i == 0 { line.replace(": 1", " 1") } else { line })).unwrap();
        assert_eq!(reading.series[0].len(), 39);
        assert!(reading.notes.has(Code::DamagedRows));
    }

    #[test]
    fn mostly_damaged_lines_are_refused_and_documents_keep_what_came_before() {
        let error = read(&rows(|i, line| if i % 3 == 0 { line.replace(": 1", " 1") } else { line })).unwrap_err();
        assert_eq!((error.code, error.place.unwrap().line), (Code::JsonSyntax, Some(1)));
        let many = "[\n".to_owned() + &rows(|i, line| if i == 20 { line } else { line.replace('\n', ",\n") });
        let reading = read(&many).unwrap();
        assert_eq!(reading.series[0].len(), 21);
        assert!(reading.notes.has(Code::DamagedTail));
    }
}
