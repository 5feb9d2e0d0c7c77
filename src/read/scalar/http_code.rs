//! Reads the code with which a web server answered as a state.
//!
//! In: the bytes of one cell, such as `200`, `503`, `000`. Out: true where a server answered (1xx to 4xx), false where it said that it
//! cannot (5xx) or nothing answered: curl writes `000`, monitors write `0`.

/// True for an answer, false for none; `None` for what is no such code.
pub(crate) fn answered(cell: &[u8]) -> Option<bool> {
    match cell.trim_ascii() {
        b"0" | b"000" => Some(false),
        [first @ b'1'..=b'5', a, b] if a.is_ascii_digit() && b.is_ascii_digit() => Some(*first != b'5'),
        _ => None,
    }
}

/// True for the codes that most answers have.
pub(crate) fn is_usual(cell: &[u8]) -> bool {
    matches!(
        cell.trim_ascii(),
        b"200" | b"201" | b"202" | b"204" | b"206" | b"301" | b"302" | b"303" | b"304" | b"307" | b"308"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_say_whether_a_server_answered() {
        for (cell, answer) in [
            ("200", Some(true)),
            ("404", Some(true)),
            ("503", Some(false)),
            ("000", Some(false)),
            ("0", Some(false)),
            ("600", None),
            ("20", None),
            ("2000", None),
            ("", None),
        ] {
            assert_eq!(answered(cell.as_bytes()), answer, "{cell}");
        }
    }
}
