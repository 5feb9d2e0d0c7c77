//! Text in an encoding older than Unicode → UTF-8: windows-125x, KOI8, GBK, Shift-JIS and the others of the Web.
//!
//! In: the head of a file, then its bytes. Out: whether it is such text, and the same text as UTF-8. Told by the head: bytes
//! that are no UTF-8 on more than one line, or in the header, and more of them than letters that are. A byte damaged here
//! and there is left for the reader of rows to say. The encoding is guessed from the letters by chardetng, as browsers do,
//! and always said.

use crate::base::Error;

/// True for text that is in none of Unicode's encodings.
pub(crate) fn is_old(head: &[u8]) -> bool {
    const LINES: usize = 2;
    // What has zeros or other controls in it is no text.
    let odd = head.contains(&0) || head.starts_with(b"\x1A");
    if odd || head.is_ascii() {
        return false;
    }
    let (mut old, mut unicode, mut lines) = (0, 0, 0);
    for (i, line) in head.split(|byte| *byte == b'\n').enumerate() {
        let before = old;
        for chunk in line.utf8_chunks() {
            old += chunk.invalid().len();
            unicode += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        }
        // The header counts twice: its names are seen by everybody.
        lines += usize::from(old > before) * if i == 0 { LINES } else { 1 };
    }
    lines >= LINES && old > unicode
}

/// A decoder of such text.
pub(crate) struct OldEncoding {
    #[cfg(feature = "encodings")]
    decoder: encoding_rs::Decoder,
    out: String,
    /// Its name on the Web.
    pub(crate) name: &'static str,
}

#[cfg(feature = "encodings")]
impl OldEncoding {
    /// The encoding that the letters of a head are most likely in.
    pub(crate) fn of(head: &[u8]) -> Result<OldEncoding, Error> {
        let mut detector = chardetng::EncodingDetector::new();
        detector.feed(head, true);
        let encoding = detector.guess(None, false);
        let decoder = encoding.new_decoder_without_bom_handling();
        Ok(OldEncoding { decoder, out: String::new(), name: encoding.name() })
    }

    /// The next bytes as UTF-8; `last` where no more will come.
    pub(crate) fn decode(&mut self, bytes: &[u8], last: bool) -> &[u8] {
        self.out.clear();
        self.out.reserve(self.decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(0));
        let _ = self.decoder.decode_to_string(bytes, &mut self.out, last);
        self.out.as_bytes()
    }
}

#[cfg(not(feature = "encodings"))]
impl OldEncoding {
    /// Another build knows the old encodings.
    pub(crate) fn of(_head: &[u8]) -> Result<OldEncoding, Error> {
        Err(crate::read::other_build::needed("encodings"))
    }

    /// Never met here.
    pub(crate) fn decode(&mut self, _bytes: &[u8], _last: bool) -> &[u8] {
        self.out.as_bytes()
    }
}

#[cfg(all(test, feature = "encodings"))]
mod tests {
    use super::*;
    use crate::base::Code;
    use crate::read::tests::read_with;

    #[test]
    fn names_in_old_encodings_are_read_whatever_the_chunks() {
        for (encoding, places) in [
            (encoding_rs::WINDOWS_1256, ["تهران", "اصفهان"]),
            (encoding_rs::WINDOWS_1251, ["Москва", "Казань"]),
            (encoding_rs::KOI8_R, ["Москва", "Казань"]),
            (encoding_rs::WINDOWS_1252, ["München", "Köln"]),
            (encoding_rs::GBK, ["北京地区", "上海地区"]),
            (encoding_rs::SHIFT_JIS, ["とうきょう", "おおさか"]),
        ] {
            let row = |i: usize| format!("2024-05-01T{:02}:{:02}:00Z,{},{i}\n", i / 2 / 60, i / 2 % 60, places[i % 2]);
            let text: String = std::iter::once("time,place,users\n".to_owned()).chain((0..400).map(row)).collect();
            let (bytes, _, _) = encoding.encode(&text);
            for chunk in [1_000, 7, 1 << 20] {
                let reading = read_with(&bytes, chunk, &[]).unwrap();
                let labels: Vec<&str> = reading.series.iter().map(|series| series.label.as_str()).collect();
                assert_eq!(labels, places, "{}", encoding.name());
                assert!(reading.notes.has(Code::EncodingGuessed));
            }
        }
    }

    #[test]
    fn unicode_and_damage_are_no_old_encoding() {
        let damaged = b"time,v\n2024-05-01,1\n2024-05-02,\xFF\n2024-05-03,3\n";
        for text in [&b"a,b\n"[..], "زمان,تهران\n".as_bytes(), damaged, b"\0\xFF\n\xFE\n", b""] {
            assert!(!is_old(text), "{}", String::from_utf8_lossy(text));
        }
        assert!(is_old(b"Stra\xDFe,v\n"));
    }
}
