//! The end of a file that breaks off: what of it is whole.
//!
//! In: the beginning of the file, then its last bytes. Out: the last bytes without what lost its end: a line of a table, a
//! number or text of a JSON document; records of a binary format know their own length.

/// What a file is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    Line,
    Value,
    Record,
}

impl Unit {
    /// What the file with this beginning is made of.
    pub(crate) fn of(begin: &[u8]) -> Unit {
        const LOOKED_AT: usize = 512;
        match begin.trim_ascii_start().first() {
            Some(b'{' | b'[' | b')') => Unit::Value,
            _ if begin.iter().take(LOOKED_AT).any(|byte| *byte == 0) => Unit::Record,
            _ => Unit::Line,
        }
    }

    /// Takes away what is not whole.
    pub(crate) fn trim(self, last: &mut Vec<u8>) {
        let whole = match self {
            Unit::Line => memchr::memrchr(b'\n', last).map_or(0, |at| at + 1),
            Unit::Value => last.iter().rposition(|byte| matches!(byte, b',' | b']' | b'}')).map_or(0, |at| at + 1),
            Unit::Record => last.len(),
        };
        last.truncate(whole);
    }
}

#[cfg(test)]
mod tests {
    use crate::base::Code;
    use crate::read::tests::read_with;
    use flate2::write::GzEncoder;
    use std::io::Write;

    /// The text, compressed without any compression, and cut behind so many of its bytes.
    fn cut(text: &str, kept: usize) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), flate2::Compression::none());
        encoder.write_all(text.as_bytes()).unwrap();
        let mut bytes = encoder.finish().unwrap();
        let from = bytes.windows(6).position(|window| window == &text.as_bytes()[..6]).unwrap();
        bytes.truncate(from + kept);
        bytes
    }

    #[test]
    fn the_last_value_of_a_file_that_breaks_off_is_no_value() {
        let minute = |i: usize| format!("2024-01-01T{:02}:{:02}:00Z", i / 60, i % 60);
        let table: String = std::iter::once("time,value\n".to_owned())
            .chain((0..90).map(|i| format!("{},{}\n", minute(i), 90_000 + i)))
            .collect();
        let lines: String =
            (0..90).map(|i| format!("{{\"time\":\"{}\",\"value\":{}}}\n", minute(i), 90_000 + i)).collect();
        let document = format!("[{}]", lines.trim_end().replace('\n', ","));
        for text in [table, lines, document] {
            for kept in [text.len() / 2, text.len() / 2 + 3, text.len() / 2 + 11, text.len() - 4] {
                for chunk in [7, 1 << 20] {
                    let reading = read_with(&cut(&text, kept), chunk, &[]).unwrap();
                    assert!(reading.notes.has(Code::CompressionBroken));
                    let values = reading.series[0].samples().map(|(_, value)| value).filter(|value| !value.is_nan());
                    let values: Vec<f64> = values.collect();
                    assert!(values.len() > 40, "{} values of {text}", values.len());
                    assert!(
                        values.iter().enumerate().all(|(i, value)| *value == 90_000.0 + i as f64),
                        "{kept}: {values:?}"
                    );
                }
            }
        }
    }
}
