//! Recognizes MRT by its first record header, also in a build that cannot read it, so that the page can load one that can.

use super::head::Head;
use crate::read::format::Score;

/// RFC 6396 §4 and its registry: TABLE_DUMP, TABLE_DUMP_V2, BGP4MP, BGP4MP_ET and the old BGP type.
const TYPES: [(u16, u16); 5] = [(5, 7), (12, 2), (13, 12), (16, 11), (17, 11)];
/// 1995-01-01 and 2037-01-01 in seconds: no collector wrote MRT before.
const TIMES: std::ops::Range<u32> = 788_918_400..2_114_380_800;

/// How sure it is that an input is MRT.
pub(crate) fn sniff(head: &Head<'_>) -> Score {
    let Some(length) = header(head.bytes) else { return 0 };
    match head.bytes.get(12 + length..) {
        Some([]) if head.whole => 95,
        Some(next) if next.len() >= 12 => {
            if header(next).is_some() {
                98
            } else {
                30
            }
        }
        _ => 80,
    }
}

/// The body's length, where a sound header stands here.
fn header(bytes: &[u8]) -> Option<usize> {
    let word = |at: usize| bytes.get(at..at + 4)?.try_into().ok().map(u32::from_be_bytes);
    let (time, kind, length) = (word(0)?, word(4)?, word(8)?);
    let (kind, subtype) = ((kind >> 16) as u16, kind as u16);
    let known = TYPES.iter().any(|(t, most)| *t == kind && subtype <= *most);
    (known && TIMES.contains(&time) && length <= 16 << 20).then_some(length as usize)
}
