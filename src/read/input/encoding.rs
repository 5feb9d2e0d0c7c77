//! Turns decompressed bytes into UTF-8 without a byte-order mark.
//!
//! In: chunks. Out: the same bytes where they are UTF-8, ASCII or binary; UTF-16 is recoded (told by its mark, or by a
//! zero in many of every other byte of the beginning; an unpaired surrogate becomes U+FFFD).

/// How many bytes tell UTF-16 without a mark: no more are looked at, however many come at once.
const TELLING: usize = 1_024;
/// Fewer bytes than these tell nothing without a mark.
const FEWEST: usize = 16;

/// The recoder of one file.
#[derive(Debug, Default)]
pub(crate) struct Encoding {
    begun: Vec<u8>,
    form: Option<Form>,
    high: Option<u16>,
    half: Option<u8>,
    out: Vec<u8>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    AsIs,
    Little,
    Big,
}

impl Encoding {
    /// Recodes the next bytes; `last` where no more will come.
    pub(crate) fn push<'a>(&'a mut self, bytes: &'a [u8], last: bool) -> &'a [u8] {
        self.out.clear();
        match self.form {
            Some(Form::AsIs) => return bytes,
            Some(form) => self.recode(bytes, form == Form::Little),
            None => {
                self.begun.extend_from_slice(bytes);
                if self.begun.len() < TELLING && !last {
                    return &[];
                }
                let begun = std::mem::take(&mut self.begun);
                let (form, mark) = detect(begun.get(..TELLING).unwrap_or(&begun));
                self.form = Some(form);
                let body = begun.get(mark..).unwrap_or_default();
                match form {
                    Form::AsIs => self.out.extend_from_slice(body),
                    _ => self.recode(body, form == Form::Little),
                }
            }
        }
        if last && (self.high.take().is_some() || self.half.take().is_some()) {
            self.put(char::REPLACEMENT_CHARACTER);
        }
        &self.out
    }

    /// True where bytes of the file and of the text are not the same bytes.
    pub(crate) fn recodes(&self) -> bool {
        matches!(self.form, Some(Form::Little | Form::Big))
    }

    fn recode(&mut self, bytes: &[u8], little: bool) {
        for byte in bytes {
            let Some(first) = self.half.take() else {
                self.half = Some(*byte);
                continue;
            };
            let unit = if little { u16::from_le_bytes([first, *byte]) } else { u16::from_be_bytes([first, *byte]) };
            match (self.high.take(), unit) {
                (None, 0xD800..0xDC00) => self.high = Some(unit),
                (Some(high), 0xDC00..0xE000) => {
                    let code = 0x10000 + (u32::from(high - 0xD800) << 10) + u32::from(unit - 0xDC00);
                    self.put(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
                }
                (high, unit) => {
                    if high.is_some() {
                        self.put(char::REPLACEMENT_CHARACTER);
                    }
                    match unit {
                        0xD800..0xDC00 => self.high = Some(unit),
                        _ => self.put(char::from_u32(u32::from(unit)).unwrap_or(char::REPLACEMENT_CHARACTER)),
                    }
                }
            }
        }
    }

    fn put(&mut self, c: char) {
        self.out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
    }
}

fn detect(begun: &[u8]) -> (Form, usize) {
    // Digits, delimiters and line ends have a zero beside them, and only there; letters of other scripts have none.
    let every_other = |zero: usize| {
        let zeros = |parity: usize| begun.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
        begun.len() >= FEWEST && zeros(zero) * 6 >= begun.len() && zeros(1 - zero) == 0
    };
    match begun {
        [0xEF, 0xBB, 0xBF, ..] => (Form::AsIs, 3),
        [0xFF, 0xFE, ..] => (Form::Little, 2),
        [0xFE, 0xFF, ..] => (Form::Big, 2),
        _ if every_other(1) => (Form::Little, 0),
        _ if every_other(0) => (Form::Big, 0),
        _ => (Form::AsIs, 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recoded(bytes: &[u8], chunk: usize) -> String {
        let mut encoding = Encoding::default();
        let mut out = Vec::new();
        for piece in bytes.chunks(chunk) {
            out.extend_from_slice(encoding.push(piece, false));
        }
        out.extend_from_slice(encoding.push(&[], true));
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn every_encoding_and_every_chunk_gives_the_same_text() {
        let text = "time,Tehran تهران,😀 \u{FFFD}\n1,2,3\n";
        let units = || text.encode_utf16();
        let little: Vec<u8> = units().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = units().flat_map(u16::to_be_bytes).collect();
        for (mark, body) in [
            (&b"\xEF\xBB\xBF"[..], text.as_bytes()),
            (b"", text.as_bytes()),
            (b"\xFF\xFE", &little),
            (b"\xFE\xFF", &big),
        ] {
            let bytes = [mark, body].concat();
            for chunk in 1..=bytes.len() {
                assert_eq!(recoded(&bytes, chunk), text);
            }
        }
        assert_eq!(
            recoded(&"timestamp,value".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>(), 3),
            "timestamp,value"
        );
        let units = "время;пользователи\r\n2024-05-01 00:00;12\r\n".encode_utf16();
        let big: Vec<u8> = units.clone().flat_map(u16::to_be_bytes).collect();
        assert!(recoded(&big, 5).starts_with("время;"), "{}", recoded(&big, 5));
        assert_eq!(recoded(b"\xFF\xFE\x3D\xD8", 1), "\u{FFFD}");
    }

    #[test]
    fn what_comes_after_the_telling_bytes_tells_nothing() {
        let table: Vec<u8> =
            "time,value\n2024-05-01,1\n".repeat(60).encode_utf16().flat_map(u16::to_le_bytes).collect();
        for late in [&b"\0\0\0\0"[..], &[b'-'; 9_000]] {
            let bytes = [&table[..TELLING], late].concat();
            assert_eq!(recoded(&bytes, bytes.len()), recoded(&bytes, 7));
        }
    }
}
